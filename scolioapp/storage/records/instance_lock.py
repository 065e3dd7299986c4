"""One program at a time has the records open. The system lets go of the lock when a program dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from engine.core.files import write_failure
from engine.core.text import text
from scolioapp.storage.records.record_errors import InUseError

NAME: Final = "records.lock"


class InstanceLock:
    """The lock of a folder of records, held until `release`.

    Args:
        folder: The folder; it must exist.

    Raises:
        InUseError: Another program holds it.
        OutputError: The folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / NAME
        try:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise write_failure(path, error) from error
        try:
            _hold(self._handle)
        except OSError as error:
            os.close(self._handle)
            raise InUseError(
                text("The records are open in another window of ScolioApp."),
                text("Close that window, or go on in it."),
            ) from error

    def release(self) -> None:
        """Let others open the records."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


if sys.platform == "win32":
    import msvcrt

    def _hold(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _hold(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
