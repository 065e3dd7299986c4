"""Curves over the steps of a run: direct labels, values beneath the pointer, a logarithmic axis, smoothing.

pyqtgraph draws; it takes a third of a second to import, so this module is imported late. Colours are those of
the window's scheme and change with it. Must not know runs or pages.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QToolButton, QWidget

from scolioapp.i18n import listed
from scolioapp.painting.curve_lines import Line, Say, short, smoothed, spread, thinned
from scolioapp.painting.icons import icon
from scolioapp.painting.layouts import add_to, in_column, in_row
from scolioapp.painting.theme import TextSize, curve_colours, font, space, tokens

HEIGHT = 22
"""Height of a plot, grid steps."""


class _StepAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """Steps; nothing is written beyond the last one, where the labels of the curves stand."""

    last = math.inf

    def tickValues(
        self, minimum: float, maximum: float, size: float
    ) -> list[tuple[float, list[float]]]:
        """Return the ticks up to the last step."""
        levels = super().tickValues(minimum, maximum, size)
        return [(gap, [tick for tick in ticks if tick <= self.last]) for gap, ticks in levels]


class _Canvas(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """The plot itself; unless it can be zoomed, nothing on it is dragged and the wheel scrolls the page."""

    def __init__(self, parent: QWidget, *, zoomable: bool) -> None:
        self.steps = _StepAxis("bottom")
        super().__init__(parent, background=None, axisItems={"bottom": self.steps})
        self._zoomable = zoomable
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseEnabled(zoomable, zoomable)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setMouseTracking(True)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom, or leave the wheel to what scrolls."""
        if self._zoomable:
            super().wheelEvent(event)
        else:
            event.ignore()


class CurvePlot(QFrame):
    """One plot with its title, and a line that says the values: the latest, or those at the pointer.

    Args:
        unit: Unit of the values, or "".
        rows: Lines of words that the values may take.
        zoomable: Whether it is the large one: dragged and zoomed, and without a button to enlarge it.

    Signals:
        enlarge_asked: The plot is to be shown large.
    """

    enlarge_asked = Signal()

    def __init__(
        self,
        title: str,
        *,
        unit: str = "",
        say: Say = short,
        rows: int = 1,
        zoomable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title, self.unit, self.say = title, unit, say
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._rows = rows
        self._smoothing = 0.0
        self._lines: tuple[Line, ...] = ()
        self._hover: float | None = None
        self._logarithmic = False
        self._zoomable, self._zoomed = zoomable, False
        self.heading = QLabel(f"{title} ({unit})" if unit else title, self)
        self.heading.setProperty("role", "heading")
        self.heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.words = QLabel(self)
        self.words.setProperty("role", "note")
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.enlarge_button = QToolButton(self)
        self.enlarge_button.setIcon(icon("enlarge", "muted"))
        self.enlarge_button.setAutoRaise(True)
        self.enlarge_button.setVisible(not zoomable)
        words = self.tr("Enlarge “{name}”").format(name=title)
        self.enlarge_button.setToolTip(words)
        self.enlarge_button.setAccessibleName(words)
        self.enlarge_button.clicked.connect(lambda: self.enlarge_asked.emit())
        self.canvas = _Canvas(self, zoomable=zoomable)
        self._items: list[pg.PlotDataItem] = []
        self._labels: list[pg.TextItem] = []
        self._bands: list[pg.GraphicsObject] = []
        self._marks: list[pg.InfiniteLine] = []
        self._heights: list[NDArray[np.float64]] = []
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._cursor.hide()
        self.canvas.addItem(self._cursor, ignoreBounds=True)
        self._lay_out()
        self._give_rows(rows)
        self.canvas.scene().sigMouseMoved.connect(self._on_mouse)
        self.canvas.getPlotItem().getViewBox().sigRangeChangedManually.connect(self._on_zoom)
        self._colour()

    def _lay_out(self) -> None:
        column = in_column(gap=0.25, margins=(1.5, 1, 1, 0.5), parent=self)
        top = in_row((self.heading, 1), self.enlarge_button)
        add_to(column, top, self.words, (self.canvas, 1))
        plot = self.canvas.getPlotItem()
        plot.setContentsMargins(0, 0, 0, 0)
        for name in ("left", "bottom"):
            axis = plot.getAxis(name)
            axis.setStyle(tickFont=font(TextSize.NOTE, tabular=True), tickLength=-4)
            axis.enableAutoSIPrefix(False)

    def _give_rows(self, rows: int) -> None:
        """Reserve so many lines of words for the values; the plot keeps its height."""
        each = QFontMetrics(font(TextSize.NOTE)).lineSpacing()
        self.words.setFixedHeight(rows * each + 2)
        self.setMinimumHeight(space(HEIGHT) + (rows - self._rows) * each)

    def _give_more_rows(self) -> None:
        """Reserve the lines that the values take; never fewer, or plots would jump under the pointer."""
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
    def _named(self) -> list[Line]:
        """The curves that have a label."""
        return [line for line in self._lines if not line.faint]

    @property
    def said(self) -> str:
        """The values that are said, without colours."""
        return listed(words for words, _ in self._readings())

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

    def set_smoothing(self, smoothing: float) -> None:
        """Draw a running mean over each curve, see `smoothed`; the values that are said stay as logged."""
        self._smoothing = smoothing
        self._draw()

    def show_whole(self) -> None:
        """Show all of the curves again, after zooming."""
        self._zoomed = False
        self._fit()

    def _on_zoom(self, *_change: object) -> None:
        self._zoomed = True

    def _draw(self) -> None:
        plot = self.canvas.getPlotItem()
        for item in (*self._bands, *self._items, *self._labels, *self._marks):
            plot.removeItem(item)
        self._items, self._labels, self._marks, self._heights = [], [], [], []
        self._bands = []
        for line in self._lines:
            values = self._drawable(line.values)
            drawn = smoothed(values, self._smoothing) if self._smoothing else values
            self._heights.append(np.log10(drawn) if self._logarithmic else drawn)
            if line.faint:
                self._add_curve(line, drawn, faint=True)
                continue
            if self._smoothing:
                self._add_curve(line, values, faint=True)
            self._add_band(line, drawn)
            self._add_curve(line, drawn)
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

    def _add_curve(self, line: Line, values: NDArray[np.float64], *, faint: bool = False) -> None:
        kept = thinned(values)
        item = pg.PlotDataItem(
            np.asarray(line.steps, dtype=float)[kept],
            values[kept],
            connect="finite",
            pen=self._pen(line, faint=faint),
            antialias=True,
            symbol="o" if len(line.steps) == 1 else None,
            symbolSize=6,
            symbolBrush=self._colour_of(line),
            symbolPen=None,
        )
        self.canvas.getPlotItem().addItem(item)
        self._items.append(item)

    def _add_band(self, line: Line, values: NDArray[np.float64]) -> None:
        """Fill the standard deviation to either side of a curve."""
        if not any(line.deviations):
            return
        spread = np.asarray(line.deviations, dtype=float)
        ends = [values - spread, values + spread]
        if self._logarithmic:
            # Nothing is below the axis: the band ends a decade under the lowest mean.
            ends[0] = np.maximum(ends[0], np.nanmin(values) / 10)
        steps = np.asarray(line.steps, dtype=float)
        edges = [pg.PlotDataItem(steps, end, pen=None) for end in ends]
        colour = QColor(self._colour_of(line))
        colour.setAlphaF(0.15)
        for edge in edges:
            edge.setLogMode(False, self._logarithmic)
            self.canvas.getPlotItem().addItem(edge)
        band = pg.FillBetweenItem(*edges, brush=colour)
        self.canvas.addItem(band)
        self._bands += [band, *edges]

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
        mark = pg.InfiniteLine(pos=line.best, angle=90, movable=False, pen=pen)
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
        """Return where a value lies on the axis."""
        if not math.isfinite(value) or (self._logarithmic and value <= 0):
            return math.nan
        return math.log10(value) if self._logarithmic else value

    def _fit(self) -> None:
        """Choose the ranges so that the labels have room behind the last points."""
        known = [heights for each in self._heights if len(heights := each[~np.isnan(each)])]
        box = self.canvas.getPlotItem().getViewBox()
        if not known or self._zoomed:
            self._place_labels()
            return
        first = min(line.steps[0] for line in self._lines)
        last = max(line.steps[-1] for line in self._lines)
        span = max(last - first, 1)
        self.canvas.steps.last = last
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
        return max((metrics.horizontalAdvance(line.label) for line in self._named), default=0)

    def _place_labels(self) -> None:
        """Put each label behind its last point, none upon another."""
        box = self.canvas.getPlotItem().getViewBox()
        low, high = box.viewRange()[1]
        each = max(1, self.canvas.height() - space(4))
        line_height = QFontMetrics(font(TextSize.NOTE)).height() * (high - low) / each
        ends = []
        drawn = zip(self._lines, self._heights, strict=True)
        named = [(line, heights) for line, heights in drawn if not line.faint]
        for (line, heights), label in zip(named, self._labels, strict=True):
            known = heights[~np.isnan(heights)]
            label.setVisible(len(known) > 0)
            if len(known):
                ends.append((float(known[-1]), float(line.steps[-1]), label))
        ends.sort(key=lambda end: end[0])
        places = spread([height for height, _, _ in ends], line_height, low, high)
        last = max((step for _, step, _ in ends), default=0.0)
        for place, (_, _, label) in zip(places, ends, strict=True):
            label.setPos(QPointF(last, place))

    # Values at a step

    def _on_mouse(self, place: QPointF) -> None:
        plot = self.canvas.getPlotItem()
        if not self._lines or not plot.sceneBoundingRect().contains(place):
            self.read_at(None)
            return
        self.read_at(plot.getViewBox().mapSceneToView(place).x())

    def read_at(self, step: float | None) -> None:
        """Say the values at a step as the pointer does; None: the latest."""
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

    def leaveEvent(self, event: QEvent) -> None:
        """Say the latest values again."""
        super().leaveEvent(event)
        self.read_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from point to point by the arrow keys."""
        keys = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        move = keys.get(Qt.Key(event.key()))
        if move is None or not self._lines:
            super().keyPressEvent(event)
            return
        line = max(self._lines, key=lambda each: len(each.steps))
        now = line.at(self._hover if self._hover is not None else line.steps[-1]) or 0
        self.read_at(line.steps[max(0, min(len(line.steps) - 1, now + move))])

    def _readings(self) -> list[tuple[str, str]]:
        """Return words and colour of each value."""
        found = []
        for line in self._named:
            place = line.at(self._hover) if self._hover is not None else len(line.steps) - 1
            if place is not None:
                words = f"{line.label} {self.say(line.values[place])}"
                if line.deviations and line.deviations[place]:
                    deviation = line.deviations[place]
                    # Two digits: more would claim to know the deviation itself so well.
                    said = f"{deviation:.2g}" if self.say is short else self.say(deviation)
                    words = f"{words} ± {said}"
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
        self.setAccessibleName(self.title)
        self.setAccessibleDescription(words)

    # Colours

    def _colour_of(self, line: Line) -> str:
        colours = curve_colours(tokens(self.palette()))
        return colours[line.colour % len(colours)]

    def _pen(self, line: Line, *, faint: bool = False) -> QPen:
        colour = QColor(self._colour_of(line))
        colour.setAlphaF(0.3 if faint else 1.0)
        pen = QPen(colour, 1.0 if faint else 1.8)
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
        if event.size().width() != event.oldSize().width():
            self._give_rows(self._rows)
        self._give_more_rows()
        self._fit()
