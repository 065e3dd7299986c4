"""From a recording to the people in it: finds, follows, filters and judges, in one pass.

Memory is constant but for what is kept of each person and frame (about 5 kB). Results depend on the
frames alone, never on the number or the timing of threads.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.video import Frame, FrameSource
from engine.perception import assembly
from engine.perception.camera.camera_motion import Scene
from engine.perception.camera.plumb_line import Plumb
from engine.perception.tracking.association import Followed, people_from
from engine.perception.tracking.backward_tracking import Earlier, follow_backwards
from engine.perception.tracking.detection import SearchPlan, find
from engine.perception.tracking.frame_feed import FrameFeed, MemoryBudget, RecentFrames, Shot
from engine.perception.tracking.observation import Observation, Observer
from engine.perception.tracking.tracker import Following
from engine.perception.tracking.tracklets import Chains
from engine.perception.tracking.untracked import Span, not_followed
from engine.perception.tracking.worker_pool import Crew
from engine.perception.types import PoseEstimator, Recording, SilhouetteMaker
from engine.runtime.memory import give_back

_FORWARD_SHARE = 0.92


class _Background(NamedTuple):
    """What looks at the room: whether the camera moves, and how it stands."""

    scene: Scene
    plumb: Plumb

    def add(self, frame: Frame, people: Sequence[Observation]) -> None:
        """Take a frame; ``people`` are where they were last seen."""
        self.scene.add(frame, people)
        self.plumb.add(frame, people, moves=self.scene.moves)


class _Teller:
    """Turns the time in the video into progress and time left."""

    def __init__(self, progress: Progress | None, duration: float) -> None:
        self._progress, self._duration = progress, max(duration, 1e-6)
        self._began = time.monotonic()

    def tell(self, stage: Stage, share: float) -> None:
        """Report a share of the whole, 0 to 1."""
        spent = time.monotonic() - self._began
        left = spent / share * (1 - share) if share > 0.02 else None
        report(self._progress, stage, min(share, 1.0), left)

    def forward(self, seconds: float, *, followed: bool) -> None:
        """Report the first pass."""
        stage = Stage.FOLLOW if followed else Stage.FIND
        self.tell(stage, _FORWARD_SHARE * min(1.0, max(0.0, seconds / self._duration)))

    def backward(self, share: float) -> None:
        """Report the reading of earlier parts."""
        self.tell(Stage.FOLLOW, _FORWARD_SHARE + (1 - _FORWARD_SHARE) * share)


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
    teller = _Teller(progress, source.info.duration_seconds)
    # What loading the networks took beyond what they need shall not lie beside the frames.
    give_back()
    people, missed, seconds, background = _followed(
        source, Observer(estimator, silhouette, dots=dots), rate, memory, teller, cancel
    )
    scene = background.scene.facts()
    speed = scene["camera_speed"] - scene["camera_speed_error"]
    level = background.plumb.level(speed)
    del background
    check(cancel)
    # The frames are gone by now, and tracks shall not come on top of where they lay.
    give_back()
    recording = assembly.recording(
        source.info,
        people,
        np.array(seconds, dtype=np.float64),
        rate=rate,
        scene=scene,
        missed=missed,
        estimator=(estimator.name, estimator.keypoint_set),
    )
    teller.tell(Stage.FOLLOW, 1.0)
    return replace(recording, level=level)


def _followed(
    source: FrameSource,
    observer: Observer,
    rate: float | None,
    memory: MemoryBudget,
    teller: _Teller,
    cancel: Cancel | None,
) -> tuple[list[Followed], list[Span], list[float], _Background]:
    """Follow everyone both ways; give people, who was missed, the frames' times and the background.

    Nothing else is left of it, so that whoever is given the people may let go of them one by one.
    """
    estimator = observer.estimator
    with Crew(cancel) as crew:
        chains = Chains(crew, observer)
        following = Following(
            crew,
            chains,
            lambda shot, window, known: find(estimator, shot.frame, window, known),
            SearchPlan(source.info.width, source.info.height),
            RecentFrames(memory.recent),
        )
        frames = source.frames(rate=rate, cancel=cancel)
        with FrameFeed(frames, limit_bytes=memory.ahead) as feed:
            background = _Background(Scene(), Plumb(source.info))
            seconds = _forwards(feed, following, background, teller, cancel)
        earlier = Earlier(source, seconds, rate, memory.part, cancel)
        follow_backwards(earlier, following.tracklets, chains, done=teller.backward)
    check(cancel)
    people, brief = people_from(following.tracklets)
    return people, not_followed(people, brief, following.doubted), seconds, background


def _forwards(
    feed: FrameFeed,
    following: Following,
    background: _Background,
    teller: _Teller,
    cancel: Cancel | None,
) -> list[float]:
    """Follow everyone through the frames, and look at what is behind them; give the frames' times."""
    seconds: list[float] = []
    for frame in feed:
        check(cancel)
        following.add(Shot(len(seconds), frame))
        seconds.append(frame.seconds)
        background.add(frame, following.boxes())
        teller.forward(frame.seconds, followed=following.followed)
    following.finish()
    return seconds
