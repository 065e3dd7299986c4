"""The kept evaluations as a table: a few lines in a cell, the first of them the main one.

Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from scolioapp.i18n import render
from scolioapp.jobs.evaluation_store import KeptEvaluation
from scolioapp.viewmodels.evaluation import EvaluationModel
from scolioapp.viewmodels.evaluation_words import date_words, set_name, test_name

Index = QModelIndex | QPersistentModelIndex

LINES_ROLE = int(Qt.ItemDataRole.UserRole)
"""The lines of a cell, a list of str."""


class Column(IntEnum):
    """Columns of the table, from the first."""

    MODEL = 0
    DATA = 1
    FIGURES = 2


class EvaluationTable(QAbstractTableModel):
    """What `EvaluationModel` keeps, as rows.

    Args:
        model: The state; the table follows it.
    """

    def __init__(self, model: EvaluationModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._kept = model.kept
        model.kept_changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        self.beginResetModel()
        self._kept = self._model.kept
        self.endResetModel()

    def kept_at(self, row: int) -> KeptEvaluation:
        """Give the evaluation of a row."""
        return self._kept[row]

    def row_of(self, kept: KeptEvaluation | None) -> int | None:
        """Give the row of an evaluation, or None."""
        if kept is None:
            return None
        found = (row for row, one in enumerate(self._kept) if one.folder == kept.folder)
        return next(found, None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Give the number of evaluations."""
        return 0 if parent.isValid() else len(self._kept)

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
            Column.MODEL: self.tr("Model, day"),
            Column.DATA: self.tr("Dataset, people"),
            Column.FIGURES: self.tr("Figures (95 % interval)"),
        }
        return titles[Column(section)]

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401 - as above
        """Give what a cell shows."""
        if not index.isValid():
            return None
        lines = self._lines(self._kept[index.row()], Column(index.column()))
        if role == LINES_ROLE:
            return lines
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return "\n".join(lines)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(lines)
        return None

    def _lines(self, kept: KeptEvaluation, column: Column) -> list[str]:
        report = kept.report
        if report is None:
            return self._broken(kept, column)
        if column is Column.MODEL:
            lines = [report.model.name, date_words(kept)]
            if report.details is not None and report.details.comparison is not None:
                words = self.tr("compared with {name}")
                lines.append(words.format(name=report.details.comparison.other.name))
            return lines
        if column is Column.DATA:
            people = self.tr("{count} people").format(count=report.people)
            if report.data.simulated:
                people = self.tr("{count} simulated people").format(count=report.people)
            return [set_name(kept), f"{people}, {test_name(report)}"]
        return self._figures(kept)

    def _figures(self, kept: KeptEvaluation) -> list[str]:
        from engine.report.evaluation_words import figure_words

        if kept.report is None:
            return []
        names = {"accuracy": self.tr("Accuracy {figure}"), "f1": self.tr("Macro F1 {figure}")}
        metrics = kept.report.metrics
        return [
            words.format(figure=render(figure_words(name, metrics[name])))
            for name, words in names.items()
            if name in metrics
        ]

    def _broken(self, kept: KeptEvaluation, column: Column) -> list[str]:
        if column is Column.MODEL:
            return [kept.folder.name, date_words(kept)]
        if column is Column.DATA:
            problem = "" if kept.problem is None else render(kept.problem)
            return [self.tr("cannot be read"), problem]
        return []
