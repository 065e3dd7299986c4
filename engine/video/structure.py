"""What the bytes of a file say of themselves: whether its end is missing, and which Dolby Vision it is.

Containers state their own length. A file that is shorter than that was not copied whole, whatever its
time stamps say. Nothing is decoded here, and little is read.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from engine.core.video_sources import open_bytes

_HEAD: Final = 1 << 20
_MOST_BOXES: Final = 10_000
_MP4_STARTS: Final = (b"ftyp", b"mdat", b"moov", b"wide", b"free", b"skip")
_MP4_CONTENT: Final = (b"moov", b"mdat", b"moof")
_EBML: Final = b"\x1a\x45\xdf\xa3"
_SEGMENT: Final = b"\x18\x53\x80\x67"
_ASF: Final = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_TS_SYNC: Final = 0x47
_TS_PACKETS: Final = ((188, 0), (192, 4))
_DOLBY_BOXES: Final = (b"dvcC", b"dvvC", b"dvwC")
_MOST_INDEX: Final = 64 << 20
_MOST_TAGS: Final = 1 << 20


class _Box(NamedTuple):
    """A box of an mp4 file: its name, where it, its content and what follows it start."""

    name: bytes
    start: int
    content: int
    end: int


def is_truncated(path: Path) -> bool:
    """Tell whether the file ends before its own structure does.

    mp4 and mov by their top-level boxes, mkv and webm by the length of their segment, avi by its RIFF
    chunks, wmv by its objects, MPEG-TS by whole packets. False where the structure states no length, or
    cannot be read.
    """
    with contextlib.suppress(OSError), open_bytes(path) as stream:
        size = _size(stream)
        head = stream.read(_HEAD)
        if is_mp4(head):
            return any(box.name in _MP4_CONTENT and box.end > size for box in _boxes(stream, size))
        if head.startswith(_EBML):
            return _segment_end(head) > size
        if head.startswith(b"RIFF"):
            return _riff_end(stream, size) > size
        if head.startswith(_ASF):
            return _asf_end(stream, size) > size
        packet = _ts_packet(head)
        return packet > 0 and size % packet > 0
    return False


def is_mp4(head: bytes) -> bool:
    """Tell whether a file that begins with ``head`` is of the mp4 family (ISO/IEC 14496-12)."""
    return head[4:8] in _MP4_STARTS


def has_index(path: Path) -> bool:
    """Tell whether an mp4 file holds a whole index (``moov``).

    Raises:
        OSError: The file cannot be read.
    """
    with open_bytes(path) as stream:
        return _index_of(stream, _size(stream)) is not None


def dolby_vision_profile(path: Path) -> int | None:
    """Return the Dolby Vision profile that the file states, or None where it states none.

    It stands in the configuration record of the index (Dolby Vision Streams Within the ISO Base Media
    File Format, 3.1): two bytes of version, then seven bits of profile.
    """
    with contextlib.suppress(OSError), open_bytes(path) as stream:
        content = stream.read(_HEAD)
        if is_mp4(content):
            index = _index_of(stream, _size(stream))
            if index is None:
                return None
            stream.seek(index.start)
            content = stream.read(min(_MOST_INDEX, index.end - index.start))
        for name in _DOLBY_BOXES:
            at = content.find(name)
            if at >= 0 and len(content) > at + 6:
                return content[at + 6] >> 1
    return None


def box_content(path: Path, names: tuple[bytes, ...]) -> bytes:
    """Return the content of a box inside boxes of the index of an mp4 file, b"" where there is none.

    Args:
        path: The file.
        names: Of the boxes inside ``moov``, from the outermost, such as ``(b"udta", b"GPMF")``.
    """
    with contextlib.suppress(OSError), open_bytes(path) as stream:
        size = _size(stream)
        if not is_mp4(stream.read(_HEAD)):
            return b""
        index = _index_of(stream, size)
        found = [] if index is None else [index]
        for name in names:
            found = [
                one
                for outer in found
                for one in _boxes(stream, outer.end, start=outer.content)
                if one.name == name and one.end <= outer.end
            ]
        for box in found[:1]:
            stream.seek(box.content)
            return stream.read(min(_MOST_TAGS, box.end - box.content))
    return b""


def _size(stream: BinaryIO) -> int:
    """Return the size of a stream, which stands at its start again."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return size


def _index_of(stream: BinaryIO, size: int) -> _Box | None:
    whole = (box for box in _boxes(stream, size) if box.name == b"moov" and box.end <= size)
    return next(whole, None)


def _boxes(stream: BinaryIO, size: int, start: int = 0) -> Iterator[_Box]:
    """Walk the boxes of one level (ISO/IEC 14496-12, 4.2); the last may end beyond ``size``."""
    position = start
    for _ in range(_MOST_BOXES):
        stream.seek(position)
        header = stream.read(16)
        if len(header) < 8 or position >= size:
            return
        length, content = int.from_bytes(header[:4], "big"), position + 8
        if length == 1:
            length, content = int.from_bytes(header[8:16], "big"), position + 16
        elif length == 0:
            length = size - position
        if length < 8:
            return
        yield _Box(header[4:8], position, content, position + length)
        position += length


def _segment_end(head: bytes) -> int:
    """Return the end of the segment of a Matroska file (RFC 9559, 5.1); 0 where it does not say."""
    at = head.find(_SEGMENT, 0, 4096)
    if at < 0 or at + 12 > len(head):
        return 0
    at += len(_SEGMENT)
    width = 9 - head[at].bit_length()
    if not 1 <= width <= 8:
        return 0
    unknown = (1 << 7 * width) - 1
    length = int.from_bytes(head[at : at + width], "big") & unknown
    return 0 if length == unknown else at + width + length


def _riff_end(stream: BinaryIO, size: int) -> int:
    """Return the end of the last RIFF chunk that begins in the file (OpenDML: several in a row)."""
    position = end = 0
    for _ in range(_MOST_BOXES):
        stream.seek(position)
        header = stream.read(8)
        if len(header) < 8 or header[:4] != b"RIFF":
            return end
        end = position + 8 + int.from_bytes(header[4:8], "little")
        position = end + end % 2
        if position >= size:
            return end
    return end


def _asf_end(stream: BinaryIO, size: int) -> int:
    """Return the end of the last object that begins in a wmv file (ASF 1.2, 2.1: a name, then a length)."""
    position = 0
    for _ in range(_MOST_BOXES):
        stream.seek(position)
        header = stream.read(24)
        length = int.from_bytes(header[16:], "little")
        if len(header) < 24 or length < 24:
            break
        position += length
    return position


def _ts_packet(head: bytes) -> int:
    """Return the length of a packet of an MPEG transport stream, bytes; 0 where it is none."""
    for length, sync in _TS_PACKETS:
        marks = head[sync : 8 * length : length]
        if len(marks) == 8 and set(marks) == {_TS_SYNC}:
            return length
    return 0
