"""The bundled walks as numbers: what reduced precisions are checked on, and models compared on.

24 simulated people, nobody real, whom no bundled network was trained on. They are read without the
packages that made them (`engine.simulation.bundled_samples.write_walks`).

Must not know: how walks are simulated, or which networks read them.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.core.classes import ClassName
from engine.core.errors import DatasetError
from engine.core.resources import resource
from engine.core.text import text

FILE = "walks.npz"

RATE = 15.0
"""Frames a second of the walks."""

# What the standard library and numpy raise over a file that is missing or whose bytes are wrong.
_DAMAGED = (OSError, EOFError, KeyError, ValueError, TypeError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True, slots=True, eq=False)
class SampleWalk:
    """One simulated walk; it holds what networks see (`engine.inference.inputs.WalkLike`).

    Attributes:
        name: Name, which tells nothing about the class.
        class_name: Class that the person was drawn from.
        silhouettes: uint8 ``[T, 64, 64]``, 0..255.
        keypoints: float32 ``[T, 17, 3]``: x px, y px, score; COCO-17, the person's own left.
    """

    name: str
    class_name: ClassName
    silhouettes: NDArray[np.uint8]
    keypoints: NDArray[np.float32]

    @property
    def seconds(self) -> NDArray[np.float64]:
        """Time of each frame, float64 ``[T]``."""
        return np.arange(len(self.silhouettes)) / RATE


def read(path: Path | None = None) -> tuple[SampleWalk, ...]:
    """Read the bundled walks, or a file of the same make.

    Args:
        path: Another file, or None.

    Raises:
        DatasetError: The file is missing, damaged, or not of this make.
    """
    path = resource("samples", FILE) if path is None else path
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            silhouettes, keypoints = stored["silhouettes"], stored["keypoints"]
            classes = [ClassName(str(name)) for name in stored["classes"]]
    except _DAMAGED as failure:
        raise _unfit_error(path) from failure
    count, frames = silhouettes.shape[:2] if silhouettes.ndim == 4 else (0, 0)
    if (
        count != len(classes)
        or silhouettes.shape != (count, frames, 64, 64)
        or keypoints.shape != (count, frames, 17, 3)
        or (silhouettes.dtype, keypoints.dtype) != (np.uint8, np.float32)
    ):
        raise _unfit_error(path)
    return tuple(
        SampleWalk(f"walk{number:02d}", classes[number], silhouettes[number], keypoints[number])
        for number in range(count)
    )


def _unfit_error(path: Path) -> DatasetError:
    return DatasetError(
        text("The file of sample walks, “{name}”, cannot be used.", name=path.name),
        text("Reinstall the program."),
    )
