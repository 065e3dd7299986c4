"""Scenes put together from a real walk: several walkers abreast, a mirror, a poster, a camera that moves.

A `FrameSource` in memory: nothing is encoded, so that a test sees what perception makes of the picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.core.progress import check
from engine.core.video import Frame, VideoInfo
from engine.video import VideoFile

Image = NDArray[np.uint8]


def frames_of(clip: Path, part: tuple[slice, slice], *, scale: float, rate: float) -> list[Image]:
    """Read a part of every frame of a clip (rows, columns), made smaller by ``scale``."""
    with VideoFile(clip) as video:
        found = [frame.image[part] for frame in video.frames(rate=rate)]
    size = (round(found[0].shape[1] * scale), round(found[0].shape[0] * scale))
    return [np.asarray(cv2.resize(one, size, interpolation=cv2.INTER_AREA)) for one in found]


@dataclass(frozen=True)
class Piece:
    """Where and how a walk is shown: left edge px, frames of delay, mirrored, frozen, smaller."""

    x: int
    delay: int = 0
    mirrored: bool = False
    frozen: bool = False
    scale: float = 1.0

    def shown(self, frames: Sequence[Image], number: int) -> Image:
        """Return the picture for a frame; the walk goes to and fro for ever."""
        last = len(frames) - 1
        place = (self.delay if self.frozen else number + self.delay) % (2 * last)
        image = frames[place if place <= last else 2 * last - place]
        if self.mirrored:
            image = image[:, ::-1]
        if self.scale != 1.0:
            image = np.asarray(cv2.resize(image, None, fx=self.scale, fy=self.scale))
        return image


class Collage:
    """A `FrameSource`: pieces over a background, seen through a window that may move.

    Args:
        frames: The walk.
        pieces: Where it is shown; later ones lie over earlier ones, all stand on the lower border.
        count: Number of frames.
        size: Width and height, px.
        background: Picture behind, at least of that size; None takes grey.
        view: For a time in seconds: affine ``[2, 3]`` from the scene to the picture; None holds still.
        rate: Frames a second.
    """

    def __init__(
        self,
        frames: Sequence[Image],
        pieces: Sequence[Piece],
        *,
        count: int,
        size: tuple[int, int],
        background: Image | None = None,
        view: Callable[[float], NDArray[np.float64]] | None = None,
        rate: float = 15.0,
    ) -> None:
        self._frames, self._pieces, self._count = frames, pieces, count
        self._size, self._background, self._view, self._rate = size, background, view, rate
        self.findings = ()

    @property
    def info(self) -> VideoInfo:
        return VideoInfo(
            name="collage.mp4",
            width=self._size[0],
            height=self._size[1],
            duration_seconds=self._count / self._rate,
            fps=self._rate,
            variable_frame_rate=False,
            rotation_degrees=0,
            codec="h264",
            container="mp4",
            bytes=1,
        )

    def picture(self, number: int) -> Image:
        width, height = self._size
        if self._background is None:
            scene = np.full((height, width, 3), 128, dtype=np.uint8)
        else:
            scene = self._background[:height, :width].copy()
        for piece in self._pieces:
            image = piece.shown(self._frames, number)
            rows, columns = min(height, image.shape[0]), min(width - piece.x, image.shape[1])
            scene[height - rows :, piece.x : piece.x + columns] = image[-rows:, :columns]
        if self._view is None:
            return scene
        affine = self._view(number / self._rate)
        moved = cv2.warpAffine(scene, affine, (width, height), borderMode=cv2.BORDER_REFLECT)
        return np.asarray(moved, dtype=np.uint8)

    def frames(self, *, start=0.0, end=None, rate=None, cancel=None) -> Iterator[Frame]:
        for number in range(self._count):
            check(cancel)
            seconds = number / self._rate
            if end is not None and seconds >= end:
                return
            if seconds >= start:
                yield Frame(self.picture(number), seconds, number)
