"""The Day page: lists that must be asked about, cards and files that are written, days that are deleted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from engine.roster.columns import Column
from engine.roster.reading import read_roster
from scolioapp.bootstrap import Program
from scolioapp.views.day_page import DayPage
from scolioapp.views.main_window import DAY
from scolioapp.views.roster_import import RosterImport
from scolioapp.widgets.day_panel import DayPanel
from tests.app.conftest import settle

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|raise|grabbing the keyboard")


@pytest.fixture
def page(program: Program) -> DayPage:
    program.window.show_page(DAY)
    page = program.window.page(DAY)
    assert isinstance(page, DayPage)
    return page


@pytest.fixture
def asked(qtbot: QtBot, page: DayPage, tmp_path: Path) -> Callable[[str], RosterImport]:
    """Read a list and give the dialog that asks about it."""

    def ask(words: str) -> RosterImport:
        path = tmp_path / "list.csv"
        path.write_text(words, encoding="utf-8")
        page.read_roster(path)
        qtbot.waitUntil(lambda: isinstance(page.dialog, RosterImport))
        assert isinstance(page.dialog, RosterImport)
        return page.dialog

    return ask


def test_the_order_of_dates_is_asked_for(
    page: DayPage, asked: Callable[[str], RosterImport]
) -> None:
    dialog = asked("No,Surname,DOB\n1,Lee,03/04/2014\n")
    assert "two ways" in dialog.banner.words
    assert not dialog.begin_button.isEnabled()
    dialog.order.setCurrentIndex(2)
    assert dialog.banner.words == ""
    dialog.begin_button.click()
    settle()
    day = page._model.day
    assert day is not None
    assert str(day.children[0].birth) == "2014-03-04"


def test_faulty_rows_are_named_and_left_out_only_knowingly(
    page: DayPage, asked: Callable[[str], RosterImport]
) -> None:
    dialog = asked("No,Surname\n1,Lee\n2,\n3,Li\n3,Ode\n")
    lines = dialog.faults.text().splitlines()
    assert lines[0] == "Row 3: The family name is missing."
    assert lines[1:] == [f"Row {n}: The number 3 stands in 2 rows." for n in (4, 5)]
    assert dialog.begin_button.text() == "&Begin without these 3 rows"
    dialog.name.clear()
    assert not dialog.begin_button.isEnabled()
    dialog.name.setText("Hill School")
    dialog.begin_button.click()
    settle()
    assert [child.number for child in page._model.roster] == ["1"]


def test_columns_can_be_chosen(page: DayPage, asked: Callable[[str], RosterImport]) -> None:
    dialog = asked("a,b\n1,Lee\n2,Li\n")
    assert "number" in dialog.banner.words
    dialog.places[Column.NUMBER].setCurrentIndex(1)
    dialog.places[Column.FAMILY_NAME].setCurrentIndex(2)
    assert dialog.banner.words == ""
    assert dialog.begin_button.isEnabled()
    # One column holds one thing.
    dialog.places[Column.GIVEN_NAME].setCurrentIndex(2)
    assert dialog.places[Column.FAMILY_NAME].currentIndex() == 0
    dialog.reject()


def test_a_file_that_is_no_list_is_said_on_the_page(
    qtbot: QtBot, page: DayPage, tmp_path: Path
) -> None:
    path = tmp_path / "picture.xlsx"
    path.write_bytes(b"PK\x03\x04 torn")
    page.read_roster(path)
    qtbot.waitUntil(lambda: "cannot be read" in page.banner.words)
    assert page.dialog is None


def test_the_example_can_be_saved_and_read(page: DayPage, tmp_path: Path) -> None:
    path = tmp_path / "example.csv"
    page._save_example(path)
    roster = read_roster(path)
    assert len(roster.children) == 5
    assert roster.faults == ()
    assert all("invented" in child.note for child in roster.children)


def test_files_and_cards_are_written_off_the_thread(
    qtbot: QtBot, page: DayPage, asked: Callable[[str], RosterImport], tmp_path: Path
) -> None:
    asked("No,Surname,Consent\n1,Lee,yes\n").begin_button.click()
    settle()
    out = tmp_path / "out"
    out.mkdir()
    page.files_asked.emit(out)
    qtbot.waitUntil(lambda: len(list(out.iterdir())) == 3 and "report (PDF)" in page.banner.words)
    assert all("Lee" not in path.name for path in out.iterdir())
    page.cards_asked.emit(out / "cards.pdf", True, False)
    qtbot.waitUntil((out / "cards.pdf").exists)
    page.next_list_asked.emit(out / "next.csv")
    qtbot.waitUntil(lambda: (out / "next.csv").exists() and "next list" in page.banner.words)
    page.files_asked.emit(tmp_path / "list.csv")
    qtbot.waitUntil(lambda: "could not be written" in page.banner.words)


def test_a_day_is_deleted_with_its_names(
    page: DayPage, asked: Callable[[str], RosterImport], program: Program
) -> None:
    asked("No,Surname\n1,Lee\n").begin_button.click()
    settle()
    page._model.leave()
    assert page.start.days.count() == 1
    page.start.delete_button.click()
    box = page.findChild(QMessageBox)
    assert box is not None
    assert "with the names of its children?" in box.text()
    next(button for button in box.buttons() if button.text() == "&Delete").click()
    settle()
    assert page.start.days.count() == 0
    assert list(program.paths.days.iterdir()) == []


def test_the_name_stays_large_in_either_scheme(
    program: Program, page: DayPage, asked: Callable[[str], RosterImport]
) -> None:
    asked("No,Surname,Name\n1,Lee,Anna\n").begin_button.click()
    settle()
    panel = page.findChild(DayPanel)
    assert panel is not None
    for scheme in ("dark", "light"):
        program.settings.scheme = scheme
        settle()
        assert panel.name.fontMetrics().height() > 1.6 * panel.next_names[0].fontMetrics().height()


def test_the_large_button_says_the_whole_name(
    program: Program, page: DayPage, asked: Callable[[str], RosterImport]
) -> None:
    """Siblings with long names differ at the end."""
    rows = "1,Garcia Fernandez de la Vega,Maximiliano\n2,Garcia Fernandez de la Vega,Maximiliana\n"
    asked(f"No,Surname,Name\n{rows}").begin_button.click()
    settle()
    program.day.choose("1")
    settle()
    button = page.panel.step_button
    whole = f"Record {program.day.roster[0].full_name}"
    assert button.text().replace("\n", " ") == whole
    assert button.text().count("\n") in (1, 2)
    lines = button.fontMetrics().size(0, button.text())
    assert lines.width() < button.width()
    assert lines.height() < button.height()


def test_a_day_that_is_named_by_its_date_tells_it_once(
    program: Program, page: DayPage, asked: Callable[[str], RosterImport]
) -> None:
    dialog = asked("No,Surname,Name\n1,Lee,Anna\n")
    suggested = dialog.name.text()
    dialog.begin_button.click()
    settle()
    program.day.leave()
    settle()
    words = page.start.days.item(0).text().split(" \N{MIDDLE DOT} ")
    assert words == [suggested, "1 child", "not ended"]
