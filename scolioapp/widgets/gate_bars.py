"""How much of each kind of trait a network with posture measurements lets through, sorted.

Must not know the view-model.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.core.explanation import Gates
from engine.report import why_words
from scolioapp.i18n import render
from scolioapp.painting.ink import Ink, painting, screen_ink
from scolioapp.painting.theme import tokens

_HEIGHT = 44


def paint_channels(painter: QPainter, gates: Gates, place: QRectF, ink: Ink) -> None:
    """Draw the channel gate from the most open to the most closed, with a line at the half."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ink.tokens.sunken))
    painter.drawRect(place)
    values = sorted(gates.channel, reverse=True)
    step = place.width() / max(len(values), 1)
    corners = [place.bottomLeft()]
    for number, value in enumerate(values):
        y = place.bottom() - value * place.height()
        x = place.left() + number * step
        corners += [QPointF(x, y), QPointF(x + step, y)]
    painter.setBrush(QColor(ink.tokens.grey))
    painter.drawPolygon(QPolygonF([*corners, place.bottomRight()]))
    half = ink.pen(ink.tokens.text, 1)
    half.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(half)
    painter.drawLine(
        QPointF(place.left(), place.center().y()), QPointF(place.right(), place.center().y())
    )
    painter.restore()


class GateBars(QWidget):
    """The channel gate as a widget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gates: Gates | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_gates(self, gates: Gates) -> None:
        """Show the gates of an answer."""
        self._gates = gates
        self.setAccessibleName(QCoreApplication.translate("GateBars", "Channel gate"))
        self.setAccessibleDescription(render(why_words.gates_sentence(gates)))
        self.setToolTip(render(why_words.gates_help()))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the bars."""
        return QSize(280, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the same height at the smallest width."""
        return QSize(80, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars."""
        if self._gates is None:
            return
        with painting(self) as painter:
            paint_channels(
                painter, self._gates, QRectF(self.rect()), screen_ink(tokens(self.palette()))
            )
