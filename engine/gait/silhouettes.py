"""A person's mask as the 64x64 silhouette that the gait networks were trained on.

Behaves as the preparation of the Scoliosis1K data does (golden arrays in the tests): crop to the
person's rows, scale to 64 rows, centre on the column that halves the area.

Must not know: where the mask comes from, or what is done with the silhouette.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import SequenceError
from engine.core.text import text

SIZE = 64
"""Rows and columns of a silhouette."""

SMALLEST_SUM = 10_000
"""A mask whose pixels (0 to 255) sum to no more than this is dropped: nobody is in it."""


def normalize_silhouette(mask: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """Scale and centre a mask to 64x64.

    Args:
        mask: uint8 ``[H, W]``, 0 outside the person and 255 inside.

    Returns:
        uint8 ``[64, 64]`` in 0..255 with grey edges, or None where the mask is too small, or lies at
        the picture's edge such that it has no centre.

    Raises:
        SequenceError: The mask is not a non-empty uint8 array of two axes.
    """
    _refuse_other_arrays(mask)
    if int(mask.sum(dtype=np.int64)) <= SMALLEST_SUM:
        return None
    scaled = _scale_to_height(mask)
    centre = _halving_column(scaled)
    if centre is None:
        return None
    half = SIZE // 2
    if centre < half or centre + half > scaled.shape[1]:
        scaled = np.pad(scaled, ((0, 0), (half, half)))
        centre += half
    return np.ascontiguousarray(scaled[:, centre - half : centre + half])


def _refuse_other_arrays(mask: NDArray[np.uint8]) -> None:
    if not isinstance(mask, np.ndarray) or mask.dtype != np.uint8 or mask.ndim != 2:
        kind = f"{getattr(mask, 'dtype', type(mask).__name__)} {getattr(mask, 'shape', '')}".strip()
        raise SequenceError(
            text(
                "A mask must be a uint8 array of rows and columns; this one is {kind}.", kind=kind
            ),
            text("Give the mask as 0 outside the person and 255 inside, type uint8."),
        )
    if mask.size == 0:
        raise SequenceError(
            text(
                "The mask is empty: {rows} by {columns} pixels.",
                rows=mask.shape[0],
                columns=mask.shape[1],
            ),
            text("Give a mask the same size as its frame."),
        )


def _scale_to_height(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Cut to the rows that hold the person and scale to 64 rows, keeping the aspect (bicubic)."""
    import cv2

    rows = np.flatnonzero(mask.any(axis=1))
    cut = mask[rows[0] : rows[-1] + 1]
    width = max(1, int(SIZE * mask.shape[1] / cut.shape[0]))
    return np.asarray(cv2.resize(cut, (width, SIZE), interpolation=cv2.INTER_CUBIC), np.uint8)


def _halving_column(scaled: NDArray[np.uint8]) -> int | None:
    """Return the first column at which the cumulated sum passes half of the total, if it is not column 0."""
    cumulated = scaled.sum(axis=0, dtype=np.int64).cumsum()
    centre = int(np.searchsorted(cumulated, cumulated[-1] / 2, side="right"))
    return centre if 0 < centre < scaled.shape[1] else None
