"""Which model judges: asks before another one does, and keeps to one in clinic mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from engine.core.clinic_lock import FixedModel
from engine.core.errors import ModelError, ScolioError
from engine.core.findings import Severity
from engine.core.text import text
from scolioapp import i18n
from scolioapp.bootstrap.built_pages import screen_page
from scolioapp.jobs.worker import Worker
from scolioapp.settings import Settings
from scolioapp.viewmodels.model_manager import ModelManager
from scolioapp.views.main_window import MainWindow
from scolioapp.words.default_model_words import DefaultQuestion

if TYPE_CHECKING:
    from scolioapp.jobs.model_library import InstalledModel


class JudgeKeeper(QObject):
    """Sees to it that no model judges without somebody having been asked."""

    def __init__(
        self, window: MainWindow, settings: Settings, worker: Worker, models: ModelManager
    ) -> None:
        super().__init__(window)
        self._window = window
        self._clinic = settings.clinic
        self._worker = worker
        self._models = models
        models.default_asked.connect(self._ask)
        window.refused.connect(self._say_closed)
        # What was said about the other mode is wrong now.
        settings.clinic.changed.connect(lambda: window.banner.clear())

    def _ask(self, question: DefaultQuestion) -> None:
        from scolioapp.views.default_model import ask_default

        models = self._models
        ask_default(self._window, question, models.set_default, models.keep_default)

    def look_at_start(self) -> None:
        """Say before the first recording that the fixed model is gone or has changed, if so."""
        if self._clinic.on:
            self._worker.run(self._check, failed=self._say_changed)

    def _check(self) -> None:
        lock = self._clinic.lock
        if lock is None:
            return
        fixed = lock.model
        for model in self._models.library.installed():
            if model.name == fixed.model:
                fixed.check(model.folder)
                return
        raise ModelError(
            text("The clinic mode model, “{name}”, is not installed.", name=fixed.model),
            text("Nothing can be screened. Ask the administrator."),
        )

    def _say_changed(self, error: ScolioError) -> None:
        words = f"{i18n.render(error.what)} {i18n.render(error.remedy)}"
        screen_page(self._window).banner.say(words, severity=Severity.REPEAT)

    def _say_closed(self, key: str) -> None:
        self._window.banner.say(
            self.tr(
                "This computer is in clinic mode: the Models and Research pages are closed. Ask the "
                "administrator."
            )
        )

    def lock(self, model: InstalledModel, password: str) -> None:
        """Switch clinic mode on, once the model was checked whole."""

        def take_down() -> FixedModel:
            self._models.library.verify(model)
            return FixedModel.of(model.folder)

        clinic = self._clinic
        self._worker.run(
            take_down,
            done=lambda fixed: clinic.switch_on(fixed, password),
            failed=self._say_failed,
        )

    def _say_failed(self, error: ScolioError) -> None:
        words = self.tr("Clinic mode was not switched on. {reason}")
        reason = f"{i18n.render(error.what)} {i18n.render(error.remedy)}"
        self._window.banner.say(words.format(reason=reason), severity=Severity.REPEAT)
