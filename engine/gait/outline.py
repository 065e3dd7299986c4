"""What the outline of the mask says of posture: shoulder line, flanks, hips and legs.

A pose network places shoulders and hips by habit; the outline shows where the body really ends. All
places are taken about the trunk's keypoints, lateral towards the own left, in body heights.

Must not know: what is fitted to it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.core.keypoints import Keypoint
from engine.gait.sequence import GaitSequence

Doubles = NDArray[np.float64]

TOP_OFFSETS = tuple(np.round(np.arange(0.035, 0.121, 0.0085), 4).tolist())
"""Lateral distances from the shoulders' middle at which the upper outline is read, body heights."""

FLANK_LEVELS = tuple(np.round(np.arange(0.2, 1.51, 0.05), 3).tolist())
"""Levels from shoulders (0) to hips (1) at which both flanks are read: the edge next to the trunk's line."""

CAP_LEVELS = tuple(np.round(np.arange(-0.32, 0.42, 0.02), 3).tolist())
"""Levels, on the same scale, at which the outermost edges about the shoulders are read."""

LEG_LEVELS = tuple(np.round(np.arange(1.1, 2.71, 0.05), 3).tolist())
"""Levels, on the same scale, at which the edges of both legs are read."""

_WIDEST_LEGS = 0.16
_LOWEST_TOP = 0.15
_NEAREST_FLANK = 0.02
_FEWEST_POINTS = 8
_WIDEST_SHOULDERS = 0.22
_FEWEST_LEVELS = 6
_ROUNDS = 1
# A curve whose slope varies less than this (body heights a level) tells no height.
_STRAIGHT = 0.004


class OutlineReadings(NamedTuple):
    """What was read in each frame, body heights; the last axis is left, right; NaN where nothing is seen.

    Attributes:
        tops: Upper outline under the shoulders' middle (downwards), float64 ``[T, offsets, 2]``.
        flanks: Edges of the trunk from its line (outwards), float64 ``[T, levels, 2]``.
        legs: Outer edges of the legs from the hips' middle (outwards), float64 ``[T, levels, 2]``.
        gaps: Inner edges of the legs, the same way.
        caps: Outermost edges about the shoulders, from their middle.
    """

    tops: Doubles
    flanks: Doubles
    legs: Doubles
    gaps: Doubles
    caps: Doubles


def outline_readings(
    sequence: GaitSequence, *, sign: int, height: Doubles, good: NDArray[np.bool_]
) -> OutlineReadings:
    """Read the outline in each frame.

    Args:
        sequence: The walk, sides settled.
        sign: +1 where the own left lies to the right of the picture.
        height: Body height, px, float64 ``[T]``.
        good: bool ``[T]``, frames to read.
    """
    frames = len(sequence)
    places = (TOP_OFFSETS, FLANK_LEVELS, LEG_LEVELS, LEG_LEVELS, CAP_LEVELS)
    readings = OutlineReadings(*(np.full((frames, len(k), 2), np.nan) for k in places))
    points = sequence.keypoints.astype(np.float64)[..., :2]
    shoulders = points[:, [Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER]].mean(axis=1)
    hips = points[:, [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]].mean(axis=1)
    own_axes = np.array([sign, 1.0])
    for frame in np.flatnonzero(good):
        outline = sequence.outline(int(frame)).astype(np.float64)
        if len(outline) < _FEWEST_POINTS:
            continue
        own = (outline - shoulders[frame]) / height[frame] * own_axes
        hip = (hips[frame] - shoulders[frame]) / height[frame] * own_axes
        readings.tops[frame] = _tops(own)
        readings.flanks[frame] = _flanks(own, hip)
        readings.legs[frame], readings.gaps[frame] = _legs(own, hip)
        readings.caps[frame] = _caps(own, hip)
    return readings


def _crossings(outline: Doubles, levels: Doubles, axis: int) -> Doubles:
    """Return the other coordinate where the closed outline crosses each level, ``[L, N]``, NaN elsewhere."""
    following = np.roll(outline, -1, axis=0)
    before = outline[:, axis] - levels[:, None]
    after = following[:, axis] - levels[:, None]
    hit = (before < 0) != (after < 0)
    share = before / np.where(hit, before - after, 1.0)
    other = 1 - axis
    places = outline[:, other] + share * (following[:, other] - outline[:, other])
    return np.where(hit, places, np.nan)


def _least(values: Doubles, chosen: NDArray[np.bool_]) -> Doubles:
    """Return the least chosen value of each row, NaN where there is none."""
    least = np.where(chosen, values, np.inf).min(axis=1)
    return np.where(np.isfinite(least), least, np.nan)


def _tops(outline: Doubles) -> Doubles:
    sides = []
    for direction in (1.0, -1.0):
        heights = _crossings(outline, direction * np.array(TOP_OFFSETS), axis=0)
        # The edge over the shoulder, not a hand or a foot below.
        sides.append(_least(heights, np.abs(heights) < _LOWEST_TOP))
    return np.stack(sides, axis=1)


def _flanks(outline: Doubles, hip: Doubles) -> Doubles:
    levels = np.array(FLANK_LEVELS)
    edges = _crossings(outline, levels * hip[1], axis=1) - (levels * hip[0])[:, None]
    left = _least(edges, edges > _NEAREST_FLANK)
    right = _least(-edges, edges < -_NEAREST_FLANK)
    return np.stack([left, right], axis=1)


def _legs(outline: Doubles, hip: Doubles) -> tuple[Doubles, Doubles]:
    edges = _crossings(outline, np.array(LEG_LEVELS) * hip[1], axis=1) - hip[0]
    # Hands swing beside the thighs: what lies beyond the widest hips is left out.
    near = np.abs(edges) < _WIDEST_LEGS
    outer = np.stack([-_least(-edges, near), -_least(edges, near)], axis=1)
    # Between the legs lie the two middle edges of four.
    ordered = np.sort(np.where(near, edges, np.inf), axis=1)[:, :5]
    four = np.isfinite(ordered[:, 3]) & ~np.isfinite(ordered[:, 4])
    inner = np.where(four[:, None], ordered[:, [2, 1]] * np.array([1.0, -1.0]), np.nan)
    return outer, inner


def _caps(outline: Doubles, hip: Doubles) -> Doubles:
    edges = _crossings(outline, np.array(CAP_LEVELS) * hip[1], axis=1)
    near = np.abs(edges) < _WIDEST_SHOULDERS
    return np.stack([-_least(-edges, near), -_least(edges, near)], axis=1)


def height_differences(curves: Doubles, levels: Doubles) -> tuple[float, float]:
    """Tell how much lower the left curve lies than the right one.

    Two mirrored curves of which one is lowered by d differ by -d times their slope; an offset and a slant
    (the trunk leans, the line is off) are let free. Repeated with both curves moved towards each other.

    Args:
        curves: float64 ``[levels, 2]``, left and right edge.
        levels: float64 ``[levels]``.

    Returns:
        The difference, in the unit of ``levels``, and how well it is determined, 0 to 1 (0 for straight
        edges, in which no height can be told).
    """
    there = np.isfinite(curves).all(axis=1)
    if there.sum() < _FEWEST_LEVELS:
        return 0.0, 0.0
    place, left, right = levels[there], curves[there, 0], curves[there, 1]
    limit = 0.2 * (place[-1] - place[0])
    lowered, certain = 0.0, 0.0
    for _ in range(_ROUNDS):
        moved_left = np.interp(place + lowered / 2, place, left)
        moved_right = np.interp(place - lowered / 2, place, right)
        step, certain = _step(place, moved_left, moved_right)
        lowered = float(np.clip(lowered + step, -limit, limit))
    return lowered, certain


def _step(place: Doubles, left: Doubles, right: Doubles) -> tuple[float, float]:
    slope, difference = np.gradient((left + right) / 2, place), left - right
    basis, _ = np.linalg.qr(np.stack([np.ones_like(place), place - place.mean()], axis=1))
    slope = slope - basis @ (basis.T @ slope)
    difference = difference - basis @ (basis.T @ difference)
    strength = float((slope**2).sum())
    total = strength + _STRAIGHT**2 * len(place)
    return -float((slope * difference).sum()) / total, strength / total
