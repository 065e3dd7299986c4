"""Trends: what changed is told from error, what was measured differently is not compared. By hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.classes import Outcome
from engine.core.level import NOT_FOUND, level_by_balance, level_by_hand, unknown_level
from engine.core.measuring_method import MeasuringMethod
from engine.core.result import Measurement, Unit
from engine.export.codes import VERTICALS
from engine.report.repeat import Agreement, MeasuredTwice
from engine.report.trend import (
    SCOLIOMETER_ERROR,
    SERIES_KINDS,
    Change,
    Reading,
    Value,
    VisitValues,
    trend_of,
)
from engine.report.trend_words import notes_of, series_words
from tests.engine.made_up import result

POSE = MeasuringMethod("keypoints", "known", "pose 1")
DOTS = MeasuringMethod("dots", "known")


def visit(date, value=None, half=1.0, *, method=POSE, name="shoulder_tilt", **others):
    ends = (None, None) if half is None or value is None else (value - half, value + half)
    values = () if value is None else (Value(name, value, *ends, method),)
    return VisitValues(date, date, values=values, **others)


def only_series(*visits):
    (series,) = trend_of(visits).series
    return series


def said(*visits):
    return [str(one) for one in series_words(only_series(*visits))]


def test_a_difference_beyond_the_error_of_both_is_a_change_with_its_side():
    # 3 and 4 make 5: 5.1 apart is a change, 4.9 is none.
    assert said(visit("2026-01-10", -1.1, 3.0), visit("2026-07-10", 4.0, 4.0)) == [
        "Changed by 5.1°, towards left side lower, between 2026-01-10 and 2026-07-10: more than the error "
        "of both (5.0°)."
    ]
    assert said(visit("2026-01-10", 4.0, 3.0), visit("2026-07-10", -1.1, 4.0)) == [
        "Changed by 5.1°, towards right side lower, between 2026-01-10 and 2026-07-10: more than the "
        "error of both (5.0°)."
    ]
    assert said(visit("2026-01-10", -0.9, 3.0), visit("2026-07-10", 4.0, 4.0)) == [
        "No change that can be told from error between 2026-01-10 and 2026-07-10: 4.9° apart, the error "
        "of both is 5.0°."
    ]


def test_visits_are_put_in_order_of_their_dates():
    series = only_series(visit("2026-07-10", 3.0), visit("2025-07-10", 1.0))
    assert [point.value.value for point in series.points] == [1.0, 3.0]


def test_the_newest_of_three_is_compared_with_the_first_and_the_previous():
    # A slow drift: each step within the error, the whole beyond it.
    drift = [visit("2025-01-01", 0.0), visit("2025-07-01", 1.2), visit("2026-01-01", 2.4)]
    series = only_series(*drift)
    assert [(one.earlier.visit, one.change) for one in series.comparisons] == [
        ("2025-01-01", Change.CHANGED),
        ("2025-07-01", Change.WITHIN_ERROR),
    ]
    assert series.changed
    assert [one.error for one in series.comparisons] == [pytest.approx(math.sqrt(2))] * 2


def test_there_and_back_is_told_of_the_visit_between():
    between = [
        visit("2025-01-01", 0.0),
        visit("2025-04-01", 4.0),
        visit("2025-07-01", 0.2),
        visit("2025-09-01", 0.1),
    ]
    assert [(one.earlier.visit, one.change) for one in only_series(*between).comparisons] == [
        ("2025-01-01", Change.WITHIN_ERROR),
        ("2025-07-01", Change.WITHIN_ERROR),
        ("2025-04-01", Change.CHANGED),
    ]


@pytest.mark.parametrize(
    ("method", "words"),
    [
        (DOTS, "From 2026-07-10 on measured with dots: not compared with what came before."),
        (
            MeasuringMethod("keypoints", "unknown", "pose 1"),
            "From 2026-07-10 on it was not known how the camera stands: not compared with what came "
            "before.",
        ),
        (
            MeasuringMethod("keypoints", "balance", "pose 1"),
            "From 2026-07-10 on the vertical was taken from the balance of the walk: not compared with "
            "what came before.",
        ),
        (
            MeasuringMethod("keypoints", "known", "pose 2"),
            "From 2026-07-10 on another network saw the walk: not compared with what came before.",
        ),
        (
            MeasuringMethod(),
            "From 2026-07-10 on measured in another way: not compared with what came before.",
        ),
    ],
)
def test_what_was_measured_in_another_way_is_not_compared(method, words):
    visits = visit("2026-01-10", 0.0), visit("2026-07-10", 9.0, method=method)
    series = only_series(*visits)
    assert [point.joined for point in series.points] == [False, False]
    assert series.comparisons == ()
    assert said(*visits)[-1] == words
    assert "nothing to compare" in said(*visits)[0]


def test_values_on_either_side_of_a_gap_are_compared_with_their_own_kind():
    series = only_series(
        visit("2025-01-01", 0.0),
        visit("2025-04-01", 9.0, method=DOTS),
        visit("2025-07-01", 5.0),
    )
    assert [one.earlier.visit for one in series.comparisons] == ["2025-01-01"]
    assert [point.joined for point in series.points] == [False, False, False]


def test_one_visit_has_nothing_to_compare():
    assert said(visit("2026-01-10", 1.0)) == ["Measured at one visit: nothing to compare yet."]


def test_a_value_without_an_interval_says_nothing_of_a_change():
    words = said(visit("2026-01-10", 1.0, None), visit("2026-07-10", 9.0))
    assert words == [
        "How exact the values of 2026-01-10 and 2026-07-10 are is not known: nothing can be said of a "
        "change."
    ]


def readings(date, *each):
    return VisitValues(date, date, readings=tuple(Reading(*one) for one in each))


def test_a_scoliometer_is_followed_by_level_with_the_error_of_two_observers():
    series = only_series(
        readings("2025-01-01", ("thoracic", "right", 4.0), ("thoracic", "left", 1.0)),
        readings("2026-01-01", ("thoracic", "right", 8.3)),
    )
    assert series.name == "scoliometer_thoracic"
    assert [point.value.value for point in series.points] == [-4.0, -8.3]
    (comparison,) = series.comparisons
    assert comparison.error == pytest.approx(4.4)
    assert comparison.change is Change.WITHIN_ERROR
    assert SCOLIOMETER_ERROR == pytest.approx(3.11, abs=0.01)


def test_a_reading_without_its_side_is_not_compared():
    words = said(
        readings("2025-01-01", ("lumbar", "", 7.0)), readings("2026-01-01", ("lumbar", "left", 7.0))
    )
    assert words[1:] == [
        "At 2025-01-01 the higher side was not written down: not compared.",
    ]


def test_no_rotation_needs_no_side():
    first = readings("2025-01-01", ("lumbar", "", 0.0))
    assert only_series(first, readings("2026-01-01", ("lumbar", "right", 5.0))).changed


@given(
    values=st.tuples(*[st.floats(-30, 30)] * 2),
    halves=st.tuples(*[st.tuples(*[st.floats(0, 20)] * 2)] * 2),
)
def test_values_that_lie_in_each_others_intervals_are_never_a_change(values, halves):
    ends = [(v - low, v + high) for v, (low, high) in zip(values, halves, strict=True)]
    visits = [
        VisitValues(date, date, values=(Value("hip_tilt", v, *end, POSE),))
        for date, v, end in zip(("2025-01-01", "2026-01-01"), values, ends, strict=True)
    ]
    (comparison,) = only_series(*visits).comparisons
    inside = [ends[1 - n][0] <= values[n] <= ends[1 - n][1] for n in (0, 1)]
    if any(inside) and abs(values[0] - values[1]) > 1e-9:
        assert comparison.change is Change.WITHIN_ERROR
    swapped = only_series(
        *(
            VisitValues(v.date, v.date, values=w.values)
            for v, w in zip(visits, reversed(visits), strict=True)
        )
    ).comparisons[0]
    assert swapped.change is comparison.change


@given(first=st.floats(-9, 9), second=st.floats(-9, 9), half=st.floats(0.01, 5))
def test_a_trend_and_a_repeat_never_contradict_each_other(first, second, half):
    def measured(value):
        return Measurement(
            value=value, low=value - half, high=value + half, unit=Unit.DEGREES, measurable=True
        )

    series = only_series(visit("2025-01-01", first, half), visit("2026-01-01", second, half))
    twice = MeasuredTwice("shoulder_tilt", measured(first), measured(second))
    assert series.changed is (twice.agreement is Agreement.DIFFER)


def test_every_series_has_words_for_a_change_to_either_side():
    for name, kind in SERIES_KINDS.items():
        for way in (1.0, -1.0):
            method = MeasuringMethod("keypoints")
            pair = [
                VisitValues(date, date, values=(Value(name, at, at - 0.1, at + 0.1, method),))
                for date, at in (("2025-01-01", 0.0), ("2026-01-01", way * kind.reach))
            ]
            (words,) = said(*pair)
            assert words.startswith("Changed by"), name
            assert ("left" in words) is (way > 0), name


def test_outcomes_of_different_models_and_hidden_visits_are_said():
    visits = [
        visit("2025-01-01", 0.0, outcome=Outcome.DETECTED, model="a"),
        visit("2026-01-01", 0.0, outcome=Outcome.DETECTED, model="b"),
    ]
    notes = [str(one) for one in notes_of(trend_of(visits, hidden=2))]
    assert notes[0] == "2 visits are not shown: the examiner's own findings come first."
    assert notes[1] == "The outcomes are of different models and are not compared."
    assert notes[2].startswith("The bars show")
    assert notes_of(trend_of(visits[:1])) == ()


def test_a_method_is_kept_as_one_line():
    measured = Measurement(value=1.0, low=0.0, high=2.0, unit=Unit.DEGREES, measurable=True)
    method = MeasuringMethod.of("shoulder_tilt", measured, result())
    assert method.source == "keypoints"
    assert method.level == "unknown"
    assert method.network
    assert MeasuringMethod.parse(method.dump()) == method
    assert MeasuringMethod.of("arm_swing_asymmetry", measured, result()).level == ""
    dots = measured.model_copy(update={"source": "dots"})
    assert MeasuringMethod.of("shoulder_tilt", dots, result()).network == ""
    unknown = unknown_level(NOT_FOUND, 1280, 720)
    for level, word in (
        (level_by_balance(unknown, 3.0), "balance"),
        (level_by_hand(unknown, 3.0), "known"),
    ):
        told = result().model_copy(update={"level": level})
        assert MeasuringMethod.of("shoulder_tilt", measured, told).level == word
        assert word in VERTICALS
    assert MeasuringMethod.parse("") == MeasuringMethod()
    assert MeasuringMethod().dump() == ""
