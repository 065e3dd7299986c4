"""Known datasets, and what was found in one, as tables: a few lines in a cell, the first the main one.

Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from engine.core.findings import Severity
from engine.core.text import by_number
from scolioapp.i18n import listed, render
from scolioapp.viewmodels.datasets import DatasetsModel
from scolioapp.viewmodels.lines_table import LINES_ROLE, LinesTable
from scolioapp.words.dataset_words import (
    classes_line,
    kind_words,
    leak_words,
    level_of,
    number,
    severity_words,
    split_line,
    where_words,
)

if TYPE_CHECKING:
    from engine.datasets.check_report import DatasetReport
    from scolioapp.storage.dataset_requests import LeftOut, SplitFacts
    from scolioapp.storage.known_datasets import KnownDataset

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


class DatasetTable(LinesTable["KnownDataset"]):
    """What `DatasetsModel` knows, as rows."""

    def __init__(self, model: DatasetsModel, parent: QObject | None = None) -> None:
        super().__init__(model.datasets, parent)
        self._model = model
        model.changed.connect(lambda: self.show_things(model.datasets))

    def key(self, thing: KnownDataset) -> Path:
        """Return its folder."""
        return thing.path

    def titles(self) -> Sequence[str]:
        """Return the titles of the columns."""
        return (
            self.tr("Dataset"),
            self.tr("Origin, form"),
            self.tr("Sequences, by class"),
            self.tr("Split"),
        )

    def special(self, thing: KnownDataset, column: int, role: int) -> object:
        """Say of a row whether it is about something that is not there."""
        return self._model.missing(thing.path) if role == DIM_ROLE else None

    def lines(self, thing: KnownDataset, column: int) -> Sequence[str]:
        """Return the lines of a cell."""
        if column == Column.DATASET:
            return [thing.name, self._place(thing)]
        if column == Column.KIND:
            form = self.tr("packed store") if thing.packed else self.tr("folder")
            return [kind_words(thing.kind), form]
        if column == Column.CLASSES:
            people = self._people(thing)
            words = by_number(
                thing.sequences, self.tr("one sequence"), self.tr("{count} sequences")
            )
            count = words.format(count=number(thing.sequences))
            return [listed((count, people)), classes_line(thing)]
        return [split_line(thing), self._sides(thing)]

    def _place(self, dataset: KnownDataset) -> str:
        if self._model.missing(dataset.path):
            return self.tr("Its folder is missing.")
        return str(dataset.path.parent)

    def _people(self, dataset: KnownDataset) -> str:
        report = self._model.facts(dataset.path).report
        if report is None or report.people is None:
            return ""
        words = by_number(report.people, self.tr("one person"), self.tr("{count} people"))
        return words.format(count=number(report.people))

    def _sides(self, dataset: KnownDataset) -> str:
        split = self._model.facts(dataset.path).split
        if dataset.partition is None or split is None:
            return ""
        return self.tr("by person") if split.by_person else self.tr("by sequence")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was found: lines for each cell, and its sign."""

    cells: tuple[tuple[str, ...], ...]
    severity: Severity | None = None


class FoundTable(LinesTable[Row]):
    """Rows that do not change, under titles; shown again as a whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._titles: tuple[str, ...] = ()

    def show_rows(self, titles: Sequence[str], rows: Sequence[Row]) -> None:
        """Show these instead."""
        self._titles = tuple(titles)
        self.show_things(rows)

    def words(self, row: int) -> str:
        """Return all words of a row, a line for each cell."""
        cells = self.thing_at(row).cells
        first = " · ".join(line for line in cells[0] if line)
        rest = (" ".join(line for line in cell if line) for cell in cells[1:])
        return "\n".join((first, *rest))

    def titles(self) -> Sequence[str]:
        """Return the titles of the columns."""
        return self._titles

    def special(self, thing: Row, column: int, role: int) -> object:
        """Return the sign of a row, which stands in its first cell."""
        return thing.severity if role == SEVERITY_ROLE and column == 0 else None

    def lines(self, thing: Row, column: int) -> Sequence[str]:
        """Return the lines of a cell."""
        return thing.cells[column]


def finding_rows(report: DatasetReport, severity: str = "") -> list[Row]:
    """Return the findings of a check, worst first; of one severity only, if one is named."""
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
    """Return what stands on two sides of a split."""
    return [
        Row(((leak_words(leak.kind),), (render(leak.message),)), Severity.CARE)
        for leak in split.leaks
    ]


def left_out_rows(left_out: Sequence[LeftOut]) -> list[Row]:
    """Return what is not in a dataset, and why."""
    return [Row(((one.name,), (render(one.reason),))) for one in left_out]
