"""Two walks laid side by side in step: the same moment of the gait cycle at the same time.

The cycles of one foot, from its heel strike to its next, are stretched so that they begin and end together.
Nothing else is bent: where the other foot strikes earlier in one of the walks, that is to be seen. Where one
of the walks shows no cycle, both are laid side by side by time.

Must not know: video, or who plays it.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import Final

from engine.core.classes import Side
from engine.core.result import GaitFacts
from engine.core.text import Text, text
from engine.gait.events import cycles_of

Cycles = tuple[tuple[float, float], ...]

STEPS_A_CYCLE: Final = 20
"""Moments of a cycle that are stepped through."""

_SECONDS_A_STEP: Final = 0.05


@dataclass(frozen=True, slots=True)
class Walk:
    """What is known of the times of one walk.

    Attributes:
        gait: Its heel strikes.
        start: First time that shows the person, seconds of the video.
        end: Last time.
    """

    gait: GaitFacts
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class PhaseAlignment:
    """Times of two walks by one position.

    The position counts gait cycles of both (0.25 is a quarter through the first, 1.0 the second's heel
    strike), or seconds where `side` is None.

    Attributes:
        side: The foot whose heel strikes begin the cycles; None: by time.
        cycles: Start and end of the cycles of the first and of the second walk, seconds; as many of both.
        starts: Where each begins, by time.
        length: Highest position; the lowest is 0.
    """

    side: Side | None
    cycles: tuple[Cycles, Cycles]
    starts: tuple[float, float]
    ends: tuple[float, float]
    length: float

    @property
    def by_phase(self) -> bool:
        """Whether the position counts gait cycles."""
        return self.side is not None

    @property
    def step(self) -> float:
        """How far one step through it goes."""
        return 1.0 / STEPS_A_CYCLE if self.by_phase else _SECONDS_A_STEP

    def seconds_at(self, position: float) -> tuple[float, float]:
        """Return the times of the first and of the second walk at a position, which is held within."""
        position = min(max(position, 0.0), self.length)
        first, second = (self._seconds(which, position) for which in (0, 1))
        return first, second

    def phase_at(self, position: float) -> tuple[int, float]:
        """Return the number of the cycle, from 1, and the share of it, 0 to 1."""
        number = min(int(position), max(int(self.length) - 1, 0))
        return number + 1, position - number

    def pace_at(self, position: float) -> float:
        """Return how far the position goes in a second: both played a little off their own speed.

        A cycle lasts the mean of the two; by time a second lasts a second.
        """
        if not self.by_phase:
            return 1.0
        number = self.phase_at(position)[0] - 1
        (a, b), (c, d) = self.cycles[0][number], self.cycles[1][number]
        return 2.0 / (b - a + d - c)

    def position_of(self, which: int, seconds: float) -> float:
        """Return the position at a time of one of the walks (0 or 1), the nearest where it has none."""
        if not self.by_phase:
            return min(max(seconds - self.starts[which], 0.0), self.length)
        cycles = self.cycles[which]
        number = max(bisect.bisect_right([start for start, _ in cycles], seconds) - 1, 0)
        start, end = cycles[number]
        return number + min(max((seconds - start) / (end - start), 0.0), 1.0)

    def _seconds(self, which: int, position: float) -> float:
        if not self.by_phase:
            return min(self.starts[which] + position, self.ends[which])
        number, share = self.phase_at(position)
        start, end = self.cycles[which][number - 1]
        return start + share * (end - start)


def align(first: Walk, second: Walk) -> PhaseAlignment:
    """Lay two walks side by side: by the foot that shows more cycles in both, else by time."""
    starts, ends = (first.start, second.start), (first.end, second.end)
    both = {side: tuple(_inside(walk, side) for walk in (first, second)) for side in Side}
    # Of equal numbers the left foot's.
    side = max(Side, key=lambda one: min(len(cycles) for cycles in both[one]))
    count = min(len(cycles) for cycles in both[side])
    if count == 0:
        length = max(max(end - start, 0.0) for start, end in zip(starts, ends, strict=True))
        return PhaseAlignment(None, ((), ()), starts, ends, length)
    before, after = (cycles[:count] for cycles in both[side])
    return PhaseAlignment(side, (before, after), starts, ends, float(count))


def alignment_words(alignment: PhaseAlignment) -> Text:
    """Say how two walks are laid side by side."""
    if alignment.side is Side.LEFT:
        return text(
            "In step: each cycle begins with the left foot meeting the ground in both videos, however "
            "fast each walk is."
        )
    if alignment.side is Side.RIGHT:
        return text(
            "In step: each cycle begins with the right foot meeting the ground in both videos, however "
            "fast each walk is."
        )
    return text(
        "Played by time, not in step: no complete gait cycle of the same foot is known in both videos."
    )


def _inside(walk: Walk, side: Side) -> Cycles:
    """Return the cycles of a foot that the video shows."""
    found = cycles_of(walk.gait, side)
    return tuple((a, b) for a, b in found if a >= walk.start - 1e-6 and b <= walk.end + 1e-6)
