"""The index of a packed store: what it holds, where, and by which hashes it is known to be whole.

A store is a folder of ``.npy`` files, one for each input, in which the sequences lie one after another, and
``index.json``. Opening it reads the index and looks at the files' sizes and times; `verify` reads every
byte. Must not know how a store is made.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, ValidationError, model_validator

from engine.core.classes import ClassName
from engine.core.errors import DatasetError, OutputError
from engine.core.files import write_text
from engine.core.frozen_model import FrozenModel
from engine.core.progress import Cancel, check
from engine.core.text import text
from engine.datasets.entries import Entry, Rows

INDEX: Final = "index.json"
FORMAT: Final = "scolioapp.store/1"
MAX_BYTES = 64 << 20

ArrayName = Literal[
    "silhouettes", "keypoints", "maps_shared_crop", "maps_own_crop", "pav_unsigned", "pav_signed"
]
ARRAYS: Final[Mapping[ArrayName, tuple[tuple[int, ...], str]]] = {
    "silhouettes": ((64, 64), "|u1"),
    "keypoints": ((17, 3), "<f4"),
    "maps_shared_crop": ((2, 64, 64), "|u1"),
    "maps_own_crop": ((2, 64, 64), "|u1"),
    "pav_unsigned": ((8, 3), "<f8"),
    "pav_signed": ((8, 3), "<f8"),
}
"""Shape of a row and number type of each file; a row of the last two is a sequence, of the others a frame."""

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class ArrayFile(FrozenModel):
    """One file of a store.

    Attributes:
        rows: Number of rows.
        size: Bytes of the file.
        mtime_ns: When it was last written; a file of another time is read through when the store is opened.
        sha256: Hash of the whole file.
    """

    rows: int = Field(ge=0)
    size: int = Field(ge=0)
    mtime_ns: int
    sha256: Sha256


class Sequences(FrozenModel):
    """The sequences, a list for each fact; all lists are of the same length.

    Attributes:
        ids: Five digits each.
        subjects: Who each is of, or None where no subject map says so.
        frames: Silhouettes of each.
        poses: Poses of each; 0 where it has none.
        sha256: Hash of the silhouettes of each, see `engine.datasets.contents`.
    """

    ids: tuple[str, ...]
    classes: tuple[ClassName, ...]
    views: tuple[str, ...]
    subjects: tuple[str | None, ...]
    frames: tuple[Annotated[int, Field(ge=1)], ...]
    poses: tuple[Annotated[int, Field(ge=0)], ...]
    sha256: tuple[str, ...]

    @model_validator(mode="after")
    def _same_length(self) -> Self:
        lists = (self.classes, self.views, self.subjects, self.frames, self.poses, self.sha256)
        if any(len(one) != len(self.ids) for one in lists) or len(set(self.ids)) != len(self.ids):
            raise ValueError("the lists of sequences do not belong together")
        return self


class StoreIndex(FrozenModel):
    """What a store says of itself.

    Attributes:
        format: Version of the layout.
        source: Name of the folder it was made from.
        source_sha256: Hash of the arrays it was made from, see `engine.datasets.contents`.
        licence: What the use of the data is bound to; goes into the card of what is trained on it.
        agreed: Day on which whoever packed it agreed to that, ISO 8601, or "".
        keypoint_set: Keypoint definition of the poses, such as ``coco``.
        shared_crop: How the skeleton maps were cropped; see `engine.gait.skeleton_maps`.
        left_out: Sequences that could not be packed, each with the reason.
    """

    format: Literal["scolioapp.store/1"] = FORMAT
    source: str
    source_sha256: Sha256
    licence: str
    agreed: str
    simulated: bool
    keypoint_set: str
    shared_crop: bool
    left_out: Mapping[str, str]
    files: Mapping[ArrayName, ArrayFile]
    sequences: Sequences

    @model_validator(mode="after")
    def _whole(self) -> Self:
        frames, poses = sum(self.sequences.frames), sum(self.sequences.poses)
        count = len(self.sequences.ids)
        needed: dict[str, int] = {"silhouettes": frames}
        if poses:
            needed |= {"keypoints": poses, maps_name(self.shared_crop): poses}
            needed |= {"pav_unsigned": count, "pav_signed": count}
        if {name: file.rows for name, file in self.files.items()} != needed:
            raise ValueError("the files do not hold the sequences")
        return self


def maps_name(shared_crop: bool) -> ArrayName:
    """Return the name of the file of skeleton maps that are cropped so."""
    return "maps_shared_crop" if shared_crop else "maps_own_crop"


def is_store(root: Path) -> bool:
    """Whether a folder is a packed store."""
    return (root / INDEX).is_file()


def file_of(root: Path, name: ArrayName) -> Path:
    """Return the path of one file of a store."""
    return root / f"{name}.npy"


def write(root: Path, index: StoreIndex) -> None:
    """Write the index of a store, with a hash of itself.

    Raises:
        OutputError: The folder cannot be written.
    """
    content = index.model_dump_json()
    seal = hashlib.sha256(content.encode()).hexdigest()
    write_text(root / INDEX, f'{{"sha256": "{seal}", "store":\n{content}\n}}\n')


def read(root: Path, *, cancel: Cancel | None = None) -> StoreIndex:
    """Read the index of a store and look whether its files are those that were written.

    A file of another time than that in the index (the store was copied, or changed) is read through once;
    where it is whole, the new time is noted, as far as the folder can be written.

    Raises:
        DatasetError: The index is damaged or of another version, or a file was changed or is missing.
    """
    index = _parse(root)
    stale: list[ArrayName] = []
    for name, told in index.files.items():
        found = _stat(root, name)
        if found.st_size != told.size:
            raise changed_error(root, name)
        if found.st_mtime_ns != told.mtime_ns:
            stale.append(name)
    if not stale:
        return index
    for name in stale:
        if not is_whole(root, index, name, cancel=cancel):
            raise changed_error(root, name)
    files = {
        name: told.model_copy(update={"mtime_ns": _stat(root, name).st_mtime_ns})
        for name, told in index.files.items()
    }
    index = index.model_copy(update={"files": files})
    try:
        write(root, index)
    except OutputError:
        return index
    return index


def _parse(root: Path) -> StoreIndex:
    path = root / INDEX
    try:
        content = path.read_bytes() if path.stat().st_size <= MAX_BYTES else b""
        parts = json.loads(content)
        store = content[content.index(b"\n") + 1 : content.rindex(b"\n}")]
        if parts["store"]["format"] != FORMAT:
            raise _other_version(root, str(parts["store"]["format"]))
        if hashlib.sha256(store).hexdigest() != parts["sha256"]:
            raise changed_error(root, INDEX)
        return StoreIndex.model_validate_json(store, strict=True)
    except OSError as failure:
        raise DatasetError(
            text("The store “{name}” could not be read: {why}.", name=root.name,
                 why=failure.strerror or ""),
            text("Check that the folder exists and may be read."),
        ) from failure  # fmt: skip
    except (ValidationError, ValueError, KeyError, TypeError, RecursionError) as failure:
        raise changed_error(root, INDEX) from failure


def _other_version(root: Path, found: str) -> DatasetError:
    return DatasetError(
        text(
            "The store “{name}” has the format {found}, which this program does not read.",
            name=root.name,
            found=found[:40],
        ),
        text("Pack the dataset again with this program."),
    )


def _stat(root: Path, name: ArrayName) -> os.stat_result:
    try:
        return file_of(root, name).stat()
    except OSError as failure:
        raise changed_error(root, f"{name}.npy") from failure


def changed_error(root: Path, name: str) -> DatasetError:
    """Say that a file of a store is not the one that was written."""
    return DatasetError(
        text(
            "“{file}” in the store “{name}” is damaged, missing or changed.",
            file=name,
            name=root.name,
        ),
        text("Pack the dataset again, or copy the store again from its source."),
    )


def is_whole(
    root: Path, index: StoreIndex, name: ArrayName, *, cancel: Cancel | None = None
) -> bool:
    """Read a file of a store through and tell whether each byte is as it was written.

    Raises:
        CancelledError: ``cancel`` was set.
    """
    digest = hashlib.sha256()
    try:
        with file_of(root, name).open("rb") as stream:
            while block := stream.read(1 << 22):
                check(cancel)
                digest.update(block)
    except OSError:
        return False
    return digest.hexdigest() == index.files[name].sha256


def entries(root: Path, index: StoreIndex) -> tuple[Entry, ...]:
    """List the sequences of a store."""
    listed = index.sequences
    silhouettes, keypoints = file_of(root, "silhouettes"), file_of(root, "keypoints")
    found, frame, pose = [], 0, 0
    for number, id in enumerate(listed.ids):
        frames, poses = listed.frames[number], listed.poses[number]
        found.append(
            Entry(
                id=id,
                class_name=listed.classes[number],
                view=listed.views[number],
                subject=listed.subjects[number],
                silhouettes=Rows(silhouettes, frame, frames),
                pose=Rows(keypoints, pose, poses) if poses else None,
                number=number,
            )
        )
        frame, pose = frame + frames, pose + poses
    return tuple(found)


def map_file(path: Path) -> NDArray[Any]:
    """Map a file of a store into memory, read-only.

    Raises:
        DatasetError: It is missing or damaged.
    """
    row, dtype = ARRAYS[path.stem]  # type: ignore[index]  # a name of ours, checked by the lookup
    try:
        array = np.lib.format.open_memmap(path, mode="r")
    except (OSError, ValueError, EOFError, SyntaxError) as failure:
        raise changed_error(path.parent, path.name) from failure
    if array.dtype != np.dtype(dtype) or array.shape[1:] != row:
        raise changed_error(path.parent, path.name)
    return np.asarray(array)


def read_rows(rows: Rows) -> NDArray[Any]:
    """Return some rows of a file of a store, read-only; nothing is copied.

    Raises:
        DatasetError: The file is missing or damaged.
    """
    array = map_file(rows.file)
    if rows.first + rows.count > len(array):
        raise changed_error(rows.file.parent, rows.file.name)
    return np.asarray(array[rows.first : rows.first + rows.count])
