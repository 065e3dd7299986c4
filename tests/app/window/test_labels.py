"""A name or number for a recording: typed before and after it is screened, shown wherever it is named."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from engine.core.classes import Outcome
from engine.core.errors import OutputError
from engine.core.names import LABEL_SIGNS, label_of
from scolioapp.bootstrap import Program
from scolioapp.jobs.queue import Phase
from scolioapp.paths import AppPaths
from scolioapp.storage.results import ResultEntry, ResultStore
from scolioapp.viewmodels.results_table import Column
from scolioapp.views.main_window import RESULTS, SCREEN
from scolioapp.views.result_page import ResultPage
from tests.app.conftest import settle
from tests.app.fakes import FakeScreener
from tests.app.window.test_pages import cells, keep, results, stored
from tests.app.window.test_screening import MakeVideo, drop, screen_page, wait_phases

# The offscreen platform has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Let nothing be put in its place for want of room, or let it again."""
    replace, full = os.replace, [False]

    def refuse(old: Path, new: Path) -> None:
        if full[0]:
            raise OSError(28, "No space left on device")
        replace(old, new)

    monkeypatch.setattr(os, "replace", refuse)

    def set_full(now: bool) -> None:
        full[0] = now

    return set_full


def kept_label(program: Program, entry: ResultEntry) -> tuple[str, str]:
    """Return the label in the result and in its line, as another window reads them from the disk."""
    [line] = [
        e for e in ResultStore(program.store.root).entries() if e.identifier == entry.identifier
    ]
    return stored(program, entry).result.label, line.label


def open_page(qtbot: QtBot, program: Program, entry: ResultEntry) -> ResultPage:
    program.opener.open(entry)
    area = program.window.page("results")
    qtbot.waitUntil(lambda: isinstance(area.result_page, ResultPage))
    page = area.result_page
    assert isinstance(page, ResultPage)
    settle()
    return page


def type_over(field: QLineEdit, words: str) -> None:
    field.selectAll()
    QTest.keyClicks(field, words)


def test_a_class_is_typed_in_the_rows_while_it_is_screened(
    qtbot: QtBot, program: Program, video: MakeVideo, screener: FakeScreener
) -> None:
    drop(program, [video("slow_1.mp4"), video("b.mp4"), video("c.mp4")])
    qtbot.waitUntil(screener.started.is_set)
    strip = program.window.strip
    program.window.activateWindow()
    strip.row(1).label.setFocus()
    for words in ("Anna K.", "  17  ", "Carl"):
        field = program.window.focusWidget()
        assert isinstance(field, QLineEdit)
        type_over(field, words)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert [job.title for job in program.queue.jobs] == ["Anna K.", "17", "Carl"]
    recent = screen_page(program).recent
    qtbot.waitUntil(lambda: recent.count() == 3)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert recent.item(0).data(role).startswith("Anna K., slow_1.mp4, ")
    screener.release.set()
    wait_phases(qtbot, program, [Phase.DONE] * 3)
    entries = {entry.video: entry for entry in program.store.entries()}
    assert {name: entry.label for name, entry in entries.items()} == {
        "slow_1.mp4": "Anna K.",
        "b.mp4": "17",
        "c.mp4": "Carl",
    }
    assert kept_label(program, entries["b.mp4"]) == ("17", "17")
    assert "Carl (c.mp4) has been screened" in screen_page(program).banner.words


def test_a_label_that_comes_after_the_result_was_kept_is_kept_too(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    drop(program, [video("a.mp4"), video("b.mp4")])
    wait_phases(qtbot, program, [Phase.DONE, Phase.DONE])
    row = program.window.strip.row(1)
    type_over(row.label, "Anna")
    qtbot.keyClick(row.label, Qt.Key.Key_Return)
    entry = next(e for e in program.store.entries() if e.video == "a.mp4")
    qtbot.waitUntil(lambda: kept_label(program, entry) == ("Anna", "Anna"))


def test_a_result_does_not_open_over_a_name_that_is_being_typed(
    qtbot: QtBot, program: Program, video: MakeVideo, screener: FakeScreener
) -> None:
    program.window.activateWindow()
    drop(program, [video("slow.mp4")])
    qtbot.waitUntil(screener.started.is_set)
    field = program.window.strip.row(1).label
    field.setFocus()
    QTest.keyClicks(field, "An")
    screener.release.set()
    wait_phases(qtbot, program, [Phase.DONE])
    qtbot.waitUntil(lambda: "has been screened" in screen_page(program).banner.words)
    assert program.window.current == SCREEN
    assert field.hasFocus()
    assert field.text() == "An"
    QTest.keyClicks(field, "na")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    [entry] = program.store.entries()
    qtbot.waitUntil(lambda: kept_label(program, entry) == ("Anna", "Anna"))


def test_names_of_waiting_videos_are_there_at_the_next_start(
    qtbot: QtBot, start: Callable[[], Program], video: MakeVideo, screener: FakeScreener
) -> None:
    program = start()
    drop(program, [video("slow.mp4"), video("b.mp4")])
    qtbot.waitUntil(screener.started.is_set)
    program.labels.label_job(2, "Ben")
    program.window.close()
    again = start()
    screener.release.set()
    screen_page(again).banner.act()
    wait_phases(qtbot, again, [Phase.DONE, Phase.DONE])
    assert [job.title for job in again.queue.jobs] == ["slow.mp4", "Ben"]
    assert {e.video: e.label for e in again.store.entries()} == {"slow.mp4": "", "b.mp4": "Ben"}


def test_a_click_on_the_title_renames_and_everything_follows(
    qtbot: QtBot, program: Program, video: MakeVideo, tmp_path: Path
) -> None:
    entry = keep(program, video("anna.mp4"))
    page = open_page(qtbot, program, entry)
    assert page.title.text() == "anna.mp4"
    assert program.window.windowTitle() == "anna.mp4 \N{EN DASH} ScolioApp"
    qtbot.mouseClick(page.title, LEFT)
    assert page.name.field.hasFocus()
    QTest.keyClicks(page.name.field, "Anna / 7b?")
    qtbot.keyClick(page.name.field, Qt.Key.Key_Return)
    assert page.title.text() == "Anna / 7b?"
    assert page.name.file.text() == "anna.mp4"
    assert program.window.windowTitle() == "Anna / 7b? \N{EN DASH} ScolioApp"
    qtbot.waitUntil(lambda: kept_label(program, entry) == ("Anna / 7b?",) * 2)
    program.window.show_page(SCREEN)
    assert program.window.windowTitle() == "ScolioApp"
    program.window.show_page(RESULTS)
    qtbot.waitUntil(lambda: cells(results(program), 0)[1] == "Anna / 7b?\nanna.mp4")
    suggested: list[str] = []
    page._ask_path = lambda *asked: (suggested.append(asked[2]), ("", ""))[1]
    page.save_pdf()
    page.save_csv()
    page.save_sequence()
    assert [Path(path).name for path in suggested] == [
        "Anna _ 7b_.pdf",
        "Anna _ 7b_.csv",
        # What goes to research carries no name.
        "anna.gait.npz",
    ]


def test_esc_leaves_the_name_and_the_page_open_and_f2_begins_it(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    page = open_page(qtbot, program, keep(program, video("anna.mp4")))
    program.window.activateWindow()
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_F2)
    assert page.name.editing
    QTest.keyClicks(page.name.field, "nobody")
    qtbot.keyClick(page.name.field, Qt.Key.Key_Escape)
    assert not page.name.editing
    assert page.title.text() == "anna.mp4"
    assert program.window.page("results").result_page is page
    assert program.store.entries()[0].label == ""


def test_the_list_renames_in_the_row_finds_by_label_and_keeps_its_row(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    for name in ("anna.mp4", "ben.mp4"):
        keep(program, video(name))
    page = results(program)
    program.window.activateWindow()
    row = next(r for r in (0, 1) if page.rows.entry(r).video == "anna.mp4")
    page.table.selectRow(row)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    field = page.table.findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, "Nr. 17")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    entry = page.rows.entry(row)
    qtbot.waitUntil(lambda: page.rows.entry(row).label == "Nr. 17")
    assert kept_label(program, entry) == ("Nr. 17", "Nr. 17")
    assert page.table.selectionModel().selectedRows()[0].row() == row
    page.filter.setText("17")
    assert page.rows.rowCount() == 1
    assert page.rows.index(0, Column.VIDEO).data() == "Nr. 17\nanna.mp4"
    page.filter.setText("anna")
    assert page.rows.rowCount() == 1
    page.table.selectRow(0)
    page.delete()
    assert program.undo.words.startswith("The result of Nr. 17 was deleted.")
    program.undo.settle()


def test_what_cannot_be_written_is_said_and_the_old_name_comes_back(
    qtbot: QtBot, program: Program, video: MakeVideo, full_disk: Callable[[bool], None]
) -> None:
    entry = keep(program, video("anna.mp4"))
    page = open_page(qtbot, program, entry)
    full_disk(True)
    page.name.edit()
    QTest.keyClicks(page.name.field, "Anna")
    qtbot.keyClick(page.name.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.banner.words))
    assert page.banner.words.startswith("The name was not changed. ")
    assert "No space left on device. Choose another folder" in page.banner.words
    assert page.title.text() == "anna.mp4"
    assert kept_label(program, entry) == ("", "")


def test_a_label_that_cannot_be_written_leaves_the_one_before(
    program: Program, video: MakeVideo, full_disk: Callable[[bool], None]
) -> None:
    entry = keep(program, video("anna.mp4"))
    program.store.relabel(entry.identifier, "Anna")
    full_disk(True)
    with pytest.raises(OutputError, match="No space left"):
        program.store.relabel(entry.identifier, "Ben")
    full_disk(False)
    assert kept_label(program, entry) == ("Anna", "Anna")


def test_the_last_of_several_quick_renames_is_kept(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    entry = keep(program, video("anna.mp4"))
    results(program)
    for number in range(12):
        program.labels.label_result(entry.identifier, f"name {number}")
    qtbot.waitUntil(lambda: not program.worker.busy)
    assert kept_label(program, entry) == ("name 11", "name 11")
    assert program.store.entries()[0].label == "name 11"


def test_another_person_keeps_the_name(qtbot: QtBot, program: Program, video: MakeVideo) -> None:
    entry = keep(program, video("anna.mp4"))
    page = open_page(qtbot, program, entry)
    page.name.renamed.emit("Anna")
    qtbot.waitUntil(lambda: kept_label(program, entry) == ("Anna", "Anna"))
    model = program.opener.opened
    assert model is not None
    with qtbot.waitSignal(model.screening_changed):
        model.choose_person(2)
    qtbot.waitUntil(lambda: program.store.entries()[0].person == 2)
    assert model.label == "Anna"
    assert kept_label(program, entry) == ("Anna", "Anna")


def test_the_report_fills_the_childs_line_and_the_table_says_the_label(
    qtbot: QtBot, program: Program, video: MakeVideo, tmp_path: Path
) -> None:
    entry = keep(program, video("anna.mp4"))
    page = open_page(qtbot, program, entry)
    page.name.renamed.emit("Zoë Ångström")
    for name, save in (
        ("r.pdf", page.save_pdf),
        ("r.csv", page.save_csv),
        ("r.json", page.save_json),
    ):
        page._ask_path = lambda *_, name=name: (str(tmp_path / name), "")
        model = program.opener.opened
        assert model is not None
        with qtbot.waitSignal(model.exported):
            save()
    document = QPdfDocument()
    document.load(str(tmp_path / "r.pdf"))
    first = document.getAllText(0).text()
    assert re.search(r"Child \(name or number\)\s+Zoë Ångström", first)
    assert "Video: anna.mp4" in first
    assert "label,Zoë Ångström" in (tmp_path / "r.csv").read_text("utf-8-sig").replace(";", ",")
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["label"] == "Zoë Ångström"


def test_no_log_and_no_crash_report_says_a_label(
    qtbot: QtBot,
    program: Program,
    video: MakeVideo,
    paths: AppPaths,
    screener: FakeScreener,
    full_disk: Callable[[bool], None],
) -> None:
    drop(program, [video("bug.mp4"), video("slow.mp4")])
    qtbot.waitUntil(lambda: len(program.queue.jobs) == 2)
    program.labels.label_job(1, "Anna Secret")
    qtbot.waitUntil(lambda: program.crash.dialog is not None)
    dialog = program.crash.dialog
    assert dialog is not None
    assert "Secret" not in dialog.details.toPlainText()
    dialog.accept()
    screener.release.set()
    qtbot.waitUntil(lambda: program.queue.jobs[1].phase is Phase.DONE)
    full_disk(True)
    [entry] = program.store.entries()
    program.labels.label_result(entry.identifier, "Anna Secret")
    qtbot.waitUntil(lambda: not program.worker.busy)
    for path in paths.log.parent.rglob("*"):
        assert not path.is_file() or b"Secret" not in path.read_bytes()


def test_results_and_lines_of_earlier_and_later_versions_are_read(
    program: Program, video: MakeVideo
) -> None:
    entry = keep(program, video("anna.mp4"), Outcome.DETECTED)
    folder = program.store.folder(entry.identifier)
    line = json.loads((folder / "entry.json").read_text("utf-8"))
    earlier = {name: each for name, each in line.items() if name in list(line)[:10]}
    assert "label" not in earlier
    for told in (earlier, {**line, "of_a_later_version": 1}):
        (folder / "entry.json").write_text(json.dumps(told), encoding="utf-8")
        (program.store.root / "index.json").unlink(missing_ok=True)
        assert [each.title for each in program.store.entries()] == ["anna.mp4"]
    words = json.loads((folder / "result.json").read_text("utf-8"))
    for name in ("label", "repeats"):
        del words[name]
    words["schema"] = "scolioapp.screening/2"
    (folder / "result.json").write_text(json.dumps(words), encoding="utf-8")
    (folder / "revision.json").unlink()
    assert stored(program, entry).result.schema_ == "scolioapp.screening/2"
    before = (folder / "result.json").read_bytes()
    program.store.relabel(entry.identifier, "Anna")
    assert kept_label(program, entry) == ("Anna", "Anna")
    assert (folder / "result.json").read_bytes() == before


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Anna \t K.\n", "Anna K."),
        ("\u202eannA\u0000", "annA"),
        ("王小明 7b", "王小明 7b"),
        ("x" * 500, "x" * LABEL_SIGNS),
        ("e" * 79 + "e\u0301", "e" * 79),
        ("\ud800", ""),
    ],
)
def test_a_label_is_one_line_of_signs_to_read(typed: str, kept: str) -> None:
    assert label_of(typed) == kept
