"""A result as one HTML file, for whoever has no program for it: words and drawings, no picture of anybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engine.core.files import write_text
from engine.core.override import Override
from engine.core.result import ScreeningResult
from engine.core.text import Render, text
from engine.export.html_page import OutcomeLine, html_page
from engine.report.blocks import Block, Heading, Paragraph, Pictures, Table
from engine.report.figure import Figure
from engine.report.prevalence import DEFAULT_PREVALENCE
from engine.report.provenance_words import screened_words
from engine.report.screening_document import ScreeningDocument, document, rows_to_draw
from engine.report.screening_figures import bars_figure, measurement_figures, strips_figure


def html(
    result: ScreeningResult,
    words: Render = str,
    *,
    language: str = "en",
    prevalence: float = DEFAULT_PREVALENCE,
    override: Override | None = None,
) -> str:
    """Return a result as an HTML page.

    Args:
        result: The result.
        words: Renders a sentence in the reader's language.
        language: That language's code.
        prevalence: Share of people with features in (0, 1), for the predictive values.
        override: What a person put in place of the model's outcome, or None.
    """
    said = document(result, words, prevalence, override)
    return html_page(said.title, _blocks(said, words), language=language)


def write_html(
    result: ScreeningResult,
    path: Path,
    words: Render = str,
    *,
    language: str = "en",
    prevalence: float = DEFAULT_PREVALENCE,
    override: Override | None = None,
) -> None:
    """Write a result as one HTML file; see `html`.

    Raises:
        OutputError: The file cannot be written.
    """
    page = html(result, words, language=language, prevalence=prevalence, override=override)
    write_text(path, page)


def _blocks(said: ScreeningDocument, words: Render) -> Iterator[Block | OutcomeLine]:
    yield Paragraph(said.notice)
    yield from _head(said, words)
    yield from _answer(said, words)
    yield from _recording(said)
    yield from _measurements(said, words)
    yield from _why(said, words)
    if said.trust.everything:
        yield Heading(said.trust.heading)
        grounds = ((one.title, " ".join(one.everything)) for one in said.trust.everything)
        yield Table((), tuple(grounds))
    for section in (said.limits, said.sources):
        yield Heading(section.heading)
        yield from map(Paragraph, section.lines)


def _head(said: ScreeningDocument, words: Render) -> Iterator[Block]:
    """Say whose recording it is, when it was screened, and what it repeats."""
    result, link = said.result, said.result.repeats
    rows = [
        (words(text("Name or number")), result.label),
        (words(text("Video")), result.provenance.video.name),
        (words(text("Screened")), screened_words(result)),
    ]
    if link is not None:
        rows.append((words(text("Repeats")), link.video))
    yield Table((), tuple(row for row in rows if row[1]))


def _answer(said: ScreeningDocument, words: Render) -> Iterator[Block | OutcomeLine]:
    answer = said.answer
    yield OutcomeLine(answer.title, answer.mark)
    yield from (Paragraph(each) for each in (answer.set_by, answer.reason) if each)
    if answer.fence:
        yield Paragraph(answer.fence, grave=True)
    yield Paragraph(answer.sentence)
    yield Paragraph(answer.next_line)
    if answer.scores:
        yield Paragraph(" · ".join(answer.scores))
    yield from _picture(bars_figure(answer, words))


def _recording(said: ScreeningDocument) -> Iterator[Block]:
    section = said.recording
    yield Heading(section.heading)
    if not section.findings:
        yield Paragraph(section.none)
        return
    yield Table((), tuple((one.label, one.line) for one in section.worst_first))


def _measurements(said: ScreeningDocument, words: Render) -> Iterator[Block]:
    section = said.measurements
    if not section.rows:
        return
    yield Heading(section.heading)
    for figure in measurement_figures(section, words):
        yield Pictures((figure,))
    drawn = rows_to_draw(section.in_display_order, words)
    without = tuple((row.label, row.words) for row in drawn if not row.measurement.measurable)
    if without:
        yield Table((), without)
    if section.usual:
        yield Paragraph(section.legend)
        yield Paragraph(section.usual)
    yield Paragraph(section.vertical)
    cadence = said.result.gait.cadence
    if cadence is not None:
        yield Paragraph(words(text("Cadence: {steps} steps per minute", steps=f"{cadence:.0f}")))


def _why(said: ScreeningDocument, words: Render) -> Iterator[Block]:
    why, explanation = said.why, said.result.explanation
    yield Heading(why.heading)
    yield Paragraph(why.sentence)
    if explanation is None:
        return
    yield from _picture(strips_figure(why, explanation, words))
    if why.frames:
        yield Paragraph(f"{why.moments} {'; '.join(why.frames)}")
    if why.gates:
        yield Paragraph(why.gates)
        yield Paragraph(why.gates_help)


def _picture(figure: Figure | None) -> Iterator[Block]:
    if figure is not None:
        yield Pictures((figure,))
