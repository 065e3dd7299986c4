"""Several people, mirrors and pictures: everyone is followed, and who is nobody is not taken for one."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from engine.core.findings import FindingCode, Severity
from engine.core.resources import resource
from engine.gait.silhouettes import normalize_silhouette
from engine.perception.networks.blazepose import BlazePose
from engine.perception.recording import perceive
from engine.perception.tracking.untracked import Span, most_at_once
from engine.perception.types import Recording
from tests.engine.perception.collage import Collage, Image, Piece, frames_of
from tests.engine.perception.stage import (
    BLUE,
    GREEN,
    RED,
    Actor,
    FakePose,
    Stage,
    silhouette,
    straight,
)

C = FindingCode
RATE = 15.0


def staged(stage: Stage, **options) -> Recording:
    return perceive(stage, FakePose(stage, **options), silhouette=silhouette)


def said(recording: Recording) -> dict[FindingCode, Severity]:
    return {one.code: one.severity for one in recording.findings}


def middle(recording: Recording, person: int) -> float:
    return float(recording.tracks[person].boxes[:, [0, 2]].mean())


def test_who_is_shown_whole_is_chosen_not_who_walks_longest() -> None:
    """One walks along the lower border with the feet out of the picture, for longer."""
    cut = Actor(straight(60, 60), *RED, y=215.0)
    whole = Actor(straight(420, -60, begin=1.5), *GREEN)
    recording = staged(Stage(cut, whole, duration=6.0))
    assert recording.walker == 0
    walker, other = recording.tracks[0], recording.tracks[1]
    assert walker.seconds[0] == pytest.approx(1.5, abs=0.2)
    assert np.ptp(walker.seconds) < np.ptp(other.seconds)
    assert walker.walks
    assert other.walks


def test_a_picture_on_the_wall_is_nobody() -> None:
    picture = Actor(straight(400, 0), *GREEN, walks=False, still=True)
    walking = Actor(straight(60, 40), *RED)

    class Steady(FakePose):
        """Sees what does not move in the same place every time."""

        def _person(self, actor, points, mask, seconds, box):
            return super()._person(actor, points, mask, 0.0 if actor.still else seconds, box)

    stage = Stage(picture, walking)
    recording = perceive(stage, Steady(stage), silhouette=silhouette)
    assert len(recording.tracks) == 1
    assert middle(recording, 0) < 300
    assert recording.findings == ()


def test_somebody_who_only_stands_is_somebody() -> None:
    standing = Actor(straight(400, 0), *GREEN, walks=False)
    recording = staged(Stage(standing, Actor(straight(60, 40), *RED)))
    assert [track.walks for track in recording.tracks] == [True, False]
    assert said(recording) == {C.SEVERAL_PEOPLE: Severity.INFO}


def test_somebody_followed_for_a_part_is_told() -> None:
    """The second one goes behind a pillar in the middle of the picture and is not seen again."""
    walking = Actor(straight(40, 25), *RED)
    leaves = Actor(lambda s: 300 + 30 * s if s < 2.2 else None, *GREEN)
    recording = staged(Stage(walking, leaves, duration=6.0))
    told = next(one for one in recording.findings if one.code is C.NOT_FOLLOWED)
    assert told.severity is Severity.INFO
    assert told.message.params["count"] == 1
    assert told.start_seconds == pytest.approx(2.2, abs=0.15)
    assert told.end_seconds == pytest.approx(6.0, abs=0.15)


def test_who_walks_out_of_the_picture_was_not_lost() -> None:
    leaves = Actor(straight(300, 80), *GREEN)
    recording = staged(Stage(Actor(straight(40, 25), *RED), leaves, duration=6.0))
    assert C.NOT_FOLLOWED not in said(recording)


def test_frames_in_which_two_bodies_are_one_outline_are_left_out() -> None:
    """From 2 s on the two stand in one another's arms, and the mask holds both."""
    near = 24.0

    def second(seconds: float) -> float:
        return 240 + max(near, 150 - 63 * seconds)

    # Two frames are in flight at a time.
    at = threading.local()

    class Embracing(FakePose):
        def _mask(self, image, actor):
            mask = super()._mask(image, actor)
            if second(at.now) - 240 > near:
                return mask
            return mask | super()._mask(
                image, self.stage.actors[1 - self.stage.actors.index(actor)]
            )

        def follow(self, image, seconds, box):
            at.now = seconds
            return super().follow(image, seconds, box)

        def people(self, image, seconds, *, thoroughness=1):
            at.now = seconds
            return super().people(image, seconds, thoroughness=thoroughness)

    stage = Stage(Actor(lambda s: 240.0, *RED), Actor(second, *BLUE), duration=4.0)
    recording = perceive(stage, Embracing(stage), silhouette=silhouette)
    track = next(one for one in recording.tracks if np.ptp(one.seconds) > 3.5)
    dropped = ~track.silhouettes.reshape(len(track.silhouettes), -1).any(axis=1)
    assert not dropped[track.seconds < 1.8].any()
    assert dropped[track.seconds > 2.3].mean() > 0.8


def test_the_most_at_one_time_are_counted() -> None:
    assert most_at_once([]) == 0
    assert most_at_once([Span(0, 2), Span(1, 3), Span(4, 5)]) == 2


# A real network over pieces of the bundled walk.


@pytest.fixture(scope="module")
def walk() -> list[Image]:
    path: Path = resource("samples", "simulated_walk.mp4")
    return frames_of(path, (slice(200, 1080), slice(840, 1080)), scale=0.6, rate=RATE)


@pytest.fixture(scope="module")
def pose() -> BlazePose:
    return BlazePose()


def seen(walk: list[Image], pose: BlazePose, width: int, *pieces: Piece, count=60) -> Recording:
    collage = Collage(walk, pieces, count=count, size=(width, walk[0].shape[0]), rate=RATE)
    return perceive(collage, pose, silhouette=normalize_silhouette)


@pytest.mark.heavy
def test_four_abreast_are_followed_from_the_first_frame_to_the_last(walk, pose) -> None:
    pieces = [
        Piece(10, delay=20),
        Piece(115, delay=27, scale=0.95),
        Piece(215, delay=23, scale=0.9),
        Piece(320, delay=32),
    ]
    recording = seen(walk, pose, 480, *pieces)
    assert [len(track.seconds) for track in recording.tracks] == [60] * 4
    places = sorted(middle(recording, person) for person in range(4))
    assert np.allclose(places, [82, 183, 280, 392], atol=12)
    assert said(recording) == {C.SEVERAL_PEOPLE: Severity.INFO}


@pytest.mark.heavy
def test_a_mirror_image_is_not_a_second_person(walk, pose) -> None:
    recording = seen(walk, pose, 480, Piece(60, delay=40), Piece(300, 40, mirrored=True, scale=0.7))
    assert recording.walker == 0
    assert middle(recording, 0) < 240
    assert [track.walks for track in recording.tracks] == [True, False]
    (told,) = recording.findings
    assert told.code is C.SEVERAL_PEOPLE
    assert told.severity is Severity.INFO
    assert "Mirror images" in told.message.template


@pytest.mark.heavy
def test_a_poster_of_a_walker_is_nobody(walk, pose) -> None:
    recording = seen(walk, pose, 480, Piece(60, delay=40), Piece(300, 95, frozen=True, scale=0.8))
    assert len(recording.tracks) == 1
    assert recording.findings == ()
