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
from engine.perception.smoothing import smoothed
from engine.perception.tracks import track_of
from engine.perception.types import Recording, Track
from engine.perception.walking import seconds_walked
from engine.runtime.memory import give_back


class _Made(NamedTuple):
    """A person's track, for how long it walks, seconds, and what the looks say."""

    walked: float
    track: Track
    seen: quality.Seen


def _made(person: Followed, info: VideoInfo, end: float) -> _Made:
    """Make a person's track."""
    seconds = np.array([one.seconds for one in person.observations])
    sides = steady(person.observations)
    sides = settle(sides, heading(sides.keypoints, seconds, (info.width, info.height)))
    walked = seconds_walked(seconds, smoothed(seconds, sides.keypoints), sides.world)
    findings = about_person(person, sides, info, end)
    track = track_of(person, sides, walks=walked > 0, findings=findings)
    return _Made(walked, track, quality.seen_of(person))


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
