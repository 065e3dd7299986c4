"""What a followed person's track holds of a walk: when, and at what speed it is played.

The part that is not walking (standing, sitting, turning about) is neither measured nor judged; slow
motion is told by the walk itself, or by what the camera noted in the file.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.core import landmarks
from engine.core.findings import Finding, FindingCode, Severity
from engine.core.heading import heading
from engine.core.keypoints import Keypoint
from engine.core.scale import body_height as scaled_height
from engine.core.text import text
from engine.core.video import VideoInfo
from engine.perception.thresholds import DEFAULT, Thresholds
from engine.perception.walk.left_right import SidedPoses
from engine.perception.walk.playback_speed import speed_factor
from engine.perception.walk.smoothing import smooth_keypoints
from engine.perception.walk.walk_detection import (
    WalkSpan,
    body_height,
    longest_walk,
    walking_frames,
)

_FEWEST_FRAMES = 12
_NOTED_FACTOR = 1.5
"""From this many times slower than it was filmed on, what the camera noted counts."""

_FEET = (landmarks.LEFT_HEEL, landmarks.RIGHT_HEEL, landmarks.LEFT_TOE, landmarks.RIGHT_TOE)
_ANKLES = [Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE]


class WalkSegment(NamedTuple):
    """A walk in a track.

    Attributes:
        seconds: How long the longest walk lasts, in the time of life; 0 without one.
        part: Its start and end, seconds of the recording, where it is not the whole track.
        speed_factor: How many times slower than life it is played, or None.
        other: Start and end of the walk the other way, where somebody walks towards the camera and away from
            it; ``part`` is then the longer of the two.
    """

    walks: bool
    seconds: float
    part: tuple[float, float] | None
    speed_factor: float | None
    other: tuple[float, float] | None = None


def find_walk_segment(
    seconds: NDArray[np.float64], sides: SidedPoses, info: VideoInfo
) -> WalkSegment:
    """Find the longest walk of a person, and its speed.

    Args:
        seconds: Times, float64 ``[T]``.
        sides: Unfiltered; which side is which does not matter.
        info: Facts about the video.
    """
    factor = _camera_factor(info) or speed_factor(
        seconds, sides.keypoints, (info.width, info.height)
    )
    walk = _walk(seconds / (factor or 1.0), sides, info)
    if factor is not None and (walk is None or not walk.walks):
        factor, walk = None, _walk(seconds, sides, info)
    if walk is None:
        return WalkSegment(walks=False, seconds=0.0, part=None, speed_factor=None)
    slow = factor or 1.0
    ways = _ways(seconds / slow, sides, info) if walk.walks else None
    if ways is not None:
        both = [(one.start * slow, one.end * slow) for one in ways]
        return WalkSegment(walk.walks, ways[0].seconds, both[0], factor, both[1])
    part = None if walk.whole and walk.walks else (walk.start * slow, walk.end * slow)
    return WalkSegment(walk.walks, walk.end - walk.start, part, factor)


def _camera_factor(info: VideoInfo) -> float | None:
    """Return the factor between the rate of filming that the camera noted and that of the file."""
    if info.capture_fps is None or info.fps <= 0:
        return None
    factor = info.capture_fps / info.fps
    return float(round(factor)) if factor >= _NOTED_FACTOR else None


def _walk(life: NDArray[np.float64], sides: SidedPoses, info: VideoInfo) -> WalkSpan | None:
    hidden = feet_out(sides.keypoints, sides.landmarks, body_height(sides.keypoints), info.height)
    points = smooth_keypoints(life, sides.keypoints)
    return longest_walk(life, walking_frames(life, points, sides.world, feet_out=hidden))


_LEAST_WAY_SECONDS = 1.5
_TURNING_SECONDS = 0.3


def _ways(
    life: NDArray[np.float64], sides: SidedPoses, info: VideoInfo
) -> tuple[WalkSpan, WalkSpan] | None:
    """Find the walks towards the camera and away from it, the longer first; None where one way is walked.

    The turn is where the person is nearest or farthest.
    """
    heights = scaled_height(sides.keypoints.astype(np.float64), life)
    if not np.isfinite(heights).all():
        return None
    size = info.width, info.height
    for turn in (int(heights.argmax()), int(heights.argmin())):
        before = slice(0, int(np.searchsorted(life, life[turn] - _TURNING_SECONDS)))
        after = slice(int(np.searchsorted(life, life[turn] + _TURNING_SECONDS)), len(life))
        if min(before.stop, after.stop - after.start) < _FEWEST_FRAMES:
            continue
        walks = [_walk(life[part], sides.of(part), info) for part in (before, after)]
        headings = [heading(sides.keypoints[part], life[part], size) for part in (before, after)]
        first, second = walks
        if headings[0] * headings[1] != -1 or first is None or second is None:
            continue
        if (
            first.walks
            and second.walks
            and min(w.seconds for w in (first, second)) >= _LEAST_WAY_SECONDS
        ):
            return (first, second) if first.seconds >= second.seconds else (second, first)
    return None


def findings_about_walk(segment: WalkSegment) -> tuple[Finding, ...]:
    """Return the findings about the walk of somebody who walks: only in part, not at the speed of life."""
    if not segment.walks:
        return ()
    findings = []
    if segment.other is not None:
        findings.append(_both_ways())
    elif segment.part is not None:
        start, end = segment.part
        findings.append(
            Finding(
                code=FindingCode.WALKS_IN_PART,
                severity=Severity.INFO,
                message=text(
                    "The person walks from {start} to {end} seconds; only this part is used.",
                    start=round(start, 1),
                    end=round(end, 1),
                ),
                remedy=text("No action needed if this is the walk you want."),
                start_seconds=start,
                end_seconds=end,
            )
        )
    if segment.speed_factor is not None:
        findings.append(_speed(segment.speed_factor))
    return tuple(findings)


def _both_ways() -> Finding:
    return Finding(
        code=FindingCode.WALKS_IN_PART,
        severity=Severity.INFO,
        message=text(
            "The person walks towards the camera and away from it; both directions are measured."
        ),
        remedy=text("No action needed."),
    )


def _speed(factor: float) -> Finding:
    slower = factor > 1
    return Finding(
        code=FindingCode.SLOW_MOTION,
        severity=Severity.REPEAT,
        message=text(
            "The video appears to be in slow motion, about {factor} times slower than real time: "
            "nobody steps that slowly.",
            factor=round(factor),
        )
        if slower
        else text(
            "The video appears to be speeded up, about {factor} times faster than real time: "
            "nobody steps that fast.",
            factor=round(1 / factor, 1),
        ),
        remedy=text("Measure it at real speed, or film again at the usual speed."),
    )


def feet_out(
    keypoints: NDArray[np.float32],
    landmarks: NDArray[np.float32],
    heights: NDArray[np.float64],
    picture: int,
    *,
    limits: Thresholds = DEFAULT,
) -> NDArray[np.bool_]:
    """Tell in which frames the feet reach the picture's lower border or beyond, bool ``[T]``.

    Args:
        keypoints: ``[T, 17, 3]``.
        landmarks: ``[T, 33, 5]`` or ``[T, 0, 5]``.
        heights: The body's height, px, float64 ``[T]``.
        picture: Height of the picture, px.
        limits: Says how wide the strip along the border is.
    """
    feet = keypoints[:, _ANKLES, 1].astype(np.float64)
    if landmarks.shape[1]:
        feet = np.concatenate([feet, landmarks[:, _FEET, 1]], axis=1)
    return np.asarray(feet.max(axis=1) > picture - 1 - limits.border * heights)
