"""Takes over the results that earlier versions kept in a folder: once, checked, and only then erased.

Each label becomes a patient (its name), each result a recording with all its judgements. Must not erase
anything unasked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import func, select

from engine.core.errors import ScolioError
from engine.core.kept_result import Revision
from engine.core.progress import Cancel, Progress, ProgressReport, Stage, check
from engine.core.text import text
from scolioapp.storage.records import containers
from scolioapp.storage.records.judgements import JudgementLine, digest_of, insert_judgement
from scolioapp.storage.records.patients import PatientFields, sought
from scolioapp.storage.records.record_change import Change
from scolioapp.storage.records.record_errors import DamagedError
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import (
    CONTAINERS,
    JUDGEMENTS,
    PATIENTS,
    RECORDINGS,
    VISITS,
)
from scolioapp.storage.records.records_session import Section
from scolioapp.storage.records.visit_recordings import patient_of_recording
from scolioapp.storage.results import ResultEntry, ResultStore

_NOBODY: Final[Mapping[str, str]] = {}
_NOTHING: Final[Mapping[str, ScolioError]] = {}


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What was taken over.

    Attributes:
        taken: Identifiers of results that are in the records now, those of earlier times included.
        failed: Those that could not be read, with the error; they stay where they are.
    """

    taken: tuple[str, ...] = ()
    failed: dict[str, ScolioError] = field(default_factory=dict)


class Takeover(Section):
    """Taking over a folder of results."""

    @operation(Right.ADMINISTER, long=True)
    def take(
        self,
        results: ResultStore,
        owners: Mapping[str, str] = _NOBODY,
        held: Mapping[str, ScolioError] = _NOTHING,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> TakenOver:
        """Take over every result that is not in the records yet, and check each against its folder.

        Args:
            results: The folder.
            owners: Id of the patient of a result, where it is known otherwise than by its label.
            held: Why a result cannot be taken over yet.
            progress: Is told how far it is.
            cancel: Stops it.

        Raises:
            OutputError: The records cannot be written; what was taken over before stays.
            CancelledError: The person cancelled; what was taken over before stays.
        """
        entries = list(reversed(results.entries()))
        taken: list[str] = []
        failed: dict[str, ScolioError] = {}
        for place, entry in enumerate(entries):
            check(cancel)
            if progress is not None:
                progress(ProgressReport(Stage.WRITE, place / len(entries)))
            try:
                if entry.identifier in held and not self._there(entry.identifier):
                    raise held[entry.identifier]
                self._take(results, entry, owners.get(entry.identifier, ""))
                self._check(results, entry.identifier)
            except ScolioError as error:
                if error.code == "output":
                    raise
                failed[entry.identifier] = error
            else:
                taken.append(entry.identifier)
        return TakenOver(tuple(taken), failed)

    @operation(Right.ADMINISTER, long=True)
    def erase(self, results: ResultStore, identifiers: tuple[str, ...]) -> None:
        """Delete results from their folder, after each was checked once more against the records.

        Raises:
            DamagedError: One is not in the records as it is in the folder; none was deleted.
            OutputError: One cannot be deleted; none was.
        """
        for identifier in identifiers:
            self._check(results, identifier)
        results.discard(results.set_aside(identifiers))
        # Its list holds labels: those of what is gone go with it.
        results.entries()
        with self.session.changing() as change:
            change.note("folder.erased", count=len(identifiers))

    def _take(self, results: ResultStore, entry: ResultEntry, owner: str) -> None:
        """Write the judgements of a result that are not in the records yet, in one transaction."""
        session = self.session
        revisions = results.revisions(entry.identifier)
        dates = {each.number: each.date for each in results.judgements(entry.identifier)}
        with session.guard:
            there = self._there(entry.identifier)
            read = [
                (each, each.files(), JudgementLine.of(each.result())) for each in revisions[there:]
            ]
            if not read:
                return
            with session.changing() as change:
                recording = self._recording(change, entry, owner)
                patient = patient_of_recording(change.connection, recording)
                holder = containers.patient_key(change.connection, session, patient)
                for revision, files, line in read:
                    container, wrapped = containers.keep_with(session, holder, files)
                    change.insert(
                        CONTAINERS,
                        id=container,
                        recording=recording,
                        kind="judgement",
                        wrapped=wrapped,
                    )
                    insert_judgement(
                        change,
                        recording=recording,
                        line=line,
                        container=container,
                        digest=digest_of(files),
                        made=dates.get(revision.number, "") or entry.date,
                        made_by=session.user.id,
                    )
                change.note("recording.taken_over", patient, recording=recording)

    def _there(self, identifier: str) -> int:
        """Return how many judgements of a result are in the records."""
        query = select(func.count(JUDGEMENTS.c.id)).join(RECORDINGS)
        with self.session.reading() as connection:
            return connection.scalar(query.where(RECORDINGS.c.origin == identifier)) or 0

    def _recording(self, change: Change, entry: ResultEntry, owner: str) -> str:
        """Return the recording of a result, or a new one."""
        query = select(RECORDINGS.c.id).where(RECORDINGS.c.origin == entry.identifier)
        known = change.connection.scalar(query)
        if known is not None:
            return str(known)
        visit = change.insert(
            VISITS,
            patient=owner or self._patient(change, entry.label),
            date=entry.date[:10],
            examiner=self.session.user.id,
        )
        earlier = select(RECORDINGS.c.id).where(RECORDINGS.c.origin == entry.repeats)
        recording = change.insert(
            RECORDINGS,
            visit=visit,
            made=entry.date,
            source="folder",
            origin=entry.identifier,
            title=entry.title,
            repeats=(entry.repeats and change.connection.scalar(earlier)) or entry.repeats,
            screened_before=entry.screened_before,
        )
        later = select(RECORDINGS.c.id).where(RECORDINGS.c.repeats == entry.identifier)
        for each in change.connection.scalars(later).all():
            change.update(RECORDINGS, each, repeats=recording)
        return recording

    def _patient(self, change: Change, label: str) -> str:
        """Return the patient whose number or name a label is, or a new one."""
        if label:
            by_number = select(PATIENTS.c.id).where(PATIENTS.c.number == label)
            by_name = select(PATIENTS.c.id).where(PATIENTS.c.name == label)
            for query in (by_number, by_name):
                there = query.where(PATIENTS.c.deleted == "", PATIENTS.c.merged_into.is_(None))
                found = change.connection.scalar(there.limit(1))
                if found is not None:
                    return str(found)
        count = change.connection.scalar(select(func.count()).select_from(PATIENTS)) or 0
        number = f"F{count + 1:05d}"
        while change.connection.scalar(select(PATIENTS.c.id).where(PATIENTS.c.number == number)):
            count += 1
            number = f"F{count + 1:05d}"
        about = PatientFields(number, label)
        patient = change.insert(
            PATIENTS, number=number, name=label, sought=sought(about), created=self.session.now
        )
        containers.make_patient_key(change, self.session, patient)
        change.note("patient.added", patient)
        return str(patient)

    def _check(self, results: ResultStore, identifier: str) -> None:
        """Compare every judgement in the records with the one in the folder, byte for byte.

        Raises:
            DamagedError: One is another.
        """
        session = self.session
        revisions = results.revisions(identifier)
        with session.reading() as connection:
            recording = connection.scalar(
                select(RECORDINGS.c.id).where(RECORDINGS.c.origin == identifier)
            )
            query = select(JUDGEMENTS).where(JUDGEMENTS.c.recording == recording)
            rows = connection.execute(query.order_by(JUDGEMENTS.c.number)).all()
            if recording is None or len(rows) < len(revisions):
                raise _differs(identifier)
            patient = patient_of_recording(connection, recording)
            for row, revision in zip(rows, revisions, strict=False):
                with containers.opened(connection, session, patient, row.container) as kept:
                    files = {name: kept.read(name) for name in kept.names}
                if not _same(files, revision):
                    raise _differs(identifier)


def _same(files: dict[str, bytes], revision: Revision) -> bool:
    return revision.files() == files and digest_of(files) == revision.sha256


def _differs(identifier: str) -> DamagedError:
    return DamagedError(
        text("The result of {date} is not in the records as it is kept.", date=identifier[:8]),
        text("It was left where it is. Take it over again."),
    )
