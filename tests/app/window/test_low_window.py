"""What stands at the bottom of a result stays in sight, however low and narrow the window is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from scolioapp.bootstrap import Program
from scolioapp.painting.wrapping_row import WrappingRow
from scolioapp.views.result_page import ResultPage
from tests.app.conftest import settle
from tests.app.window.test_keys import open_first

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def cut_off(window: QWidget, buttons: list[QWidget]) -> list[str]:
    """Return the buttons that are not wholly in a window, or smaller than their words."""
    whole = QRect(QPoint(0, 0), window.size())
    return [
        each.text()  # type: ignore[attr-defined]  # they are buttons
        for each in buttons
        if not whole.contains(QRect(each.mapTo(window, QPoint(0, 0)), each.size()))
        or each.width() < each.sizeHint().width()
    ]


def test_no_button_below_a_result_is_cut_off(
    qtbot: QtBot, program: Program, video: Callable[[str], Path]
) -> None:
    page = open_first(qtbot, program, video).result_page
    assert isinstance(page, ResultPage)
    window = program.window
    more = (page.speed_button, page.print_button, page.move_button)
    page.banner.say("What was said about this result, at some length. " * 6)
    for each in more:
        each.show()
    buttons = [page.pdf_button, page.export_button, page.person_button, page.repeat_button, *more]
    for size in ((1280, 796), (1366, 768), (1024, 700), (1024, 600)):
        window.resize(*size)
        settle()
        assert (window.width(), window.height()) == size
        assert cut_off(window, buttons) == [], size
    # What shows the time goes first, and comes back.
    assert not page.strip.isVisible()
    page.banner.clear()
    window.resize(1280, 800)
    settle()
    assert page.strip.isVisible()
    assert page.timeline.isVisible()


def test_a_row_goes_on_below_where_it_is_too_narrow(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    buttons = [QPushButton(words * 3, holder) for words in ("one ", "two ", "three ")]
    row = WrappingRow(*buttons, gap=8, parent=holder)
    wide = row.sizeHint()
    assert row.heightForWidth(wide.width()) == wide.height()
    assert row.heightForWidth(wide.width() - 1) == 2 * wide.height() + 8
    narrowest = row.minimumSizeHint().width()
    assert row.heightForWidth(narrowest) == 3 * wide.height() + 16
    row.resize(narrowest, 3 * wide.height() + 16)
    holder.show()
    settle()
    assert [each.y() for each in buttons] == [0, wide.height() + 8, 2 * wide.height() + 16]
    # What is hidden takes no room, and gets it back.
    buttons[1].hide()
    settle()
    assert buttons[2].y() == wide.height() + 8
    buttons[1].show()
    settle()
    assert buttons[2].y() == 2 * wide.height() + 16
