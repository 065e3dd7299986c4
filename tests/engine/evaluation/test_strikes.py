"""The error of heel strikes: bias and spread of each foot and of their difference, ms."""

import numpy as np
import pytest

from engine.core.classes import Side
from engine.core.result import HeelStrike
from engine.evaluation.strikes import strike_error, strike_table


def _walk(late_left, late_right):
    true = [
        HeelStrike(side=(Side.LEFT, Side.RIGHT)[n % 2], seconds=0.3 + 0.55 * n) for n in range(8)
    ]
    late = {Side.LEFT: late_left, Side.RIGHT: late_right}
    found = [HeelStrike(side=s.side, seconds=s.seconds + late[s.side]) for s in true]
    return found, true


def test_bias_and_spread_in_ms():
    one = strike_error([_walk(0.01, -0.02), _walk(0.03, 0.0), _walk(0.05, 0.02)])
    assert one.people == 3
    assert one.left == pytest.approx((30.0, 20.0))
    assert one.right == pytest.approx((0.0, 20.0))
    assert one.difference == pytest.approx((30.0, 0.0), abs=1e-6)
    assert "+30 (sd 20)" in strike_table([("from the videos", one)])[1]


def test_strikes_far_from_any_true_one_and_walks_without_strikes_are_left_out():
    found, true = _walk(0.01, 0.01)
    one = strike_error([(found, true), _walk(0.03, 0.03), ([], true), _walk(0.3, 0.3)])
    assert one.people == 2
    assert one.left[0] == pytest.approx(20.0)
    assert np.isnan(strike_error([([], true)]).left[0])
