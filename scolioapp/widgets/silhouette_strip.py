"""The silhouettes the networks saw, sampled over the clip; a click moves the video there.

Must not know the player.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from scolioapp.viewmodels.result import ResultViewModel
from scolioapp.widgets.ink import Align, painting, screen_ink
from scolioapp.widgets.theme import tokens

_SIDE = 56
_GAP = 4


def silhouette_image(silhouette: NDArray[np.uint8], colour: str) -> QImage:
    """Turn a silhouette uint8 ``[64, 64]`` into a picture of one colour with its values as alpha."""
    rows = np.ascontiguousarray(silhouette)
    height, width = rows.shape
    alpha = QImage(rows.data, width, height, width, QImage.Format.Format_Alpha8)
    image = QImage(alpha.size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.drawImage(0, 0, alpha)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(image.rect(), QColor(colour))
    painter.end()
    return image


class SilhouetteStrip(QWidget):
    """As many silhouettes as fit, evenly spaced in time."""

    def __init__(self, model: ResultViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._describe()
        model.position_changed.connect(self.update)
        model.screening_changed.connect(self.update)

    def _describe(self) -> None:
        self.setAccessibleName(self.tr("Silhouettes over the clip"))
        self.setToolTip(self.tr("What the model sees. Click to go there."))

    def sizeHint(self) -> QSize:
        """Give the height of one silhouette."""
        return QSize(400, _SIDE + 4)

    def minimumSizeHint(self) -> QSize:
        """Give the room of two silhouettes."""
        return QSize(2 * (_SIDE + _GAP), _SIDE + 4)

    def samples(self) -> list[int]:
        """Give the frames of the track that are shown, in order."""
        track = self._model.track
        if track is None or len(track.silhouettes) == 0:
            return []
        fit = max(1, (self.width() + _GAP) // (_SIDE + _GAP))
        count = min(fit, len(track.silhouettes))
        return [int(i) for i in np.linspace(0, len(track.silhouettes) - 1, count).round()]

    def _place(self, slot: int, slots: int) -> QRectF:
        pitch = (self.width() - _SIDE) / max(slots - 1, 1)
        pitch = min(pitch, _SIDE + 3 * _GAP)
        return QRectF(slot * pitch, 2, _SIDE, _SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the silhouettes; the one nearest to the time shown is marked."""
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            ink = screen_ink(tokens(self.palette()))
            track, samples = self._model.track, self.samples()
            if track is None or not samples:
                words = self.tr("No silhouettes: nobody was followed.")
                align = Align.LEFT | Align.MIDDLE
                place = QRectF(self.rect())
                ink.write(
                    painter, place, words, face=ink.note, colour=ink.tokens.muted, align=align
                )
                return
            now = int(np.abs(track.seconds[samples] - self._model.position).argmin())
            for slot, index in enumerate(samples):
                place = self._place(slot, len(samples))
                self._paint_one(painter, track.silhouettes[index], place, current=slot == now)

    def _paint_one(
        self, painter: QPainter, silhouette: NDArray[np.uint8], place: QRectF, *, current: bool
    ) -> None:
        ink = screen_ink(tokens(self.palette()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink.tokens.accent_soft if current else ink.tokens.sunken))
        painter.drawRoundedRect(place, 6, 6)
        colour = ink.tokens.text if current else ink.tokens.muted
        painter.drawImage(place, silhouette_image(silhouette, colour))
        if current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(ink.pen(ink.tokens.accent, 2.5 if self.hasFocus() else 1.5))
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 6, 6)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the silhouette that was clicked."""
        track, samples = self._model.track, self.samples()
        if track is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        for slot, index in enumerate(samples):
            if self._place(slot, len(samples)).contains(event.position()):
                self._model.seek(float(track.seconds[index]))
                return

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._describe()
            self.update()
