"""The tempo of a walk in the time of the recording, and whether that can be the tempo of life.

Legs that step against each other repeat once in a stride. Of several signals that show it, two have to
agree, or the feet show it plainly, so that swaying or the jitter of a network is no tempo. A tempo that
no walker has is that of a recording played slower or faster than it was filmed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.core.heading import direction
from engine.core.keypoints import Keypoint
from engine.core.waves import wave_power

USUAL_STRIDES = 0.95
"""Strides a second of people who walk as they like: 114 steps a minute (Whittle, Gait Analysis, 4th ed.:
adults 81 to 135 steps a minute; children up to 150)."""

SLOWEST_STRIDES = 0.5
"""Strides a second below which nobody is taken to walk: 60 steps a minute."""

FASTEST_STRIDES = 1.6
"""Strides a second beyond which nobody walks: 192 steps a minute, a runner's."""

MAKERS_FACTORS = (2.0, 4.0, 8.0)
"""How many times slower than life cameras play what they filmed in slow motion."""

_PERHAPS_SLOW = 0.65
_USUAL_RATIO = 0.0036
_LARGE_RATIO = 1.5
_GRID = np.geomspace(0.06, 4.0, 120)
_CYCLES = 4.0
_FEWEST_CYCLES = 1.5
_FEWEST = 6
_LEAST_EXPLAINED = 0.5
_PLAINLY_EXPLAINED = 0.75
_LEAST_SWING = 0.016
_ALIKE = 0.15
_NEAR_FACTOR = 1.25
_HIGHEST_SHARE = 0.4

_Array = NDArray[np.float64]


class _Peak(NamedTuple):
    """A signal's clearest frequency, Hz, and the share of its variance that it explains."""

    frequency: float
    explained: float


def stride_frequency(seconds: _Array, keypoints: NDArray[np.float32]) -> float | None:
    """Return the tempo of a walk, strides a second of the recording's time, or None without a clear one.

    Args:
        seconds: Times, float64 ``[T]``.
        keypoints: float32 ``[T, 17, 3]``, sides settled.
    """
    if len(seconds) < 2 * _FEWEST:
        return None
    points = keypoints[..., :2].astype(np.float64)
    size = _sizes(points)
    pairs = {
        "ankles": (Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE),
        "knees": (Keypoint.LEFT_KNEE, Keypoint.RIGHT_KNEE),
        "hips": (Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP),
    }
    heights = {name: (points[:, a, 1] - points[:, b, 1]) / size for name, (a, b) in pairs.items()}
    left, right = pairs["ankles"]
    apart = (points[:, left, 0] - points[:, right, 0]) / size
    if max(float(heights["ankles"].std()), float(apart.std()) / 2) < _LEAST_SWING:
        return None
    peaks = _peaks(seconds, np.stack([*heights.values(), apart]))
    # Each foot rises above the other in turn, plainly and steadily: that alone is enough.
    highest, lowest = np.percentile(heights["ankles"], [90, 10])
    if peaks[0].explained >= _PLAINLY_EXPLAINED and min(highest, -lowest) >= _LEAST_SWING:
        return peaks[0].frequency
    clear = [peak for peak in peaks if peak.explained >= _LEAST_EXPLAINED]
    for peak in sorted(clear, key=lambda one: -one.explained):
        alike = [abs(np.log(one.frequency / peak.frequency)) < _ALIKE for one in clear]
        if sum(alike) >= 2:
            return peak.frequency
    return None


def speed_factor(
    seconds: _Array, keypoints: NDArray[np.float32], size: tuple[int, int]
) -> float | None:
    """Estimate how many times slower than life a recording is played, by the walk in it.

    Args:
        seconds: Times, float64 ``[T]``.
        keypoints: float32 ``[T, 17, 3]``, sides settled.
        size: Width and height of an upright frame, px.

    Returns:
        2, 3, … for slow motion, 0.5 or less for time lapse; None where the tempo can be that of life,
        or is not clear.
    """
    strides = stride_frequency(seconds, keypoints)
    if strides is None:
        return None
    estimate = USUAL_STRIDES / strides
    if strides > FASTEST_STRIDES:
        return round(estimate, 2)
    if strides < SLOWEST_STRIDES:
        return _plausible_factor(estimate)
    if strides < _PERHAPS_SLOW:
        # Whoever steps seldom takes short steps: long ones, seldom, are those of slow motion.
        _, radial = direction(keypoints, seconds, size)
        ratio = abs(radial) / (2 * strides) / (120 * strides)
        if ratio > _LARGE_RATIO * _USUAL_RATIO:
            return 2.0
    return None


def _plausible_factor(estimate: float) -> float:
    """Return the factor of a usual camera near an estimate, else the nearest whole number from 2 on."""
    for known in MAKERS_FACTORS:
        if max(known / estimate, estimate / known) <= _NEAR_FACTOR:
            return known
    return float(max(2, round(estimate)))


def _sizes(points: _Array) -> _Array:
    """Return the body's height, px, from what moves least and is seen most: head to hips, smoothed."""
    head = points[:, :5].mean(axis=1)
    hips = points[:, [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]].mean(axis=1)
    lengths = np.linalg.norm(head - hips, axis=1) / 0.4
    reach = min(4, (len(lengths) - 1) // 2)
    padded = np.pad(lengths, reach, mode="edge")
    kernel = np.full(2 * reach + 1, 1 / (2 * reach + 1))
    return np.maximum(np.convolve(padded, kernel, "valid"), 1.0)


def _peaks(seconds: _Array, signals: _Array) -> list[_Peak]:
    """Find the frequency that explains most of each signal ``[S, T]``, in pieces of about four cycles."""
    # What so few frames cannot show is not looked for: it would be an echo of something slower.
    grid = _GRID[_GRID <= _HIGHEST_SHARE / max(float(np.median(np.diff(seconds))), 1e-6)]
    if len(grid) == 0:
        return [_Peak(float(_GRID[0]), 0.0)] * len(signals)
    shares = np.array([_explained_shares(seconds, signals, float(one)) for one in grid])
    best = shares.argmax(axis=0)
    return [_Peak(float(grid[row]), float(shares[row, one])) for one, row in enumerate(best)]


def _explained_shares(seconds: _Array, signals: _Array, frequency: float) -> _Array:
    """Return the share of each signal's variance about straight lines that a wave explains, ``[S]``."""
    span = float(seconds[-1] - seconds[0])
    length = min(span, _CYCLES / frequency)
    nothing = np.zeros(len(signals))
    if length < _FEWEST_CYCLES / frequency:
        return nothing
    count = max(1, int(np.ceil(2 * span / length)) - 1)
    starts = seconds[0] + np.linspace(0, span - length, count)
    first, end = np.searchsorted(seconds, [starts - 1e-9, starts + length + 1e-9])
    long_enough = end - first >= _FEWEST
    starts, first, end = starts[long_enough], first[long_enough], end[long_enough]
    if len(starts) == 0:
        return nothing
    # Pieces side by side; what lies beyond the end of one only fills its row up.
    places = first[:, None] + np.arange(int((end - first).max()))
    within = (places < end[:, None]).astype(np.float64)
    places = np.minimum(places, len(seconds) - 1)
    lag = seconds[places] - starts[:, None]
    explained, whole = wave_power(lag, 2 * np.pi * frequency * lag, signals.T[places], within)
    whole = whole.sum(axis=0)
    return np.where(whole > 0, explained.sum(axis=0) / np.where(whole > 0, whole, 1.0), 0.0)
