"""Transparent layers over the video in which a person points at places, with the mouse or the keys.

`AimLayer` aims; `DotLayer` points out a dot; `LineLayer` draws lines along door frames and moves their ends.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from scolioapp.painting.ink import painting, screen_ink
from scolioapp.painting.reference_marks import PLUMB_COLOUR, paint_line
from scolioapp.painting.theme import tokens
from scolioapp.viewmodels.dots_review import DotsReview
from scolioapp.viewmodels.vertical import VerticalByHand
from scolioapp.widgets.video_canvas import VideoCanvas

_STEP, _FINE = 12.0, 1.0
_REACH = 12.0
"""How near to an end of a line a press takes hold of it, logical px."""
_KEYS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


class AimLayer(QWidget):
    """Covers the canvas while something is pointed at.

    Arrows move a cross (with Shift by single px), Enter or Space points, Esc leaves.
    """

    def __init__(self, canvas: VideoCanvas) -> None:
        super().__init__(canvas)
        self.canvas = canvas
        self._aim: QPointF | None = None
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        canvas.installEventFilter(self)
        self.hide()

    def show_over(self, shown: bool) -> None:
        """Cover the canvas and take the keys, or give both back."""
        if shown and self.isHidden():
            self._aim = None
            self.setGeometry(self.canvas.rect())
            self.show()
            self.raise_()
            self.setFocus()
        elif not shown and not self.isHidden():
            had = self.hasFocus()
            self.hide()
            if had:
                self.canvas.setFocus()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the canvas."""
        if watched is self.canvas and event.type() == QEvent.Type.Resize:
            self.setGeometry(self.canvas.rect())
        return super().eventFilter(watched, event)

    def place(self, point: QPointF) -> tuple[float, float]:
        """Return the place in the frame, px, under a point of the layer."""
        return self.canvas.placement().place(point)

    def point_at(self, point: QPointF) -> None:
        """Take what is pointed at."""
        raise NotImplementedError

    def leave(self) -> None:
        """End without pointing."""
        raise NotImplementedError

    def undo(self) -> None:
        """Take the last pointing back."""
        raise NotImplementedError

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Point with the left button."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._aim = None
            self.point_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        self._aim = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Aim and point by keys."""
        aim = self._aim or QPointF(self.rect().center())
        if event.key() in _KEYS:
            fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            ways = QPointF(*_KEYS[Qt.Key(event.key())]) * (_FINE if fine else _STEP)
            aim = aim + ways
            x = min(max(aim.x(), 0.0), self.width() - 1.0)
            self._aim = QPointF(x, min(max(aim.y(), 0.0), self.height() - 1.0))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._aim = aim
            self.point_at(aim)
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.matches(QKeySequence.StandardKey.Undo) or event.key() == Qt.Key.Key_Backspace:
            self.undo()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cross that the keys move, and the focus."""
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_more(painter)
            ink = screen_ink(tokens(self.palette()))
            if self._aim is not None:
                for way in (QPointF(11, 0), QPointF(0, 11)):
                    paint_line(painter, (self._aim - way, self._aim + way), "#ffffff", ink)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(ink.pen(ink.tokens.accent, 2))
                painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def paint_more(self, painter: QPainter) -> None:
        """Paint what is pointed at so far."""


class DotLayer(AimLayer):
    """Points out the dot of a landmark."""

    def __init__(self, canvas: VideoCanvas, review: DotsReview) -> None:
        super().__init__(canvas)
        self._review = review
        self._name()
        review.changed.connect(self._follow)

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Point at the dot: arrow keys move, Enter chooses"))

    def _follow(self) -> None:
        self.show_over(self._review.picking is not None)

    def point_at(self, point: QPointF) -> None:
        """Take the spot there."""
        self._review.point(*self.place(point), self.canvas.seconds)

    def leave(self) -> None:
        """Leave the dot as it is."""
        self._review.pick(None)

    def undo(self) -> None:
        """Take the last correction back."""
        self._review.undo()


class LineLayer(AimLayer):
    """Draws lines along what is upright, two ends each; an end can be dragged afterwards."""

    def __init__(self, canvas: VideoCanvas, vertical: VerticalByHand) -> None:
        super().__init__(canvas)
        self._vertical = vertical
        self._held: tuple[int, int] | None = None
        self._mouse: QPointF | None = None
        self._name()
        vertical.changed.connect(self.update)
        vertical.active_changed.connect(self.show_over)

    def _name(self) -> None:
        self.setAccessibleName(
            self.tr("Draw along a door frame: arrow keys move, Enter sets each end")
        )

    def ends(self) -> list[tuple[QPointF, QPointF]]:
        """Return the ends of each line, px of the layer."""
        placement = self.canvas.placement()
        return [
            (placement.point(x0, y0), placement.point(x1, y1))
            for x0, y0, x1, y1 in self._vertical.lines
        ]

    def _end_at(self, point: QPointF) -> tuple[int, int] | None:
        for line, both in enumerate(self.ends()):
            for end, place in enumerate(both):
                if (place - point).manhattanLength() <= _REACH:
                    return line, end
        return None

    def point_at(self, point: QPointF) -> None:
        """Take hold of the end there, or set a new one."""
        # The keys only set ends.
        free = self._vertical.begun is None and self._aim is None
        self._held = self._end_at(point) if free else None
        if self._held is None:
            self._vertical.add_end(*self.place(point))
        else:
            self._vertical.grab()

    def leave(self) -> None:
        """Leave the vertical as it is."""
        self._vertical.cancel()

    def undo(self) -> None:
        """Take the last end back."""
        self._vertical.undo()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the end that is held, or show where the line would end."""
        self._mouse = event.position()
        if self._held is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._vertical.move_end(*self._held, *self.place(event.position()))
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._held = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys' cross takes over from the mouse."""
        self._held = self._mouse = None
        super().keyPressEvent(event)

    def paint_more(self, painter: QPainter) -> None:
        """Paint the lines with their ends."""
        ink = screen_ink(tokens(self.palette()))
        shown = self.ends()
        begun = self._vertical.begun
        if begun is not None:
            first = self.canvas.placement().point(*begun)
            last = self._aim or self._mouse
            shown.append((first, first if last is None else last))
        for both in shown:
            paint_line(painter, both, "#ffffff", ink, width=2.0)
            for end in both:
                painter.setPen(QPen(QColor("#101317"), 1.5))
                painter.setBrush(QColor(PLUMB_COLOUR))
                painter.drawEllipse(end, 5, 5)
