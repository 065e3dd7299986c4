"""The Models page, and the models as other pages show them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from scolioapp.bootstrap.built_pages import models_page
from scolioapp.settings import Settings
from scolioapp.viewmodels.model_manager import ModelManager
from scolioapp.views.main_window import MODELS, MainWindow

if TYPE_CHECKING:
    from scolioapp.jobs.model_library import InstalledModel
    from scolioapp.views.models_page import ModelsPage


class ModelsWiring(QObject):
    """Builds the Models page and joins it with the rest."""

    def __init__(self, window: MainWindow, settings: Settings, models: ModelManager) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._models = models
        window.add_page(MODELS, self._build)

    def _build(self) -> ModelsPage:
        from scolioapp.views.models_page import ModelsPage

        return ModelsPage(self._models, self._settings)

    def show_model(self, name: str) -> None:
        """Show a model on the Models page."""
        if self._window.show_page(MODELS):
            models_page(self._window).table.select(name)

    def take_files(self, files: Sequence[Path]) -> None:
        """Offer files of models on the Models page."""
        self._window.show_page(MODELS)
        models_page(self._window).take_files(files)

    def close(self) -> None:
        """Close what the page has opened."""
        if self._window.has_page(MODELS):
            models_page(self._window).close_dialogs()


def follow_models(models: ModelManager, show: Callable[[Sequence[InstalledModel]], None]) -> None:
    """Have a page show the models that can judge, now and whenever they change."""
    models.models_changed.connect(lambda: show(models.usable))
    if models.known:
        show(models.usable)
    else:
        models.refresh()
