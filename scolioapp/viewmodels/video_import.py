"""Videos on their way into the protected records: whose each is, at which visit, and with which consent.

One video after the other is asked about; then all are brought in, on the worker. Must not know widgets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.core.errors import CancelledError, ScolioError
from engine.core.names import label_of
from engine.core.progress import Cancel, Progress, ProgressReport, Stage, check
from scolioapp.jobs.worker import TaskSlot, Worker
from scolioapp.storage.record_results import RecordResults, who
from scolioapp.storage.records.recording_paths import path_of
from scolioapp.viewmodels.patient_choice import PatientChoice
from scolioapp.viewmodels.records_door import RecordsDoor

if TYPE_CHECKING:
    from engine.core.screening_request import ScreeningRequest
    from scolioapp.storage.records.patients import Patient
    from scolioapp.storage.records.record_store import RecordStore
    from scolioapp.storage.records.visits import Visit

VIDEO = "video"
"""Name of the video in its container, before the ending that the file has."""


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """A consent as it is typed.

    Attributes:
        given_by: Who gave it.
        purpose: For what.
        until: Last date on which it holds, or "".
    """

    given_by: str
    purpose: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class ImportWish:
    """What is to become of one video.

    Attributes:
        patient: Whose it is.
        visit: Id of the visit, or "" for that of today.
        consent: What is to be noted first, or None.
        keep: Whether the video is copied into the records.
    """

    patient: Patient
    visit: str = ""
    consent: ConsentGiven | None = None
    keep: bool = True


@dataclass(frozen=True, slots=True)
class PatientFacts:
    """What the records say about the chosen patient.

    Attributes:
        visits: The visits, the newest first.
        needs_consent: Whether no consent is noted that holds today.
    """

    visits: tuple[Visit, ...]
    needs_consent: bool


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """How far the videos came.

    Attributes:
        requests: Those that are in the records.
        error: Why the next one is not, or None.
    """

    requests: tuple[ScreeningRequest, ...]
    error: ScolioError | None = None


class VideoImport(QObject):
    """Asks about videos, one after the other, and brings them into the records.

    Args:
        door: The records.
        results: Keeps what will be found.
        worker: Copies the videos.
        requests: How each is to be screened.
        parent: Owner.

    Attributes:
        choice: The patient of the video that is asked about.
        facts: What the records say about that patient, or None as long as they have not.
        expected: Whose videos these are, most likely, and the id of the visit; None: nobody said it.

    Signals:
        asked: Another video is asked about.
        told: `facts` are there, or somebody else was chosen.
        brought_in: The `ScreeningRequest`s of videos that are in the records, to be screened.
        refused: A `ScolioError`: why the video that is asked about was not taken in.
        finished: Nothing more is asked; everything is brought in, or was cancelled.
    """

    asked = Signal()
    told = Signal()
    brought_in = Signal(object)
    refused = Signal(object)
    finished = Signal()

    def __init__(
        self,
        door: RecordsDoor,
        results: RecordResults,
        worker: Worker,
        requests: Sequence[ScreeningRequest],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._door = door
        self._results = results
        self._left = list(requests)
        self.count = len(self._left)
        self._wishes: list[tuple[ScreeningRequest, ImportWish]] = []
        self.choice = PatientChoice(door, self)
        self.facts: PatientFacts | None = None
        self.expected: tuple[Patient, str] | None = None
        self.copying = TaskSlot(worker, self)
        self.choice.changed.connect(self._look_up)
        door.locked.connect(self._on_locked)

    @property
    def current(self) -> ScreeningRequest:
        """The video that is asked about."""
        return self._left[0]

    @property
    def place(self) -> int:
        """Its number, from 1."""
        return self.count - len(self._left) + 1

    def begin(self) -> None:
        """Ask about the first video."""
        self._suggest()
        self.asked.emit()

    def settle(self, wish: ImportWish, *, all_left: bool = False) -> None:
        """Take what is to become of the video that is asked about, and go on.

        Args:
            wish: What.
            all_left: Whether the same holds for all that were not asked about yet.
        """
        taken = self._left if all_left else self._left[:1]
        for number, request in enumerate(taken):
            # A consent is noted once.
            once = wish if number == 0 else replace(wish, consent=None)
            self._wishes.append((request, once))
        self._left = self._left[len(taken) :]
        if not self._left:
            self._bring_in()
            return
        self.choice.choose(None)
        self.choice.look_for("")
        self._suggest()
        self.asked.emit()

    def _suggest(self) -> None:
        """Choose whose the video is where its name, or the recording that it repeats, tells it."""
        request = self.current
        if self.expected is not None:
            patient, _ = self.expected
            self.choice.choose_by(lambda _: patient)
        elif request.repeats is not None:
            earlier = request.repeats.result
            self.choice.choose_by(lambda store: _patient_of(store, earlier))
        else:
            self.choice.choose_by(lambda store: _named_in(store, request.path))

    def _look_up(self) -> None:
        """Ask the records about the chosen patient."""
        self.facts = None
        self.told.emit()
        patient = self.choice.chosen
        if patient is None:
            return

        def take(facts: PatientFacts) -> None:
            chosen = self.choice.chosen
            if chosen is not None and chosen.id == patient.id:
                self.facts = facts
                self.told.emit()

        self._door.run(
            lambda store: PatientFacts(
                tuple(store.visits.of(patient.id)), store.recordings.needs_consent(patient.id)
            ),
            done=take,
            failed=self.refused.emit,
        )

    # Bringing in

    def _bring_in(self) -> None:
        wishes, door, results = list(self._wishes), self._door, self._results

        def work(progress: Progress, cancel: Cancel) -> BroughtIn:
            return bring_in(door.store, results, wishes, progress, cancel)

        self.copying.run(
            work, done=self._on_brought_in, failed=self.refused.emit, cancelled=self.finished.emit
        )

    def _on_brought_in(self, brought: BroughtIn) -> None:
        done = len(brought.requests)
        if brought.requests:
            self.brought_in.emit(list(brought.requests))
        if brought.error is None:
            self.finished.emit()
            return
        # The one that was refused, and those after it, are asked about again.
        self._left = [request for request, _ in self._wishes[done:]]
        patient = self._wishes[done][1].patient
        self._wishes = []
        self.asked.emit()
        self.choice.choose(patient)
        self.choice.look_for("")
        self.refused.emit(brought.error)

    def _on_locked(self) -> None:
        if not self.copying.running:
            self.finished.emit()


def bring_in(
    store: RecordStore,
    results: RecordResults,
    wishes: Sequence[tuple[ScreeningRequest, ImportWish]],
    progress: Progress,
    cancel: Cancel,
) -> BroughtIn:
    """Bring videos into the records, one after the other; what is in stays in."""
    sizes = [_size(request.path) if wish.keep else 0 for request, wish in wishes]
    whole, before = max(1, sum(sizes)), 0
    done: list[ScreeningRequest] = []
    for (request, wish), size in zip(wishes, sizes, strict=True):
        meter = _Meter(progress, before, whole)
        try:
            check(cancel)
            done.append(_bring_one_in(store, results, request, wish, meter, cancel))
        except CancelledError:
            break
        except ScolioError as error:
            return BroughtIn(tuple(done), error)
        before += size
    return BroughtIn(tuple(done))


class _Meter:
    """Tells how much has been copied."""

    def __init__(self, progress: Progress, before: int, whole: int) -> None:
        self._progress, self._copied, self._whole = progress, before, whole

    def __call__(self, count: int) -> None:
        self._copied += count
        fraction = min(1.0, self._copied / self._whole)
        self._progress(ProgressReport(Stage.WRITE, fraction))


def _bring_one_in(
    store: RecordStore,
    results: RecordResults,
    request: ScreeningRequest,
    wish: ImportWish,
    copied: Callable[[int], None],
    cancel: Cancel,
) -> ScreeningRequest:
    """Bring one video into the records, and return the request that judges it there.

    Raises:
        ScolioError: It is not taken in.
        CancelledError: The person cancelled; nothing is left of it.
    """
    patient, consent = wish.patient, wish.consent
    today = store.today.isoformat()
    if consent is not None and store.recordings.needs_consent(patient.id):
        store.patients.add_consent(
            patient.id, consent.given_by, today, consent.purpose, consent.until
        )
    name, repeats = request.path.name, request.repeats
    files = {f"{VIDEO}{request.path.suffix.lower()}": request.path} if wish.keep else None
    from scolioapp.storage.records.visit_recordings import Repetition
    from scolioapp.storage.records.visits import VisitOn

    recording = store.recordings.add(
        wish.visit or VisitOn(patient.id, today),
        source="file",
        # What is not kept can only be found again by its name.
        title="" if wish.keep else name,
        repeats=None if repeats is None else Repetition(repeats.result, repeats.screened),
        files=files,
        cancel=cancel,
        copied=copied,
    ).id
    results.expect(recording, None if wish.keep else request.path)
    return replace(
        request,
        path=path_of(recording) if wish.keep else request.path,
        recording=recording,
        label=label_of(results.entry(recording).label),
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _patient_of(store: RecordStore, recording: str) -> Patient | None:
    """Return whose an earlier recording is, or None."""
    try:
        line = store.listing.one(recording)
    except ScolioError:
        return None
    found = store.patients.search(line.number)
    return next((each for each in found if each.id == line.patient), None)


def _named_in(store: RecordStore, path: Path) -> Patient | None:
    """Return the one patient whose number stands in the name of a file, or None."""
    from engine.roster.entries import Child
    from engine.roster.video_names import match_names

    words = [each for each in re.split(r"[\W_]+", path.stem) if any(map(str.isdigit, each))]
    found = {each.about.number: each for word in words for each in store.patients.search(word)}
    children = [Child(number=number, family_name=number) for number in found]
    child = match_names(children, [path.name]).children.get(path.name)
    return None if child is None else found[child.number]


def patient_words(patient: Patient) -> str:
    """Return a patient's number and name in one line."""
    return who(patient.about.number, patient.about.name)
