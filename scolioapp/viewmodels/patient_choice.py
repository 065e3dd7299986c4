"""A patient to be chosen: found as it is typed, those of today first, or added. Must not know widgets."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from engine.core.errors import ScolioError
from scolioapp.viewmodels.lines_table import LinesTable
from scolioapp.viewmodels.records_door import RecordsDoor

if TYPE_CHECKING:
    from scolioapp.storage.records.patients import Patient
    from scolioapp.storage.records.record_store import RecordStore

SHOWN = 50
"""How many patients a search shows; further words find the others."""


class Column(IntEnum):
    """Columns of the patients, from the left."""

    NUMBER = 0
    NAME = 1
    CLASS = 2
    SEEN = 3


class PatientTable(LinesTable["Patient"]):
    """Patients to choose from."""

    def titles(self) -> Sequence[str]:
        """Return the titles of the columns."""
        return (self.tr("Number"), self.tr("Name"), self.tr("Class"), self.tr("Last visit"))

    def key(self, thing: Patient) -> str:
        """Return the id of a patient."""
        return thing.id

    def lines(self, thing: Patient, column: int) -> Sequence[str]:
        """Return the words of a cell."""
        about = thing.about
        return ((about.number, about.name, about.class_name, self._seen(thing))[column],)

    def _seen(self, patient: Patient) -> str:
        today = datetime.date.today().isoformat()
        return self.tr("today") if patient.last_visit == today else patient.last_visit


class PatientChoice(QObject):
    """The patients that fit what was typed, and the one that is chosen.

    Args:
        door: The records.
        parent: Owner.

    Attributes:
        table: The patients that are shown.
        chosen: Who is chosen, or None.

    Signals:
        found: What is shown is up to date with what was typed.
        changed: Another patient is chosen, or none.
        failed: A `ScolioError`.
        locked: The records were locked; nothing is shown any more.
    """

    found = Signal()
    changed = Signal()
    failed = Signal(object)
    locked = Signal()

    def __init__(self, door: RecordsDoor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._typed = ""
        self.table = PatientTable((), self)
        self.chosen: Patient | None = None
        door.locked.connect(self._forget)

    def look_for(self, typed: str) -> None:
        """Find patients by words in number, name or class; "": those of today, then all."""
        self._typed = typed

        def work(store: RecordStore) -> list[Patient]:
            found = store.patients.search(typed, limit=SHOWN)
            if typed.strip():
                return found
            first = _of_today(store)
            known = {each.id for each in first}
            return [*first, *(each for each in found if each.id not in known)]

        self._run(work, lambda patients: self._show(typed, patients))

    def choose(self, patient: Patient | None) -> None:
        """Choose a patient; None: nobody."""
        before = None if self.chosen is None else self.chosen.id
        self.chosen = patient
        if (None if patient is None else patient.id) != before:
            self.changed.emit()

    def choose_by(self, find: Callable[[RecordStore], Patient | None]) -> None:
        """Choose the patient that something finds, unless somebody was chosen meanwhile."""

        def take(patient: Patient | None) -> None:
            if patient is None or self.chosen is not None:
                return
            others = [each for each in self.table.things if each.id != patient.id]
            self.table.show_things([patient, *others])
            self.choose(patient)
            self.found.emit()

        self._run(find, take)

    def add(self, number: str, name: str) -> None:
        """Add a patient, who is then chosen."""
        from scolioapp.storage.records.patients import PatientFields

        about = PatientFields(number.strip(), name.strip())

        def take(patient: Patient) -> None:
            self.table.show_things([patient, *self.table.things])
            self.choose(patient)
            self.found.emit()

        self._run(lambda store: store.patients.add(about), take)

    def _run(self, work: Callable[[RecordStore], Any], done: Callable[[Any], None]) -> None:
        """Ask the records; an answer that comes after the dialog has gone is dropped."""

        def take(answer: object) -> None:
            if isValid(self):
                done(answer)

        def refuse(error: ScolioError) -> None:
            if isValid(self):
                self.failed.emit(error)

        self._door.run(work, done=take, failed=refuse)

    def _show(self, typed: str, patients: Sequence[Patient]) -> None:
        if typed != self._typed:
            return
        chosen = self.chosen
        if chosen is not None and not typed.strip():
            # Whoever was suggested stays in sight.
            patients = [chosen, *(each for each in patients if each.id != chosen.id)]
        self.table.show_things(patients)
        self.found.emit()

    def _forget(self) -> None:
        self.table.show_things(())
        self.choose(None)
        self.locked.emit()


def _of_today(store: RecordStore) -> list[Patient]:
    from dataclasses import replace

    today = datetime.date.today().isoformat()
    return [replace(each, last_visit=today) for each in store.listing.patients_of(today)]
