"""The Results page and, in its place, the result that was opened from it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from scolioapp.views.results_page import ResultsPage
from scolioapp.widgets.page import Page


class ResultsArea(QStackedWidget):
    """List and opened result.

    Signals:
        result_closed: The opened result was left.
    """

    result_closed = Signal()

    def __init__(self, results_page: ResultsPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list_page = results_page
        self.result_page: Page | None = None
        self._close_page: Callable[[], None] | None = None
        self.addWidget(results_page)

    def show_result(self, page: Page, *, close: Callable[[], None]) -> None:
        """Show an opened result in place of the list; the way back stands before its title."""
        self.close_result()
        page.lead_back(
            self.tr("Back to results"),
            self.tr("Back to the list of results (Esc)"),
            self.close_result,
        )
        self.result_page, self._close_page = page, close
        self.addWidget(page)
        self.setCurrentWidget(page)
        page.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on: to the opened result, or to the list, where Down and Enter work at once."""
        super().focusInEvent(event)
        inside = self.result_page if self.result_page is not None else self.list_page.table
        inside.setFocus(event.reason())

    def close_result(self) -> None:
        """Go back to the list."""
        page, close = self.result_page, self._close_page
        focused = self.window().focusWidget()
        inside = page is not None and (focused is page or page.isAncestorOf(focused))
        self.result_page = self._close_page = None
        if close is not None:
            close()
        if page is not None:
            self.removeWidget(page)
            page.deleteLater()
            self.result_closed.emit()
        self.setCurrentWidget(self.list_page)
        if inside:
            self.list_page.table.setFocus()
