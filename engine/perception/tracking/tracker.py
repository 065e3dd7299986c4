"""Finds people and follows each through the frames, forwards, and backwards through recent frames.

Identity is kept conservatively: wherever it is in doubt (two chains on one body, a leap, a loss) the
tracklet ends. Whether two tracklets are one person is decided afterwards, with all that was seen
(`engine.perception.tracking.association`). The order of detections is never trusted.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

from engine.perception.networks.person_detector import is_same_place
from engine.perception.tracking import appearance as looks
from engine.perception.tracking.detection import SearchPlan, SearchWindow
from engine.perception.tracking.frame_feed import FeedFrame, RecentFrames
from engine.perception.tracking.matching import predict_box, relative_step, similarity
from engine.perception.tracking.observation import Observation
from engine.perception.tracking.tracklets import (
    ObservationScheduler,
    PendingObservation,
    Tracklet,
    has_jumped,
)
from engine.perception.tracking.worker_pool import WorkerPool
from engine.perception.types import Box

SAME_BODY = 0.5
"""Similarity from which on two observations of a frame are one body."""

_ALREADY_CLOSE = 0.3
_CLEAR_LEAD = 0.2
_HISTORY = 12
_MOST_NEW = 6
_FADING = 0.8
_ASIDE, _WIDER = 0.04, 1.12
_STEADY = 0.7


@dataclass(slots=True, eq=False)
class _PendingFrame:
    """A frame that is being worked on."""

    feed_frame: FeedFrame
    tasks: dict[int, PendingObservation] = field(default_factory=dict)
    searches: list[Future[list[Box]]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _LostPerson:
    observations: list[Observation]
    until: float


Detect = Callable[[FeedFrame, SearchWindow, list[Observation]], list[Box]]


class Tracker:
    """Tracks everyone through the analysed frames; `tracklets` are complete after `finish`.

    `doubted` are looks at somebody found who was not followed, because a second look saw another body.

    Args:
        scheduler: Follows one person.
        detect: Searches a window of a frame for boxes of others than those who are followed.
    """

    def __init__(
        self,
        pool: WorkerPool,
        scheduler: ObservationScheduler,
        detect: Detect,
        plan: SearchPlan,
        recent: RecentFrames,
    ) -> None:
        self._pool, self._scheduler, self._detect, self._plan = pool, scheduler, detect, plan
        self._recent = recent
        self._alive: dict[int, Tracklet] = {}
        self._lost: list[_LostPerson] = []
        self._waiting: _PendingFrame | None = None
        self.tracklets: list[Tracklet] = []
        self.doubted: list[Observation] = []

    def add(self, feed_frame: FeedFrame) -> None:
        """Take the next frame."""
        self._recent.add(feed_frame)
        pending = self._launch(feed_frame)
        if self._waiting is not None:
            self._resolve(self._waiting, pending)
        self._waiting = pending

    def finish(self) -> None:
        """Resolve the last frame."""
        if self._waiting is not None:
            self._resolve(self._waiting, None)
        self._waiting = None
        self._recent.clear()
        self.tracklets = [one for one in self.tracklets if one.observations]

    @property
    def is_tracking(self) -> bool:
        """Whether somebody is followed now."""
        return bool(self._alive)

    def boxes(self) -> list[Observation]:
        """Return the latest observation of everyone who is followed now."""
        return [tracklet.observations[-1] for tracklet in self._alive.values()]

    def _launch(self, feed_frame: FeedFrame) -> _PendingFrame:
        seconds = feed_frame.frame.seconds
        pending = _PendingFrame(feed_frame)
        for number, tracklet in self._alive.items():
            pending.tasks[number] = self._scheduler.launch(tracklet.observations, feed_frame)
        self._lost = [one for one in self._lost if one.until >= seconds]
        windows = self._plan.windows(
            seconds,
            followed=[predict_box(one.observations, seconds) for one in self._alive.values()],
            ever=bool(self.tracklets),
            lost=[predict_box(one.observations, seconds) for one in self._lost],
        )
        known = self.boxes()
        pending.searches = [
            self._pool.submit(self._detect, feed_frame, window, known) for window in windows
        ]
        return pending

    def _resolve(self, pending: _PendingFrame, next_frame: _PendingFrame | None) -> None:
        """Resolve a frame; the one after it is already under way."""
        seen: dict[int, Observation] = {}
        for number, look in pending.tasks.items():
            tracklet = self._alive.get(number)
            if tracklet is None:
                continue
            found = self._scheduler.resolve(tracklet.observations, look)
            if found is None:
                self._end(tracklet, doubtful=False)
            elif has_jumped(tracklet.observations, found):
                self._end(tracklet, doubtful=True)
            else:
                seen[number] = found
        self._resolve_conflicts(seen)
        for number, found in seen.items():
            self._alive[number].observations.append(found)
        self._start_tracklets(pending, next_frame)
        if next_frame is not None:
            gone = [number for number in next_frame.tasks if number not in self._alive]
            for number in gone:
                next_frame.tasks.pop(number).future.cancel()

    def _end(self, tracklet: Tracklet, *, doubtful: bool) -> None:
        self._alive.pop(tracklet.number, None)
        if not tracklet.observations:
            return
        if doubtful:
            tracklet.doubtful.append(tracklet.last)
        # The last looks before a loss are often half beside the body.
        while len(tracklet.observations) > 1 and tracklet.observations[-1].score < _FADING:
            tracklet.observations.pop()
        last = tracklet.observations[-1]
        self._lost.append(
            _LostPerson(tracklet.observations[-_HISTORY:], last.seconds + self._plan.lost_for)
        )

    def _resolve_conflicts(self, seen: dict[int, Observation]) -> None:
        """Where two tracklets claim one body, leave it to the one it belongs to, or to neither."""
        numbers = list(seen)
        for index, one in enumerate(numbers):
            for other in numbers[index + 1 :]:
                if one not in seen or other not in seen:
                    continue
                if similarity(seen[one], seen[other]) < SAME_BODY:
                    continue
                for loser in self._losers(self._alive[one], self._alive[other], seen[one]):
                    del seen[loser]

    def _losers(self, one: Tracklet, other: Tracklet, body: Observation) -> list[int]:
        """End the following of whom it is not, by motion and appearance before the two met."""
        before = {
            one.number: _before_meeting(one, other),
            other.number: _before_meeting(other, one),
        }
        first, second = (_dissimilarity(history, body) for history in before.values())
        losers = list(before)
        if abs(first - second) >= _CLEAR_LEAD:
            losers = [one.number if first > second else other.number]
        for number in losers:
            tracklet = self._alive[number]
            tracklet.observations = before[number]
            self._end(tracklet, doubtful=True)
        return losers

    def _start_tracklets(self, pending: _PendingFrame, next_frame: _PendingFrame | None) -> None:
        """Begin a tracklet for everyone the search has found who is not followed yet."""
        known = [t.observations[-1] for t in self._alive.values()]
        seeds: list[Box] = []
        for search in pending.searches:
            for box in self._pool.result(search):
                places = [*(one.place for one in known), *seeds]
                if not any(is_same_place(box, place) for place in places):
                    seeds.append(box)
        looks_under_way = [
            self._scheduler.observe(pending.feed_frame, box) for box in seeds[:_MOST_NEW]
        ]
        for look in looks_under_way:
            found = self._scheduler.result(look)
            if found is None or any(similarity(found, one) >= _ALREADY_CLOSE for one in known):
                continue
            if self._is_person(found, pending.feed_frame):
                known.append(found)
                self._start_tracklet(found, next_frame)
            else:
                self.doubted.append(found)

    def _is_person(self, found: Observation, feed_frame: FeedFrame) -> bool:
        """Tell a person from a thing: looked at a little differently, a person stays the same."""
        place = found.place
        step = _ASIDE * place.size
        other = Box(place.x + step, place.y - step, place.size * _WIDER, place.angle)
        again = self._scheduler.result(self._scheduler.observe(feed_frame, other))
        return again is not None and similarity(found, again) >= _STEADY

    def _start_tracklet(self, found: Observation, next_frame: _PendingFrame | None) -> None:
        tracklet = Tracklet(len(self.tracklets) + 1, [found])
        self.tracklets.append(tracklet)
        self._alive[tracklet.number] = tracklet
        if next_frame is not None:
            look = self._scheduler.observe(next_frame.feed_frame, found.place)
            next_frame.tasks[tracklet.number] = look
        trace_back(self._scheduler, tracklet, self._recent.before(found.position), self.tracklets)


def trace_back(
    scheduler: ObservationScheduler,
    tracklet: Tracklet,
    feed_frames: list[FeedFrame],
    tracklets: list[Tracklet],
) -> None:
    """Follow a tracklet backwards through ``feed_frames`` (the latest first) until lost or a track is met."""

    def meets(found: Observation) -> bool:
        others = (other.at(found.position) for other in tracklets if other is not tracklet)
        return any(one is not None and similarity(one, found) >= SAME_BODY for one in others)

    backwards = tracklet.observations[::-1]
    alive = scheduler.trace(backwards, feed_frames, meets)
    tracklet.observations[:] = backwards[::-1]
    tracklet.unfinished = alive and tracklet.first > 0


def _before_meeting(tracklet: Tracklet, rival: Tracklet) -> list[Observation]:
    """Return a tracklet's observations before it came close to its rival."""
    kept = list(tracklet.observations)
    while kept:
        other = rival.at(kept[-1].position)
        if other is None or similarity(kept[-1], other) < _ALREADY_CLOSE:
            break
        kept.pop()
    return kept


def _dissimilarity(history: list[Observation], body: Observation) -> float:
    """Tell how little a body is like what was seen of somebody: motion, size and appearance."""
    if not history:
        return math.inf
    expected = predict_box(history, body.seconds)
    before = looks.mean_of([one.appearance for one in history[-_HISTORY:]])
    return (
        relative_step(expected, body.place)
        + abs(math.log(body.place.size / expected.size))
        + looks.distance(before, body.appearance)
    )
