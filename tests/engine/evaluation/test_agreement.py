"""Agreement with the truth: known figures, sides, recordings without a value, the table."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.evaluation.agreement import agreement, agreement_table


def test_bias_limits_and_slope_are_those_of_a_known_example() -> None:
    true = np.linspace(-8.0, 8.0, 41)
    noise = np.where(np.arange(41) % 2 == 0, 0.5, -0.5)
    result = agreement("shoulder_tilt", list(true), list(0.9 * true + 0.7 + noise))
    difference = -0.1 * true + 0.7 + noise
    assert result.bias.value == pytest.approx(difference.mean())
    assert result.sd.value == pytest.approx(difference.std(ddof=1))
    assert result.upper_limit.value == pytest.approx(
        difference.mean() + 1.96 * difference.std(ddof=1)
    )
    assert result.slope.value == pytest.approx(0.9, abs=0.005)
    assert result.bias.low < result.bias.value < result.bias.high
    assert result.slope.low < result.slope.value < result.slope.high


def test_perfect_measurements_have_no_spread_and_all_sides_right() -> None:
    true = [-5.0, -3.0, -1.0, 0.0, 2.0, 4.0, 6.0]
    result = agreement("hip_tilt", true, true)
    assert (result.bias.value, result.sd.value, result.slope.value) == pytest.approx((0, 0, 1))
    assert (result.side_count, result.side_right.value) == (4, 1.0)


def test_the_side_is_judged_only_where_the_truth_is_large_enough() -> None:
    result = agreement("hip_tilt", [-4.0, 4.0, 1.0, 3.0], [-2.0, -1.0, -9.0, 0.5], side_from=3.0)
    assert result.side_count == 3
    assert result.side_right.value == pytest.approx(2 / 3)


def test_what_is_not_measurable_is_counted_and_left_out() -> None:
    result = agreement("trunk_lean", [1.0, 2.0, 3.0, 4.0, 5.0], [1.0, None, 3.0, math.nan, 5.0])
    assert (result.measurable, result.not_measurable) == (3, 2)
    assert result.bias.value == pytest.approx(0.0)


def test_too_few_recordings_give_no_figure_and_a_dash() -> None:
    result = agreement("trunk_lean", [1.0, 2.0, 3.0], [1.0, None, 3.0])
    assert math.isnan(result.bias.value)
    assert agreement_table([result])[1].split()[:4] == ["trunk_lean", "degrees", "2", "1"]


def test_same_seed_same_interval() -> None:
    true = list(np.linspace(-5, 5, 20))
    measured = list(np.linspace(-5, 5, 20) + np.sin(np.arange(20)))
    assert agreement("a", true, measured) == agreement("a", true, measured)
    other = agreement("a", true, measured, seed=1)
    assert other.bias.value == agreement("a", true, measured).bias.value
    assert other.bias.low != agreement("a", true, measured).bias.low


def test_the_table_is_aligned() -> None:
    true = list(np.linspace(-5, 5, 20))
    rows = agreement_table([agreement("a", true, true), agreement("a_longer_name", true, true)])
    assert len(rows) == 3
    assert len({row.index("degrees") for row in rows[1:]}) == 1
    assert rows[0].startswith("measurement")


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="2 true values"):
        agreement("a", [1.0, 2.0], [1.0])
