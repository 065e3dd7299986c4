"""What earlier versions, or a run that kept nothing, left in readable folders, and its way into the records.

Children of screening days become patients first, for results and recordings are theirs; then come results,
the camera's recordings, and the days. Killed at any moment, the next time goes on. Must not know Qt.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import ScolioError
from engine.core.progress import Cancel, Progress, ProgressReport, Stage
from engine.core.text import text
from scolioapp.storage.results import ResultStore
from scolioapp.storage.screening_days import ScreeningDays

if TYPE_CHECKING:
    from engine.capture.recording_library import RecordingLibrary
    from scolioapp.storage.records.camera_takeover import Owners, VideosTaken
    from scolioapp.storage.records.day_takeover import DayChildren, DaysTaken
    from scolioapp.storage.records.folder_takeover import TakenOver
    from scolioapp.storage.records.record_store import RecordStore


@dataclass(frozen=True, slots=True)
class EarlierPlace:
    """Where something of earlier times may lie.

    Attributes:
        results: Folder of the results.
        recordings: Folder of the camera's recordings.
        days: Folder of the screening days.
    """

    results: Path
    recordings: Path
    days: Path

    def holds_anything(self) -> bool:
        """Tell whether anything lies there, without reading it."""
        return any(map(_has_folders, (self.results, self.recordings, self.days)))

    @property
    def library(self) -> RecordingLibrary:
        """The recordings."""
        from engine.capture.recording_library import RecordingLibrary

        return RecordingLibrary(self.recordings)

    def count(self) -> Counts:
        """Count what lies there."""
        return Counts(
            len(ResultStore(self.results).entries()),
            len(self.library.recordings()),
            len(ScreeningDays(self.days).identifiers()),
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are of each.

    Attributes:
        results: Results.
        recordings: Recordings of the camera.
        days: Screening days.
    """

    results: int = 0
    recordings: int = 0
    days: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Return the sums."""
        return Counts(
            self.results + other.results,
            self.recordings + other.recordings,
            self.days + other.days,
        )

    @property
    def whole(self) -> int:
        """How many in all."""
        return self.results + self.recordings + self.days


@dataclass(frozen=True, slots=True)
class PlaceTaken:
    """What became of one place.

    Attributes:
        results: The results.
        recordings: The camera's recordings.
        days: The screening days.
    """

    results: TakenOver
    recordings: VideosTaken
    days: DaysTaken

    @property
    def counts(self) -> Counts:
        """How many of each are in the records."""
        return Counts(*(len(each.taken) for each in (self.results, self.recordings, self.days)))


def take_over(
    store: RecordStore, place: EarlierPlace, progress: Progress, cancel: Cancel
) -> PlaceTaken:
    """Take over what lies in a place and is not in the records yet; each is compared with what was read.

    Args:
        store: The records, unlocked for an administrator.
        place: The place.
        progress: Is told which share of it is done.
        cancel: Stops it; what was taken over before stays.

    Raises:
        OutputError: The records cannot be written; what was taken over before stays.
        CancelledError: The person cancelled.
    """
    counts, days = place.count(), ScreeningDays(place.days)
    results = ResultStore(place.results)

    def tell(before: int, count: int) -> Callable[[ProgressReport], None]:
        def told(report: ProgressReport) -> None:
            done = before + (report.fraction or 0.0) * count
            progress(ProgressReport(Stage.WRITE, done / max(1, counts.whole)))

        return told

    children = store.day_takeover.children(days)
    owners = _owners(days, results, children)
    by_result = {result: recording for recording, result in owners.results.items()}
    taken = store.takeover.take(
        results,
        {
            result: owners.patients[each]
            for result, each in by_result.items()
            if each in owners.patients
        },
        {result: owners.held[each] for result, each in by_result.items() if each in owners.held},
        progress=tell(0, counts.results),
        cancel=cancel,
    )
    recorded = store.camera_takeover.take(
        place.library, owners, progress=tell(counts.results, counts.recordings), cancel=cancel
    )
    done = store.day_takeover.take(days, children, cancel=cancel)
    return PlaceTaken(taken, recorded, done)


def erase(store: RecordStore, place: EarlierPlace, taken: PlaceTaken) -> Counts:
    """Erase what was taken over from its folders, each after it was compared once more.

    Days go last: they say whose recordings are.

    Raises:
        DamagedError: Something is not in the records as it is in its folder.
        OutputError: Something cannot be deleted.
    """
    if taken.results.taken:
        store.takeover.erase(ResultStore(place.results), taken.results.taken)
    if taken.recordings.taken:
        store.camera_takeover.erase(place.library, taken.recordings.taken)
    if taken.days.taken:
        store.day_takeover.erase(ScreeningDays(place.days), taken.days.taken)
    return taken.counts


def _owners(days: ScreeningDays, results: ResultStore, children: DayChildren) -> Owners:
    """Return whose each recording is by its day, which result it has, and which wait for their day."""
    from scolioapp.storage.records.camera_takeover import Owners
    from scolioapp.storage.records.record_errors import RecordsError

    patients: dict[str, str] = {}
    held: dict[str, ScolioError] = {}
    # The newest result of a video is that of its recording.
    judged = {
        Path(each.video_path).parent.name: each.identifier for each in reversed(results.entries())
    }
    for identifier in days.identifiers():
        try:
            day = days.open(identifier)
        except ScolioError:
            continue
        numbers = children.days.get(identifier)
        for each in day.standing.recordings.values():
            if each.analysis is not None:
                judged.setdefault(each.identifier, each.analysis.result)
            if numbers is None:
                held[each.identifier] = RecordsError(
                    text("It belongs to the screening day of {date}.", date=day.facts.began[:10]),
                    text("That day could not be taken over; correct that first."),
                )
            elif each.child in numbers:
                patients[each.identifier] = numbers[each.child]
    return Owners(patients, judged, held)


def _has_folders(folder: Path) -> bool:
    try:
        return any(each.is_dir() and not each.name.startswith(".") for each in folder.iterdir())
    except OSError:
        return False
