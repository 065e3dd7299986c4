"""Patients: found, opened, added, changed, and their consents.

Whoever may not see names gets none: they are blank, and nothing is found by them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, RowMapping, ScalarSelect, Select, func, select

from engine.core.text import text
from scolioapp.storage.records.containers import make_patient_key
from scolioapp.storage.records.record_change import Change
from scolioapp.storage.records.record_errors import RecordsError
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import (
    CONSENTS,
    JUDGEMENTS,
    PATIENTS,
    RECORDINGS,
    STEPS,
    VISITS,
)
from scolioapp.storage.records.records_session import Section
from scolioapp.storage.records.visits import SHOWN

SEXES: Final = ("", "female", "male", "other")


@dataclass(frozen=True, slots=True)
class PatientFields:
    """What a person writes about a patient.

    Attributes:
        number: The patient's own number; no two have the same.
        name: Full name.
        birth_date: ``YYYY-MM-DD`` or "".
        sex: One of `SEXES`.
        class_name: Class or group.
        guardian: Who is asked, and how to reach them.
        notes: Anything.
    """

    number: str
    name: str = ""
    birth_date: str = ""
    sex: str = ""
    class_name: str = ""
    guardian: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    """A patient as kept.

    Attributes:
        id: 32 hexadecimal digits, which stand for the patient in the trail.
        about: What a person wrote; names are blank for who may not see them.
        created: When, UTC.
        deleted: When it went into the recycle bin, or "".
        keep_until: Date until which it is kept, or "".
        merged_into: Id of the patient that it was merged into, or "".
        last_visit: Date of the newest visit, or "".
        visits: How many.
        newest_state: State of the newest judgement (`review_steps.STATES`), or "".
    """

    id: str
    about: PatientFields
    created: str
    deleted: str = ""
    keep_until: str = ""
    merged_into: str = ""
    last_visit: str = ""
    visits: int = 0
    newest_state: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """Somebody allowed something for a patient.

    Attributes:
        id: 32 hexadecimal digits.
        given_by: Who; blank for whoever may not see names.
        given_on: Date.
        purpose: For what; blank likewise.
        until: Last date on which it holds, or "".
        withdrawn_on: Date from which it does not hold any more, or "".
    """

    id: str
    given_by: str
    given_on: str
    purpose: str
    until: str = ""
    withdrawn_on: str = ""

    def holds(self, on: str) -> bool:
        """Tell whether it holds on a date."""
        begun = self.given_on <= on
        return begun and (not self.until or on <= self.until) and not self._withdrawn(on)

    def _withdrawn(self, on: str) -> bool:
        return bool(self.withdrawn_on) and self.withdrawn_on <= on


_FIELDS: Final = tuple(each.name for each in fields(PatientFields))


class Patients(Section):
    """The patients."""

    @operation(Right.NUMBERS)
    def search(self, typed: str = "", *, offset: int = 0, limit: int = 50) -> list[Patient]:
        """Return patients by what was typed so far: each word in number, name or class.

        Args:
            typed: Words; "": everybody.
            offset: How many to pass over, in the order of names (of numbers without names).
            limit: How many at most.
        """
        session = self.session
        order = PATIENTS.c.sought if session.sees_names else PATIENTS.c.number
        found = select(PATIENTS.c.id).where(*found_by(typed, session.sees_names))
        # Visits are counted of those on the page alone.
        page = found.order_by(order, PATIENTS.c.id).offset(offset).limit(limit)
        query = _with_visits([PATIENTS.c.id.in_(page)]).order_by(order, PATIENTS.c.id)
        with session.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return [patient_of(row, session.sees_names) for row in rows]

    @operation(Right.NUMBERS)
    def count(self, typed: str = "") -> int:
        """Return how many patients `search` finds."""
        found = found_by(typed, self.session.sees_names)
        with self.session.reading() as connection:
            return connection.scalar(select(func.count()).where(*found)) or 0

    @operation(Right.NUMBERS)
    def open(self, patient: str) -> Patient:
        """Return a patient to look at, which the trail notes.

        Raises:
            MissingRecordError: It is gone.
        """
        session = self.session
        with session.changing() as change:
            change.row(PATIENTS, patient)
            change.note("patient.viewed", patient)
            query = _with_visits([PATIENTS.c.id == patient])
            row = change.connection.execute(query).mappings().one()
        return patient_of(row, session.sees_names)

    @operation(Right.EXAMINE)
    def add(self, about: PatientFields) -> Patient:
        """Add a patient.

        Raises:
            RecordsError: The number is empty or taken, or a field is not as it must be.
        """
        return self.add_many([about])[0]

    @operation(Right.EXAMINE)
    def add_many(self, patients: Sequence[PatientFields]) -> list[Patient]:
        """Add patients, all or none.

        Raises:
            RecordsError: A number is empty or taken, or a field is not as it must be.
        """
        session = self.session
        with session.changing() as change:
            made = [self._add(change, about) for about in patients]
            if not made:
                change.note("patients.none_added")
        return made

    def _add(self, change: Change, about: PatientFields) -> Patient:
        _check(change.connection, about)
        created = self.session.now
        values = {**asdict(about), "number": about.number.strip(), "sought": sought(about)}
        identifier = change.insert(PATIENTS, **values, created=created)
        make_patient_key(change, self.session, identifier)
        change.note("patient.added", identifier)
        return Patient(identifier, replace(about, number=about.number.strip()), created)

    @operation(Right.EXAMINE)
    def change(self, patient: str, about: PatientFields) -> None:
        """Write other fields of a patient.

        Raises:
            RecordsError: The number is empty or taken, or a field is not as it must be.
            MissingRecordError: The patient is gone.
        """
        with self.session.changing() as change:
            before = change.row(PATIENTS, patient)._mapping
            _check(change.connection, about, patient)
            values = {**asdict(about), "number": about.number.strip(), "sought": sought(about)}
            change.update(PATIENTS, patient, **values)
            changed = sorted(name for name in _FIELDS if before[name] != values[name])
            change.note("patient.changed", patient, fields=changed)

    # Consents

    @operation(Right.NUMBERS)
    def consents(self, patient: str) -> list[Consent]:
        """Return the consents for a patient, the oldest first."""
        with self.session.reading() as connection:
            return consents_of(connection, patient, names=self.session.sees_names)

    @operation(Right.EXAMINE)
    def add_consent(
        self, patient: str, given_by: str, given_on: str, purpose: str, until: str = ""
    ) -> Consent:
        """Note a consent.

        Raises:
            MissingRecordError: The patient is gone.
        """
        session = self.session
        with session.changing() as change:
            change.row(PATIENTS, patient)
            identifier = change.insert(
                CONSENTS,
                patient=patient,
                given_by=given_by,
                given_on=given_on,
                purpose=purpose,
                until=until,
                taken_by=session.user.id,
            )
            change.note("consent.added", patient, consent=identifier, until=until)
        return Consent(identifier, given_by, given_on, purpose, until)

    @operation(Right.EXAMINE)
    def withdraw_consent(self, consent: str, on: str) -> None:
        """Note that a consent does not hold any more, from a date on.

        Raises:
            MissingRecordError: It is gone.
        """
        with self.session.changing() as change:
            patient = change.row(CONSENTS, consent).patient
            change.update(CONSENTS, consent, withdrawn_on=on)
            change.note("consent.withdrawn", patient, consent=consent, on=on)


def consents_of(connection: Connection, patient: str, *, names: bool) -> list[Consent]:
    """Return the consents for a patient, the oldest first."""
    query = select(CONSENTS).where(CONSENTS.c.patient == patient).order_by(CONSENTS.c.given_on)
    return [
        Consent(
            row.id,
            row.given_by if names else "",
            row.given_on,
            row.purpose if names else "",
            row.until,
            row.withdrawn_on,
        )
        for row in connection.execute(query)
    ]


def patient_of(row: RowMapping, names: bool) -> Patient:
    """Return a patient of a row of `PATIENTS`, with or without names."""
    about = PatientFields(**{name: row[name] for name in _FIELDS})
    if not names:
        year = about.birth_date[:4]
        about = PatientFields(about.number, birth_date=year, sex=about.sex)
    return Patient(
        row["id"],
        about,
        row["created"],
        row["deleted"],
        row["keep_until"],
        row["merged_into"] or "",
        row.get("last_visit") or "",
        row.get("visits") or 0,
        row.get("newest_state") or "",
    )


def plain(typed: str) -> str:
    """Return words as they are compared: without case, width and composition."""
    return unicodedata.normalize("NFKC", typed).casefold()


def sought(about: PatientFields) -> str:
    """Return what a patient is found by, the name first: lists are in this order."""
    return plain(f"{about.name} {about.number} {about.class_name}".strip())


def found_by(typed: str, names: bool) -> list[ColumnElement[bool]]:
    """Return what is true of the patients that `Patients.search` finds."""
    column = PATIENTS.c.sought if names else func.lower(PATIENTS.c.number)
    words = (column.contains(word, autoescape=True) for word in plain(typed).split())
    return [PATIENTS.c.deleted == "", PATIENTS.c.merged_into.is_(None), *words]


def _with_visits(where: Iterable[ColumnElement[bool]]) -> Select[Any]:
    own = (VISITS.c.patient == PATIENTS.c.id, SHOWN)
    last = select(func.max(VISITS.c.date)).where(*own).scalar_subquery().label("last_visit")
    count = select(func.count(VISITS.c.id)).where(*own).scalar_subquery().label("visits")
    state = _newest_state().label("newest_state")
    return select(*PATIENTS.c, last, count, state).where(*where)


def _newest_state() -> ScalarSelect[str]:
    """Return the state of the newest judgement of the patient in each row."""
    step = (
        select(STEPS.c.state)
        .where(STEPS.c.judgement == JUDGEMENTS.c.id)
        .order_by(STEPS.c.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(func.coalesce(step, "draft"))
        .select_from(JUDGEMENTS)
        .join(RECORDINGS, RECORDINGS.c.id == JUDGEMENTS.c.recording)
        .join(VISITS, VISITS.c.id == RECORDINGS.c.visit)
        .where(VISITS.c.patient == PATIENTS.c.id, RECORDINGS.c.deleted == "")
        .order_by(JUDGEMENTS.c.made.desc(), JUDGEMENTS.c.number.desc())
        .limit(1)
        .correlate(PATIENTS)
        .scalar_subquery()
    )


def _check(connection: Connection, about: PatientFields, own: str = "") -> None:
    number = about.number.strip()
    if not number:
        raise RecordsError(
            text("The patient has no number."), text("Give a number that no other patient has.")
        )
    taken = select(PATIENTS.c.id, PATIENTS.c.deleted).where(
        PATIENTS.c.number == number, PATIENTS.c.id != own
    )
    other = connection.execute(taken).first()
    if other is not None:
        raise RecordsError(
            text("The number “{number}” belongs to another patient already.", number=number),
            text("Look the number up; the other one may be in the recycle bin, or merged."),
        )
    if about.sex not in SEXES:
        raise RecordsError(
            text("The sex “{sex}” is none that is known.", sex=about.sex),
            text("Choose female, male or other, or leave it empty."),
        )
