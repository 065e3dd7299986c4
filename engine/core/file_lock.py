"""A lock between programs, held with the operating system: it ends with whoever holds it, however that ends.

Must not know what it guards. No process number is written or guessed.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_LOOKS_A_SECOND = 100

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _ask(descriptor: int) -> None:
        _try_lock(descriptor)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _ask(descriptor: int) -> None:
        # Shared, so that two who ask at once do not take each other for the holder.
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)


class FileLock:
    """A held lock; let go of by `release`, or when the process ends.

    Args:
        descriptor: The open, locked file.
        path: Its place.
    """

    def __init__(self, descriptor: int, path: Path) -> None:
        self._descriptor: int | None = descriptor
        self._path = path

    def release(self) -> None:
        """Let go, and remove the file; once is enough."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        # Windows removes no open file, the others must do so before anybody else can hold it.
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)
        os.close(descriptor)
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                self._path.unlink(missing_ok=True)


def hold(path: Path) -> FileLock | None:
    """Lock a file, which is made where it is not there; None where somebody holds it, here or elsewhere.

    Raises:
        OSError: The file cannot be made or opened.
    """
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _try_lock(descriptor)
        except OSError:
            os.close(descriptor)
            return None
        if _is_still(descriptor, path):
            return FileLock(descriptor, path)
        os.close(descriptor)  # Whoever held it removed it meanwhile: this one guards nothing.


def is_held(path: Path) -> bool:
    """Whether somebody holds a lock, here or elsewhere; asked without changing anything on the disk."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        _ask(descriptor)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


@contextlib.contextmanager
def held(path: Path, *, patience: float = 10.0) -> Iterator[bool]:
    """Hold a lock for a moment, waiting for others who do.

    Args:
        path: The file.
        patience: Seconds to wait at most.

    Returns:
        Whether it is held: False where others kept it too long.

    Raises:
        OSError: The file cannot be made or opened.
    """
    give_up = time.monotonic() + patience
    while (lock := hold(path)) is None and time.monotonic() < give_up:
        time.sleep(1 / _LOOKS_A_SECOND)
    try:
        yield lock is not None
    finally:
        if lock is not None:
            lock.release()


def _is_still(descriptor: int, path: Path) -> bool:
    """Whether an open file is the one that stands at its place."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False
