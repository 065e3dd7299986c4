"""What is drawn of a curve, as numbers: its points, its running mean, and where its label stands. No Qt."""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_POINTS = 1200
"""Points of a curve that are drawn at most; all of them can be read."""

Say = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One curve.

    Attributes:
        label: What it is called where it ends.
        best: Step that is marked as the best, or None.
        deviations: Standard deviation at each step, drawn as a band around the curve; none: no band.
        faint: Whether it is one of several behind their mean: without a label, and not read out.
    """

    label: str
    steps: tuple[int, ...]
    values: tuple[float, ...]
    colour: int = 0
    dashed: bool = False
    best: int | None = None
    deviations: tuple[float, ...] = ()
    faint: bool = False

    def at(self, step: float) -> int | None:
        """Return the place of the point that is next to a step, or None where there is none."""
        if not self.steps:
            return None
        place = bisect.bisect_left(self.steps, step)
        near = [each for each in (place - 1, place) if 0 <= each < len(self.steps)]
        return min(near, key=lambda each: abs(self.steps[each] - step))


def short(value: float) -> str:
    """Return a figure in three or four digits."""
    if value and (abs(value) < 1e-3 or abs(value) >= 1e5):
        return f"{value:.2g}"
    return f"{value:.4g}"


def smoothed(values: NDArray[np.float64], smoothing: float) -> NDArray[np.float64]:
    """Return the exponential running mean of a curve, begun without a bias towards zero.

    Args:
        values: float64 ``[N]``; NaN is passed over and stays NaN.
        smoothing: Weight of what came before, 0 to below 1.
    """
    known = np.isfinite(values)
    reach = (
        1 if smoothing <= 0 else min(len(values), math.ceil(math.log(1e-4) / math.log(smoothing)))
    )
    weights = smoothing ** np.arange(max(reach, 1), dtype=np.float64)
    total = np.convolve(np.where(known, values, 0.0), weights)[: len(values)]
    count = np.convolve(known.astype(np.float64), weights)[: len(values)]
    return np.where(known, total / np.maximum(count, 1e-12), np.nan)


def thinned(values: NDArray[np.float64]) -> NDArray[np.intp]:
    """Choose the points that are drawn: the lowest and the highest of each stretch of a long curve."""
    count = len(values)
    if count <= MOST_POINTS:
        return np.arange(count)
    known = np.where(np.isnan(values), np.inf, values)
    high = np.where(np.isnan(values), -np.inf, values)
    edges = np.linspace(0, count, MOST_POINTS // 2 + 1).astype(int)
    pairs = [
        place
        for begin, end in itertools.pairwise(edges)
        for place in (begin + int(known[begin:end].argmin()), begin + int(high[begin:end].argmax()))
    ]
    return np.unique([0, *pairs, count - 1])


def spread(heights: list[float], least: float, low: float, high: float) -> list[float]:
    """Move rising heights apart so that none is nearer to the next than ``least``."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + least) if placed else height)
    over = placed[-1] - (high - least / 2) if placed else 0.0
    if over > 0:
        top = high - least / 2
        for place in range(len(placed) - 1, -1, -1):
            placed[place] = min(placed[place], top)
            top = placed[place] - least
    return placed
