"""Turns followed people into tracks, chooses the walker and gathers what was noticed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.core.heading import direction, heading
from engine.core.video import VideoInfo
from engine.perception.quality import recording_quality
from engine.perception.quality.companions import drop_merged_silhouettes, mirror_images
from engine.perception.quality.person_quality import (
    findings_about_person,
    untracked_spans,
    whole_share,
)
from engine.perception.thresholds import DEFAULT
from engine.perception.tracking import appearance as looks
from engine.perception.tracking.association import TrackedPerson
from engine.perception.tracking.untracked import Span
from engine.perception.types import Recording, Track, used_frames
from engine.perception.walk.left_right import assign_sides, stabilise_sides
from engine.perception.walk.track_arrays import build_track
from engine.perception.walk.walk_segment import find_walk_segment, findings_about_walk
from engine.runtime.memory import release_memory

_LEAST_WHOLE = 0.05
_ACROSS = 0.5
"""What the walk of somebody who crosses the picture is worth, by that of one who comes or goes."""


class _TrackDraft(NamedTuple):
    """A person's track, with the figures that decide its place among the others.

    Attributes:
        walk_seconds: For how long it walks, there and back, seconds of life.
        visibility: How well the picture shows the body: the share of frames in which it is whole, less
            where it is small, and half of it of somebody who crosses the picture, 0 to 1.
        untracked: When the person was there, but not followed.
    """

    walk_seconds: float
    visibility: float
    track: Track
    image_quality: recording_quality.ImageQuality
    appearance: looks.Appearance | None
    untracked: list[Span]

    @property
    def walk_worth(self) -> float:
        """How much of a walk the camera shows, seconds."""
        return self.walk_seconds * max(self.visibility, _LEAST_WHOLE)

    @property
    def duration(self) -> float:
        """Time from first to last frame, seconds."""
        return float(np.ptp(self.track.seconds))


def _draft_track(person: TrackedPerson, info: VideoInfo, end: float, growth: float) -> _TrackDraft:
    """Make a person's track: when it walks, then which side is which, then the filter.

    Args:
        person: Who was followed.
        info: Facts about the video.
        end: Time of the last analysed frame, seconds.
        growth: How fast the background grows, natural logarithm a second.
    """
    seconds = np.array([one.seconds for one in person.observations])
    sides = stabilise_sides(person.observations)
    segment = find_walk_segment(seconds, sides, info)
    used = used_frames(seconds, segment.part if segment.walks else None)
    factor = segment.speed_factor or 1.0
    size = info.width, info.height
    way = heading(sides.keypoints[used], seconds[used] / factor, size, growth=growth * factor)
    sides = assign_sides(sides, way)
    # What is not measured is not judged either: findings are those of the walk.
    last = end if used.stop == len(seconds) else float(seconds[used][-1])
    walk, its_sides = _select_frames(person, used), sides.of(used)
    findings = findings_about_person(walk, its_sides, info, last)
    track = build_track(person, sides, segment, (*findings_about_walk(segment), *findings))
    height = float(np.median(track.boxes[used, 3] - track.boxes[used, 1]))
    visibility = whole_share(walk, its_sides, info) * min(1.0, height / DEFAULT.height_px[0])
    if direction(its_sides.keypoints, seconds[used] / factor, size)[0] == "across":
        visibility *= _ACROSS
    back = 0.0 if segment.other is None else (segment.other[1] - segment.other[0]) / factor
    return _TrackDraft(
        segment.seconds + back if segment.walks else 0.0,
        visibility,
        track,
        recording_quality.summarise_images(person),
        looks.mean_of([one.appearance for one in person.observations]),
        untracked_spans(person, info, end),
    )


def _select_frames(person: TrackedPerson, used: slice) -> TrackedPerson:
    """Return some frames of a person, with the gaps and doubts that fall into them."""
    seen = person.observations[used]
    first, last = seen[0].seconds, seen[-1].seconds
    return TrackedPerson(
        seen,
        [(start, end) for start, end in person.bridged if first <= start and end <= last],
        [moment for moment in person.doubtful if first <= moment <= last],
    )


def _order(drafts: list[_TrackDraft]) -> tuple[list[_TrackDraft], int]:
    """Put the walker first, mirror images last, whoever walks before those who do not.

    Returns:
        Everyone, and how many of the last are mirror images.
    """
    images = mirror_images([one.track for one in drafts], [one.appearance for one in drafts])
    real = [one for index, one in enumerate(drafts) if index not in images]
    # Sorting is stable: who was found first comes first.
    real.sort(key=lambda one: (-one.walk_worth, -len(one.track.seconds)))
    mirrored = [
        one._replace(track=replace(one.track, walks=False), walk_seconds=0.0)
        for index, one in enumerate(drafts)
        if index in images
    ]
    return [*real, *mirrored], len(mirrored)


def _untracked_companions(people: Sequence[_TrackDraft], walker: int | None) -> list[Span]:
    """Return the time in which each companion was in view and not tracked, where findings tell of them."""
    return [
        Span(one.untracked[0].start, one.untracked[-1].end)
        for index, one in enumerate(people)
        if index != walker and one.untracked and one.duration >= DEFAULT.other_seconds
    ]


def recording(
    info: VideoInfo,
    people: list[TrackedPerson],
    seconds: NDArray[np.float64],
    *,
    rate: float | None,
    camera_motion: Mapping[str, float],
    missed: Sequence[Span] = (),
    estimator: tuple[str, str],
) -> Recording:
    """Make the `Recording`.

    Args:
        info: Facts about the video.
        people: Everyone who was followed. The list is emptied: of a long recording, what was kept of a
            person is let go of as soon as the person's track is made.
        seconds: Times of all analysed frames.
        rate: The analysis rate.
        camera_motion: Facts about the background.
        missed: When somebody was seen who was not followed at all.
        estimator: Name of the pose networks and their keypoint definition.
    """
    end = float(seconds[-1]) if len(seconds) else 0.0
    drafts: list[_TrackDraft] = []
    people.reverse()
    while people:
        drafts.append(
            _draft_track(people.pop(), info, end, camera_motion.get("camera_growth", 0.0))
        )
        release_memory()
    drafts, mirrored = _order(drafts)
    tracks, merged = drop_merged_silhouettes([one.track for one in drafts])
    walker = 0 if drafts and drafts[0].walk_seconds > 0 else None
    real = len(drafts) - mirrored
    other_people = recording_quality.OtherPeople(
        images=frozenset(range(real, len(drafts))),
        merged=merged,
        untracked=(*missed, *_untracked_companions(drafts[:real], walker)),
    )
    facts = recording_quality.recording_facts(
        [one.image_quality for one in drafts], len(seconds), camera_motion
    )
    return Recording(
        info=info,
        rate=rate,
        frame_seconds=seconds,
        tracks=tracks,
        walker=walker,
        findings=recording_quality.findings_about_recording(
            info, tracks, walker, facts, other_people=other_people
        ),
        estimator=estimator[0],
        keypoint_set=estimator[1],
        facts=facts,
    )
