"""The evaluation report as a PDF of A4 pages: vectors, embedded fonts, and tags for screen readers.

Works from the command line too, where no application runs. Must not know what the report says: its blocks
come from `engine.report.evaluation_document`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path

from PySide6.QtCore import QByteArray, QCoreApplication, QRectF
from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtSvg import QSvgRenderer

from engine.models.validation import EvaluationReport
from engine.report.blocks import Block, Heading, Paragraph, Pictures, Table
from engine.report.evaluation_document import document, title
from engine.report.figure import Figure
from scolioapp.i18n import render
from scolioapp.painting.ink import Align, Ink
from scolioapp.paper.page_flow import Flow
from scolioapp.paper.pdf_tags import Tags
from scolioapp.paper.tagged_pages import ensure_application, ink_of, room_of, tagged_pages

_SCALE = 0.9
_ROWS = 24
"""Rows of a table that stay together."""
_SHRINK = 0.94
"""Of half the page, so that rows of figures fit on a page."""
_GAP = 20.0
"""Between two figures side by side, logical px."""

_PAD = 14.0
"""Between two columns of a table, logical px."""

Page = tuple[Block, ...]

translate = QCoreApplication.translate


def write_evaluation_pdf(report: EvaluationReport, path: Path, *, language: str = "en") -> None:
    """Write an evaluation report as a PDF, beside and renamed.

    Args:
        report: The report.
        path: Where the file shall lie.
        language: Where no application runs: the language code, or "" for the system's. A running
            application has its own language.

    Raises:
        OutputError: The file cannot be written.
    """
    ensure_application(language)
    with tagged_pages(path, title=title(report, render), creator=report.program) as pages:
        _paint(pages.painter, pages.writer, report, pages.tags)


def _paint(painter: QPainter, writer: QPdfWriter, report: EvaluationReport, tags: Tags) -> None:
    ink, room = ink_of(writer, _SCALE), room_of(writer)
    foot = 24 * ink.unit
    heading = title(report, render)
    measure = Flow(ink, room.x(), 0.0, room.width(), None)
    measure.text(heading, face=ink.title, lines=3)
    first = room.height() - foot - measure.y
    blocks = tuple(_cut(document(report, render)))
    pages = _pages(blocks, replace(measure, y=0.0), first=first, room=room.height() - foot)
    for number, page in enumerate(pages):
        if number:
            writer.newPage()
        tags.page = number
        flow = Flow(ink, room.x(), room.y(), room.width(), painter, tags)
        if not number:
            flow.text(heading, face=ink.title, lines=3, kind="H1")
        for block in page:
            _write(flow, block)
        place = QRectF(room.x(), room.bottom() - foot / 2, room.width(), foot / 2)
        words = translate("EvaluationReport", "{name} · page {number} of {count}")
        _foot(painter, ink, place, words.format(name=heading, number=number + 1, count=len(pages)))


def _foot(painter: QPainter, ink: Ink, place: QRectF, words: str) -> None:
    align = Align.RIGHT | Align.MIDDLE
    ink.write(painter, place, words, face=ink.note, colour=ink.tokens.muted, align=align)


def _cut(blocks: Sequence[Block]) -> Iterator[Block]:
    """Cut long tables into pieces that can stand on different pages, each with its header."""
    for block in blocks:
        if not isinstance(block, Table):
            yield block
            continue
        for start in range(0, len(block.rows), _ROWS):
            yield Table(block.header, block.rows[start : start + _ROWS])


def _pages(blocks: Sequence[Block], measure: Flow, *, first: float, room: float) -> list[Page]:
    """Put blocks on pages; a heading stays with what follows it."""
    pages: list[list[Block]] = [[]]
    left = first
    followed = [*pairwise(blocks), (blocks[-1], None)]
    for block, following in followed:
        height = _height(measure, block)
        wanted = height
        if isinstance(block, Heading) and following is not None:
            wanted += _height(measure, following)
        if wanted > left and pages[-1]:
            pages.append([])
            left = room
        pages[-1].append(block)
        left -= height
    return [tuple(page) for page in pages]


def _height(measure: Flow, block: Block) -> float:
    probe = replace(measure, y=0.0)
    _write(probe, block)
    return probe.y


def _write(flow: Flow, block: Block) -> None:
    """Write one block, or measure it."""
    if isinstance(block, Heading):
        flow.heading(block.words)
    elif isinstance(block, Paragraph):
        flow.gap(3)
        if block.grave:
            flow.plate(block.words)
        else:
            flow.text(block.words, lines=8)
    elif isinstance(block, Table):
        _table(flow, block)
    else:
        _pictures(flow, block)


def _table(flow: Flow, table: Table) -> None:
    """Write a table; the first column has the room that the others leave."""
    ink = flow.ink
    flow.gap(4)
    edges = _edges(flow, table)
    for number, row in enumerate((table.header, *table.rows)):
        face, colour = (ink.note, ink.tokens.muted) if number == 0 else (ink.body, None)
        height = 0.0
        for words, (start, end) in zip(row, pairwise(edges), strict=True):
            cell = replace(flow, x=flow.x + start, width=end - start - _PAD * ink.unit)
            cell.text(words, face=face, colour=colour, lines=3)
            height = max(height, cell.y - flow.y)
        flow.y += height
        flow.gap(2)
        flow.line()
        flow.gap(2)
    flow.gap(4)


def _edges(flow: Flow, table: Table) -> list[float]:
    """Return the edges of the columns: as wide as their words, but narrower where there is no room."""
    ink = flow.ink
    columns = list(zip(table.header, *table.rows, strict=True))
    wanted = [max(ink.width(words, ink.body) for words in column) for column in columns[1:]]
    widths = [one + _PAD * ink.unit for one in wanted]
    room = 0.8 * flow.width
    shrink = min(1.0, room / max(sum(widths), 1.0))
    first = flow.width - shrink * sum(widths)
    return [0.0, *(first + shrink * one for one in accumulate(widths, initial=0.0))]


def _pictures(flow: Flow, pictures: Pictures) -> None:
    gap = _GAP * flow.ink.unit
    half = (flow.width - gap) / 2
    height = 0.0
    for number, figure in enumerate(pictures.figures):
        width = flow.width if figure.wide else _SHRINK * half
        cell = replace(flow, x=flow.x + number * (half + gap), width=width)
        _picture(cell, figure)
        height = max(height, cell.y - flow.y)
    flow.y += height


def _picture(flow: Flow, figure: Figure) -> None:
    ink = flow.ink
    flow.gap(12)
    flow.text(figure.title, face=ink.bold, lines=2, kind="H3")
    flow.gap(4)
    height = flow.width * figure.drawing.height / figure.drawing.width
    if flow.painter is not None:
        place = QRectF(flow.x, flow.y, flow.width, height)
        with flow.element("Figure", f"{figure.title}. {figure.caption}"):
            QSvgRenderer(QByteArray(figure.svg().encode())).render(flow.painter, place)
    flow.y += height
    flow.gap(3)
    flow.text(figure.caption, face=ink.note, colour=ink.tokens.muted, lines=3)
