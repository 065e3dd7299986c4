"""Reads and writes weights as safetensors: named arrays, and nothing that can run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import ModelError
from engine.core.text import text

MAX_BYTES = 4 << 30
"""Far above any network of this field."""


def read_weights(path: Path) -> dict[str, NDArray[Any]]:
    """Read named arrays.

    Raises:
        ModelError: The file is missing, too large, or not a safetensors file.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ModelError(
                text("“{name}” is too large for weights: {size} bytes.", name=path.name, size=size),
                text("Choose the correct file."),
            )
        return load_file(path)
    except (OSError, SafetensorError, ValueError, KeyError, TypeError) as failure:
        raise ModelError(
            text(
                "“{name}” is not a readable safetensors file: {why}.",
                name=path.name,
                why=str(failure),
            ),
            text("Restore the file from its source."),
        ) from failure


def write_weights(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write named arrays.

    Raises:
        OSError: The file cannot be written.
    """
    from safetensors.numpy import save

    # The library writes memory as it lies; arrays must lie in C order.
    ordered = {name: np.array(array, order="C") for name, array in arrays.items()}
    # Written here, as the library's own writer makes files that only their owner may read.
    path.write_bytes(save(ordered))
