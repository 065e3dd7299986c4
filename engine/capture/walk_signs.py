"""What the last seconds of a person in a live picture say of walking: growth, steps, width, way across.

All in body lengths, so that distance from the camera and size of the picture do not matter; nothing looks
ahead. Left and right may be swapped from frame to frame: no sign depends on which is which.

Must not know: pictures, networks, or what is made of the signs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.core.keypoints import Keypoint

Doubles = NDArray[np.float64]

_HEAD = slice(0, 5)
_SHOULDERS = [Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER]
_HIPS = [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]
_ANKLES = [Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE]
_LIFTED = 0.012
"""How much higher than the other a foot is that steps, by the body's length."""
_SPARE = 1
"""Samples at either end of a swing that may be outliers."""


_LINE_SECONDS = 1.5
"""How slowly the line follows a body that leaves it."""
_EDGE = 0.3
"""Seconds at either end of a window whose median is its beginning or end."""
_AGREES = 0.3
"""Share of the whole body's growth that the upper and the lower body have at least, each."""


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """The person guided, in one frame.

    Attributes:
        seconds: Time of the frame.
        points: COCO-17 in px of the full frame, float ``[17, 2]``.
        lowest: Row of the lowest point of the feet (ankles, heels, toes), px.
        width: Width of the frame, px.
        height: Height of the frame, px.
    """

    seconds: float
    points: NDArray[np.floating]
    lowest: float
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Posture:
    """One sighting as the few numbers that the signs are made of.

    Attributes:
        seconds: Time.
        upper: From the head to the hips, px.
        lower: From the hips to the lower ankle, px.
        rise: How much higher one ankle is than the other, by the body's length.
        width: Distance of the shoulders, by the length of the trunk.
        across: Column of the hips, px.
        facing: Shoulders in the picture, from the right one to the left one, by the length of the trunk:
            positive from the front, where the sides are not swapped.
    """

    seconds: float
    upper: float
    lower: float
    rise: float
    width: float
    across: float
    facing: float

    @property
    def length(self) -> float:
        """From the head to the ankles, px."""
        return self.upper + self.lower


def posture_of(sighting: Sighting) -> Posture:
    """Reduce a sighting to what the signs are made of."""
    points = np.asarray(sighting.points, np.float64)
    head, hips = float(points[_HEAD, 1].mean()), points[_HIPS].mean(axis=0)
    ankles, shoulders = points[_ANKLES], points[_SHOULDERS]
    upper = max(float(hips[1]) - head, 1.0)
    # Down to the foot that stands: whoever lifts a knee becomes no smaller.
    lower = max(float(ankles[:, 1].max() - hips[1]), 1.0)
    trunk = max(float(np.linalg.norm(shoulders.mean(axis=0) - hips)), 1.0)
    apart = shoulders[0] - shoulders[1]
    return Posture(
        seconds=sighting.seconds,
        upper=upper,
        lower=lower,
        rise=float(ankles[1, 1] - ankles[0, 1]) / (upper + lower),
        width=float(np.linalg.norm(apart)) / trunk,
        across=float(hips[0]),
        facing=float(apart[0]) / trunk,
    )


@dataclass(frozen=True, slots=True)
class Signs:
    """What a window of time says.

    Attributes:
        seconds: How long the window really is.
        growth: Change of the logarithm of the size a second; positive for somebody who comes nearer. Zero
            where the upper and the lower body do not both change so.
        net: Change of the logarithm of the size from the beginning of the window to its end.
        swing: How far the ankles rise against each other, from one end to the other, by the body's length.
        width: Median distance of the shoulders, by the length of the trunk.
        speed_across: Way of the hips across the picture, body lengths a second.
    """

    seconds: float
    growth: float
    net: float
    swing: float
    width: float
    speed_across: float


NOTHING = Signs(0.0, 0.0, 0.0, 0.0, 1.0, 0.0)


def signs_of(postures: Sequence[Posture], window: float) -> Signs:
    """Return the signs of the last ``window`` seconds; `NOTHING` for fewer than four sightings."""
    if not postures:
        return NOTHING
    since = postures[-1].seconds - window - 1e-6
    seen = [one for one in postures if one.seconds >= since]
    if len(seen) < 4:
        return NOTHING
    times = np.array([one.seconds for one in seen])
    upper, lower = (np.log([getattr(one, name) for one in seen]) for name in ("upper", "lower"))
    size = np.log([one.length for one in seen])
    growth = _slope(times, size)
    parts = _slope(times, upper), _slope(times, lower)
    agree = growth != 0 and all(part / growth >= _AGREES for part in parts)
    lengths = np.exp(size)
    ordered = np.sort([one.rise for one in seen])
    spare = _SPARE if len(seen) >= 8 else 0
    across = np.array([one.across for one in seen])
    return Signs(
        seconds=float(times[-1] - times[0]),
        growth=growth if agree else 0.0,
        net=float(
            np.median(size[times > times[-1] - _EDGE]) - np.median(size[times < times[0] + _EDGE])
        ),
        swing=float(ordered[-1 - spare] - ordered[spare]),
        width=float(np.median([one.width for one in seen])),
        speed_across=abs(_slope(times, across)) / float(np.median(lengths)),
    )


class Line:
    """The line on which somebody walks: where in the picture a body is expected from left to right.

    Whoever comes or goes stays on it; who leaves it at once may be somebody else who passes in front.
    """

    def __init__(self) -> None:
        self._at: tuple[float, float] | None = None

    def deviation(self, seconds: float, across: float, length: float) -> float:
        """Take a body's column and length, px; return how far off the line it is, in its lengths."""
        if self._at is None:
            self._at = seconds, across
        before, line = self._at
        share = min(1.0, max(0.0, seconds - before) / _LINE_SECONDS)
        self._at = seconds, line + share * (across - line)
        return abs(across - line) / max(length, 1.0)


def count_steps(postures: Sequence[Posture]) -> int:
    """Count how often the ankle that is higher changes: about the steps of somebody who walks."""
    lifted = [one.rise > 0 for one in postures if abs(one.rise) >= _LIFTED]
    return sum(now != before for before, now in pairwise(lifted))


def _slope(times: Doubles, values: Doubles) -> float:
    """Return the median slope of all pairs at least a third of the time apart (Theil and Sen)."""
    first, second = np.triu_indices(len(times), 1)
    apart = times[second] - times[first]
    far = apart >= (times[-1] - times[0]) / 3
    if not far.any() or apart.max() <= 0:
        return 0.0
    slopes = (values[second] - values[first])[far] / apart[far]
    return float(np.median(slopes))


def onset(postures: Sequence[Posture], since: float) -> float:
    """Tell when a body that now comes or goes began to: before that its size stood still.

    The inverse size of somebody who walks steadily is straight in time; of all moments to bend from level
    to straight the one that fits best is taken.

    Args:
        postures: In order of time, the last one of now.
        since: What lies before does not count.
    """
    seen = [one for one in postures if one.seconds >= since]
    if len(seen) < 6:
        return seen[0].seconds if seen else since
    times = np.array([one.seconds for one in seen])
    lengths = np.pad([one.length for one in seen], 1, mode="edge")
    inverse = 1.0 / np.median(np.stack([lengths[:-2], lengths[1:-1], lengths[2:]]), axis=0)
    inverse /= inverse.mean()
    best, found = np.inf, float(times[0])
    for bend in times[:-4]:
        ramp = np.maximum(times - bend, 0.0)
        design = np.stack([np.ones_like(times), ramp], axis=1)
        _, error, _, _ = np.linalg.lstsq(design, inverse, rcond=None)
        left = float(error[0]) if len(error) else np.inf
        if left < best:
            best, found = left, float(bend)
    return found
