"""The 17 COCO keypoints: order, pairs and limbs. Left and right are the person's own.

Source: COCO keypoint detection task, 2017 annotation format.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


class Keypoint(IntEnum):
    """Index of each keypoint on axis K of an array ``[T, 17, 3]`` (x px, y px, score)."""

    NOSE = 0
    LEFT_EYE = 1
    RIGHT_EYE = 2
    LEFT_EAR = 3
    RIGHT_EAR = 4
    LEFT_SHOULDER = 5
    RIGHT_SHOULDER = 6
    LEFT_ELBOW = 7
    RIGHT_ELBOW = 8
    LEFT_WRIST = 9
    RIGHT_WRIST = 10
    LEFT_HIP = 11
    RIGHT_HIP = 12
    LEFT_KNEE = 13
    RIGHT_KNEE = 14
    LEFT_ANKLE = 15
    RIGHT_ANKLE = 16


PAIRS: tuple[tuple[int, int], ...] = (
    (1, 2),
    (3, 4),
    (5, 6),
    (7, 8),
    (9, 10),
    (11, 12),
    (13, 14),
    (15, 16),
)
"""Left-right pairs: eyes, ears, shoulders, elbows, wrists, hips, knees, ankles."""

LIMBS: tuple[tuple[int, int], ...] = (
    (0, 1),
    (0, 2),
    (1, 3),
    (2, 4),
    (0, 5),
    (5, 7),
    (7, 9),
    (0, 6),
    (6, 8),
    (8, 10),
    (5, 11),
    (11, 13),
    (13, 15),
    (6, 12),
    (12, 14),
    (14, 16),
    (11, 12),
)
"""The 17 limbs drawn in skeleton maps (SkeletonGait's order)."""


def missing(points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which keypoints ``[T, K, 2 or 3]`` are missing: a coordinate is 0 or not finite."""
    coordinates = points[..., :2]
    return np.asarray(((coordinates == 0) | ~np.isfinite(coordinates)).any(axis=-1))
