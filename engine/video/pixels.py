"""From a decoded frame to an upright RGB picture with square pixels.

PyAV does not turn frames by the rotation tag: that is done here, with mirroring where the tag asks
for it, because a mirrored picture would swap the person's left and right.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from av.sidedata.sidedata import SideData
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter
from numpy.typing import NDArray

from engine.video.light import ToneMapper, Transfer

_SQUARE: Final = Fraction(1, 100)
_MATRIX_BYTES: Final = 36


@dataclass(frozen=True, slots=True)
class Upright:
    """How a decoded frame becomes upright: first a transposition, then mirroring.

    Attributes:
        transpose: Exchange rows and columns.
        flip_x: Then mirror left and right.
        flip_y: Then mirror top and bottom.
        width: Width before turning, px, after pixels were made square.
        height: Height before turning, px.
    """

    transpose: bool
    flip_x: bool
    flip_y: bool
    width: int
    height: int

    @property
    def rotation_degrees(self) -> int:
        """Clockwise turn, without the mirroring: 0, 90, 180 or 270."""
        if self.transpose:
            return 90 if self.flip_x else 270
        return 180 if self.flip_y else 0

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the upright picture, px."""
        return (self.height, self.width) if self.transpose else (self.width, self.height)


def upright_of(frame: VideoFrame, sample_aspect_ratio: Fraction | None) -> Upright:
    """Read from the first frame how all frames of the file are to be turned and stretched.

    Args:
        frame: A decoded frame.
        sample_aspect_ratio: Width of a pixel over its height, or None.
    """
    transpose = flip_x = flip_y = False
    matrix = _display_matrix(frame)
    if matrix is not None:
        # Row vectors: x' = a x + c y, y' = b x + d y (ISO/IEC 14496-12, 8.3.2). Angles between the
        # quarter turns are taken as the nearest one.
        (a, b), (c, d) = matrix
        transpose = abs(b) + abs(c) > abs(a) + abs(d)
        flip_x, flip_y = (c < 0, b < 0) if transpose else (a < 0, d < 0)
    width, height = frame.width, frame.height
    ratio = sample_aspect_ratio or Fraction(1)
    if Fraction(1, 4) <= ratio <= 4 and abs(ratio - 1) > _SQUARE:
        # Stretched, never shrunk: nothing that the camera saw is lost.
        if ratio > 1:
            width = round(width * ratio)
        else:
            height = round(height / ratio)
    return Upright(transpose, flip_x, flip_y, width, height)


def _display_matrix(frame: VideoFrame) -> tuple[tuple[int, int], tuple[int, int]] | None:
    found = frame.side_data.get("DISPLAYMATRIX")
    raw = bytes(found) if isinstance(found, SideData) else b""
    if len(raw) < _MATRIX_BYTES:
        return None
    values = np.frombuffer(raw[:_MATRIX_BYTES], dtype=np.int32).reshape(3, 3)
    if not values[:2, :2].any():
        return None
    return (int(values[0, 0]), int(values[0, 1])), (int(values[1, 0]), int(values[1, 1]))


@dataclass(frozen=True, slots=True)
class Appearance:
    """How all decoded frames of a file become pictures to look at.

    Attributes:
        white: What light is white, cd/m², where it is not ``sdr``.
    """

    upright: Upright
    transfer: Transfer = "sdr"
    white: float = 1.0


class Converter:
    """Turns decoded frames of one file into upright RGB pictures. Not thread-safe."""

    def __init__(self, appearance: Appearance) -> None:
        self._upright = appearance.upright
        self._reformatter = VideoReformatter()
        self._mapper = (
            None
            if appearance.transfer == "sdr"
            else ToneMapper(appearance.transfer, appearance.white)
        )

    def rgb(self, frame: VideoFrame) -> NDArray[np.uint8]:
        """Return ``frame`` as upright RGB uint8 ``[H, W, 3]``, contiguous, in memory of its own."""
        upright = self._upright
        if self._mapper is not None:
            frame = self._mapper.to_rgb(frame, upright.width, upright.height)
        picture = self._reformatter.reformat(
            frame, width=upright.width, height=upright.height, format="rgb24"
        ).to_ndarray()
        image = np.asarray(picture, dtype=np.uint8)
        if upright.transpose or upright.flip_x or upright.flip_y:
            image = _rotate(image, upright)
        return np.ascontiguousarray(image)


def _rotate(image: NDArray[np.uint8], upright: Upright) -> NDArray[np.uint8]:
    # OpenCV turns several times faster than numpy. Imported here: few files need it.
    import cv2

    if upright.transpose:
        image = np.asarray(cv2.transpose(image), dtype=np.uint8)
    if upright.flip_x or upright.flip_y:
        code = -1 if upright.flip_x and upright.flip_y else 1 if upright.flip_x else 0
        image = np.asarray(cv2.flip(image, code), dtype=np.uint8)
    return image
