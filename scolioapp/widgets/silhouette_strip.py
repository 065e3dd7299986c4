"""The child, large, at moments over the clip; a click moves the video there.

Pictures from the video while it is there, else the silhouettes that the networks saw. Must not know the
player.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from scolioapp.painting.ink import Align, painting, screen_ink
from scolioapp.painting.overlay import with_hidden_faces
from scolioapp.painting.silhouette_image import silhouette_image
from scolioapp.painting.theme import tokens
from scolioapp.painting.video_crops import CropWish, VideoCrops
from scolioapp.viewmodels.result import ResultViewModel

_WIDE, _HIGH = 56, 72
_GAP = 4
_ROUND = 6.0
_PATIENCE_MS = 250
"""How long the strip rests before it reads the video, so that the player comes first."""


def _paint_picture(painter: QPainter, image: QImage, place: QRectF) -> None:
    """Paint a picture into a place with round corners, keeping its aspect."""
    size = image.size().scaled(place.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    inner = QRectF(0, 0, size.width(), size.height())
    inner.moveCenter(place.center())
    path = QPainterPath()
    path.addRoundedRect(inner, _ROUND, _ROUND)
    painter.save()
    painter.setClipPath(path)
    painter.drawImage(inner, image)
    painter.restore()


class SilhouetteStrip(QWidget):
    """As many small pictures as fit, evenly spaced in time."""

    def __init__(self, model: ResultViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._pictures: dict[int, QImage] = {}
        self._crops: VideoCrops | None = None
        self._wishes: list[CropWish] = []
        self._rested = QTimer(self)
        self._rested.setSingleShot(True)
        self._rested.setInterval(_PATIENCE_MS)
        self._rested.timeout.connect(self._read)
        self._describe()
        model.playback.position_changed.connect(self.update)
        model.display.overlay_changed.connect(self._turn)
        model.screening_changed.connect(self._begin_anew)
        model.display.view_changed.connect(self._turn)
        model.display.video_problem_changed.connect(self._begin_anew)
        model.closed.connect(self._stop)
        self._shown_as = (model.display.mirrored, model.display.blur_faces)
        self._begin()

    def _describe(self) -> None:
        self.setAccessibleName(self.tr("The child throughout the clip"))
        self.setToolTip(self.tr("Click to go there."))

    # Pictures from the video

    def _stop(self) -> None:
        self._rested.stop()
        self._wishes = []
        if self._crops is not None:
            self._crops.stop()
            self._crops = None

    def _begin(self) -> None:
        """Read the pictures that are missing, once all is at rest."""
        self._stop()
        self._rested.start()
        self.update()

    def _begin_anew(self) -> None:
        self._pictures.clear()
        self._shown_as = (self._model.display.mirrored, self._model.display.blur_faces)
        self._begin()

    def _turn(self) -> None:
        """Read the pictures anew where they are shown in another way."""
        if (self._model.display.mirrored, self._model.display.blur_faces) != self._shown_as:
            self._begin_anew()

    def _read(self) -> None:
        path, track = self._model.display.video, self._model.track
        missing = [index for index in self.samples() if index not in self._pictures]
        if path is None or track is None or not missing:
            return
        room = QSize(_WIDE, _HIGH) * self.devicePixelRatioF()
        seconds = {index: float(track.seconds[index]) for index in missing}
        self._wishes = [
            CropWish(index, at, self._model.display.near_at(at, _WIDE / _HIGH), room)
            for index, at in seconds.items()
        ]
        self._crops = VideoCrops(path, self._wishes, self._model.worker, self)
        self._crops.ready.connect(self._take)

    def _take(self, wish: CropWish, image: QImage) -> None:
        if wish in self._wishes:
            if self._model.display.blur_faces:
                recording = self._model.recording
                image = with_hidden_faces(image, wish.view, recording, wish.seconds)
            self._pictures[wish.key] = image
            self.update()

    def picture(self, index: int) -> QImage | None:
        """Return the picture of a frame of the track, or None where its silhouette is shown."""
        return self._pictures.get(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other moments fit."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._begin()

    def sizeHint(self) -> QSize:
        """Return the height of one silhouette."""
        return QSize(400, _HIGH + 4)

    def minimumSizeHint(self) -> QSize:
        """Return the room of two silhouettes."""
        return QSize(2 * (_WIDE + _GAP), _HIGH + 4)

    def samples(self) -> list[int]:
        """Return the frames of the track that are shown, in order."""
        track = self._model.track
        if track is None or len(track.silhouettes) == 0:
            return []
        fit = max(1, (self.width() + _GAP) // (_WIDE + _GAP))
        count = min(fit, len(track.silhouettes))
        return [int(i) for i in np.linspace(0, len(track.silhouettes) - 1, count).round()]

    def _place(self, slot: int, slots: int) -> QRectF:
        pitch = (self.width() - _WIDE) / max(slots - 1, 1)
        pitch = min(pitch, _WIDE + 3 * _GAP)
        return QRectF(slot * pitch, 2, _WIDE, _HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the silhouettes; the one nearest to the time shown is marked."""
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            ink = screen_ink(tokens(self.palette()))
            track, samples = self._model.track, self.samples()
            if track is None or not samples:
                words = self.tr("Nobody was followed, so there is no outline to show.")
                align = Align.LEFT | Align.MIDDLE
                place = QRectF(self.rect())
                ink.write(
                    painter, place, words, face=ink.note, colour=ink.tokens.muted, align=align
                )
                return
            now = int(np.abs(track.seconds[samples] - self._model.playback.position).argmin())
            for slot, index in enumerate(samples):
                place = self._place(slot, len(samples))
                self._paint_ground(painter, place, current=slot == now)
                picture = self.picture(index)
                if picture is not None:
                    _paint_picture(painter, picture, place)
                else:
                    self._paint_one(painter, track.silhouettes[index], place, current=slot == now)
                if slot == now:
                    self._paint_edge(painter, place)

    def _paint_ground(self, painter: QPainter, place: QRectF, *, current: bool) -> None:
        colours = tokens(self.palette())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_soft if current else colours.sunken))
        painter.drawRoundedRect(place, _ROUND, _ROUND)

    def _paint_one(
        self, painter: QPainter, silhouette: NDArray[np.uint8], place: QRectF, *, current: bool
    ) -> None:
        colours = tokens(self.palette())
        if self._model.display.mirrored:
            silhouette = silhouette[:, ::-1]
        square = QRectF(0, 0, _WIDE, _WIDE)
        square.moveCenter(place.center())
        colour = colours.text if current else colours.muted
        painter.drawImage(square, silhouette_image(silhouette, colour))

    def _paint_edge(self, painter: QPainter, place: QRectF) -> None:
        """Mark the picture of the time shown."""
        ink = screen_ink(tokens(self.palette()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(ink.pen(ink.tokens.accent, 3.5 if self.hasFocus() else 2.5))
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), _ROUND, _ROUND)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the silhouette that was clicked."""
        track, samples = self._model.track, self.samples()
        if track is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        for slot, index in enumerate(samples):
            if self._place(slot, len(samples)).contains(event.position()):
                self._model.playback.seek(float(track.seconds[index]))
                return
