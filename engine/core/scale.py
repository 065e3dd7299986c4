"""How tall the body stands in each frame, px: the ruler of every measurement in percent of height.

Standing height is taken from the middle of the ears (or the nose where ears are missing) to the middle
of the ankles, which is 83 % of stature while walking, and made smooth in time: somebody who walks
steadily towards or away from the camera has an inverse height that is nearly straight over seconds.

Must not know: what is measured with it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.core.keypoints import Keypoint, missing

EARS_TO_ANKLES = 0.830
"""Share of stature between ears and ankles, mean over a walk (240 simulated bodies: sd 0.007)."""
NOSE_TO_ANKLES = 0.821
_WINDOW_SECONDS = 0.8
_REACH = 4 * _WINDOW_SECONDS
_BLOCK = 256


def body_height(
    keypoints: NDArray[np.float64], seconds: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the standing height in the picture.

    Args:
        keypoints: float64 ``[T, 17, 3]``.
        seconds: float64 ``[T]``.

    Returns:
        float64 ``[T]``, px, smooth; NaN everywhere when head or ankles are never seen.
    """
    rows = np.where(missing(keypoints), np.nan, keypoints[..., 1])
    ankles = rows[:, [Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE]].mean(axis=1)
    ears = rows[:, [Keypoint.LEFT_EAR, Keypoint.RIGHT_EAR]].mean(axis=1)
    height = (ankles - ears) / EARS_TO_ANKLES
    nose = (ankles - rows[:, Keypoint.NOSE]) / NOSE_TO_ANKLES
    height = np.where(np.isfinite(height), height, nose)
    good = np.isfinite(height) & (height > 1)
    if good.sum() < 2:
        return np.full(len(seconds), np.nan)
    return 1.0 / _smooth(1.0 / height[good], seconds[good], seconds)


def _smooth(
    values: NDArray[np.float64], times: NDArray[np.float64], at: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Fit straight lines with Gaussian weights in time, once more without what lies far off."""
    fitted = _lines(values, times, np.ones(len(values)), times)
    residual = np.abs(values - fitted)
    spread = 1.4826 * np.median(residual) + 1e-12
    trusted = (residual < 4 * spread).astype(np.float64)
    smooth = _lines(values, times, trusted, at)
    # A line may cross zero where frames are few; then the nearest value stands.
    after = np.clip(np.searchsorted(times, at), 1, len(times) - 1)
    before_is_nearer = at - times[after - 1] <= times[after] - at
    nearest = values[np.where(before_is_nearer, after - 1, after)]
    return np.where(smooth > 0.2 * nearest, smooth, nearest)


def _lines(
    values: NDArray[np.float64],
    times: NDArray[np.float64],
    trust: NDArray[np.float64],
    at: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Fit a line about each time; in blocks, so that a long walk needs little memory."""
    blocks = []
    for first in range(0, len(at), _BLOCK):
        wanted = at[first : first + _BLOCK]
        low, high = np.searchsorted(times, [wanted[0] - _REACH, wanted[-1] + _REACH])
        # At least the two nearest samples, however long the gap.
        low, high = max(0, min(low, len(times) - 2)), max(high, 2)
        near = slice(int(low), int(high))
        blocks.append(_block_of_lines(values[near], times[near], trust[near], wanted))
    return np.concatenate(blocks)


def _block_of_lines(
    values: NDArray[np.float64],
    times: NDArray[np.float64],
    trust: NDArray[np.float64],
    at: NDArray[np.float64],
) -> NDArray[np.float64]:
    lag = times[None, :] - at[:, None]
    weight = (np.exp(-0.5 * (lag / _WINDOW_SECONDS) ** 2) + 1e-9) * trust + 1e-15
    total = weight.sum(axis=1)
    mean_lag = (weight * lag).sum(axis=1) / total
    mean_value = (weight * values).sum(axis=1) / total
    lag = lag - mean_lag[:, None]
    spread = (weight * lag**2).sum(axis=1)
    slope = (weight * lag * (values - mean_value[:, None])).sum(axis=1)
    return np.asarray(mean_value - slope / np.maximum(spread, 1e-15) * mean_lag)
