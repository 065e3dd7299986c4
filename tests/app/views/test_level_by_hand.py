"""The plumb line over the video, and the vertical set by hand: clicks, dragging, keys, measuring again."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from engine.core.errors import ModelError
from engine.core.level import NOT_FOUND, level_by_balance, level_by_hand, unknown_level
from engine.core.text import text
from engine.report.picture_view import OverlayMode
from scolioapp.bootstrap import Program
from scolioapp.jobs.queue import Phase
from scolioapp.painting.reference_marks import PLUMB_COLOUR
from scolioapp.viewmodels.result import ResultViewModel
from scolioapp.views.main_window import RESULTS
from scolioapp.views.result_page import ResultPage
from scolioapp.views.results_area import ResultsArea
from tests.app import result_fixtures as fx
from tests.app.window.test_pages import stored
from tests.app.window.test_screening import drop, wait_phases

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

FOUND = fx.level(roll=-3.0, pitch=0.0)


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fx.write_video(tmp_path_factory.mktemp("level") / "anna_walk.mp4")


class Judge:
    """Judges as the engine would; notes what it was asked."""

    def __init__(self, video):
        self.video = video
        self.asked = []

    def __call__(self, person, *, slow_motion=1.0, level=None, dots=None, loose_clothes=False):
        self.asked.append((person, level, dots))
        self.loose = loose_clothes
        made = fx.with_level(fx.screening(video=self.video, person=person), FOUND)
        result = made.result.model_copy(update={"level": level or FOUND})
        made = replace(made, result=result)
        return made if dots is None else fx.with_dots(made, dots)


@pytest.fixture
def open_page(qtbot, video, worker):
    models = []

    def _open(screening=None, **options):
        screening = screening or fx.with_level(fx.screening(video=video), FOUND)
        judge = options.pop("judge", Judge(video))
        model = ResultViewModel(screening, video, worker, judge=judge, **options)
        models.append(model)
        page = ResultPage(model)
        qtbot.addWidget(page, before_close_func=lambda _page: model.close())
        page.resize(1280, 800)
        page.show()
        model.playback.seek(1.6)
        canvas = page.player.canvas
        qtbot.waitUntil(lambda: canvas.image is not None and abs(canvas.seconds - 1.6) < 0.02)
        return page, model, judge

    yield _open
    for model in models:
        model.close()


def yellow(page):
    """Return the places (px of the canvas) where the plumb line's colour is painted, ``[N, 2]``."""
    canvas = page.player.canvas
    image = QImage(canvas.size(), QImage.Format.Format_RGB32)
    # Without the layer over it, whose ends of lines have the same colour.
    canvas.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawWindowBackground)
    wanted = QColor(PLUMB_COLOUR)
    found = [
        (x, y)
        for y in range(0, image.height(), 4)
        for x in range(image.width())
        if image.pixelColor(x, y) == wanted
    ]
    return np.array(found, float).reshape(-1, 2)


def lean(page):
    """Return how far to the right the plumb line leans on the screen, degrees."""
    places = yellow(page)
    assert len(places) > 20
    # The words beside it are of its colour too: the line is what most of the rows have.
    across, down = places[:, 0], places[:, 1]
    for _ in range(5):
        slope, start = np.polyfit(down, across, 1)
        near = np.abs(across - slope * down - start) < max(
            2.0, np.abs(across - slope * down - start).mean()
        )
        across, down = across[near], down[near]
    return float(np.degrees(np.arctan(-slope)))


def click(qtbot, page, x, y):
    layer = page.player.lines
    place = page.player.canvas.placement().point(x, y).toPoint()
    qtbot.mouseClick(layer, Qt.MouseButton.LeftButton, pos=place)


def draw(qtbot, page, line):
    click(qtbot, page, *line[:2])
    click(qtbot, page, *line[2:])


def leaning_line(degrees, x=320.0, length=300.0):
    """A line through the middle of the picture's height that leans to the right as filmed."""
    aside = np.tan(np.radians(degrees)) * length / 2
    return (x + aside, 240 - length / 2, x - aside, 240 + length / 2)


def test_the_plumb_line_stands_where_the_person_is_and_can_be_switched_off(open_page, qtbot):
    page, model, _ = open_page()
    # Filmed from the front: shown mirrored, so what leans to the left leans to the right.
    assert model.display.mirrored
    assert lean(page) == pytest.approx(3.0, abs=0.4)
    model.display.set_as_filmed(True)
    qtbot.waitUntil(lambda: not page.player.canvas.view.mirrored)
    assert lean(page) == pytest.approx(-3.0, abs=0.4)
    page.player.plumb_action.trigger()
    assert len(yellow(page)) == 0
    page.player.plumb_action.trigger()
    model.display.set_overlay(OverlayMode.NONE)
    assert len(yellow(page)) == 0


def test_an_unknown_vertical_is_not_drawn_and_said_so(open_page, video):
    unknown = fx.unknown_level(text("No upright edge was found."), fx.WIDTH, fx.HEIGHT)
    page, _, _ = open_page(fx.with_level(fx.screening(video=video), unknown))
    assert len(yellow(page)) == 0
    assert not page.player.plumb_action.isEnabled()
    said = page.cards.measurements.vertical.text()
    assert said == "No upright edge was found. The intervals are wider because of this."


def test_the_card_says_which_vertical_counts(open_page):
    page, _, _ = open_page()
    said = page.cards.measurements.vertical.text()
    assert "Measured against the plumb line." in said
    assert "tilted 3.0° to the right" in said
    assert "found in the picture" in said


def test_two_clicks_along_a_door_frame_measure_again(open_page, qtbot):
    page, model, judge = open_page()
    model.display.set_as_filmed(True)
    page.cards.measurements.vertical_button.click()
    assert page.vertical.isVisible()
    assert not page.strip.isVisible()
    assert not model.display.zoomed
    assert not page.vertical.accept_button.isEnabled()
    qtbot.waitUntil(lambda: page.player.canvas.view == model.display.view_at(1.6, 1.0))
    line = leaning_line(6.0)
    click(qtbot, page, *line[:2])
    assert "other end" in page.vertical.words.text()
    click(qtbot, page, *line[2:])
    assert "tilted 6" in page.vertical.words.text() or "tilted 5.9" in page.vertical.words.text()
    # It turns at once, before anything is measured.
    assert lean(page) == pytest.approx(6.0, abs=0.6)
    assert judge.asked == []
    with qtbot.waitSignal(model.screening_changed):
        page.vertical.accept_button.click()
    [(person, level, dots)] = judge.asked
    assert (person, dots) == (1, None)
    assert level.source == "hand"
    assert level.roll_degrees == pytest.approx(6.0, abs=0.3)
    assert not page.vertical.isVisible()
    assert page.strip.isVisible()
    assert model.display.zoomed
    assert "set by hand" in page.cards.measurements.vertical.text()


def test_an_end_can_be_dragged_and_everything_taken_back(open_page, qtbot):
    page, model, _ = open_page()
    model.set_vertical()
    draw(qtbot, page, leaning_line(6.0))
    assert abs(model.vertical.level.roll_degrees) == pytest.approx(6.0, abs=0.3)
    layer, placement = page.player.lines, page.player.canvas.placement()
    x, y = model.vertical.lines[0][:2]
    start = placement.point(x, y).toPoint()
    qtbot.mousePress(layer, Qt.MouseButton.LeftButton, pos=start)
    held = Qt.MouseButton.LeftButton
    for step in (5, 10):
        move(layer, start + QPoint(step, 0), held)
    qtbot.mouseRelease(layer, Qt.MouseButton.LeftButton, pos=start + QPoint(10, 0))
    assert len(model.vertical.lines) == 1
    assert model.vertical.level.roll_degrees != pytest.approx(6.0, abs=0.3)
    page.vertical.undo_button.click()
    assert model.vertical.level.roll_degrees == pytest.approx(6.0, abs=0.3)
    page.vertical.undo_button.click()
    assert model.vertical.begun is not None
    qtbot.keyClick(layer, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert model.vertical.begun is None
    assert not page.vertical.undo_button.isEnabled()


def move(widget, place, buttons):
    """Move the mouse with a button held; qtbot's own moves hold none."""
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    where = QPointF(place)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        where,
        QPointF(widget.mapToGlobal(place)),
        Qt.MouseButton.NoButton,
        buttons,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)


def test_the_keys_alone_are_enough(open_page, qtbot):
    page, model, judge = open_page()
    page.cards.measurements.vertical_button.setFocus()
    qtbot.keyClick(page.cards.measurements.vertical_button, Qt.Key.Key_Space)
    layer = page.player.lines
    qtbot.waitUntil(layer.hasFocus)
    assert layer.accessibleName()
    for _ in range(6):
        qtbot.keyClick(layer, Qt.Key.Key_Up)
    qtbot.keyClick(layer, Qt.Key.Key_Return)
    for _ in range(12):
        qtbot.keyClick(layer, Qt.Key.Key_Down)
    qtbot.keyClick(layer, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(layer, Qt.Key.Key_Return)
    assert model.vertical.level is not None
    button = page.vertical.accept_button
    button.setFocus()
    with qtbot.waitSignal(model.screening_changed):
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert judge.asked[0][1].source == "hand"


def test_escape_leaves_everything_as_it_was(open_page, qtbot):
    page, model, judge = open_page()
    model.set_vertical()
    draw(qtbot, page, leaning_line(6.0))
    qtbot.keyClick(page.player.lines, Qt.Key.Key_Escape)
    assert not page.vertical.isVisible()
    assert model.level == FOUND
    assert page.player.canvas.hasFocus()
    assert judge.asked == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ((320.0, 200.0, 322.0, 230.0), "too short"),
        ((100.0, 240.0, 500.0, 250.0), "Measurements are not possible with a camera tilted by 8"),
    ],
)
def test_lines_that_cannot_be_are_said(open_page, qtbot, line, said):
    page, model, _ = open_page()
    model.set_vertical()
    draw(qtbot, page, line)
    assert said in page.vertical.words.text()
    assert not page.vertical.accept_button.isEnabled()


def test_found_and_left_out_are_one_click_each(open_page, qtbot, video):
    made = fx.with_level(fx.screening(video=video), FOUND)
    by_hand = made.result.model_copy(update={"level": level_by_hand(FOUND, 5.0)})
    page, model, judge = open_page(replace(made, result=by_hand))
    model.set_vertical()
    with qtbot.waitSignal(model.screening_changed):
        page.vertical.out_button.click()
    assert not model.result.level.known
    assert "against the edges of the picture" in page.cards.measurements.vertical.text()
    model.set_vertical()
    with qtbot.waitSignal(model.screening_changed):
        page.vertical.found_button.click()
    assert model.result.level == FOUND
    assert [level is None for _, level, _ in judge.asked] == [False, True]


def test_another_person_is_measured_against_the_same_vertical(open_page, qtbot, video):
    made = fx.with_level(fx.screening(video=video), FOUND)
    stands = level_by_hand(FOUND, 5.0)
    _, model, judge = open_page(
        replace(made, result=made.result.model_copy(update={"level": stands}))
    )
    with qtbot.waitSignal(model.screening_changed):
        model.choose_person(2)
    assert judge.asked == [(2, stands, None)]


def test_dots_that_were_checked_stay_checked(open_page, qtbot, video):
    made = fx.with_level(fx.screening(video=video), FOUND)
    worn = fx.dots(made.sequence.keypoints, confirmed=True)
    _, model, judge = open_page(fx.with_dots(made, worn))
    model.choose_level(level_by_hand(FOUND, 5.0))
    qtbot.waitUntil(lambda: model.judging is None)
    assert judge.asked[0][2] is worn
    assert model.dots.checked


def test_the_vertical_that_the_balance_of_the_walk_told_is_found_anew(open_page, qtbot, video):
    made = fx.with_level(fx.screening(video=video), FOUND)
    unknown = unknown_level(NOT_FOUND, FOUND.width, FOUND.height)
    balanced = level_by_balance(unknown, 4.0)
    recording = replace(made.analysis.recording, level=unknown)
    analysis = replace(made.analysis, recording=recording)
    result = made.result.model_copy(update={"level": balanced})
    page, model, judge = open_page(replace(made, result=result, analysis=analysis))
    assert "balance of the walk" in page.cards.measurements.vertical.text()
    assert page.player.plumb_action.isEnabled()
    model.choose_person(2)
    qtbot.waitUntil(lambda: model.judging is None)
    # The other person's own balance counts, not this one's.
    assert judge.asked == [(2, None, None)]


def test_a_model_that_is_gone_is_said(open_page, qtbot):
    def judge(_person, **_taken):
        raise ModelError(text("The model is gone."), text("Screen again."))

    page, model, _ = open_page(judge=judge)
    model.set_vertical()
    draw(qtbot, page, leaning_line(6.0))
    page.vertical.accept_button.click()
    qtbot.waitUntil(lambda: "The model is gone." in page.banner.words)
    assert model.result.level == FOUND


def test_a_result_that_cannot_be_judged_again_offers_nothing(open_page):
    page, model, _ = open_page(judge=None)
    assert not page.cards.measurements.vertical_button.isEnabled()
    model.set_vertical()
    assert not model.vertical.active


def test_what_was_measured_anew_is_kept_with_its_label(qtbot, program: Program, video):
    drop(program, [video])
    wait_phases(qtbot, program, [Phase.DONE])
    # The program opens the result itself; only then is it opened again.
    qtbot.waitUntil(lambda: not program.worker.busy)
    [entry] = program.store.entries()
    program.opener.open(entry)
    qtbot.waitUntil(lambda: not program.worker.busy)
    area = program.window.page(RESULTS)
    assert isinstance(area, ResultsArea)
    qtbot.waitUntil(lambda: area.result_page is not None)
    page = area.result_page
    model = page._model
    model.set_label("Anna")
    qtbot.waitUntil(lambda: program.store.entries()[0].label == "Anna")
    page.cards.measurements.vertical_button.click()
    draw(qtbot, page, leaning_line(6.0))
    with qtbot.waitSignal(model.screening_changed):
        page.vertical.accept_button.click()

    def read():
        return stored(program, entry).result

    qtbot.waitUntil(lambda: read().level is not None and read().level.source == "hand")
    assert read().label == "Anna"
    assert [e.identifier for e in program.store.entries()] == [entry.identifier]
