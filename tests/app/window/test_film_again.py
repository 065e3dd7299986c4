"""Filming again: what to change, the new film, the link between both, and both side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from engine.core.classes import Outcome
from engine.core.findings import Finding, FindingCode, Severity, verdict
from engine.core.result import Quality, Repeats
from engine.core.text import text
from engine.report import wording
from scolioapp.bootstrap import Program
from scolioapp.jobs.queue import Phase
from scolioapp.storage.results import ResultEntry
from scolioapp.views.film_again import FilmAgainDialog
from scolioapp.views.main_window import RESULTS, SCREEN
from scolioapp.views.repeat_page import RepeatPage
from scolioapp.views.result_page import ResultPage
from tests.app import result_fixtures as fx
from tests.app.conftest import settle
from tests.app.fakes import FakeScreener, made_up
from tests.app.window.test_pages import cells, keep, results, stored
from tests.app.window.test_screening import MakeVideo, drop, screen_page, wait_phases

# The offscreen platform has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

LEFT = Qt.MouseButton.LeftButton
DARK = Finding(
    code=FindingCode.TOO_DARK,
    severity=Severity.REPEAT,
    message=text("The picture is too dark."),
    remedy=text("Switch the light on."),
)
SLOW = Finding(
    code=FindingCode.LOW_FRAME_RATE,
    severity=Severity.CARE,
    message=text("Only 12 pictures a second."),
    remedy=text("Choose 30 in the camera."),
)


def keep_as(program: Program, path: Path, **changes: Any) -> ResultEntry:
    made = made_up(path, changes.pop("outcome", Outcome.BORDERLINE))
    made = replace(made, result=made.result.model_copy(update=changes))
    return program.store.keep(made.result, path, program.screener.dump(made))


def keep_dark(program: Program, path: Path, **changes: Any) -> ResultEntry:
    """Keep a result that is not usable: too dark, feet cut off, several people."""
    found = (*fx.findings(), DARK)
    quality = Quality(verdict=verdict(found), findings=found)
    provenance = made_up(path, Outcome.INCONCLUSIVE).result.provenance
    provenance = provenance.model_copy(update={"operator": "KB", "analysis_rate": 30.0})
    told = {"quality": quality, "outcome": Outcome.INCONCLUSIVE, "provenance": provenance}
    return keep_as(program, path, **{"label": "Anna", **told, **changes})


def link(program: Program, entry: ResultEntry) -> Repeats:
    result = stored(program, entry).result
    return Repeats.of(entry.identifier, result)


def open_page(qtbot: QtBot, program: Program, entry: ResultEntry) -> ResultPage:
    program.results.refresh()
    program.opener.open(entry)
    area = program.window.page("results")
    qtbot.waitUntil(lambda: isinstance(area.result_page, ResultPage))
    page = area.result_page
    assert isinstance(page, ResultPage)
    settle()
    return page


def side_by_side(qtbot: QtBot, program: Program) -> RepeatPage:
    area = program.window.page("results")
    qtbot.waitUntil(lambda: isinstance(area.result_page, RepeatPage))
    page = area.result_page
    assert isinstance(page, RepeatPage)
    settle()
    return page


def dialog_of(page: ResultPage) -> FilmAgainDialog:
    settle()
    return next(each for each in page.findChildren(FilmAgainDialog) if each.isVisible())


def press(qtbot: QtBot, buttons: list[QPushButton], words: str) -> None:
    button = next(each for each in buttons if each.text().replace("&", "") == words)
    qtbot.mouseClick(button, LEFT)


def said(page: RepeatPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_what_to_change_is_said_worst_first_and_the_new_film_is_screened_alike(
    qtbot: QtBot, program: Program, video: MakeVideo, screener: FakeScreener
) -> None:
    entry = keep_dark(program, video("anna.mp4"))
    page = open_page(qtbot, program, entry)
    assert page.cards.outcome.film_button.isVisible()
    qtbot.mouseClick(page.cards.outcome.film_button, LEFT)
    dialog = dialog_of(page)
    titles = [row.accessibleName() for row in dialog.rows]
    assert titles == ["Too dark", "Feet cut off"]
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Switch the light on." in shown
    assert "Film Anna again" in shown
    qtbot.mouseClick(dialog.choose_button, LEFT)
    chooser = dialog.findChild(QFileDialog)
    assert chooser is not None
    film = video("detected.mp4")
    program.window.activateWindow()
    chooser.filesSelected.emit([str(film)])
    chooser.reject()
    wait_phases(qtbot, program, [Phase.DONE])
    request = screener.requests[0]
    assert request.path == film
    assert (request.label, request.operator, request.rate) == ("Anna", "KB", 30.0)
    assert (request.model, request.precision) == ("sconet_mt_demo", "fp32")
    new = program.store.entries()[0]
    assert (new.label, new.repeats) == ("Anna", entry.identifier)
    kept = stored(program, new).result
    assert kept.repeats == link(program, entry)
    both = side_by_side(qtbot, program)
    assert program.window.current == RESULTS
    assert both.title.text() == "Anna: filmed again"
    assert both.earlier.outcome.title.text() == "Inconclusive: film again"
    assert both.new.outcome.title.text() == "Features associated with scoliosis detected"
    for side in (both.earlier, both.new):
        assert side.outcome.mark.isVisible()
        assert side.outcome.mark.text() == "demo"
        assert not side.outcome.film_button.isVisible()
    assert [one.code for one in both.changes.gone] == [FindingCode.TOO_DARK]
    assert "They agree" in said(both)


def test_a_film_can_be_dropped_and_what_is_none_is_said(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    entry = keep(program, video("anna.mp4"))
    page = open_page(qtbot, program, entry)
    assert not page.cards.outcome.film_button.isVisible()
    qtbot.mouseClick(page.repeat_button, LEFT)
    dialog = dialog_of(page)

    def fall(*paths: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        action, keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(9, 9), action, data, LEFT, keys)
        QApplication.sendEvent(dialog, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(dialog, QDropEvent(QPointF(9, 9), action, data, LEFT, keys))

    fall(video("notes.txt"))
    assert "“notes.txt” is not a video" in dialog.banner.words
    fall(Path(entry.video_path))
    assert "is the recording you are repeating" in dialog.banner.words
    fall(video("a.mp4"), video("b.mp4"))
    assert dialog.banner.words == "Drop one video: the new one of this child."
    assert program.queue.jobs == []
    fall(video("again.mp4"))
    wait_phases(qtbot, program, [Phase.DONE])
    assert program.store.entries()[0].repeats == entry.identifier


def test_leaving_the_dialog_changes_nothing(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    page = open_page(qtbot, program, keep_dark(program, video("anna.mp4")))
    qtbot.mouseClick(page.repeat_button, LEFT)
    dialog = dialog_of(page)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    settle()
    assert program.window.page("results").result_page is page
    assert program.queue.jobs == []


def test_a_recording_without_problems_is_filmed_the_same_way(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    quality = Quality(verdict=verdict([]), findings=())
    page = open_page(qtbot, program, keep_as(program, video("anna.mp4"), quality=quality))
    qtbot.mouseClick(page.repeat_button, LEFT)
    dialog = dialog_of(page)
    assert dialog.rows == []
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Film it the same way again" in shown
    dialog.reject()


def test_both_directions_are_walked_and_survive_a_restart(
    qtbot: QtBot, start: Callable[[], Program], video: MakeVideo
) -> None:
    program = start()
    old = keep_dark(program, video("anna.mp4"))
    middle = keep_as(program, video("b.mp4"), label="Anna", repeats=link(program, old))
    new = keep_as(program, video("c.mp4"), label="Anna", repeats=link(program, middle))
    program.window.close()
    program = start()
    page = open_page(qtbot, program, old)
    assert len(page.cards.links.words) == 1
    assert page.cards.links.words[0].startswith("Filmed again on ")
    press(qtbot, page.cards.links.buttons, "Open the new one")
    qtbot.waitUntil(lambda: program.opener._entry is not None and program.opener._entry == middle)
    page = program.window.page("results").result_page
    assert isinstance(page, ResultPage)
    assert [words.split(" on ")[0].split(" of ")[0] for words in page.cards.links.words] == [
        "Filmed again",
        "Repeats the recording",
    ]
    press(qtbot, page.cards.links.buttons, "Open the earlier one")
    qtbot.waitUntil(lambda: program.opener._entry == old)
    page = program.window.page("results").result_page
    assert isinstance(page, ResultPage)
    press(qtbot, page.cards.links.buttons, "Compare both")
    both = side_by_side(qtbot, program)
    assert both.files[1].whole().endswith("b.mp4")
    qtbot.mouseClick(both.new.open_button, LEFT)
    qtbot.waitUntil(lambda: program.opener._entry == middle)
    page = program.window.page("results").result_page
    assert isinstance(page, ResultPage)
    # The first line is about the repeat of this repeat.
    qtbot.mouseClick(page.cards.links.buttons[0], LEFT)
    both = side_by_side(qtbot, program)
    assert both.files[1].whole().endswith("c.mp4")
    qtbot.mouseClick(both.earlier.open_button, LEFT)
    qtbot.waitUntil(lambda: program.opener._entry == middle)
    assert new in program.store.entries()


def test_the_list_marks_what_was_replaced_and_counts_it_apart(
    program: Program, video: MakeVideo
) -> None:
    old = keep_dark(program, video("anna.mp4"))
    keep_as(program, video("b.mp4"), label="Anna", repeats=link(program, old))
    page = results(program)
    names = [cells(page, row)[1] for row in range(2)]
    assert names == ["Anna\nb.mp4 · repeat", "Anna\nanna.mp4 · replaced: filmed again"]
    assert page._count.text() == "2 results, 1 of them replaced"
    page.filter.setText("replaced")
    assert page.rows.rowCount() == 1
    assert page._count.text() == "1 of 2 results, 1 of them replaced"


def test_a_deleted_partner_is_said_and_comes_back_with_undo(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    old = keep_dark(program, video("anna.mp4"))
    new = keep_as(program, video("b.mp4"), label="Anna", repeats=link(program, old))
    listed = results(program)
    listed.table.selectRow(1)
    listed.delete()
    page = open_page(qtbot, program, new)
    assert len(page.cards.links.words) == 1
    assert page.cards.links.words[0].endswith("whose result no longer exists.")
    assert page.cards.links.buttons == []
    program.opener.compare(new)
    qtbot.waitUntil(lambda: program.opener.opened is not None)
    page = open_page(qtbot, program, new)
    program.undo.undo()
    settle()
    assert [b.text().replace("&", "") for b in page.cards.links.buttons] == [
        "Compare both",
        "Open the earlier one",
    ]
    listed = results(program)
    row = next(r for r in (0, 1) if listed.rows.entry(r) == new)
    listed.table.selectRow(row)
    listed.delete()
    page = open_page(qtbot, program, old)
    assert not page.cards.links.isVisible()
    assert "replaced" not in cells(results(program), 0)[1]
    program.undo.settle()


def test_a_repeat_that_waits_when_the_window_closes_stays_one(
    qtbot: QtBot, start: Callable[[], Program], video: MakeVideo, screener: FakeScreener
) -> None:
    program = start()
    old = keep_dark(program, video("anna.mp4"))
    earlier = stored(program, old).result
    program.screen_model.film_again(video("slow.mp4"), earlier, link(program, old))
    qtbot.waitUntil(screener.started.is_set)
    program.window.close()
    again = start()
    screener.release.set()
    screen_page(again).banner.act()
    wait_phases(qtbot, again, [Phase.DONE])
    request = screener.requests[-1]
    assert (request.label, request.operator, request.rate) == ("Anna", "KB", 30.0)
    assert again.store.entries()[0].repeats == old.identifier


def test_beside_others_a_banner_leads_to_both(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    old = keep_dark(program, video("anna.mp4"))
    program.results.refresh()
    drop(program, [video("other.mp4")])
    wait_phases(qtbot, program, [Phase.DONE])
    program.window.show_page(SCREEN)
    earlier = stored(program, old).result
    program.screen_model.film_again(video("again.mp4"), earlier, link(program, old))
    qtbot.waitUntil(
        lambda: "Anna (again.mp4) has been screened" in screen_page(program).banner.words
    )
    screen_page(program).banner.act()
    assert side_by_side(qtbot, program).files[0].whole().endswith("anna.mp4")


def test_pictures_come_out_of_the_films_and_are_drawn_where_they_are_gone(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    first = fx.write_video(tmp_path / "first.mp4")
    second = fx.write_video(tmp_path / "second.mp4")
    old = keep_dark(program, first)
    found = (fx.findings()[1], SLOW)
    quality = Quality(verdict=verdict(found), findings=found)
    measured = {**fx.measurements(), "shoulder_tilt": fx._measurement(5.9, 1.0)}
    new = keep_as(
        program,
        second,
        repeats=link(program, old),
        quality=quality,
        measurements=measured,
    )
    first.unlink()
    program.results.refresh()
    program.opener.compare(new)
    page = side_by_side(qtbot, program)
    qtbot.waitUntil(lambda: page.stills[1].filmed)
    assert not page.stills[0].filmed
    assert not page.stills[0].grab().toImage().isNull()
    words = said(page)
    for group, codes in {
        "Gone": [FindingCode.TOO_DARK, FindingCode.FEET_CUT_OFF],
        "Still there": [FindingCode.SEVERAL_PEOPLE],
        "New": [FindingCode.LOW_FRAME_RATE],
    }.items():
        names = [str(wording.finding_title(code)) for code in codes]
        place = words.index(f"\n{group}\n")
        assert words[place:].split("\n")[2 : 2 + len(names)] == names
    assert "They differ by more than their intervals can explain" in words
    assert "5.9°, left side lower, 4.9 to 6.9" in words
    # Both made-up films have one hash.
    assert page.banner.words.startswith("Both recordings are the same video")


def test_an_unsaved_result_is_saved_before_it_is_repeated(
    qtbot: QtBot, program: Program, video: MakeVideo, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.core.errors import OutputError

    def full(*_: object) -> None:
        raise OutputError(text("The disk is full."), text("Free some space."))

    monkeypatch.setattr(program.store, "keep", full)
    drop(program, [video("anna.mp4")])
    wait_phases(qtbot, program, [Phase.UNSAVED])
    program.opener.open_unsaved(program.queue.jobs[0])
    page = program.window.page("results").result_page
    assert isinstance(page, ResultPage)
    page.name.renamed.emit("Anna")
    assert program.queue.jobs[0].title == "Anna"
    qtbot.mouseClick(page.repeat_button, LEFT)
    assert "Save this result first" in page.banner.words
    monkeypatch.undo()
    page.banner.act()
    wait_phases(qtbot, program, [Phase.DONE])
    assert program.store.entries()[0].label == "Anna"
