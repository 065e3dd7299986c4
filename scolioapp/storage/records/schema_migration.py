"""Brings the database to the schema of this version, and back; Alembic is imported where it is needed.

Rebuilding a table (``batch_alter_table``) drops its triggers, and with foreign keys on it deletes child rows.
So they are off, outside the transaction; triggers are taken away and made again; rows are counted and
references checked before the commit. Must not know keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Final, cast

from sqlalchemy import Connection, Engine

from engine.core.text import text
from scolioapp.storage.records.encrypted_database import DATABASE, Driver, writing
from scolioapp.storage.records.key_ring import newer
from scolioapp.storage.records.record_errors import DamagedError, told

if TYPE_CHECKING:
    from alembic.operations import Operations

NEWEST: Final = 7
"""Number of the newest schema; `record_tables` is what it looks like."""


def version_of(connection: Connection) -> int:
    """Return the number of the schema; 0: there is none.

    Raises:
        NewerError: It is of a newer version of the program.
    """
    with told(DATABASE):
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if version > NEWEST:
        raise newer()
    return version


def migrate(
    engine: Engine,
    to: int = NEWEST,
    *,
    also: Callable[[Connection], None] | None = None,
) -> None:
    """Bring a database to a schema, in one transaction: it is reached, or all is as it was.

    Args:
        engine: The database.
        to: Number of the schema.
        also: What is done in the same transaction, after it.

    Raises:
        NewerError: The database is of a newer version of the program.
        DamagedError: A row would be lost.
        OutputError: The database cannot be written.
    """
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    with _without_foreign_keys(engine), writing(engine) as connection:
        begun = version_of(connection)
        if begun == to:
            return
        triggers, counts = _triggers(connection), _counts(connection)
        for name in triggers:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        op = Operations(MigrationContext.configure(connection))
        for step in _steps(begun, to):
            step(op)
        _make_again(connection, triggers)
        _check(connection, counts)
        connection.exec_driver_sql(f"PRAGMA user_version = {to}")
        if also is not None:
            also(connection)


def _steps(begun: int, to: int) -> Iterator[Callable[[Operations], None]]:
    versions = _versions()
    for number in range(begun + 1, to + 1):
        yield versions[number - 1].upgrade
    for number in range(begun, to, -1):
        yield versions[number - 1].downgrade


def _versions() -> Sequence[ModuleType]:
    from scolioapp.storage.records.schema_versions import (
        v1_first,
        v2_retention,
        v3_days,
        v4_recording_facts,
        v5_signed_pages,
        v6_repetitions,
        v7_outbox,
    )

    return (
        v1_first,
        v2_retention,
        v3_days,
        v4_recording_facts,
        v5_signed_pages,
        v6_repetitions,
        v7_outbox,
    )


@contextmanager
def _without_foreign_keys(engine: Engine) -> Iterator[None]:
    """Have one connection alone, without foreign keys: the setting means nothing inside a transaction."""
    engine.dispose()
    with told(DATABASE):
        bare = engine.raw_connection()
    driver = cast(Driver, bare.driver_connection)
    driver.execute("PRAGMA foreign_keys = OFF")
    bare.close()  # back to the pool, from which it comes next
    try:
        yield
    finally:
        engine.dispose()


def _triggers(connection: Connection) -> dict[str, tuple[str, str]]:
    """Return the table of each trigger, and how it is made."""
    rows = connection.exec_driver_sql(
        "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
    )
    return {name: (table, sql) for name, table, sql in rows}


def _tables(connection: Connection) -> list[str]:
    rows = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    return [name for (name,) in rows]


def _counts(connection: Connection) -> dict[str, int]:
    return {
        name: int(connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one())
        for name in _tables(connection)
    }


def _make_again(connection: Connection, triggers: dict[str, tuple[str, str]]) -> None:
    """Make the triggers that were there before and are not there now, of tables that still are."""
    there, tables = _triggers(connection), _tables(connection)
    for name, (table, sql) in triggers.items():
        if name not in there and table in tables:
            connection.exec_driver_sql(sql)


def _check(connection: Connection, counts: dict[str, int]) -> None:
    after = _counts(connection)
    lost = [name for name, count in counts.items() if after.get(name, count) < count]
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if lost or dangling:
        raise DamagedError(
            text("The records could not be brought to the new version without losing rows."),
            text("Nothing was changed. Restore the newest backup, or ask for help."),
        )
