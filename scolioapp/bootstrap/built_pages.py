"""The pages of the window by their kinds; each is built when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from scolioapp.views.main_window import MODELS, RESULTS, SCREEN, MainWindow
from scolioapp.views.screen_page import ScreenPage
from scolioapp.widgets.page import Page

if TYPE_CHECKING:
    from scolioapp.views.models_page import ModelsPage
    from scolioapp.views.results_area import ResultsArea

_Kind = TypeVar("_Kind", bound=QWidget)


def _page(window: MainWindow, key: str, kind: type[_Kind]) -> _Kind:
    page = window.page(key)
    if not isinstance(page, kind):
        raise TypeError(type(page))
    return page


def screen_page(window: MainWindow) -> ScreenPage:
    """Return the Screen page."""
    return _page(window, SCREEN, ScreenPage)


def results_area(window: MainWindow) -> ResultsArea:
    """Return the Results page with what is opened from it."""
    from scolioapp.views.results_area import ResultsArea

    return _page(window, RESULTS, ResultsArea)


def models_page(window: MainWindow) -> ModelsPage:
    """Return the Models page."""
    from scolioapp.views.models_page import ModelsPage

    return _page(window, MODELS, ModelsPage)


def shown_page(window: MainWindow) -> Page | None:
    """Return the page that is in view, or None where it has no place for messages."""
    if window.current == RESULTS:
        area = results_area(window)
        return area.result_page or area.list_page
    page = window.page(window.current)
    return page if isinstance(page, Page) else None
