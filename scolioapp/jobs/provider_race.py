"""Finds out which way to compute is right and fastest here, when the computer has nothing else to do.

Nothing is delayed by it: it waits until videos were screened and the queue stood still for a while, and gives
way as soon as a video comes. It does not begin while something else computes in the background, which would
spoil what it measures. Until it is through, everything is computed as before. Must not know QtWidgets.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from engine.core.errors import ScolioError
from engine.core.progress import Cancel, Progress
from scolioapp.jobs.queue import JobQueue
from scolioapp.jobs.worker import Lane, Priority, Task, Worker

WAIT_SECONDS = 45.0
"""How long the queue stands still before the race begins."""

_log = logging.getLogger(__name__)


class ProviderRace(QObject):
    """Runs the race of providers once for this computer as it is, in the background.

    Args:
        queue: The videos; they come first.
        worker: Runs it.
        parent: Owner.
        wait: Seconds without a video before it begins.

    Attributes:
        beside: Tells whether something else computes in the background; then it waits once more.

    Signals:
        ended: It is over, or gave way.
    """

    ended = Signal()

    def __init__(
        self,
        queue: JobQueue,
        worker: Worker,
        parent: QObject | None = None,
        *,
        wait: float = WAIT_SECONDS,
    ) -> None:
        super().__init__(parent)
        self._worker = worker
        self._task: Task | None = None
        self._over = False
        self.beside: Callable[[], bool] = lambda: False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(1000 * wait))
        self._timer.timeout.connect(self._begin)
        queue.idle.connect(self._on_idle)
        queue.added.connect(self._on_added)

    def _on_idle(self) -> None:
        if not self._over and not self._worker.holds(self._task):
            self._timer.start()

    def _on_added(self) -> None:
        """Leave the computer to the videos."""
        self._timer.stop()
        if self.running and self._task is not None:
            self._worker.cancel(self._task)

    @property
    def running(self) -> bool:
        """Whether it is being run, or is about to be."""
        return self._task is not None and self._worker.holds(self._task)

    def _begin(self) -> None:
        if self.beside():
            self._timer.start()
            return
        # In the lane of the videos, so that neither is timed beside the other.
        self._task = self._worker.submit(
            Task(
                Lane.SCREENING,
                find_fastest,
                done=self._on_done,
                failed=self._on_failed,
                cancelled=self._on_cancelled,
                priority=Priority.LATER,
            )
        )

    def _on_done(self, _: object) -> None:
        self._end(over=True)

    def _on_cancelled(self) -> None:
        self._end(over=False)

    def _end(self, *, over: bool) -> None:
        self._over, self._task = over, None
        self.ended.emit()

    def _on_failed(self, error: ScolioError) -> None:
        # Nobody asked for it; the check of this computer says the same where somebody does.
        self._end(over=True)
        _log.warning("The providers could not be compared: %s", error)


def find_fastest(progress: Progress, cancel: Cancel) -> None:
    """Ask every provider, and keep the table; nothing where one is kept that holds."""
    from engine.doctor.provider_steps import run_race
    from engine.runtime.race_table import kept

    if kept() is None:
        run_race(progress=progress, cancel=cancel)
