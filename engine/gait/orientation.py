"""Which way the person's own left lies in the picture, decided over the whole clip.

One frame may swap left and right; a clip rarely does. Seen from the front the own left lies to the
right of the picture, seen from behind to the left.

Must not know: what is measured with it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.core.keypoints import Keypoint
from engine.gait.arrays import missing

_TRUNK_PAIRS = (
    (Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER),
    (Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP),
)


class Facing(NamedTuple):
    """Where the own left lies.

    Attributes:
        sign: +1 where the own left lies to the right of the picture (seen from the front), -1 else.
        agreement: Share of the frames that agree, 0.5 to 1; low where the person turns.
        frames: bool ``[T]``, the frames whose shoulders and hips agree with the sign.
    """

    sign: int
    agreement: float
    frames: NDArray[np.bool_]


def facing(keypoints: NDArray[np.float64]) -> Facing:
    """Decide by the order of shoulders and hips in the picture.

    Args:
        keypoints: float64 ``[T, 17, 3]``: x px, y px, score.
    """
    points = np.where(missing(keypoints)[..., None], np.nan, keypoints[..., :2])
    widths = np.stack([points[:, a, 0] - points[:, b, 0] for a, b in _TRUNK_PAIRS])
    votes = np.sign(np.nan_to_num(widths))
    # Wide frames say more than narrow ones: the sum of widths decides, not the number of frames.
    sign = 1 if np.nansum(widths) >= 0 else -1
    agreeing = (votes * sign >= 0).all(axis=0) & (votes != 0).any(axis=0)
    seen = (votes != 0).any(axis=0)
    agreement = float(agreeing.sum() / seen.sum()) if seen.any() else 0.5
    return Facing(sign, max(0.5, agreement), agreeing)
