"""A video that pictures are read out of, one after the other, on the worker. Must not know what for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.core.errors import ScolioError
from engine.core.progress import Cancel
from scolioapp.jobs.worker import Lane, Priority, Task, Worker

if TYPE_CHECKING:
    from engine.video import VideoFile


class OpenVideo:
    """Opens a file at its first reading and holds it open.

    Args:
        priority: Whether its pictures are read before those of other videos.
    """

    def __init__(self, path: Path, worker: Worker, priority: Priority) -> None:
        self._path = path
        self._worker = worker
        self._priority = priority
        self._cancel = Cancel()
        self._video: VideoFile | None = None

    def read(
        self,
        read: Callable[[VideoFile], Any],
        *,
        done: Callable[[Any], None],
        failed: Callable[[ScolioError], None],
    ) -> None:
        """Read with one function at a time; of those that wait only the latest is called.

        Args:
            read: What is done with the open file, off the interface's thread.
            done: Takes its answer.
            failed: Takes the reason why the file cannot be read.
        """
        self._worker.submit(
            Task(
                Lane.PICTURES,
                lambda _progress, cancel: read(self._opened(cancel)),
                done=done,
                failed=failed,
                priority=self._priority,
                series=self,
                cancel=self._cancel,
            )
        )

    def _opened(self, cancel: Cancel) -> VideoFile:
        # The decoder is loaded here, so that the page stands before it.
        from engine.video import VideoFile

        if self._video is None:
            self._video = VideoFile(self._path, cancel=cancel)
        return self._video

    def close(self) -> None:
        """Read nothing more, wait for what is being read, and let go of the file; nothing is told."""
        self._cancel.set()
        self._worker.stop(self)
        if self._video is not None:
            self._video.close()
            self._video = None
