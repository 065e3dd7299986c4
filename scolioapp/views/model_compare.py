"""Compares two models on the same recordings: where they agree, and by how much they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QGridLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.painting.hatching import mark_height, paint_mark
from scolioapp.painting.ink import Align, screen_ink
from scolioapp.painting.layouts import in_column
from scolioapp.painting.theme import TextSize, font, space
from scolioapp.viewmodels.lines_table import LINES_ROLE, Index
from scolioapp.viewmodels.model_manager import ModelManager, sentence
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import button_row, resize_within
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import note, paragraph, primary_button
from scolioapp.widgets.row_table import LinesCell
from scolioapp.widgets.task_row import TaskRow
from scolioapp.words.model_comparison_words import (
    Comparison,
    as_text,
    marked_answers,
    notes,
    row_words,
    summary,
    titles,
)
from scolioapp.words.model_words import model_words

if TYPE_CHECKING:
    from scolioapp.jobs.model_library import InstalledModel

_SIMULATED = -1
_ANSWERS = 4
"""Columns of answers and scores."""


TITLE_ROLE = int(Qt.ItemDataRole.UserRole) + 40
"""The outcome in words, without the warning."""
MARK_ROLE = TITLE_ROLE + 1
"""The warning in words."""


class MarkedCell(QStyledItemDelegate):
    """Draws cells that have a mark with it; others as usual."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the words above, and the mark in the room left below them."""
        super().paint(painter, option, index)
        mark = index.data(MARK_ROLE)
        if not mark:
            return
        ink = screen_ink()
        below = round(mark_height(ink)) + space(0.75)
        place = QRectF(option.rect).adjusted(space(1.5), 0, -space(1), -below)
        align = Align.LEFT | Align.MIDDLE
        painter.save()
        painter.setClipRect(place)
        ink.write(painter, place, index.data(TITLE_ROLE), face=ink.body, align=align, wrap=True)
        painter.restore()
        place = QRectF(place.left(), place.bottom(), place.width(), below - space(0.5))
        paint_mark(painter, place, mark, ink)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Leave out the words of cells whose title and mark are drawn."""
        super().initStyleOption(option, index)
        if index.data(MARK_ROLE):
            option.text = ""


class CompareDialog(QDialog):
    """Choice of two models and of the recordings, then a table.

    Args:
        first: The model that is chosen at the beginning, or None.
    """

    def __init__(
        self, manager: ModelManager, first: InstalledModel | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._manager = manager
        self.comparison: Comparison | None = None
        self.setWindowTitle(self.tr("Compare two models"))
        resize_within(self, QSize(space(118), space(78)), parent)
        self.banner = Banner(self)
        self.first = DropDown(self)
        self.second = DropDown(self)
        self.recordings = DropDown(self)
        self.compare_button = primary_button(self.tr("&Compare"), self)
        self.table = QTableWidget(self)
        self.summary = paragraph("", self)
        self.notes = note("", self)
        self.copy_button = QPushButton(self.tr("Cop&y table"), self)
        self.close_button = QPushButton(self.tr("Close"), self)
        self.task_row = TaskRow(manager.task, self)
        self.task_row.say(self.tr("Judging the recordings with both models…"))
        self._fill(first)
        self._build_table()
        self._lay_out()
        self._connect_signals()
        self._show_state()

    def _fill(self, first: InstalledModel | None) -> None:
        models = self._manager.usable
        for model in models:
            for box in (self.first, self.second):
                box.addItem(model_words(model), model)
        names = [model.name for model in models]
        begin = names.index(first.name) if first is not None and first.name in names else 0
        default = self._manager.default
        other = names.index(default) if default in names else 0
        if other == begin:
            other = next((i for i in range(len(names)) if i != begin), begin)
        self.first.setCurrentIndex(begin)
        self.second.setCurrentIndex(other)
        self.recordings.addItem(self.tr("the newest 20 saved results"), 20)
        self.recordings.addItem(self.tr("the newest 100 saved results"), 100)
        self.recordings.addItem(self.tr("all saved results"), 0)
        self.recordings.addItem(
            self.tr("the simulated people that come with the program"), _SIMULATED
        )

    def _build_table(self) -> None:
        table = self.table
        table.setItemDelegateForColumn(0, LinesCell(LINES_ROLE, bold=0, notes=1, parent=table))
        for column in (1, 3):
            table.setItemDelegateForColumn(column, MarkedCell(table))
        table.setAccessibleName(self.tr("What both models say about each recording"))
        table.setFont(font(TextSize.BODY, tabular=True))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(space(8))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(1.5))
        grid.setVerticalSpacing(space(1))
        grid.setColumnStretch(1, 1)
        rows = (
            (self.tr("&First model"), self.first),
            (self.tr("&Second model"), self.second),
            (self.tr("&On"), self.recordings),
        )
        for number, (words, box) in enumerate(rows):
            label = QLabel(words, self)
            label.setBuddy(box)
            box.setAccessibleName(words.replace("&", ""))
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(20)
            grid.addWidget(label, number, 0)
            grid.addWidget(box, number, 1)
        grid.addWidget(self.compare_button, 2, 2)
        buttons = button_row(self, leave=self.close_button, more=(self.copy_button,))
        # It stands above, beside what it compares, and is what the dialog is for.
        self.compare_button.setDefault(True)
        self.task_row.cancel_button.setAutoDefault(False)
        in_column(
            grid,
            self.banner,
            self.summary,
            (self.table, 1),
            self.notes,
            self.task_row,
            buttons,
            gap=1.5,
            margins=(3, 3, 3, 2),
            parent=self,
        )

    def _connect_signals(self) -> None:
        self.first.currentIndexChanged.connect(self._show_state)
        self.second.currentIndexChanged.connect(self._show_state)
        self._manager.task.changed.connect(self._show_state)
        self.compare_button.clicked.connect(self.compare)
        self.copy_button.clicked.connect(self.copy)
        self.close_button.clicked.connect(self.reject)

    def _show_state(self) -> None:
        idle = not self._manager.task.running
        differ = self.first.currentIndex() != self.second.currentIndex()
        for box in (self.first, self.second, self.recordings):
            box.setEnabled(idle)
        self.compare_button.setEnabled(idle and differ)
        self.compare_button.setToolTip("" if differ else self.tr("Choose two different models."))
        self.copy_button.setEnabled(self.comparison is not None)
        self.close_button.setEnabled(idle)
        if self.comparison is None:
            self.summary.setText(
                self.tr(
                    "Both models judge the same recordings from the saved results; no video is "
                    "needed. This does not show which of the two is closer to the truth."
                )
            )

    def compare(self) -> None:
        """Have both judge."""
        self.banner.clear()
        newest = self.recordings.currentData()
        self._manager.compare(
            (self.first.currentData(), self.second.currentData()),
            None if newest == _SIMULATED else newest,
            done=self.show_comparison,
            failed=self._on_failed,
            cancelled=self._on_cancelled,
        )

    def show_comparison(self, comparison: Comparison) -> None:
        """Show what both said."""
        self.comparison = comparison
        words = titles(comparison)
        table = self.table
        table.clear()
        table.clearSpans()
        table.setColumnCount(len(words))
        table.setRowCount(len(comparison.rows))
        table.setHorizontalHeaderLabels(words)
        for number in range(len(comparison.rows)):
            drawn = {each.column: each for each in marked_answers(comparison, number)}
            for column, said in enumerate(row_words(comparison, number)):
                item = QTableWidgetItem(said)
                item.setToolTip(said)
                item.setData(LINES_ROLE, said.split("\n"))
                if column in drawn:
                    item.setData(TITLE_ROLE, drawn[column].title)
                    item.setData(MARK_ROLE, drawn[column].mark)
                table.setItem(number, column, item)
            if comparison.rows[number].problem is not None:
                table.setSpan(number, 1, 1, _ANSWERS)
        header = table.horizontalHeader()
        for column in range(len(words)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column, width in ((2, 10), (4, 10), (5, 15)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            table.setColumnWidth(column, space(width))
        self.summary.setText(summary(comparison))
        self.notes.setText("\n".join(notes(comparison)))
        self._show_state()

    def copy(self) -> None:
        """Copy the table as text that spreadsheets take in."""
        if self.comparison is not None:
            QGuiApplication.clipboard().setText(as_text(self.comparison))
            self.banner.say(self.tr("The table was copied."))

    def _on_failed(self, error: ScolioError) -> None:
        self.banner.say(sentence(error), severity=Severity.REPEAT)

    def _on_cancelled(self) -> None:
        self.banner.say(self.tr("Cancelled."))

    def reject(self) -> None:
        """Close; while something is done, stop that first."""
        if self._manager.task.running:
            self._manager.task.cancel()
        else:
            super().reject()
