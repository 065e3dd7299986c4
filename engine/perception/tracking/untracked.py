"""People who were seen and could not be followed: how many, and when."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from engine.perception.tracking.association import TrackedPerson
from engine.perception.tracking.matching import relative_step, similarity
from engine.perception.tracking.observation import Observation

_SURE = 0.9
_SAME_PLACE = 0.6
_SAME_SIZE = math.log(1.6)
_ONE_PERSON_SECONDS = 3.0
_SEEN_AGAIN_SECONDS = 0.5
_FOLLOWED_BODY, _FOLLOWED_PLACE = 0.3, 0.5


class Span(NamedTuple):
    """A time in which somebody was there and not followed, seconds."""

    start: float
    end: float


def _is_same_person(one: Observation, other: Observation) -> bool:
    return (
        relative_step(one.place, other.place) < _SAME_PLACE
        and abs(math.log(one.place.size / other.place.size)) < _SAME_SIZE
        and other.seconds - one.seconds <= _ONE_PERSON_SECONDS
    )


def _sightings(looks: Sequence[Observation]) -> list[list[Observation]]:
    """Gather looks that are of one person; what was seen at one time only is left out."""
    groups: list[list[Observation]] = []
    for look in sorted(looks, key=lambda one: one.seconds):
        group = next((one for one in groups if _is_same_person(one[-1], look)), None)
        if group is None:
            groups.append([look])
        else:
            group.append(look)
    return [one for one in groups if one[-1].seconds - one[0].seconds >= _SEEN_AGAIN_SECONDS]


def _is_tracked(looks: Sequence[Observation], people: Sequence[TrackedPerson]) -> bool:
    """Tell whether looks are at somebody who was followed at that time."""
    for person in people:
        there = {one.position: one for one in person.observations}
        for look in looks:
            one = there.get(look.position)
            if one is not None and (
                similarity(one, look) >= _FOLLOWED_BODY
                or relative_step(one.place, look.place) < _FOLLOWED_PLACE
            ):
                return True
    return False


def untracked_spans(
    people: Sequence[TrackedPerson], brief: Sequence[TrackedPerson], doubted: Sequence[Observation]
) -> list[Span]:
    """Return one span for each person who was seen and not tracked.

    Args:
        people: Everyone who was followed.
        brief: Those who were followed for a moment only.
        doubted: Looks at people whom a second look did not confirm.
    """
    looks = [look for one in brief for look in one.observations]
    looks += [look for look in doubted if look.score >= _SURE]
    groups = _sightings([look for look in looks if look.score >= _SURE])
    return [
        Span(group[0].seconds, group[-1].seconds)
        for group in groups
        if not _is_tracked(group, people)
    ]


def most_at_once(spans: Sequence[Span]) -> int:
    """Count the most spans that hold at one time."""
    return max((sum(a.start <= b.start <= a.end for a in spans) for b in spans), default=0)
