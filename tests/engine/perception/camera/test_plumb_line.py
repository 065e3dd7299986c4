"""The level of a recording, found frame by frame while it is read: still, moving, unknown, wide."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import pytest

from engine.core.level import KNOWN_ERROR, level_by_hand, unknown_level
from engine.core.text import text
from engine.core.video import Frame, VideoInfo
from engine.perception.camera.lens_distortion import estimate_distortion
from engine.perception.camera.line_segments import detect_segments
from engine.perception.camera.plumb_line import LevelEstimator
from tests.engine.perception.stage import Stage

DATA = Path(__file__).parents[3] / "data" / "level"
FOCAL = 1681.6 / 1920
"""True focal length of cam03, by the longer side."""


def room(clip: str = "single_cam03") -> np.ndarray:
    return cv2.cvtColor(cv2.imread(str(DATA / f"p2s_{clip}.jpg")), cv2.COLOR_BGR2RGB)


def info(image: np.ndarray, **facts: object) -> VideoInfo:
    return Stage().info.model_copy(
        update={"width": image.shape[1], "height": image.shape[0], **facts}
    )


class Somebody(NamedTuple):
    bounds: np.ndarray
    outline: np.ndarray


def walker(x: int, height: int = 500) -> Somebody:
    """A slanted stripe of a person: edges that lie."""
    corners = [(x, 300), (x + 120, 300), (x + 240, 300 + height), (x + 120, 300 + height)]
    return Somebody(
        np.array([x, 300, x + 240, 300 + height], np.float32), np.array(corners, np.float32)
    )


def test_whoever_walks_through_the_picture_does_not_move_the_vertical() -> None:
    image = room()
    alone, crossed = LevelEstimator(info(image)), LevelEstimator(info(image))
    for number in range(12):
        seconds = number * 0.5
        alone.add(Frame(image, seconds, number), [], moves=False)
        somebody = walker(20 + 25 * number)
        shown = image.copy()
        for stripe in range(5):
            points = somebody.outline + np.array([24.0 * stripe, 0.0], np.float32)
            cv2.fillPoly(shown, [points[:2].repeat(2, 0).astype(np.int32)], (0, 0, 0))
            cv2.line(shown, *(tuple(p.astype(int).tolist()) for p in points[[0, 3]]), (0, 0, 0), 6)
        crossed.add(Frame(shown, seconds, number), [somebody], moves=False)
    first, second = alone.level(0.0), crossed.level(0.0)
    assert first.known
    assert second.known
    assert second.roll_degrees == pytest.approx(first.roll_degrees, abs=0.3)
    assert first.error_degrees == pytest.approx(KNOWN_ERROR, abs=0.05)
    assert not first.moving


def turned(image: np.ndarray, roll: float, pitch: float) -> np.ndarray:
    """The picture as the same camera takes it turned by some degrees more."""
    height, width = image.shape[:2]
    focal = FOCAL * height
    lens = np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1]])
    r, p = np.radians([roll, pitch])
    about = np.array([[np.cos(r), -np.sin(r), 0], [np.sin(r), np.cos(r), 0], [0, 0, 1]])
    over = np.array([[1, 0, 0], [0, np.cos(p), -np.sin(p)], [0, np.sin(p), np.cos(p)]])
    seen = cv2.warpPerspective(image, lens @ about @ over @ np.linalg.inv(lens), (width, height))
    # What a turn brings into the corners is cut off: it is no room.
    inner = seen[height // 10 : -height // 10, width // 10 : -width // 10]
    return np.ascontiguousarray(inner)


def test_a_camera_that_sways_is_followed_from_frame_to_frame() -> None:
    image = room()
    first = turned(image, 0.0, 0.0)
    plumb = LevelEstimator(info(first, focal_35mm=FOCAL * 960 / 768 * 0.8 * 43.27))
    rolls = {}
    for number in range(24):
        seconds = number * 0.5
        rolls[seconds] = 4.0 * np.sin(2 * np.pi * seconds / 8.0)
        plumb.add(Frame(turned(image, rolls[seconds], 0.0), seconds, number), [], moves=True)
    level = plumb.level(0.05)
    assert level.known
    assert level.moving
    assert level.focal_from_tags
    middle = level.width / 2, level.height / 2
    times = np.array(list(rolls))
    found = level.local_vertical(np.full(24, middle[0]), np.full(24, middle[1]), times)
    off = found - np.array([rolls[time] for time in times])
    # The room itself leans by what the camera that filmed it was rolled.
    assert np.median(off) == pytest.approx(-2.8, abs=0.6)
    assert np.std(off) < 0.6
    assert level.error_degrees >= KNOWN_ERROR
    # Read as one picture, it would be nonsense; not enough frames say so.
    few = LevelEstimator(info(first))
    few.add(Frame(first, 0.0, 0), [], moves=False)
    few.add(Frame(first, 0.5, 1), [], moves=True)
    assert not few.level(0.05).known


@pytest.mark.parametrize("kind", ["grey", "lying", "one door"])
def test_pictures_that_show_no_verticals_say_so(kind: str) -> None:
    image = np.full((540, 960, 3), 120, np.uint8)
    if kind == "lying":
        for row in range(20, 540, 40):
            cv2.line(image, (0, row), (959, row + 30), (10, 10, 10), 3)
    if kind == "one door":
        cv2.rectangle(image, (450, 100), (500, 400), (10, 10, 10), 3)
    plumb = LevelEstimator(info(image))
    for number in range(3):
        plumb.add(Frame(image, float(number), number), [], moves=False)
    level = plumb.level(0.0)
    assert not level.known
    assert level.reason is not None
    assert "not known" in str(level.reason)
    assert level.local_vertical(100.0, 100.0) == 0.0


def barrel(image: np.ndarray, coefficient: float) -> np.ndarray:
    """The picture through a lens with this first radial coefficient (by the longer side)."""
    height, width = image.shape[:2]
    long = max(height, width)
    y, x = np.mgrid[:height, :width].astype(np.float32)
    u, v = (x - width / 2) / long, (y - height / 2) / long
    scale = np.ones_like(u)
    for _ in range(12):
        scale = 1 / (1 + coefficient * (u * u + v * v) * scale**2)
    places = ((way * scale * long + side / 2) for way, side in ((u, width), (v, height)))
    across, down = (place.astype(np.float32) for place in places)
    return np.asarray(cv2.remap(image, across, down, cv2.INTER_LINEAR), np.uint8)


@pytest.mark.parametrize("clip", ["single_cam03", "multi_cam01", "single_cam02"])
def test_a_lens_that_bends_edges_is_recognised(clip: str) -> None:
    image = room(clip)
    size = image.shape[1], image.shape[0]
    bends = {
        k: estimate_distortion(
            detect_segments(barrel(image, k)[..., 0].copy()), size=size
        ).coefficient
        for k in (0.0, -0.3)
    }
    assert bends[0.0] == 0.0
    assert bends[-0.3] == pytest.approx(-0.35, abs=0.06)
    plumb = LevelEstimator(info(image))
    for number in range(3):
        plumb.add(Frame(barrel(image, -0.3), float(number), number), [], moves=False)
    level = plumb.level(0.0)
    assert level.wide_lens
    assert level.error_degrees > KNOWN_ERROR


def test_a_wide_lens_that_the_file_names_is_wide() -> None:
    facts = info(room(), focal_35mm=14.0)
    level = unknown_level(text("Not known."), facts.width, facts.height, facts.focal_px)
    assert level.wide_lens
    assert facts.focal_px == pytest.approx(14.0 / 34.616 * 960, rel=1e-3)
    usual = info(room(), focal_35mm=26.0)
    named = unknown_level(text("Not known."), usual.width, usual.height, usual.focal_px)
    assert not named.wide_lens
    assert level_by_hand(named, 2.0).focal_from_tags
