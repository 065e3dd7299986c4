"""Wrong passwords, counted in ``attempts.json``: after five, nobody is let in for a while.

It slows a person at the keyboard; whoever copies the files is slowed by Argon2id alone. A clock that is set
back opens nothing: the wait begins again. Must not know keys.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from engine.core.files import write_text
from scolioapp.storage.records.record_errors import LockedOutError

NAME: Final = "attempts.json"
FREE: Final = 5
"""Wrong passwords in a row that cost nothing."""

_FIRST_WAIT: Final = 30.0
_LONGEST_WAIT: Final = 3600.0


@dataclass
class Attempts:
    """The wrong passwords since the last right one.

    Args:
        folder: Folder of the records.
        clock: Says what time it is, with time zone.
        steady: Seconds that no setting of the clock changes.
    """

    folder: Path
    clock: Callable[[], datetime]
    steady: Callable[[], float] = time.monotonic
    _seen: tuple[int, float] | None = field(default=None, init=False)

    def check(self) -> None:
        """Look whether somebody may try.

        Raises:
            LockedOutError: Not yet.
            OutputError: The folder cannot be written.
        """
        failures, since = self._read()
        wait = _wait(failures)
        if not wait:
            return
        now = self.clock().timestamp()
        if now < since:
            # The clock was set back: from now on, then.
            self._write(failures, now)
            raise LockedOutError(wait)
        passed = now - since
        if self._seen is not None and self._seen[0] == failures:
            passed = min(passed, self.steady() - self._seen[1])
        if passed < wait:
            raise LockedOutError(wait - passed)

    def failed(self) -> None:
        """Count a wrong password.

        Raises:
            OutputError: It cannot be written.
        """
        failures = self._read()[0] + 1
        self._write(failures, self.clock().timestamp())

    def succeeded(self) -> None:
        """Forget the wrong passwords."""
        self._seen = None
        with contextlib.suppress(OSError):
            (self.folder / NAME).unlink(missing_ok=True)

    def _write(self, failures: int, since: float) -> None:
        write_text(self.folder / NAME, json.dumps({"failures": failures, "since": since}))
        self._seen = (failures, self.steady())

    def _read(self) -> tuple[int, float]:
        try:
            value = json.loads((self.folder / NAME).read_bytes())
            return int(value["failures"]), float(value["since"])
        except FileNotFoundError:
            return 0, 0.0
        except (OSError, ValueError, KeyError, TypeError):
            # Whoever damages it to try again waits as if the last free attempt had just been used.
            self._write(FREE, now := self.clock().timestamp())
            return FREE, now


def _wait(failures: int) -> float:
    """Return the seconds to wait after a number of wrong passwords."""
    if failures < FREE:
        return 0.0
    return float(min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(failures - FREE, 10)))
