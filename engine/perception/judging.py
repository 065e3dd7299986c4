"""Turns followed people into tracks, chooses the walker and gathers what was noticed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.core.heading import heading
from engine.core.video import VideoInfo
from engine.perception import quality
from engine.perception.linking import Followed
from engine.perception.person_quality import about_person
from engine.perception.sides import settle, steady
from engine.perception.stroll import about_stroll, stroll_of
from engine.perception.tracks import track_of
from engine.perception.types import Recording, Track, used_frames
from engine.runtime.memory import give_back


class _Made(NamedTuple):
    """A person's track, for how long it walks, seconds of life, and what the looks say."""

    walked: float
    track: Track
    seen: quality.Seen


def _made(person: Followed, info: VideoInfo, end: float) -> _Made:
    """Make a person's track: when it walks, then which side is which, then the filter."""
    seconds = np.array([one.seconds for one in person.observations])
    sides = steady(person.observations)
    stroll = stroll_of(seconds, sides, info)
    used = used_frames(seconds, stroll.part if stroll.walks else None)
    life = seconds[used] / (stroll.speed_factor or 1.0)
    sides = settle(sides, heading(sides.keypoints[used], life, (info.width, info.height)))
    # What is not measured is not judged either: findings are those of the walk.
    last = end if used.stop == len(seconds) else float(seconds[used][-1])
    findings = about_person(_part_of(person, used), sides.of(used), info, last)
    track = track_of(person, sides, stroll, (*about_stroll(stroll), *findings))
    return _Made(stroll.seconds if stroll.walks else 0.0, track, quality.seen_of(person))


def _part_of(person: Followed, used: slice) -> Followed:
    """Give some frames of a person, with the gaps and doubts that fall into them."""
    seen = person.observations[used]
    first, last = seen[0].seconds, seen[-1].seconds
    return Followed(
        seen,
        [(start, end) for start, end in person.bridged if first <= start and end <= last],
        [moment for moment in person.doubtful if first <= moment <= last],
    )


def recording(
    info: VideoInfo,
    people: list[Followed],
    seconds: NDArray[np.float64],
    *,
    rate: float | None,
    scene: Mapping[str, float],
    estimator: tuple[str, str],
) -> Recording:
    """Make the `Recording`.

    Args:
        info: Facts about the video.
        people: Everyone who was followed. The list is emptied: of a long recording, what was kept of a
            person is let go of as soon as the person's track is made.
        seconds: Times of all analysed frames.
        rate: The analysis rate.
        scene: Facts about the background.
        estimator: Name of the pose networks and their keypoint definition.
    """
    end = float(seconds[-1]) if len(seconds) else 0.0
    made: list[_Made] = []
    people.reverse()
    while people:
        made.append(_made(people.pop(), info, end))
        give_back()
    # Sorting is stable: who was found first comes first.
    made.sort(key=lambda one: (-one.walked, -len(one.track.seconds)))
    tracks = tuple(one.track for one in made)
    walker = 0 if made and made[0].walked > 0 else None
    facts = quality.facts([one.seen for one in made], len(seconds), scene)
    return Recording(
        info=info,
        rate=rate,
        frame_seconds=seconds,
        tracks=tracks,
        walker=walker,
        findings=quality.about_recording(info, tracks, walker, facts),
        estimator=estimator[0],
        keypoint_set=estimator[1],
        facts=facts,
    )
