"""Exact frames of a video; the latest request wins.

Two sources with one face: `VideoFrames` reads the file, `DrawnFrames` knows the times only (for a
recording whose video is gone). Must not know widgets, nor which decoder `engine.video` uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from engine.core.video import Frame
from engine.report.picture_view import PictureView
from scolioapp.jobs.open_video import OpenVideo
from scolioapp.jobs.worker import Priority, Worker

if TYPE_CHECKING:
    from engine.video import VideoFile

_HAIR = 2e-4
"""Seconds; shorter than any frame, longer than the rounding of a time base."""
_MOST_QUARTERS = 400
"""How far to look for the next frame: a hundred frames of the mean rate."""


class Ask(Enum):
    """Which frame is asked for."""

    AT = "at"
    AFTER = "after"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class FrameRequest:
    """A wish for one frame: the one shown at, next after, or last before ``seconds``.

    Attributes:
        room: How large the picture may be, px of the screen.
    """

    ask: Ask
    seconds: float
    room: QSize
    view: PictureView


@dataclass(frozen=True, slots=True)
class ShownFrame:
    """An answer: the picture (None where only its time is known) and when it is shown.

    Attributes:
        image: The part of the frame that was wished for, no larger than the room that was given.
    """

    image: QImage | None
    seconds: float
    request: FrameRequest


class DrawnFrames(QObject):
    """Times without pictures; answers at once.

    Signals:
        ready: A `ShownFrame`.
        broken: Never sent.
    """

    ready = Signal(object)
    broken = Signal(object)

    def __init__(self, seconds: NDArray[np.float64], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seconds = seconds

    def ask(self, request: FrameRequest) -> None:
        """Answer at once."""
        times = self._seconds
        if len(times) == 0:
            self.ready.emit(ShownFrame(None, request.seconds, request))
            return
        match request.ask:
            case Ask.AT:
                index = int(np.searchsorted(times, request.seconds + _HAIR)) - 1
            case Ask.AFTER:
                index = int(np.searchsorted(times, request.seconds + _HAIR))
            case Ask.BEFORE:
                index = int(np.searchsorted(times, request.seconds - _HAIR)) - 1
        index = min(max(index, 0), len(times) - 1)
        self.ready.emit(ShownFrame(None, float(times[index]), request))

    def stop(self) -> None:
        """Nothing to stop."""


class VideoFrames(QObject):
    """Reads frames of one file, before any other pictures.

    Signals:
        ready: A `ShownFrame`.
        broken: The `ScolioError` that ended the reading.
    """

    ready = Signal(object)
    broken = Signal(object)

    def __init__(self, path: Path, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._video = OpenVideo(path, worker, Priority.FIRST)
        self._reader: _Reader | None = None

    def ask(self, request: FrameRequest) -> None:
        """Ask for a frame; an earlier request that was not begun is dropped."""
        self._video.read(
            partial(self._read, request=request), done=self._show, failed=self.broken.emit
        )

    def stop(self) -> None:
        """Let go of the file."""
        self._video.close()

    def _read(self, video: VideoFile, request: FrameRequest) -> ShownFrame | None:
        self._reader = self._reader or _Reader(video)
        return self._reader.read(request)

    def _show(self, shown: ShownFrame | None) -> None:
        if shown is not None:
            self.ready.emit(shown)


class _Reader:
    """Turns requests into frames that fit the room on the screen; keeps the last one."""

    def __init__(self, video: VideoFile) -> None:
        self._video = video
        self._step = 0.25 / max(video.info.fps, 1.0)
        self._last: tuple[int, QSize, PictureView] | None = None
        self._image = QImage()

    def read(self, request: FrameRequest) -> ShownFrame | None:
        """Answer one request; None where nothing can be decoded there."""
        frame = self._frame(request)
        if frame is None:
            return None
        key = (frame.number, request.room, request.view)
        if key != self._last:
            self._image, self._last = fitted(frame.image, request.view, request.room), key
        return ShownFrame(self._image, frame.seconds, request)

    def _frame(self, request: FrameRequest) -> Frame | None:
        match request.ask:
            case Ask.AT:
                return self._video.frame_at(request.seconds + _HAIR)
            case Ask.BEFORE:
                return self._video.frame_at(request.seconds - _HAIR)
            case Ask.AFTER:
                return self._after(request.seconds)

    def _after(self, seconds: float) -> Frame | None:
        """Find the next frame in quarters of a frame, so that an uneven rate skips none."""
        frame = None
        for quarter in range(1, _MOST_QUARTERS):
            frame = self._video.frame_at(seconds + quarter * self._step)
            if frame is None or frame.seconds > seconds + _HAIR:
                break
        return frame


def fitted(image: NDArray[np.uint8], view: PictureView, room: QSize) -> QImage:
    """Make a picture of a part of a frame, no larger than the room, px of the screen.

    The array ``[H, W, 3]`` may be dropped after.
    """
    part = view.region
    y0, x0 = (
        min(int(low), size - 1) for low, size in zip((part.y0, part.x0), image.shape, strict=False)
    )
    rows = image[y0 : max(round(part.y1), y0 + 1), x0 : max(round(part.x1), x0 + 1)]
    rows = np.ascontiguousarray(rows[:, ::-1] if view.mirrored else rows)
    height, width = rows.shape[:2]
    whole = QImage(rows.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    if room.isEmpty() or (width <= room.width() and height <= room.height()):
        return whole.convertToFormat(QImage.Format.Format_RGB32)
    return whole.scaled(
        room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_RGB32)
