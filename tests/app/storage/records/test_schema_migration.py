"""Every earlier schema goes up and back, full, with each child row and trigger still there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, MetaData, Table, insert, select

from engine.core.errors import ScolioError
from scolioapp.storage.records import schema_migration
from scolioapp.storage.records.encrypted_database import connect, engine_of, reading, writing
from scolioapp.storage.records.record_errors import NewerError
from scolioapp.storage.records.record_tables import METADATA
from scolioapp.storage.records.schema_migration import NEWEST, migrate, version_of

KEY = bytes(32)
ROWS = 3
FIRST_TABLES = 14


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    path = tmp_path / "records.db"
    connect(path, KEY, make=True).close()
    made = engine_of(path, KEY)
    yield made
    made.dispose()


def reflected(connection: Connection) -> MetaData:
    there = MetaData()
    there.reflect(connection)
    return there


def content(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    tables = reflected(connection).sorted_tables
    return {
        table.name: [
            dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()
        ]
        for table in tables
    }  # fmt: skip


def triggers(connection: Connection) -> set[tuple[str, str]]:
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {(name, sql) for name, sql in rows}


def value(table: Table, name: str, number: int) -> object:
    column = table.c[name]
    for key in column.foreign_keys:
        own = key.column.table.name == table.name
        return None if own else f"{key.column.table.name}-{number}"
    allowed = {"sex": "female", "source": "file", "kind": "video", "state": "draft", "known": "yes"}
    if name in allowed and not (table.name == "trail" and name == "state"):
        return allowed[name]
    kind = column.type.python_type
    return number if kind is int else f"{table.name}-{number}" if kind is str else b"blob"


def fill(engine: Engine) -> None:
    with writing(engine) as connection:
        for table in reflected(connection).sorted_tables:
            for number in range(1, ROWS + 1):
                row = {column.name: value(table, column.name, number) for column in table.c}
                connection.execute(insert(table), row)


@pytest.mark.parametrize("version", range(1, NEWEST))
def test_a_full_database_of_each_earlier_schema_goes_up_and_back(
    engine: Engine, version: int
) -> None:
    migrate(engine, version)
    fill(engine)
    with reading(engine) as connection:
        before, watching = content(connection), triggers(connection)
        assert len(before) >= FIRST_TABLES
        assert all(len(rows) == ROWS for rows in before.values())
        assert len(watching) >= 6
    migrate(engine)
    with reading(engine) as connection:
        assert version_of(connection) == NEWEST
        assert triggers(connection) >= watching
        after = content(connection)
        assert after.keys() == METADATA.tables.keys()
        assert {
            name: [{key: row[key] for key in before[name][0]} for row in rows]
            for name, rows in after.items()
            if name in before
        } == before
        assert not any(rows for name, rows in after.items() if name not in before)
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    migrate(engine, version)
    with reading(engine) as connection:
        assert (version_of(connection), triggers(connection)) == (version, watching)
        assert content(connection) == before


def test_the_newest_schema_is_what_the_tables_say(engine: Engine) -> None:
    migrate(engine)
    with reading(engine) as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []
        checks = {
            name: sorted(c.name for c in table.constraints if str(c.name).startswith("ck_"))
            for name, table in METADATA.tables.items()
        }
        there = reflected(connection)
        assert checks == {
            name: sorted(c.name for c in table.constraints if str(c.name).startswith("ck_"))
            for name, table in there.tables.items()
        }


def test_a_migration_that_fails_leaves_all_as_it_was(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(engine, 1)
    fill(engine)
    with reading(engine) as connection:
        before, watching = content(connection), triggers(connection)

    class Careless:
        @staticmethod
        def upgrade(op: Any) -> None:
            op.execute("DELETE FROM visits WHERE id = 'visits-2'")

    real = schema_migration._versions()
    monkeypatch.setattr(schema_migration, "_versions", lambda: (real[0], Careless, *real[2:]))
    with pytest.raises(ScolioError, match="without losing rows"):
        migrate(engine)
    with reading(engine) as connection:
        assert version_of(connection) == 1
        assert (content(connection), triggers(connection)) == (before, watching)


def test_a_newer_schema_is_refused(engine: Engine) -> None:
    migrate(engine)
    with writing(engine) as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {NEWEST + 1}")
    with pytest.raises(NewerError, match="newer version"), reading(engine) as connection:
        version_of(connection)
    with pytest.raises(NewerError):
        migrate(engine)
