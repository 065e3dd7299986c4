"""The recovery key of the protected records on paper: large, with what it is for and where it belongs.

Must not know where the key comes from; it is in no file but the one that is asked for.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QRectF
from PySide6.QtGui import QFont, QPainter

from engine import __version__
from engine.core.text import Text, text
from scolioapp.i18n import date_pattern, render
from scolioapp.painting.ink import Align, Ink, painting
from scolioapp.paper.page_flow import Flow
from scolioapp.paper.tagged_pages import (
    A4_MM,
    MARGIN_MM,
    ensure_application,
    ink_of,
    millimetre,
    room_of,
    tagged_pages,
)

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_TITLE = text("Recovery key of the protected records")
_BEFORE: tuple[Text, ...] = (
    text(
        "This key sets a new password for an administrator when the passwords are forgotten. "
        "Without a password and without this key nobody can open the records again, not even who "
        "made the program."
    ),
)
_AFTER: tuple[Text, ...] = (
    text(
        "Keep this page in a locked place, not beside the computer. Do not photograph or mail it."
    ),
    text("Whoever has this key and the computer can open all records as an administrator."),
    text(
        "To use it: start ScolioApp, choose “Forgot the password?” on the page where the records "
        "are locked, and type the eight groups. It has no 0, 1, I, L or O."
    ),
    text(
        "It can be used once. The program then shows a new key: print that one, and destroy this "
        "page."
    ),
)
_COLUMNS = 2


def write_recovery_key_pdf(key: str, path: Path, *, made: date, language: str = "en") -> None:
    """Write a recovery key as a PDF, beside and renamed.

    Args:
        key: As it is printed, groups with hyphens between them.
        path: Where the file shall lie.
        made: The day, written on the page.
        language: Where no application runs: the language code, or "" for the system's.

    Raises:
        OutputError: The file cannot be written.
    """
    ensure_application(language)
    with tagged_pages(path, title=render(_TITLE), creator=f"ScolioApp {__version__}") as pages:
        painter, writer, tags = pages
        room, ink = room_of(writer), ink_of(writer, 1.2)
        _paint(Flow(ink, room.x(), room.y(), room.width(), painter, tags), key, made)


def print_recovery_key(printer: QPrinter, key: str, *, made: date) -> None:
    """Print a recovery key; it goes into no file on the way.

    Args:
        printer: The printer, set up.
        key: As it is printed.
        made: The day, written on the page.
    """
    printer.setDocName(render(_TITLE))
    with painting(printer) as painter:
        ink = ink_of(printer, 1.2)
        # The page is laid out in the dots of a PDF, whatever those of the printer are.
        scale = printer.resolution() / 25.4 / millimetre()
        painter.scale(scale, scale)
        edge = MARGIN_MM * millimetre()
        corner = printer.pageLayout().paintRectPixels(printer.resolution()).topLeft()
        painter.translate(-corner.x() / scale, -corner.y() / scale)
        width = A4_MM[0] * millimetre() - 2 * edge
        _paint(Flow(ink, edge, edge, width, painter), key, made)


def _paint(flow: Flow, key: str, made: date) -> None:
    ink = flow.ink
    flow.text(render(_TITLE), face=ink.title, kind="H1")
    flow.gap(4)
    day = QLocale().toString(QDate(made.year, made.month, made.day), date_pattern())
    flow.text(render(text("Made on {day} by ScolioApp.", day=day)), colour=ink.tokens.muted)
    flow.gap(12)
    for each in _BEFORE:
        flow.text(render(each))
    flow.gap(16)
    if flow.painter is not None:
        _paint_groups(flow, flow.painter, key.split("-"))
    flow.gap(16)
    for each in _AFTER:
        flow.text(render(each))
        flow.gap(8)
    flow.gap(12)
    flow.blanks([(render(text("Kept at")), 0.6), (render(text("By")), 0.4)])


def _paint_groups(flow: Flow, painter: QPainter, groups: list[str]) -> None:
    """Write the groups row by row, each with its number: the program names a group that is wrong."""
    ink = flow.ink
    face = _signs(ink)
    high, wide = ink.metrics(face).height() * 1.5, flow.width / _COLUMNS
    top = flow.y
    for place, group in enumerate(groups):
        row, column = divmod(place, _COLUMNS)
        box = QRectF(flow.x + column * wide, top + row * high, wide, high)
        painter.setPen(ink.pen(ink.tokens.border, 1))
        painter.drawRect(box)
        number = box.adjusted(10 * ink.unit, 0, 0, 0)
        middle = Align.LEFT | Align.MIDDLE
        with flow.element("P"):
            colour = ink.tokens.muted
            ink.write(painter, number, f"{place + 1}", face=ink.body, colour=colour, align=middle)
            signs = box.adjusted(44 * ink.unit, 0, 0, 0)
            ink.write(painter, signs, group, face=face, align=middle)
    flow.y = top + -(-len(groups) // _COLUMNS) * high


def _signs(ink: Ink) -> QFont:
    face = QFont(["Noto Sans Mono", "DejaVu Sans Mono", "Consolas", "Menlo", "Courier New"])
    face.setPixelSize(round(30 * ink.unit))
    face.setBold(True)
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return face
