"""Judging the same recording again, taken otherwise: another person, speed or vertical, other dots.

Must not know what judges: the work is handed in.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal

from engine.core.errors import ScolioError
from engine.core.level import Level
from engine.dots.dot_set import Dots

if TYPE_CHECKING:
    from scolioapp.jobs.screener import Screening


class Judge(Protocol):
    """Judges a person (1 is the first) without a second pass over the video."""

    def __call__(
        self,
        person: int,
        /,
        *,
        slow_motion: float = ...,
        level: Level | None = ...,
        dots: Dots | None = ...,
    ) -> Screening:
        """Judge the person; see `scolioapp.jobs.screener.Screener.judge`."""
        ...


Remeasure = Callable[["Screening", Dots], "Screening"]
"""Measures a screening again with other dots."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How a recording is taken.

    Attributes:
        person: Number of the person judged, 1 for the first.
        slow_motion: How many times slower than life it is played.
        level: How the camera stands, where somebody set it; None: as it was found in the pictures.
    """

    person: int
    slow_motion: float = 1.0
    level: Level | None = None


class Anew(QObject):
    """Does such work in a worker thread; of several wishes the last one counts.

    Signals:
        changed: The number of the person being judged, or None when that has ended.
        done: The new screening.
        failed: A `ScolioError`.
    """

    changed = Signal(object)
    done = Signal(object)
    failed = Signal(object)

    _ended = Signal(object, object)

    def __init__(self, workers: Executor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers = workers
        self._wanted: Taken | None = None
        # Queued, so that an answer comes after the asking has returned, however quick it was.
        self._ended.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def wanted(self) -> Taken | None:
        """What is being judged, or None."""
        return self._wanted

    def ask(self, taken: Taken, work: Callable[[], Screening]) -> None:
        """Begin the work that gives a recording taken so."""
        self._wanted = taken
        self.changed.emit(taken.person)
        future = self._workers.submit(work)
        future.add_done_callback(partial(self._ended.emit, taken))

    def _take(self, taken: Taken, future: Future[Screening]) -> None:
        if taken is not self._wanted:
            return
        self._wanted = None
        self.changed.emit(None)
        try:
            screening = future.result()
        except ScolioError as error:
            self.failed.emit(error)
            return
        self.done.emit(screening)
