"""Figures of an evaluation report, as SVG and as tables. Must not know pages, HTML or PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.core.classes import Outcome
from engine.core.files import written_beside
from engine.core.tables import write_table
from engine.core.text import Render, text
from engine.models.cards import Metric
from engine.models.evaluation_details import Curve, Details, GroupDetails, GroupName, ReliabilityBin
from engine.models.validation import EvaluationReport
from engine.report.evaluation_panels import differences, over_folds, subgroups
from engine.report.evaluation_words import class_word, figure_words, group_label, outcome_label
from engine.report.figure import HALF, Figure, Row
from engine.report.svg import (
    BLUE,
    CELL,
    FAINT,
    GREY,
    INK,
    MUTED,
    ON_FILL,
    ORANGE,
    PAPER,
    SKY,
    VERMILION,
    Drawing,
    Point,
)

_COLOURS: Final[Mapping[GroupName, str]] = {"positive": VERMILION, "abnormal": BLUE}
_OUTCOME_COLOURS: Final = {
    Outcome.DETECTED: VERMILION,
    Outcome.BORDERLINE: ORANGE,
    Outcome.INCONCLUSIVE: GREY,
    Outcome.NOT_DETECTED: SKY,
}


def figures(report: EvaluationReport, words: Render = str) -> tuple[Figure, ...]:
    """Draw what a report holds; nothing for reports of the first version."""
    details = report.details
    if details is None:
        return ()
    return tuple(_all(report, details, words))


def _all(report: EvaluationReport, details: Details, words: Render) -> Iterator[Figure]:
    yield _confusion(report, details, words)
    yield _outcomes(report, details, words)
    if any(one.roc for one in details.groups.values()):
        yield _curves(report, words, _roc_kind(words))
        yield _curves(report, words, _pr_kind(words))
    for group, found in details.groups.items():
        yield _reliability(group, found, words)
    if report.folds is not None and report.folds.figures:
        yield over_folds(report.folds, words)
    if details.subgroups:
        yield subgroups(report, details, words)
    if details.comparison is not None and details.comparison.differences:
        yield differences(details.comparison, words)


def write_figures(report: EvaluationReport, folder: Path, words: Render = str) -> tuple[Path, ...]:
    """Write each figure as SVG and its numbers as CSV; each appears whole.

    Raises:
        OutputError: A file cannot be written.
    """
    written = []
    for figure in figures(report, words):
        drawn, table = (folder / f"{figure.name}.{suffix}" for suffix in ("svg", "csv"))
        with written_beside(drawn) as beside:
            beside.write_text(figure.svg(), encoding="utf-8")
        write_table(table, [figure.header, *figure.rows])
        written += [drawn, table]
    return tuple(written)


# Axes


@dataclass(frozen=True, slots=True)
class _Axes:
    """A square of 0 to 1 in both directions.

    Attributes:
        left: Left edge, px.
        top: Upper edge, px.
        side: Length of an edge, px.
    """

    drawing: Drawing
    left: float
    top: float
    side: float

    def at(self, x: float, y: float) -> Point:
        """Return the px of a point."""
        return self.left + x * self.side, self.top + (1.0 - y) * self.side

    def frame(self, along: str, up: str) -> None:
        """Draw thin axes with a tick every quarter."""
        for place in (0.0, 0.25, 0.5, 0.75, 1.0):
            self.drawing.line(self.at(place, 0), self.at(place, 1), colour=FAINT, width=0.5)
            self.drawing.line(self.at(0, place), self.at(1, place), colour=FAINT, width=0.5)
            x, y = self.at(place, 0)
            self.drawing.words((x, y + 14), f"{place:g}", size=10, anchor="middle", colour=MUTED)
            x, y = self.at(0, place)
            self.drawing.words((x - 6, y + 3.5), f"{place:g}", size=10, anchor="end", colour=MUTED)
        self.drawing.line(self.at(0, 0), self.at(1, 0), colour=MUTED, width=0.8)
        self.drawing.line(self.at(0, 0), self.at(0, 1), colour=MUTED, width=0.8)
        x, y = self.at(0.5, 0)
        self.drawing.words((x, y + 31), along, anchor="middle")
        x, y = self.at(0, 0.5)
        self.drawing.words((x - 36, y), up, anchor="middle", turned=True)


def _square() -> _Axes:
    return _Axes(Drawing(HALF, 318), left=52, top=12, side=262)


# Tables of counts


def _confusion(report: EvaluationReport, details: Details, words: Render) -> Figure:
    order, counts = report.model.class_order, details.confusion
    labels = [words(class_word(name)) for name in order]
    drawing = Drawing(HALF, 318)
    left, top, side = 78.0, 44.0, 246.0 / len(order)
    drawing.words((left + 123, 16), words(text("model's answer")), anchor="middle")
    drawing.words((14, top + 123), words(text("true class")), anchor="middle", turned=True)
    for row, line in enumerate(counts):
        middle = top + (row + 0.5) * side
        drawing.words((left - 7, middle + 4), labels[row], anchor="end", size=10.5)
        drawing.words((left + (row + 0.5) * side, top - 8), labels[row], anchor="middle", size=10.5)
        whole = sum(line)
        for column, count in enumerate(line):
            _cell(drawing, (left + column * side, top + row * side), side, count, whole)
    rows = [(name.value, *line) for name, line in zip(order, counts, strict=True)]
    return Figure(
        name="confusion",
        title=words(text("Confusion matrix")),
        caption=words(
            text(
                "Number of sequences, and percent of their true class. The class with the largest "
                "mean cosine is the answer."
            )
        ),
        drawing=drawing,
        header=("true class", *(name.value for name in order)),
        rows=tuple(rows),
    )


def _cell(drawing: Drawing, corner: Point, side: float, count: int, whole: int) -> None:
    part = count / whole if whole else 0.0
    x, y = corner
    drawing.box(corner, (side - 2, side - 2), colour=CELL)
    drawing.box(corner, (side - 2, side - 2), colour=BLUE, opacity=part)
    colour = PAPER if part > 0.55 else INK
    middle = x + side / 2 - 1
    drawing.words((middle, y + side / 2 + 1), str(count), size=16, anchor="middle", colour=colour)
    if whole:
        share = f"{100 * part:.0f} %"
        drawing.words((middle, y + side / 2 + 17), share, size=10, anchor="middle", colour=colour)


def _outcomes(report: EvaluationReport, details: Details, words: Render) -> Figure:
    drawing = Drawing(HALF, 318)
    left, width, top = 78.0, 246.0, 60.0
    for number, (outcome, colour) in enumerate(_OUTCOME_COLOURS.items()):
        x, y = left + 120 * (number % 2), 8.0 + 20 * (number // 2)
        drawing.box((x, y), (11, 11), colour=colour)
        drawing.words((x + 16, y + 10), words(outcome_label(outcome)), size=10.5)
    rows: list[Row] = []
    step = 246.0 / len(report.model.class_order)
    for number, name in enumerate(report.model.class_order):
        counts = details.outcomes.get(name, {})
        y = top + number * step
        drawing.words((left - 7, y + step / 2), words(class_word(name)), anchor="end", size=10.5)
        _stack(drawing, (left, y + step * 0.14), (width, step * 0.62), counts)
        rows.append((name.value, *(counts.get(one, 0) for one in _OUTCOME_COLOURS)))
    return Figure(
        name="outcomes",
        title=words(text("Screening outcomes")),
        caption=words(
            text("Sequences of each true class by outcome, using the model's thresholds.")
        ),
        drawing=drawing,
        header=("true class", *(one.value for one in _OUTCOME_COLOURS)),
        rows=tuple(rows),
    )


def _stack(drawing: Drawing, corner: Point, size: Point, counts: Mapping[Outcome, int]) -> None:
    whole = sum(counts.values())
    x, y = corner
    if not whole:
        drawing.line((x, y), (x, y + size[1]), colour=MUTED)
        return
    for outcome, colour in _OUTCOME_COLOURS.items():
        count = counts.get(outcome, 0)
        width = size[0] * count / whole
        drawing.box((x, y), (width, size[1]), colour=colour)
        if width > 18:
            middle = (x + width / 2, y + size[1] / 2 + 4)
            drawing.words(middle, str(count), anchor="middle", size=11, colour=ON_FILL)
        x += width


# Curves


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is peculiar to one kind of curve.

    Attributes:
        name: ``roc`` or ``pr``.
    """

    name: str
    title: str
    caption: str
    along: str
    up: str

    def of(self, group: GroupDetails) -> Curve | None:
        """Return the curve of a group."""
        return group.roc if self.name == "roc" else group.pr


def _roc_kind(words: Render) -> _Kind:
    return _Kind(
        name="roc",
        title=words(text("ROC curves")),
        caption=words(
            text(
                "Each class against the rest; band: 95 %; dot: answer by largest mean cosine; "
                "dashed: chance."
            )
        ),
        along=words(text("1 - specificity")),
        up=words(text("sensitivity")),
    )


def _pr_kind(words: Render) -> _Kind:
    return _Kind(
        name="pr",
        title=words(text("Precision-recall curves")),
        caption=words(
            text(
                "Each class against the rest; band: 95 %; dashed: share of the group in this "
                "dataset."
            )
        ),
        along=words(text("recall")),
        up=words(text("precision")),
    )


def _curves(report: EvaluationReport, words: Render, kind: _Kind) -> Figure:
    groups = {} if report.details is None else report.details.groups
    axes = _square()
    axes.frame(kind.along, kind.up)
    rows: list[Row] = []
    for number, (group, found) in enumerate(groups.items()):
        curve, colour = kind.of(found), _COLOURS[group]
        if curve is None:
            continue
        _draw_curve(axes, curve, colour, steps=kind.name == "pr")
        if kind.name == "roc":
            _decision(axes, report.metrics, group, colour)
        else:
            axes.drawing.line(
                axes.at(0, found.share), axes.at(1, found.share), colour=colour, dash="3 3"
            )
        area = report.metrics.get(f"{group}_{kind.name}_area")
        if area is not None:
            shown = words(figure_words(f"{group}_{kind.name}_area", area))
            x, y = axes.at(0.97, 0.07 + 0.13 * (len(groups) - 1 - number))
            axes.drawing.words(
                (x, y - 13), words(group_label(group)), anchor="end", colour=colour, bold=True
            )
            axes.drawing.words((x, y), shown, anchor="end", size=10, colour=MUTED)
        rows += [(group, x, y) for x, y in zip(curve.x, curve.y, strict=True)]
    if kind.name == "roc":
        axes.drawing.line(axes.at(0, 0), axes.at(1, 1), colour=MUTED, dash="3 3")
    return Figure(
        name=kind.name,
        title=kind.title,
        caption=kind.caption,
        drawing=axes.drawing,
        header=("group", "false positive rate", "sensitivity")
        if kind.name == "roc"
        else ("group", "recall", "precision"),
        rows=tuple(rows),
    )


def _draw_curve(axes: _Axes, curve: Curve, colour: str, *, steps: bool) -> None:
    upper = [axes.at(x, y) for x, y in zip(curve.band_x, curve.high, strict=True)]
    lower = [axes.at(x, y) for x, y in zip(curve.band_x, curve.low, strict=True)]
    if upper:
        axes.drawing.area([*upper, *reversed(lower)], colour=colour, opacity=0.16)
    points = list(zip(curve.x, curve.y, strict=True))
    if steps:
        points = list(_stepped(points))
    axes.drawing.path([axes.at(x, y) for x, y in points], colour=colour)


def _stepped(points: Sequence[Point]) -> Iterator[Point]:
    """Hold each precision over the recall that it was reached for."""
    reached = 0.0
    for x, y in points:
        yield reached, y
        yield x, y
        reached = x


def _decision(axes: _Axes, metrics: Mapping[str, Metric], group: GroupName, colour: str) -> None:
    sensitivity = metrics.get(f"{group}_sensitivity")
    specificity = metrics.get(f"{group}_specificity")
    if sensitivity is not None and specificity is not None:
        axes.drawing.dot(
            axes.at(1 - specificity.value, sensitivity.value), colour=colour, radius=4.2
        )


def _reliability(group: GroupName, found: GroupDetails, words: Render) -> Figure:
    axes, colour = _square(), _COLOURS[group]
    axes.frame(words(text("predicted probability")), words(text("observed share")))
    axes.drawing.line(axes.at(0, 0), axes.at(1, 1), colour=MUTED, dash="3 3")
    most = max((one.count for one in found.reliability), default=1)
    for one in found.reliability:
        _bin(axes, one, colour, one.count / most)
    axes.drawing.words(axes.at(0.03, 0.93), words(group_label(group)), colour=colour, bold=True)
    return Figure(
        name=f"reliability_{group}",
        title=words(text("Reliability: {group}", group=words(group_label(group)))),
        caption=words(
            text(
                "One dot for each tenth of predicted probability; bars: 95 %; along the bottom: "
                "number of sequences."
            )
        ),
        drawing=axes.drawing,
        header=("sequences", "mean probability", "share", "low", "high"),
        rows=tuple(
            (one.count, one.predicted, one.observed, one.low, one.high) for one in found.reliability
        ),
    )


def _bin(axes: _Axes, one: ReliabilityBin, colour: str, part: float) -> None:
    axes.drawing.area(
        [
            axes.at(one.predicted - 0.02, 0),
            axes.at(one.predicted - 0.02, 0.12 * part),
            axes.at(one.predicted + 0.02, 0.12 * part),
            axes.at(one.predicted + 0.02, 0),
        ],
        colour=GREY,
        opacity=0.5,
    )
    axes.drawing.line(
        axes.at(one.predicted, one.low), axes.at(one.predicted, one.high), colour=colour
    )
    axes.drawing.dot(
        axes.at(one.predicted, one.observed), colour=colour, radius=2.9 + 1.6 * part**0.5
    )
