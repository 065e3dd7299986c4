"""The axes of a room, for telling which of several verticals is the true one.

Rooms are built of right angles (a "Manhattan world"; J. M. Coughlan, A. L. Yuille, ICCV 1999): most edges
are upright or run along one of two level directions that meet at 90 degrees. A wrong vertical, such as the
floor joints of a corridor, may have as many edges of its own as the true one, but hardly level directions
that explain the others.

Must not know: how verticals are searched for.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.perception.camera.line_segments import LineSegments

Doubles = NDArray[np.float64]

_TURNS = np.radians(np.arange(0.0, 90.0, 2.0))
_WIDTH_UPRIGHT, _WIDTH_LEVEL = 0.8, 1.0
_NEAREST = 0.08
"""Nearest to a vanishing point, shares of the focal length, at which a segment's direction says something."""


def explained_length(segments: LineSegments, up: Doubles, focal: float) -> float:
    """Return the length of the segments that the best room with this vertical explains.

    Args:
        segments: Of a picture, in all directions.
        up: World up in camera axes, float64 ``[3]``.
        focal: Focal length, share of the picture's longer side.
    """
    upright = _likeness(angles_to(segments, up, focal), _WIDTH_UPRIGHT) * segments.steep
    first = np.cross(up, [0.0, 0.0, 1.0])
    first /= np.linalg.norm(first)
    second = np.cross(up, first)
    cos, sin = np.cos(_TURNS)[:, None], np.sin(_TURNS)[:, None]
    level = np.minimum(
        np.abs(angles_to(segments, cos * first + sin * second, focal)),
        np.abs(angles_to(segments, cos * second - sin * first, focal)),
    )
    best = np.maximum(upright, _likeness(level, _WIDTH_LEVEL))
    return float((best * segments.weights).sum(axis=1).max())


def _likeness(angles: Doubles, width: float) -> Doubles:
    return np.asarray(np.exp(-0.5 * (angles / width) ** 2))


def angles_to(segments: LineSegments, directions: Doubles, focal: float) -> Doubles:
    """Return the signed angles between segments and directions of a room, degrees.

    Args:
        segments: N of them.
        directions: In camera axes, float64 ``[..., 3]``.
        focal: Focal length, share of the picture's longer side.

    Returns:
        Of -90 to 90, float64 ``[..., N]``; infinite where a segment lies so near the vanishing point that it
        says nothing.
    """
    way = directions[..., None, :2] - segments.middles / focal * directions[..., None, 2:]
    cross = way[..., 0] * segments.ways[:, 1] - way[..., 1] * segments.ways[:, 0]
    along = (way * segments.ways).sum(axis=-1)
    angles = np.degrees(np.arctan2(cross, np.abs(along)) * np.where(along < 0, -1.0, 1.0))
    return np.where(np.linalg.norm(way, axis=-1) < _NEAREST, np.inf, angles)
