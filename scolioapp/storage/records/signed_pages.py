"""Printed pages of signatures: made once, kept with the recording, given out byte for byte ever after.

What lies on paper somewhere can be compared with what is here. Pages go with the signature that stands on
them, one set for each language. Must not know what stands on a page.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from scolioapp.storage.records import containers
from scolioapp.storage.records.record_errors import MissingRecordError, damaged
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import CONTAINERS, JUDGEMENTS, PAGES, SIGNATURES
from scolioapp.storage.records.records_session import Section, Session
from scolioapp.storage.records.visit_recordings import patient_of_recording

_NAME: Final = "pages.pdf"


@dataclass(frozen=True, slots=True)
class KeptPages:
    """Pages as they were printed first.

    Attributes:
        signature: Id of the signature that stands on them.
        language: In which they are written.
        made: When they were made, UTC.
        sha256: Hash of the file.
        content: The file.
    """

    signature: str
    language: str
    made: str
    sha256: str
    content: bytes


class SignedPages(Section):
    """The pages."""

    @operation(Right.NAMES)
    def read(self, signature: str, language: str) -> KeptPages | None:
        """Return the pages of a signature in a language, which the trail notes; None: never made.

        Raises:
            MissingRecordError: The signature is gone.
            DamagedError: They are not as they were written.
        """
        session = self.session
        with session.changing() as change:
            recording = _recording_of(change.connection, signature)
            patient = patient_of_recording(change.connection, recording)
            row = _row(change.connection, signature, language)
            if row is None:
                change.note("pages.sought", patient, signature=signature)
                return None
            change.row(PAGES, row.id)  # checked against its seal
            content = _content(change.connection, session, patient, row)
            change.note("pages.viewed", patient, signature=signature, sha256=row.sha256)
        return KeptPages(signature, language, row.made, row.sha256, content)

    @operation(Right.NAMES)
    def keep(self, signature: str, language: str, content: bytes) -> KeptPages:
        """Keep pages that were made of a signature; where there are some already, these are returned.

        Raises:
            MissingRecordError: The signature is gone.
            OutputError: They cannot be written.
            DamagedError: Those that are there are not as they were written.
        """
        session = self.session
        with session.reading() as connection:
            recording = _recording_of(connection, signature)
            patient = patient_of_recording(connection, recording)
            there = _row(connection, signature, language) is not None
        if not there:
            sha256 = hashlib.sha256(content).hexdigest()
            container, wrapped = containers.keep(session, patient, {_NAME: content})
            with session.changing() as change:
                change.insert(
                    CONTAINERS, id=container, recording=recording, kind="pages", wrapped=wrapped
                )
                change.insert(
                    PAGES,
                    signature=signature,
                    container=container,
                    language=language,
                    sha256=sha256,
                    made=session.now,
                    made_by=session.user.id,
                )
                change.note("pages.made", patient, signature=signature, sha256=sha256)
        kept = self.read(signature, language)
        if kept is None:
            raise MissingRecordError
        return kept


def first_pages(connection: Connection, session: Session, signature: str) -> KeptPages | None:
    """Return the pages of a signature that were made first, in whatever language; None: never made.

    Raises:
        MissingRecordError: The signature is gone.
        DamagedError: They are not as they were written.
    """
    query = select(PAGES).where(PAGES.c.signature == signature).order_by(PAGES.c.made, PAGES.c.id)
    row = connection.execute(query).first()
    if row is None:
        return None
    patient = patient_of_recording(connection, _recording_of(connection, signature))
    return KeptPages(
        signature, row.language, row.made, row.sha256, _content(connection, session, patient, row)
    )


def _content(connection: Connection, session: Session, patient: str, row: Row[Any]) -> bytes:
    with containers.opened(connection, session, patient, row.container) as kept:
        content = kept.read(_NAME)
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise damaged(f"{row.container}{containers.SUFFIX}")
    return content


def _row(connection: Connection, signature: str, language: str) -> Row[Any] | None:
    query = select(PAGES).where(PAGES.c.signature == signature, PAGES.c.language == language)
    return connection.execute(query).first()


def _recording_of(connection: Connection, signature: str) -> str:
    query = select(JUDGEMENTS.c.recording).join(SIGNATURES)
    recording = connection.scalar(query.where(SIGNATURES.c.id == signature))
    if recording is None:
        raise MissingRecordError
    return str(recording)
