"""The ``.gait.npz`` file: how a sequence is written, and how a stranger's file is read.

Nothing of a file is believed before it is checked: names, compression, declared sizes and headers are
looked at first, then only as much is unpacked as the header says. Pickles are never read.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import SequenceError
from engine.core.files import written_beside
from engine.core.text import Text, text

if TYPE_CHECKING:
    from typing import BinaryIO

SCHEMA = "scolioapp.gait/1"
LARGEST_BYTES = 1 << 30
"""Unpacked size beyond which a file is refused: over four hours of walking at 15 frames a second."""

ARRAYS = ("silhouettes", "keypoints", "seconds")
WORDS = ("schema", "source", "keypoint_set")
EXTRA = "extra_"
MAX_EXTRAS = 24
Content = tuple[dict[str, str], dict[str, NDArray[Any]]]
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


def write(path: Path, words: Mapping[str, str], arrays: Mapping[str, NDArray[np.generic]]) -> None:
    """Write words and arrays beside and rename them.

    Args:
        path: The file.
        words: All of `WORDS` but the schema.
        arrays: All of `ARRAYS`, and extras by names that begin with `EXTRA`.

    Raises:
        OutputError: The file cannot be written.
    """
    content: dict[str, NDArray[np.generic]] = {"schema": np.array(SCHEMA)}
    content |= {key: np.array(value) for key, value in words.items()}
    content |= dict(arrays)
    with written_beside(path) as beside, beside.open("wb") as stream:
        np.savez_compressed(stream, **content)  # type: ignore[arg-type]  # numpy also takes a flag by keyword


def read(path: Path) -> Content:
    """Read words and arrays by their names; their values are for the caller to check.

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
        raise refusal(path.name, text("it is damaged or of a different kind")) from error


def refusal(name: str, why: Text) -> SequenceError:
    """Say that a file is no gait sequence, and why."""
    return SequenceError(
        text("“{name}” is not a gait sequence: {why}.", name=name, why=str(why)),
        text("Choose a “.gait.npz” file, or screen the video again."),
    )


def _read(stream: BinaryIO, name: str) -> Content:
    with zipfile.ZipFile(stream) as archive:
        members = _check_members(archive, name)
        words = {key: _words(archive, members[key], name) for key in WORDS}
        if words["schema"] != SCHEMA:
            raise refusal(name, text("its schema is “{schema}”", schema=words["schema"][:40]))
        arrays = {
            key: _array(archive, member, name)
            for key, member in members.items()
            if key not in WORDS
        }
    return words, arrays


def _check_members(archive: zipfile.ZipFile, name: str) -> Mapping[str, zipfile.ZipInfo]:
    """Look at the table of contents: known names once each, plain compression, no giant."""
    infos = archive.infolist()
    keys = [info.filename.removesuffix(".npy") for info in infos]
    required = {*ARRAYS, *WORDS}
    unknown = [k for k in keys if k not in required and not k.startswith(EXTRA)]
    if unknown or len(set(keys)) != len(keys) or len(keys) > len(required) + MAX_EXTRAS:
        raise refusal(name, text("it holds something else"))
    if not required <= set(keys):
        raise refusal(name, text("a part is missing"))
    if sum(info.file_size for info in infos) > LARGEST_BYTES:
        raise refusal(name, text("unpacked it would be larger than any walk"))
    plain = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if any(info.compress_type not in plain or info.flag_bits & 1 for info in infos):
        raise refusal(name, text("it is packed in another way"))
    return dict(zip(keys, infos, strict=True))


def _array(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> NDArray[Any]:
    """Read one array whose header agrees with the size of its entry."""
    with archive.open(member) as packed:
        version = np.lib.format.read_magic(packed)
        if version != (1, 0):
            raise refusal(name, text("it was written by another program"))
        header = np.lib.format.read_array_header_1_0(packed, max_header_size=4096)
        shape, _, dtype = header
        size = dtype.itemsize * int(np.prod(shape, dtype=np.float64))
        if dtype.hasobject or size + packed.tell() != member.file_size:
            raise refusal(name, text("the size of a part is wrong"))
        packed.seek(0)
        content = packed.read(member.file_size)
    return np.lib.format.read_array(io.BytesIO(content), allow_pickle=False)


def _words(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> str:
    if member.file_size > _LONGEST_WORDS:
        raise refusal(name, text("a part is too long"))
    array = _array(archive, member, name)
    if array.dtype.kind != "U" or array.shape != ():
        raise refusal(name, text("a part has another type"))
    return str(array)
