"""Drawings of a screening: measurements with their intervals, what a model saw, how the strips spoke.

The person's own left is at the left, as everywhere (docs/decisions/0017); numbers carry no sign. Must
not know where figures are shown.
"""

from __future__ import annotations

from itertools import groupby
from typing import Final

from engine.core.explanation import Explanation
from engine.core.text import Render, text
from engine.report import svg
from engine.report.figure import WHOLE, Figure
from engine.report.screening_document import Answer, MeasurementRow, MeasurementSection, WhySection
from engine.report.why_words import strip_reach
from engine.report.wording import level_label

_ROW: Final = 42.0
_LINE: Final = 14.0
"""Height of a measurement, and of its scale in it, px."""
_ENDS: Final = 150.0
"""Room for what the ends of a scale say, px."""
_HALF: Final = WHOLE / 2 - _ENDS
_BAR: Final = 22.0
_NAMES: Final = 210.0
"""Room for names beside bars, px."""
_STRIP: Final = 16.0


def measurement_figures(section: MeasurementSection, words: Render = str) -> tuple[Figure, ...]:
    """Draw each measurement that has a number: a dot for its value, a bar for its interval."""
    return tuple(
        _measurement(row, words)
        for row in section.in_display_order
        if row.measurement.measurable and row.measurement.value is not None
    )


def _place(share: float) -> float:
    """Return where a share of the scale lies, px: 1 is the person's own left end, -1 their right one."""
    return WHOLE / 2 - share * _HALF


def _measurement(row: MeasurementRow, words: Render) -> Figure:
    drawing = svg.Drawing(WHOLE, _ROW)
    drawing.words((0, _LINE + 4), row.left, colour=svg.MUTED)
    drawing.words((WHOLE, _LINE + 4), row.right, anchor="end", colour=svg.MUTED)
    drawing.line((_place(1), _LINE), (_place(-1), _LINE), colour=svg.FAINT)
    for share in (1.0, 0.5, 0.0, -0.5, -1.0):
        x, high = _place(share), 8 if share == 0 else 4
        drawing.line((x, _LINE - high), (x, _LINE + high), colour=svg.GREY)
        said = f"{abs(share) * row.reach:g}"
        drawing.words((x, _LINE + 22), said, size=10, anchor="middle", colour=svg.MUTED)
    drawing.words((WHOLE, _LINE + 22), row.unit, size=10, anchor="end", colour=svg.MUTED)
    _interval(drawing, row)
    one = row.measurement
    return Figure(
        name=row.name,
        title=words(text("{label}: {words}", label=row.label, words=row.words)),
        caption="",
        drawing=drawing,
        header=("value", "low", "high"),
        rows=(tuple("" if end is None else end for end in (one.value, one.low, one.high)),),
    )


def _interval(drawing: svg.Drawing, row: MeasurementRow) -> None:
    """Draw the interval with caps, arrows where it leaves the scale, and the value where it is on it."""
    one, y = row.measurement, _LINE
    if one.value is None:
        return
    if one.low is not None and one.high is not None:
        ends = [end / row.reach for end in (one.low, one.high)]
        inside = [_place(min(max(share, -1.0), 1.0)) for share in ends]
        drawing.line((inside[0], y), (inside[1], y), colour=svg.BLUE, width=2.5)
        for x, share in zip(inside, ends, strict=True):
            if abs(share) <= 1.0:
                drawing.line((x, y - 4), (x, y + 4), colour=svg.BLUE, width=2.5)
            else:
                out = -1 if share > 0 else 1
                tip = [(x + 9 * out, y), (x - 3 * out, y + 6), (x - 3 * out, y - 6)]
                drawing.area(tip, colour=svg.BLUE, opacity=1.0)
    if abs(one.value) <= row.reach:
        at = (_place(one.value / row.reach), y)
        drawing.dot(at, colour=svg.BLUE, radius=6)
        if one.side is None:
            drawing.dot(at, colour=svg.PAPER, radius=3.2)


def bars_figure(answer: Answer, words: Render = str) -> Figure | None:
    """Draw how much a model that is not calibrated saw of each class, without figures; None without bars."""
    if not answer.bars:
        return None
    drawing = svg.Drawing(WHOLE, _BAR * len(answer.bars))
    wide = WHOLE - _NAMES - 1
    for number, (name, share) in enumerate(answer.bars):
        top = _BAR * number
        drawing.words((0, top + 14), name)
        corner = (_NAMES, top + 6)
        drawing.box(corner, (wide, 9), colour=svg.CELL, edge=svg.GREY)
        drawing.box(corner, (share * wide, 9), colour=svg.MUTED)
    title = words(text("What the model saw, without figures"))
    # Without figures in its numbers, too: they would be read as a risk.
    return Figure("scores", title, "", drawing, ("class",), tuple((n,) for n, _ in answer.bars))


def strips_figure(why: WhySection, explanation: Explanation, words: Render = str) -> Figure | None:
    """Draw how far each strip of the body spoke against (left) or for (right), from the top down."""
    parts = explanation.parts
    if not parts:
        return None
    drawing = svg.Drawing(WHOLE, 22 + _STRIP * len(parts))
    reach = strip_reach(explanation)
    unit = (WHOLE - _NAMES) / sum(reach)
    zero = _NAMES + reach[0] * unit
    against, towards = why.ends
    drawing.words((_NAMES, 12), f"\N{LEFTWARDS ARROW} {against}", colour=svg.MUTED)
    arrow = f"{towards} \N{RIGHTWARDS ARROW}"
    drawing.words((WHOLE, 12), arrow, anchor="end", colour=svg.MUTED)
    top = 22.0
    for level, members in groupby(parts, key=lambda part: part.level):
        bold = level in explanation.levels
        drawing.words((0, top + 12), words(level_label(level)), bold=bold)
        drawing.line((0, top), (WHOLE, top), colour=svg.FAINT)
        for part in members:
            long = abs(part.contribution) * unit
            corner = (zero - long if part.contribution < 0 else zero, top + 3)
            colour = svg.SKY if part.contribution < 0 else svg.ORANGE
            drawing.box(corner, (long, _STRIP - 5), colour=colour)
            top += _STRIP
    drawing.line((zero, 20), (zero, top), colour=svg.MUTED)
    return Figure(
        name="strips",
        title=words(text("What each level of the body counted for")),
        caption=" ".join(why.notes),
        drawing=drawing,
        header=("level", "contribution"),
        rows=tuple((str(part.level), part.contribution) for part in parts),
    )
