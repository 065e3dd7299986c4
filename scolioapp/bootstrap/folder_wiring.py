"""A folder that comes to the window: its videos are shown in a dialog before they are screened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from scolioapp.bootstrap.result_opener import ResultOpener
from scolioapp.jobs.folder_work import FolderContents, look_into
from scolioapp.jobs.queue import JobQueue
from scolioapp.jobs.worker import Worker
from scolioapp.storage.result_keeper import ResultKeeper
from scolioapp.storage.results import ResultEntry
from scolioapp.viewmodels.screen import ScreenModel
from scolioapp.viewmodels.screened_folder import ScreenedFolder
from scolioapp.views.main_window import MainWindow


class FolderWiring(QObject):
    """Opens folders of videos.

    Args:
        window: Over which the dialog stands; becomes the owner.
        queue: Screens the videos.
        worker: Looks into the folder.
        store: Keeps the results.
        screen: Takes the videos.
        opener: Opens results.
    """

    def __init__(
        self,
        window: MainWindow,
        queue: JobQueue,
        worker: Worker,
        store: ResultKeeper,
        screen: ScreenModel,
        opener: ResultOpener,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._queue = queue
        self._worker = worker
        self._store = store
        self._screen = screen
        self._opener = opener
        screen.folder_asked.connect(self.open)

    def open(self, folder: Path) -> None:
        """Show the videos of a folder; a single one is screened at once, and none is said.

        With protected records the names of the videos tell whose they are, or it is asked.
        """
        self._worker.run(
            lambda: look_into(folder, self._store),
            done=self._show,
            failed=lambda _error: self._screen.offer([folder]),
        )

    def _show(self, contents: FolderContents) -> None:
        few = len(contents.videos) + len(contents.unusable) < 2
        if self._screen.asks_whose and len(contents.videos) > 1:
            requests = [self._screen.offered(path) for path in contents.videos.values()]
            self._screen.folder_owners_asked.emit(requests)
            return
        if few or self._screen.asks_whose:
            self._screen.offer([contents.folder])
            return
        from scolioapp.views.folder_dialog import FolderDialog

        model = ScreenedFolder(contents, self._queue, self._worker, self._store, self._screen)
        dialog = FolderDialog(model, self._window)
        dialog.opened.connect(self._open_result)
        dialog.show()

    def _open_result(self, entry: ResultEntry) -> None:
        self._opener.open(entry)
        self._window.activateWindow()
