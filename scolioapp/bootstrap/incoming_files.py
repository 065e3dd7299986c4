"""Files that come to the window: dropped, opened by the system, or handed over by a second start."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt

from scolioapp.bootstrap.built_pages import screen_page
from scolioapp.bootstrap.folder_wiring import FolderWiring
from scolioapp.bootstrap.models_wiring import ModelsWiring
from scolioapp.settings import Settings
from scolioapp.viewmodels.model_manager import MODEL_SUFFIXES
from scolioapp.viewmodels.research import DATASET, Research
from scolioapp.viewmodels.screen import ScreenModel
from scolioapp.views.main_window import RESEARCH, SCREEN, MainWindow


class IncomingFiles(QObject):
    """Brings files to the page that takes them.

    Args:
        window: On which they are dropped; becomes the owner.
        settings: Holds clinic mode, which closes pages.
        screen: Takes videos.
        folders: Takes a folder of videos.
        models: Takes models.
        research: Takes a folder as a dataset.
    """

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        screen: ScreenModel,
        folders: FolderWiring,
        models: ModelsWiring,
        research: Research,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._clinic = settings.clinic
        self._screen = screen
        self._folders = folders
        self._models = models
        self._research = research
        self._held: list[Path] = []
        window.uncovered.connect(self._open_held)
        window.dropped.connect(self.open)
        window.dragged.connect(self._on_dragged)

    def open(self, paths: Sequence[Path]) -> None:
        """Screen videos and offer models, as when they are dropped on the window.

        While the window is covered, they wait for somebody to come.
        """
        if self._window.covered:
            self._held.extend(paths)
            return
        if not self._window.has_way_to(SCREEN):
            self._window.banner.say(self.tr("Your role does not screen videos."))
            return
        models = [path for path in paths if path.suffix.lower() in MODEL_SUFFIXES]
        if models and not self._clinic.on:
            others = [path for path in paths if path not in models]
            if others:
                self._screen.offer(others)
            self._models.take_files(models)
            return
        folder = paths[0] if len(paths) == 1 and paths[0].is_dir() else None
        if self._window.current == RESEARCH and folder is not None:
            # There a folder is a dataset, wherever on the window it was let go.
            self._research.page_asked.emit(DATASET)
            self._research.datasets.open(folder)
            return
        self._window.show_page(SCREEN)
        if folder is not None:
            self._folders.open(folder)
            return
        self._screen.offer(paths)

    def _open_held(self) -> None:
        held, self._held = self._held, []
        if held:
            self.open(held)

    def take_over(self, files: Sequence[Path]) -> None:
        """Come to the front with the files of a second start of the program."""
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if files:
            self.open(files)

    def _on_dragged(self, over: bool) -> None:
        if self._window.covered or not self._window.has_way_to(SCREEN):
            return
        if over and self._window.current != RESEARCH:
            self._window.show_page(SCREEN)
        screen_page(self._window).drop_area.light(over)
