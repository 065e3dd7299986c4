"""Predictive values against values worked by hand."""

import pytest

from engine.core.result import Interval
from engine.report.predictive import predictive_values
from tests.engine.made_explanation import report


def test_values_at_two_percent_are_those_worked_by_hand():
    values = predictive_values(report(), 0.02)
    # 0.90 * 0.02 / (0.90 * 0.02 + 0.05 * 0.98) = 0.018 / 0.067, and so on at the intervals' ends.
    assert values.ppv.value == pytest.approx(0.018 / 0.067)
    assert values.ppv.low == pytest.approx(0.016 / 0.114)
    assert values.ppv.high == pytest.approx(0.019 / 0.0386)
    assert values.npv.value == pytest.approx(0.931 / 0.933)
    assert values.npv.low == pytest.approx(0.882 / 0.886)
    assert values.npv.high == pytest.approx(0.9604 / 0.9614)


def test_values_rise_and_fall_with_the_prevalence():
    rare, common = (predictive_values(report(), share) for share in (0.01, 0.5))
    assert rare.ppv.value < common.ppv.value
    assert rare.npv.value > common.npv.value
    # At a half the prior odds are one: PPV = 0.90 / (0.90 + 0.05).
    assert common.ppv.value == pytest.approx(0.90 / 0.95)


def test_nobody_reported_is_no_division_by_zero():
    silent = report().model_copy(
        update={
            "sensitivity": Interval(value=0.0, low=0.0, high=0.2),
            "specificity": Interval(value=1.0, low=0.9, high=1.0),
        }
    )
    values = predictive_values(silent, 0.02)
    assert (values.ppv.value, values.ppv.low, values.ppv.high) == (0.0, 0.0, 1.0)
    assert values.npv.value == pytest.approx(0.98)


@pytest.mark.parametrize("prevalence", [0.0, 1.0, -0.1, 2.0, float("nan")])
def test_a_prevalence_that_cannot_be_is_refused(prevalence):
    with pytest.raises(ValueError, match="prevalence"):
        predictive_values(report(), prevalence)
