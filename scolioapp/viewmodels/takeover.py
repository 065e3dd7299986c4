"""Taking over what earlier times left into the protected records, and then erasing its folders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from engine.core.errors import ScolioError
from engine.core.progress import Cancel, Progress, ProgressReport, Stage
from engine.core.text import text
from scolioapp.jobs.worker import TaskSlot, Worker
from scolioapp.storage.earlier_times import Counts, EarlierPlace, PlaceTaken, erase, take_over
from scolioapp.storage.results import ResultStore
from scolioapp.storage.screening_days import ScreeningDays
from scolioapp.viewmodels.records_door import RecordsDoor

if TYPE_CHECKING:
    from scolioapp.storage.records.patients import Patient
    from scolioapp.storage.records.record_store import RecordStore

RESULT: Final = "result"
RECORDING: Final = "recording"
DAY: Final = "day"
_NOBODYS: Final = "nobodys"


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Something that stays where it is.

    Attributes:
        kind: `RESULT`, `RECORDING` or `DAY`.
        date: When it was screened, recorded or begun, ISO 8601, or "".
        error: Why; for a day that is in the records, what it lacks.
    """

    kind: str
    date: str
    error: ScolioError


@dataclass(frozen=True, slots=True)
class OfNobody:
    """A recording of which a person has to say whose it is.

    Attributes:
        place: In which of the places it lies.
        id: Its name there.
        date: When it was made, ISO 8601.
        seconds: How long it is; 0 where that is not known.
        error: Why it has no patient.
    """

    place: int
    id: str
    date: str
    seconds: float
    error: ScolioError


@dataclass(frozen=True, slots=True)
class TakeoverReport:
    """What became of it.

    Attributes:
        taken: How many of each are in the records now.
        failed: What is not.
        nobodys: Recordings that wait for somebody to say whose they are.
    """

    taken: Counts
    failed: tuple[NotTaken, ...]
    nobodys: tuple[OfNobody, ...] = ()


class TakeoverModel(QObject):
    """Takes over what lies in some places, and erases it when it is asked to.

    Args:
        door: The records, unlocked for an administrator.
        worker: Does the work.
        places: The places.
        parent: Owner.

    Attributes:
        door: The records.
        counts: How much there is, or None as long as it is not counted.

    Signals:
        counted: `counts` is there.
        progressed: How many are done.
        taken: A `TakeoverReport`.
        assigned: An `OfNobody` that has a patient now.
        stopped: The person cancelled; what was taken over stays.
        erased: `Counts` of what was erased from its folders.
        failed: A `ScolioError`.
        locked: The records were locked; what runs is being stopped.
    """

    counted = Signal()
    progressed = Signal(int)
    taken = Signal(object)
    assigned = Signal(object)
    stopped = Signal()
    erased = Signal(object)
    failed = Signal(object)
    locked = Signal()

    def __init__(
        self,
        door: RecordsDoor,
        worker: Worker,
        places: Sequence[EarlierPlace],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.door = door
        self._places = tuple(places)
        self._taken: dict[int, PlaceTaken] = {}
        self.counts: Counts | None = None
        self.task = TaskSlot(worker, self)
        self.task.progressed.connect(self._on_progress)
        door.locked.connect(self._on_locked)

    def look(self) -> None:
        """Count what there is."""
        self.door.run(
            lambda _: sum((each.count() for each in self._places), Counts()),
            done=self._on_counted,
            failed=self.failed.emit,
        )

    def take(self) -> None:
        """Take over everything that is not in the records yet."""

        def work(progress: Progress, cancel: Cancel) -> TakeoverReport:
            return self._take(self.door.store, progress, cancel)

        self.task.run(
            work, done=self.taken.emit, failed=self.failed.emit, cancelled=self.stopped.emit
        )

    def assign(self, one: OfNobody, patient: Patient) -> None:
        """Take over a recording of nobody for a patient."""

        def work(progress: Progress, cancel: Cancel) -> OfNobody:
            from scolioapp.storage.records.camera_takeover import Owners

            told = self.door.store.camera_takeover.take(
                self._places[one.place].library,
                Owners({one.id: patient.id}),
                only=[one.id],
                progress=progress,
                cancel=cancel,
            )
            for error in told.failed.values():
                raise error
            before = self._taken[one.place]
            recordings = replace(before.recordings, taken=(*before.recordings.taken, *told.taken))
            self._taken[one.place] = replace(before, recordings=recordings)
            return one

        self.task.run(
            work, done=self.assigned.emit, failed=self.failed.emit, cancelled=self.stopped.emit
        )

    def erase(self) -> None:
        """Erase what was taken over from its folders, after each was compared once more."""

        def work(_progress: Progress, _cancel: Cancel) -> Counts:
            store, counts = self.door.store, Counts()
            for place, taken in self._taken.items():
                counts += erase(store, self._places[place], taken)
            return counts

        self.task.run(
            work, done=self._on_erased, failed=self.failed.emit, cancelled=self.stopped.emit
        )

    def _take(self, store: RecordStore, progress: Progress, cancel: Cancel) -> TakeoverReport:
        counts = [each.count().whole for each in self._places]
        whole, before, taken = max(1, sum(counts)), 0, Counts()
        failed: list[NotTaken] = []
        nobodys: list[OfNobody] = []
        for number, (place, count) in enumerate(zip(self._places, counts, strict=True)):

            def tell(report: ProgressReport, before: int = before, count: int = count) -> None:
                done = before + (report.fraction or 0.0) * count
                progress(ProgressReport(Stage.WRITE, done / whole))

            told = take_over(store, place, tell, cancel)
            self._taken[number] = told
            taken += told.counts
            failed += _not_taken(place, told)
            nobodys += _of_nobody(number, place, told)
            before += count
        return TakeoverReport(taken, tuple(failed), tuple(nobodys))

    def _on_locked(self) -> None:
        self.task.cancel()
        self.locked.emit()

    def _on_counted(self, counts: Counts) -> None:
        self.counts = counts
        self.counted.emit()

    def _on_progress(self, report: ProgressReport) -> None:
        if report.fraction is not None and self.counts is not None:
            self.progressed.emit(round(report.fraction * self.counts.whole))

    def _on_erased(self, counts: Counts) -> None:
        self._taken.clear()
        self.erased.emit(counts)


def _not_taken(place: EarlierPlace, told: PlaceTaken) -> list[NotTaken]:
    """Return what is not in the records and why, and which days lack recordings."""
    dates = {each.identifier: each.date for each in ResultStore(place.results).entries()}
    made = {each.id: each.started.isoformat() for each in place.library.recordings()}
    began = {each.identifier: each.began for each in ScreeningDays(place.days).lines()}
    failed = [
        NotTaken(RESULT, dates.get(each, ""), error) for each, error in told.results.failed.items()
    ]
    failed += [
        NotTaken(RECORDING, made.get(each, ""), error)
        for each, error in told.recordings.failed.items()
        if error.code != _NOBODYS
    ]
    failed += [
        NotTaken(DAY, began.get(each, ""), error)
        for each, errors in told.days.failed.items()
        for error in errors
    ]
    return failed + [
        NotTaken(DAY, began.get(each, ""), _lacking(count))
        for each, count in told.days.missing.items()
    ]


def _of_nobody(number: int, place: EarlierPlace, told: PlaceTaken) -> list[OfNobody]:
    return [
        OfNobody(number, each.id, each.started.isoformat(), each.seconds, error)
        for each in place.library.recordings()
        if (error := told.recordings.failed.get(each.id)) is not None and error.code == _NOBODYS
    ]


def _lacking(count: int) -> ScolioError:
    return ScolioError(
        text(
            "It is in the records without {count} of its recordings, which are gone.", count=count
        ),
        text("They were deleted earlier."),
    )
