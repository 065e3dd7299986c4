"""The audit trail: entries that are only added, each with the hash of the one before it.

Must not know what the entries mean, nor any name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Final

from sqlalchemy import Connection, Table, func, insert, select

from engine.core.text import text
from scolioapp.storage.records.record_errors import DamagedError
from scolioapp.storage.records.record_tables import TRAIL
from scolioapp.storage.records.trail_anchor import Head

START: Final = "0" * 64
"""What stands for the hash of the entry before the first one."""

ACCEPTED: Final = "records.accepted"
"""Action of the entry by which an administrator takes on a doubt."""

EMPTY: Final = "0" * 32
"""The sum of seals where there is no row."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry.

    Attributes:
        number: 1 for the first.
        made: When, UTC, ISO 8601.
        user: Number of the user; 0: the program itself, before anybody was known.
        action: What was done, ``thing.verb``.
        subject: Id of what it was done to, or "".
        detail: Further ids, numbers and dates as JSON, or "".
        state: Sum of the seals of all rows after it, 32 hexadecimal digits.
        hash: Of all that and of the hash before it.
    """

    number: int
    made: str
    user: int
    action: str
    subject: str
    detail: str
    state: str
    hash: str

    def hash_after(self, before: str) -> str:
        """Return the hash that the entry must have after another one."""
        return _hash(
            before,
            self.number,
            self.made,
            self.user,
            self.action,
            self.subject,
            self.detail,
            self.state,
        )


def _hash(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()


def head_of(connection: Connection) -> Head:
    """Return the newest entry's number, hash and time."""
    newest = connection.execute(
        select(TRAIL.c.number, TRAIL.c.hash, TRAIL.c.made).order_by(TRAIL.c.number.desc()).limit(1)
    ).first()
    return Head(0, START, "") if newest is None else Head(*newest)


def state_of(connection: Connection) -> str:
    """Return the sum of seals that the newest entry holds."""
    newest = select(TRAIL.c.state).order_by(TRAIL.c.number.desc()).limit(1)
    return connection.scalar(newest) or EMPTY


def latest(connection: Connection) -> str:
    """Return the latest time of an entry since an administrator last took the clock for right, or ""."""
    taken = select(func.max(TRAIL.c.number)).where(
        TRAIL.c.action == ACCEPTED, TRAIL.c.detail.contains("clock")
    )
    since = connection.scalar(taken) or 0
    return connection.scalar(select(func.max(TRAIL.c.made)).where(TRAIL.c.number > since)) or ""


def append(connection: Connection, table: Table, head: Head, entries: Iterable[Entry]) -> Head:
    """Add entries after a head and return the new one."""
    rows = []
    for entry in entries:
        entry = replace(entry, number=head.number + 1)
        entry = replace(entry, hash=entry.hash_after(head.hash))
        rows.append(asdict(entry))
        head = Head(entry.number, entry.hash, entry.made)
    connection.execute(insert(table), rows)
    return head


def verify(connection: Connection, at: int = 0) -> str:
    """Check the chain from its first entry to its last.

    Args:
        connection: To the database.
        at: A number.

    Returns:
        The hash of the entry with that number, or "" where there is none.

    Raises:
        DamagedError: An entry is missing or not as it was written.
    """
    found, before, expected = START if at == 0 else "", START, 1
    # Joined as `_hash` does it, by the database: there may be hundreds of thousands.
    rows = connection.exec_driver_sql(
        "SELECT number, hash, concat_ws(char(31), number, made, user, action, subject, detail, state) "
        "FROM trail ORDER BY number"
    )
    for number, digest, said in rows:
        if number != expected or digest != _hash(before, said):
            raise DamagedError(
                text("Entry {number} of the audit trail was changed or removed.", number=expected),
                text("Nothing was changed now. Restore the newest backup."),
            )
        if number == at:
            found = digest
        before, expected = digest, expected + 1
    return found
