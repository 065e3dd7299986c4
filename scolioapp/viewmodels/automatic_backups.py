"""Makes backups of the records by itself, in the background. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from engine.core.errors import ScolioError
from engine.core.progress import Cancel, Progress
from scolioapp.jobs.worker import Lane, Priority, Task, Worker
from scolioapp.viewmodels.records_door import RecordsDoor

if TYPE_CHECKING:
    from scolioapp.storage.records.record_backups import Backup

_FIRST, _EVERY = 60 * 1000, 10 * 60 * 1000
"""Milliseconds from unlocking to the first look, when the first work of the day is done, and between two."""


class AutomaticBackups(QObject):
    """Looks a minute after each unlocking, and every ten until the records are locked, whether one is due.

    When that is says `Backups.due`. A backup that is being made is given up when the records are locked or
    the window closes; nothing is left of it, and it is due again at the next unlocking.

    Signals:
        made: The `Backup` that was made.
        failed: The `ScolioError` that ended it.
    """

    made = Signal(object)
    failed = Signal(object)

    def __init__(self, door: RecordsDoor, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door, self._worker = door, worker
        self._task: Task | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_time)
        door.unlocked.connect(self._on_unlocked)
        door.locked.connect(self._on_locked)
        if door.user is not None:
            self._on_unlocked()

    @property
    def running(self) -> bool:
        """Whether it looks, or makes one."""
        return self._worker.holds(self._task)

    def look(self) -> None:
        """Make a backup where one is due, when nothing else waits for the worker."""
        if self._door.user is None or self.running:
            return
        self._task = self._worker.submit(
            Task(
                Lane.LONG,
                self._make,
                done=self._on_done,
                failed=self._on_failed,
                priority=Priority.LATER,
                series=self,
            )
        )

    def _make(self, _progress: Progress, cancel: Cancel) -> Backup | None:
        store = self._door.store
        return store.backups.make(cancel=cancel) if store.backups.due() else None

    def _on_done(self, backup: Backup | None) -> None:
        if backup is not None:
            self.made.emit(backup)

    def _on_failed(self, error: ScolioError) -> None:
        if self._door.user is not None:
            self.failed.emit(error)

    def _on_unlocked(self) -> None:
        self._timer.start(_FIRST)

    def _on_time(self) -> None:
        self._timer.start(_EVERY)
        self.look()

    def _on_locked(self) -> None:
        self._timer.stop()
        if self._task is not None and self.running:
            self._worker.cancel(self._task)
