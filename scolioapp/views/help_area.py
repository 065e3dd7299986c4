"""The Help page and, in its place, the page that checks this computer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from engine.core.errors import OutputError
from engine.core.findings import Severity
from scolioapp.clinic import Clinic
from scolioapp.i18n import render
from scolioapp.viewmodels.examination import Examination
from scolioapp.views.help_page import HelpPage
from scolioapp.views.main_window import HELP, MainWindow
from scolioapp.widgets.page import Page

AskPath = Callable[[QWidget, str, str, str], tuple[str, str]]
"""Asks for a path to save to: parent, title, proposed path, filter; "" when the person thinks better."""


class HelpArea(QStackedWidget):
    """Help, and one page that is reached from it.

    Args:
        clinic: In clinic mode the help is about what can be reached.
        ask_path: Asks where to save a file; a test hands in its own.
    """

    def __init__(
        self,
        examination: Examination,
        clinic: Clinic,
        parent: QWidget | None = None,
        *,
        ask_path: AskPath = QFileDialog.getSaveFileName,
    ) -> None:
        super().__init__(parent)
        self._ask_path = ask_path
        self._examination = examination
        self._clinic = clinic
        self.help_page = self._help()
        self.examination_page: Page | None = None
        clinic.changed.connect(self._on_clinic)

    def _help(self) -> HelpPage:
        page = HelpPage(clinic=self._clinic.on)
        self.addWidget(page)
        page.examination_asked.connect(self.show_examination)
        page.dots_asked.connect(self.save_dots_page)
        return page

    def _on_clinic(self) -> None:
        former, self.help_page = self.help_page, self._help()
        self.removeWidget(former)
        former.deleteLater()

    def show_examination(self) -> None:
        """Check this computer; the way back stands before the title."""
        if self.examination_page is None:
            self.examination_page = self._build()
            self.addWidget(self.examination_page)
        self.setCurrentWidget(self.examination_page)
        self.examination_page.setFocus()

    def show_help(self) -> None:
        """Go back to the help."""
        self.setCurrentWidget(self.help_page)

    def save_dots_page(self) -> None:
        """Ask where, and save the page about adhesive dots."""
        from scolioapp.paper.dots_pdf import write_dots_page

        place = QStandardPaths.StandardLocation.DocumentsLocation
        folder = QStandardPaths.writableLocation(place) or QDir.homePath()
        proposed = str(Path(folder) / self.tr("dots.pdf"))
        chosen, _ = self._ask_path(
            self, self.tr("Save the page on dots"), proposed, self.tr("PDF (*.pdf)")
        )
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix else path.with_suffix(".pdf")
        banner = self.help_page.banner
        try:
            write_dots_page(path)
        except OutputError as error:
            words = f"{render(error.what)} {render(error.remedy)}"
            banner.say(words, severity=Severity.REPEAT)
            return
        banner.say(self.tr("Saved: {name}. Print it at 100 %.").format(name=path.name))

    def hideEvent(self, event: QHideEvent) -> None:
        """Come back with the help, whatever was open: the rail and F1 say so."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.show_help()

    def _build(self) -> Page:
        # Late: the first window stands without it.
        from scolioapp.views.examination_page import ExaminationPage

        page = ExaminationPage(self._examination)
        page.lead_back(self.tr("Back to help"), self.tr("Back to help (Esc)"), self.show_help)
        return page


def show_examination(window: MainWindow) -> None:
    """Show the page that checks this computer, wherever the person is."""
    window.show_page(HELP)
    area = window.page(HELP)
    if isinstance(area, HelpArea):
        area.show_examination()
