"""How early or late heel strikes are found, against walkers whose heel strikes are known.

Must not know: how the walkers are made or filmed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.classes import Side
from engine.core.result import HeelStrike

Doubles = NDArray[np.float64]

_FARTHEST = 0.25


@dataclass(frozen=True, slots=True)
class StrikeError:
    """The error of heel strikes over people, ms; positive: found late.

    Attributes:
        people: With at least one strike of each foot.
        left: Bias, and standard deviation from person to person, of the left foot's strikes.
        right: Of the right foot's.
        difference: Of the left's less the right's, which is what a step asymmetry takes for a side.
    """

    people: int
    left: tuple[float, float]
    right: tuple[float, float]
    difference: tuple[float, float]


def strike_error(walks: Sequence[tuple[Sequence[HeelStrike], Sequence[HeelStrike]]]) -> StrikeError:
    """Compare heel strikes.

    Args:
        walks: Found and true strikes of each person; a found one farther than 0.25 s from every true one of
            its foot is left out.

    Returns:
        Figures over people; NaN where there are fewer than two.
    """
    feet = [[_late(found, true, side) for side in (Side.LEFT, Side.RIGHT)] for found, true in walks]
    table = 1000.0 * np.array([pair for pair in feet if np.isfinite(pair).all()]).reshape(-1, 2)
    return StrikeError(
        people=len(table),
        left=_spread(table[:, 0]),
        right=_spread(table[:, 1]),
        difference=_spread(table[:, 0] - table[:, 1]),
    )


def _late(found: Sequence[HeelStrike], true: Sequence[HeelStrike], side: Side) -> float:
    """Return the mean lateness of a foot's strikes, seconds; NaN where none has a partner."""
    known = np.array([strike.seconds for strike in true if strike.side is side])
    times = np.array([strike.seconds for strike in found if strike.side is side])
    if not len(known) or not len(times):
        return float("nan")
    apart = times[:, None] - known[None, :]
    late = apart[np.arange(len(times)), np.abs(apart).argmin(axis=1)]
    late = late[np.abs(late) <= _FARTHEST]
    return float(late.mean()) if len(late) else float("nan")


def _spread(values: Doubles) -> tuple[float, float]:
    if len(values) < 2:
        return float("nan"), float("nan")
    return float(values.mean()), float(values.std(ddof=1))


def strike_table(rows: Sequence[tuple[str, StrikeError]]) -> tuple[str, ...]:
    """Return lines to print: bias and standard deviation in ms."""
    lines = [f"{'heel strikes, ms':38}{'n':>4}{'left':>14}{'right':>14}{'left - right':>16}"]
    for name, one in rows:
        cells = [f"{bias:+.0f} (sd {sd:.0f})" for bias, sd in (one.left, one.right, one.difference)]
        lines.append(f"{name:38}{one.people:4d}{cells[0]:>14}{cells[1]:>14}{cells[2]:>16}")
    return tuple(lines)
