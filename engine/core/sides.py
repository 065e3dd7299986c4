"""Left and right of a body in a picture: which way round it was read, kept as data with its keypoints.

Seen from the front the own left lies to the right of the picture, seen from behind to the left. A pose
network may take one for the other, for one frame or for seconds on end. It is decided once, on what the
network said and before anything is filtered; whoever measures reads `Facing`.

Must not know: networks, or which way somebody walks (`engine.core.heading`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from engine.core.keypoints import PAIRS, Keypoint, missing

_TRUNK_PAIRS = (
    (Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER),
    (Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP),
)
_DOUBTFUL_AGREEMENT = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Facing:
    """Where the own left lies in the picture, and how sure that is.

    Attributes:
        sign: +1 where the own left lies to the right of the picture (seen from the front), -1 else; 0
            where nobody has decided yet.
        agreement: Share of the frames that the network itself read this way round, 0 to 1.
        plain: Whether the direction of the walk decided.
        frames: bool ``[T]``, the frames whose shoulders and hips lie as the sign says, after those
            that lay the other way were turned back.
    """

    sign: int = 0
    agreement: float = 0.0
    plain: bool = False
    frames: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))

    @property
    def in_doubt(self) -> bool:
        """Whether nothing but labels that disagree say which side is which."""
        return not self.plain and self.agreement < _DOUBTFUL_AGREEMENT

    def of(self, frames: slice | NDArray[np.integer] | NDArray[np.bool_]) -> Facing:
        """Return the same decision for some of its frames."""
        return replace(self, frames=self.frames[frames])


def exchange_sides(points: NDArray[np.float32]) -> NDArray[np.float32]:
    """Exchange left and right keypoints, ``[..., 17, C]``."""
    order = list(range(points.shape[-2]))
    for left, right in PAIRS:
        order[left], order[right] = right, left
    return points[..., order, :]


def facing(keypoints: NDArray[np.floating], *, sign: int = 0) -> Facing:
    """Decide by the order of shoulders and hips in the picture, or take the sign that is known.

    Args:
        keypoints: ``[T, 17, 3]``: x px, y px, score.
        sign: +1 or -1 where the direction of the walk says it, else 0.
    """
    values = keypoints.astype(np.float64)
    points = np.where(missing(values)[..., None], np.nan, values[..., :2])
    widths = np.stack([points[:, a, 0] - points[:, b, 0] for a, b in _TRUNK_PAIRS])
    votes = np.sign(np.nan_to_num(widths))
    # Wide frames say more than narrow ones: the sum of widths decides, not the number of frames.
    chosen = sign or (1 if np.nansum(widths) >= 0 else -1)
    seen = (votes != 0).any(axis=0)
    agreeing = (votes * chosen >= 0).all(axis=0) & seen
    agreement = float(agreeing.sum() / seen.sum()) if seen.any() else 0.0
    return Facing(chosen, agreement, sign != 0, agreeing)


def decide_sides(
    keypoints: NDArray[np.floating], *, sign: int = 0, turned: NDArray[np.bool_] | None = None
) -> tuple[Facing, NDArray[np.bool_]]:
    """Decide left and right over a clip.

    Args:
        keypoints: As the network read them, unfiltered, ``[T, 17, 3]``.
        sign: +1 or -1 where the direction of the walk says it, else 0.
        turned: bool ``[T]``, frames that are the wrong way round beyond doubt, since a body cannot
            exchange its sides between two frames; None for none.

    Returns:
        Where the own left lies, its ``agreement`` that of the network's own labels; and bool ``[T]``,
        the frames to be turned back.
    """
    points = keypoints.astype(np.float32)
    wrong = np.zeros(len(points), dtype=np.bool_) if turned is None else turned.copy()
    points[wrong] = exchange_sides(points[wrong])
    chosen = facing(points, sign=sign).sign
    other = facing(points, sign=-chosen).frames & ~facing(points, sign=chosen).frames
    points[other] = exchange_sides(points[other])
    wrong ^= other
    frames = facing(points, sign=chosen).frames
    agreement = facing(keypoints, sign=chosen).agreement
    return Facing(chosen, agreement, sign != 0, frames), wrong
