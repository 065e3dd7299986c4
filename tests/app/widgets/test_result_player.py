"""Exact frames, latest request first, real time."""

import threading
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from engine.report.picture_view import FilmedFrom, Follower, PictureView, Region, filmed_from
from engine.video import VideoFile
from scolioapp.jobs.worker import Lane, Task
from scolioapp.painting.ink import screen_ink
from scolioapp.painting.overlay import Placement, faces_at, people_at, person_at, side_places
from scolioapp.painting.player_frames import Ask, FrameRequest, ShownFrame, VideoFrames
from scolioapp.painting.video_crops import CropWish, VideoCrops
from scolioapp.viewmodels.result import ResultViewModel
from scolioapp.widgets.player import Player, clock
from tests.app import result_fixtures as fx
from tests.patience import SECONDS

# The offscreen platform has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture(scope="module")
def video(tmp_path_factory):
    return fx.write_video(tmp_path_factory.mktemp("player") / "walk.mp4")


@pytest.fixture
def player(qtbot, video, worker):
    model = ResultViewModel(fx.screening(video=video), video, worker)
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
    player.model.display.set_zoomed(False)
    player.model.display.set_as_filmed(True)
    player.model.playback.seek(1.517)
    qtbot.waitUntil(lambda: abs(player.canvas.seconds - 1.5) < 1e-3)
    with VideoFile(video) as source:
        expected = source.frame_at(1.517).image
    assert np.array_equal(rgb(player.canvas.image), expected)


def test_a_person_filmed_from_the_front_is_shown_mirrored(player, qtbot, video):
    model = player.model
    model.display.set_zoomed(False)
    model.playback.seek(1.517)
    qtbot.waitUntil(lambda: abs(player.canvas.seconds - 1.5) < 1e-3)
    with VideoFile(video) as source:
        filmed = source.frame_at(1.517).image
    assert np.array_equal(rgb(player.canvas.image), filmed[:, ::-1])
    assert "Shown mirrored, as seen from behind" in player.side_label.text()
    assert model.display.left_first
    player.side_button.click()
    qtbot.waitUntil(lambda: not player.canvas.view.mirrored)
    assert np.array_equal(rgb(player.canvas.image), filmed)
    assert "As filmed" in player.side_label.text()
    assert not model.display.left_first
    player.side_button.click()
    assert model.display.mirrored


def test_the_letters_turn_with_the_picture(player, qtbot):
    model, ink = player.model, screen_ink()
    for mirrored in (True, False):
        model.display.set_as_filmed(not mirrored)
        qtbot.waitUntil(lambda mirrored=mirrored: player.canvas.view.mirrored is mirrored)
        person = people_at(model.recording, player.canvas.seconds, chosen=1)[-1]
        (_, left), (_, right) = side_places(person, player.canvas.placement(), ink)
        assert (left.x() < right.x()) is mirrored


def test_the_child_is_shown_large_and_followed(player, qtbot):
    model, canvas = player.model, player.canvas
    assert player.zoom_box.isChecked()
    for seconds in (0.5, 1.5, 2.5):
        model.playback.seek(seconds)
        qtbot.waitUntil(lambda at=seconds: abs(canvas.seconds - at) < 1e-3)
        person = people_at(model.recording, seconds, chosen=1)[-1]
        (x0, y0), (x1, y1) = person.outline.min(axis=0), person.outline.max(axis=0)
        place = canvas.placement().rect(x0, y0, x1, y1)
        assert canvas.rect().contains(place.toAlignedRect())
        assert place.height() > 0.6 * canvas.height()
    player.zoom_box.setChecked(False)
    qtbot.waitUntil(lambda: canvas.view.region.width == fx.WIDTH)
    assert canvas.view.region.height == fx.HEIGHT
    assert canvas.image.width() == fx.WIDTH


def test_one_seen_from_behind_is_not_mirrored():
    points = fx.make_track(0.5).keypoints
    turned = points[:, [0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15]]
    narrow = points.copy()
    narrow[:, :, 0] = narrow[:, :, 0].mean()
    assert filmed_from(points) is FilmedFrom.FRONT
    assert filmed_from(turned) is FilmedFrom.BEHIND
    assert filmed_from(narrow) is FilmedFrom.SIDE
    assert filmed_from(points[:0]) is FilmedFrom.SIDE
    # Who turns to the camera for a few frames while walking across is still seen from the side.
    assert filmed_from(np.concatenate([narrow, points[:9]])) is FilmedFrom.SIDE


def test_the_part_shown_stays_in_the_frame_and_moves_calmly():
    track = fx.make_track(0.02)
    shaken = replace(track, boxes=track.boxes + 12 * (np.arange(len(track.boxes)) % 2)[:, None])
    follower = Follower(shaken, fx.WIDTH, fx.HEIGHT)
    parts = [follower.region(float(at), 1.5) for at in np.linspace(-1, fx.SECONDS + 1, 200)]
    for part in parts:
        assert 0 <= part.x0 < part.x1 <= fx.WIDTH
        assert 0 <= part.y0 < part.y1 <= fx.HEIGHT
    assert max(abs(a.y0 - b.y0) for a, b in pairwise(parts)) < 4
    assert Follower(None, 640, 480).region(1.0, 1.5) == Region(0, 0, 640, 480)


def test_of_many_wishes_the_last_is_shown(player, qtbot):
    for index in range(60):
        player.model.playback.seek(0.02 * index)
    player.model.playback.seek(2.0)
    qtbot.waitUntil(lambda: abs(player.canvas.seconds - 2.0) < 1e-3)
    assert player.model.playback.position == pytest.approx(2.0)


def test_a_frame_of_the_player_comes_before_small_pictures(qtbot, video, worker):
    gates, order = [threading.Event() for _ in range(Lane.PICTURES.width)], []
    for gate in gates:
        worker.submit(Task(Lane.PICTURES, lambda _p, _c, gate=gate: gate.wait(SECONDS)))
    view, room = PictureView(Region(0, 0, fx.WIDTH, fx.HEIGHT)), QSize(40, 40)
    crops = VideoCrops(video, [CropWish(n, 0.1 * n, view, room) for n in range(3)], worker)
    crops.ready.connect(lambda wish, _image: order.append(wish.key))
    frames = VideoFrames(video, worker)
    frames.ready.connect(lambda shown: order.append(shown.seconds))
    for seconds in (0.5, 1.5):
        frames.ask(FrameRequest(Ask.AT, seconds, room, view))
    gates[0].set()
    qtbot.waitUntil(lambda: len(order) == 4)
    assert order == [pytest.approx(1.5), 0, 1, 2]
    gates[1].set()
    qtbot.waitUntil(lambda: not worker.busy)
    frames.stop()
    crops.stop()


def test_steps_every_frame_once(player, qtbot):
    player.model.playback.seek(0.5)
    qtbot.waitUntil(lambda: abs(player.canvas.seconds - 0.5) < 1e-3)
    for number in range(16, 20):
        player.forward_button.click()
        qtbot.waitUntil(lambda n=number: abs(player.model.playback.position - n / fx.FPS) < 1e-3)
    for number in range(18, 14, -1):
        player.back_button.click()
        qtbot.waitUntil(lambda n=number: abs(player.model.playback.position - n / fx.FPS) < 1e-3)


def test_the_first_and_last_frame_are_ends(player, qtbot):
    player.model.playback.seek(0.0)
    qtbot.waitUntil(lambda: player.canvas.seconds == 0.0)
    player.back_button.click()
    player.model.playback.seek(fx.SECONDS)
    last = (fx.SECONDS * fx.FPS - 1) / fx.FPS
    qtbot.waitUntil(lambda: abs(player.canvas.seconds - last) < 1e-3)
    player.forward_button.click()
    qtbot.waitUntil(lambda: abs(player.model.playback.position - last) < 1e-3)


def test_plays_in_real_time_and_stops_at_the_end(player, qtbot):
    player.model.playback.seek(2.5)
    qtbot.waitUntil(lambda: abs(player.canvas.seconds - 2.5) < 1e-3)
    shown = []
    player.model.playback.position_changed.connect(shown.append)
    with qtbot.waitSignals([player.model.playback.playing_changed] * 2):
        player.play_button.click()
    assert not player.model.playback.playing
    # How many pictures are painted on the way is up to the machine; their order and the last one are not.
    assert shown == sorted(shown)
    assert shown[-1] == player.model.playback.position == pytest.approx(fx.SECONDS)


def test_playing_again_from_the_end_begins_anew(player, qtbot):
    player.model.playback.seek(fx.SECONDS)
    qtbot.waitUntil(lambda: player.model.playback.position < fx.SECONDS)
    player.model.playback.set_playing(True)
    assert player.model.playback.position == 0.0


def test_slower_is_chosen_in_the_box(player):
    player.speed_box.setCurrentIndex(0)
    player.speed_box.activated.emit(0)
    assert player.model.playback.speed == 0.25


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


def test_an_answer_to_an_earlier_wish_does_not_move_the_time(player):
    model = player.model
    early = ShownFrame(None, 0.0, FrameRequest(Ask.AT, 0.0, QSize(), player.canvas.view))
    model.playback.seek(1.5)
    player._take_frame(early)
    assert model.playback.position == 1.5
