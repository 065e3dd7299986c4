"""Results that are finished while the records are locked, or while somebody else is there.

Whoever begins a screening takes a `Ticket`. With it the result is put into ``inbox``, encrypted for the
records (age) by a key that opens nothing; at the next unlock it becomes a judgement of whoever began it.
Killed at any moment, a result is in the inbox or in the records, and never in them twice.
"""

from __future__ import annotations

import contextlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pyrage
from sqlalchemy import select

from engine.core.files import written_beside
from scolioapp.storage.records import containers
from scolioapp.storage.records.judgements import JudgementLine, digest_of, insert_judgement
from scolioapp.storage.records.key_ring import derived
from scolioapp.storage.records.record_change import new_id
from scolioapp.storage.records.record_errors import MissingRecordError
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import CONTAINERS, SETTINGS
from scolioapp.storage.records.records_session import Section, Session
from scolioapp.storage.records.visit_recordings import patient_of_recording

FOLDER: Final = "inbox"
REFUSED: Final = ".refused"
_SUFFIX: Final = ".age"
_ROW: Final = "inbox"


@dataclass(frozen=True, slots=True)
class Ticket:
    """The right to hand in one result later, whoever is there then.

    Attributes:
        id: 32 hexadecimal digits.
        recording: Id of the recording that is judged.
        user: Id of whoever began it.
        recipient: Whom the result is encrypted for.
        proof: That the records made the ticket.
    """

    id: str
    recording: str
    user: str
    recipient: str = field(repr=False)
    proof: str = field(repr=False)


class Deposits(Section):
    """Tickets for results that come later."""

    @operation(Right.EXAMINE)
    def ticket(self, recording: str) -> Ticket:
        """Return a ticket for one result of a recording.

        Raises:
            MissingRecordError: The recording is gone.
            OutputError: The records cannot be written.
        """
        session = self.session
        with session.reading() as connection:
            patient_of_recording(connection, recording)
            secret = connection.scalar(select(SETTINGS.c.value).where(SETTINGS.c.id == _ROW))
        if secret is None:
            secret = str(pyrage.x25519.Identity.generate())
            with session.changing() as change:
                change.insert(SETTINGS, id=_ROW, value=secret)
                change.note("inbox.made")
        recipient = str(pyrage.x25519.Identity.from_str(secret).to_public())
        identifier, user = new_id(), session.user.id
        proof = _proof(session, identifier, recording, user)
        return Ticket(identifier, recording, user, recipient, proof)


def put(folder: Path, ticket: Ticket, line: JudgementLine, files: Mapping[str, bytes]) -> None:
    """Put a result into the inbox, written through to the disk; needs no unlocked records.

    Raises:
        OutputError: It cannot be written; nothing is left.
    """
    said = {
        "ticket": [ticket.id, ticket.recording, ticket.user, ticket.proof],
        "line": line.dump(),
        "files": [[name, len(content)] for name, content in files.items()],
    }
    plain = b"\n".join([json.dumps(said).encode(), b"".join(files.values())])
    recipient = pyrage.x25519.Recipient.from_str(ticket.recipient)
    path = folder / FOLDER / f"{ticket.id}{_SUFFIX}"
    with written_beside(path) as beside, beside.open("xb") as stream:
        stream.write(pyrage.encrypt(plain, [recipient]))
        stream.flush()
        os.fsync(stream.fileno())


def take(session: Session) -> int:
    """Make judgements of what lies in the inbox; what fits nothing is put aside, never thrown away.

    Returns:
        How many came in.

    Raises:
        ScolioError: The records cannot be written; the rest stays in the inbox.
    """
    taken = 0
    for path in sorted((session.folder / FOLDER).glob(f"*{_SUFFIX}")):
        try:
            if path.name.startswith("."):
                continue
            _take(session, path)
        except (pyrage.DecryptError, ValueError, KeyError, TypeError, MissingRecordError):
            with contextlib.suppress(OSError):
                path.rename(path.with_suffix(REFUSED))
            with session.changing() as change:
                change.note("result.refused", path.stem)
        else:
            taken += 1
            with contextlib.suppress(OSError):
                path.unlink()
    return taken


def _take(session: Session, path: Path) -> None:
    with session.guard:
        with session.reading() as connection:
            secret = connection.scalar(select(SETTINGS.c.value).where(SETTINGS.c.id == _ROW))
            known = select(CONTAINERS.c.id).where(CONTAINERS.c.id == path.stem)
            if connection.scalar(known) is not None:
                return
        identity = pyrage.x25519.Identity.from_str(secret or "")
        ticket, line, files = _read(pyrage.decrypt(path.read_bytes(), [identity]))
        identifier, recording, user, proof = ticket
        right = _proof(session, identifier, recording, user)
        if identifier != path.stem or not hmac.compare_digest(proof.encode(), right.encode()):
            raise ValueError
        with session.reading() as connection:
            patient = patient_of_recording(connection, recording)
            holder = containers.patient_key(connection, session, patient)
        _, wrapped = containers.keep_with(session, holder, files, identifier=identifier)
        with session.changing() as change:
            change.insert(
                CONTAINERS,
                id=identifier,
                recording=recording,
                kind="judgement",
                wrapped=wrapped,
            )
            judgement = insert_judgement(
                change,
                recording=recording,
                line=line,
                container=identifier,
                digest=digest_of(files),
                made=session.now,
                made_by=user,
            )
            change.note(
                "judgement.handed_in", patient, recording=recording, judgement=judgement, by=user
            )


def _read(plain: bytes) -> tuple[list[str], JudgementLine, dict[str, bytes]]:
    head, _, content = plain.partition(b"\n")
    said: dict[str, Any] = json.loads(head)
    files, at = {}, 0
    for name, size in said["files"]:
        files[str(name)] = content[at : at + size]
        at += size
    if at != len(content):
        raise ValueError
    return [str(each) for each in said["ticket"]], JudgementLine.parse(said["line"]), files


def _proof(session: Session, *said: str) -> str:
    key = derived(session.keys.data, "ticket")
    return hmac.new(key, "|".join(said).encode(), "sha256").hexdigest()
