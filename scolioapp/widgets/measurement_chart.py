"""The measurements as dots with their 95 % intervals about a zero line, for the screen and the paper.

`lay_out` turns a result into places, `paint` draws them; the widget and the report share both. The
person's own left is at the left end of each line, and the ends say what they mean in words. What is
not measurable is said in words, without a number. Must not know the view-model.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.core.result import Measurement, ScreeningResult, Unit
from engine.report import wording
from scolioapp.i18n import render
from scolioapp.widgets.ink import Align, Ink, painting, screen_ink
from scolioapp.widgets.theme import tokens

_SMALLEST_RANGE = {Unit.DEGREES: 4.0, Unit.PERCENT_HEIGHT: 4.0, Unit.PERCENT: 20.0}
_LEAST_LINE = 190.0
"""Shortest line with words beside it, logical px."""
_NICE = (1.0, 2.0, 4.0, 6.0, 8.0, 10.0, 15.0, 20.0, 30.0, 40.0, 60.0, 80.0, 100.0, 200.0)


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One measurement in words.

    Attributes:
        name: Its stable name.
        label: Its name for a person.
        words: Value, side and interval; or why there is no number.
        left: What the left end of its line says.
        right: What the right end of its line says.
        measurement: The numbers.
    """

    name: str
    label: str
    words: str
    left: str
    right: str
    measurement: Measurement


@dataclass(frozen=True, slots=True)
class _PlacedRow:
    row: ChartRow
    label: QRectF
    words: QRectF
    line: float | None
    """Height of the line, or None where nothing is drawn."""


@dataclass(frozen=True, slots=True)
class _PlacedGroup:
    unit: Unit
    reach: float
    top: float
    bottom: float
    ticks: float
    rows: tuple[_PlacedRow, ...]


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """Where everything stands, from the top left corner, device units.

    Where the width is too small for the words at the ends to stand beside the lines, they stand
    below them (``beneath``), and the unit stands at the zero.
    """

    width: float
    height: float
    end_width: float
    beneath: bool
    groups: tuple[_PlacedGroup, ...]


def chart_rows(result: ScreeningResult) -> list[ChartRow]:
    """Give the measurements of a result in the order of display."""
    rows = []
    for name in wording.MEASUREMENT_ORDER:
        measurement = result.measurements.get(name)
        if measurement is None:
            continue
        positive, negative = wording.sign_labels(name)
        rows.append(
            ChartRow(
                name=name,
                label=render(wording.measurement_label(name)),
                words=render(wording.measurement_words(name, measurement)),
                left=render(positive),
                right=render(negative),
                measurement=measurement,
            )
        )
    return rows


def gathered(rows: Sequence[ChartRow]) -> list[ChartRow]:
    """Give what can be measured first; then what cannot, with one row for each reason."""
    shown = [row for row in rows if row.measurement.measurable]
    reasons: dict[str, list[ChartRow]] = {}
    for row in rows:
        if not row.measurement.measurable:
            reasons.setdefault(row.words, []).append(row)
    for same in reasons.values():
        words = QCoreApplication.translate("MeasurementChart", "Not measurable: {names}")
        names = ", ".join(row.label for row in same)
        shown.append(replace(same[0], label=words.replace("{names}", names)))
    return shown


def reach_of(rows: Sequence[ChartRow], unit: Unit) -> float:
    """Give the end of a symmetric axis that holds every interval of a group."""
    numbers = [
        abs(number)
        for row in rows
        if row.measurement.measurable
        for number in (row.measurement.low, row.measurement.high, row.measurement.value)
        if number is not None and math.isfinite(number)
    ]
    most = max([_SMALLEST_RANGE.get(unit, 10.0), *numbers])
    return next((nice for nice in _NICE if nice >= most), math.ceil(most / 100) * 100)


def lay_out(rows: Sequence[ChartRow], ink: Ink, width: float) -> ChartLayout:
    """Place the rows in a given width, device units; see `gathered` for their order."""
    rows = gathered(rows)
    gap = 8 * ink.unit
    drawn_rows = [row for row in rows if row.measurement.measurable]
    ends = [ink.width(words, ink.note) for row in drawn_rows for words in (row.left, row.right)]
    end_width = max(ends, default=0.0)
    beneath = width - 2 * (end_width + 12 * ink.unit) < _LEAST_LINE * ink.unit
    end_width = min(end_width, width / 2 - gap)
    below = ink.metrics(ink.note).height() + 8 * ink.unit if beneath else 12 * ink.unit
    groups = []
    y = 0.0
    for _, members in groupby(rows, key=_group_of):
        part = list(members)
        unit = part[0].measurement.unit
        top = y
        placed = []
        for row in part:
            one = _place(row, ink, width, y)
            placed.append(one)
            y = max(one.label.bottom(), one.words.bottom())
            if one.line is not None:
                y = one.line + below
            y += gap
        drawn = any(one.line is not None for one in placed)
        ticks = y - gap
        if drawn:
            y = ticks + ink.metrics(ink.note).height() + 2 * gap
        groups.append(_PlacedGroup(unit, reach_of(part, unit), top, ticks, ticks, tuple(placed)))
    return ChartLayout(width, max(0.0, y - gap), end_width, beneath, tuple(groups))


def _group_of(row: ChartRow) -> str:
    return str(row.measurement.unit) if row.measurement.measurable else ""


def _place(row: ChartRow, ink: Ink, width: float, y: float) -> _PlacedRow:
    """Put label and words on one line where both fit, else below each other."""
    line = ink.metrics(ink.body).height()
    label_width = ink.width(row.label, ink.bold)
    face = ink.body if row.measurement.measurable else ink.note
    gap = 12 * ink.unit
    if label_width + gap + ink.width(row.words, face) <= width:
        label = QRectF(0, y, label_width + ink.unit, line)
        words = QRectF(label_width + gap, y, width - label_width - gap, line)
    else:
        label = QRectF(0, y, width, ink.height(row.label, ink.bold, width))
        words = QRectF(0, label.bottom(), width, ink.height(row.words, face, width))
    if not row.measurement.measurable:
        return _PlacedRow(row, label, words, None)
    return _PlacedRow(row, label, words, words.bottom() + 12 * ink.unit)


def paint(painter: QPainter, layout: ChartLayout, ink: Ink, corner: QPointF) -> None:
    """Draw a chart with its top left corner at ``corner``."""
    painter.save()
    painter.translate(corner)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for group in layout.groups:
        if any(placed.line is not None for placed in group.rows):
            _paint_axis(painter, layout, group, ink)
        for placed in group.rows:
            _paint_words(painter, layout, placed, ink)
            if placed.line is not None:
                _paint_interval(painter, layout, group, placed, ink)
    painter.restore()


def _x(layout: ChartLayout, ink: Ink, share: float) -> float:
    """Give where a share of the axis lies: 1 (the person's own left) at the left end, -1 right."""
    side = 24 * ink.unit if layout.beneath else layout.end_width + 12 * ink.unit
    half = layout.width / 2 - side
    return layout.width / 2 - share * half


def _ticks(reach: float) -> tuple[float, ...]:
    return (reach, reach / 2, 0.0, -reach / 2, -reach)


def _paint_axis(painter: QPainter, layout: ChartLayout, group: _PlacedGroup, ink: Ink) -> None:
    height = ink.metrics(ink.note).height()
    lines = [placed.line for placed in group.rows if placed.line is not None]
    unit = render(wording.unit_label(group.unit))
    for value in _ticks(group.reach):
        x = _x(layout, ink, value / group.reach)
        painter.setPen(ink.pen(ink.tokens.strong_border if value == 0 else ink.tokens.border, 1))
        for line in lines:
            reach = 10 if value == 0 else 5
            painter.drawLine(
                QPointF(x, line - reach * ink.unit), QPointF(x, line + reach * ink.unit)
            )
        words = "0" if value == 0 else f"{value:+g}".replace("-", "\N{MINUS SIGN}")
        half = 30 * ink.unit
        if layout.beneath and value == 0:
            words, half = f"0 {unit}", layout.width / 4
        place = QRectF(x - half, group.ticks, 2 * half, height)
        align = Align.CENTRE | Align.TOP
        ink.write(painter, place, words, face=ink.note, colour=ink.tokens.muted, align=align)
    if layout.beneath:
        return
    place = QRectF(layout.width - layout.end_width, group.ticks, layout.end_width, height)
    align = Align.RIGHT | Align.TOP
    ink.write(painter, place, unit, face=ink.note, colour=ink.tokens.muted, align=align)


def _paint_words(painter: QPainter, layout: ChartLayout, placed: _PlacedRow, ink: Ink) -> None:
    row = placed.row
    ink.write(painter, placed.label, row.label, face=ink.bold, wrap=True)
    beside = placed.words.top() == placed.label.top()
    align = (Align.RIGHT if beside else Align.LEFT) | Align.TOP
    if row.measurement.measurable:
        ink.write(painter, placed.words, row.words, face=ink.body, align=align, wrap=True)
    else:
        colour = ink.tokens.muted
        ink.write(
            painter, placed.words, row.words, face=ink.note, colour=colour, align=align, wrap=True
        )
    if placed.line is None:
        return
    height = ink.metrics(ink.note).height()
    ends = ((row.left, 0.0, Align.LEFT), (row.right, layout.width - layout.end_width, Align.RIGHT))
    top = placed.line + 6 * ink.unit if layout.beneath else placed.line - height / 2
    for words, x, side in ends:
        place = QRectF(x, top, layout.end_width, height)
        align = side | Align.MIDDLE
        ink.write(painter, place, words, face=ink.note, colour=ink.tokens.muted, align=align)


def _paint_interval(
    painter: QPainter, layout: ChartLayout, group: _PlacedGroup, placed: _PlacedRow, ink: Ink
) -> None:
    """Draw the interval with caps, and the dot: filled where the interval leaves out zero."""
    y, m, unit = placed.line, placed.row.measurement, ink.unit
    if y is None or m.value is None:
        return
    painter.setPen(ink.pen(ink.tokens.border, 1))
    painter.drawLine(QPointF(_x(layout, ink, 1.0), y), QPointF(_x(layout, ink, -1.0), y))
    clear = m.side is not None
    if m.low is not None and m.high is not None:
        low, high = (_x(layout, ink, end / group.reach) for end in (m.low, m.high))
        painter.setPen(ink.pen(ink.tokens.accent, 2.5))
        painter.drawLine(QPointF(low, y), QPointF(high, y))
        for x in (low, high):
            painter.drawLine(QPointF(x, y - 4 * unit), QPointF(x, y + 4 * unit))
    painter.setPen(ink.pen(ink.tokens.accent, 2))
    painter.setBrush(QColor(ink.tokens.accent if clear else ink.tokens.surface))
    painter.drawEllipse(QPointF(_x(layout, ink, m.value / group.reach), y), 5 * unit, 5 * unit)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def legend() -> str:
    """Say how to read the chart."""
    return QCoreApplication.translate(
        "MeasurementChart",
        "Dot: mean over whole gait cycles. Bar: 95 % interval; the dot is filled where it leaves out zero. "
        "Left and right are the person's own; + is left.",
    )


class MeasurementChart(QWidget):
    """The chart as a widget; as high as its rows need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ChartRow] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_result(self, result: ScreeningResult) -> None:
        """Show the measurements of a result."""
        self._rows = chart_rows(result)
        self.setAccessibleName(QCoreApplication.translate("MeasurementChart", "Measurements"))
        lines = (f"{row.label}: {row.words}" for row in self._rows)
        self.setAccessibleDescription(". ".join(lines))
        self._fit()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Words wrap, so the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height at a width."""
        return math.ceil(lay_out(self._rows, screen_ink(), width).height) + 1

    def sizeHint(self) -> QSize:
        """Give the size at the present width."""
        width = max(self.width(), 280)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Give the smallest size that can be read."""
        return QSize(260, self.sizeHint().height())

    def _fit(self) -> None:
        self.setFixedHeight(self.heightForWidth(max(self.width(), 260)))
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width with the height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chart."""
        with painting(self) as painter:
            ink = screen_ink(tokens(self.palette()))
            paint(painter, lay_out(self._rows, ink, self.width()), ink, QPointF(0, 0))
