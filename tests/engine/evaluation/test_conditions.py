"""The table of conditions: every figure from its own recordings, held intervals counted."""

from __future__ import annotations

import math

import pytest

from engine.evaluation.agreement_by_condition import (
    Case,
    MeasuredPair,
    condition_rows,
    condition_table,
)


def _case(true: float, value: float | None, half: float, *bands: tuple[str, str]) -> Case:
    ends = (None, None) if value is None else (value - half, value + half)
    return Case(bands, {"trunk_lean": MeasuredPair(true, value, *ends)})


NEAR, FAR = ("distance", "below 4 m"), ("distance", "6 m or more")
CASES = [
    _case(1.0, 1.5, 1.0, NEAR, ("clothes", "jacket"), ("clothes", "backpack")),
    _case(-2.0, -1.5, 1.0, NEAR, ("clothes", "close")),
    _case(4.0, 4.5, 0.4, NEAR, ("clothes", "jacket")),
    _case(3.0, 8.0, 1.0, FAR, ("clothes", "close")),
    _case(0.0, None, 0.0, FAR, ("clothes", "close")),
]


def _row(condition: str, band: str):
    rows = condition_rows(CASES, ["trunk_lean"])
    return next(row for row in rows if (row.condition, row.band) == (condition, band))


def test_each_band_has_its_own_figures() -> None:
    near = _row("distance", "below 4 m")
    assert (near.measurable, near.not_measurable) == (3, 0)
    assert near.bias == pytest.approx(0.5)
    assert near.lower_limit == near.upper_limit == pytest.approx(0.5)
    assert near.slope == pytest.approx(1.0)
    assert near.width == pytest.approx(1.0)


def test_coverage_counts_the_intervals_that_hold_the_truth() -> None:
    assert _row("distance", "below 4 m").coverage == pytest.approx(2 / 3)
    everything = _row("all", "all")
    assert (everything.measurable, everything.not_measurable, everything.held) == (4, 1, 2)
    assert everything.coverage == pytest.approx(0.5)
    assert MeasuredPair(1.0, 1.2, 1.0, 1.4).held
    assert not MeasuredPair(1.0, 1.2, 1.01, 1.4).held
    assert MeasuredPair(1.0, None).held is None


def test_a_recording_counts_in_each_of_its_clothes() -> None:
    assert _row("clothes", "jacket").measurable == 2
    assert _row("clothes", "backpack").measurable == 1


def test_too_few_numbers_give_no_figure() -> None:
    far = _row("distance", "6 m or more")
    assert (far.measurable, far.not_measurable) == (1, 1)
    assert math.isnan(far.bias)
    assert far.coverage == 0.0


def test_the_table_has_a_row_for_each_band_in_order() -> None:
    lines = condition_table(condition_rows(CASES, ["trunk_lean"]))
    assert lines[0].split()[:5] == ["measurement", "condition", "band", "n", "not"]
    assert [line.split()[1] for line in lines[1:]] == ["all", *["distance"] * 2, *["clothes"] * 3]
    assert "below 4 m" in lines[2]
    assert "67 %" in lines[2]
    assert "±1.00" in lines[2]
    assert "6 m or more" in lines[3]
