"""A record's report: a first page about the child, what holds and who signed; then those of the screening.

The same judgement, words and date make the same bytes, but for the order in which Qt writes fonts, which each
process has anew: a signed page is kept as it was made first, not made again.
Must not know the records, nor decide any words: they come from `engine.report.record_document`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF

from engine.report import record_document
from engine.report.prevalence import DEFAULT_PREVALENCE
from engine.report.record_document import PaperSignature, RecordPaper
from engine.report.screening_document import answer_of, document
from scolioapp.i18n import render
from scolioapp.painting import trend_picture
from scolioapp.painting.logo import logo_image
from scolioapp.painting.shapes import paint_outcome
from scolioapp.painting.theme import LIGHT, palette_of
from scolioapp.paper import report_first_page
from scolioapp.paper.block_pages import Painted, Piece, laid_out, paint_page
from scolioapp.paper.page_flow import Flow
from scolioapp.paper.report_pdf import paint_report
from scolioapp.paper.tagged_pages import (
    MadePdf,
    Pages,
    ensure_application,
    ink_of,
    made_pages,
    room_of,
)
from scolioapp.widgets.trend_card import listed_trend

if TYPE_CHECKING:
    from engine.report.trend import Trend
    from scolioapp.jobs.screener import Screening

_LOGO_HIGH, _LOGO_WIDE = 64.0, 150.0
"""Most room of a logo, logical px."""
_LETTERHEAD_LINES = 6
_SCALES = (0.9, 0.8, 0.7, 0.6, 0.5)
_ROUND = 80.0
"""Room of the title and the foot of a page with a trend, logical px."""
_TITLES = 0.24
"""Width of the column of titles in a signature, share of the page's."""

translate = QCoreApplication.translate


def record_pdf(
    paper: RecordPaper,
    screening: Screening,
    *,
    date: datetime,
    prevalence: float = DEFAULT_PREVALENCE,
    trend: Trend | None = None,
) -> bytes:
    """Return the report of a record as a PDF, in the application's language.

    Args:
        paper: What stands on its first page.
        screening: What the program found.
        date: Of the document; a signed one has the date of its signature.
        prevalence: Share of people with features, for the predictive values of models with a report.
        trend: What changed from visit to visit; told on a page of its own where there are two at least.
    """
    ensure_application("")
    made = MadePdf()
    creator = f"ScolioApp {screening.result.provenance.app_version}"
    # Shown in lists and windows: it names nobody.
    title = translate("Report", "ScolioApp screening record")
    with made_pages(made, title=title, creator=creator, date=date) as pages:
        visits = trend if trend is not None and len(trend.visits) > 1 else None
        _paint(pages, paper, screening, prevalence, visits)
    return made.content


def _paint(
    pages: Pages,
    paper: RecordPaper,
    screening: Screening,
    prevalence: float,
    trend: Trend | None,
) -> None:
    laid = laid_out(pages, list(_pieces(paper, screening)))
    count = len(laid) + report_first_page.PAGES + (trend is not None)
    line = record_document.line_of(paper, render)
    words = translate("Report", "{line} · page {number} of {count}")
    for number, page in enumerate(laid):
        if number:
            pages.writer.newPage()
        paint_page(pages, page, number, words.format(line=line, number=number + 1, count=count))
    pages.writer.newPage()
    frame = report_first_page.Frame(len(laid), count, line)
    held = replace(screening, override=paper.override)
    paint_report(pages, held, prevalence=prevalence, frame=frame)
    if trend is not None:
        pages.writer.newPage()
        page = (_trend(pages, trend),)
        paint_page(pages, page, count - 1, words.format(line=line, number=count, count=count))


def _trend(pages: Pages, trend: Trend) -> Painted:
    """Return what changed from visit to visit, in the largest letters that fit on a page."""
    room = room_of(pages.writer)
    for scale in _SCALES:
        ink = ink_of(pages.writer, scale)
        layout = trend_picture.lay_out(trend, ink, room.width())
        if layout.height + _ROUND * ink.unit <= room.height():
            break

    def write(flow: Flow) -> None:
        title = translate("Report", "From visit to visit")
        flow.text(title, face=flow.ink.title, lines=1, kind="H1")
        flow.gap(10)
        if flow.painter is not None:
            corner = QPointF(flow.x, flow.y)
            with flow.element("Figure", listed_trend(trend)):
                trend_picture.paint(flow.painter, trend, layout, ink, corner)
        flow.y += layout.height

    return Painted(write)


def _pieces(paper: RecordPaper, screening: Screening) -> list[Piece]:
    """Return what stands before the pages of the screening, from top to bottom."""
    state = record_document.state_of(paper)
    notice = document(screening.result, render).notice

    def head(flow: Flow) -> None:
        logo = translate("Report", "Logo")
        write_letterhead(flow, paper.letterhead, paper.logo, logo)
        flow.text(translate("Report", "Screening record"), face=flow.ink.title, lines=1, kind="H1")
        flow.gap(2)
        flow.text(notice, face=flow.ink.note, colour=flow.ink.tokens.muted, lines=2)
        if state is not None:
            flow.gap(6)
            flow.plate(render(state))
        flow.gap(4)

    pieces: list[Piece] = [Painted(head), record_document.patient_block(paper, render)]
    pieces.append(Painted(lambda flow: _outcome(flow, paper, screening)))
    pieces.extend(record_document.blocks_of(paper, render))
    signature = paper.signature
    if signature is not None:
        pieces.append(Painted(lambda flow: _signature(flow, signature)))
    else:
        pieces.append(Painted(report_first_page.write_signing))
    return pieces


def write_letterhead(flow: Flow, lines: tuple[str, ...], logo: bytes, called: str) -> None:
    """Write name and address, the logo at the right of them; nothing where there are none.

    Args:
        flow: Writes.
        lines: Name and address.
        logo: PNG or JPEG, or empty; passed over where it cannot be drawn.
        called: What the logo is called for whoever cannot see it.
    """
    ink = flow.ink
    image = logo_image(logo) if logo else None
    said = [each for each in lines if each.strip()][:_LETTERHEAD_LINES]
    if image is None and not said:
        return
    top, high = flow.y, 0.0
    wide = 0.0
    if image is not None:
        scale = min(_LOGO_HIGH / image.height(), _LOGO_WIDE / image.width()) * ink.unit
        wide, high = scale * image.width(), scale * image.height()
        if flow.painter is not None:
            place = QRectF(flow.x + flow.width - wide, top, wide, high)
            with flow.element("Figure", called):
                flow.painter.drawImage(place, image)
    inner = replace(flow, width=flow.width - wide - (16 * ink.unit if wide else 0.0))
    for number, words in enumerate(said):
        inner.text(words, face=ink.bold if number == 0 else ink.note, lines=2)
    flow.y = max(inner.y, top + high)
    flow.gap(8)
    flow.line()
    flow.gap(12)


def _outcome(flow: Flow, paper: RecordPaper, screening: Screening) -> None:
    """Write the outcome that holds with its shape, and what else is said of it."""
    ink = flow.ink
    said = answer_of(screening.result, render, paper.override)
    flow.gap(10)
    size = 34 * ink.unit
    if flow.painter is not None:
        place = QRectF(flow.x, flow.y, size, size)
        paint_outcome(flow.painter, place, said.outcome, palette_of(LIGHT))
    away = size + 14 * ink.unit
    inner = replace(flow, x=flow.x + away, width=flow.width - away)
    inner.marked(said.title, said.mark, face=ink.title)
    inner.gap(3)
    if said.fence and not said.set_by:
        inner.plate(said.fence)
    for words in (said.set_by or said.sentence, said.next_line):
        inner.text(words)
        inner.gap(4)
    flow.y = max(inner.y, flow.y + size)


def _signature(flow: Flow, signature: PaperSignature) -> None:
    """Write who signed, when, in which sense, and the codes to check it by."""
    ink = flow.ink
    flow.heading(translate("Report", "Signature"))
    flow.gap(4)
    rows = record_document.signature_rows(signature, render)
    for title, words in rows:
        label = replace(flow, width=(_TITLES * flow.width) - 8 * ink.unit)
        label.text(title, colour=ink.tokens.muted, lines=2)
        said = replace(flow, x=flow.x + _TITLES * flow.width, width=(1 - _TITLES) * flow.width)
        said.text(words, face=ink.bold, lines=8)
        flow.y = max(label.y, said.y)
        flow.gap(3)
    flow.gap(4)
    words = record_document.signature_note(render)
    flow.text(words, face=ink.note, colour=ink.tokens.muted, lines=3)
