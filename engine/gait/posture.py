"""The seven quantities of a walk, cycle by cycle, as the keypoints show them; no interval, no judgement.

Lateral positions are towards the person's own left, heights downwards, both in body heights
(`engine.core.scale`), so that walking towards the camera does not weigh near frames more.

Must not know: how well a network sees keypoints (`engine.gait.correction` does).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.classes import Side
from engine.core.keypoints import Keypoint, missing
from engine.core.result import GaitFacts
from engine.core.scale import body_height
from engine.core.sides import Facing
from engine.gait.cycles import over_cycles, whole_cycles
from engine.gait.sequence import SHOULDER_LINE, GaitSequence

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class WalkCycles:
    """A walk laid over its whole cycles.

    Attributes:
        cycles: Start and end of each, seconds.
        lateral: float64 ``[cycles, 40, 17]``, towards the own left, body heights.
        down: float64 ``[cycles, 40, 17]``, downwards, body heights.
        seen: Share of the frames in which each keypoint was there, float64 ``[17]``.
        height: Body height in each frame, px, float64 ``[T]``.
        good: bool ``[T]``, the frames that were read.
        turned: Where the own left lies.
    """

    cycles: tuple[tuple[float, float], ...]
    lateral: Doubles
    down: Doubles
    seen: Doubles
    height: Doubles
    good: NDArray[np.bool_]
    turned: Facing


def lay_out(sequence: GaitSequence, gait: GaitFacts) -> WalkCycles:
    """Lay the keypoints over whole cycles; frames whose sides are in doubt are left out."""
    turned = sequence.facing
    keypoints = sequence.keypoints.astype(np.float64)
    height = body_height(keypoints, sequence.seconds)
    absent = missing(keypoints)
    good = turned.frames & np.isfinite(height)
    cycles = whole_cycles(gait, sequence.seconds, good)
    scale = np.where(np.isfinite(height), height, 1.0)[:, None]
    middle = sequence.source.width / 2
    lateral = turned.sign * (keypoints[..., 0] - middle) / scale
    down = keypoints[..., 1] / scale
    if not cycles:
        empty = np.zeros((0, 40, keypoints.shape[1]))
        return WalkCycles((), empty, empty, 1 - absent.mean(axis=0), height, good, turned)
    both = np.stack([_bridge_gaps(lateral, absent), _bridge_gaps(down, absent)], axis=1)
    laid = over_cycles(both, sequence.seconds, good, cycles)
    seen = 1 - absent[good].mean(axis=0)
    return WalkCycles(cycles, laid[:, :, 0], laid[:, :, 1], seen, height, good, turned)


def _bridge_gaps(values: Doubles, absent: NDArray[np.bool_]) -> Doubles:
    """Bridge frames in which a keypoint is missing by straight lines; one never seen is 0."""
    bridged = values.copy()
    frames = np.arange(len(values))
    for column in np.flatnonzero(absent.any(axis=0)):
        there = ~absent[:, column]
        bridged[:, column] = (
            np.interp(frames, frames[there], values[there, column]) if there.any() else 0.0
        )
    return bridged


def _tilt(walk: WalkCycles, left: int, right: int) -> Doubles:
    lower = (walk.down[..., left] - walk.down[..., right]).mean(axis=1)
    apart = (walk.lateral[..., left] - walk.lateral[..., right]).mean(axis=1)
    return np.asarray(np.degrees(np.arctan2(lower, np.maximum(apart, 1e-6))))


def _middle(values: Doubles, left: int, right: int) -> Doubles:
    return np.asarray((values[..., left] + values[..., right]).mean(axis=1) / 2)


def _trunk_lean(walk: WalkCycles) -> Doubles:
    shoulders, hips = _pair("shoulders"), _pair("hips")
    aside = _middle(walk.lateral, *shoulders) - _middle(walk.lateral, *hips)
    upwards = _middle(walk.down, *hips) - _middle(walk.down, *shoulders)
    return np.asarray(np.degrees(np.arctan2(aside, np.maximum(upwards, 1e-6))))


def _offset(walk: WalkCycles, upper: str, lower: str) -> Doubles:
    aside = _middle(walk.lateral, *_pair(upper)) - _middle(walk.lateral, *_pair(lower))
    return 100.0 * aside


_PAIRS = {
    "ears": (Keypoint.LEFT_EAR, Keypoint.RIGHT_EAR),
    "shoulders": (Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER),
    "hips": (Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP),
    "ankles": (Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE),
}


def _pair(name: str) -> tuple[int, int]:
    return _PAIRS[name]


def _asymmetry(left: Doubles, right: Doubles) -> Doubles:
    return np.asarray(100.0 * (left - right) / np.maximum(left + right, 1e-9))


def _arm_swing(walk: WalkCycles) -> Doubles:
    """Compare the wrists' swing.

    From the front a swing is seen by how it lifts the wrist, twice in a cycle (forwards and backwards) and
    by the square of the swing: the root of the second harmonic of the wrist's height under the shoulder
    goes with the swing's size.
    """
    sizes = []
    for wrist, shoulder in (
        (Keypoint.LEFT_WRIST, Keypoint.LEFT_SHOULDER),
        (Keypoint.RIGHT_WRIST, Keypoint.RIGHT_SHOULDER),
    ):
        hang = walk.down[..., wrist] - walk.down[..., shoulder]
        sizes.append(np.sqrt(np.abs(np.fft.rfft(hang, axis=1)[:, 2])))
    return _asymmetry(sizes[0], sizes[1])


def shoulder_line_tilt(sequence: GaitSequence, walk: WalkCycles) -> float:
    """Return the mean tilt of the shoulder line over whole cycles, degrees; NaN where there is none.

    Positive where the person's own left is lower, as in `cycle_values`.

    Args:
        sequence: The walk, as seen by a level camera.
        walk: The same, laid out.
    """
    line = sequence.extras.get(SHOULDER_LINE)
    if line is None or not walk.cycles:
        return float("nan")
    scale = np.where(np.isfinite(walk.height), walk.height, 1.0)[:, None]
    ends = line.astype(np.float64)
    way = (ends[:, 1] - ends[:, 0]) / scale
    across, down = over_cycles(way, sequence.seconds, walk.good, walk.cycles).mean(axis=(0, 1))
    return float(walk.turned.sign * np.degrees(np.arctan2(down, max(across, 1e-6))))


def step_asymmetries(gait: GaitFacts) -> Doubles:
    """Return the asymmetry of step times, percent, of each left step with the right step after it."""
    times: list[tuple[Side, float]] = []
    for before, after in itertools.pairwise(gait.heel_strikes):
        if before.side is not after.side:
            times.append((after.side, after.seconds - before.seconds))
    usual = float(np.median([time for _, time in times])) if times else 0.0
    pairs = []
    for (side, first), (other, second) in itertools.pairwise(times):
        # A step of twice the usual length is a gap in the recording.
        if side is not other and max(first, second) < 1.6 * usual:
            left, right = (first, second) if side is Side.LEFT else (second, first)
            pairs.append(100.0 * (left - right) / (left + right))
    return np.asarray(pairs, np.float64)


def cycle_values(walk: WalkCycles, gait: GaitFacts) -> dict[str, Doubles]:
    """Return each measurement in each whole cycle, float64 ``[cycles]`` (steps: each pair of steps)."""
    return {
        "shoulder_tilt": _tilt(walk, *_pair("shoulders")),
        "hip_tilt": _tilt(walk, *_pair("hips")),
        "trunk_lean": _trunk_lean(walk),
        "lateral_shift": _offset(walk, "shoulders", "ankles"),
        "head_offset": _offset(walk, "ears", "hips"),
        "arm_swing_asymmetry": _arm_swing(walk),
        "step_asymmetry": step_asymmetries(gait),
    }
