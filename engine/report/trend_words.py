"""The sentences of a trend: what changed, what cannot be told from error, what is not compared and why.

The window, the report and the side by side page say a change by these only. They say what was measured, never
what it means for the child.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from itertools import pairwise

from engine.core.measurands import Sign
from engine.core.measuring_method import MeasuringMethod
from engine.core.result import Measurement, Unit
from engine.core.text import Text, by_number, text
from engine.report.measurement_words import measurement_words
from engine.report.trend import (
    Change,
    Comparison,
    Point,
    Series,
    SeriesKind,
    Trend,
    Value,
    side_unknown,
)

SayDay = Callable[[datetime.date], str]
"""Writes a date as the reader's language does."""

_CHANGED: Mapping[Sign | None, tuple[Text, Text]] = {
    Sign.LOWER: (
        text(
            "Changed by {change}°, towards left side lower, between {earlier} and {newer}: more than "
            "the error of both ({error}°)."
        ),
        text(
            "Changed by {change}°, towards right side lower, between {earlier} and {newer}: more than "
            "the error of both ({error}°)."
        ),
    ),
    Sign.LEANING: (
        text(
            "Changed by {change}° to the left between {earlier} and {newer}: more than the error of "
            "both ({error}°)."
        ),
        text(
            "Changed by {change}° to the right between {earlier} and {newer}: more than the error of "
            "both ({error}°)."
        ),
    ),
    Sign.ASIDE: (
        text(
            "Changed by {change} % of height to the left between {earlier} and {newer}: more than the "
            "error of both ({error} %)."
        ),
        text(
            "Changed by {change} % of height to the right between {earlier} and {newer}: more than "
            "the error of both ({error} %)."
        ),
    ),
    Sign.SWINGING: (
        text(
            "Changed by {change} %, towards more swing on the left, between {earlier} and {newer}: "
            "more than the error of both ({error} %)."
        ),
        text(
            "Changed by {change} %, towards more swing on the right, between {earlier} and {newer}: "
            "more than the error of both ({error} %)."
        ),
    ),
    Sign.LONGER: (
        text(
            "Changed by {change} %, towards a longer left step, between {earlier} and {newer}: more "
            "than the error of both ({error} %)."
        ),
        text(
            "Changed by {change} %, towards a longer right step, between {earlier} and {newer}: more "
            "than the error of both ({error} %)."
        ),
    ),
    None: (
        text(
            "Changed by {change}°, towards left side higher, between {earlier} and {newer}: more than "
            "the error of both ({error}°)."
        ),
        text(
            "Changed by {change}°, towards right side higher, between {earlier} and {newer}: more "
            "than the error of both ({error}°)."
        ),
    ),
}
"""By the sign of the series (None: the scoliometer), towards the person's own left and right."""

_WITHIN = {
    Unit.DEGREES: text(
        "No change that can be told from error between {earlier} and {newer}: {change}° apart, the "
        "error of both is {error}°."
    ),
    Unit.PERCENT_HEIGHT: text(
        "No change that can be told from error between {earlier} and {newer}: {change} % of height "
        "apart, the error of both is {error} %."
    ),
    Unit.PERCENT: text(
        "No change that can be told from error between {earlier} and {newer}: {change} % apart, the "
        "error of both is {error} %."
    ),
}


def series_words(series: Series, say_day: SayDay = datetime.date.isoformat) -> tuple[Text, ...]:
    """Say what a series tells: each comparison in a sentence, then what is not compared."""
    said = [comparison_words(one, series.kind, say_day) for one in series.comparisons]
    if len(series.points) == 1:
        said.append(text("Measured at one visit: nothing to compare yet."))
    elif not said:
        said.append(text("The newest value was measured unlike all before: nothing to compare."))
    gaps = (_gap(a, b, say_day) for a, b in pairwise(series.points) if not b.joined)
    lacking = (one for one in series.points if side_unknown(one.value))
    sides = (
        text(
            "At {date} the higher side was not written down: not compared.", date=say_day(one.date)
        )
        for one in lacking
    )
    return (*said, *(one for one in gaps if one is not None), *sides)


def comparison_words(
    comparison: Comparison, kind: SeriesKind, say_day: SayDay = datetime.date.isoformat
) -> Text:
    """Say whether two values differ."""
    earlier, newer = say_day(comparison.earlier.date), say_day(comparison.newer.date)
    change = f"{abs(comparison.difference):.{kind.decimals}f}"
    if comparison.error is None:
        return text(
            "How exact the values of {earlier} and {newer} are is not known: nothing can be said of a "
            "change.",
            earlier=earlier,
            newer=newer,
        )
    if comparison.change is Change.CHANGED:
        said = _CHANGED[kind.sign][0 if comparison.difference > 0 else 1]
    else:
        said = _WITHIN[kind.unit]
    error = f"{comparison.error:.{kind.decimals}f}"
    values = {"change": change, "earlier": earlier, "newer": newer, "error": error}
    return said.model_copy(update={"params": values})


def value_words(value: Value, kind: SeriesKind) -> Text:
    """Say a value without a sign, with its side; of a walk with its interval, too."""
    if kind.sign is not None:
        measured = Measurement(
            value=value.value, low=value.low, high=value.high, unit=kind.unit, measurable=True
        )
        return measurement_words(value.name, measured)
    degrees = f"{abs(value.value):.{kind.decimals}f}"
    if side_unknown(value) or value.value == 0:
        return text("{degrees}°", degrees=degrees)
    if value.value > 0:
        return text("{degrees}°, left side higher", degrees=degrees)
    return text("{degrees}°, right side higher", degrees=degrees)


def notes_of(trend: Trend) -> tuple[Text, ...]:
    """Say what holds for all of a trend."""
    said = []
    if trend.hidden:
        said.append(
            by_number(
                trend.hidden,
                text("One visit is not shown: the examiner's own finding comes first."),
                text(
                    "{count} visits are not shown: the examiner's own findings come first.",
                    count=trend.hidden,
                ),
            )
        )
    if trend.several_models:
        said.append(text("The outcomes are of different models and are not compared."))
    if any(series.comparisons for series in trend.series):
        said.append(
            text(
                "The bars show in which range each value lies (95 %). Of twenty comparisons one may "
                "come out as a change by chance alone."
            )
        )
    return tuple(said)


def _gap(before: Point, after: Point, say_day: SayDay) -> Text | None:
    """Say why no line leads from a point to the next; None where it is said of the point itself."""
    if side_unknown(before.value) or side_unknown(after.value):
        return None
    was, now = before.value.method, after.value.method
    return _gap_reason(was, now).model_copy(update={"params": {"date": say_day(after.date)}})


def _gap_reason(was: MeasuringMethod, now: MeasuringMethod) -> Text:
    if was.source != now.source and "dots" in (was.source, now.source):
        if now.source == "dots":
            return text("From {date} on measured with dots: not compared with what came before.")
        return text("From {date} on measured without dots: not compared with what came before.")
    if was.level != now.level and was.level and now.level:
        if now.level == "known":
            return text(
                "From {date} on it was known how the camera stands: not compared with what came "
                "before."
            )
        if now.level == "balance":
            return text(
                "From {date} on the vertical was taken from the balance of the walk: not compared "
                "with what came before."
            )
        return text(
            "From {date} on it was not known how the camera stands: not compared with what came "
            "before."
        )
    if was.source == now.source and was.network and now.network:
        return text(
            "From {date} on another network saw the walk: not compared with what came before."
        )
    return text("From {date} on measured in another way: not compared with what came before.")
