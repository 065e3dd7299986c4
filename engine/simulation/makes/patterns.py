"""Cloth with stripes, checks, spots and prints, drawn by chance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Rows of the palette that may carry a pattern: shirt, print, trousers, socks.
_CLOTH = (1, 2, 3, 7)
_PLAIN = np.zeros((10, 6), np.float32)


def draw_patterns(rng: np.random.Generator, share: float) -> NDArray[np.float32]:
    """Draw the cloth of each row of the palette, float32 ``[10, 6]`` (see `styled_kernels.shade`).

    Args:
        rng: Source of chance.
        share: Chance that a garment is not plain.
    """
    patterns = _PLAIN.copy()
    for row in _CLOTH:
        kind, colour = int(rng.integers(1, 6)), rng.uniform(0.03, 0.97, 3)
        scale, part = float(np.exp(rng.uniform(np.log(5.0), np.log(45.0)))), rng.uniform(0.2, 0.6)
        if rng.random() < share:
            patterns[row] = (kind, scale, part, *colour)
    return patterns
