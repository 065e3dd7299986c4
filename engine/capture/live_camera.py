"""How the camera stands and whether it moves, told while it films, at little cost.

The same eyes as for a recording (`engine.perception.camera`), on small pictures a few times a second; the
level, which takes some tenths of a second, only when there is time for it.

Must not know: what is said about it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.core.level import Level
from engine.core.video import Frame, VideoInfo
from engine.perception.camera.camera_motion import CameraMotionEstimator
from engine.perception.camera.plumb_line import LevelEstimator
from engine.perception.types import Seen

LEVEL_AFTER = 2.0
"""Seconds of pictures that a level is found in."""
LEVEL_EVERY = 15.0
"""Seconds until the level is found anew."""


def picture_info(width: int, height: int) -> VideoInfo:
    """Return the facts about a camera that those who judge recordings ask for: the size of its frames, px."""
    return VideoInfo(
        name="",
        width=width,
        height=height,
        duration_seconds=0.0,
        fps=0.0,
        variable_frame_rate=True,
        rotation_degrees=0,
        codec="none",
        container="camera",
        bytes=0,
    )


class LiveCamera:
    """Watches what is behind the people.

    Attributes:
        size: Width and height of the frames that are looked at, px.
        level: How the camera stands, as it was found last; None before that.

    Args:
        width: Width of the frames that are looked at, px.
        height: Their height, px.
    """

    def __init__(self, width: int, height: int) -> None:
        self.size = width, height
        self._info = picture_info(width, height)
        self.level: Level | None = None
        self._due = -np.inf
        self.restart()

    def restart(self) -> None:
        """Forget how the camera moved; its level is kept until it is found anew."""
        self._motion = CameraMotionEstimator()
        self._level, self._since = LevelEstimator(self._info), np.inf

    @property
    def moves(self) -> bool:
        """Whether the background moved plainly between the last two small pictures."""
        return self._motion.moves

    def facts(self) -> dict[str, float]:
        """Return how the camera has moved since the restart; see `CameraMotionEstimator.facts`."""
        return self._motion.facts()

    def add(
        self, image: NDArray[np.uint8], seconds: float, people: Sequence[Seen], *, idle: bool
    ) -> None:
        """Take a frame.

        Args:
            image: RGB, uint8 ``[H, W, 3]``.
            seconds: Its time.
            people: Where people are; their edges do not count.
            idle: Whether there is time to find the level, should it be due.
        """
        frame = Frame(image, seconds, 0)
        self._motion.add(frame, people)
        if self.moves:
            self._level, self._since, self._due = LevelEstimator(self._info), np.inf, seconds
        if self.moves or not idle or seconds < self._due:
            return
        self._since = min(self._since, seconds)
        self._level.add(frame, people, moves=False)
        if seconds - self._since >= LEVEL_AFTER:
            self.level, self._due = self._level.level(0.0), seconds + LEVEL_EVERY
            self._level, self._since = LevelEstimator(self._info), np.inf
