"""The vertical of a room with few upright edges: floor joints, skirting boards and ceilings say it, too.

A bare room has two or three upright edges, which are too few to trust by themselves. But edges that run level
meet on the horizon, and where they run in directions at right angles (a "Manhattan world"; J. M. Coughlan,
A. L. Yuille, ICCV 1999) one room explains all of them and the upright ones together. A search over all rooms
that may be finds those that explain most; least squares refine each.

Must not know: where pictures come from, or what is measured with the level.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.core.level import up_of
from engine.perception.camera.line_segments import LineSegments
from engine.perception.camera.room_axes import angles_to
from engine.perception.camera.vanishing_point import (
    NARROW,
    VerticalEstimate,
    largest_error,
    local_distance,
    usual,
)

Doubles = NDArray[np.float64]

ROOM_ERROR = 0.6
"""Standard deviation of a vertical that the whole room tells, degrees: what runs level depends on the lens,
which is mostly not known (rms 0.3 in rendered rooms, but one in twenty is off by more than 0.8)."""

_ROLLS = np.arange(-12.0, 12.5, 2.0)
_PITCHES = np.arange(-24.0, 25.0, 3.0)
_TURNS = np.arange(0.0, 90.0, 3.0)
_SEARCHED, _MOST_SEGMENTS = 60, 300
_COARSE, _FINE = 1.2, 0.5
_ROUNDS = 12
_MOST_MODES = 8
_MODE_APART = np.array([4.0, 6.0, 9.0])
_AGREES = 1.2
_STEP = 0.05
_LEAST_EXPLAINED, _SECOND, _WIDEST_SPREAD = 0.8, 0.85, 0.25
_SECOND_APART = 3.0
_FEWEST, _FEWEST_ALONG = 6, 2
"""When a room is believed. Chosen on 120 rendered rooms, tried on 100 others; in six real scenes that are
hardly boxes, whatever was taken away, no room explained more than three quarters."""


class Room(NamedTuple):
    """A room that explains edges.

    Attributes:
        angles: Roll and pitch of the camera, and turn of the room about the vertical, degrees, ``[3]``.
        covariance: Of the angles, ``[3, 3]``.
        explained: Share of the edges' length that it explains.
        worth: The same, less for a camera that is tilted far.
        counts: How many edges run upright and along each of the two level directions, int64 ``[3]``.
        reach: How far apart these lie across the picture, shares of its longer side.
    """

    angles: Doubles
    covariance: Doubles
    explained: float
    worth: float
    counts: NDArray[np.int64]
    reach: float


def vertical_of_room(
    segments: LineSegments, *, focal_px: float, size: tuple[int, int]
) -> VerticalEstimate | None:
    """Find the vertical of the room that explains nearly all edges; None where no room plainly does.

    Args:
        segments: Of one picture, in all directions.
        focal_px: Focal length, px.
        size: Width and height of the picture, px.
    """
    focal = focal_px / max(size)
    rooms = rooms_of(segments, focal)
    if not rooms:
        return None
    best = rooms[0]
    angles, count = best.angles[:2], int(best.counts.sum())
    apart = local_distance(np.array([one.angles[:2] for one in rooms]), angles, focal)
    others = [one for one, far in zip(rooms, apart, strict=True) if far > _SECOND_APART]
    second = max((one.worth for one in others), default=0.0) / best.worth
    spread = largest_error(angles, best.covariance[:2, :2], focal)
    if (
        best.explained < _LEAST_EXPLAINED
        or second > _SECOND
        or spread > _WIDEST_SPREAD
        or count < _FEWEST
        or best.reach * max(size) / size[0] < NARROW
        or (best.counts >= _FEWEST_ALONG).sum() < 2
    ):
        return None
    error = max(spread, ROOM_ERROR)
    return VerticalEstimate(float(angles[0]), float(angles[1]), error, None, count)


def rooms_of(segments: LineSegments, focal: float) -> list[Room]:
    """Return the different rooms that explain the most edges, the best first.

    Args:
        segments: Of a picture, in all directions.
        focal: Focal length, share of the picture's longer side.
    """
    if len(segments.lengths) == 0:
        return []
    # The longest come first.
    place = np.arange(len(segments.lengths))
    segments, some = segments.select(place < _MOST_SEGMENTS), segments.select(place < _SEARCHED)
    grid = np.stack(np.meshgrid(_ROLLS, _PITCHES, _TURNS, indexing="ij"), axis=-1).reshape(-1, 3)
    scores = np.concatenate(
        [_explained(some, part, focal) * usual(part[:, :2]) for part in np.array_split(grid, 64)]
    )
    rooms: list[Room] = []
    for _ in range(_MOST_MODES):
        best = int(scores.argmax())
        if scores[best] <= 0:
            break
        rooms.append(_refined(segments, grid[best], focal))
        away = np.abs(grid - grid[best])
        away[:, 2] = np.minimum(away[:, 2], 90.0 - away[:, 2])
        scores[(away < _MODE_APART).all(axis=1)] = -1.0
    rooms = [one for one in rooms if one.explained > 0]
    return sorted(rooms, key=lambda one: -one.worth)


def _misses(segments: LineSegments, rooms: Doubles, focal: float) -> Doubles:
    """Return the signed angles between segments and the axes of rooms ``[M, 3]``, degrees ``[3, M, N]``.

    Infinite where a segment says nothing of an axis.
    """
    up = up_of(rooms[:, :2])
    first = np.cross(up, [0.0, 0.0, 1.0])
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    second = np.cross(up, first)
    turn = np.radians(rooms[:, 2:])
    axes = np.stack([
        up,
        np.cos(turn) * first + np.sin(turn) * second,
        np.cos(turn) * second - np.sin(turn) * first,
    ])  # fmt: skip
    miss = angles_to(segments, axes, focal)
    miss[0, :, ~segments.steep] = np.inf
    return miss


def _explained(segments: LineSegments, rooms: Doubles, focal: float) -> Doubles:
    """Return the share of the segments' length that rooms ``[M, 3]`` explain, ``[M]``."""
    nearest = np.abs(_misses(segments, rooms, focal)).min(axis=0)
    lengths = (np.exp(-0.5 * (nearest / _COARSE) ** 2) * segments.weights).sum(axis=1)
    return np.asarray(lengths / segments.weights.sum())


def _nearest(
    segments: LineSegments, room: Doubles, focal: float
) -> tuple[NDArray[np.int64], Doubles]:
    """Return which axis of a room is nearest to each segment, and the angle to it, degrees."""
    misses = _misses(segments, room[None], focal)[:, 0]
    axis = np.abs(misses).argmin(axis=0)
    return axis, misses[axis, np.arange(len(axis))]


def _refined(segments: LineSegments, start: Doubles, focal: float) -> Room:
    """Refine a room by least squares with weights that fall with the distance."""
    room, covariance = start.copy(), np.eye(3)
    for turn in range(_ROUNDS):
        axis, miss = _nearest(segments, room, focal)
        scale = max(_FINE, _COARSE * 0.7**turn)
        told = np.isfinite(miss)
        miss = np.where(told, miss, 0.0)
        weights = np.where(told, segments.weights / (1.0 + (miss / scale) ** 2) ** 2, 0.0)
        moved = _misses(segments, room + _STEP * np.eye(3), focal)
        moved = moved[axis, :, np.arange(len(axis))]
        slope = np.where(np.isfinite(moved), (moved - miss[:, None]) / _STEP, 0.0)
        # A weak pull to the level keeps a pitch of which the edges say nothing from running away.
        normal = (slope * weights[:, None]).T @ slope + np.diag([1e-6, 2e-5, 1e-6])
        pull = np.array([0.0, 2e-5 * room[1], 0.0])
        step = np.linalg.solve(normal, (slope * weights[:, None]).T @ miss + pull)
        room = room - np.clip(step, -3.0, 3.0)
        inverse = np.linalg.inv(normal)
        # Edges, not their px, are what is drawn by chance: each counts once.
        score = slope * (weights * miss)[:, None]
        covariance = inverse @ (score.T @ score) @ inverse
    axis, miss = _nearest(segments, room, focal)
    close = np.abs(miss) < _AGREES
    explained = float(_explained(segments, room[None], focal)[0])
    worth = explained * float(usual(room[None, :2])[0])
    across = segments.middles[close, 0]
    reach = float(np.ptp(across)) if len(across) else 0.0
    counts = np.bincount(axis[close], minlength=3)
    return Room(room, covariance, explained, worth, counts, reach)
