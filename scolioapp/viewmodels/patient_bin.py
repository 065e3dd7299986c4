"""The patients in the recycle bin, with the days that are left to them. Must not know QtGui or QtWidgets."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.core.errors import ScolioError
from scolioapp.viewmodels.lines_table import LinesTable
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.words.patient_words import day_title

if TYPE_CHECKING:
    from scolioapp.storage.records.patients import Patient
    from scolioapp.storage.records.record_store import RecordStore


class BinColumn(IntEnum):
    """Columns of the recycle bin, from the left."""

    NUMBER = 0
    NAME = 1
    BIRTH = 2
    DELETED = 3
    LEFT = 4


class PatientBin(LinesTable["Patient"]):
    """Deleted patients, the latest first.

    Args:
        door: The records.
        parent: Owner.

    Signals:
        settled: The list was read.
        failed: A `ScolioError`.
    """

    settled = Signal()
    failed = Signal(object)

    def __init__(self, door: RecordsDoor, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._door = door
        self._today = datetime.date.min
        self._days = 0
        door.locked.connect(self.forget)

    @property
    def days(self) -> int:
        """How many days the recycle bin keeps what was deleted."""
        return self._days

    def refresh(self) -> None:
        """Read the recycle bin."""

        def read(store: RecordStore) -> tuple[list[Patient], int, datetime.date]:
            return store.bin.patients(), store.preferences.read().bin_days, store.today

        self._ask(read)

    def restore(self, patient: Patient, done: Callable[[], None]) -> None:
        """Take a patient out of the recycle bin."""
        self._door.run(
            lambda store: store.bin.restore(patient.id),
            done=lambda _: done(),
            failed=self._fail,
        )

    def forget(self) -> None:
        """Show nothing."""
        self.show_things(())

    def _ask(self, read: Callable[[RecordStore], tuple[list[Patient], int, datetime.date]]) -> None:
        def done(answer: tuple[list[Patient], int, datetime.date]) -> None:
            patients, self._days, self._today = answer
            self.show_things(patients)
            self.settled.emit()

        self._door.run(read, done=done, failed=self._fail)

    def _fail(self, error: ScolioError) -> None:
        if self._door.user is not None:
            self.failed.emit(error)

    def titles(self) -> Sequence[str]:
        """Return the titles of the columns."""
        return (
            self.tr("Number"),
            self.tr("Name"),
            self.tr("Date of birth"),
            self.tr("Deleted on"),
            self.tr("Can be erased"),
        )

    def key(self, thing: Patient) -> str:
        """Return its id."""
        return thing.id

    def lines(self, thing: Patient, column: int) -> Sequence[str]:
        """Return the words of a cell."""
        about = thing.about
        words = {
            BinColumn.NUMBER: about.number,
            BinColumn.NAME: about.name,
            BinColumn.BIRTH: day_title(about.birth_date),
            BinColumn.DELETED: day_title(thing.deleted),
            BinColumn.LEFT: self._left(thing),
        }
        return (words[BinColumn(column)],)

    def _left(self, patient: Patient) -> str:
        try:
            deleted = datetime.date.fromisoformat(patient.deleted[:10])
        except ValueError:
            return ""
        days = (deleted - self._today).days + self._days
        if days <= 0:
            return self.tr("from now on")
        if days == 1:
            return self.tr("in 1 day")
        return self.tr("in {days} days").format(days=days)
