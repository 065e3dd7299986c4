"""The state of a training run: a shape that goes with its word, painted the same in every place."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from scolioapp.painting.theme import TextSize, font, space, tokens
from scolioapp.viewmodels.lines_table import Index
from scolioapp.widgets.row_table import WordlessCell

SIDE = 12
"""Side of the shape, logical px."""


def paint_state(painter: QPainter, rect: QRectF, state: str, owner: QWidget | None = None) -> None:
    """Paint the shape of a state into the middle of ``rect``.

    Running is a triangle that points onwards, paused two bars, stopped a square, failed a triangle that
    stands, done a disc; what is about to begin is a ring.
    """
    now = tokens(owner.palette() if owner is not None else None)
    box = QRectF(0, 0, SIDE, SIDE)
    box.moveCenter(rect.center())
    colours = {
        "running": now.accent,
        "paused": now.amber,
        "failed": now.vermilion,
        "done": now.blue,
    }
    colour = QColor(colours.get(state, now.grey))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    _shape(painter, box, state, colour)
    painter.restore()


def _shape(painter: QPainter, box: QRectF, state: str, colour: QColor) -> None:
    if state == "running":
        ahead = QPointF(box.right(), box.center().y())
        painter.drawPolygon(QPolygonF([box.topLeft(), ahead, box.bottomLeft()]))
    elif state == "failed":
        top = QPointF(box.center().x(), box.top())
        painter.drawPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft()]))
    elif state == "paused":
        third = box.width() / 3
        painter.drawRect(QRectF(box.left(), box.top(), third, box.height()))
        painter.drawRect(QRectF(box.right() - third, box.top(), third, box.height()))
    elif state == "stopped":
        painter.drawRect(box.adjusted(1, 1, -1, -1))
    elif state == "done":
        painter.drawEllipse(box)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2))
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))


class StateMark(QWidget):
    """The shape of a state as a widget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = ""
        self.setFixedSize(space(2), space(2))

    def show_state(self, state: str) -> None:
        """Show the shape of a state; none for ""."""
        self.state = state
        self.setVisible(bool(state))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape."""
        painter = QPainter(self)
        paint_state(painter, QRectF(self.rect()), self.state, self)
        painter.end()


class StateCell(WordlessCell):
    """A cell with a shape before its word."""

    def __init__(self, role: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground and edge as usual, then shape and word."""
        super().paint(painter, option, index)
        room = QRectF(option.rect).adjusted(space(1.25), 0, -space(0.5), 0)
        mark = QRectF(room.left(), room.top(), SIDE, room.height())
        widget = option.widget
        paint_state(painter, mark, str(index.data(self._role)), widget)
        painter.save()
        painter.setFont(font(TextSize.BODY))
        painter.setPen(QColor(tokens(option.palette).text))
        room.setLeft(mark.right() + space(1))
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, align, str(index.data()))
        painter.restore()
