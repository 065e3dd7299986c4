"""How much of a signal a sine and a cosine explain beside a straight line, for many pieces of it at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_Array = NDArray[np.float64]


def wave_power(
    lag: _Array, angle: _Array, signals: _Array, within: _Array | None = None
) -> tuple[_Array, _Array]:
    """Fit a line, and a wave beside it, to pieces of signals by least squares; uneven times are fine.

    Args:
        lag: Times from somewhere in the piece, ``[P, T]``.
        angle: Of the wave at these times, radians, ``[P, T]``.
        signals: ``[P, T, S]``.
        within: 1 where a time belongs to the piece, 0 where it only fills the row up, ``[P, T]``; None: all
            belong to it.

    Returns:
        Sum of squares that the wave explains, and that of all beside the line, ``[P, S]`` each.
    """
    inside = np.ones(lag.shape) if within is None else within
    line = np.linalg.qr(np.stack([inside, lag * inside], axis=2))[0]
    waves = _beside(line, np.stack([np.cos(angle), np.sin(angle)], axis=2) * inside[..., None])
    rest = _beside(line, signals * inside[..., None])
    explained = np.swapaxes(np.linalg.qr(waves)[0], 1, 2) @ rest
    return (explained**2).sum(axis=1), (rest**2).sum(axis=1)


def _beside(line: _Array, columns: _Array) -> _Array:
    """Return what columns ``[P, T, C]`` hold beside orthonormal ones ``[P, T, 2]``."""
    return columns - line @ (np.swapaxes(line, 1, 2) @ columns)
