"""Kept recordings are made smaller one after the other while nothing else is done, and never otherwise.

Each in a process of its own with the lowest priority, which is ended at once when something begins: a
conversion that is broken off costs nothing but its time. Must not know cameras or pages.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.capture.conversions import Conversions
from engine.core.errors import ScolioError
from engine.core.progress import Cancel, Progress
from scolioapp.jobs.child_process import in_child_process
from scolioapp.jobs.worker import Lane, Priority, Task, Worker

if TYPE_CHECKING:
    from scolioapp.jobs.screener import Screening


class IdleConversion(QObject):
    """Converts what was kept and screened.

    Args:
        conversions: The recordings.
        worker: Waits for the process.
        busy: Whether anything else is being done.

    Signals:
        converted: The id of a recording that was tried; smaller now, unless something was in the way.
    """

    converted = Signal(str)

    def __init__(
        self,
        conversions: Conversions,
        worker: Worker,
        busy: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._conversions = conversions
        self._worker = worker
        self._busy = busy
        self._task: Task | None = None
        self._refused: set[str] = set()

    @property
    def running(self) -> bool:
        """Whether a recording is being converted, or is about to be."""
        return self._task is not None

    def note_walk(self, screening: Screening, video: Path) -> None:
        """Note where the walk is in a recording that was screened; other videos are passed over.

        Runs on the worker's thread.
        """
        recording = self._conversions.recording_of(video)
        if not recording:
            return
        from engine.pipeline.walk_window import walk_window

        # Its folder may be read-only or gone: the recording stays as it is.
        with contextlib.suppress(ScolioError):
            self._conversions.note_walk(recording, walk_window(screening.analysis))

    def look(self) -> None:
        """Begin the next conversion if nothing else is done, or break off the one that runs."""
        if self._busy():
            if self._task is not None:
                self._worker.cancel(self._task)
        elif self._task is None and self._conversions.there and not self._worker.closed:
            self._task = Task(
                Lane.LONG,
                self._convert_next,
                done=self._on_done,
                cancelled=self._on_cancelled,
                priority=Priority.LATER,
            )
            self._worker.submit(self._task)

    def _convert_next(self, progress: Progress, cancel: Cancel) -> str | None:
        """Convert one recording, and return its id; None where there is none. On the worker's thread."""
        try:
            waiting = self._conversions.waiting()
        except ScolioError:
            return None
        one = next((one for one in waiting if one not in self._refused), None)
        if one is None:
            return None
        # Tried once: a recording that cannot be converted is as good as it was.
        self._refused.add(one)
        try:
            self._convert(one, progress, cancel)
        except ScolioError:
            return one
        finally:
            if cancel.requested:
                self._refused.discard(one)
        return one

    def _convert(self, recording: str, progress: Progress, cancel: Cancel) -> None:
        order = self._conversions.order(recording)
        try:
            in_child_process(order.work, *order.arguments)(progress, cancel)
            order.done()
        except BaseException:
            order.dropped()
            raise

    def _on_done(self, id: str | None) -> None:
        self._task = None
        if id is not None:
            self.converted.emit(id)
            self.look()

    def _on_cancelled(self) -> None:
        self._task = None
        self.look()  # What it made room for may be over already.
