"""Known datasets, and what was found in one, as tables: a few lines in a cell, the first the main one.

Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.viewmodels.dataset_words import (
    classes_line,
    kind_words,
    leak_words,
    level_of,
    number,
    severity_words,
    split_line,
    where_words,
)
from scolioapp.viewmodels.datasets import DatasetsModel
from scolioapp.viewmodels.model_table import LINES_ROLE

if TYPE_CHECKING:
    from engine.datasets.check_report import DatasetReport
    from scolioapp.jobs.dataset_requests import LeftOut, SplitFacts
    from scolioapp.storage.datasets import KnownDataset

Index = QModelIndex | QPersistentModelIndex

DIM_ROLE = LINES_ROLE + 1
"""Whether a row is about something that is not there."""

SEVERITY_ROLE = LINES_ROLE + 2
"""The `Severity` whose sign stands in a cell, or None."""


class Column(IntEnum):
    """Columns of the list of datasets, from the first."""

    DATASET = 0
    KIND = 1
    CLASSES = 2
    SPLIT = 3


class DatasetTable(QAbstractTableModel):
    """What `DatasetsModel` knows, as rows.

    Args:
        model: The state; the table follows it.
    """

    def __init__(self, model: DatasetsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._datasets = model.datasets
        model.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        self.beginResetModel()
        self._datasets = self._model.datasets
        self.endResetModel()

    def dataset_at(self, row: int) -> KnownDataset:
        """Give the dataset of a row."""
        return self._datasets[row]

    def row_of(self, path: Path | None) -> int | None:
        """Give the row of a dataset, or None."""
        return next((i for i, one in enumerate(self._datasets) if one.path == path), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Give the number of datasets."""
        return 0 if parent.isValid() else len(self._datasets)

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
            Column.DATASET: self.tr("Dataset"),
            Column.KIND: self.tr("Origin, form"),
            Column.CLASSES: self.tr("Sequences, by class"),
            Column.SPLIT: self.tr("Split"),
        }
        return titles[Column(section)]

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401 - as above
        """Give what a cell shows."""
        if not index.isValid():
            return None
        dataset = self._datasets[index.row()]
        if role == DIM_ROLE:
            return self._model.missing(dataset.path)
        lines = self._lines(dataset, Column(index.column()))
        return _shown(lines, role)

    def _lines(self, dataset: KnownDataset, column: Column) -> list[str]:
        if column is Column.DATASET:
            return [dataset.name, self._place(dataset)]
        if column is Column.KIND:
            form = self.tr("packed store") if dataset.packed else self.tr("folder")
            return [kind_words(dataset.kind), form]
        if column is Column.CLASSES:
            people = self._people(dataset)
            count = self.tr("{count} sequences").format(count=number(dataset.sequences))
            first = f"{count}, {people}" if people else count
            return [first, classes_line(dataset)]
        return [split_line(dataset), self._sides(dataset)]

    def _place(self, dataset: KnownDataset) -> str:
        if self._model.missing(dataset.path):
            return self.tr("Its folder is not there.")
        return str(dataset.path.parent)

    def _people(self, dataset: KnownDataset) -> str:
        report = self._model.facts(dataset.path).report
        if report is None or report.people is None:
            return ""
        return self.tr("{count} people").format(count=number(report.people))

    def _sides(self, dataset: KnownDataset) -> str:
        split = self._model.facts(dataset.path).split
        if dataset.partition is None or split is None:
            return ""
        return self.tr("by person") if split.by_person else self.tr("per sequence")


def _shown(lines: list[str], role: int) -> object:
    """Give what a cell of lines gives for a role."""
    if role == LINES_ROLE:
        return lines
    if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
        return "\n".join(line for line in lines if line)
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return ", ".join(line for line in lines if line)
    return None


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was found: lines for each cell, and its sign."""

    cells: tuple[tuple[str, ...], ...]
    severity: Severity | None = None


class FoundTable(QAbstractTableModel):
    """Rows that do not change, under titles; shown again as a whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles: tuple[str, ...] = ()
        self._rows: tuple[Row, ...] = ()

    def show_rows(self, titles: Sequence[str], rows: Sequence[Row]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._titles, self._rows = tuple(titles), tuple(rows)
        self.endResetModel()

    def words(self, row: int) -> str:
        """Give all words of a row, a line for each cell."""
        cells = self._rows[row].cells
        first = " · ".join(line for line in cells[0] if line)
        rest = (" ".join(line for line in cell if line) for cell in cells[1:])
        return "\n".join((first, *rest))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Give the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Give the number of columns."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:  # noqa: ANN401 - as above
        """Give the title of a column."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._titles[section]

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401 - as above
        """Give what a cell shows."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == SEVERITY_ROLE:
            return row.severity if index.column() == 0 else None
        return _shown(list(row.cells[index.column()]), role)


def finding_rows(report: DatasetReport, severity: str = "") -> list[Row]:
    """Give the findings of a check, worst first; of one severity only, if one is named."""
    return [
        Row(
            (
                (where_words(one), severity_words(one.severity), one.place),
                (render(one.message), render(one.remedy)),
            ),
            level_of(one.severity),
        )
        for one in report.findings
        if severity in ("", one.severity)
    ]


def leak_rows(split: SplitFacts) -> list[Row]:
    """Give what stands on two sides of a split."""
    return [
        Row(((leak_words(leak.kind),), (render(leak.message),)), Severity.CARE)
        for leak in split.leaks
    ]


def left_out_rows(left_out: Sequence[LeftOut]) -> list[Row]:
    """Give what is not in a dataset, and why."""
    return [Row(((one.name,), (render(one.reason),))) for one in left_out]
