"""How far the trunk is turned against the camera, and what that costs.

Seen from above, a turned trunk looks tilted: the shoulder that is nearer lies lower in the picture. And part
of the way that whoever walks leans forwards is seen as if it went aside. The
network's landmarks in space say about how far it is turned; not well enough to correct for it, but well
enough to widen an interval, or to show no number.

Must not know: what is measured.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from engine.core.findings import Finding, FindingCode, Severity
from engine.core.keypoints import Keypoint
from engine.core.level import FOCAL_SHARE, Level
from engine.core.scale import body_height
from engine.core.text import Text, text
from engine.gait.sequence import WORLD, GaitSequence

Doubles = NDArray[np.float64]

WIDENED_FROM = 15.0
"""Turn of the trunk, degrees, from which the tilts' intervals are wider."""

REFUSED_FROM = 30.0
"""Turn of the trunk, degrees, from which no tilt is shown."""

_PAIRS = ((11, 12), (23, 24))
_SEEN_SHARE = 0.75
"""Share of a turn that the landmarks show: 0.75 in phantoms turned by 14 to 30 degrees, 0.5 to 0.7 in a
woman turned by 24 to 40."""

_FORWARDS = 6.0
"""How far shoulders and ears stand before hips and ankles of somebody who walks, degrees."""

_LEAST_WAY = 1.0
_USUAL_ELEVATION = 10.0
_OTHER_ERROR = 0.5
_USUAL_TILT = 1.0
"""Tilt that a turn shows in the walkers of the fit, degrees: a standard deviation of 0.34, at most 1.1."""


def trunk_turn(sequence: GaitSequence, good: NDArray[np.bool_]) -> float | None:
    """Tell how far the trunk is turned from facing the camera straight (or straight away), degrees.

    Args:
        sequence: The walk, in px as filmed.
        good: bool ``[T]``, the frames to read.

    Returns:
        Without a sign: the larger of what the landmarks in space say and what the way through the room
        does, for people face where they walk; None where neither says anything.
    """
    told = [turn for turn in (_seen_turn(sequence, good), _way_turn(sequence)) if turn is not None]
    return max(told, default=None)


def _way_turn(sequence: GaitSequence) -> float | None:
    """Return the angle between the way of the walk and the line of sight, degrees; None on the spot."""
    points = sequence.keypoints.astype(np.float64)
    heights = body_height(points, sequence.seconds)
    if not np.isfinite(heights).all():
        return None
    middle = np.median(points[:, [5, 6, 11, 12], 0], axis=1) - sequence.source.width / 2
    focal = FOCAL_SHARE * max(sequence.source.width, sequence.source.height)
    # In body heights: aside, and along the lens.
    places = np.stack([middle / heights, focal / heights], axis=1)
    edge = max(1, len(places) // 10)
    way = np.median(places[-edge:], axis=0) - np.median(places[:edge], axis=0)
    sight = places.mean(axis=0)
    length = float(np.linalg.norm(way))
    if length < _LEAST_WAY:
        return None
    along = abs(float(way @ sight)) / (length * float(np.linalg.norm(sight)))
    return math.degrees(math.acos(min(1.0, along)))


def _seen_turn(sequence: GaitSequence, good: NDArray[np.bool_]) -> float | None:
    """Return the mean turn of shoulders and hips (which are off to opposite sides) in space, degrees."""
    world = sequence.extras.get(WORLD)
    if world is None or not good.any():
        return None
    points = world.astype(np.float64)[good]
    turns = []
    for left, right in _PAIRS:
        apart = np.median(points[:, left] - points[:, right], axis=0)
        turns.append(math.atan2(apart[2], max(sequence.facing.sign * apart[0], 1e-6)))
    return abs(math.degrees(float(np.mean(turns)))) / _SEEN_SHARE


def elevation_of(sequence: GaitSequence, level: Level | None, good: NDArray[np.bool_]) -> float:
    """Return the angle by which the shoulders are seen below (or above) the lens' height, degrees, unsigned.

    Args:
        sequence: The walk, in px as filmed.
        level: How the camera stands; where its pitch is not known 10 degrees are taken.
        good: bool ``[T]``, the frames to read.
    """
    if level is None or not level.known or level.by_balance or not good.any():
        return _USUAL_ELEVATION
    pair = [Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER]
    place = sequence.keypoints[good][:, pair, :2].astype(np.float64).mean(axis=1)
    rays = level.rays(place[:, 0], place[:, 1])
    rays /= np.linalg.norm(rays, axis=1, keepdims=True)
    sine = (rays * level.up_at(sequence.seconds[good])).sum(axis=1)
    return float(np.degrees(np.arcsin(np.clip(np.abs(np.median(sine)), 0.0, 1.0))))


def surest_turn(sequence: GaitSequence, good: NDArray[np.bool_]) -> float | None:
    """Tell how far the trunk is turned by the way through the room, and only without one by the landmarks.

    In 15 simulated walkers the way was right to 3 degrees, the landmarks to 8.

    Args:
        sequence: The walk, in px as filmed.
        good: bool ``[T]``, the frames to read.

    Returns:
        Degrees, without a sign; None where neither says anything.
    """
    way = _way_turn(sequence)
    return _seen_turn(sequence, good) if way is None else way


def tilt_error(turn: float | None, surest: float | None, elevation: float) -> float:
    """Return the standard deviation that a turned trunk adds to a tilt, degrees.

    What is seen of a turn is tan(turn) tan(elevation); its side is not certain enough to take it off. Below
    `WIDENED_FROM` it counts only where it is more than walkers of the fit have.

    Args:
        turn: From `trunk_turn`.
        surest: From `surest_turn`.
        elevation: From `elevation_of`.
    """
    if turn is not None and turn >= WIDENED_FROM:
        return math.hypot(_seen_tilt(turn, elevation), _OTHER_ERROR)
    tilt = 0.0 if surest is None else _seen_tilt(surest, elevation)
    return tilt if tilt > _USUAL_TILT else 0.0


def _seen_tilt(turn: float, elevation: float) -> float:
    angles = np.tan(np.radians([min(turn, 80.0), elevation]))
    return math.degrees(math.atan(float(angles.prod())))


def lean_error(turn: float | None) -> float:
    """Return the standard deviation that a turned trunk adds to its lean, degrees."""
    if turn is None or turn < WIDENED_FROM:
        return 0.0
    return _FORWARDS * math.sin(math.radians(min(turn, 90.0)))


def turn_words(turn: float) -> Text:
    """Say why no tilt is shown of somebody who is turned too far."""
    return text("The trunk is turned about {turn}° away from the camera.", turn=round(turn))


def turn_findings(turn: float | None) -> tuple[Finding, ...]:
    """Say that the trunk is turned, from where on it costs something."""
    if turn is None or turn < WIDENED_FROM:
        return ()
    refused = turn >= REFUSED_FROM
    finding = Finding(
        code=FindingCode.TRUNK_TURNED,
        severity=Severity.CARE,
        message=text(
            "The trunk is turned about {turn}° away from the camera: tilts are not shown, and the "
            "rest is less certain.",
            turn=round(turn),
        )
        if refused
        else text(
            "The trunk is turned about {turn}° away from the camera: measurements are less "
            "certain.",
            turn=round(turn),
        ),
        remedy=text(
            "Ask the person to walk straight towards the camera, or straight away from it."
        ),
    )
    return (finding,)
