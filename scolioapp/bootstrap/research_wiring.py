"""The Research pages: what leads to them from elsewhere in the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from scolioapp import i18n
from scolioapp.bootstrap.built_pages import screen_page
from scolioapp.bootstrap.models_wiring import ModelsWiring
from scolioapp.settings import Settings
from scolioapp.viewmodels.research import TRAINING, Research
from scolioapp.views.main_window import RESEARCH, MainWindow

if TYPE_CHECKING:
    from scolioapp.views.research_area import ResearchArea


class ResearchWiring(QObject):
    """Builds the Research pages and joins them with the rest."""

    def __init__(
        self, window: MainWindow, settings: Settings, research: Research, models: ModelsWiring
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._research = research
        window.add_page(RESEARCH, self._build)
        research.training.still_running.connect(self.say_still_running)
        research.evaluation.show_model_asked.connect(models.show_model)

    def _build(self) -> ResearchArea:
        from scolioapp.views.research_area import ResearchArea

        return ResearchArea(self._research, self._settings)

    def say_still_running(self, names: Sequence[str]) -> None:
        """Say that training went on while the window was closed, unless something else is said."""
        banner = screen_page(self._window).banner
        if not banner.words and not self._settings.clinic.on:
            banner.say(
                self.tr("Training continues: {names}.").format(names=i18n.listed(names)),
                action=self.tr("S&how"),
                do=self.show_training,
            )

    def show_training(self) -> None:
        """Show the Training page."""
        if self._window.show_page(RESEARCH):
            self._research.page_asked.emit(TRAINING)
