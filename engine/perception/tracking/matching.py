"""Bodies compared and foretold: are two of them one, and where will one be next?

Must not know networks or frames: only observations.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.perception.crops import CIRCLE
from engine.perception.tracking.observation import Observation
from engine.perception.types import Box

_SPREAD = 0.15
_BODY = slice(5, 17)
_HISTORY = 5
_LONGEST_EXTRAPOLATION = 0.5
_SIZE_HISTORY = 9
_SIZE_TREND = math.log(1.25)
_ANGLE_HISTORY = 3


def half_height(box: Box) -> float:
    """Return the distance from the hips to the top or bottom of a body, px (a box has 2.5 of it)."""
    return box.size / CIRCLE


def similarity(one: Observation, other: Observation) -> float:
    """Tell whether two observations of one frame are the same body: 1 equal, 0 far apart.

    Like COCO's object keypoint similarity: the mean over shoulders down to ankles of
    ``exp(-d^2 / 2 s^2)`` with s = 0.15 of half the body's height.
    """
    scale = _SPREAD * min(half_height(one.place), half_height(other.place))
    apart = one.keypoints[_BODY, :2] - other.keypoints[_BODY, :2]
    squares = (apart.astype(np.float64) ** 2).sum(axis=1)
    return float(np.exp(-squares / (2 * scale * scale)).mean())


def relative_step(one: Box, other: Box) -> float:
    """Return the way between two boxes' hip centres, as a share of the larger body's half height."""
    return math.hypot(one.x - other.x, one.y - other.y) / max(half_height(one), half_height(other))


def _slope(times: NDArray[np.float64], values: NDArray[np.float64]) -> float:
    centred = times - times.mean()
    spread = float((centred * centred).sum())
    return float((centred * values).sum()) / spread if spread > 0 else 0.0


def _predict_size(recent: Sequence[Observation], seconds: float) -> float:
    """Foretell a box's side: it is noisy in each frame, so all of the recent ones say it."""
    times = np.array([one.seconds for one in recent])
    sizes = np.log([one.place.size for one in recent])
    typical = float(np.median(sizes))
    line = typical
    if len(recent) >= _SIZE_HISTORY // 2:
        line = float(sizes.mean()) + _slope(times, sizes) * (seconds - float(times.mean()))
    return math.exp(max(typical - _SIZE_TREND, min(typical + _SIZE_TREND, line)))


def _mean_angle(recent: Sequence[Observation]) -> float:
    """Return the mean angle of the latest boxes."""
    latest = [one.place.angle for one in recent[-_ANGLE_HISTORY:]]
    return math.atan2(sum(math.sin(a) for a in latest), sum(math.cos(a) for a in latest))


def predict_box(observations: Sequence[Observation], seconds: float) -> Box:
    """Extrapolate where a body will be looked for, at constant velocity."""
    recent = observations[-_HISTORY:]
    last = recent[-1]
    place = last.place
    if len(recent) < 2:
        return place
    times = np.array([one.seconds for one in recent])
    ahead = seconds - last.seconds
    ahead = math.copysign(min(abs(ahead), _LONGEST_EXTRAPOLATION), ahead)
    dx = _slope(times, np.array([one.place.x for one in recent])) * ahead
    dy = _slope(times, np.array([one.place.y for one in recent])) * ahead
    size = _predict_size(observations[-_SIZE_HISTORY:], last.seconds + ahead)
    return Box(place.x + dx, place.y + dy, size, _mean_angle(recent))
