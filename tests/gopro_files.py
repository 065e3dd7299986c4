"""Video files as GoPro's cameras write them: the same pictures, and a box that says what filmed them."""

from __future__ import annotations

from pathlib import Path


def klv(key: bytes, kind: bytes, size: int, values: bytes) -> bytes:
    """Return a value of GPMF: key, type, size, count and the values, filled up to four bytes."""
    count = len(values) // size
    return (
        key + kind + bytes([size]) + count.to_bytes(2, "big") + values + b"\0" * (-len(values) % 4)
    )


def words(key: bytes, value: str, length: int) -> bytes:
    """Return a value of letters, filled up with zeros."""
    return klv(key, b"c", 1, value.encode().ljust(length, b"\0"))


def box(name: bytes, content: bytes) -> bytes:
    """Return a box of an mp4 file."""
    return (len(content) + 8).to_bytes(4, "big") + name + content


def gpmf(model: str, view: str, stabilised: str) -> bytes:
    """Return the box that a camera writes of its settings, letters and lengths as a real one has them."""
    letters = {"wide": "W", "medium": "M", "narrow": "N", "linear": "L", "superview": "S"}
    held = {"off": "N", "on": "HS EIS", "boost": "HS Boost"}
    values = (
        klv(b"DVID", b"L", 4, (1).to_bytes(4, "big"))
        + words(b"DVNM", "Global Settings", 15)
        + klv(b"VERS", b"B", 1, bytes([8, 1, 2]))
        + words(b"MINF", model, 30)
        + (words(b"VFOV", letters[view], 1) if view else b"")
        + (words(b"EISA", held[stabilised], 10) if stabilised else b"")
    )
    device = b"DEVC\0\1" + len(values).to_bytes(2, "big") + values
    return box(b"GPMF", device + b"\0" * 64)


def with_gopro_tags(
    source: Path,
    target: Path,
    model: str,
    *,
    view: str = "",
    stabilised: str = "",
    firmware: str = "",
) -> Path:
    """Copy an mp4 file whose index is its last box, with the tags of a camera in it; return the copy.

    Args:
        source: The file.
        target: The copy.
        model: Such as ``HERO8 Black``; "" writes no settings.
        view: As in `engine.core.video.CameraTags`.
        stabilised: As there.
        firmware: Such as ``HD5.02.02.00.00``.
    """
    content = source.read_bytes()
    at = 0
    while content[at + 4 : at + 8] != b"moov":
        at += int.from_bytes(content[at : at + 4], "big")
    index = content[at:]
    assert int.from_bytes(index[:4], "big") == len(index), "the index is not the last box"
    said = (box(b"FIRM", firmware.encode()) if firmware else b"") + (
        gpmf(model, view, stabilised) if model else b""
    )
    # Nothing that stands before the index moves, so that no place in it has to be changed.
    target.write_bytes(content[:at] + box(b"moov", index[8:] + box(b"udta", said)))
    return target
