"""Left and right: frames in which the network took one for the other are found and turned back.

A body cannot exchange its sides from one frame to the next. Of the two ways to read each frame, the
sequence that moves least is taken, and the majority of frames says which reading is the right one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.keypoints import PAIRS
from engine.perception.landmarks import swap_sides
from engine.perception.observing import Observation

_SUSPECT = 0.8
_CLEAR = 0.5
_LEAST_STEP = 0.05
_APART = 0.15
_BODY_PAIRS = PAIRS[2:]
_TORSO_PAIRS = (PAIRS[2], PAIRS[5])


@dataclass(frozen=True, slots=True, eq=False)
class Repaired:
    """Keypoints, landmarks and metric landmarks after obvious exchanges were turned back.

    Attributes:
        keypoints: float32 ``[T, 17, 3]``.
        landmarks: float32 ``[T, 33, 5]`` or ``[T, 0, 5]``.
        world: float32 ``[T, 33, 3]`` or ``[T, 0, 3]``.
        exchanged: Frames that were turned back, bool ``[T]``.
        unclear: Frames at which the sides may have changed without being turned back, bool ``[T]``.
    """

    keypoints: NDArray[np.float32]
    landmarks: NDArray[np.float32]
    world: NDArray[np.float32]
    exchanged: NDArray[np.bool_]
    unclear: NDArray[np.bool_]


def _exchange(keypoints: NDArray[np.float32]) -> NDArray[np.float32]:
    order = list(range(keypoints.shape[-2]))
    for left, right in PAIRS:
        order[left], order[right] = right, left
    return keypoints[..., order, :]


def _steps(keypoints: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the mean motion from each frame to the next, read alike and read exchanged, ``[T - 1]``.

    In shares of the body's size, torso and limbs only.
    """
    points = keypoints[..., :2].astype(np.float64)
    size = np.maximum(np.ptp(points[..., 1], axis=1), 1.0)[1:, None]
    chosen = [side for pair in _BODY_PAIRS for side in pair]
    other = _exchange(keypoints)[..., :2].astype(np.float64)
    # Moving on as one body is not turning round: the middle's motion is taken out.
    middle = points[:, chosen].mean(axis=1, keepdims=True)
    now, then, then_exchanged = points - middle, points - middle, other - middle
    same = np.linalg.norm(then[1:] - now[:-1], axis=2)[:, chosen]
    crossed = np.linalg.norm(then_exchanged[1:] - now[:-1], axis=2)[:, chosen]
    return (same / size).mean(axis=1), (crossed / size).mean(axis=1)


def _frontal(keypoints: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Tell in which frames left and right lie clearly apart in the picture, ``[T]``."""
    points = keypoints[..., :2].astype(np.float64)
    size = np.maximum(np.ptp(points[..., 1], axis=1), 1.0)
    widths = [np.abs(points[:, a, 0] - points[:, b, 0]) for a, b in _TORSO_PAIRS]
    return np.asarray(sum(widths) > _APART * size)


def exchanges(keypoints: NDArray[np.float32]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Find frames whose left and right are exchanged.

    Args:
        keypoints: Raw COCO-17, float32 ``[T, 17, 3]``.

    Returns:
        bool ``[T]``: exchanged against the majority, beyond doubt; and bool ``[T]``: the sides seem to
        change on entering the frame, which cannot be told (seen from the side, or one way only).
    """
    count = len(keypoints)
    exchanged, unclear = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    if count < 3:
        return exchanged, unclear
    same, crossed = _steps(keypoints)
    apart = _frontal(keypoints)
    suspected = (crossed < _SUSPECT * same) & (same > _LEAST_STEP)
    clear = suspected & (crossed < _CLEAR * same) & apart[1:] & apart[:-1]
    exchanged[1:] = np.cumsum(clear) % 2 == 1
    if exchanged.sum() * 2 > count:
        exchanged = ~exchanged
    unclear[1:] = suspected & ~clear
    return exchanged, unclear


def repaired(observations: Sequence[Observation]) -> Repaired:
    """Turn back the frames in which left and right are obviously exchanged."""
    keypoints = np.stack([one.keypoints for one in observations])
    landmarks = np.stack([one.landmarks for one in observations])
    world = np.stack([one.world for one in observations])
    wrong, unclear = exchanges(keypoints)
    if wrong.any():
        keypoints[wrong] = _exchange(keypoints[wrong])
        if landmarks.shape[1]:
            landmarks[wrong] = swap_sides(landmarks[wrong])
        if world.shape[1]:
            world[wrong] = swap_sides(world[wrong])
    return Repaired(keypoints, landmarks, world, wrong, unclear)
