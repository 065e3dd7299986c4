"""One picture out of a recording, so that a person sees whose it is. Must not know what is asked about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent
from PySide6.QtWidgets import QWidget

from engine.report.picture_view import PictureView, Region
from scolioapp.jobs.open_video import OpenVideo
from scolioapp.jobs.worker import Priority, Worker
from scolioapp.painting.ink import painting
from scolioapp.painting.player_frames import fitted
from scolioapp.painting.theme import space, tokens

if TYPE_CHECKING:
    from engine.video import VideoFile

_ROOM = QSize(space(32), space(18))
_WHEN = 0.75
"""Share of the recording that lies before the picture: a child that comes nearer is large by then."""


class RecordingPicture(QWidget):
    """A still of a recording; says so where there is none.

    Args:
        video: The recording.
        worker: Reads it.
        parent: Owner.

    Attributes:
        image: The picture, once it was read.
    """

    def __init__(self, video: Path, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image: QImage | None = None
        self._words = ""
        self.setFixedHeight(_ROOM.height())
        self.setMinimumWidth(_ROOM.width())
        self.setAccessibleName(self.tr("A picture of this recording"))
        room = _ROOM * self.devicePixelRatioF()
        self._video = OpenVideo(video, worker, Priority.FIRST)
        self._video.read(
            lambda opened: _still(opened, room), done=self._take, failed=lambda _: self._take(None)
        )

    def stop(self) -> None:
        """Let go of the video."""
        self._video.close()

    def _take(self, image: QImage | None) -> None:
        self._video.close()
        self.image = image
        self._words = "" if image is not None else self.tr("The video cannot be shown.")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture in the middle."""
        with painting(self) as painter:
            room = QRectF(self.rect())
            now = tokens(self.palette())
            painter.fillRect(room, QColor(now.sunken))
            if self.image is None:
                painter.setPen(QColor(now.muted))
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self._words)
                return
            size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(room.center())
            painter.drawImage(place, self.image)


def _still(video: VideoFile, room: QSize) -> QImage | None:
    """Read the picture; on the worker's thread."""
    info = video.info
    frame = video.frame_at(_WHEN * info.duration_seconds)
    whole = PictureView(Region(0, 0, info.width, info.height))
    return None if frame is None else fitted(frame.image, whole, room)
