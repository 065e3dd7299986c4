"""Bootstrap by person: the one place where 95 % intervals come from.

Sequences of one person are alike; resampling them alone would give intervals that are too short (Efron
and Tibshirani 1993, chapter 8). A resample is a weight for each sequence: how often its person was drawn.
All figures are computed from the same resamples, so that differences between two models are paired. Must
not know what a figure means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.core.progress import Cancel, check

ROUNDS = 2000
"""Resamples of an interval."""

_AT_ONCE = 1_000_000
"""Weights held in memory at a time."""

Floats = NDArray[np.float64]
Figures = Callable[[Floats], Mapping[str, Floats]]
"""From weights float64 [B, N] to values float64 [B] or [B, places] by name."""


class Interval(NamedTuple):
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float


def resamples(people: Sequence[str], *, rounds: int = ROUNDS, seed: int = 0) -> Iterator[Floats]:
    """Return the weights of all resamples, block by block: float64 [B, N].

    Args:
        people: Who each of the N sequences is of.
        rounds: Number of resamples.
        seed: Same seed, same resamples.
    """
    _, owners = np.unique(np.asarray(people), return_inverse=True)
    count = int(owners.max()) + 1
    chances = np.full(count, 1 / count)
    rng = np.random.default_rng(seed)
    block = max(1, _AT_ONCE // len(owners))
    for start in range(0, rounds, block):
        times = rng.multinomial(count, chances, size=min(block, rounds - start))
        yield times[:, owners].astype(np.float64)


def resample_spread(
    figures: Figures,
    people: Sequence[str],
    *,
    rounds: int = ROUNDS,
    seed: int = 0,
    cancel: Cancel | None = None,
) -> dict[str, Floats]:
    """Compute figures over all resamples.

    Args:
        figures: Computes them from weights.
        people: Who each of the N sequences is of.
        rounds: Number of resamples.
        seed: Same seed, same resamples.
        cancel: Checked between blocks of resamples.

    Returns:
        By name, float64 [rounds] or [rounds, places].

    Raises:
        CancelledError: ``cancel`` was set.
    """
    found: dict[str, list[Floats]] = {}
    for weights in resamples(people, rounds=rounds, seed=seed):
        check(cancel)
        for name, values in figures(weights).items():
            found.setdefault(name, []).append(values)
    return {name: np.concatenate(parts) for name, parts in found.items()}


def resample_figures(
    figures: Figures,
    people: Sequence[str],
    *,
    rounds: int = ROUNDS,
    seed: int = 0,
    cancel: Cancel | None = None,
) -> dict[str, Interval]:
    """Return figures with their 95 % percentile intervals; see `resample_spread`.

    Returns:
        By name. Resamples that give NaN are left out; where all people together give NaN, so are the ends.
    """
    whole = figures(np.ones((1, len(people))))
    values = resample_spread(figures, people, rounds=rounds, seed=seed, cancel=cancel)
    return {name: _interval(float(whole[name][0]), values[name]) for name in whole}


def _interval(value: float, values: Floats) -> Interval:
    if np.isnan(value):
        return Interval(value, value, value)
    low, high = ends(values)
    # Resamples of an error such as the ECE lie above it: an interval holds its value in any case.
    return Interval(value, float(np.fmin(low, value)), float(np.fmax(high, value)))


def widen(one: Interval, people: int) -> Interval:
    """Widen the interval of a share that is 0 or 1, of which every resample is, too.

    The open end is that of the exact interval for people (Clopper and Pearson 1934): nobody missed among
    ten is not nobody missed.

    Args:
        one: A share of sequences.
        people: How many people they are of.
    """
    if people < 1 or one.low < one.high:
        return one
    reach = 1.0 - 0.025 ** (1.0 / people)
    if one.value >= 1.0:
        return one._replace(low=1.0 - reach)
    return one._replace(high=reach) if one.value <= 0.0 else one


def widen_shares(
    figures: Mapping[str, Interval], counted: Mapping[str, NDArray[np.bool_]], people: Sequence[str]
) -> dict[str, Interval]:
    """Widen the intervals of shares; see `widen`.

    Args:
        figures: Figures by name.
        counted: For those that are shares of sequences: which sequences they are shares of, bool [N].
        people: Who each of the N sequences is of.
    """
    names = np.asarray(people)
    return dict(figures) | {
        name: widen(figures[name], len(np.unique(names[who])))
        for name, who in counted.items()
        if name in figures
    }


def ends(values: Floats) -> Floats:
    """Return the 2.5th and 97.5th percentile of each column, float64 [2, …], leaving NaN out.

    Where a column holds nothing but NaN, so do its ends.
    """
    empty = np.isnan(values).all(axis=0)
    found = np.nanpercentile(np.where(empty, 0.0, values), [2.5, 97.5], axis=0)
    return np.where(empty, np.nan, found)
