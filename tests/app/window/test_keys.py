"""Keys hold for the whole window, and the focus returns to where it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from scolioapp.bootstrap import Program
from scolioapp.viewmodels.research import DATASET, EVALUATION, TRAINING
from scolioapp.views.main_window import HELP, RESEARCH, RESULTS, SCREEN, SETTINGS
from scolioapp.views.research_area import ResearchArea
from scolioapp.views.results_area import ResultsArea
from tests.app.conftest import settle
from tests.app.window.test_pages import keep, results

MakeVideo = Callable[[str], Path]


def press(
    program: Program, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key as the window system does: it goes to whatever has the focus."""
    program.window.activateWindow()
    settle()
    QTest.keyClick(program.window.windowHandle(), key, held)
    settle()


def focused(program: Program) -> QWidget:
    widget = program.window.focusWidget()
    assert widget is not None
    return widget


def area_of(program: Program) -> ResultsArea:
    area = program.window.page(RESULTS)
    assert isinstance(area, ResultsArea)
    return area


def open_first(qtbot: QtBot, program: Program, video: MakeVideo) -> ResultsArea:
    entry = keep(program, video("anna.mp4"))
    results(program)
    program.opener.open(entry)
    area = area_of(program)
    qtbot.waitUntil(lambda: area.result_page is not None)
    return area


def test_results_in_the_rail_leads_from_a_result_to_the_list(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    area = open_first(qtbot, program, video)
    qtbot.mouseClick(program.window.rail.button(RESULTS), Qt.MouseButton.LeftButton)
    assert area.currentWidget() is area.list_page
    assert program.opener.opened is None


def test_an_opened_result_is_still_there_after_another_page_and_escape_closes_it(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    area = open_first(qtbot, program, video)
    qtbot.mouseClick(program.window.rail.button(SETTINGS), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(program.window.rail.button(RESULTS), Qt.MouseButton.LeftButton)
    assert area.currentWidget() is area.result_page
    press(program, Qt.Key.Key_Escape)
    assert area.currentWidget() is area.list_page
    assert focused(program) is area.list_page.table


def test_escape_closes_nothing_from_another_page(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    area = open_first(qtbot, program, video)
    program.window.show_page(SETTINGS)
    press(program, Qt.Key.Key_Escape)
    assert area.result_page is not None


def test_the_research_pages_are_reached_wherever_the_focus_is(program: Program) -> None:
    program.window.show_page(RESEARCH)
    area = program.window.page(RESEARCH)
    assert isinstance(area, ResearchArea)
    program.window.rail.button(RESEARCH).setFocus()
    held = Qt.KeyboardModifier.AltModifier
    for key, page in (
        (Qt.Key.Key_2, TRAINING),
        (Qt.Key.Key_3, EVALUATION),
        (Qt.Key.Key_1, DATASET),
    ):
        press(program, key, held)
        assert area.current == page
    program.window.show_page(HELP)
    press(program, Qt.Key.Key_3, held)
    assert (program.window.current, area.current) == (HELP, DATASET)


def test_down_and_enter_open_a_result(qtbot: QtBot, program: Program, video: MakeVideo) -> None:
    for name in ("anna.mp4", "ben.mp4", "carl.mp4"):
        keep(program, video(name))
    page = results(program)
    page.filter.setFocus()
    press(program, Qt.Key.Key_Tab)
    assert focused(program) is page.table
    assert [entry.video for entry in page.table.selected] == ["carl.mp4"]
    press(program, Qt.Key.Key_Down)
    assert [entry.video for entry in page.table.selected] == ["ben.mp4"]
    press(program, Qt.Key.Key_Return)
    area = area_of(program)
    qtbot.waitUntil(lambda: area.result_page is not None)
    assert program.opener.opened is not None
    assert program.opener.opened.result.provenance.video.name == "ben.mp4"
    press(program, Qt.Key.Key_Escape)
    assert focused(program) is page.table
    assert [entry.video for entry in page.table.selected] == ["ben.mp4"]


def test_the_list_has_the_focus_when_its_page_opens(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    for name in ("anna.mp4", "ben.mp4"):
        keep(program, video(name))
    press(program, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    press(program, Qt.Key.Key_Down)
    press(program, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.opener.opened is not None)
    assert program.opener.opened is not None
    assert program.opener.opened.result.provenance.video.name == "anna.mp4"


def test_the_current_row_has_a_mark(program: Program, video: MakeVideo) -> None:
    for name in ("anna.mp4", "ben.mp4"):
        keep(program, video(name))
    page = results(program)
    table = page.table
    table.setFocus()
    program.window.activateWindow()
    settle()
    table.setCurrentIndex(page.rows.index(1, 0))
    settle()
    image = table.viewport().grab().toImage()
    middles = [table.rowViewportPosition(row) + table.rowHeight(row) // 2 for row in (0, 1)]
    first, second = (image.pixelColor(1, middle).name() for middle in middles)
    assert second == "#0069a8"
    assert first != second


@pytest.mark.parametrize("key", [SCREEN, SETTINGS, HELP])
def test_the_focus_of_a_page_is_there_again(program: Program, key: str) -> None:
    window = program.window
    window.show_page(key)
    stops = [each for each in window._focus_stops() if window.stack.isAncestorOf(each)]
    chosen = stops[min(2, len(stops) - 1)]
    chosen.setFocus()
    press(program, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.current == RESULTS
    window.show_page(key)
    assert focused(program) is chosen


def test_the_focus_is_where_it_was_after_a_dialog(qtbot: QtBot, program: Program) -> None:
    window = program.window
    window.show_page(SETTINGS)
    button = window.page(SETTINGS).results_button  # type: ignore[attr-defined]  # the Settings page's
    button.setFocus()
    window.activateWindow()
    settle()
    dialog = QDialog(window)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    # What was pressed is busy while the dialog works, and free again when it closes.
    button.setEnabled(False)
    assert not window.rail.isAncestorOf(focused(program))
    button.setEnabled(True)
    dialog.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert focused(program) is button


def test_a_button_that_goes_away_leaves_the_focus_on_its_page(program: Program) -> None:
    window = program.window
    window.show_page(SETTINGS)
    button = window.page(SETTINGS).results_button  # type: ignore[attr-defined]  # the Settings page's
    button.setFocus()
    button.setEnabled(False)
    assert window.page(SETTINGS).isAncestorOf(focused(program))


def test_tabs_keep_their_letters_with_the_focus(program: Program) -> None:
    program.window.show_page(RESEARCH)
    area = program.window.page(RESEARCH)
    assert isinstance(area, ResearchArea)
    program.window.activateWindow()
    settle()
    for key in (DATASET, TRAINING, EVALUATION):
        button: QPushButton = area.button(key)
        without = button.sizeHint()
        button.setFocus()
        settle()
        assert button.sizeHint() == without
        words = button.text().replace("&", "")
        # 2 px of edge and 13 px of room on both sides, as without the focus.
        assert QFontMetrics(button.font()).horizontalAdvance(words) <= button.width() - 30
