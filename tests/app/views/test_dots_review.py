"""Adhesive dots in the window: said before screening, looked at and corrected before they count."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from engine.core.screening_request import ScreeningRequest
from engine.core.sites import Site
from engine.report.picture_view import OverlayMode
from scolioapp.bootstrap import Program
from scolioapp.jobs.queue import Phase
from scolioapp.painting.overlay import RIGHT_COLOUR
from scolioapp.storage.result_links import Links
from scolioapp.viewmodels.result import ResultViewModel
from scolioapp.views.main_window import RESULTS, SCREEN
from scolioapp.views.result_page import ResultPage
from scolioapp.views.results_area import ResultsArea
from tests.app import result_fixtures as fx
from tests.app.window.test_pages import stored
from tests.app.window.test_screening import drop, screen_page, wait_phases

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

AT = 1.6
SHOULDERS = (Site.LEFT_ACROMION, Site.RIGHT_ACROMION)


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fx.write_video(tmp_path_factory.mktemp("dots") / "anna_walk.mp4")


@pytest.fixture
def open_page(qtbot, video, worker):
    models = []

    def _open(screening=None):
        screening = screening or fx.with_dots(fx.screening(video=video))
        model = ResultViewModel(screening, video, worker, judge=None, remeasure=fx.with_dots)
        models.append(model)
        page = ResultPage(model)
        qtbot.addWidget(page, before_close_func=lambda _page: model.close())
        page.resize(1280, 800)
        page.show()
        model.playback.seek(AT)
        canvas = page.player.canvas
        qtbot.waitUntil(lambda: canvas.image is not None and abs(canvas.seconds - AT) < 0.02)
        return page, model

    yield _open
    for model in models:
        model.close()


def rows(page):
    table = page.cards.dots.table
    return {table.item(r, 0).text(): table.item(r, 1).text() for r in range(table.rowCount())}


def choose(page, words):
    """Choose a row of the list, as a click does."""
    [row] = [
        r
        for r in range(page.cards.dots.table.rowCount())
        if page.cards.dots.table.item(r, 0).text() == words
    ]
    page.cards.dots.table.setCurrentCell(row, 0)


def point(qtbot, page, x, y):
    place = page.player.canvas.placement().point(x, y).toPoint()
    qtbot.mouseClick(page.player.dots, Qt.MouseButton.LeftButton, pos=place)


def spot(model, track):
    """Return where a track lies at the time shown, px of the frame."""
    walk = model.screening.sequence
    frame = int(np.abs(walk.seconds - AT).argmin())
    return tuple(float(v) for v in walk.dots.places[frame, track, :2])


def confirm(qtbot, page, model):
    with qtbot.waitSignal(model.screening_changed):
        page.cards.dots.confirm_button.click()
    assert model.judging is None


def test_each_dot_is_listed_with_how_often_it_is_seen(open_page):
    page, _ = open_page()
    assert rows(page) == {
        "Left shoulder": "100 % of frames",
        "Right shoulder": "100 % of frames",
        "Hips, left": "76 % of frames",
        "Hips, right": "100 % of frames",
        "Left ankle": "not found",
        "Right ankle": "not found",
    }
    assert page.cards.dots.heading.text() == "Adhesive dots: not yet checked"
    assert page.cards.dots.table.accessibleName() == "Adhesive dots"


def test_without_dots_there_is_no_card(open_page, video):
    page, _ = open_page(fx.screening(video=video))
    assert not page.cards.dots.isVisible()
    assert not page.player.dots_action.isVisible()


def ringed(page, x, y):
    """Tell whether a ring of the right side's colour lies about a place of the frame."""
    canvas = page.player.canvas
    centre, wanted = canvas.placement().point(x, y), QColor(RIGHT_COLOUR)
    image = canvas.grab().toImage()
    away = range(5, 16)
    return any(image.pixelColor(round(centre.x()), round(centre.y()) - r) == wanted for r in away)


def test_dots_are_ringed_and_can_be_hidden(open_page):
    page, model = open_page()
    model.display.set_overlay(OverlayMode.MASK)
    place = spot(model, 1)
    assert ringed(page, *place)
    page.player.dots_action.trigger()
    assert not ringed(page, *place)


def test_until_somebody_has_looked_that_is_said(open_page, qtbot):
    page, model = open_page()
    said = page.cards.measurements.chart.accessibleDescription()
    assert said.count("measured from dots, not yet checked") == 2
    confirm(qtbot, page, model)
    said = page.cards.measurements.chart.accessibleDescription()
    assert said.count("measured from dots") == 2
    assert "not yet checked" not in said
    assert page.cards.dots.heading.text() == "Adhesive dots: checked"
    assert not page.cards.dots.confirm_button.isEnabled()
    assert model.result.dots.confirmed


def test_what_is_no_dot_does_not_count(open_page, qtbot):
    page, model = open_page()
    assert model.result.measurements["hip_tilt"].source == "dots"
    choose(page, "Hips, left")
    page.cards.dots.drop_button.click()
    assert rows(page)["Hips, left"] == "not found"
    # Nothing is measured before it is confirmed.
    assert Site.LEFT_ILIAC in {dot.site for dot in model.result.dots.dots}
    confirm(qtbot, page, model)
    assert Site.LEFT_ILIAC not in {dot.site for dot in model.result.dots.dots}


def test_names_change_places(open_page, qtbot):
    page, model = open_page()
    left, right = (model.screening.sequence.dots.tracks[site] for site in SHOULDERS)
    choose(page, "Left shoulder")
    assert not page.cards.dots.rename_actions[Site.LEFT_ACROMION].isEnabled()
    page.cards.dots.rename_actions[Site.RIGHT_ACROMION].trigger()
    confirm(qtbot, page, model)
    tracks = model.screening.sequence.dots.tracks
    assert (tracks[SHOULDERS[0]], tracks[SHOULDERS[1]]) == (right, left)


def test_another_spot_is_pointed_out_in_the_mirrored_picture(open_page, qtbot):
    page, model = open_page()
    assert model.display.mirrored
    choose(page, "Left ankle")
    assert not page.cards.dots.drop_button.isEnabled()
    page.cards.dots.pick_button.click()
    assert "Click the dot in the picture: Left ankle." in page.cards.dots.words.text()
    assert page.player.dots.isVisible()
    point(qtbot, page, *spot(model, 4))
    assert rows(page)["Left ankle"] == "100 % of frames"
    assert not page.player.dots.isVisible()
    confirm(qtbot, page, model)
    assert model.screening.sequence.dots.tracks[Site.LEFT_ANKLE] == 4


def test_where_no_spot_lies_that_is_said_and_one_points_again(open_page, qtbot):
    page, _ = open_page()
    choose(page, "Left ankle")
    page.cards.dots.pick_button.click()
    point(qtbot, page, 30.0, 30.0)
    assert page.cards.dots.problem.isVisible()
    assert "No coloured dot was followed there." in page.cards.dots.problem.text()
    assert page.player.dots.isVisible()
    qtbot.keyClick(page.player.dots, Qt.Key.Key_Escape)
    assert not page.player.dots.isVisible()
    assert not page.cards.dots.problem.isVisible()
    assert rows(page)["Left ankle"] == "not found"


def test_corrections_are_taken_back_one_by_one(open_page):
    page, model = open_page()
    before = rows(page)
    for words in ("Left shoulder", "Hips, right"):
        choose(page, words)
        page.cards.dots.drop_button.click()
    page.cards.dots.undo_button.click()
    assert rows(page)["Left shoulder"] == "not found"
    assert rows(page)["Hips, right"] == before["Hips, right"]
    page.cards.dots.undo_button.click()
    assert rows(page) == before
    assert not page.cards.dots.undo_button.isEnabled()
    assert model.dots.can_undo is False


def test_the_keys_alone_point_out_a_dot(open_page, qtbot):
    page, model = open_page()
    page.cards.dots.table.setFocus()
    choose(page, "Left ankle")
    page.cards.dots.pick_button.setFocus()
    qtbot.keyClick(page.cards.dots.pick_button, Qt.Key.Key_Space)
    layer = page.player.dots
    qtbot.waitUntil(layer.hasFocus)
    wanted = page.player.canvas.placement().point(*spot(model, 4))
    away = wanted - layer.rect().center().toPointF()
    for key, count in (
        (Qt.Key.Key_Right if away.x() > 0 else Qt.Key.Key_Left, round(abs(away.x()))),
        (Qt.Key.Key_Down if away.y() > 0 else Qt.Key.Key_Up, round(abs(away.y()))),
    ):
        for _ in range(count):
            qtbot.keyClick(layer, key, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(layer, Qt.Key.Key_Return)
    assert rows(page)["Left ankle"] != "not found"


def test_where_none_was_found_one_is_led_to_point_it_out(open_page, video):
    made = fx.screening(video=video)
    none = replace(fx.dots(made.sequence.keypoints), names=np.full(5, -1, np.int64))
    page, _ = open_page(fx.with_dots(made, none))
    assert "No dot was found." in page.cards.dots.words.text()
    assert set(rows(page).values()) == {"not found"}


def test_dots_are_said_before_screening_and_remembered_until_the_end(
    qtbot, program: Program, screener, video, tmp_path
):
    page = screen_page(program)
    assert not page.dots_box.isChecked()
    page.dots_box.setFocus()
    qtbot.keyClick(page.dots_box, Qt.Key.Key_Space)
    drop(program, [video])
    wait_phases(qtbot, program, [Phase.DONE])
    program.window.show_page(RESULTS)
    program.window.show_page(SCREEN)
    assert page.dots_box.isChecked()
    page.dots_box.click()
    other = tmp_path / "none.mp4"
    other.write_bytes(b"video")
    drop(program, [other])
    wait_phases(qtbot, program, [Phase.DONE, Phase.DONE])
    assert [request.dots for request in screener.requests] == [True, False]


def test_a_video_that_waits_is_screened_with_dots_after_the_next_start(
    qtbot, start, screener, paths, tmp_path
):
    first = start()
    screen_page(first).dots_box.click()
    files = [tmp_path / "slow.mp4", tmp_path / "detected.mp4"]
    for file in files:
        file.write_bytes(b"video")
    drop(first, files)
    qtbot.waitUntil(screener.started.is_set)
    first.window.close()
    screener.release.set()
    second = start()
    assert not screen_page(second).dots_box.isChecked()
    screen_page(second).banner.act()
    wait_phases(qtbot, second, [Phase.DONE] * 2)
    assert [request.dots for request in screener.requests[-2:]] == [True, True]


def test_what_was_confirmed_is_kept(qtbot, program: Program, video):
    drop(program, [video])
    wait_phases(qtbot, program, [Phase.DONE])
    # The program opens the result itself; only then is the other one shown.
    qtbot.waitUntil(lambda: not program.worker.busy)
    [entry] = program.store.entries()
    made = fx.with_dots(stored(program, entry))
    program.opener._show_result(entry, made, Links())
    area = program.window.page(RESULTS)
    assert isinstance(area, ResultsArea)
    qtbot.waitUntil(lambda: area.result_page is not None)
    page = area.result_page
    with qtbot.waitSignal(page._model.screening_changed):
        page.cards.dots.confirm_button.click()
    QApplication.processEvents()

    def read():
        return stored(program, entry).result

    qtbot.waitUntil(lambda: read().dots is not None and read().dots.confirmed)


def test_in_clinic_mode_dots_may_be_used(video):
    request = ScreeningRequest(video, dots=True, rate=None, precision="int8")
    assert request.plain("school") == ScreeningRequest(video, model="school", dots=True)
