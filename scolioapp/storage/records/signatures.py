"""Signatures: who stands for what, when and in which sense, bound by a hash to what was signed.

What is signed is a document of its own: the judgement by the hash of its files, the outcome that holds, the
findings, and the patient. A signature fits no other record, and none that has changed since.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from engine.core.text import text
from scolioapp.storage.records.accounts import confirm
from scolioapp.storage.records.judgements import line_of
from scolioapp.storage.records.outbox_rows import queue_after_signing
from scolioapp.storage.records.record_errors import MissingRecordError, RecordsError
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import (
    JUDGEMENTS,
    PATIENTS,
    RECORDINGS,
    SIGNATURES,
)
from scolioapp.storage.records.records_session import Section
from scolioapp.storage.records.review_steps import add_step, state_in
from scolioapp.storage.records.visit_recordings import patient_of_recording
from scolioapp.storage.records.visits import findings_of

_SCHEMA: Final = "scolioapp.signature/1"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature.

    Attributes:
        id: 32 hexadecimal digits.
        judgement: What was signed.
        signer: Id of the user.
        name: The user's name at that time; blank for whoever may not see names.
        made: When, UTC.
        meaning: In which sense, in words.
        sha256: Hash of what was signed.
        holds: Whether what is there now is what was signed.
    """

    id: str
    judgement: str
    signer: str
    name: str
    made: str
    meaning: str
    sha256: str
    holds: bool

    @property
    def code(self) -> str:
        """What stands on a printed page to find the signature by: four groups of four digits."""
        return "-".join(self.sha256[at : at + 4] for at in range(0, 16, 4)).upper()


class Signatures(Section):
    """The signatures."""

    @operation(Right.REVIEW)
    def sign(self, judgement: str, password: str, meaning: str) -> Signature:
        """Sign a reviewed judgement; it is queued for each peer to which results go after signing.

        Args:
            judgement: The judgement.
            password: The signer's password, asked for again.
            meaning: In which sense, in words: it stands on every readable copy.

        Raises:
            WrongPasswordError: The password is wrong.
            LockedOutError: Too many were.
            RecordsError: It is not reviewed, or already signed.
            MissingRecordError: It is gone.
        """
        session = self.session
        confirm(self, password)
        with session.changing() as change:
            row = change.row(JUDGEMENTS, judgement)
            if state_in(change.connection, judgement).state != "reviewed":
                raise RecordsError(
                    text("Only a reviewed judgement can be signed."),
                    text("Review it first; one that is signed is amended."),
                )
            made = session.now
            document = json.dumps(
                {
                    **_signed_content(change.connection, row),
                    "signer": session.user.id,
                    "name": session.user.name,
                    "made": made,
                    "meaning": meaning,
                },
                sort_keys=True,
                ensure_ascii=False,
            )
            sha256 = hashlib.sha256(document.encode()).hexdigest()
            step = state_in(change.connection, judgement)
            add_step(change, session, judgement, "signed", outcome=step.outcome, reason=step.reason)
            identifier = change.insert(
                SIGNATURES,
                judgement=judgement,
                signer=session.user.id,
                made=made,
                meaning=meaning,
                document=document,
                sha256=sha256,
            )
            patient = patient_of_recording(change.connection, row.recording)
            change.note("judgement.signed", patient, judgement=judgement, sha256=sha256)
            queue_after_signing(change, judgement)
        name = session.user.name
        return Signature(identifier, judgement, session.user.id, name, made, meaning, sha256, True)

    @operation(Right.NUMBERS)
    def of(self, judgement: str) -> list[Signature]:
        """Return the signatures under a judgement, the first one first, each checked.

        Raises:
            MissingRecordError: The judgement is gone.
        """
        names = self.session.sees_names
        with self.session.reading() as connection:
            return _signatures(connection, judgement, names)

    @operation(Right.NAMES)
    def find(self, code: str) -> Signature:
        """Return the signature with a code from a printed page, checked.

        Raises:
            MissingRecordError: There is none.
        """
        wanted = code.replace("-", "").strip().lower()
        with self.session.reading() as connection:
            found = select(SIGNATURES.c.judgement).where(
                SIGNATURES.c.sha256.startswith(wanted, autoescape=True)
            )
            judgement = connection.scalar(found) if len(wanted) >= 16 else None
            if judgement is None:
                raise MissingRecordError
            for each in _signatures(connection, judgement, names=True):
                if each.sha256.startswith(wanted):
                    return each
        raise MissingRecordError


def _signatures(connection: Connection, judgement: str, names: bool) -> list[Signature]:
    row = connection.execute(select(JUDGEMENTS).where(JUDGEMENTS.c.id == judgement)).first()
    if row is None:
        raise MissingRecordError
    query = select(SIGNATURES).where(SIGNATURES.c.judgement == judgement)
    signatures = []
    for each in connection.execute(query.order_by(SIGNATURES.c.made)).all():
        signed = json.loads(each.document)
        whole = hashlib.sha256(each.document.encode()).hexdigest() == each.sha256
        # What was found later changes nothing of what was signed.
        found = (signed.get("findings") or {}).get("id", "")
        there = _signed_content(connection, row, found)
        patient = _today(connection, str(signed.get("patient")))
        same = {**{key: signed.get(key) for key in there}, "patient": patient} == there
        name = str(signed.get("name")) if names else ""
        signatures.append(
            Signature(
                each.id,
                judgement,
                each.signer,
                name,
                each.made,
                each.meaning if names else "",
                each.sha256,
                whole and same,
            )
        )
    return signatures


def _signed_content(
    connection: Connection, row: Row[Any], findings: str | None = None
) -> dict[str, Any]:
    """Return what a signature is about, as it is now, with a revision of the findings (None: the newest)."""
    visit = connection.scalar(select(RECORDINGS.c.visit).where(RECORDINGS.c.id == row.recording))
    revisions = findings_of(connection, str(visit))
    found = [each for each in revisions if findings in (None, each.id)]
    step = state_in(connection, row.id)
    line = line_of(row)
    return {
        "schema": _SCHEMA,
        "patient": patient_of_recording(connection, row.recording),
        "recording": row.recording,
        "judgement": row.id,
        "number": row.number,
        "digest": row.digest,
        "model": line.model_sha256,
        "outcome": step.outcome or line.outcome,
        "findings": {"id": found[0].id, "found": found[0].found.model_dump(mode="json")}
        if found
        else None,
    }


def _today(connection: Connection, patient: str) -> str:
    """Return the patient that a patient is today, after any merging."""
    seen: set[str] = set()
    while patient not in seen:
        seen.add(patient)
        into = connection.scalar(select(PATIENTS.c.merged_into).where(PATIENTS.c.id == patient))
        patient = into or patient
    return patient
