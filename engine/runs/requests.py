"""What a person asks of a run that goes on elsewhere: to stop, to pause, to go on.

A request is a file in the run folder, so that it works for every process on every system.
Must not know torch.
"""

from __future__ import annotations

import time
from pathlib import Path

from engine.core.files import write_failure
from engine.core.progress import Cancel
from engine.runs.run_folder import RunFolder
from engine.runs.status import Reporter

LOOK_SECONDS = 0.1
"""Between two looks for a request."""


def ask_to_stop(folder: RunFolder) -> None:
    """Ask a run to stop after the step at hand, with a checkpoint; a paused one stops, too.

    Raises:
        OutputError: The request cannot be written.
    """
    _ask(folder.stop)


def ask_to_pause(folder: RunFolder) -> None:
    """Ask a run of one process to wait after the step at hand.

    Raises:
        OutputError: The request cannot be written.
    """
    _ask(folder.pause)


def ask_to_continue(folder: RunFolder) -> None:
    """Let a paused run go on.

    Raises:
        OutputError: The request to pause cannot be taken back.
    """
    try:
        folder.pause.unlink(missing_ok=True)
    except OSError as error:
        raise write_failure(folder.pause, error) from error


def _ask(file: Path) -> None:
    try:
        file.touch()
    except OSError as error:
        raise write_failure(file, error) from error


def wait_while_paused(folder: RunFolder, reporter: Reporter, cancel: Cancel | None) -> float:
    """Hold the run while the request to pause lies in its folder and nobody asks it to stop.

    Returns:
        Seconds waited.
    """
    if not folder.pause.exists():
        return 0.0
    begun = time.monotonic()
    reporter.paused()
    while folder.pause.exists() and not (cancel is not None and cancel.requested):
        time.sleep(LOOK_SECONDS)
    return time.monotonic() - begun


class Stop(Cancel):
    """A cancel switch that the file ``stop`` turns on as well.

    Args:
        cancel: The person's own switch, or None.
    """

    def __init__(self, folder: RunFolder, cancel: Cancel | None) -> None:
        super().__init__()
        self._file = folder.stop
        self._cancel = cancel
        self._looked = 0.0

    @property
    def requested(self) -> bool:
        """Whether the work was asked to stop."""
        if self._cancel is not None and self._cancel.requested:
            self.set()
        now = time.monotonic()
        if not super().requested and now - self._looked >= LOOK_SECONDS:
            self._looked = now
            if self._file.exists():
                self.set()
        return super().requested
