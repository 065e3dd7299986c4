"""Square, possibly turned crops of a frame: affine maps from a box to network px and back.

As MediaPipe does, corners are mapped to corners: there is no half-pixel shift.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.perception.types import Box

Affine = NDArray[np.float64]
"""float64 ``[2, 3]``."""

_MARGIN = 1.25
CIRCLE = 2 * _MARGIN
"""Side of a box, by the radius of the circle around the body."""


def box_about(
    centre: tuple[float, float], scale_point: tuple[float, float], *, margin: float = _MARGIN
) -> Box:
    """Make the box of a body from its hip centre and a point on the circle around the body, px.

    Source: MediaPipe Pose, alignment points to rectangle: the side is twice the distance of the two
    points times 1.25, and the scale point is turned upwards.
    """
    dx, dy = scale_point[0] - centre[0], scale_point[1] - centre[1]
    turn = math.pi / 2 - math.atan2(-dy, dx)
    turn -= 2 * math.pi * math.floor((turn + math.pi) / (2 * math.pi))
    return Box(centre[0], centre[1], 2 * math.hypot(dx, dy) * margin, turn)


def to_crop(box: Box, side: int) -> Affine:
    """Return the affine map from frame px to the px of a crop with ``side`` px."""
    return to_rectangle(box, side, side, side / box.size)


def to_rectangle(box: Box, width: int, height: int, scale: float) -> Affine:
    """Return the affine map from frame px to a picture of ``width`` by ``height`` px about a box's centre.

    Args:
        box: Its centre becomes the picture's centre, and its turn is taken out; its size does not count.
        width: Columns of the picture, px.
        height: Rows of the picture, px.
        scale: Picture px for one frame px.
    """
    cosine, sine = math.cos(box.angle) * scale, math.sin(box.angle) * scale
    return np.array(
        [
            [cosine, sine, width / 2 - box.x * cosine - box.y * sine],
            [-sine, cosine, height / 2 + box.x * sine - box.y * cosine],
        ]
    )


def invert_affine(affine: Affine) -> Affine:
    """Return the inverse of an affine map."""
    return np.asarray(cv2.invertAffineTransform(affine), dtype=np.float64)


def compose_affine(second: Affine, first: Affine) -> Affine:
    """Return the affine map that applies ``first``, then ``second``."""
    linear = second[:, :2] @ first[:, :2]
    offset = second[:, :2] @ first[:, 2] + second[:, 2]
    return np.concatenate([linear, offset[:, None]], axis=1)


def apply_affine(affine: Affine, points: NDArray[np.floating]) -> NDArray[np.float64]:
    """Map points ``[..., 2]``."""
    return np.asarray(points @ affine[:, :2].T + affine[:, 2])


def crop(image: NDArray[np.uint8], box: Box, side: int) -> NDArray[np.uint8]:
    """Cut the box out of an RGB frame as ``uint8 [side, side, 3]``; black beyond the border."""
    return warp(image, to_crop(box, side), side, side)


def warp(image: NDArray[np.uint8], affine: Affine, width: int, height: int) -> NDArray[np.uint8]:
    """Draw what an affine map shows of an RGB frame, ``uint8 [height, width, 3]``; black beyond it."""
    drawn = cv2.warpAffine(image, affine, (width, height), flags=cv2.INTER_LINEAR)
    return np.asarray(drawn, dtype=np.uint8)
