"""The running program: builds everything and wires it together; knows all the parts.

Nothing heavy is imported here: networks, decoders and charts come when they are first needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from engine.core.text import by_number
from scolioapp import i18n
from scolioapp.bootstrap.job_messages import JobNews
from scolioapp.bootstrap.judging_model import JudgeKeeper
from scolioapp.bootstrap.recording_labels import Labels
from scolioapp.bootstrap.result_opener import ResultDesk
from scolioapp.bootstrap.unwritable_places import say_unwritable
from scolioapp.crash import CrashPath
from scolioapp.jobs.background import Background
from scolioapp.jobs.examiner import EngineExaminer
from scolioapp.jobs.model_library import ModelLibrary
from scolioapp.jobs.queue import Job, JobQueue, Phase
from scolioapp.jobs.release_feed import ReleaseFeed
from scolioapp.jobs.screener import PipelineScreener
from scolioapp.painting.theme import SchemeChoice, Theme
from scolioapp.paths import AppPaths, samples
from scolioapp.settings import Settings
from scolioapp.storage.path_lists import PathList, WaitingList
from scolioapp.storage.results import ResultEntry, ResultStore
from scolioapp.storage.results_folder import choose_results_folder
from scolioapp.viewmodels.examination import Examination
from scolioapp.viewmodels.model_manager import MODEL_SUFFIXES, ModelManager
from scolioapp.viewmodels.research import DATASET, TRAINING, Research
from scolioapp.viewmodels.results import ResultsModel
from scolioapp.viewmodels.screen import ScreenModel
from scolioapp.viewmodels.updates import Updates
from scolioapp.views.main_window import (
    ABOUT,
    HELP,
    MODELS,
    RESEARCH,
    RESULTS,
    SCREEN,
    SETTINGS,
    MainWindow,
)
from scolioapp.views.newer_version import tell_newer
from scolioapp.views.screen_page import ScreenPage
from scolioapp.widgets.jobs_strip import JobsStrip
from scolioapp.widgets.page import Page
from scolioapp.widgets.undo_bar import UndoBar
from scolioapp.widgets.unsaved_box import ask_to_close

if TYPE_CHECKING:
    from scolioapp.jobs.model_library import InstalledModel
    from scolioapp.jobs.screener import Screening
    from scolioapp.viewmodels.result import ResultViewModel
    from scolioapp.views.models_page import ModelsPage
    from scolioapp.views.results_area import ResultsArea
    from scolioapp.views.settings_page import SettingsPage

_RECENT_KEPT = 30


class Program(QObject):
    """The running program: state, window and what joins them.

    Args:
        app: Qt's application.
        paths: Where everything is kept.
        settings: What the person has chosen; becomes a part of the program.
        screener: The engine; tests hand in another one.
        library: The engine's models; tests hand in others.
    """

    def __init__(
        self,
        app: QApplication,
        paths: AppPaths,
        settings: Settings,
        screener: PipelineScreener,
        library: ModelLibrary,
    ) -> None:
        super().__init__()
        self._ending = False
        self.paths = paths
        self.screener = screener
        self.settings = settings
        settings.setParent(self)
        i18n.install(app, self.settings.language)
        self.theme = Theme(app)
        self.theme.choose(SchemeChoice(self.settings.scheme))
        self.crash = CrashPath(paths.log, self)
        self.store = ResultStore(paths.results)
        self.background = Background(self)
        self.queue = JobQueue(screener, self._keep, self, check_room=self.store.check_room)
        self.results = ResultsModel(self.store.entries, self)
        self.models = ModelManager(library, self.store, self.settings, self.background, self)
        self.research = Research(paths, self.settings, self.background, self.models, self)
        self.examination = Examination(EngineExaminer(lambda: paths.folders), self.settings, self)
        self.updates = Updates(self.settings, ReleaseFeed(), parent=self)
        self._kept_queue = WaitingList(paths.queue)
        self.screen_model = ScreenModel(
            self.queue,
            self.background,
            self.settings,
            PathList(paths.recent, _RECENT_KEPT),
            self.store,
            self,
        )
        self.undo = UndoBar()
        self.news = JobNews(self, self)
        pages = {
            SCREEN: self._build_screen,
            RESULTS: self._build_results,
            MODELS: self._build_models,
            RESEARCH: self._build_research,
            SETTINGS: self._build_settings,
            HELP: self._build_help,
            ABOUT: self._build_about,
        }
        strip = JobsStrip(self.queue, self.undo, self.news.outcome_of)
        self.window = MainWindow(self.settings, pages, strip, self.undo)
        self.window.may_close = self._may_close
        self.desk = ResultDesk(self, self)
        self.judges = JudgeKeeper(self, self)
        self.labels = Labels(self, self)
        self._connect_signals()

    def start(self) -> None:
        """Show the window; look at the disk afterwards."""
        self.window.show_page(SCREEN)
        self.window.show()
        self.screen_page().drop_area.open_button.setFocus()
        QTimer.singleShot(0, self, self._after_start)

    def _after_start(self) -> None:
        self.screen_model.refresh()
        say_unwritable(self.screen_page(), self.settings, self.store)
        self.judges.look_at_start()
        self.background.run(self.store.tidy)
        self.research.training.look_for_running()
        self.updates.look_at_start()
        waiting = self._kept_queue.read(self.screen_model.usual)
        if waiting and not self.screen_page().banner.words:
            self.screen_page().banner.say(
                by_number(
                    len(waiting),
                    self.tr("A video was still waiting when the window was closed."),
                    self.tr("{count} videos were still waiting when the window was closed."),
                ).format(count=len(waiting)),
                action=self.tr("&Continue"),
                do=partial(self.screen_model.offer_known, waiting),
            )

    def _on_still_running(self, names: Sequence[str]) -> None:
        """Say that training went on while the window was closed, unless something else is said."""
        banner = self.screen_page().banner
        if not banner.words and not self.settings.clinic.on:
            banner.say(
                self.tr("Training continues: {names}.").format(names=i18n.listed(names)),
                action=self.tr("S&how"),
                do=self._show_training,
            )

    def _show_training(self) -> None:
        if self.window.show_page(RESEARCH):
            self.research.page_asked.emit(TRAINING)

    def _connect_signals(self) -> None:
        self.settings.changed.connect(self._on_setting)
        self.queue.changed.connect(self._on_job_changed)
        self.queue.waiting_changed.connect(self._keep_queue)
        self.queue.idle.connect(self.screener.close)
        self.queue.unexpected.connect(self.crash.take)
        self.background.unexpected.connect(self.crash.take)
        self.models.task.unexpected.connect(self.crash.take)
        self.research.unexpected.connect(self.crash.take)
        self.research.training.still_running.connect(self._on_still_running)
        self.research.evaluation.show_model_asked.connect(self._show_model)
        self.examination.unexpected.connect(self.crash.take)
        self.updates.newer_found.connect(lambda: tell_newer(self.updates, self.screen_page()))
        self.screen_model.accepted.connect(self._on_accepted)
        self.screen_model.moved.connect(self.results.refresh)
        self.screen_model.unwritable.connect(self._say_unwritable)
        self.window.dropped.connect(self.open_files)
        self.window.dragged.connect(self._on_dragged)
        self.window.open_asked.connect(self._on_open_asked)
        self.window.closing.connect(self._on_closing)
        self.window.chosen_again.connect(self._on_chosen_again)
        self.window.strip.open_asked.connect(self.news.open)
        self.window.strip.find_asked.connect(self._on_find_asked)
        self.window.strip.label_asked.connect(self.labels.label_job)

    # Pages

    def screen_page(self) -> ScreenPage:
        """Return the Screen page."""
        page = self.window.page(SCREEN)
        if not isinstance(page, ScreenPage):
            raise TypeError(type(page))
        return page

    def results_area(self) -> ResultsArea:
        """Return the Results page with what is opened from it."""
        from scolioapp.views.results_area import ResultsArea

        area = self.window.page(RESULTS)
        if not isinstance(area, ResultsArea):
            raise TypeError(type(area))
        return area

    def shown_page(self) -> Page | None:
        """Return the page that is in view, or None where it has no place for messages."""
        page = self.window.page(self.window.current)
        if self.window.current == RESULTS:
            area = self.results_area()
            return area.result_page or area.list_page
        return page if isinstance(page, Page) else None

    def _build_screen(self) -> QWidget:
        page = ScreenPage(self.screen_model, samples())
        page.result_asked.connect(self.open_result)
        return page

    def _build_results(self) -> QWidget:
        from scolioapp.views.results_area import ResultsArea
        from scolioapp.views.results_page import ResultsPage

        self.results.refresh()
        page = ResultsPage(self.results, self.settings, remove=self._delete)
        page.opened.connect(self.open_result)
        page.rename_asked.connect(self.labels.label_result)
        page.folder_asked.connect(self._show_folder)
        page.screen_asked.connect(partial(self.window.show_page, SCREEN))
        return ResultsArea(page)

    def _build_models(self) -> QWidget:
        from scolioapp.views.models_page import ModelsPage

        return ModelsPage(self.models, self.settings)

    def _models_page(self) -> ModelsPage:
        from scolioapp.views.models_page import ModelsPage

        page = self.window.page(MODELS)
        if not isinstance(page, ModelsPage):
            raise TypeError(type(page))
        return page

    def _show_model(self, name: str) -> None:
        """Show a model on the Models page."""
        if self.window.show_page(MODELS):
            self._models_page().select(name)

    def _build_research(self) -> QWidget:
        from scolioapp.views.research_area import ResearchArea

        return ResearchArea(self.research, self.settings)

    def _build_settings(self) -> QWidget:
        from scolioapp.views.settings_page import SettingsPage

        page = SettingsPage(self.settings, self.paths)
        page.examination_asked.connect(self._examine)
        page.results_folder_chosen.connect(partial(self._choose_results, page))
        page.model_asked.connect(self.models.ask_default)
        page.clinic.lock_asked.connect(self.judges.lock)
        self._follow_models(page.show_models)
        return page

    def _build_help(self) -> QWidget:
        from scolioapp.views.help_area import HelpArea

        return HelpArea(self.examination, self.settings.clinic)

    def _examine(self) -> None:
        """Check this computer, on the page beside the help."""
        from scolioapp.views.help_area import show_examination

        show_examination(self.window)

    def _build_about(self) -> QWidget:
        from scolioapp.views.about_page import AboutPage

        page = AboutPage(self.updates)
        page.examination_asked.connect(self._examine)
        self._follow_models(page.show_models)
        return page

    def _follow_models(self, show: Callable[[Sequence[InstalledModel]], None]) -> None:
        """Have a page show the models that can judge, now and whenever they change."""
        self.models.models_changed.connect(lambda: show(self.models.usable))
        if self.models.known:
            show(self.models.usable)
        else:
            self.models.refresh()

    # Jobs

    def _keep(self, screening: Screening, video: Path) -> Path:
        """Keep a finished screening; runs on the worker's thread and touches the disk only."""
        entry = self.store.keep(screening.result, video, self.screener.dump(screening))
        self.news.kept(entry)
        return self.store.folder(entry.identifier)

    def _keep_queue(self) -> None:
        self._kept_queue.write(job.request for job in self.queue.unfinished)

    def _on_accepted(self, jobs: Sequence[Job]) -> None:
        if jobs:
            self.news.begin_anew()

    def _on_job_changed(self, job: Job) -> None:
        if job.phase is Phase.DONE:
            self.results.refresh()
            self.screen_model.refresh()
            self.labels.look_at(job)
        self.news.on_changed(job)

    def _on_find_asked(self, job: Job) -> None:
        self.window.show_page(SCREEN)
        self.screen_page().find_video(job.path)

    def _say_unwritable(self, error: ScolioError) -> None:
        words = f"{i18n.render(error.what)} {i18n.render(error.remedy)}"
        self.screen_page().banner.say(words, severity=Severity.CARE)

    # Results

    def _show_folder(self, identifier: str) -> None:
        """Show the folder of a result in the system's own window."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.store.folder(identifier))))

    def _delete(self, entries: Sequence[ResultEntry]) -> None:
        """Delete results; for some seconds they can be had back.

        Raises:
            OutputError: They cannot be moved.
        """
        aside = self.store.set_aside([entry.identifier for entry in entries])
        words = self.tr("{count} results deleted. The videos are not affected.")
        if len(entries) == 1:
            words = self.tr("The result of {name} was deleted. The video is not affected.")
        self.undo.offer(
            words.format(count=len(entries), name=entries[0].title),
            partial(self._bring_back, aside),
            partial(self.store.discard, aside),
        )
        self._show_results_anew()

    def _bring_back(self, aside: Mapping[str, Path]) -> None:
        self.store.bring_back(aside)
        self._show_results_anew()

    def _show_results_anew(self) -> None:
        self.results.refresh()
        self.screen_model.refresh()

    def _choose_results(self, page: SettingsPage, folder: Path | None) -> None:
        """Keep results in another folder from now on; None: in the usual one."""
        try:
            choose_results_folder(self.paths, folder)
        except ScolioError as error:
            words = f"{i18n.render(error.what)} {i18n.render(error.remedy)}"
            page.banner.say(words, severity=Severity.CARE)
            return
        self.store.root = self.paths.results
        page.show_results_folder()
        self._show_results_anew()

    # One result

    @property
    def opened_result(self) -> ResultViewModel | None:
        """The result that is open, or None."""
        return self.desk.opened

    def open_result(self, entry: ResultEntry) -> None:
        """Read a result from disk and show it."""
        self.desk.open(entry)

    # Window

    def _on_setting(self, name: str) -> None:
        if name == "scheme":
            self.theme.choose(SchemeChoice(self.settings.scheme))

    def open_files(self, paths: Sequence[Path]) -> None:
        """Screen videos and offer models, as when they are dropped on the window."""
        models = [path for path in paths if path.suffix.lower() in MODEL_SUFFIXES]
        if models and not self.settings.clinic.on:
            others = [path for path in paths if path not in models]
            if others:
                self.screen_model.offer(others)
            self.window.show_page(MODELS)
            self._models_page().take_files(models)
            return
        folder = paths[0] if len(paths) == 1 and paths[0].is_dir() else None
        if self.window.current == RESEARCH and folder is not None:
            # There a folder is a dataset, wherever on the window it was let go.
            self.research.page_asked.emit(DATASET)
            self.research.datasets.open(folder)
            return
        self.window.show_page(SCREEN)
        self.screen_model.offer(paths)

    def take_over(self, files: Sequence[Path]) -> None:
        """Come to the front with the files of a second start of the program."""
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        if files:
            self.open_files(files)

    def _on_chosen_again(self, key: str) -> None:
        """Go from what was opened on a page back to the page."""
        if key == RESULTS:
            self.desk.close()

    def _on_dragged(self, over: bool) -> None:
        if over and self.window.current != RESEARCH:
            self.window.show_page(SCREEN)
        self.screen_page().drop_area.light(over)

    def _on_open_asked(self) -> None:
        self.window.show_page(SCREEN)
        self.screen_page().choose_files()

    def _may_close(self) -> bool:
        """Tell whether nothing would be lost; ask otherwise."""
        if self._ending or not self.queue.unsaved:
            return True
        ask_to_close(self.window, len(self.queue.unsaved), self._save_unsaved, self.end_now)
        return False

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
        self.desk.close()
        self.queue.close()
        self.models.close()
        if self.window.has_page(MODELS):
            self._models_page().close_dialogs()
        self.research.close()
        self.examination.close()
        self.updates.close()
        self.background.close()
        self.labels.close()

    def end(self) -> None:
        """Close the window if it is open, and take everything apart."""
        if self.window.isVisible():
            self.end_now()
        self.crash.uninstall()
        self.window.deleteLater()
        self.theme.deleteLater()
        self.deleteLater()
