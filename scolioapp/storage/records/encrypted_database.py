"""Opens SQLCipher files through SQLAlchemy: the database of the records, copies of it, and containers.

The key is raw (no passphrase is stretched here) and never part of a URL. Transactions are begun by us, so
that what changes the schema is rolled back, too. Must not know what is in the tables.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final, Protocol, cast
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

from scolioapp.storage.records.record_errors import damaged, full, told

DATABASE: Final = "records.db"
_PRAGMAS: Final = (
    "foreign_keys = ON",
    "journal_mode = WAL",
    "synchronous = FULL",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "busy_timeout = 10000",
)


class Rows(Protocol):
    """What a statement found."""

    def fetchone(self) -> tuple[object, ...] | None:
        """Return the next row."""

    def fetchall(self) -> list[tuple[object, ...]]:
        """Return all rows."""


class Driver(Protocol):
    """A connection of the driver, which has no types of its own."""

    def execute(self, statement: str, values: tuple[object, ...] = ..., /) -> Rows:
        """Run a statement."""

    def backup(self, target: Driver, /) -> None:
        """Copy the database into another one."""

    def close(self) -> None:
        """Close it."""


def connect(path: Path, key: bytes, *, page: int = 4096, make: bool = False) -> Driver:
    """Open an encrypted file with a raw key, as a connection of the driver, in autocommit mode.

    Args:
        path: The file.
        key: 32 bytes.
        page: Bytes of a page.
        make: Whether it may be made.

    Raises:
        DamagedError: It is no database, or another key's.
        OutputError: It cannot be opened for writing.
    """
    mode = "rwc" if make else "rw"
    uri = f"{_uri(path)}?mode={mode}"
    try:
        opened: Driver = sqlcipher.connect(
            uri, uri=True, isolation_level=None, check_same_thread=False
        )
    except sqlcipher.Error as error:
        raise full(str(error)) from error
    try:
        opened.execute("PRAGMA cipher_log_level = none")
        opened.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        opened.execute(f"PRAGMA cipher_page_size = {page}")
        opened.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.Error as error:
        opened.close()
        raise damaged(path.name) from error
    return opened


def _uri(path: Path) -> str:
    """Return a path as SQLite reads it: with any sign, a drive, or a server (sqlite.org/uri.html)."""
    said = quote(path.absolute().as_posix())
    return f"file://{'' if said.startswith('/') else '/'}{said}"


def engine_of(path: Path, key: bytes, *, make: bool = False, pooled: bool = True) -> Engine:
    """Return an engine on an encrypted database; nothing is opened yet."""

    def open_it() -> Driver:
        opened = connect(path, key, make=make)
        try:
            for pragma in _PRAGMAS:
                opened.execute(f"PRAGMA {pragma}")
        except sqlcipher.Error as error:
            opened.close()
            raise full(str(error)) from error
        return opened

    engine = create_engine(
        "sqlite://",
        creator=open_it,
        module=sqlcipher,
        poolclass=QueuePool if pooled else NullPool,
        # An error of a statement would say its values, names included, and end in a log.
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


@contextlib.contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Read in one transaction, so that all that is read is of one moment.

    Raises:
        DamagedError: The file is not as it was written.
    """
    with told(DATABASE), engine.begin() as connection:
        yield connection


@contextlib.contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Write in one transaction: all or nothing.

    Raises:
        DamagedError: The file is not as it was written.
        OutputError: It cannot be written.
    """
    with told(DATABASE), engine.connect().execution_options(writes=True) as connection:
        with connection.begin():
            yield connection


def check_file(connection: Connection, *, thorough: bool) -> None:
    """Check a database.

    Args:
        connection: To the database.
        thorough: Also whether indices agree with their tables.

    Raises:
        DamagedError: It is damaged.
    """
    with told(DATABASE):
        wrong = connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall()
        check = "integrity_check" if thorough else "quick_check"
        said = connection.exec_driver_sql(f"PRAGMA {check}").scalar()
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if wrong or said != "ok" or lost:
        raise damaged(DATABASE)


def empty_log(engine: Engine) -> None:
    """Write the log into the database and empty it, so that nothing of what was erased stays in it."""
    with told(DATABASE):
        raw = engine.raw_connection()
        try:
            driver = cast(Driver, raw.driver_connection)
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except sqlcipher.Error as error:
            raise full(str(error)) from error
        finally:
            raw.close()


def copy(source: Path, target: Path, key: bytes) -> None:
    """Copy a database into a new encrypted file, as it is at one moment, while others go on writing.

    Raises:
        OutputError: It cannot be written; nothing is left.
    """
    with closing(connect(source, key)) as there:
        try:
            with closing(connect(target, key, make=True)) as copied:
                there.backup(copied)
                copied.execute("PRAGMA journal_mode = DELETE").fetchall()
            with target.open("r+b") as written:
                os.fsync(written.fileno())
        except (sqlcipher.Error, OSError) as error:
            with contextlib.suppress(OSError):
                target.unlink(missing_ok=True)
            raise full(str(error)) from error
