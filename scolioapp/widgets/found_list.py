"""A list of things that were found: a sign with words, then a few lines in each cell.

Must not know what was found.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QWidget

from engine.core.findings import Severity
from scolioapp.painting.layouts import in_column
from scolioapp.painting.theme import space, tokens
from scolioapp.viewmodels.dataset_table import SEVERITY_ROLE, FoundTable, Row
from scolioapp.viewmodels.lines_table import LINES_ROLE, Index
from scolioapp.widgets.page import paragraph
from scolioapp.widgets.quality_panel import paint_severity
from scolioapp.widgets.row_table import LinesCell, RowTable

_SIGN = space(2)


class _FoundCell(LinesCell):
    """Paints the sign of a severity before the words."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the words as usual, then the sign."""
        super().paint(painter, option, index)
        # Qt hands a StrEnum over as a plain str.
        said = index.data(SEVERITY_ROLE)
        if said is None:
            return
        severity = Severity(said)
        place = QRectF(0, 0, _SIGN, _SIGN)
        place.moveCenter(QRectF(option.rect).center())
        place.moveLeft(option.rect.left() + space(1))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_severity(painter, place, severity, tokens(option.palette).severity(severity))
        painter.restore()

    def room(self, option: QStyleOptionViewItem, index: Index) -> QRect:
        """Leave room for the sign."""
        room = super().room(option, index)
        if index.data(SEVERITY_ROLE) is None:
            return room
        return room.adjusted(_SIGN + space(0.25), 0, 0, 0)


class FoundList(QWidget):
    """Rows to read; the one that is selected is written out below, whole."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = FoundTable(self)
        self.table = RowTable(self.rows, name, row_height=LinesCell.row_height(), parent=self)
        self.whole = paragraph("", self)
        self.whole.setTextFormat(Qt.TextFormat.PlainText)
        self.whole.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.whole.hide()
        self._build_table()
        in_column((self.table, 1), self.whole, gap=1, margins=0, parent=self)
        self.table.selectionModel().selectionChanged.connect(self._show_whole)
        self.rows.modelReset.connect(self._show_whole)

    def _build_table(self) -> None:
        table = self.table
        table.setItemDelegate(_FoundCell(LINES_ROLE, bold=-1, parent=table))
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setMinimumHeight(space(8))

    def show_rows(self, titles: Sequence[str], rows: Sequence[Row], widths: Sequence[int]) -> None:
        """Show these instead.

        Args:
            titles: Titles of the columns.
            rows: The rows.
            widths: Width of each column but the last, logical px; the last takes the rest.
        """
        self.rows.show_rows(titles, rows)
        header = self.table.horizontalHeader()
        for column, width in enumerate(widths):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.table.setColumnWidth(column, width)
        header.setSectionResizeMode(len(titles) - 1, QHeaderView.ResizeMode.Stretch)

    def _show_whole(self, *_changes: object) -> None:
        rows = self.table.selectionModel().selectedRows()
        words = self.rows.words(rows[0].row()) if rows else ""
        self.whole.setText(words)
        self.whole.setVisible(bool(words))
