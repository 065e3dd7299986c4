"""Signals laid over whole gait cycles: the same share of a cycle in the same place.

A mean over frames favours phases that happened to be filmed more often; a mean over phases does not, and
what swings with the gait drops out of it.

Must not know: what the signals are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.core.classes import Side
from engine.core.result import GaitFacts
from engine.gait.events import cycles_of, filmed_cycles

Doubles = NDArray[np.float64]

PHASES = 40
"""Samples of a cycle."""


def whole_cycles(
    gait: GaitFacts, seconds: Doubles, good: NDArray[np.bool_]
) -> tuple[tuple[float, float], ...]:
    """Return start and end of the whole cycles that enough good frames cover, seconds."""
    return max((filmed_cycles(cycles_of(gait, side), seconds[good]) for side in Side), key=len)


def over_cycles(
    values: Doubles,
    seconds: Doubles,
    good: NDArray[np.bool_],
    cycles: tuple[tuple[float, float], ...],
) -> Doubles:
    """Lay a signal over cycles.

    Args:
        values: float64 ``[T, ...]``.
        seconds: float64 ``[T]``.
        good: bool ``[T]``, the frames to read.
        cycles: From `whole_cycles`.

    Returns:
        float64 ``[cycles, 40, ...]``, linear between frames.
    """
    share = (np.arange(PHASES) + 0.5) / PHASES
    at = np.array([start + share * (end - start) for start, end in cycles]).reshape(-1)
    times, channels = seconds[good], values[good].reshape(int(good.sum()), -1)
    laid = np.stack([np.interp(at, times, channel) for channel in channels.T], axis=-1)
    return laid.reshape(len(cycles), PHASES, *values.shape[1:])
