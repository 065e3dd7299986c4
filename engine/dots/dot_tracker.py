"""Spots of many pictures become dots that are followed: each sticks to the body beside some joints.

A dot is looked for where the body has carried it since it was last seen, however long that is: its place
is kept against the keypoints about it, in body heights, so that a dot that was hidden for a while is
the same dot when it comes back.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from engine.core.scale import body_height
from engine.dots.spot_detection import BLUE_YELLOW, CONTRAST, DIAMETER, GREEN_RED, LIGHT, X, Y

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

_GATE = 0.02
_GATE_LATER = 0.035
_LATER_FRAMES = 4
_COLOUR_GATE = 35.0
_FEWEST = 4
_MOST = 24
_LEAST_SHARE = 0.12
_NEAR = 0.08


@dataclass(frozen=True, slots=True, eq=False)
class SpotTracks:
    """Spots followed through a recording, the most often seen first. D tracks over T frames.

    Attributes:
        places: float32 ``[T, D, 4]``: x px, y px, larger diameter px, contrast; zeros where not seen.
        colours: Median colour of each (CIELAB), float32 ``[D, 3]``.
    """

    places: Floats
    colours: Floats


@dataclass(slots=True)
class _SpotTracklet:
    """A spot that is being tracked."""

    weights: Doubles
    offset: Doubles
    colour: Doubles
    last: int
    speed: Doubles = field(default_factory=lambda: np.zeros(2))
    place: Doubles | None = None
    frames: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)


def track_spots(spots: Floats, keypoints: Floats, seconds: Doubles) -> SpotTracks:
    """Track spots through a recording.

    Args:
        spots: float32 ``[T, S, 8]``, see `engine.dots.spot_detection`; rows of zeros where there are fewer.
        keypoints: The person, float32 ``[T, 17, 3]``.
        seconds: float64 ``[T]``.
    """
    points = keypoints[..., :2].astype(np.float64)
    heights = body_height(keypoints.astype(np.float64), seconds)
    tracklets: list[_SpotTracklet] = []
    for frame in range(len(spots)):
        if not np.isfinite(heights[frame]):
            continue
        rows = np.flatnonzero(spots[frame, :, DIAMETER] > 0)
        seen = spots[frame, rows].astype(np.float64)
        new = _link(tracklets, seen, rows, frame, points[frame], heights[frame])
        tracklets += new
    return _collect(tracklets, spots)


def _link(
    tracklets: list[_SpotTracklet],
    seen: Doubles,
    rows: NDArray[np.intp],
    frame: int,
    points: Doubles,
    height: float,
) -> list[_SpotTracklet]:
    """Continue each tracklet with the spot that fits it best; return new ones for the spots that are left."""
    taken = np.zeros(len(seen), np.bool_)
    if tracklets and len(seen):
        carried = np.stack(
            [tracklet.weights @ points + tracklet.offset * height for tracklet in tracklets]
        )
        gone_on = np.stack([_predict(tracklet, frame) for tracklet in tracklets])
        colours = np.stack([tracklet.colour for tracklet in tracklets])
        # Keypoints jump, feet do not stop: whichever of the two says better where it is now.
        away = (
            np.minimum(
                np.linalg.norm(carried[:, None] - seen[None, :, :2], axis=2),
                np.linalg.norm(gone_on[:, None] - seen[None, :, :2], axis=2),
            )
            / height
        )
        hue = np.linalg.norm(colours[:, None] - seen[None, :, GREEN_RED : BLUE_YELLOW + 1], axis=2)
        gap = np.array([frame - tracklet.last for tracklet in tracklets])
        gate = np.where(gap > _LATER_FRAMES, _GATE_LATER, _GATE)[:, None]
        cost = away / gate + hue / _COLOUR_GATE
        barred = (away > gate) | (hue > _COLOUR_GATE)
        for which, row in zip(*linear_sum_assignment(np.where(barred, 100.0, cost)), strict=True):
            if not barred[which, row]:
                _add(tracklets[which], seen[row], int(rows[row]), frame, points, height)
                taken[row] = True
    return [
        _start(seen[row], int(rows[row]), frame, points, height) for row in np.flatnonzero(~taken)
    ]


def _predict(tracklet: _SpotTracklet, frame: int) -> Doubles:
    """Extrapolate a tracklet at constant velocity; infinitely far away after a longer gap."""
    gap = frame - tracklet.last
    if tracklet.place is None or gap > _LATER_FRAMES:
        return np.full(2, np.inf)
    return tracklet.place + gap * tracklet.speed


def _weights(place: Doubles, points: Doubles, height: float) -> Doubles:
    """Return the weight of each keypoint in carrying a place, those nearest to it most, float64 ``[17]``."""
    away = np.linalg.norm(points - place, axis=1) / height
    weights = 1.0 / (away**2 + _NEAR**2) ** 2
    # Hands and elbows swing past the trunk, and carry no dot.
    weights[7:11] = 0.0
    return np.asarray(weights / weights.sum())


def _start(spot: Doubles, row: int, frame: int, points: Doubles, height: float) -> _SpotTracklet:
    weights = _weights(spot[[X, Y]], points, height)
    tracklet = _SpotTracklet(weights, np.zeros(2), spot[[GREEN_RED, BLUE_YELLOW]], frame)
    _add(tracklet, spot, row, frame, points, height)
    return tracklet


def _add(
    tracklet: _SpotTracklet, spot: Doubles, row: int, frame: int, points: Doubles, height: float
) -> None:
    place = spot[[X, Y]]
    if tracklet.place is not None and frame - tracklet.last <= _LATER_FRAMES:
        tracklet.speed = (place - tracklet.place) / (frame - tracklet.last)
    else:
        tracklet.speed = np.zeros(2)
    tracklet.place = place
    tracklet.offset = (place - tracklet.weights @ points) / height
    tracklet.colour = 0.8 * tracklet.colour + 0.2 * spot[[GREEN_RED, BLUE_YELLOW]]
    tracklet.last = frame
    tracklet.frames.append(frame)
    tracklet.rows.append(row)


def _collect(tracklets: list[_SpotTracklet], spots: Floats) -> SpotTracks:
    """Keep the tracklets that were seen often enough."""
    fewest = max(_FEWEST, int(_LEAST_SHARE * len(spots)))
    kept = sorted(
        (tracklet for tracklet in tracklets if len(tracklet.frames) >= fewest),
        key=lambda tracklet: -len(tracklet.frames),
    )[:_MOST]
    places = np.zeros((len(spots), len(kept), 4), np.float32)
    colours = np.zeros((len(kept), 3), np.float32)
    for number, tracklet in enumerate(kept):
        seen = spots[tracklet.frames, tracklet.rows]
        places[tracklet.frames, number] = seen[:, [X, Y, DIAMETER, CONTRAST]]
        colours[number] = np.median(seen[:, [LIGHT, GREEN_RED, BLUE_YELLOW]], axis=0)
    return SpotTracks(places, colours)
