"""The kept evaluations as a table: a few lines in a cell, the first of them the main one.

Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import QObject

from engine.core.text import by_number
from scolioapp.i18n import listed, render
from scolioapp.storage.evaluations import KeptEvaluation
from scolioapp.viewmodels.evaluation import EvaluationModel
from scolioapp.viewmodels.lines_table import LinesTable
from scolioapp.words.evaluation_page_words import date_words, set_name, test_name


class Column(IntEnum):
    """Columns of the table, from the first."""

    MODEL = 0
    DATA = 1
    FIGURES = 2


class EvaluationTable(LinesTable[KeptEvaluation]):
    """What `EvaluationModel` keeps, as rows."""

    def __init__(self, model: EvaluationModel, parent: QObject | None = None) -> None:
        super().__init__(model.kept, parent)
        model.kept_changed.connect(lambda: self.show_things(model.kept))

    def key(self, thing: KeptEvaluation) -> Path:
        """Return its folder."""
        return thing.folder

    def titles(self) -> Sequence[str]:
        """Return the titles of the columns."""
        return (self.tr("Model, day"), self.tr("Dataset"), self.tr("Figures (95 % interval)"))

    def lines(self, thing: KeptEvaluation, column: int) -> Sequence[str]:
        """Return the lines of a cell."""
        report = thing.report
        if report is None:
            return self._broken(thing, column)
        if column == Column.MODEL:
            lines = [report.model.name, date_words(thing)]
            if report.details is not None and report.details.comparison is not None:
                words = self.tr("compared with {name}")
                lines.append(words.format(name=report.details.comparison.other.name))
            return lines
        if column == Column.DATA:
            words = by_number(report.people, self.tr("one person"), self.tr("{count} people"))
            if report.data.simulated:
                one, more = self.tr("one simulated person"), self.tr("{count} simulated people")
                words = by_number(report.people, one, more)
            people = words.format(count=report.people)
            return [set_name(thing), listed((people, test_name(report)))]
        return self._figures(thing)

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

    def _broken(self, kept: KeptEvaluation, column: int) -> list[str]:
        if column == Column.MODEL:
            return [kept.folder.name, date_words(kept)]
        if column == Column.DATA:
            problem = "" if kept.problem is None else render(kept.problem)
            return [self.tr("cannot be read"), problem]
        return []
