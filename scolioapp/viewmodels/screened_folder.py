"""A folder whose videos are screened: where each stands, what is still to do, and its table.

The videos go the way of all others, through the queue into the results; so this holds nothing that could be
lost: whoever opens the folder again finds what is done. Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal

from engine.core.errors import ScolioError
from engine.core.text import Text, text
from scolioapp.i18n import render
from scolioapp.jobs.folder_work import FolderContents, TableLine, write_folder_table
from scolioapp.jobs.queue import Job, JobQueue, Phase
from scolioapp.jobs.worker import Worker
from scolioapp.storage.result_keeper import ResultKeeper
from scolioapp.storage.results import ResultEntry
from scolioapp.viewmodels.lines_table import LinesTable
from scolioapp.viewmodels.screen import ScreenModel
from scolioapp.words.result_words import outcome_words

if TYPE_CHECKING:
    from engine.roster.reading import Roster
    from engine.roster.video_names import Matches

_UNDER_WAY = {Phase.WAITING, Phase.RUNNING, Phase.CANCELLING, Phase.SAVING}


@dataclass(frozen=True, slots=True)
class FolderVideo:
    """One video of the folder, as it stands now.

    Attributes:
        name: Its path below the folder, with forward slashes.
        path: The video, or None where it cannot be used.
        entry: Its result, or None.
        job: Its job on the list, or None.
        problem: Why it cannot be used, or None.
        label: Number of the child that it shows, or "".
        refused: Why it is not screened, or None: there is no consent.
    """

    name: str
    path: Path | None
    entry: ResultEntry | None = None
    job: Job | None = None
    problem: Text | None = None
    label: str = ""
    refused: Text | None = None

    @property
    def under_way(self) -> bool:
        """Whether it is being screened, or waits for it."""
        return self.job is not None and self.job.phase in _UNDER_WAY

    @property
    def failed(self) -> bool:
        """Whether it has no result, and nothing is being done about it."""
        failed = self.job is not None and self.job.phase in {Phase.FAILED, Phase.UNSAVED}
        return self.entry is None and (failed or self.problem is not None)

    @property
    def to_do(self) -> bool:
        """Whether it can be screened and has not been, or not with success."""
        held = self.under_way or (self.job is not None and self.job.phase is Phase.UNSAVED)
        able = self.path is not None and self.refused is None
        return able and self.entry is None and not held


class ScreenedFolder(QObject):
    """Where the videos of a folder stand.

    Args:
        contents: What is in it.
        queue: Screens them.
        worker: Reads and writes off the interface's thread.
        store: Keeps the results.
        screen: Takes the videos.

    Signals:
        changed: A video stands elsewhere now.
        table_written: The path of the table.
        table_failed: A `ScolioError`.
        roster_read: `roster` and `matches` are there.
        roster_failed: A `ScolioError`: why the list of children cannot be taken.

    Attributes:
        roster: The children, or None where there is no list.
        matches: Which video shows which child, or None.
    """

    changed = Signal()
    table_written = Signal(object)
    table_failed = Signal(object)
    roster_read = Signal()
    roster_failed = Signal(object)

    def __init__(
        self,
        contents: FolderContents,
        queue: JobQueue,
        worker: Worker,
        store: ResultKeeper,
        screen: ScreenModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.folder = contents.folder
        self.bytes = contents.bytes
        self._queue = queue
        self._worker = worker
        self._store = store
        self._screen = screen
        self.roster: Roster | None = None
        self.matches: Matches | None = None
        # What came of jobs that are done is told by the results, which know other versions of a video.
        jobs = {job.path: job for job in queue.jobs if job.phase is not Phase.DONE}
        usable = [
            FolderVideo(name, path, contents.entries.get(name), jobs.get(path))
            for name, path in contents.videos.items()
        ]
        broken = [FolderVideo(name, None, problem=why) for name, why in contents.unusable.items()]
        self.videos: list[FolderVideo] = sorted([*usable, *broken], key=lambda one: one.name)
        self._places = {one.path: place for place, one in enumerate(self.videos)}
        queue.added.connect(self._on_job)
        queue.changed.connect(self._on_job)
        queue.removed.connect(self._on_removed)

    @property
    def name(self) -> str:
        """Name of the folder."""
        return self.folder.name or str(self.folder)

    @property
    def to_do(self) -> list[FolderVideo]:
        """The videos that can be screened and have not been."""
        return [one for one in self.videos if one.to_do]

    @property
    def done(self) -> list[FolderVideo]:
        """The videos with a result."""
        return [one for one in self.videos if one.entry is not None]

    @property
    def failed(self) -> list[FolderVideo]:
        """The videos that could not be screened."""
        return [one for one in self.videos if one.failed]

    @property
    def under_way(self) -> list[FolderVideo]:
        """The videos that are screened now, or wait for it."""
        return [one for one in self.videos if one.under_way]

    def start(self) -> None:
        """Screen what has not been screened yet."""
        again = [one.job.number for one in self.to_do if one.job is not None]
        new = [(one.path, one.label) for one in self.to_do if one.job is None]
        self._queue.retry(again)
        requests = [
            replace(self._screen.offered(path), label=label)
            for path, label in new
            if path is not None
        ]
        self._screen.offer_known(requests)

    def take_roster(self, path: Path) -> None:
        """Find the child of each video in a list of children; the answer comes by the signals."""

        def read() -> Roster:
            from engine.roster.reading import read_roster

            return read_roster(path)

        self._worker.run(read, done=self._match, failed=self.roster_failed.emit)

    def _match(self, roster: Roster) -> None:
        from engine.roster.entries import Consent
        from engine.roster.video_names import match_names

        self.roster = roster
        self.matches = matches = match_names(roster.children, [one.name for one in self.videos])
        for place, one in enumerate(self.videos):
            child = matches.children.get(one.name)
            refused = None
            if child is not None and child.consent is Consent.NO:
                refused = text(
                    "There is no consent for child {number}; it is not screened.",
                    number=child.number,
                )
            label = "" if child is None else child.number
            self.videos[place] = replace(one, label=label, refused=refused)
        self.changed.emit()
        self.roster_read.emit()

    def stop(self) -> None:
        """Ask what is under way to stop, the last first: nothing starts meanwhile."""
        for one in reversed(self.under_way):
            if one.job is not None:
                self._queue.cancel(one.job.number)

    def write_table(self, path: Path) -> None:
        """Write the table of all videos; the answer comes by the signals."""
        lines = [_line(one) for one in self.videos]
        sign = QLocale.system().decimalPoint()
        self._worker.run(
            lambda: write_folder_table(self._store, lines, path, sign),
            done=lambda _: self.table_written.emit(path),
            failed=self.table_failed.emit,
        )

    def _on_job(self, job: Job) -> None:
        place = self._places.get(job.path)
        if place is None:
            return
        before = self.videos[place]
        self.videos[place] = replace(before, job=job)
        self.changed.emit()
        if job.phase is Phase.DONE and (before.job is None or before.job.phase is not Phase.DONE):
            self._worker.run(self._store.entries, done=self._take_entries, failed=_never)

    def _on_removed(self, number: int) -> None:
        for place, one in enumerate(self.videos):
            if one.job is not None and one.job.number == number:
                self.videos[place] = replace(one, job=None)
                self.changed.emit()

    def _take_entries(self, entries: Sequence[ResultEntry]) -> None:
        """Take the newest result of each video that was screened meanwhile."""
        newest: dict[str, ResultEntry] = {}
        for entry in entries:
            newest.setdefault(entry.video_path, entry)
        for place, one in enumerate(self.videos):
            if one.job is not None and one.job.phase is Phase.DONE:
                self.videos[place] = replace(one, entry=newest.get(str(one.path), one.entry))
        self.changed.emit()


def _line(one: FolderVideo) -> TableLine:
    error = None if one.job is None else one.job.error
    if one.entry is None and error is not None:
        return TableLine(one.name, None, error.what, error.remedy)
    return TableLine(one.name, one.entry, one.problem or one.refused)


def _never(error: ScolioError) -> None:
    """Reading the list makes no expected error; anything else takes the crash path."""


def _in_order(model: ScreenedFolder) -> list[FolderVideo]:
    """Return the videos by name; once nothing is under way, those that could not be screened first."""
    busy = bool(model.under_way)
    return sorted(model.videos, key=lambda one: (busy or not one.failed, one.name))


class FolderTable(LinesTable[FolderVideo]):
    """The videos of a folder as rows: what they are called, and where they stand.

    Args:
        model: The state; the table follows it.
    """

    def __init__(self, model: ScreenedFolder, parent: QObject | None = None) -> None:
        super().__init__(_in_order(model), parent)
        self._model = model
        model.changed.connect(self._renew)

    def _renew(self) -> None:
        ordered = _in_order(self._model)
        same = [one.name for one in ordered] == [one.name for one in self.things]
        (self.renew_things if same else self.show_things)(ordered)

    def key(self, thing: FolderVideo) -> str:
        """Return the name of a video."""
        return thing.name

    def titles(self) -> Sequence[str]:
        """Return the titles of the columns."""
        return self.tr("Video"), self.tr("State")

    def lines(self, thing: FolderVideo, column: int) -> Sequence[str]:
        """Return the words of a cell."""
        if column == Column.VIDEO:
            return (f"{thing.name} ({thing.label})" if thing.label else thing.name,)
        return (self._state(thing),)

    def _state(self, one: FolderVideo) -> str:
        """Say where a video stands."""
        job = one.job
        if one.problem is not None:
            return render(one.problem)
        if one.refused is not None and one.entry is None:
            return render(one.refused)
        if job is not None and job.phase is Phase.RUNNING:
            percent = round(100 * (job.fraction or 0.0))
            return self.tr("being screened, {percent} %").format(percent=percent)
        if one.entry is not None and not one.under_way:
            return outcome_words(one.entry)
        if job is None:
            return self.tr("not screened yet")
        if job.error is not None:
            return render(job.error.what)
        return {
            Phase.WAITING: self.tr("waiting"),
            Phase.CANCELLING: self.tr("stopping…"),
            Phase.CANCELLED: self.tr("stopped; not screened yet"),
            Phase.SAVING: self.tr("saving"),
            Phase.DONE: self.tr("done"),
        }.get(job.phase, self.tr("stopped by an unexpected error"))


class Column(IntEnum):
    """Columns of the table of a folder, from the first."""

    VIDEO = 0
    STATE = 1
