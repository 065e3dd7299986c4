"""Postural asymmetry of a walk as eight left-right pairs by three numbers.

`asymmetry_vector` is the unsigned vector that the published networks read (DRF, MICCAI 2025, arXiv
2509.00872). `signed_asymmetry_vector` keeps the side, measures the midline from a plumb line instead
of the hips (whose midline is 0 by definition there), and does not jump when the person turns round.

Must not know: training ranges (they belong to a model's card) or which network reads the vector.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.core.keypoints import PAIRS, Keypoint, missing
from engine.core.sides import facing
from engine.gait.arrays import checked_keypoints

HEIGHT = 128.0
"""Height that the joints of each frame are scaled to; the unit of the first two columns."""

_LEFT = [left for left, _ in PAIRS]
_RIGHT = [right for _, right in PAIRS]


def asymmetry_vector(keypoints: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the unsigned Postural Asymmetry Vector, before min-max.

    Args:
        keypoints: ``[T, 17, 3]``: x px, y px, score; a coordinate of 0 or not finite is missing.

    Returns:
        float64 ``[8, 3]`` for eyes, ears, shoulders, elbows, wrists, hips, knees, ankles: height
        difference and distance of the middle from the hip centre (1/128 of the joints' height), and
        angle (radians, 0 to pi). Over the frames the mean of what lies within 1.5 interquartile
        ranges of the quartiles. A pair that is never seen whole is 0.

    Raises:
        SequenceError: The array has another shape, or holds no numbers.
    """
    points = _scale(checked_keypoints(keypoints))
    left, right = points[:, _LEFT], points[:, _RIGHT]
    difference = left - right
    features = np.stack(
        [
            np.abs(difference[..., 1]),
            np.abs((left[..., 0] + right[..., 0]) / 2),
            np.abs(np.arctan2(difference[..., 1], difference[..., 0])),
        ],
        axis=-1,
    )
    return np.nan_to_num(_mean_without_outliers(features))


def signed_asymmetry_vector(
    keypoints: NDArray[np.floating], *, frames: NDArray[np.bool_] | None = None
) -> NDArray[np.float64]:
    """Return the asymmetry with its side.

    Args:
        keypoints: As for `asymmetry_vector`.
        frames: bool ``[T]``, those to average over (whole gait cycles, since legs and arms mostly show
            the phase of the gait), or None for all.

    Returns:
        float64 ``[8, 3]``: height difference (positive: own left lower), offset of the pair's middle from
        the plumb line over the middle of the ankles (positive: to the own left), both in 1/128 of the
        joints' height, and tilt (radians, -pi/2 to pi/2, positive: own left lower). NaN where a pair is
        never seen whole.

    Raises:
        SequenceError: The array has another shape, or holds no numbers.
    """
    checked = checked_keypoints(keypoints)
    points = _scale(checked)
    chosen = np.ones(len(points), bool) if frames is None else frames
    # The plumb line is that of the whole clip: from frame to frame the ankles show the steps.
    ankles = points[:, [Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE], 0].mean(axis=1)
    plumb = ankles[chosen & np.isfinite(ankles)]
    middle = float(plumb.mean()) if len(plumb) else float("nan")
    own_left = facing(checked).sign
    left, right = points[:, _LEFT], points[:, _RIGHT]
    lateral = own_left * (left[..., 0] - right[..., 0])
    height = left[..., 1] - right[..., 1]
    offset = own_left * ((left[..., 0] + right[..., 0]) / 2 - middle)
    tilt = np.arctan2(height, np.abs(lateral))
    return _mean_without_outliers(np.stack([height, offset, tilt], axis=-1)[chosen])


def _scale(keypoints: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return coordinates ``[T, 17, 2]`` from the hip centre, joints' height 128; NaN where missing."""
    points = np.where(missing(keypoints)[..., None], np.nan, keypoints[..., :2])
    rows = points[..., 1]
    there = np.isfinite(rows)
    bottom = np.where(there, rows, -np.inf).max(axis=1)
    height = bottom - np.where(there, rows, np.inf).min(axis=1)
    hips = points[:, [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]].mean(axis=1, keepdims=True)
    scale = HEIGHT / np.where(height > 0, height, np.nan)
    return np.asarray((points - hips) * scale[:, None, None])


def _mean_without_outliers(features: NDArray[np.float64]) -> NDArray[np.float64]:
    """Average ``[T, 8, 3]`` over the frames, cell by cell, without what lies far from the quartiles."""
    result = np.full(features.shape[1:], np.nan)
    for cell in np.ndindex(*features.shape[1:]):
        values = features[(slice(None), *cell)]
        values = values[np.isfinite(values)]
        if len(values):
            first, third = np.percentile(values, [25, 75])
            reach = 1.5 * (third - first)
            result[cell] = values[(values >= first - reach) & (values <= third + reach)].mean()
    return result
