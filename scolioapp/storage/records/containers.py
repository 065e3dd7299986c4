"""Files that belong to a patient, each set in an encrypted container of its own: a video, or a judgement.

A container is a SQLCipher file (16 KiB pages, chunks of 256 KiB: authenticated, and read from anywhere in
it). It is written once, beside, and renamed, and never changed (`live_recordings` writes in place). Its key
is random and wrapped by the key of the patient, which is wrapped by a key that follows from the data key:
moving a recording wraps a key anew, erasing a patient throws a key away. Its file name says nothing.
"""

from __future__ import annotations

import contextlib
import io
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

import sqlcipher3.dbapi2 as sqlcipher
from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, select

from engine.core.files import written_beside
from engine.core.progress import Cancel, check
from scolioapp.storage.records.encrypted_database import Driver, connect
from scolioapp.storage.records.key_ring import unwrap, wrap
from scolioapp.storage.records.record_change import Change, new_id
from scolioapp.storage.records.record_errors import LockedError, MissingRecordError, damaged, full
from scolioapp.storage.records.record_tables import CONTAINERS, PATIENT_KEYS, RECORDINGS
from scolioapp.storage.records.records_session import Session

FOLDER: Final = "containers"
SUFFIX: Final = ".records"
PAGE: Final = 16384
CHUNK: Final = 256 * 1024
_LEFT_OVER_SECONDS: Final = 24 * 3600.0

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Content = bytes | Path
"""What a container takes: bytes, or a file to copy."""

Copied = Callable[[int], None]
"""Is told how many bytes have been copied since it was told last."""


def path_of(folder: Path, container: str) -> Path:
    """Return where a container lies."""
    return folder / FOLDER / f"{container}{SUFFIX}"


def write(
    path: Path,
    key: bytes,
    files: Mapping[str, Content],
    *,
    cancel: Cancel | None = None,
    copied: Copied | None = None,
) -> None:
    """Write a container, whole and through to the disk.

    Args:
        path: Where.
        key: Its key.
        files: What is in it, by name.
        cancel: Stops it.
        copied: Is told of each piece how many bytes it has.

    Raises:
        OutputError: It cannot be written; nothing is left.
        CancelledError: The person cancelled; nothing is left.
    """
    with written_beside(path) as beside:
        opened = connect(beside, key, page=PAGE, make=True)
        try:
            for pragma in ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY"):
                opened.execute(f"PRAGMA {pragma}")
            opened.execute("BEGIN")
            make_tables(opened)
            for name, content in files.items():
                with _stream(content) as stream:
                    _write_file(opened, name, stream, cancel, copied)
            opened.execute("COMMIT")
        except sqlcipher.Error as error:
            raise full(str(error)) from error
        finally:
            opened.close()
        with beside.open("r+b") as written:
            os.fsync(written.fileno())


def make_tables(opened: Driver) -> None:
    """Make the tables of a container."""
    opened.execute("CREATE TABLE files (name TEXT PRIMARY KEY, size INTEGER NOT NULL)")
    opened.execute(
        "CREATE TABLE chunks (name TEXT, place INTEGER, data BLOB NOT NULL, "
        "PRIMARY KEY (name, place)) WITHOUT ROWID"
    )


def _stream(content: Content) -> BinaryIO:
    return io.BytesIO(content) if isinstance(content, bytes) else content.open("rb")


def _write_file(
    opened: Driver, name: str, stream: BinaryIO, cancel: Cancel | None, copied: Copied | None
) -> None:
    place = size = 0
    while chunk := stream.read(CHUNK):
        check(cancel)
        opened.execute("INSERT INTO chunks VALUES (?, ?, ?)", (name, place, chunk))
        place, size = place + 1, size + len(chunk)
        if copied is not None:
            copied(len(chunk))
    opened.execute("INSERT INTO files VALUES (?, ?)", (name, size))


class Container:
    """An open container, for one reader at a time.

    Args:
        path: Its file.
        key: Its key.

    Raises:
        DamagedError: It is missing, or not as it was written.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        if not path.exists():
            raise damaged(path.name)
        self._closed = False
        self._guard = threading.Lock()
        self._name = path.name
        self._opened = connect(path, key, page=PAGE)
        with self._told():
            rows = self._opened.execute("SELECT name, size FROM files").fetchall()
            self._sizes = {str(name): cast(int, size) for name, size in rows}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of its files."""
        return tuple(self._sizes)

    def read(self, name: str) -> bytes:
        """Read a whole file.

        Raises:
            MissingRecordError: There is none of this name.
            DamagedError: The container is not as it was written.
        """
        with self.open(name) as stream:
            return stream.read()

    def open(self, name: str) -> BinaryIO:
        """Return a file to read from anywhere; closing it leaves the container open.

        Raises:
            MissingRecordError: There is none of this name.
        """
        if name not in self._sizes:
            raise MissingRecordError
        return self.stream(name, whole=False)

    def stream(self, name: str, *, whole: bool) -> BinaryIO:
        """Return a file to read from anywhere.

        Args:
            name: Its name.
            whole: Whether closing it closes the container, too.
        """
        raw = _Stream(self, name, self._sizes[name], whole=whole)
        return io.BufferedReader(raw, CHUNK)

    def chunk(self, name: str, place: int) -> bytes:
        """Read one chunk.

        Raises:
            LockedError: The container was closed, as it is when the records are locked.
            DamagedError: It is not as it was written.
        """
        with self._guard, self._told():
            self.check()
            row = self._opened.execute(
                "SELECT data FROM chunks WHERE name = ? AND place = ?", (name, place)
            ).fetchone()
        if row is None:
            raise damaged(self._name)
        return cast(bytes, row[0])

    def check(self) -> None:
        """Look whether it is open still.

        Raises:
            LockedError: It was closed.
        """
        if self._closed:
            raise LockedError

    def verify(self) -> None:
        """Check every page of it.

        Raises:
            LockedError: The container was closed.
            DamagedError: It is not as it was written.
        """
        if self._closed:
            raise LockedError
        with self._told():
            wrong = self._opened.execute("PRAGMA cipher_integrity_check").fetchall()
        if wrong:
            raise damaged(self._name)

    def close(self) -> None:
        """Close it; waits for whoever reads a chunk at this moment."""
        with self._guard:
            self._closed = True
            self._opened.close()

    def __enter__(self) -> Container:
        """Return the container, which is closed at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlcipher.Error as error:
            raise damaged(self._name) from error


class _Stream(io.RawIOBase):
    """A file in a container."""

    def __init__(self, container: Container, name: str, size: int, *, whole: bool) -> None:
        self._container, self._name, self._size = container, name, size
        self._whole, self._at, self._last = whole, 0, (-1, b"")

    @property
    def name(self) -> str:
        """What libavformat may know: the ending, by which it tells kinds of files that look alike."""
        return f"video{Path(self._name).suffix}"

    def close(self) -> None:
        if self._whole:
            self._container.close()
        super().close()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        self._container.check()
        if self._at >= self._size:
            return 0
        place, within = divmod(self._at, CHUNK)
        if self._last[0] != place:
            self._last = (place, self._container.chunk(self._name, place))
        target = memoryview(buffer).cast("B")
        part = self._last[1][within : within + len(target)]
        target[: len(part)] = part
        self._at += len(part)
        return len(part)


# Keys


def make_patient_key(change: Change, session: Session, patient: str) -> None:
    """Make the key of a patient."""
    wrapped = wrap(session.keys.patients, secrets.token_bytes(32), patient)
    change.insert(PATIENT_KEYS, patient=patient, wrapped=wrapped)


def patient_key(connection: Connection, session: Session, patient: str) -> bytes:
    """Return the key of a patient.

    Raises:
        MissingRecordError: It was thrown away.
        DamagedError: It is not as it was written.
    """
    found = select(PATIENT_KEYS.c.wrapped).where(PATIENT_KEYS.c.patient == patient)
    wrapped = connection.scalar(found)
    if wrapped is None:
        raise MissingRecordError
    return _unwrapped(session.keys.patients, wrapped, patient)


def keep(
    session: Session,
    patient: str,
    files: Mapping[str, Content],
    *,
    cancel: Cancel | None = None,
    copied: Copied | None = None,
) -> tuple[str, bytes]:
    """Write a container for a patient; nobody knows of it until its row is written.

    Returns:
        Its id, and its wrapped key.
    """
    with session.reading() as connection:
        holder = patient_key(connection, session, patient)
    return keep_with(session, holder, files, cancel=cancel, copied=copied)


def keep_with(
    session: Session,
    holder: bytes,
    files: Mapping[str, Content],
    *,
    identifier: str = "",
    cancel: Cancel | None = None,
    copied: Copied | None = None,
) -> tuple[str, bytes]:
    """Do as `keep`, with the key of the patient, and under a given id where there is one."""
    identifier, key = identifier or new_id(), secrets.token_bytes(32)
    write(path_of(session.folder, identifier), key, files, cancel=cancel, copied=copied)
    return identifier, wrap(holder, key, identifier)


def opened(connection: Connection, session: Session, patient: str, identifier: str) -> Container:
    """Open a container of a patient.

    Raises:
        MissingRecordError: It is no longer there.
        DamagedError: It is not as it was written.
    """
    key = key_of(connection, session, patient, identifier)
    container = Container(path_of(session.folder, identifier), key)
    session.open_files.add(container)
    return container


def key_of(connection: Connection, session: Session, patient: str, identifier: str) -> bytes:
    """Return the key of a container of a patient.

    Raises:
        MissingRecordError: It is no longer there.
        DamagedError: It is not as it was written.
    """
    wrapped = connection.scalar(select(CONTAINERS.c.wrapped).where(CONTAINERS.c.id == identifier))
    if wrapped is None:
        raise MissingRecordError
    return _unwrapped(patient_key(connection, session, patient), wrapped, identifier)


def wrap_anew(change: Change, session: Session, recording: str, old: str, new: str) -> None:
    """Hand the containers of a recording from one patient to another."""
    holder = patient_key(change.connection, session, old)
    receiver = patient_key(change.connection, session, new)
    found = select(CONTAINERS).where(CONTAINERS.c.recording == recording)
    for row in change.connection.execute(found).all():
        key = _unwrapped(holder, row.wrapped, row.id)
        change.update(CONTAINERS, row.id, wrapped=wrap(receiver, key, row.id))


def _unwrapped(key: bytes, wrapped: bytes, about: str) -> bytes:
    try:
        return unwrap(key, wrapped, about)
    except InvalidTag:
        raise damaged(f"{about}{SUFFIX}") from None


# Files


def identifiers(connection: Connection, *, whole: bool = True) -> list[str]:
    """Return the containers that the records know; ``whole``: without those that are being written."""
    query = select(CONTAINERS.c.id)
    if whole:
        query = query.join(RECORDINGS).where(RECORDINGS.c.state == "")
    return list(connection.scalars(query).all())


def missing(connection: Connection, folder: Path) -> list[str]:
    """Return the file names of containers that are not there."""
    paths = (path_of(folder, each) for each in identifiers(connection))
    return [path.name for path in paths if not path.exists()]


def erase(folder: Path, containers: list[str]) -> None:
    """Delete the files of containers; what a disk refuses is left to `tidy`."""
    for each in containers:
        with contextlib.suppress(OSError):
            path_of(folder, each).unlink(missing_ok=True)


def tidy(session: Session) -> None:
    """Delete files that no record knows, which a crash left more than a day ago."""
    with session.reading() as connection:
        known = set(identifiers(connection, whole=False))
    before = time.time() - _LEFT_OVER_SECONDS
    with contextlib.suppress(OSError):
        for path in (session.folder / FOLDER).iterdir():
            # A container, or the journal of one.
            if path.name.partition(SUFFIX)[0] not in known and path.stat().st_mtime < before:
                path.unlink()
