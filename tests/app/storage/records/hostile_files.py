"""What a thief, a crash, a full disk and a careless hand do to the files of records, and what is said then.

Each harm is done to records that are closed, and undone at the end; the store and the lock page are tried
with all of them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import exc

from scolioapp.storage.records import encrypted_database, instance_lock, record_change
from scolioapp.storage.records.encrypted_database import DATABASE, connect
from scolioapp.storage.records.instance_lock import InstanceLock
from scolioapp.storage.records.patients import PatientFields
from scolioapp.storage.records.record_store import RecordStore
from scolioapp.storage.records.records_session import utc_now
from tests.app.storage.records.made_records import CHEAP, PASSWORD, Clinic

LOGIN = "administrator"
WAL = f"{DATABASE}-wal"
PAGE = 4096


@dataclass(frozen=True)
class Records:
    """Records of a folder that are closed, with the key that an insider has."""

    folder: Path
    key: bytes = field(repr=False)

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    def reopened(self) -> RecordStore:
        store = RecordStore(self.folder, cost=CHEAP)
        store.unlock(LOGIN, PASSWORD)
        return store


def closed(clinic: Clinic) -> Records:
    """Close the records of a clinic; it must be unlocked."""
    key = clinic.store._session.keys.database
    clinic.store.close()
    return Records(clinic.folder, key)


Harming = Callable[[Records], AbstractContextManager[None]]


@dataclass(frozen=True)
class Harm:
    """Something that is done to records.

    Attributes:
        name: What it is.
        do: Does it, for as long as the context lasts.
        sentence: What is said to whoever wants in.
        password: What that person types.
    """

    name: str
    do: Harming
    sentence: str
    password: str = PASSWORD


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


@contextmanager
def nothing(records: Records) -> Iterator[None]:
    yield


@contextmanager
def _whole_again(records: Records) -> Iterator[None]:
    """Put the whole folder back at the end."""
    aside = records.folder.with_name("as-it-was")
    shutil.copytree(records.folder, aside)
    try:
        yield
    finally:
        shutil.rmtree(records.folder)
        aside.rename(records.folder)


@contextmanager
def changed_byte(records: Records) -> Iterator[None]:
    with _whole_again(records):
        flip(records.database, records.database.stat().st_size // 2)
        yield


@contextmanager
def changed_log(records: Records) -> Iterator[None]:
    """As a kill leaves them, with a log that is not in the database yet; then a byte of it."""
    store = records.reopened()
    store.patients.add(PatientFields("S-50"))
    crashed = records.folder.with_name("crashed")
    shutil.copytree(records.folder, crashed)
    store.close()
    shutil.rmtree(records.folder)
    crashed.rename(records.folder)
    with _whole_again(records):
        flip(records.folder / WAL, (records.folder / WAL).stat().st_size // 2)
        yield


def _older_and_newer(records: Records) -> tuple[bytes, bytes]:
    older = records.database.read_bytes()
    store = records.reopened()
    patient = store.patients.search("S-17")[0]
    store.patients.change(patient.id, PatientFields("S-17", "Another name", notes="x" * 600))
    store.close()
    return older, records.database.read_bytes()


@contextmanager
def older_page(records: Records) -> Iterator[None]:
    """Every page that differs but the first, which the file's own book-keeping is in, is from before."""
    older, newer = _older_and_newer(records)
    pages = [
        at for at in range(PAGE, len(older), PAGE) if older[at : at + PAGE] != newer[at : at + PAGE]
    ]
    with _whole_again(records):
        at = pages[0]
        records.database.write_bytes(newer[:at] + older[at : at + PAGE] + newer[at + PAGE :])
        yield


@contextmanager
def older_file(records: Records) -> Iterator[None]:
    older, _ = _older_and_newer(records)
    with _whole_again(records):
        records.database.write_bytes(older)
        yield


def as_insider(*statements: str) -> Harming:
    """Do what somebody with the key of the database and a tool of their own can do."""

    @contextmanager
    def do(records: Records) -> Iterator[None]:
        with _whole_again(records):
            with closing(connect(records.database, records.key)) as opened:
                for statement in statements:
                    opened.execute(statement)
            yield

    return do


@contextmanager
def second_instance(records: Records) -> Iterator[None]:
    lock = InstanceLock(records.folder)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def full_disk(records: Records) -> Iterator[None]:
    """The database's answer is played: an entry of the trail finds no room."""

    def refuse(*_: Any) -> None:
        cause = sqlcipher.OperationalError("database or disk is full")
        raise exc.OperationalError("INSERT", {}, cause)

    with patch.object(record_change, "append", refuse):
        yield


@contextmanager
def read_only_folder(records: Records) -> Iterator[None]:
    """As root nothing is read-only: the system's answer is played."""
    real = os.open

    def refuse(path: Any, flags: int, *rest: int) -> int:
        if flags & os.O_RDWR and Path(path).parent == records.folder:
            raise PermissionError(13, "Permission denied")
        return real(path, flags, *rest)

    with patch.object(instance_lock, "os", _Os(refuse)):
        yield


class _Os:
    """The module, with another way to open."""

    def __init__(self, opens: Callable[..., int]) -> None:
        self.open = opens

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)


@contextmanager
def read_only_database(records: Records) -> Iterator[None]:
    pragmas = (*encrypted_database._PRAGMAS, "query_only = ON")
    with patch.object(encrypted_database, "_PRAGMAS", pragmas):
        yield


@contextmanager
def clock_set_back(records: Records) -> Iterator[None]:
    """Somebody worked with the clock of three days ahead."""
    with _whole_again(records):
        ahead = RecordStore(records.folder, clock=lambda: utc_now() + timedelta(days=3), cost=CHEAP)
        ahead.unlock(LOGIN, PASSWORD)
        ahead.close()
        yield


HARMS = (
    Harm("a wrong password", nothing, "The name or the password is wrong", "a wrong password"),
    Harm("a changed byte of the database", changed_byte, "is damaged"),
    Harm("a changed byte of the log", changed_log, "put back to an older copy or changed"),
    Harm("one page of an older copy", older_page, "put back to an older copy"),
    Harm("the whole file of an older copy", older_file, "put back to an older copy"),
    Harm(
        "a changed entry of the trail",
        as_insider("DROP TRIGGER trail_no_update", "UPDATE trail SET user = 3 WHERE number = 4"),
        "Entry 4 of the audit trail was changed or removed",
    ),
    Harm("a second instance", second_instance, "another window"),
    Harm("a full disk", full_disk, "disk is full"),
    Harm("a read-only folder", read_only_folder, "Permission denied"),
    Harm("a read-only database", read_only_database, "readonly"),
    Harm("a newer version", as_insider("PRAGMA user_version = 99"), "newer version of ScolioApp"),
    Harm("a clock set back", clock_set_back, "The clock of this computer is behind"),
)
