"""Recordings whose names differ only at their ends look different wherever they are listed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from engine.core.classes import Outcome
from scolioapp.bootstrap import Program
from scolioapp.jobs.queue import Phase
from scolioapp.painting.theme import font
from scolioapp.viewmodels.results_table import Column
from scolioapp.views.main_window import MODELS
from scolioapp.views.models_page import ModelsPage
from scolioapp.views.result_page import ResultPage
from tests.app.conftest import settle
from tests.app.fake_models import FakeLibrary
from tests.app.window.test_pages import keep, results
from tests.app.window.test_screening import MakeVideo, drop, screen_page, wait_phases

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

NAMES = tuple(
    f"2026-11-24_primary_school_north_class_5b_second_visit_to_the_gymnasium_walk_{number}.mp4"
    for number in (1, 2, 3)
)


def pictures(widget: QWidget, places: list[QRect]) -> list[QImage]:
    """Return what is to be seen of each place."""
    whole = widget.grab()
    return [whole.copy(place).toImage() for place in places]


def all_differ(images: list[QImage]) -> bool:
    return all(a != b for at, a in enumerate(images) for b in images[at + 1 :])


@pytest.fixture
def filled(program: Program, video: MakeVideo, library: FakeLibrary) -> Program:
    library.fill()
    program.window.resize(1024, 700)
    for name in NAMES:
        keep(program, video(name), Outcome.DETECTED)
    settle()
    return program


def test_the_results_list_fits_its_columns_and_tells_names_apart(filled: Program) -> None:
    page = results(filled)
    settle()
    table = page.table
    assert table.horizontalHeader().length() <= table.viewport().width()
    # Wide enough for half of a name on each of two lines.
    needed = QFontMetrics(font()).horizontalAdvance("2026-11-24_primary_school_no")
    assert table.columnWidth(Column.VIDEO) >= needed
    places = [table.visualRect(page.rows.index(row, Column.VIDEO)) for row in range(3)]
    # The bar at the current row is no part of a name; neither is what is selected.
    table.clearSelection()
    images = pictures(table.viewport(), [place.adjusted(4, 2, 0, -2) for place in places])
    assert all_differ(images)


def test_the_person_is_shown_where_there_is_room(filled: Program) -> None:
    table = results(filled).table
    settle()
    assert table.isColumnHidden(Column.PERSON)
    filled.window.resize(1400, 800)
    settle()
    assert not table.isColumnHidden(Column.PERSON)
    filled.window.resize(1024, 700)
    settle()
    assert table.isColumnHidden(Column.PERSON)


def test_only_widths_that_somebody_chose_are_kept(
    filled: Program, start: Callable[[], Program]
) -> None:
    table = results(filled).table
    settle()
    table.sortByColumn(Column.VIDEO, Qt.SortOrder.AscendingOrder)
    fitted = table.columnWidth(Column.OUTCOME)
    filled.window.close()
    again = start()
    again.window.resize(1400, 800)
    header = results(again).table.horizontalHeader()
    settle()
    # What was fitted to a narrow window is fitted anew; how the list is sorted stays.
    assert not header.isSectionHidden(Column.PERSON)
    assert header.sectionSize(Column.OUTCOME) == fitted
    assert header.sortIndicatorSection() == Column.VIDEO
    edge = QPoint(header.sectionViewportPosition(Column.OUTCOME) + fitted - 1, 5)
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(header.viewport(), left, pos=edge)
    QTest.mouseMove(header.viewport(), edge + QPoint(80, 0))
    QTest.mouseRelease(header.viewport(), left, pos=edge + QPoint(80, 0))
    assert header.sectionSize(Column.OUTCOME) == fitted + 80
    again.window.close()
    last = start()
    header = results(last).table.horizontalHeader()
    settle()
    assert header.sectionSize(Column.OUTCOME) == fitted + 80
    assert not header.isSectionHidden(Column.PERSON)


def test_the_recent_videos_and_the_result_tell_names_apart(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    program.window.resize(1024, 700)
    drop(program, [video(name) for name in NAMES])
    wait_phases(qtbot, program, [Phase.DONE] * 3)
    rows = screen_page(program).recent
    qtbot.waitUntil(lambda: rows.count() == 3)
    places = [rows.visualItemRect(rows.item(row)) for row in range(3)]
    half = [QRect(place.left(), place.top(), place.width() // 2, 24) for place in places]
    assert all_differ(pictures(rows.viewport(), half))
    newest = program.store.entries()[0]
    program.opener.open(newest)
    qtbot.waitUntil(lambda: program.opener.opened is not None)
    (shown,) = program.window.findChildren(ResultPage)
    settle()
    words = shown.title.text()
    assert "\N{HORIZONTAL ELLIPSIS}" in words
    assert words.startswith("2026-11-24_")
    assert words.endswith(newest.video[-6:])


def test_one_result_is_counted_as_one(program: Program, video: MakeVideo) -> None:
    keep(program, video("anna.mp4"), Outcome.DETECTED)
    page = results(program)
    assert page._count.text() == "1 result"
    page.filter.setText("nothing like it")
    assert page._count.text() == "0 of 1 result"
    keep(program, video("ben.mp4"), Outcome.DETECTED)
    program.results.refresh()
    page.filter.setText("ben")
    assert page._count.text() == "1 of 2 results"
    page.filter.setText("")
    assert page._count.text() == "2 results"


def test_two_models_compared_tell_names_apart(qtbot: QtBot, filled: Program) -> None:
    filled.window.show_page(MODELS)
    page = filled.window.page(MODELS)
    assert isinstance(page, ModelsPage)
    qtbot.waitUntil(lambda: page.compare_button.isEnabled())
    page.compare_button.click()
    dialog = page.compare_dialog
    assert dialog is not None
    dialog.compare_button.click()
    qtbot.waitUntil(lambda: dialog.comparison is not None)
    settle()
    table: QTableWidget = dialog.table
    places = [table.visualRect(table.model().index(row, 0)) for row in range(3)]
    table.clearSelection()
    images = pictures(table.viewport(), [place.adjusted(4, 2, 0, -2) for place in places])
    assert all_differ(images)
    dialog.reject()
