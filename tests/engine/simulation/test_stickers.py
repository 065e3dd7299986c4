"""Dots and prints on simulated people: where they are truly, that they are drawn there, and what is found."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.core.sides import Facing
from engine.core.sites import SITES, Site
from engine.dots.dot_names import find_dots
from engine.dots.spot_detection import COLUMNS, MOST, detect_spots
from engine.simulation.body import Body
from engine.simulation.camera import Camera
from engine.simulation.clothing import Outfit, dress
from engine.simulation.gait_motion import WalkMotion, animate
from engine.simulation.raster import draw_mask
from engine.simulation.rendering import FrameRenderer
from engine.simulation.scene import Scene
from engine.simulation.stickers import (
    PINK,
    Stickers,
    add_prints,
    dot_paths,
    dot_truth,
    place_dots,
)
from engine.simulation.walkers import Walker

CAMERAS = {
    "front": Camera("front", 0.0, -4.0, 1.0, 900.0, 480, 640),
    "back": Camera("back", 0.0, 4.0, 1.0, 900.0, 480, 640),
}
STICKERS = Stickers(colour=PINK, gone={Site.RIGHT_ILIAC: 0.3})
MOMENTS = range(0, 18, 3)


@pytest.fixture(scope="module")
def walk(body: Body, walker: Walker, seconds: np.ndarray) -> WalkMotion:
    return animate(body, walker, seconds[:18], on_the_spot=True)


@pytest.fixture(scope="module")
def outfit(body: Body) -> Outfit:
    return dress(body, 4)


def seen(walk: WalkMotion, outfit: Outfit, facing: str, stickers: Stickers | None) -> np.ndarray:
    """Return the spots on rendered frames, float32 ``[6, 48, 8]``, with the true keypoints."""
    camera = CAMERAS[facing]
    renderer = FrameRenderer(walk, outfit, camera, Scene(noise=2.0), stickers)
    spots = np.zeros((len(MOMENTS), MOST, COLUMNS), np.float32)
    for row, moment in enumerate(MOMENTS):
        mask = draw_mask(walk.motion.vertices(moment, outfit.vertices), outfit.faces, camera)
        lines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        outline = max(lines, key=cv2.contourArea).reshape(-1, 2).astype(np.float32)
        points = camera.project(walk.motion.keypoints[moment]).astype(np.float32)
        found = detect_spots(renderer.frame(moment), points, outline)
        spots[row, : len(found)] = found
    return spots


def named(walk: WalkMotion, spots: np.ndarray, facing: str):
    points = CAMERAS[facing].project(walk.motion.keypoints[list(MOMENTS)]).astype(np.float32)
    points[..., 2] = 1.0
    sides = Facing(1 if facing == "front" else -1, 1.0, True, np.ones(len(points), np.bool_))
    return find_dots(spots, points, walk.seconds[list(MOMENTS)], sides)


@pytest.mark.parametrize("facing", ["front", "back"])
def test_rendered_dots_are_found_where_they_are(
    walk: WalkMotion, outfit: Outfit, facing: str
) -> None:
    vertices = place_dots(STICKERS, walk.motion.body, outfit, facing)
    assert (Site.C7 in vertices) == (facing == "back")
    true = {
        site: CAMERAS[facing].project(way)
        for site, way in dot_paths(walk.motion, outfit, vertices).items()
    }
    dots = named(walk, seen(walk, outfit, facing, STICKERS), facing)
    assert set(dots.tracks) >= set(SITES[:2]) | {Site.LEFT_ILIAC}
    for site, track in dots.tracks.items():
        there = dots.seen[:, track]
        away = dots.places[there, track, :2] - true[site][list(MOMENTS)][there, :2]
        assert np.linalg.norm(away, axis=1).max() < 1.2, site
    if Site.RIGHT_ILIAC in dots.tracks:
        assert not dots.seen[3:, dots.tracks[Site.RIGHT_ILIAC]].any()


def test_the_truth_is_the_line_between_the_dots(body: Body) -> None:
    moments = 5
    left, right = np.zeros((moments, 3)), np.zeros((moments, 3))
    left[:, 0], right[:, 0], left[:, 2] = 0.1, -0.1, -0.2 * np.tan(np.radians(4.0))
    neck = np.tile([0.016, 0.0, 0.5], (moments, 1))
    places = {Site.LEFT_ILIAC: left, Site.RIGHT_ILIAC: right, Site.C7: neck}
    truth = dot_truth(places, slice(0, moments), 1.6)
    assert truth == {"hip_tilt": pytest.approx(4.0), "c7_over_pelvis": pytest.approx(1.0)}


@pytest.mark.parametrize("facing", ["front", "back"])
def test_left_and_right_dots_mirror_each_other(body: Body, outfit: Outfit, facing: str) -> None:
    vertices = place_dots(Stickers(), body, outfit, facing)
    for left, right in ((SITES[0], SITES[1]), (SITES[3], SITES[4]), (SITES[5], SITES[6])):
        a, b = outfit.vertices[vertices[left]], outfit.vertices[vertices[right]]
        assert a[0] > 0 > b[0]
        assert a * [-1, 1, 1] == pytest.approx(b, abs=0.012)


@pytest.mark.parametrize("kind", ["buttons", "logo", "polka", "badges", "confetti"])
def test_prints_are_drawn_and_are_no_dots(
    walk: WalkMotion, outfit: Outfit, body: Body, kind: str
) -> None:
    printed = add_prints(outfit, body, kind, 7)
    assert len(printed.discs) > 0
    plain = FrameRenderer(walk, outfit, CAMERAS["front"], Scene()).frame(0).astype(int)
    other = FrameRenderer(walk, printed, CAMERAS["front"], Scene()).frame(0).astype(int)
    assert (np.abs(plain - other).max(axis=-1) > 40).sum() > 10
    assert not named(walk, seen(walk, printed, "front", None), "front").tracks
