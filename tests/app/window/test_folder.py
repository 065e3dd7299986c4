"""A folder that falls on the window: what was found is shown, screened, told, stopped and gone on with."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from engine.core.errors import OutputError
from engine.core.text import text
from scolioapp.bootstrap import Program
from scolioapp.jobs.queue import Phase
from scolioapp.views.folder_dialog import FolderDialog
from scolioapp.views.main_window import RESULTS, SCREEN
from tests.app.conftest import settle
from tests.app.fakes import FakeScreener
from tests.app.window.test_screening import drop, phases, screen_page

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

MakeVideo = Callable[[str], Path]


def opened(qtbot: QtBot, program: Program, folder: Path) -> FolderDialog:
    """Let a folder fall on the window, and give what is shown of it."""
    before = set(program.window.findChildren(FolderDialog))
    drop(program, [folder])
    qtbot.waitUntil(lambda: bool(dialogs(program) - before))
    [dialog] = dialogs(program) - before
    return dialog


def dialogs(program: Program) -> set[FolderDialog]:
    return set(program.window.findChildren(FolderDialog))


def rows(dialog: FolderDialog) -> dict[str, str]:
    """Return what the table says of each video."""
    table = dialog.rows
    cells = [
        [table.index(row, column).data() for column in (0, 1)] for row in range(table.rowCount())
    ]
    return {name: state for name, state in cells}


@pytest.fixture
def folder(video: MakeVideo, tmp_path: Path) -> Path:
    """Three videos, one that is broken, a link to nothing."""
    for name in ("detected.mp4", "day 2/none.mp4", "day 2/走.mov", "broken.mp4"):
        video(f"November/{name}")
    place = tmp_path / "videos" / "November"
    (place / "link.mp4").symlink_to(tmp_path / "gone.mp4")
    return place


def test_what_was_found_is_shown_before_anything_is_screened(
    qtbot: QtBot, program: Program, folder: Path
) -> None:
    dialog = opened(qtbot, program, folder)
    assert program.window.current == SCREEN
    assert phases(program) == []
    assert rows(dialog) == {
        "broken.mp4": "not screened yet",
        "day 2/none.mp4": "not screened yet",
        "day 2/走.mov": "not screened yet",
        "detected.mp4": "not screened yet",
        "link.mp4": "“link.mp4” is a link to a file that is not there.",
    }
    assert dialog.facts.text().startswith("5 videos were found (60 bytes).")
    assert dialog.state.text() == "0 screened · 4 not screened yet · 1 could not be screened"
    assert dialog.start_button.text() == "S&creen 4 videos"
    assert not dialog.stop_button.isVisible()
    assert "November" not in program.window.windowTitle()
    dialog.close()


def test_it_is_screened_told_and_written_as_a_table(
    qtbot: QtBot, program: Program, folder: Path, tmp_path: Path
) -> None:
    dialog = opened(qtbot, program, folder)
    dialog.start_button.click()
    qtbot.waitUntil(lambda: "2 could not" in dialog.state.text())
    qtbot.waitUntil(lambda: dialog.state.text() == "3 screened · 2 could not be screened")
    assert dialog.start_button.text() == "Try a&gain"
    said = rows(dialog)
    assert said["detected.mp4"] == "Features associated with scoliosis detected (demo)"
    assert said["broken.mp4"] == "“broken.mp4” ends in the middle."
    assert len(program.store.entries()) == 3
    dialog._model.write_table(tmp_path / "table.csv")
    qtbot.waitUntil(lambda: "table.csv" in dialog.banner.words)
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as stream:
        table = {row["video"]: row for row in csv.DictReader(stream)}
    assert {name: row["state"] for name, row in table.items()} == {
        "broken.mp4": "failed",
        "day 2/none.mp4": "screened",
        "day 2/走.mov": "screened",
        "detected.mp4": "screened",
        "link.mp4": "failed",
    }
    assert table["detected.mp4"]["outcome"] == "features_detected"
    assert table["broken.mp4"]["remedy"] == "Copy it again."
    dialog._model.write_table(tmp_path / "table.xlsx")
    qtbot.waitUntil(lambda: "table.xlsx" in dialog.banner.words)
    assert load_workbook(tmp_path / "table.xlsx").active.max_row == 6
    # A result is opened by its row.
    dialog.table.selectRow(list(said).index("detected.mp4"))
    dialog.table.activated.emit(dialog.table.currentIndex())
    qtbot.waitUntil(lambda: program.window.current == RESULTS)
    dialog.close()


def test_once_more_it_goes_on_where_it_was(
    qtbot: QtBot, program: Program, folder: Path, screener: FakeScreener, video: MakeVideo
) -> None:
    video("November/slow.mp4")
    dialog = opened(qtbot, program, folder)
    dialog.start_button.click()
    qtbot.waitUntil(lambda: rows(dialog)["slow.mp4"] == "being screened, 42 %")
    assert not dialog.start_button.isVisible()
    assert dialog.bar.isVisible()
    dialog.stop_button.click()
    qtbot.waitUntil(lambda: rows(dialog)["slow.mp4"] == "stopped; not screened yet")
    dialog.close()
    screener.release.set()
    settle()
    # A copy that was made anew is another video.
    (folder / "detected.mp4").write_bytes(b"another")
    again = opened(qtbot, program, folder)
    assert again.start_button.text() == "S&creen 3 videos"
    again.start_button.click()
    qtbot.waitUntil(lambda: again.state.text().startswith("4 screened"))
    assert [entry.video for entry in program.store.entries()].count("detected.mp4") == 2
    assert [entry.video for entry in program.store.entries()].count("none.mp4") == 1
    again.close()


def test_it_may_be_closed_while_it_works(qtbot: QtBot, program: Program, folder: Path) -> None:
    dialog = opened(qtbot, program, folder)
    dialog.start_button.click()
    dialog.close()
    done, failed = Phase.DONE, Phase.FAILED
    qtbot.waitUntil(lambda: sorted(phases(program)) == sorted([done, done, done, failed]))
    assert dialogs(program) == set()


def test_a_table_that_cannot_be_written_is_said(
    qtbot: QtBot, program: Program, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(qtbot, program, folder)

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OutputError(text("No room."), text("Free some."))

    monkeypatch.setattr("scolioapp.viewmodels.screened_folder.write_folder_table", refuse)
    dialog._model.write_table(folder / "t.csv")
    qtbot.waitUntil(lambda: dialog.banner.words == "No room. Free some.")
    dialog.close()


def test_the_button_asks_for_a_folder(qtbot: QtBot, program: Program, folder: Path) -> None:
    screen_page(program)._model.folder_asked.emit(folder)
    qtbot.waitUntil(lambda: bool(dialogs(program)))
    for dialog in dialogs(program):
        dialog.close()


def test_a_list_of_children_tells_whose_the_videos_are(
    qtbot: QtBot, program: Program, video: MakeVideo, tmp_path: Path
) -> None:
    for name in ("walk_001.mp4", "walk_002_none.mp4", "walk_003.mp4", "unknown.mp4"):
        video(f"November/{name}")
    roster = tmp_path / "class.csv"
    rows = ("001,Lee,yes", "002,Kim,no", "003,Li,", "003,Wu,yes", "007,Ng,yes")
    roster.write_text("Number,Family name,Consent\n" + "\n".join(rows))
    dialog = opened(qtbot, program, tmp_path / "videos" / "November")
    with qtbot.waitSignal(dialog._model.roster_read):
        dialog._model.take_roster(roster)
    said = dialog.matched.text().splitlines()
    assert said[:3] == [
        "2 videos have their child.",
        "No child of the roster: unknown.mp4, walk_003.mp4",
        "No video of the children: 007",
    ]
    assert said[3].startswith("Left out: row 4 of the roster: The number 003 stands in 2 rows")
    assert dialog.start_button.text() == "S&creen 3 videos"
    dialog.start_button.click()
    qtbot.waitUntil(lambda: len(dialog._model.done) == 3)
    labels = {job.path.name: job.request.label for job in program.queue.jobs}
    assert labels == {"walk_001.mp4": "001", "walk_003.mp4": "", "unknown.mp4": ""}
    refused = rows_of(dialog, "walk_002_none.mp4")
    assert refused == "There is no consent for child 002; it is not screened."
    with qtbot.waitSignal(dialog._model.roster_failed):
        dialog._model.take_roster(tmp_path / "gone.csv")
    assert dialog.banner.words


def rows_of(dialog: FolderDialog, name: str) -> str:
    return next(state for video, state in rows(dialog).items() if video.startswith(name))
