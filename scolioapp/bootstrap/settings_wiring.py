"""The Settings page: leads to the model that judges, clinic mode and another folder for results."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp import i18n
from scolioapp.bootstrap.judging_model import JudgeKeeper
from scolioapp.bootstrap.models_wiring import follow_models
from scolioapp.paths import AppPaths
from scolioapp.settings import Settings
from scolioapp.storage.result_keeper import ResultKeeper
from scolioapp.storage.results import ResultStore
from scolioapp.storage.results_folder import choose_results_folder
from scolioapp.viewmodels.model_manager import ModelManager
from scolioapp.viewmodels.results_table import ResultsModel
from scolioapp.views.main_window import SETTINGS, MainWindow

if TYPE_CHECKING:
    from scolioapp.views.settings_page import SettingsPage


class SettingsWiring(QObject):
    """Builds the Settings page and joins it with the rest.

    Signals:
        built: The `SettingsPage`, when it is first shown.
    """

    built = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        paths: AppPaths,
        store: ResultKeeper,
        results: ResultsModel,
        models: ModelManager,
        judges: JudgeKeeper,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._paths = paths
        self._store = store
        self._results = results
        self._models = models
        self._judges = judges
        window.add_page(SETTINGS, self._build)

    def _build(self) -> SettingsPage:
        from scolioapp.views.help_area import show_examination
        from scolioapp.views.settings_page import SettingsPage

        page = SettingsPage(self._settings, self._paths)
        page.examination_asked.connect(partial(show_examination, self._window))
        page.results_folder_chosen.connect(partial(self._choose_results, page))
        page.model_asked.connect(self._models.ask_default)
        page.clinic.lock_asked.connect(self._judges.lock)
        follow_models(self._models, page.show_models)
        self.built.emit(page)
        return page

    def _choose_results(self, page: SettingsPage, folder: Path | None) -> None:
        """Keep results in another folder from now on; None: in the usual one."""
        try:
            choose_results_folder(self._paths, folder)
        except ScolioError as error:
            words = f"{i18n.render(error.what)} {i18n.render(error.remedy)}"
            page.banner.say(words, severity=Severity.CARE)
            return
        if isinstance(self._store, ResultStore):
            self._store.root = self._paths.results
        page.show_results_folder()
        self._results.refresh()
