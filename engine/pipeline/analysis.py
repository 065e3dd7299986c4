"""Read one video once: open it, find and follow everyone, keep each as a gait sequence."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.core.progress import Cancel, Progress, ProgressReport, Stage, check, report
from engine.core.video import VideoInfo
from engine.gait.sequence import CAMERA_GROWTH, GaitSequence, SourceFacts
from engine.gait.silhouettes import normalize_silhouette
from engine.perception.networks import open_estimator
from engine.perception.recording import perceive
from engine.perception.types import PoseEstimator, Recording, Track
from engine.video import VideoFile, probe

DEFAULT_RATE = 15.0
"""Analysis rate, frames a second: that of the training data (Scoliosis1K)."""

_PERCEPTION_SHARE = 0.96


@dataclass(frozen=True, slots=True)
class Analysis:
    """A video read once: everyone in it, ready to be judged.

    Attributes:
        recording: People and findings.
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
    """Give the present time, ISO 8601 with the local time zone."""
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")


def analyse_video(
    path: Path,
    *,
    rate: float | None = DEFAULT_RATE,
    estimator: PoseEstimator | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Analysis:
    """Read a video once and follow everyone in it.

    Args:
        path: The video.
        rate: Frames analysed a second; None takes every frame.
        estimator: Pose networks, from `engine.perception.networks.open_estimator`; the bundled ones where
            None.
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
            estimator or open_estimator(),
            silhouette=normalize_silhouette,
            rate=rate,
            progress=timed,
            cancel=cancel,
        )
    recording = replace(recording, info=info)
    followed = time.monotonic()
    report(progress, Stage.MEASURE, _PERCEPTION_SHARE)
    check(cancel)
    seconds: dict[str, float] = {Stage.OPEN: opened - clock, Stage.FOLLOW: followed - opened}
    return Analysis(recording, sequences_of(recording), rate, started, seconds)


def sequences_of(recording: Recording) -> tuple[GaitSequence, ...]:
    """Give the gait sequence of each track of a recording, in the same order."""
    info = recording.info
    source = SourceFacts(
        width=info.width,
        height=info.height,
        fps=info.fps,
        rotation=info.rotation_degrees,
        sha256=info.sha256,
        name=info.name,
    )
    growth = recording.facts.get(CAMERA_GROWTH)
    return tuple(
        _sequence_of(track, source, recording.keypoint_set, growth) for track in recording.tracks
    )


def _sequence_of(
    track: Track, source: SourceFacts, keypoint_set: str, growth: float | None
) -> GaitSequence:
    """Keep what gait needs of a track, and no picture."""
    lengths = [len(outline) for outline in track.outlines]
    none = np.zeros((0, 2), np.float32)
    points = np.concatenate([none, *(o.reshape(-1, 2) for o in track.outlines)])
    extras: dict[str, NDArray[np.generic]] = {
        "outline_points": points.astype(np.float32),
        "outline_offsets": np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
    }
    if growth is not None:
        extras[CAMERA_GROWTH] = np.array([growth], dtype=np.float64)
    if track.landmarks.shape[1]:
        extras["landmarks"] = track.landmarks
    if track.world.shape[1]:
        extras["world"] = track.world
    return GaitSequence(
        silhouettes=track.silhouettes,
        keypoints=track.keypoints,
        seconds=track.seconds,
        source=source,
        keypoint_set=keypoint_set,
        extras=extras,
        facing=track.facing,
    )
