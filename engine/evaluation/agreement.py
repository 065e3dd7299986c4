"""How well measured values agree with true ones: bias, slope, limits of agreement, sides.

Source: J. M. Bland, D. G. Altman, Statistical methods for assessing agreement between two methods of
clinical measurement, Lancet 1986; 327: 307-310. Intervals are bootstrap percentiles over recordings
(one recording a person). Must not know where the values come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

FEWEST = 3
"""With fewer measurable recordings no figure is given."""

_NORMAL_95 = 1.96


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its 95 % bootstrap interval; NaN where it cannot be given."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of one measurement with the truth.

    Attributes:
        unit: Unit of bias, SD and limits.
        measurable: Recordings in which it was measured.
        not_measurable: Recordings in which it was said not to be measurable.
        bias: Mean of measured minus true.
        sd: Standard deviation of measured minus true.
        lower_limit: Lower 95 % limit of agreement, bias - 1.96 SD.
        upper_limit: Upper 95 % limit of agreement, bias + 1.96 SD.
        slope: Slope of measured on true (least squares); 1 is ideal.
        side_from: True size from which the side is judged, in ``unit``.
        side_count: Measurable recordings whose true value is at least ``side_from``.
        side_right: Share of them whose measured value has the true side.
    """

    name: str
    unit: str
    measurable: int
    not_measurable: int
    bias: Figure
    sd: Figure
    lower_limit: Figure
    upper_limit: Figure
    slope: Figure
    side_from: float
    side_count: int
    side_right: Figure


def _statistics(true: Doubles, measured: Doubles, side_from: float) -> Doubles:
    """Return bias, SD, limits, slope and share of right sides of samples ``[..., N]``, as ``[6, ...]``."""
    difference = measured - true
    bias, sd = difference.mean(axis=-1), difference.std(axis=-1, ddof=1)
    centred = true - true.mean(axis=-1, keepdims=True)
    spread = (centred**2).sum(axis=-1)
    large = np.abs(true) >= side_from
    right = (large & (np.sign(true) == np.sign(measured))).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = np.where(spread > 0, (centred * measured).sum(axis=-1) / spread, np.nan)
        sides = np.where(large.sum(axis=-1) > 0, right / large.sum(axis=-1), np.nan)
    half = _NORMAL_95 * sd
    return np.asarray(np.stack([bias, sd, bias - half, bias + half, slope, sides]), np.float64)


def _figures(
    true: Doubles, measured: Doubles, side_from: float, resamples: int, seed: int
) -> list[Figure]:
    """Return the six figures of `_statistics` with their intervals."""
    if len(true) < FEWEST:
        return [Figure(np.nan, np.nan, np.nan)] * 6
    values = _statistics(true, measured, side_from)
    chosen = np.random.default_rng(seed).integers(len(true), size=(resamples, len(true)))
    drawn = _statistics(true[chosen], measured[chosen], side_from)
    figures = []
    for value, sample in zip(values, drawn, strict=True):
        known = sample[np.isfinite(sample)]
        low, high = np.quantile(known, [0.025, 0.975]) if len(known) else (np.nan, np.nan)
        figures.append(Figure(float(value), float(low), float(high)))
    return figures


def agreement(
    name: str,
    true: Sequence[float],
    measured: Sequence[float | None],
    *,
    unit: str = "degrees",
    side_from: float = 3.0,
    resamples: int = 2000,
    seed: int = 0,
) -> Agreement:
    """Compare measured with true values, one of each for every recording.

    Args:
        name: Name of the measurement.
        true: True values.
        measured: Measured values in the same order; None (or NaN) where not measurable.
        unit: Unit of both.
        side_from: True size from which the side is judged.
        resamples: Bootstrap samples.
        seed: Seed of the bootstrap.

    Raises:
        ValueError: The two have different lengths.
    """
    if len(true) != len(measured):
        raise ValueError(f"{len(true)} true values, but {len(measured)} measured ones")
    truth = np.asarray(true, np.float64)
    found = np.array([np.nan if value is None else value for value in measured], np.float64)
    kept = np.isfinite(found)
    figures = _figures(truth[kept], found[kept], side_from, resamples, seed)
    bias, sd, lower, upper, slope, sides = figures
    return Agreement(
        name=name,
        unit=unit,
        measurable=int(kept.sum()),
        not_measurable=int((~kept).sum()),
        bias=bias,
        sd=sd,
        lower_limit=lower,
        upper_limit=upper,
        slope=slope,
        side_from=side_from,
        side_count=int((np.abs(truth[kept]) >= side_from).sum()),
        side_right=sides,
    )


def _cell(figure: Figure, digits: int) -> str:
    if not np.isfinite(figure.value):
        return "-"
    return f"{figure.value:.{digits}f} [{figure.low:.{digits}f}, {figure.high:.{digits}f}]"


_HEADER = ("measurement", "unit", "n", "not", "bias", "SD", "95 % limits", "slope", "side right")


def _row(result: Agreement) -> tuple[str, ...]:
    limits = "-"
    if np.isfinite(result.sd.value):
        limits = f"{result.lower_limit.value:+.2f} to {result.upper_limit.value:+.2f}"
    sides = "-"
    if result.side_count and np.isfinite(result.side_right.value):
        sides = f"{100 * result.side_right.value:.0f} % of {result.side_count}"
    return (
        result.name,
        result.unit,
        str(result.measurable),
        str(result.not_measurable),
        _cell(result.bias, 2),
        _cell(result.sd, 2),
        limits,
        _cell(result.slope, 2),
        sides,
    )


def agreement_table(results: Sequence[Agreement]) -> list[str]:
    """Return a plain-text table, one string a row, header first; intervals in square brackets."""
    rows = [_HEADER, *(_row(result) for result in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADER))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
