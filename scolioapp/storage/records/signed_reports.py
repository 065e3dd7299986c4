"""A signed judgement as it is handed to others, collected out of the records.

Its pictures are made of the files that come with it (`scolioapp.jobs.report_pictures`). Must not know
formats, nor peers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import ValidationError
from sqlalchemy import Connection, select

from engine.core.classes import Outcome
from engine.core.kept_result import RESULT
from engine.core.result import ScreeningResult
from engine.core.text import text
from engine.export.signed_report import (
    Replaced,
    ReportedPatient,
    ScoliometerAngle,
    Signed,
    SignedReport,
)
from scolioapp.storage.records import containers
from scolioapp.storage.records.judgements import KeptJudgement, digest_of
from scolioapp.storage.records.record_change import Change
from scolioapp.storage.records.record_errors import MissingRecordError, RecordsError, damaged
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import JUDGEMENTS, PATIENTS, RECORDINGS
from scolioapp.storage.records.records_session import Section
from scolioapp.storage.records.review_reading import ReviewFacts, Reviews
from scolioapp.storage.records.signatures import Signature
from scolioapp.storage.records.signed_pages import KeptPages, first_pages
from scolioapp.storage.records.visits import ExaminerFindings
from scolioapp.storage.records.worklist_orders import order_of_visit


class NoPagesError(RecordsError):
    """The pages of a signature were never made: whoever wants the report makes them first.

    Args:
        recording: Id of the recording.
        number: Number of the judgement.
    """

    code = "records_no_pages"

    def __init__(self, recording: str = "", number: int = 0) -> None:
        self.recording, self.number = recording, number
        super().__init__(
            text("The report of this result was not made yet."),
            text("Open the result and save or print its report once, then send it again."),
        )


class NotForOthersError(RecordsError):
    """A judgement that must not be handed to others, or not any more."""

    code = "records_not_for_others"


@dataclass(frozen=True, slots=True)
class Collected:
    """A report with what its pictures are made of.

    Attributes:
        report: The report, without still and video.
        files: The files of the judgement (`engine.core.kept_result.FILES`).
    """

    report: SignedReport
    files: Mapping[str, bytes]


class SignedReports(Section):
    """Signed judgements for others."""

    @operation(Right.NAMES)
    def collect(self, judgement: str) -> Collected:
        """Return a signed judgement with what belongs to it, which the trail notes.

        One that was amended since is still what was signed then; its amendment is a report of its own.

        Raises:
            NotForOthersError: It is not signed, its signature does not hold, or it is in the recycle bin.
            NoPagesError: The page that was signed was never made.
            MissingRecordError: It is gone.
            DamagedError: A file is not as it was written.
        """
        with self.session.changing() as change:
            row = change.row(JUDGEMENTS, judgement)
            facts = Reviews(self.session).of(row.recording)
            kept = next(each for each in facts.judgements if each.id == judgement)
            signature = _signature(facts, kept)
            self._check_there(change.connection, facts)
            pages = first_pages(change.connection, self.session, signature.id)
            if pages is None:
                raise NoPagesError(row.recording, row.number)
            files = self._files(change, facts, str(row.container), kept.digest)
            report = _report(change.connection, facts, kept, signature, pages, files)
            change.note("report.collected", facts.patient.id, judgement=judgement)
        return Collected(report, files)

    def _files(
        self, change: Change, facts: ReviewFacts, container: str, digest: str
    ) -> dict[str, bytes]:
        patient = facts.patient.id
        with containers.opened(change.connection, self.session, patient, container) as kept:
            files = {name: kept.read(name) for name in kept.names}
        if digest_of(files) != digest:
            raise damaged(f"{container}{containers.SUFFIX}")
        return files

    def _check_there(self, connection: Connection, facts: ReviewFacts) -> None:
        gone = (
            select(RECORDINGS.c.deleted).where(RECORDINGS.c.id == facts.recording),
            select(PATIENTS.c.deleted).where(PATIENTS.c.id == facts.patient.id),
        )
        if any(connection.scalar(each) for each in gone):
            raise NotForOthersError(
                text("This recording is in the recycle bin, so its result is not sent."),
                text("Take it back out of the recycle bin first."),
            )


def _signature(facts: ReviewFacts, kept: KeptJudgement) -> Signature:
    """Return the signature that counts for a judgement."""
    signatures = facts.signatures[kept.id]
    if kept.hidden or kept.state not in ("signed", "amended") or not signatures:
        raise NotForOthersError(
            text("Only a signed result is sent to others; this one is not signed."),
            text("Review and sign it first."),
        )
    if not signatures[-1].holds:
        raise NotForOthersError(
            text("The signature of this result does not hold any more, so it is not sent."),
            text("Review and sign again, or ask an administrator to look into it."),
        )
    return signatures[-1]


def _report(
    connection: Connection,
    facts: ReviewFacts,
    kept: KeptJudgement,
    signature: Signature,
    pages: KeptPages,
    files: Mapping[str, bytes],
) -> SignedReport:
    found = facts.signed_findings[signature.id] or ExaminerFindings()
    decided = next((each for each in reversed(kept.steps) if each.state == "reviewed"), None)
    overridden = decided is not None and decided.outcome not in ("", kept.line.outcome)
    return SignedReport(
        patient=_patient(facts),
        visit=facts.visit.id,
        visit_date=date.fromisoformat(facts.visit.date),
        recording=facts.recording,
        recorded=_recorded(connection, facts.recording),
        judgement=kept.id,
        version=kept.number,
        replaced=_replaced(facts, kept),
        outcome=Outcome(kept.outcome),
        override_reason=decided.reason if decided is not None and overridden else "",
        result=_result(files),
        angles=tuple(
            ScoliometerAngle(each.level, each.degrees, each.side) for each in found.scoliometer
        ),
        forward_bend=found.forward_bend,
        signature=Signed(
            signature.name,
            datetime.fromisoformat(signature.made),
            signature.meaning,
            signature.code,
            signature.sha256,
        ),
        reviewer="" if decided is None else facts.names.get(decided.made_by, ""),
        institution=tuple(each for each in facts.preferences.letterhead if each.strip()),
        language=pages.language.replace("_", "-"),
        pdf=pages.content,
        order=order_of_visit(connection, facts.visit.id),
    )


def _patient(facts: ReviewFacts) -> ReportedPatient:
    about = facts.patient.about
    try:
        born = date.fromisoformat(about.birth_date)
    except ValueError:
        born = None
    match about.sex:
        case "female" | "male" | "other" as sex:
            return ReportedPatient(about.number, about.name, born, sex)
    return ReportedPatient(about.number, about.name, born)


def _recorded(connection: Connection, recording: str) -> datetime | None:
    """Return when a camera of this program recorded it; when a file was made, nobody knows."""
    query = select(RECORDINGS.c.made, RECORDINGS.c.source).where(RECORDINGS.c.id == recording)
    row = connection.execute(query).first()
    if row is None:
        raise MissingRecordError
    return datetime.fromisoformat(row.made) if row.source == "camera" else None


def _replaced(facts: ReviewFacts, kept: KeptJudgement) -> Replaced | None:
    old = next((each for each in facts.judgements if each.id == kept.amends), None)
    if old is None or not facts.signatures[old.id]:
        return None
    return Replaced(old.id, old.number, kept.reason)


def _result(files: Mapping[str, bytes]) -> ScreeningResult:
    try:
        return ScreeningResult.from_json(files[RESULT].decode())
    except (KeyError, ValueError, ValidationError) as error:
        raise damaged(RESULT) from error
