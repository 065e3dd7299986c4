"""What the consents of a patient answer to one question: may a recording be made today?

A refusal is kept as a consent that was withdrawn on the day it was asked for: the records know who said no.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from engine.roster.entries import Consent as Answer
from scolioapp.storage.open_day import ConsentSaid
from scolioapp.storage.records.patients import Consent
from scolioapp.storage.records.preferences import preferences_of
from scolioapp.storage.records.record_change import Change
from scolioapp.storage.records.record_errors import MissingRecordError
from scolioapp.storage.records.record_tables import CONSENTS, PATIENTS
from scolioapp.storage.records.records_session import Session


def answers_of(
    connection: Connection, session: Session, patients: Iterable[str]
) -> dict[str, tuple[Answer, str]]:
    """Return what the records say about the consent for some patients, and who said so today, by id."""
    today, asked = session.today.isoformat(), list(patients)
    required = preferences_of(connection).consent_required
    by_patient: dict[str, list[Consent]] = {each: [] for each in asked}
    query = select(CONSENTS).where(CONSENTS.c.patient.in_(asked)).order_by(CONSENTS.c.given_on)
    for row in connection.execute(query):
        by_patient[row.patient].append(
            Consent(row.id, row.given_by, row.given_on, row.purpose, row.until, row.withdrawn_on)
        )
    return {each: _answer(consents, today, required) for each, consents in by_patient.items()}


def _answer(consents: list[Consent], today: str, required: bool) -> tuple[Answer, str]:
    for each in reversed(consents):
        if each.holds(today):
            return Answer.YES, each.given_by if each.given_on == today else ""
    refused = [each for each in consents if each.withdrawn_on and each.withdrawn_on <= today]
    if refused:
        newest = max(refused, key=lambda each: each.withdrawn_on)
        return Answer.NO, newest.given_by if newest.given_on == today else ""
    return (Answer.UNKNOWN if required else Answer.YES), ""


def write_answer(
    change: Change, session: Session, patient: str, said: ConsentSaid
) -> dict[str, Any]:
    """Write what somebody said into the consents of a patient.

    Returns:
        What `take_back` needs: ``consent`` and ``withdrawn``, ids.

    Raises:
        MissingRecordError: The patient is gone.
    """
    change.row(PATIENTS, patient)
    today = session.today.isoformat()
    withdrawn: list[str] = []
    if said.consent is Answer.UNKNOWN:
        return {}
    if said.consent is Answer.NO:
        query = select(CONSENTS).where(CONSENTS.c.patient == patient)
        for row in change.connection.execute(query).all():
            holds = Consent(row.id, "", row.given_on, "", row.until, row.withdrawn_on).holds(today)
            if holds:
                change.update(CONSENTS, row.id, withdrawn_on=today)
                change.note("consent.withdrawn", patient, consent=row.id, on=today)
                withdrawn.append(row.id)
    refusal = said.consent is Answer.NO
    made = change.insert(
        CONSENTS,
        patient=patient,
        given_by=said.decided_by,
        given_on=today,
        purpose=said.purpose,
        until=said.until,
        withdrawn_on=today if refusal else "",
        taken_by=session.user.id,
    )
    if refusal:
        change.note("consent.refused", patient, consent=made, on=today)
    else:
        change.note("consent.added", patient, consent=made, until=said.until)
    return {"consent": made, "withdrawn": withdrawn}


def take_back(change: Change, written: Mapping[str, Any]) -> set[str]:
    """Take back what `write_answer` wrote; return the ids of the patients whom it is about."""
    about: set[str] = set()
    for each, back in [(written.get("consent"), True)] + [
        (one, False) for one in written.get("withdrawn", ())
    ]:
        if not each:
            continue
        try:
            row = change.row(CONSENTS, each)
        except MissingRecordError:
            continue
        about.add(str(row.patient))
        if back:
            change.delete(CONSENTS, each)
            change.note("consent.taken_back", row.patient, consent=each)
        else:
            change.update(CONSENTS, each, withdrawn_on="")
            change.note("consent.restored", row.patient, consent=each)
    return about
