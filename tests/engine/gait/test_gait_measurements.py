"""Measurements of an analytic walker: right size, right side, an honest interval, or a reason."""

from dataclasses import replace

import analytic_walker as aw
import numpy as np
import pytest

from engine.core.classes import Side
from engine.core.findings import FindingCode
from engine.core.level import NOT_FOUND, level_by_hand, unknown_level
from engine.core.measurands import BY_KEYPOINTS
from engine.gait.events import gait_facts
from engine.gait.levelling import with_level
from engine.gait.measurements import findings, measure
from engine.gait.sequence import SourceFacts

PEOPLE = [
    aw.Walker(),
    aw.Walker(shoulder_tilt=4.0, hip_tilt=-3.0, lean=2.0, shift=2.0, head=1.0),
    aw.Walker(facing="back", shoulder_tilt=-6.0, hip_tilt=5.0, lean=-4.0, shift=-3.0, head=-1.0),
    aw.Walker(facing="back", rate=30.0, cadence=104.0, shoulder_tilt=2.0, lean=1.0, shift=1.0),
    aw.Walker(speed=0.0, nearest=4.0, shoulder_tilt=3.0, hip_tilt=3.0, shift=-2.0),
]
DEGREES = ("shoulder_tilt", "hip_tilt", "trunk_lean")


def measured(one):
    return measure(one, gait_facts(one))


@pytest.mark.parametrize("walker", PEOPLE)
def test_tilts_and_lean_within_three_tenths_of_a_degree(walker):
    result, truth = measured(aw.sequence(walker)), aw.truth(walker)
    for name in DEGREES:
        assert result[name].value == pytest.approx(truth[name], abs=0.3), name
    for name in ("lateral_shift", "head_offset"):
        assert result[name].value == pytest.approx(truth[name], abs=0.35), name


@pytest.mark.parametrize("facing", ["front", "back"])
def test_sides_of_steps_and_arms(facing):
    walker = aw.Walker(facing=facing, swing=25.0, step=20.0, seconds=6.0)
    result = measured(aw.sequence(walker))
    assert result["step_asymmetry"].value == pytest.approx(20.0, abs=4.0)
    assert result["step_asymmetry"].side is Side.LEFT
    assert result["arm_swing_asymmetry"].value == pytest.approx(25.0, abs=8.0)


@pytest.mark.parametrize("walker", PEOPLE[1:3])
def test_a_mirrored_walk_has_the_other_sign(walker):
    one = aw.sequence(walker, noise=0.004, swing=20.0, step=3.0)
    here, there = measured(one), measured(aw.mirrored(one))
    for name in BY_KEYPOINTS:
        assert there[name].value == pytest.approx(
            -here[name].value, abs=0.02 + 0.05 * abs(here[name].value)
        )


def test_noise_and_dropouts_are_borne():
    walker = aw.Walker(shoulder_tilt=8.0, noise=0.006, seconds=6.0)
    one = aw.sequence(walker)
    points = one.keypoints.copy()
    rng = np.random.default_rng(3)
    points[rng.random(points.shape[:2]) < 0.04] = 0
    result = measured(aw.as_sequence(points, one.seconds))["shoulder_tilt"]
    assert result.value == pytest.approx(8.0, abs=0.9)
    assert result.low < 8.0 < result.high
    assert result.side is Side.LEFT


def test_a_swapped_frame_does_not_count():
    one = aw.sequence(shoulder_tilt=5.0)
    points = one.keypoints.copy()
    for frame in (10, 11, 30, 47):
        points[frame] = points[frame][[0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15]]
    assert measured(aw.as_sequence(points, one.seconds))["shoulder_tilt"].value == pytest.approx(
        5, abs=0.3
    )


def test_every_name_in_order_with_whole_numbers():
    result = measured(aw.sequence())
    assert tuple(result) == tuple(BY_KEYPOINTS)
    for one in result.values():
        assert one.measurable
        assert one.low < one.value < one.high
        assert one.side is None
        assert one.cycles >= 2


def _unmeasurable(one, *names):
    result = measured(one)
    for name in names:
        assert not result[name].measurable
        assert result[name].value is None
        assert result[name].low is None
        assert str(result[name].reason)
    return result


def test_without_cycles_there_is_no_number():
    one = aw.sequence()
    _unmeasurable(aw.as_sequence(one.keypoints[:9], one.seconds[:9]), *BY_KEYPOINTS)


def test_somebody_seen_from_the_side_is_not_measured():
    one = aw.sequence(speed=0.0, nearest=4.0)
    points = one.keypoints.copy()
    middle = points[:, [11, 12], 0].mean(axis=1)[:, None]
    points[..., 0] = middle + 0.2 * (points[..., 0] - middle)
    side = aw.as_sequence(points, one.seconds)
    _unmeasurable(side, "shoulder_tilt", "trunk_lean")
    said = [f.code for f in findings(side, gait_facts(side))]
    assert FindingCode.NOT_FRONTAL in said
    assert FindingCode.NOT_FRONTAL not in [f.code for f in findings(one, gait_facts(one))]


def test_hidden_hands_and_head_leave_the_rest():
    one = aw.sequence()
    points = one.keypoints.copy()
    points[:40, 9] = 0
    points[:, 3:5, 1] = -5
    points[:, 0, 1] = -5
    result = _unmeasurable(
        aw.as_sequence(points, one.seconds), "arm_swing_asymmetry", "head_offset"
    )
    assert "hand" in str(result["arm_swing_asymmetry"].reason)
    assert "head" in str(result["head_offset"].reason)


_EXCHANGED = [0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15]


@pytest.mark.parametrize("facing", ["front", "back"])
def test_the_direction_of_the_walk_settles_sides_that_the_network_exchanged(facing):
    one = aw.sequence(facing=facing, shoulder_tilt=5.0, hip_tilt=-4.0)
    points = one.keypoints.copy()
    points[25:] = points[25:][:, _EXCHANGED]
    result = measured(aw.as_sequence(points, one.seconds))
    assert result["shoulder_tilt"].value == pytest.approx(5.0, abs=0.3)
    assert result["hip_tilt"].value == pytest.approx(-4.0, abs=0.3)


def test_on_a_treadmill_exchanged_sides_stay_in_doubt():
    one = aw.sequence(facing="back", speed=0.0, nearest=4.0, shoulder_tilt=5.0)
    points = one.keypoints.copy()
    points[40:] = points[40:][:, _EXCHANGED]
    result = _unmeasurable(aw.as_sequence(points, one.seconds), "shoulder_tilt", "hip_tilt")
    assert "left" in str(result["shoulder_tilt"].reason)


@pytest.mark.parametrize("late", [0.05, 0.08])
def test_strikes_of_one_foot_that_come_late_are_no_asymmetry_of_an_even_walker(late):
    one = aw.with_extras(aw.sequence(seconds=6.0))
    gait = gait_facts(one)
    strikes = [
        s.model_copy(update={"seconds": s.seconds + late * (s.side is Side.LEFT)})
        for s in gait.heel_strikes
    ]
    result = measure(one, gait.model_copy(update={"heel_strikes": tuple(strikes)}))
    step = result["step_asymmetry"]
    assert step.side is None
    assert not step.measurable or step.low < 0.0 < step.high


def test_the_smaller_the_person_the_wider_the_interval():
    def half_width(share):
        one = aw.sequence(shoulder_tilt=3.5)
        points = one.keypoints.copy()
        points[..., :2] *= share
        width, height = round(aw.WIDTH * share), round(aw.HEIGHT * share)
        small = replace(one, keypoints=points, source=SourceFacts(width, height, 30.0))
        level = level_by_hand(unknown_level(NOT_FOUND, width, height), 0.0)
        tilt = measured(with_level(small, level))["shoulder_tilt"]
        assert tilt.low < 3.5 < tilt.high
        return (tilt.high - tilt.low) / 2

    widths = [half_width(share) for share in (2.0, 1.0, 0.5, 0.25)]
    assert widths[0] == pytest.approx(widths[1], rel=0.05)
    assert widths[2] > 1.3 * widths[1]
    assert widths[3] > 1.8 * widths[2]
