"""Which way a walk goes, told by sizes, and what that says of left and right.

People walk forwards: whoever comes nearer is seen from the front, whoever goes away from behind. Sizes
do not depend on which side is which.

Must not know: what is measured with it.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.core.level import FOCAL_SHARE
from engine.core.scale import body_height

Direction = Literal["towards", "away", "across", "in_place", "unknown"]
Doubles = NDArray[np.float64]

_SLOWEST = 0.15
_PLAIN = 0.3

_CAMERA_GOES = 0.02
"""Growth of the background a second from which on the camera goes forwards or backwards; cameras in
hands that stand give 0.006 at most, one that goes before a walker 0.09."""


def heading(
    keypoints: NDArray[np.floating], seconds: Doubles, size: tuple[int, int], *, growth: float = 0.0
) -> int:
    """Tell where the own left lies by the direction of the walk.

    Args:
        keypoints: ``[T, 17, 3]``: x px, y px, score.
        seconds: float64 ``[T]``.
        size: Width and height of an upright frame, px.
        growth: Growth of the background, see `direction`.

    Returns:
        +1 for somebody who plainly comes (own left to the right of the picture), -1 for somebody who
        plainly goes away, 0 where the direction does not say it.
    """
    way, radial = direction(keypoints, seconds, size, growth=growth)
    if way in ("towards", "away") and abs(radial) >= _PLAIN:
        return 1 if way == "towards" else -1
    return 0


def direction(
    keypoints: NDArray[np.floating], seconds: Doubles, size: tuple[int, int], *, growth: float = 0.0
) -> tuple[Direction, float]:
    """Compare how fast a person grows in the picture with how fast they cross it.

    Args:
        keypoints: ``[T, 17, 3]``: x px, y px, score.
        seconds: float64 ``[T]``.
        size: Width and height of an upright frame, px.
        growth: How fast the background grows, natural logarithm a second; 0 or not a number where it is
            not known. A camera that goes backwards before somebody who comes makes both smaller.

    Returns:
        The direction (``in_place`` where the person stays, whether they step or stand; ``unknown`` where
        the camera's own way may have made it), and the speed towards the camera, body heights a second.
    """
    points = keypoints.astype(np.float64)
    heights = body_height(points, seconds)
    duration = float(seconds[-1] - seconds[0])
    if not np.isfinite(heights).all() or duration < 0.5:
        return "unknown", 0.0
    # Distance in body heights is focal / height px.
    depth = FOCAL_SHARE * max(size) / heights
    middle = np.median(points[:, [5, 6, 11, 12], 0], axis=1) - size[0] / 2
    edge = max(1, len(heights) // 10)
    first, last = slice(0, edge), slice(-edge, None)
    aside = middle / heights
    radial = -float(np.median(depth[last]) - np.median(depth[first])) / duration
    lateral = float(np.median(aside[last]) - np.median(aside[first])) / duration
    if max(abs(radial), abs(lateral)) < _SLOWEST:
        way: Direction = "in_place"
    elif abs(lateral) > abs(radial):
        way = "across"
    else:
        way = "towards" if radial > 0 else "away"
    backwards, forwards = growth < -_CAMERA_GOES, growth > _CAMERA_GOES
    if way in (("away", "in_place") if backwards else ("towards", "in_place") if forwards else ()):
        way = "unknown"
    return way, radial
