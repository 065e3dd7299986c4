"""The children of a worklist on their way into a screening day. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.core.errors import ScolioError
from engine.core.progress import Cancel, Progress
from engine.core.text import Text, text
from engine.export.peers import DicomPeer
from engine.roster.entries import Child
from engine.roster.reading import Fault, Roster
from scolioapp.jobs.worker import TaskSlot, Worker
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.viewmodels.roster_patients import RosterPatients

if TYPE_CHECKING:
    from engine.export.dicom.worklist import Asked, Worklist
    from scolioapp.storage.records.record_store import RecordStore
    from scolioapp.storage.records.rosters import Taken


class WorklistForm(RosterPatients):
    """A worklist beside the patients; each child once, with everything that is asked for.

    Args:
        worker: Asks the worklist.
        door: The records.
        parent: Owner.

    Attributes:
        slot: The question that is under way.
        told: What is wrong with rows that cannot be used; each names its row itself.

    Signals:
        answered: The worklist has children; `roster` follows as soon as the records have answered.
        refused: A `ScolioError`: there was no answer, or nobody is in it.
    """

    answered = Signal()
    refused = Signal(object)
    from_file = False

    def __init__(self, worker: Worker, door: RecordsDoor, parent: QObject | None = None) -> None:
        super().__init__(worker, door, parent)
        self.slot = TaskSlot(worker, self)
        self.told: tuple[Text, ...] = ()
        self._orders: tuple[Asked, ...] = ()

    def forget(self) -> None:
        """Know nothing of the worklist any more."""
        self.slot.cancel()
        self.told, self._orders = (), ()
        super().forget()

    def ask(self, peer: DicomPeer, day: date, station: str = "") -> None:
        """Ask a worklist whom it wants examined on a day."""
        from scolioapp.jobs.peer_trial import ask_worklist

        user = self._door.user

        def work(_progress: Progress, cancel: Cancel) -> Worklist:
            return ask_worklist(peer, day, station, cancel)

        def done(worklist: Worklist) -> None:
            if self._door.user is user:
                self._take_worklist(worklist)

        def failed(error: ScolioError) -> None:
            if self._door.user is user:
                self.refused.emit(error)

        self.slot.run(work, done=done, failed=failed, cancelled=lambda: None)

    def _take_worklist(self, worklist: Worklist) -> None:
        if not worklist.asked and not worklist.faulty:
            self.refused.emit(
                ScolioError(
                    text("Nobody is in the worklist for this day."),
                    text(
                        "Choose another day, or ask the hospital whether the children are planned."
                    ),
                )
            )
            return
        self.told, self._orders = worklist.faulty, worklist.asked
        children: dict[str, Child] = {}
        for each in worklist.asked:
            children.setdefault(each.child.number, each.child)
        faults = [Fault(_row_of(each), each) for each in worklist.faulty]
        if worklist.more:
            said = text(
                "The worklist has more rows than are read at once; the others are missing here."
            )
            self.told = (*self.told, said)
            faults.append(Fault(len(worklist.asked) + len(worklist.faulty) + 1, said))
        rows = {number: place for place, number in enumerate(children, 1)}
        self._take(Roster(tuple(children.values()), tuple(faults), rows))
        self.answered.emit()

    def enter(
        self,
        *,
        done: Callable[[tuple[Child, ...], Taken], None],
        failed: Callable[[ScolioError], None],
    ) -> None:
        """Make patients of the children and keep what is asked for; see `RosterPatients.enter`."""
        if self.roster is None:
            return
        children, update, said = self.roster.children, self.update, self.said
        taken_in = {child.number for child in children}
        orders = [
            (each.child.number, each.day.isoformat(), each.order)
            for each in self._orders
            if each.child.number in taken_in
        ]

        def work(store: RecordStore) -> Taken:
            taken = store.rosters.take(children, update=update, consents=said)
            store.orders.take(orders)
            return taken

        self._door.run(work, done=lambda taken: done(children, taken), failed=failed)


def _row_of(fault: Text) -> int:
    """Return the place of a row in the answer, as what is wrong with it says."""
    number = fault.params.get("number")
    return number if isinstance(number, int) else 0
