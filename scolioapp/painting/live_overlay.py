"""What is drawn over a live picture: the body seen, an outline to stand in, and small notes at the corners.

One colour for the whole body: the quick network that looks live does not tell left from right for sure.
Must not know widgets or where frames come from.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from engine.core.keypoints import LIMBS
from scolioapp.painting.ink import Align, Ink
from scolioapp.painting.overlay import MIDDLE_COLOUR, Placement
from scolioapp.painting.theme import DARK, space

GROUND = "#101317"
"""Behind a live picture, in both schemes."""

_MIN_SCORE = 0.3
_BODY = (*LIMBS[10:], *LIMBS[5:7], *LIMBS[8:10], (5, 6))

OUTLINE_TOP, OUTLINE_HEIGHT = 0.30, 0.42
"""Where somebody is to stand, shares of the picture's height: 5 to 6 m away from a camera at chest height."""

_HALF = (
    (0.030, 0.135),
    (0.036, 0.160),
    (0.120, 0.185),
    (0.150, 0.300),
    (0.165, 0.500),
    (0.130, 0.505),
    (0.100, 0.330),
    (0.095, 0.520),
    (0.085, 0.960),
    (0.100, 1.000),
    (0.020, 1.000),
    (0.006, 0.560),
)
"""Right half of a standing body from the neck to between the legs; shares of its height."""


def body_outline(place: QRectF) -> QPainterPath:
    """Return the outline of somebody standing in a rectangle as high as they are."""

    def point(x: float, y: float) -> QPointF:
        return QPointF(place.center().x() + x * place.height(), place.top() + y * place.height())

    path = QPainterPath()
    head = point(0.0, 0.068)
    path.addEllipse(head, 0.050 * place.height(), 0.068 * place.height())
    path.moveTo(point(*_HALF[0]))
    for x, y in _HALF[1:]:
        path.lineTo(point(x, y))
    for x, y in reversed(_HALF):
        path.lineTo(point(-x, y))
    path.closeSubpath()
    return path


def paint_outline(painter: QPainter, frame: QRectF, *, lit: float) -> None:
    """Paint where somebody is to stand.

    Args:
        painter: Paints on the screen.
        frame: The picture.
        lit: Share of what is waited for, 0 to 1: the outline fills from the feet.
    """
    place = QRectF(frame.left(), 0, frame.width(), OUTLINE_HEIGHT * frame.height())
    place.moveTop(frame.top() + OUTLINE_TOP * frame.height())
    path = body_outline(place)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if lit > 0.0:
        full = QColor(DARK.accent)
        full.setAlpha(110)
        painter.save()
        top = place.bottom() - lit * place.height()
        painter.setClipRect(QRectF(frame.left(), top, frame.width(), place.bottom() - top))
        painter.fillPath(path, full)
        painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(GROUND), 4.0))
    painter.drawPath(path)
    painter.setPen(QPen(QColor(MIDDLE_COLOUR), 1.6))
    painter.drawPath(path)
    painter.restore()


def paint_body(
    painter: QPainter, keypoints: NDArray[np.float32], placement: Placement, frame: QRectF
) -> None:
    """Paint the skeleton of somebody.

    Args:
        painter: Paints on the screen.
        keypoints: float32 ``[17, 3]``: x px, y px of the frame, score.
        placement: Where the frame lies.
        frame: Nothing leaves it.
    """
    seen = keypoints[:, 2] >= _MIN_SCORE
    if not seen.any():
        return
    height = float(np.ptp(keypoints[seen, 1])) * placement.scale
    thick = min(max(height / 90, 1.8), 5.0)
    painter.save()
    painter.setClipRect(frame)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, extra in ((GROUND, 2.5), (DARK.accent, 0.0)):
        pen = QPen(QColor(colour), thick + extra)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for a, b in _BODY:
            if seen[a] and seen[b]:
                painter.drawLine(
                    placement.point(*keypoints[a, :2]), placement.point(*keypoints[b, :2])
                )
    painter.setPen(QPen(QColor(GROUND), 1.0))
    painter.setBrush(QColor(MIDDLE_COLOUR))
    for x, y, _ in keypoints[5:][seen[5:]]:
        painter.drawEllipse(placement.point(x, y), 0.9 * thick, 0.9 * thick)
    painter.restore()


def paint_note(
    painter: QPainter,
    corner: QPointF,
    words: str,
    ink: Ink,
    *,
    align: Align = Align.LEFT,
    roll: float | None = None,
    dot: str = "",
) -> QRectF:
    """Paint a small note on dark ground, legible over any picture, and return its place.

    Args:
        painter: Paints on the screen.
        corner: Upper corner: left, right, or the middle of its upper edge.
        words: What it says.
        ink: Fonts.
        align: Which corner.
        roll: Degrees by which a short line before the words leans; None: no line.
        dot: Colour of a dot before the words, or "".
    """
    lead = space(3) if roll is not None or dot else 0
    width = ink.width(words, ink.bold) + 2 * space(1.25) + lead
    height = space(3.5)
    shift = {Align.RIGHT: width, Align.CENTRE: width / 2}.get(align, 0.0)
    place = QRectF(corner.x() - shift, corner.y(), width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    dark = QColor(GROUND)
    dark.setAlpha(205)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(dark)
    painter.drawRoundedRect(place, 6, 6)
    mark = QPointF(place.left() + space(1.25) + space(1), place.center().y())
    if dot:
        painter.setBrush(QColor(dot))
        painter.drawEllipse(mark, 6, 6)
    if roll is not None:
        painter.setPen(QPen(QColor(MIDDLE_COLOUR), 2))
        painter.translate(mark)
        painter.rotate(roll)
        painter.drawLine(QPointF(-9, 0), QPointF(9, 0))
        painter.rotate(-roll)
        painter.translate(-mark)
    inner = place.adjusted(space(1.25) + lead, 0, -space(1.25), 0)
    ink.write(
        painter, inner, words, face=ink.bold, colour=MIDDLE_COLOUR, align=Align.LEFT | Align.MIDDLE
    )
    painter.restore()
    return place
