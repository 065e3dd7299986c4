"""Writing a page from top to bottom; the same code measures (without a painter) and draws.

Must not know what the page says.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter

from scolioapp.painting.hatching import mark_width, paint_hatching, paint_mark
from scolioapp.painting.ink import Ink
from scolioapp.paper.pdf_tags import Tags

_UNBREAKABLE = re.compile(r"[\x21-\u2e7f]{21,}")
"""Runs without spaces in scripts that are not broken within words."""


@dataclass(slots=True)
class Flow:
    """Writes from top to bottom; without a painter it only measures.

    Attributes:
        painter: Draws, or None.
        tags: Notes what is drawn for screen readers, or None.
    """

    ink: Ink
    x: float
    y: float
    width: float
    painter: QPainter | None
    tags: Tags | None = None

    def element(self, kind: str, words: str = "") -> contextlib.AbstractContextManager[None]:
        """Hold together, for screen readers, what is drawn meanwhile: see `Tags.element`."""
        if self.painter is None or self.tags is None:
            return contextlib.nullcontext()
        return self.tags.element(self.painter, kind, words)

    def gap(self, steps: float) -> None:
        """Leave so many logical px free."""
        self.y += steps * self.ink.unit

    def text(
        self,
        words: str,
        *,
        face: QFont | None = None,
        colour: str | None = None,
        indent: float = 0.0,
        lines: int = 6,
        kind: str = "P",
    ) -> None:
        """Write wrapped words, at most so many lines; ``kind`` tells screen readers what they are."""
        if not words:
            return
        face = face or self.ink.body
        width = self.width - indent
        words = clamped(words, self.ink, face, width=width, lines=lines)
        height = self.ink.height(words, face, width)
        if self.painter is not None:
            place = QRectF(self.x + indent, self.y, width, height + self.ink.unit)
            with self.element(kind):
                self.ink.write(self.painter, place, words, face=face, colour=colour, wrap=True)
        self.y += height

    def marked(self, words: str, mark: str, *, face: QFont) -> None:
        """Write an outcome, with the warning that never leaves it at the right."""
        ink = self.ink
        wide = mark_width(mark, ink) + 12 * ink.unit if mark else 0.0
        top = self.y
        inner = replace(self, width=self.width - wide)
        inner.text(words, face=face, lines=2, kind="H2")
        if mark and self.painter is not None:
            x = self.x + min(ink.width(words, face), inner.width) + 12 * ink.unit
            place = QRectF(x, top, wide, ink.metrics(face).height())
            with self.element("P"):
                paint_mark(self.painter, place, mark, ink)
        self.y = inner.y

    def blanks(self, fields: Sequence[tuple[str, float]], *, filled: str = "") -> None:
        """Leave lines to write on by hand, side by side.

        Args:
            fields: What each is for, and its share of the width.
            filled: What stands on the first line already, or "".
        """
        ink, x = self.ink, self.x
        low = self.y + 30 * ink.unit
        line = ink.metrics(ink.note).height()
        for label, share in fields:
            right = x + share * self.width
            if self.painter is not None:
                wide = ink.width(label, ink.note) + 8 * ink.unit if label else 0.0
                place = QRectF(x, low - line, wide, line)
                if label:
                    with self.element("P"):
                        ink.write(self.painter, place, label, face=ink.note)
                self.painter.setPen(ink.pen(ink.tokens.strong_border, 1))
                end = right - (
                    16 * ink.unit if share < 1.0 and right < self.x + self.width - 1 else 0
                )
                self.painter.drawLine(QPointF(x + wide, low), QPointF(end, low))
                if filled and x == self.x:
                    room = QRectF(x + wide, low - 1.4 * line, end - x - wide, 1.4 * line)
                    words = ink.elided(filled, ink.bold, room.width(), middle=True)
                    with self.element("P"):
                        ink.write(self.painter, room, words, face=ink.bold)
            x = right
        self.y = low + 4 * ink.unit

    def line(self) -> None:
        """Draw a thin line across."""
        if self.painter is not None:
            self.painter.setPen(self.ink.pen(self.ink.tokens.border, 1))
            self.painter.drawLine(QPointF(self.x, self.y), QPointF(self.x + self.width, self.y))

    def heading(self, words: str) -> None:
        """Begin a section."""
        self.gap(10)
        self.line()
        self.gap(7)
        self.text(words, face=self.ink.bold, lines=1, kind="H2")
        self.gap(2)

    def plate(self, words: str) -> None:
        """Write words on a plate in a hatched band."""
        ink = self.ink
        pad = 6 * ink.unit
        side = 14 * ink.unit
        plate = replace(
            self, x=self.x + side + pad, y=self.y + 2 * pad, width=self.width - 2 * (side + pad)
        )
        top = self.y
        probe = replace(plate, painter=None)
        probe.text(words, face=ink.bold, lines=4)
        bottom = probe.y + 2 * pad
        if self.painter is not None:
            band = QRectF(self.x, top, self.width, bottom - top)
            paint_hatching(self.painter, band, ink.tokens, ink.unit)
            inside = band.adjusted(side, pad, -side, -pad)
            self.painter.fillRect(inside, QColor(ink.tokens.surface))
        plate.text(words, face=ink.bold, lines=4)
        self.y = bottom
        self.gap(6)


def clamped(words: str, ink: Ink, face: QFont, *, width: float, lines: int) -> str:
    """Cut words that wrap into more than so many lines, with an ellipsis."""
    most = ink.metrics(face).height() * (lines + 0.5)
    words = _breakable(words, ink, face, width)
    if ink.height(words, face, width) <= most:
        return words
    low, high = 0, len(words)
    while low < high - 1:
        middle = (low + high) // 2
        if ink.height(words[:middle].rstrip() + "…", face, width) <= most:
            low = middle
        else:
            high = middle
    return words[:low].rstrip() + "…"


def _breakable(words: str, ink: Ink, face: QFont, width: float) -> str:
    """Shorten single words that are wider than the page, such as long file names.

    Chinese sentences, which have no spaces, stay whole: Qt breaks them between any two signs.
    """

    def shorten(found: re.Match[str]) -> str:
        return ink.elided(found.group(), face, width, middle=True)

    return _UNBREAKABLE.sub(shorten, words)
