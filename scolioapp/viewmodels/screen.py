"""The state of the Screen page: what was offered, what is recent, what is to be said.

Files and folders are looked through off the interface's thread. Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.core.errors import ScolioError
from engine.core.screening_request import ScreeningRequest
from engine.core.text import Text, text
from engine.core.video_sources import is_there
from engine.core.video_suffixes import SUFFIXES
from scolioapp.i18n import listed
from scolioapp.jobs.queue import Job, JobQueue, Phase
from scolioapp.jobs.worker import Worker
from scolioapp.paths import samples
from scolioapp.settings import Settings
from scolioapp.storage.path_lists import PathList
from scolioapp.storage.records.recording_paths import recording_of
from scolioapp.storage.result_keeper import ResultKeeper
from scolioapp.storage.result_links import repeats_of
from scolioapp.storage.results import ResultEntry
from scolioapp.viewmodels.model_manager import MODEL_SUFFIXES

if TYPE_CHECKING:
    from engine.core.result import Repeats, ScreeningResult

RECENT_SHOWN = 8
_MOST_FROM_FOLDERS = 500


@dataclass(frozen=True, slots=True)
class Offer:
    """What was found among the files and folders that a person gave.

    Attributes:
        videos: Files to screen, without doubles.
    """

    videos: tuple[Path, ...]
    refused: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    empty_folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecentVideo:
    """A video that was screened or opened before.

    Attributes:
        entry: Its newest result, or None.
        job: Its job on the list, or None.
    """

    path: Path
    exists: bool
    entry: ResultEntry | None
    job: Job | None = None

    @property
    def label(self) -> str:
        """Name or number of the recording, or ""; of two the one that was given last."""
        if self.job is not None:
            return self.job.request.label
        return "" if self.entry is None else self.entry.label

    @property
    def title(self) -> str:
        """What the recording is called: its label, else the file name of its video."""
        return self.label or self.path.name


def is_video(path: Path) -> bool:
    """Tell by its ending whether a file is offered to the engine; hidden files never are."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".")


def videos_in(folder: Path) -> list[Path]:
    """Return the videos in a folder and the folders in it, in order of their names."""
    found: list[Path] = []
    for place, folders, files in os.walk(folder):
        folders.sort()
        found += sorted(Path(place, name) for name in files if is_video(Path(name)))
        if len(found) >= _MOST_FROM_FOLDERS:
            break
    return found[:_MOST_FROM_FOLDERS]


def look_through(paths: Iterable[Path]) -> Offer:
    """Sort what a person gave into videos and the rest."""
    videos: list[Path] = []
    refused, missing, empty = [], [], []
    for path in paths:
        if path.is_dir():
            inside = videos_in(path)
            videos += inside
            if not inside:
                empty.append(path.name)
        elif not path.exists():
            missing.append(path.name)
        elif is_video(path):
            videos.append(path)
        else:
            refused.append(path.name)
    return Offer(tuple(dict.fromkeys(videos)), tuple(refused), tuple(missing), tuple(empty))


def _models_among(names: Iterable[str]) -> bool:
    return any(Path(name).suffix.lower() in MODEL_SUFFIXES for name in names)


def _names(names: tuple[str, ...]) -> str:
    shown = listed(f"“{name}”" for name in names[:3])
    return shown if len(names) <= 3 else f"{shown} …"


def complaints(offer: Offer) -> list[Text]:
    """Return a sentence for each kind of thing that cannot be screened."""
    said = []
    if len(offer.refused) == 1:
        said.append(
            text(
                "{names} is not a video this program can read. Choose a file such as mp4, mov, "
                "mkv, avi or mts.",
                names=_names(offer.refused),
            )
        )
    elif offer.refused:
        said.append(
            text(
                "{count} files are not videos this program can read: {names}. Choose files such "
                "as mp4, mov, mkv, avi or mts.",
                count=len(offer.refused),
                names=_names(offer.refused),
            )
        )
    if offer.missing:
        said.append(
            text(
                "{names} is no longer there. Check whether it was moved or its drive was removed.",
                names=_names(offer.missing),
            )
        )
    if offer.empty_folders:
        said.append(
            text(
                "There is no video in the folder {names}. "
                "Choose a folder with files such as mp4, mov, mkv, avi or mts.",
                names=_names(offer.empty_folders),
            )
        )
    return said


class ScreenModel(QObject):
    """Takes videos in, and tells what is recent.

    Attributes:
        dots: Whether people wear adhesive dots in the videos that are given from now on; off at each start.
        loose_clothes: Whether clothes or hair hide the shoulders in the videos that are opened from now on;
            off at each start.
        asks_whose: Whether a video is screened only once it is known whose it is, but for the samples.

    Signals:
        again_asked: Ids of recordings in the protected records that are to be screened again.
        owners_asked: The `ScreeningRequest`s of videos of which it is to be asked whose they are.
        folder_owners_asked: The same for the videos of a folder.
        refused: Sentences (`Text`) about what cannot be screened.
        accepted: The jobs that were made of an offer; empty when there was no video.
        recent_changed: `recent` has changed.
        moved: A video was found in another place; results name the new one.
        unwritable: A `ScolioError`: what could not be noted.
        folder_asked: The path of a folder whose videos are to be shown.
    """

    refused = Signal(object)
    accepted = Signal(object)
    recent_changed = Signal()
    moved = Signal()
    unwritable = Signal(object)
    folder_asked = Signal(object)
    owners_asked = Signal(object)
    folder_owners_asked = Signal(object)
    again_asked = Signal(object)

    def __init__(
        self,
        queue: JobQueue,
        worker: Worker,
        settings: Settings,
        recent: PathList,
        store: ResultKeeper,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._queue = queue
        self._worker = worker
        self._settings = settings
        self._recent_paths = recent
        self._store = store
        self._shown: dict[int, tuple[Phase, str]] = {}
        self.recent: list[RecentVideo] = []
        self.dots = False
        self.loose_clothes = False
        self.asks_whose = False
        self.earlier_of: Callable[[str], str] = lambda number: ""
        """Gives the result that a new recording of a child repeats, by the child's number, or ""."""
        self._folder = ""
        queue.added.connect(self._on_job)
        queue.changed.connect(self._on_job)
        queue.removed.connect(self._on_job_removed)

    @property
    def start_folder(self) -> str:
        """Folder in which the file dialog opens."""
        return self._folder or self._settings.last_folder

    def offer(self, paths: Iterable[Path]) -> None:
        """Take in files, folders and recordings of the records; the answer comes by the signals."""
        given = list(paths)
        again = [recording for each in given if (recording := recording_of(each))]
        if again:
            self.again_asked.emit(again)
        files = [each for each in given if not recording_of(each)]
        if files or not again:
            self._look(files, {})

    def offer_known(self, requests: Iterable[ScreeningRequest]) -> None:
        """Take in videos that are to be screened in a way that is known; the answer comes by the signals."""
        known = {request.path: request for request in requests}
        self._look(list(known), known)

    def film_again(self, film: Path, earlier: ScreeningResult, repeats: Repeats) -> None:
        """Screen a new film of a child as the earlier one was: label, operator, model, frames a second."""
        facts, model = earlier.provenance, earlier.model
        again = replace(
            self.usual(film),
            label=earlier.label,
            repeats=repeats,
            model=None if model is None else model.name,
            operator=facts.operator,
            rate=facts.analysis_rate,
            precision="fp32" if model is None else model.precision,
            dots=self.dots or earlier.dots is not None,
        )
        self.offer_known([again])

    def take_recording(self, path: Path, label: str, recording: str = "") -> list[Job]:
        """Screen what was just recorded with a camera.

        Args:
            path: The video.
            label: The child's number, or what the recording is called.
            recording: Id of the recording in the protected records, or "".

        Returns:
            Its job; none yet where it repeats an earlier recording, which is looked up first.
        """
        kept = recording or recording_of(path)
        request = replace(self.usual(path), label=label, recording=kept)
        earlier, store = self.earlier_of(label), self._store
        if not earlier:
            return self.screen([request])

        def linked(repeats: Repeats | None) -> None:
            self.screen([replace(request, repeats=repeats)])

        self._worker.run(lambda: repeats_of(store, earlier), done=linked, failed=_never)
        return []

    def screen(self, requests: Sequence[ScreeningRequest]) -> list[Job]:
        """Screen videos of which everything is known."""
        # What is in the records is in their lists.
        self._recent_paths.put_first(each.path for each in requests if not recording_of(each.path))
        jobs = self._queue.add(requests)
        self.refresh()
        return jobs

    def _look(self, paths: list[Path], known: Mapping[Path, ScreeningRequest]) -> None:
        self._worker.run(
            lambda: look_through(paths),
            done=lambda offer: self._on_looked_through(offer, known),
            failed=_never,
        )

    def _note_folder(self, video: Path) -> None:
        """Remember where videos lie; for this run only where its name may be that of a person."""
        self._folder = str(video.parent)
        if not self.asks_whose:
            self._settings.last_folder = self._folder

    def forget(self, path: Path) -> None:
        """Take a video off the list of recent ones."""
        self._recent_paths.remove(path)
        self.refresh()

    def find_again(self, old: Path, new: Path) -> None:
        """Take note that a video lies elsewhere now: in the list, its results and its jobs."""
        paths = [new if path == old else path for path in self._recent_paths.read()]
        self._recent_paths.write(dict.fromkeys(paths))
        self._note_folder(new)
        jobs = [job.number for job in self._queue.jobs if job.path == old]
        self._queue.retry(jobs, new)
        self._worker.run(
            lambda: self._store.find_again(old, new),
            done=lambda _: self._on_moved(),
            failed=self._on_unwritable,
        )

    def _on_moved(self) -> None:
        self.refresh()
        self.moved.emit()

    def _on_unwritable(self, error: ScolioError) -> None:
        self.refresh()
        self.unwritable.emit(error)

    def show_recent(self, paths: Iterable[Path]) -> None:
        """Show other recent videos than those that were opened; none: forget them."""
        self._recent_paths.write(paths)
        self.recent = []
        self.recent_changed.emit()
        self.refresh()

    def refresh(self) -> None:
        """Look at the recent videos and their results again."""
        self._worker.run(self._look_at_recent, done=self._on_recent, failed=_never)

    def _on_looked_through(self, offer: Offer, known: Mapping[Path, ScreeningRequest]) -> None:
        jobs: list[Job] = []
        if offer.videos:
            self._note_folder(offer.videos[0])
            requests = [known.get(path) or self.offered(path) for path in offer.videos]
            ours = [each for each in requests if not self._asks_about(each)]
            jobs = self.screen(ours) if ours else []
            others = [each for each in requests if self._asks_about(each)]
            if others:
                self.owners_asked.emit(others)
        self.accepted.emit(jobs)
        # Last, so that what was not taken stays said.
        said = complaints(offer)
        if self._settings.clinic.on and (offer.empty_folders or _models_among(offer.refused)):
            said.append(
                text(
                    "This computer is in clinic mode: models and datasets cannot be opened here. "
                    "Ask the administrator."
                )
            )
        if said:
            self.refused.emit(said)

    def _asks_about(self, request: ScreeningRequest) -> bool:
        """Tell whether it is to be asked first whose a video is."""
        return self.asks_whose and not request.recording and request.path not in samples()

    def offered(self, path: Path) -> ScreeningRequest:
        """Return the request to screen a video that is opened on the page, as its boxes say."""
        return replace(self.usual(path), loose_clothes=self.loose_clothes)

    def usual(self, path: Path) -> ScreeningRequest:
        """Return the request to screen a video by the settings as they are now."""
        return ScreeningRequest(
            path=path,
            rate=self._settings.rate,
            model=self._settings.model or None,
            operator=self._settings.operator,
            precision=self._settings.precision,
            device=self._settings.device,
            pose=self._settings.pose,
            segmenter=self._settings.segmenter,
            dots=self.dots,
        )

    def _look_at_recent(self) -> list[RecentVideo]:
        newest: dict[str, ResultEntry] = {}
        for entry in self._store.entries():
            newest.setdefault(entry.video_path, entry)
        paths = self._recent_paths.read()[:RECENT_SHOWN]
        return [RecentVideo(path, is_there(path), newest.get(str(path))) for path in paths]

    def _on_recent(self, recent: list[RecentVideo]) -> None:
        newest = {job.path: job for job in self._queue.jobs}
        self.recent = [replace(video, job=newest.get(video.path)) for video in recent]
        self.recent_changed.emit()

    def _on_job(self, job: Job) -> None:
        """Show a job that stands elsewhere or is called otherwise now; how far it is stands in the list."""
        shown = (job.phase, job.request.label)
        if self._shown.get(job.number) != shown:
            self._shown[job.number] = shown
            self._on_recent(self.recent)

    def _on_job_removed(self, number: int) -> None:
        self._shown.pop(number, None)
        self._on_recent(self.recent)


def _never(error: Exception) -> None:
    """Looking at files makes no expected error; anything else takes the crash path."""
