"""The videos that are being screened, and those that wait.

One video at a time, because the engine uses every core. The work runs in one thread of its own;
everything it says arrives here as a signal on the interface's thread, and only `JobQueue` changes
the state of a job. Work is asked to stop and then stops by itself; it is never killed.
Must not know QtGui, QtWidgets or where results are kept (``keep`` is handed in).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.core.errors import CancelledError, ScolioError
from engine.core.progress import Cancel, ProgressReport, Stage
from scolioapp.jobs.memory import give_back
from scolioapp.jobs.screener import Screener, ScreeningRequest

if TYPE_CHECKING:
    from engine.pipeline.screening import Screening

REPORT_EVERY = 0.1
"""Seconds between two reports of progress; more would only make the window work."""


class Phase(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    CANCELLING = "cancelling"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to the job."""
        return self in {Phase.DONE, Phase.CANCELLED, Phase.FAILED}


@dataclass(frozen=True, slots=True)
class Job:
    """One video on its way, as it stands now.

    Attributes:
        number: Counts from 1 in each run of the program.
        request: What is screened, and how.
        phase: Where it stands.
        stage: What the engine is doing, while it runs.
        fraction: Share done, 0 to 1, or None where it is not known.
        seconds_left: Estimated seconds until the end, or None.
        error: Why it failed, or None.
        folder: Where the result is kept, once it is done.
    """

    number: int
    request: ScreeningRequest
    phase: Phase = Phase.WAITING
    stage: Stage | None = None
    fraction: float | None = None
    seconds_left: float | None = None
    error: ScolioError | None = None
    folder: Path | None = None

    @property
    def path(self) -> Path:
        """The video."""
        return self.request.path


Keep = Callable[["Screening", Path], Path]
"""Keeps a finished screening of a video for good and gives its folder."""


class JobQueue(QObject):
    """Screens videos one after the other, off the interface's thread.

    Signals:
        added: A new `Job`.
        changed: A `Job` that stands elsewhere now.
        removed: The number of a job that was taken off the list.
        unexpected: An exception that is a bug; the job is marked as failed.
        waiting_changed: The videos that are not done yet have changed (to be kept on disk).
        idle: Nothing runs and nothing waits any more.
    """

    added = Signal(object)
    changed = Signal(object)
    removed = Signal(int)
    unexpected = Signal(object)
    waiting_changed = Signal()
    idle = Signal()
    _reported = Signal(int, object)
    _ended = Signal(int, object)

    def __init__(self, screener: Screener, keep: Keep, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._screener = screener
        self._keep = keep
        self._jobs: dict[int, Job] = {}
        self._cancels: dict[int, Cancel] = {}
        self._thread: threading.Thread | None = None
        self._last_number = 0
        self._closing = False
        self._reported.connect(self._on_reported)
        self._ended.connect(self._on_ended)

    @property
    def jobs(self) -> list[Job]:
        """All jobs on the list, in order of arrival."""
        return list(self._jobs.values())

    @property
    def unfinished(self) -> list[Path]:
        """The videos that run or wait (not those being cancelled), in order."""
        open_phases = {Phase.WAITING, Phase.RUNNING}
        return [job.path for job in self._jobs.values() if job.phase in open_phases]

    def add(self, requests: Iterable[ScreeningRequest]) -> list[Job]:
        """Put videos at the end of the queue; the first starts at once if nothing runs."""
        jobs = []
        for request in requests:
            self._last_number += 1
            job = Job(self._last_number, request)
            self._jobs[job.number] = job
            jobs.append(job)
            self.added.emit(job)
        self.waiting_changed.emit()
        self._start_next()
        return [self._jobs[job.number] for job in jobs]

    def cancel(self, number: int) -> None:
        """Ask a job to stop; a waiting one is cancelled at once."""
        job = self._jobs.get(number)
        if job is None or job.phase.over:
            return
        if job.phase is Phase.WAITING:
            self._change(job, phase=Phase.CANCELLED)
        else:
            self._cancels[number].set()
            self._change(job, phase=Phase.CANCELLING, seconds_left=None)
        self.waiting_changed.emit()

    def dismiss(self, number: int) -> None:
        """Take a job that is over off the list."""
        job = self._jobs.get(number)
        if job is not None and job.phase.over:
            del self._jobs[number]
            self.removed.emit(number)

    def dismiss_finished(self) -> None:
        """Take everything that is over off the list."""
        for job in self.jobs:
            self.dismiss(job.number)

    def close(self, timeout: float = 10.0) -> bool:
        """Ask the running job to stop and wait for it; nothing starts any more.

        Returns:
            Whether the work has ended within ``timeout`` seconds.
        """
        self._closing = True
        for cancel in self._cancels.values():
            cancel.set()
        if self._thread is not None:
            self._thread.join(timeout)
            return not self._thread.is_alive()
        return True

    def _change(self, job: Job, **changes: object) -> None:
        self._jobs[job.number] = replace(job, **changes)  # type: ignore[arg-type]  # names are Job's own
        self.changed.emit(self._jobs[job.number])

    def _start_next(self) -> None:
        if self._closing or self._cancels:
            return
        waiting = (job for job in self._jobs.values() if job.phase is Phase.WAITING)
        job = next(waiting, None)
        if job is None:
            return
        cancel = Cancel()
        self._cancels[job.number] = cancel
        self._thread = threading.Thread(
            target=self._work,
            args=(job.number, job.request, cancel),
            name=f"screening-{job.number}",
        )
        self._change(job, phase=Phase.RUNNING, stage=Stage.OPEN)
        self._thread.start()

    def _work(self, number: int, request: ScreeningRequest, cancel: Cancel) -> None:
        """Run one job; on the worker's thread, so it only reads its arguments and emits."""
        last = 0.0
        stage: Stage | None = None

        def progress(report: ProgressReport) -> None:
            nonlocal last, stage
            now = time.monotonic()
            if now - last >= REPORT_EVERY or report.stage is not stage:
                last, stage = now, report.stage
                self._reported.emit(number, report)

        outcome: object
        screening: Screening | None = None
        try:
            screening = self._screener.screen(request, progress=progress, cancel=cancel)
            if cancel.requested:
                raise CancelledError
            outcome = self._keep(screening, request.path)
        except (CancelledError, ScolioError) as expected:
            outcome = expected
        except BaseException as bug:  # noqa: BLE001 - goes on to the crash path, on the interface's thread
            outcome = bug
        screening = None
        give_back()
        self._ended.emit(number, outcome)

    def _on_reported(self, number: int, report: ProgressReport) -> None:
        job = self._jobs.get(number)
        if job is not None and job.phase is Phase.RUNNING:
            self._change(
                job, stage=report.stage, fraction=report.fraction, seconds_left=report.seconds_left
            )

    def _on_ended(self, number: int, outcome: object) -> None:
        self._cancels.pop(number, None)
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        job = self._jobs[number]
        if isinstance(outcome, Path):
            self._change(job, phase=Phase.DONE, stage=Stage.DONE, fraction=1.0, folder=outcome)
        elif isinstance(outcome, CancelledError):
            self._change(job, phase=Phase.CANCELLED, seconds_left=None)
        elif isinstance(outcome, ScolioError):
            self._change(job, phase=Phase.FAILED, error=outcome, seconds_left=None)
        else:
            self._change(job, phase=Phase.FAILED, seconds_left=None)
            self.unexpected.emit(outcome)
        if not self._closing:
            self.waiting_changed.emit()
        self._start_next()
        if not self._cancels:
            self.idle.emit()
