"""The Day page: joins the day with the camera, the queue of videos, results and files.

A recording that was kept is queued by whoever owns the camera. Here its job is watched, its outcome
noted for its child, and what a crash left half done is taken up again when a day is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from engine.core.errors import RosterError
from engine.core.text import text
from engine.core.video_sources import is_there
from engine.roster.day_changes import Analysis, DayRecording
from scolioapp.bootstrap.recording_labels import Labels
from scolioapp.bootstrap.result_opener import ResultOpener
from scolioapp.bootstrap.session_results import SessionResults
from scolioapp.jobs.queue import Job, JobQueue, Phase
from scolioapp.jobs.worker import Worker
from scolioapp.settings import Settings
from scolioapp.storage.open_day import OpenDay
from scolioapp.storage.record_results import RecordResults
from scolioapp.storage.result_keeper import ResultKeeper
from scolioapp.storage.results import ResultEntry
from scolioapp.viewmodels.results_table import ResultsModel
from scolioapp.viewmodels.screen import ScreenModel
from scolioapp.viewmodels.screening_day import DayModel
from scolioapp.views.main_window import DAY, MainWindow

if TYPE_CHECKING:
    from engine.core.screening_request import ScreeningRequest
    from scolioapp.viewmodels.roster_form import RosterForm
    from scolioapp.views.day_page import DayPage

_WORKING = (Phase.RUNNING, Phase.SAVING, Phase.CANCELLING)


class DayWiring(QObject):
    """Builds the Day page, and keeps day, queue and results in step.

    Args:
        window: Holds the page; becomes the owner.
        settings: What the person has chosen.
        model: The day.
        queue: The videos.
        session: What was kept of them.
        store: Where results are kept.
        worker: Writes files.

    Signals:
        patients_asked: A day of patients of the records is to begin.
    """

    patients_asked = Signal()

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        model: DayModel,
        queue: JobQueue,
        session: SessionResults,
        store: ResultKeeper,
        worker: Worker,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._model = model
        self._queue = queue
        self._session = session
        self._store = store
        self._worker = worker
        self._screen: ScreenModel | None = None
        self._opener: ResultOpener | None = None
        self._labels: Labels | None = None
        self._results: ResultsModel | None = None
        self._phases: dict[int, Phase] = {}
        self._owners: dict[str, str] = {}
        self.assign: Callable[[str, str], Any] = lambda recording, number: None
        """Notes in the library of recordings to whom one belongs; on a worker's thread."""
        self.make_form: Callable[[], RosterForm] = self._plain_form
        """Makes what reads lists of children."""
        window.add_page(DAY, self._build)
        queue.added.connect(self._on_job)
        queue.changed.connect(self._on_job)
        queue.removed.connect(lambda number: self._phases.pop(number, None))
        model.opened.connect(self._on_opened)
        model.changed.connect(self._follow_owners)

    def join(
        self, screen: ScreenModel, opener: ResultOpener, labels: Labels, results: ResultsModel
    ) -> None:
        """Join it with what screens again, opens and renames results, and lists them."""
        self._screen, self._opener, self._labels = screen, opener, labels
        self._results = results
        screen.earlier_of = self._earlier_of
        results.modelReset.connect(lambda: self._follow_judgements(results.things))

    def _build(self) -> DayPage:
        from scolioapp.views.day_page import DayPage

        form = self.make_form()
        page = DayPage(self._model, form, self._settings, self._worker)
        form.setParent(page)
        page.files_asked.connect(self._write_files)
        page.cards_asked.connect(self._write_cards)
        page.next_list_asked.connect(self._write_next_list)
        page.result_asked.connect(self._open_result)
        page.patients_asked.connect(self.patients_asked)
        return page

    def _plain_form(self) -> RosterForm:
        from scolioapp.viewmodels.roster_form import RosterForm

        return RosterForm(self._worker)

    def page(self) -> DayPage:
        """Return the page; builds it at the first call."""
        from scolioapp.views.day_page import DayPage

        page = self._window.page(DAY)
        if not isinstance(page, DayPage):
            raise TypeError(type(page))
        return page

    def hides(self, job: Job) -> bool:
        """Tell whether the outcome of a job is not to be shown now: a child may stand there."""
        of_the_day = self._model.recording_of(str(job.path)) is not None
        return of_the_day and not self._model.shows_outcomes

    def outcome_of(self, job: Job) -> str:
        """Return the outcome of a job in words, for the list of jobs; or that it is not shown now."""
        words = self._session.outcome_of(job)
        return self.tr("analysed") if words and self.hides(job) else words

    def _earlier_of(self, number: str) -> str:
        """Return the result of the newest recording of a child of the open day that was analysed, or ""."""
        day = self._model.day
        made = [] if day is None else day.standing.recordings_of(number)
        said = [each.analysis.result for each in made if each.analysis is not None]
        return said[-1] if said else ""

    def holds(self, path: Path) -> bool:
        """Tell whether a video is a recording of the open day, which is taken up by itself."""
        return self._model.recording_of(str(path)) is not None

    # Jobs

    def look_again(self) -> None:
        """Look at every job, because a recording was attached whose job came first."""
        self._phases.clear()
        for job in self._queue.jobs:
            self._on_job(job)

    def _on_job(self, job: Job) -> None:
        if self._phases.get(job.number) is job.phase:
            return
        self._phases[job.number] = job.phase
        recording = self._model.recording_of(str(job.path))
        if recording is None:
            return
        entry = _told(self._session.entry_of(job) if job.phase is Phase.DONE else None)
        if entry is not None:
            self._take(recording, entry)
        elif job.phase is Phase.FAILED and job.error is not None and recording.analysis is None:
            self._model.set_problem(recording.identifier, job.error)
        self._show_running()

    def _show_running(self) -> None:
        jobs = (job for job in self._queue.jobs if job.phase in _WORKING)
        found = (self._model.recording_of(str(job.path)) for job in jobs)
        self._model.set_running(each.identifier for each in found if each is not None)

    def _follow_judgements(self, entries: Iterable[ResultEntry]) -> None:
        """Note a newer judgement of a recording, such as that of another person in it."""
        known = {entry.identifier: entry for entry in entries}
        day = self._model.day
        for recording in () if day is None else list(day.standing.recordings.values()):
            said = recording.analysis
            entry = None if said is None else _told(known.get(said.result))
            if said is not None and entry is not None and said.outcome != entry.outcome:
                self._take(recording, entry)

    def _take(self, recording: DayRecording, entry: ResultEntry) -> None:
        """Note what a result says of a recording, once."""
        analysis = Analysis(
            result=entry.identifier,
            outcome=entry.outcome,
            verdict=entry.verdict,
            model=entry.model,
            model_status=entry.model_status,
            screened=entry.date,
        )
        if recording.analysis != analysis:
            self._model.set_outcome(recording.identifier, analysis)

    # After a crash, and for days that are opened later

    def _on_opened(self) -> None:
        self._owners = {}

    def take_up(self) -> None:
        """Take up what a day was left with: outcomes that were kept, videos to be analysed, labels."""
        day = self._model.day
        if day is None or self._worker.closed:
            return
        if day.in_records:
            self._worker.run(self._store.entries, done=self._take_up, failed=self._say)
        else:
            self._take_up(self._store.entries())

    def _take_up(self, listed: Sequence[ResultEntry]) -> None:
        day = self._model.day
        if day is None:
            return
        entries = {_key(day, each): each for each in reversed(listed)}
        busy = {job.path for job in self._queue.unfinished}
        requests: list[ScreeningRequest] = []
        for recording in self._model.open_recordings:
            path = Path(recording.path)
            entry = entries.get(recording.identifier if day.in_records else recording.path)
            if entry is not None:
                if _told(entry) is not None:
                    self._take(recording, entry)
            elif path in busy:
                continue
            elif not day.in_records and not is_there(path):
                self._model.set_problem(recording.identifier, _gone(path))
            elif self._screen is not None:
                request = replace(self._screen.usual(path), label=recording.child)
                if day.in_records:
                    request = replace(request, recording=recording.identifier)
                requests.append(request)
        self._screen_again(requests)
        # Whose a result is, the records know by themselves.
        listed = () if day.in_records else listed
        labels = {each.identifier: each.label for each in listed}
        self._owners = {
            each.identifier: labels.get(each.analysis.result, each.child)
            if each.analysis is not None
            else each.child
            for each in day.standing.recordings.values()
        }
        self.look_again()
        self._follow_owners()

    def _screen_again(self, requests: Sequence[ScreeningRequest]) -> None:
        """Screen what was left; in records with the right to keep the result also while they are locked."""
        store = self._store
        if not requests or not isinstance(store, RecordResults):
            self._queue.add(requests)
            return

        def expect() -> list[ScreeningRequest]:
            for each in requests:
                store.expect(each.recording)
            return [replace(each, repeats=store.repeated_by(each.recording)) for each in requests]

        def done(linked: Sequence[ScreeningRequest]) -> None:
            self._queue.add(linked)

        self._worker.run(expect, done=done, failed=self._say)

    def _follow_owners(self) -> None:
        """Have labels and the library follow where a recording was moved, and back where that is undone."""
        day = self._model.day
        if day is None:
            return
        for recording in day.standing.recordings.values():
            before = self._owners.get(recording.identifier, recording.child)
            self._owners[recording.identifier] = recording.child
            if before != recording.child:
                self._relabel(recording)

    def _relabel(self, recording: DayRecording) -> None:
        number, day = recording.child, self._model.day
        if self._labels is None or self._results is None or day is None:
            return
        if day.in_records:
            self._results.refresh()
        else:
            self._worker.run(partial(self.assign, recording.identifier, number), failed=self._say)
            if recording.analysis is not None:
                self._labels.label_result(recording.analysis.result, number)
        for job in self._queue.jobs:
            if str(job.path) == recording.path and job.phase is not Phase.DONE:
                self._labels.label_job(job.number, number)

    # Files

    def _say(self, error: Any) -> None:  # noqa: ANN401 - whatever a worker's task failed with
        self.page().say_error(error)

    def _say_written(self, folder: Path, words: str) -> None:
        self.page().banner.say(
            words,
            action=self.tr("Show &folder"),
            do=lambda: _show_folder(folder),
        )

    def _write_files(self, folder: Path) -> None:
        from scolioapp.bootstrap.day_files import summary, write_files

        self._settings.last_roster_folder = str(folder)
        day, decimal = (
            summary(self._model, self._settings.operator),
            QLocale.system().decimalPoint(),
        )
        words = self.tr("Table (CSV and XLSX) and report (PDF) lie in {folder}.")
        self._worker.run(
            partial(write_files, day, folder, self._store, decimal),
            done=lambda _: self._say_written(folder, words.format(folder=folder)),
            failed=self._say,
        )

    def _write_cards(self, path: Path, names: bool, numbers: bool) -> None:
        from scolioapp.bootstrap.day_files import write_cards

        day = self._model.day
        if day is not None:
            words = self.tr("The cards lie in {name}.").format(name=path.name)
            self._worker.run(
                partial(write_cards, day, path, names=names, numbers=numbers),
                done=lambda _: self._say_written(path.parent, words),
                failed=self._say,
            )

    def _write_next_list(self, path: Path) -> None:
        from scolioapp.bootstrap.day_files import summary, write_next_list

        words = self.tr("The next list lies in {name}.").format(name=path.name)
        self._worker.run(
            partial(write_next_list, summary(self._model, self._settings.operator), path),
            done=lambda _: self._say_written(path.parent, words),
            failed=self._say,
        )

    def _open_result(self, identifier: str) -> None:
        entry = next((one for one in self._store.entries() if one.identifier == identifier), None)
        if entry is None:
            self.page().banner.say(self.tr("This result no longer exists."))
        elif self._opener is not None:
            self._opener.open(entry)


def _told(entry: ResultEntry | None) -> ResultEntry | None:
    """Return a result that says what came out, or None: one that waits for something says nothing."""
    return entry if entry is not None and entry.outcome else None


def _key(day: OpenDay, entry: ResultEntry) -> str:
    """Return what a recording of a day finds its result by."""
    return entry.identifier if day.in_records else entry.video_path


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _gone(path: Path) -> RosterError:
    return RosterError(
        text("The recording {name} is no longer there.", name=path.parent.name or path.name),
        text("Record the child once more."),
    )
