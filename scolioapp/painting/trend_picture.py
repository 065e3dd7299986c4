"""What changed from visit to visit, drawn: one small chart for each measurement, on the screen and on paper.

`lay_out` turns a trend into places, `paint` draws them. The time axis is true to scale and the same in every
chart; a value's scale is the same for everybody, with the person's own left at the top, said in words. Bars
are 95 % intervals; a line joins what was measured in the same way. Below each chart stands what it says, and
at the end the outcome of each visit with its shape. Must not know the view-model.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from engine.report.override_words import held_line
from engine.report.trend import Change, Point, Series, Trend, VisitValues, side_unknown
from engine.report.trend_words import notes_of, series_words
from scolioapp.i18n import date_pattern, render
from scolioapp.painting.ink import Align, Ink
from scolioapp.painting.shapes import paint_outcome
from scolioapp.painting.theme import palette_of

_PLOT_HEIGHT = 92.0
_GAP = 8.0
_BETWEEN = 28.0
_LEAST_COLUMN = 380.0
"""Narrowest chart that stands beside another one, logical px."""
_LEAST_PLOT = 150.0
_MOST_COLUMNS = 2
_SHAPE = 18.0
_NEAR = 14.0


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A sentence and where it stands.

    Attributes:
        strong: Whether it says that something changed.
    """

    words: str
    place: QRectF
    strong: bool = False


@dataclass(frozen=True, slots=True)
class PlacedSeries:
    """One small chart.

    Attributes:
        title: Where its name stands.
        plot: Where its points lie.
        ends: Where it says what the top and the bottom are.
        said: The sentences below it.
    """

    series: Series
    title: QRectF
    plot: QRectF
    ends: tuple[QRectF, QRectF]
    dates: QRectF
    said: tuple[PlacedText, ...]
    bottom: float


@dataclass(frozen=True, slots=True)
class PlacedOutcomes:
    """The outcomes of the visits: shapes on the time axis, and each in words."""

    title: QRectF
    plot: QRectF
    dates: QRectF
    said: tuple[PlacedText, ...]
    bottom: float


@dataclass(frozen=True, slots=True)
class TrendLayout:
    """Where everything stands, from the top left corner, device units.

    Attributes:
        notes: What holds for all, at the bottom.
        first: First day of the time axis.
        last: Last day.
    """

    width: float
    height: float
    charts: tuple[PlacedSeries, ...]
    outcomes: PlacedOutcomes | None
    notes: tuple[PlacedText, ...]
    first: datetime.date
    last: datetime.date

    def x_of(self, plot: QRectF, day: datetime.date, ink: Ink) -> float:
        """Return where a day lies in a chart."""
        inset = 14 * ink.unit
        days = (self.last - self.first).days
        share = 0.5 if days == 0 else (day - self.first).days / days
        return plot.left() + inset + share * (plot.width() - 2 * inset)

    def visit_at(self, trend: Trend, place: QPointF, ink: Ink) -> VisitValues | None:
        """Return the visit that is drawn near a place, or None."""
        plots = [one.plot for one in self.charts]
        if self.outcomes is not None:
            plots.append(self.outcomes.plot)
        for plot in plots:
            if plot.adjusted(0, -_GAP, 0, 3 * _GAP * ink.unit).contains(place):
                away = [abs(self.x_of(plot, one.day, ink) - place.x()) for one in trend.visits]
                nearest = min(range(len(away)), key=away.__getitem__)
                return trend.visits[nearest] if away[nearest] <= _NEAR * ink.unit else None
        return None


def lay_out(trend: Trend, ink: Ink, width: float) -> TrendLayout:
    """Place a trend with at least one visit in a given width, device units."""
    columns = 1
    while columns < _MOST_COLUMNS and _column_width(width, columns + 1, ink) >= (
        _LEAST_COLUMN * ink.unit
    ):
        columns += 1
    wide = _column_width(width, columns, ink)
    gutter = _gutter(trend, ink)
    charts: list[PlacedSeries] = []
    outcomes = None
    top = bottom = 0.0
    parts = [*trend.series, None] if _judged(trend) else list(trend.series)
    for number, part in enumerate(parts):
        if number and number % columns == 0:
            top = bottom + _BETWEEN * ink.unit
        left = (number % columns) * (wide + _BETWEEN * ink.unit)
        if part is None:
            outcomes = _place_outcomes(trend, ink, QRectF(left, top, wide, 0), gutter)
            bottom = max(bottom, outcomes.bottom)
        else:
            placed = _place(
                part, ink, QRectF(left, top, wide, 0), gutter, tell=len(trend.visits) > 1
            )
            charts.append(placed)
            bottom = max(bottom, placed.bottom)
    if parts:
        bottom += 2 * _GAP * ink.unit
    notes = _stack([(render(one), False) for one in notes_of(trend)], ink, 0, bottom, width)
    bottom = notes[-1].place.bottom() if notes else bottom
    days = [one.day for one in trend.visits]
    return TrendLayout(width, bottom, tuple(charts), outcomes, notes, min(days), max(days))


def _column_width(width: float, columns: int, ink: Ink) -> float:
    return (width - (columns - 1) * _BETWEEN * ink.unit) / columns


def _judged(trend: Trend) -> bool:
    return any(one.outcome is not None for one in trend.visits)


def _gutter(trend: Trend, ink: Ink) -> float:
    """Return the width that the words at the ends of the scales need, beside the charts."""
    ends = [render(end) for series in trend.series for end in series.kind.ends]
    return max((ink.width(words, ink.note) for words in ends), default=0.0) + 6 * ink.unit


def _numbers_width(ink: Ink) -> float:
    return ink.width("60", ink.note) + _GAP * ink.unit


def _place(series: Series, ink: Ink, corner: QRectF, gutter: float, *, tell: bool) -> PlacedSeries:
    """Place a chart at the left, top and width of ``corner``; of one visit there is nothing to tell."""
    unit, line = ink.unit, ink.metrics(ink.note).height()
    left, width = corner.left(), corner.width()
    title = QRectF(left, corner.top(), width, ink.metrics(ink.bold).height())
    beside = width - gutter - _numbers_width(ink) >= _LEAST_PLOT * unit
    top = title.bottom() + (0.5 * _GAP * unit if beside else line + 0.5 * _GAP * unit)
    inset = _numbers_width(ink) + (gutter if beside else 0.0)
    plot = QRectF(left + inset, top + line / 2, width - inset, _PLOT_HEIGHT * unit)
    if beside:
        ends = (
            QRectF(left, plot.top() - line / 2, gutter, line),
            QRectF(left, plot.bottom() - line / 2, gutter, line),
        )
    else:
        ends = (
            QRectF(left, title.bottom(), width, line),
            QRectF(left, plot.bottom() + line / 2, width, line),
        )
    below = plot.bottom() + line / 2 + (0.0 if beside else line)
    dates = QRectF(left, below, width, line)
    sentences = series_words(series, day_words) if tell else ()
    changed = {n for n, one in enumerate(series.comparisons) if one.change is Change.CHANGED}
    said = [(render(one), number in changed) for number, one in enumerate(sentences)]
    placed = _stack(said, ink, left, dates.bottom() + 0.5 * _GAP * unit, width)
    bottom = placed[-1].place.bottom() if placed else dates.bottom()
    return PlacedSeries(series, title, plot, ends, dates, placed, bottom)


def _place_outcomes(trend: Trend, ink: Ink, corner: QRectF, gutter: float) -> PlacedOutcomes:
    unit, line = ink.unit, ink.metrics(ink.note).height()
    left, width = corner.left(), corner.width()
    title = QRectF(left, corner.top(), width, ink.metrics(ink.bold).height())
    beside = width - gutter - _numbers_width(ink) >= _LEAST_PLOT * unit
    inset = _numbers_width(ink) + (gutter if beside else 0.0)
    plot = QRectF(left + inset, title.bottom() + _GAP * unit, width - inset, _SHAPE * unit)
    dates = QRectF(left, plot.bottom() + 2 * unit, width, line)
    said = [(outcome_line(one), False) for one in reversed(trend.visits) if one.outcome is not None]
    placed = _stack(said, ink, left, dates.bottom() + 0.5 * _GAP * unit, width)
    return PlacedOutcomes(title, plot, dates, placed, placed[-1].place.bottom())


def outcome_line(visit: VisitValues) -> str:
    """Say the outcome that holds of a visit with its date, and the warning or who set it."""
    if visit.outcome is None:
        return day_words(visit.day)
    words = held_line(visit.outcome, visit.model_outcome, visit.set_by, visit.model_status, render)
    return f"{day_words(visit.day)}: {words}"


def day_words(day: datetime.date) -> str:
    """Return a date as the language writes it."""
    return QLocale().toString(QDate(day.year, day.month, day.day), date_pattern())


def _stack(
    said: Sequence[tuple[str, bool]], ink: Ink, left: float, top: float, width: float
) -> tuple[PlacedText, ...]:
    """Place sentences below each other, wrapped."""
    placed = []
    for words, strong in said:
        face = ink.note_bold if strong else ink.note
        place = QRectF(left, top, width, ink.height(words, face, width))
        placed.append(PlacedText(words, place, strong))
        top = place.bottom() + 0.25 * _GAP * ink.unit
    return tuple(placed)


def paint(
    painter: QPainter,
    trend: Trend,
    layout: TrendLayout,
    ink: Ink,
    corner: QPointF,
    chosen: str = "",
) -> None:
    """Draw a trend with its top left corner at ``corner``.

    Args:
        painter: Draws.
        trend: What was laid out.
        layout: From `lay_out`, for the same ink.
        ink: Of the surface.
        corner: Top left corner.
        chosen: Id of the visit that is marked in every chart, or "".
    """
    painter.save()
    painter.translate(corner)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for placed in layout.charts:
        _paint_mark(painter, trend, layout, placed.plot, ink, chosen)
        _paint_frame(painter, placed, ink)
        _paint_dates(painter, trend.visits, layout, placed.plot, placed.dates, ink)
        _paint_points(painter, layout, placed, ink)
        _paint_said(painter, placed.said, ink)
    if layout.outcomes is not None:
        _paint_mark(painter, trend, layout, layout.outcomes.plot, ink, chosen)
        _paint_outcomes(painter, trend, layout, layout.outcomes, ink)
    _paint_said(painter, layout.notes, ink)
    painter.restore()


def _paint_mark(
    painter: QPainter, trend: Trend, layout: TrendLayout, plot: QRectF, ink: Ink, chosen: str
) -> None:
    """Mark the chosen visit."""
    for visit in trend.visits:
        if visit.visit == chosen:
            x, half = layout.x_of(plot, visit.day, ink), 9 * ink.unit
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ink.tokens.accent_soft))
            band = QRectF(x - half, plot.top() - half / 2, 2 * half, plot.height() + half)
            painter.drawRoundedRect(band, half / 2, half / 2)


def _paint_frame(painter: QPainter, placed: PlacedSeries, ink: Ink) -> None:
    """Draw title, scale, zero line, and say what the ends are."""
    kind, plot = placed.series.kind, placed.plot
    ink.write(painter, placed.title, render(kind.label), face=ink.bold)
    name = ink.width(f"{render(kind.label)}  ", ink.bold)
    room = placed.title.adjusted(name, 0, 0, 0)
    muted = ink.tokens.muted
    align = Align.LEFT | Align.MIDDLE
    ink.write(painter, room, render(kind.unit_label), face=ink.note, colour=muted, align=align)
    for words, place in zip(kind.ends, placed.ends, strict=True):
        ink.write(painter, place, render(words), face=ink.note, colour=muted, align=align)
    line = ink.metrics(ink.note).height()
    for value in (kind.reach, kind.reach / 2, 0.0, -kind.reach / 2, -kind.reach):
        y = _y_of(placed, value)
        painter.setPen(ink.pen(ink.tokens.strong_border if value == 0 else ink.tokens.border, 1))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        if abs(value) != kind.reach / 2:
            room = QRectF(plot.left() - _numbers_width(ink), y - line / 2, 0, line)
            room.setWidth(_numbers_width(ink) - 0.5 * _GAP * ink.unit)
            align = Align.RIGHT | Align.MIDDLE
            number = f"{abs(value):g}"
            ink.write(painter, room, number, face=ink.note, colour=muted, align=align)


def _y_of(placed: PlacedSeries, value: float) -> float:
    """Return how high a value lies; the person's own left is at the top."""
    share = min(max(value / placed.series.kind.reach, -1.0), 1.0)
    return placed.plot.center().y() - share * placed.plot.height() / 2


def _paint_dates(
    painter: QPainter,
    visits: Sequence[VisitValues],
    layout: TrendLayout,
    plot: QRectF,
    place: QRectF,
    ink: Ink,
) -> None:
    """Write the dates below the points: the newest, the first, and what has room between them."""
    order = [visits[-1], visits[0], *reversed(visits[1:-1])]
    taken: list[QRectF] = []
    for visit in order:
        x, words = layout.x_of(plot, visit.day, ink), day_words(visit.day)
        painter.setPen(ink.pen(ink.tokens.strong_border, 1))
        foot = plot.bottom()
        painter.drawLine(QPointF(x, foot), QPointF(x, foot + 3 * ink.unit))
        room = QRectF(0, place.top(), ink.width(words, ink.note) + 2, place.height())
        room.moveLeft(min(max(x - room.width() / 2, place.left()), place.right() - room.width()))
        apart = _GAP * ink.unit
        if any(room.adjusted(-apart, 0, apart, 0).intersects(each) for each in taken):
            continue
        taken.append(room)
        ink.write(painter, room, words, face=ink.note, colour=ink.tokens.muted)


def _paint_points(painter: QPainter, layout: TrendLayout, placed: PlacedSeries, ink: Ink) -> None:
    """Draw the line between what is comparable, then intervals and values."""
    points = placed.series.points
    places = [_place_of(layout, placed, one, ink) for one in points]
    painter.setPen(ink.pen(ink.tokens.accent, 1.5))
    for (start, end), point in zip(pairwise(places), points[1:], strict=True):
        if point.joined:
            painter.drawLine(start, end)
    for point, place in zip(points, places, strict=True):
        if side_unknown(point.value):
            _paint_unknown(painter, placed, place.x(), ink)
            continue
        _paint_interval(painter, placed, point, place.x(), ink)
        if abs(point.value.value) <= placed.series.kind.reach:
            painter.setPen(ink.pen(ink.tokens.accent, 2))
            filled = _names_a_side(point)
            painter.setBrush(QColor(ink.tokens.accent if filled else ink.tokens.surface))
            painter.drawEllipse(place, 4 * ink.unit, 4 * ink.unit)
            painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_unknown(painter: QPainter, placed: PlacedSeries, x: float, ink: Ink) -> None:
    """Put a question mark on the zero line: a value without a side lies nowhere."""
    line, half = ink.metrics(ink.bold).height(), 12 * ink.unit
    place = QRectF(x - half, placed.plot.center().y() - line / 2, 2 * half, line)
    align = Align.CENTRE | Align.MIDDLE
    ink.write(painter, place, "?", face=ink.bold, colour=ink.tokens.muted, align=align)


def _place_of(layout: TrendLayout, placed: PlacedSeries, point: Point, ink: Ink) -> QPointF:
    x = layout.x_of(placed.plot, point.date, ink)
    return QPointF(x, _y_of(placed, point.value.value))


def _names_a_side(point: Point) -> bool:
    """Tell whether the interval leaves out zero."""
    low, high = point.value.low, point.value.high
    return low is not None and high is not None and (low > 0 or high < 0)


def _paint_interval(
    painter: QPainter, placed: PlacedSeries, point: Point, x: float, ink: Ink
) -> None:
    low, high = point.value.low, point.value.high
    if low is None or high is None:
        return
    painter.setPen(ink.pen(ink.tokens.accent, 1.5))
    painter.drawLine(QPointF(x, _y_of(placed, low)), QPointF(x, _y_of(placed, high)))
    reach, half = placed.series.kind.reach, 4 * ink.unit
    for end in (low, high):
        y = _y_of(placed, end)
        if abs(end) <= reach:
            painter.drawLine(QPointF(x - half, y), QPointF(x + half, y))
        else:
            out = -6 * ink.unit if end > 0 else 6 * ink.unit
            corners = [QPointF(x - half, y), QPointF(x + half, y), QPointF(x, y + out)]
            painter.setBrush(QColor(ink.tokens.accent))
            painter.drawPolygon(QPolygonF(corners))
            painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_outcomes(
    painter: QPainter, trend: Trend, layout: TrendLayout, placed: PlacedOutcomes, ink: Ink
) -> None:
    title = QCoreApplication.translate("TrendPicture", "Outcome of each visit")
    ink.write(painter, placed.title, title, face=ink.bold)
    side = _SHAPE * ink.unit
    judged = [one for one in trend.visits if one.outcome is not None]
    for visit in judged:
        place = QRectF(0, placed.plot.top(), side, side)
        place.moveLeft(layout.x_of(placed.plot, visit.day, ink) - side / 2)
        if visit.outcome is not None:
            paint_outcome(painter, place, visit.outcome, palette_of(ink.tokens))
    _paint_dates(painter, judged, layout, placed.plot, placed.dates, ink)
    _paint_said(painter, placed.said, ink)


def _paint_said(painter: QPainter, said: Sequence[PlacedText], ink: Ink) -> None:
    for one in said:
        face = ink.note_bold if one.strong else ink.note
        colour = ink.tokens.text if one.strong else ink.tokens.muted
        ink.write(painter, one.place, one.words, face=face, colour=colour, wrap=True)
