"""One long piece of work at a time, with its progress and a way to stop it.

The work runs in a thread of its own and is asked to stop, never killed; everything it says arrives
on the interface's thread. Must not know QtGui, QtWidgets or what the work is.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from engine.core.errors import CancelledError, ScolioError
from engine.core.progress import Cancel, Progress, ProgressReport
from scolioapp.jobs.memory_release import give_back

REPORT_EVERY = 0.1
"""Seconds between two reports of progress; more would only make the window work."""

Work = Callable[[Progress, Cancel], Any]


@dataclass(frozen=True, slots=True)
class _Running:
    """What is to be called when the work ends."""

    thread: threading.Thread
    cancel: Cancel
    done: Callable[[Any], None]
    failed: Callable[[ScolioError], None]
    cancelled: Callable[[], None]


class Task(QObject):
    """Runs one function with ``progress`` and ``cancel``.

    Signals:
        changed: The work began, is being stopped, or ended.
        progressed: A `ProgressReport`.
        unexpected: An exception that is a bug.
    """

    changed = Signal()
    progressed = Signal(object)
    unexpected = Signal(object)
    _told = Signal(object, object)
    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: _Running | None = None
        self._closed = False
        self._told.connect(self._on_told)
        self._ended.connect(self._on_ended)

    @property
    def running(self) -> bool:
        """Whether something runs."""
        return self._running is not None

    @property
    def stopping(self) -> bool:
        """Whether what runs was asked to stop."""
        return self._running is not None and self._running.cancel.requested

    def run(
        self,
        work: Work,
        *,
        done: Callable[[Any], None],
        failed: Callable[[ScolioError], None],
        cancelled: Callable[[], None],
    ) -> bool:
        """Run ``work`` elsewhere, then call one of the three on the interface's thread.

        Returns:
            False, and nothing is begun, while something else runs.
        """
        if self._closed or self._running is not None:
            return False
        cancel = Cancel()
        thread = threading.Thread(target=self._work, args=(work, cancel), name="task")
        self._running = _Running(thread, cancel, done, failed, cancelled)
        thread.start()
        self.changed.emit()
        return True

    def cancel(self) -> None:
        """Ask what runs to stop."""
        if self._running is not None and not self._running.cancel.requested:
            self._running.cancel.set()
            self.changed.emit()

    def close(self) -> None:
        """Stop what runs and wait for it; it counts as cancelled, and nothing starts any more."""
        self._closed = True
        running, self._running = self._running, None
        if running is not None:
            running.cancel.set()
            running.thread.join()
            running.cancelled()

    def _work(self, work: Work, cancel: Cancel) -> None:
        last = 0.0

        def progress(report: ProgressReport) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= REPORT_EVERY:
                last = now
                self._told.emit(cancel, report)

        answer: object
        try:
            answer = work(progress, cancel)
        except BaseException as error:  # noqa: BLE001 - told apart on the interface's thread
            answer = _Raised(error)
        give_back()
        self._ended.emit(cancel, answer)

    def _on_told(self, cancel: Cancel, report: ProgressReport) -> None:
        if self._running is not None and self._running.cancel is cancel:
            self.progressed.emit(report)

    def _on_ended(self, cancel: Cancel, answer: object) -> None:
        running = self._running
        if running is None or running.cancel is not cancel:
            return
        running.thread.join()
        self._running = None
        self.changed.emit()
        if not isinstance(answer, _Raised):
            running.done(answer)
        elif isinstance(answer.error, CancelledError):
            running.cancelled()
        elif isinstance(answer.error, ScolioError):
            running.failed(answer.error)
        else:
            # Whoever waits is let go, too.
            running.cancelled()
            self.unexpected.emit(answer.error)


@dataclass(frozen=True, slots=True)
class _Raised:
    """An exception on its way to the interface's thread."""

    error: BaseException
