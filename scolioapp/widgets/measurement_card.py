"""The measurements of a result as a card: the chart, and the same as a table for who prefers words.

Must not know the view-model.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from engine.core.result import ScreeningResult
from engine.report.measurement_words import legend_words
from engine.report.screening_document import MeasurementRow, measurements_of
from scolioapp.i18n import render
from scolioapp.painting.layouts import in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.viewmodels.lines_table import Index
from scolioapp.widgets.measurement_chart import MeasurementChart
from scolioapp.widgets.page import heading, note, quiet_button


class _WrappedCell(QStyledItemDelegate):
    """A cell as high as its wrapped words: Qt forgets the style sheet's padding when it measures."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Measure in the room that the padding leaves, in logical px."""
        room = QStyleOptionViewItem(option)
        whole: QRect = option.rect
        room.rect = whole.adjusted(0, 0, -space(3), 0)
        return super().sizeHint(room, index)


class MeasurementCard(QFrame):
    """The third card of the right column; hidden where nothing was measured."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._left_first = True
        self.heading = heading("", self)
        self.heading.setWordWrap(True)
        self.table_button = quiet_button(parent=self)
        self.table_button.setCheckable(True)
        self.chart = MeasurementChart(self)
        self.table = self._make_table()
        self.legend = note("", self)
        self.usual = note("", self)
        self.vertical = note("", self)
        self.vertical_button = QPushButton(self)
        self.clothes_box = QCheckBox(self)
        self._result: ScreeningResult | None = None
        self._lay_out()
        self._set_words()
        self.table_button.toggled.connect(self._show_table)

    def _lay_out(self) -> None:
        top = in_row((self.heading, 1), self.table_button)
        inner = in_column(
            self.chart,
            self.table,
            self.vertical,
            (self.vertical_button, 0, Qt.AlignmentFlag.AlignLeft),
            self.clothes_box,
            self.usual,
            self.legend,
            gap=1,
            margins=(0, 0, 1, 0),
        )
        in_column(top, inner, gap=1, margins=(2, 1, 1, 2), parent=self)

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 2, self)
        table.verticalHeader().setVisible(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        table.setItemDelegate(_WrappedCell(table))
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.sectionResized.connect(self._fit_table)
        table.hide()
        return table

    def show_result(self, result: ScreeningResult) -> None:
        """Show the measurements of a result."""
        self._result = result
        self.chart.show_result(result)
        section = measurements_of(result, render)
        rows = section.in_display_order
        self.vertical.setText(section.vertical)
        self.usual.setText(section.usual)
        self._fill_table(rows)
        self.setVisible(bool(rows))
        self.clothes_box.setChecked(result.loose_clothes)
        for words in (self.usual, self.legend):
            words.setVisible(bool(section.usual))

    def show_left_first(self, left_first: bool) -> None:
        """Put the person's left at the left end of the scales, or at the right one."""
        self._left_first = left_first
        self.chart.show_left_first(left_first)
        self._show_legend()

    def _show_legend(self) -> None:
        legend = legend_words(left_first=self._left_first)
        self.legend.setText(" ".join(render(words) for words in legend))

    def _fill_table(self, rows: Sequence[MeasurementRow]) -> None:
        self.table.setRowCount(len(rows))
        for number, row in enumerate(rows):
            self.table.setItem(number, 0, QTableWidgetItem(row.label))
            self.table.setItem(number, 1, QTableWidgetItem(row.words))
        self._fit_table()

    def _show_table(self, shown: bool) -> None:
        self.table.setVisible(shown)
        self.chart.setVisible(not shown)
        self._fit_table()
        words = self.tr("Show as &chart") if shown else self.tr("Show as &table")
        self.table_button.setText(words)

    def _fit_table(self, *_: object) -> None:
        """Make each row as high as its words need; they wrap anew when the columns change."""
        if self.table.isHidden():
            return
        self.table.resizeRowsToContents()
        rows = sum(self.table.rowHeight(row) for row in range(self.table.rowCount()))
        self.table.setFixedHeight(rows + self.table.horizontalHeader().height() + 8)

    def _set_words(self) -> None:
        self.heading.setText(self.tr("Measurements while walking"))
        self._show_legend()
        self.table.setHorizontalHeaderLabels([self.tr("Measurement"), self.tr("Value")])
        self.table.setAccessibleName(self.tr("Measurements as a table"))
        self._show_table(self.table_button.isChecked())
        if self._result is not None:
            self.show_result(self._result)
        self.vertical_button.setText(self.tr("Set the &vertical…"))
        self.clothes_box.setText(self.tr("Loose clothes or hair"))
        self.clothes_box.setToolTip(
            self.tr(
                "Clothes or hair hide the shoulders: measure again, with a wider range of their tilt"
            )
        )
        self.vertical_button.setToolTip(
            self.tr("Draw along a door frame in the picture, and measure again against it")
        )
