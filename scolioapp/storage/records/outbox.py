"""The outbox: what of which signed judgement goes to which peer, and what became of it.

An item is sent only after the peer's answer; what a crash interrupts is sent again as the same objects, which
archives take for the same. Nothing gets here by itself but what goes to a peer after signing, and only a
judgement that is signed, with a signature that holds. Must not know how anything is sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from engine.core.text import Text, text
from engine.export.peers import Content
from scolioapp.storage.records.outbox_rows import (
    OPEN,
    ItemState,
    OutboxItem,
    dump_said,
    items,
    note,
    queue,
    retry,
)
from scolioapp.storage.records.record_change import Change
from scolioapp.storage.records.record_errors import MissingRecordError, RecordsError
from scolioapp.storage.records.record_peers import peers_of
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import JUDGEMENTS, OUTBOX, RECORDINGS
from scolioapp.storage.records.records_session import Section
from scolioapp.storage.records.review_steps import state_in
from scolioapp.storage.records.signatures import Signatures

MOST_TRIES: Final = 30
"""Tries after which an item is given up: about a day of a running program."""
_FIRST_WAIT: Final = timedelta(minutes=1)
_LONGEST_WAIT: Final = timedelta(hours=1)


class Outbox(Section):
    """The items."""

    @operation(Right.NUMBERS)
    def all(self, limit: int = 500) -> list[OutboxItem]:
        """Return the items, those asked for last first.

        Args:
            limit: How many at most.
        """
        with self.session.reading() as connection:
            return items(connection, names=self.session.sees_names, limit=limit)

    @operation(Right.NUMBERS)
    def of(self, judgement: str) -> list[OutboxItem]:
        """Return the items of a judgement, those asked for last first."""
        with self.session.reading() as connection:
            where = OUTBOX.c.judgement == judgement
            return items(connection, where, names=self.session.sees_names)

    @operation(Right.NUMBERS)
    def count(self) -> dict[ItemState, int]:
        """Return how many items are in each state; states of none lack."""
        query = select(OUTBOX.c.state, func.count()).group_by(OUTBOX.c.state)
        with self.session.reading() as connection:
            return {ItemState(state): count for state, count in connection.execute(query)}

    # What a person asks for

    @operation(Right.EXAMINE)
    def add(
        self, judgement: str, peer: str, contents: Sequence[Content] | None = None
    ) -> list[OutboxItem]:
        """Have a signed judgement sent to a peer; what the peer has already is not sent twice.

        Args:
            judgement: Id of the judgement.
            peer: Id of the peer.
            contents: What of it; None: everything that the peer takes by its settings.

        Returns:
            The items, also those that were there; refused ones wait again.

        Raises:
            RecordsError: It is not signed, its signature does not hold, or it is in the recycle bin.
            MissingRecordError: The judgement or the peer is gone.
        """
        session = self.session
        with session.changing() as change:
            self._check_signed(change, judgement)
            kept = next((each for each in peers_of(change.connection) if each.id == peer), None)
            if kept is None:
                raise MissingRecordError
            wanted = kept.peer.takes if contents is None else contents
            made = queue(change, judgement, peer, wanted)
            note(change, "outbox.asked", judgement, peer=peer, items=len(made))
            where = OUTBOX.c.id.in_(made)
            return items(change.connection, where, names=session.sees_names)

    @operation(Right.EXAMINE)
    def again(self, item: str) -> None:
        """Have an item that was refused or given up, or that waits for its next try, tried at once.

        Raises:
            MissingRecordError: It is gone.
        """
        with self.session.changing() as change:
            row = change.row(OUTBOX, item)
            if row.state in (ItemState.SENT, ItemState.SENDING):
                note(change, "outbox.looked", row.judgement, item=item)
            else:
                retry(change, item)

    @operation(Right.EXAMINE)
    def give_up(self, item: str) -> None:
        """Have an item not sent any more; what is on its way may still arrive, and then counts as sent.

        Raises:
            MissingRecordError: It is gone.
        """
        with self.session.changing() as change:
            row = change.row(OUTBOX, item)
            if row.state != ItemState.SENT:
                change.update(OUTBOX, item, state=ItemState.GIVEN_UP.value, next_try="")
            note(change, "outbox.given_up", row.judgement, item=item, peer=row.peer)

    def _check_signed(self, change: Change, judgement: str) -> None:
        row = change.row(JUDGEMENTS, judgement)
        if state_in(change.connection, judgement).state != "signed":
            raise RecordsError(
                text("Only a signed result is sent to others; this one is not signed."),
                text("Review and sign it first."),
            )
        signatures = Signatures(self.session).of(judgement)
        if not signatures or not signatures[-1].holds:
            raise RecordsError(
                text("The signature of this result does not hold any more, so it is not sent."),
                text("Review and sign again, or ask an administrator to look into it."),
            )
        if change.row(RECORDINGS, row.recording).deleted:
            raise RecordsError(
                text("This recording is in the recycle bin, so its result is not sent."),
                text("Take it back out of the recycle bin first."),
            )

    # What the sender does

    @operation(Right.EXAMINE)
    def recover(self) -> int:
        """Have what a crash or a lock interrupted wait again; called before anything is sent.

        Returns:
            How many items.
        """
        session = self.session
        with session.reading() as connection:
            where = OUTBOX.c.state == ItemState.SENDING.value
            cut_off = list(connection.scalars(select(OUTBOX.c.id).where(where)))
        if cut_off:
            with session.changing() as change:
                for item in cut_off:
                    row = change.row(OUTBOX, item)
                    said = text("Sending was interrupted here; it is sent again.")
                    change.update(OUTBOX, item, state=ItemState.WAITING.value, said=dump_said(said))
                    note(change, "outbox.interrupted", row.judgement, item=item, peer=row.peer)
        return len(cut_off)

    @operation(Right.EXAMINE)
    def due(self) -> list[OutboxItem]:
        """Return what is to be sent now, what was asked for first at the front."""
        with self.session.reading() as connection:
            waiting = OUTBOX.c.state == ItemState.WAITING.value
            now = OUTBOX.c.next_try <= self.session.now
            found = items(connection, waiting, now, names=self.session.sees_names)
        # Those that failed come after those that did not, so that one never holds the others up.
        return sorted(reversed(found), key=lambda item: item.tries)

    @operation(Right.NUMBERS)
    def next_due(self) -> float | None:
        """Return in how many seconds the next item is due, 0 for at once; None: nothing waits."""
        query = select(func.min(OUTBOX.c.next_try)).where(OUTBOX.c.state == ItemState.WAITING.value)
        with self.session.reading() as connection:
            first = connection.scalar(query)
        if not first:
            return None if first is None else 0.0
        wait = datetime.fromisoformat(first) - self.session.clock()
        return max(0.0, wait.total_seconds())

    @operation(Right.EXAMINE)
    def begin(self, item: str) -> bool:
        """Note that an item is on its way from now on.

        Returns:
            Whether it is to be sent at all: a person may have given it up meanwhile.

        Raises:
            MissingRecordError: It is gone.
        """
        with self.session.changing() as change:
            row = change.row(OUTBOX, item)
            wanted = row.state in OPEN
            if wanted:
                change.update(
                    OUTBOX, item, state=ItemState.SENDING.value, tries=row.tries + 1, next_try=""
                )
            note(change, "outbox.begun", row.judgement, item=item, peer=row.peer, tried=row.tries)
            return wanted

    @operation(Right.EXAMINE)
    def taken(self, item: str, said: Text | None = None) -> None:
        """Note that the peer has answered that it has an item.

        Args:
            item: Id of the item.
            said: What the peer added to that, or None.

        Raises:
            MissingRecordError: It is gone.
        """
        with self.session.changing() as change:
            row = change.row(OUTBOX, item)
            change.update(
                OUTBOX,
                item,
                state=ItemState.SENT.value,
                sent=change.made,
                said=dump_said(said),
                next_try="",
            )
            note(
                change, "outbox.sent", row.judgement, item=item, peer=row.peer, content=row.content
            )
            _hurry(change, row.peer)

    @operation(Right.EXAMINE)
    def failed(
        self, item: str, said: Text, *, final: bool = False, unreachable: bool = False
    ) -> ItemState:
        """Note that a try failed.

        Args:
            item: Id of the item.
            said: Why.
            final: Whether only a person can help; else it waits, each time longer, and is given up at last.
            unreachable: Whether it is the peer that is in the way: whatever else is due for it waits, too.

        Returns:
            The state in which it is now.

        Raises:
            MissingRecordError: It is gone.
        """
        session = self.session
        with session.changing() as change:
            row = change.row(OUTBOX, item)
            state, next_try = ItemState.REFUSED, ""
            if row.state not in OPEN:
                state = ItemState(row.state)
            elif not final and row.tries >= MOST_TRIES:
                state = ItemState.GIVEN_UP
            elif not final:
                state, wait = ItemState.WAITING, wait_after(row.tries)
                later = (session.clock() + wait).astimezone(UTC)
                next_try = later.isoformat(timespec="milliseconds")
            change.update(OUTBOX, item, state=state.value, next_try=next_try, said=dump_said(said))
            note(
                change, "outbox.failed", row.judgement, item=item, peer=row.peer, state=state.value
            )
            if unreachable and next_try:
                _postpone(change, row.peer, next_try, said)
            return state


def _hurry(change: Change, peer: str) -> None:
    """Have what waits for a peer only because it could not be reached wait no longer."""
    postponed = select(OUTBOX.c.id).where(
        OUTBOX.c.peer == peer,
        OUTBOX.c.state == ItemState.WAITING.value,
        OUTBOX.c.tries == 0,
        OUTBOX.c.next_try != "",
    )
    for item in change.connection.scalars(postponed).all():
        change.update(OUTBOX, item, next_try="", said="")


def _postpone(change: Change, peer: str, next_try: str, said: Text) -> None:
    """Have everything that waits for a peer wait until a time, without counting it as a try."""
    sooner = select(OUTBOX.c.id).where(
        OUTBOX.c.peer == peer,
        OUTBOX.c.state == ItemState.WAITING.value,
        OUTBOX.c.next_try < next_try,
    )
    for item in change.connection.scalars(sooner).all():
        change.update(OUTBOX, item, next_try=next_try, said=dump_said(said))


def wait_after(tries: int) -> timedelta:
    """Return how long is waited after a number of tries, from 1: a minute, then twice as long each time."""
    return min(_LONGEST_WAIT, _FIRST_WAIT * (1 << min(max(tries - 1, 0), 10)))
