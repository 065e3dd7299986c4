"""What is noticed about one person in a recording, as typed findings.

Completeness is judged by geometry: the networks are as sure of a foot outside the picture as of one
inside. Too few gait cycles are noticed elsewhere, by those who know gait.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from engine.core.findings import Finding, FindingCode, Severity
from engine.core.keypoints import Keypoint
from engine.core.text import Text, text
from engine.core.video import VideoInfo
from engine.perception.thresholds import DEFAULT, Limit, Thresholds
from engine.perception.tracking.association import TrackedPerson
from engine.perception.tracking.untracked import Span
from engine.perception.walk.left_right import SidedPoses, sides_apart
from engine.perception.walk.walk_segment import feet_out

_EYES_AND_EARS = slice(0, 5)
_SHOULDERS = [Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER]
_UNSEEN_SECONDS = 0.5
_HIPS = [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]


def severity_if_below(value: float, limit: Limit) -> Severity | None:
    """Judge a value that should be large; None where it is, or where it is unknown."""
    care, repeat = limit
    if not value < care:
        return None
    return Severity.REPEAT if value < repeat else Severity.CARE


def severity_if_above(value: float, limit: Limit) -> Severity | None:
    """Judge a value that should be small; None where it is, or where it is unknown."""
    care, repeat = limit
    if not value > care:
        return None
    return Severity.REPEAT if value > repeat else Severity.CARE


def percent(share: float) -> int:
    """Return a share as whole percent."""
    return round(100 * share)


class _Person:
    """The arrays that the checks share."""

    def __init__(
        self, person: TrackedPerson, sides: SidedPoses, info: VideoInfo, end: float
    ) -> None:
        seen = person.observations
        self.followed, self.sides, self.info, self.end = person, sides, info, end
        self.seconds = np.array([one.seconds for one in seen])
        self.bounds = np.stack([one.bounds for one in seen]).astype(np.float64)
        self.heights = self.bounds[:, 3] - self.bounds[:, 1]
        self.height = float(np.median(self.heights))
        self.light = _median([one.light for one in seen])
        self.blur = _median([one.blur for one in seen])

    def span(self, frames: NDArray[np.bool_]) -> tuple[float, float]:
        """Return the first and last time of the marked frames."""
        times = self.seconds[frames]
        return float(times[0]), float(times[-1])


def _median(values: list[float]) -> float:
    known = [value for value in values if not np.isnan(value)]
    return float(np.median(known)) if known else float("nan")


def _size(person: _Person, limits: Thresholds) -> list[Finding]:
    severity = severity_if_below(person.height, limits.height_px)
    if severity is None:
        return []
    return [
        Finding(
            code=FindingCode.TOO_SMALL,
            severity=severity,
            message=text("The person fills too little of the picture."),
            remedy=text(
                "Film from closer, or hold the camera upright so that the body fills the picture."
            ),
            detail=text(
                "{height} pixels tall; {wanted} are needed.",
                height=round(person.height),
                wanted=round(limits.height_px[0]),
            ),
        )
    ]


def _length(person: _Person, limits: Thresholds) -> list[Finding]:
    return check_length(person.seconds, limits=limits)


def check_length(seconds: NDArray[np.float64], *, limits: Thresholds = DEFAULT) -> list[Finding]:
    """Say that a person is seen for too short a time, or nothing.

    Args:
        seconds: Times of the frames, float64 ``[T]``.
        limits: From where on something is said.
    """
    count = len(seconds)
    lasted = float(seconds[-1] - seconds[0])
    found = {severity_if_below(count, limits.frames), severity_if_below(lasted, limits.seconds)} - {
        None
    }
    if not found:
        return []
    short = severity_if_below(lasted, limits.seconds) is not None
    message, remedy = _of_time(lasted, limits) if short else _of_frames(lasted, count, limits)
    return [
        Finding(
            code=FindingCode.TOO_FEW_FRAMES,
            severity=Severity.REPEAT if Severity.REPEAT in found else Severity.CARE,
            message=message,
            remedy=remedy,
            detail=text("{count} analysed frames.", count=count),
        )
    ]


def _of_time(lasted: float, limits: Thresholds) -> tuple[Text, Text]:
    """Say that somebody is seen for too short a time, and what to do."""
    return text(
        "The person is in view for {seconds} seconds; {wanted} seconds are needed.",
        seconds=round(lasted, 1),
        wanted=round(limits.seconds[0], 1),
    ), text("Film a longer walk: at least six steps with the whole body in the picture.")


def _of_frames(lasted: float, count: int, limits: Thresholds) -> tuple[Text, Text]:
    """Say that somebody is seen long enough, but in too few frames, and what to do."""
    return text(
        "The person is in view for {seconds} seconds, but in {count} frames only; {wanted} frames "
        "are needed.",
        seconds=round(lasted, 1),
        count=count,
        wanted=limits.frames[0],
    ), text("Film at 25 or 30 frames a second, or film a longer walk.")


def _picture(person: _Person, limits: Thresholds) -> list[Finding]:
    findings = []
    if (severity := severity_if_below(person.light, limits.light)) is not None:
        findings.append(
            Finding(
                code=FindingCode.TOO_DARK,
                severity=severity,
                message=text("The person is too dark in the picture."),
                remedy=text("Turn on more lights, and avoid a bright window behind the person."),
                detail=text("{light} % of full brightness.", light=percent(person.light)),
            )
        )
    if (severity := severity_if_above(person.blur, limits.blur)) is not None:
        findings.append(
            Finding(
                code=FindingCode.BLURRED,
                severity=severity,
                message=text("The person is blurred."),
                remedy=text("Clean the lens, use more light, and focus the camera on the person."),
                detail=text(
                    "Blur {blur} of 1; sharp pictures have 0.3 or less.",
                    blur=round(person.blur, 2),
                ),
            )
        )
    return findings


_Message = Callable[[int], Text]


def _feet_message(share: int) -> Text:
    return text(
        "The feet are cut off by the edge of the picture for {share} % of the time.", share=share
    )


def _head_message(share: int) -> Text:
    return text(
        "The head is cut off by the edge of the picture for {share} % of the time.", share=share
    )


def _side_message(share: int) -> Text:
    return text(
        "The body is cut off by the left or right edge of the picture for {share} % of the time.",
        share=share,
    )


def _cut_masks(
    person: _Person, limits: Thresholds
) -> list[tuple[FindingCode, NDArray[np.bool_], _Message]]:
    """Tell for each border in which frames the body reaches it or beyond, bool ``[T]`` each."""
    points = person.sides.keypoints.astype(np.float64)
    strip = limits.border * person.heights
    eyes = points[:, _EYES_AND_EARS, 1].min(axis=1)
    top = eyes - limits.head_above_eyes * person.heights
    x = np.concatenate([points[:, 5:, 0]], axis=1)
    width = person.info.width
    feet = feet_out(
        person.sides.keypoints,
        person.sides.landmarks,
        person.heights,
        person.info.height,
        limits=limits,
    )
    side = (x.min(axis=1) < strip) | (x.max(axis=1) > width - 1 - strip)
    side |= (person.bounds[:, 0] < 1) | (person.bounds[:, 2] > width - 1)
    return [
        (FindingCode.FEET_CUT_OFF, feet, _feet_message),
        (FindingCode.HEAD_CUT_OFF, (top < 0) | (person.bounds[:, 1] < 1), _head_message),
        (FindingCode.SIDE_CUT_OFF, side, _side_message),
    ]


def whole_share(
    person: TrackedPerson, sides: SidedPoses, info: VideoInfo, *, limits: Thresholds = DEFAULT
) -> float:
    """Return the share of a person's frames in which the picture shows the whole body."""
    facts = _Person(person, sides, info, 0.0)
    cut = [frames for _, frames, _ in _cut_masks(facts, limits)]
    return float(1 - np.logical_or.reduce(cut).mean())


def _cut_off(person: _Person, limits: Thresholds) -> list[Finding]:
    findings = []
    for code, frames, message in _cut_masks(person, limits):
        share = float(frames.mean())
        # A share of few frames is uncertain: one frame more or less, as compression makes, shall not decide.
        error = math.sqrt(share * (1 - share) / len(frames))
        severity = severity_if_above(share - error, limits.cut_share)
        if severity is None:
            continue
        start, end = person.span(frames)
        findings.append(
            Finding(
                code=code,
                severity=severity,
                message=message(percent(share)),
                remedy=text(
                    "Move the camera back, or end the walk earlier, so that the whole body stays "
                    "in the picture."
                ),
                start_seconds=start,
                end_seconds=end,
            )
        )
    return findings


def _view(person: _Person, limits: Thresholds) -> list[Finding]:
    points = person.sides.keypoints[..., :2].astype(np.float64)
    trunk = np.linalg.norm(
        points[:, _SHOULDERS].mean(axis=1) - points[:, _HIPS].mean(axis=1), axis=1
    )
    width = np.linalg.norm(points[:, _SHOULDERS[0]] - points[:, _SHOULDERS[1]], axis=1)
    ratio = float(np.median(width / np.maximum(trunk, 1e-6)))
    severity = severity_if_below(ratio, limits.shoulders)
    if severity is None:
        return []
    return [
        Finding(
            code=FindingCode.NOT_FRONTAL,
            severity=severity,
            message=text("The person is not seen from the front or from behind."),
            remedy=text(
                "Ask the person to walk straight towards the camera or straight away from it."
            ),
            detail=text(
                "The shoulders are {ratio} times as wide as the trunk is long; {wanted} is "
                "expected.",
                ratio=round(ratio, 2),
                wanted=round(limits.shoulders[0], 2),
            ),
        )
    ]


def _sides(person: _Person, limits: Thresholds) -> list[Finding]:
    # Seen from the side, the order in the picture says nothing that is worth telling.
    turned = person.sides.exchanged & sides_apart(person.sides.keypoints)
    exchanged = float(turned.mean())
    unclear = float(person.sides.unclear.mean())
    findings = []
    remedy = text(
        "Film with more light, a plain background and clothes that show the arms and legs."
    )
    if exchanged > 0:
        start, end = person.span(turned)
        severity = severity_if_above(exchanged, limits.exchanged) or Severity.INFO
        if person.sides.facing.plain and severity is Severity.REPEAT:
            # The direction of the walk says beyond doubt which side is which.
            severity = Severity.CARE
        findings.append(
            Finding(
                code=FindingCode.SIDES_IN_DOUBT,
                severity=severity,
                message=text(
                    "Left and right were mixed up for part of the time; this was corrected."
                ),
                detail=text("In {share} % of the frames.", share=max(1, percent(exchanged))),
                remedy=remedy,
                start_seconds=start,
                end_seconds=end,
            )
        )
    if unclear > limits.unclear:
        start, end = person.span(person.sides.unclear)
        findings.append(
            Finding(
                code=FindingCode.SIDES_IN_DOUBT,
                severity=Severity.CARE,
                message=text("Left and right cannot be told apart reliably for part of the time."),
                detail=text("In {share} % of the frames.", share=percent(unclear)),
                remedy=remedy,
                start_seconds=start,
                end_seconds=end,
            )
        )
    return findings


def _is_well_inside(bounds: NDArray[np.floating], info: VideoInfo) -> bool:
    """Tell whether a body's box ``[4]`` is well inside the picture."""
    x0, y0, x1, y1 = (float(value) for value in bounds)
    margin = 0.05 * (y1 - y0)
    return x0 > margin and x1 < info.width - margin and y0 > margin and y1 < info.height - margin


def untracked_spans(person: TrackedPerson, info: VideoInfo, end: float) -> list[Span]:
    """Return the times in which a person was not tracked, though well inside the picture around them.

    Args:
        person: Who was followed.
        info: Facts about the video.
        end: Time of the last analysed frame, seconds.
    """
    first, last = person.observations[0], person.observations[-1]
    spans = [Span(start, stop) for start, stop in person.bridged if stop - start > _UNSEEN_SECONDS]
    if first.seconds > _UNSEEN_SECONDS and _is_well_inside(first.bounds, info):
        spans.insert(0, Span(0.0, first.seconds))
    if end - last.seconds > _UNSEEN_SECONDS and _is_well_inside(last.bounds, info):
        spans.append(Span(last.seconds, end))
    return spans


def _was_lost_inside(person: _Person) -> bool:
    """Tell whether the following ended while the body was well inside the picture."""
    ended = person.end - float(person.seconds[-1]) > _UNSEEN_SECONDS
    return ended and _is_well_inside(person.bounds[-1], person.info)


def _track(person: _Person, limits: Thresholds) -> list[Finding]:
    remedy = text("Keep other people out of the picture and obstacles out of the way.")
    findings = [
        Finding(
            code=FindingCode.LOST_TRACK,
            severity=Severity.CARE if end - start > limits.gap_seconds else Severity.INFO,
            message=text(
                "The person was lost for {gap} seconds, then found again.",
                gap=round(end - start, 1),
            ),
            remedy=remedy,
            start_seconds=start,
            end_seconds=end,
        )
        for start, end in person.followed.bridged
    ]
    last = float(person.seconds[-1])
    if person.followed.doubtful or _was_lost_inside(person):
        at = person.followed.doubtful[-1] if person.followed.doubtful else last
        findings.append(
            Finding(
                code=FindingCode.LOST_TRACK,
                severity=Severity.CARE,
                message=text(
                    "The person could not be followed reliably after {seconds} seconds.",
                    seconds=round(at, 1),
                ),
                remedy=remedy,
                start_seconds=at,
            )
        )
    return findings


def findings_about_person(
    person: TrackedPerson,
    sides: SidedPoses,
    info: VideoInfo,
    end: float,
    *,
    limits: Thresholds = DEFAULT,
) -> tuple[Finding, ...]:
    """Return the findings about one person.

    Args:
        person: Who was followed.
        sides: The keypoints after left and right were settled.
        info: Facts about the video.
        end: Time of the last analysed frame, seconds.
        limits: From where on something is said.
    """
    facts = _Person(person, sides, info, end)
    checks = (_length, _size, _cut_off, _picture, _view, _sides, _track)
    return tuple(finding for check in checks for finding in check(facts, limits))
