"""Keypoints without the network's jitter, without lag, and without inventing anything across gaps.

A Butterworth filter run forwards and backwards (zero phase) on the real times of the frames.
"""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

CUT_OFF_HERTZ = 5.0
"""Frequency at which half the power is left. Ankles of walkers hold little above 5 Hz (Winter 2009,
Biomechanics and Motor Control of Human Movement, 3.4: 4 to 6 Hz)."""

LONGEST_GAP_SECONDS = 0.35
_ORDER = 2
_FEWEST = 6
_GRID = 2.0
_HIGHEST_SHARE = 0.4

_COLUMNS = 4


def split_at_gaps(seconds: NDArray[np.float64], *, gap: float = LONGEST_GAP_SECONDS) -> list[slice]:
    """Cut a time axis ``[T]`` where more than ``gap`` seconds lie between two frames."""
    typical = float(np.median(np.diff(seconds))) if len(seconds) > 1 else 0.0
    limit = max(gap, 2.5 * typical)
    cuts = [0, *(np.flatnonzero(np.diff(seconds) > limit) + 1).tolist(), len(seconds)]
    return [slice(start, end) for start, end in itertools.pairwise(cuts) if end > start]


def _filter(
    seconds: NDArray[np.float64], values: NDArray[np.float64], cut_off: float
) -> NDArray[np.float64]:
    """Filter ``values [T, C]`` of one part without gaps."""
    from scipy.interpolate import CubicSpline
    from scipy.signal import butter, sosfiltfilt

    rate = (len(seconds) - 1) / (seconds[-1] - seconds[0])
    # Frames are not evenly spaced in time (variable rate, or 15 out of 25 a second): the filter runs on
    # an even grid of twice the rate, and its answer is read off at the real times.
    count = int(np.ceil((seconds[-1] - seconds[0]) * rate * _GRID)) + 1
    grid = np.linspace(seconds[0], seconds[-1], count)
    grid_rate = (count - 1) / (seconds[-1] - seconds[0])
    # Two passes lower the frequency of half power; the design frequency makes up for it.
    design = min(cut_off, _HIGHEST_SHARE * rate) / (np.sqrt(2) - 1) ** (1 / (2 * _ORDER))
    sections = butter(_ORDER, min(design, 0.45 * grid_rate), fs=grid_rate, output="sos")
    even = CubicSpline(seconds, values, axis=0)(grid)
    padding = min(count - 1, int(grid_rate))
    smooth = sosfiltfilt(sections, even, axis=0, padtype="odd", padlen=padding)
    return np.asarray(CubicSpline(grid, smooth, axis=0)(seconds))


def smooth_keypoints(
    seconds: NDArray[np.float64],
    keypoints: NDArray[np.float32],
    *,
    cut_off: float = CUT_OFF_HERTZ,
) -> NDArray[np.float32]:
    """Filter the x and y of keypoints; scores stay as they are.

    Args:
        seconds: Times, float64 ``[T]``, increasing.
        keypoints: float32 ``[T, K, 3]``.
        cut_off: Frequency of half power after both passes, Hz; never above 0.4 of the frame rate.

    Returns:
        float32 ``[T, K, 3]``. Parts of fewer than 6 frames are left as they are.
    """
    result = keypoints.copy()
    count = keypoints.shape[1]
    for part in split_at_gaps(seconds):
        length = part.stop - part.start
        if length < _FEWEST:
            continue
        flat = keypoints[part, :, :2].reshape(length, -1).astype(np.float64)
        # A few columns at a time: splines of a long recording are large.
        blocks = range(0, flat.shape[1], _COLUMNS)
        smooth = np.concatenate(
            [_filter(seconds[part], flat[:, at : at + _COLUMNS], cut_off) for at in blocks],
            axis=1,
        )
        result[part, :, :2] = smooth.reshape(length, count, 2).astype(np.float32)
    return result
