"""The second page of the report: why the answer came out, and how far to trust it.

Painted by the code of the result page. Must not know how pages are made, nor decide any words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF

from engine.core.explanation import Explanation, Gates
from engine.core.result import ScreeningResult
from engine.report import trust_words, why_words, wording
from scolioapp.i18n import render
from scolioapp.painting.ink import Align
from scolioapp.painting.moment_picture import mirrored
from scolioapp.painting.shapes import paint_outcome
from scolioapp.painting.theme import LIGHT, palette_of
from scolioapp.painting.why_picture import ASPECT, paint_picture, picture_of
from scolioapp.paper.page_flow import Flow
from scolioapp.widgets import body_strip
from scolioapp.widgets.gate_bars import paint_channels
from scolioapp.widgets.outcome_banner import fence_words

if TYPE_CHECKING:
    from scolioapp.jobs.screener import Screening

_TITLES = 0.17
"""Width of the column of titles, share of the page's."""
_SMALL = 120.0
"""Height of the small pictures, logical px."""

translate = QCoreApplication.translate


def write(flow: Flow, screening: Screening, prevalence: float) -> None:
    """Write everything below the page's header."""
    result = screening.result
    _outcome(flow, result)
    _why(flow, screening)
    if trust_words.trust_lines(result):
        _trust(flow, result, prevalence)


def _outcome(flow: Flow, result: ScreeningResult) -> None:
    """Repeat what was said, so that the page does not stand alone."""
    ink = flow.ink
    flow.gap(8)
    size = 22 * ink.unit
    if flow.painter is not None:
        place = QRectF(flow.x, flow.y, size, size)
        paint_outcome(flow.painter, place, result.outcome, palette_of(LIGHT))
    away = size + 10 * ink.unit
    inner = replace(flow, x=flow.x + away, width=flow.width - away)
    title = render(wording.outcome_title(result.outcome))
    inner.marked(title, wording.warning_mark(result), face=ink.bold)
    flow.y = max(inner.y, flow.y + size)
    fence = fence_words(result)
    if fence is not None:
        flow.gap(6)
        flow.plate(render(fence))


def _why(flow: Flow, screening: Screening) -> None:
    flow.heading(translate("Report", "Why (body levels)"))
    result, ink = screening.result, flow.ink
    explanation = result.explanation
    if explanation is None:
        why_not = why_words.why_not(result)
        flow.text("" if why_not is None else render(why_not))
        return
    flow.text(why_words.explanation_sentence(explanation, render))
    flow.gap(8)
    _strip(flow, screening, explanation)
    if explanation.frames:
        flow.gap(8)
        flow.text(render(why_words.frames_sentence(explanation)))
        flow.gap(4)
        _moments(flow, screening, explanation)
    if explanation.gates is not None:
        _gates(flow, explanation.gates)
    flow.gap(6)
    for words in why_words.explanation_notes(explanation):
        flow.text(render(words), face=ink.note, colour=ink.tokens.muted, lines=3)


def _strip(flow: Flow, screening: Screening, explanation: Explanation) -> None:
    """Draw the strips beside the frame that decided most."""
    frame = max(explanation.frames, key=lambda one: one.share, default=None)
    layout = body_strip.lay_out(explanation, flow.ink, flow.width)
    if flow.painter is not None:
        picture = picture_of(screening, explanation, frame, mirrored=mirrored(screening))
        with flow.element("Figure", why_words.explanation_sentence(explanation, render)):
            flow.painter.save()
            flow.painter.translate(flow.x, flow.y)
            body_strip.paint(
                flow.painter, layout, explanation, flow.ink, picture=picture, frame=frame
            )
            flow.painter.restore()
    flow.y += layout.height


def _moments(flow: Flow, screening: Screening, explanation: Explanation) -> None:
    """Draw the frames that decided side by side, each with sides, time and share; as many as fit."""
    ink = flow.ink
    high, line, gap = _SMALL * ink.unit, ink.metrics(ink.note).height(), 12 * ink.unit
    wide = max(
        [high * ASPECT]
        + [ink.width(render(why_words.frame_words(f)), ink.note) for f in explanation.frames]
    )
    fit = max(1, int((flow.width + gap) // (wide + gap)))
    turned = mirrored(screening)
    shown = sorted(explanation.frames, key=lambda frame: -frame.share)[:fit]
    for number, frame in enumerate(sorted(shown, key=lambda frame: frame.seconds)):
        x = flow.x + number * (wide + gap)
        if flow.painter is None:
            break
        picture = picture_of(screening, explanation, frame, mirrored=turned)
        said = render(why_words.frame_words(frame))
        if picture is not None:
            place = QRectF(x + (wide - high * ASPECT) / 2, flow.y, high * ASPECT, high)
            with flow.element("Figure", said):
                paint_picture(flow.painter, picture, place, ink)
        words = QRectF(x, flow.y + high, wide, line)
        with flow.element("P"):
            ink.write(flow.painter, words, said, face=ink.note, align=Align.CENTRE | Align.TOP)
    flow.y += high + line


def _gates(flow: Flow, gates: Gates) -> None:
    ink = flow.ink
    flow.gap(8)
    flow.text(render(why_words.gates_sentence(gates)))
    flow.gap(3)
    height = 36 * ink.unit
    if flow.painter is not None:
        place = QRectF(flow.x, flow.y, 0.6 * flow.width, height)
        with flow.element("Figure", render(why_words.gates_sentence(gates))):
            paint_channels(flow.painter, gates, place, ink)
    flow.y += height
    flow.gap(3)
    flow.text(render(why_words.gates_help()), face=ink.note, colour=ink.tokens.muted, lines=4)


def _trust(flow: Flow, result: ScreeningResult, prevalence: float) -> None:
    """Write a line for each ground, its title in a column of its own."""
    ink = flow.ink
    flow.heading(translate("Report", "How far to trust it"))
    away = _TITLES * flow.width
    grounds = [*trust_words.trust_lines(result), trust_words.predictive_line(result, prevalence)]
    for ground in grounds:
        if ground is None:
            continue
        flow.gap(3)
        title = replace(flow, width=away - 8 * ink.unit)
        title.text(render(ground.title), colour=ink.tokens.muted, lines=3)
        words = replace(flow, x=flow.x + away, width=flow.width - away)
        for each in ground.everything:
            words.text(render(each))
        flow.y = max(title.y, words.y)
