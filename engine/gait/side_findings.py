"""Whether legs move as the side says from which somebody on the spot was read.

Whoever walks on the spot is taken for seen from the front or from behind by what the pose network thinks,
and it may be wrong in all frames alike; then left and right are exchanged in every measurement.

Must not know: how sides are decided (`engine.core.sides`).
"""

from __future__ import annotations

import numpy as np

from engine.core.findings import Finding, FindingCode, Severity
from engine.core.text import text
from engine.gait.posture import WalkCycles
from engine.gait.rhythm import knee_with_shank, leg_signals
from engine.gait.sequence import GaitSequence

_AS_FROM_BEHIND, _AS_FROM_THE_FRONT = 0.24, 0.0
"""`knee_with_shank` above which hardly anybody moves who is seen from the front, and below which hardly
anybody does who is seen from behind: 1 and 4 in a hundred simulated walkers on the spot. So it is said only.
"""

_FEWEST_CYCLES = 3
"""Whoever does not go on stepping does not move as in a walk: a real man who balances on a beam for 1.7 s."""


def side_findings(sequence: GaitSequence, walk: WalkCycles) -> tuple[Finding, ...]:
    """Say that the legs contradict the side from which somebody was read, where only looks decided it.

    Args:
        sequence: The walk.
        walk: The same, laid out.
    """
    facing = sequence.facing
    if facing.plain or facing.in_doubt or len(walk.cycles) < _FEWEST_CYCLES:
        return ()
    signals = leg_signals(sequence.keypoints.astype(np.float64), sequence.seconds, facing)
    share = knee_with_shank(signals)
    if share is None:
        return ()
    front = facing.sign > 0
    if not (share > _AS_FROM_BEHIND if front else share < _AS_FROM_THE_FRONT):
        return ()
    finding = Finding(
        code=FindingCode.SIDES_IN_DOUBT,
        severity=Severity.CARE,
        message=text(
            "The person was taken for seen from the front, but the legs move as if seen from behind: left "
            "and right may be exchanged."
        )
        if front
        else text(
            "The person was taken for seen from behind, but the legs move as if seen from the front: left "
            "and right may be exchanged."
        ),
        remedy=text(
            "Look at the picture whether left and right are marked as they should be. If not, film the "
            "person walking towards or away from the camera."
        ),
    )
    return (finding,)
