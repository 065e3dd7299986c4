"""A dataset on disk in each of its forms: listed, read, written.

- Prepared: ``<id>/<Class>/<view>/<view>.pkl``, as Scoliosis1K is released. A folder holds ``silhouettes/``
  (uint8 [T, 64, 64]) and, in the same layout, ``pose/`` (float [T, 17, 3]); the folder of silhouettes
  alone can be read too. Pickles are read by `engine.runtime.pickles`, which runs nothing.
- Raw: the same folders with a PNG mask, or a JSON pose, for each frame; see `engine.datasets.raw`.
- Packed: a store; see `engine.datasets.packed_store`.

Beside the sequences may stand ``subjects.csv`` (id, subject): who each sequence is of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.classes import ClassName
from engine.core.errors import DatasetError
from engine.core.progress import Cancel, check
from engine.core.text import text
from engine.datasets import raw, store_index
from engine.datasets.entries import Entry, Rows, class_advice, class_of, read_subjects
from engine.runtime.pickles import read_array, write_array

__all__ = [
    "POSE",
    "RATE",
    "SILHOUETTES",
    "SUBJECTS",
    "VIEW",
    "Entry",
    "Place",
    "places",
    "read_index",
    "read_keypoints",
    "read_silhouettes",
    "read_subjects",
    "write_sequence",
]

VIEW = "000_180"
"""The one view of Scoliosis1K: towards the camera and back."""

RATE = 15.0
"""Frames a second of Scoliosis1K, about."""

SILHOUETTES = "silhouettes"
POSE = "pose"
SUBJECTS = "subjects.csv"
_ID = re.compile(r"^\d{5}$")


@dataclass(frozen=True, slots=True)
class Place:
    """A sequence as the folders name it, before anybody asks whether the names make sense.

    Attributes:
        id: Five digits.
        class_folder: Name of the folder of its class.
        silhouettes: A pickle, or a folder of masks.
        pose: A pickle, a folder of JSON files, or None.
    """

    id: str
    class_folder: str
    view: str
    silhouettes: Path
    pose: Path | None


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
        raise DatasetError(text("“{id}” is not a sequence id.", id=id), text("Use five digits."))
    _check_silhouettes(silhouettes, id)
    place = Path(id) / class_name.value.capitalize() / VIEW / f"{VIEW}.pkl"
    write_array(root / SILHOUETTES / place, silhouettes)
    if keypoints is not None:
        if keypoints.shape != (len(silhouettes), 17, 3):
            raise _shape_error(id, keypoints.shape, "[T, 17, 3]")
        write_array(root / POSE / place, keypoints)


def read_index(
    root: Path,
    *,
    pose: Path | None = None,
    subjects: Path | None = None,
    cancel: Cancel | None = None,
) -> tuple[Entry, ...]:
    """List the sequences of a dataset, by id, without opening them.

    Args:
        root: Folder of the dataset, of its silhouettes alone, or a packed store.
        pose: Folder of the poses in the same layout, or None for ``pose/`` in ``root``; a store has its own.
        subjects: Subject map, or None for that of the dataset, if it has one.
        cancel: Checked between sequences.

    Raises:
        DatasetError: The folder has no sequence in this layout, an unknown class, or one id twice; or the
            store was changed.
    """
    if store_index.is_store(root):
        entries = store_index.entries(root, store_index.read(root))
    else:
        entries = _list_sequences(root, pose, cancel)
    own = root / SUBJECTS
    chosen = subjects if subjects is not None else own if own.is_file() else None
    if chosen is None:
        return entries
    names = read_subjects(chosen)
    return tuple(replace(entry, subject=names.get(entry.id)) for entry in entries)


def _list_sequences(root: Path, pose: Path | None, cancel: Cancel | None) -> tuple[Entry, ...]:
    found: dict[str, Entry] = {}
    for place in places(root, pose=pose):
        check(cancel)
        if place.id in found:
            raise DatasetError(
                text("Sequence {id} is in two folders.", id=place.id),
                text("Keep one, or give the other its own id."),
            )
        found[place.id] = Entry(
            id=place.id,
            class_name=_known_class(place),
            view=place.view,
            subject=None,
            silhouettes=place.silhouettes,
            pose=place.pose,
        )
    if not found:
        raise DatasetError(
            text("“{name}” contains no sequences in the Scoliosis1K layout.", name=root.name),
            text("Choose the folder that contains the five-digit folders."),
        )
    return tuple(found.values())


def silhouettes_folder(root: Path) -> Path:
    """Return the folder that holds the five-digit folders: ``silhouettes/`` in it, or itself."""
    return root / SILHOUETTES if (root / SILHOUETTES).is_dir() else root


def places(root: Path, *, pose: Path | None = None) -> Iterator[Place]:
    """List whatever lies at the depth of a sequence, by id, prepared or raw.

    Args:
        root: Folder of the dataset, or of its silhouettes alone.
        pose: Folder of the poses in the same layout, or None for ``pose/`` in ``root``.
    """
    folder = silhouettes_folder(root)
    poses = root / POSE if pose is None else pose
    for view in sorted(folder.glob("*/*/*")):
        id = view.parents[1].name
        if not _ID.match(id) or not view.is_dir():
            continue
        sources = sorted(view.glob("*.pkl"))
        if not sources and next(view.glob(raw.MASKS), None) is not None:
            sources = [view]
        for source in sources:
            there = _pose_of(poses / source.relative_to(folder), view)
            yield Place(id, view.parent.name, view.name, source, there)


def _pose_of(expected: Path, view: Path) -> Path | None:
    """Find the poses of a sequence: in their own folder, or beside its masks."""
    if expected.is_file():
        return expected
    beside = expected.parent if expected.suffix == ".pkl" else expected
    for folder in (beside, view):
        if next(folder.glob(raw.POSES), None) is not None:
            return folder
    pickled = expected / f"{expected.name}.pkl"
    return pickled if pickled.is_file() else None


def _known_class(place: Place) -> ClassName:
    found = class_of(place.class_folder)
    if found is None:
        raise DatasetError(
            text(
                "Sequence {id} is in the folder of an unknown class, “{name}”.",
                id=place.id,
                name=place.class_folder,
            ),
            class_advice(place.class_folder),
        )
    return found


def read_silhouettes(entry: Entry) -> NDArray[np.uint8]:
    """Read the silhouettes of a sequence, uint8 [T, 64, 64].

    Raises:
        DatasetError: The file is damaged, holds something else, or has no frame.
    """
    array = any_silhouettes(entry.silhouettes)
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
            text("Use the dataset with its pose files."),
        )
    array = any_keypoints(entry.pose)
    if array.ndim != 3 or array.shape[1:] != (17, 3) or array.dtype.kind != "f":
        raise _shape_error(entry.id, array.shape, "[T, 17, 3]")
    return array.astype(np.float32, copy=False)


def any_silhouettes(source: Path | Rows) -> NDArray[Any]:
    """Read what a sequence has for silhouettes, whatever its shape and type.

    Raises:
        DatasetError: A file is damaged, or holds no array.
    """
    if isinstance(source, Rows):
        return store_index.read_rows(source)
    return raw.read_masks(source) if source.is_dir() else read_array(source)


def any_keypoints(source: Path | Rows) -> NDArray[Any]:
    """Read what a sequence has for keypoints, whatever its shape and type.

    Raises:
        DatasetError: A file is damaged, or holds no array.
    """
    if isinstance(source, Rows):
        return store_index.read_rows(source)
    return raw.read_poses(source) if source.is_dir() else read_array(source)


def _check_silhouettes(array: NDArray[np.generic], id: str) -> None:
    if array.ndim != 3 or array.shape[1:] != (64, 64) or array.dtype != np.uint8 or not len(array):
        raise _shape_error(id, array.shape, "uint8 [T, 64, 64]")


def _shape_error(id: str, shape: tuple[int, ...], needed: str) -> DatasetError:
    return DatasetError(
        text("Sequence {id} has an array of shape {shape}.", id=id, shape=str(list(shape))),
        text("Expected: {needed}.", needed=needed),
    )
