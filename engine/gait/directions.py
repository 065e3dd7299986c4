"""A walk towards the camera and one away from it, joined: the two must say the same.

What the camera does to the picture (a tilt that is not known) goes to the person's other side on the way
back, so that the mean of both is nearer to the truth than either, and a difference shows what is wrong.

Must not know: how either was measured.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from engine.core.classes import Side
from engine.core.findings import Finding, FindingCode, Severity
from engine.core.result import Measurement
from engine.core.text import text


def combine_ways(
    one: Mapping[str, Measurement], other: Mapping[str, Measurement]
) -> tuple[dict[str, Measurement], tuple[Finding, ...]]:
    """Join the measurements of both ways.

    Values are weighted by their intervals. Where the two agree the narrower interval's width stands (what
    the network sees wrongly, it may see wrongly both ways); where they do not, the interval reaches over
    both. What only one way carries is taken from it, and what dots measured before what keypoints say.

    Returns:
        The measurements, and a finding where some do not agree.
    """
    joined = {**other, **one}
    apart = 0
    for name in one.keys() & other.keys():
        first, second = one[name], other[name]
        if not (first.measurable and second.measurable):
            joined[name] = first if first.measurable else second
        elif first.source != second.source:
            joined[name] = first if first.source == "dots" else second
        else:
            agree = abs(_value(first) - _value(second)) <= math.hypot(_half(first), _half(second))
            apart += not agree
            joined[name] = _join(first, second, agree=agree)
    return {name: joined[name] for name in {**one, **other}}, (_finding(apart),) if apart else ()


def _value(one: Measurement) -> float:
    return one.value or 0.0


def _half(one: Measurement) -> float:
    return ((one.high or 0.0) - (one.low or 0.0)) / 2


def _join(first: Measurement, second: Measurement, *, agree: bool) -> Measurement:
    weights = [1.0 / max(_half(one), 1e-6) ** 2 for one in (first, second)]
    value = (weights[0] * _value(first) + weights[1] * _value(second)) / sum(weights)
    half = min(_half(first), _half(second))
    low, high = value - half, value + half
    if not agree:
        low = min(_value(one) - _half(one) for one in (first, second))
        high = max(_value(one) + _half(one) for one in (first, second))
    return first.model_copy(
        update={
            "value": value,
            "low": low,
            "high": high,
            "side": Side.LEFT if low > 0 else Side.RIGHT if high < 0 else None,
            "cycles": first.cycles + second.cycles,
        }
    )


def _finding(count: int) -> Finding:
    return Finding(
        code=FindingCode.DIRECTIONS_DISAGREE,
        severity=Severity.CARE,
        message=text(
            "The walk towards the camera and the walk away from it disagree in {count} of the "
            "measurements; their intervals cover both.",
            count=count,
        ),
        remedy=text("Check that the camera is level and that the person walks straight."),
    )
