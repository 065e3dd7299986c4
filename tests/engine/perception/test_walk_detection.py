"""Who walks, also where little of the feet is seen, and who does not: whoever taps a foot, or stands."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.perception.walk.walk_detection import walking_frames
from tests.engine.gait import analytic_walker as aw

NO_WORLD = np.zeros((75, 0, 3), np.float32)
LEGS = [(13, 14), (15, 16)]


def walker(*, seen: float = 1.0, roll: float = 0.0, **changes: object) -> aw.GaitSequence:
    """Make a walk whose legs move against each other by a share of what they do, seen by a rolled camera."""
    walk = aw.sequence(aw.Walker(noise=0.002, **changes))
    points = walk.keypoints.astype(np.float64)
    for left, right in LEGS:
        middle = (points[:, left, :2] + points[:, right, :2]) / 2
        for one in (left, right):
            points[:, one, :2] = middle + [1.0, seen] * (points[:, one, :2] - middle)
    cos, sin = np.cos(np.radians(roll)), np.sin(np.radians(roll))
    centre = np.array([aw.WIDTH, aw.HEIGHT]) / 2
    points[..., :2] = (points[..., :2] - centre) @ [[cos, sin], [-sin, cos]] + centre
    return aw.as_sequence(points, walk.seconds)


def share(walk: aw.GaitSequence) -> float:
    return float(walking_frames(walk.seconds, walk.keypoints, NO_WORLD[: len(walk)]).mean())


@pytest.mark.parametrize("facing", ["front", "back"])
@pytest.mark.parametrize("roll", [-8.0, 0.0, 8.0])
@pytest.mark.parametrize("seen", [1.0, 0.45])
def test_whoever_comes_or_goes_walks_however_little_of_the_legs_is_seen(
    facing: str, roll: float, seen: float
) -> None:
    assert share(walker(facing=facing, roll=roll, seen=seen, camera=0.8)) > 0.9


@pytest.mark.parametrize("roll", [-8.0, 8.0])
def test_whoever_walks_on_the_spot_before_a_rolled_camera_walks(roll: float) -> None:
    assert share(walker(facing="back", roll=roll, speed=0.0, camera=0.8, seen=0.6)) > 0.9


def standing(nearer: float = 0.0) -> aw.GaitSequence:
    """Make somebody who stands before a camera that comes nearer, by a share of the distance a second."""
    walk = walker(speed=0.0, nearest=4.0)
    points = walk.keypoints.astype(np.float64)
    points[:] = points[:1]
    rng = np.random.default_rng(5)
    size = np.exp(nearer * walk.seconds)[:, None, None]
    centre = np.array([aw.WIDTH, aw.HEIGHT]) / 2
    points[..., :2] = (points[..., :2] - centre) * size + centre
    points[..., :2] += rng.normal(0.0, 1.0, points[..., :2].shape)
    return aw.as_sequence(points, walk.seconds)


@pytest.mark.parametrize("nearer", [-0.2, 0.0, 0.2])
def test_whoever_stands_does_not_walk_though_the_camera_comes_or_goes(nearer: float) -> None:
    assert share(standing(nearer)) == 0.0


@pytest.mark.parametrize("roll", [-8.0, 0.0, 8.0])
def test_whoever_taps_one_foot_does_not_walk(roll: float) -> None:
    walk = standing()
    points: NDArray[np.float64] = walk.keypoints.astype(np.float64)
    lift = np.maximum(0.0, np.sin(2 * np.pi * 1.1 * walk.seconds))
    points[:, 15, 1] -= 0.08 * np.ptp(points[0, :, 1]) * lift
    offset = np.tan(np.radians(roll)) * (points[:, 15, 0] - points[:, 16, 0])
    points[:, 15, 1] += offset
    assert share(aw.as_sequence(points, walk.seconds)) == 0.0
