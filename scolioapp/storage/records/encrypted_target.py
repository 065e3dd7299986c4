"""A file in a container that is being written: encrypted as it comes, committed a few times a second.

A kill loses what was not committed: `_COMMIT_SECONDS` at most, beside what the writer holds itself.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, cast

import sqlcipher3.dbapi2 as sqlcipher

from engine.core.files import write_failure
from scolioapp.storage.records import containers
from scolioapp.storage.records.containers import CHUNK
from scolioapp.storage.records.encrypted_database import Driver, connect
from scolioapp.storage.records.record_errors import full

_COMMIT_BYTES: Final = 4 << 20
_COMMIT_SECONDS: Final = 0.15
"""After so many bytes, or so long, what was written is committed with the next write."""


class EncryptedTarget:
    """A file in a container that is being written, as `engine.capture` wants a target.

    One thread writes; `sync` and `put` may be called from others, `put` also once it is closed, until
    `forget`.

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
        self._path, self._key = path, key
        self._opened = connect(path, key, page=containers.PAGE, make=True)
        self._guard = threading.RLock()
        self._name, self._at, self._size, self._fresh = name, 0, 0, 0
        self._place, self._data, self._changed = 0, bytearray(), False
        self._committed, self._safe = time.monotonic(), 0
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
        with self._guard, self._telling():
            if self._at > self._size:
                # What was passed over is zeros, as in any file.
                gap, self._at = self._at - self._size, self._size
                self._put(memoryview(bytes(gap)))
            self._put(memoryview(data))
            late = time.monotonic() - self._committed > _COMMIT_SECONDS
            if late or self._fresh >= _COMMIT_BYTES:
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
        with self._guard, self._telling():
            if not self.closed:
                self._commit()

    def cut(self, size: int) -> None:
        """Keep the first bytes only.

        Raises:
            OSError: The disk is full or gone.
        """
        with self._guard, self._telling():
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
        with self._guard, self._telling():
            if self.closed:
                return
            self.closed = True
            try:
                self._commit(again=False)
            finally:
                self._opened.close()

    def put(self, name: str, content: bytes) -> None:
        """Write another, small file beside it, whole and through to the disk; it takes the place of one.

        Raises:
            OSError: The disk is full or gone; the one before is as it was.
        """
        with self._guard, self._telling():
            if not self.closed:
                self._commit()
                _put(self._opened, name, content)
                self._commit()
                return
            opened = connect(self._path, self._key, page=containers.PAGE)
            try:
                opened.execute("BEGIN")
                _put(opened, name, content)
                opened.execute("COMMIT")
            finally:
                opened.close()

    def forget(self) -> None:
        """Forget the key, once it is closed and nothing more is put into it."""
        self._key = b""

    @contextlib.contextmanager
    def _telling(self) -> Iterator[None]:
        """Tell a failure as of a file, which then holds what was committed last, and can be cut or closed."""
        try:
            yield
        except sqlcipher.Error as error:
            for statement in ("ROLLBACK", "BEGIN"):
                with contextlib.suppress(sqlcipher.Error):
                    self._opened.execute(statement)
            self._size, self._fresh = self._safe, 0
            self._at = min(self._at, self._size)
            self._place, self._data, self._changed = -1, bytearray(), False
            full = "full" in str(error)
            code = errno.ENOSPC if full else errno.EIO
            raise OSError(code, os.strerror(code) if full else str(error)) from error

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
        self._fresh, self._committed, self._safe = 0, time.monotonic(), self._size
        if again:
            self._opened.execute("BEGIN")


def _put(opened: Driver, name: str, content: bytes) -> None:
    opened.execute("DELETE FROM chunks WHERE name = ?", (name,))
    for place in range(0, len(content), CHUNK):
        part = content[place : place + CHUNK]
        opened.execute("INSERT INTO chunks VALUES (?, ?, ?)", (name, place // CHUNK, part))
    opened.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", (name, len(content)))
