"""The tilt of the shoulder line has the keypoints' sign, is levelled like them, and goes before them."""

from __future__ import annotations

from dataclasses import replace

import analytic_walker as aw
import numpy as np
import pytest

from engine.core.level import NOT_FOUND, level_by_hand, unknown_level
from engine.gait.correction import MEASURED, bundled_correction
from engine.gait.events import gait_facts
from engine.gait.features import walk_features
from engine.gait.levelling import level_walk
from engine.gait.measurements import measure
from engine.gait.posture import cycle_values, lay_out, shoulder_line_tilt
from engine.gait.sequence import SHOULDER_LINE, GaitSequence


def with_line(walk: GaitSequence, steeper: float = 0.0) -> GaitSequence:
    """Give a walk the line through its own keypoints, turned by some degrees; left lower: positive."""
    ends = walk.keypoints[:, [5, 6], :2].astype(np.float64)
    order = np.argsort(ends[..., 0], axis=1)[..., None]
    ends = np.take_along_axis(ends, order, axis=1)
    middle = ends.mean(axis=1, keepdims=True)
    sign = 1.0 if walk.keypoints[:, 5, 0].mean() > walk.keypoints[:, 6, 0].mean() else -1.0
    angle = np.radians(steeper) * sign
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    line = ((ends - middle) @ turn + middle).astype(np.float32)
    return replace(walk, extras={**walk.extras, SHOULDER_LINE: line})


@pytest.mark.parametrize("facing", ["front", "back"])
@pytest.mark.parametrize("tilt", [5.0, -3.0])
def test_the_tilt_of_the_line_is_that_of_the_keypoints_it_goes_through(facing, tilt) -> None:
    walk = with_line(aw.sequence(aw.Walker(shoulder_tilt=tilt), facing=facing))
    gait = gait_facts(walk)
    laid = lay_out(walk, gait)
    keypoints = cycle_values(laid, gait)["shoulder_tilt"].mean()
    assert shoulder_line_tilt(walk, laid) == pytest.approx(keypoints, abs=0.05)
    assert np.sign(shoulder_line_tilt(walk, laid)) == np.sign(tilt)


def test_a_walk_without_a_line_has_no_tilt_of_it() -> None:
    walk = aw.sequence(aw.Walker())
    assert np.isnan(shoulder_line_tilt(walk, lay_out(walk, gait_facts(walk))))


def test_the_line_is_levelled_like_the_keypoints() -> None:
    walk = with_line(aw.sequence(aw.Walker(shoulder_tilt=4.0)))
    source = walk.source
    level = level_by_hand(unknown_level(NOT_FOUND, source.width, source.height), 6.0, -8.0)
    upright = level_walk(walk, level)
    gait = gait_facts(walk)
    laid = lay_out(upright, gait)
    keypoints = cycle_values(laid, gait)["shoulder_tilt"].mean()
    assert shoulder_line_tilt(upright, laid) == pytest.approx(keypoints, abs=0.05)
    assert abs(keypoints - 4.0) > 3.0


def test_a_walk_keeps_its_line_in_its_file(tmp_path) -> None:
    walk = with_line(aw.sequence(aw.Walker(shoulder_tilt=4.0)))
    walk.save(tmp_path / "walk.gait.npz")
    again = GaitSequence.load(tmp_path / "walk.gait.npz")
    assert np.array_equal(again.extras[SHOULDER_LINE], walk.extras[SHOULDER_LINE])


@pytest.mark.parametrize("facing", ["front", "back"])
def test_what_the_line_says_goes_before_what_keypoints_say(facing) -> None:
    walk = aw.with_extras(aw.sequence(aw.Walker(shoulder_tilt=2.0, seconds=6.0), facing=facing))
    gait = gait_facts(walk)
    values = [
        measure(one, gait)["shoulder_tilt"].value
        for one in (walk, with_line(walk), with_line(walk, 3.0))
    ]
    assert values[1] != values[0]
    assert values[2] - values[1] == pytest.approx(0.7 * 3.0, abs=0.1)


def test_the_bundled_correction_is_fitted_for_the_line_and_without_it() -> None:
    correction = bundled_correction()
    assert set(MEASURED) <= set(correction.transfers)
    walk = aw.with_extras(aw.sequence(aw.Walker(shoulder_tilt=2.0, seconds=6.0)))
    gait = gait_facts(walk)
    features = walk_features(walk, gait, lay_out(walk, gait))
    plain = {"shoulder_tilt": 2.0}
    without = correction.apply(features, plain)["shoulder_tilt"]
    assert correction.apply(features, {**plain, SHOULDER_LINE: float("nan")}) == correction.apply(
        features, plain
    )
    with_it = correction.apply(features, {**plain, SHOULDER_LINE: 2.0})["shoulder_tilt"]
    assert with_it.value != without.value
    assert with_it.error > 0
