"""Fonts, colours and distances for painting code that serves both the screen and the paper.

The same chart is painted in a widget (device px are logical px) and on a page of 1200 dots an inch;
an `Ink` carries what differs. Must not know what is painted.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntFlag

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintDevice, QPainter, QPen

from scolioapp.painting.theme import TextSize, Tokens, font, tokens

_FAR = 1e7


class Align(IntFlag):
    """Where words stand in their rectangle."""

    LEFT = int(Qt.AlignmentFlag.AlignLeft)
    RIGHT = int(Qt.AlignmentFlag.AlignRight)
    CENTRE = int(Qt.AlignmentFlag.AlignHCenter)
    TOP = int(Qt.AlignmentFlag.AlignTop)
    MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)


@contextlib.contextmanager
def painting(device: QPaintDevice) -> Iterator[QPainter]:
    """Paint on a device, and end in any case: Qt aborts when a painter outlives its device."""
    painter = QPainter(device)
    try:
        yield painter
    finally:
        painter.end()


@dataclass(frozen=True, slots=True)
class Ink:
    """What painting code needs to know of the surface.

    Attributes:
        unit: Device units in one logical px.
        device: Surface that the fonts are measured on, or None for the screen.
    """

    tokens: Tokens
    unit: float
    title: QFont
    body: QFont
    bold: QFont
    note: QFont
    note_bold: QFont
    device: QPaintDevice | None = None

    def metrics(self, face: QFont) -> QFontMetricsF:
        """Measure with a font on this surface."""
        return QFontMetricsF(face) if self.device is None else QFontMetricsF(face, self.device)

    def width(self, words: str, face: QFont) -> float:
        """Return the width of one line, device units."""
        return self.metrics(face).horizontalAdvance(words)

    def height(self, words: str, face: QFont, width: float) -> float:
        """Return the height of words wrapped into a width, device units."""
        if not words:
            return 0.0
        flags = int(Qt.TextFlag.TextWordWrap)
        return self.metrics(face).boundingRect(QRectF(0, 0, width, _FAR), flags, words).height()

    def elided(self, words: str, face: QFont, width: float, *, middle: bool = False) -> str:
        """Shorten a line until it fits a width."""
        mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        return self.metrics(face).elidedText(words, mode, width)

    def pen(self, colour: str, width: float = 1.0) -> QPen:
        """Return a pen of so many logical px."""
        pen = QPen(QColor(colour), width * self.unit)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    def write(
        self,
        painter: QPainter,
        place: QRectF,
        words: str,
        *,
        face: QFont,
        colour: str | None = None,
        align: Align = Align.LEFT | Align.TOP,
        wrap: bool = False,
    ) -> None:
        """Write words into a rectangle; a line that is too long is cut with an ellipsis."""
        painter.setFont(face)
        painter.setPen(QColor(colour or self.tokens.text))
        if wrap:
            flags = int(align) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(place, flags, words)
        else:
            flags = int(align) | int(Qt.TextFlag.TextSingleLine)
            painter.drawText(place, flags, self.elided(words, face, place.width() + 1))


def screen_ink(colours: Tokens | None = None) -> Ink:
    """Return the ink of widgets."""
    return Ink(
        tokens=colours if colours is not None else tokens(),
        unit=1.0,
        title=font(TextSize.TITLE, bold=True),
        body=font(TextSize.BODY),
        bold=font(TextSize.BODY, bold=True),
        note=font(TextSize.NOTE),
        note_bold=font(TextSize.NOTE, bold=True),
    )
