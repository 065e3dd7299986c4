"""What the list of jobs, the recent videos and the banner say of each video."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from scolioapp.bootstrap import Program
from scolioapp.jobs.queue import Phase
from scolioapp.views.main_window import SETTINGS
from scolioapp.words.result_words import outcome_words
from tests.app.fakes import FakeScreener
from tests.app.window.test_screening import MakeVideo, drop, screen_page, wait_phases


def test_a_done_row_says_the_outcome(qtbot: QtBot, program: Program, video: MakeVideo) -> None:
    drop(program, [video("detected.mp4"), video("none.mp4")])
    wait_phases(qtbot, program, [Phase.DONE, Phase.DONE])
    said = [program.window.strip.row(number).state.whole() for number in (1, 2)]
    assert said == [outcome_words(entry) for entry in reversed(program.store.entries())]
    assert said[0].startswith("Features associated with scoliosis detected")


def test_a_class_of_thirty_says_when_it_is_done(
    qtbot: QtBot, program: Program, video: MakeVideo, screener: FakeScreener
) -> None:
    drop(program, [video("slow.mp4"), *(video(f"child_{i:02}.mp4") for i in range(29))])
    qtbot.waitUntil(screener.started.is_set)
    summary = program.window.strip.summary
    # 70 s are left of the first, and 29 wait that take as long.
    qtbot.waitUntil(lambda: "left" in summary())
    assert summary() == "1 running, 29 waiting, about 35 min left for all"
    screener.release.set()
    wait_phases(qtbot, program, [Phase.DONE] * 30)
    assert summary() == "30 done"


def test_the_list_folds_away_after_success_and_stays_after_a_failure(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    strip = program.window.strip
    drop(program, [video("a.mp4"), video("b.mp4")])
    wait_phases(qtbot, program, [Phase.DONE, Phase.DONE])
    assert not strip.folded
    strip._fold_timer.timeout.emit()
    assert strip.folded
    assert strip.isVisible()
    drop(program, [video("broken.mp4")])
    wait_phases(qtbot, program, [Phase.DONE, Phase.DONE, Phase.FAILED])
    assert not strip.folded
    strip._fold_timer.timeout.emit()
    assert not strip.folded


def test_recent_videos_say_what_is_being_done(
    qtbot: QtBot, program: Program, video: MakeVideo, screener: FakeScreener
) -> None:
    drop(program, [video("broken.mp4"), video("slow.mp4"), video("next.mp4")])
    recent = screen_page(program).recent

    def said() -> list[str]:
        rows = [recent.item(row) for row in range(recent.count())]
        return [str(row.data(Qt.ItemDataRole.AccessibleTextRole)) for row in rows]

    qtbot.waitUntil(screener.started.is_set)
    expected = [
        "broken.mp4, failed: “broken.mp4” ends in the middle.",
        "slow.mp4, screening",
        "next.mp4, waiting",
    ]
    qtbot.waitUntil(lambda: said() == expected)
    screener.release.set()
    wait_phases(qtbot, program, [Phase.FAILED, Phase.DONE, Phase.DONE])
    qtbot.waitUntil(lambda: "Borderline" in said()[2])


def test_a_banner_for_several_failures_names_all(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    drop(program, [video(f"broken_{i}.mp4") for i in range(8)] + [video("fine.mp4")])
    wait_phases(qtbot, program, [Phase.FAILED] * 8 + [Phase.DONE])
    words = screen_page(program).banner.words
    assert words.splitlines()[0] == "8 videos could not be screened:"
    assert words.splitlines()[1] == "“broken_0.mp4” ends in the middle."
    assert words.splitlines()[-1] == "Also: broken_6.mp4, broken_7.mp4"
    screen_page(program).banner.act()
    assert program.queue.jobs[0].phase in {Phase.RUNNING, Phase.WAITING, Phase.FAILED}
    wait_phases(qtbot, program, [Phase.FAILED] * 8 + [Phase.DONE])


def test_what_was_not_taken_stays_said_beside_what_was(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    program.window.show_page(SETTINGS)
    drop(program, [video("a.mp4"), video("notes.txt")])
    wait_phases(qtbot, program, [Phase.DONE])
    assert "“notes.txt” is not a video" in screen_page(program).banner.words
