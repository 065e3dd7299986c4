"""What is known of the selected runs: where one stands, its curves and log; or what several do not share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QCheckBox,
    QHeaderView,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from scolioapp.painting.layouts import in_column, in_row
from scolioapp.storage.training_runs import Curves, Run
from scolioapp.views.training_curves import CurvesView
from scolioapp.widgets.page import heading, note, paragraph
from scolioapp.widgets.run_state import StateMark
from scolioapp.words.run_words import (
    Compared,
    compared,
    event_lines,
    figure_lines,
    message_of,
    state_words,
    summary,
)


class DetailView(QWidget):
    """Follows a selection of runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[Run, ...] = ()
        self._rows: tuple[Compared, ...] = ()
        self.mark = StateMark(self)
        self.name = heading("", self)
        self.summary = note("", self)
        self.message = paragraph("", self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.curves_button = self._choice(self.tr("Curves"))
        self.log_button = self._choice(self.tr("Log"))
        self.differences_button = self._choice(self.tr("Di&fferences"))
        self.curves = CurvesView(self)
        self.log = QPlainTextEdit(self)
        self.log.setReadOnly(True)
        self.log.setAccessibleName(self.tr("Run log"))
        self.log.setTabChangesFocus(True)
        self.all_settings = QCheckBox(self.tr("Show settings they share"), self)
        self.differences = QTableWidget(self)
        self.empty = paragraph("", self)
        self.stack = QStackedWidget(self)
        self._group = QButtonGroup(self)
        self._lay_out()
        self._connect_signals()
        self.show_runs((), {}, "")

    def _choice(self, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setProperty("role", "choice")
        button.setCheckable(True)
        return button

    def _lay_out(self) -> None:
        top = in_row(self.mark, (self.name, 1), gap=1)
        for button in (self.curves_button, self.log_button, self.differences_button):
            self._group.addButton(button)
            top.addWidget(button)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for page in (self.curves, self.log, self._differences(), self.empty):
            self.stack.addWidget(page)
        in_column(
            top,
            self.bar,
            self.summary,
            self.message,
            (self.stack, 1),
            gap=0.5,
            margins=0,
            parent=self,
        )

    def _differences(self) -> QWidget:
        page = QWidget(self)
        in_column(self.all_settings, (self.differences, 1), gap=0.5, margins=0, parent=page)
        table = self.differences
        table.setAccessibleName(self.tr("Settings of the selected runs"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        return page

    def _connect_signals(self) -> None:
        self._group.buttonClicked.connect(lambda _: self._show_page())
        self.all_settings.toggled.connect(lambda _: self._fill_differences())

    # Showing

    def show_runs(
        self,
        runs: Sequence[Run],
        curves: Mapping[Path, Curves],
        empty: str,
        *,
        stopping: bool = False,
    ) -> None:
        """Show the selected runs."""
        runs = tuple(runs)
        many = len(runs) > 1
        if many != (len(self._runs) > 1) or bool(runs) != bool(self._runs):
            self.curves_button.setChecked(True)
        self._runs = runs
        self.empty.setText(empty)
        self.curves_button.setVisible(bool(runs))
        self.log_button.setVisible(len(runs) == 1)
        self.differences_button.setVisible(many)
        self._show_head(stopping)
        self.curves.show_runs(runs, curves)
        self._show_log()
        self._show_differences()
        self._show_page()

    def _show_page(self) -> None:
        if not self._runs:
            self.stack.setCurrentWidget(self.empty)
        elif self.log_button.isChecked() and len(self._runs) == 1:
            self.stack.setCurrentWidget(self.log)
        elif self.differences_button.isChecked():
            self.stack.setCurrentIndex(2)
        else:
            self.stack.setCurrentWidget(self.curves)

    def _show_head(self, stopping: bool) -> None:
        one = self._runs[0] if len(self._runs) == 1 else None
        self.mark.show_state("" if one is None else one.state)
        for part in (self.summary, self.message, self.bar):
            part.setVisible(one is not None)
        if one is None:
            words = self.tr("{count} runs compared").format(count=len(self._runs))
            self.name.setText(words if self._runs else "")
            return
        state = state_words("stopping" if stopping else one.state)
        self.name.setText(self.tr("{name}: {state}").format(name=one.name, state=state))
        self.summary.setText(summary(one))
        self.summary.setVisible(bool(self.summary.text()))
        self.message.setText(message_of(one))
        self.message.setVisible(bool(self.message.text()))
        self.bar.setVisible(one.at_work)
        busy = one.state in ("starting", "waiting") and one.iteration == 0
        done, total = one.counted or (one.iteration, 0 if busy else max(1, one.iterations))
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _show_log(self) -> None:
        lines: list[str] = []
        if len(self._runs) == 1:
            run = self._runs[0]
            lines = event_lines(run)
            figures = figure_lines(run)
            if figures:
                lines += ["", self.tr("Figures on the model's card (95 % interval)"), *figures]
        words = "\n".join(lines)
        if words != self.log.toPlainText():
            self.log.setPlainText(words)

    def _show_differences(self) -> None:
        rows = compared(self._runs) if len(self._runs) > 1 else ()
        if rows != self._rows:
            self._rows = rows
            self._fill_differences()

    def _fill_differences(self) -> None:
        table = self.differences
        rows = [row for row in self._rows if row.differs or self.all_settings.isChecked()]
        names = [run.name for run in self._runs]
        table.setColumnCount(1 + len(names))
        table.setHorizontalHeaderLabels([self.tr("Setting"), *names])
        table.setRowCount(len(rows) or 1)
        for place, row in enumerate(rows):
            item = QTableWidgetItem(row.label)
            item.setToolTip(row.key)
            table.setItem(place, 0, item)
            for column, value in enumerate(row.values, start=1):
                cell = QTableWidgetItem(value)
                cell.setToolTip(value)
                table.setItem(place, column, cell)
        if not rows:
            table.setItem(0, 0, QTableWidgetItem(self.tr("All settings are the same.")))
            for column in range(1, 1 + len(names)):
                table.setItem(0, column, QTableWidgetItem(""))
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
