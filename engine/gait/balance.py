"""Which way is up by the walker's own balance, where nothing in the picture tells.

Whoever walks steadily keeps the centre of mass, over whole gait cycles, above where the feet press on the
floor; else they would speed up sideways or fall (Winter 1995, Gait & Posture 3, 193; Hof and others 2010,
Journal of Experimental Biology 213, 2655). So the line from the middle of the ankles to the centre of mass
stands upright, and shows the vertical at the very place where the person is.

Masses and centres of the segments: Winter, Biomechanics and Motor Control of Human Movement, 4th edition,
table 4.1.

Must not know: how a level is found in pictures, or what is measured against the vertical.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from engine.core.findings import Finding, FindingCode, Severity
from engine.core.level import (
    BALANCE_ERROR,
    NOT_FOUND,
    SWITCHED_OFF,
    Level,
    level_by_balance,
    unknown_level,
)
from engine.core.result import GaitFacts
from engine.core.text import text
from engine.gait.levelling import level_walk
from engine.gait.posture import WalkCycles, lay_out
from engine.gait.sequence import GaitSequence
from engine.gait.view import REFUSED_FROM, lean_error, trunk_turn

Doubles = NDArray[np.float64]

LEAST_CYCLES = 2
"""Whole gait cycles below which nothing is said."""

LIFTED = 0.04
"""Mean difference of the ankles' heights, body heights, from which a foot is not walked on alike."""

CONTRADICTED_FROM = 6.0
"""Angle between the balance and a vertical that is known, degrees, from which one of them must be wrong: of
79 simulated and real walkers none was 4 off."""

_LEAST_SEEN = 0.8
_HIPS = [11, 12]
_NEEDED = (5, 6, 11, 12, 13, 14, 15, 16)
_TRUNK = 0.497
_HEAD = (3, 4, 0.5, 0.081)
_LIMBS = ((5, 7, 0.436, 0.028), (7, 9, 0.682, 0.022), (11, 13, 0.433, 0.1), (13, 15, 0.606, 0.061))
"""Keypoints of the left side at both ends, where between them the centre lies, share of the mass."""


def balanced_level(sequence: GaitSequence, gait: GaitFacts, level: Level | None) -> Level | None:
    """Return how the camera stands by the balance of a walk, where that is not known otherwise.

    Args:
        sequence: The walk, in px as filmed.
        gait: Its events.
        level: How the camera stands as far as is known.

    Returns:
        The same level where it is known, switched off or was not looked for, and where the walk does not
        tell: fewer than two whole cycles, seen from the side or turned as far, a leg that is hardly walked
        on, joints that are not seen.
    """
    if level is None or level.known or level.reason == SWITCHED_OFF or gait.direction == "across":
        return level
    walk = lay_out(level_walk(sequence, level), gait)
    turn = trunk_turn(sequence, walk.good)
    if not _tells(walk) or (turn is not None and turn >= REFUSED_FROM):
        return level
    way = _centre_of_mass(walk) - _middle(walk, 15, 16)
    leans = walk.turned.sign * math.degrees(math.atan2(way[0], -way[1]))
    # The centre of mass lies before the ankles, as the trunk leans forwards: turned, both seem to be aside.
    return level_by_balance(level, leans, beside=lean_error(turn))


def contradiction(sequence: GaitSequence, gait: GaitFacts, level: Level) -> float:
    """Return how far the balance of a walk is off a vertical that is known, degrees, unsigned.

    0 where it says nothing, or not as surely as of somebody seen straight from the front or from behind.

    Args:
        sequence: The walk, in px as filmed.
        gait: Its events.
        level: How the camera stands.
    """
    if not level.known or level.by_balance:
        return 0.0
    source = sequence.source
    nothing = unknown_level(NOT_FOUND, source.width, source.height, level.focal_px)
    told = balanced_level(sequence, gait, nothing.model_copy(update={"lens": level.lens}))
    if told is None or not told.by_balance or told.error_degrees > BALANCE_ERROR:
        return 0.0
    hips = sequence.keypoints[:, _HIPS, :2].astype(np.float64).mean(axis=1)
    plumb = level.local_vertical(hips[:, 0], hips[:, 1], sequence.seconds)
    return abs(told.roll_degrees - float(np.median(plumb)))


def balance_findings(
    sequence: GaitSequence, gait: GaitFacts, level: Level | None
) -> tuple[Finding, ...]:
    """Say that the vertical and the balance of the walk cannot both be right.

    Args:
        sequence: The walk, in px as filmed.
        gait: Its events.
        level: How the camera stands.
    """
    apart = 0.0 if level is None else contradiction(sequence, gait, level)
    if apart < CONTRADICTED_FROM:
        return ()
    finding = Finding(
        code=FindingCode.LEVEL_UNKNOWN,
        severity=Severity.CARE,
        message=text(
            "The vertical and the balance of the walk are {angle}° apart: nobody walks like that.",
            angle=round(apart),
        ),
        remedy=text(
            "Look whether the plumb line in the picture is upright. If it is not, set the vertical by "
            "hand along a door frame or a corner of the room."
        ),
    )
    return (finding,)


def _tells(walk: WalkCycles) -> bool:
    if len(walk.cycles) < LEAST_CYCLES or walk.seen[list(_NEEDED)].min() < _LEAST_SEEN:
        return False
    ankles = walk.down[..., [15, 16]].mean(axis=(0, 1))
    return bool(abs(ankles[0] - ankles[1]) < LIFTED)


def _places(walk: WalkCycles, keypoint: int) -> Doubles:
    """Return the mean place of a keypoint over the cycles: aside and down, body heights, ``[2]``."""
    both = np.stack([walk.lateral[..., keypoint], walk.down[..., keypoint]])
    return np.asarray(both.mean(axis=(1, 2)))


def _middle(walk: WalkCycles, one: int, other: int) -> Doubles:
    return (_places(walk, one) + _places(walk, other)) / 2


def _centre_of_mass(walk: WalkCycles) -> Doubles:
    """Return the mean place of the centre of mass; a segment that is not seen has no mass."""
    trunk = (_middle(walk, 5, 6) + _middle(walk, 11, 12)) / 2
    total, mass = _TRUNK * trunk, _TRUNK
    sides = [(a + side, b + side, at, share) for a, b, at, share in _LIMBS for side in (0, 1)]
    for near, far, at, share in (_HEAD, *sides):
        if min(walk.seen[near], walk.seen[far]) >= _LEAST_SEEN:
            total = total + share * ((1 - at) * _places(walk, near) + at * _places(walk, far))
            mass += share
    return np.asarray(total / mass)
