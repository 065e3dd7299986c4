"""Tags for a PDF that Qt painted: headings, paragraphs and figures in reading order, for screen readers.

Qt's PDF writer has no tags. So `Tags` paints a tiny rectangle far off the page before and after each
element; `scolioapp.paper.pdf_tree.tagged` replaces them. Must not know what the pages say.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

AWAY = 50000
"""Where the rectangles lie, device units to the left of and above the page."""


@dataclass(frozen=True, slots=True)
class Element:
    """One thing on a page.

    Attributes:
        page: Its page, 0 for the first.
        kind: Standard structure type: ``H1``, ``H2``, ``H3``, ``P`` or ``Figure``.
        words: What a figure shows, in words; else "".
    """

    page: int
    kind: str
    words: str


class Tags:
    """Notes what is painted, in order; one for each document."""

    def __init__(self) -> None:
        self.page = 0
        self.elements: list[Element] = []
        self._open = False

    @contextlib.contextmanager
    def element(self, painter: QPainter, kind: str, words: str = "") -> Iterator[None]:
        """Hold together what is painted meanwhile; what is tagged within belongs to it."""
        if self._open:
            yield
            return
        number = len(self.elements)
        self.elements.append(Element(self.page, kind, words))
        self._open = True
        _paint_mark(painter, 2 * number)
        yield
        _paint_mark(painter, 2 * number + 1)
        self._open = False


def _paint_mark(painter: QPainter, number: int) -> None:
    painter.save()
    painter.resetTransform()
    painter.setClipping(False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(1, 2, 3))
    painter.drawRect(QRectF(-AWAY - number, -AWAY, 7, 7))
    painter.restore()
