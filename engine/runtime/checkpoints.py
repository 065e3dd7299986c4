"""Reads torch checkpoints from strangers: tensors in plain containers, and nothing that can run."""

from __future__ import annotations

import pickle  # noqa: TID251  # only for the name of torch's refusal; nothing is unpickled with it
import zipfile
from pathlib import Path
from typing import Any

import torch

from engine.core.errors import ModelError
from engine.core.text import text

MAX_BYTES = 2 << 30
"""The full ScoNet-MT with its optimiser has 56 MB; this leaves room for far larger networks."""

MAX_ENTRIES = 100_000
SLACK = 1 << 20


def read_checkpoint(path: Path) -> dict[str, Any]:
    """Read a file written by ``torch.save`` (torch 1.6 or later).

    Bounds are checked before anything is unpacked; torch then reads it with ``weights_only=True``,
    onto the CPU.

    Raises:
        ModelError: The file is missing, not such a file, too large, inflates, is damaged, or wants
            to run code; each with a sentence of its own.
    """
    _check_bounds(path)
    try:
        content = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as failure:
        raise ModelError(
            text(
                "“{name}” contains more than weights, and reading it could run a stranger's code. "
                "It was refused; nothing in it was run.",
                name=path.name,
            ),
            text("Ask whoever made it for a file that contains only tensors."),
        ) from failure
    except (RuntimeError, ValueError, LookupError, TypeError, AttributeError, OSError) as failure:
        raise _damaged_error(path) from failure
    if not isinstance(content, dict):
        raise _damaged_error(path)
    return content


def _damaged_error(path: Path) -> ModelError:
    return ModelError(
        text("“{name}” is damaged, or is not a checkpoint.", name=path.name),
        text("Copy it again from its source."),
    )


def _check_bounds(path: Path) -> None:
    """Refuse what is not a zip, is too large, or would grow when unpacked."""
    try:
        size = path.stat().st_size
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except FileNotFoundError as failure:
        raise ModelError(
            text("The checkpoint “{name}” does not exist.", name=path.name),
            text("Check the path."),
        ) from failure
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as failure:
        raise ModelError(
            text("“{name}” is not a checkpoint written by torch 1.6 or later.", name=path.name),
            text("Choose the .pt file written by training."),
        ) from failure
    unpacked = sum(entry.file_size for entry in entries)
    # torch stores without compression, so an honest file does not grow.
    if size > MAX_BYTES or len(entries) > MAX_ENTRIES or unpacked > size + SLACK:
        raise ModelError(
            text(
                "“{name}” is too large to read safely: {size} bytes that unpack to {unpacked}.",
                name=path.name,
                size=size,
                unpacked=unpacked,
            ),
            text("Choose the .pt file written by training."),
        )
