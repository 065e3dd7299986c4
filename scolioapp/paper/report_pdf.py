"""The report: two A4 pages. The first is for the child's papers, the second says how it came about.

Page 1: who, recording, outcome, measurements with a picture, limits, room for a finding and a signature
(`report_first_page`). Page 2: why, how far to trust it (`report_second_page`), versions and hashes.

Painted by the same code as the page on the screen, as vectors with embedded fonts, and tagged for screen
readers. Works from the command line too, where no application runs. Must not know the view-model's state,
nor decide any words: they come from `engine.report.screening_document`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter

from engine.report.prevalence import DEFAULT_PREVALENCE
from engine.report.provenance_words import provenance_line
from engine.report.screening_document import ScreeningDocument, document
from scolioapp.i18n import render
from scolioapp.painting.ink import Ink
from scolioapp.paper import report_first_page, report_second_page
from scolioapp.paper.page_flow import Flow
from scolioapp.paper.pdf_tags import Tags
from scolioapp.paper.report_first_page import Frame
from scolioapp.paper.tagged_pages import Pages, ensure_application, ink_of, room_of, tagged_pages

if TYPE_CHECKING:
    from scolioapp.jobs.screener import Screening

_SCALES = (1.16, 1.08, 1.0, 0.94, 0.88, 0.82, 0.76, 0.7)
_FINDINGS = (12, 6, 4, 3, 2, 1)

Write = Callable[[Flow], None]
"""Writes a part of a page."""

translate = QCoreApplication.translate


def write_pdf(
    screening: Screening,
    path: Path,
    *,
    language: str = "en",
    prevalence: float = DEFAULT_PREVALENCE,
) -> None:
    """Write the report of a screening as a PDF of two pages, beside and renamed.

    The document's own title names the program only, never a person or a file.

    Args:
        screening: The screening.
        path: Where the file shall lie.
        language: Where no application runs: the language code, or "" for the system's. A running
            application has its own language.
        prevalence: Share of people with features, for the predictive values of models with a report.

    Raises:
        OutputError: The file cannot be written.
    """
    ensure_application(language)
    creator = f"ScolioApp {screening.result.provenance.app_version}"
    title = translate("Report", "ScolioApp screening report")
    with tagged_pages(path, title=title, creator=creator) as pages:
        paint_report(pages, screening, prevalence=prevalence)


def paint_report(
    pages: Pages,
    screening: Screening,
    *,
    prevalence: float = DEFAULT_PREVALENCE,
    frame: Frame = report_first_page.ALONE,
) -> None:
    """Paint the two pages of a screening, the first one on the page that is there.

    Args:
        pages: What is painted with.
        screening: The screening.
        prevalence: See `write_pdf`.
        frame: What stands round the pages where they are a part of a record's report.
    """
    said = document(screening.result, render, prevalence, screening.override)
    pages.tags.page = frame.before
    _paint_first(pages, said, screening, frame)
    pages.writer.newPage()
    pages.tags.page = frame.before + 1
    _paint_second(pages, said, screening, frame)


def _paint_first(pages: Pages, said: ScreeningDocument, screening: Screening, frame: Frame) -> None:
    """Paint the first page in the largest letters, and with the most findings, that fit."""
    painter, writer, tags = pages

    def end(flow: Flow) -> None:
        if not frame.line:
            report_first_page.write_signing(flow)
        _foot(flow, provenance_line(said.result, render))

    room = room_of(writer)
    for findings, scale in product(_FINDINGS, _SCALES):
        ink = ink_of(writer, scale)

        def body(flow: Flow, findings: int = findings) -> None:
            report_first_page.write(flow, said, screening, findings, frame)

        if _height(body, ink, room) + _height(end, ink, room) + 16 * ink.unit <= room.height():
            break
    _paint(painter, body, end, ink, room, tags)


def _paint_second(
    pages: Pages, said: ScreeningDocument, screening: Screening, frame: Frame
) -> None:
    """Paint the second page in the largest letters in which everything fits."""
    painter, writer, tags = pages

    def body(flow: Flow) -> None:
        title = translate("Report", "Why, and how far to trust it")
        report_first_page.header(flow, said, title, page=2, frame=frame)
        report_second_page.write(flow, said, screening)

    def end(flow: Flow) -> None:
        flow.heading(said.sources.heading)
        for words in said.sources.lines:
            flow.text(words, face=flow.ink.note, colour=flow.ink.tokens.muted, lines=2)

    room = room_of(writer)
    for scale in _SCALES:
        ink = ink_of(writer, scale)
        if _height(body, ink, room) + _height(end, ink, room) + 16 * ink.unit <= room.height():
            break
    _paint(painter, body, end, ink, room, tags)


def _height(write: Write, ink: Ink, room: QRectF) -> float:
    flow = Flow(ink, room.x(), 0.0, room.width(), None)
    write(flow)
    return flow.y


def _paint(painter: QPainter, body: Write, end: Write, ink: Ink, room: QRectF, tags: Tags) -> None:
    """Write a page from the top, and its end so that it ends at the bottom."""
    flow = Flow(ink, room.x(), room.y(), room.width(), painter, tags)
    body(flow)
    end(replace(flow, y=room.bottom() - _height(end, ink, room)))


def _foot(flow: Flow, words: str) -> None:
    flow.line()
    flow.gap(5)
    flow.text(words, face=flow.ink.note, colour=flow.ink.tokens.muted, lines=2)
