"""Taking over the results of earlier times into the protected records, and then erasing their folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.core.errors import ScolioError
from engine.core.progress import Cancel, Progress, ProgressReport, Stage
from scolioapp.jobs.worker import TaskSlot, Worker
from scolioapp.storage.results import ResultStore
from scolioapp.viewmodels.records_door import RecordsDoor

if TYPE_CHECKING:
    from scolioapp.storage.records.record_store import RecordStore


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A result that stays where it is.

    Attributes:
        date: When it was screened, ISO 8601.
        error: Why.
    """

    date: str
    error: ScolioError


@dataclass(frozen=True, slots=True)
class TakeoverReport:
    """What became of the results.

    Attributes:
        taken: How many are in the records now.
        failed: Those that are not.
    """

    taken: int
    failed: tuple[NotTaken, ...]


class TakeoverModel(QObject):
    """Takes over folders of results, and erases them when it is asked to.

    Args:
        door: The records, unlocked for an administrator.
        worker: Does the work.
        folders: The folders.
        parent: Owner.

    Attributes:
        count: How many results there are, or None as long as they are not counted.

    Signals:
        counted: `count` is there.
        progressed: How many are done.
        taken: A `TakeoverReport`.
        stopped: The person cancelled; what was taken over stays.
        erased: How many results were erased from their folders.
        failed: A `ScolioError`.
        locked: The records were locked; what runs is being stopped.
    """

    counted = Signal()
    progressed = Signal(int)
    taken = Signal(object)
    stopped = Signal()
    erased = Signal(int)
    failed = Signal(object)
    locked = Signal()

    def __init__(
        self,
        door: RecordsDoor,
        worker: Worker,
        folders: Sequence[ResultStore],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._door = door
        self._folders = tuple(folders)
        self._in_records: dict[int, tuple[str, ...]] = {}
        self.count: int | None = None
        self.task = TaskSlot(worker, self)
        self.task.progressed.connect(self._on_progress)
        door.locked.connect(self._on_locked)

    def look(self) -> None:
        """Count the results."""
        self._door.run(
            lambda _: sum(len(each.entries()) for each in self._folders),
            done=self._on_counted,
            failed=self.failed.emit,
        )

    def take(self) -> None:
        """Take over every result that is not in the records yet."""

        def work(progress: Progress, cancel: Cancel) -> TakeoverReport:
            return self._take(self._door.store, progress, cancel)

        self.task.run(
            work, done=self.taken.emit, failed=self.failed.emit, cancelled=self.stopped.emit
        )

    def erase(self) -> None:
        """Erase what was taken over from its folder, after each was compared once more."""

        def work(_progress: Progress, _cancel: Cancel) -> int:
            count = 0
            for place, results in enumerate(self._folders):
                identifiers = self._in_records.get(place, ())
                if identifiers:
                    self._door.store.takeover.erase(results, identifiers)
                    count += len(identifiers)
            return count

        self.task.run(
            work, done=self._on_erased, failed=self.failed.emit, cancelled=self.stopped.emit
        )

    def _take(self, store: RecordStore, progress: Progress, cancel: Cancel) -> TakeoverReport:
        counts = [len(each.entries()) for each in self._folders]
        whole, before, taken = max(1, sum(counts)), 0, 0
        failed: list[NotTaken] = []
        for place, (results, count) in enumerate(zip(self._folders, counts, strict=True)):

            def tell(report: ProgressReport, before: int = before, count: int = count) -> None:
                done = before + (report.fraction or 0.0) * count
                progress(ProgressReport(Stage.WRITE, done / whole))

            dates = {each.identifier: each.date for each in results.entries()}
            told = store.takeover.take(results, progress=tell, cancel=cancel)
            self._in_records[place] = told.taken
            taken += len(told.taken)
            failed += [NotTaken(dates.get(each, ""), error) for each, error in told.failed.items()]
            before += count
        return TakeoverReport(taken, tuple(failed))

    def _on_locked(self) -> None:
        self.task.cancel()
        self.locked.emit()

    def _on_counted(self, count: int) -> None:
        self.count = count
        self.counted.emit()

    def _on_progress(self, report: ProgressReport) -> None:
        if report.fraction is not None and self.count:
            self.progressed.emit(round(report.fraction * self.count))

    def _on_erased(self, count: int) -> None:
        self._in_records.clear()
        self.erased.emit(count)
