"""The layout of Scoliosis1K on disk: ``<id>/<Class>/<view>/<view>.pkl``, read and written.

A dataset folder holds ``silhouettes/`` (uint8 [T, 64, 64]) and, in the same layout, ``pose/`` (float
[T, 17, 3]); the folder of silhouettes alone, as the release has it, can be read too. Beside them may
stand ``subjects.csv`` (id, subject): who each sequence is of. Pickles are read by
`engine.runtime.pickles`, which runs nothing.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import DatasetError
from engine.core.labels import ClassName
from engine.core.progress import Cancel, check
from engine.core.text import text
from engine.runtime.pickles import read_array, write_array

VIEW = "000_180"
"""The one view of Scoliosis1K: towards the camera and back."""

RATE = 15.0
"""Frames a second of Scoliosis1K, about."""

SILHOUETTES = "silhouettes"
POSE = "pose"
SUBJECTS = "subjects.csv"
_ID = re.compile(r"^\d{5}$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One sequence of a dataset.

    Attributes:
        id: Five digits.
        class_name: Its class.
        view: Name of the view.
        subject: Who it is of, or None where no subject map says so; then splits can leak.
        silhouettes: File of uint8 [T, 64, 64].
        pose: File of float [T, 17, 3], or None.
    """

    id: str
    class_name: ClassName
    view: str
    subject: str | None
    silhouettes: Path
    pose: Path | None

    @property
    def person(self) -> str:
        """The subject, or the sequence itself where nobody says whose it is."""
        return self.subject if self.subject is not None else f"sequence {self.id}"


def write_sequence(
    root: Path,
    id: str,
    class_name: ClassName,
    silhouettes: NDArray[np.uint8],
    keypoints: NDArray[np.floating] | None = None,
) -> None:
    """Write one sequence.

    Args:
        root: Folder of the dataset.
        id: Five digits.
        class_name: Its class.
        silhouettes: uint8 [T, 64, 64], 0 to 255.
        keypoints: float [T, 17, 3] (x px, y px, score), or None.

    Raises:
        DatasetError: The id, or an array's shape, does not fit the layout.
        OutputError: A file cannot be written.
    """
    if not _ID.match(id):
        raise DatasetError(
            text("“{id}” is not the id of a sequence.", id=id), text("Use five digits.")
        )
    _check_silhouettes(silhouettes, id)
    place = Path(id) / class_name.value.capitalize() / VIEW / f"{VIEW}.pkl"
    write_array(root / SILHOUETTES / place, silhouettes)
    if keypoints is not None:
        if keypoints.shape != (len(silhouettes), 17, 3):
            raise _misshapen(id, keypoints.shape, "[T, 17, 3]")
        write_array(root / POSE / place, keypoints)


def read_index(
    root: Path, *, pose: Path | None = None, cancel: Cancel | None = None
) -> tuple[Entry, ...]:
    """List the sequences of a dataset, by id, without opening them.

    Args:
        root: Folder of the dataset, or of its silhouettes alone.
        pose: Folder of the poses in the same layout, or None for ``pose/`` in ``root``.
        cancel: Checked between sequences.

    Raises:
        DatasetError: The folder has no sequence in this layout, or an unknown class.
    """
    folder = root / SILHOUETTES if (root / SILHOUETTES).is_dir() else root
    subjects = read_subjects(root / SUBJECTS) if (root / SUBJECTS).is_file() else {}
    poses = root / POSE if pose is None else pose
    entries = []
    for path in _files(folder):
        check(cancel)
        view, class_folder, id = path.parent.name, path.parents[1].name, path.parents[2].name
        points = poses / path.relative_to(folder)
        entries.append(
            Entry(
                id=id,
                class_name=_class_of(class_folder, id),
                view=view,
                subject=subjects.get(id),
                silhouettes=path,
                pose=points if points.is_file() else None,
            )
        )
    if not entries:
        raise DatasetError(
            text("“{name}” holds no sequence in the Scoliosis1K layout.", name=root.name),
            text("Choose the folder that holds the five-digit folders."),
        )
    return tuple(entries)


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.glob("*/*/*/*.pkl")):
        if _ID.match(path.parents[2].name):
            yield path


def _class_of(name: str, id: str) -> ClassName:
    try:
        return ClassName(name.lower())
    except ValueError as failure:
        raise DatasetError(
            text(
                "Sequence {id} lies in the folder of an unknown class, “{name}”.", id=id, name=name
            ),
            text("Classes are Positive, Neutral and Negative."),
        ) from failure


def read_subjects(path: Path) -> dict[str, str]:
    """Read a subject map: CSV with the columns ``id`` and ``subject``.

    Raises:
        DatasetError: The file cannot be read or lacks a column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return {row["id"].zfill(5): row["subject"] for row in csv.DictReader(stream)}
    except (OSError, KeyError, AttributeError, UnicodeDecodeError, csv.Error) as failure:
        raise DatasetError(
            text("“{name}” is not a subject map.", name=path.name),
            text("It needs the columns “id” and “subject”."),
        ) from failure


def read_silhouettes(entry: Entry) -> NDArray[np.uint8]:
    """Read the silhouettes of a sequence, uint8 [T, 64, 64].

    Raises:
        DatasetError: The file is damaged, holds something else, or has no frame.
    """
    array = read_array(entry.silhouettes)
    _check_silhouettes(array, entry.id)
    return array


def read_keypoints(entry: Entry) -> NDArray[np.float32]:
    """Read the keypoints of a sequence, float32 [T, 17, 3]: x px, y px, score.

    Raises:
        DatasetError: There is no pose file, or it is damaged or holds something else.
    """
    if entry.pose is None:
        raise DatasetError(
            text("Sequence {id} has no keypoints.", id=entry.id),
            text("Give the dataset with its pose files."),
        )
    array = read_array(entry.pose)
    if array.ndim != 3 or array.shape[1:] != (17, 3) or array.dtype.kind != "f":
        raise _misshapen(entry.id, array.shape, "[T, 17, 3]")
    return array.astype(np.float32)


def _check_silhouettes(array: NDArray[np.generic], id: str) -> None:
    if array.ndim != 3 or array.shape[1:] != (64, 64) or array.dtype != np.uint8 or not len(array):
        raise _misshapen(id, array.shape, "uint8 [T, 64, 64]")


def _misshapen(id: str, shape: tuple[int, ...], needed: str) -> DatasetError:
    return DatasetError(
        text("Sequence {id} has an array of shape {shape}.", id=id, shape=str(list(shape))),
        text("Needed is {needed}.", needed=needed),
    )
