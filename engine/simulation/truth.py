"""What a simulated walker's body really does, in the words of the clinician's measurements.

The definitions are those of `engine.gait.measurements`, taken in three dimensions over whole gait
cycles: x to the person's own left, z up, metres.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.core.classes import Side
from engine.core.keypoints import Keypoint
from engine.core.result import HeelStrike
from engine.simulation.gait_motion import WalkMotion

Doubles = NDArray[np.float64]


def cycle_slices(walk_motion: WalkMotion, side: Side) -> tuple[slice, ...]:
    """Return the frames of each whole gait cycle of a foot, from its heel strike to before the next."""
    times = [strike.seconds for strike in walk_motion.heel_strikes if strike.side is side]
    edges = np.searchsorted(walk_motion.seconds, times)
    return tuple(slice(int(a), int(b)) for a, b in pairwise(edges))


def _tilt(left: Doubles, right: Doubles) -> float:
    lower = float((right[:, 2] - left[:, 2]).mean())
    apart = float((left[:, 0] - right[:, 0]).mean())
    return float(np.degrees(np.arctan2(lower, apart)))


def _asymmetry(left: float, right: float) -> float:
    return 100.0 * (left - right) / (left + right)


def _swing(wrist: Doubles, shoulder: Doubles, cycles: Sequence[slice]) -> float:
    """Return the mean way of a wrist forwards and backwards in a cycle, metres."""
    way = wrist[:, 1] - shoulder[:, 1]
    return float(np.mean([np.ptp(way[cycle]) for cycle in cycles]))


def step_times(strikes: Sequence[HeelStrike]) -> tuple[float, float]:
    """Return the mean times of left steps (right strike to left) and right steps, seconds (1 if none)."""
    times: dict[Side, list[float]] = {Side.LEFT: [], Side.RIGHT: []}
    for before, after in pairwise(strikes):
        if before.side is not after.side:
            times[after.side].append(after.seconds - before.seconds)
    both = [float(np.mean(times[side])) if times[side] else 1.0 for side in Side]
    return both[0], both[1]


def measurements(walk_motion: WalkMotion) -> dict[str, float]:
    """Return the true value of each measurement over the whole left cycles of the clip.

    Returns:
        By name: ``shoulder_tilt``, ``hip_tilt``, ``trunk_lean`` in degrees; ``lateral_shift``,
        ``head_offset`` in percent of body height; ``arm_swing_asymmetry``, ``step_asymmetry`` in
        percent. Positive as in `engine.core.result.Measurement`. A clip needs a whole cycle and two
        steps of each foot.
    """
    cycles = cycle_slices(walk_motion, Side.LEFT) or (slice(0, len(walk_motion.seconds)),)
    points = walk_motion.motion.keypoints[cycles[0].start : cycles[-1].stop]
    left = {name: points[:, name] for name in Keypoint}
    shoulders = (left[Keypoint.LEFT_SHOULDER] + left[Keypoint.RIGHT_SHOULDER]) / 2.0
    hips = (left[Keypoint.LEFT_HIP] + left[Keypoint.RIGHT_HIP]) / 2.0
    ankles = (left[Keypoint.LEFT_ANKLE] + left[Keypoint.RIGHT_ANKLE]) / 2.0
    ears = (left[Keypoint.LEFT_EAR] + left[Keypoint.RIGHT_EAR]) / 2.0
    trunk = (shoulders - hips).mean(axis=0)
    percent = 100.0 / walk_motion.motion.body.height_m
    whole = [slice(cycle.start - cycles[0].start, cycle.stop - cycles[0].start) for cycle in cycles]
    steps = step_times(walk_motion.heel_strikes)
    return {
        "shoulder_tilt": _tilt(left[Keypoint.LEFT_SHOULDER], left[Keypoint.RIGHT_SHOULDER]),
        "hip_tilt": _tilt(left[Keypoint.LEFT_HIP], left[Keypoint.RIGHT_HIP]),
        "trunk_lean": float(np.degrees(np.arctan2(trunk[0], trunk[2]))),
        "lateral_shift": percent * float((shoulders - ankles)[:, 0].mean()),
        "head_offset": percent * float((ears - hips)[:, 0].mean()),
        "arm_swing_asymmetry": _asymmetry(
            _swing(left[Keypoint.LEFT_WRIST], left[Keypoint.LEFT_SHOULDER], whole),
            _swing(left[Keypoint.RIGHT_WRIST], left[Keypoint.RIGHT_SHOULDER], whole),
        ),
        "step_asymmetry": _asymmetry(*steps),
    }
