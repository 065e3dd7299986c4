"""What is cancelled, cleared or deleted can be had back; what failed can be tried again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from scolioapp.bootstrap import Program
from scolioapp.jobs.queue import Phase
from tests.app.fakes import FakeScreener
from tests.app.window.test_screening import MakeVideo, drop, phases, screen_page, wait_phases


def press(program: Program, qtbot: QtBot, key: Qt.Key) -> None:
    """Press Ctrl and a key, wherever the focus is."""
    program.window.activateWindow()
    qtbot.keyClick(program.window, key, Qt.KeyboardModifier.ControlModifier)


def test_a_class_that_was_cancelled_by_mistake_comes_back(
    qtbot: QtBot, program: Program, video: MakeVideo, screener: FakeScreener
) -> None:
    drop(program, [video("slow.mp4"), *(video(f"child_{i:02}.mp4") for i in range(21))])
    qtbot.waitUntil(screener.started.is_set)
    strip = program.window.strip
    before = strip.cancel_button.mapTo(strip, QPoint())
    qtbot.mouseClick(strip.cancel_button, Qt.MouseButton.LeftButton)
    assert program.undo.words == "22 videos cancelled."
    wait_phases(qtbot, program, [Phase.CANCELLED] * 22)
    # A second click in the same place meets no button.
    assert not strip.cancel_button.isVisible()
    clear = strip.tidy_button
    assert clear.isVisible()
    assert not clear.geometry().contains(before + QPoint(5, 5))
    press(program, qtbot, Qt.Key.Key_Z)
    screener.release.set()
    wait_phases(qtbot, program, [Phase.DONE] * 22)
    assert [job.path.name for job in program.queue.jobs][:2] == ["slow.mp4", "child_00.mp4"]


def test_undo_while_the_running_one_still_stops(
    qtbot: QtBot, program: Program, video: MakeVideo, screener: FakeScreener
) -> None:
    drop(program, [video("slow.mp4"), video("next.mp4")])
    qtbot.waitUntil(screener.started.is_set)
    qtbot.mouseClick(program.window.strip.row(1).button, Qt.MouseButton.LeftButton)
    assert program.undo.words == "slow.mp4 cancelled."
    assert phases(program)[0] is Phase.CANCELLING
    qtbot.mouseClick(program.undo.button, Qt.MouseButton.LeftButton)
    screener.release.set()
    wait_phases(qtbot, program, [Phase.DONE, Phase.DONE])


def test_what_was_cleared_stands_in_its_old_place_again(
    qtbot: QtBot, program: Program, video: MakeVideo, screener: FakeScreener
) -> None:
    drop(program, [video("a.mp4"), video("slow.mp4"), video("c.mp4")])
    qtbot.waitUntil(screener.started.is_set)
    strip = program.window.strip
    qtbot.mouseClick(strip.tidy_button, Qt.MouseButton.LeftButton)
    assert [job.path.name for job in program.queue.jobs] == ["slow.mp4", "c.mp4"]
    assert program.undo.words == "a.mp4 removed from this list."
    press(program, qtbot, Qt.Key.Key_Z)
    assert [job.path.name for job in program.queue.jobs] == ["a.mp4", "slow.mp4", "c.mp4"]
    tops = [strip.row(number).mapTo(strip, QPoint()).y() for number in (1, 2, 3)]
    qtbot.waitUntil(lambda: strip.row(1).height() > 10)
    tops = [strip.row(number).mapTo(strip, QPoint()).y() for number in (1, 2, 3)]
    assert tops == sorted(tops)
    screener.release.set()
    wait_phases(qtbot, program, [Phase.DONE] * 3)


def test_a_cancelled_and_a_failed_row_offer_to_try_again(
    qtbot: QtBot, program: Program, video: MakeVideo, screener: FakeScreener
) -> None:
    broken = video("broken.mp4")
    drop(program, [video("slow.mp4"), broken])
    qtbot.waitUntil(screener.started.is_set)
    strip = program.window.strip
    qtbot.mouseClick(strip.row(1).button, Qt.MouseButton.LeftButton)
    wait_phases(qtbot, program, [Phase.CANCELLED, Phase.FAILED])
    assert [strip.row(number).button.text() for number in (1, 2)] == ["Try again", "Try again"]
    screener.release.set()
    qtbot.mouseClick(strip.row(1).button, Qt.MouseButton.LeftButton)
    wait_phases(qtbot, program, [Phase.DONE, Phase.FAILED])
    assert strip.row(1).button.text() == "Open"


# The offscreen platform says so of every dialog with a fixed size.
@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_a_missing_video_can_be_found(
    qtbot: QtBot, program: Program, video: MakeVideo, tmp_path: Path
) -> None:
    screened, broken = video("detected.mp4"), video("broken.mp4")
    drop(program, [screened, broken])
    wait_phases(qtbot, program, [Phase.DONE, Phase.FAILED])
    place = tmp_path / "elsewhere"
    place.mkdir()
    moved = [path.rename(place / path.name) for path in (screened, broken)]
    program.screen_model.refresh()
    recent = screen_page(program).recent
    said = lambda row: recent.item(row).data(Qt.ItemDataRole.AccessibleTextRole)  # noqa: E731
    qtbot.waitUntil(lambda: "missing" in said(1))
    recent.setFocus()
    recent.setCurrentRow(1)
    qtbot.keyClick(recent, Qt.Key.Key_Return)
    dialog = screen_page(program).findChild(QFileDialog)
    assert dialog.windowTitle() == "Find the video broken.mp4"
    dialog.filesSelected.emit([str(moved[1])])
    dialog.reject()
    qtbot.waitUntil(lambda: program.queue.jobs[1].path == moved[1])
    program.screen_model.find_again(screened, moved[0])
    qtbot.waitUntil(lambda: program.store.entries()[0].video_path == str(moved[0]))
    qtbot.waitUntil(lambda: "missing" not in said(0) + said(1))


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_the_row_of_a_video_that_was_moved_offers_to_find_it(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    path = video("broken.mp4")
    drop(program, [path])
    wait_phases(qtbot, program, [Phase.FAILED])
    path.unlink()
    row = program.window.strip.row(1)
    row.show_job(program.queue.jobs[0])
    assert row.button.text() == "Find the video…"
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    dialog = screen_page(program).findChild(QFileDialog)
    assert dialog.windowTitle() == "Find the video broken.mp4"
    dialog.reject()


def test_what_waits_to_be_undone_is_final_when_the_window_closes(
    qtbot: QtBot, start: Callable[[], Program], video: MakeVideo
) -> None:
    program = start()
    drop(program, [video("a.mp4"), video("b.mp4")])
    wait_phases(qtbot, program, [Phase.DONE, Phase.DONE])
    entries = program.store.entries()
    program.results_wiring.delete(entries[:1])
    program.window.close()
    kept = [path.name for path in program.store.root.iterdir() if path.is_dir()]
    assert kept == [entries[1].identifier]
