"""Who walks: legs that move against each other in the rhythm of steps, on the spot or not.

Motion is measured by the body's own size, so that distance from the camera does not matter; somebody
on a treadmill walks, somebody who stands, sits or sways does not.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.core.keypoints import Keypoint
from engine.perception.smoothing import parts

WINDOW_SECONDS = 1.2
LEAST_SWING = 0.035
"""Root mean square of the ankles' (or knees') motion against each other, as a share of the body's
height."""

LEAST_SHARE = 0.4
LEAST_SECONDS = 0.8
_LEGS = (
    (Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE),
    (Keypoint.LEFT_KNEE, Keypoint.RIGHT_KNEE),
)


def body_height(keypoints: NDArray[np.float32]) -> NDArray[np.float64]:
    """Give the vertical extent of the keypoints in each frame, px, float64 ``[T]``."""
    vertical = keypoints[..., 1].astype(np.float64)
    return np.asarray(vertical.max(axis=1) - vertical.min(axis=1))


def swing(seconds: NDArray[np.float64], keypoints: NDArray[np.float32]) -> NDArray[np.float64]:
    """Give how much the legs move against each other about each frame.

    Args:
        seconds: Times, float64 ``[T]``.
        keypoints: Filtered, float32 ``[T, 17, 3]``.

    Returns:
        float64 ``[T]``, shares of the body's height; NaN where too little time is covered.
    """
    result = np.full(len(seconds), np.nan)
    for part in parts(seconds):
        times, points = seconds[part], keypoints[part].astype(np.float64)
        height = float(np.median(body_height(keypoints[part])))
        if height <= 0 or times[-1] - times[0] < LEAST_SECONDS:
            continue
        apart = np.concatenate([points[:, a, :2] - points[:, b, :2] for a, b in _LEGS], axis=1)
        apart /= height
        values = np.empty(len(times))
        for index, now in enumerate(times):
            middle = min(max(now, times[0] + WINDOW_SECONDS / 2), times[-1] - WINDOW_SECONDS / 2)
            near = np.abs(times - middle) <= WINDOW_SECONDS / 2 + 1e-6
            near |= times[-1] - times[0] <= WINDOW_SECONDS
            values[index] = _unrest(times[near], apart[near])
        result[part] = values
    return result


def _unrest(times: NDArray[np.float64], values: NDArray[np.float64]) -> float:
    """Give the root mean square of ``values [T, 4]`` about their straight line in time."""
    centred = times - times.mean()
    spread = float((centred * centred).sum())
    around = values - values.mean(axis=0)
    if spread > 0:
        around = around - np.outer(centred, centred @ around / spread)
    ankles, knees = (around[:, part] for part in (slice(0, 2), slice(2, 4)))
    strength = [float(np.sqrt((legs**2).sum(axis=1).mean())) for legs in (ankles, knees)]
    # Knees move less than ankles, but jitter less, too: both have to move.
    return min(strength[0], 2.0 * strength[1])


def seconds_walked(seconds: NDArray[np.float64], keypoints: NDArray[np.float32]) -> float:
    """Give for how long a track walks, seconds; 0 for somebody who does not walk."""
    if len(seconds) < 2:
        return 0.0
    moving = swing(seconds, keypoints) >= LEAST_SWING
    spacing = np.minimum(np.diff(seconds, append=seconds[-1]), 0.5)
    walked = float(spacing[moving].sum())
    covered = float(spacing.sum())
    if walked < LEAST_SECONDS or covered <= 0 or walked < LEAST_SHARE * covered:
        return 0.0
    return walked
