"""Agreement of measurements with the truth, condition by condition, and whether intervals hold it.

An error that is small on average may be large for everyone in a skirt: each band of each condition has
bias, limits, slope and coverage of its own, with the number of recordings it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.evaluation.agreement import FEWEST

_NORMAL_95 = 1.96

EVERYTHING = ("all", "all")
"""Condition and band of the row of all recordings."""


@dataclass(frozen=True, slots=True)
class MeasuredPair:
    """One measurement of one recording beside its truth.

    Attributes:
        true: True value.
        value: Measured value, or None where it was said not to be measurable.
        low: Lower end of the stated 95 % interval, or None.
        high: Upper end.
    """

    true: float
    value: float | None
    low: float | None = None
    high: float | None = None

    @property
    def held(self) -> bool | None:
        """Whether the stated interval holds the truth; None where there is none."""
        if self.value is None or self.low is None or self.high is None:
            return None
        return self.low <= self.true <= self.high


@dataclass(frozen=True, slots=True)
class Case:
    """One recording.

    Attributes:
        bands: Pairs of a condition and its band.
        pairs: By measurement.
    """

    bands: tuple[tuple[str, str], ...]
    pairs: Mapping[str, MeasuredPair]


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """One measurement in one band.

    Attributes:
        condition: Such as ``distance``.
        band: Such as ``4 to 6 m``.
        measurable: Recordings with a number.
        not_measurable: Recordings without.
        bias: Mean of measured minus true; NaN with fewer than three numbers.
        lower_limit: Lower 95 % limit of agreement.
        upper_limit: Upper 95 % limit of agreement.
        slope: Slope of measured on true.
        held: Stated 95 % intervals that hold the truth.
        width: Median half width of the stated intervals.
    """

    measurement: str
    condition: str
    band: str
    measurable: int
    not_measurable: int
    bias: float
    lower_limit: float
    upper_limit: float
    slope: float
    held: int
    width: float

    @property
    def coverage(self) -> float:
        """Share of the stated 95 % intervals that hold the truth; NaN without any."""
        return self.held / self.measurable if self.measurable else float("nan")


def condition_rows(cases: Sequence[Case], measurements: Iterable[str]) -> tuple[ConditionRow, ...]:
    """Work out every measurement in every band: all recordings first, then band by band."""
    rows = []
    order = dict.fromkeys(pair for case in cases for pair in case.bands)
    conditions = list(dict.fromkeys(condition for condition, _ in order))
    pairs = sorted(order, key=lambda pair: (conditions.index(pair[0]), _natural(pair[1])))
    for name in measurements:
        rows.append(_row(name, EVERYTHING, [case.pairs[name] for case in cases]))
        for pair in pairs:
            rows.append(_row(name, pair, [c.pairs[name] for c in cases if pair in c.bands]))
    return tuple(rows)


def _natural(band: str) -> tuple[int, float, str]:
    """Order bands by their first number, ``below`` before all others."""
    numbers = [float(word) for word in band.split() if word.replace(".", "").isdigit()]
    return (not band.startswith("below"), numbers[0] if numbers else 0.0, band)


def _row(name: str, pair: tuple[str, str], judged: Sequence[MeasuredPair]) -> ConditionRow:
    shown = [one for one in judged if one.value is not None]
    true = np.array([one.true for one in shown], np.float64)
    found = np.array([one.value for one in shown], np.float64)
    bias = lower = upper = slope = float("nan")
    if len(shown) >= FEWEST:
        error = found - true
        bias, half = float(error.mean()), _NORMAL_95 * float(error.std(ddof=1))
        lower, upper = bias - half, bias + half
        spread = float(((true - true.mean()) ** 2).sum())
        slope = float(((true - true.mean()) * found).sum()) / spread if spread > 0 else slope
    widths = [
        (one.high - one.low) / 2.0 for one in shown if one.low is not None and one.high is not None
    ]
    return ConditionRow(
        measurement=name,
        condition=pair[0],
        band=pair[1],
        measurable=len(shown),
        not_measurable=len(judged) - len(shown),
        bias=bias,
        lower_limit=lower,
        upper_limit=upper,
        slope=slope,
        held=sum(one.held is True for one in shown),
        width=float(np.median(widths)) if widths else float("nan"),
    )


_HEADER = (
    *("measurement", "condition", "band", "n", "not", "bias", "95 % limits", "slope"),
    *("held", "stated"),
)


def _cells(row: ConditionRow) -> tuple[str, ...]:
    known = np.isfinite(row.bias)
    return (
        row.measurement,
        row.condition,
        row.band,
        str(row.measurable),
        str(row.not_measurable),
        f"{row.bias:+.2f}" if known else "-",
        f"{row.lower_limit:+.2f} to {row.upper_limit:+.2f}" if known else "-",
        f"{row.slope:.2f}" if np.isfinite(row.slope) else "-",
        f"{100 * row.coverage:.0f} %" if row.measurable else "-",
        f"±{row.width:.2f}" if np.isfinite(row.width) else "-",
    )


def condition_table(rows: Sequence[ConditionRow]) -> list[str]:
    """Return a plain-text table, one string a row, header first.

    ``held`` is the share of the stated 95 % intervals that hold the truth, ``stated`` their median half
    width.
    """
    table = [_HEADER, *(_cells(row) for row in rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(_HEADER))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    ]
