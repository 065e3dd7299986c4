"""The one path for the unexpected."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, qWarning
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from scolioapp.bootstrap import Program
from scolioapp.crash import details_of, without_paths


@pytest.fixture
def crashing(program: Program) -> Iterator[Program]:
    program.crash.install()
    yield program
    program.crash.uninstall()


def raised(words: str) -> RuntimeError:
    try:
        raise RuntimeError(words)
    except RuntimeError as error:
        return error


def test_an_uncaught_exception_is_logged_and_told(crashing: Program) -> None:
    error = raised("no such thing: /home/anna/anna_walk.mp4")
    sys.excepthook(type(error), error, error.__traceback__)
    dialog = crashing.crash.dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert "RuntimeError: no such thing: <file>" in dialog.details.toPlainText()
    log = crashing.paths.log.read_text(encoding="utf-8")
    assert "RuntimeError: no such thing: <file>" in log
    assert "anna" not in log
    dialog.accept()


def test_a_second_error_joins_the_open_dialog(crashing: Program) -> None:
    crashing.crash.take(raised("first"))
    dialog = crashing.crash.dialog
    crashing.crash.take(raised("second"))
    assert dialog is not None
    assert crashing.crash.dialog is dialog
    assert "first" in dialog.details.toPlainText()
    assert "second" in dialog.details.toPlainText()
    dialog.accept()


def test_an_exception_in_a_thread_arrives_too(qtbot: QtBot, crashing: Program) -> None:
    def fail() -> None:
        raise ValueError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: crashing.crash.dialog is not None)
    dialog = crashing.crash.dialog
    assert dialog is not None
    assert "in a thread" in dialog.details.toPlainText()
    dialog.accept()


def test_the_details_can_be_copied(qtbot: QtBot, crashing: Program) -> None:
    crashing.crash.take(raised("copy me"))
    dialog = crashing.crash.dialog
    assert dialog is not None
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert "copy me" in QGuiApplication.clipboard().text()
    dialog.accept()


def test_what_qt_says_goes_into_the_log(crashing: Program) -> None:
    qWarning("a warning of Qt")
    assert "qt: a warning of Qt" in crashing.paths.log.read_text(encoding="utf-8")


def test_uninstall_gives_everything_back(program: Program) -> None:
    before = (sys.excepthook, threading.excepthook)
    program.crash.install()
    assert sys.excepthook != before[0]
    program.crash.uninstall()
    assert (sys.excepthook, threading.excepthook) == before


def test_closing_the_program_from_the_dialog_closes_the_window(
    start: Callable[[], Program], qtbot: QtBot
) -> None:
    program = start()
    program.crash.take(raised("enough"))
    dialog = program.crash.dialog
    assert dialog is not None
    qtbot.mouseClick(dialog.quit_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not program.window.isVisible())


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("cannot open '/home/a/b c.mp4'", "cannot open <file>"),
        ("cannot open /tmp/x.mp4 now", "cannot open <file> now"),
        (r'in "C:\Users\Anna\walk.mp4"', "in <file>"),
        ("1/2 of the work; and/or", "1/2 of the work; and/or"),
        ('File "/usr/lib/python3.11/json/decoder.py", line 3', 'File "decoder.py", line 3'),
    ],
)
def test_paths_of_people_are_left_out(words: str, kept: str) -> None:
    assert without_paths(words) == kept


def test_lines_of_the_program_keep_their_place() -> None:
    assert 'File "/tests/app/window/test_crash.py"' in details_of(raised("x"))
