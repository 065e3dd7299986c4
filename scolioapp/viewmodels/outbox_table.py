"""What was sent and what waits, as a table. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from engine.export.peers import CONTENT_TITLES
from scolioapp.i18n import render
from scolioapp.storage.records.outbox_rows import OPEN, ItemState, OutboxItem
from scolioapp.viewmodels.lines_table import LinesTable
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.words import sending_words

if TYPE_CHECKING:
    from scolioapp.storage.records.record_store import RecordStore


class Column(IntEnum):
    """Columns of the list, from the left."""

    PATIENT = 0
    CONTENT = 1
    PEER = 2
    STATE = 3
    SAID = 4


class OutboxTable(LinesTable[OutboxItem]):
    """The items of the outbox by the patient's number, those asked for last first.

    Args:
        door: The records.

    Signals:
        failed: A `ScolioError`; nothing was changed.
        asked: Something is to be sent again, or not any more.
    """

    failed = Signal(object)
    asked = Signal()

    def __init__(self, door: RecordsDoor, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._door = door
        self._reading = self._again = False
        door.locked.connect(self._forget)

    def refresh(self) -> None:
        """Read the list again; calls while it is being read lead to one more reading."""
        if self._reading:
            self._again = True
            return
        self._reading, self._again = True, False
        self._door.run(lambda store: store.outbox.all(), done=self._show, failed=self._fail)

    def _show(self, items: Sequence[OutboxItem]) -> None:
        self._reading = False
        if [each.id for each in items] == [each.id for each in self.things]:
            self.renew_things(items)
        else:
            self.show_things(items)
        if self._again:
            self.refresh()

    def _fail(self, error: object) -> None:
        self._reading = False
        self.failed.emit(error)

    def _forget(self) -> None:
        self._reading = self._again = False
        self.show_things(())

    def try_again(self, items: Iterable[OutboxItem]) -> None:
        """Have items tried at once."""
        wanted = [each.id for each in items if may_try(each)]
        self._do(lambda store: [store.outbox.again(each) for each in wanted])

    def give_up(self, items: Iterable[OutboxItem]) -> None:
        """Have items not sent any more."""
        wanted = [each.id for each in items if may_give_up(each)]
        self._do(lambda store: [store.outbox.give_up(each) for each in wanted])

    def _do(self, work: Callable[[RecordStore], Any]) -> None:
        def done(_answer: object) -> None:
            self.asked.emit()
            self.refresh()

        self._door.run(work, done=done, failed=self.failed.emit)

    # The table

    def titles(self) -> Sequence[str]:
        """Return the titles of the columns."""
        return (
            self.tr("Patient"),
            self.tr("What"),
            self.tr("Where"),
            self.tr("State"),
            self.tr("What came of it"),
        )

    def key(self, thing: OutboxItem) -> str:
        """Return the item's identifier."""
        return thing.id

    def lines(self, thing: OutboxItem, column: int) -> Sequence[str]:
        """Return the words of a cell."""
        if column == Column.PATIENT:
            return (thing.number,)
        if column == Column.CONTENT:
            version = self.tr("version {number}").format(number=thing.version)
            return render(CONTENT_TITLES[thing.content]), version
        if column == Column.PEER:
            return (thing.peer_name,)
        if column == Column.STATE:
            state = sending_words.state_words(thing.state)
            return state, sending_words.when_words(thing), sending_words.tries_words(thing)
        return ("" if thing.said is None else render(thing.said),)


def may_try(item: OutboxItem) -> bool:
    """Tell whether an item can be tried at once."""
    return item.state in (ItemState.WAITING, ItemState.REFUSED, ItemState.GIVEN_UP)


def may_give_up(item: OutboxItem) -> bool:
    """Tell whether an item can be given up."""
    return item.state in (*OPEN, ItemState.REFUSED)
