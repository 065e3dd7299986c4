"""Tables and trends of the records in the window: what is chosen, what is written, who is told what."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from engine.core.classes import Outcome
from scolioapp.bootstrap import Program, build
from scolioapp.paths import AppPaths
from scolioapp.settings import Settings
from scolioapp.storage.records.judgements import JudgementLine
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.visits import ExaminerFindings, ScoliometerReading
from scolioapp.views.main_window import PATIENTS, RESULTS
from scolioapp.views.results_page import ResultsPage
from scolioapp.views.table_dialog import TableDialog
from scolioapp.views.visits_page import VisitsPage
from scolioapp.widgets.trend_card import TrendCard
from tests.app.conftest import settle
from tests.app.fake_models import FakeLibrary
from tests.app.fakes import FakeScreener, made_up
from tests.app.storage.records.made_records import LINE, NAME, PASSWORD, Clinic, made_clinic

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    root = tmp_path / "home"
    made = AppPaths(config=root / "config", data=root / "data", logs=root / "logs")
    Settings(made.settings).keeping = "records"
    return made


@pytest.fixture
def clinic(paths: AppPaths) -> Clinic:
    paths.records.parent.mkdir(parents=True, exist_ok=True)
    return made_clinic(paths.records)


@pytest.fixture
def opened(
    qtbot: QtBot,
    qapp: QApplication,
    paths: AppPaths,
    clinic: Clinic,
    screener: FakeScreener,
    library: FakeLibrary,
    request: pytest.FixtureRequest,
) -> Iterator[Program]:
    """The program with unlocked records, for the role that a test names."""
    clinic.become(getattr(request, "param", Role.ADMINISTRATOR))
    program = build(qapp, paths, screener, library, records=clinic.store)
    program.start()
    qtbot.waitExposed(program.window)
    settle()
    yield program
    program.window.close()
    settle()


def results(program: Program) -> ResultsPage:
    program.window.show_page(RESULTS)
    settle()
    page: ResultsPage = program.window.page(RESULTS).list_page
    return page


def ask(qtbot: QtBot, program: Program) -> TableDialog:
    page = results(program)
    qtbot.mouseClick(page.table_button, LEFT)
    dialog = program.tables.dialog
    assert dialog is not None
    return dialog


def write(qtbot: QtBot, program: Program, dialog: TableDialog, path: Path) -> list[dict[str, str]]:
    """Choose a file, and return the rows that were written."""
    qtbot.mouseClick(dialog.export_button, LEFT)
    chooser = dialog.file_dialog
    assert chooser is not None
    with qtbot.waitSignal(program.tables.export.written):
        chooser.fileSelected.emit(str(path))
        chooser.close()
    settle()
    with path.open(encoding="utf-8-sig", newline="") as file:
        start = file.readline()
        file.seek(0)
        return list(csv.DictReader(file, delimiter=";" if ";" in start else ","))


def test_the_list_is_written_with_names_and_the_page_says_so(
    qtbot: QtBot, opened: Program, tmp_path: Path
) -> None:
    dialog = ask(qtbot, opened)
    titles = [dialog.patients.itemText(n) for n in range(dialog.patients.count())]
    assert titles == ["The recordings on this list (1)", "All patients"]
    (row,) = write(qtbot, opened, dialog, tmp_path / "table.csv")
    assert (row["patient"], row["name"], row["class"]) == ("S-17", NAME, "4b")
    assert (row["outcome"], row["state"], row["overridden"]) == (
        LINE.outcome,
        "draft",
        "no",
    )
    assert row["scoliometer_thoracic_higher_side"] == "right"
    assert "1 row was written to table.csv." in results(opened).banner.words
    assert opened.tables.dialog is None


@pytest.mark.parametrize("opened", [Role.RESEARCHER], indirect=True)
def test_a_researcher_gets_numbers_of_the_programs_own(
    qtbot: QtBot, opened: Program, clinic: Clinic, tmp_path: Path
) -> None:
    dialog = ask(qtbot, opened)
    path = tmp_path / "table.csv"
    (row,) = write(qtbot, opened, dialog, path)
    assert row["patient"] == clinic.patient.id[:12]
    told = path.read_text(encoding="utf-8-sig")
    for word in ("王小明", "Planted", "S-17", "2014-05"):
        assert word not in told
    assert (row["date_of_birth"], row["class"]) == ("2014", "")


def test_only_the_visits_of_some_days(qtbot: QtBot, opened: Program, tmp_path: Path) -> None:
    dialog = ask(qtbot, opened)
    assert not dialog.first.isEnabled()
    dialog.some_days.setChecked(True)
    dialog.first.setDate(QDate(2026, 12, 2))
    dialog.last.setDate(QDate(2026, 12, 1))
    # Days that were given the wrong way round are put in order.
    assert (dialog.wanted.first, dialog.wanted.last) == ("2026-12-01", "2026-12-02")
    assert write(qtbot, opened, dialog, tmp_path / "none.csv") == []


def test_a_file_that_cannot_be_written_is_said(
    qtbot: QtBot, opened: Program, tmp_path: Path
) -> None:
    dialog = ask(qtbot, opened)
    (tmp_path / "no folder").touch()
    with qtbot.waitSignal(opened.tables.export.failed):
        dialog.asked.emit(tmp_path / "no folder" / "table.xlsx", dialog.wanted)
    settle()
    assert "table.xlsx" in results(opened).banner.words
    dialog.reject()


def test_the_dialog_goes_when_the_records_are_locked(qtbot: QtBot, opened: Program) -> None:
    ask(qtbot, opened)
    assert opened.door is not None
    opened.door.lock()
    settle()
    assert opened.tables.dialog is None


def test_patients_that_were_found(qtbot: QtBot, opened: Program, tmp_path: Path) -> None:
    page = results(opened)
    opened.tables.ask_patients(page, "nobody of this name")
    dialog = opened.tables.dialog
    assert dialog is not None
    assert dialog.patients.currentText() == "Those found by “nobody of this name”"
    assert write(qtbot, opened, dialog, tmp_path / "none.csv") == []
    opened.tables.ask_patients(page)
    assert opened.tables.dialog is not None
    assert opened.tables.dialog.patients.count() == 1
    opened.tables.dialog.reject()


class PatientPage(QWidget):
    """A page with a place for a trend."""

    def show_trend(self, widget: QWidget) -> None:
        QVBoxLayout(self).addWidget(widget)


def judged(clinic: Clinic, screener: FakeScreener, date: str, video: Path) -> None:
    """Add a visit whose recording has the files of a screening."""
    video.touch()
    made = made_up(video, Outcome.BORDERLINE)
    visit = clinic.store.visits.add(clinic.patient.id, date)
    recording = clinic.store.recordings.add(visit.id, source="file")
    line = JudgementLine.of(made.result)
    clinic.store.judgements.add(recording.id, line, screener.dump(made))


def test_the_trend_of_a_patient_leads_to_two_visits_side_by_side(
    qtbot: QtBot, opened: Program, clinic: Clinic, screener: FakeScreener, tmp_path: Path
) -> None:
    for number, date in enumerate(("2027-01-10", "2027-06-10")):
        judged(clinic, screener, date, tmp_path / f"{number}.mp4")
    page = PatientPage()
    qtbot.addWidget(page)
    card, model = opened.trends.dress(page)
    with qtbot.waitSignal(model.changed):
        model.show(clinic.patient.id)
    assert [one.date for one in card.trend.visits] == ["2026-11-29", "2027-01-10", "2027-06-10"]
    assert card.earlier_box.count() == 2
    qtbot.mouseClick(card.compare_button, LEFT)
    area = opened.window.page(RESULTS)
    qtbot.waitUntil(lambda: isinstance(area.result_page, VisitsPage))
    shown = area.result_page
    assert [side.day for side in shown.sides] == [
        datetime.date(2027, 1, 10),
        datetime.date(2027, 6, 10),
    ]
    area.close_result()
    assert opened.door is not None
    opened.door.lock()
    settle()
    assert card.trend.visits == ()


def test_no_pictures_are_offered_to_a_researcher(
    qtbot: QtBot, opened: Program, clinic: Clinic, screener: FakeScreener, tmp_path: Path
) -> None:
    judged(clinic, screener, "2027-01-10", tmp_path / "a.mp4")
    clinic.store.unlock(Role.RESEARCHER.value, PASSWORD)
    assert opened.door is not None
    opened.door._enter(clinic.store.user)
    page = PatientPage()
    qtbot.addWidget(page)
    card, model = opened.trends.dress(page)
    with qtbot.waitSignal(model.changed):
        model.show(clinic.patient.id)
    assert len(card.trend.visits) == 2
    assert card.compare_row.isHidden()


def test_the_page_of_the_patients_offers_a_table_of_those_found(
    qtbot: QtBot, opened: Program, tmp_path: Path
) -> None:
    assert opened.patients_wiring is not None
    opened.window.show_page(PATIENTS)
    settle()
    page = opened.patients_wiring.area.list_page
    page.search.setText("S-17")
    wiring = opened.patients_wiring
    qtbot.waitUntil(lambda: wiring.list.typed == "S-17" and page.export_button.isVisible())
    qtbot.mouseClick(page.export_button, LEFT)
    dialog = opened.tables.dialog
    assert dialog is not None
    assert dialog.patients.currentText() == "Those found by “S-17”"
    (row,) = write(qtbot, opened, dialog, tmp_path / "found.csv")
    assert row["patient"] == "S-17"
    assert "1 row was written" in page.banner.words


def test_the_page_of_a_patient_shows_the_trend_and_reads_it_again(
    qtbot: QtBot, opened: Program, clinic: Clinic
) -> None:
    assert opened.patients_wiring is not None
    opened.window.show_page(PATIENTS)
    opened.patients_wiring.open_patient(clinic.patient.id)
    page = opened.patients_wiring.opened.page
    assert page is not None
    (card,) = page.findChildren(TrendCard)
    qtbot.waitUntil(lambda: len(card.trend.visits) == 1)
    clinic.store.visits.find(
        clinic.store.visits.add(clinic.patient.id, "2027-02-03").id,
        ExaminerFindings(
            scoliometer=(ScoliometerReading(level="thoracic", side="left", degrees=2),)
        ),
    )
    opened.patients_wiring.file.refresh()
    qtbot.waitUntil(lambda: len(card.trend.visits) == 2)
    card.visit_chosen.emit(card.trend.visits[0].visit)
    settle()
    # The newest visit stands first.
    assert not page.cards[-1].visibleRegion().isEmpty()
