"""What a followed person's track holds of a walk: when, and at what speed it is played.

The part that is not walking (standing, sitting, turning about) is neither measured nor judged; slow
motion is told by the walk itself, or by what the camera noted in the file.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.core.findings import Finding, FindingCode, Severity
from engine.core.text import text
from engine.core.video import VideoInfo
from engine.perception.person_quality import feet_out
from engine.perception.sides import Repaired
from engine.perception.smoothing import smoothed
from engine.perception.tempo import speed_factor
from engine.perception.walking import Walk, body_height, longest_walk, walking

_NOTED_FACTOR = 1.5
"""From this many times slower than it was filmed on, what the camera noted counts."""


class Stroll(NamedTuple):
    """A walk in a track.

    Attributes:
        walks: Whether the person is somebody who walks.
        seconds: How long the longest walk lasts, in the time of life; 0 without one.
        part: Its start and end, seconds of the recording, where it is not the whole track.
        speed_factor: How many times slower than life it is played, or None.
    """

    walks: bool
    seconds: float
    part: tuple[float, float] | None
    speed_factor: float | None


def stroll_of(seconds: NDArray[np.float64], sides: Repaired, info: VideoInfo) -> Stroll:
    """Find the longest walk of a person, and its speed.

    Args:
        seconds: Times, float64 ``[T]``.
        sides: Unfiltered; which side is which does not matter.
        info: Facts about the video.
    """
    factor = _noted(info) or speed_factor(seconds, sides.keypoints, (info.width, info.height))
    walk = _walk(seconds / (factor or 1.0), sides, info)
    if factor is not None and (walk is None or not walk.walks):
        factor, walk = None, _walk(seconds, sides, info)
    if walk is None:
        return Stroll(walks=False, seconds=0.0, part=None, speed_factor=None)
    slow = factor or 1.0
    part = None if walk.whole and walk.walks else (walk.start * slow, walk.end * slow)
    return Stroll(walk.walks, walk.end - walk.start, part, factor)


def _noted(info: VideoInfo) -> float | None:
    """Give the factor between the rate of filming that the camera noted and that of the file."""
    if info.capture_fps is None or info.fps <= 0:
        return None
    factor = info.capture_fps / info.fps
    return float(round(factor)) if factor >= _NOTED_FACTOR else None


def _walk(life: NDArray[np.float64], sides: Repaired, info: VideoInfo) -> Walk | None:
    hidden = feet_out(sides, body_height(sides.keypoints), info.height)
    points = smoothed(life, sides.keypoints)
    return longest_walk(life, walking(life, points, sides.world, feet_out=hidden))


def about_stroll(stroll: Stroll) -> tuple[Finding, ...]:
    """Give the findings about the walk of somebody who walks: only in part, not at the speed of life."""
    if not stroll.walks:
        return ()
    findings = []
    if stroll.part is not None:
        start, end = stroll.part
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
    if stroll.speed_factor is not None:
        findings.append(_speed(stroll.speed_factor))
    return tuple(findings)


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
