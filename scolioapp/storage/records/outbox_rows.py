"""Rows of the outbox: what is to be sent where, and how far it is. Must not know how anything is sent."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Connection, Row, Select, select

from engine.core.text import Text
from engine.export.peers import Content
from scolioapp.storage.records.record_change import Change
from scolioapp.storage.records.record_peers import peers_of
from scolioapp.storage.records.record_tables import (
    JUDGEMENTS,
    OUTBOX,
    PATIENTS,
    PEERS,
    RECORDINGS,
    VISITS,
)
from scolioapp.storage.records.visit_recordings import patient_of_recording
from scolioapp.storage.records.worklist_orders import link_order


class ItemState(StrEnum):
    """How far an item of the outbox is.

    Attributes:
        WAITING: To be sent at ``next_try``.
        SENDING: On its way; after a crash it is sent again, as the same objects.
        SENT: The peer has answered that it has it.
        REFUSED: The peer, or the program, has said no; it is tried again only when a person says so.
        GIVEN_UP: Tried too often, or a person wants it no more.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    GIVEN_UP = "given up"


OPEN: Final = (ItemState.WAITING, ItemState.SENDING)


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """One content of one signed judgement for one peer.

    Attributes:
        id: 32 hexadecimal digits.
        judgement: Id of the judgement.
        recording: Id of its recording.
        visit: Id of the visit.
        patient: Id of the patient.
        number: The patient's own number.
        patient_name: Blank for whoever may not see names.
        version: Number of the judgement.
        peer: Id of the peer.
        peer_name: What the peer is called.
        content: What is sent.
        state: How far it is.
        tries: How often it was begun to be sent since a person asked for it.
        next_try: From when on it is tried again, UTC; "": at once.
        said: What came of the newest try, as a sentence, or None.
        made: When it was asked for, UTC.
        sent: When the peer said that it has it, UTC, or "".
    """

    id: str
    judgement: str
    recording: str
    visit: str
    patient: str
    number: str
    patient_name: str
    version: int
    peer: str
    peer_name: str
    content: Content
    state: ItemState
    tries: int
    next_try: str
    said: Text | None
    made: str
    sent: str


def items(
    connection: Connection, *where: ColumnElement[bool], names: bool, limit: int = -1
) -> list[OutboxItem]:
    """Return items with what a list says of them, the newest first.

    Args:
        connection: To the database.
        where: Conditions.
        names: Whether names of patients are told.
        limit: How many at most; -1: all.
    """
    query = _query().where(*where).order_by(OUTBOX.c.made.desc(), OUTBOX.c.id).limit(limit)
    return [_item(row, names) for row in connection.execute(query)]


def queue(change: Change, judgement: str, peer: str, contents: Iterable[Content]) -> list[str]:
    """Add what a peer is to get of a judgement; what is there already is asked for anew if it failed.

    Returns:
        Ids of the items, also of those that were there.
    """
    visit_of = select(RECORDINGS.c.visit).join(
        JUDGEMENTS, JUDGEMENTS.c.recording == RECORDINGS.c.id
    )
    visit = str(change.connection.scalar(visit_of.where(JUDGEMENTS.c.id == judgement)))
    if not _queued_before(change.connection, visit):
        link_order(change, visit)
    there = {
        row.content: row
        for row in change.connection.execute(
            select(OUTBOX).where(OUTBOX.c.judgement == judgement, OUTBOX.c.peer == peer)
        )
    }
    found = []
    for content in dict.fromkeys(contents):
        row = there.get(content.value)
        if row is None:
            identifier = change.insert(
                OUTBOX,
                judgement=judgement,
                peer=peer,
                content=content.value,
                state=ItemState.WAITING.value,
                tries=0,
                made=change.made,
            )
            note(change, "outbox.added", judgement, peer=peer, content=content.value)
        else:
            identifier = row.id
            if row.state in (ItemState.REFUSED, ItemState.GIVEN_UP):
                retry(change, identifier)
        found.append(identifier)
    return found


def retry(change: Change, item: str) -> None:
    """Have an item wait again, as if it were new."""
    row = change.row(OUTBOX, item)
    change.update(OUTBOX, item, state=ItemState.WAITING.value, tries=0, next_try="")
    note(change, "outbox.again", row.judgement, item=item, peer=row.peer, content=row.content)


def queue_after_signing(change: Change, judgement: str) -> None:
    """Add a judgement that is being signed for each peer to which it goes by itself."""
    for kept in peers_of(change.connection):
        if kept.peer.after_signing:
            queue(change, judgement, kept.id, kept.peer.takes)


def note(change: Change, action: str, judgement: str, **detail: object) -> None:
    """Add an entry about a judgement to the trail, under its patient."""
    row = change.row(JUDGEMENTS, judgement)
    patient = patient_of_recording(change.connection, row.recording)
    change.note(action, patient, judgement=judgement, **detail)


def dump_said(said: Text | None) -> str:
    """Return a sentence as a row keeps it."""
    return "" if said is None else said.model_dump_json()


def _queued_before(connection: Connection, visit: str) -> bool:
    """Tell whether something of a visit was queued: its study must stay the same."""
    query = (
        select(OUTBOX.c.id)
        .join(JUDGEMENTS, JUDGEMENTS.c.id == OUTBOX.c.judgement)
        .join(RECORDINGS, RECORDINGS.c.id == JUDGEMENTS.c.recording)
        .where(RECORDINGS.c.visit == visit)
    )
    return connection.scalar(query.limit(1)) is not None


def _query() -> Select[Any]:
    return (
        select(
            *OUTBOX.c,
            PEERS.c.document.label("peer_document"),
            JUDGEMENTS.c.recording,
            JUDGEMENTS.c.number.label("version"),
            RECORDINGS.c.visit,
            VISITS.c.patient,
            PATIENTS.c.number,
            PATIENTS.c.name.label("patient_name"),
        )
        .join(PEERS, PEERS.c.id == OUTBOX.c.peer)
        .join(JUDGEMENTS, JUDGEMENTS.c.id == OUTBOX.c.judgement)
        .join(RECORDINGS, RECORDINGS.c.id == JUDGEMENTS.c.recording)
        .join(VISITS, VISITS.c.id == RECORDINGS.c.visit)
        .join(PATIENTS, PATIENTS.c.id == VISITS.c.patient)
    )


def _item(row: Row[Any], names: bool) -> OutboxItem:
    return OutboxItem(
        id=row.id,
        judgement=row.judgement,
        recording=row.recording,
        visit=row.visit,
        patient=row.patient,
        number=row.number,
        patient_name=row.patient_name if names else "",
        version=row.version,
        peer=row.peer,
        peer_name=str(json.loads(row.peer_document).get("name", "")),
        content=Content(row.content),
        state=ItemState(row.state),
        tries=row.tries,
        next_try=row.next_try,
        said=_said(row.said),
        made=row.made,
        sent=row.sent,
    )


def _said(words: str) -> Text | None:
    try:
        return Text.model_validate_json(words) if words else None
    except ValidationError:
        return None
