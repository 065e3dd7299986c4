"""Exact frames, latest request first, real time."""

import numpy as np
import pytest
from PySide6.QtGui import QImage

from engine.video import VideoFile
from scolioapp.viewmodels.result import ResultViewModel
from scolioapp.widgets.ink import screen_ink
from scolioapp.widgets.overlay import Placement, faces_at, people_at, person_at, side_places
from scolioapp.widgets.player import Player, clock
from tests.app import result_fixtures as fx

# The offscreen platform has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture(scope="module")
def video(tmp_path_factory):
    return fx.write_video(tmp_path_factory.mktemp("player") / "walk.mp4")


@pytest.fixture
def player(qtbot, video):
    model = ResultViewModel(fx.screening(video=video), video)
    widget = Player(model)
    qtbot.addWidget(widget, before_close_func=lambda _widget: model.close())
    widget.resize(1200, 900)
    widget.show()
    qtbot.waitUntil(lambda: widget.canvas.image is not None)
    widget.model = model
    return widget


def rgb(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def test_shows_the_exact_frame(player, qtbot, video):
    player.model.seek(1.517)
    qtbot.waitUntil(lambda: abs(player.canvas.seconds - 1.5) < 1e-3)
    with VideoFile(video) as source:
        expected = source.frame_at(1.517).image
    assert np.array_equal(rgb(player.canvas.image), expected)


def test_of_many_wishes_the_last_is_shown(player, qtbot):
    for index in range(60):
        player.model.seek(0.02 * index)
    player.model.seek(2.0)
    qtbot.waitUntil(lambda: abs(player.canvas.seconds - 2.0) < 1e-3)
    assert player.model.position == pytest.approx(2.0)


def test_steps_every_frame_once(player, qtbot):
    player.model.seek(0.5)
    qtbot.waitUntil(lambda: abs(player.canvas.seconds - 0.5) < 1e-3)
    for number in range(16, 20):
        player.forward_button.click()
        qtbot.waitUntil(lambda n=number: abs(player.model.position - n / fx.FPS) < 1e-3)
    for number in range(18, 14, -1):
        player.back_button.click()
        qtbot.waitUntil(lambda n=number: abs(player.model.position - n / fx.FPS) < 1e-3)


def test_the_first_and_last_frame_are_ends(player, qtbot):
    player.model.seek(0.0)
    qtbot.waitUntil(lambda: player.canvas.seconds == 0.0)
    player.back_button.click()
    player.model.seek(fx.SECONDS)
    last = (fx.SECONDS * fx.FPS - 1) / fx.FPS
    qtbot.waitUntil(lambda: abs(player.canvas.seconds - last) < 1e-3)
    player.forward_button.click()
    qtbot.waitUntil(lambda: abs(player.model.position - last) < 1e-3)


def test_plays_in_real_time_and_stops_at_the_end(player, qtbot):
    player.model.seek(2.5)
    qtbot.waitUntil(lambda: abs(player.canvas.seconds - 2.5) < 1e-3)
    shown = []
    player.model.position_changed.connect(shown.append)
    with qtbot.waitSignals([player.model.playing_changed] * 2):
        player.play_button.click()
    assert not player.model.playing
    # How many pictures are painted on the way is up to the machine; their order and the last one are not.
    assert shown == sorted(shown)
    assert shown[-1] == player.model.position == pytest.approx(fx.SECONDS)


def test_playing_again_from_the_end_begins_anew(player, qtbot):
    player.model.seek(fx.SECONDS)
    qtbot.waitUntil(lambda: player.model.position < fx.SECONDS)
    player.model.set_playing(True)
    assert player.model.position == 0.0


def test_slower_is_chosen_in_the_box(player):
    player.speed_box.setCurrentIndex(0)
    player.speed_box.activated.emit(0)
    assert player.model.speed == 0.25


def test_seen_from_the_side_the_letters_stand_at_the_feet(qapp):
    person = people_at(fx.screening().analysis.recording, 1.0, chosen=1)[-1]
    points = person.keypoints.copy()
    points[:, 0] = points[:, 0].mean()
    points[15, 0] += 15
    person = type(person)(points, person.outline, person.number, person.chosen)
    (_, left), (_, right) = side_places(person, Placement(1, 0, 0), screen_ink())
    assert left.x() - right.x() >= 22
    assert min(left.y(), right.y()) > person.outline[:, 1].max()


def test_time_is_written_as_minutes_and_hundredths():
    assert clock(0.0) == "0:00.00"
    assert clock(61.239) == "1:01.24"


def test_overlay_between_frames_moves_with_the_body():
    track = fx.make_track(0.5)
    between = (track.seconds[10] + track.seconds[11]) / 2
    points, outline = person_at(track, float(between))
    middle = (track.keypoints[10] + track.keypoints[11]) / 2
    assert np.allclose(points, middle, atol=1e-3)
    assert len(outline) > 10
    assert person_at(track, fx.SECONDS + 1) is None


def test_faces_stay_hidden_for_a_moment_after_a_loss():
    recording = fx.screening().analysis.recording
    assert len(faces_at(recording, 1.0)) == 2
    assert len(faces_at(recording, 2.6)) == 2
    assert len(people_at(recording, 2.6, chosen=1)) == 1


def test_everyone_is_numbered_and_the_judged_is_on_top():
    recording = fx.screening().analysis.recording
    people = people_at(recording, 1.0, chosen=1)
    assert [person.number for person in people] == [2, 1]
    assert people[-1].chosen
    assert [person.number for person in people_at(recording, 2.9, chosen=1)] == [1]


@pytest.mark.parametrize("turned", [False, True])
def test_sides_are_the_persons_own(qapp, turned):
    recording = fx.screening().analysis.recording
    person = people_at(recording, 1.0, chosen=1)[-1]
    if turned:
        swapped = person.keypoints[[0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15]]
        person = type(person)(swapped, person.outline, person.number, person.chosen)
    (left, at_left), (right, at_right) = side_places(person, Placement(1, 0, 0), screen_ink())
    assert (left, right) == ("L", "R")
    assert (at_left.x() > at_right.x()) is not turned
    low, high = person.outline[:, 0].min(), person.outline[:, 0].max()
    assert min(at_left.x(), at_right.x()) < low < high < max(at_left.x(), at_right.x())
