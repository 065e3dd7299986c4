"""The runs as a table. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from scolioapp.viewmodels.training import TrainingModel
from scolioapp.viewmodels.training_runs import Run
from scolioapp.viewmodels.training_texts import (
    best_words,
    dataset_words,
    network_of,
    started_words,
    state_words,
    step_words,
    time_words,
)

Index = QModelIndex | QPersistentModelIndex

STATE_ROLE = int(Qt.ItemDataRole.UserRole)
"""The state of a run, for its shape."""


class Column(IntEnum):
    """Columns of the table, from the first."""

    NAME = 0
    STATE = 1
    NETWORK = 2
    DATASET = 3
    STEP = 4
    BEST = 5
    STARTED = 6
    DURATION = 7


class RunTable(QAbstractTableModel):
    """What `TrainingModel` knows of the runs, as rows; a selection survives whatever changes.

    Args:
        model: The state; the table follows it.
    """

    def __init__(self, model: TrainingModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._runs: tuple[Run, ...] = model.runs
        model.runs_changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        runs = self._model.runs
        if [run.folder for run in runs] == [run.folder for run in self._runs]:
            self._runs = runs
            if runs:
                last = self.index(len(runs) - 1, len(Column) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._runs = runs
        self.endResetModel()

    def run_at(self, row: int) -> Run:
        """Give the run of a row."""
        return self._runs[row]

    def row_of(self, folder: Path) -> int | None:
        """Give the row of a run, or None."""
        places = (row for row, run in enumerate(self._runs) if run.folder.path == folder)
        return next(places, None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Give the number of runs."""
        return 0 if parent.isValid() else len(self._runs)

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
            Column.NAME: self.tr("Run"),
            Column.STATE: self.tr("State"),
            Column.NETWORK: self.tr("Network"),
            Column.DATASET: self.tr("Dataset"),
            Column.STEP: self.tr("Step"),
            Column.BEST: self.tr("Best look"),
            Column.STARTED: self.tr("Started"),
            Column.DURATION: self.tr("Duration"),
        }
        return titles[Column(section)]

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401 - as above
        """Give what a cell shows."""
        if not index.isValid():
            return None
        run = self._runs[index.row()]
        if role == STATE_ROLE:
            return run.state
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(run, Column(index.column()))
        return None

    def _words(self, run: Run, column: Column) -> str:
        if column is Column.NAME:
            return run.name
        if column is Column.STATE:
            return state_words("stopping" if self._model.stopping(run) else run.state)
        if column is Column.NETWORK:
            return network_of(run)
        if column is Column.DATASET:
            return dataset_words(run)
        if column is Column.STEP:
            return step_words(run)
        if column is Column.BEST:
            return best_words(run.best)
        if column is Column.STARTED:
            return started_words(run)
        return time_words(run.seconds) if run.seconds else ""
