"""How an answer spreads over random halves of the frames.

Halves are drawn in blocks of neighbouring frames, because neighbours look alike: single frames drawn at
random would show less spread than there is. Must not know: files, runtimes, words.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

HALVES: Final = 8
BLOCK: Final = 4
"""Frames of a block, about a quarter of a second."""

LEAST: Final = 8
"""Blocks below which there is nothing to halve."""


class Halves:
    """Keeps the temporal maximum of random halves of a clip, chunk by chunk.

    Args:
        count: Frames of the clip, at least `LEAST`.
    """

    def __init__(self, count: int, *, seed: int = 0) -> None:
        self._block = max(1, min(BLOCK, count // LEAST))
        blocks = -(-count // self._block)
        rng = np.random.default_rng([seed, count])
        draws = [rng.permutation(blocks)[: blocks // 2] for _ in range(HALVES)]
        self._chosen = np.zeros((HALVES, blocks), bool)
        for row, draw in zip(self._chosen, draws, strict=True):
            row[draw] = True
        self._pooled: NDArray[np.float32] | None = None

    def see(self, start: int, features: NDArray[np.float32]) -> None:
        """Take in the features of one chunk, float32 [T, C, 16, 11], which begins at frame ``start``."""
        if self._pooled is None:
            lowest = np.finfo(np.float32).min
            self._pooled = np.full((HALVES, *features.shape[1:]), lowest, np.float32)
        numbers = (start + np.arange(len(features))) // self._block
        found, begins = np.unique(numbers, return_index=True)
        for block, part in zip(found, np.split(features, begins[1:]), strict=True):
            highest = part.max(axis=0)
            for half in np.flatnonzero(self._chosen[:, block]):
                np.maximum(self._pooled[half], highest, out=self._pooled[half])

    @property
    def pooled(self) -> NDArray[np.float32]:
        """The maximum of each half, float32 [HALVES, C, 16, 11].

        Raises:
            ValueError: Nothing was seen.
        """
        if self._pooled is None:
            raise ValueError("no frames were seen")
        return self._pooled
