"""Who walks, and when: legs that move against each other in the rhythm of steps, on the spot or not.

Where the feet are out of the picture, the network invents them; there a body that grows or shrinks
steadily while its knees and hips move walks, too.

Motion is measured by the body's own size, so that distance from the camera does not matter; somebody
on a treadmill walks, somebody who stands, sits or sways does not.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.core.keypoints import Keypoint
from engine.perception.walk.smoothing import split_at_gaps

WINDOW_SECONDS = 1.2
LEAST_SWING = 0.035
"""Root mean square of the ankles' (or knees') motion against each other, by the body's height."""

LEAST_FRONTAL_SWING = 0.018
"""The same of the ankles alone, where each foot rises above the other in turn."""

LEAST_PASSING_SAGITTAL = 0.12
"""How far each foot comes before the other in turn, by the leg's length (from metric landmarks)."""

LEAST_PASSING_X, LEAST_PASSING_Y = 0.06, 0.03
"""The same in the picture, sideways and in height, by the body's height."""

MOST_ASKEW = 0.02
"""How far feet that stand on one floor may lie one above the other in the picture of a rolled camera, by the
body's height. Less than `LEAST_PASSING_Y`, so that nobody walks who lifts one foot alone."""

LEAST_WAY = 0.3
"""Way of the body in the picture during a window, or change of its size, by its height."""

LEAST_GROWTH = 0.07
"""Change of size a second, of trunk and of shoulders alike, of somebody whose feet are out of the picture:
a walk at 0.7 m/s ten metres away, or a slow one nearer."""

LEAST_PLAIN_GROWTH = 0.12
"""The same of somebody whose feet are seen to move a little. It is more, so that it is not chance in a small
picture of somebody who stands."""

LEAST_LIMB_MOTION = 0.004
"""Root mean square of the knees' motion against each other, by the body's height, without the feet."""

LEAST_SHARE = 0.5
"""Share of the time in which somebody who walks is seen to walk, unless it is long enough on end."""

LEAST_SECONDS = 0.8
LEAST_STRETCH = 2.3
"""Seconds of walking on end, four steps, that make somebody a walker who stands, turns or sits most of the
time. A man who turns on a roof and jumps off it moves like a walker for 1.9 to 2.1 s, by the processor."""

LONGEST_PAUSE = 1.5
"""Seconds without walking that do not end a walk: a hesitation, a turn, legs that hide each other."""

_SHORT_PAUSE = 0.5
_SPARE = 1.5
_ANKLES = (Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE)
_KNEES = (Keypoint.LEFT_KNEE, Keypoint.RIGHT_KNEE)
_HIPS = [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]
_SHOULDERS = [Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER]
_WORLD_SHOULDERS, _WORLD_HIPS, _WORLD_KNEES, _WORLD_ANKLES = (11, 12), (23, 24), (25, 26), (27, 28)

_Array = NDArray[np.float64]


def body_height(keypoints: NDArray[np.float32]) -> _Array:
    """Return the vertical extent of the keypoints in each frame, px, float64 ``[T]``."""
    vertical = keypoints[..., 1].astype(np.float64)
    return np.asarray(vertical.max(axis=1) - vertical.min(axis=1))


def ankle_lead(world: NDArray[np.float32]) -> _Array | None:
    """Return the lead of the left ankle over the right one, in leg lengths, float64 ``[T]``.

    Args:
        world: Metric landmarks, ``[T, 33, 3]``; None is given for ``[T, 0, 3]``.
    """
    if world.shape[1] == 0:
        return None
    points = world.astype(np.float64)
    left, right = _WORLD_HIPS
    across = points[:, left] - points[:, right]
    up = points[:, list(_WORLD_SHOULDERS)].mean(axis=1) - points[:, list(_WORLD_HIPS)].mean(axis=1)
    forward = np.cross(across, up)
    forward /= np.maximum(np.linalg.norm(forward, axis=1, keepdims=True), 1e-9)
    ankles = points[:, _WORLD_ANKLES[0]] - points[:, _WORLD_ANKLES[1]]
    thigh = np.linalg.norm(points[:, left] - points[:, _WORLD_KNEES[0]], axis=1)
    shank = np.linalg.norm(points[:, _WORLD_KNEES[0]] - points[:, _WORLD_ANKLES[0]], axis=1)
    leg = max(float(np.median(thigh + shank)), 1e-6)
    return np.asarray((ankles * forward).sum(axis=1) / leg)


def _amplitude(values: _Array) -> float:
    """Tell how far a signal goes to either side of zero (the lesser side, one outlier left out)."""
    ordered = np.sort(values)
    spare = 1 if len(values) >= 8 else 0
    return float(min(ordered[-1 - spare], -ordered[spare]))


def _rises(up: _Array) -> float:
    """Tell how far each foot rises above the other (the lesser of both), seen by a camera that may be askew.

    Args:
        up: How far one foot lies above the other, ``[T]``.
    """
    askew = float(np.clip((up.max() + up.min()) / 2, -MOST_ASKEW, MOST_ASKEW))
    return _amplitude(up - askew)


def _jitter(times: _Array, values: _Array) -> float:
    """Return the root mean square of ``values [T, 2]`` about their straight line in time."""
    centred = times - times.mean()
    spread = float((centred * centred).sum())
    around = values - values.mean(axis=0)
    if spread > 0:
        around = around - np.outer(centred, centred @ around / spread)
    return float(np.sqrt((around**2).sum(axis=1).mean()))


def _approaches(times: _Array, points: _Array, height: float, least: float) -> bool:
    """Tell whether a body comes or goes, and moves its knees, during one window; feet are not looked at."""
    trunk = np.linalg.norm(points[:, :5].mean(axis=1) - points[:, _HIPS].mean(axis=1), axis=1)
    shoulders = np.linalg.norm(points[:, _SHOULDERS[0]] - points[:, _SHOULDERS[1]], axis=1)
    centred = times - times.mean()
    spread = max(float((centred * centred).sum()), 1e-9)
    # Whoever bends forward grows in one of the two and shrinks in the other.
    rates = [
        float((centred * np.log(np.maximum(lengths, 1.0))).sum()) / spread
        for lengths in (trunk, shoulders)
    ]
    together = rates[0] * rates[1] > 0 and abs(rates[0]) >= least
    knees = (points[:, _KNEES[0]] - points[:, _KNEES[1]]) / height
    return together and abs(rates[1]) >= least / 2 and _jitter(times, knees) >= LEAST_LIMB_MOTION


def _legs_walk(times: _Array, points: _Array, feet: _Array | None, height: float) -> bool:
    """Tell whether the legs walk during one window.

    Args:
        times: float64 ``[T]``.
        points: float64 ``[T, 17, 2]``, px.
        feet: Sagittal distance of the ankles, ``[T]``, or None.
        height: The body's height, px.
    """
    ankles, knees = ((points[:, a] - points[:, b]) / height for a, b in (_ANKLES, _KNEES))
    # Seen from the front or behind from afar, knees hardly move in the picture and ankles little,
    # but each foot rises above the other in turn, which nobody's does who stands.
    unrest = _jitter(times, ankles)
    if unrest >= LEAST_FRONTAL_SWING and (
        _rises(ankles[:, 1]) >= LEAST_PASSING_Y
        or _approaches(times, points, height, LEAST_PLAIN_GROWTH)
    ):
        return True
    # Knees move less than ankles but jitter less, too: both have to move.
    if min(unrest, 2 * _jitter(times, knees)) < LEAST_SWING:
        return False
    passing = max(
        _amplitude(ankles[:, 0]) / LEAST_PASSING_X,
        _amplitude(ankles[:, 1]) / LEAST_PASSING_Y,
        _amplitude(feet) / LEAST_PASSING_SAGITTAL if feet is not None else 0.0,
    )
    middle = points[:, _HIPS].mean(axis=1)
    way = float(np.linalg.norm(middle[-1] - middle[0])) / height
    return passing >= 1 or way >= LEAST_WAY


def walking_frames(
    seconds: _Array,
    keypoints: NDArray[np.float32],
    world: NDArray[np.float32],
    *,
    feet_out: NDArray[np.bool_] | None = None,
) -> NDArray[np.bool_]:
    """Tell for each frame whether the person walks about that time, bool ``[T]``.

    Args:
        seconds: Times, float64 ``[T]``.
        keypoints: Filtered, float32 ``[T, 17, 3]``.
        world: Metric landmarks, float32 ``[T, 33, 3]`` or ``[T, 0, 3]``.
        feet_out: bool ``[T]``, frames whose feet are out of the picture; None for none.
    """
    result = np.zeros(len(seconds), dtype=bool)
    feet = ankle_lead(world)
    hidden = np.zeros(len(seconds), dtype=bool) if feet_out is None else feet_out
    for part in split_at_gaps(seconds):
        times, points = seconds[part], keypoints[part, :, :2].astype(np.float64)
        heights = body_height(keypoints[part])
        if times[-1] - times[0] < LEAST_SECONDS:
            continue
        own = feet[part] if feet is not None else None
        half = WINDOW_SECONDS / 2
        for index, now in enumerate(times):
            middle = max(min(now, times[-1] - half), times[0] + half)
            first, end = np.searchsorted(times, (middle - half - 1e-6, middle + half + 1e-6))
            window = slice(int(first), int(end))
            # Somebody who comes near, or stays there, is another size than before.
            height = float(np.median(heights[window]))
            if height <= 0:
                continue
            here = times[window], points[window]
            result[part.start + index] = _legs_walk(
                *here, own[window] if own is not None else None, height
            ) or (hidden[part][window].any() and _approaches(*here, height, LEAST_GROWTH))
    return result


class WalkSpan(NamedTuple):
    """When somebody walks.

    Attributes:
        start: First time of the longest walk without a pause, seconds.
        walks: Whether it is enough for the person to be somebody who walks.
        whole: Whether hardly anything of the track lies outside it.
    """

    start: float
    end: float
    walks: bool
    whole: bool

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.end - self.start


def longest_walk(seconds: _Array, moving: NDArray[np.bool_]) -> WalkSpan | None:
    """Find the longest walk in a track, or None where nobody walks at all.

    Args:
        seconds: Times of life (slow motion taken out), float64 ``[T]``.
        moving: From `walking_frames`.
    """
    if len(seconds) < 2 or not moving.any():
        return None
    spacing = np.minimum(np.diff(seconds, append=seconds[-1]), 0.5)
    walked, covered = float(spacing[moving].sum()), float(spacing.sum())
    if walked < LEAST_SECONDS:
        return None
    start, end = _longest_run(seconds, moving, _SHORT_PAUSE)
    if walked < LEAST_SHARE * covered and end - start < LEAST_STRETCH:
        enough = end - start >= LEAST_SECONDS
        return WalkSpan(start, end, walks=False, whole=False) if enough else None
    start, end = _longest_run(seconds, moving, LONGEST_PAUSE)
    before, after = start - float(seconds[0]), float(seconds[-1]) - end
    # Frames within half a window of either end were looked at with it.
    if before < _SPARE:
        start = float(seconds[0])
    if after < _SPARE:
        end = float(seconds[-1])
    return WalkSpan(start, end, walks=True, whole=before < _SPARE and after < _SPARE)


def _longest_run(seconds: _Array, moving: NDArray[np.bool_], pause: float) -> tuple[float, float]:
    """Return first and last time of the longest walk whose pauses last at most ``pause`` seconds."""
    at = np.flatnonzero(moving)
    ends = np.flatnonzero(np.diff(seconds[at]) > pause)
    firsts = seconds[at[np.concatenate([[0], ends + 1])]]
    lasts = seconds[at[np.concatenate([ends, [len(at) - 1]])]]
    best = int((lasts - firsts).argmax())
    return float(firsts[best]), float(lasts[best])
