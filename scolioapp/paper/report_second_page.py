"""The second page of the report: why the answer came out, and how far to trust it.

Painted by the code of the result page. Must not know how pages are made, nor decide any words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from engine.core.explanation import Explanation, Gates
from engine.report.screening_document import Answer, ScreeningDocument, TrustSection, WhySection
from scolioapp.painting.ink import Align
from scolioapp.painting.moment_picture import mirrored
from scolioapp.painting.shapes import paint_outcome
from scolioapp.painting.theme import LIGHT, palette_of
from scolioapp.painting.why_picture import ASPECT, paint_picture, picture_of
from scolioapp.paper.page_flow import Flow
from scolioapp.widgets import body_strip
from scolioapp.widgets.gate_bars import paint_channels

if TYPE_CHECKING:
    from scolioapp.jobs.screener import Screening

_TITLES = 0.17
"""Width of the column of titles, share of the page's."""
_SMALL = 120.0
"""Height of the small pictures, logical px."""


def write(flow: Flow, said: ScreeningDocument, screening: Screening) -> None:
    """Write everything below the page's header."""
    _outcome(flow, said.answer)
    _why(flow, said.why, screening)
    if said.trust.everything:
        _trust(flow, said.trust)


def _outcome(flow: Flow, answer: Answer) -> None:
    """Repeat what was said, so that the page does not stand alone."""
    ink = flow.ink
    flow.gap(8)
    size = 22 * ink.unit
    if flow.painter is not None:
        place = QRectF(flow.x, flow.y, size, size)
        paint_outcome(flow.painter, place, answer.outcome, palette_of(LIGHT))
    away = size + 10 * ink.unit
    inner = replace(flow, x=flow.x + away, width=flow.width - away)
    inner.marked(answer.title, answer.mark, face=ink.bold)
    if answer.set_by:
        inner.text(answer.set_by)
    flow.y = max(inner.y, flow.y + size)
    if answer.fence:
        flow.gap(6)
        flow.plate(answer.fence)


def _why(flow: Flow, why: WhySection, screening: Screening) -> None:
    ink, explanation = flow.ink, screening.result.explanation
    flow.heading(why.heading)
    flow.text(why.sentence)
    if explanation is None:
        return
    flow.gap(8)
    _strip(flow, why, screening, explanation)
    if why.frames:
        flow.gap(8)
        flow.text(why.moments)
        flow.gap(4)
        _moments(flow, why, screening, explanation)
    if explanation.gates is not None:
        _gates(flow, why, explanation.gates)
    flow.gap(6)
    for words in why.notes:
        flow.text(words, face=ink.note, colour=ink.tokens.muted, lines=3)


def _strip(flow: Flow, why: WhySection, screening: Screening, explanation: Explanation) -> None:
    """Draw the strips beside the frame that decided most."""
    frame = max(explanation.frames, key=lambda one: one.share, default=None)
    layout = body_strip.lay_out(explanation, flow.ink, flow.width)
    if flow.painter is not None:
        picture = picture_of(screening, explanation, frame, mirrored=mirrored(screening))
        with flow.element("Figure", why.sentence):
            flow.painter.save()
            flow.painter.translate(flow.x, flow.y)
            body_strip.paint(
                flow.painter, layout, explanation, flow.ink, picture=picture, frame=frame
            )
            flow.painter.restore()
    flow.y += layout.height


def _moments(flow: Flow, why: WhySection, screening: Screening, explanation: Explanation) -> None:
    """Draw the frames that decided side by side, each with sides, time and share; as many as fit."""
    ink = flow.ink
    high, line, gap = _SMALL * ink.unit, ink.metrics(ink.note).height(), 12 * ink.unit
    wide = max(high * ASPECT, *(ink.width(said, ink.note) for said in why.frames))
    fit = max(1, int((flow.width + gap) // (wide + gap)))
    turned = mirrored(screening)
    frames = zip(explanation.frames, why.frames, strict=True)
    shown = sorted(frames, key=lambda one: -one[0].share)[:fit]
    for number, (frame, said) in enumerate(sorted(shown, key=lambda one: one[0].seconds)):
        x = flow.x + number * (wide + gap)
        if flow.painter is None:
            break
        picture = picture_of(screening, explanation, frame, mirrored=turned)
        if picture is not None:
            place = QRectF(x + (wide - high * ASPECT) / 2, flow.y, high * ASPECT, high)
            with flow.element("Figure", said):
                paint_picture(flow.painter, picture, place, ink)
        words = QRectF(x, flow.y + high, wide, line)
        with flow.element("P"):
            ink.write(flow.painter, words, said, face=ink.note, align=Align.CENTRE | Align.TOP)
    flow.y += high + line


def _gates(flow: Flow, why: WhySection, gates: Gates) -> None:
    ink = flow.ink
    flow.gap(8)
    flow.text(why.gates)
    flow.gap(3)
    height = 36 * ink.unit
    if flow.painter is not None:
        place = QRectF(flow.x, flow.y, 0.6 * flow.width, height)
        with flow.element("Figure", why.gates):
            paint_channels(flow.painter, gates, place, ink)
    flow.y += height
    flow.gap(3)
    flow.text(why.gates_help, face=ink.note, colour=ink.tokens.muted, lines=4)


def _trust(flow: Flow, section: TrustSection) -> None:
    """Write a line for each ground, its title in a column of its own."""
    ink = flow.ink
    flow.heading(section.heading)
    away = _TITLES * flow.width
    for ground in section.everything:
        flow.gap(3)
        title = replace(flow, width=away - 8 * ink.unit)
        title.text(ground.title, colour=ink.tokens.muted, lines=3)
        words = replace(flow, x=flow.x + away, width=flow.width - away)
        for each in ground.everything:
            words.text(each)
        flow.y = max(title.y, words.y)
