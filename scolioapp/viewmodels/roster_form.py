"""The state of reading a roster: the file, which column holds what, the order of dates, what came of it.

Files are read off the interface's thread. Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.core.errors import RosterError, ScolioError
from engine.roster.columns import Column
from engine.roster.dates import DateOrder
from engine.roster.reading import Proposal, Roster, children_of, placed, propose
from engine.roster.sheets import read_sheet
from scolioapp.jobs.worker import Worker


class RosterForm(QObject):
    """A list of children on its way from a file.

    Args:
        worker: Reads the file.

    Attributes:
        path: The file, or None.
        proposal: How it is understood, or None.
        order: The order of day and month that the person chose, or None.
        roster: Its children and faults, or None while something is missing.
        problem: What is missing, or why it cannot be read; or None.

    Signals:
        read: The file was read, or could not be.
        changed: `roster` and `problem` have changed.
    """

    read = Signal()
    changed = Signal()
    in_records = False
    """Whether the children become patients of protected records."""
    from_file = True
    """Whether a person can say what the columns hold, and put rows right in the file."""

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self.path: Path | None = None
        self.proposal: Proposal | None = None
        self.order: DateOrder | None = None
        self.roster: Roster | None = None
        self.problem: ScolioError | None = None

    def choose(self, path: Path) -> None:
        """Read a file; `read` tells when it is done."""
        self.path, self.order = path, None

        def done(proposal: Proposal) -> None:
            self.proposal = proposal
            self._make()
            self.read.emit()

        def failed(error: Exception) -> None:
            self.proposal = self.roster = None
            self.problem = error if isinstance(error, RosterError) else None
            self.changed.emit()
            self.read.emit()

        self._worker.run(lambda: propose(read_sheet(path)), done=done, failed=failed, series=self)

    def place(self, column: Column, place: int | None) -> None:
        """Say which column of the file holds something, from 0; None: none does."""
        if self.proposal is None:
            return
        places: Mapping[Column, int] = {
            each: where
            for each, where in self.proposal.places.items()
            if each is not column and where != place
        }
        if place is not None:
            places = {**places, column: place}
        self.proposal = placed(self.proposal, places)
        self._make()

    def set_order(self, order: DateOrder | None) -> None:
        """Say in which order day and month stand."""
        self.order = order
        self._make()

    def _make(self) -> None:
        self.roster, self.problem = None, None
        if self.proposal is not None:
            try:
                self._take(children_of(self.proposal, self.order))
            except RosterError as error:
                self.problem = error
        self.changed.emit()

    def _take(self, roster: Roster) -> None:
        """Take what the file says."""
        self.roster = roster
