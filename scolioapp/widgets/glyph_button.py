"""A button with a drawn sign: play, pause, forward, back."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QToolButton, QWidget

from scolioapp.painting.ink import painting
from scolioapp.painting.theme import tokens


class GlyphButton(QToolButton):
    """A button with a drawn sign, in the colour of the text, at any scale."""

    def __init__(self, glyph: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glyph = glyph
        self.setProperty("role", "quiet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(40, 36)

    def set_glyph(self, glyph: str) -> None:
        """Change the sign: ``play``, ``pause``, ``forward`` or ``back``."""
        self._glyph = glyph
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, then its sign."""
        super().paintEvent(event)
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colours = tokens()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.text if self.isEnabled() else colours.strong_border))
            painter.translate(self.width() / 2, self.height() / 2)
            if self._glyph == "back":
                painter.scale(-1, 1)
            if self._glyph == "pause":
                painter.drawRoundedRect(QRectF(-6, -7, 4, 14), 1, 1)
                painter.drawRoundedRect(QRectF(2, -7, 4, 14), 1, 1)
            elif self._glyph == "play":
                painter.drawPolygon(QPolygonF([QPointF(-5, -8), QPointF(8, 0), QPointF(-5, 8)]))
            else:
                painter.drawPolygon(QPolygonF([QPointF(-2, -6), QPointF(7, 0), QPointF(-2, 6)]))
                painter.drawRoundedRect(QRectF(-7, -6, 3, 12), 1, 1)
