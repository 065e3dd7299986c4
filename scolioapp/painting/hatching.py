"""Slanted stripes: the sign of an answer that must not be relied on; a band of them, and a small mark.

The mark stands beside every outcome that a model without validation gave, in lists, on pages and on
paper. Which words it carries is `engine.core.model_status.mark_of`'s. Must not know where it stands.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath

from scolioapp.painting.ink import Align, Ink
from scolioapp.painting.theme import Tokens

_EDGE = 8.0
"""Width of the stripes on either side of a mark's words, logical px."""


def paint_hatching(painter: QPainter, place: QRectF, colours: Tokens, unit: float = 1.0) -> None:
    """Fill a rectangle with slanted stripes."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(place)
    painter.fillRect(place, QColor(colours.sunken))
    _paint_stripes(painter, place, colours, unit)
    painter.restore()


def _paint_stripes(painter: QPainter, place: QRectF, colours: Tokens, unit: float) -> None:
    pen_width, pitch = 5 * unit, 12 * unit
    pen = painter.pen()
    pen.setColor(QColor(colours.amber))
    pen.setWidthF(pen_width)
    painter.setPen(pen)
    x = place.left() - place.height()
    while x < place.right() + pitch:
        painter.drawLine(
            QPointF(x, place.bottom() + pen_width),
            QPointF(x + place.height() + 2 * pen_width, place.top() - pen_width),
        )
        x += pitch


def mark_width(words: str, ink: Ink) -> float:
    """Return the width of a mark, device units."""
    return ink.width(words, ink.note_bold) + 2 * (_EDGE + 4) * ink.unit


def mark_height(ink: Ink) -> float:
    """Return the height of a mark, device units."""
    return ink.metrics(ink.note_bold).height() + 3 * ink.unit


def paint_mark(painter: QPainter, place: QRectF, words: str, ink: Ink) -> None:
    """Draw a mark at the left of a place, half-way up: words on a plate between stripes."""
    width = min(mark_width(words, ink), place.width())
    box = QRectF(place.left(), place.center().y() - mark_height(ink) / 2, width, mark_height(ink))
    colours, round_ = ink.tokens, 4 * ink.unit
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(box, round_, round_)
    painter.setClipPath(path)
    painter.fillRect(box, QColor(colours.sunken))
    _paint_stripes(painter, box, colours, 0.6 * ink.unit)
    plate = box.adjusted(_EDGE * ink.unit, 0, -_EDGE * ink.unit, 0)
    painter.fillRect(plate, QColor(colours.surface))
    painter.restore()
    painter.strokePath(path, ink.pen(colours.strong_border, 1))
    align = Align.CENTRE | Align.MIDDLE
    ink.write(painter, plate, words, face=ink.note_bold, colour=colours.text, align=align)
