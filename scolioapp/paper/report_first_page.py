"""The first page of the report: who, recording, outcome, measurements with a picture, limits, room to sign.

Must not know how pages are made, nor decide any words of a result: they come from
`engine.report.screening_document`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF

from engine.core.result import ScreeningResult
from engine.report.provenance_words import screened_words
from engine.report.screening_document import (
    Answer,
    FindingWords,
    MeasurementSection,
    RecordingSection,
    ScreeningDocument,
)
from scolioapp.i18n import listed
from scolioapp.painting.ink import Align
from scolioapp.painting.moment_picture import mirrored, paint_body, representative
from scolioapp.painting.shapes import paint_outcome
from scolioapp.painting.theme import LIGHT, palette_of
from scolioapp.paper.page_flow import Flow
from scolioapp.widgets import measurement_chart
from scolioapp.widgets.quality_panel import paint_severity
from scolioapp.widgets.score_bars import Bars, bars_height, paint_bars

if TYPE_CHECKING:
    from scolioapp.jobs.screener import Screening

PAGES = 2


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands round the report where it is a part of a record's.

    Attributes:
        before: How many pages come before it.
        count: How many pages there are in all.
        line: Whose it is, which version, and whether it is signed: said on each page.
    """

    before: int = 0
    count: int = PAGES
    line: str = ""


ALONE = Frame()

translate = QCoreApplication.translate


def write(
    flow: Flow,
    said: ScreeningDocument,
    screening: Screening,
    findings: int,
    frame: Frame = ALONE,
) -> None:
    """Write the page but for its foot, with at most so many findings."""
    title = translate("Report", "What the program found") if frame.line else said.title
    if frame.line and said.override is not None:
        title = translate("Report", "What the program found, and what holds")
    header(flow, said, title, page=1, frame=frame)
    if not frame.line:
        _who(flow, said.result)
    _quality(flow, said.recording, findings)
    _outcome(flow, said.answer)
    _measurements(flow, said.measurements, screening)
    _limits(flow, said)


def write_signing(flow: Flow) -> None:
    """Leave room for what the examination found, and for who answers for it."""
    flow.heading(translate("Report", "Examination"))
    flow.gap(6)
    flow.blanks([(translate("Report", "Finding"), 1.0)])
    flow.blanks([("", 1.0)])
    flow.blanks([(translate("Report", "Signature"), 0.62), (translate("Report", "Date"), 0.38)])
    flow.gap(6)


def _who(flow: Flow, result: ScreeningResult) -> None:
    """Leave room for who was screened; of it the program knows the label, where one was given."""
    flow.gap(10)
    flow.blanks(
        [
            (translate("Report", "Child (name or number)"), 0.54),
            (translate("Report", "Year of birth"), 0.26),
            (translate("Report", "Class"), 0.20),
        ],
        filled=result.label,
    )


def header(
    flow: Flow, said: ScreeningDocument, title: str, *, page: int, frame: Frame = ALONE
) -> None:
    """Write the title with version, page, video and date."""
    ink, result = flow.ink, said.result
    line = ink.metrics(ink.title).height()
    if flow.painter is not None:
        place = QRectF(flow.x, flow.y, flow.width, line)
        ink.write(
            flow.painter,
            place,
            f"ScolioApp {result.provenance.app_version} · {page + frame.before} / {frame.count}",
            face=ink.note,
            colour=ink.tokens.muted,
            align=Align.RIGHT | Align.MIDDLE,
        )
    flow.text(title, face=ink.title, lines=1, kind="H1")
    flow.gap(2)
    when = screened_words(result)
    name = result.provenance.video.name
    words = translate("Report", "Video: {name}").replace("{name}", name)
    when_width = ink.width(when, ink.body) + 16 * ink.unit
    if flow.painter is not None:
        height = ink.metrics(ink.body).height()
        place = QRectF(flow.x, flow.y, flow.width, height)
        with flow.element("P"):
            ink.write(flow.painter, place, when, face=ink.body, align=Align.RIGHT | Align.TOP)
    shown = ink.elided(words, ink.body, flow.width - when_width, middle=True)
    flow.text(shown, lines=1)
    if frame.line:
        flow.gap(2)
        flow.text(frame.line, face=ink.bold, lines=2)
    flow.gap(4)
    flow.text(said.notice, face=ink.note, colour=ink.tokens.muted, lines=2)


def _quality(flow: Flow, section: RecordingSection, most: int) -> None:
    ink = flow.ink
    flow.heading(section.heading)
    if not section.findings:
        flow.text(section.none)
    for finding in section.worst_first[:most]:
        _finding(flow, finding)
    left = len(section.findings) - most
    if left > 0:
        words = translate("Report", "and {count} more, listed in the exported result")
        flow.text(
            words.replace("{count}", str(left)), face=ink.note, colour=ink.tokens.muted, lines=1
        )


def _finding(flow: Flow, finding: FindingWords) -> None:
    ink = flow.ink
    indent = 18 * ink.unit
    if flow.painter is not None:
        side = ink.metrics(ink.body).height()
        mark = QRectF(flow.x, flow.y, 14 * ink.unit, side)
        colour = ink.tokens.severity(finding.severity)
        paint_severity(flow.painter, mark, finding.severity, colour)
    flow.text(finding.line, indent=indent, lines=4)
    flow.gap(2)


def _outcome(flow: Flow, answer: Answer) -> None:
    ink = flow.ink
    flow.gap(10)
    flow.line()
    flow.gap(10)
    size = 34 * ink.unit
    if flow.painter is not None:
        place = QRectF(flow.x, flow.y, size, size)
        paint_outcome(flow.painter, place, answer.outcome, palette_of(LIGHT))
    inner = replace(flow, x=flow.x + size + 14 * ink.unit, width=flow.width - size - 14 * ink.unit)
    inner.marked(answer.title, answer.mark, face=ink.title)
    inner.gap(3)
    for words in (answer.set_by, answer.reason):
        if words:
            inner.text(words)
            inner.gap(4)
    if answer.fence:
        inner.plate(answer.fence)
    inner.text(answer.sentence)
    inner.gap(4)
    inner.text(answer.next_line)
    if answer.scores:
        inner.gap(4)
        inner.text(" · ".join(answer.scores), face=ink.note, colour=ink.tokens.muted, lines=2)
    _bars(inner, answer.bars)
    flow.y = max(inner.y, flow.y + size)


def _bars(flow: Flow, bars: Bars) -> None:
    """Draw what the model saw, without figures."""
    if not bars:
        return
    flow.gap(4)
    height = bars_height(bars, flow.ink)
    if flow.painter is not None:
        place = QRectF(flow.x, flow.y, min(flow.width, 340 * flow.ink.unit), height)
        names = listed(name for name, _ in bars)
        words = translate("Report", "Bars, without figures, of what the model saw: {names}.")
        with flow.element("Figure", words.replace("{names}", names)):
            paint_bars(flow.painter, bars, place, flow.ink)
    flow.y += height


def _measurements(flow: Flow, section: MeasurementSection, screening: Screening) -> None:
    ink = flow.ink
    rows = section.in_display_order
    if not rows:
        return
    flow.heading(section.heading)
    flow.gap(3)
    person, turned = representative(screening), mirrored(screening)
    picture = 0.27 * flow.width if person is not None else 0.0
    space = 20 * ink.unit if person is not None else 0.0
    width = flow.width - picture - space
    layout = measurement_chart.lay_out(rows, ink, width)
    top = flow.y
    if flow.painter is not None:
        corner = QPointF(flow.x + picture + space, top)
        said = ". ".join(f"{row.label}: {row.words}" for row in rows)
        with flow.element("Figure", said):
            measurement_chart.paint(flow.painter, layout, ink, corner)
    height = max(layout.height, 1.25 * picture)
    if person is not None and flow.painter is not None:
        place = QRectF(flow.x, top, picture, min(height, 1.75 * picture))
        body = translate("Report", "The body in the middle of a step, seen from behind.")
        with flow.element("Figure", body):
            paint_body(flow.painter, ink, person, place, mirrored=turned)
    flow.y = top + height
    flow.gap(6)
    if not section.usual:
        return
    flow.text(section.usual, face=ink.note, lines=2)
    words = section.legend
    if turned:
        words += " " + translate(
            "Report", "The child was filmed from the front: pictures are mirrored."
        )
    flow.text(words, face=ink.note, colour=ink.tokens.muted, lines=4)


def _limits(flow: Flow, said: ScreeningDocument) -> None:
    flow.heading(said.limits.heading)
    for words in said.limits.lines:
        flow.text(words, face=flow.ink.note, lines=3)
        flow.gap(1)
