"""A list of things that were found: a sign with words, then a few lines in each cell.

Must not know what was found.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from scolioapp.viewmodels.dataset_table import SEVERITY_ROLE, FoundTable, Row
from scolioapp.viewmodels.model_table import LINES_ROLE
from scolioapp.widgets.lines_cell import LinesCell
from scolioapp.widgets.quality_panel import paint_severity
from scolioapp.widgets.theme import space, tokens

_SIGN = space(2)


class _FoundCell(LinesCell):
    """Paints the sign of a severity before the words."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the words as usual, then the sign."""
        super().paint(painter, option, index)
        severity = index.data(SEVERITY_ROLE)
        if severity is None:
            return
        place = QRectF(0, 0, _SIGN, _SIGN)
        place.moveCenter(QRectF(option.rect).center())
        place.moveLeft(option.rect.left() + space(1))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_severity(painter, place, severity, tokens(option.palette).severity(severity))
        painter.restore()

    def room(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QRect:
        """Leave room for the sign."""
        room = super().room(option, index)
        if index.data(SEVERITY_ROLE) is None:
            return room
        return room.adjusted(_SIGN + space(0.25), 0, 0, 0)


class FoundList(QTableView):
    """Rows to read; columns share the width as they are told.

    Args:
        name: What is listed, for whoever cannot see it.
        parent: Owner.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = FoundTable(self)
        self.setAccessibleName(name)
        self.setModel(self.rows)
        self.setItemDelegate(_FoundCell(LINES_ROLE, bold=-1, parent=self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(space(10))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(LinesCell.row_height())
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_rows(self, titles: Sequence[str], rows: Sequence[Row], widths: Sequence[int]) -> None:
        """Show these instead.

        Args:
            titles: Titles of the columns.
            rows: The rows.
            widths: Width of each column but the last, logical px; the last takes the rest.
        """
        self.rows.show_rows(titles, rows)
        header = self.horizontalHeader()
        for column, width in enumerate(widths):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(len(titles) - 1, QHeaderView.ResizeMode.Stretch)
