"""From a recording to the people in it: finds, follows, filters and judges, in one pass.

Memory is constant but for what is kept of each person and frame (about 5 kB). Results depend on the
frames alone, never on the number or the timing of threads.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Self

import numpy as np

from engine.core.level import Level
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.video import Frame, FrameSource, VideoInfo
from engine.perception import assembly
from engine.perception.camera.camera_motion import CameraMotionEstimator
from engine.perception.camera.plumb_line import LevelEstimator
from engine.perception.tracking.association import TrackedPerson, associate
from engine.perception.tracking.backward_tracking import EarlierFrames, track_backwards
from engine.perception.tracking.detection import SearchPlan, detect_people
from engine.perception.tracking.frame_feed import FeedFrame, FrameFeed, MemoryBudget, RecentFrames
from engine.perception.tracking.observation import Observation, Observer
from engine.perception.tracking.tracker import Tracker
from engine.perception.tracking.tracklets import ObservationScheduler
from engine.perception.tracking.untracked import Span, untracked_spans
from engine.perception.tracking.worker_pool import WorkerPool
from engine.perception.types import PoseEstimator, Recording, SilhouetteMaker
from engine.runtime.memory import release_memory

_FORWARD_SHARE = 0.92


class _Background:
    """Looks at the room while others look at people: whether the camera moves, and how it stands.

    It has a thread of its own, in which everything is done in the order it was asked for; a context manager.
    """

    def __init__(self, info: VideoInfo) -> None:
        self._motion, self._level = CameraMotionEstimator(), LevelEstimator(info)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="background")
        self._last: Future[None] | None = None

    def __enter__(self) -> Self:
        """Return what looks at the room."""
        return self

    def __exit__(self, *_: object) -> None:
        """Drop what has not begun and wait for what has."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def add(self, frame: Frame, people: Sequence[Observation]) -> None:
        """Take a frame, once the one before is done with; ``people`` are where they were last seen."""
        self._wait()
        self._last = self._pool.submit(self._add, frame, people)

    def _add(self, frame: Frame, people: Sequence[Observation]) -> None:
        self._motion.add(frame, people)
        self._level.add(frame, people, moves=self._motion.moves)

    def _wait(self) -> None:
        if self._last is not None:
            self._last.result()
        self._last = None

    def facts(self) -> tuple[dict[str, float], Future[Level]]:
        """Return the facts about the camera's motion, and its level as soon as that is known."""
        self._wait()
        motion = self._motion.facts()
        speed = motion["camera_speed"] - motion["camera_speed_error"]
        return motion, self._pool.submit(self._level.level, speed)


class _ProgressReporter:
    """Turns the time in the video into progress and time left."""

    def __init__(self, progress: Progress | None, duration: float) -> None:
        self._progress, self._duration = progress, max(duration, 1e-6)
        self._began = time.monotonic()

    def report_share(self, stage: Stage, share: float) -> None:
        """Report a share of the whole, 0 to 1."""
        spent = time.monotonic() - self._began
        left = spent / share * (1 - share) if share > 0.02 else None
        report(self._progress, stage, min(share, 1.0), left)

    def forward(self, seconds: float, *, followed: bool) -> None:
        """Report the first pass."""
        stage = Stage.FOLLOW if followed else Stage.FIND
        self.report_share(stage, _FORWARD_SHARE * min(1.0, max(0.0, seconds / self._duration)))

    def backward(self, share: float) -> None:
        """Report the reading of earlier parts."""
        self.report_share(Stage.FOLLOW, _FORWARD_SHARE + (1 - _FORWARD_SHARE) * share)


def perceive(  # noqa: PLR0913  # what a recording is read with, all by name
    source: FrameSource,
    estimator: PoseEstimator,
    *,
    silhouette: SilhouetteMaker,
    rate: float | None = 15.0,
    dots: bool = False,
    memory: MemoryBudget = MemoryBudget(),  # noqa: B008 - frozen
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Recording:
    """Find everyone in a recording, follow each, choose the walker and judge the recording.

    Args:
        source: The recording.
        estimator: The pose networks.
        silhouette: Makes the normalised silhouette from an upright mask.
        rate: Analysis rate, frames a second; None takes all frames.
        dots: Whether adhesive dots were used, so that coloured spots are looked for.
        memory: How much memory whole frames may take.
        progress: Told the stage, the share done and the time left.
        cancel: Heard within half a second.

    Returns:
        People as tracks, the walker first, with findings about each and about the recording.

    Raises:
        CancelledError: The person cancelled.
        VideoError: The recording cannot be decoded at all.
    """
    reporter = _ProgressReporter(progress, source.info.duration_seconds)
    # What loading the networks took beyond what they need shall not lie beside the frames.
    release_memory()
    with _Background(source.info) as background:
        people, missed, seconds = _track_people(
            source,
            Observer(estimator, silhouette, dots=dots),
            rate,
            memory,
            reporter,
            background,
            cancel,
        )
        check(cancel)
        camera_motion, level = background.facts()
        # The frames are gone by now, and tracks shall not come on top of where they lay.
        release_memory()
        recording = assembly.recording(
            source.info,
            people,
            np.array(seconds, dtype=np.float64),
            rate=rate,
            camera_motion=camera_motion,
            missed=missed,
            estimator=(estimator.name, estimator.keypoint_set),
        )
        reporter.report_share(Stage.FOLLOW, 1.0)
        return replace(recording, level=level.result())


def _track_people(
    source: FrameSource,
    observer: Observer,
    rate: float | None,
    memory: MemoryBudget,
    reporter: _ProgressReporter,
    background: _Background,
    cancel: Cancel | None,
) -> tuple[list[TrackedPerson], list[Span], list[float]]:
    """Track everyone both ways; return people, who was missed and the frames' times.

    Nothing else is left of it, so that whoever is given the people may let go of them one by one.
    """
    estimator = observer.estimator
    with WorkerPool(cancel) as pool:
        scheduler = ObservationScheduler(pool, observer)
        tracker = Tracker(
            pool,
            scheduler,
            lambda feed_frame, window, known: detect_people(
                estimator, feed_frame.frame, window, known
            ),
            SearchPlan(source.info.width, source.info.height),
            RecentFrames(memory.recent),
        )
        frames = source.frames(rate=rate, cancel=cancel)
        with FrameFeed(frames, limit_bytes=memory.ahead) as feed:
            seconds = _track_forwards(feed, tracker, background, reporter, cancel)
        earlier = EarlierFrames(source, seconds, rate, memory.part, cancel)
        track_backwards(earlier, tracker.tracklets, scheduler, done=reporter.backward)
    check(cancel)
    people, brief = associate(tracker.tracklets)
    return people, untracked_spans(people, brief, tracker.doubted), seconds


def _track_forwards(
    feed: FrameFeed,
    tracker: Tracker,
    background: _Background,
    reporter: _ProgressReporter,
    cancel: Cancel | None,
) -> list[float]:
    """Track everyone through the frames, and look at what is behind them; return the frames' times."""
    seconds: list[float] = []
    for frame in feed:
        check(cancel)
        tracker.add(FeedFrame(len(seconds), frame))
        seconds.append(frame.seconds)
        background.add(frame, tracker.boxes())
        reporter.forward(frame.seconds, followed=tracker.is_tracking)
    tracker.finish()
    return seconds
