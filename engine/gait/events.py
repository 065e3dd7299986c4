"""Gait events: heel strikes, cadence, whole gait cycles and the direction of the walk.

Seen from the front or behind; see `engine.gait.rhythm` for how. Where the legs show no steady rhythm there
are no events rather than wrong ones.

Must not know: networks, or what is measured over the cycles.
"""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from engine.core.classes import Side
from engine.core.findings import Finding, FindingCode, Severity
from engine.core.result import GaitFacts, HeelStrike
from engine.core.text import text
from engine.gait.orientation import direction_of
from engine.gait.rhythm import Rhythm, find_rhythm, leg_signals
from engine.gait.sequence import GaitSequence

Doubles = NDArray[np.float64]

ENOUGH_CYCLES = 2
"""Whole cycles below which a measurement cannot tell a step's chance from the person's habit."""

_FEWEST_STEPS = 3
_CYCLE_SPREAD = (0.7, 1.4)
_NEAREST_OPPOSITE = 0.3
_FEWEST_FRAMES = 6
_WIDEST_GAP = 0.35


def gait_facts(sequence: GaitSequence) -> GaitFacts:
    """Find the events of a walk.

    Args:
        sequence: Any analysis rate from about 10 frames a second; uneven times and gaps are fine.

    Returns:
        Heel strikes within the clip; no strikes, no cycles and no cadence where there is no rhythm.
    """
    turned = sequence.facing
    keypoints = sequence.keypoints.astype(np.float64)
    rhythm = find_rhythm(leg_signals(keypoints, sequence.seconds, turned), turned)
    direction, _ = direction_of(sequence)
    if rhythm is None:
        return GaitFacts(direction="unknown" if direction == "in_place" else direction)
    feet = _steps_only(rhythm)
    strikes = [
        HeelStrike(side=side, seconds=float(time))
        for side, times in zip((Side.LEFT, Side.RIGHT), feet, strict=True)
        for time in times
    ]
    strikes.sort(key=lambda strike: strike.seconds)
    facts = GaitFacts(heel_strikes=tuple(strikes), direction=direction)
    cadence = _cadence(feet, rhythm) if len(strikes) >= _FEWEST_STEPS else None
    frames = sequence.seconds[turned.frames]
    count = max(len(filmed_cycles(cycles_of(facts, side), frames)) for side in Side)
    return facts.model_copy(update={"cycles": count, "cadence": cadence})


def cycles_of(gait: GaitFacts, side: Side | None = None) -> tuple[tuple[float, float], ...]:
    """Return start and end of each whole gait cycle, seconds: heel strike of a foot to its next.

    Args:
        gait: The events.
        side: The foot; None takes the one with more cycles (the left where equal).
    """
    if side is None:
        left, right = cycles_of(gait, Side.LEFT), cycles_of(gait, Side.RIGHT)
        return left if len(left) >= len(right) else right
    times = np.array([strike.seconds for strike in gait.heel_strikes if strike.side is side])
    if len(times) < 2:
        return ()
    lengths = np.diff(times)
    # A gap hides strikes and makes a "cycle" of two: such lengths are left out. Of two lengths the shorter
    # is the usual one, or the mean of a cycle and a gap would let both in.
    usual = float(np.percentile(lengths, 50, method="lower"))
    low, high = (share * usual for share in _CYCLE_SPREAD)
    return tuple((float(a), float(b)) for a, b in itertools.pairwise(times) if low <= b - a <= high)


def filmed_cycles(
    cycles: tuple[tuple[float, float], ...], times: Doubles
) -> tuple[tuple[float, float], ...]:
    """Return the cycles that frames at ``times`` cover without a wide gap."""
    kept = []
    for start, end in cycles:
        inside = times[(times >= start) & (times <= end)]
        edges = np.concatenate([[start], inside, [end]])
        if len(inside) >= _FEWEST_FRAMES and np.diff(edges).max() <= _WIDEST_GAP * (end - start):
            kept.append((start, end))
    return tuple(kept)


def findings(sequence: GaitSequence, gait: GaitFacts) -> tuple[Finding, ...]:
    """Return the findings about the events: too few whole gait cycles.

    None at all: the recording is to be repeated, for nothing can be measured over whole cycles. One: it is
    usable with care. From two on there is nothing to say.
    """
    if gait.cycles >= ENOUGH_CYCLES:
        return ()
    seconds = round(float(sequence.seconds[-1] - sequence.seconds[0]), 1)
    if gait.cycles == 0:
        message = text("No two complete steps in a row were seen.")
        detail = text(
            "No complete gait cycle was found in the {seconds} seconds that show this person.",
            seconds=seconds,
        )
    else:
        message = text("Only two complete steps in a row were seen.")
        detail = text(
            "Only one complete gait cycle was found in the {seconds} seconds that show this "
            "person.",
            seconds=seconds,
        )
    return (
        Finding(
            code=FindingCode.TOO_FEW_CYCLES,
            severity=Severity.CARE if gait.cycles else Severity.REPEAT,
            message=message,
            remedy=text(
                "Film at least six steps towards or away from the camera, with the whole body in "
                "view."
            ),
            detail=detail,
        ),
    )


def _steps_only(rhythm: Rhythm) -> tuple[Doubles, Doubles]:
    """Return the heel strikes of left and right without those that no walker can make.

    Opposite feet strike about half a cycle apart: a strike nearer than 0.3 of a cycle to one of the other
    foot is no step, and which of the two is wrong cannot be told, so that both are left out. The cycles over
    the hole are then too long to count.
    """
    left, right = (_drop_double_strikes(times, rhythm.frequency) for times in rhythm.strikes)
    nearest = _NEAREST_OPPOSITE / rhythm.frequency
    gaps = np.abs(left[:, None] - right[None, :])
    return left[(gaps >= nearest).all(axis=1)], right[(gaps >= nearest).all(axis=0)]


def _drop_double_strikes(times: Doubles, frequency: float) -> Doubles:
    """Drop strikes that follow another of the same foot within half a cycle."""
    kept: list[float] = []
    for time in times:
        if not kept or time - kept[-1] > 0.5 / frequency:
            kept.append(float(time))
    return np.array(kept)


def _cadence(feet: tuple[Doubles, ...], rhythm: Rhythm) -> float:
    """Return steps a minute: a straight line through each foot's strikes, gaps counted as whole cycles."""
    slopes, weights = [], []
    for times in feet:
        if len(times) < 2:
            continue
        number = np.concatenate([[0.0], np.cumsum(np.rint(np.diff(times) * rhythm.frequency))])
        spread = ((number - number.mean()) ** 2).sum()
        slopes.append(float(((number - number.mean()) * times).sum() / spread))
        weights.append(float(spread))
    if not slopes:
        return 120.0 * rhythm.frequency
    return 120.0 / float(np.average(slopes, weights=weights))
