"""Turns followed people into tracks, chooses the walker and gathers what was noticed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.core.video import VideoInfo
from engine.perception import quality
from engine.perception.linking import Followed
from engine.perception.person_quality import about_person
from engine.perception.sides import repaired
from engine.perception.smoothing import smoothed
from engine.perception.tracks import track_of
from engine.perception.types import Recording, Track
from engine.perception.walking import seconds_walked


def _track(person: Followed, info: VideoInfo, end: float) -> tuple[float, Track]:
    """Make a person's track and tell for how long it walks, seconds."""
    sides = repaired(person.observations)
    seconds = np.array([one.seconds for one in person.observations])
    walked = seconds_walked(seconds, smoothed(seconds, sides.keypoints), sides.world)
    findings = about_person(person, sides, info, end)
    return walked, track_of(person, sides, walks=walked > 0, findings=findings)


def recording(
    info: VideoInfo,
    people: Sequence[Followed],
    seconds: NDArray[np.float64],
    *,
    rate: float | None,
    scene: Mapping[str, float],
    estimator: tuple[str, str],
) -> Recording:
    """Make the `Recording`.

    Args:
        info: Facts about the video.
        people: Everyone who was followed.
        seconds: Times of all analysed frames.
        rate: The analysis rate.
        scene: Facts about the background.
        estimator: Name of the pose networks and their keypoint definition.
    """
    end = float(seconds[-1]) if len(seconds) else 0.0
    made = [_track(person, info, end) for person in people]
    order = sorted(range(len(made)), key=lambda i: (-made[i][0], -len(made[i][1].seconds), i))
    tracks = tuple(made[i][1] for i in order)
    walker = 0 if made and made[order[0]][0] > 0 else None
    facts = quality.facts([people[i] for i in order], len(seconds), scene)
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
