"""Judging the same recording again, taken otherwise: another person, speed or vertical, other dots.

Must not know what judges: the work is handed in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from engine.core.level import Level
from engine.dots.dot_set import Dots
from scolioapp.jobs.worker import Lane, Task, Worker

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
        loose_clothes: bool = ...,
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
        loose_clothes: Whether clothes or hair hide the shoulders.
    """

    person: int
    slow_motion: float = 1.0
    level: Level | None = None
    loose_clothes: bool = False


class Anew(QObject):
    """Has such work done; of several wishes the last one counts.

    Signals:
        changed: The number of the person being judged, or None when that has ended.
        done: The new screening.
        failed: A `ScolioError`.
    """

    changed = Signal(object)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._wanted: Taken | None = None

    @property
    def wanted(self) -> Taken | None:
        """What is being judged, or None."""
        return self._wanted

    def ask(self, taken: Taken, work: Callable[[], Screening]) -> None:
        """Begin the work that gives a recording taken so."""
        self._wanted = taken
        self.changed.emit(taken.person)
        self._worker.submit(
            Task(
                Lane.LONG,
                lambda _progress, _cancel: work(),
                done=partial(self._take, taken, self.done),
                failed=partial(self._take, taken, self.failed),
                broken=partial(self._take, taken, None),
                series=self,
            )
        )

    def close(self) -> None:
        """Wait for what is being judged; nothing of it is told."""
        self._worker.stop(self)

    def _take(self, taken: Taken, signal: SignalInstance | None, *news: object) -> None:
        if taken is self._wanted:
            self._wanted = None
            self.changed.emit(None)
            if signal is not None:
                signal.emit(*news)
