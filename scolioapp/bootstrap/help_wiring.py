"""The Help and About pages, and the page beside the help that checks this computer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from scolioapp.bootstrap.models_wiring import follow_models
from scolioapp.clinic import Clinic
from scolioapp.viewmodels.examination import Examination
from scolioapp.viewmodels.model_manager import ModelManager
from scolioapp.viewmodels.updates import Updates
from scolioapp.views.main_window import ABOUT, HELP, MainWindow

if TYPE_CHECKING:
    from scolioapp.views.about_page import AboutPage
    from scolioapp.views.help_area import HelpArea


def wire_help(window: MainWindow, examination: Examination, clinic: Clinic) -> None:
    """Have the window build the Help page when it is first shown."""

    def build() -> HelpArea:
        from scolioapp.views.help_area import HelpArea

        return HelpArea(examination, clinic)

    window.add_page(HELP, build)


def wire_about(window: MainWindow, updates: Updates, models: ModelManager) -> None:
    """Have the window build the About page when it is first shown."""

    def build() -> AboutPage:
        from scolioapp.views.about_page import AboutPage
        from scolioapp.views.help_area import show_examination

        page = AboutPage(updates)
        page.examination_asked.connect(partial(show_examination, window))
        follow_models(models, page.show_models)
        return page

    window.add_page(ABOUT, build)
