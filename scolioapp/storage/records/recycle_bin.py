"""The recycle bin, retention periods, and erasing that really erases.

What is erased is erased by its key: the key of a patient is overwritten in the database (``secure_delete``),
the log is emptied, and the files are deleted. Backups lose it when they rotate, at the latest on the day that
`RecycleBin.leaves_backups` says.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, or_, select

from engine.core.text import text
from scolioapp.storage.records import containers
from scolioapp.storage.records.encrypted_database import empty_log
from scolioapp.storage.records.patients import Patient, patient_of
from scolioapp.storage.records.preferences import preferences_of
from scolioapp.storage.records.record_change import Change
from scolioapp.storage.records.record_errors import RecordsError
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import (
    CONTAINERS,
    PATIENT_KEYS,
    PATIENTS,
    RECORDINGS,
    VISITS,
)
from scolioapp.storage.records.records_session import Section
from scolioapp.storage.records.visits import end_visit


@dataclass(frozen=True, slots=True)
class Due:
    """What the periods say is to be erased.

    Attributes:
        patients: Ids.
        recordings: Ids, of patients that stay.
    """

    patients: tuple[str, ...]
    recordings: tuple[str, ...]


class Why(StrEnum):
    """Why something is on the list of what can be erased."""

    BINNED = "in the recycle bin"
    KEPT_LONG = "kept for as long as it should be"


@dataclass(frozen=True, slots=True)
class Erasable:
    """A patient or a recording that can be erased.

    Attributes:
        id: Of the patient or the recording.
        recording: Whether it is a recording; else a patient with everything.
        number: The patient's own number.
        since: When it went into the recycle bin (UTC), or the date of the newest visit.
        why: Why it is on the list.
        due: Whether its time is over.
        made: Of a recording: when it was made, UTC.
    """

    id: str
    recording: bool
    number: str
    since: str
    why: Why
    due: bool
    made: str = ""


class RecycleBin(Section):
    """What was deleted and is not erased yet."""

    @operation(Right.EXAMINE)
    def put(self, patient: str) -> None:
        """Put a patient into the recycle bin, with everything that belongs to it.

        Raises:
            MissingRecordError: The patient is gone.
        """
        with self.session.changing() as change:
            change.update(PATIENTS, patient, deleted=self.session.now)
            change.note("patient.deleted", patient)

    @operation(Right.EXAMINE)
    def restore(self, patient: str) -> None:
        """Take a patient out of the recycle bin.

        Raises:
            MissingRecordError: The patient is gone.
        """
        with self.session.changing() as change:
            change.update(PATIENTS, patient, deleted="")
            change.note("patient.restored", patient)

    @operation(Right.NUMBERS)
    def patients(self) -> list[Patient]:
        """Return the patients in the recycle bin, the latest first."""
        query = select(PATIENTS).where(PATIENTS.c.deleted != "")
        names = self.session.sees_names
        with self.session.reading() as connection:
            rows = connection.execute(query.order_by(PATIENTS.c.deleted.desc())).mappings().all()
        return [patient_of(row, names) for row in rows]

    @operation(Right.NUMBERS)
    def recordings(self) -> list[str]:
        """Return the ids of the recordings in the recycle bin."""
        query = select(RECORDINGS.c.id).where(RECORDINGS.c.deleted != "")
        with self.session.reading() as connection:
            return list(connection.scalars(query.order_by(RECORDINGS.c.deleted.desc())))

    @operation(Right.ADMINISTER)
    def keep_until(self, patient: str, date: str) -> None:
        """Set until when a patient is kept, whatever the settings say; "": as the settings say.

        Raises:
            MissingRecordError: The patient is gone.
        """
        with self.session.changing() as change:
            change.update(PATIENTS, patient, keep_until=date)
            change.note("patient.keep_until", patient, date=date)

    @operation(Right.ADMINISTER)
    def due(self) -> Due:
        """Return what has been in the recycle bin, or kept, for longer than it should be."""
        session = self.session
        today = session.today
        with session.reading() as connection:
            settings = preferences_of(connection)
            binned = (today - datetime.timedelta(days=settings.bin_days)).isoformat()
            # 29 February has no anniversary; a day later has.
            year = today.year - settings.keep_years
            long_ago = f"{year:04d}-{today.month:02d}-{today.day:02d}"
            last = (
                select(func.max(VISITS.c.date))
                .where(VISITS.c.patient == PATIENTS.c.id)
                .scalar_subquery()
            )
            rows = connection.execute(select(PATIENTS, last.label("last_visit"))).all()
            patients = []
            for row in rows:
                if row.deleted and row.deleted[:10] <= binned:
                    patients.append(row.id)
                elif row.keep_until:
                    if row.keep_until < today.isoformat():
                        patients.append(row.id)
                elif settings.keep_years and not row.merged_into:
                    if (row.last_visit or row.created[:10]) < long_ago:
                        patients.append(row.id)
            old = (
                select(RECORDINGS.c.id, VISITS.c.patient)
                .join(VISITS)
                .where(
                    RECORDINGS.c.deleted != "",
                    func.substr(RECORDINGS.c.deleted, 1, 10) <= binned,
                )
            )
            erased = set(patients)
            recordings = [one for one, patient in connection.execute(old) if patient not in erased]
            return Due(tuple(patients), tuple(recordings))

    @operation(Right.ADMINISTER)
    def erasable(self) -> list[Erasable]:
        """Return everything that may be erased, what is due first, then the latest first."""
        due = self.due()
        last = (
            select(func.max(VISITS.c.date))
            .where(VISITS.c.patient == PATIENTS.c.id)
            .scalar_subquery()
        )
        binned = PATIENTS.c.deleted != ""
        people = select(PATIENTS, last.label("last_visit")).where(
            or_(binned, PATIENTS.c.id.in_(due.patients))
        )
        videos = (
            select(RECORDINGS, PATIENTS.c.number, PATIENTS.c.id.label("patient"))
            .join(VISITS, RECORDINGS.c.visit == VISITS.c.id)
            .join(PATIENTS, VISITS.c.patient == PATIENTS.c.id)
            .where(RECORDINGS.c.deleted != "")
        )
        with self.session.reading() as connection:
            found = [
                Erasable(
                    row.id,
                    False,
                    row.number,
                    row.deleted or row.last_visit or row.created,
                    Why.BINNED if row.deleted else Why.KEPT_LONG,
                    row.id in due.patients,
                )
                for row in connection.execute(people)
            ]
            whole = {each.id for each in found}
            found += [
                Erasable(
                    row.id, True, row.number, row.deleted, Why.BINNED,
                    row.id in due.recordings, row.made,
                )
                for row in connection.execute(videos)
                if row.patient not in whole
            ]  # fmt: skip
        found.sort(key=lambda each: each.since, reverse=True)
        return sorted(found, key=lambda each: not each.due)

    @operation(Right.ADMINISTER)
    def erase(self, *, patients: Iterable[str] = (), recordings: Iterable[str] = ()) -> None:
        """Erase for good: rows, keys and files.

        Args:
            patients: Ids, each in the recycle bin or due.
            recordings: Ids, likewise.

        Raises:
            RecordsError: One is neither in the recycle bin nor due.
            MissingRecordError: One is gone already.
        """
        session, due = self.session, self.due()
        files: list[str] = []
        with session.changing() as change:
            for patient in patients:
                if not change.row(PATIENTS, patient).deleted and patient not in due.patients:
                    raise _not_binned()
                self._erase_patient(change, patient, files)
                change.note("patient.erased", patient)
            for recording in recordings:
                row = change.row(RECORDINGS, recording)
                if not row.deleted:
                    raise _not_binned()
                files += _containers(change, recording)
                change.delete(RECORDINGS, recording)
                change.note("recording.erased", recording)
                end_visit(change, row.visit)
            change.note("bin.erased")
        containers.erase(session.folder, files)
        empty_log(session.engine)

    @operation(Right.NUMBERS)
    def leaves_backups(self) -> str:
        """Return the date on which what is erased today is in no automatic backup any more."""
        with self.session.reading() as connection:
            days = preferences_of(connection).backup_days
        return (self.session.today + datetime.timedelta(days=days)).isoformat()

    def _erase_patient(self, change: Change, patient: str, files: list[str]) -> None:
        merged = select(PATIENTS.c.id).where(PATIENTS.c.merged_into == patient)
        for other in change.connection.scalars(merged).all():
            self._erase_patient(change, other, files)
        recordings = select(RECORDINGS.c.id).join(VISITS).where(VISITS.c.patient == patient)
        for recording in change.connection.scalars(recordings).all():
            files += _containers(change, recording)
        keys = select(PATIENT_KEYS.c.id).where(PATIENT_KEYS.c.patient == patient)
        for key in change.connection.scalars(keys).all():
            change.delete(PATIENT_KEYS, key)
        change.delete(PATIENTS, patient)


def _containers(change: Change, recording: str) -> list[str]:
    query = select(CONTAINERS.c.id).where(CONTAINERS.c.recording == recording)
    return list(change.connection.scalars(query).all())


def _not_binned() -> RecordsError:
    return RecordsError(
        text("Only what is in the recycle bin, or kept for longer than it should be, is erased."),
        text("Delete it first; it goes into the recycle bin."),
    )
