"""What a person needs to know to review a judgement or to print it, read in one go."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from scolioapp.storage.records.judgements import Judgements, KeptJudgement
from scolioapp.storage.records.patients import Patient, PatientFields
from scolioapp.storage.records.preferences import RecordPreferences, preferences_of
from scolioapp.storage.records.record_errors import MissingRecordError
from scolioapp.storage.records.record_roles import Right, Role, operation
from scolioapp.storage.records.record_tables import (
    JUDGEMENTS,
    PATIENTS,
    RECORDINGS,
    SIGNATURES,
    TRAIL,
    USERS,
    VISITS,
)
from scolioapp.storage.records.records_session import Section
from scolioapp.storage.records.review_steps import setter_of, state_in
from scolioapp.storage.records.signatures import Signature, Signatures
from scolioapp.storage.records.visits import ExaminerFindings, Visit, findings_of

_HEAD_DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """A recording with everything that was said of it.

    Attributes:
        recording: Its id.
        patient: Whose it is.
        visit: On which day.
        findings: The examiner's own, the newest revision; None: none yet.
        judgements: All, the first one first.
        signatures: By the id of the judgement under which they stand, the first one first.
        signed_findings: By the id of a signature, the examiner's findings as they were signed, or None.
        names: Names of users by their ids.
        roles: Their roles today, by their ids.
        preferences: The settings of the records.
    """

    recording: str
    patient: Patient
    visit: Visit
    findings: ExaminerFindings | None
    judgements: tuple[KeptJudgement, ...]
    signatures: Mapping[str, tuple[Signature, ...]]
    signed_findings: Mapping[str, ExaminerFindings | None]
    names: Mapping[str, str]
    roles: Mapping[str, Role]
    preferences: RecordPreferences

    def judgement(self, number: int | None = None) -> KeptJudgement | None:
        """Return a judgement by its number, or the newest."""
        wanted = [each for each in self.judgements if number in (None, each.number)]
        return wanted[-1] if wanted else None


@dataclass(frozen=True, slots=True)
class CheckedPage:
    """What the records know of a printed page.

    Attributes:
        signature: The signature with the code that stands on it, checked.
        number: The patient's own number.
        name: The patient's name.
        date: Of the visit.
        version: Number of the judgement that was signed.
        outcome: What was signed: value of `engine.core.classes.Outcome`.
        model_outcome: What the model said, where a person put another outcome in its place, or "".
        model_status: What the model is worth: ``demo``, ``research``, ``validated`` or "".
        set_by: Who put it in its place, or "".
        amended: Whether a later version took the place of it.
        head: Whether the trail had the head that stands on the page; None: not asked.
    """

    signature: Signature
    number: str
    name: str
    date: str
    version: int
    outcome: str
    model_outcome: str
    model_status: str
    set_by: str
    amended: bool
    head: bool | None


class Reviews(Section):
    """What is read for a review."""

    @operation(Right.NAMES)
    def of(self, recording: str) -> ReviewFacts:
        """Return everything about a recording that a review needs.

        Raises:
            MissingRecordError: The recording is gone.
        """
        session = self.session
        with session.reading() as connection:
            visit = _visit(connection, recording)
            found = findings_of(connection, visit.id)
            judgements = Judgements(session).of(recording)
            signing = Signatures(session)
            users = connection.execute(select(USERS.c.id, USERS.c.name, USERS.c.role)).all()
            return ReviewFacts(
                recording,
                _patient(connection, visit.patient),
                visit,
                found[0].found if found else None,
                tuple(judgements),
                {each.id: tuple(signing.of(each.id)) for each in judgements},
                _signed_findings(connection, judgements),
                {row.id: row.name for row in users},
                {row.id: Role(row.role) for row in users},
                preferences_of(connection),
            )

    @operation(Right.NAMES)
    def note_paper(self, recording: str, *, letter: bool = False) -> None:
        """Note in the trail that a report that is not signed, or a letter, goes onto paper or into a file.

        Raises:
            MissingRecordError: The recording is gone.
        """
        with self.session.changing() as change:
            visit = _visit(change.connection, recording)
            action = "letter.made" if letter else "report.made"
            change.note(action, visit.patient, recording=recording)

    @operation(Right.NAMES)
    def check(self, code: str, head: str = "") -> CheckedPage:
        """Look up the codes that stand on a printed page.

        Args:
            code: Verification code of the signature.
            head: Head of the audit trail; "": not asked.

        Raises:
            MissingRecordError: No signature has this code.
        """
        session = self.session
        signature = Signatures(session).find(code)
        with session.changing() as change:
            row = change.row(JUDGEMENTS, signature.judgement)
            visit = _visit(change.connection, row.recording)
            about = _patient(change.connection, visit.patient).about
            step = state_in(change.connection, row.id)
            set_by = change.connection.scalar(
                select(setter_of(JUDGEMENTS.c.id)).where(JUDGEMENTS.c.id == row.id)
            )
            known = _head_known(change.connection, head) if head.strip() else None
            change.note("page.checked", visit.patient, judgement=row.id)
        other = step.outcome not in ("", row.outcome)
        return CheckedPage(
            signature,
            about.number,
            about.name,
            visit.date,
            row.number,
            step.outcome or row.outcome,
            row.outcome if other else "",
            row.model_status,
            str(set_by or "") if other else "",
            step.state == "amended",
            known,
        )


def _head_known(connection: Connection, code: str) -> bool:
    """Tell whether the trail had a head, by its code as it is printed."""
    number, _, begins = code.strip().lower().partition("-")
    if not number.isascii() or not number.isdigit() or len(begins) < _HEAD_DIGITS:
        return False
    found = connection.scalar(select(TRAIL.c.hash).where(TRAIL.c.number == int(number[:18])))
    return found is not None and str(found).startswith(begins)


def _visit(connection: Connection, recording: str) -> Visit:
    query = select(VISITS).join(RECORDINGS, RECORDINGS.c.visit == VISITS.c.id)
    row = connection.execute(query.where(RECORDINGS.c.id == recording)).first()
    if row is None:
        raise MissingRecordError
    return Visit(row.id, row.patient, row.date, row.examiner, row.notes)


def _patient(connection: Connection, patient: str) -> Patient:
    row = connection.execute(select(PATIENTS).where(PATIENTS.c.id == patient)).one()
    about = PatientFields(
        row.number,
        row.name,
        row.birth_date,
        row.sex,
        row.class_name,
        row.guardian,
        row.notes,
    )
    return Patient(row.id, about, row.created)


def _signed_findings(
    connection: Connection, judgements: list[KeptJudgement]
) -> dict[str, ExaminerFindings | None]:
    query = select(SIGNATURES.c.id, SIGNATURES.c.document)
    wanted = query.where(SIGNATURES.c.judgement.in_([each.id for each in judgements]))
    signed = {}
    for row in connection.execute(wanted):
        said = json.loads(row.document).get("findings")
        signed[row.id] = ExaminerFindings.model_validate(said["found"]) if said else None
    return signed
