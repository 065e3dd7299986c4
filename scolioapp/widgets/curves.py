"""Curves over the steps of a run: direct labels, values beneath the pointer, a logarithmic axis.

pyqtgraph draws; it takes a third of a second to import, so this module is imported late. Colours are those of
the window's scheme and change with it. Must not know runs or pages.
"""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from scolioapp.widgets.theme import TextSize, curve_colours, font, space, tokens

HEIGHT = 22
"""Height of a plot, grid steps."""

MOST_POINTS = 1200
"""Points of a curve that are drawn at most; all of them can be read."""

Say = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One curve.

    Attributes:
        label: What it is called where it ends.
        steps: Steps, rising.
        values: Values.
        colour: Which colour of the scheme.
        dashed: Whether it is dashed.
        best: Step that is marked as the best, or None.
    """

    label: str
    steps: tuple[int, ...]
    values: tuple[float, ...]
    colour: int = 0
    dashed: bool = False
    best: int | None = None

    def at(self, step: float) -> int | None:
        """Give the place of the point that is next to a step, or None where there is none."""
        if not self.steps:
            return None
        place = bisect.bisect_left(self.steps, step)
        near = [each for each in (place - 1, place) if 0 <= each < len(self.steps)]
        return min(near, key=lambda each: abs(self.steps[each] - step))


def short(value: float) -> str:
    """Give a figure in three or four digits."""
    if value and (abs(value) < 1e-3 or abs(value) >= 1e5):
        return f"{value:.2g}"
    return f"{value:.4g}"


class _Canvas(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """The plot itself: nothing on it is dragged or zoomed, and the wheel scrolls the page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, background=None)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseEnabled(False, False)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setMouseTracking(True)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()


class CurvePlot(QFrame):
    """One plot with its title, and a line that says the values: the latest, or those at the pointer.

    Args:
        title: What is drawn.
        unit: Unit of the values, or "".
        say: Gives the words of a value.
        rows: Lines of words that the values may take.
    """

    def __init__(
        self,
        title: str,
        *,
        unit: str = "",
        say: Say = short,
        rows: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title, self._say = title, say
        self._rows = rows
        self._lines: tuple[Line, ...] = ()
        self._hover: float | None = None
        self._logarithmic = False
        self.heading = QLabel(f"{title} ({unit})" if unit else title, self)
        self.heading.setProperty("role", "heading")
        self.heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.words = QLabel(self)
        self.words.setProperty("role", "note")
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.canvas = _Canvas(self)
        self._items: list[pg.PlotDataItem] = []
        self._labels: list[pg.TextItem] = []
        self._marks: list[pg.InfiniteLine] = []
        self._heights: list[NDArray[np.float64]] = []
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._cursor.hide()
        self.canvas.addItem(self._cursor, ignoreBounds=True)
        self._lay_out()
        self._give_rows(rows)
        self.canvas.scene().sigMouseMoved.connect(self._on_mouse)
        self._colour()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(space(1.5), space(1), space(1), space(0.5))
        column.setSpacing(space(0.25))
        column.addWidget(self.heading)
        column.addWidget(self.words)
        column.addWidget(self.canvas, 1)
        plot = self.canvas.getPlotItem()
        plot.setContentsMargins(0, 0, 0, 0)
        for name in ("left", "bottom"):
            axis = plot.getAxis(name)
            axis.setStyle(tickFont=font(TextSize.NOTE, tabular=True), tickLength=-4)
            axis.enableAutoSIPrefix(False)

    def _give_rows(self, rows: int) -> None:
        """Give the values so many lines of words; the plot keeps its height."""
        each = QFontMetrics(font(TextSize.NOTE)).lineSpacing()
        self.words.setFixedHeight(rows * each + 2)
        self.setMinimumHeight(space(HEIGHT) + (rows - self._rows) * each)

    def _give_more_rows(self) -> None:
        """Give the values the lines that they take; never fewer, or plots would jump under the pointer."""
        each = QFontMetrics(font(TextSize.NOTE)).lineSpacing()
        rows = math.ceil((self.words.heightForWidth(self.words.width()) - 2) / each)
        if self.words.width() > space(10) and rows * each + 2 > self.words.height():
            self._give_rows(rows)

    # What is drawn

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is drawn."""
        return self._lines

    @property
    def said(self) -> str:
        """The values that are said, without colours."""
        return ", ".join(words for words, _ in self._readings())

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Draw these, and nothing else."""
        lines = tuple(line for line in lines if line.steps)
        if lines == self._lines:
            return
        if [line.label for line in lines] != [line.label for line in self._lines]:
            self._give_rows(self._rows)
        self._lines = lines
        self._draw()

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Choose the axis of the values."""
        self._logarithmic = logarithmic
        self.canvas.getPlotItem().setLogMode(y=logarithmic)
        self._draw()

    def _draw(self) -> None:
        plot = self.canvas.getPlotItem()
        for item in (*self._items, *self._labels, *self._marks):
            plot.removeItem(item)
        self._items, self._labels, self._marks, self._heights = [], [], [], []
        for line in self._lines:
            values = self._drawable(line.values)
            self._heights.append(np.log10(values) if self._logarithmic else values)
            kept = _thinned(values)
            item = pg.PlotDataItem(
                np.asarray(line.steps, dtype=float)[kept],
                values[kept],
                connect="finite",
                pen=self._pen(line),
                antialias=True,
                symbol="o" if len(line.steps) == 1 else None,
                symbolSize=6,
                symbolBrush=self._colour_of(line),
                symbolPen=None,
            )
            plot.addItem(item)
            self._items.append(item)
            label = pg.TextItem(line.label, color=self._colour_of(line), anchor=(0, 0.5))
            label.setFont(font(TextSize.NOTE))
            plot.addItem(label, ignoreBounds=True)
            self._labels.append(label)
            self._mark(line)
        if self._logarithmic:
            for item in self._items:
                item.setLogMode(False, True)
        self._fit()
        self._tell()

    def _drawable(self, values: Sequence[float]) -> NDArray[np.float64]:
        drawn = np.asarray(values, dtype=float)
        drawn[~np.isfinite(drawn)] = np.nan
        if self._logarithmic:
            drawn[drawn <= 0] = np.nan
        return drawn

    def _mark(self, line: Line) -> None:
        """Mark the best look."""
        if line.best is None:
            return
        pen = QPen(QColor(self._colour_of(line)), 1, Qt.PenStyle.DotLine)
        pen.setCosmetic(True)
        mark = pg.InfiniteLine(
            pos=line.best,
            angle=90,
            movable=False,
            pen=pen,
        )
        self.canvas.addItem(mark, ignoreBounds=True)
        self._marks.append(mark)
        place = line.at(line.best)
        if place is None or math.isnan(self._height(line.values[place])):
            return
        dot = pg.PlotDataItem(
            [line.steps[place]],
            self._drawable([line.values[place]]),
            pen=None,
            symbol="o",
            symbolSize=8,
            symbolBrush=self._colour_of(line),
            symbolPen=None,
        )
        self.canvas.addItem(dot)
        self._items.append(dot)

    def _height(self, value: float) -> float:
        """Give where a value lies on the axis."""
        if not math.isfinite(value) or (self._logarithmic and value <= 0):
            return math.nan
        return math.log10(value) if self._logarithmic else value

    def _fit(self) -> None:
        """Choose the ranges so that the labels have room behind the last points."""
        known = [heights for each in self._heights if len(heights := each[~np.isnan(each)])]
        box = self.canvas.getPlotItem().getViewBox()
        if not known:
            return
        first = min(line.steps[0] for line in self._lines)
        last = max(line.steps[-1] for line in self._lines)
        span = max(last - first, 1)
        width = max(self.canvas.width() - space(6), space(10))
        room = min(0.6, (self._label_width() + space(1)) / width)
        box.setXRange(first, first + span / (1 - room), padding=0.0)
        low = float(min(heights.min() for heights in known))
        high = float(max(heights.max() for heights in known))
        if high - low < 1e-12:
            slack = abs(high) * 0.1 or 0.5
            low, high = low - slack, high + slack
        box.setYRange(low, high, padding=0.08)
        self._place_labels()

    def _label_width(self) -> int:
        metrics = QFontMetrics(font(TextSize.NOTE))
        return max((metrics.horizontalAdvance(line.label) for line in self._lines), default=0)

    def _place_labels(self) -> None:
        """Put each label behind its last point, none upon another."""
        box = self.canvas.getPlotItem().getViewBox()
        low, high = box.viewRange()[1]
        each = max(1, self.canvas.height() - space(4))
        line_height = QFontMetrics(font(TextSize.NOTE)).height() * (high - low) / each
        ends = []
        for line, heights, label in zip(self._lines, self._heights, self._labels, strict=True):
            known = heights[~np.isnan(heights)]
            label.setVisible(len(known) > 0)
            if len(known):
                ends.append((float(known[-1]), float(line.steps[-1]), label))
        ends.sort(key=lambda end: end[0])
        places = _spread([height for height, _, _ in ends], line_height, low, high)
        last = max((step for _, step, _ in ends), default=0.0)
        for place, (_, _, label) in zip(places, ends, strict=True):
            label.setPos(QPointF(last, place))

    # Values at a step

    def _on_mouse(self, place: QPointF) -> None:
        plot = self.canvas.getPlotItem()
        if not self._lines or not plot.sceneBoundingRect().contains(place):
            self._point(None)
            return
        self._point(plot.getViewBox().mapSceneToView(place).x())

    def _point(self, step: float | None) -> None:
        """Say the values at a step, or the latest."""
        self._hover = step
        found = None
        if step is not None and self._lines:
            places = [(line, line.at(step)) for line in self._lines]
            steps = [line.steps[place] for line, place in places if place is not None]
            found = min(steps, key=lambda each: abs(each - step)) if steps else None
        self._cursor.setVisible(found is not None)
        if found is not None:
            self._cursor.setPos(found)
            self._hover = float(found)
        self._tell()

    def read_at(self, step: float | None) -> None:
        """Say the values at a step as the pointer does; None: the latest."""
        self._point(step)

    def leaveEvent(self, event: QEvent) -> None:
        """Say the latest values again."""
        super().leaveEvent(event)
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from point to point by the arrow keys."""
        keys = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        move = keys.get(Qt.Key(event.key()))
        if move is None or not self._lines:
            super().keyPressEvent(event)
            return
        line = max(self._lines, key=lambda each: len(each.steps))
        now = line.at(self._hover if self._hover is not None else line.steps[-1]) or 0
        self._point(line.steps[max(0, min(len(line.steps) - 1, now + move))])

    def _readings(self) -> list[tuple[str, str]]:
        """Give words and colour of each value."""
        found = []
        for line in self._lines:
            place = line.at(self._hover) if self._hover is not None else len(line.steps) - 1
            if place is not None:
                words = f"{line.label} {self._say(line.values[place])}"
                found.append((words, self._colour_of(line)))
        return found

    def _tell(self) -> None:
        readings = self._readings()
        # Axes without a curve would only show figures that mean nothing.
        self.canvas.getPlotItem().setVisible(bool(readings))
        if not readings:
            words = self.tr("nothing yet")
            self.words.setText(words)
            self._describe(words)
            return
        step = self._hover
        if step is None:
            step = max(line.steps[-1] for line in self._lines)
        parts = [f'<span style="color:{colour}">{words}</span>' for words, colour in readings]
        at = self.tr("step {step}").format(step=f"{step:.0f}")
        best = {line.best for line in self._lines if line.best is not None}
        if len(best) == 1:
            parts.append(self.tr("best at {step}").format(step=best.pop()))
        self.words.setText(" · ".join([at, *parts]))
        self._give_more_rows()
        self._describe(f"{at}: {self.said}")

    def _describe(self, words: str) -> None:
        self.setAccessibleName(self._title)
        self.setAccessibleDescription(words)

    # Colours

    def _colour_of(self, line: Line) -> str:
        colours = curve_colours(tokens(self.palette()))
        return colours[line.colour % len(colours)]

    def _pen(self, line: Line) -> QPen:
        pen = QPen(QColor(self._colour_of(line)), 1.8)
        pen.setCosmetic(True)
        if line.dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        return pen

    def _colour(self) -> None:
        now = tokens(self.palette())
        self.canvas.setBackground(now.surface)
        for name in ("left", "bottom"):
            axis = self.canvas.getPlotItem().getAxis(name)
            axis.setPen(pg.mkPen(now.border))
            axis.setTextPen(pg.mkPen(now.muted))
        self._cursor.setPen(pg.mkPen(now.strong_border))
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Take on the colours of the other scheme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_cursor"):
            self._colour()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for the labels."""
        super().resizeEvent(event)
        self._give_more_rows()
        self._fit()


def _thinned(values: NDArray[np.float64]) -> NDArray[np.intp]:
    """Choose the points that are drawn: the lowest and the highest of each stretch of a long curve."""
    count = len(values)
    if count <= MOST_POINTS:
        return np.arange(count)
    known = np.where(np.isnan(values), np.inf, values)
    high = np.where(np.isnan(values), -np.inf, values)
    edges = np.linspace(0, count, MOST_POINTS // 2 + 1).astype(int)
    pairs = [
        place
        for begin, end in itertools.pairwise(edges)
        for place in (begin + int(known[begin:end].argmin()), begin + int(high[begin:end].argmax()))
    ]
    return np.unique([0, *pairs, count - 1])


def _spread(heights: list[float], least: float, low: float, high: float) -> list[float]:
    """Move rising heights apart so that none is nearer to the next than ``least``."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + least) if placed else height)
    over = placed[-1] - (high - least / 2) if placed else 0.0
    if over > 0:
        top = high - least / 2
        for place in range(len(placed) - 1, -1, -1):
            placed[place] = min(placed[place], top)
            top = placed[place] - least
    return placed
