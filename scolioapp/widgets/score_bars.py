"""How much a model saw of each class, as bars without figures, for the screen and the paper.

A model that is not calibrated gives no probabilities: a figure would be read as a risk. Must not know
the view-model, nor decide which models these are: that is `engine.report.wording.score_bars`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from scolioapp.painting.ink import Align, Ink, painting, screen_ink
from scolioapp.painting.theme import tokens

Bars = Sequence[tuple[str, float]]
"""Classes and the lengths of their bars, in [0, 1]."""


def bars_height(bars: Bars, ink: Ink) -> float:
    """Return the height of all bars, device units."""
    return len(bars) * _row(ink)


def _row(ink: Ink) -> float:
    return ink.metrics(ink.note).height() + 4 * ink.unit


def paint_bars(painter: QPainter, bars: Bars, place: QRectF, ink: Ink) -> None:
    """Draw a row for each class: its name, and a bar of the share of what the model saw."""
    column = max((ink.width(name, ink.note) for name, _ in bars), default=0.0) + 10 * ink.unit
    column = min(column, 0.6 * place.width())
    painter.save()
    for number, (name, share) in enumerate(bars):
        y = place.top() + number * _row(ink)
        words = QRectF(place.left(), y, column, _row(ink))
        align = Align.LEFT | Align.MIDDLE
        ink.write(painter, words, name, face=ink.note, colour=ink.tokens.muted, align=align)
        high = 8 * ink.unit
        whole = QRectF(place.left() + column, y, place.width() - column, high)
        whole.moveTop(y + (_row(ink) - high) / 2)
        painter.setPen(ink.pen(ink.tokens.strong_border, 1))
        painter.setBrush(QColor(ink.tokens.sunken))
        painter.drawRect(whole)
        full = QRectF(whole)
        full.setWidth(share * whole.width())
        painter.fillRect(full, QColor(ink.tokens.muted))
    painter.restore()


class ScoreBars(QWidget):
    """The bars as a widget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: Bars = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Bars) -> None:
        """Show these bars; nothing where there are none."""
        self.bars = bars
        self.setVisible(bool(bars))
        self.setAccessibleName(
            QCoreApplication.translate("ScoreBars", "What the model saw, without figures")
        )
        self.setFixedHeight(round(bars_height(bars, screen_ink())))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of all bars."""
        return QSize(240, round(bars_height(self.bars, screen_ink())))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars."""
        with painting(self) as painter:
            place = QRectF(self.rect()).adjusted(0, 0, -1, 0)
            paint_bars(painter, self.bars, place, screen_ink(tokens(self.palette())))
