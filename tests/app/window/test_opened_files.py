"""Files that a file manager gives to the program open the window; everything else is the command line."""

from __future__ import annotations

import subprocess
import sys
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
from scolioapp.views.screen_page import ScreenPage


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


def test_whatever_lies_there_opens_the_window_which_says_what_it_is_not(
    qtbot: QtBot, start: Callable[[], Program], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.mp4").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("none")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "b.mov").write_bytes(b"")
    given = files_to_open(["a.mp4", "folder", "notes.txt"])
    assert [path.name for path in given] == ["a.mp4", "folder", "notes.txt"]
    program = start()
    program.incoming.open(given)
    qtbot.waitUntil(lambda: len(program.queue.jobs) == 2)
    assert [job.path.name for job in program.queue.jobs] == ["a.mp4", "b.mov"]
    page = program.window.page(SCREEN)
    assert isinstance(page, ScreenPage)
    qtbot.waitUntil(lambda: "“notes.txt” is not a video" in page.banner.words)
    qtbot.waitUntil(lambda: all(job.phase.over for job in program.queue.jobs))


def test_a_folder_named_like_a_command_does_not_hide_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("doctor", "models"):
        (tmp_path / name).mkdir()
        assert files_to_open([name]) == []


def test_a_mistyped_command_is_told_as_such() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scolioapp", "scren", "walk.mp4"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "No such command 'scren'" in done.stderr


def test_a_model_and_a_video_are_both_taken(
    start: Callable[[], Program], qtbot: QtBot, tmp_path: Path
) -> None:
    program = start()
    pack, walk = tmp_path / "mine.scoliomodel", tmp_path / "a.mp4"
    pack.write_bytes(b"no pack")
    walk.write_bytes(b"")
    program.incoming.open([pack, walk])
    assert program.window.current == MODELS
    qtbot.waitUntil(lambda: [job.path for job in program.queue.jobs] == [walk])
    qtbot.waitUntil(lambda: program.queue.jobs[0].phase.over)


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
    program.incoming.open([resource("samples", "simulated_walk.mp4")])
    assert program.window.current == SCREEN
    qtbot.waitUntil(lambda: len(program.queue.jobs) == 1)
    pack = tmp_path / "mine.scoliomodel"
    pack.write_bytes(b"no pack")
    program.incoming.open([pack])
    assert program.window.current == MODELS
