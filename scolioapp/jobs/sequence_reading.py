"""Reads the sequences of a dataset for a person to look at, and what a model answered of them.

Imports the engine at its first use; must not know Qt.

All functions read files and are called off the interface's thread.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import DatasetError, ScolioError
from engine.core.text import Text, text
from scolioapp.storage.dataset_requests import DatasetFiles, readable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.datasets.entries import Entry


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said of a sequence."""

    true_class: str
    answered: str

    @property
    def wrong(self) -> bool:
        """Whether the two differ."""
        return self.true_class != self.answered


@dataclass(frozen=True, slots=True, eq=False)
class SequenceFrames:
    """The arrays of one sequence.

    Attributes:
        silhouettes: uint8 ``[T, 64, 64]``.
        keypoints: float32 ``[T, 17, 3]`` (x px, y px, score), or None where there are none.
        maps: Skeleton maps as new models see them, uint8 ``[T, 2, 64, 64]`` (limbs, joints), or None.
        missing: Why there are no keypoints, or None.
    """

    silhouettes: NDArray[np.uint8]
    keypoints: NDArray[np.float32] | None
    maps: NDArray[np.uint8] | None
    missing: Text | None


def list_sequences(files: DatasetFiles) -> tuple[Entry, ...]:
    """List the sequences of a dataset, by id.

    Raises:
        DatasetError: They cannot be listed.
    """
    from engine.datasets.scoliosis1k import read_index

    with readable(files.root):
        return read_index(files.root, pose=files.pose, subjects=files.subjects)


def read_sequence(entry: Entry) -> SequenceFrames:
    """Read one sequence; poses that cannot be read leave the silhouettes to be looked at.

    Raises:
        DatasetError: Its silhouettes cannot be read.
    """
    from engine.datasets.scoliosis1k import read_keypoints, read_silhouettes
    from engine.gait.skeleton_maps import skeleton_maps

    silhouettes = read_silhouettes(entry)
    try:
        keypoints = read_keypoints(entry)
        maps = skeleton_maps(keypoints)
    except ScolioError as failure:
        return SequenceFrames(silhouettes, None, None, failure.what)
    return SequenceFrames(silhouettes, keypoints, maps, None)


def read_answers(path: Path) -> Mapping[str, Answer]:
    """Read the table of answers of an evaluation, by the sequences' ids.

    Raises:
        DatasetError: The table cannot be read.
    """
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return {
                row["id"]: Answer(row["true_class"], row["answered_class"])
                for row in csv.DictReader(stream)
            }
    except (OSError, KeyError, UnicodeDecodeError, csv.Error) as failure:
        raise DatasetError(
            text("The table of answers of this evaluation cannot be read."),
            text("Evaluate the model again."),
        ) from failure
