"""The report: an A4 page with quality, outcome, measurements with a picture, limits, provenance.

Where a network answered, a second page says why and how far to trust it (`report_pdf_why`).

Painted by the same code as the page on the screen, as vectors with embedded fonts. Works from the
command line too, where no application runs. Must not know the view-model's state, nor decide any
words: they come from `engine.report.wording`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPdfWriter,
    QPolygonF,
)

from engine.core.files import written_beside
from engine.core.findings import Finding, Severity
from engine.core.model_status import status_words
from engine.core.result import ScreeningResult
from engine.report import why_words, wording
from engine.report.prevalence import DEFAULT_PREVALENCE
from scolioapp.i18n import render
from scolioapp.viewmodels.result import OverlayMode
from scolioapp.viewmodels.screening_like import ScreeningLike, SequenceLike
from scolioapp.widgets import measurement_chart, report_pdf_why
from scolioapp.widgets.ink import Align, Ink, painting
from scolioapp.widgets.outcome_banner import fence_words
from scolioapp.widgets.overlay import DrawnPerson, Placement, paint_people
from scolioapp.widgets.quality_panel import paint_severity
from scolioapp.widgets.report_paper import ensure_application, ink_of, paper, room_of
from scolioapp.widgets.report_pdf_flow import Flow
from scolioapp.widgets.shapes import paint_outcome
from scolioapp.widgets.theme import LIGHT, palette_of

_SCALES = (1.16, 1.08, 1.0, 0.94, 0.88, 0.82, 0.76, 0.7)
_FINDINGS = (12, 6, 4, 3, 2, 1)

translate = QCoreApplication.translate


def write_pdf(
    screening: ScreeningLike,
    path: Path,
    *,
    language: str = "en",
    prevalence: float = DEFAULT_PREVALENCE,
) -> None:
    """Write the report of a screening as a PDF of one page or two, beside and renamed.

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
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = paper(buffer, title=translate("Report", "ScolioApp screening report"))
    writer.setCreator(f"ScolioApp {screening.result.provenance.app_version}")
    with painting(writer) as painter:
        _paint(painter, writer, screening)
        if report_pdf_why.wanted(screening.result):
            writer.newPage()
            _paint_why(painter, writer, screening, prevalence)
    with written_beside(path) as beside:
        beside.write_bytes(bytes(buffer.data().data()))


def _paint_why(
    painter: QPainter, writer: QPdfWriter, screening: ScreeningLike, prevalence: float
) -> None:
    """Paint the second page in the largest letters in which everything fits."""
    room = room_of(writer)
    ink = ink_of(writer, _SCALES[-1])
    foot = [provenance_line(screening.result)]
    for scale in _SCALES:
        ink = ink_of(writer, scale)
        flow = Flow(ink, room.x(), 0.0, room.width(), None)
        _why_page(flow, screening, prevalence)
        flow.gap(16)
        _foot(flow, foot)
        if flow.y <= room.height():
            break
    footer = Flow(ink, room.x(), 0.0, room.width(), None)
    _foot(footer, foot)
    _why_page(Flow(ink, room.x(), room.y(), room.width(), painter), screening, prevalence)
    _foot(replace(footer, y=room.bottom() - footer.y, painter=painter), foot)


def _why_page(flow: Flow, screening: ScreeningLike, prevalence: float) -> None:
    title = translate("Report", "Why, and how far to trust it")
    _header(flow, screening.result, title, page=2)
    report_pdf_why.write(flow, screening, prevalence)


def _paint(painter: QPainter, writer: QPdfWriter, screening: ScreeningLike) -> None:
    room = room_of(writer)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink, findings = _fit(screening, writer, room)
    footer = Flow(ink, room.x(), 0.0, room.width(), None)
    _footer(footer, screening.result)
    body = Flow(ink, room.x(), room.y(), room.width(), painter)
    _body(body, screening, findings)
    foot = replace(footer, y=room.bottom() - footer.y, painter=painter)
    _footer(foot, screening.result)


def _fit(screening: ScreeningLike, writer: QPdfWriter, room: QRectF) -> tuple[Ink, int]:
    """Find the largest letters and most findings that fit; the smallest where nothing does."""
    ink, findings = ink_of(writer, _SCALES[-1]), _FINDINGS[-1]
    for findings, scale in product(_FINDINGS, _SCALES):
        ink = ink_of(writer, scale)
        flow = Flow(ink, room.x(), 0.0, room.width(), None)
        _body(flow, screening, findings)
        flow.gap(16)
        _footer(flow, screening.result)
        if flow.y <= room.height():
            break
    return ink, findings


def _body(flow: Flow, screening: ScreeningLike, findings: int) -> None:
    result = screening.result
    _header(flow, result, translate("Report", "Gait screening report"), page=1)
    _quality(flow, result, findings)
    _outcome(flow, result)
    _measurements(flow, screening)
    _limits(flow, result)


# The parts of the page


def _header(flow: Flow, result: ScreeningResult, title: str, *, page: int) -> None:
    ink = flow.ink
    line = ink.metrics(ink.title).height()
    if flow.painter is not None:
        place = QRectF(flow.x, flow.y, flow.width, line)
        ink.write(
            flow.painter,
            place,
            f"ScolioApp {result.provenance.app_version}" + _page_of(result, page),
            face=ink.note,
            colour=ink.tokens.muted,
            align=Align.RIGHT | Align.MIDDLE,
        )
    flow.text(title, face=ink.title, lines=1)
    flow.gap(2)
    when = result.provenance.finished.replace("T", " ")[:16]
    name = result.provenance.video.name
    words = translate("Report", "Video: {name}").replace("{name}", name)
    when_width = ink.width(when, ink.body) + 16 * ink.unit
    if flow.painter is not None:
        height = ink.metrics(ink.body).height()
        place = QRectF(flow.x, flow.y, flow.width, height)
        ink.write(flow.painter, place, when, face=ink.body, align=Align.RIGHT | Align.TOP)
    shown = ink.elided(words, ink.body, flow.width - when_width, middle=True)
    flow.text(shown, lines=1)
    flow.gap(4)
    notice = translate("Report", "For research and education. Not a cleared medical device.")
    flow.text(notice, face=ink.note, colour=ink.tokens.muted, lines=2)


def _page_of(result: ScreeningResult, page: int) -> str:
    return f" · {page} / 2" if report_pdf_why.wanted(result) else ""


def _quality(flow: Flow, result: ScreeningResult, most: int) -> None:
    ink = flow.ink
    verdict = result.quality.verdict
    label = render(wording.verdict_label(verdict))
    flow.heading(translate("Report", "Recording: {verdict}").replace("{verdict}", label))
    order = [Severity.REPEAT, Severity.CARE, Severity.INFO]
    findings = sorted(result.quality.findings, key=lambda f: order.index(f.severity))
    if not findings:
        flow.text(translate("Report", "Nothing was noticed that speaks against this recording."))
    for finding in findings[:most]:
        _finding(flow, finding)
    left = len(findings) - most
    if left > 0:
        words = translate("Report", "and {count} more, listed in the exported result")
        flow.text(
            words.replace("{count}", str(left)), face=ink.note, colour=ink.tokens.muted, lines=1
        )


def _finding(flow: Flow, finding: Finding) -> None:
    ink = flow.ink
    indent = 18 * ink.unit
    if flow.painter is not None:
        side = ink.metrics(ink.body).height()
        mark = QRectF(flow.x, flow.y, 14 * ink.unit, side)
        colour = ink.tokens.severity(finding.severity)
        paint_severity(flow.painter, mark, finding.severity, colour)
    title = render(wording.finding_title(finding.code))
    message = (
        translate("Report", "{title}: {message} {remedy}")
        .replace("{title}", title)
        .replace("{remedy}", render(finding.remedy))
        .replace("{message}", render(finding.message))
    )
    flow.text(message, indent=indent, lines=4)
    flow.gap(2)


def _outcome(flow: Flow, result: ScreeningResult) -> None:
    ink = flow.ink
    flow.gap(10)
    flow.line()
    flow.gap(10)
    size = 34 * ink.unit
    if flow.painter is not None:
        place = QRectF(flow.x, flow.y, size, size)
        paint_outcome(flow.painter, place, result.outcome, palette_of(LIGHT))
    inner = replace(flow, x=flow.x + size + 14 * ink.unit, width=flow.width - size - 14 * ink.unit)
    title = render(wording.outcome_title(result.outcome))
    inner.text(title, face=ink.title, lines=2)
    inner.gap(3)
    fence = fence_words(result)
    if fence is not None:
        inner.plate(render(fence))
    inner.text(render(wording.outcome_sentence(result.outcome)))
    inner.gap(4)
    step = translate("Report", "Next step: {step}")
    inner.text(step.replace("{step}", render(wording.next_step(result.outcome))))
    scores = [render(line) for line in wording.score_words(result)]
    if scores:
        inner.gap(4)
        inner.text(" · ".join(scores), face=ink.note, colour=ink.tokens.muted, lines=2)
    flow.y = max(inner.y, flow.y + size)


def _measurements(flow: Flow, screening: ScreeningLike) -> None:
    ink = flow.ink
    rows = measurement_chart.chart_rows(screening.result)
    if not rows:
        return
    flow.heading(translate("Report", "Measurements while walking"))
    flow.gap(3)
    person = representative(screening)
    picture = 0.27 * flow.width if person is not None else 0.0
    space = 20 * ink.unit if person is not None else 0.0
    width = flow.width - picture - space
    layout = measurement_chart.lay_out(rows, ink, width)
    top = flow.y
    if flow.painter is not None:
        corner = QPointF(flow.x + picture + space, top)
        measurement_chart.paint(flow.painter, layout, ink, corner)
    height = max(layout.height, 1.25 * picture)
    if person is not None and flow.painter is not None:
        place = QRectF(flow.x, top, picture, min(height, 1.75 * picture))
        _picture(flow.painter, ink, person, place)
    flow.y = top + height
    flow.gap(6)
    if not any(row.measurement.measurable for row in rows):
        return
    flow.text(measurement_chart.legend(), face=ink.note, colour=ink.tokens.muted, lines=3)


def _limits(flow: Flow, result: ScreeningResult) -> None:
    flow.heading(translate("Report", "Limits"))
    lines = list(wording.limits(result))
    why_not = why_words.why_not(result)
    if why_not is not None and not report_pdf_why.wanted(result):
        lines.append(why_not)
    for words in lines:
        flow.text(render(words), face=flow.ink.note, lines=3)
        flow.gap(1)


def _footer(flow: Flow, result: ScreeningResult) -> None:
    _foot(flow, _provenance(result))


def _foot(flow: Flow, lines: Iterable[str]) -> None:
    flow.line()
    flow.gap(5)
    for words in lines:
        flow.text(words, face=flow.ink.note, colour=flow.ink.tokens.muted, lines=2)


def _provenance(result: ScreeningResult) -> Iterator[str]:
    """Say where the result comes from, a line for each source."""
    facts, video, model = result.provenance, result.provenance.video, result.model
    operator = facts.operator or translate("Report", "not named")
    yield translate(
        "Report",
        "ScolioApp {version}. Screened {start} to {end} on {device}. Operator: {operator}.",
    ).format(
        version=facts.app_version,
        start=facts.started,
        end=facts.finished,
        device=facts.device,
        operator=operator,
    )
    yield translate(
        "Report",
        "Video: {width} x {height} px, {fps} frames/s, {seconds} s, {codec}, SHA-256 {hash}",
    ).format(
        width=video.width,
        height=video.height,
        fps=f"{video.fps:.4g}",
        seconds=f"{video.duration_seconds:.1f}",
        codec=video.codec,
        hash=video.sha256 or "-",
    )
    yield translate(
        "Report", "Analysis: {count} frames at {rate}/s, {estimator}, {packages}"
    ).format(
        count=facts.frames_analysed,
        rate=f"{facts.analysis_rate or video.fps:.4g}",
        estimator=facts.estimator,
        packages=", ".join(f"{name} {version}" for name, version in facts.packages.items()),
    )
    if model is None:
        yield translate("Report", "Model: none judged.")
        return
    yield translate(
        "Report",
        "Model: {name} {version} ({kind}, {status}), class order {order}, thresholds {thresholds}, {runtime}",
    ).format(
        name=model.name,
        version=model.version,
        kind=model.kind,
        status=render(status_words(model.status)),
        order=" / ".join(model.class_order),
        thresholds=", ".join(f"{name} {value:g}" for name, value in model.thresholds.items())
        or "-",
        runtime=model.runtime,
    )
    yield translate("Report", "Weights: SHA-256 {hash}").format(hash=model.sha256)


def provenance_line(result: ScreeningResult) -> str:
    """Say in one line which model judged, which program, and when."""
    facts, model = result.provenance, result.model
    judged = (
        f"{model.name} {model.version}" if model is not None else translate("Report", "no model")
    )
    when = facts.finished.replace("T", " ")[:16]
    return f"ScolioApp {facts.app_version} · {judged} · {when}"


# The picture


def representative(screening: ScreeningLike) -> DrawnPerson | None:
    """Give the person in mid-stance: half-way between two heel strikes, as tall as can be seen.

    None where nobody was judged.
    """
    sequence = screening.sequence
    if sequence is None or len(sequence.seconds) == 0:
        return None
    strikes = [strike.seconds for strike in screening.result.gait.heel_strikes]
    middles = [(a + b) / 2 for a, b in pairwise(strikes)]
    # A sequence has the times of life, heel strikes those of the recording.
    times = sequence.seconds * screening.result.provenance.slow_motion
    if not middles:
        middles = [float(times[len(times) // 2])]
    frames = {int(np.abs(times - middle).argmin()) for middle in middles}
    heights = np.ptp(sequence.keypoints[:, :, 1], axis=1)
    index = max(frames, key=lambda frame: float(heights[frame]))
    return DrawnPerson(sequence.keypoints[index], _outline(sequence, index), None, True)


def _outline(
    sequence: SequenceLike, index: int
) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    points = sequence.extras.get("outline_points")
    offsets = sequence.extras.get("outline_offsets")
    if points is None or offsets is None or index + 1 >= len(offsets):
        return np.zeros((0, 2), np.float32)
    return np.asarray(points[int(offsets[index]) : int(offsets[index + 1])], np.float32)


def _picture(painter: QPainter, ink: Ink, person: DrawnPerson, room: QRectF) -> None:
    """Draw the body with its sides on plain paper."""
    points = person.outline if len(person.outline) else person.keypoints[:, :2]
    (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
    painter.save()
    painter.setPen(ink.pen(ink.tokens.border, 1))
    painter.setBrush(QColor(ink.tokens.window))
    painter.drawRoundedRect(room, 6 * ink.unit, 6 * ink.unit)
    side, edge = 34 * ink.unit, 10 * ink.unit
    feet = 26 * ink.unit
    inner = room.adjusted(side, edge, -side, -feet)
    placement = Placement.fit(float(x1 - x0), float(y1 - y0), inner)
    placement = Placement(
        placement.scale,
        placement.x - float(x0) * placement.scale,
        placement.y - float(y0) * placement.scale,
    )
    if len(person.outline) >= 3:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#aab2bc"))
        painter.drawPolygon(QPolygonF([placement.point(x, y) for x, y in person.outline]))
    paint_people(painter, [person], placement, mode=OverlayMode.SKELETON, ink=ink, frame=room)
    painter.restore()
