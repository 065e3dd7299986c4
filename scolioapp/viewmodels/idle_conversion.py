"""Has kept recordings converted while nobody waits: no camera is open, and nothing is being analysed.

Must not know QtGui or QtWidgets, nor how a recording is converted.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from engine.core.progress import Cancel, Progress
from scolioapp.jobs.queue import JobQueue
from scolioapp.jobs.worker import Lane, Priority, Task, Worker
from scolioapp.viewmodels.open_camera import OpenCamera

QUIET = 30_000
"""Milliseconds of idleness before a conversion begins."""

Convert = Callable[[Progress, Cancel], bool]


class IdleConversion(QObject):
    """Begins a conversion after a quiet while, one after the other, and breaks off at the first sign of work.

    Args:
        camera: While it is open, nothing is converted.
        queue: While it analyses, nothing is converted.
        convert: Converts one recording; tells whether there was one.
        worker: Runs it.
        parent: Owner.
    """

    def __init__(
        self,
        camera: OpenCamera,
        queue: JobQueue,
        convert: Convert,
        worker: Worker,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._camera = camera
        self._queue = queue
        self._convert = convert
        self._worker = worker
        self._task: Task | None = None
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET)
        self._quiet.timeout.connect(self._begin)
        camera.changed.connect(self.look)
        camera.closed.connect(self.look)
        queue.added.connect(self.look)
        queue.idle.connect(self.look)

    @property
    def idle(self) -> bool:
        """Whether nobody waits."""
        return not self._camera.is_open and not self._queue.unfinished

    def look(self) -> None:
        """Wait for a quiet while from now on, or break off."""
        if not self.idle:
            self._quiet.stop()
            if self._task is not None:
                self._worker.cancel(self._task)
        elif self._task is None:
            self._quiet.start()

    def _begin(self) -> None:
        if not self.idle or self._worker.closed:
            return
        self._task = self._worker.submit(
            Task(
                Lane.LONG,
                self._convert,
                done=self._on_done,
                cancelled=self._on_ended,
                priority=Priority.LATER,
                series=self,
            )
        )

    def _on_done(self, found: bool) -> None:
        self._on_ended()
        if found:
            self._begin()

    def _on_ended(self) -> None:
        self._task = None
