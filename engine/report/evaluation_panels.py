"""Figures of dots with intervals: parts of the people, and differences of two models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from engine.core.text import Render, text
from engine.models.cards import Metric
from engine.models.evaluation_details import Details, OverFolds, Paired
from engine.models.validation import EvaluationReport
from engine.report.evaluation_words import (
    difference_words,
    figure_label,
    over_folds_words,
    subgroup_label,
)
from engine.report.figure import WHOLE, Figure
from engine.report.svg import BLUE, FAINT, INK, MUTED, Drawing, Point

_PANELS: Final = ("accuracy", "abnormal_sensitivity", "abnormal_specificity")


@dataclass(frozen=True, slots=True)
class _Scale:
    """A horizontal axis.

    Attributes:
        left: Left end, px.
        width: Length, px.
        low: Value at the left end.
        high: Value at the right end.
    """

    left: float
    width: float
    low: float
    high: float

    def at(self, value: float) -> float:
        """Return the px of a value."""
        return self.left + self.width * (value - self.low) / (self.high - self.low)

    def interval(self, drawing: Drawing, y: float, one: Metric, colour: str) -> None:
        """Draw a figure with its interval."""
        drawing.line((self.at(one.low), y), (self.at(one.high), y), colour=colour, width=1.4)
        drawing.dot((self.at(one.value), y), colour=colour)


def subgroups(report: EvaluationReport, details: Details, words: Render) -> Figure:
    """Draw accuracy, sensitivity and specificity of each part of the people."""
    step, top = 21.0, 46.0
    lines: list[tuple[str, int, Mapping[str, Metric]]] = [
        (words(text("everyone")), report.people, report.metrics)
    ]
    lines += [(words(subgroup_label(one)), one.people, one.metrics) for one in details.subgroups]
    foot = top + step * len(lines)
    drawing = Drawing(WHOLE, foot + 30)
    for number, (label, people, _) in enumerate(lines):
        y = top + step * (number + 0.5)
        drawing.words((128, y + 4), label, anchor="end", bold=number == 0)
        drawing.words((164, y + 4), str(people), anchor="end", size=10, colour=MUTED)
    drawing.words((164, top - 8), words(text("people")), anchor="end", size=10, colour=MUTED)
    for column, name in enumerate(_PANELS):
        scale = _Scale(190 + 172 * column, 142, 0.0, 1.0)
        _panel(drawing, scale, (top, foot), words(figure_label(name)))
        for number, (_, _, metrics) in enumerate(lines):
            if name in metrics:
                colour = INK if number == 0 else BLUE
                scale.interval(drawing, top + step * (number + 0.5), metrics[name], colour)
    return Figure(
        name="subgroups",
        title=words(text("Figures by group of people")),
        caption=words(
            text(
                "Bars: 95 %. Small groups have wide bars; a difference between groups may be due "
                "to chance."
            )
        ),
        drawing=drawing,
        header=("by", "name", "people", "sequences", "figure", "value", "low", "high"),
        rows=tuple(
            (one.by, one.name, one.people, one.sequences, name, m.value, m.low, m.high)
            for one in details.subgroups
            for name, m in one.metrics.items()
        ),
    )


def _panel(drawing: Drawing, scale: _Scale, rows: Point, title: str) -> None:
    top, foot = rows
    middle = scale.left + scale.width / 2
    for line, part in enumerate(_two_lines(title)):
        drawing.words((middle, top - 22 + 13 * line), part, anchor="middle", size=10)
    for value in (0.0, 0.5, 1.0):
        x = scale.at(value)
        drawing.line((x, top), (x, foot), colour=FAINT, width=0.6)
        drawing.words(
            (x, foot + 14),
            f"{100 * value:.0f}" + (" %" if value == 1 else ""),
            anchor="middle",
            size=10,
            colour=MUTED,
        )
    drawing.line((scale.left, foot), (scale.left + scale.width, foot), colour=MUTED, width=0.8)


def _two_lines(title: str) -> Sequence[str]:
    head, comma, rest = title.partition(", ")
    return [head + comma.strip(), rest] if rest else ["", head]


def differences(paired: Paired, words: Render) -> Figure:
    """Draw how much better a model is than another, with a line at zero."""
    shown = paired.differences
    reach = max(0.05, *(abs(end) for one in shown.values() for end in (one.low, one.high)))
    step, top = 24.0, 34.0
    foot = top + step * len(shown)
    drawing = Drawing(WHOLE, foot + 42)
    scale = _Scale(230, 300, -reach, reach)
    zero = scale.at(0.0)
    drawing.line((zero, top - 6), (zero, foot), colour=INK, width=0.9)
    drawing.words(
        (zero - 8, 16), words(text("the other is better")), anchor="end", colour=MUTED, size=10
    )
    drawing.words((zero + 8, 16), words(text("this model is better")), colour=MUTED, size=10)
    for number, (name, one) in enumerate(shown.items()):
        y = top + step * (number + 0.5)
        drawing.words((scale.left - 12, y + 4), words(figure_label(name)), anchor="end", size=10.5)
        scale.interval(drawing, y, one, BLUE)
        shown_words = words(difference_words(one))
        drawing.words((scale.left + scale.width + 14, y + 4), shown_words, size=10, colour=MUTED)
    drawing.line((scale.left, foot), (scale.left + scale.width, foot), colour=MUTED, width=0.8)
    for value in (-reach, 0.0, reach):
        label = "0" if value == 0 else f"{100 * value:+.0f}"
        drawing.words((scale.at(value), foot + 15), label, anchor="middle", size=10, colour=MUTED)
    drawing.words(
        (zero, foot + 31), words(text("difference, percentage points")), anchor="middle", size=10
    )
    return Figure(
        name="comparison",
        title=words(text("This model against “{name}”", name=paired.other.name)),
        caption=words(
            text(
                "Differences on the same people; bars: 95 %. A difference whose bar crosses zero "
                "may be due to chance."
            )
        ),
        drawing=drawing,
        header=("figure", "difference", "low", "high"),
        rows=tuple((name, one.value, one.low, one.high) for name, one in shown.items()),
    )


_OVER_FOLDS: Final = (
    "accuracy",
    "f1",
    "abnormal_sensitivity",
    "abnormal_specificity",
    "abnormal_roc_area",
)


def over_folds(folds: OverFolds, words: Render) -> Figure:
    """Draw a dot for each fold, and mean and standard deviation of all."""
    shown = [(name, folds.figures[name]) for name in _OVER_FOLDS if name in folds.figures]
    step, top = 30.0, 14.0
    foot = top + step * len(shown)
    drawing = Drawing(WHOLE, foot + 26)
    scale = _Scale(230, 300, 0.0, 1.0)
    for value in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = scale.at(value)
        drawing.line((x, top), (x, foot), colour=FAINT, width=0.6)
        drawing.words((x, foot + 15), f"{value:g}", anchor="middle", size=10, colour=MUTED)
    for number, (name, one) in enumerate(shown):
        y = top + step * (number + 0.5)
        drawing.words((scale.left - 12, y + 4), words(figure_label(name)), anchor="end", size=10.5)
        low, high = (max(0.0, min(1.0, one.mean + end)) for end in (-one.deviation, one.deviation))
        drawing.box(
            (scale.at(low), y - 9), (scale.at(high) - scale.at(low), 18), colour=BLUE, opacity=0.15
        )
        drawing.line((scale.at(one.mean), y - 9), (scale.at(one.mean), y + 9), colour=BLUE, width=2)
        for each in one.values:
            if each is not None:
                drawing.dot((scale.at(each), y), colour=BLUE)
        mean, deviation, _ = map(words, over_folds_words(name, one))
        said = words(
            text("mean {mean}, standard deviation {deviation}", mean=mean, deviation=deviation)
        )
        drawing.words((scale.left + scale.width + 14, y + 4), said, size=10, colour=MUTED)
    drawing.line((scale.left, foot), (scale.left + scale.width, foot), colour=MUTED, width=0.8)
    count = len(folds.models)
    return Figure(
        name="folds",
        title=words(text("Figures of each fold")),
        caption=words(
            text(
                "Dots: folds. Line and bar: mean and one standard deviation to either side, not a "
                "95 % interval."
            )
        ),
        drawing=drawing,
        header=("figure", "mean", "deviation", *(f"fold_{n}" for n in range(1, count + 1))),
        rows=tuple(
            (name, one.mean, one.deviation, *("" if v is None else v for v in one.values))
            for name, one in folds.figures.items()
        ),
    )
