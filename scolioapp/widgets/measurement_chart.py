"""The measurements as dots with their 95 % intervals about a zero line, for the screen and the paper.

`lay_out` turns a result into places, `paint` draws them; the widget and the report share both. The
person's own left is at the left end of each line (at the right one where the page shows a video as
filmed from the front), and the ends say so in words; numbers carry no sign. The scale of a measurement
is the same in every recording; an arrow marks what leaves it. What is not measurable is said in words,
without a number. Must not know the view-model.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.core.result import ScreeningResult
from engine.report.screening_document import MeasurementRow, measurements_of, rows_to_draw
from scolioapp.i18n import render
from scolioapp.painting.ink import Align, Ink, painting, screen_ink
from scolioapp.painting.theme import tokens

_LEAST_LINE = 190.0
"""Shortest line with words beside it, logical px."""


@dataclass(frozen=True, slots=True)
class _PlacedRow:
    row: MeasurementRow
    label: QRectF
    words: QRectF
    line: float | None
    """Height of the line, or None where nothing is drawn."""


@dataclass(frozen=True, slots=True)
class _PlacedGroup:
    unit: str
    reach: float
    top: float
    bottom: float
    ticks: float
    rows: tuple[_PlacedRow, ...]


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """Where everything stands, from the top left corner, device units.

    Where the width is too small for the words at the ends to stand beside the lines, they stand
    below them (``beneath``), and the unit stands at the zero. ``left_first`` tells whether the
    person's left is at the left end.
    """

    width: float
    height: float
    end_width: float
    beneath: bool
    left_first: bool
    groups: tuple[_PlacedGroup, ...]


def lay_out(
    rows: Sequence[MeasurementRow], ink: Ink, width: float, *, left_first: bool = True
) -> ChartLayout:
    """Place the rows in a given width, device units; see `rows_to_draw` for their order."""
    rows = rows_to_draw(rows, render)
    gap = 8 * ink.unit
    drawn_rows = [row for row in rows if row.measurement.measurable]
    ends = [ink.width(words, ink.note) for row in drawn_rows for words in (row.left, row.right)]
    # The unit stands below the words at the right end.
    ends += [ink.width(row.unit, ink.note) for row in drawn_rows]
    end_width = max(ends, default=0.0)
    beneath = width - 2 * (end_width + 12 * ink.unit) < _LEAST_LINE * ink.unit
    end_width = min(end_width, width / 2 - gap)
    below = ink.metrics(ink.note).height() + 8 * ink.unit if beneath else 12 * ink.unit
    groups = []
    y = 0.0
    for _, members in groupby(rows, key=_group_of):
        part = list(members)
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
        groups.append(_PlacedGroup(part[0].unit, part[0].reach, top, ticks, ticks, tuple(placed)))
    height = max(0.0, y - gap)
    return ChartLayout(width, height, end_width, beneath, left_first, tuple(groups))


def _group_of(row: MeasurementRow) -> tuple[str, float]:
    """Tell what stands on one scale: the same unit and reach."""
    return (str(row.measurement.unit), row.reach) if row.measurement.measurable else ("", 0.0)


def _place(row: MeasurementRow, ink: Ink, width: float, y: float) -> _PlacedRow:
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


def x_of(layout: ChartLayout, ink: Ink, share: float) -> float:
    """Return where a share of the scale lies: 1 is the person's own left end, -1 their right one."""
    side = 24 * ink.unit if layout.beneath else layout.end_width + 12 * ink.unit
    half = layout.width / 2 - side
    return layout.width / 2 + (-share if layout.left_first else share) * half


def _ticks(reach: float) -> tuple[float, ...]:
    return (reach, reach / 2, 0.0, -reach / 2, -reach)


def _paint_axis(painter: QPainter, layout: ChartLayout, group: _PlacedGroup, ink: Ink) -> None:
    height = ink.metrics(ink.note).height()
    lines = [placed.line for placed in group.rows if placed.line is not None]
    unit = group.unit
    for value in _ticks(group.reach):
        x = x_of(layout, ink, value / group.reach)
        painter.setPen(ink.pen(ink.tokens.strong_border if value == 0 else ink.tokens.border, 1))
        for line in lines:
            reach = 10 if value == 0 else 5
            painter.drawLine(
                QPointF(x, line - reach * ink.unit), QPointF(x, line + reach * ink.unit)
            )
        if layout.beneath and abs(value) == group.reach / 2:
            # There the unit stands, at the zero.
            continue
        words = f"{abs(value):g}"
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
    first, last = (row.left, row.right) if layout.left_first else (row.right, row.left)
    ends = ((first, 0.0, Align.LEFT), (last, layout.width - layout.end_width, Align.RIGHT))
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
    painter.drawLine(QPointF(x_of(layout, ink, 1.0), y), QPointF(x_of(layout, ink, -1.0), y))
    value, low, high = (
        None if end is None else end / group.reach for end in (m.value, m.low, m.high)
    )
    painter.setPen(ink.pen(ink.tokens.accent, 2.5))
    painter.setBrush(QColor(ink.tokens.accent))
    if low is not None and high is not None:
        ends = [x_of(layout, ink, min(max(end, -1.0), 1.0)) for end in (low, high)]
        painter.drawLine(QPointF(ends[0], y), QPointF(ends[1], y))
        for x, share in zip(ends, (low, high), strict=True):
            if abs(share) <= 1.0:
                painter.drawLine(QPointF(x, y - 4 * unit), QPointF(x, y + 4 * unit))
            else:
                outwards = 1.0 if x > layout.width / 2 else -1.0
                _paint_arrow(painter, QPointF(x, y), outwards, ink)
    if value is None or abs(value) > 1.0:
        return
    painter.setPen(ink.pen(ink.tokens.accent, 2))
    painter.setBrush(QColor(ink.tokens.accent if m.side is not None else ink.tokens.surface))
    painter.drawEllipse(QPointF(x_of(layout, ink, value), y), 5 * unit, 5 * unit)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_arrow(painter: QPainter, edge: QPointF, outwards: float, ink: Ink) -> None:
    """Mark at an end of the scale that an interval goes on beyond it."""
    back, half = -3 * outwards * ink.unit, 6 * ink.unit
    tip = edge + QPointF(9 * outwards * ink.unit, 0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygonF([tip, edge + QPointF(back, half), edge + QPointF(back, -half)]))
    painter.setPen(ink.pen(ink.tokens.accent, 2.5))


class MeasurementChart(QWidget):
    """The chart as a widget; as high as its rows need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[MeasurementRow] = []
        self._left_first = True
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_result(self, result: ScreeningResult) -> None:
        """Show the measurements of a result."""
        self._rows = list(measurements_of(result, render).in_display_order)
        self.setAccessibleName(QCoreApplication.translate("MeasurementChart", "Measurements"))
        lines = (f"{row.label}: {row.words}" for row in self._rows)
        self.setAccessibleDescription(". ".join(lines))
        self._fit()
        self.update()

    def show_left_first(self, left_first: bool) -> None:
        """Put the person's left at the left end, or at the right one."""
        self._left_first = left_first
        self.update()

    def layout_now(self) -> ChartLayout:
        """Return where everything stands."""
        ink = screen_ink(tokens(self.palette()))
        return lay_out(self._rows, ink, self.width(), left_first=self._left_first)

    def hasHeightForWidth(self) -> bool:
        """Words wrap, so the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        return math.ceil(lay_out(self._rows, screen_ink(), width).height) + 1

    def sizeHint(self) -> QSize:
        """Return the size at the present width."""
        width = max(self.width(), 280)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size that can be read."""
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
            paint(painter, self.layout_now(), ink, QPointF(0, 0))
