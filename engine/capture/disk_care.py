"""Looks after the disk while a recording is written: it outlives a power cut, and some room stays free.

On a thread of its own, because a disk may take half a second to answer: frames must not wait for that.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from engine.core.errors import OutputError
from engine.core.text import text

_SECONDS: Final = 1.0
"""How often; a power cut loses about so much."""


class DiskCare:
    """Begins at once; `stop` ends it.

    Args:
        sync: Has what was written so far outlive a power cut; called while other threads write.
        folder: Where it lies.
        reserve: Bytes that must stay free; 0 for none.
    """

    def __init__(self, sync: Callable[[], None], folder: Path, reserve: int) -> None:
        self._sync = sync
        self._folder = folder
        self._reserve = reserve
        self._done = threading.Event()
        self.problem: OSError | OutputError | None = None
        """Why no more should be written, or None."""
        self._thread = threading.Thread(target=self._work, name="disk care", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End, once the disk has answered."""
        self._done.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._done.wait(_SECONDS):
            try:
                self._sync()
                free = shutil.disk_usage(self._folder).free
            except OSError as error:
                self.problem = error
                return
            if free < self._reserve:
                self.problem = _full_error(free)
                return


def _full_error(free: int) -> OutputError:
    return OutputError(
        text(
            "The disk is nearly full: only {free} MB are free, so the recording ended.",
            free=free // 1_000_000,
        ),
        text("What was recorded until then is kept. Free some space, then record again."),
    )
