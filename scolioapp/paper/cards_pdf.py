"""Cards to print and cut out: a QR code that chooses a child, and its number and name if they are wanted.

Eight cards on an A4 page, with thin lines to cut along. Must not know days or cameras.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from engine import __version__
from engine.core.text import text
from engine.roster.qr_cards import modules
from scolioapp.i18n import render
from scolioapp.painting.ink import Align, Ink
from scolioapp.paper.pdf_tags import Tags
from scolioapp.paper.tagged_pages import (
    ensure_application,
    ink_of,
    millimetre,
    room_of,
    tagged_pages,
)

_COLUMNS, _ROWS = 2, 4
_CODE_MM = 52.0
"""Side of a code with its white edge: read from two metres away at 1080p."""


@dataclass(frozen=True, slots=True)
class Card:
    """One card.

    Attributes:
        code: What its QR code says.
        name: Written beside it, or "".
        number: Written beside it, or "".
    """

    code: str
    name: str = ""
    number: str = ""


def write_cards_pdf(cards: Sequence[Card], path: Path, *, language: str = "en") -> None:
    """Write cards as a PDF, beside and renamed.

    Args:
        cards: In their order, row by row.
        path: Where the file shall lie.
        language: Where no application runs: the language code, or "" for the system's.

    Raises:
        OutputError: The file cannot be written.
    """
    ensure_application(language)
    title = render(text("Cards of a screening day"))
    with tagged_pages(path, title=title, creator=f"ScolioApp {__version__}") as pages:
        painter, writer, tags = pages
        ink, room = ink_of(writer, 1.2), room_of(writer)
        wide, high = room.width() / _COLUMNS, room.height() / _ROWS
        for number, card in enumerate(cards):
            page, place = divmod(number, _COLUMNS * _ROWS)
            if number and place == 0:
                writer.newPage()
            tags.page = page
            row, column = divmod(place, _COLUMNS)
            box = QRectF(room.x() + column * wide, room.y() + row * high, wide, high)
            _paint_card(painter, box, card, ink, tags)


def _paint_card(painter: QPainter, box: QRectF, card: Card, ink: Ink, tags: Tags) -> None:
    painter.setPen(ink.pen(ink.tokens.border, 0.7))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)
    side = _CODE_MM * millimetre()
    left = box.left() + 2 * millimetre()
    top = box.center().y() - side / 2
    with tags.element(painter, "Figure", render(text("Card {code}", code=card.code))):
        _paint_code(painter, QRectF(left, top, side, side), card.code)
    gap = 1 * millimetre()
    words = QRectF(left + side + gap, top, box.right() - left - side - 2 * gap, side)
    lines = [(card.name, ink.bold), (card.number, ink.body), (card.code, ink.note)]
    heights = [ink.height(line, face, words.width()) for line, face in lines]
    y = words.center().y() - sum(heights) / 2
    for (line, face), height in zip(lines, heights, strict=True):
        if line:
            place = QRectF(words.left(), y, words.width(), height + ink.unit)
            with tags.element(painter, "P"):
                align = Align.LEFT | Align.TOP
                ink.write(painter, place, line, face=face, align=align, wrap=True)
        y += height


def _paint_code(painter: QPainter, place: QRectF, code: str) -> None:
    """Paint the dark squares, each row's neighbours as one, so that no hair of paper shows between them."""
    squares = modules(code)
    side = place.width() / len(squares)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for row, line in enumerate(squares):
        column = 0
        while column < len(line):
            end = column
            while end < len(line) and line[end]:
                end += 1
            if end > column:
                corner = QPointF(place.left() + column * side, place.top() + row * side)
                box = QRectF(corner.x(), corner.y(), (end - column) * side, side * 1.02)
                painter.fillRect(box, QColor("#000000"))
            column = end + 1
    painter.restore()
