"""The walk is one that a body can do, and its truth is what was asked for."""

from __future__ import annotations

import numpy as np
import pytest

from engine.core.classes import Side
from engine.core.keypoints import Keypoint as K
from engine.simulation.body import Body
from engine.simulation.gait_motion import WalkMotion, animate
from engine.simulation.truth import measurements
from engine.simulation.walkers import Walker
from tests.engine.simulation.mirrored import mirror_walker


@pytest.fixture(scope="module")
def walk(body: Body, walker: Walker, seconds: np.ndarray) -> WalkMotion:
    return animate(body, walker, seconds)


def test_the_lowest_point_of_the_body_touches_the_floor_at_all_times(walk: WalkMotion) -> None:
    lowest = [walk.motion.vertices(moment)[:, 2].min() for moment in range(0, 90, 6)]
    assert np.abs(lowest).max() < 0.001


def test_limbs_keep_their_length(walk: WalkMotion) -> None:
    points = walk.motion.keypoints
    for first, second in ((5, 7), (7, 9), (11, 13), (13, 15), (5, 6), (11, 12)):
        length = np.linalg.norm(points[:, first] - points[:, second], axis=-1)
        assert np.ptp(length) / length.mean() < 0.12


def test_joints_are_in_the_order_of_a_standing_body(walk: WalkMotion) -> None:
    height = walk.motion.keypoints[..., 2].mean(axis=0)
    chain = [K.NOSE, K.LEFT_SHOULDER, K.LEFT_HIP, K.LEFT_KNEE, K.LEFT_ANKLE]
    assert list(height[chain]) == sorted(height[chain], reverse=True)
    left, right = walk.motion.keypoints[:, 5::2], walk.motion.keypoints[:, 6::2]
    assert (left[..., 0].mean(axis=0) > right[..., 0].mean(axis=0)).all()


def test_arms_swing_against_the_legs(walk: WalkMotion) -> None:
    points = walk.motion.keypoints
    arm = points[:, K.LEFT_WRIST, 1] - points[:, K.LEFT_SHOULDER, 1]
    leg = points[:, K.LEFT_ANKLE, 1] - points[:, K.LEFT_HIP, 1]
    assert np.corrcoef(arm, leg)[0, 1] < -0.7


def test_hands_hang_beside_the_thighs(walk: WalkMotion) -> None:
    points = walk.motion.keypoints
    for wrist, hip in ((K.LEFT_WRIST, K.LEFT_HIP), (K.RIGHT_WRIST, K.RIGHT_HIP)):
        assert np.abs(points[:, wrist, 2] - points[:, hip, 2]).max() < 0.25
        outside = np.abs(points[:, wrist, 0]) - np.abs(points[:, hip, 0])
        assert outside.mean() > 0.03


def test_speed_and_rhythm_are_those_of_walking(walk: WalkMotion, walker: Walker) -> None:
    assert 0.8 < walk.speed < 1.5
    way = walk.motion.keypoints[:, 11:13, 1].mean(axis=1)
    assert (way[0] - way[-1]) / walk.seconds[-1] == pytest.approx(walk.speed, rel=0.05)
    lefts = [strike.seconds for strike in walk.heel_strikes if strike.side is Side.LEFT]
    assert np.diff(lefts) == pytest.approx(120.0 / walker.walk.cadence, abs=1e-6)


def test_the_striking_foot_is_in_front(walk: WalkMotion) -> None:
    for strike in walk.heel_strikes:
        moment = round(strike.seconds * 30)
        if moment >= 90:
            continue
        left, right = walk.motion.keypoints[moment, [K.LEFT_ANKLE, K.RIGHT_ANKLE], 1]
        assert (left < right) == (strike.side is Side.LEFT)


def test_the_truth_is_about_what_was_asked_for(walk: WalkMotion, walker: Walker) -> None:
    truth, asked = measurements(walk), walker.asymmetry
    assert truth["shoulder_tilt"] == pytest.approx(asked.shoulder_tilt, abs=0.5)
    assert truth["hip_tilt"] == pytest.approx(asked.hip_tilt, abs=0.5)
    assert truth["step_asymmetry"] == pytest.approx(100 * asked.step_time, abs=0.6)
    assert truth["arm_swing_asymmetry"] == pytest.approx(100 * asked.arm_swing, abs=6)
    assert truth["lateral_shift"] > 1
    assert truth["trunk_lean"] > 1


def test_the_mirrored_walker_has_the_opposite_truth(
    body: Body, walker: Walker, walk: WalkMotion, seconds: np.ndarray
) -> None:
    truth, opposite = (
        measurements(walk),
        measurements(animate(body, mirror_walker(walker), seconds)),
    )
    for name, value in truth.items():
        assert opposite[name] == pytest.approx(-value, abs=0.25)


def test_on_the_spot_nobody_moves_forward(body: Body, walker: Walker, seconds: np.ndarray) -> None:
    hips = animate(body, walker, seconds, on_the_spot=True).motion.keypoints[:, 11:13, 1]
    assert np.ptp(hips.mean(axis=1)) < 0.03
