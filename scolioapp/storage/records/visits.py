"""Visits of a patient, and what the examiner found at each: every change of a finding is a new revision."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection, Select, exists, func, or_, select

from engine.core.text import text
from scolioapp.storage.records.record_change import Change
from scolioapp.storage.records.record_errors import MissingRecordError, RecordsError
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import FINDINGS, PATIENTS, RECORDINGS, VISITS
from scolioapp.storage.records.records_session import Section, Session

_OF_RECORDING: Final = "recording"
_OWN: Final = RECORDINGS.alias("own")
SHOWN: Final = or_(
    VISITS.c.made_for == "",
    exists().where(_OWN.c.visit == VISITS.c.id, _OWN.c.deleted == "").correlate(VISITS),
)
"""What is true of a visit that is shown.

One that came with a recording alone goes into the recycle bin, comes back and is erased with it. Once
somebody writes something about it, it stays.
"""


class ScoliometerReading(BaseModel):
    """One angle of trunk rotation.

    Attributes:
        level: Where on the back.
        side: The person's own side that is higher.
        degrees: 0 to 30.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: Literal["thoracic", "thoracolumbar", "lumbar"]
    side: Literal["left", "right", ""] = ""
    degrees: float = Field(ge=0, le=30)


class ExaminerFindings(BaseModel):
    """What an examiner found with eyes, hands and scoliometer, without the program.

    Attributes:
        scoliometer: Angles.
        forward_bend: Of the forward-bend test.
        pain: Of the back.
        menarche: Whether it was; ``""`` where it was not asked.
        earlier_treatment: In words.
        referral: To whom, or "".
        came_of_it: What came of the referral, or "".
        notes: Anything.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    scoliometer: tuple[ScoliometerReading, ...] = ()
    forward_bend: Literal["", "even", "left higher", "right higher"] = ""
    pain: Literal["", "no", "yes"] = ""
    menarche: Literal["", "no", "yes"] = ""
    earlier_treatment: str = ""
    referral: str = ""
    came_of_it: str = ""
    notes: str = ""

    def without_words(self) -> ExaminerFindings:
        """Return the findings without what somebody wrote, which may hold names."""
        blank = {"earlier_treatment": "", "referral": "", "came_of_it": "", "notes": ""}
        return self.model_copy(update=blank)


@dataclass(frozen=True, slots=True)
class Visit:
    """A day on which a patient was seen.

    Attributes:
        id: 32 hexadecimal digits.
        patient: Whose.
        date: ``YYYY-MM-DD``.
        examiner: Id of the user.
        notes: Anything; blank for whoever may not see names.
    """

    id: str
    patient: str
    date: str
    examiner: str
    notes: str = ""


@dataclass(frozen=True, slots=True)
class VisitOn:
    """The visit of a patient on a date, which is begun with what is recorded where there is none.

    Attributes:
        patient: Whose.
        date: ``YYYY-MM-DD``.
    """

    patient: str
    date: str


@dataclass(frozen=True, slots=True)
class FindingsRevision:
    """What was found, as it was written down at one time.

    Attributes:
        id: 32 hexadecimal digits.
        number: 1 for the first of the visit.
        made: When, UTC.
        made_by: Id of the user.
        found: What.
    """

    id: str
    number: int
    made: str
    made_by: str
    found: ExaminerFindings


class Visits(Section):
    """The visits."""

    @operation(Right.NUMBERS)
    def of(self, patient: str) -> list[Visit]:
        """Return the visits of a patient, the newest first."""
        query = select(VISITS).where(VISITS.c.patient == patient, SHOWN)
        return self._visits(query.order_by(VISITS.c.date.desc(), VISITS.c.id))

    @operation(Right.NUMBERS)
    def between(self, first: str, last: str) -> list[Visit]:
        """Return the visits of some days, both included, the earliest first; none of deleted patients."""
        query = select(VISITS).join(PATIENTS).where(VISITS.c.date.between(first, last))
        there = query.where(PATIENTS.c.deleted == "", SHOWN)
        return self._visits(there.order_by(VISITS.c.date, VISITS.c.id))

    def _visits(self, query: Select[Any]) -> list[Visit]:
        names = self.session.sees_names
        with self.session.reading() as connection:
            rows = connection.execute(query).all()
        return [
            Visit(row.id, row.patient, row.date, row.examiner, row.notes if names else "")
            for row in rows
        ]

    @operation(Right.EXAMINE)
    def add(self, patient: str, date: str, notes: str = "") -> Visit:
        """Add a visit.

        Raises:
            MissingRecordError: The patient is gone.
            RecordsError: The date is none.
        """
        session = self.session
        _check_date(date)
        with session.changing() as change:
            change.row(PATIENTS, patient)
            examiner = session.user.id
            identifier = change.insert(
                VISITS, patient=patient, date=date, examiner=examiner, notes=notes
            )
            change.note("visit.added", patient, visit=identifier)
        return Visit(identifier, patient, date, examiner, notes)

    @operation(Right.EXAMINE)
    def change(self, visit: str, date: str, notes: str) -> None:
        """Write another date and other notes of a visit.

        Raises:
            MissingRecordError: It is gone.
            RecordsError: The date is none.
        """
        _check_date(date)
        with self.session.changing() as change:
            patient = change.row(VISITS, visit).patient
            change.update(VISITS, visit, date=date, notes=notes, made_for="")
            change.note("visit.changed", patient, visit=visit)

    @operation(Right.EXAMINE)
    def delete(self, visit: str) -> None:
        """Delete a visit at which nothing was found, and of which no recording is left.

        Where recordings of it lie in the recycle bin it goes with them, and comes back with them.

        Raises:
            MissingRecordError: It is gone.
            RecordsError: Findings or recordings belong to it.
        """
        with self.session.changing() as change:
            row = change.row(VISITS, visit)
            there = RECORDINGS.c.deleted == ""
            recordings = select(func.count()).where(RECORDINGS.c.visit == visit)
            found = select(func.count()).where(FINDINGS.c.visit == visit)
            count = change.connection.scalar
            if count(found) or count(recordings.where(there)):
                raise RecordsError(
                    text("Something belongs to the visit of {date}.", date=row.date),
                    text("Only a visit without recordings and findings can be deleted."),
                )
            if count(recordings):
                change.update(VISITS, visit, notes="", made_for=_OF_RECORDING)
            else:
                change.delete(VISITS, visit)
            change.note("visit.deleted", row.patient, visit=visit)

    @operation(Right.EXAMINE)
    def restore(self, visit: Visit) -> None:
        """Bring a visit back that was deleted, to whom its patient is today.

        Raises:
            MissingRecordError: The patient is gone.
        """
        with self.session.changing() as change:
            patient = change.row(PATIENTS, visit.patient)
            while patient.merged_into:
                patient = change.row(PATIENTS, patient.merged_into)
            try:
                change.update(VISITS, visit.id, notes=visit.notes, made_for="")
            except MissingRecordError:
                change.insert(
                    VISITS,
                    id=visit.id,
                    patient=patient.id,
                    date=visit.date,
                    examiner=visit.examiner,
                    notes=visit.notes,
                )
            change.note("visit.restored", patient.id, visit=visit.id)

    @operation(Right.NUMBERS)
    def findings(self, visit: str) -> list[FindingsRevision]:
        """Return what was found at a visit, every revision, the newest first."""
        with self.session.reading() as connection:
            made = findings_of(connection, visit)
        if self.session.sees_names:
            return made
        return [
            FindingsRevision(
                each.id, each.number, each.made, each.made_by, each.found.without_words()
            )
            for each in made
        ]

    @operation(Right.EXAMINE)
    def find(self, visit: str, found: ExaminerFindings) -> FindingsRevision:
        """Write down what was found; what was written before stays readable.

        Raises:
            MissingRecordError: The visit is gone.
        """
        session = self.session
        with session.changing() as change:
            row = change.row(VISITS, visit)
            if row.made_for:
                change.update(VISITS, visit, made_for="")
            newest = select(func.max(FINDINGS.c.number)).where(FINDINGS.c.visit == visit)
            number = (change.connection.scalar(newest) or 0) + 1
            made, made_by = session.now, session.user.id
            identifier = change.insert(
                FINDINGS,
                visit=visit,
                number=number,
                made=made,
                made_by=made_by,
                document=found.model_dump_json(),
            )
            change.note("findings.written", row.patient, visit=visit, number=number)
        return FindingsRevision(identifier, number, made, made_by, found)


def visit_on(change: Change, session: Session, patient: str, date: str) -> str:
    """Return the id of the visit of a patient on a date; it is begun where there is none.

    Raises:
        MissingRecordError: The patient is gone.
    """
    change.row(PATIENTS, patient)
    query = select(VISITS.c.id).where(VISITS.c.patient == patient, VISITS.c.date == date)
    there = change.connection.scalar(query.order_by(VISITS.c.id))
    if there is not None:
        return str(there)
    examiner = session.user.id
    made = change.insert(
        VISITS, patient=patient, date=date, examiner=examiner, made_for=_OF_RECORDING
    )
    change.note("visit.added", patient, visit=made)
    return made


def end_visit(change: Change, visit: str, *, of_recording: bool = True) -> None:
    """Remove a visit with which nothing is left.

    Args:
        change: The transaction.
        visit: Its id.
        of_recording: Whether only a visit goes that came with a recording; else one without notes does, too.
    """
    row = change.row(VISITS, visit)
    hanging = (table.c.visit == visit for table in (RECORDINGS, FINDINGS))
    empty = not any(change.connection.scalar(select(func.count()).where(each)) for each in hanging)
    if empty and (row.made_for or not (of_recording or row.notes)):
        change.delete(VISITS, visit)
        change.note("visit.deleted", row.patient, visit=visit)


def findings_of(connection: Connection, visit: str) -> list[FindingsRevision]:
    """Return every revision of what was found at a visit, the newest first."""
    query = select(FINDINGS).where(FINDINGS.c.visit == visit).order_by(FINDINGS.c.number.desc())
    return [
        FindingsRevision(
            row.id,
            row.number,
            row.made,
            row.made_by,
            ExaminerFindings.model_validate_json(row.document),
        )
        for row in connection.execute(query)
    ]


def _check_date(date: str) -> None:
    try:
        datetime.date.fromisoformat(date)
    except ValueError as error:
        raise RecordsError(
            text("“{date}” is no date.", date=date), text("Write it as 2026-05-31.")
        ) from error
