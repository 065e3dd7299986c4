"""The shapes that go with the outcomes, painted the same in every place."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF

from engine.core.classes import Outcome
from scolioapp.painting.theme import OUTCOME_SHAPES, Shape, tokens


def paint_outcome(
    painter: QPainter, rect: QRectF, outcome: Outcome, palette: QPalette | None = None
) -> None:
    """Paint the shape of an outcome into the largest square in the middle of ``rect``."""
    now = tokens(palette)
    side = min(rect.width(), rect.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(rect.center())
    fill = now.outcome(outcome)
    width = max(1.5, side / 12)
    inner = square.adjusted(width, width, -width, -width)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QColor(now.on_amber) if outcome is Outcome.BORDERLINE and not now.dark else fill
    pen = QPen(edge, width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(fill)
    _paint(painter, inner, OUTCOME_SHAPES[outcome], width)
    painter.restore()


def _paint(painter: QPainter, box: QRectF, shape: Shape, width: float) -> None:
    middle = box.center()
    if shape is Shape.TRIANGLE:
        top = QPointF(middle.x(), box.top())
        painter.drawPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft()]))
    elif shape is Shape.DIAMOND:
        corners = [
            QPointF(middle.x(), box.top()),
            QPointF(box.right(), middle.y()),
            QPointF(middle.x(), box.bottom()),
            QPointF(box.left(), middle.y()),
        ]
        painter.drawPolygon(QPolygonF(corners))
    elif shape is Shape.CIRCLE:
        painter.drawEllipse(box)
    else:
        pen = painter.pen()
        pen.setWidthF(max(2.0, width))
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        # Eight dashes round the circle, whatever its size.
        dash = box.width() * 3.14159 / 16 / pen.widthF()
        pen.setDashPattern([dash, dash])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
