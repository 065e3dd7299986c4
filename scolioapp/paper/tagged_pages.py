"""An A4 page to paint on: size, margins, fonts that are embedded as text, and the application they need.

Must not know what is painted.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QHashSeed, QIODevice, QMarginsF, QRectF
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPaintDevice,
    QPainter,
    QPdfWriter,
)

from engine.core.files import written_beside
from scolioapp.i18n import current, font_families, install
from scolioapp.painting.ink import Ink, painting
from scolioapp.painting.theme import LIGHT
from scolioapp.paper.pdf_tags import Tags

_DOTS_PER_INCH = 1200
_UNIT = _DOTS_PER_INCH / 72 * 9.2 / 14
"""Device units in one logical px where body text (14 px) is 9.2 points."""
MARGIN_MM = 14.0
A4_MM = (210.0, 297.0)
_FAMILIES = ("Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "DejaVu Sans")
"""Fonts that are not variable, because Qt embeds only those as text."""


def paper(buffer: QBuffer, *, title: str) -> QPdfWriter:
    """Return A4 pages that are written into an open buffer as a PDF of that title."""
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setResolution(_DOTS_PER_INCH)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
        )
    )
    return writer


class Pages(NamedTuple):
    """What the pages of a PDF are painted with."""

    painter: QPainter
    writer: QPdfWriter
    tags: Tags


@contextlib.contextmanager
def tagged_pages(path: Path, *, title: str, creator: str) -> Iterator[Pages]:
    """Paint a tagged PDF of A4 pages; it is written beside and renamed once all is painted.

    `ensure_application` comes first: the title is in the application's language, too.

    Raises:
        OutputError: The file cannot be written.
    """
    made = MadePdf()
    with made_pages(made, title=title, creator=creator) as pages:
        yield pages
    with written_beside(path) as beside:
        beside.write_bytes(made.content)


@dataclass(slots=True)
class MadePdf:
    """A PDF in memory.

    Attributes:
        content: The file, once all is painted.
    """

    content: bytes = b""


@contextlib.contextmanager
def made_pages(
    made: MadePdf, *, title: str, creator: str, language: str = "", date: datetime | None = None
) -> Iterator[Pages]:
    """Paint a tagged PDF of A4 pages, and put it into ``made`` once all is painted.

    Args:
        made: Takes the PDF.
        title: Of the document.
        creator: Of the document.
        language: In which it is written, such as ``zh_CN``; "": the application's.
        date: Of the document; the same words and date make the same bytes. None: now.
    """
    from scolioapp.paper.pdf_tree import dated, tagged

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    tags = Tags()
    with contextlib.nullcontext() if date is None else _fonts_in_one_order():
        writer = paper(buffer, title=title)
        writer.setCreator(creator)
        with painting(writer) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            yield Pages(painter, writer, tags)
    spoken = (language or current()).replace("_", "-")
    content = tagged(bytes(buffer.data().data()), tags.elements, spoken)
    made.content = content if date is None else dated(content, date)


@contextlib.contextmanager
def _fonts_in_one_order() -> Iterator[None]:
    """Have Qt write the fonts of a PDF in the same order in every process.

    It keeps them in a hash table, whose order follows from a seed that each process draws anew.
    """
    QHashSeed.setDeterministicGlobalSeed()
    try:
        yield
    finally:
        QHashSeed.resetRandomGlobalSeed()


@functools.cache
def _offscreen_application(language: str) -> QGuiApplication:
    """Make the application that fonts need, without a screen; kept for the life of the process."""
    app = QGuiApplication(["scolioapp", "-platform", "offscreen"])
    install(app, language)
    return app


def ensure_application(language: str) -> None:
    """Make sure that fonts can be used; a running application keeps its own language."""
    if QGuiApplication.instance() is None:
        _offscreen_application(language)


def ink_of(writer: QPaintDevice, scale: float, language: str = "") -> Ink:
    """Return fonts and colours of a page, ``scale`` times as large as usual.

    Args:
        writer: Writes the page.
        scale: How large.
        language: Of the words; "": the application's.
    """
    unit = _UNIT * scale

    def face(size: float, *, bold: bool = False) -> QFont:
        font = QFont([*font_families(language), *_FAMILIES])
        font.setPixelSize(round(size * unit))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if bold:
            font.setBold(True)
        return font

    return Ink(
        tokens=LIGHT,
        unit=unit,
        title=face(20, bold=True),
        body=face(14),
        bold=face(14, bold=True),
        note=face(11.5),
        note_bold=face(11.5, bold=True),
        device=writer,
    )


def millimetre() -> float:
    """Return a millimetre of the paper, device units."""
    return _DOTS_PER_INCH / 25.4


def room_of(writer: QPdfWriter) -> QRectF:
    """Return what lies within the margins, device units."""
    margin = MARGIN_MM * millimetre()
    return QRectF(0, 0, writer.width(), writer.height()).adjusted(margin, margin, -margin, -margin)
