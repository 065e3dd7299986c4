"""How every table of the window is set up: rows chosen whole, a quiet grid, no cell that is edited."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView


def set_up_rows(
    table: QTableView,
    model: QAbstractItemModel,
    name: str,
    *,
    row_height: int,
    several: bool = False,
) -> None:
    """Set up a table of rows; delegates and the widths of columns are the page's own.

    Args:
        table: The table.
        model: What it shows.
        name: Its accessible name.
        row_height: Height of a row, logical px.
        several: Whether several rows can be chosen.
    """
    mode = QAbstractItemView.SelectionMode
    table.setAccessibleName(name)
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(row_height)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
