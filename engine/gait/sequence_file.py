"""The ``.gait.npz`` file: how a sequence is written, and how a stranger's file is read.

Nothing of a file is believed before it is checked: names, compression, declared sizes and headers are
looked at first, then only as much is unpacked as the header says. Pickles are never read.
"""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import SequenceError
from engine.core.files import written_beside
from engine.core.text import Text, text
from engine.gait.sequence import MAX_EXTRAS, GaitSequence, SourceFacts

if TYPE_CHECKING:
    from typing import BinaryIO

SCHEMA = "scolioapp.gait/1"
LARGEST_BYTES = 1 << 30
"""Unpacked size beyond which a file is refused: over four hours of walking at 15 frames a second."""

_ARRAYS = ("silhouettes", "keypoints", "seconds")
_WORDS = ("schema", "source", "keypoint_set")
_EXTRA = "extra_"
_LONGEST_WORDS = 16_384

# What the standard library and numpy raise over a file whose bytes are wrong.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    KeyError,
    OverflowError,
    RecursionError,
    NotImplementedError,
)


def write(sequence: GaitSequence, path: Path) -> None:
    """Write a sequence beside and rename it.

    Raises:
        OutputError: The file cannot be written.
    """
    content: dict[str, NDArray[np.generic]] = {
        "schema": np.array(SCHEMA),
        "source": np.array(json.dumps(asdict(sequence.source), ensure_ascii=True)),
        "keypoint_set": np.array(sequence.keypoint_set),
        "silhouettes": sequence.silhouettes,
        "keypoints": sequence.keypoints,
        "seconds": sequence.seconds,
    }
    content |= {_EXTRA + name: array for name, array in sequence.extras.items()}
    with written_beside(path) as beside, beside.open("wb") as stream:
        np.savez_compressed(stream, **content)  # type: ignore[arg-type]  # numpy also takes a flag by keyword


def read(path: Path) -> GaitSequence:
    """Read a sequence.

    Raises:
        SequenceError: The file cannot be read, or is not a gait sequence of a known schema.
    """
    try:
        with path.open("rb") as stream:
            return _read(stream, path.name)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SequenceError(
            text("“{name}” could not be read: {reason}.", name=path.name, reason=reason),
            text("Choose a file that exists and that you may open."),
        ) from error
    except _DAMAGED as error:
        raise _refused(path.name, text("it is damaged or of another kind")) from error


def _refused(name: str, why: Text) -> SequenceError:
    return SequenceError(
        text("“{name}” is not a gait sequence: {why}.", name=name, why=str(why)),
        text("Choose a “.gait.npz” file, or screen the video again."),
    )


def _read(stream: BinaryIO, name: str) -> GaitSequence:
    with zipfile.ZipFile(stream) as archive:
        members = _checked_members(archive, name)
        words = {key: _words(archive, members[key], name) for key in _WORDS}
        if words["schema"] != SCHEMA:
            raise _refused(name, text("its schema is “{schema}”", schema=words["schema"][:40]))
        arrays = {
            key: _array(archive, member, name)
            for key, member in members.items()
            if key not in _WORDS
        }
    extras = {key[len(_EXTRA) :]: array for key, array in arrays.items() if key not in _ARRAYS}
    return GaitSequence(
        silhouettes=arrays["silhouettes"],
        keypoints=arrays["keypoints"],
        seconds=arrays["seconds"],
        source=_source(words["source"], name),
        keypoint_set=words["keypoint_set"],
        extras=extras,
    )


def _checked_members(archive: zipfile.ZipFile, name: str) -> Mapping[str, zipfile.ZipInfo]:
    """Look at the table of contents: known names once each, plain compression, no giant."""
    infos = archive.infolist()
    keys = [info.filename.removesuffix(".npy") for info in infos]
    required = {*_ARRAYS, *_WORDS}
    unknown = [k for k in keys if k not in required and not k.startswith(_EXTRA)]
    if unknown or len(set(keys)) != len(keys) or len(keys) > len(required) + MAX_EXTRAS:
        raise _refused(name, text("it holds something else"))
    if not required <= set(keys):
        raise _refused(name, text("a part is missing"))
    if sum(info.file_size for info in infos) > LARGEST_BYTES:
        raise _refused(name, text("unpacked it would be larger than any walk"))
    plain = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if any(info.compress_type not in plain or info.flag_bits & 1 for info in infos):
        raise _refused(name, text("it is packed in another way"))
    return dict(zip(keys, infos, strict=True))


def _array(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> NDArray[Any]:
    """Read one array whose header agrees with the size of its entry."""
    with archive.open(member) as packed:
        version = np.lib.format.read_magic(packed)
        if version != (1, 0):
            raise _refused(name, text("it was written by another program"))
        header = np.lib.format.read_array_header_1_0(packed, max_header_size=4096)
        shape, _, dtype = header
        size = dtype.itemsize * int(np.prod(shape, dtype=np.float64))
        if dtype.hasobject or size + packed.tell() != member.file_size:
            raise _refused(name, text("the size of a part is wrong"))
        packed.seek(0)
        content = packed.read(member.file_size)
    return np.lib.format.read_array(io.BytesIO(content), allow_pickle=False)


def _words(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> str:
    if member.file_size > _LONGEST_WORDS:
        raise _refused(name, text("a part is too long"))
    array = _array(archive, member, name)
    if array.dtype.kind != "U" or array.shape != ():
        raise _refused(name, text("a part has another type"))
    return str(array)


def _source(words: str, name: str) -> SourceFacts:
    kinds = {"width": int, "height": int, "fps": float, "rotation": int, "sha256": str, "name": str}
    facts = json.loads(words)
    if not isinstance(facts, dict) or set(facts) != set(kinds):
        raise _refused(name, text("it does not say where it comes from"))
    for key, kind in kinds.items():
        accepted = (int, float) if kind is float else (kind,)
        if isinstance(facts[key], bool) or not isinstance(facts[key], accepted):
            raise _refused(name, text("it does not say where it comes from"))
    return SourceFacts(**facts)
