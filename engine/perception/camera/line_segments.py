"""Line segments of a picture: edges of walls, doors and furniture, found by OpenCV's LSD.

Must not know: what is upright in the room.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

LONG_SIDE = 960
"""Longer side of the pictures that are looked at, px."""

_SHORTEST, _LONGEST = 0.03, 0.5
_STEEPEST = 50.0
_MOST_SEGMENTS = 500


class LineSegments(NamedTuple):
    """Line segments of a picture.

    Attributes:
        middles: float64 ``[N, 2]``, shares of the longer side from the picture's middle.
        ways: Unit vectors along them, upwards, float64 ``[N, 2]``.
        lengths: Shares of the picture's height, float64 ``[N]``.
    """

    middles: Doubles
    ways: Doubles
    lengths: Doubles

    @property
    def steep(self) -> NDArray[np.bool_]:
        """Which may be upright in the room: at most 50 degrees from the picture's vertical, bool ``[N]``."""
        return np.asarray(-self.ways[:, 1] > np.cos(np.radians(_STEEPEST)))

    @property
    def weights(self) -> Doubles:
        """How much each counts: its length, up to half the picture's height, float64 ``[N]``."""
        return np.asarray(np.minimum(self.lengths, _LONGEST))

    def select(self, chosen: NDArray[np.bool_]) -> LineSegments:
        """Return some of the segments."""
        return LineSegments(self.middles[chosen], self.ways[chosen], self.lengths[chosen])


def detect_segments(
    grey: NDArray[np.uint8], *, free: NDArray[np.uint8] | None = None, shortest: float = _SHORTEST
) -> LineSegments:
    """Find the line segments of a picture, the longest first.

    Args:
        grey: uint8 ``[H, W]``.
        free: uint8 ``[H, W]``, 0 where there are people, whose edges do not count; None: nobody.
        shortest: Least length, share of the picture's height.
    """
    height, width = grey.shape
    detector = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD)
    lines = detector.detect(grey)[0]
    ends = np.zeros((0, 2, 2)) if lines is None else np.asarray(lines, np.float64).reshape(-1, 2, 2)
    way = ends[:, 1] - ends[:, 0]
    lengths = np.linalg.norm(way, axis=1)
    kept = lengths > max(shortest * height, 12.0)
    # A line along the border is the border's.
    last = np.array([width, height]) - 3
    kept &= ((ends.min(axis=1) > 2) & (ends.max(axis=1) < last)).all(axis=1)
    if free is not None and kept.any():
        spots = np.stack([ends[:, 0], ends.mean(axis=1), ends[:, 1]], axis=1)
        columns = np.clip(spots[..., 0].astype(int), 0, width - 1)
        rows = np.clip(spots[..., 1].astype(int), 0, height - 1)
        kept &= (free[rows, columns] > 0).all(axis=1)
    longest = np.flatnonzero(kept)[np.argsort(-lengths[kept], kind="stable")][:_MOST_SEGMENTS]
    ends, way, lengths = ends[longest], way[longest], lengths[longest]
    way = np.where(way[:, 1:] > 0, -way, way) / np.maximum(lengths, 1e-9)[:, None]
    middles = (ends.mean(axis=1) - np.array([width, height]) / 2) / max(width, height)
    return LineSegments(middles, way, lengths / height)


def join_segments(parts: list[LineSegments]) -> LineSegments:
    """Put segments of several pictures together."""
    return LineSegments(*(np.concatenate([part[k] for part in parts]) for k in range(3)))
