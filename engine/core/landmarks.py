"""The 33 landmarks of BlazePose and the 17 COCO keypoints among them.

Source: MediaPipe Pose (BlazePose GHUM), landmark model; left and right are the person's own.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

COUNT = 33
"""Landmarks of a body; the network gives six more for its own use."""

LEFT_HEEL, RIGHT_HEEL, LEFT_TOE, RIGHT_TOE = 29, 30, 31, 32

COCO: tuple[int, ...] = (0, 2, 5, 7, 8, 11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28)
"""Index of each COCO-17 keypoint among the landmarks."""

SIDES: tuple[tuple[int, int], ...] = (
    *((1, 4), (2, 5), (3, 6), (7, 8), (9, 10)),
    *((left, left + 1) for left in range(11, COUNT, 2)),
)
"""Left-right pairs of landmarks: eyes, ears, mouth, then shoulders down to the toes."""


def coco_from_blazepose(landmarks: NDArray[np.float32]) -> NDArray[np.float32]:
    """Choose the COCO-17 keypoints.

    Args:
        landmarks: ``[..., 33 or more, 5]``: x px, y px, z px, visibility, presence, both in [0, 1].

    Returns:
        float32 ``[..., 17, 3]``: x px, y px and the score, which is the lesser of visibility and
        presence.
    """
    chosen = landmarks[..., list(COCO), :]
    score = np.minimum(chosen[..., 3], chosen[..., 4])
    return np.concatenate([chosen[..., :2], score[..., None]], axis=-1).astype(np.float32)


def swap_sides(points: NDArray[np.float32]) -> NDArray[np.float32]:
    """Exchange left and right landmarks.

    Args:
        points: ``[..., 33, C]``.
    """
    order = list(range(COUNT))
    for left, right in SIDES:
        order[left], order[right] = right, left
    return points[..., order, :]
