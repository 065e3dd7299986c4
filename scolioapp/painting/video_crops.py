"""Small pictures cut out of a video, one after the other.

Must not know what they show. Whoever asks shows something else until a picture comes, and where none
does: a video that cannot be read is told of by the player.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from engine.report.picture_view import PictureView
from scolioapp.jobs.open_video import OpenVideo
from scolioapp.jobs.worker import Priority, Worker
from scolioapp.painting.player_frames import fitted

if TYPE_CHECKING:
    from engine.video import VideoFile


@dataclass(frozen=True, slots=True)
class CropWish:
    """A wish for one picture.

    Attributes:
        room: How large the picture may be, px of the screen.
    """

    key: int
    seconds: float
    view: PictureView
    room: QSize


class VideoCrops(QObject):
    """Reads the wished-for pictures in order of time, after the frames of a player; then lets go of the file.

    Signals:
        ready: A `CropWish` and its ``QImage``.
    """

    ready = Signal(object, object)

    def __init__(
        self, path: Path, wishes: Sequence[CropWish], worker: Worker, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._video = OpenVideo(path, worker, Priority.LATER)
        self._wishes = sorted(wishes, key=lambda wish: wish.seconds)
        self._begin_next()

    def stop(self) -> None:
        """Let go of the file; the object is not used afterwards."""
        self._video.close()
        self.deleteLater()

    def _begin_next(self) -> None:
        if not self._wishes:
            self._video.close()
            return
        wish = self._wishes.pop(0)
        self._video.read(
            partial(_cut, wish=wish),
            done=partial(self._show, wish),
            failed=lambda _: self._video.close(),
        )

    def _show(self, wish: CropWish, image: QImage | None) -> None:
        self._begin_next()
        if image is not None:
            self.ready.emit(wish, image)


def _cut(video: VideoFile, wish: CropWish) -> QImage | None:
    frame = video.frame_at(wish.seconds)
    return None if frame is None else fitted(frame.image, wish.view, wish.room)
