"""The installed models as a table: a few lines in a cell, the first of them the main one.

Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from scolioapp.i18n import render
from scolioapp.viewmodels.model_manager import ModelManager
from scolioapp.viewmodels.models import (
    HASH_SHOWN,
    inputs_words,
    main_figures,
    main_hash,
    network_words,
    origin_words,
    size_words,
    status_words,
)

if TYPE_CHECKING:
    from scolioapp.jobs.model_library import InstalledModel

Index = QModelIndex | QPersistentModelIndex

LINES_ROLE = int(Qt.ItemDataRole.UserRole)
"""The lines of a cell, a list of str."""


class Column(IntEnum):
    """Columns of the table, from the first."""

    MODEL = 0
    NETWORK = 1
    STATUS = 2
    FIGURES = 3
    FILES = 4


class ModelTable(QAbstractTableModel):
    """What `ModelManager` knows, as rows.

    Args:
        manager: The state; the table follows it.
    """

    def __init__(self, manager: ModelManager, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._models = manager.models
        manager.models_changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        self.beginResetModel()
        self._models = self._manager.models
        self.endResetModel()

    def model_at(self, row: int) -> InstalledModel:
        """Give the model of a row."""
        return self._models[row]

    def row_of(self, name: str) -> int | None:
        """Give the row of a model, or None."""
        return next((i for i, model in enumerate(self._models) if model.name == name), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Give the number of models."""
        return 0 if parent.isValid() else len(self._models)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Give the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:  # noqa: ANN401 - Qt asks for whatever goes with the role
        """Give the title of a column."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = {
            Column.MODEL: self.tr("Model"),
            Column.NETWORK: self.tr("Network, inputs"),
            Column.STATUS: self.tr("Status, origin"),
            Column.FIGURES: self.tr("Figures (95 % interval)"),
            Column.FILES: self.tr("Size, hash"),
        }
        return titles[Column(section)]

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401 - as above
        """Give what a cell shows."""
        if not index.isValid():
            return None
        lines = self._lines(self._models[index.row()], Column(index.column()))
        if role == LINES_ROLE:
            return lines
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return "\n".join(lines)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(lines)
        return None

    def _lines(self, model: InstalledModel, column: Column) -> list[str]:
        if column is Column.MODEL:
            return self._names(model)
        card = model.card
        if card is None:
            return self._broken_lines(model, column)
        if column is Column.NETWORK:
            return [network_words(card.kind), inputs_words(card.inputs)]
        if column is Column.STATUS:
            return self._worth(model, card.status)
        if column is Column.FIGURES:
            return main_figures(card)
        return [size_words(model.size), main_hash(card)[:HASH_SHOWN]]

    def _names(self, model: InstalledModel) -> list[str]:
        second = model.card.version if model.card is not None else ""
        judges = model.problem is None and model.name == self._manager.default
        if judges:
            default = self.tr("default")
            second = f"{second} · {default}" if second else default
        return [model.name, second]

    def _worth(self, model: InstalledModel, status: str) -> list[str]:
        if model.problem is not None:
            return [self.tr("cannot be used"), render(model.problem)]
        return [status_words(status), origin_words(model)]

    def _broken_lines(self, model: InstalledModel, column: Column) -> list[str]:
        if column is Column.STATUS:
            return self._worth(model, "")
        if column is Column.FILES:
            return [size_words(model.size)]
        return []
