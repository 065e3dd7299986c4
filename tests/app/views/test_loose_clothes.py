"""Clothes or hair that hide the shoulders: said before a screening, or of a result that is open."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from scolioapp.bootstrap import Program
from scolioapp.jobs.queue import Phase
from scolioapp.views.main_window import RESULTS, SCREEN
from scolioapp.views.result_page import ResultPage
from tests.app.window.test_screening import MakeVideo, drop, wait_phases

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def opened(qtbot: QtBot, program: Program, video: MakeVideo) -> ResultPage:
    """Screen a video, and return the page of its result."""
    drop(program, [video("anna.mp4")])
    wait_phases(qtbot, program, [Phase.DONE])
    area = program.window.page(RESULTS)
    qtbot.waitUntil(lambda: area.result_page is not None and not program.worker.busy)
    page = area.result_page
    assert isinstance(page, ResultPage)
    return page


def test_it_is_said_of_a_result_and_taken_back(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    page = opened(qtbot, program, video)
    model, box = page._model, page.cards.measurements.clothes_box
    assert not box.isChecked()
    for loose in (True, False):
        with qtbot.waitSignal(model.screening_changed):
            box.click()
        qtbot.waitUntil(lambda: model.judging is None)
        assert model.result.loose_clothes is loose
        assert box.isChecked() is loose
    qtbot.waitUntil(lambda: not program.worker.busy)
    [entry] = program.store.entries()
    assert len(program.store.judgements(entry.identifier)) == 3


def test_another_person_wears_something_else_only_where_it_is_said(
    qtbot: QtBot, program: Program, video: MakeVideo
) -> None:
    page = opened(qtbot, program, video)
    model, box = page._model, page.cards.measurements.clothes_box
    with qtbot.waitSignal(model.screening_changed):
        box.click()
    qtbot.waitUntil(lambda: model.judging is None)
    with qtbot.waitSignal(model.screening_changed):
        model.choose_person(2)
    assert model.result.person == 2
    assert not model.result.loose_clothes


def test_what_is_signed_keeps_its_clothes(qtbot: QtBot, program: Program, video: MakeVideo) -> None:
    page = opened(qtbot, program, video)
    page._model.set_fixed(True)
    page.cards.measurements.clothes_box.click()
    assert page._model.judging is None
    assert not page.cards.measurements.clothes_box.isChecked()


def test_it_is_said_before_a_screening(qtbot: QtBot, program: Program, video: MakeVideo) -> None:
    page = program.window.page(SCREEN)
    page.clothes_box.click()
    drop(program, [video("anna.mp4")])
    wait_phases(qtbot, program, [Phase.DONE])
    assert program.queue.jobs[0].request.loose_clothes
    # Whoever is recorded with the camera wears something else.
    assert not program.screen_model.usual(video("carla.mp4")).loose_clothes
    page.clothes_box.click()
    drop(program, [video("bert.mp4")])
    wait_phases(qtbot, program, [Phase.DONE, Phase.DONE])
    assert not program.queue.jobs[1].request.loose_clothes
