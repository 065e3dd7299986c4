"""Read one video once: open it, find and follow everyone, keep each as a gait sequence."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from engine.core.progress import Cancel, Progress, ProgressReport, Stage, check, report
from engine.core.screening_request import DEFAULT_RATE
from engine.core.video import VideoInfo
from engine.gait.levelling import with_level
from engine.gait.sequence import CAMERA_GROWTH, GaitSequence, SourceFacts
from engine.gait.silhouettes import normalize_silhouette
from engine.perception.networks.estimators import open_estimator
from engine.perception.recording import perceive
from engine.perception.types import PoseEstimator, Recording, Track
from engine.pipeline.speed import walk_of
from engine.video import VideoFile, probe

_PERCEPTION_SHARE = 0.96


@dataclass(frozen=True, slots=True)
class Analysis:
    """A video read once: everyone in it, ready to be judged.

    Attributes:
        sequences: A gait sequence for each track of ``recording``, in the same order.
        rate: Analysis rate, or None for all frames.
        started: Start, ISO 8601.
        stage_seconds: Wall-clock seconds of each stage.
    """

    recording: Recording
    sequences: tuple[GaitSequence, ...]
    rate: float | None
    started: str
    stage_seconds: Mapping[str, float]

    @property
    def info(self) -> VideoInfo:
        """Facts about the video."""
        return self.recording.info


class _Timed:
    """Passes progress on with a fraction of the whole and the seconds left."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._start = time.monotonic()

    def __call__(self, part: ProgressReport) -> None:
        """Pass on a report of perception."""
        if part.fraction is None:
            report(self._progress, part.stage)
            return
        fraction = part.fraction * _PERCEPTION_SHARE
        elapsed = time.monotonic() - self._start
        known = fraction > 0.02 and elapsed > 0.5
        left = elapsed * (1.0 - fraction) / fraction if known else None
        report(self._progress, part.stage, fraction, left)


def now() -> str:
    """Return the present time, ISO 8601 with the local time zone."""
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")


def analyse_video(
    path: Path,
    *,
    rate: float | None = DEFAULT_RATE,
    open_networks: Callable[[], PoseEstimator] = open_estimator,
    dots: bool = False,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Analysis:
    """Read a video once and follow everyone in it.

    Args:
        path: The video.
        rate: Frames analysed a second; None takes every frame.
        open_networks: Opens the pose networks; called once the video is known to be one.
        dots: Whether the person wore adhesive dots; they are looked for in the same pass.
        progress: Told of the stages, with the fraction of the whole and the seconds left.
        cancel: Checked at least every half second.

    Raises:
        VideoError: The file is not a video that can be read.
        PerceptionError: The pose networks cannot be loaded.
        CancelledError: ``cancel`` was set.
    """
    started, clock = now(), time.monotonic()
    report(progress, Stage.OPEN, 0.0)
    info = probe(path, hash_content=True, cancel=cancel)
    opened = time.monotonic()
    timed = _Timed(progress)
    with VideoFile(path) as video:
        recording = perceive(
            video,
            open_networks(),
            silhouette=normalize_silhouette,
            rate=rate,
            dots=dots,
            progress=timed,
            cancel=cancel,
        )
        # Only now is known what could not be decoded.
        recording = replace(recording, info=info, findings=(*recording.findings, *video.findings))
    followed = time.monotonic()
    report(progress, Stage.MEASURE, _PERCEPTION_SHARE)
    check(cancel)
    seconds: dict[str, float] = {Stage.OPEN: opened - clock, Stage.FOLLOW: followed - opened}
    return Analysis(recording, sequences_of(recording), rate, started, seconds)


def sequences_of(recording: Recording) -> tuple[GaitSequence, ...]:
    """Return the gait sequence of each track of a recording, in the same order."""
    return tuple(sequence_of(recording, track) for track in recording.tracks)


def sequence_of(
    recording: Recording,
    track: Track,
    *,
    factor: float = 1.0,
    rate: float | None = None,
) -> GaitSequence:
    """Return the gait sequence of one track: the part that is walked, at the speed of life.

    Args:
        recording: People and findings.
        track: Who walks: one of its tracks, or the other way of one.
        factor: How many times slower than life the recording is played.
        rate: Frames a second of life to keep where ``factor`` is not 1; None keeps all.
    """
    info = recording.info
    source = SourceFacts(
        width=info.width,
        height=info.height,
        fps=info.fps,
        rotation=info.rotation_degrees,
        sha256=info.sha256,
        name=info.name,
    )
    sequence = walk_of(track, source, recording.keypoint_set, factor=factor, rate=rate)
    level = recording.level
    sequence = with_level(sequence, None if level is None else level.moved(factor))
    growth = recording.facts.get(CAMERA_GROWTH)
    if growth is None:
        return sequence
    known = np.array([growth * factor], dtype=np.float64)
    return replace(sequence, extras={**sequence.extras, CAMERA_GROWTH: known})
