"""Recordings as lists show them: who, when, and what the newest judgement says, in one query.

Must not open a container: a list of thousands is there at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, or_, select

from scolioapp.storage.records.patients import Patient, patient_of, plain
from scolioapp.storage.records.preferences import preferences_of
from scolioapp.storage.records.record_errors import MissingRecordError
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import (
    CONTAINERS,
    FINDINGS,
    JUDGEMENTS,
    PATIENTS,
    RECORDINGS,
    STEPS,
    VISITS,
)
from scolioapp.storage.records.records_session import Section
from scolioapp.storage.records.review_steps import setter_of
from scolioapp.storage.records.sought_words import Sought
from scolioapp.storage.records.visits import SHOWN


@dataclass(frozen=True, slots=True)
class ListedRecording:
    """A recording with its newest judgement, as one line of a list.

    Attributes:
        recording: Id of the recording.
        visit: Id of its visit.
        patient: Id of the patient.
        number: The patient's own number.
        name: Blank for whoever may not see names, as `class_name` and `title`.
        date: Of the visit.
        made: When it was recorded or brought in.
        title: What the recording is called.
        judgement: Id of its newest judgement, or "".
        judgements: How often it was judged.
        outcome: What holds: what a person put in place of the model's outcome, else that; "" where `hidden`.
        verdict: Value of `engine.core.findings.Verdict`; likewise.
        model: Name of the model; likewise.
        model_status: ``demo``, ``research``, ``validated`` or ""; likewise.
        person: Number of the person who was judged, or None.
        state: ``draft``, ``reviewed``, ``signed`` or ``amended``.
        hidden: Whether the examiner's own finding comes first.
        model_outcome: What the model said, where a person put another outcome in its place; likewise.
        set_by: Name of who did; blank for whoever may not see names.
        has_video: Whether its video is kept.
        repeats: Id of the earlier recording that it repeats, which may be gone, or ""; "" also while the two
            belong to different patients.
        screened_before: When that one was screened, or "".
    """

    recording: str
    visit: str
    patient: str
    number: str
    name: str
    class_name: str
    date: str
    made: str
    title: str
    judgement: str = ""
    judgements: int = 0
    outcome: str = ""
    verdict: str = ""
    model: str = ""
    model_status: str = ""
    person: int | None = None
    state: str = "draft"
    hidden: bool = False
    model_outcome: str = ""
    set_by: str = ""
    has_video: bool = False
    repeats: str = ""
    screened_before: str = ""


@dataclass(frozen=True, slots=True)
class WaitingRecording:
    """A recording that was never judged.

    Attributes:
        recording: Id of the recording.
        patient: Id of the patient.
        number: The patient's own number.
        name: The patient's name.
        title: What the recording is called.
        has_video: Whether its video is kept.
    """

    recording: str
    patient: str
    number: str
    name: str
    title: str
    has_video: bool


class RecordingList(Section):
    """The lists of recordings."""

    @operation(Right.NUMBERS)
    def judged(self, *, offset: int = 0, limit: int = 2000) -> list[ListedRecording]:
        """Return the recordings with a judgement, the newest first, without those in the recycle bin.

        Args:
            offset: How many to pass over.
            limit: How many at most.
        """
        return self._listed(RECORDINGS.c.id.in_(_newest().offset(offset).limit(limit)))

    @operation(Right.NUMBERS)
    def older(
        self, sought: Sequence[Sought], *, until: str = "", limit: int = 500
    ) -> list[ListedRecording]:
        """Return recordings with a judgement that fit, the newest first.

        Whoever may not see names finds nothing by them; no outcome is found that is not shown yet.

        Args:
            sought: Each of these must fit.
            until: When the newest of them was made at the latest, UTC; "": whenever.
            limit: How many at most.
        """
        names = self.session.sees_names
        with self.session.reading() as connection:
            blinding = preferences_of(connection).blinding
            # What a judgement says is looked up only where a word stands for such a thing.
            judged = _newest()
            if any(each.said for each in sought):
                judged = _judged(select(RECORDINGS.c.id)).where(
                    *_there(), JUDGEMENTS.c.id.is_not(None)
                )
                judged = judged.order_by(RECORDINGS.c.made.desc(), RECORDINGS.c.id)
            wanted = judged.where(*(_fits(each, names, blinding) for each in sought))
            if until:
                wanted = wanted.where(RECORDINGS.c.made <= until)
            found = connection.scalars(wanted.limit(limit)).all()
        return self._listed(RECORDINGS.c.id.in_(found))

    @operation(Right.NUMBERS)
    def count(self) -> int:
        """Return how many recordings with a judgement there are."""
        query = (
            select(func.count(RECORDINGS.c.id))
            .join(VISITS, VISITS.c.id == RECORDINGS.c.visit)
            .join(PATIENTS, PATIENTS.c.id == VISITS.c.patient)
            .where(*_there(), exists().where(JUDGEMENTS.c.recording == RECORDINGS.c.id))
        )
        with self.session.reading() as connection:
            return connection.scalar(query) or 0

    @operation(Right.NUMBERS)
    def one(self, recording: str) -> ListedRecording:
        """Return the line of a recording, judged or not, in the recycle bin or not.

        Raises:
            MissingRecordError: It is gone.
        """
        lines = self._listed(RECORDINGS.c.id == recording)
        if not lines:
            raise MissingRecordError
        return lines[0]

    @operation(Right.EXAMINE)
    def waiting(self) -> list[WaitingRecording]:
        """Return the recordings that were never judged, the oldest first."""
        query = (
            select(RECORDINGS.c.id, RECORDINGS.c.title, *_WHO, _VIDEO)
            .join(VISITS, VISITS.c.id == RECORDINGS.c.visit)
            .join(PATIENTS, PATIENTS.c.id == VISITS.c.patient)
            .where(*_there(), ~exists().where(JUDGEMENTS.c.recording == RECORDINGS.c.id))
            .order_by(RECORDINGS.c.made, RECORDINGS.c.id)
        )
        with self.session.reading() as connection:
            rows = connection.execute(query).all()
        return [
            WaitingRecording(row.id, row.patient, row.number, row.name, row.title, row.has_video)
            for row in rows
        ]

    @operation(Right.NUMBERS)
    def patients_of(self, date: str, *, limit: int = 20) -> list[Patient]:
        """Return the patients with a visit on a date, those with the newest recording first.

        Args:
            date: ``YYYY-MM-DD``.
            limit: How many at most.
        """
        newest = func.coalesce(func.max(RECORDINGS.c.made), "")
        query = (
            select(*PATIENTS.c)
            .join(VISITS, VISITS.c.patient == PATIENTS.c.id)
            .outerjoin(RECORDINGS, RECORDINGS.c.visit == VISITS.c.id)
            .where(VISITS.c.date == date, SHOWN, PATIENTS.c.deleted == "")
            .where(PATIENTS.c.merged_into.is_(None))
            .group_by(PATIENTS.c.id)
            .order_by(newest.desc(), PATIENTS.c.number)
            .limit(limit)
        )
        names = self.session.sees_names
        with self.session.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return [patient_of(row, names) for row in rows]

    def _listed(self, which: ColumnElement[bool]) -> list[ListedRecording]:
        names = self.session.sees_names
        with self.session.reading() as connection:
            rows = connection.execute(_lines(which)).all()
            blinding = preferences_of(connection).blinding
            found = _with_findings(connection, which) if blinding else set()
        return [_line(row, names, blinding and row.visit not in found) for row in rows]


_WHO = (
    PATIENTS.c.id.label("patient"),
    PATIENTS.c.number,
    PATIENTS.c.name,
    PATIENTS.c.class_name,
)
_VIDEO = (
    exists()
    .where(CONTAINERS.c.recording == RECORDINGS.c.id, CONTAINERS.c.kind == "video")
    .label("has_video")
)


def _there() -> tuple[ColumnElement[bool], ...]:
    return (RECORDINGS.c.deleted == "", RECORDINGS.c.state == "", PATIENTS.c.deleted == "")


def _newest() -> Select[Any]:
    """Return the ids of the recordings with a judgement, the newest first."""
    return (
        select(RECORDINGS.c.id)
        .join(VISITS, VISITS.c.id == RECORDINGS.c.visit)
        .join(PATIENTS, PATIENTS.c.id == VISITS.c.patient)
        .where(*_there(), exists().where(JUDGEMENTS.c.recording == RECORDINGS.c.id))
        .order_by(RECORDINGS.c.made.desc(), RECORDINGS.c.id)
    )


def _fits(sought: Sought, names: bool, blinding: bool) -> ColumnElement[bool]:
    """Return what is true of the recordings that a word finds, in a query of `_judged`."""
    word, number = plain(sought.word), func.lower(PATIENTS.c.number)
    told: list[ColumnElement[str]] = [VISITS.c.date, RECORDINGS.c.made]
    told += [PATIENTS.c.sought, func.lower(RECORDINGS.c.title)] if names else [number]
    ways = [each.contains(word, autoescape=True) for each in told]
    ways += [VISITS.c.date.like(f"%-{month}-%") for month in sought.months]
    if not sought.said:
        return or_(*ways)
    ways.append(func.coalesce(STEPS.c.state, "draft").in_(sought.states))
    outcome = func.coalesce(func.nullif(STEPS.c.outcome, ""), JUDGEMENTS.c.outcome)
    said = or_(
        outcome.in_(sought.outcomes),
        JUDGEMENTS.c.verdict.in_(sought.verdicts),
        JUDGEMENTS.c.model_status.in_(sought.statuses),
    )
    if blinding:
        said = and_(said, exists().where(FINDINGS.c.visit == VISITS.c.id))
    return or_(*ways, said)


def _judged(query: Select[Any]) -> Select[Any]:
    """Join recordings with visit, patient, newest judgement and its newest step, where there are some."""
    newest = (
        select(func.max(JUDGEMENTS.c.number))
        .where(JUDGEMENTS.c.recording == RECORDINGS.c.id)
        .correlate(RECORDINGS)
        .scalar_subquery()
    )
    step = (
        select(func.max(STEPS.c.number))
        .where(STEPS.c.judgement == JUDGEMENTS.c.id)
        .correlate(JUDGEMENTS)
        .scalar_subquery()
    )
    return (
        query.join(VISITS, VISITS.c.id == RECORDINGS.c.visit)
        .join(PATIENTS, PATIENTS.c.id == VISITS.c.patient)
        .outerjoin(
            JUDGEMENTS,
            (JUDGEMENTS.c.recording == RECORDINGS.c.id) & (JUDGEMENTS.c.number == newest),
        )
        .outerjoin(STEPS, (STEPS.c.judgement == JUDGEMENTS.c.id) & (STEPS.c.number == step))
    )


def _lines(which: ColumnElement[bool]) -> Select[Any]:
    return (
        _judged(
            select(
                RECORDINGS.c.id.label("recording"),
                RECORDINGS.c.made,
                RECORDINGS.c.title,
                VISITS.c.id.label("visit"),
                VISITS.c.date,
                *_WHO,
                _VIDEO,
                JUDGEMENTS.c.id.label("judgement"),
                JUDGEMENTS.c.number.label("judgements"),
                *(JUDGEMENTS.c[name] for name in _SAID),
                STEPS.c.state,
                STEPS.c.outcome.label("instead"),
                setter_of(JUDGEMENTS.c.id),
                RECORDINGS.c.repeats,
                RECORDINGS.c.screened_before,
                _EARLIER_VISIT.c.patient.label("earlier_patient"),
            )
        )
        .outerjoin(_EARLIER, _EARLIER.c.id == RECORDINGS.c.repeats)
        .outerjoin(_EARLIER_VISIT, _EARLIER_VISIT.c.id == _EARLIER.c.visit)
        .where(which)
        .order_by(RECORDINGS.c.made.desc(), RECORDINGS.c.id)
    )


_EARLIER = RECORDINGS.alias("earlier")
_EARLIER_VISIT = VISITS.alias("earlier_visit")
_SAID = ("outcome", "verdict", "model", "model_status", "person")


def _with_findings(connection: Connection, which: ColumnElement[bool]) -> set[str]:
    """Return the visits for which an examiner's own finding is written down."""
    query = (
        select(FINDINGS.c.visit)
        .join(RECORDINGS, RECORDINGS.c.visit == FINDINGS.c.visit)
        .where(which)
    )
    return set(connection.scalars(query.distinct()))


def _line(row: Row[Any], names: bool, hidden: bool) -> ListedRecording:
    shown = row.judgement is not None and not hidden
    other = shown and row.instead not in (None, "", row.outcome)
    repeats = row.earlier_patient in (None, row.patient)
    return ListedRecording(
        recording=row.recording,
        visit=row.visit,
        patient=row.patient,
        number=row.number,
        name=row.name if names else "",
        class_name=row.class_name if names else "",
        date=row.date,
        made=row.made,
        title=row.title if names else "",
        judgement=row.judgement or "",
        judgements=row.judgements or 0,
        outcome=(row.instead or row.outcome) if shown else "",
        verdict=row.verdict if shown else "",
        model=row.model if shown else "",
        model_status=row.model_status if shown else "",
        person=row.person,
        state=row.state or "draft",
        hidden=hidden,
        model_outcome=row.outcome if other else "",
        set_by=row.set_by or "" if other and names else "",
        has_video=row.has_video,
        repeats=row.repeats if repeats else "",
        screened_before=row.screened_before if repeats else "",
    )
