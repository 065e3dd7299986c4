"""Files that a file manager gives to the program open the window; everything else is the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.core.resources import resource
from scolioapp.__main__ import files_to_open
from scolioapp.bootstrap import Program
from scolioapp.viewmodels.opened_files import OpenedFiles
from scolioapp.views.main_window import MODELS, SCREEN


@pytest.mark.parametrize("name", ["walk.mp4", "a b/步态.MOV", "mine.scoliomodel"])
def test_videos_and_models_open_the_window(name: str) -> None:
    assert files_to_open([name]) == [Path(name).absolute()]


def test_several_at_once() -> None:
    assert len(files_to_open(["a.mp4", "b.avi"])) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["screen", "walk.mp4"],
        ["--version"],
        ["walk.mp4", "--json"],
        ["notes.txt"],
        ["models", "list"],
    ],
)
def test_the_rest_is_the_command_line(arguments: list[str]) -> None:
    assert files_to_open(arguments) == []


def test_files_of_the_start_come_first_and_those_of_macos_later(
    qapp: QApplication, qtbot: QtBot
) -> None:
    taken: list[Path] = []
    opened = OpenedFiles(qapp, taken.extend, [Path("first.mp4")])
    qtbot.waitUntil(lambda: taken == [Path("first.mp4")])
    qapp.sendEvent(qapp, QFileOpenEvent(QUrl.fromLocalFile("/later.mp4")))
    assert taken == [Path("first.mp4"), Path("/later.mp4")]
    qapp.removeEventFilter(opened)
    opened.deleteLater()


def test_a_video_is_screened_and_a_model_is_offered(
    start: Callable[[], Program], qtbot: QtBot, tmp_path: Path
) -> None:
    program = start()
    program.open_files([resource("samples", "simulated_walk.mp4")])
    assert program.window.current == SCREEN
    qtbot.waitUntil(lambda: len(program.queue.jobs) == 1)
    pack = tmp_path / "mine.scoliomodel"
    pack.write_bytes(b"no pack")
    program.open_files([pack])
    assert program.window.current == MODELS
