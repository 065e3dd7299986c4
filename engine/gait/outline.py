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

LEG_LEVELS = tuple(np.round(np.arange(1.1, 2.71, 0.1), 3).tolist())
"""Levels, on the same scale, at which the outer edges of both legs are read."""

_WIDEST_LEGS = 0.16
_LOWEST_TOP = 0.15
_NEAREST_FLANK = 0.02
_FEWEST_POINTS = 8


class OutlineReadings(NamedTuple):
    """What was read in each frame, body heights; the last axis is left, right; NaN where nothing is seen.

    Attributes:
        tops: Upper outline under the shoulders' middle (downwards), float64 ``[T, offsets, 2]``.
        flanks: Edges of the trunk from its line (outwards), float64 ``[T, levels, 2]``.
        legs: Outer edges of the legs from the hips' middle (outwards), float64 ``[T, levels, 2]``.
    """

    tops: Doubles
    flanks: Doubles
    legs: Doubles


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
    readings = OutlineReadings(
        *(np.full((frames, len(k), 2), np.nan) for k in (TOP_OFFSETS, FLANK_LEVELS, LEG_LEVELS))
    )
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
        readings.legs[frame] = _legs(own, hip)
    return readings


def _crossings(outline: Doubles, levels: Doubles, axis: int) -> Doubles:
    """Give the other coordinate where the closed outline crosses each level, ``[L, N]``, NaN elsewhere."""
    following = np.roll(outline, -1, axis=0)
    before = outline[:, axis] - levels[:, None]
    after = following[:, axis] - levels[:, None]
    hit = (before < 0) != (after < 0)
    share = before / np.where(hit, before - after, 1.0)
    other = 1 - axis
    places = outline[:, other] + share * (following[:, other] - outline[:, other])
    return np.where(hit, places, np.nan)


def _least(values: Doubles, chosen: NDArray[np.bool_]) -> Doubles:
    """Give the least chosen value of each row, NaN where there is none."""
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


def _legs(outline: Doubles, hip: Doubles) -> Doubles:
    edges = _crossings(outline, np.array(LEG_LEVELS) * hip[1], axis=1) - hip[0]
    # Hands swing beside the thighs: what lies beyond the widest hips is left out.
    near = np.abs(edges) < _WIDEST_LEGS
    return np.stack([-_least(-edges, near), -_least(edges, near)], axis=1)


def height_differences(curves: Doubles, levels: Doubles) -> tuple[float, float]:
    """Tell how much lower the left curve lies than the right one.

    Two mirrored curves of which one is lowered by d differ by -d times their slope; an offset and a slant
    (the trunk leans, the line is off) are let free.

    Args:
        curves: float64 ``[levels, 2]``, left and right edge.
        levels: float64 ``[levels]``.

    Returns:
        The difference, in the unit of ``levels``, and how well it is determined (the curve's slope, 0 for
        straight edges, in which no height can be told).
    """
    there = np.isfinite(curves).all(axis=1)
    if there.sum() < 6:
        return 0.0, 0.0
    place, middle = levels[there], curves[there].mean(axis=1)
    difference = curves[there, 0] - curves[there, 1]
    slope = np.gradient(middle, place)
    plain = np.stack([np.ones_like(place), place - place.mean()], axis=1)
    basis, _ = np.linalg.qr(plain)
    slope = slope - basis @ (basis.T @ slope)
    difference = difference - basis @ (basis.T @ difference)
    strength = float((slope**2).sum())
    noise = 0.004**2 * len(place)
    lowered = -float((slope * difference).sum()) / (strength + noise)
    return lowered, strength / (strength + noise)
