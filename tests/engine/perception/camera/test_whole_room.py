"""A bare room with two upright edges says which way is up by those that run level; clutter says nothing."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.core.level import FOCAL_SHARE, KNOWN_ERROR, up_of, usual_focal
from engine.core.video import Frame
from engine.perception.camera.line_segments import LineSegments, detect_segments
from engine.perception.camera.plumb_line import LevelEstimator
from engine.perception.camera.vanishing_point import estimate_vertical
from engine.perception.camera.whole_room import vertical_of_room
from tests.engine.perception.camera.test_plumb_line import info

DATA = Path(__file__).parents[3] / "data" / "level"
WIDTH, HEIGHT = 1280, 720


def bare_room(roll: float, pitch: float, turn: float, *, door: bool = True) -> np.ndarray:
    """A picture of an empty room: floor and walls, joints of the floor, and perhaps a door opposite."""
    up = up_of(np.array([[roll, pitch]]))[0]
    across = np.cross(up, [0.0, 0.0, 1.0])
    across /= np.linalg.norm(across)
    ahead = np.cross(up, across)
    if ahead[2] < 0:
        across, ahead = -across, -ahead
    cos, sin = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    right, far = cos * across + sin * ahead, cos * ahead - sin * across
    image = np.full((HEIGHT, WIDTH, 3), 190, np.uint8)

    def seen(x: float, height: float, depth: float) -> tuple[int, int]:
        place = x * right + (height - 1.3) * up + depth * far
        flat = place[:2] / place[2] * usual_focal(WIDTH, HEIGHT) + np.array([WIDTH, HEIGHT]) / 2
        return round(16 * flat[0]), round(16 * flat[1])

    def draw(*corners: tuple[float, float, float]) -> None:
        points = np.array([seen(*corner) for corner in corners], np.int32)
        cv2.polylines(image, [points], False, (70, 70, 70), 3, cv2.LINE_AA, 4)

    for depth in (3.5, 4.5, 5.5, 6.5):
        draw((-2.0, 0.0, depth), (2.0, 0.0, depth))
    for x in (-1.5, -0.5, 0.5, 1.5):
        draw((x, 0.0, 3.0), (x, 0.0, 7.4))
    draw((-3.0, 0.0, 8.0), (3.0, 0.0, 8.0))
    draw((-3.0, 0.1, 8.0), (3.0, 0.1, 8.0))
    if door:
        draw((0.6, 0.12, 8.0), (0.6, 2.1, 8.0), (1.5, 2.1, 8.0), (1.5, 0.12, 8.0))
    return cv2.GaussianBlur(image, (0, 0), 1.0)


def level_of(image: np.ndarray) -> LevelEstimator:
    plumb = LevelEstimator(info(image))
    for number in range(3):
        plumb.add(Frame(image, float(number), number), [], moves=False)
    return plumb


@pytest.mark.parametrize("door", [True, False])
@pytest.mark.parametrize(
    ("roll", "pitch", "turn"), [(0, -8, 4), (3.5, -10, 12), (-3.5, -6, -8), (6, -14, 20)]
)
def test_a_bare_room_is_known_by_its_floor(
    roll: float, pitch: float, turn: float, door: bool
) -> None:
    image = bare_room(roll, pitch, turn, door=door)
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    by_upright = estimate_vertical(
        detect_segments(grey), focal_px=usual_focal(WIDTH, HEIGHT), size=(WIDTH, HEIGHT)
    )
    assert by_upright.reason is not None
    level = level_of(image).level(0.0)
    assert level.known
    assert level.source == "picture"
    assert level.error_degrees >= KNOWN_ERROR
    assert level.roll_degrees == pytest.approx(roll, abs=0.3)
    assert level.pitch_degrees == pytest.approx(pitch, abs=1.5)


def test_one_joint_of_a_floor_is_no_room() -> None:
    image = np.full((HEIGHT, WIDTH, 3), 190, np.uint8)
    cv2.line(image, (100, 500), (1180, 470), (70, 70, 70), 3, cv2.LINE_AA)
    assert not level_of(image).level(0.0).known


def without_uprights(segments: LineSegments, left: int, share: float) -> LineSegments:
    """Take away all but a few of the edges that may be upright, and a share of the others."""
    rng = np.random.default_rng(left)
    kept = ~segments.steep & (rng.random(len(segments.lengths)) < share)
    steep = np.flatnonzero(segments.steep)
    kept[rng.choice(steep, min(len(steep), left), replace=False)] = True
    return segments.select(kept)


@pytest.mark.parametrize(("left", "share"), [(6, 1.0), (4, 0.6), (3, 0.4)])
@pytest.mark.parametrize("clip", ["multi_cam01", "multi_cam02", "multi_cam04", "single_cam01",
                                  "single_cam02", "single_cam03"])  # fmt: skip
def test_what_is_left_of_a_cluttered_scene_is_not_believed(
    clip: str, left: int, share: float
) -> None:
    """Real scenes, rolled by up to 26 degrees, whose upright edges were taken away: none may be guessed."""
    grey = cv2.imread(str(DATA / f"p2s_{clip}.jpg"), cv2.IMREAD_GRAYSCALE)
    free = cv2.imread(str(DATA / f"p2s_{clip}_free.png"), cv2.IMREAD_GRAYSCALE)
    height, width = grey.shape
    segments = without_uprights(detect_segments(grey, free=free), left, share)
    found = vertical_of_room(segments, focal_px=usual_focal(width, height), size=(width, height))
    assert found is None


@pytest.mark.parametrize("factor", [0.75, 0.85, 1.15, 1.33])
def test_another_lens_than_the_usual_one_turns_the_vertical_little(factor: float) -> None:
    """The focal length is mostly not known: where it is far off, nothing is said, else nobody is tilted."""
    grey = cv2.cvtColor(bare_room(3.5, -10.0, 8.0), cv2.COLOR_RGB2GRAY)
    found = vertical_of_room(
        detect_segments(grey), focal_px=FOCAL_SHARE * WIDTH * factor, size=(WIDTH, HEIGHT)
    )
    assert (found is None) == (factor == 0.75)
    if found is not None:
        assert found.roll == pytest.approx(3.5, abs=1.0)
