"""One change of the records: rows written, their seals, and the entries of the trail, in one transaction.

Nobody else writes rows. Each row carries a seal: a keyed hash of what it holds. The sum of all seals stands
in every entry of the trail, so that a page of the file that is put back to an older copy does not fit any
more, although SQLCipher takes it. Must not know what rows mean.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Row, Table, delete, insert, select, update

from scolioapp.storage.records.chained_trail import Entry, append, head_of, state_of
from scolioapp.storage.records.record_errors import MissingRecordError, damaged
from scolioapp.storage.records.record_tables import SEALED, TRAIL
from scolioapp.storage.records.trail_anchor import Head

_SEAL_BYTES: Final = 16
Value = str | int | bytes | None

_MODULUS: Final = 1 << (8 * _SEAL_BYTES)


def new_id() -> str:
    """Return the id of a new row."""
    return secrets.token_hex(16)


def seal_of(key: bytes, table: str, values: Mapping[Any, Any]) -> bytes:
    """Return the seal of a row; columns that are empty or NULL do not count, so new ones change nothing."""
    told = {
        name: value.hex() if isinstance(value, bytes) else value
        for name, value in sorted(values.items())
        if name != "seal" and value not in (None, "")
    }
    said = json.dumps([table, told], ensure_ascii=False, separators=(",", ":"))
    return hmac.digest(key, said.encode(), "sha256")[:_SEAL_BYTES]


def sum_of_seals(connection: Connection) -> int:
    """Return the sum of the seals as they stand in the rows."""
    # From the tables themselves: an index could be an older one.
    found = (
        seal
        for table in SEALED
        for (seal,) in connection.exec_driver_sql(f"SELECT seal FROM {table.name} NOT INDEXED")
    )
    return sum(int.from_bytes(seal) for seal in found) % _MODULUS


def wrong_rows(connection: Connection, key: bytes) -> int:
    """Count the rows that do not hold what their seal says."""
    wrong = 0
    for table in SEALED:
        for row in connection.execute(select(table)).mappings():
            wrong += not hmac.compare_digest(seal_of(key, table.name, row), row["seal"])
    return wrong


@dataclass
class Change:
    """A transaction under way.

    Attributes:
        connection: To the database, in the transaction.
        user: Number of the user, for the trail; 0: the program itself.
        made: When, UTC, ISO 8601.
    """

    connection: Connection
    user: int
    made: str
    _key: bytes = field(repr=False)
    _sum: int = field(default=0, init=False)
    _entries: list[tuple[str, str, str]] = field(default_factory=list, init=False)

    def insert(self, table: Table, **values: Value) -> str:
        """Write a new row and return its id."""
        row = {"id": new_id(), **values}
        seal = seal_of(self._key, table.name, row)
        self.connection.execute(insert(table), {**row, "seal": seal})
        self._sum += int.from_bytes(seal)
        return str(row["id"])

    def row(self, table: Table, identifier: str) -> Row[Any]:
        """Read a row as it is now, checked against its seal.

        Raises:
            MissingRecordError: It is gone.
            DamagedError: It does not hold what was written.
        """
        found = self.connection.execute(select(table).where(table.c.id == identifier)).first()
        if found is None:
            raise MissingRecordError
        seal = seal_of(self._key, table.name, found._mapping)
        if not hmac.compare_digest(seal, found.seal):
            raise damaged(table.name)
        return found

    def update(self, table: Table, identifier: str, **values: Value) -> None:
        """Write other values into a row.

        Raises:
            MissingRecordError: It is gone.
        """
        old = self.row(table, identifier)
        seal = seal_of(self._key, table.name, {**old._mapping, **values})
        self.connection.execute(
            update(table).where(table.c.id == identifier).values(**values, seal=seal)
        )
        self._sum += int.from_bytes(seal) - int.from_bytes(old.seal)

    def delete(self, table: Table, identifier: str) -> None:
        """Delete a row; those that hang on it first."""
        for child in SEALED:
            for column in child.c:
                if any(key.column is table.c.id for key in column.foreign_keys):
                    hanging = select(child.c.id).where(column == identifier)
                    for one in self.connection.scalars(hanging).all():
                        self.delete(child, one)
        old = self.connection.execute(select(table).where(table.c.id == identifier)).first()
        if old is not None:
            self.connection.execute(delete(table).where(table.c.id == identifier))
            self._sum -= int.from_bytes(old.seal)

    def accept_rows(self) -> None:
        """Take the rows as they stand for right, whatever the trail says of them."""
        there = sum_of_seals(self.connection)
        self._sum = there - int(state_of(self.connection), 16)

    def note(self, action: str, subject: str = "", **detail: object) -> None:
        """Add an entry to the trail.

        Args:
            action: What was done, ``thing.verb``.
            subject: Id of what it was done to.
            detail: Ids, numbers and dates; never a name or a note of a person.
        """
        said = json.dumps(detail, sort_keys=True, separators=(",", ":")) if detail else ""
        self._entries.append((action, subject, said))

    def finish(self) -> Head:
        """Write the trail, as the last thing before the commit, and return its new head.

        Raises:
            RuntimeError: Nothing was noted.
        """
        if not self._entries:
            raise RuntimeError("a change of the records without an entry in the trail")
        head, state = head_of(self.connection), state_of(self.connection)
        after = f"{(int(state, 16) + self._sum) % _MODULUS:032x}"
        entries = (
            Entry(0, self.made, self.user, action, subject, detail, after, "")
            for action, subject, detail in self._entries
        )
        return append(self.connection, TRAIL, head, entries)
