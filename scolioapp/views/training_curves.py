"""The curves of one run, or of several over each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QSlider, QWidget

from scolioapp.painting.curve_lines import Line
from scolioapp.painting.layouts import STRETCH, add_to, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.storage.training_runs import Curves, Run, Series
from scolioapp.widgets.curve_window import CurveWindow
from scolioapp.widgets.curves import HEIGHT, CurvePlot
from scolioapp.widgets.page import scroller

MOST_SMOOTHING = 98
"""Largest weight of what came before, percent."""

TWO_COLUMNS = 80
"""Width from which two plots stand side by side, grid steps."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A curve of a plot: its name in the log, its label, and how it is drawn."""

    name: str
    label: str
    colour: int = 0
    dashed: bool = False


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _gibibytes(size: float) -> str:
    return f"{size:.2f}"


class CurvesView(QWidget):
    """Plots of losses, figures, learning rate and speed, in one or two columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        translate = QCoreApplication.translate
        self.logarithmic = QCheckBox(self.tr("Logarithmic losses"), self)
        self.logarithmic.setToolTip(self.tr("Equal ratios are equally far apart"))
        self.losses = CurvePlot(self.tr("Losses"), rows=2, parent=self)
        self.figures = CurvePlot(self.tr("Accuracy and macro F1"), rows=2, parent=self)
        self.rate = CurvePlot(self.tr("Learning rate"), parent=self)
        self.samples = CurvePlot(self.tr("Samples per second"), parent=self)
        self.wait = CurvePlot(self.tr("Share of time waiting for data"), say=_percent, parent=self)
        self.memory = CurvePlot(
            self.tr("Memory"), unit=translate("CurvesView", "GiB"), say=_gibibytes, parent=self
        )
        self.gpu = CurvePlot(self.tr("GPU use"), say=_percent, parent=self)
        self.smoothing = QSlider(Qt.Orientation.Horizontal, self)
        self.smoothing.setRange(0, MOST_SMOOTHING)
        self.smoothing.setPageStep(10)
        self.smoothing.setFixedWidth(space(16))
        self.smoothing.setAccessibleName(self.tr("Smoothing"))
        self.smoothing.setToolTip(
            self.tr("Draw a running mean over each curve; the values read out stay as logged")
        )
        self.large: CurveWindow | None = None
        self.plots = (
            self.losses,
            self.figures,
            self.rate,
            self.samples,
            self.wait,
            self.memory,
            self.gpu,
        )
        self._parts = _parts_of(self)
        self._columns = 0
        self._lay_out()
        self.logarithmic.toggled.connect(self.losses.set_logarithmic)
        self.smoothing.valueChanged.connect(self._smooth)
        for plot in self.plots:
            plot.enlarge_asked.connect(lambda plot=plot: self._enlarge(plot))

    def _lay_out(self) -> None:
        self._inner = QWidget()
        self._inner.setProperty("role", "page")
        self.grid = QGridLayout(self._inner)
        self.grid.setContentsMargins(0, 0, space(1), 0)
        self.grid.setSpacing(space(1))
        self.scroller = scroller(self._inner, self)
        top = in_row(self.logarithmic, STRETCH)
        words = QLabel(self.tr("S&moothing"), self)
        words.setBuddy(self.smoothing)
        add_to(top, words, self.smoothing)
        in_column(top, (self.scroller, 1), gap=0.5, margins=0, parent=self)
        self._arrange(2)

    def _arrange(self, columns: int) -> None:
        shown = [plot for plot in self.plots if plot not in (self.memory, self.gpu) or plot.lines]
        self._columns = columns
        for plot in self.plots:
            self.grid.removeWidget(plot)
            plot.setVisible(plot in shown)
        for place, plot in enumerate(shown):
            self.grid.addWidget(plot, place // columns, place % columns)
        # Said here: while it is being resized, the area does not ask the grid anew.
        rows = -(-len(shown) // columns)
        self.grid.invalidate()
        self._inner.setMinimumHeight(rows * space(HEIGHT + 1))
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, columns - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side where there is room."""
        super().resizeEvent(event)
        columns = 2 if self.width() >= space(TWO_COLUMNS) else 1
        if columns != self._columns:
            self._arrange(columns)

    def show_runs(self, runs: Sequence[Run], curves: Mapping[Path, Curves]) -> None:
        """Draw the curves of a run, or the main ones of several in a colour for each."""
        known = [(run, curves[run.folder.path]) for run in runs if run.folder.path in curves]
        had = (bool(self.memory.lines), bool(self.gpu.lines))
        for plot in self.plots:
            if len(known) == 1:
                plot.show_lines(self._lines_of(plot, known[0][1]))
            else:
                plot.show_lines(self._overlaid(plot, known))
        if (bool(self.memory.lines), bool(self.gpu.lines)) != had:
            self._arrange(self._columns)
        if self.large is not None:
            self.large.follow()

    def _smooth(self, value: int) -> None:
        for plot in self.plots:
            plot.set_smoothing(value / 100)
        if self.large is not None:
            self.large.plot.set_smoothing(value / 100)

    def _enlarge(self, plot: CurvePlot) -> None:
        """Show a plot in a window of its own, which follows the run."""
        if self.large is not None:
            self.large.close()
        self.large = CurveWindow(
            plot,
            smoothing=self.smoothing.value() / 100,
            logarithmic=plot is self.losses and self.logarithmic.isChecked(),
            parent=self,
        )
        self.large.finished.connect(self._on_large_closed)
        self.large.show()

    def _on_large_closed(self) -> None:
        self.large = None

    def _lines_of(self, plot: CurvePlot, curves: Curves) -> list[Line]:
        lines = []
        for part in self._parts[plot]:
            series = _series(curves, part.name)
            if series.steps and not _is_still(series, part.name):
                if plot in (self.losses, self.figures):
                    lines += _folds(curves, part)
                best = curves.best if part.name.startswith("validation_") else None
                line = Line(part.label, series.steps, series.values, part.colour, part.dashed, best)
                lines.append(replace(line, deviations=series.deviations))
        return lines

    def _overlaid(self, plot: CurvePlot, known: list[tuple[Run, Curves]]) -> list[Line]:
        """Return the first curve that a run has of a plot, for each run."""
        lines = []
        for colour, (run, curves) in enumerate(known):
            names = [part.name for part in self._parts[plot]]
            if plot is self.figures:
                names.reverse()
            name = next((name for name in names if _series(curves, name).steps), None)
            if name is not None:
                series = _series(curves, name)
                best = curves.best if name.startswith("validation_") else None
                lines.append(Line(run.name, series.steps, series.values, colour, colour >= 6, best))
        return lines


def _folds(curves: Curves, part: _Part) -> list[Line]:
    """Return the faint curves of the folds behind their mean."""
    if len(curves.folds) < 2:
        return []
    each = [fold.get(part.name, Series()) for fold in curves.folds]
    return [
        Line(part.label, one.steps, one.values, part.colour, part.dashed, faint=True)
        for one in each
        if one.steps
    ]


def _is_still(series: Series, name: str) -> bool:
    """Say whether a run has no such loss: it is 0 at all steps."""
    return name == "triplet" and not any(series.values)


def _series(curves: Curves, name: str) -> Series:
    series = curves.series.get(name, Series())
    if name.endswith("_memory"):
        return Series(
            series.steps,
            tuple(value / 2**30 for value in series.values),
            tuple(value / 2**30 for value in series.deviations),
        )
    return series


def _parts_of(view: CurvesView) -> dict[CurvePlot, tuple[_Part, ...]]:
    translate = QCoreApplication.translate
    return {
        view.losses: (
            _Part("cross_entropy", translate("CurvesView", "cross-entropy"), 0),
            _Part("validation_loss", translate("CurvesView", "on validation"), 0, dashed=True),
            _Part("triplet", translate("CurvesView", "triplet"), 1),
            _Part("total", translate("CurvesView", "total"), 5),
        ),
        view.figures: (
            _Part("accuracy", translate("CurvesView", "accuracy on batches"), 5),
            _Part("validation_accuracy", translate("CurvesView", "accuracy"), 0),
            _Part("validation_macro_f1", translate("CurvesView", "macro F1"), 1),
        ),
        view.rate: (_Part("rate", translate("CurvesView", "rate"), 0),),
        view.samples: (_Part("samples_a_second", translate("CurvesView", "samples"), 0),),
        view.wait: (_Part("data_wait", translate("CurvesView", "waiting"), 0),),
        view.memory: (
            _Part("process_memory", translate("CurvesView", "trainer"), 0),
            _Part("gpu_memory", translate("CurvesView", "GPU, peak"), 1),
        ),
        view.gpu: (_Part("gpu_use", translate("CurvesView", "in use"), 0),),
    }
