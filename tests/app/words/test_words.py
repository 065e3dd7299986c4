"""Every word on every page can be translated, and none promises what the program cannot know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from engine.core.classes import Outcome
from scolioapp.bootstrap import Program
from scolioapp.views.main_window import ABOUT, HELP, MODELS, RESEARCH, RESULTS, SCREEN, SETTINGS
from tests.app.fakes import made_up
from tests.app.pseudo_language import PseudoTranslator

NOT_WORDS = re.compile(
    r"((Ctrl|Alt)\+.*|F1|[^A-Za-zÀ-ž]*|/.*|sconet_mt_demo.*|ScolioApp|anna\.mp4|English)"
)


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[None]:
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def texts(page: QWidget) -> Iterator[str]:
    for widget in page.findChildren(QWidget):
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(i) for i in range(widget.count()))
        elif isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        yield widget.toolTip()
        yield widget.accessibleName()


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("key", [SCREEN, RESULTS, MODELS, RESEARCH, SETTINGS, HELP, ABOUT])
def test_every_word_can_be_translated(
    program: Program, video: Callable[[str], Path], key: str
) -> None:
    made = made_up(video("anna.mp4"), Outcome.BORDERLINE)
    program.store.keep(made.result, Path("anna.mp4"), program.screener.dump(made))
    program.window.show_page(key)
    for said in texts(program.window):
        assert "~" in said or NOT_WORDS.fullmatch(said), said


@pytest.mark.parametrize("key", [SCREEN, RESULTS, MODELS, RESEARCH, SETTINGS, HELP, ABOUT])
def test_no_word_promises_what_the_program_cannot_know(program: Program, key: str) -> None:
    banned = re.compile(r"\b(healthy|Cobb|severity|treatment|subject|patient)\b", re.IGNORECASE)
    program.window.show_page(key)
    for said in texts(program.window):
        assert not banned.search(said), said


def test_opening_says_so_at_once(
    qtbot: QtBot, program: Program, video: Callable[[str], Path]
) -> None:
    made = made_up(video("anna.mp4"), Outcome.BORDERLINE)
    entry = program.store.keep(made.result, Path("anna.mp4"), program.screener.dump(made))
    program.opener.open(entry)
    page = program.window.page(RESULTS).findChild(QWidget, "resultsPage")
    assert page is not None
    assert "anna.mp4" in page.banner.words
    qtbot.waitUntil(lambda: program.opener.opened is not None)
    assert page.banner.words == ""
