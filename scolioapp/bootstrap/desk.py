"""One result at a time, from the disk to the page that shows it, and back where it was changed."""

from __future__ import annotations

import importlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from engine.core.progress import Cancel, Progress
from scolioapp import i18n
from scolioapp.jobs.background import Background
from scolioapp.jobs.memory import give_back
from scolioapp.jobs.queue import Job, JobQueue
from scolioapp.jobs.screener import Screener
from scolioapp.settings import Settings
from scolioapp.storage.results import ResultEntry, ResultStore
from scolioapp.viewmodels.results import ResultsModel
from scolioapp.viewmodels.screen import ScreenModel
from scolioapp.views.main_window import RESULTS, SCREEN, MainWindow

if TYPE_CHECKING:
    from scolioapp.jobs.screener import Screening
    from scolioapp.viewmodels.result import ResultViewModel
    from scolioapp.viewmodels.screening_like import ScreeningLike
    from scolioapp.views.result_page import ResultPage
    from scolioapp.views.results_area import ResultsArea


class Surroundings(Protocol):
    """The parts of the running program that are used here."""

    window: MainWindow
    background: Background
    screener: Screener
    store: ResultStore
    queue: JobQueue
    settings: Settings
    results: ResultsModel
    screen_model: ScreenModel

    def results_area(self) -> ResultsArea:
        """Give the Results page with what is opened from it."""
        ...


class ResultDesk(QObject):
    """Opens results.

    Args:
        program: What it is part of.
        parent: Owner.
    """

    def __init__(self, program: Surroundings, parent: QObject) -> None:
        super().__init__(parent)
        self._program = program
        self._opening: str | None = None
        self._result: ResultViewModel | None = None
        self._unsaved = 0

    @property
    def opened(self) -> ResultViewModel | None:
        """The result that is open, or None."""
        return self._result

    def close(self) -> None:
        """Let go of what is open, and show nothing that is still being read."""
        self._opening = None
        if self._program.window.has_page(RESULTS):
            self._program.results_area().close_result()

    def open(self, entry: ResultEntry) -> None:
        """Read a result from disk and show it."""
        self._opening = entry.identifier
        self._program.window.show_page(RESULTS)
        area = self._program.results_area()
        area.close_result()
        area.list_page.banner.say(self.tr("Opening the result of {name}…").format(name=entry.video))
        self._program.background.run(
            partial(_load, self._program.screener, self._program.store.folder(entry.identifier)),
            done=partial(self._show_result, entry),
            failed=self._on_load_failed,
        )

    def open_unsaved(self, job: Job) -> None:
        """Show a result that could not be saved, from memory."""
        if job.screening is None:
            return
        entry = ResultEntry.of("", job.screening.result, job.path)
        self._opening = entry.identifier
        self._unsaved = job.number
        self._program.window.show_page(RESULTS)
        self._show_result(entry, job.screening)
        words = self.tr("This result is not saved yet. It will be lost when you close the window.")
        page = self._program.results_area().result_page
        if page is not None:
            page.banner.say(
                words,
                severity=Severity.CARE,
                action=self.tr("Try &saving again"),
                do=partial(self._program.queue.save_again, job.number),
            )

    def _on_load_failed(self, error: ScolioError) -> None:
        page = self._program.results_area().list_page
        page.banner.clear()
        words = f"{i18n.render(error.what)} {i18n.render(error.remedy)}"
        page.banner.say(words, severity=Severity.CARE)

    def _show_result(self, entry: ResultEntry, screening: Screening) -> None:
        """Show a result that was read, unless another one was asked for meanwhile."""
        if self._opening != entry.identifier:
            return
        from scolioapp.viewmodels.result import ResultViewModel
        from scolioapp.views.result_page import ResultPage

        video = Path(entry.video_path)
        model = ResultViewModel(
            screening,
            video,
            judge=partial(self._judge, screening),
            write_overlay=self._write_overlay,
        )
        self._program.results_area().list_page.banner.clear()
        model.set_blur_faces(self._program.settings.blur_faces)
        model.set_prevalence(self._program.settings.prevalence)
        page = ResultPage(model)
        model.setParent(page)
        model.screening_changed.connect(partial(self._keep_choice, entry, model))
        model.repeat_requested.connect(self._on_repeat)
        model.prevalence_changed.connect(self._keep_prevalence)
        kept = self._program.settings.state("result_splitter")
        if kept is not None:
            page.splitter.restoreState(kept)
        self._program.results_area().show_result(page, close=partial(self._let_go, page, model))
        # Afterwards: whatever was open is let go of by now.
        self._result = model

    def _judge(
        self, screening: Screening, person: int, /, *, slow_motion: float = 1.0
    ) -> Screening:
        return self._program.screener.judge(
            screening,
            person=person,
            operator=self._program.settings.operator,
            device=self._program.settings.device,
            slow_motion=slow_motion,
        )

    def _keep_prevalence(self, share: float) -> None:
        self._program.settings.prevalence = share

    def _write_overlay(
        self, screening: ScreeningLike, path: Path, progress: Progress, cancel: Cancel
    ) -> None:
        """Write the opened result's video with overlay; runs on a worker's thread."""
        model = self._result
        if model is None or model.video is None:
            return
        self._program.screener.write_overlay(
            screening,  # type: ignore[arg-type]  # what the screener itself made
            model.video,
            path,
            blur_face=model.blur_faces,
            progress=progress,
            cancel=cancel,
        )

    def _keep_choice(self, entry: ResultEntry, model: ResultViewModel) -> None:
        """Keep the result of the person that was chosen in place of the earlier one."""
        screening = model.screening
        if not entry.identifier:
            self._program.queue.hold(self._unsaved, screening)  # type: ignore[arg-type]  # as below
            return
        save = partial(self._program.screener.save, screening)  # type: ignore[arg-type]  # what the screener made
        self._program.background.run(
            partial(self._program.store.update, entry, screening.result, save),
            done=self._on_updated,
            failed=self._on_load_failed,
        )

    def _on_updated(self, entry: object) -> None:
        self._program.results.refresh()
        self._program.screen_model.refresh()

    def _on_repeat(self) -> None:
        self._program.results_area().close_result()
        self._program.window.show_page(SCREEN)

    def _let_go(self, page: ResultPage, model: ResultViewModel) -> None:
        self._program.settings.keep_state("result_splitter", page.splitter.saveState())
        self._result = None
        model.close()
        # Once the page is gone, which is when the window comes to it.
        model.destroyed.connect(self._give_memory_back)

    def _give_memory_back(self) -> None:
        self._program.background.run(give_back, done=_nothing, failed=_nothing)


def _nothing(answer: object) -> None:
    """Take an answer that nobody waits for."""


def _load(screener: Screener, folder: Path) -> Screening:
    """Read a screening, and import the page that shows it: both take a moment the first time."""
    importlib.import_module("scolioapp.views.result_page")
    return screener.load(folder)
