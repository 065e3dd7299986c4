"""One picture of the person judged, in mid-stance: out of the video, or drawn where that is gone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent
from PySide6.QtWidgets import QWidget

from engine.core.video_sources import is_there
from engine.report.picture_view import Follower, OverlayMode, PictureView
from scolioapp.jobs.worker import Worker
from scolioapp.painting.ink import painting, screen_ink
from scolioapp.painting.moment_picture import mirrored, paint_body, representative, stance
from scolioapp.painting.overlay import Placement, paint_people, with_hidden_faces
from scolioapp.painting.theme import space, tokens
from scolioapp.painting.video_crops import CropWish, VideoCrops

if TYPE_CHECKING:
    from scolioapp.jobs.screener import Screening

_SIZE = QSize(space(34), space(40))


class Still(QWidget):
    """The person judged, seen from behind, with the skeleton and the sides.

    Args:
        video: Where the picture comes from; without it the body is drawn.
    """

    def __init__(
        self,
        screening: Screening,
        video: Path | None,
        worker: Worker,
        *,
        hide_faces: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._screening = screening
        self._hide_faces = hide_faces
        self._person = representative(screening)
        self._image: QImage | None = None
        self._crops: VideoCrops | None = None
        self.setFixedHeight(_SIZE.height())
        self.setMinimumWidth(_SIZE.width() // 2)
        self.setAccessibleName(self.tr("Picture of the person, seen from behind"))
        recording = screening.analysis.recording
        person = screening.result.person
        track = None
        if person is not None and 0 < person <= len(recording.tracks):
            track = recording.tracks[person - 1]
        seconds = stance(screening)
        follower = Follower(track, recording.info.width, recording.info.height)
        region = follower.region(seconds, _SIZE.width() / _SIZE.height())
        self._view = PictureView(region, mirrored(screening))
        if video is not None and is_there(video):
            room = _SIZE * self.devicePixelRatioF()
            self._crops = VideoCrops(video, [CropWish(0, seconds, self._view, room)], worker, self)
            self._crops.ready.connect(self._take)

    @property
    def filmed(self) -> bool:
        """Whether the picture is out of the video."""
        return self._image is not None

    def stop(self) -> None:
        """Let go of the video."""
        if self._crops is not None:
            self._crops.stop()
            self._crops = None

    def _take(self, wish: CropWish, image: QImage) -> None:
        if self._hide_faces:
            recording = self._screening.analysis.recording
            image = with_hidden_faces(image, wish.view, recording, wish.seconds)
        self._image = image
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture in the middle, or the body."""
        with painting(self) as painter:
            room = QRectF(self.rect())
            ink = screen_ink()
            if self._image is None:
                if self._person is not None:
                    width = min(room.width(), 0.8 * room.height())
                    place = QRectF(room.center().x() - width / 2, room.y(), width, room.height())
                    turned = self._view.mirrored
                    paint_body(painter, ink, self._person, place, mirrored=turned)
                    return
                painter.fillRect(room, QColor(tokens(self.palette()).sunken))
                words = self.tr("Nobody was followed")
                painter.setPen(QColor(tokens(self.palette()).muted))
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
                return
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(room.center())
            painter.drawImage(place, self._image)
            if self._person is not None:
                placement = Placement.fit(self._view, place)
                mode = OverlayMode.SKELETON
                paint_people(painter, [self._person], placement, mode=mode, ink=ink, frame=place)
