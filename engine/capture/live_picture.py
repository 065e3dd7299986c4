"""One frame made ready for the screen: decoded no larger than it is shown, turned, in a screen's own bytes.

Must not know what is drawn over it.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.capture.frame_source import CameraFrame

_REDUCED = ((4, cv2.IMREAD_REDUCED_COLOR_4), (2, cv2.IMREAD_REDUCED_COLOR_2))


def live_picture(
    frame: CameraFrame, room: tuple[int, int], *, mirrored: bool = False
) -> NDArray[np.uint8] | None:
    """Decode a frame to fit into some room, keeping its proportions.

    A JPEG is decoded at half or a quarter of its size where the room is no larger than that by much: a third
    of the work.

    Args:
        frame: As the camera sent it.
        room: Width and height, px of the screen.
        mirrored: Whether left and right change places, as in a mirror.

    Returns:
        Blue, green, red and an opaque fourth, uint8 ``[H, W, 4]``; None where the frame cannot be decoded.
    """
    scale = min(room[0] / frame.width, room[1] / frame.height)
    picture = _decoded(frame, scale)
    if picture is None or scale <= 0.0:
        return None
    width, height = round(frame.width * scale), round(frame.height * scale)
    if width < 1 or height < 1:
        return None
    if (picture.shape[1], picture.shape[0]) != (width, height):
        size = (width, height)
        picture = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    if mirrored:
        picture = np.asarray(cv2.flip(picture, 1), np.uint8)
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2BGRA), np.uint8)


def _decoded(frame: CameraFrame, scale: float) -> NDArray[np.uint8] | None:
    """Return a frame as blue, green, red, reduced as far as the scale allows; None where it is broken."""
    if frame.jpeg is None:
        if frame.pixels is None:
            return None
        return np.asarray(cv2.cvtColor(frame.pixels, cv2.COLOR_RGB2BGR), np.uint8)
    # Up to a fifth is blown up again rather than decode four times as much.
    flag = next((f for by, f in _REDUCED if scale * by <= 1.2), cv2.IMREAD_COLOR)
    try:
        decoded = cv2.imdecode(np.frombuffer(frame.jpeg, np.uint8), flag)
    except cv2.error:
        return None
    return None if decoded is None else np.asarray(decoded, np.uint8)
