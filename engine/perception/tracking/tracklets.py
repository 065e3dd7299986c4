"""One person from frame to frame, either way in time, with two frames in flight.

To keep two cores busy with one person, a frame is looked at before the result of the frame next to it
is in: the box is foretold from the results two frames away and earlier. Where it turns out to have
been off, the frame is looked at once more with the right box. So results depend on frames alone,
never on the timing of threads.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from engine.perception.tracking.frame_feed import Shot
from engine.perception.tracking.matching import foretold, step_between
from engine.perception.tracking.observation import Observation, Observer
from engine.perception.tracking.worker_pool import Crew
from engine.perception.types import Box

_OFF_CENTRE = 0.25
_OFF_SIZE = math.log(1.35)
_OFF_ANGLE = math.radians(15)
_JUMP = 0.3
_BODY_IN_MASK = 0.76
_CLOSER = 0.88
_JUMP_A_SECOND = 2.0
_JUMP_SIZE = math.log(1.7)


@dataclass(slots=True, eq=False)
class Tracklet:
    """A person followed without a gap and without doubt.

    Attributes:
        number: In the order of finding.
        observations: In order of time, one for each analysed frame from the first to the last.
        unfinished: Whether earlier frames must still be read to follow the person backwards.
        doubtful: Positions at which the identity was in doubt and the following was ended.
    """

    number: int
    observations: list[Observation]
    unfinished: bool = False
    doubtful: list[int] = field(default_factory=list)

    @property
    def first(self) -> int:
        """First position."""
        return self.observations[0].position

    @property
    def last(self) -> int:
        """Last position."""
        return self.observations[-1].position

    def at(self, position: int) -> Observation | None:
        """Return the observation at a position, or None."""
        if not self.observations or not self.first <= position <= self.last:
            return None
        return self.observations[position - self.first]


@dataclass(slots=True, eq=False)
class Look:
    """A look that is under way."""

    shot: Shot
    box: Box
    future: Future[Observation | None]


def off(used: Box, right: Box) -> bool:
    """Tell whether a box was too far from the body for the network to be trusted."""
    return (
        step_between(used, right) > _OFF_CENTRE
        or abs(math.log(used.size / right.size)) > _OFF_SIZE
        or abs(math.remainder(used.angle - right.angle, 2 * math.pi)) > _OFF_ANGLE
    )


def nearer(found: Observation) -> Box:
    """Return the box to look at once more: centred, and halfway to the size found."""
    place = found.place
    return Box(place.x, place.y, math.sqrt(place.size * found.looked.size), place.angle)


def jumped(seen: Sequence[Observation], now: Observation) -> bool:
    """Tell whether a body is where the one followed cannot be: it may be somebody else's."""
    expected = foretold(seen, now.seconds)
    allowed = _JUMP + _JUMP_A_SECOND * abs(now.seconds - seen[-1].seconds)
    growth = abs(math.log(now.place.size / expected.size))
    return step_between(expected, now.place) > allowed or growth > _JUMP_SIZE


class Chains:
    """Launches and settles looks.

    Args:
        crew: The worker threads.
        observer: What they run.
    """

    def __init__(self, crew: Crew, observer: Observer) -> None:
        self._crew = crew
        self._observer = observer

    def look(self, shot: Shot, box: Box) -> Look:
        """Start looking at a box."""
        return Look(shot, box, self._crew.start(self._observer, shot, box))

    def launch(self, seen: Sequence[Observation], shot: Shot) -> Look:
        """Start looking for a person where those ``seen`` (the latest last) foretell it."""
        return self.look(shot, foretold(seen, shot.frame.seconds))

    def result(self, look: Look) -> Observation | None:
        """Wait for a look."""
        return self._crew.wait(look.future)

    def settle(self, seen: Sequence[Observation], look: Look) -> Observation | None:
        """Wait for a look, look again where the box was off, and give the body; None when lost.

        Args:
            seen: All earlier observations, the latest last (by now the one next to this frame too).
            look: What was launched.
        """
        found = self.result(look)
        if found is None:
            fresh = foretold(seen, look.shot.frame.seconds)
            if off(look.box, fresh):
                found = self.result(self.look(look.shot, fresh))
        elif off(found.looked, found.place):
            found = self.result(self.look(look.shot, nearer(found)))
        if found is not None and found.inside < _BODY_IN_MASK:
            found = self._better(seen, look.shot, found)
        return found

    def _better(self, seen: Sequence[Observation], shot: Shot, found: Observation) -> Observation:
        """Look once more, closer, where keypoints and mask contradict each other."""
        fresh = foretold(seen, shot.frame.seconds)
        closer = Box(fresh.x, fresh.y, fresh.size * _CLOSER, fresh.angle)
        again = self.result(self.look(shot, closer))
        return again if again is not None and again.inside > found.inside else found

    def retrace(
        self,
        seen: list[Observation],
        shots: Iterable[Shot],
        meets: Callable[[Observation], bool],
    ) -> bool:
        """Follow a person through ``shots`` (the nearest first), adding to ``seen``.

        Returns:
            Whether the person was still there at the end: not lost, and no track met.
        """
        under_way: deque[Look] = deque()
        for shot in shots:
            under_way.append(self.launch(seen, shot))
            if len(under_way) == 2 and not self._step(seen, under_way.popleft(), meets):
                return False
        return all(self._step(seen, look, meets) for look in under_way)

    def _step(
        self, seen: list[Observation], look: Look, meets: Callable[[Observation], bool]
    ) -> bool:
        found = self.settle(seen, look)
        if found is None or jumped(seen, found) or meets(found):
            return False
        seen.append(found)
        return True
