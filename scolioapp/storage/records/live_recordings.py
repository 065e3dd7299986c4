"""Recordings that are encrypted while they are made: no readable picture is ever on the disk.

The row and the wrapped key stand before the first byte; what was written is committed as it comes, so a kill
loses the last moment alone. Locking the records does not stop a recording: its file knows its own key only.
"""

from __future__ import annotations

import contextlib
import errno
import io
import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import select

from engine.core.files import write_failure
from scolioapp.storage.records import containers
from scolioapp.storage.records.containers import CHUNK
from scolioapp.storage.records.encrypted_database import connect
from scolioapp.storage.records.key_ring import wrap
from scolioapp.storage.records.record_change import new_id
from scolioapp.storage.records.record_errors import MissingRecordError, full
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import CONTAINERS, RECORDINGS, VISITS
from scolioapp.storage.records.records_session import Section, Session
from scolioapp.storage.records.visit_recordings import (
    UNFINISHED,
    KeptRecording,
    check_consent,
    patient_of_recording,
)

_COMMIT_BYTES: Final = 1 << 20
"""What a kill may lose at most, beside what the writer holds itself."""


class EncryptedTarget:
    """A file in a container that is being written, as `engine.capture` wants a target.

    One thread writes; `sync` may be called from another.

    Args:
        path: The container; it must not exist.
        key: Its key.
        name: Name of the file in it.

    Raises:
        OutputError: It cannot be made.
    """

    def __init__(self, path: Path, key: bytes, name: str) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise write_failure(path, error) from error
        self._opened = connect(path, key, page=containers.PAGE, make=True)
        self._guard = threading.RLock()
        self._name, self._at, self._size, self._fresh = name, 0, 0, 0
        self._place, self._data, self._changed = 0, bytearray(), False
        self.closed = False
        try:
            for pragma in ("synchronous = FULL", "temp_store = MEMORY"):
                self._opened.execute(f"PRAGMA {pragma}")
            self._opened.execute("BEGIN")
            containers.make_tables(self._opened)
            self._commit()
        except sqlcipher.Error as error:
            self._opened.close()
            path.unlink(missing_ok=True)
            raise full(str(error)) from error

    def write(self, data: bytes, /) -> int:
        """Write all of ``data`` here.

        Raises:
            OSError: The disk is full or gone.
        """
        with self._guard, _as_os_error():
            if self._at > self._size:
                # What was passed over is zeros, as in any file.
                gap, self._at = self._at - self._size, self._size
                self._put(memoryview(bytes(gap)))
            self._put(memoryview(data))
            if self._fresh >= _COMMIT_BYTES:
                self._commit()
        return len(data)

    def _put(self, rest: memoryview) -> None:
        self._fresh += len(rest)
        while rest:
            place, within = divmod(self._at, CHUNK)
            self._turn_to(place)
            part = rest[: CHUNK - within]
            self._data[within : within + len(part)] = part
            self._changed = True
            self._at += len(part)
            self._size = max(self._size, self._at)
            rest = rest[len(part) :]

    def seekable(self) -> bool:
        """Return True: an index can be written at the end."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to another place."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        """Return the place."""
        return self._at

    def sync(self) -> None:
        """Have what was written outlive a power cut.

        Raises:
            OSError: The disk is full or gone.
        """
        with self._guard, _as_os_error():
            if not self.closed:
                self._commit()

    def cut(self, size: int) -> None:
        """Keep the first bytes only.

        Raises:
            OSError: The disk is full or gone.
        """
        with self._guard, _as_os_error():
            if size >= self._size:
                return
            self._store()
            place, within = divmod(size, CHUNK)
            self._turn_to(place)
            del self._data[within:]
            self._opened.execute(
                "DELETE FROM chunks WHERE name = ? AND place >= ?", (self._name, place)
            )
            self._changed = within > 0
            self._size, self._at = size, min(self._at, size)
            self._commit()

    def close(self) -> None:
        """Write the rest and close the file; once is enough.

        Raises:
            OSError: The disk is full or gone; what was committed is there.
        """
        with self._guard, _as_os_error():
            if self.closed:
                return
            self.closed = True
            try:
                self._commit(again=False)
            finally:
                self._opened.close()

    def _turn_to(self, place: int) -> None:
        """Have one chunk at hand."""
        if place == self._place:
            return
        self._store()
        row = self._opened.execute(
            "SELECT data FROM chunks WHERE name = ? AND place = ?", (self._name, place)
        ).fetchone()
        self._place = place
        self._data = bytearray(cast(bytes, row[0])) if row is not None else bytearray()

    def _store(self) -> None:
        if self._changed:
            self._opened.execute(
                "INSERT OR REPLACE INTO chunks VALUES (?, ?, ?)",
                (self._name, self._place, bytes(self._data)),
            )
            self._changed = False

    def _commit(self, *, again: bool = True) -> None:
        self._store()
        self._opened.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", (self._name, self._size))
        self._opened.execute("COMMIT")
        self._fresh = 0
        if again:
            self._opened.execute("BEGIN")


@contextlib.contextmanager
def _as_os_error() -> Iterator[None]:
    try:
        yield
    except sqlcipher.Error as error:
        raise OSError(errno.EIO, str(error)) from error


@dataclass(frozen=True, slots=True)
class LiveRecording:
    """A recording that is being made.

    Attributes:
        recording: Its row.
        target: Where its bytes go; `EncryptedTarget.close` works with locked records, too.
    """

    recording: KeptRecording
    target: EncryptedTarget


class LiveRecordings(Section):
    """Recordings that are being made, and those that nobody has kept yet."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._targets: dict[str, EncryptedTarget] = {}

    @operation(Right.EXAMINE)
    def begin(self, visit: str, *, title: str = "", name: str = "video.mkv") -> LiveRecording:
        """Begin a recording.

        Args:
            visit: Whose.
            title: What it is called.
            name: Name of the file in the container.

        Raises:
            RecordsError: The patient's consent is asked for, and missing.
            MissingRecordError: The visit is gone.
            OutputError: It cannot be written.
        """
        session = self.session
        identifier, key = new_id(), secrets.token_bytes(32)
        with session.reading() as connection:
            patient = connection.scalar(select(VISITS.c.patient).where(VISITS.c.id == visit))
            if patient is None:
                raise MissingRecordError
            check_consent(session, connection, patient)
            holder = containers.patient_key(connection, session, patient)
        target = EncryptedTarget(containers.path_of(session.folder, identifier), key, name)
        made, wrapped = session.now, wrap(holder, key, identifier)
        try:
            with session.changing() as change:
                recording = change.insert(
                    RECORDINGS,
                    visit=visit,
                    made=made,
                    source="camera",
                    title=title,
                    state=UNFINISHED,
                )
                change.insert(
                    CONTAINERS, id=identifier, recording=recording, kind="video", wrapped=wrapped
                )
                change.note("recording.begun", patient, recording=recording)
        except BaseException:
            target.close()
            containers.erase(session.folder, [identifier])
            raise
        self._targets[recording] = target
        return LiveRecording(KeptRecording(recording, visit, made, "camera", title, True), target)

    @operation(Right.EXAMINE)
    def unfinished(self) -> list[KeptRecording]:
        """Return the recordings that were neither kept nor deleted, after a crash for example."""
        query = select(RECORDINGS).where(
            RECORDINGS.c.state == UNFINISHED, RECORDINGS.c.deleted == ""
        )
        with self.session.reading() as connection:
            rows = connection.execute(query.order_by(RECORDINGS.c.made)).all()
        return [
            KeptRecording(row.id, row.visit, row.made, row.source, row.title, True)
            for row in rows
            if not self._under_way(row.id)
        ]

    @operation(Right.EXAMINE)
    def keep(self, recording: str) -> None:
        """Keep a recording whose file is closed; before it, the recording is in no list.

        Raises:
            MissingRecordError: It is gone, or still being written.
        """
        with self.session.changing() as change:
            patient = patient_of_recording(change.connection, recording)
            if self._under_way(recording):
                raise MissingRecordError
            change.update(RECORDINGS, recording, state="")
            change.note("recording.added", patient, recording=recording, source="camera")

    def _under_way(self, recording: str) -> bool:
        target = self._targets.get(recording)
        return target is not None and not target.closed
