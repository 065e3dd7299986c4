"""The videos that are being screened, and those that wait.

One video at a time, in the worker's lane of screenings; which is next is decided here, and only `JobQueue`
changes the state of a job. Must not know QtGui, QtWidgets or where results are kept (``keep`` is handed in).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.core.errors import CancelledError, ScolioError
from engine.core.progress import Cancel, Progress, ProgressReport, Stage, check
from scolioapp.jobs.worker import Lane, Task, Worker

if TYPE_CHECKING:
    from engine.core.screening_request import ScreeningRequest
    from engine.pipeline.judgement import Screening
    from engine.pipeline.screening import Screener


class Phase(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    CANCELLING = "cancelling"
    SAVING = "saving"
    UNSAVED = "unsaved"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to the job by itself; an unsaved one must not be lost."""
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
        error: Why it failed or could not be saved, or None.
        result: Identifier of the result that is kept, once it is done.
        screening: The finished screening, where it could not be saved; held in memory only.
    """

    number: int
    request: ScreeningRequest
    phase: Phase = Phase.WAITING
    stage: Stage | None = None
    fraction: float | None = None
    seconds_left: float | None = None
    error: ScolioError | None = None
    result: str = ""
    screening: Screening | None = None

    @property
    def path(self) -> Path:
        """The video."""
        return self.request.path

    @property
    def title(self) -> str:
        """What the recording is called: its label, else the file name of its video."""
        return self.request.label or self.path.name

    @property
    def both_names(self) -> str:
        """Label and file name in one line, or the file name alone."""
        label, name = self.request.label, self.path.name
        if label and self.request.recording:
            # The name of the file may be another child's; the records tell whose it is.
            return label
        return f"{label} ({name})" if label else name


Keep = Callable[["Screening", "ScreeningRequest"], str]
"""Keeps a finished screening of what was asked for, and gives the identifier of its result."""

CheckRoom = Callable[[], None]
"""Looks, before a video is begun, whether its result will find room; raises `OutputError` where not."""


MayStart = Callable[["ScreeningRequest"], bool]
"""Tells whether a video can be begun now; where not, those behind it are."""


def _enough() -> None:
    """Find room for everything."""


def _always(_request: ScreeningRequest) -> bool:
    """Let everything begin."""
    return True


@dataclass(frozen=True, slots=True)
class _Unsaved:
    """A screening that could not be kept, on its way to the interface's thread."""

    screening: Screening
    error: BaseException


Outcome = str | _Unsaved | ScolioError | CancelledError | None
"""What became of a screening; None: a bug ended it."""


class JobQueue(QObject):
    """Screens videos one after the other, off the interface's thread.

    Args:
        screener: The engine.
        keep: Keeps what it found.
        worker: Screens and saves off the interface's thread.
        check_room: Looks for room on the disk before each video.
        may_start: Tells which videos can be begun; see `go_on`.

    Signals:
        added: A new `Job`.
        changed: A `Job` that stands elsewhere now.
        removed: The number of a job that was taken off the list.
        waiting_changed: The videos that are not done yet have changed (to be kept on disk).
        idle: Nothing runs and nothing waits any more.
    """

    added = Signal(object)
    changed = Signal(object)
    removed = Signal(int)
    waiting_changed = Signal()
    idle = Signal()

    def __init__(
        self,
        screener: Screener,
        keep: Keep,
        worker: Worker,
        parent: QObject | None = None,
        *,
        check_room: CheckRoom = _enough,
        may_start: MayStart = _always,
    ) -> None:
        super().__init__(parent)
        self._screener = screener
        self._keep = keep
        self._check_room = check_room
        self._may_start = may_start
        self._worker = worker
        self._jobs: dict[int, Job] = {}
        self._running: Task | None = None
        self._again: set[int] = set()
        self._begun = 0.0
        self._took: list[float] = []
        self._last_number = 0

    @property
    def worker(self) -> Worker:
        """What screens and saves off the interface's thread."""
        return self._worker

    @property
    def jobs(self) -> list[Job]:
        """All jobs on the list, in order of arrival."""
        return list(self._jobs.values())

    @property
    def unfinished(self) -> list[Job]:
        """The jobs that run, wait or have no kept result (not those being cancelled), in order."""
        open_phases = {Phase.WAITING, Phase.RUNNING, Phase.SAVING, Phase.UNSAVED}
        return [job for job in self._jobs.values() if job.phase in open_phases]

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

    def go_on(self) -> None:
        """Begin what could not be begun before and can be now."""
        self._start_next()

    def label(self, number: int, label: str) -> None:
        """Relabel a job; it is kept with the result."""
        job = self._jobs.get(number)
        if job is None or job.request.label == label:
            return
        screening = None if job.screening is None else _named(job.screening, label, job)
        self._change(job, request=replace(job.request, label=label), screening=screening)
        self.waiting_changed.emit()

    @property
    def unsaved(self) -> list[Job]:
        """The jobs whose result is held in memory only."""
        return [job for job in self._jobs.values() if job.screening is not None]

    @property
    def seconds_left(self) -> float | None:
        """Estimated seconds until nothing waits any more, or None while that is not known.

        Videos that wait are taken to last as long as those of the list that were screened.
        """
        running = [job for job in self._jobs.values() if job.phase is Phase.RUNNING]
        waiting = sum(job.phase is Phase.WAITING for job in self._jobs.values())
        left = sum(job.seconds_left or 0.0 for job in running)
        if running and running[0].seconds_left is None:
            return None
        took = list(self._took)
        if not took and running:
            took = [time.monotonic() - self._begun + left]
        if not took:
            return None
        return left + waiting * sum(took) / len(took)

    def cancel(self, number: int) -> bool:
        """Ask a job to stop; a waiting one is cancelled at once.

        Returns:
            Whether there was something to stop.
        """
        job = self._jobs.get(number)
        if job is None or job.phase not in {Phase.WAITING, Phase.RUNNING}:
            return False
        if job.phase is Phase.WAITING:
            self._change(job, phase=Phase.CANCELLED)
        elif self._running is not None:
            self._worker.cancel(self._running)
            self._change(job, phase=Phase.CANCELLING, seconds_left=None)
        self.waiting_changed.emit()
        return True

    def cancel_all(self) -> list[int]:
        """Ask everything to stop and give the numbers, the last first: nothing starts meanwhile."""
        return [job.number for job in reversed(self.jobs) if self.cancel(job.number)]

    def retry(self, numbers: Iterable[int], path: Path | None = None) -> None:
        """Let jobs that were cancelled or failed wait again, in their old places.

        Args:
            numbers: The jobs; one that is still being stopped begins anew once it has stopped.
            path: Where their video is now, where it was moved.
        """
        for number in numbers:
            job = self._jobs.get(number)
            if job is None:
                continue
            if job.phase is Phase.CANCELLING:
                self._again.add(number)
            elif job.phase in {Phase.CANCELLED, Phase.FAILED}:
                request = job.request if path is None else replace(job.request, path=path)
                self._change(Job(number, request))
        self.waiting_changed.emit()
        self._start_next()

    def dismiss(self, number: int) -> Job | None:
        """Take a job that is over, or whose result is unsaved, off the list; give it for `bring_back`."""
        job = self._jobs.get(number)
        if job is None or not (job.phase.over or job.phase is Phase.UNSAVED):
            return None
        del self._jobs[number]
        self.removed.emit(number)
        return job

    def dismiss_finished(self) -> list[Job]:
        """Take everything that is over off the list, and give it for `bring_back`."""
        gone = (self.dismiss(job.number) for job in self.jobs if job.phase.over)
        return [job for job in gone if job is not None]

    def bring_back(self, jobs: Iterable[Job]) -> None:
        """Put jobs that were taken off the list back into their places."""
        for job in jobs:
            self._jobs[job.number] = job
            self._jobs = dict(sorted(self._jobs.items()))
            self.added.emit(job)

    def hold(self, number: int, screening: Screening) -> None:
        """Hold another judgement of an unsaved recording in the place of the first."""
        job = self._jobs.get(number)
        if job is not None and job.phase is Phase.UNSAVED:
            self._change(job, screening=screening)

    def save_again(self, number: int) -> None:
        """Try once more to keep the result of an unsaved job."""
        job = self._jobs.get(number)
        if job is None or job.phase is not Phase.UNSAVED or job.screening is None:
            return
        self._change(job, phase=Phase.SAVING)
        work = partial(self._kept, job, job.screening)
        self._worker.run(work, done=partial(self._show_end, number))

    def _change(self, job: Job, **changes: object) -> None:
        self._jobs[job.number] = replace(job, **changes)  # type: ignore[arg-type]  # names are Job's own
        self.changed.emit(self._jobs[job.number])

    def _start_next(self) -> None:
        if self._running is not None or self._worker.closed:
            return
        waiting = (job for job in self._jobs.values() if job.phase is Phase.WAITING)
        job = next((each for each in waiting if self._may_start(each.request)), None)
        if job is None:
            return
        self._begun = time.monotonic()
        ended = partial(self._on_ended, job.number)
        self._running = self._worker.submit(
            Task(
                Lane.SCREENING,
                partial(self._screen, job.number, job.request),
                done=ended,
                failed=ended,
                cancelled=partial(ended, CancelledError()),
                broken=partial(ended, None),
                progress=partial(self._on_reported, job.number),
            )
        )
        self._change(job, phase=Phase.RUNNING, stage=Stage.OPEN)

    def _screen(
        self, number: int, request: ScreeningRequest, progress: Progress, cancel: Cancel
    ) -> str | _Unsaved:
        """Screen a video and keep what was found; on the worker's thread."""
        self._check_room()
        screening = self._screener.screen(request, progress=progress, cancel=cancel)
        check(cancel)
        # The label may have been typed meanwhile, and the job taken off the list never is.
        return self._kept(self._jobs[number], screening)

    def _kept(self, job: Job, screening: Screening) -> str | _Unsaved:
        """Keep a screening with its label and link, and give its identifier, or what became of it."""
        screening = _named(screening, job.request.label, job)
        try:
            return self._keep(screening, job.request)
        except BaseException as error:  # noqa: BLE001 - told apart on the interface's thread
            return _Unsaved(screening, error)

    def _on_reported(self, number: int, report: ProgressReport) -> None:
        job = self._jobs.get(number)
        if job is not None and job.phase is Phase.RUNNING:
            self._change(
                job, stage=report.stage, fraction=report.fraction, seconds_left=report.seconds_left
            )

    def _on_ended(self, number: int, outcome: Outcome) -> None:
        self._running = None
        if not isinstance(outcome, CancelledError | ScolioError):
            self._took.append(time.monotonic() - self._begun)
        self._show_end(number, outcome)
        if number in self._again:
            self._again.discard(number)
            self.retry([number])
        self.waiting_changed.emit()
        self._start_next()
        if self._running is None:
            self.idle.emit()

    def _show_end(self, number: int, outcome: Outcome) -> None:
        """Change a job to what became of it; None: a bug ended it, of which the worker tells."""
        job = replace(self._jobs[number], seconds_left=None)
        if isinstance(outcome, str):
            done = replace(job, error=None, screening=None)
            self._change(done, phase=Phase.DONE, stage=Stage.DONE, fraction=1.0, result=outcome)
        elif isinstance(outcome, _Unsaved):
            error = outcome.error if isinstance(outcome.error, ScolioError) else None
            self._change(job, phase=Phase.UNSAVED, error=error, screening=outcome.screening)
            if error is None:
                self._worker.unexpected.emit(outcome.error)
        elif isinstance(outcome, CancelledError):
            self._change(job, phase=Phase.CANCELLED)
        else:
            self._change(job, phase=Phase.FAILED, error=outcome)


def _named(screening: Screening, label: str, job: Job) -> Screening:
    """Put a label, and what a job repeats, on a screening."""
    return replace(screening, result=screening.result.named(label, job.request.repeats))
