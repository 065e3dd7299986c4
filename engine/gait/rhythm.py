"""The rhythm of a walk seen from the front or behind: stride frequency and the phase of each leg.

In such a picture the feet hardly move apart; what shows the gait is that a swinging leg bends. Two
signals carry it for each leg: how long the shank looks (knee to ankle) and how low the knee lies. Both
are mixed with perspective (a leg in front is nearer), differently from the front and from behind, so a
heel strike is read from both together: at a heel strike their phasors at the stride frequency, weighted,
point to zero. The weights were fitted on the true keypoints of 240 simulated walks, camera at 0.8 to
1.6 m (residual: 0.5 % of a cycle from the front, 1 % from behind).

Must not know: video, or what is measured over the cycles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.core.keypoints import Keypoint, missing
from engine.core.scale import body_height
from engine.core.sides import Facing
from engine.core.waves import wave_power

Doubles = NDArray[np.float64]

STRIDES_PER_SECOND = (0.5, 1.6)
"""Stride frequencies that are looked for: 60 to 192 steps a minute."""

_PIECE_SECONDS = 5.0
_SMALLEST_AMPLITUDE = 0.012
_SMALLEST_EXPLAINED = 0.5
_DOUBTFUL_ANTIPHASE = 0.12
_FARTHEST_FROM_ANTIPHASE = 0.2
_PLAINLY_EXPLAINED = 0.85
_FEWEST_FRAMES = 12
_ONE_RHYTHM = 0.8
_WINDOW_CYCLES = 0.55
_REACH_CYCLES = 1.4

_LEGS = (
    (Keypoint.LEFT_HIP, Keypoint.LEFT_KNEE, Keypoint.LEFT_ANKLE),
    (Keypoint.RIGHT_HIP, Keypoint.RIGHT_KNEE, Keypoint.RIGHT_ANKLE),
)

# Complex weights of shank and knee, by whether the person is seen from the front (+1) or behind (-1).
_WEIGHTS = {1: (0.70 + 0.74j, -0.09 - 0.28j), -1: (0.10 + 0.44j, -0.62 - 0.01j)}


class LegSignals(NamedTuple):
    """What the picture shows of the legs, in body heights; axis 0: left, right.

    Attributes:
        seconds: Times of the frames that show both legs, float64 ``[F]``.
        shank: How far the ankle lies below the knee, float64 ``[2, F]``.
        knee: How far the knee lies below the middle of the hips, float64 ``[2, F]``.
    """

    seconds: Doubles
    shank: Doubles
    knee: Doubles


@dataclass(frozen=True, slots=True, eq=False)
class Rhythm:
    """A walk's rhythm.

    Attributes:
        frequency: Strides a second.
        strikes: Heel-strike times of the left and of the right foot, seconds, increasing.
        explained: Share of the legs' difference that the stride frequency explains, 0 to 1.
    """

    frequency: float
    strikes: tuple[Doubles, Doubles]
    explained: float


def leg_signals(keypoints: Doubles, seconds: Doubles, facing: Facing) -> LegSignals:
    """Return the legs' signals in the frames whose sides are not in doubt."""
    height = body_height(keypoints, seconds)
    rows = np.where(missing(keypoints), np.nan, keypoints[..., 1]) / height[:, None]
    hips = rows[:, [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]].mean(axis=1)
    shank = np.stack([rows[:, ankle] - rows[:, knee] for _, knee, ankle in _LEGS])
    knee = np.stack([rows[:, knee] - hips for _, knee, _ in _LEGS])
    good = np.isfinite(shank).all(axis=0) & np.isfinite(knee).all(axis=0) & facing.frames
    return LegSignals(seconds[good], shank[:, good], knee[:, good])


def knee_with_shank(signals: LegSignals) -> float | None:
    """Return how far the knee sinks with the shank's length, at the stride frequency; None without steps.

    A bent leg looks short, and it is raised behind the body. From behind, that is nearer to the camera and
    therefore low in the picture, from the front farther away and high. True keypoints of 400 simulated
    walkers on the spot, any camera: from the front -0.04 (95 % -0.17 to 0.15), from behind 1.0 (0.0 to 1.6;
    the smallest from cameras below 0.9 m).

    Returns:
        Real part of the complex regression of the knees' on the shanks' difference; None where their rhythms
        are not one, or there are too few frames.
    """
    times = signals.seconds
    if len(times) < _FEWEST_FRAMES:
        return None
    shanks, knees = (one[0] - one[1] for one in (signals.shank, signals.knee))
    frequency, explained = _stride_frequency(times, (shanks, knees, shanks + knees))
    if explained < _SMALLEST_EXPLAINED:
        return None
    at = np.arange(times[0], times[-1], 1 / (24 * frequency))
    shank, knee = (_phasors(times, one, frequency, at) for one in (shanks, knees))
    seen = np.isfinite(shank) & np.isfinite(knee)
    together = complex(np.vdot(shank[seen], knee[seen]))
    own, other = (float(np.vdot(one[seen], one[seen]).real) for one in (shank, knee))
    if abs(together) < _ONE_RHYTHM * np.sqrt(own * other) or own == 0:
        return None
    return together.real / own


def find_rhythm(signals: LegSignals, facing: Facing) -> Rhythm | None:
    """Find stride frequency and heel strikes, or None where the legs show no steps."""
    times = signals.seconds
    if len(times) < _FEWEST_FRAMES or times[-1] - times[0] < 1.2 / STRIDES_PER_SECOND[1]:
        return None
    difference = signals.shank[0] - signals.shank[1] + signals.knee[0] - signals.knee[1]
    shanks = signals.shank[0] - signals.shank[1]
    knees = signals.knee[0] - signals.knee[1]
    frequency, explained = _stride_frequency(times, (shanks, knees, difference))
    if explained < _SMALLEST_EXPLAINED:
        return None
    phases = [
        _phase(times, signals.shank[leg], signals.knee[leg], frequency, facing.sign)
        for leg in (0, 1)
    ]
    left, right = phases
    if left is None or right is None:
        return None
    apart = np.angle(np.nanmean(np.exp(2j * np.pi * (left.cycles - right.cycles - 0.5))))
    off = float(abs(apart)) / (2 * np.pi)
    if off > _FARTHEST_FROM_ANTIPHASE and explained < _PLAINLY_EXPLAINED:
        return None
    if off > _DOUBTFUL_ANTIPHASE:
        # Few cycles do not show each leg by itself; their difference may still show both.
        both = _phase(times, shanks, knees, frequency, facing.sign)
        if both is None:
            return None
        left, right = both, _Phase(both.seconds, both.cycles - 0.5)
    strikes = (_whole_phases(left), _whole_phases(right))
    return Rhythm(frequency, strikes, explained)


def _pieces(times: Doubles) -> list[slice]:
    """Cut a walk into overlapping pieces of some seconds: rhythm drifts over a long one."""
    length = times[-1] - times[0]
    count = max(1, int(np.ceil(2 * length / _PIECE_SECONDS)) - 1)
    starts = times[0] + np.linspace(0, max(0.0, length - _PIECE_SECONDS), count)
    edges = [np.searchsorted(times, [start, start + _PIECE_SECONDS + 1e-9]) for start in starts]
    pieces = [slice(int(a), int(b)) for a, b in edges]
    return [piece for piece in pieces if piece.stop - piece.start >= _FEWEST_FRAMES]


def _stride_frequency(times: Doubles, signals: tuple[Doubles, ...]) -> tuple[float, float]:
    """Find the frequency that explains most of a signal's variance (least squares; uneven times are fine)."""
    grid = np.arange(STRIDES_PER_SECOND[0], STRIDES_PER_SECOND[1] + 1e-9, 0.01)
    pieces = _pieces(times)
    if not pieces:
        return float(grid[0]), 0.0
    best = np.zeros(len(grid))
    for signal in signals:
        explained = np.zeros(len(grid))
        weights = 0.0
        for piece in pieces:
            power, total = _explained(times[piece], signal[piece], grid)
            explained += power
            weights += total
        large = np.sqrt(2 * weights / max(1, sum(p.stop - p.start for p in pieces)))
        if large > _SMALLEST_AMPLITUDE:
            best = np.maximum(best, explained / max(weights, 1e-12))
    peak = int(best.argmax())
    return float(grid[peak]), float(best[peak])


def _explained(times: Doubles, signal: Doubles, grid: Doubles) -> tuple[Doubles, float]:
    """Return the sum of squares that a sine and a cosine explain at each frequency, and the whole one."""
    lag = np.broadcast_to(times - times.mean(), (len(grid), len(times)))
    angle = 2 * np.pi * grid[:, None] * lag
    same = np.broadcast_to(signal[:, None], (len(grid), len(times), 1))
    power, whole = wave_power(lag, angle, same)
    return power[:, 0], float(whole[0, 0])


class _Phase(NamedTuple):
    """Phase of a leg, cycles since a heel strike, on a fine grid of times; NaN in gaps."""

    seconds: Doubles
    cycles: Doubles


def _phase(
    times: Doubles, shank_signal: Doubles, knee_signal: Doubles, frequency: float, sign: int
) -> _Phase | None:
    """Return the phase of a leg, or of the legs' difference (then that of the left), or None in gaps."""
    at = np.arange(times[0], times[-1], 1 / (24 * frequency))
    shank = _phasors(times, shank_signal, frequency, at)
    knee = _phasors(times, knee_signal, frequency, at)
    weights = _WEIGHTS[sign]
    heel = weights[0] * shank + weights[1] * knee
    good = np.isfinite(heel) & (np.abs(heel) > 0)
    if good.sum() < len(at) / 2:
        return None
    cycles = np.full(len(at), np.nan)
    cycles[good] = np.unwrap(np.angle(heel[good])) / (2 * np.pi) + frequency * at[good]
    return _Phase(at, cycles)


def _phasors(
    times: Doubles, signal: Doubles, frequency: float, at: Doubles
) -> NDArray[np.complex128]:
    """Return the signal's complex amplitude at the stride frequency about each time; NaN where frames lack.

    Each is a least-squares fit of a line and two harmonics with Gaussian weights over about a cycle, so
    that uneven times and short gaps do no harm. The signal is about Re(phasor x exp(2 pi i f t)).
    """
    window, reach = _WINDOW_CYCLES / frequency, _REACH_CYCLES / frequency
    result = np.full(len(at), np.nan + 0j)
    first, end = np.searchsorted(times, [at - reach, at + reach])
    places = first[:, None] + np.arange(max(1, int((end - first).max(initial=0))))
    within = places < end[:, None]
    places = np.minimum(places, len(times) - 1)
    lag = times[places] - at[:, None]
    away = np.where(within, np.abs(lag), np.inf)
    near = (away < 0.5 / frequency).sum(axis=1)
    seen = (near >= 5) & (away.min(axis=1) <= 0.3 / frequency)
    if not seen.any():
        return result
    lag, near = lag[seen], near[seen]
    weight = np.exp(-0.25 * (lag / window) ** 2) * within[seen]
    angle = 2 * np.pi * frequency * lag
    # The second harmonic only where there are enough frames for it.
    twice = np.where(near >= 10, 1.0, 0.0)[:, None]
    terms = [np.ones_like(lag), frequency * lag, np.cos(angle), np.sin(angle)]
    terms += [twice * np.cos(2 * angle), twice * np.sin(2 * angle)]
    design = np.stack(terms, axis=2) * weight[..., None]
    across = np.swapaxes(design, 1, 2)
    wanted = across @ (signal[places[seen]] * weight)[..., None]
    fitted = np.linalg.solve(across @ design + 1e-6 * np.eye(len(terms)), wanted)[..., 0]
    result[seen] = (fitted[:, 2] - 1j * fitted[:, 3]) * np.exp(-2j * np.pi * frequency * at[seen])
    return result


def _whole_phases(phase: _Phase) -> Doubles:
    """Return the times at which the phase passes a whole number, increasing."""
    strikes = []
    steps = zip(phase.seconds, phase.cycles, phase.seconds[1:], phase.cycles[1:], strict=False)
    for start, before, end, after in steps:
        if not (np.isfinite(before) and np.isfinite(after)) or after <= before:
            continue
        whole = np.ceil(before)
        if before <= whole < after:
            strikes.append(start + (end - start) * (whole - before) / (after - before))
    return np.asarray(strikes, np.float64)
