"""Signed reports from the page of a patient: shown in the window, printed, or saved as a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from engine.core.errors import ScolioError
from engine.core.files import written_beside
from engine.core.names import file_name
from scolioapp.bootstrap.patients_wiring import PatientsWiring
from scolioapp.jobs.worker import Worker
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.views.main_window import MainWindow
from scolioapp.views.printing import AskPrinter, ask_printer, pictures_of, print_pdf
from scolioapp.words.report_words import report_notes, report_title

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtPrintSupport import QPrinter

    from scolioapp.storage.records.record_store import RecordStore
    from scolioapp.storage.records.signed_pages import KeptReport
    from scolioapp.views.report_dialog import ReportDialog

AskPath = Callable[[QWidget, str, str, str], tuple[str, str]]


class PatientReports(QObject):
    """Does what the page of a patient asks of its reports.

    Args:
        window: Over which they are shown; becomes the owner.
        door: The records.
        patients: The Patients page.
        worker: Prints and writes.

    Attributes:
        dialog: The report that is shown, or None.
        ask_printer: Asks for a printer; tests hand in another one.
        ask_path: Asks for a path; tests hand in another one.
    """

    def __init__(
        self, window: MainWindow, door: RecordsDoor, patients: PatientsWiring, worker: Worker
    ) -> None:
        super().__init__(window)
        self._window = window
        self._door = door
        self._patients = patients
        self._worker = worker
        self.dialog: ReportDialog | None = None
        self.ask_printer: AskPrinter = ask_printer
        self.ask_path: AskPath = QFileDialog.getSaveFileName
        patients.opened.report_opened.connect(self.show)
        patients.opened.report_printed.connect(self.print)
        door.locked.connect(self._forget)

    def show(self, report: KeptReport) -> None:
        """Show a report as it was printed first."""

        def read(store: RecordStore) -> tuple[bytes, list[QImage]]:
            from scolioapp.views.report_dialog import DOTS_PER_INCH

            content = _content(store, report)
            return content, pictures_of(content, DOTS_PER_INCH)

        self._door.run(read, done=partial(self._open, report), failed=self._patients.file.fail)

    def _open(self, report: KeptReport, read: tuple[bytes, list[QImage]]) -> None:
        from scolioapp.views.report_dialog import ReportDialog

        if self._door.user is None:
            return
        self._forget()
        content, pages = read
        title = report_title(report, dated=True)
        dialog = self.dialog = ReportDialog(title, report_notes(report), pages, self._window)
        dialog.save_asked.connect(partial(self._save, report, content))
        dialog.print_asked.connect(partial(self._ask_printer, content))
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def print(self, report: KeptReport) -> None:
        """Ask for a printer, then print a report as it was printed first."""
        self._door.run(
            partial(_content, report=report),
            done=self._ask_printer,
            failed=self._patients.file.fail,
        )

    def _ask_printer(self, content: bytes) -> None:
        def work(printer: QPrinter) -> None:
            self._worker.run(
                partial(print_pdf, content, printer),
                done=lambda _: self._say(self.tr("The report is with the printer.")),
                failed=self._fail,
            )

        if self._door.user is not None:
            self.ask_printer(self.dialog or self._window, work)

    def _save(self, report: KeptReport, content: bytes) -> None:
        """Ask where, then write the report into a file that anybody can read."""
        whole, dialog = self._patients.file.whole, self.dialog
        if whole is None or dialog is None:
            return
        # The name of a file is read by anybody; that of a patient stays out of it.
        name = file_name(f"{whole.patient.about.number} {report.date}", ".pdf")
        kind = self.tr("PDF document")
        chosen, _ = self.ask_path(dialog, self.tr("Save report"), name, f"{kind} (*.pdf)")
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() != ".pdf":
            path = path.with_name(f"{path.name}.pdf")
        said = self.tr("Saved as “{name}”.").format(name=path.name)
        self._worker.run(
            partial(_write, path, content), done=lambda _: self._say(said), failed=self._fail
        )

    def _say(self, words: str) -> None:
        page = self._patients.opened.page
        if self.dialog is not None:
            self.dialog.say(words)
        elif page is not None:
            page.banner.say(words)

    def _fail(self, error: ScolioError) -> None:
        if self.dialog is not None:
            self.dialog.say_error(error)
        else:
            self._patients.file.fail(error)

    def _on_closed(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None and isValid(dialog):
            dialog.deleteLater()

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.reject()


def _content(store: RecordStore, report: KeptReport) -> bytes:
    """Return the pages, which the trail notes.

    Raises:
        ScolioError: They are gone, or not as they were written.
    """
    kept = store.pages.read(report.signature.id, report.language)
    return b"" if kept is None else kept.content


def _write(path: Path, content: bytes) -> None:
    with written_beside(path) as beside:
        beside.write_bytes(content)
