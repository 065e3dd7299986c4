"""Folders that cannot be written, a full disk, another folder for results, and a second start."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.core.errors import OutputError
from scolioapp.bootstrap import Program, build
from scolioapp.bootstrap.single_instance import FirstWindow, hand_over, socket_name
from scolioapp.jobs.queue import Phase
from scolioapp.paths import AppPaths
from scolioapp.storage.results import ResultStore
from scolioapp.views.main_window import RESULTS, SCREEN, SETTINGS
from scolioapp.views.settings_page import SettingsPage
from tests.app.conftest import settle
from tests.app.fake_models import FakeLibrary
from tests.app.fakes import FakeScreener
from tests.app.window.test_pages import box_button
from tests.app.window.test_screening import MakeVideo, drop, screen_page, wait_phases

# A home that cannot be written


def test_without_a_writable_home_the_window_opens_and_says_so(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, video: MakeVideo
) -> None:
    home = tmp_path / "home"
    home.write_bytes(b"a file, in which no folder can be made")
    paths = AppPaths(home / "config", home / "data", home / "logs")
    program = build(qapp, paths, FakeScreener(), FakeLibrary(tmp_path / "models"))
    program.crash.install()
    program.start()
    qtbot.waitExposed(program.window)
    settle()
    try:
        words = screen_page(program).banner.words
        assert "Results cannot be saved" not in words, "this run keeps nothing, elsewhere"
        assert "Settings cannot be saved: they last until you close the window." in words
        program.settings.operator = "KB"
        assert program.settings.operator == "KB"
        program.screen_model.offer([video("detected.mp4")])
        wait_phases(qtbot, program, [Phase.DONE])
        place = program.paths.results
        assert len(list(place.glob("2*"))) == 1
    finally:
        program.end()
        settle()
    assert not place.exists()


def test_results_folder_that_cannot_be_written_is_named(
    start: Callable[[], Program], paths: AppPaths
) -> None:
    paths.data.mkdir(parents=True)
    paths.results.write_bytes(b"a file, in which no folder can be made")
    words = screen_page(start()).banner.words
    assert f"Results cannot be saved: the folder {paths.results} is not writable" in words


# A disk that is full


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Let results be refused for want of space, or taken again."""
    keep = ResultStore.keep
    full = [True]

    def refuse(store: ResultStore, *arguments: object) -> object:
        if full[0]:
            from engine.core.text import text

            raise OutputError(
                text("The result could not be saved: {reason}.", reason="No space left on device"),
                text("Free some space, then try again."),
            )
        return keep(store, *arguments)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(ResultStore, "keep", refuse)

    def set_full(now: bool) -> None:
        full[0] = now

    return set_full


def test_a_result_that_finds_no_space_is_held_shown_and_saved_later(
    qtbot: QtBot,
    full_disk: Callable[[bool], None],
    program: Program,
    video: MakeVideo,
    screener: FakeScreener,
) -> None:
    program.window.show_page(SETTINGS)
    drop(program, [video("detected.mp4"), video("none.mp4")])
    wait_phases(qtbot, program, [Phase.UNSAVED, Phase.UNSAVED])
    row = program.window.strip.row(1)
    assert "No space left on device" in row.state.whole()
    assert row.button.text() == "Try saving again"
    assert "The results of 2 videos could not be saved." in screen_page(program).banner.words
    qtbot.mouseClick(row.open_button, Qt.MouseButton.LeftButton)
    assert program.window.current == RESULTS
    model = program.opener.opened
    assert model is not None
    assert model.result.outcome == "features_detected"
    assert "not saved yet" in program.window.page("results").result_page.banner.words
    full_disk(False)
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    wait_phases(qtbot, program, [Phase.DONE, Phase.UNSAVED])
    screen_page(program).banner.act()
    wait_phases(qtbot, program, [Phase.DONE, Phase.DONE])
    assert sorted(entry.video for entry in program.store.entries()) == ["detected.mp4", "none.mp4"]
    assert len(screener.requests) == 2
    assert program.queue.unsaved == []


# The offscreen platform says so of every box with a fixed size.
@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_a_window_with_unsaved_results_asks_before_it_closes(
    qtbot: QtBot, full_disk: Callable[[bool], None], program: Program, video: MakeVideo
) -> None:
    drop(program, [video("a.mp4"), video("b.mp4")])
    wait_phases(qtbot, program, [Phase.UNSAVED, Phase.UNSAVED])
    program.window.close()
    assert program.window.isVisible()
    qtbot.mouseClick(box_button("&Keep the window open"), Qt.MouseButton.LeftButton)
    assert program.window.isVisible()
    full_disk(False)
    program.window.close()
    qtbot.mouseClick(box_button("Try &saving again"), Qt.MouseButton.LeftButton)
    wait_phases(qtbot, program, [Phase.DONE, Phase.DONE])
    program.window.close()
    assert not program.window.isVisible()


def test_the_space_is_looked_at_before_a_video_is_begun(
    qtbot: QtBot,
    program: Program,
    video: MakeVideo,
    screener: FakeScreener,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usage = SimpleNamespace(total=10**12, used=10**12, free=12 * 1024**2)
    monkeypatch.setattr("scolioapp.storage.results.shutil.disk_usage", lambda _: usage)
    drop(program, [video("a.mp4")])
    wait_phases(qtbot, program, [Phase.FAILED])
    assert screener.requests == []
    words = screen_page(program).banner.words
    assert "Only 12 MB are free in the results folder, which is not enough for a result." in words
    usage.free = 10**12
    screen_page(program).banner.act()
    wait_phases(qtbot, program, [Phase.DONE])


# Another folder for results


def test_results_are_kept_in_the_folder_that_was_chosen(
    qtbot: QtBot, start: Callable[[], Program], paths: AppPaths, tmp_path: Path, video: MakeVideo
) -> None:
    program = start()
    usual, other = paths.results, tmp_path / "school disk"
    page = program.window.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    assert not page.usual_button.isVisibleTo(page)
    page.results_folder_chosen.emit(other)
    assert page.usual_button.isVisibleTo(page)
    assert str(other) in page.results_note.text()
    drop(program, [video("a.mp4")])
    wait_phases(qtbot, program, [Phase.DONE])
    assert [path.name for path in other.iterdir() if path.is_dir()] == [
        program.store.entries()[0].identifier
    ]
    program.window.close()
    again = start()
    assert (again.store.root, paths.folders["results"]) == (other, other)
    page = again.window.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    page.usual_button.click()
    assert again.store.root == usual


def test_a_folder_that_cannot_be_written_is_not_taken(program: Program, tmp_path: Path) -> None:
    before = program.store.root
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    page = program.window.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    page.results_folder_chosen.emit(blocked / "results")
    program.window.show_page(SETTINGS)
    assert "The folder “results” is not writable" in page.banner.words
    assert program.store.root == before


# A second start


# The offscreen platform has no windows in front of others.
@pytest.mark.qt_log_ignore("raise")
def test_a_second_start_hands_its_files_to_the_first_window(
    qtbot: QtBot, program: Program, paths: AppPaths, video: MakeVideo
) -> None:
    path = video("步态 b.mp4")
    name = socket_name(paths.config)
    first = FirstWindow(name, program.incoming.take_over, program)
    assert first.listens
    program.window.show_page(SETTINGS)
    second = (
        "import sys\n"
        "from pathlib import Path\n"
        "from scolioapp.bootstrap.single_instance import hand_over\n"
        "sys.exit(0 if hand_over(sys.argv[1], [Path(sys.argv[2])]) else 1)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", second, name, str(path)])
    qtbot.waitUntil(lambda: process.poll() is not None)
    assert process.returncode == 0
    wait_phases(qtbot, program, [Phase.DONE])
    assert program.queue.jobs[0].path == path
    assert program.window.current in {SCREEN, RESULTS}
    first.close()
    assert not hand_over(name, [path])


def test_what_a_killed_window_left_behind_keeps_nobody_out(qtbot: QtBot, tmp_path: Path) -> None:
    name = socket_name(tmp_path)
    killed = (
        "import os, sys\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from scolioapp.bootstrap.single_instance import FirstWindow\n"
        "app = QCoreApplication([])\n"
        "first = FirstWindow(sys.argv[1], print)\n"
        "assert first.listens\n"
        "os._exit(9)\n"
    )
    done = subprocess.run([sys.executable, "-c", killed, name], env=os.environ, check=False)
    assert done.returncode == 9
    assert not hand_over(name, [])
    first = FirstWindow(name, lambda _: None)
    assert first.listens
    first.close()
    first.deleteLater()


def test_other_people_and_other_homes_have_windows_of_their_own(tmp_path: Path) -> None:
    assert socket_name(tmp_path / "a") != socket_name(tmp_path / "b")
