"""What changed from visit to visit of one person, and what cannot be told from error. Never a diagnosis.

Two values differ when they are further apart than their two 95 % intervals can explain together: the
difference against the root of the sum of the squares of the half widths (`engine.report.repeat`). Values that
were measured in different ways (with dots or without, another pose network, the camera's level known or not)
are not compared, and a line between them has a gap. The words are in `engine.report.trend_words`.

Must not know how it is drawn, nor where the visits are kept.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from engine.core.classes import Outcome
from engine.core.measurands import MEASURANDS, Sign
from engine.core.measuring_method import MeasuringMethod
from engine.core.result import ScreeningResult, Unit
from engine.core.text import Text, text
from engine.report.measurement_words import side_labels, unit_label
from engine.report.repeat import error_of_difference

SCOLIOMETER_ERROR: Final = 4.4 / math.sqrt(2)
"""Half width of the 95 % interval of one reading of a scoliometer, degrees: 3.1. Two observers of the same
rib hump differ by up to 4.4 degrees in 95 % (Balg et al., J Pediatr Orthop 2014;34:774, with a telephone; see
``docs/measurements.md``). Two visits are rarely of the same examiner, so that is the error that counts."""

SCOLIOMETER_LEVELS: Final = ("thoracic", "thoracolumbar", "lumbar")
_PREFIX: Final = "scoliometer_"
_SCOLIOMETER_REACH: Final = 15.0
_SCOLIOMETER: Final = MeasuringMethod("scoliometer")
_UNKNOWN: Final = MeasuringMethod()


@dataclass(frozen=True, slots=True)
class SeriesKind:
    """What a series is of.

    Attributes:
        label: Its name.
        unit: Of its values.
        ends: What a positive and a negative value say: left side lower, right side lower.
        reach: Where its scale ends on either side, in ``unit``.
        decimals: With how many values are told.
        sign: Of the measurand; None for the scoliometer.
    """

    label: Text
    unit: Unit
    ends: tuple[Text, Text]
    reach: float
    decimals: int = 1
    sign: Sign | None = None

    @property
    def unit_label(self) -> Text:
        """The unit as it stands behind a number."""
        return unit_label(self.unit)


def _scoliometer_kinds() -> dict[str, SeriesKind]:
    labels = {
        "thoracic": text("Scoliometer, thoracic"),
        "thoracolumbar": text("Scoliometer, thoracolumbar"),
        "lumbar": text("Scoliometer, lumbar"),
    }
    ends = (text("left side higher"), text("right side higher"))
    return {
        f"{_PREFIX}{level}": SeriesKind(labels[level], Unit.DEGREES, ends, _SCOLIOMETER_REACH)
        for level in SCOLIOMETER_LEVELS
    }


SERIES_KINDS: Mapping[str, SeriesKind] = MappingProxyType(
    {
        **{
            name: SeriesKind(
                one.label, one.unit, side_labels(one.sign), one.reach, one.decimals, one.sign
            )
            for name, one in MEASURANDS.items()
        },
        **_scoliometer_kinds(),
    }
)
"""What is followed over time, in the order in which it is shown."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of one visit.

    Attributes:
        name: Of `SERIES_KINDS`.
        value: Signed as `engine.core.result.Measurement.value`; of a scoliometer positive where the
            person's own left side is higher.
        low: Lower end of its 95 % interval, or None where nobody knows it.
        high: Upper end.
        method: How it was measured.
    """

    name: str
    value: float
    low: float | None
    high: float | None
    method: MeasuringMethod = _UNKNOWN


@dataclass(frozen=True, slots=True)
class Reading:
    """An angle of a scoliometer.

    Attributes:
        level: One of `SCOLIOMETER_LEVELS`.
        side: ``left``, ``right``: the person's own side that is higher; "" where it was not noted.
        degrees: 0 or more.
    """

    level: str
    side: str
    degrees: float


@dataclass(frozen=True, slots=True)
class VisitValues:
    """What holds of one visit.

    Attributes:
        visit: Its id.
        date: ``YYYY-MM-DD``.
        outcome: What holds, or None where nothing was judged or it is not shown yet.
        recording: Id of the recording that was judged, or "".
        model: What judged, or "".
        model_status: ``demo``, ``research``, ``validated`` or "".
        values: Measured in the walk.
        readings: Of the scoliometer.
        model_outcome: What the model said, where a person put another outcome in its place, or "".
        set_by: Who did, or "".
    """

    visit: str
    date: str
    outcome: Outcome | None = None
    recording: str = ""
    model: str = ""
    model_status: str = ""
    values: tuple[Value, ...] = ()
    readings: tuple[Reading, ...] = ()
    model_outcome: str = ""
    set_by: str = ""

    @property
    def day(self) -> datetime.date:
        """The date."""
        return datetime.date.fromisoformat(self.date)

    def all_values(self) -> tuple[Value, ...]:
        """Return the values that can be followed, those of the scoliometer included."""
        walked = tuple(one for one in self.values if one.name in SERIES_KINDS)
        return walked + _scoliometer_values(self.readings)


@dataclass(frozen=True, slots=True)
class Point:
    """A value in its series.

    Attributes:
        visit: Id of the visit.
        joined: Whether a line leads here from the point before: measured in the same way.
    """

    visit: str
    date: datetime.date
    value: Value
    joined: bool


class Change(StrEnum):
    """What two values say of a change."""

    CHANGED = "changed"
    WITHIN_ERROR = "within_error"
    UNKNOWN_ERROR = "unknown_error"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two values of one series that were measured in the same way.

    Attributes:
        error: By how much they may differ without a change; None where it is not known.
    """

    earlier: Point
    newer: Point
    error: float | None

    @property
    def difference(self) -> float:
        """The newer value less the earlier one: positive towards the person's own left."""
        return self.newer.value.value - self.earlier.value.value

    @property
    def change(self) -> Change:
        """What they say."""
        if self.error is None:
            return Change.UNKNOWN_ERROR
        return Change.CHANGED if abs(self.difference) > self.error else Change.WITHIN_ERROR


@dataclass(frozen=True, slots=True)
class Series:
    """One measurement over time.

    Attributes:
        name: Of `SERIES_KINDS`.
        points: By date.
        comparisons: The newest value against the first and against the previous one, as far as they were
            measured in the same way; where neither differs, against the newest between them that does.
    """

    name: str
    points: tuple[Point, ...]
    comparisons: tuple[Comparison, ...]

    @property
    def kind(self) -> SeriesKind:
        """What it is of."""
        return SERIES_KINDS[self.name]

    @property
    def changed(self) -> bool:
        """Whether a comparison says that it changed."""
        return any(one.change is Change.CHANGED for one in self.comparisons)


@dataclass(frozen=True, slots=True)
class Trend:
    """The visits of one person, by date.

    Attributes:
        visits: Those with anything to show.
        series: In the order in which they are shown.
        hidden: Visits whose judgement is not shown until the examiner's own finding is written down.
    """

    visits: tuple[VisitValues, ...]
    series: tuple[Series, ...]
    hidden: int = 0

    @property
    def several_models(self) -> bool:
        """Whether the outcomes are of different models, which are not compared."""
        return len({one.model for one in self.visits if one.outcome is not None}) > 1


def values_of(result: ScreeningResult) -> tuple[Value, ...]:
    """Return what was measured in a walk."""
    return tuple(
        Value(name, one.value, one.low, one.high, MeasuringMethod.of(name, one, result))
        for name, one in result.measurements.items()
        if one.measurable and one.value is not None
    )


def trend_of(visits: Iterable[VisitValues], *, hidden: int = 0) -> Trend:
    """Put the visits of one person in order, and compare.

    Args:
        visits: In any order; several of one day stay apart.
        hidden: How many are not shown.
    """
    ordered = tuple(sorted(visits, key=lambda one: (one.date, one.visit)))
    series = (_series(name, ordered) for name in SERIES_KINDS)
    return Trend(ordered, tuple(one for one in series if one.points), hidden)


def _series(name: str, visits: Sequence[VisitValues]) -> Series:
    points: list[Point] = []
    for visit in visits:
        for value in visit.all_values():
            if value.name != name:
                continue
            alike = bool(points) and _comparable(points[-1].value, value)
            points.append(Point(visit.visit, visit.day, value, alike))
    return Series(name, tuple(points), _comparisons(points))


def _comparisons(points: Sequence[Point]) -> tuple[Comparison, ...]:
    """Compare the newest with the first and the previous one of its kind."""
    if len(points) < 2:
        return ()
    newest = points[-1]
    alike = [one for one in points[:-1] if _comparable(one.value, newest.value)]
    if not alike:
        return ()
    first, previous = _compare(alike[0], newest), _compare(alike[-1], newest)
    made = (first,) if len(alike) == 1 else (first, previous)
    if any(one.change is Change.CHANGED for one in made):
        return made
    between = (_compare(one, newest) for one in reversed(alike[1:-1]))
    other = next((one for one in between if one.change is Change.CHANGED), None)
    return made if other is None else (*made, other)


def _compare(earlier: Point, newer: Point) -> Comparison:
    ends = [_numbers(one.value) for one in (earlier, newer)]
    if ends[0] is None or ends[1] is None:
        return Comparison(earlier, newer, None)
    return Comparison(earlier, newer, error_of_difference(ends[0], ends[1]))


def _comparable(first: Value, second: Value) -> bool:
    """Tell whether two values were measured in the same way, on sides that are known."""
    same = first.method == second.method
    return same and first.method.level != _NO_SIDE and second.method.level != _NO_SIDE


def _numbers(value: Value) -> tuple[float, float, float] | None:
    if value.low is None or value.high is None:
        return None
    return value.value, value.low, value.high


_NO_SIDE: Final = "no side"
"""In place of a camera's level, of a scoliometer's reading without its side."""


def _scoliometer_values(readings: Sequence[Reading]) -> tuple[Value, ...]:
    """Return the largest reading of each level."""
    largest: dict[str, Reading] = {}
    for one in readings:
        before = largest.get(one.level)
        if before is None or one.degrees > before.degrees:
            largest[one.level] = one
    return tuple(
        _scoliometer_value(largest[level]) for level in SCOLIOMETER_LEVELS if level in largest
    )


def _scoliometer_value(reading: Reading) -> Value:
    method = _SCOLIOMETER
    if not reading.side and reading.degrees > 0:
        method = replace(method, level=_NO_SIDE)
    signed = -reading.degrees if reading.side == "right" else reading.degrees
    low, high = signed - SCOLIOMETER_ERROR, signed + SCOLIOMETER_ERROR
    return Value(f"{_PREFIX}{reading.level}", signed, low, high, method)


def side_unknown(value: Value) -> bool:
    """Tell whether a reading of a scoliometer lacks the side that was higher."""
    return value.method.level == _NO_SIDE
