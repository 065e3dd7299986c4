"""What the arrays of a walk must look like before anybody computes with them.

Must not know: files, or what the arrays are used for.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import SequenceError
from engine.core.text import text

KEYPOINTS = 17
"""Keypoints of COCO-17, axis K."""


def checked_keypoints(keypoints: object) -> NDArray[np.float64]:
    """Return keypoints as float64 ``[T, 17, 3]`` (x px, y px, score), T >= 1.

    Raises:
        SequenceError: The array has another shape, or holds no numbers.
    """
    if not isinstance(keypoints, np.ndarray) or keypoints.dtype.kind not in "fiu":
        kind = str(getattr(keypoints, "dtype", type(keypoints).__name__))
        raise SequenceError(
            text("Keypoints must be an array of numbers; this is {kind}.", kind=kind),
            text("Give frames, 17 COCO keypoints, and x, y and score of each."),
        )
    if keypoints.ndim != 3 or keypoints.shape[0] == 0 or keypoints.shape[1:] != (KEYPOINTS, 3):
        raise SequenceError(
            text(
                "Keypoints must have the shape T, 17, 3; this is {shape}.",
                shape=str(keypoints.shape),
            ),
            text("Give frames, 17 COCO keypoints, and x, y and score of each."),
        )
    return keypoints.astype(np.float64)
