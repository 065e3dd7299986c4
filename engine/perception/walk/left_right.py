"""Left and right: decided once, on what the network said, before anything is filtered.

A body cannot exchange its sides from one frame to the next: of the two ways to read each frame, the
sequence that moves least is taken. Which reading is the right one, the direction of the walk says where
it is plain, else the order of shoulders and hips over the clip (`engine.core.sides`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.core.keypoints import PAIRS
from engine.core.landmarks import swap_sides
from engine.core.sides import Facing, decide_sides, exchange_sides
from engine.perception.tracking.observation import Observation

_SUSPECT = 0.8
_CLEAR = 0.5
_LEAST_STEP = 0.05
_APART = 0.15
_BODY_PAIRS = PAIRS[2:]
_TORSO_PAIRS = (PAIRS[2], PAIRS[5])


@dataclass(frozen=True, slots=True, eq=False)
class SidedPoses:
    """Keypoints, landmarks and metric landmarks after left and right were settled; none is filtered.

    Attributes:
        keypoints: float32 ``[T, 17, 3]``.
        landmarks: float32 ``[T, 33, 5]`` or ``[T, 0, 5]``.
        world: float32 ``[T, 33, 3]`` or ``[T, 0, 3]``.
        facing: Where the own left lies.
        exchanged: Frames that were turned back, bool ``[T]``.
        unclear: Frames at which the sides may have changed without being turned back, bool ``[T]``.
    """

    keypoints: NDArray[np.float32]
    landmarks: NDArray[np.float32]
    world: NDArray[np.float32]
    facing: Facing
    exchanged: NDArray[np.bool_]
    unclear: NDArray[np.bool_]

    def of(self, frames: slice) -> SidedPoses:
        """Return the poses of some of the frames."""
        return SidedPoses(
            self.keypoints[frames],
            self.landmarks[frames],
            self.world[frames],
            self.facing.of(frames),
            self.exchanged[frames],
            self.unclear[frames],
        )


def _mean_motion(keypoints: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the mean motion from each frame to the next, read alike and read exchanged, ``[T - 1]``.

    In shares of the body's size, torso and limbs only.
    """
    points = keypoints[..., :2].astype(np.float64)
    size = np.maximum(np.ptp(points[..., 1], axis=1), 1.0)[1:, None]
    chosen = [side for pair in _BODY_PAIRS for side in pair]
    other = exchange_sides(keypoints)[..., :2].astype(np.float64)
    # Moving on as one body is not turning round: the middle's motion is taken out.
    middle = points[:, chosen].mean(axis=1, keepdims=True)
    now, then, then_exchanged = points - middle, points - middle, other - middle
    same = np.linalg.norm(then[1:] - now[:-1], axis=2)[:, chosen]
    crossed = np.linalg.norm(then_exchanged[1:] - now[:-1], axis=2)[:, chosen]
    return (same / size).mean(axis=1), (crossed / size).mean(axis=1)


def sides_apart(keypoints: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Tell in which frames left and right lie clearly apart in the picture, ``[T]``."""
    points = keypoints[..., :2].astype(np.float64)
    size = np.maximum(np.ptp(points[..., 1], axis=1), 1.0)
    widths = [np.abs(points[:, a, 0] - points[:, b, 0]) for a, b in _TORSO_PAIRS]
    return np.asarray(sum(widths) > _APART * size)


def find_exchanges(keypoints: NDArray[np.float32]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Find frames whose left and right are exchanged.

    Args:
        keypoints: Raw COCO-17, float32 ``[T, 17, 3]``.

    Returns:
        bool ``[T]``: exchanged against the majority, beyond doubt; and bool ``[T]``: the sides seem to
        change on entering the frame, which cannot be told (seen from the side, or one way only).
    """
    count = len(keypoints)
    wrong, unclear = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    if count < 3:
        return wrong, unclear
    same, crossed = _mean_motion(keypoints)
    frontal = sides_apart(keypoints)
    suspected = (crossed < _SUSPECT * same) & (same > _LEAST_STEP)
    clear = suspected & (crossed < _CLEAR * same) & frontal[1:] & frontal[:-1]
    wrong[1:] = np.cumsum(clear) % 2 == 1
    if wrong.sum() * 2 > count:
        wrong = ~wrong
    unclear[1:] = suspected & ~clear
    return wrong, unclear


def stabilise_sides(observations: Sequence[Observation]) -> SidedPoses:
    """Turn back the frames that jump to the other side; nobody has said yet which side is which."""
    keypoints = np.stack([one.keypoints for one in observations])
    landmarks = np.stack([one.landmarks for one in observations])
    world = np.stack([one.world for one in observations])
    wrong, unclear = find_exchanges(keypoints)
    frames = np.ones(len(keypoints), dtype=np.bool_)
    return _exchange(
        SidedPoses(keypoints, landmarks, world, Facing(frames=frames), ~frames, unclear), wrong
    )


def assign_sides(sides: SidedPoses, sign: int) -> SidedPoses:
    """Decide which side is which, and turn back whatever lies the other way round.

    Args:
        sides: From `stabilise_sides`.
        sign: +1 or -1 where the direction of the walk says where the own left lies, else 0.
    """
    raw = sides.keypoints.copy()
    raw[sides.exchanged] = exchange_sides(raw[sides.exchanged])
    facing, wrong = decide_sides(raw, sign=sign, turned=sides.exchanged)
    return replace(_exchange(sides, wrong ^ sides.exchanged), facing=facing)


def _exchange(sides: SidedPoses, wrong: NDArray[np.bool_]) -> SidedPoses:
    """Exchange left and right in the marked frames."""
    if not wrong.any():
        return sides
    keypoints, landmarks, world = (
        array.copy() for array in (sides.keypoints, sides.landmarks, sides.world)
    )
    keypoints[wrong] = exchange_sides(keypoints[wrong])
    if landmarks.shape[1]:
        landmarks[wrong] = swap_sides(landmarks[wrong])
    if world.shape[1]:
        world[wrong] = swap_sides(world[wrong])
    return SidedPoses(
        keypoints, landmarks, world, sides.facing, sides.exchanged ^ wrong, sides.unclear
    )
