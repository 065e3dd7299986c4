"""The Patients page and, in its place, the patient that was opened from it, or the recycle bin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from scolioapp.views.patients_page import PatientsPage
from scolioapp.widgets.page import Page


class PatientsArea(QStackedWidget):
    """List, and what was opened from it.

    Signals:
        left: What was opened was left.
    """

    left = Signal()

    def __init__(self, list_page: PatientsPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list_page = list_page
        self.opened: Page | None = None
        self.addWidget(list_page)

    def show_opened(self, page: Page) -> None:
        """Show a page in place of the list; the way back stands before its title."""
        self.close_opened()
        page.lead_back(
            self.tr("Back to patients"), self.tr("Back to the list of patients (Esc)"), self.leave
        )
        self.opened = page
        self.addWidget(page)
        self.setCurrentWidget(page)
        page.setFocus()

    def leave(self) -> None:
        """Go back to the list."""
        self.close_opened()
        self.left.emit()

    def close_opened(self) -> None:
        """Take away what was opened."""
        page, self.opened = self.opened, None
        if page is None:
            return
        focused = self.window().focusWidget()
        inside = focused is page or page.isAncestorOf(focused) if focused is not None else False
        self.removeWidget(page)
        page.hide()
        page.deleteLater()
        self.setCurrentWidget(self.list_page)
        if inside:
            self.list_page.search.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on: to what was opened, or to the search."""
        super().focusInEvent(event)
        inside = self.opened if self.opened is not None else self.list_page.search
        inside.setFocus(event.reason())
