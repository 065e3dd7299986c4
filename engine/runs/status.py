"""Where a run stands: what the trainer writes and everybody else reads.

Must not know torch.
"""

from __future__ import annotations

import contextlib
import os
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Literal

import psutil
from pydantic import BaseModel, ConfigDict, ValidationError

from engine.core.errors import CancelledError, OutputError, ScolioError
from engine.core.files import write_text
from engine.core.text import Text, text
from engine.runs.run_folder import RunFolder

State = Literal["waiting", "running", "paused", "stopped", "failed", "done"]

AT_WORK: frozenset[State] = frozenset({"waiting", "running", "paused"})
"""States in which a process holds the run."""

STATUS_SECONDS = 1.0
"""Between two updates of a status that changes in nothing but its iteration."""


class Status(BaseModel):
    """What ``status.json`` says.

    Attributes:
        message: What the person should know, in English, or nothing.
        sentences: The same, to be shown in the person's language.
        counted: How many of how many people are simulated, while they are; else None.
        pid: Process that trains, or trained last.
        host: Computer that it is, or was, a process of; "": this one.
        updated: When this was written, seconds since 1970.
    """

    model_config = ConfigDict(frozen=True)

    state: State
    iteration: int = 0
    iterations: int
    message: str = ""
    sentences: tuple[Text, ...] = ()
    counted: tuple[int, int] | None = None
    pid: int
    host: str = ""
    updated: float


def read_status(folder: RunFolder) -> Status | None:
    """Say where a run stands; one whose process is gone is not said to be running.

    Returns:
        The status, or None where there is none that can be read.
    """
    try:
        status = Status.model_validate_json(folder.status.read_bytes())
    except (OSError, ValidationError):
        return None
    if status.state in AT_WORK and not _alive(status):
        ended = text("Training was ended from outside; the run can be resumed.")
        changes = {"state": "failed", "message": str(ended), "sentences": (ended,)}
        return status.model_copy(update=changes)
    return status


def process_start(pid: int) -> float | None:
    """Say when a process began, seconds since 1970; None where it is gone, or only waits to be taken away."""
    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else process.create_time()
    except psutil.Error:
        return None


def _alive(status: Status) -> bool:
    """Whether the process that wrote a status still is; its number may be another's by now.

    Of another computer nobody knows: whoever shares a folder with it sees to that (docs/training.md).
    """
    if status.host not in ("", socket.gethostname()):
        return False
    start = process_start(status.pid)
    return start is not None and start <= status.updated + 1


def check_free(folder: RunFolder) -> None:
    """Refuse a run that another process is training.

    Raises:
        OutputError: It is.
    """
    status = read_status(folder)
    if status is None or status.state not in AT_WORK or status.pid == os.getpid():
        return
    raise OutputError(
        text("Another process is training the run in “{name}”.", name=folder.path.name),
        text("Wait until it ends, or stop it first."),
    )


class Reporter:
    """Keeps ``status.json`` true.

    Args:
        writes: Whether this process is the one that writes.
        above: Who keeps the status of the run over folds that this one is part of, or None.
        before: Steps of the folds before, for ``above``.
    """

    def __init__(
        self,
        folder: RunFolder,
        iterations: int,
        *,
        writes: bool = True,
        above: Reporter | None = None,
        before: int = 0,
    ) -> None:
        self._folder = folder
        self._iterations = iterations
        self._writes = writes
        self._above, self._before = above, before
        self._iteration = 0
        self._written = 0.0
        self._note: Text | None = None
        self._counted: tuple[int, int] | None = None
        self._remarks: tuple[Text, ...] = ()

    def at(self, iteration: int) -> None:
        """Take in how many steps are made."""
        self._iteration = iteration
        if self._above is not None:
            self._above.at(self._before + iteration)

    def running(self, iteration: int) -> None:
        """Say that the run goes on; written about once a second."""
        self._iteration = iteration
        if self._above is not None:
            self._above.running(self._before + iteration)
        if time.monotonic() - self._written >= STATUS_SECONDS:
            self._last("running", *self._notes())

    def note(self, message: Text | None, counted: tuple[int, int] | None = None) -> None:
        """Say what the person should know while the run goes on, until there is nothing any more.

        Args:
            message: The sentence, or None.
            counted: How many of how many people are simulated, if it is about that.
        """
        if self._above is not None:
            self._above.note(message, counted)
        self._counted = counted
        if message != self._note:
            self._note = message
            self._last("running", *self._notes())

    def remark(self, remark: Text) -> None:
        """Say what the person should know of the whole run, from now on and when it is done."""
        if self._above is not None:
            self._above.remark(remark)
        if remark not in self._remarks:
            self._remarks = (*self._remarks, remark)
        self._last("running", *self._notes())

    def paused(self) -> None:
        """Say that the run waits to be let go on."""
        if self._above is not None:
            self._above.paused()
        self._last("paused", *self._notes())

    def _notes(self) -> tuple[Text, ...]:
        return self._remarks if self._note is None else (*self._remarks, self._note)

    def write(self, state: State, *sentences: Text) -> None:
        """Write the status, with what the person should know.

        Raises:
            OutputError: It cannot be written.
        """
        if not self._writes:
            return
        self._written = time.monotonic()
        status = Status(
            state=state,
            iteration=self._iteration,
            iterations=self._iterations,
            message=" ".join(map(str, sentences)),
            sentences=sentences,
            counted=self._counted,
            pid=os.getpid(),
            host=socket.gethostname(),
            updated=datetime.now(UTC).timestamp(),
        )
        write_text(self._folder.status, status.model_dump_json() + "\n")

    @contextlib.contextmanager
    def record_ending(self) -> Iterator[None]:
        """Write how the block ended: stopped, failed with its sentence, or done."""
        self.write("waiting")
        try:
            yield
        except CancelledError:
            self._last("stopped", text("Stopped; the run can be resumed."))
            raise
        except ScolioError as error:
            self._last("failed", error.what, error.remedy)
            raise
        except BaseException as error:
            # Not swallowed: a bug takes its ordinary way, but the run's list should not say it runs.
            name = type(error).__name__
            self._last("failed", text("Training ended unexpectedly ({name}).", name=name))
            raise
        self.write("done", *self._remarks)

    def _last(self, state: State, *sentences: Text) -> None:
        # A full disk should not end a run for a line about it: the next second tries again.
        with contextlib.suppress(OutputError):
            self.write(state, *sentences)
