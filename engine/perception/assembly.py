"""Turns followed people into tracks, chooses the walker and gathers what was noticed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.core.heading import heading
from engine.core.video import VideoInfo
from engine.perception.quality import recording_quality
from engine.perception.quality.companions import mirror_images, parted
from engine.perception.quality.person_quality import about_person, unseen_parts, whole_share
from engine.perception.thresholds import DEFAULT
from engine.perception.tracking import appearance as looks
from engine.perception.tracking.association import Followed
from engine.perception.tracking.untracked import Span
from engine.perception.types import Recording, Track, used_frames
from engine.perception.walk.left_right import settle, steady
from engine.perception.walk.track_arrays import track_of
from engine.perception.walk.walk_segment import about_stroll, stroll_of
from engine.runtime.memory import give_back

_LEAST_WHOLE = 0.05


class _Made(NamedTuple):
    """What is made of a person.

    Attributes:
        walked: For how long it walks, seconds of life.
        shown: How well the picture shows the body: the share of frames in which it is whole, less
            where it is small, 0 to 1.
        track: The track.
        seen: What the looks say.
        look: What the person looks like.
        unseen: When the person was there, but not followed.
    """

    walked: float
    shown: float
    track: Track
    seen: recording_quality.Seen
    look: looks.Appearance | None
    unseen: list[Span]

    @property
    def worth(self) -> float:
        """How much of a walk the camera shows, seconds."""
        return self.walked * max(self.shown, _LEAST_WHOLE)

    @property
    def lasted(self) -> float:
        """Time from first to last frame, seconds."""
        return float(np.ptp(self.track.seconds))


def _made(person: Followed, info: VideoInfo, end: float, growth: float) -> _Made:
    """Make a person's track: when it walks, then which side is which, then the filter.

    Args:
        person: Who was followed.
        info: Facts about the video.
        end: Time of the last analysed frame, seconds.
        growth: How fast the background grows, natural logarithm a second.
    """
    seconds = np.array([one.seconds for one in person.observations])
    sides = steady(person.observations)
    stroll = stroll_of(seconds, sides, info)
    used = used_frames(seconds, stroll.part if stroll.walks else None)
    factor = stroll.speed_factor or 1.0
    size = info.width, info.height
    way = heading(sides.keypoints[used], seconds[used] / factor, size, growth=growth * factor)
    sides = settle(sides, way)
    # What is not measured is not judged either: findings are those of the walk.
    last = end if used.stop == len(seconds) else float(seconds[used][-1])
    walk, its_sides = _part_of(person, used), sides.of(used)
    findings = about_person(walk, its_sides, info, last)
    track = track_of(person, sides, stroll, (*about_stroll(stroll), *findings))
    height = float(np.median(track.boxes[used, 3] - track.boxes[used, 1]))
    return _Made(
        stroll.seconds if stroll.walks else 0.0,
        whole_share(walk, its_sides, info) * min(1.0, height / DEFAULT.height_px[0]),
        track,
        recording_quality.seen_of(person),
        looks.mean_of([one.look for one in person.observations]),
        unseen_parts(person, info, end),
    )


def _part_of(person: Followed, used: slice) -> Followed:
    """Return some frames of a person, with the gaps and doubts that fall into them."""
    seen = person.observations[used]
    first, last = seen[0].seconds, seen[-1].seconds
    return Followed(
        seen,
        [(start, end) for start, end in person.bridged if first <= start and end <= last],
        [moment for moment in person.doubtful if first <= moment <= last],
    )


def _ordered(made: list[_Made]) -> tuple[list[_Made], int]:
    """Put the walker first, mirror images last, whoever walks before those who do not.

    Returns:
        Everyone, and how many of the last are mirror images.
    """
    images = mirror_images([one.track for one in made], [one.look for one in made])
    real = [one for index, one in enumerate(made) if index not in images]
    # Sorting is stable: who was found first comes first.
    real.sort(key=lambda one: (-one.worth, -len(one.track.seconds)))
    mirrored = [
        one._replace(track=replace(one.track, walks=False), walked=0.0)
        for index, one in enumerate(made)
        if index in images
    ]
    return [*real, *mirrored], len(mirrored)


def _parts(people: Sequence[_Made], walker: int | None) -> list[Span]:
    """Return when people other than the walker, of whom findings tell, were not followed, one for each."""
    return [
        Span(one.unseen[0].start, one.unseen[-1].end)
        for index, one in enumerate(people)
        if index != walker and one.unseen and one.lasted >= DEFAULT.other_seconds
    ]


def recording(
    info: VideoInfo,
    people: list[Followed],
    seconds: NDArray[np.float64],
    *,
    rate: float | None,
    scene: Mapping[str, float],
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
        scene: Facts about the background.
        missed: When somebody was seen who was not followed at all.
        estimator: Name of the pose networks and their keypoint definition.
    """
    end = float(seconds[-1]) if len(seconds) else 0.0
    made: list[_Made] = []
    people.reverse()
    while people:
        made.append(_made(people.pop(), info, end, scene.get("camera_growth", 0.0)))
        give_back()
    made, mirrored = _ordered(made)
    tracks, merged = parted([one.track for one in made])
    walker = 0 if made and made[0].walked > 0 else None
    real = len(made) - mirrored
    company = recording_quality.Company(
        images=frozenset(range(real, len(made))),
        merged=merged,
        unfollowed=(*missed, *_parts(made[:real], walker)),
    )
    facts = recording_quality.facts([one.seen for one in made], len(seconds), scene)
    return Recording(
        info=info,
        rate=rate,
        frame_seconds=seconds,
        tracks=tracks,
        walker=walker,
        findings=recording_quality.about_recording(info, tracks, walker, facts, company=company),
        estimator=estimator[0],
        keypoint_set=estimator[1],
        facts=facts,
    )
