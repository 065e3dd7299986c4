"""A back, drawn from behind: where on it an angle is measured, and which side is higher."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from scolioapp.painting.theme import TextSize, Tokens, font, space, tokens

_WIDE, _HIGH = 200.0, 300.0
"""The sheet on which it is drawn, units of its own."""
_BANDS: Final = {"thoracic": (96.0, 52.0), "thoracolumbar": (150.0, 34.0), "lumbar": (186.0, 38.0)}
"""Top and height of each level."""


class BackDrawing(QWidget):
    """The back with its three levels; a click chooses one and a side of it.

    Signals:
        clicked: Level, and the person's own side.
    """

    clicked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = ""
        self._readings: Mapping[str, tuple[str, str]] = {}
        self.setAccessibleName(self.tr("Where on the back, seen from behind"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the sheet."""
        return QSize(round(_WIDE), round(_HIGH))

    def point_at(self, level: str) -> None:
        """Point at a level; "" for none."""
        self._at = level
        self.update()

    def show_readings(self, readings: Mapping[str, tuple[str, str]]) -> None:
        """Show what was measured: for a level the higher side and the words of the angle."""
        self._readings = readings
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the level and side below the pointer."""
        place = event.position()
        for level, (top, height) in _BANDS.items():
            if top <= place.y() <= top + height:
                self.clicked.emit(level, "left" if place.x() < _WIDE / 2 else "right")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the back, the level that is pointed at, and what was measured."""
        now = tokens(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = _outline()
        painter.fillPath(body, QColor(now.sunken))
        painter.save()
        painter.setClipPath(body)
        for level, (top, height) in _BANDS.items():
            if level == self._at:
                painter.fillRect(QRectF(0, top, _WIDE, height), QColor(now.accent_soft))
        painter.restore()
        painter.setPen(QPen(QColor(now.strong_border), 1.6))
        painter.drawPath(body)
        self._paint_spine(painter, now)
        for level in _BANDS:
            self._paint_reading(painter, now, level)
        painter.setFont(font(TextSize.NOTE, bold=True))
        painter.setPen(QColor(now.muted))
        align = Qt.AlignmentFlag.AlignCenter
        painter.drawText(QRectF(0, 40, space(4), space(3)), align, self.tr("L"))
        painter.drawText(QRectF(_WIDE - space(4), 40, space(4), space(3)), align, self.tr("R"))

    def _paint_spine(self, painter: QPainter, now: Tokens) -> None:
        painter.setPen(QPen(QColor(now.strong_border), 2, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(_WIDE / 2, 62), QPointF(_WIDE / 2, 232))
        pen = QPen(QColor(now.border), 1.2)
        painter.setPen(pen)
        for left, sign in ((_WIDE / 2 - 34, 1), (_WIDE / 2 + 34, -1)):
            blade = QPainterPath(QPointF(left - 14 * sign, 84))
            blade.lineTo(left + 16 * sign, 88)
            blade.lineTo(left + 2 * sign, 126)
            blade.closeSubpath()
            painter.drawPath(blade)

    def _paint_reading(self, painter: QPainter, now: Tokens, level: str) -> None:
        side, words = self._readings.get(level, ("", ""))
        if not words:
            return
        top, height = _BANDS[level]
        middle = top + height / 2
        painter.setFont(font(TextSize.NOTE, bold=True, tabular=True))
        if side:
            colour = QColor(now.left if side == "left" else now.right)
            centre = _WIDE / 2 + (-30 if side == "left" else 30)
            painter.setPen(QPen(colour, 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            hump = QPainterPath(QPointF(centre - 24, middle + 10))
            hump.quadTo(QPointF(centre, middle - 26), QPointF(centre + 24, middle + 10))
            painter.drawPath(hump)
        else:
            colour, centre = QColor(now.text), _WIDE / 2
        painter.setPen(colour)
        box = QRectF(centre - 30, middle - 6, 60, 20)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _outline() -> QPainterPath:
    """Return the outline of head, shoulders, waist and hips."""
    middle = _WIDE / 2
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.moveTo(middle - 12, 44)
    for sign in (-1, 1):
        points = [
            ((12, 58), (22, 62), (44, 66)),
            ((62, 68), (68, 78), (68, 92)),
            ((60, 130), (52, 146), (48, 172)),
            ((46, 200), (60, 216), (62, 250)),
        ]
        if sign == -1:
            for one, two, end in points:
                path.cubicTo(*(QPointF(middle - x, y) for x, y in (one, two, end)))
            path.lineTo(middle + 62, 250)
        else:
            ends = [(12, 44), *(end for _, _, end in points)]
            for (one, two, _), end in zip(reversed(points), reversed(ends[:-1]), strict=True):
                path.cubicTo(*(QPointF(middle + x, y) for x, y in (two, one, end)))
    path.closeSubpath()
    head = QPainterPath()
    head.addEllipse(QPointF(middle, 26), 19, 23)
    return path.united(head)
