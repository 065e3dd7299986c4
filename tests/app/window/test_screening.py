"""From files that fall on the window to results that are kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.core.screening_request import ScreeningRequest
from scolioapp.bootstrap import Program
from scolioapp.jobs.queue import Phase
from scolioapp.paths import AppPaths
from scolioapp.storage.path_lists import WaitingList
from scolioapp.views.main_window import RESULTS, SCREEN
from scolioapp.views.results_area import ResultsArea
from scolioapp.views.screen_page import ScreenPage
from tests.app.fakes import FakeScreener

MakeVideo = Callable[[str], Path]


def drop(program: Program, paths: list[Path]) -> None:
    """Let files fall on the window, as the window system does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(300, 300), action, data, buttons, keys)
    QApplication.sendEvent(program.window, enter)
    assert enter.isAccepted()
    assert screen_page(program).drop_area.lit
    event = QDropEvent(QPointF(300, 300), action, data, buttons, keys)
    QApplication.sendEvent(program.window, event)


def screen_page(program: Program) -> ScreenPage:
    page = program.window.page(SCREEN)
    assert isinstance(page, ScreenPage)
    return page


def phases(program: Program) -> list[Phase]:
    return [job.phase for job in program.queue.jobs]


def wait_phases(qtbot: QtBot, program: Program, expected: list[Phase]) -> None:
    qtbot.waitUntil(lambda: phases(program) == expected)


def test_a_dropped_video_is_screened_kept_and_shown(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    path = video("detected.mp4")
    drop(program, [path])
    assert not screen_page(program).drop_area.lit
    wait_phases(qtbot, program, [Phase.DONE])
    [entry] = program.store.entries()
    assert (entry.video, entry.video_path) == ("detected.mp4", str(path))
    assert entry.outcome == "features_detected"
    folder = program.store.folder(entry.identifier)
    assert sorted(p.name for p in folder.iterdir()) == ["entry.json", "result.json"]
    program.opener.open(entry)
    area = program.window.page(RESULTS)
    assert isinstance(area, ResultsArea)
    qtbot.waitUntil(lambda: area.result_page is not None)


def test_dragging_lights_the_drop_area_until_it_leaves(program: Program, video: MakeVideo) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(video("a.mp4")))])
    enter = QDragEnterEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(program.window, enter)
    assert screen_page(program).drop_area.lit
    QApplication.sendEvent(program.window, QDragLeaveEvent())
    assert not screen_page(program).drop_area.lit


def test_twenty_files_make_twenty_jobs_one_at_a_time(
    qtbot: QtBot, program: Program, video: MakeVideo, screener: FakeScreener
) -> None:
    drop(program, [video(f"walk_{i:02}.mp4") for i in range(20)])
    wait_phases(qtbot, program, [Phase.DONE] * 20)
    assert screener.most_together == 1
    assert [r.path.name for r in screener.requests] == [f"walk_{i:02}.mp4" for i in range(20)]
    assert len(program.store.entries()) == 20


def test_folders_are_searched_for_videos(qtbot: QtBot, program: Program, video: MakeVideo) -> None:
    inside = video("class/b.MOV")
    video("class/notes.txt")
    video("class/.hidden.mp4")
    drop(program, [inside.parent])
    wait_phases(qtbot, program, [Phase.DONE])
    assert program.queue.jobs[0].path == inside


def test_what_is_no_video_is_said_in_place(
    qtbot: QtBot, program: Program, video: MakeVideo, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    drop(program, [video("notes.txt"), tmp_path / "gone.mp4", empty])
    banner = screen_page(program).banner
    qtbot.waitUntil(lambda: bool(banner.words))
    assert "“notes.txt” is not a video this program can read" in banner.words
    assert "“gone.mp4” is no longer there" in banner.words
    assert "no video in the folder “empty”" in banner.words
    assert program.queue.jobs == []


def test_progress_is_shown_in_words_percent_and_time(
    qtbot: QtBot, program: Program, video: MakeVideo, screener: FakeScreener
) -> None:
    drop(program, [video("slow.mp4"), video("next.mp4")])
    qtbot.waitUntil(lambda: bool(program.queue.jobs))
    number = program.queue.jobs[0].number
    qtbot.waitUntil(lambda: phases(program) == [Phase.RUNNING, Phase.WAITING])
    row = program.window.strip.row(number)
    assert row.name.whole() == "slow.mp4"
    said = "1 running, 1 waiting, about 2 min left for all"
    qtbot.waitUntil(lambda: program.window.strip.summary() == said)
    assert program.window.strip.isVisible()
    screener.release.set()
    wait_phases(qtbot, program, [Phase.DONE, Phase.DONE])
    assert program.window.strip.summary() == "2 done"


def test_cancel_answers_at_once_and_says_when_it_is_done(
    qtbot: QtBot, program: Program, video: MakeVideo, screener: FakeScreener
) -> None:
    drop(program, [video("slow.mp4")])
    qtbot.waitUntil(screener.started.is_set)
    row = program.window.strip.row(1)
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert row.state.whole() == "stopping…"
    wait_phases(qtbot, program, [Phase.CANCELLED])
    assert row.state.whole() == "cancelled"
    assert program.store.entries() == []


def test_cancel_of_a_waiting_job_leaves_the_running_one(
    qtbot: QtBot, program: Program, video: MakeVideo, screener: FakeScreener
) -> None:
    drop(program, [video("slow.mp4"), video("next.mp4")])
    qtbot.waitUntil(screener.started.is_set)
    program.queue.cancel(2)
    assert phases(program) == [Phase.RUNNING, Phase.CANCELLED]
    screener.release.set()
    wait_phases(qtbot, program, [Phase.DONE, Phase.CANCELLED])


def test_an_engine_error_is_a_sentence_and_the_queue_goes_on(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    drop(program, [video("broken.mp4"), video("fine.mp4")])
    wait_phases(qtbot, program, [Phase.FAILED, Phase.DONE])
    row = program.window.strip.row(1)
    assert row.state.whole() == "“broken.mp4” ends in the middle. Copy it again."
    assert program.crash.dialog is None


def test_a_bug_takes_the_crash_path_and_the_queue_goes_on(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    drop(program, [video("bug.mp4"), video("fine.mp4")])
    wait_phases(qtbot, program, [Phase.FAILED, Phase.DONE])
    dialog = program.crash.dialog
    assert dialog is not None
    assert "RuntimeError" in dialog.details.toPlainText()
    assert "bug.mp4" not in dialog.details.toPlainText()
    dialog.accept()
    assert program.crash.dialog is None


def test_finished_jobs_can_be_taken_off_the_list(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    drop(program, [video("a.mp4")])
    wait_phases(qtbot, program, [Phase.DONE])
    qtbot.mouseClick(program.window.strip.row(1).dismiss, Qt.MouseButton.LeftButton)
    assert program.queue.jobs == []
    assert not program.window.strip.isVisible()


def test_the_strip_folds_away(qtbot: QtBot, program: Program, video: MakeVideo) -> None:
    drop(program, [video("a.mp4"), video("b.mp4")])
    wait_phases(qtbot, program, [Phase.DONE, Phase.DONE])
    open_height = program.window.strip.sizeHint().height()
    program.window.strip.toggle()
    assert program.window.strip.folded
    assert program.window.strip.sizeHint().height() < open_height
    assert program.window.strip.summary() == "2 done"


def test_closing_in_the_middle_cancels_and_keeps_the_queue(
    qtbot: QtBot,
    start: Callable[[], Program],
    video: MakeVideo,
    screener: FakeScreener,
    paths: AppPaths,
) -> None:
    program = start()
    videos = [video("slow.mp4"), video("next.mp4")]
    drop(program, videos)
    qtbot.waitUntil(screener.started.is_set)
    program.window.close()
    assert program.store.entries() == []
    waiting = WaitingList(paths.queue).read(ScreeningRequest)
    assert [request.path for request in waiting] == videos
    again = start()
    assert "2 videos" in screen_page(again).banner.words
    screener.release.set()
    screen_page(again).banner.act()
    wait_phases(qtbot, again, [Phase.DONE, Phase.DONE])
    assert WaitingList(paths.queue).read(ScreeningRequest) == []


def test_networks_stay_open_while_videos_wait_and_no_longer(
    qtbot: QtBot, program: Program, video: MakeVideo, screener: FakeScreener
) -> None:
    drop(program, [video("a.mp4"), video("slow.mp4"), video("b.mp4")])
    qtbot.waitUntil(screener.started.is_set)
    assert screener.closed == 0
    screener.release.set()
    wait_phases(qtbot, program, [Phase.DONE] * 3)
    qtbot.waitUntil(lambda: screener.closed == 1)
    # A result that is judged again opens its model anew, and lets go of it when it is closed.
    program.opener.open(program.store.entries()[0])
    qtbot.waitUntil(lambda: program.opener.opened is not None)
    program.opener.close()
    qtbot.waitUntil(lambda: screener.closed == 2)


def test_what_waited_is_screened_as_it_was_asked(
    qtbot: QtBot, start: Callable[[], Program], video: MakeVideo, screener: FakeScreener
) -> None:
    program = start()
    program.settings.rate = None
    drop(program, [video("slow.mp4"), video("b.mp4")])
    qtbot.waitUntil(screener.started.is_set)
    asked = [job.request for job in program.queue.jobs]
    program.window.close()
    again = start()
    again.settings.rate = 30.0
    screener.release.set()
    screen_page(again).banner.act()
    wait_phases(qtbot, again, [Phase.DONE, Phase.DONE])
    assert screener.requests[1:] == asked


def test_a_sample_is_two_clicks_away(qtbot: QtBot, program: Program) -> None:
    menu = screen_page(program).drop_area.sample_button.menu()
    assert [action.text() for action in menu.actions()] == ["A simulated &walker", "A &real clip"]
    menu.actions()[0].trigger()
    wait_phases(qtbot, program, [Phase.DONE])
    assert program.queue.jobs[0].path.parent.name == "samples"


def test_recent_videos_show_their_state_and_missing_ones_are_greyed(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    kept, gone = video("detected.mp4"), video("broken.mp4")
    drop(program, [kept, gone])
    wait_phases(qtbot, program, [Phase.DONE, Phase.FAILED])
    gone.unlink()
    program.screen_model.refresh()
    recent = screen_page(program).recent
    qtbot.waitUntil(lambda: recent.count() == 2)
    qtbot.waitUntil(lambda: "missing" in recent.item(1).data(Qt.ItemDataRole.AccessibleTextRole))
    first = recent.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert first.startswith("detected.mp4, ")
    program.screen_model.forget(gone)
    qtbot.waitUntil(lambda: recent.count() == 1)


@pytest.mark.parametrize("rate", [15.0, None])
def test_the_settings_go_into_the_request(
    qtbot: QtBot, program: Program, video: MakeVideo, screener: FakeScreener, rate: float | None
) -> None:
    program.settings.rate = rate
    program.settings.operator = "KB"
    drop(program, [video("a.mp4")])
    wait_phases(qtbot, program, [Phase.DONE])
    assert screener.requests[0].rate == rate
    assert screener.requests[0].operator == "KB"
