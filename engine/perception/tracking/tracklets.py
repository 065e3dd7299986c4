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

from engine.perception.tracking.frame_feed import FeedFrame
from engine.perception.tracking.matching import predict_box, relative_step
from engine.perception.tracking.observation import Observation, Observer
from engine.perception.tracking.worker_pool import WorkerPool
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
class PendingObservation:
    """A look that is under way."""

    feed_frame: FeedFrame
    box: Box
    future: Future[Observation | None]


def is_off(used: Box, right: Box) -> bool:
    """Tell whether a box was too far from the body for the network to be trusted."""
    return (
        relative_step(used, right) > _OFF_CENTRE
        or abs(math.log(used.size / right.size)) > _OFF_SIZE
        or abs(math.remainder(used.angle - right.angle, 2 * math.pi)) > _OFF_ANGLE
    )


def closer_box(found: Observation) -> Box:
    """Return the box to look at once more: centred, and halfway to the size found."""
    place = found.place
    return Box(place.x, place.y, math.sqrt(place.size * found.searched_box.size), place.angle)


def has_jumped(seen: Sequence[Observation], now: Observation) -> bool:
    """Tell whether a body is where the one followed cannot be: it may be somebody else's."""
    expected = predict_box(seen, now.seconds)
    allowed = _JUMP + _JUMP_A_SECOND * abs(now.seconds - seen[-1].seconds)
    growth = abs(math.log(now.place.size / expected.size))
    return relative_step(expected, now.place) > allowed or growth > _JUMP_SIZE


class ObservationScheduler:
    """Starts observations in the background and waits for them."""

    def __init__(self, pool: WorkerPool, observer: Observer) -> None:
        self._pool = pool
        self._observer = observer

    def observe(self, feed_frame: FeedFrame, box: Box) -> PendingObservation:
        """Start looking at a box."""
        return PendingObservation(
            feed_frame, box, self._pool.submit(self._observer, feed_frame, box)
        )

    def launch(self, seen: Sequence[Observation], feed_frame: FeedFrame) -> PendingObservation:
        """Start looking for a person where those ``seen`` (the latest last) foretell it."""
        return self.observe(feed_frame, predict_box(seen, feed_frame.frame.seconds))

    def result(self, look: PendingObservation) -> Observation | None:
        """Wait for a look."""
        return self._pool.result(look.future)

    def resolve(self, seen: Sequence[Observation], look: PendingObservation) -> Observation | None:
        """Wait for a look, look again where the box was off; return the body, None when it is lost.

        Args:
            seen: All earlier observations, the latest last (by now the one next to this frame too).
            look: What was launched.
        """
        found = self.result(look)
        if found is None:
            fresh = predict_box(seen, look.feed_frame.frame.seconds)
            if is_off(look.box, fresh):
                found = self.result(self.observe(look.feed_frame, fresh))
        elif is_off(found.searched_box, found.place):
            found = self.result(self.observe(look.feed_frame, closer_box(found)))
        if found is not None and found.inside < _BODY_IN_MASK:
            found = self._observe_closer(seen, look.feed_frame, found)
        return found

    def _observe_closer(
        self, seen: Sequence[Observation], feed_frame: FeedFrame, found: Observation
    ) -> Observation:
        """Look once more, closer, where keypoints and mask contradict each other."""
        fresh = predict_box(seen, feed_frame.frame.seconds)
        closer = Box(fresh.x, fresh.y, fresh.size * _CLOSER, fresh.angle)
        again = self.result(self.observe(feed_frame, closer))
        return again if again is not None and again.inside > found.inside else found

    def trace(
        self,
        seen: list[Observation],
        feed_frames: Iterable[FeedFrame],
        meets: Callable[[Observation], bool],
    ) -> bool:
        """Follow a person through ``feed_frames`` (the nearest first), adding to ``seen``.

        Returns:
            Whether the person was still there at the end: not lost, and no track met.
        """
        under_way: deque[PendingObservation] = deque()
        for feed_frame in feed_frames:
            under_way.append(self.launch(seen, feed_frame))
            if len(under_way) == 2 and not self._step(seen, under_way.popleft(), meets):
                return False
        return all(self._step(seen, look, meets) for look in under_way)

    def _step(
        self,
        seen: list[Observation],
        look: PendingObservation,
        meets: Callable[[Observation], bool],
    ) -> bool:
        found = self.resolve(seen, look)
        if found is None or has_jumped(seen, found) or meets(found):
            return False
        seen.append(found)
        return True
