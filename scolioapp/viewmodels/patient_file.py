"""Everything about the one patient who is open, and what is done with it. Must not know QtGui."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from engine.core.errors import ScolioError
from scolioapp.viewmodels.records_door import RecordsDoor

if TYPE_CHECKING:
    from scolioapp.storage.records.judgements import KeptJudgement
    from scolioapp.storage.records.patient_merging import Merge
    from scolioapp.storage.records.patients import Consent, Patient
    from scolioapp.storage.records.preferences import RecordPreferences
    from scolioapp.storage.records.record_store import RecordStore
    from scolioapp.storage.records.signed_pages import KeptReport
    from scolioapp.storage.records.visit_recordings import KeptRecording
    from scolioapp.storage.records.visits import FindingsRevision, Visit


@dataclass(frozen=True, slots=True)
class RecordingOfVisit:
    """A recording with what was said of it.

    Attributes:
        recording: The recording.
        judgements: Every judgement, the first one first.
    """

    recording: KeptRecording
    judgements: tuple[KeptJudgement, ...]


@dataclass(frozen=True, slots=True)
class WholeVisit:
    """A visit with everything that belongs to it.

    Attributes:
        visit: The visit.
        findings: What the examiner found, every revision, the newest first.
        recordings: The recordings, the oldest first.
        reports: Signed reports of them, the newest first; empty for who may not see names.
    """

    visit: Visit
    findings: tuple[FindingsRevision, ...]
    recordings: tuple[RecordingOfVisit, ...]
    reports: tuple[KeptReport, ...] = ()


@dataclass(frozen=True, slots=True)
class WholePatient:
    """What the page of a patient shows.

    Attributes:
        patient: The patient.
        consents: The consents, the oldest first.
        visits: The visits, the newest first.
        merges: What was merged into this patient and can be undone; empty for who may not.
        users: Names of the users by id; empty for who may not see names.
        preferences: What an administrator settled.
        today: The day by the clock of the records.
    """

    patient: Patient
    consents: tuple[Consent, ...]
    visits: tuple[WholeVisit, ...]
    merges: tuple[Merge, ...]
    users: Mapping[str, str]
    preferences: RecordPreferences
    today: datetime.date

    @property
    def reports(self) -> tuple[KeptReport, ...]:
        """The signed reports of all visits, the newest first."""
        return tuple(each for visit in self.visits for each in visit.reports)


def whole_patient(store: RecordStore, patient: Patient) -> WholePatient:
    """Read everything about a patient whose opening the trail has noted; on the worker's thread."""
    from scolioapp.storage.records.record_roles import Right

    user = store.user
    merges = store.merging.of(patient.id) if user.may(Right.ADMINISTER) else []
    reports = store.pages.of_patient(patient.id) if user.may(Right.NAMES) else []
    visits = []
    for visit in store.visits.of(patient.id):
        recordings = tuple(
            RecordingOfVisit(each, tuple(store.judgements.of(each.id)))
            for each in store.recordings.of(visit.id)
        )
        own = tuple(each for each in reports if each.visit == visit.id)
        found = tuple(store.visits.findings(visit.id))
        visits.append(WholeVisit(visit, found, recordings, own))
    return WholePatient(
        patient,
        tuple(store.patients.consents(patient.id)),
        tuple(visits),
        tuple(merges),
        user_names(store),
        store.preferences.read(),
        store.today,
    )


def user_names(store: RecordStore) -> dict[str, str]:
    """Return the names of the users by their ids; none for whoever may not see names."""
    from scolioapp.storage.records.record_roles import Right

    users = store.accounts.all() if store.user.may(Right.NAMES) else []
    return {each.id: each.name for each in users}


class PatientFile(QObject):
    """The patient who is open.

    Args:
        door: The records.
        parent: Owner.

    Signals:
        changed: Something else is to be shown (`whole`).
        failed: A `ScolioError`: nothing was changed.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, door: RecordsDoor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._opened = ""
        self.whole: WholePatient | None = None
        door.locked.connect(self.forget)
        door.unlocked.connect(self.forget)

    @property
    def id(self) -> str:
        """Id of the patient who is open or being opened, or ""."""
        return self._opened

    def open(self, patient: str) -> None:
        """Open a patient, which the trail notes once."""
        self._opened, self.whole = patient, None

        def read(store: RecordStore) -> WholePatient:
            return whole_patient(store, store.patients.open(patient))

        self._door.run(read, done=lambda whole: self._show(patient, whole), failed=self.fail)

    def forget(self) -> None:
        """Forget who was open."""
        self._opened, self.whole = "", None

    def refresh(self) -> None:
        """Read again what belongs to the patient; this is no opening."""
        self.do(lambda _: None)

    def do(
        self,
        work: Callable[[RecordStore], Any],
        *,
        about: Callable[[Patient], Patient] = lambda patient: patient,
        done: Callable[[Any], None] = lambda _: None,
        failed: Callable[[ScolioError], None] | None = None,
    ) -> None:
        """Change something, and show what became of the patient.

        Args:
            work: Changes it; on the worker's thread.
            about: Gives the patient as it is then, for what is written about the patient itself.
            done: Takes what ``work`` returned, after the page shows it.
            failed: Takes the error in place of the page.
        """
        if self.whole is None:
            return
        patient = self.whole.patient

        def change(store: RecordStore) -> tuple[Any, WholePatient]:
            answer = work(store)
            return answer, whole_patient(store, about(patient))

        def show(answers: tuple[Any, WholePatient]) -> None:
            answer, whole = answers
            if self.whole is not None and self._opened == patient.id:
                # What was changed and shown while this waited stays.
                whole = replace(whole, patient=about(self.whole.patient))
            self._show(patient.id, whole)
            done(answer)

        self._door.run(change, done=show, failed=failed or self.fail)

    def fail(self, error: ScolioError) -> None:
        """Say what went wrong, unless nobody is there any more."""
        if self._door.user is not None:
            self.failed.emit(error)

    def _show(self, patient: str, whole: WholePatient) -> None:
        if patient != self._opened:
            return
        visits = len(whole.visits)
        last = whole.visits[0].visit.date if whole.visits else ""
        self.whole = replace(whole, patient=replace(whole.patient, visits=visits, last_visit=last))
        self.changed.emit()
