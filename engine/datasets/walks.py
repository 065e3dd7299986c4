"""A walk as a dataset holds it, in the form in which networks take it.

Must not know: which network sees it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import DatasetError
from engine.core.text import text
from engine.datasets.entries import Entry
from engine.datasets.scoliosis1k import RATE


@dataclass(frozen=True, slots=True, eq=False)
class StoredWalk:
    """What networks see of a sequence; what was not read has no frames.

    Attributes:
        silhouettes: uint8 [T, 64, 64].
        keypoints: float32 [T, 17, 3].
    """

    silhouettes: NDArray[np.uint8]
    keypoints: NDArray[np.float32]

    @property
    def seconds(self) -> NDArray[np.float64]:
        """Time of each frame, float64 [T]."""
        return np.arange(max(len(self.silhouettes), len(self.keypoints))) / RATE


def check_paired(entry: Entry, walk: StoredWalk) -> None:
    """Refuse a sequence whose silhouettes and poses are not of the same frames.

    Raises:
        DatasetError: Their numbers differ.
    """
    if len(walk.silhouettes) != len(walk.keypoints):
        raise DatasetError(
            text(
                "Sequence {id} has {silhouettes} silhouettes but {poses} poses.",
                id=entry.id,
                silhouettes=len(walk.silhouettes),
                poses=len(walk.keypoints),
            ),
            text("A network that uses both needs both for every frame."),
        )
