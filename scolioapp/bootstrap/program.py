"""The running program: builds its parts, starts and closes them. Each page has its own file of wiring.

Nothing heavy is imported here: networks, decoders and charts come when they are first needed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from scolioapp import i18n
from scolioapp.bootstrap.administration_wiring import AdministrationWiring
from scolioapp.bootstrap.built_pages import screen_page
from scolioapp.bootstrap.camera_wiring import CameraWiring, Eyes
from scolioapp.bootstrap.conversion_wiring import wire_conversion
from scolioapp.bootstrap.day_camera import DayCamera
from scolioapp.bootstrap.day_wiring import DayWiring
from scolioapp.bootstrap.door_days import day_keeper
from scolioapp.bootstrap.door_wiring import DoorWiring
from scolioapp.bootstrap.folder_wiring import FolderWiring
from scolioapp.bootstrap.help_wiring import wire_about, wire_help
from scolioapp.bootstrap.incoming_files import IncomingFiles
from scolioapp.bootstrap.job_messages import JobMessages
from scolioapp.bootstrap.judging_model import JudgeKeeper
from scolioapp.bootstrap.keeping_wiring import KeepingWiring, ThisRun
from scolioapp.bootstrap.models_wiring import ModelsWiring
from scolioapp.bootstrap.patients_joining import Neighbours, PatientsJoining
from scolioapp.bootstrap.patients_wiring import PatientsWiring
from scolioapp.bootstrap.record_days_wiring import RecordDaysWiring
from scolioapp.bootstrap.record_patient import RecordPatient
from scolioapp.bootstrap.recording_labels import Labels
from scolioapp.bootstrap.records_screening import RecordsScreening, may_start
from scolioapp.bootstrap.research_wiring import ResearchWiring
from scolioapp.bootstrap.result_opener import ResultOpener
from scolioapp.bootstrap.results_place import ResultsPlace
from scolioapp.bootstrap.results_wiring import ResultsWiring
from scolioapp.bootstrap.review_wiring import ReviewWiring
from scolioapp.bootstrap.screen_wiring import ScreenWiring
from scolioapp.bootstrap.session_results import SessionResults
from scolioapp.bootstrap.settings_wiring import SettingsWiring
from scolioapp.bootstrap.tables_wiring import TablesWiring
from scolioapp.bootstrap.trend_wiring import TrendWiring
from scolioapp.bootstrap.unwritable_places import say_unwritable
from scolioapp.bootstrap.visits_opener import VisitsOpener
from scolioapp.crash import CrashPath
from scolioapp.jobs.examiner import Examiner
from scolioapp.jobs.model_library import ModelLibrary
from scolioapp.jobs.provider_race import ProviderRace
from scolioapp.jobs.queue import Job, JobQueue, Phase
from scolioapp.jobs.records_checks import checks_when_open
from scolioapp.jobs.release_feed import ReleaseFeed
from scolioapp.jobs.screener import PipelineScreener
from scolioapp.jobs.worker import Priority, Worker
from scolioapp.painting.theme import SchemeChoice, Theme
from scolioapp.paths import AppPaths, samples
from scolioapp.settings import Settings
from scolioapp.storage.earlier_times import EarlierPlace
from scolioapp.storage.keeping import Keeping, QuickFolder
from scolioapp.storage.path_lists import PathList, WaitingList
from scolioapp.storage.record_results import RecordResults
from scolioapp.storage.result_keeper import ResultKeeper
from scolioapp.storage.results import ResultEntry, ResultStore
from scolioapp.viewmodels.camera import CameraState
from scolioapp.viewmodels.examination import Examination
from scolioapp.viewmodels.model_manager import ModelManager
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.viewmodels.research import Research
from scolioapp.viewmodels.results_table import ResultsModel
from scolioapp.viewmodels.screen import ScreenModel
from scolioapp.viewmodels.screening_day import DayModel
from scolioapp.viewmodels.updates import Updates
from scolioapp.views.main_window import PAGES, MainWindow
from scolioapp.views.newer_version import tell_newer
from scolioapp.widgets.jobs_strip import JobsStrip
from scolioapp.widgets.undo_bar import UndoBar
from scolioapp.widgets.unsaved_box import NotKeptBox, UnsavedBox

if TYPE_CHECKING:
    from engine.core.screening_request import ScreeningRequest
    from scolioapp.jobs.screener import Screening

PAGE_VARIABLE = "SCOLIOAPP_PAGE"
"""Environment variable that names the page to begin with, such as ``record``; a built program is tried so."""

_RECENT_KEPT = 30


class Program(QObject):
    """The running program: state, window and what joins them.

    Args:
        app: Qt's application.
        paths: Where everything is kept.
        settings: What the person has chosen; becomes a part of the program.
        place: How results are kept.
        screener: The engine; tests hand in another one.
        library: The engine's models; tests hand in others.
        eyes: The cameras, the guide and the voice; tests hand in others.

    Signals:
        restart_asked: Results are to be kept otherwise, as the settings say now; the records that are open
            already, or None. This program is to end, and another one to be built.
        takeover_offered: An `EarlierPlace` that an administrator may take over into the records.

    Attributes:
        keeping: How results are kept in this run.
        door: The protected records, or None where they are not used.
    """

    restart_asked = Signal(object)
    takeover_offered = Signal(object)

    def __init__(
        self,
        app: QApplication,
        paths: AppPaths,
        settings: Settings,
        place: ResultsPlace,
        screener: PipelineScreener,
        library: ModelLibrary,
        eyes: Eyes,
    ) -> None:
        super().__init__()
        self._app = app
        self._ending = False
        self._exported: set[str] = set()
        self._place = place
        self._leaves = False
        self.keeping = place.keeping
        self.paths = paths
        self.screener = screener
        self.settings = settings
        settings.setParent(self)
        i18n.install(app, self.settings.language)
        self.theme = Theme(app)
        self.theme.choose(SchemeChoice(self.settings.scheme))
        self.crash = CrashPath(paths.log, self, private=self.keeping is Keeping.RECORDS)
        self._build_models(library)
        self._build_window()
        self._wire_camera(eyes)
        self._wire_pages()
        self._connect_signals()

    def _build_models(self, library: ModelLibrary) -> None:
        """Build what holds state, the work of the jobs included."""
        paths, settings = self.paths, self.settings
        self.worker = Worker(self)
        self.door: RecordsDoor | None = None
        if self.keeping is Keeping.RECORDS:
            self.door = RecordsDoor(paths.records, self.worker, self._place.records, self)
        self.store = self._result_keeper()
        self.session = SessionResults(self.screener, self.store)
        self.queue = JobQueue(
            self.screener,
            self._keep,
            self.worker,
            self,
            check_room=self.store.check_room,
            may_start=self._may_start,
        )
        self.race = ProviderRace(self.queue, self.worker, self)
        elsewhere = None if self.door is None else self._read_records
        self.results = ResultsModel(self.store.entries, self, elsewhere)
        self.models = ModelManager(library, self.store, settings, self.worker, self)
        self.research = Research(paths, settings, self.worker, self.models, self)
        door = self.door
        checks = checks_when_open(paths.records, lambda: None if door is None else door.verifying)
        examiner = Examiner(lambda: paths.folders, checks)
        self.examination = Examination(examiner, settings, self.worker, self)
        self.updates = Updates(settings, ReleaseFeed(), parent=self)
        self.day = DayModel(day_keeper(self.door, paths.days), settings, self)
        self.screen_model = ScreenModel(
            self.queue,
            self.worker,
            settings,
            PathList(None if self.door is not None else paths.recent, _RECENT_KEPT),
            self.store,
            self,
        )

    def _build_window(self) -> None:
        self.undo = UndoBar()
        strip = JobsStrip(self.queue, self.undo, lambda job: self.day_wiring.outcome_of(job))
        self.window = MainWindow(self.settings, strip, self.undo)
        self.window.may_close = self._may_close

    def _wire_camera(self, eyes: Eyes) -> None:
        self.camera_wiring = CameraWiring(
            self.window, self.settings, self.worker, self.paths.recordings, eyes, self.door
        )
        self.camera_wiring.follow(self.queue, self.session, self.screen_model, self.crash)
        self.conversion = wire_conversion(
            self.camera_wiring, self.queue, self.worker, self.door, self.race, self
        )

    def _wire_pages(self) -> None:
        """Join the pages with each other and with the work."""
        window, settings, queue = self.window, self.settings, self.queue
        store, session, worker = self.store, self.session, self.worker
        self.day_wiring = DayWiring(window, settings, self.day, queue, session, store, worker)
        self.day_camera = DayCamera(window, self.day, self.camera_wiring, self.day_wiring, worker)
        if self.door is not None:
            self.record_patient = RecordPatient(window, self.camera_wiring, self.day, self.door)
        queue.changed.connect(self._on_job_changed)
        self.labels = Labels(window, worker, store, queue, session)
        self.opener = ResultOpener(window, settings, worker, self.screener, store, self.results)
        messages = JobMessages(window, queue, session, self.opener, self.day_wiring.hides)
        if self.door is not None:
            self.review_wiring = ReviewWiring(
                window, self.door, self.opener, worker, self.results.refresh
            )
        self.judges = JudgeKeeper(window, settings, worker, self.models)
        waiting = WaitingList(None if self.door is not None else self.paths.queue)
        self.screen_wiring = ScreenWiring(
            window, self.screen_model, queue, waiting, messages, self.opener
        )
        self._messages = messages
        self._wire_records()
        self.day_wiring.join(self.screen_model, self.opener, self.labels, self.results)
        self.results_wiring = ResultsWiring(
            window, settings, self.results, store, self.opener, self.labels
        )
        if self.door is not None:
            self.results_wiring.follow(self.door, worker, self._earlier_places())
            self.takeover_offered.connect(self.results_wiring.offer_takeover)
        self.patients_wiring: PatientsWiring | None = None
        if self.door is not None:
            self.patients_wiring = PatientsWiring(window, self.door)
        self._wire_visits()
        self.models_wiring = ModelsWiring(window, settings, self.models)
        self.research_wiring = ResearchWiring(window, settings, self.research, self.models_wiring)
        settings_page = SettingsWiring(
            window, settings, self.paths, store, self.results, self.models, self.judges
        )
        if self.door is not None:
            settings_page.built.connect(self.review_wiring.add_paper_settings)
        wire_help(window, self.examination, settings.clinic)
        wire_about(window, self.updates, self.models)
        folders = FolderWiring(window, queue, worker, store, self.screen_model, self.opener)
        self.incoming = IncomingFiles(
            window, settings, self.screen_model, folders, self.models_wiring, self.research
        )
        self._wire_keeping()

    def _wire_keeping(self) -> None:
        """Join the window with the way in which results are kept."""
        window, settings = self.window, self.settings
        run = ThisRun(
            self.keeping,
            self.paths.records,
            results=lambda: len(self.store.entries()),
            busy=lambda: bool(self.queue.unfinished) or self._records_video,
            restart=self.restart_asked.emit,
        )
        self.keeping_wiring = KeepingWiring(window, settings, self.worker, run)
        self.door_wiring: DoorWiring | None = None
        self.administration: AdministrationWiring | None = None
        self.record_days: RecordDaysWiring | None = None
        if self.door is not None:
            self.door_wiring = DoorWiring(
                self._app,
                window,
                settings,
                self.door,
                lambda: self._records_video,
                self.keeping_wiring.use_quick,
            )
            self.keeping_wiring.door = (self.door, self.door_wiring)
            self.administration = AdministrationWiring(window, self.door, self.worker)
            self.keeping_wiring.administration_asked.connect(self.administration.open)
            self.door_wiring.restore_asked.connect(self.administration.restore)
            self.administration.restored.connect(self.door_wiring.unlocking.begin_anew)
            self.record_days = RecordDaysWiring(self.door, self.day, self.day_wiring, self.worker)
            self.day_camera.recorded = self.record_days.recorded
            pages = self.patients_wiring, self.opener, self.results
            self.record_days.join(window, settings, *pages)

    def _wire_records(self) -> None:
        """Join screening and results with the protected records, where these are used."""
        self.records_screening: RecordsScreening | None = None
        if self.door is None or not isinstance(self.store, RecordResults):
            return
        self.records_screening = RecordsScreening(
            self.window, self.door, self.store, self.screen_model, self.queue, self.session
        )
        self.door.unlocked.connect(self.results.refresh)
        self.door.locked.connect(self.results.forget)
        self.door.locked.connect(self.opener.close)

    @property
    def _records_video(self) -> bool:
        """Whether a camera records, or what it recorded is being kept."""
        return self.camera_wiring.model.state in (
            CameraState.COUNTDOWN,
            CameraState.RECORDING,
            CameraState.SAVING,
        )

    def _wire_visits(self) -> None:
        """Join what the records add: tables, trends, and visits side by side."""
        if self.door is None:
            return
        self.tables = TablesWiring(self.door, self.settings, self.window)
        self.results_wiring.dress = self.tables.dress
        self.visits = VisitsOpener(
            self.window,
            self.screener,
            self.store,
            self.settings,
            self.worker,
            self.opener.open,
            self.window,
        )
        self.trends = TrendWiring(self.door, self.visits, self.window)
        if self.patients_wiring is not None and isinstance(self.store, RecordResults):
            leads = (self.trends, self.tables, self.worker)
            others = Neighbours(
                self.record_patient, self.screen_model, self.store, self.opener, *leads
            )
            PatientsJoining(self.window, self.settings, self.door, self.patients_wiring, others)

    def _connect_signals(self) -> None:
        self.settings.changed.connect(self._on_setting)
        # The recent videos tell their newest results.
        self.results.modelReset.connect(self.screen_model.refresh)
        self.screen_model.moved.connect(self.results.refresh)
        self.opener.save_asked.connect(self.queue.save_again)
        self.opener.held.connect(self.queue.hold)
        self.opener.filmed.connect(self.screen_model.film_again)
        self.opener.exported.connect(self._exported.add)
        self.updates.newer_found.connect(lambda: tell_newer(self.updates, screen_page(self.window)))
        self.window.closing.connect(self._on_closing)
        self.queue.idle.connect(self.screener.close)
        self.worker.unexpected.connect(self.crash.take)

    def start(self) -> None:
        """Show the window; look at the disk afterwards."""
        self.window.show_page(self.window.home)
        if self.door_wiring is not None:
            self.door_wiring.start()
        self.window.show()
        screen_page(self.window).drop_area.open_button.setFocus()
        first = os.environ.get(PAGE_VARIABLE)
        if first in PAGES:
            self.window.show_page(first)
        QTimer.singleShot(0, self, self._after_start)

    def _after_start(self) -> None:
        self._offer_takeover()
        self.screen_model.refresh()
        say_unwritable(screen_page(self.window), self.settings, self.store)
        self.judges.look_at_start()
        self.worker.run(self.store.tidy, priority=Priority.LATER)
        self.research.training.look_for_running()
        self.updates.look_at_start()
        (self.record_days or self.day).open_last()
        self.screen_wiring.offer_waiting(self.day_wiring.holds)
        if self.records_screening is not None:
            self.records_screening.begin(self._messages)
        self.camera_wiring.look_for_unfinished()
        self.conversion.look()

    def _offer_takeover(self) -> None:
        """Offer what the program before kept elsewhere, once records are open in its place."""
        place = self._earlier_places()[-1]
        if self._place.left is not None or (
            self._place.records is not None and place.holds_anything()
        ):
            self.takeover_offered.emit(place)

    def _keep(self, screening: Screening, request: ScreeningRequest) -> str:
        """Keep a finished screening, and return its identifier; on the worker's thread."""
        identifier = self.session.keep(screening, request)
        self.conversion.note_walk(screening, request.path)
        return identifier

    def _earlier_places(self) -> list[EarlierPlace]:
        """Return where something lies that the records may take over."""
        places = [replace(self.paths, private=None)]
        if self._place.left is not None:
            places.append(replace(self.paths, private=self._place.left.path))
        return [EarlierPlace(each.results, each.recordings, each.days) for each in places]

    def _may_start(self, request: ScreeningRequest) -> bool:
        """Tell whether a video can be begun now."""
        return self.door is None or may_start(self.door, request)

    def _read_records(
        self,
        read: Callable[[], list[ResultEntry]],
        show: Callable[[list[ResultEntry]], None],
    ) -> None:
        """Read the list of results off the window's thread; what comes after a locking is dropped."""
        if self.door is None or self.door.user is None:
            show([])
        else:
            self.door.run(lambda _: read(), done=show, failed=self.results_wiring.say)

    def _result_keeper(self) -> ResultKeeper:
        """Return what keeps results: the records, or a folder."""
        door = self.door
        if door is None:
            return ResultStore(self.paths.results)
        return RecordResults(door.folder, lambda: door.store, lambda: door.user is not None)

    def _on_job_changed(self, job: Job) -> None:
        if job.phase is Phase.DONE:
            self.results.refresh()

    def _on_setting(self, name: str) -> None:
        if name == "scheme":
            self.theme.choose(SchemeChoice(self.settings.scheme))

    def _may_close(self) -> bool:
        """Tell whether nothing would be lost; ask otherwise."""
        if self._ending:
            return True
        if not self.queue.unsaved:
            return self._may_forget()
        count = len(self.queue.unsaved)
        UnsavedBox(self.window, count, self._save_unsaved, self.end_now).open()
        return False

    def _may_forget(self) -> bool:
        """Tell whether no result is lost that nobody keeps; ask once otherwise."""
        if self.keeping is not Keeping.QUICK:
            return True
        bundled = {str(path) for path in samples()}
        lost = [
            entry
            for entry in self.store.entries()
            if entry.identifier not in self._exported and entry.video_path not in bundled
        ]
        if lost:
            NotKeptBox(self.window, len(lost), self.end_now).open()
        return not lost

    def _save_unsaved(self) -> None:
        for job in self.queue.unsaved:
            self.queue.save_again(job.number)

    def end_now(self) -> None:
        """Close the window, whatever is not saved."""
        self._ending = True
        self.window.close()

    def _on_closing(self) -> None:
        """Stop the work cleanly; the videos that were not done are kept for the next start."""
        self.undo.settle()
        self.camera_wiring.close()
        self.opener.close()
        self.models.close()
        self.models_wiring.close()
        self.research.close()
        self.updates.close()
        self.worker.close()
        self.screener.close()
        self.labels.close()

    def leave_results(self) -> QuickFolder | None:
        """Hand the results of a run that keeps nothing to the program that takes this one's place."""
        quick = self._place.quick
        self._leaves = quick is not None and bool(self.store.entries())
        return quick if self._leaves else None

    def end(self) -> None:
        """Close the window if it is open, and take everything apart."""
        if self.window.isVisible():
            self.end_now()
        if self.door is not None:
            self.door.close()
        if self._place.quick is not None and not self._leaves:
            self._place.quick.erase()
        if self._place.left is not None:
            self._place.left.erase()
        self.crash.uninstall()
        self.window.deleteLater()
        self.theme.deleteLater()
        self.deleteLater()
