"""Blocks of a report on tagged A4 pages: what stays together, where a page ends, headers said again.

Must not know what the blocks say: see `engine.report.blocks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from PySide6.QtCore import QByteArray, QCoreApplication, QRectF
from PySide6.QtSvg import QSvgRenderer

from engine.report.blocks import Block, Heading, Paragraph, Pictures, Table
from engine.report.figure import Figure
from scolioapp.painting.ink import Align
from scolioapp.paper.page_flow import Flow
from scolioapp.paper.tagged_pages import Pages, ink_of, room_of

_SCALE = 0.9
_ROWS = 24
"""Rows of a table that stay together."""
_SHRINK = 0.94
"""Of half the page, so that rows of figures fit on a page."""
_GAP = 20.0
"""Between two figures side by side, logical px."""

_PAD = 14.0
"""Between two columns of a table, logical px."""

_FOOT = 24.0
"""Height of what stands at the foot of a page, logical px."""


@dataclass(frozen=True, slots=True)
class Painted:
    """Something that is no block, and stays together.

    Attributes:
        write: Writes it, or measures it.
    """

    write: Callable[[Flow], None]


Piece = Block | Painted
Page = tuple[Piece, ...]

translate = QCoreApplication.translate


def paint_blocks(pages: Pages, heading: str, blocks: Sequence[Block]) -> None:
    """Paint blocks under a heading, on as many pages as they take; each page says which it is."""
    title = Painted(lambda flow: flow.text(heading, face=flow.ink.title, lines=3, kind="H1"))
    laid = laid_out(pages, (title, *blocks))
    words = translate("EvaluationReport", "{name} · page {number} of {count}")
    for number, page in enumerate(laid):
        if number:
            pages.writer.newPage()
        foot = words.format(name=heading, number=number + 1, count=len(laid))
        paint_page(pages, page, number, foot)


def laid_out(pages: Pages, pieces: Sequence[Piece]) -> list[Page]:
    """Put pieces on pages: what stays together, and where a page ends."""
    ink, room = ink_of(pages.writer, _SCALE), room_of(pages.writer)
    measure = Flow(ink, room.x(), 0.0, room.width(), None)
    most = room.height() - _FOOT * ink.unit
    head = [piece for piece in pieces[:1] if isinstance(piece, Painted)]
    first = most - sum(_height(measure, piece) for piece in head)
    cut = tuple(_cut(measure, pieces, room=first))
    return _pages(cut, measure, first=most, room=most)


def paint_page(pages: Pages, page: Page, number: int, foot: str) -> None:
    """Paint a page, the number of which in the document is 0 for the first, with words at its foot."""
    painter, writer, tags = pages
    ink, room = ink_of(writer, _SCALE), room_of(writer)
    tags.page = number
    flow = Flow(ink, room.x(), room.y(), room.width(), painter, tags)
    for piece in page:
        _write(flow, piece)
    high = _FOOT * ink.unit / 2
    place = QRectF(room.x(), room.bottom() - high, room.width(), high)
    shown = ink.elided(foot, ink.note, room.width(), middle=True)
    align = Align.RIGHT | Align.MIDDLE
    ink.write(painter, place, shown, face=ink.note, colour=ink.tokens.muted, align=align)


def _cut(measure: Flow, blocks: Sequence[Piece], *, room: float) -> Iterator[Piece]:
    """Cut long tables into pieces that can stand on different pages, each with its header."""
    for block in blocks:
        if not isinstance(block, Table):
            yield block
            continue
        most = _ROWS
        while most > 1 and any(_height(measure, one) > room for one in _pieces(block, most)):
            most //= 2
        yield from _pieces(block, most)


def _pieces(table: Table, most: int) -> Iterator[Table]:
    for start in range(0, len(table.rows), most):
        yield Table(table.header, table.rows[start : start + most])


def _pages(blocks: Sequence[Piece], measure: Flow, *, first: float, room: float) -> list[Page]:
    """Put blocks on pages; a heading stays with what follows it."""
    pages: list[list[Piece]] = [[]]
    left = first
    for place, block in enumerate(blocks):
        height = _height(measure, block)
        wanted = height
        if isinstance(block, Heading):
            # Words between a heading and its table go with both.
            following = blocks[place + 1 : place + 3]
            worded = bool(following) and isinstance(following[0], Paragraph)
            wanted += sum(_height(measure, one) for one in following[: 1 + worded])
        if wanted > left and pages[-1]:
            pages.append([])
            left = room
        pages[-1].append(block)
        left -= height
    return [tuple(page) for page in pages]


def _height(measure: Flow, block: Piece) -> float:
    probe = replace(measure, y=0.0)
    _write(probe, block)
    return probe.y


def _write(flow: Flow, block: Piece) -> None:
    """Write one block, or measure it."""
    if isinstance(block, Painted):
        block.write(flow)
    elif isinstance(block, Heading):
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
