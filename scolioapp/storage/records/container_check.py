"""Reads every page of every container: what an administrator asks for, and nobody waits for at an unlock."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from engine.core.progress import Cancel, check
from scolioapp.storage.records import containers
from scolioapp.storage.records.record_tables import CONTAINERS, RECORDINGS, VISITS
from scolioapp.storage.records.records_session import Session


def verify_all(
    session: Session, *, progress: Callable[[float], None], cancel: Cancel | None
) -> None:
    """Read every page of every container; others may use the records meanwhile.

    Args:
        session: The records.
        progress: Takes the share that is done.
        cancel: Stops it.

    Raises:
        DamagedError: One is missing, or not as it was written.
        CancelledError: The person cancelled.
    """
    whose = (
        select(VISITS.c.patient)
        .join(RECORDINGS, RECORDINGS.c.visit == VISITS.c.id)
        .join(CONTAINERS, CONTAINERS.c.recording == RECORDINGS.c.id)
    )
    with session.reading() as connection:
        there = containers.identifiers(connection)
    for at, identifier in enumerate(there):
        check(cancel)
        progress(at / len(there))
        with session.reading() as connection:
            patient = connection.scalar(whose.where(CONTAINERS.c.id == identifier))
            if patient is None:
                continue  # erased meanwhile
            container = containers.opened(connection, session, patient, identifier)
        with container:
            container.verify()
