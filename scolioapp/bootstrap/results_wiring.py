"""The Results page: opens, renames and deletes results, and has them back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from scolioapp.bootstrap.recording_labels import Labels
from scolioapp.bootstrap.result_opener import ResultOpener
from scolioapp.settings import Settings
from scolioapp.storage.result_keeper import ResultKeeper
from scolioapp.storage.results import ResultEntry, ResultStore
from scolioapp.viewmodels.results_table import ResultsModel
from scolioapp.views.main_window import RESULTS, SCREEN, MainWindow

if TYPE_CHECKING:
    from scolioapp.views.results_area import ResultsArea
    from scolioapp.views.results_page import ResultsPage


class ResultsWiring(QObject):
    """Builds the Results page and joins it with the rest.

    Attributes:
        dress: Is handed the page when it is built, to add what others make for it.
    """

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        results: ResultsModel,
        store: ResultKeeper,
        opener: ResultOpener,
        labels: Labels,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._results = results
        self._store = store
        self._opener = opener
        self._labels = labels
        self.dress: Callable[[ResultsPage], None] = lambda _: None
        window.add_page(RESULTS, self._build)
        opener.label_typed.connect(labels.label_result)
        opener.job_label_typed.connect(labels.label_job)
        labels.kept.connect(opener.take_label)
        labels.settled.connect(results.refresh)

    def _build(self) -> ResultsArea:
        from scolioapp.views.results_area import ResultsArea
        from scolioapp.views.results_page import ResultsPage

        self._results.refresh()
        page = ResultsPage(self._results, self._settings, remove=self.delete)
        page.opened.connect(self._opener.open)
        page.rename_asked.connect(self._labels.label_result)
        page.folder_asked.connect(self._show_folder)
        page.screen_asked.connect(partial(self._window.show_page, SCREEN))
        self.dress(page)
        return ResultsArea(page)

    def _show_folder(self, identifier: str) -> None:
        """Show the folder of a result in the system's own window."""
        if isinstance(self._store, ResultStore):
            folder = self._store.folder(identifier)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def delete(self, entries: Sequence[ResultEntry]) -> None:
        """Delete results; for some seconds they can be had back.

        Raises:
            OutputError: They cannot be moved.
        """
        aside = self._store.set_aside([entry.identifier for entry in entries])
        words = self.tr("{count} results deleted. The videos are not affected.")
        if len(entries) == 1:
            words = self.tr("The result of {name} was deleted. The video is not affected.")
        self._window.undo_bar.offer(
            words.format(count=len(entries), name=entries[0].title),
            partial(self._bring_back, aside),
            partial(self._store.discard, aside),
        )
        self._results.refresh()

    def _bring_back(self, aside: Mapping[str, str]) -> None:
        self._store.bring_back(aside)
        self._results.refresh()
