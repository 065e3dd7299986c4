"""The signed reports of a patient in the real window: listed, shown, saved and printed as they were made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QImage, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from scolioapp.bootstrap import Program
from scolioapp.storage.records.record_roles import Role
from scolioapp.views.main_window import PATIENTS
from scolioapp.views.patient_page import PatientPage
from scolioapp.views.printing import pictures_of
from scolioapp.views.report_dialog import ReportDialog
from tests.app.conftest import settle
from tests.app.records_fixtures import StartRecords
from tests.app.storage.records.made_records import NAME, PASSWORD, Clinic
from tests.app.window.test_review import holds, judged, open_result, review, saved, sign, words_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def rest(qtbot: QtBot, program: Program) -> None:
    settle()
    qtbot.waitUntil(lambda: not program.worker.busy)
    settle()


def open_patient(qtbot: QtBot, program: Program, clinic: Clinic) -> PatientPage:
    program.window.show_page(PATIENTS)
    program.patients_wiring.open_patient(clinic.patient.id)
    rest(qtbot, program)
    page = program.patients_wiring.opened.page
    assert page is not None
    return page


def to_a_file(path: Path, chosen: list[QPrinter]) -> Callable[[object, object], None]:
    """Return what answers the question for a printer with one of another size, whose pages lie in a file."""

    def choose(_parent: object, do: Callable[[QPrinter], None]) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        printer.setDocName("no name of anybody")
        printer.setResolution(600)
        printer.setPageLayout(
            QPageLayout(
                QPageSize(QPageSize.PageSizeId.A4),
                QPageLayout.Orientation.Portrait,
                QMarginsF(4, 4, 4, 4),
                QPageLayout.Unit.Millimeter,
            )
        )
        chosen.append(printer)
        do(printer)

    return choose


def report_made(
    qtbot: QtBot, program: Program, clinic: Clinic, folder: Path
) -> tuple[PatientPage, bytes]:
    """Sign a judgement and save its report; return the patient's page, and the report."""
    result = open_result(qtbot, program, judged(clinic))
    review(qtbot, program)
    sign(qtbot, program)
    made = saved(qtbot, result, folder / "made.pdf", result.save_pdf)
    return open_patient(qtbot, program, clinic), made


def shown(qtbot: QtBot, program: Program, page: PatientPage) -> ReportDialog:
    page.cards[0].reports.rows[0].open_button.click()
    qtbot.waitUntil(lambda: program.reports.dialog is not None)
    dialog = program.reports.dialog
    assert isinstance(dialog, ReportDialog)
    return dialog


def test_reports_are_listed_and_shown_as_they_were_made(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic, tmp_path: Path
) -> None:
    program = start_records(Role.ADMINISTRATOR)
    page = open_patient(qtbot, program, records_clinic)
    assert page.cards[0].reports is None
    assert not page.reports.isVisibleTo(page)
    page, made = report_made(qtbot, program, records_clinic, tmp_path)
    assert page.reports.isVisibleTo(page)
    (row,) = page.cards[0].reports.rows
    assert row.title.text() == "Signed report, version 1, English"
    assert row.notes.text().startswith("signed by Ada Ministrator, ")
    assert "replaced" not in row.notes.text()
    (dated,) = page.reports.reports.rows
    assert dated.title.text() == "Visit of 29 Nov 2026: signed report, version 1, English"
    # Shown are the pages that were made, and the trail notes it.
    dialog = shown(qtbot, program, page)
    assert len(dialog.pages) == len(pypdf.PdfReader(tmp_path / "made.pdf").pages) == 3
    assert NAME not in dialog.windowTitle()
    assert dialog.area.hasFocus()
    drawn = pictures_of(made, 96)
    assert dialog.pages[0].pixmap().toImage().convertToFormat(drawn[0].format()) == drawn[0]
    assert dark_share(drawn[0]) > 0.005
    newest = records_clinic.store.trail.entries(limit=3)
    assert any(one.action == "pages.viewed" for one in newest)
    program.reports.ask_path = lambda *_: (str(tmp_path / "again"), "")
    dialog.save_button.click()
    qtbot.waitUntil(lambda: "Saved as" in dialog.banner.words)
    assert (tmp_path / "again.pdf").read_bytes() == made
    dialog.close_button.click()
    rest(qtbot, program)
    assert program.reports.dialog is None


def test_printed_are_all_pages_whole_and_where_they_belong(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic, tmp_path: Path
) -> None:
    """On a printer of another resolution, and with margins."""
    program = start_records(Role.REVIEWER)
    page, made = report_made(qtbot, program, records_clinic, tmp_path)
    chosen: list[QPrinter] = []
    program.reports.ask_printer = to_a_file(tmp_path / "printed.pdf", chosen)
    dialog = shown(qtbot, program, page)
    dialog.print_button.click()
    qtbot.waitUntil(lambda: dialog.banner.words == "The report is with the printer.")
    assert chosen[0].docName() == "no name of anybody"
    printed = pictures_of((tmp_path / "printed.pdf").read_bytes(), 50)
    assert len(printed) == 3
    for sheet, kept in zip(printed, pictures_of(made, 50), strict=True):
        assert abs(sheet.width() - kept.width()) <= 2
        assert likeness(sheet, kept) > 0.97


def test_a_later_version_is_said_and_a_lock_shows_nothing_more(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic, tmp_path: Path
) -> None:
    program = start_records(Role.REVIEWER)
    page, _ = report_made(qtbot, program, records_clinic, tmp_path)
    store = records_clinic.store
    signed = page.cards[0].reports.rows[0].report.signature
    store.judgements.amend(signed.judgement, "The other child")
    page = open_patient(qtbot, program, records_clinic)
    (row,) = page.cards[0].reports.rows
    assert row.notes.text().endswith("replaced by version 2")
    program.reports.ask_printer = to_a_file(tmp_path / "printed.pdf", [])
    row.print_button.click()
    qtbot.waitUntil(lambda: page.banner.words == "The report is with the printer.")
    shown(qtbot, program, page)
    program.door.lock()
    rest(qtbot, program)
    assert program.reports.dialog is None


def test_only_who_may_see_names_is_told_of_reports(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic
) -> None:
    store, kept = records_clinic.store, records_clinic.judgement
    store.judgements.review(kept.id)
    signature = store.signatures.sign(kept.id, PASSWORD, "I answer for it.")
    store.pages.keep(signature.id, "zh_CN", b"%PDF-1.4 none")
    program = start_records(Role.RESEARCHER)
    page = open_patient(qtbot, program, records_clinic)
    assert page.cards[0].reports is None
    assert not page.reports.isVisibleTo(page)
    program = start_records(Role.EXAMINER)
    page = open_patient(qtbot, program, records_clinic)
    (row,) = page.cards[0].reports.rows
    assert "version 1, 简体中文" in row.title.text()
    # Pages that cannot be read are said, and nothing is shown.
    row.open_button.click()
    qtbot.waitUntil(lambda: "cannot be read" in page.banner.words)
    assert program.reports.dialog is None


def dark_share(page: QImage) -> float:
    dark = sum(
        page.pixelColor(x, y).lightness() < 100
        for y in range(0, page.height(), 5)
        for x in range(0, page.width(), 5)
    )
    return dark * 25 / (page.width() * page.height())


def likeness(one: QImage, other: QImage) -> float:
    """Return the share of places that are alike in two pictures of nearly the same size."""
    places = [
        (x, y)
        for y in range(0, min(one.height(), other.height()), 3)
        for x in range(0, min(one.width(), other.width()), 3)
    ]
    alike = sum(
        abs(one.pixelColor(*at).lightness() - other.pixelColor(*at).lightness()) < 90
        for at in places
    )
    return alike / len(places)


def test_words_of_a_printed_page_are_pictures_of_the_kept_one(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic, tmp_path: Path
) -> None:
    """A page range that was chosen is kept to, and a draft says on paper that it is one."""
    recording = judged(records_clinic)
    program = start_records(Role.EXAMINER)
    page = open_result(qtbot, program, recording)
    draft = saved(qtbot, page, tmp_path / "draft.pdf", page.save_pdf)
    assert holds("DRAFT - not signed", words_of(draft))
    chosen: list[QPrinter] = []
    ask = to_a_file(tmp_path / "range.pdf", chosen)

    def only_the_second(parent: object, do: Callable[[QPrinter], None]) -> None:
        ask(parent, lambda printer: (printer.setFromTo(2, 2), do(printer)))

    program.review_wiring.ask_printer = only_the_second
    page.print_button.click()
    qtbot.waitUntil(lambda: page.banner.words == "The report is with the printer.")
    (sheet,) = pictures_of((tmp_path / "range.pdf").read_bytes(), 50)
    assert likeness(sheet, pictures_of(draft, 50)[1]) > 0.97
