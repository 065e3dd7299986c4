"""The guide as a window uses it: frames in, what to say out, and a verdict straight afterwards."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from engine.capture.frame_source import CameraFrame
from engine.capture.guidance import Cue, GuideState, StopReason
from engine.capture.live_eyes import to_half_size
from engine.capture.live_guide import LiveGuide
from engine.core.findings import FindingCode
from tests.engine.capture.stick_people import HEIGHT, WIDTH, FakePose, body, walk_towards

GREY = np.full((HEIGHT, WIDTH, 3), 120, np.uint8)
START = 100.0


def jpeg(picture: np.ndarray, seconds: float = 0.0) -> CameraFrame:
    packed = cv2.imencode(".jpg", picture[..., ::-1])[1].tobytes()
    return CameraFrame(seconds, picture.shape[1], picture.shape[0], jpeg=packed)


class Session:
    """A guide before a camera whose people do as ``scene`` says; frames are JPEGs of one still picture."""

    def __init__(self, scene, picture: np.ndarray = GREY) -> None:
        self.pose = FakePose(scene, scale=2.0)
        self.guide = LiveGuide(self.pose)
        self.frame = jpeg(picture)
        self.now = 0.0
        self.said: list = []

    def run(self, seconds: float):
        for _ in range(round(seconds * 15)):
            self.pose.seconds = self.now
            self.said.append(self.guide.look(replace(self.frame, seconds=START + self.now)))
            self.now += 1 / 15
        return self.said[-1]


def test_a_large_frame_is_looked_at_in_half_its_size():
    image, scale = to_half_size(jpeg(GREY))
    assert image.shape == (HEIGHT // 2, WIDTH // 2, 3)
    assert scale == 2.0
    raw, again = to_half_size(CameraFrame(0.0, WIDTH, HEIGHT, pixels=GREY))
    assert (raw.shape, again) == (image.shape, scale)


def test_a_small_frame_is_looked_at_as_it_is():
    image, scale = to_half_size(jpeg(GREY[:480, :640]))
    assert (image.shape, scale) == ((480, 640, 3), 1.0)


def test_colours_are_those_of_the_frame():
    red = np.zeros((480, 640, 3), np.uint8)
    red[..., 0] = 200
    image, _ = to_half_size(jpeg(red))
    assert image[240, 320, 0] > 180
    assert image[240, 320, 2] < 20


def test_the_whole_of_a_hands_free_recording():
    session = Session(lambda at: [walk_towards(at)])
    last = session.run(8.0)
    states = list(dict.fromkeys(one.state for one in session.said))
    assert states == [GuideState.WAIT, GuideState.READY, GuideState.WALK, GuideState.STOP]
    assert last.stop_reason is StopReason.CUT_OFF
    assert last.began == pytest.approx(START + 2.0, abs=0.5)
    assert last.ended > last.began
    cues = list(dict.fromkeys(one.cue for one in session.said if one.cue is not None))
    assert cues == [Cue.WALK_NOW, Cue.KEEP_WALKING, Cue.TURN_BACK, Cue.DONE]


def test_keypoints_and_distance_are_of_the_full_frame():
    session = Session(lambda at: [body(6.0)])
    seen = session.run(1.0)
    assert np.allclose(seen.keypoints[:, :2], body(6.0), atol=0.01)
    assert seen.distance == pytest.approx(6.0, abs=1.0)
    assert seen.people == 1


def one(points):
    return lambda at: [points]


@pytest.mark.parametrize(
    ("people", "cue"),
    [
        (lambda at: [], Cue.NOBODY),
        (lambda at: [body(6.0), body(5.0, aside=1.5)], Cue.TOO_MANY),
        (one(body(1.8)), Cue.CUT_OFF),
        (one(body(22.0)), Cue.TOO_FAR),
        (one(body(6.0, turned=0.25)), Cue.SIDE_ON),
    ],
    ids=["nobody", "too many", "cut off", "too far", "side-on"],
)
def test_what_is_in_the_way_is_said_and_keeps_from_walking(people, cue):
    session = Session(people)
    last = session.run(4.0)
    assert last.cue is cue
    assert str(last.sentence)
    assert last.state is GuideState.WAIT


def test_a_dark_picture_and_one_against_the_light_are_told_apart():
    dark = Session(one(body(6.0)), np.full_like(GREY, 12))
    assert dark.run(3.0).cue is Cue.TOO_DARK
    window = np.full_like(GREY, 252)
    points = body(6.0)
    left, right = int(points[:, 0].min()) - 30, int(points[:, 0].max()) + 30
    window[int(points[:, 1].min()) - 60 : int(points[:, 1].max()) + 60, left:right] = 30
    assert Session(one(points), window).run(3.0).cue is Cue.BACKLIGHT


def test_somebody_who_passes_is_no_crowd():
    session = Session(
        lambda at: [body(6.0)] + ([body(5.0, aside=2.0 - 4.5 * at)] if at < 0.8 else [])
    )
    session.run(5.0)
    assert Cue.TOO_MANY not in {one.cue for one in session.said}
    assert session.said[-1].state is GuideState.READY


def test_who_stands_in_the_middle_is_guided_even_if_found_second():
    """Somebody at the border was found first, waits there, and then leaves."""

    def scene(at):
        child = [] if at < 0.5 else [walk_towards(at, stands=7.5)]
        return child + ([body(5.0, aside=-2.6)] if at < 5.0 else [])

    session = Session(scene)
    pose = session.pose
    pose.boxes = lambda *_, **__: [one.next_box for one in pose._people()]
    session.run(4.9)
    assert session.said[5].keypoints[0, 0] < WIDTH / 4
    assert session.said[-1].keypoints[0, 0] == pytest.approx(WIDTH / 2, abs=20)
    assert session.said[-1].cue is Cue.TOO_MANY
    session.run(2.5)
    assert session.said[-1].state is GuideState.READY
    session.run(2.5)
    assert session.said[-1].state is GuideState.WALK


def test_who_is_guided_stays_so_while_somebody_passes_through_the_middle():
    session = Session(lambda at: [body(6.0, aside=-0.9), body(5.0, aside=2.4 - 0.9 * at)])
    session.run(5.0)
    first = session.said[10].keypoints[0, 0]
    assert {round(float(one.keypoints[0, 0])) for one in session.said[10:]} == {round(float(first))}


def test_a_frame_that_cannot_be_decoded_shows_nobody():
    session = Session(one(body(6.0)))
    session.run(2.0)
    session.frame = CameraFrame(0.0, WIDTH, HEIGHT, jpeg=b"\xff\xd8 no picture")
    assert session.run(0.2).keypoints is None
    assert session.said[-1].state is GuideState.READY
    session.frame = jpeg(GREY)
    assert session.run(0.2).keypoints is not None


def test_the_verdict_of_a_good_walk():
    session = Session(lambda at: [walk_towards(at)])
    session.run(8.0)
    verdict = session.guide.verdict()
    assert verdict.usable
    assert verdict.walked_seconds == pytest.approx(4.7, abs=0.8)
    assert 5 <= verdict.steps <= 11
    assert FindingCode.NOBODY_WALKS not in {one.code for one in verdict.findings}


def test_the_verdict_names_what_was_wrong():
    session = Session(lambda at: [walk_towards(at)], np.full_like(GREY, 6))
    session.run(8.0)
    verdict = session.guide.verdict()
    assert not verdict.usable
    assert verdict.findings[0].code is FindingCode.TOO_DARK


def test_no_walk_no_good_verdict():
    session = Session(one(body(6.0)))
    session.run(3.0)
    verdict = session.guide.verdict()
    assert not verdict.usable
    assert [one.code for one in verdict.findings] == [FindingCode.NOBODY_WALKS]


def test_a_recording_that_was_started_by_hand_has_a_verdict_too():
    session = Session(lambda at: [body(5.0, phase=0.9 * at)])
    session.run(6.0)
    verdict = session.guide.verdict(since=START + 1.0, until=START + 5.5)
    assert verdict.walked_seconds == pytest.approx(4.5, abs=0.2)
    assert verdict.usable


def test_after_a_reset_the_next_walk_is_waited_for():
    session = Session(lambda at: [walk_towards(at % 10.0)])
    session.run(8.0)
    assert session.said[-1].state is GuideState.STOP
    session.guide.reset()
    assert not session.guide.verdict().usable
    session.now = 10.0
    assert session.run(0.1).state is GuideState.WAIT
    session.run(7.0)
    assert session.said[-1].began == pytest.approx(START + 12.0, abs=0.5)


def test_a_camera_whose_clock_begins_anew_is_a_new_camera():
    session = Session(lambda at: [body(6.0)])
    assert session.run(2.0).state is GuideState.READY
    session.now = -50.0
    assert session.run(0.1).state is GuideState.WAIT
    assert session.run(2.0).state is GuideState.READY


def test_the_network_is_asked_about_once_a_frame():
    """One look for each frame, and little more now and then: else fifteen a second are not to be had."""
    session = Session(lambda at: [body(6.0)])
    session.run(10.0)
    assert session.pose.looks <= 1.2 * 150


def room(degrees: float) -> np.ndarray:
    """A wall with windows and doors, seen by a camera that is turned about its lens."""
    picture = np.full((HEIGHT, WIDTH, 3), 150, np.uint8)
    for column in range(-200, WIDTH + 200, 240):
        cv2.rectangle(picture, (column, 120), (column + 130, 460), (90, 100, 110), -1)
        cv2.rectangle(picture, (column + 60, 560), (column + 190, 1000), (60, 50, 70), -1)
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), degrees, 1.15)
    return cv2.warpAffine(picture, turn, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT)


def test_a_tilted_camera_is_told_before_anybody_walks():
    session = Session(one(body(6.0)), room(8.0))
    last = session.run(5.0)
    assert abs(last.roll) == pytest.approx(8.0, abs=1.0)
    assert last.cue is Cue.TILTED
    assert last.state is GuideState.WAIT


def test_a_level_camera_is_told_as_such():
    session = Session(lambda at: [], room(0.5))
    assert abs(session.run(4.0).roll) < 1.5
    assert session.said[-1].cue is Cue.NOBODY


def test_a_camera_that_is_moved_is_asked_to_stand():
    session = Session(one(body(6.0)), room(0.0))
    session.run(1.0)
    for shift in range(45):
        session.frame = jpeg(np.roll(room(0.0), 12 * shift, axis=1))
        session.run(1 / 15)
    assert session.said[-1].cue is Cue.MOVING
    assert session.said[-1].state is not GuideState.WALK
