"""A list of children on its way from a file into the patients of the protected records.

What the records say about each number is asked for as soon as the file is understood, so that every row that
cannot be taken is named before anything is written. Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from engine.core.errors import ScolioError
from engine.roster.entries import Child, Consent
from engine.roster.reading import Roster
from scolioapp.jobs.worker import Worker
from scolioapp.storage.open_day import ConsentSaid
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.viewmodels.roster_form import RosterForm

if TYPE_CHECKING:
    from scolioapp.storage.records.rosters import Comparison, Taken


class RosterPatients(RosterForm):
    """A file beside the patients.

    Args:
        worker: Reads the file.
        door: The records.
        parent: Owner.

    Attributes:
        comparison: What the records say about the children, or None before it is known.
        update: Whether birth, sex and class of the file count where the records say otherwise.
        said: Who says what the file says about consent, for what and until when; None: it is not noted.
    """

    in_records = True

    def __init__(self, worker: Worker, door: RecordsDoor, parent: QObject | None = None) -> None:
        super().__init__(worker, parent)
        self._door = door
        self._asked = 0
        self.comparison: Comparison | None = None
        self.update = True
        self.said: ConsentSaid | None = None
        door.locked.connect(self.forget)

    def forget(self) -> None:
        """Know nothing of the file any more."""
        self._asked += 1
        self.path = self.proposal = self.roster = self.problem = self.comparison = None
        self.said = None
        self.changed.emit()

    @property
    def answers(self) -> int:
        """How many children of the file come with an answer about consent."""
        children = () if self.roster is None else self.roster.children
        return sum(child.consent is not Consent.UNKNOWN for child in children)

    def _take(self, roster: Roster) -> None:
        """Ask the records about the children; until they have answered there is no roster."""
        self._asked += 1
        self.comparison, asked = None, self._asked

        def done(comparison: Comparison) -> None:
            if asked == self._asked:
                self.comparison = comparison
                self.roster = roster.without(comparison.conflicts)
                self.changed.emit()

        def failed(error: ScolioError) -> None:
            if asked == self._asked:
                self.problem = error
                self.changed.emit()

        self._door.run(
            lambda store: store.rosters.compare(roster.children), done=done, failed=failed
        )

    def enter(
        self,
        *,
        done: Callable[[tuple[Child, ...], Taken], None],
        failed: Callable[[ScolioError], None],
    ) -> None:
        """Make patients of the children, all or none; nothing is done before the records have answered.

        Args:
            done: Takes the children and what came of it.
            failed: Takes why it could not be done.
        """
        if self.roster is None:
            return
        children, update, said = self.roster.children, self.update, self.said
        self._door.run(
            lambda store: store.rosters.take(children, update=update, consents=said),
            done=lambda taken: done(children, taken),
            failed=failed,
        )
