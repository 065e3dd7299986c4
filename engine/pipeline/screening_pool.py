"""Who screens the videos of a batch: several at once, here or on a cluster, behind one door.

Must not know folders of videos or where results are kept.
"""

from __future__ import annotations

import queue
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from engine.core.clinic_lock import Lock
from engine.core.progress import Cancel, Progress, check
from engine.core.screening_request import ScreeningRequest
from engine.pipeline.ledger import LISTEN_SECONDS
from engine.pipeline.screening_process import OpenScreener, ScreeningProcess
from engine.runtime.cores import usable_cores

if TYPE_CHECKING:
    from collections.abc import Iterable

_Worker = TypeVar("_Worker")


class ScreeningPool(Protocol):
    """Screens videos whose networks stay open from one to the next. Thread-safe."""

    @property
    def jobs(self) -> int:
        """How many videos at once."""
        ...

    def screen(
        self,
        request: ScreeningRequest,
        lock: Lock | None,
        *,
        progress: Progress | None,
        cancel: Cancel | None,
    ) -> dict[str, bytes]:
        """Screen one video, and return its files by name; see `ScreeningProcess.screen`."""
        ...

    def close(self) -> None:
        """Let go of everything; work at hand is lost."""
        ...


class FreeWorkers(Generic[_Worker]):
    """The workers that have nothing to do."""

    def __init__(self, workers: Iterable[_Worker] = ()) -> None:
        self._queue: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        for worker in workers:
            self.give(worker)

    def give(self, worker: _Worker) -> None:
        """Add one that has nothing to do."""
        self._queue.put(worker)

    def poll(self, cancel: Cancel | None) -> _Worker | None:
        """Wait a moment for a worker; None where none came.

        Raises:
            CancelledError: ``cancel`` was set.
        """
        check(cancel)
        try:
            return self._queue.get(timeout=LISTEN_SECONDS)
        except queue.Empty:
            return None


class LocalPool:
    """Processes of this computer; each has its part of the cores.

    Args:
        open_screener: Opens the screener of each.
        jobs: How many.
    """

    def __init__(self, open_screener: OpenScreener, jobs: int) -> None:
        cores = max(1, usable_cores() // jobs)
        self._processes = [
            ScreeningProcess(open_screener, gentle=False, cores=cores) for _ in range(jobs)
        ]
        self._free = FreeWorkers(self._processes)

    @property
    def jobs(self) -> int:
        """How many videos at once."""
        return len(self._processes)

    def screen(
        self,
        request: ScreeningRequest,
        lock: Lock | None,
        *,
        progress: Progress | None,
        cancel: Cancel | None,
    ) -> dict[str, bytes]:
        """Screen one video in a process that is free; see `ScreeningProcess.screen`."""
        while (process := self._free.poll(cancel)) is None:
            pass
        try:
            return process.screen(request, lock, progress=progress, cancel=cancel)
        finally:
            self._free.give(process)

    def close(self) -> None:
        """End the processes."""
        for process in self._processes:
            process.close()
