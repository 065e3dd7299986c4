"""What adhesive dots measure: tilts of shoulders and hips, and where C7 stands over pelvis and feet.

Definitions (means over whole gait cycles in which both dots were seen; positive: the person's own left is
lower, or C7 lies to the own left):

- shoulder_tilt: angle of the line between the dots on the acromia to the horizontal, degrees;
- hip_tilt: the same of the dots on the iliac spines (anterior from the front, posterior from behind);
- c7_over_pelvis: the dot on C7 from the middle of the dots on the iliac spines, percent of body height;
- c7_over_ankles: the same from the middle of the dots on the ankles.

The interval joins the spread from cycle to cycle with the error of a dot's place and of the view, both
known from phantoms (docs/measurements.md). Must not know how dots are found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from engine.core.classes import Side
from engine.core.measurands import BY_DOTS, MEASURANDS
from engine.core.result import GaitFacts, Measurement
from engine.core.scale import body_height
from engine.core.sites import Site
from engine.gait.cycles import over_cycles, whole_cycles
from engine.gait.intervals import cycle_half_width
from engine.gait.sequence import GaitSequence

Doubles = NDArray[np.float64]
Bools = NDArray[np.bool_]

_PLACE_PX = 0.06
_PLACE_SHARE = 0.012
"""Standard deviation of a dot's place that does not average out: px, and share of its diameter."""
_FRAME_PX = 0.3
_LEAST_SEEN = 0.55
_STEADY = 0.5
"""Share of the frames, from the first to the last in which they are seen together, in which dots have to be
seen: those that flicker more are at the edge of what a compressed picture keeps, and lie wrongly."""
_LEAST_APART = 0.02
"""Smallest distance of two dots of a line, body heights."""


@dataclass(frozen=True, slots=True, eq=False)
class _Layer:
    """Dots in the person's own axes.

    Attributes:
        lateral: Towards the own left, body heights, float64 ``[T, D]``.
        down: Downwards, body heights, float64 ``[T, D]``.
        seen: bool ``[T, D]``.
        heights: Body height, px, float64 ``[T]``.
        diameters: Mean diameter of each dot, body heights, float64 ``[D]``.
        tracks: Column of each landmark.
    """

    lateral: Doubles
    down: Doubles
    seen: Bools
    heights: Doubles
    diameters: Doubles
    tracks: Mapping[Site, int]


def measure_dots(
    sequence: GaitSequence, gait: GaitFacts, camera: Mapping[str, float] = MappingProxyType({})
) -> dict[str, Measurement]:
    """Measure what the dots of a walk carry.

    Args:
        sequence: The walk, levelled as far as the camera's level is known (`engine.gait.levelling`).
        gait: Its events, from `engine.gait.events.gait_facts`.
        camera: Standard deviation that the camera adds to each measurement, in its unit; nothing
            where none is given.

    Returns:
        Those of `BY_DOTS` that the dots measure, each with ``source="dots"``; nothing where there are no
        dots, or sides are in doubt.
    """
    if sequence.dots is None or sequence.facing.in_doubt:
        return {}
    layer = _lay_out(sequence)
    found = {}
    for name, known in BY_DOTS.items():
        if not all(site in layer.tracks for site in known.sites):
            continue
        made = _measure(name, known.sites, layer, sequence, gait)
        if made is not None:
            found[name] = _as_measurement(name, *made, camera.get(name, 0.0))
    return found


def _lay_out(sequence: GaitSequence) -> _Layer:
    assert sequence.dots is not None  # noqa: S101 - asked before
    places = sequence.dots.places.astype(np.float64)
    heights = body_height(sequence.keypoints.astype(np.float64), sequence.seconds)
    seen = sequence.dots.seen & np.isfinite(heights)[:, None]
    scale = np.where(np.isfinite(heights), heights, 1.0)[:, None]
    middle = sequence.source.width / 2
    share = np.where(seen, places[..., 2] / scale, 0.0)
    return _Layer(
        lateral=sequence.facing.sign * (places[..., 0] - middle) / scale,
        down=places[..., 1] / scale,
        seen=seen & sequence.facing.frames[:, None],
        heights=heights,
        diameters=share.sum(axis=0) / np.maximum(seen.sum(axis=0), 1),
        tracks=sequence.dots.tracks,
    )


def _measure(
    name: str, needed: tuple[Site, ...], layer: _Layer, sequence: GaitSequence, gait: GaitFacts
) -> tuple[Doubles, float] | None:
    """Measure one thing over the cycles in which its dots were seen; None where there is none.

    Returns:
        Its value in each cycle, and the standard deviation of the error of the dots' places.
    """
    columns = [layer.tracks[site] for site in needed]
    together: Bools = np.asarray(layer.seen[:, columns].all(axis=1))
    cycles = _covered_cycles(gait, sequence.seconds, together)
    if not cycles or _steadiness(together, sequence.facing.frames) < _STEADY:
        return None
    both = np.stack([layer.lateral[:, columns], layer.down[:, columns]], axis=1)
    laid = over_cycles(both, sequence.seconds, together, cycles).mean(axis=1)
    height = float(1.0 / np.mean(1.0 / layer.heights[together]))
    # Two dots, each off by a little that stays; and by chance, which many frames even out.
    stays = _PLACE_PX / height + _PLACE_SHARE * float(layer.diameters[columns].mean())
    place = np.sqrt(2.0) * np.hypot(stays, _FRAME_PX / height / np.sqrt(together.sum()))
    # What is lost of dots in some frames is bent in the others: compression takes by and by.
    place *= sequence.facing.frames.sum() / together.sum()
    if MEASURANDS[name].tilts:
        return _tilt(laid, place)
    aside = 100.0 * (laid[:, 0, 0] - laid[:, 0, 1:].mean(axis=1))
    return aside, float(100.0 * place)


def _steadiness(together: Bools, frames: Bools) -> float:
    """Return the share of frames in which dots are seen, from the first to the last that shows them all."""
    seen = np.flatnonzero(together)
    span = frames[seen[0] : seen[-1] + 1]
    return float(len(seen) / span.sum())


def _tilt(laid: Doubles, place: float) -> tuple[Doubles, float] | None:
    """Return the angle of a line; ``laid [cycles, 2, 2]``: lateral and down, left and right."""
    apart, lower = (laid[:, :, 0] - laid[:, :, 1]).T
    if float(apart.mean()) < _LEAST_APART:
        return None
    values = np.degrees(np.arctan2(lower, np.maximum(apart, 1e-6)))
    return values, float(np.degrees(place / apart.mean()))


def _covered_cycles(
    gait: GaitFacts, seconds: Doubles, together: Bools
) -> tuple[tuple[float, float], ...]:
    """Return the whole cycles in most of which the dots were seen together."""
    every = np.ones(len(seconds), np.bool_)
    kept = []
    for start, end in whole_cycles(gait, seconds, every):
        inside = (seconds >= start) & (seconds < end)
        if inside.any() and together[inside].mean() >= _LEAST_SEEN:
            kept.append((start, end))
    return tuple(kept)


def _as_measurement(name: str, values: Doubles, place: float, camera: float) -> Measurement:
    error = np.hypot(np.hypot(place, BY_DOTS[name].view), camera)
    half = float(np.hypot(cycle_half_width(values, BY_DOTS[name].cycle), 1.96 * error))
    value = float(values.mean())
    low, high = value - half, value + half
    return Measurement(
        value=value,
        low=low,
        high=high,
        unit=MEASURANDS[name].unit,
        measurable=True,
        side=Side.LEFT if low > 0 else Side.RIGHT if high < 0 else None,
        cycles=len(values),
        source="dots",
    )
