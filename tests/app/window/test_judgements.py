"""Judging a kept result again: the newest judgement is shown, the earlier ones can be looked at."""

from __future__ import annotations

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine.core.classes import Outcome
from engine.core.files import sha256_of
from scolioapp.bootstrap import Program
from scolioapp.bootstrap.built_pages import results_area
from scolioapp.storage.results import ResultEntry
from scolioapp.viewmodels.result import ResultViewModel
from scolioapp.views.result_page import ResultPage
from tests.app import result_fixtures as fx
from tests.app.conftest import settle
from tests.app.fakes import FakeScreener
from tests.app.window.test_labels import open_page
from tests.app.window.test_pages import cells, keep, results
from tests.app.window.test_screening import MakeVideo

# The offscreen platform has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

LEFT = Qt.MouseButton.LeftButton


def opened(program: Program) -> ResultViewModel:
    model = program.opener.opened
    assert model is not None
    return model


def judge(qtbot: QtBot, program: Program, person: int) -> None:
    """Have another person judged, and wait until that is kept and said."""
    model = opened(program)
    count = len(model.links.judgements)
    with qtbot.waitSignal(model.screening_changed):
        model.choose_person(person)
    qtbot.waitUntil(lambda: len(model.links.judgements) == count + 1)


def way(page: ResultPage, words: str) -> QPushButton:
    return next(button for button in page.cards.links.buttons if button.text() == words)


def follow(qtbot: QtBot, program: Program, page: ResultPage, words: str) -> ResultPage:
    """Press a button of the link bar and return the page that it opens."""
    qtbot.mouseClick(way(page, words), LEFT)
    area = results_area(program.window)
    qtbot.waitUntil(lambda: area.result_page not in (None, page))
    settle()
    assert isinstance(area.result_page, ResultPage)
    return area.result_page


@pytest.fixture
def entry(program: Program, video: MakeVideo) -> ResultEntry:
    return keep(program, video("anna.mp4"), Outcome.DETECTED)


def test_an_earlier_judgement_can_be_looked_at_but_not_changed_or_saved(
    qtbot: QtBot, program: Program, entry: ResultEntry
) -> None:
    page = open_page(qtbot, program, entry)
    assert page.cards.links.words == []
    judge(qtbot, program, 2)
    assert page.cards.links.words == ["Judged 2 times; this is the newest judgement."]
    assert [button.text() for button in page.cards.links.buttons] == ["Show the one before"]
    assert page.pdf_button.isVisible()
    page.name.renamed.emit("Anna")
    qtbot.waitUntil(lambda: program.store.entries()[0].label == "Anna")

    earlier = follow(qtbot, program, page, "Show the one before")
    model = opened(program)
    assert (model.result.outcome, model.person, model.label) == (Outcome.DETECTED, 1, "Anna")
    [words] = earlier.cards.links.words
    assert words.startswith("Judgement 1 of 2, of ")
    assert words.endswith(
        ": replaced by a newer one. It can be looked at, but not changed or saved."
    )
    assert [button.text() for button in earlier.cards.links.buttons] == ["Show the newest"]
    changing = (
        earlier.pdf_button,
        earlier.export_button,
        earlier.repeat_button,
        earlier.person_button,
        earlier.speed_button,
        earlier.cards.outcome.film_button,
        earlier.name.button,
    )
    assert not [button.text() for button in changing if button.isVisible()]
    assert not earlier.cards.measurements.vertical_button.isEnabled()
    assert not model.can_correct_dots
    qtbot.keyClick(earlier, Qt.Key.Key_F2)
    qtbot.mouseClick(earlier.title, LEFT)
    assert not earlier.name.editing

    newest = follow(qtbot, program, earlier, "Show the newest")
    assert (opened(program).person, opened(program).label) == (2, "Anna")
    assert newest.cards.links.words == ["Judged 2 times; this is the newest judgement."]
    assert newest.pdf_button.isVisible()
    [line] = program.store.entries()
    assert (line.person, line.judgements) == (2, 2)
    assert cells(results(program), 0)[2] == "No such features detected in this recording (demo)"


def test_the_bar_leads_through_three_judgements_and_a_replaced_one_stays_untouched(
    qtbot: QtBot, program: Program, entry: ResultEntry
) -> None:
    page = open_page(qtbot, program, entry)
    first = program.store.folder(entry.identifier) / "result.json"
    before = sha256_of(first)
    judge(qtbot, program, 2)
    judge(qtbot, program, 1)
    assert page.cards.links.words == ["Judged 3 times; this is the newest judgement."]
    page = follow(qtbot, program, page, "Show the one before")
    assert page.cards.links.words[0].startswith("Judgement 2 of 3, of ")
    page = follow(qtbot, program, page, "Show the one before")
    assert page.cards.links.words[0].startswith("Judgement 1 of 3, of ")
    assert [button.text() for button in page.cards.links.buttons] == ["Show the newest"]
    assert sha256_of(first) == before
    # A list that is read again says the same.
    program.results.refresh()
    assert page.cards.links.words[0].startswith("Judgement 1 of 3, of ")


def test_of_several_quick_choices_the_last_is_the_newest_and_all_are_kept_in_order(
    qtbot: QtBot, program: Program, entry: ResultEntry
) -> None:
    open_page(qtbot, program, entry)
    model = opened(program)
    for person in (2, 1, 2, 1):
        made = fx.screening(person=person)
        model._take_judgement(made)
    qtbot.waitUntil(lambda: not program.worker.busy)
    store = program.store
    kept = [store.load(entry.identifier, number).files for number in range(1, 6)]
    told = [FakeScreener().load(files).result.person for files in kept]
    assert told == [1, 2, 1, 2, 1]
    assert store.entries()[0].person == 1


def test_a_judgement_that_is_kept_after_an_earlier_one_was_opened_is_not_taken_for_it(
    qtbot: QtBot, program: Program, entry: ResultEntry
) -> None:
    page = open_page(qtbot, program, entry)
    judge(qtbot, program, 2)
    model = opened(program)
    page = follow(qtbot, program, page, "Show the one before")
    program.opener._keep_choice(entry, model)
    qtbot.waitUntil(lambda: len(opened(program).links.judgements) == 3)
    assert page.cards.links.words[0].startswith("Judgement 1 of 3, of ")
    assert not page.pdf_button.isVisible()


def test_a_judgement_that_finds_no_space_is_said_on_its_page_and_saved_later(
    qtbot: QtBot, program: Program, entry: ResultEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(qtbot, program, entry)
    model = opened(program)

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with qtbot.waitSignal(model.screening_changed):
            model.choose_person(2)
        qtbot.waitUntil(lambda: bool(page.banner.words))
    assert page.banner.words == (
        "The new judgement is not saved; the earlier one is kept. The result could not be saved: "
        "No space left on device. Free some space or choose another folder under Settings, then "
        "try again."
    )
    assert (program.store.entries(), model.person) == ([entry], 2)
    page.banner.act()
    qtbot.waitUntil(lambda: program.store.entries()[0].person == 2)
    qtbot.waitUntil(lambda: len(model.links.judgements) == 2)
    assert page.banner.words == ""


def test_a_judgement_that_cannot_be_read_is_said_and_the_one_before_is_shown(
    qtbot: QtBot, program: Program, entry: ResultEntry
) -> None:
    open_page(qtbot, program, entry)
    judge(qtbot, program, 2)
    results_area(program.window).close_result()
    harmed = program.store.folder(entry.identifier) / "revision-2" / "result.json"
    harmed.write_bytes(harmed.read_bytes()[:100])
    page = open_page(qtbot, program, program.store.entries()[0])
    assert page.banner.words == (
        "The newest judgement cannot be read: it is damaged or from another version. An earlier "
        "one is shown. Screen the video again to judge it anew."
    )
    assert opened(program).person == 1
    assert page.cards.links.words[0].startswith("Judgement 1 of 2, of ")
    assert not page.pdf_button.isVisible()
    qtbot.mouseClick(way(page, "Show the newest"), LEFT)
    listed = results_area(program.window).list_page
    qtbot.waitUntil(lambda: "cannot be read. It is damaged" in listed.banner.words)
    (program.store.folder(entry.identifier) / "result.json").write_bytes(b"{")
    listed.banner.clear()
    program.opener.open(entry)
    qtbot.waitUntil(lambda: "cannot be read. It is damaged" in listed.banner.words)
    assert results_area(program.window).result_page is None
