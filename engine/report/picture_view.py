"""Which part of a picture is shown, and which way round: near to the child, and seen from behind.

Everything the window and the paper show has the child's left on the left, as on a radiograph of the
spine and for an examiner who stands behind (decision 0017). Must not know Qt.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from engine.perception.types import Track

_FRONTAL_SHARE = 0.09
"""Least distance between the sides, as a share of the height, of a person seen from front or behind."""
_ROOM = 1.3
"""Height of the part that is shown, as a multiple of the child's: room for letters, and for a step."""
_SMOOTHED_SECONDS = 1.0


def left_at_right(keypoints: NDArray[np.float32], height: float) -> bool | None:
    """Tell whether the person's own left lies towards the right edge of the picture as filmed.

    Args:
        keypoints: float32 ``[17, 3]``.
        height: Height of the body, in the keypoints' unit.

    Returns:
        True for a person who faces the camera, False for one seen from behind, None from the side.
    """
    left, right = (float(keypoints[pair, 0].sum()) for pair in ([5, 11], [6, 12]))
    if abs(left - right) / 2 < _FRONTAL_SHARE * height:
        return None
    return left >= right


class FilmedFrom(StrEnum):
    """Where the camera stood."""

    FRONT = "front"
    BEHIND = "behind"
    SIDE = "side"


def filmed_from(keypoints: NDArray[np.float32]) -> FilmedFrom:
    """Tell where the camera stood in most of the frames; to the side where most show no side plainly.

    Args:
        keypoints: float32 ``[T, 17, 3]``; may be empty.
    """
    seen = [left_at_right(points, float(np.ptp(points[:, 1]))) for points in keypoints]
    front, behind = seen.count(True), seen.count(False)
    if front + behind <= len(seen) / 2:
        return FilmedFrom.SIDE
    return FilmedFrom.FRONT if front > behind else FilmedFrom.BEHIND


class OverlayMode(StrEnum):
    """What is drawn over the video."""

    ALL = "all"
    SKELETON = "skeleton"
    MASK = "mask"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a frame, px: from ``x0, y0`` to ``x1, y1``, never empty."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Width, px."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height, px."""
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class PictureView:
    """What is shown of a frame.

    Attributes:
        mirrored: Whether left and right change places.
    """

    region: Region
    mirrored: bool = False


class Follower:
    """Gives the part of the frame about one person, as calm as a camera that is turned by hand.

    Args:
        track: The person, or None for the whole frame.
        width: Width of the frame, px.
        height: Its height, px.
    """

    def __init__(self, track: Track | None, width: int, height: int) -> None:
        self.whole = Region(0.0, 0.0, float(max(width, 1)), float(max(height, 1)))
        self._seconds = np.zeros(0) if track is None else track.seconds
        self._boxes = np.zeros((0, 4)) if track is None else _calm(track)

    def region(self, seconds: float, aspect: float) -> Region:
        """Return the part shown at a time, inside the frame.

        Args:
            seconds: The time; before and after the person was followed, the nearest end counts.
            aspect: Width over height of the place where it is shown; kept as far as the frame allows.
        """
        if len(self._seconds) == 0:
            return self.whole
        x0, y0, x1, y1 = (float(np.interp(seconds, self._seconds, ends)) for ends in self._boxes.T)
        high = max(_ROOM * (y1 - y0), _ROOM * (x1 - x0) / max(aspect, 1e-3), 16.0)
        wide = min(high * aspect, self.whole.width)
        high = min(high, self.whole.height)
        left = min(max((x0 + x1 - wide) / 2, 0.0), self.whole.width - wide)
        top = min(max((y0 + y1 - high) / 2, 0.0), self.whole.height - high)
        return Region(left, top, left + wide, top + high)


def _calm(track: Track) -> NDArray[np.float64]:
    """Average the boxes of a track over about a second, float64 ``[T, 4]``; ends keep their value."""
    count = len(track.seconds)
    if count < 3:
        return track.boxes.astype(np.float64)
    step = float(np.median(np.diff(track.seconds)))
    reach = min(round(_SMOOTHED_SECONDS / 2 / max(step, 1e-3)), (count - 1) // 2)
    padded = np.pad(track.boxes.astype(np.float64), ((reach, reach), (0, 0)), mode="edge")
    total = np.cumsum(np.vstack([np.zeros((1, 4)), padded]), axis=0)
    window = 2 * reach + 1
    calm: NDArray[np.float64] = (total[window:] - total[:-window]) / window
    return calm
