"""The records as rows for tables: many patients at once, in a few queries however many they are.

What holds of a recording is its newest judgement that a person reviewed or signed, else its newest one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, false, func, select

from scolioapp.storage.records.judgements import JudgementLine
from scolioapp.storage.records.patients import Patient, found_by, patient_of
from scolioapp.storage.records.preferences import preferences_of
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import (
    FINDINGS,
    JUDGEMENTS,
    PATIENTS,
    RECORDINGS,
    STEPS,
    VISITS,
)
from scolioapp.storage.records.records_session import Section
from scolioapp.storage.records.visits import SHOWN, ExaminerFindings

_CHECKED: Final = ("reviewed", "signed")
_AS_VALUES: Final = 500
"""Ids that a query names; of more, the rows are looked through."""

_PSEUDONYM: Final = 12
"""Digits of the id that stand for a patient where the patient's own number may not be told."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows; everything that is given must fit.

    Attributes:
        typed: What patients are searched by, as `Patients.search`.
        class_name: Class or group, in full.
        first: Date of the first visits, or "".
        last: Date of the last visits, or "".
        patients: Ids; None: all.
        recordings: Ids; None: all, and visits and patients without any.
    """

    typed: str = ""
    class_name: str = ""
    first: str = ""
    last: str = ""
    patients: frozenset[str] | None = None
    recordings: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """A recording with its patient, its visit and what holds of it; blank as far as there is none.

    Attributes:
        patient: The patient; without names for whoever may not see them.
        visit: Id, or "".
        date: Of the visit, or "".
        recording: Id, or "".
        made: When the recording was made, UTC.
        line: What the model says, or None where nothing was judged or it is not shown yet.
        state: ``draft``, ``reviewed``, ``signed`` or ``amended``; "" where nothing was judged.
        outcome: What holds, or "".
        hidden: Whether it is not shown until the examiner's own finding is written down.
        found: What the examiner found, in the newest revision; without words for whoever may not see names.
    """

    patient: Patient
    visit: str = ""
    date: str = ""
    recording: str = ""
    made: str = ""
    line: JudgementLine | None = None
    state: str = ""
    outcome: str = ""
    hidden: bool = False
    found: ExaminerFindings | None = None


@dataclass(frozen=True, slots=True)
class _Judged:
    row: RowMapping
    state: str
    overridden: str


class Tables(Section):
    """The records as rows."""

    @operation(Right.NUMBERS)
    def rows(self, wanted: Wanted) -> list[TableRow]:
        """Return the rows by class, patient and date, which the trail notes.

        Whoever may not see names gets a number made up by the program in place of the patient's own.
        """
        session = self.session
        with session.changing() as change:
            blinding = preferences_of(change.connection).blinding
            where = _where(wanted, session.sees_names)
            judged = _judged(change.connection, where)
            people: dict[str, Patient] = {}
            rows = []
            for row in change.connection.execute(_query(where, session.sees_names)).mappings():
                if _fits(row, wanted):
                    patient = people.get(row["id"]) or self._patient(row)
                    people[patient.id] = patient
                    held = judged.get(row["recording"] or "")
                    rows.append(self._listed(row, patient, held, blinding))
            change.note("table.made", rows=len(rows), patients=len(people))
        return rows

    def _patient(self, row: RowMapping) -> Patient:
        names = self.session.sees_names
        patient = patient_of(row, names)
        if names:
            return patient
        stands_for = replace(patient.about, number=patient.id[:_PSEUDONYM])
        return replace(patient, about=stands_for)

    def _listed(
        self, row: RowMapping, patient: Patient, judged: _Judged | None, blinding: bool
    ) -> TableRow:
        names = self.session.sees_names
        document = row["document"]
        found = None if document is None else ExaminerFindings.model_validate_json(document)
        hidden = judged is not None and blinding and found is None
        line = None if judged is None or hidden else JudgementLine.parse(judged.row)
        return TableRow(
            patient,
            row["visit"] or "",
            row["date"] or "",
            row["recording"] or "",
            row["made"] or "",
            line,
            "" if judged is None else judged.state,
            "" if judged is None or line is None else judged.overridden or line.outcome,
            hidden,
            found if names or found is None else found.without_words(),
        )


def holding(judgements: Iterable[tuple[str, int, _T]]) -> _T | None:
    """Return what holds of the judgements of one recording.

    Args:
        judgements: State, number and what stands for each.
    """
    ranked = [((state in _CHECKED, number), one) for state, number, one in judgements]
    return max(ranked, key=lambda pair: pair[0])[1] if ranked else None


def _where(wanted: Wanted, names: bool) -> list[ColumnElement[bool]]:
    where = found_by(wanted.typed, names)
    if wanted.class_name:
        # Nobody is found by what may not be seen.
        where.append(PATIENTS.c.class_name == wanted.class_name if names else false())
    if wanted.first:
        where.append(VISITS.c.date >= wanted.first)
    if wanted.last:
        where.append(VISITS.c.date <= wanted.last)
    for column, ids in ((PATIENTS.c.id, wanted.patients), (RECORDINGS.c.id, wanted.recordings)):
        if ids is not None and len(ids) <= _AS_VALUES:
            where.append(column.in_(ids))
    return where


def _fits(row: RowMapping, wanted: Wanted) -> bool:
    pairs = ((row["id"], wanted.patients), (row["recording"], wanted.recordings))
    return all(ids is None or one in ids for one, ids in pairs)


def _there() -> ColumnElement[bool]:
    return and_(
        RECORDINGS.c.visit == VISITS.c.id, RECORDINGS.c.deleted == "", RECORDINGS.c.state == ""
    )


def _query(where: list[ColumnElement[bool]], names: bool) -> Select[Any]:
    # The order of names would tell of them.
    order = (PATIENTS.c.class_name, PATIENTS.c.sought) if names else ()
    newest = (
        select(FINDINGS.c.visit, func.max(FINDINGS.c.number).label("number"))
        .group_by(FINDINGS.c.visit)
        .subquery()
    )
    return (
        select(
            *PATIENTS.c,
            VISITS.c.id.label("visit"),
            VISITS.c.date,
            RECORDINGS.c.id.label("recording"),
            RECORDINGS.c.made,
            FINDINGS.c.document,
        )
        .select_from(PATIENTS)
        .outerjoin(VISITS, and_(VISITS.c.patient == PATIENTS.c.id, SHOWN))
        .outerjoin(RECORDINGS, _there())
        .outerjoin(newest, newest.c.visit == VISITS.c.id)
        .outerjoin(
            FINDINGS, and_(FINDINGS.c.visit == newest.c.visit, FINDINGS.c.number == newest.c.number)
        )
        .where(*where)
        .order_by(*order, PATIENTS.c.id, VISITS.c.date, RECORDINGS.c.made)
    )


def _judged(connection: Connection, where: list[ColumnElement[bool]]) -> Mapping[str, _Judged]:
    """Return what holds of each recording that was judged."""
    newest = (
        select(STEPS.c.judgement, func.max(STEPS.c.number).label("number"))
        .group_by(STEPS.c.judgement)
        .subquery()
    )
    query = (
        select(
            *JUDGEMENTS.c,
            STEPS.c.state.label("step"),
            STEPS.c.outcome.label("overridden"),
        )
        .select_from(PATIENTS)
        .join(VISITS, VISITS.c.patient == PATIENTS.c.id)
        .join(RECORDINGS, _there())
        .join(JUDGEMENTS, JUDGEMENTS.c.recording == RECORDINGS.c.id)
        .outerjoin(newest, newest.c.judgement == JUDGEMENTS.c.id)
        .outerjoin(
            STEPS, and_(STEPS.c.judgement == newest.c.judgement, STEPS.c.number == newest.c.number)
        )
        .where(*where)
    )
    of_recording: dict[str, list[tuple[str, int, _Judged]]] = {}
    for row in connection.execute(query).mappings():
        one = _Judged(row, row["step"] or "draft", row["overridden"] or "")
        of_recording.setdefault(row["recording"], []).append((one.state, row["number"], one))
    held = {recording: holding(ones) for recording, ones in of_recording.items()}
    return {recording: one for recording, one in held.items() if one is not None}
