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

from engine.perception.networks.person_detector import same_place
from engine.perception.tracking import appearance as looks
from engine.perception.tracking.detection import SearchPlan, Window
from engine.perception.tracking.frame_feed import RecentFrames, Shot
from engine.perception.tracking.matching import foretold, similarity, step_between
from engine.perception.tracking.observation import Observation
from engine.perception.tracking.tracklets import Chains, Look, Tracklet, jumped
from engine.perception.tracking.worker_pool import Crew
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
class _Flight:
    """A frame that is being worked on."""

    shot: Shot
    tasks: dict[int, Look] = field(default_factory=dict)
    searches: list[Future[list[Box]]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Lost:
    observations: list[Observation]
    until: float


Find = Callable[[Shot, Window, list[Observation]], list[Box]]


class Following:
    """Takes the analysed frames one by one; `tracklets` are complete after `finish`.

    `doubted` are looks at somebody found who was not followed, because a second look saw another body.

    Args:
        crew: Worker threads.
        chains: Follows one person.
        find: Searches a window of a frame for boxes of others than those who are followed.
        plan: When and where to search.
        recent: Keeps the last frames.
    """

    def __init__(
        self, crew: Crew, chains: Chains, find: Find, plan: SearchPlan, recent: RecentFrames
    ) -> None:
        self._crew, self._chains, self._find, self._plan = crew, chains, find, plan
        self._recent = recent
        self._alive: dict[int, Tracklet] = {}
        self._lost: list[_Lost] = []
        self._waiting: _Flight | None = None
        self.tracklets: list[Tracklet] = []
        self.doubted: list[Observation] = []

    def add(self, shot: Shot) -> None:
        """Take the next frame."""
        self._recent.add(shot)
        flight = self._launch(shot)
        if self._waiting is not None:
            self._resolve(self._waiting, flight)
        self._waiting = flight

    def finish(self) -> None:
        """Settle the last frame."""
        if self._waiting is not None:
            self._resolve(self._waiting, None)
        self._waiting = None
        self._recent.clear()
        self.tracklets = [one for one in self.tracklets if one.observations]

    @property
    def followed(self) -> bool:
        """Whether somebody is followed now."""
        return bool(self._alive)

    def boxes(self) -> list[Observation]:
        """Return the latest observation of everyone who is followed now."""
        return [tracklet.observations[-1] for tracklet in self._alive.values()]

    def _launch(self, shot: Shot) -> _Flight:
        seconds = shot.frame.seconds
        flight = _Flight(shot)
        for number, tracklet in self._alive.items():
            flight.tasks[number] = self._chains.launch(tracklet.observations, shot)
        self._lost = [one for one in self._lost if one.until >= seconds]
        windows = self._plan.windows(
            seconds,
            followed=[foretold(one.observations, seconds) for one in self._alive.values()],
            ever=bool(self.tracklets),
            lost=[foretold(one.observations, seconds) for one in self._lost],
        )
        known = self.boxes()
        flight.searches = [self._crew.start(self._find, shot, window, known) for window in windows]
        return flight

    def _resolve(self, flight: _Flight, following: _Flight | None) -> None:
        """Settle a frame; the one after it is already under way."""
        seen: dict[int, Observation] = {}
        for number, look in flight.tasks.items():
            tracklet = self._alive.get(number)
            if tracklet is None:
                continue
            found = self._chains.settle(tracklet.observations, look)
            if found is None:
                self._end(tracklet, doubtful=False)
            elif jumped(tracklet.observations, found):
                self._end(tracklet, doubtful=True)
            else:
                seen[number] = found
        self._contest(seen)
        for number, found in seen.items():
            self._alive[number].observations.append(found)
        self._welcome(flight, following)
        if following is not None:
            gone = [number for number in following.tasks if number not in self._alive]
            for number in gone:
                following.tasks.pop(number).future.cancel()

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
            _Lost(tracklet.observations[-_HISTORY:], last.seconds + self._plan.lost_for)
        )

    def _contest(self, seen: dict[int, Observation]) -> None:
        """Where two chains claim one body, leave it to the one it belongs to, or to neither."""
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
        first, second = (_strangeness(history, body) for history in before.values())
        losers = list(before)
        if abs(first - second) >= _CLEAR_LEAD:
            losers = [one.number if first > second else other.number]
        for number in losers:
            tracklet = self._alive[number]
            tracklet.observations = before[number]
            self._end(tracklet, doubtful=True)
        return losers

    def _welcome(self, flight: _Flight, following: _Flight | None) -> None:
        """Begin a tracklet for everyone the search has found who is not followed yet."""
        known = [t.observations[-1] for t in self._alive.values()]
        seeds: list[Box] = []
        for search in flight.searches:
            for box in self._crew.wait(search):
                places = [*(one.place for one in known), *seeds]
                if not any(same_place(box, place) for place in places):
                    seeds.append(box)
        looks_under_way = [self._chains.look(flight.shot, box) for box in seeds[:_MOST_NEW]]
        for look in looks_under_way:
            found = self._chains.result(look)
            if found is None or any(similarity(found, one) >= _ALREADY_CLOSE for one in known):
                continue
            if self._is_somebody(found, flight.shot):
                known.append(found)
                self._begin(found, following)
            else:
                self.doubted.append(found)

    def _is_somebody(self, found: Observation, shot: Shot) -> bool:
        """Tell a person from a thing: looked at a little differently, a person stays the same."""
        place = found.place
        step = _ASIDE * place.size
        other = Box(place.x + step, place.y - step, place.size * _WIDER, place.angle)
        again = self._chains.result(self._chains.look(shot, other))
        return again is not None and similarity(found, again) >= _STEADY

    def _begin(self, found: Observation, following: _Flight | None) -> None:
        tracklet = Tracklet(len(self.tracklets) + 1, [found])
        self.tracklets.append(tracklet)
        self._alive[tracklet.number] = tracklet
        if following is not None:
            look = self._chains.look(following.shot, found.place)
            following.tasks[tracklet.number] = look
        retrace(self._chains, tracklet, self._recent.before(found.position), self.tracklets)


def retrace(
    chains: Chains, tracklet: Tracklet, shots: list[Shot], tracklets: list[Tracklet]
) -> None:
    """Follow a tracklet backwards through ``shots`` (the latest first) until lost or a track is met."""

    def meets(found: Observation) -> bool:
        others = (other.at(found.position) for other in tracklets if other is not tracklet)
        return any(one is not None and similarity(one, found) >= SAME_BODY for one in others)

    backwards = tracklet.observations[::-1]
    alive = chains.retrace(backwards, shots, meets)
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


def _strangeness(history: list[Observation], body: Observation) -> float:
    """Tell how little a body is like what was seen of somebody: motion, size and appearance."""
    if not history:
        return math.inf
    expected = foretold(history, body.seconds)
    before = looks.mean_of([one.look for one in history[-_HISTORY:]])
    return (
        step_between(expected, body.place)
        + abs(math.log(body.place.size / expected.size))
        + looks.distance(before, body.look)
    )
