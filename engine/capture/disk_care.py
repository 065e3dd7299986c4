"""Looks after the disk while a recording is written: it outlives a power cut, and some room stays free.

On a thread of its own, because a disk may take half a second to answer: frames must not wait for that.
"""

from __future__ import annotations

import errno
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

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
        self.problem: OSError | None = None
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
                if self._reserve and shutil.disk_usage(self._folder).free < self._reserve:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            except OSError as error:
                self.problem = error
                return
