"""Judgements of a recording: added, listed, read, reviewed, amended. What was judged is never changed.

A judgement is the files of a screening (`engine.core.kept_result.FILES`) in a container, and a line of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, select

from engine.core.classes import Outcome
from engine.core.kept_result import SEQUENCE
from engine.core.override import Override
from engine.core.text import text
from scolioapp.storage.records import containers
from scolioapp.storage.records.preferences import preferences_of
from scolioapp.storage.records.record_change import Change, Value
from scolioapp.storage.records.record_errors import (
    BlindedError,
    MissingRecordError,
    RecordsError,
    SignedError,
    damaged,
)
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import (
    CONTAINERS,
    FINDINGS,
    JUDGEMENTS,
    RECORDINGS,
    VISITS,
)
from scolioapp.storage.records.records_session import Section
from scolioapp.storage.records.review_steps import Step, add_step, state_in, steps_of
from scolioapp.storage.records.visit_recordings import patient_of_recording

if TYPE_CHECKING:
    from engine.core.result import ScreeningResult


@dataclass(frozen=True, slots=True)
class Figure:
    """A measurement as the line of a judgement has it, for trends and tables.

    Attributes:
        name: Of `engine.core.measurands`.
        value: Signed as `engine.core.result.Measurement.value`.
        low: Lower end of the 95 % interval, or None.
        high: Upper end of the 95 % interval, or None.
        unit: Value of `engine.core.result.Unit`.
        method: How it was measured, as `engine.core.measuring_method.MeasuringMethod.dump` writes it; ""
            where that was not noted.
    """

    name: str
    value: float
    low: float | None
    high: float | None
    unit: str
    method: str = ""


@dataclass(frozen=True, slots=True)
class JudgementLine:
    """What the list says of a judgement, without its files.

    Attributes:
        outcome: Value of `engine.core.classes.Outcome`.
        verdict: Value of `engine.core.findings.Verdict`.
        model: Name of the model, or "".
        model_sha256: Hash of its file, or "".
        model_status: ``demo``, ``research``, ``validated`` or "".
        person: Number of the person who was judged, or None.
        figures: The measurements that the recording carries.
    """

    outcome: str
    verdict: str
    model: str = ""
    model_sha256: str = ""
    model_status: str = ""
    person: int | None = None
    figures: tuple[Figure, ...] = ()

    @classmethod
    def parse(cls, said: Mapping[Any, Any]) -> JudgementLine:
        """Return a line of what stands in a row, as `dump` wrote it."""
        figures = tuple(Figure(*each) for each in json.loads(said["figures"] or "[]"))
        return cls(**{name: said[name] for name in _LINE}, figures=figures)

    def dump(self) -> dict[str, Value]:
        """Return the line as a row has it."""
        figures = json.dumps([astuple(each) for each in self.figures]) if self.figures else ""
        said: dict[str, Value] = {name: getattr(self, name) for name in _LINE}
        return {**said, "figures": figures}

    @classmethod
    def of(cls, result: ScreeningResult) -> JudgementLine:
        """Return the line of a result."""
        from engine.core.measuring_method import MeasuringMethod

        model = result.model
        return cls(
            result.outcome.value,
            result.quality.verdict.value,
            model.name if model is not None else "",
            model.sha256 if model is not None else "",
            model.status if model is not None else "",
            result.person,
            tuple(
                Figure(
                    name,
                    each.value,
                    each.low,
                    each.high,
                    each.unit.value,
                    MeasuringMethod.of(name, each, result).dump(),
                )
                for name, each in result.measurements.items()
                if each.measurable and each.value is not None
            ),
        )


@dataclass(frozen=True, slots=True)
class KeptJudgement:
    """A judgement as kept.

    Attributes:
        id: 32 hexadecimal digits.
        recording: Whose.
        number: 1 for the first of the recording.
        made: When, UTC.
        made_by: Id of the user.
        digest: Hash of its files, as `engine.core.kept_result.Revision.sha256`.
        line: What it says; empty where the examiner's own finding comes first (`hidden`).
        amends: Id of the judgement that it takes the place of, or "".
        reason: Why it does; blank for whoever may not see names.
        steps: Its steps, the first one first.
        hidden: Whether what it says is not shown yet: the examiner's own finding is asked for first.
    """

    id: str
    recording: str
    number: int
    made: str
    made_by: str
    digest: str
    line: JudgementLine
    amends: str
    reason: str
    steps: tuple[Step, ...]
    hidden: bool = False

    @property
    def state(self) -> str:
        """``draft``, ``reviewed``, ``signed`` or ``amended``."""
        return self.steps[-1].state if self.steps else "draft"

    @property
    def outcome(self) -> str:
        """What holds: what a person put in place of the model's outcome, else that."""
        return (self.steps[-1].outcome if self.steps else "") or self.line.outcome

    @property
    def set_in(self) -> Step | None:
        """The review in which a person put another outcome in place of the model's, or None."""
        # Whoever signs stands for it; it was set in the review.
        reviews = [each for each in self.steps if each.state == "reviewed"]
        other = self.outcome != self.line.outcome and self.outcome in set(Outcome)
        return reviews[-1] if other and reviews else None

    def override(self, names: Mapping[str, str]) -> Override | None:
        """Return what a person put in place of the model's outcome, or None.

        Args:
            names: Names of users by their ids; empty for whoever may not see names.
        """
        step = self.set_in
        if step is None:
            return None
        return Override(Outcome(self.outcome), names.get(step.made_by, ""), step.made, step.reason)


@dataclass(frozen=True, slots=True)
class DatedJudgement:
    """A judgement with the day it is about.

    Attributes:
        date: Of the visit.
        visit: Id of the visit.
        judgement: The judgement.
    """

    date: str
    visit: str
    judgement: KeptJudgement


_LINE = ("outcome", "verdict", "model", "model_sha256", "model_status", "person")
_HIDDEN = JudgementLine("", "")


class Judgements(Section):
    """The judgements."""

    @operation(Right.NUMBERS)
    def of(self, recording: str) -> list[KeptJudgement]:
        """Return the judgements of a recording, the first one first."""
        query = select(JUDGEMENTS).where(JUDGEMENTS.c.recording == recording)
        with self.session.reading() as connection:
            rows = connection.execute(query.order_by(JUDGEMENTS.c.number)).all()
            hidden = blinded(connection, recording)
            return [self._kept(connection, row, hidden) for row in rows]

    @operation(Right.NUMBERS)
    def of_patient(self, patient: str) -> list[DatedJudgement]:
        """Return every judgement of a patient, by the day of the visit, for what changed over time."""
        query = (
            select(JUDGEMENTS, VISITS.c.date, VISITS.c.id.label("visit"))
            .join(RECORDINGS, RECORDINGS.c.id == JUDGEMENTS.c.recording)
            .join(VISITS, VISITS.c.id == RECORDINGS.c.visit)
            .where(VISITS.c.patient == patient, RECORDINGS.c.deleted == "")
        )
        order = (VISITS.c.date, RECORDINGS.c.made, RECORDINGS.c.id, JUDGEMENTS.c.number)
        with self.session.reading() as connection:
            return [
                DatedJudgement(
                    row.date,
                    row.visit,
                    self._kept(connection, row, blinded(connection, row.recording)),
                )
                for row in connection.execute(query.order_by(*order)).all()
            ]

    @operation(Right.NUMBERS)
    def judged_by(self, *sha256: str) -> int:
        """Count the recordings with a judgement of a model, by the hash of its file, or one of several."""
        query = select(func.count(func.distinct(JUDGEMENTS.c.recording)))
        with self.session.reading() as connection:
            return connection.scalar(query.where(JUDGEMENTS.c.model_sha256.in_(sha256))) or 0

    @operation(Right.EXAMINE)
    def add(self, recording: str, line: JudgementLine, files: Mapping[str, bytes]) -> KeptJudgement:
        """Add a judgement, as a draft; those before it stay.

        Raises:
            SignedError: One is signed: it can only be amended.
            MissingRecordError: The recording is gone.
            OutputError: It cannot be written.
        """
        session = self.session
        with session.reading() as connection:
            patient = patient_of_recording(connection, recording)
        container, wrapped = containers.keep(session, patient, files)
        with session.changing() as change:
            if _signed(change.connection, recording):
                raise SignedError(
                    text("This recording has a signed judgement, which cannot be changed."),
                    text("Amend it, with a reason; both versions stay readable."),
                )
            change.insert(
                CONTAINERS, id=container, recording=recording, kind="judgement", wrapped=wrapped
            )
            row = self._insert(change, recording, container, digest_of(files), line)
            change.note("judgement.added", patient, recording=recording, judgement=row.id)
            kept = self._kept(change.connection, row, blinded(change.connection, recording))
        return kept

    @operation(Right.NAMES)
    def files(self, judgement: str) -> dict[str, bytes]:
        """Read the files of a judgement, which the trail notes.

        Raises:
            RecordsError: The examiner's own finding comes first.
            MissingRecordError: It is gone.
            DamagedError: They are not as they were written.
        """
        return self._files(judgement)

    @operation(Right.NUMBERS)
    def sequence(self, judgement: str) -> bytes:
        """Read the numbers of a walk alone: no picture, and not the name that its video file had.

        Raises:
            RecordsError: The examiner's own finding comes first.
            MissingRecordError: It is gone, or nobody was judged.
            ScolioError: It is not as it was written, or no sequence.
        """
        from engine.gait.sequence import GaitSequence  # brings scipy along

        files = self._files(judgement)
        if SEQUENCE not in files:
            raise MissingRecordError
        walk = GaitSequence.parse(files[SEQUENCE], SEQUENCE)
        return replace(walk, source=replace(walk.source, name="")).dump()

    def _files(self, judgement: str) -> dict[str, bytes]:
        session = self.session
        with session.changing() as change:
            row = change.row(JUDGEMENTS, judgement)
            if blinded(change.connection, row.recording):
                raise BlindedError(
                    text("What the model says is shown after the examiner's own finding."),
                    text("Write down the findings of this visit first."),
                )
            patient = patient_of_recording(change.connection, row.recording)
            with containers.opened(change.connection, session, patient, row.container) as kept:
                files = {name: kept.read(name) for name in kept.names}
            if digest_of(files) != row.digest:
                raise damaged(f"{row.container}{containers.SUFFIX}")
            change.note("judgement.viewed", patient, judgement=judgement)
        return files

    # Review

    @operation(Right.REVIEW)
    def review(self, judgement: str, *, outcome: str = "", reason: str = "") -> None:
        """Say that a person has looked at a judgement, and agrees or puts another outcome in its place.

        Args:
            judgement: A draft, or one that was reviewed and is reviewed again.
            outcome: Value of `engine.core.classes.Outcome` that holds instead; "": the model's.
            reason: Why; needed for another outcome.

        Raises:
            SignedError: It is signed or amended.
            RecordsError: A reason is missing, or the examiner's own finding.
        """
        if outcome and (outcome not in {each.value for each in Outcome} or not reason.strip()):
            raise RecordsError(
                text("Another outcome (“{outcome}”) needs a reason.", outcome=outcome),
                text("Write in a few words why it holds instead of the model's."),
            )
        with self.session.changing() as change:
            row = change.row(JUDGEMENTS, judgement)
            if state_in(change.connection, judgement).state in ("signed", "amended"):
                raise SignedError(
                    text("This judgement is signed and cannot be reviewed again."),
                    text("Amend it, with a reason; both versions stay readable."),
                )
            if blinded(change.connection, row.recording):
                raise BlindedError(
                    text("The examiner's own finding is missing."),
                    text("Write down the findings of this visit first."),
                )
            add_step(change, self.session, judgement, "reviewed", outcome=outcome, reason=reason)
            patient = patient_of_recording(change.connection, row.recording)
            change.note("judgement.reviewed", patient, judgement=judgement, outcome=outcome)

    @operation(Right.REVIEW)
    def amend(
        self,
        judgement: str,
        reason: str,
        line: JudgementLine | None = None,
        files: Mapping[str, bytes] | None = None,
    ) -> KeptJudgement:
        """Put a new draft in place of a signed judgement; both stay readable.

        Args:
            judgement: The signed one.
            reason: Why.
            line: What the new one says; None: the same, to be reviewed anew.
            files: Its files, with ``line``.

        Raises:
            RecordsError: It is not signed, or the reason is missing.
            OutputError: It cannot be written.
        """
        session = self.session
        if not reason.strip():
            raise RecordsError(
                text("An amendment needs a reason."), text("Write in a few words what changes.")
            )
        with session.reading() as connection:
            old = connection.execute(select(JUDGEMENTS).where(JUDGEMENTS.c.id == judgement)).first()
            if old is None:
                raise MissingRecordError
            patient = patient_of_recording(connection, old.recording)
        kept = containers.keep(session, patient, files) if files is not None else None
        with session.changing() as change:
            signed = state_in(change.connection, judgement)
            if signed.state != "signed":
                raise RecordsError(
                    text("Only a signed judgement is amended; this one is not signed."),
                    text("Review it again instead."),
                )
            container, digest = old.container, old.digest
            if kept is not None and files is not None:
                container, digest = kept[0], digest_of(files)
                change.insert(
                    CONTAINERS,
                    id=container,
                    recording=old.recording,
                    kind="judgement",
                    wrapped=kept[1],
                )
            add_step(change, session, judgement, "amended", outcome=signed.outcome, reason=reason)
            row = self._insert(
                change, old.recording, container, digest, line or line_of(old), judgement, reason
            )
            change.note("judgement.amended", patient, judgement=judgement, by=row.id)
            return self._kept(change.connection, row, False)

    def _insert(
        self,
        change: Change,
        recording: str,
        container: str,
        digest: str,
        line: JudgementLine,
        amends: str = "",
        reason: str = "",
    ) -> Row[Any]:
        session = self.session
        identifier = insert_judgement(
            change,
            recording=recording,
            container=container,
            digest=digest,
            line=line,
            made=session.now,
            made_by=session.user.id,
            amends=amends,
            reason=reason,
        )
        return change.row(JUDGEMENTS, identifier)

    def _kept(self, connection: Connection, row: Row[Any], hidden: bool) -> KeptJudgement:
        names = self.session.sees_names
        steps = steps_of(connection, row.id)
        if not names:
            steps = [replace(each, reason="") for each in steps]
        if hidden:
            steps = [replace(each, outcome="", reason="") for each in steps]
        return KeptJudgement(
            row.id,
            row.recording,
            row.number,
            row.made,
            row.made_by,
            row.digest,
            _HIDDEN if hidden else line_of(row),
            row.amends,
            row.reason if names and not hidden else "",
            tuple(steps),
            hidden,
        )


def insert_judgement(
    change: Change, *, recording: str, line: JudgementLine, **values: Value
) -> str:
    """Write the row of a judgement, with the next number of its recording."""
    newest = select(func.max(JUDGEMENTS.c.number)).where(JUDGEMENTS.c.recording == recording)
    return change.insert(
        JUDGEMENTS,
        recording=recording,
        number=(change.connection.scalar(newest) or 0) + 1,
        **line.dump(),
        **values,
    )


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return the hash of a judgement's files, as `engine.core.kept_result.Revision.sha256` has it."""
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    lines = "".join(f"{name}:{each}\n" for name, each in sorted(hashes.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def blinded(connection: Connection, recording: str) -> bool:
    """Tell whether what a model says of a recording is not shown yet."""
    if not preferences_of(connection).blinding:
        return False
    found = select(FINDINGS.c.id).join(RECORDINGS, RECORDINGS.c.visit == FINDINGS.c.visit)
    return connection.scalar(found.where(RECORDINGS.c.id == recording).limit(1)) is None


def line_of(row: Row[Any]) -> JudgementLine:
    """Return the line in a row."""
    return JudgementLine.parse(row._mapping)


def _signed(connection: Connection, recording: str) -> bool:
    judged = select(JUDGEMENTS.c.id).where(JUDGEMENTS.c.recording == recording)
    return any(
        state_in(connection, judgement).state == "signed"
        for judgement in connection.scalars(judged).all()
    )
