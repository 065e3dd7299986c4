"""Camera, masks, frames and the faults of networks."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest

from engine.core.errors import MissingExtraError
from engine.core.keypoints import Keypoint
from engine.simulation.body import Body
from engine.simulation.camera import Camera, Facing, draw_camera
from engine.simulation.clothing import Outfit, dress
from engine.simulation.extra import require_simulation
from engine.simulation.gait_motion import WalkMotion, animate
from engine.simulation.raster import draw_mask
from engine.simulation.rendering import FrameRenderer
from engine.simulation.scene import Scene
from engine.simulation.segmentation import MaskFaults, add_faults, add_keypoint_noise, body_mask
from engine.simulation.walkers import Walker

FRONT = Camera("front", 0.0, -4.0, 1.0, 380.0, 320, 240, pitch=2.0)
BACK = Camera("back", 0.0, 4.0, 1.0, 380.0, 320, 240, pitch=2.0)


@pytest.fixture(scope="module")
def walk(body: Body, walker: Walker, seconds: np.ndarray) -> WalkMotion:
    return animate(body, walker, seconds[:12], on_the_spot=True)


@pytest.fixture(scope="module")
def outfit(body: Body) -> Outfit:
    return dress(body, 4)


def test_the_own_left_is_on_the_right_of_a_picture_from_the_front_only() -> None:
    left, right = FRONT.project(np.array([[0.2, 0, 1.0], [-0.2, 0, 1.0]]))
    assert left[0] > right[0]
    left, right = BACK.project(np.array([[0.2, 0, 1.0], [-0.2, 0, 1.0]]))
    assert left[0] < right[0]


def test_a_roll_turns_the_picture_and_pitch_raises_what_is_seen() -> None:
    ahead = np.array([0.0, 0.0, 1.0])
    level = Camera("front", 0.0, -4.0, 1.0, 380.0, 320, 240)
    assert level.project(ahead) == pytest.approx([160, 120, 4])
    assert Camera("front", 0.0, -4.0, 1.0, 380.0, 320, 240, pitch=5).project(ahead)[1] < 120
    side = np.array([0.5, 0.0, 1.0])
    assert Camera("front", 0.0, -4.0, 1.0, 380.0, 320, 240, roll=5).project(side)[1] < 120


@pytest.mark.parametrize("facing", ["front", "back"])
def test_drawn_cameras_keep_the_walker_whole(facing: Facing) -> None:
    for seed in range(20):
        camera = draw_camera(np.random.default_rng(seed), facing, 1.6, 5.5)
        for y in (0.0, -5.5):
            ends = camera.project(np.array([[0, y, 0.0], [0, y, 1.6]]))
            assert (ends[:, :2] > 0).all()
            assert (ends[:, :2] < (camera.width, camera.height)).all()
            assert 100 < ends[0, 1] - ends[1, 1] < camera.height


@pytest.mark.parametrize("camera", [FRONT, BACK])
def test_the_mask_holds_the_joints_of_the_trunk(
    walk: WalkMotion, outfit: Outfit, camera: Camera
) -> None:
    mask = draw_mask(walk.motion.vertices(0, outfit.vertices), walk.motion.body.faces, camera)
    assert set(np.unique(mask)) == {0, 255}
    for point in camera.project(walk.motion.keypoints[0])[[5, 6, 11, 12, 13, 14]]:
        assert mask[int(point[1]), int(point[0])] == 255
    assert 0.02 < (mask > 0).mean() < 0.3


def test_frames_show_the_body_where_its_mask_is_and_are_the_same_each_time(
    walk: WalkMotion, outfit: Outfit
) -> None:
    scene = Scene(seed=3, furniture=0)
    first = FrameRenderer(walk, outfit, FRONT, scene).frame(2)
    assert first.shape == (240, 320, 3)
    assert first.dtype == np.uint8
    assert (first == FrameRenderer(walk, outfit, FRONT, scene).frame(2)).all()
    other = FrameRenderer(walk, dress(walk.motion.body, 5), FRONT, scene).frame(2)
    changed = np.abs(first.astype(int) - other).max(axis=2) > 40
    mask = draw_mask(walk.motion.vertices(2, outfit.vertices), walk.motion.body.faces, FRONT) > 0
    assert changed[mask].mean() > 0.3
    assert changed[~mask].mean() < 0.01


def test_faults_change_the_outline_and_little_else(walk: WalkMotion, outfit: Outfit) -> None:
    mask, points = body_mask(walk, outfit, FRONT, 0)
    assert 215 < np.ptp(np.flatnonzero(mask.any(axis=1))) < 300
    rng = np.random.default_rng(1)
    for growth in (-0.5, 0.0, 0.5):
        seen = add_faults(mask, points, MaskFaults(growth=growth, loss=0.0, hole=0.0), rng)
        assert ((seen > 0) & (mask > 0)).sum() / ((seen > 0) | (mask > 0)).sum() > 0.88
    grown = add_faults(mask, points, MaskFaults(growth=0.8, waver=0.0, loss=0, hole=0), rng)
    assert grown.sum() > mask.sum()


def test_a_lost_hand_is_not_in_the_mask(walk: WalkMotion, outfit: Outfit) -> None:
    mask, points = body_mask(walk, outfit, FRONT, 0)
    faults = MaskFaults(waver=0.0, loss=1.0, hole=0.0)
    seen = add_faults(mask, points, faults, np.random.default_rng(2))
    ankle = points[Keypoint.LEFT_ANKLE].astype(int)
    around = np.s_[ankle[1] : ankle[1] + 14, ankle[0] - 6 : ankle[0] + 6]
    assert seen[around].mean() < 0.6 * mask[around].mean()


def test_keypoint_noise_is_a_few_pixels_and_reproducible(walk: WalkMotion) -> None:
    true = FRONT.project(walk.motion.keypoints)[..., :2]
    seen = add_keypoint_noise(true, np.random.default_rng(3))
    assert seen.shape == (12, 17, 3)
    assert seen.dtype == np.float32
    error = np.linalg.norm(seen[..., :2] - true, axis=-1) / np.ptp(true[..., 1])
    assert 0.002 < np.median(error) < 0.02
    assert (seen == add_keypoint_noise(true, np.random.default_rng(3))).all()


def test_a_missing_package_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "anny" else found(name)
    )
    with pytest.raises(MissingExtraError, match=r"anny.*simulation"):
        require_simulation()
