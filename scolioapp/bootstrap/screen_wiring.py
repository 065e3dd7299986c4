"""The Screen page and the videos that wait: what leads to them, and what is kept of them at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from engine.core.text import by_number
from scolioapp import i18n
from scolioapp.bootstrap.built_pages import screen_page
from scolioapp.bootstrap.job_messages import JobMessages
from scolioapp.bootstrap.result_opener import ResultOpener
from scolioapp.jobs.queue import Job, JobQueue
from scolioapp.paths import samples
from scolioapp.storage.path_lists import WaitingList
from scolioapp.viewmodels.screen import ScreenModel
from scolioapp.views.main_window import RECORD, SCREEN, MainWindow
from scolioapp.views.screen_page import ScreenPage


class ScreenWiring(QObject):
    """Builds the Screen page and joins it with the rest.

    Args:
        window: Holds the page; becomes the owner.
        model: State of the page.
        queue: The videos.
        waiting: Where the videos are kept that were not done when the window was closed.
        messages: Says what became of the videos.
        opener: Opens results.
    """

    def __init__(
        self,
        window: MainWindow,
        model: ScreenModel,
        queue: JobQueue,
        waiting: WaitingList,
        messages: JobMessages,
        opener: ResultOpener,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._model = model
        self._queue = queue
        self._waiting = waiting
        self._messages = messages
        self._opener = opener
        window.add_page(SCREEN, self._build)
        window.open_asked.connect(self._choose_files)
        window.strip.find_asked.connect(self._find_video)
        queue.waiting_changed.connect(self._keep_waiting)
        model.accepted.connect(self._on_accepted)
        model.unwritable.connect(self._say_unwritable)

    def _build(self) -> ScreenPage:
        page = ScreenPage(self._model, samples())
        page.result_asked.connect(self._opener.open)
        page.record_asked.connect(lambda: self._window.show_page(RECORD))
        return page

    def offer_waiting(self, taken_up: Callable[[Path], bool]) -> None:
        """Offer the videos that were still waiting, unless something else is said.

        Args:
            taken_up: Tells of a video whether it is gone on with by itself.
        """
        read = self._waiting.read(self._model.usual)
        waiting = [request for request in read if not taken_up(request.path)]
        banner = screen_page(self._window).banner
        if not waiting or banner.words:
            return
        banner.say(
            by_number(
                len(waiting),
                self.tr("A video was still waiting when the window was closed."),
                self.tr("{count} videos were still waiting when the window was closed."),
            ).format(count=len(waiting)),
            action=self.tr("&Continue"),
            do=partial(self._model.offer_known, waiting),
        )

    def _keep_waiting(self) -> None:
        self._waiting.write(job.request for job in self._queue.unfinished)

    def _on_accepted(self, jobs: Sequence[Job]) -> None:
        if jobs:
            self._messages.begin_anew()

    def _choose_files(self) -> None:
        self._window.show_page(SCREEN)
        screen_page(self._window).choose_files()

    def _find_video(self, job: Job) -> None:
        self._window.show_page(SCREEN)
        screen_page(self._window).find_video(job.path)

    def _say_unwritable(self, error: ScolioError) -> None:
        words = f"{i18n.render(error.what)} {i18n.render(error.remedy)}"
        screen_page(self._window).banner.say(words, severity=Severity.CARE)
