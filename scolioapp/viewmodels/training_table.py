"""The runs as a table. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import QObject

from scolioapp.storage.training_runs import Run
from scolioapp.viewmodels.lines_table import LINES_ROLE, LinesTable
from scolioapp.viewmodels.training import TrainingModel
from scolioapp.words.run_words import (
    best_words,
    dataset_words,
    folds_words,
    network_of,
    started_words,
    state_words,
    step_words,
    time_words,
)

STATE_ROLE = LINES_ROLE + 1
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


class RunTable(LinesTable[Run]):
    """What `TrainingModel` knows of the runs, as rows; a selection survives whatever changes."""

    def __init__(self, model: TrainingModel, parent: QObject | None = None) -> None:
        super().__init__(model.runs, parent)
        self._model = model
        model.runs_changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        runs = self._model.runs
        if [run.folder for run in runs] == [run.folder for run in self.things]:
            self.renew_things(runs)
        else:
            self.show_things(runs)

    def key(self, thing: Run) -> Path:
        """Return its folder."""
        return thing.folder.path

    def titles(self) -> Sequence[str]:
        """Return the titles of the columns."""
        return (
            self.tr("Run"),
            self.tr("State"),
            self.tr("Network"),
            self.tr("Dataset"),
            self.tr("Step"),
            self.tr("Best validation"),
            self.tr("Started"),
            self.tr("Duration"),
        )

    def special(self, thing: Run, column: int, role: int) -> object:
        """Return the state of a run, for its shape."""
        return thing.state if role == STATE_ROLE else None

    def lines(self, thing: Run, column: int) -> Sequence[str]:
        """Return the words of a cell."""
        return (self._words(thing, column),)

    def _words(self, run: Run, column: int) -> str:
        if column == Column.NAME:
            return f"{run.name} · {folds_words(run)}" if run.folds else run.name
        if column == Column.STATE:
            return state_words("stopping" if self._model.stopping(run) else run.state)
        if column == Column.NETWORK:
            return network_of(run)
        if column == Column.DATASET:
            return dataset_words(run)
        if column == Column.STEP:
            return step_words(run)
        if column == Column.BEST:
            return best_words(run.best)
        if column == Column.STARTED:
            return started_words(run)
        return time_words(run.seconds) if run.seconds else ""
