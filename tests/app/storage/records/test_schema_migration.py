"""Every earlier schema goes up and back, full, with each child row, trigger, index and seal still there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, MetaData, Table, insert, select
from sqlalchemy.exc import DatabaseError

from engine.core.errors import ScolioError
from scolioapp.storage.records import schema_migration
from scolioapp.storage.records.encrypted_database import connect, engine_of, reading, writing
from scolioapp.storage.records.record_change import seal_of, wrong_rows
from scolioapp.storage.records.record_errors import NewerError
from scolioapp.storage.records.record_tables import METADATA
from scolioapp.storage.records.schema_migration import NEWEST, migrate, version_of

KEY = bytes(32)
_CHECK = re.compile(r"(\w+) in \(([^)]*)\)", re.IGNORECASE)
ROWS = 3


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


def indexes(connection: Connection) -> set[tuple[str, str]]:
    rows = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    )
    return {(name, sql) for name, sql in rows}


def allowed_values(table: Table) -> dict[str, str]:
    """Return a value that each check of a table lets pass, by its column: the first that is not empty.

    The checks of the newest schema count, too: rows of earlier ones are those that can go up.
    """
    found = {}
    newest = METADATA.tables.get(table.name)
    later = () if newest is None else newest.constraints
    for constraint in (*table.constraints, *later):
        told = _CHECK.search(str(getattr(constraint, "sqltext", "")))
        if told is not None:
            found[told[1]] = next(each for each in re.findall(r"'([^']*)'", told[2]) if each)
    return found


def value(table: Table, name: str, number: int) -> object:
    column = table.c[name]
    for key in column.foreign_keys:
        own = key.column.table.name == table.name
        return None if own else f"{key.column.table.name}-{number}"
    allowed = allowed_values(table)
    if name in allowed:
        return allowed[name]
    kind = column.type.python_type
    return number if kind is int else f"{table.name}-{number}" if kind is str else b"blob"


def fill(engine: Engine) -> None:
    with writing(engine) as connection:
        for table in reflected(connection).sorted_tables:
            for number in range(1, ROWS + 1):
                row = {column.name: value(table, column.name, number) for column in table.c}
                if "seal" in row:
                    row["seal"] = seal_of(KEY, table.name, row)
                connection.execute(insert(table), row)


def common(rows: list[dict[str, Any]], columns: Iterable[str]) -> list[dict[str, Any]]:
    """Return rows with only those columns that another schema has, too."""
    there = set(columns)
    return [{key: each for key, each in row.items() if key in there} for row in rows]


@pytest.mark.parametrize("version", range(1, NEWEST))
def test_a_full_database_of_each_earlier_schema_goes_up_and_back(
    engine: Engine, version: int
) -> None:
    migrate(engine, version)
    fill(engine)
    with reading(engine) as connection:
        before, watching = content(connection), triggers(connection)
        found = indexes(connection)
        assert all(len(rows) == ROWS for rows in before.values())
        assert len(before) >= 14
        assert len(watching) >= 6
    migrate(engine)
    with reading(engine) as connection:
        assert version_of(connection) == NEWEST
        assert triggers(connection) >= watching
        assert indexes(connection) >= found
        assert wrong_rows(connection, KEY) == 0
        after = content(connection)
        assert after.keys() == METADATA.tables.keys()
        for name, rows in before.items():
            assert common(after[name], rows[0]) == rows
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    migrate(engine, version)
    with reading(engine) as connection:
        assert (version_of(connection), triggers(connection)) == (version, watching)
        assert indexes(connection) == found
        assert content(connection) == before


@pytest.mark.parametrize("version", range(NEWEST - 1, 0, -1))
def test_a_full_database_of_this_schema_goes_back_as_far_as_it_can_and_up_again(
    engine: Engine, version: int
) -> None:
    """What only a newer schema can hold goes; every row that both have stays."""
    migrate(engine)
    fill(engine)
    with reading(engine) as connection:
        before, watching = content(connection), triggers(connection)
    migrate(engine, version)
    with reading(engine) as connection:
        earlier = content(connection)
        assert version_of(connection) == version
        assert earlier.keys() <= before.keys()
        for name, rows in earlier.items():
            assert rows == common(before[name], rows[0])
    migrate(engine)
    with reading(engine) as connection:
        assert triggers(connection) == watching
        again = content(connection)
        for name, rows in earlier.items():
            assert common(again[name], rows[0]) == rows


@pytest.mark.parametrize("version", range(1, NEWEST + 1))
def test_what_is_never_changed_cannot_be_in_any_schema(engine: Engine, version: int) -> None:
    """However a table was rebuilt on the way, its triggers still refuse."""
    migrate(engine)
    migrate(engine, version)
    fill(engine)
    refusals = {
        "trail": ("UPDATE trail SET user = 9", "DELETE FROM trail"),
        "judgements": ("UPDATE judgements SET outcome = 'x'",),
        "signatures": ("UPDATE signatures SET meaning = 'x'",),
        "findings": ("UPDATE findings SET document = 'x'",),
        "steps": ("UPDATE steps SET outcome = 'x'",),
    }
    for name, statements in refusals.items():
        for statement in statements:
            with pytest.raises(DatabaseError, match="never changed"), writing(engine) as connection:
                connection.exec_driver_sql(statement)
        with reading(engine) as connection:
            assert len(content(connection)[name]) == ROWS


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
    careless = (real[0], *[Careless] * (NEWEST - 1))
    monkeypatch.setattr(schema_migration, "_versions", lambda: careless)
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
