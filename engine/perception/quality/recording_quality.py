"""What is noticed about a recording as a whole, as typed findings, and numbers about it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.core.findings import Finding, FindingCode, Severity
from engine.core.text import text
from engine.core.video import VideoInfo
from engine.perception.quality.person_quality import severity_if_above, severity_if_below
from engine.perception.thresholds import DEFAULT, Thresholds
from engine.perception.tracking.association import TrackedPerson
from engine.perception.tracking.untracked import Span, most_at_once
from engine.perception.types import Track
from engine.perception.walk.walk_detection import LEAST_STRETCH


def check_rate(fps: float, *, limits: Thresholds = DEFAULT) -> list[Finding]:
    """Say that there are too few frames a second of life, or nothing."""
    severity = severity_if_below(fps, limits.fps)
    if severity is None:
        return []
    return [
        Finding(
            code=FindingCode.LOW_FRAME_RATE,
            severity=severity,
            message=text(
                "The video has {fps} frames a second; 15 or more are needed.", fps=round(fps, 1)
            ),
            remedy=text("Film at 25 or 30 frames a second."),
        )
    ]


def _rate(info: VideoInfo, factor: float, limits: Thresholds) -> list[Finding]:
    findings = check_rate(info.fps * factor, limits=limits)
    if info.variable_frame_rate:
        findings.append(
            Finding(
                code=FindingCode.VARIABLE_FRAME_RATE,
                severity=Severity.INFO,
                message=text("The camera filmed at an uneven rate; this was allowed for."),
                remedy=text("No action needed."),
                detail=text("The time between frames varies; the real times are used."),
            )
        )
    return findings


def check_camera(facts: Mapping[str, float], *, limits: Thresholds = DEFAULT) -> list[Finding]:
    """Say that the camera moves, or nothing; facts as of `CameraMotionEstimator.facts`."""
    speed = facts.get("camera_speed", math.nan)
    # What may be the measurement's own is taken off: the way a video is stored shall not decide.
    severity = severity_if_above(speed - facts.get("camera_speed_error", 0.0), limits.camera_speed)
    if severity is None:
        return []
    return [
        Finding(
            code=FindingCode.CAMERA_MOVING,
            severity=severity,
            message=text("The camera moves."),
            remedy=text(
                "Put the camera on a tripod or a table, and do not turn it to follow the person."
            ),
            detail=text(
                "The background shifts by {speed} % of the picture per second.",
                speed=round(100 * speed, 1),
            ),
        )
    ]


def _overlap(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """Return the common area of two boxes ``[4]``, by the smaller one's area."""
    low, high = np.maximum(one[:2], other[:2]), np.minimum(one[2:], other[2:])
    common = float(np.prod(np.clip(high - low, 0, None)))
    smaller = min(float(np.prod(box[2:] - box[:2])) for box in (one, other))
    return common / smaller if smaller > 0 else 0.0


def overlap_share(track: Track, others: Sequence[Track], *, limits: Thresholds = DEFAULT) -> float:
    """Return the share of a track's frames in which somebody else's box overlaps with its box."""
    touched = np.zeros(len(track.seconds), dtype=bool)
    for other in others:
        _, mine, theirs = np.intersect1d(track.indices, other.indices, return_indices=True)
        for i, j in zip(mine, theirs, strict=True):
            if _overlap(track.boxes[i], other.boxes[j]) >= limits.touch_overlap:
                touched[i] = True
    return float(touched.mean())


class OtherPeople(NamedTuple):
    """What is known of those besides the walker.

    Attributes:
        images: Tracks that are mirror images of others, by index.
        merged: Share of a track's frames whose outline holds another body too, by index.
        untracked: When people were seen who were not followed, or were not followed for a part.
    """

    images: frozenset[int] = frozenset()
    merged: Mapping[int, float] = MappingProxyType({})
    untracked: tuple[Span, ...] = ()


def _people(
    tracks: Sequence[Track], walker: int | None, other_people: OtherPeople, limits: Thresholds
) -> list[Finding]:
    if not tracks:
        return [
            Finding(
                code=FindingCode.NOBODY_FOUND,
                severity=Severity.REPEAT,
                message=text("Nobody was found in the recording."),
                remedy=text(
                    "Film one person from head to feet, in good light, from 2 to 6 metres away."
                ),
            )
        ]
    findings = []
    if walker is None:
        findings.append(_no_walker(tracks))
    lasting = [
        index
        for index, track in enumerate(tracks)
        if float(np.ptp(track.seconds)) >= limits.other_seconds and index not in other_people.images
    ]
    if len(lasting) > 1:
        findings.append(_several_people(tracks, walker, len(lasting), other_people, limits))
    return [*findings, *_mirror_images(other_people), *_untracked(other_people)]


def _mirror_images(other_people: OtherPeople) -> list[Finding]:
    if not other_people.images:
        return []
    return [
        Finding(
            code=FindingCode.SEVERAL_PEOPLE,
            severity=Severity.INFO,
            message=text(
                "Mirror images in the recording: {count}. Only the people themselves are analysed.",
                count=len(other_people.images),
            ),
            remedy=text("Cover the mirror, or film where there is none in the picture."),
        )
    ]


def _untracked(other_people: OtherPeople) -> list[Finding]:
    spans = other_people.untracked
    if not spans:
        return []
    start, end = min(one.start for one in spans), max(one.end for one in spans)
    return [
        Finding(
            code=FindingCode.NOT_FOLLOWED,
            severity=Severity.INFO,
            message=text(
                "People seen but not followed, or followed only part of the time: {count}.",
                count=most_at_once(spans),
            ),
            remedy=text(
                "Check that the correct person was chosen; where possible, film one person alone."
            ),
            start_seconds=start,
            end_seconds=end,
        )
    ]


def _no_walker(tracks: Sequence[Track]) -> Finding:
    """Say that nobody walks, or that nobody walks for long enough."""
    remedy = text("Film the person walking for at least six steps.")
    walks = [track.part for track in tracks if track.part is not None]
    if not walks:
        return Finding(
            code=FindingCode.NOBODY_WALKS,
            severity=Severity.REPEAT,
            message=text(
                "Nobody is walking in the recording (people seen: {count}).", count=len(tracks)
            ),
            remedy=remedy,
        )
    start, end = max(walks, key=lambda part: part[1] - part[0])
    return Finding(
        code=FindingCode.WALKS_IN_PART,
        severity=Severity.REPEAT,
        message=text(
            "The longest walk in the recording lasts {seconds} seconds; {wanted} seconds are needed.",
            seconds=round(end - start, 1),
            wanted=round(LEAST_STRETCH, 1),
        ),
        remedy=remedy,
        start_seconds=start,
        end_seconds=end,
    )


def _several_people(
    tracks: Sequence[Track],
    walker: int | None,
    count: int,
    other_people: OtherPeople,
    limits: Thresholds,
) -> Finding:
    remedy = text(
        "Check that the correct person was chosen; where possible, film one person alone."
    )
    touched = merged = 0.0
    if walker is not None:
        others = [track for index, track in enumerate(tracks) if index != walker]
        touched = overlap_share(tracks[walker], others, limits=limits)
        merged = other_people.merged.get(walker, 0.0)
    if (severity := severity_if_above(merged, limits.merged_share)) is not None:
        return Finding(
            code=FindingCode.SEVERAL_PEOPLE,
            severity=severity,
            message=text(
                "There are {count} people in the recording. For {share} % of the time the walker "
                "cannot be told from someone else; that time is left out.",
                count=count,
                share=round(100 * merged),
            ),
            remedy=remedy,
        )
    close = touched > limits.touch_share
    return Finding(
        code=FindingCode.SEVERAL_PEOPLE,
        severity=Severity.CARE if close else Severity.INFO,
        message=text(
            "There are {count} people in the recording. For {share} % of the time someone else is "
            "close to the walker.",
            count=count,
            share=round(100 * touched),
        )
        if close
        else text(
            "There are {count} people in the recording; one of them was chosen.", count=count
        ),
        remedy=remedy,
    )


def findings_about_recording(
    info: VideoInfo,
    tracks: Sequence[Track],
    walker: int | None,
    facts: Mapping[str, float],
    *,
    other_people: OtherPeople = OtherPeople(),  # noqa: B008 - frozen
    limits: Thresholds = DEFAULT,
) -> tuple[Finding, ...]:
    """Return the findings about the recording as a whole.

    Args:
        info: Facts about the video.
        tracks: Everyone who was followed.
        walker: Index of the walker, or None.
        facts: Numbers about the recording, from `recording_facts`.
        other_people: What is known of those besides the walker.
        limits: From where on something is said.
    """
    factor = 1.0 if walker is None else tracks[walker].speed_factor or 1.0
    return (
        *_people(tracks, walker, other_people, limits),
        *_rate(info, factor, limits),
        *check_camera(facts, limits=limits),
    )


class ImageQuality(NamedTuple):
    """What the looks at one person say about the recording.

    Attributes:
        brightness: Median brightness of the body's box, [0, 1]; NaN where not measured.
        blur: Median blur, 0 sharp to 1 blurred; NaN where not measured.
        torso_in_mask: Mean share of the torso's keypoints in the mask; NaN without masks.
    """

    observations: int
    brightness: float
    blur: float
    torso_in_mask: float


def summarise_images(person: TrackedPerson) -> ImageQuality:
    """Sum up the looks at a person."""
    seen = person.observations
    light, blur, inside = (
        [value for value in values if not math.isnan(value)]
        for values in (
            [one.light for one in seen],
            [one.blur for one in seen],
            [one.inside for one in seen],
        )
    )
    return ImageQuality(
        len(seen),
        float(np.median(light)) if light else math.nan,
        float(np.median(blur)) if blur else math.nan,
        float(np.mean(inside)) if inside else math.nan,
    )


def recording_facts(
    people: Sequence[ImageQuality], count: int, camera_motion: Mapping[str, float]
) -> dict[str, float]:
    """Return numbers about the recording, for tests, benchmarks and the curious.

    Args:
        people: Everyone who was followed, the walker (or the longest) first.
        count: Number of analysed frames.
        camera_motion: Facts about the camera, from `engine.perception.camera.camera_motion`.

    Returns:
        Besides ``camera_motion``: ``frames``, ``people``, ``observations``; and about the first person
        ``brightness``, ``blur`` and ``torso_in_mask`` (see `ImageQuality`). What is not known is left out.
    """
    numbers = {
        **camera_motion,
        "frames": float(count),
        "people": float(len(people)),
        "observations": float(sum(person.observations for person in people)),
    }
    if people:
        first = people[0]
        numbers["brightness"], numbers["blur"] = first.brightness, first.blur
        numbers["torso_in_mask"] = first.torso_in_mask
    return {name: value for name, value in numbers.items() if not math.isnan(value)}
