"""Many videos on their way into the protected records: the names of the files tell whose each is.

Must not know widgets.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.core.errors import ScolioError
from engine.core.progress import Cancel, Progress
from scolioapp.jobs.worker import TaskSlot, Worker
from scolioapp.storage.record_results import RecordResults
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.viewmodels.video_import import BroughtIn, ImportWish, bring_in

if TYPE_CHECKING:
    from engine.core.screening_request import ScreeningRequest
    from scolioapp.storage.records.patients import Patient
    from scolioapp.storage.records.record_store import RecordStore


@dataclass(frozen=True, slots=True)
class NamedVideo:
    """One video, and whose it is by its name.

    Attributes:
        name: Its path below the folder that all have in common, with forward slashes.
        request: How it is to be screened.
        patient: Whose it is, or None: no number of a patient stands in the name, or several do.
        needs_consent: Whether no consent of that patient holds today, so that it is not brought in.
    """

    name: str
    request: ScreeningRequest
    patient: Patient | None = None
    needs_consent: bool = False

    @property
    def able(self) -> bool:
        """Whether it can be brought in."""
        return self.patient is not None and not self.needs_consent


def look_up(store: RecordStore, requests: Sequence[ScreeningRequest]) -> list[NamedVideo]:
    """Find whose videos are by the numbers in their names; on the worker.

    Raises:
        ScolioError: The records cannot be read.
    """
    from engine.roster.video_names import match_names

    names = _names([request.path for request in requests])
    matches = match_names(store.rosters.children(), names)
    found = []
    for name, request in zip(names, requests, strict=True):
        child = matches.children.get(name)
        patient = None if child is None else _patient(store, child.number)
        needs = patient is not None and store.recordings.needs_consent(patient.id)
        found.append(NamedVideo(name, request, patient, needs))
    return sorted(found, key=lambda each: (each.able, each.name))


class FolderImport(QObject):
    """Brings the videos of a folder into the records, each as a recording of its patient.

    Args:
        door: The records.
        results: Keeps what will be found.
        worker: Copies the videos.
        videos: From `look_up`.
        parent: Owner.

    Signals:
        brought_in: The `ScreeningRequest`s of videos that are in the records, to be screened.
        refused: A `ScolioError`: why one was not taken in; those before it are.
        finished: All that can be are in, or the rest was cancelled.
        locked: Nobody is there any more.
    """

    brought_in = Signal(object)
    refused = Signal(object)
    finished = Signal()
    locked = Signal()

    def __init__(
        self,
        door: RecordsDoor,
        results: RecordResults,
        worker: Worker,
        videos: Sequence[NamedVideo],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._door = door
        self._results = results
        self.videos = tuple(videos)
        self.copying = TaskSlot(worker, self)
        door.locked.connect(self._on_locked)

    @property
    def able(self) -> list[NamedVideo]:
        """The videos whose patient is known and may be recorded."""
        return [each for each in self.videos if each.able]

    @property
    def unknown(self) -> list[ScreeningRequest]:
        """Those of which a person has to say whose they are."""
        return [each.request for each in self.videos if each.patient is None]

    def start(self) -> None:
        """Bring in what can be."""
        door, results = self._door, self._results
        wishes = [
            (each.request, ImportWish(each.patient))
            for each in self.able
            if each.patient is not None
        ]

        def work(progress: Progress, cancel: Cancel) -> BroughtIn:
            return bring_in(door.store, results, wishes, progress, cancel)

        self.copying.run(
            work, done=self._on_done, failed=self._on_failed, cancelled=self.finished.emit
        )

    def _on_done(self, brought: BroughtIn) -> None:
        if brought.requests:
            self.brought_in.emit(list(brought.requests))
        if brought.error is not None:
            self.refused.emit(brought.error)
        else:
            self.finished.emit()

    def _on_failed(self, error: ScolioError) -> None:
        self.refused.emit(error)

    def _on_locked(self) -> None:
        self.copying.cancel()
        self.locked.emit()


def _names(paths: Sequence[Path]) -> list[str]:
    """Return the paths below the folder that all have in common."""
    root = os.path.commonpath([path.parent for path in paths])
    return [path.relative_to(root).as_posix() for path in paths]


def _patient(store: RecordStore, number: str) -> Patient | None:
    found = store.patients.search(number)
    return next((each for each in found if each.about.number == number), None)
