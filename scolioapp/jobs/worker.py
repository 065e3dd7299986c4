"""Everything that is done off the interface's thread: lanes, priorities, progress, cancel, answers.

No other thread is started in the window, but those of an open camera (`scolioapp.jobs.camera_session`).
Work is asked to stop, never killed; what must be endable at any moment runs in a process of its own
(`scolioapp.jobs.child_process`). Must not know QtGui, QtWidgets or what the work is.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from engine.core.errors import CancelledError, ScolioError
from engine.core.progress import Cancel, Progress, ProgressReport, Stage, check
from engine.runtime.memory import release_memory

REPORT_EVERY = 0.1
"""Seconds between two reports of progress of one stage; more would only make the window work."""

PATIENCE = 10.0
"""Seconds for which a closing window waits for work that was asked to stop."""

Work = Callable[[Progress, Cancel], Any]


class Lane(Enum):
    """Where work runs.

    Attributes:
        width: How many tasks run at once.
        heavy: Whether a task takes much memory, so that what is free is given back after it.
    """

    SCREENING = "screening", 1, True
    """Videos; one at a time, because the engine uses every core."""
    LONG = "long", 8, True
    """What a page shows the progress of; each page begins one thing at a time."""
    SHORT = "short", 8, False
    """Reading and writing of a moment, as a rule; never cut short, also not by a window that closes."""
    PICTURES = "pictures", 2, False
    """Pictures out of videos: one for the player, one for small pictures."""

    def __init__(self, title: str, width: int, heavy: bool) -> None:
        self.title = title
        self.width = width
        self.heavy = heavy


class Priority(IntEnum):
    """Which of the tasks that wait in a lane is begun first; of equal ones the first that came."""

    FIRST = 0
    USUAL = 1
    LATER = 2


@dataclass(slots=True, eq=False)
class Task:
    """One piece of work. Everything but ``work`` is called on the interface's thread.

    Attributes:
        work: Is handed ``progress`` and ``cancel``, and gives the answer.
        done: Takes the answer.
        failed: Takes the `ScolioError` that ended it.
        cancelled: Called when it was cancelled.
        broken: Called when a bug ended it; where it is None, ``cancelled`` is.
        progress: Takes a `ProgressReport` now and then.
        priority: Whether it is begun before others of its lane.
        series: Of the tasks of a series one runs at a time, and only the latest of them waits; None: none.
        cancel: Asks the work to stop.
    """

    lane: Lane
    work: Work
    done: Callable[[Any], None] | None = None
    failed: Callable[[ScolioError], None] | None = None
    cancelled: Callable[[], None] | None = None
    broken: Callable[[], None] | None = None
    progress: Callable[[ProgressReport], None] | None = None
    priority: Priority = Priority.USUAL
    series: object = None
    cancel: Cancel = field(default_factory=Cancel)
    _answer: Any = field(default=None, init=False)
    _error: BaseException | None = field(default=None, init=False)
    _ended: threading.Event = field(default_factory=threading.Event, init=False)

    def do(self, progress: Progress) -> None:
        """Do the work; on a worker's thread."""
        try:
            check(self.cancel)
            self._answer = self.work(progress, self.cancel)
        except BaseException as error:  # noqa: BLE001 - told apart on the interface's thread
            self._error = error
        if self.lane.heavy:
            release_memory()
        self._ended.set()

    def refuse(self) -> None:
        """End it before it was begun, as cancelled."""
        self._error = CancelledError()
        self._ended.set()

    def wait(self) -> None:
        """Wait until it has ended."""
        self._ended.wait()

    def tell(self) -> BaseException | None:
        """Call who waits for the end; give an exception that is a bug."""
        error = self._error
        if error is None:
            _call(self.done, self._answer)
        elif isinstance(error, ScolioError):
            _call(self.failed, error)
        elif isinstance(error, CancelledError):
            _call(self.cancelled)
        else:
            _call(self.broken or self.cancelled)
            return error
        return None


def _call(listener: Callable[..., None] | None, *news: object) -> None:
    """Call who waits, unless it is a method of something that Qt has deleted meanwhile."""
    method = listener
    while isinstance(method, partial):
        method = method.func
    owner = getattr(method, "__self__", None)
    gone = isinstance(owner, QObject) and not isValid(owner)
    if listener is not None and not gone:
        listener(*news)


class Worker(QObject):
    """Runs tasks in threads, and calls back on the interface's thread, where it is used.

    Signals:
        unexpected: An exception that is a bug.
    """

    unexpected = Signal(object)
    _reported = Signal(object, object)
    _over = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._waiting: list[Task] = []
        self._running: set[Task] = set()
        self._threads: dict[threading.Thread, Lane] = {}
        self._untold: set[Task] = set()
        self.closed = False
        # Queued, so that an answer comes after the asking has returned, however quick it was.
        self._reported.connect(self._on_reported, Qt.ConnectionType.QueuedConnection)
        self._over.connect(self._on_over, Qt.ConnectionType.QueuedConnection)

    def submit(self, task: Task) -> Task:
        """Begin a task as soon as its lane has room; nothing begins any more once this is closed."""
        if self.closed:
            task.refuse()
            return task
        self._untold.add(task)
        with self._lock:
            if task.series is not None:
                earlier = [one for one in self._waiting if one.series == task.series]
                for one in earlier:
                    self._waiting.remove(one)
                    self._untold.discard(one)
                    one.refuse()
            self._waiting.append(task)
            first = self._next(task.lane)
            if first is not None:
                thread = threading.Thread(target=self._serve, args=(first,), name=task.lane.title)
                self._threads = {one: at for one, at in self._threads.items() if one.is_alive()}
                thread.start()
                self._threads[thread] = task.lane
        return task

    def run(
        self,
        work: Callable[[], Any],
        *,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[ScolioError], None] | None = None,
        priority: Priority = Priority.USUAL,
        series: object = None,
    ) -> None:
        """Do something short, then call ``done`` or ``failed``, if any, on the interface's thread."""
        self.submit(
            Task(
                Lane.SHORT,
                lambda _progress, _cancel: work(),
                done=done,
                failed=failed,
                priority=priority,
                series=series,
            )
        )

    def cancel(self, task: Task) -> None:
        """Ask a task to stop; one that waits has stopped."""
        task.cancel.set()
        if self._withdraw(task):
            self._over.emit(task)

    def stop(self, series: object) -> None:
        """Ask the tasks of a series to stop and wait until they have; nothing of them is told any more."""
        tasks = [task for task in self._untold if task.series == series]
        self._untold.difference_update(tasks)
        for task in tasks:
            task.cancel.set()
            self._withdraw(task)
        for task in tasks:
            task.wait()

    def holds(self, task: Task | None) -> bool:
        """Whether a task waits, runs, or its end has not been told yet."""
        return task in self._untold

    @property
    def busy(self) -> bool:
        """Whether it holds any task."""
        return bool(self._untold)

    def close(self) -> None:
        """Finish what is short, stop everything else, and tell nothing any more; wait for all of it."""
        self.closed = True
        for task in self._untold:
            if task.lane is not Lane.SHORT:
                task.cancel.set()
                self._withdraw(task)
        self._untold.clear()
        until = time.monotonic() + PATIENCE
        for thread, lane in self._threads.items():
            thread.join(None if lane is Lane.SHORT else max(0.0, until - time.monotonic()))

    def _withdraw(self, task: Task) -> bool:
        """Take a task out of those that wait; False where it does not wait."""
        with self._lock:
            waits = task in self._waiting
            if waits:
                self._waiting.remove(task)
                task.refuse()
        return waits

    def _next(self, lane: Lane) -> Task | None:
        """Take what is begun next in a lane, or None; called with the lock held."""
        if sum(task.lane is lane for task in self._running) >= lane.width:
            return None
        taken = [task.series for task in self._running if task.series is not None]
        ready = [task for task in self._waiting if task.lane is lane and task.series not in taken]
        if not ready:
            return None
        task = min(ready, key=lambda task: task.priority)
        self._waiting.remove(task)
        self._running.add(task)
        return task

    def _serve(self, task: Task | None) -> None:
        """Do a task and whatever waits in its lane; on a thread of its own."""
        while task is not None:
            task.do(self._listener(task))
            with self._lock:
                self._running.discard(task)
                following = self._next(task.lane)
            if not self.closed:
                self._over.emit(task)
            task = following

    def _listener(self, task: Task) -> Progress:
        last, stage = 0.0, Stage.DONE

        def listen(report: ProgressReport) -> None:
            nonlocal last, stage
            now = time.monotonic()
            due = now - last >= REPORT_EVERY or report.stage is not stage
            if due and not self.closed:
                last, stage = now, report.stage
                self._reported.emit(task, report)

        return listen

    def _on_reported(self, task: Task, report: ProgressReport) -> None:
        if task in self._untold:
            _call(task.progress, report)

    def _on_over(self, task: Task) -> None:
        if task not in self._untold:
            return
        self._untold.discard(task)
        bug = task.tell()
        if bug is not None:
            self.unexpected.emit(bug)


class TaskSlot(QObject):
    """What one page does, one long thing at a time, with its progress and a way to stop it.

    Signals:
        changed: The work began, is being stopped, or ended.
        progressed: A `ProgressReport`.
    """

    changed = Signal()
    progressed = Signal(object)

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._task: Task | None = None

    @property
    def running(self) -> bool:
        """Whether something runs."""
        return self._worker.holds(self._task)

    @property
    def stopping(self) -> bool:
        """Whether what runs was asked to stop."""
        return self._task is not None and self.running and self._task.cancel.requested

    def run(
        self,
        work: Work,
        *,
        done: Callable[[Any], None],
        failed: Callable[[ScolioError], None],
        cancelled: Callable[[], None],
    ) -> bool:
        """Do ``work`` elsewhere, then call one of the three on the interface's thread.

        Returns:
            False, and nothing is begun, while something else runs.
        """
        if self._worker.closed or self.running:
            return False

        def ended(listener: Callable[..., None], *news: object) -> None:
            self._task = None
            self.changed.emit()
            listener(*news)

        self._task = self._worker.submit(
            Task(
                Lane.LONG,
                work,
                done=partial(ended, done),
                failed=partial(ended, failed),
                cancelled=partial(ended, cancelled),
                progress=self.progressed.emit,
                series=self,
            )
        )
        self.changed.emit()
        return True

    def cancel(self) -> None:
        """Ask what runs to stop."""
        if self._task is not None and self.running and not self.stopping:
            self._worker.cancel(self._task)
            self.changed.emit()

    def close(self) -> None:
        """Stop what runs and wait for it; it counts as cancelled."""
        task, self._task = self._task, None
        if task is not None and self._worker.holds(task):
            self._worker.stop(self)
            _call(task.cancelled)
