"""Which way the person's own left lies in the picture, decided over the whole clip.

Seen from the front the own left lies to the right of the picture, seen from behind to the left. A pose
network may take one for the other, from behind at a distance for seconds on end. People walk forwards:
whoever comes nearer is seen from the front, whoever goes away from behind; where the direction is plain it
decides, else the order of shoulders and hips in the picture over the clip does. Frames read the other
way round are turned back.

Must not know: what is measured with it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.core.keypoints import PAIRS, Keypoint
from engine.gait.arrays import missing
from engine.gait.scale import body_height
from engine.gait.sequence import LANDMARKS, WORLD, GaitSequence

Direction = Literal["towards", "away", "across", "in_place", "unknown"]
Doubles = NDArray[np.float64]

FOCAL_SHARE = 0.78
"""Focal length over the picture's longer side: a lens of about 65 degrees, as phones and webcams have."""

_TRUNK_PAIRS = (
    (Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER),
    (Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP),
)
_SLOWEST = 0.15
_PLAIN = 0.3

# MediaPipe Pose's 33 landmarks: left and right of each pair, and those that COCO-17 names.
_LANDMARK_PAIRS = ((1, 4), (2, 5), (3, 6), (7, 8), (9, 10), *((n, n + 1) for n in range(11, 33, 2)))
_COCO = [0, 2, 5, 7, 8, 11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28]


class Facing(NamedTuple):
    """Where the own left lies.

    Attributes:
        sign: +1 where the own left lies to the right of the picture (seen from the front), -1 else.
        agreement: Share of the frames that the network read this way round, 0 to 1.
        plain: Whether the direction of the walk decided.
        frames: bool ``[T]``, the frames whose shoulders and hips lie as the sign says.
    """

    sign: int
    agreement: float
    plain: bool
    frames: NDArray[np.bool_]

    @property
    def in_doubt(self) -> bool:
        """Whether nothing but labels that disagree say which side is which."""
        return not self.plain and self.agreement < 0.8


def facing(keypoints: Doubles, *, sign: int = 0) -> Facing:
    """Decide by the order of shoulders and hips in the picture, or take the sign that is known.

    Args:
        keypoints: float64 ``[T, 17, 3]``: x px, y px, score.
        sign: +1 or -1 where the direction of the walk says it, else 0.
    """
    points = np.where(missing(keypoints)[..., None], np.nan, keypoints[..., :2])
    widths = np.stack([points[:, a, 0] - points[:, b, 0] for a, b in _TRUNK_PAIRS])
    votes = np.sign(np.nan_to_num(widths))
    # Wide frames say more than narrow ones: the sum of widths decides, not the number of frames.
    chosen = sign or (1 if np.nansum(widths) >= 0 else -1)
    seen = (votes != 0).any(axis=0)
    agreeing = (votes * chosen >= 0).all(axis=0) & seen
    agreement = float(agreeing.sum() / seen.sum()) if seen.any() else 0.0
    return Facing(chosen, agreement, sign != 0, agreeing)


def settle_sides(sequence: GaitSequence) -> tuple[GaitSequence, Facing]:
    """Turn back the frames whose left and right are exchanged.

    Returns:
        The walk with the sides settled (landmarks too), and where the own left lies; ``agreement`` is
        that of the network's own labels, ``frames`` those that can be trusted afterwards.
    """
    keypoints = sequence.keypoints.astype(np.float64)
    direction, radial = direction_of(sequence)
    sign = 0
    if direction in ("towards", "away") and abs(radial) >= _PLAIN:
        sign = 1 if direction == "towards" else -1
    landmarks = sequence.landmarks
    raw = keypoints if landmarks is None else _from_landmarks(keypoints, landmarks)
    labels = facing(raw, sign=sign)
    wrong = facing(raw, sign=-labels.sign).frames & ~labels.frames
    if not wrong.any():
        return sequence, labels
    settled = _exchanged(raw, wrong)
    extras = dict(sequence.extras)
    for name in (LANDMARKS, WORLD):
        if name in extras:
            extras[name] = _exchanged_landmarks(extras[name], wrong)
    turned = replace(sequence, keypoints=settled.astype(np.float32), extras=extras)
    after = facing(settled, sign=labels.sign)
    return turned, labels._replace(frames=after.frames)


def direction_of(sequence: GaitSequence) -> tuple[Direction, float]:
    """Compare how fast the person grows in the picture with how fast they cross it.

    Returns:
        The direction (``in_place`` where the person stays, whether they step or stand), and the speed
        towards the camera, body heights a second.
    """
    keypoints = sequence.keypoints.astype(np.float64)
    heights = body_height(keypoints, sequence.seconds)
    duration = float(sequence.seconds[-1] - sequence.seconds[0])
    if not np.isfinite(heights).all() or duration < 0.5:
        return "unknown", 0.0
    # Distance in body heights is focal / height px.
    depth = FOCAL_SHARE * max(sequence.source.width, sequence.source.height) / heights
    middle = np.median(keypoints[:, [5, 6, 11, 12], 0], axis=1) - sequence.source.width / 2
    edge = max(1, len(heights) // 10)
    first, last = slice(0, edge), slice(-edge, None)
    aside = middle / heights
    radial = -float(np.median(depth[last]) - np.median(depth[first])) / duration
    lateral = float(np.median(aside[last]) - np.median(aside[first])) / duration
    if max(abs(radial), abs(lateral)) < _SLOWEST:
        return "in_place", radial
    if abs(lateral) > abs(radial):
        return "across", radial
    return ("towards" if radial > 0 else "away"), radial


def _from_landmarks(keypoints: Doubles, landmarks: NDArray[np.float32]) -> Doubles:
    """Take COCO-17 from the unfiltered landmarks: a filter that ran over an exchange has mixed the sides."""
    raw = keypoints.copy()
    raw[..., :2] = landmarks[:, _COCO, :2]
    return raw


def _exchanged(keypoints: Doubles, frames: NDArray[np.bool_]) -> Doubles:
    order = list(range(keypoints.shape[1]))
    for left, right in PAIRS:
        order[left], order[right] = right, left
    turned = keypoints.copy()
    turned[frames] = keypoints[frames][:, order]
    return turned


def _exchanged_landmarks(
    landmarks: NDArray[np.generic], frames: NDArray[np.bool_]
) -> NDArray[np.generic]:
    order = list(range(landmarks.shape[1]))
    for left, right in _LANDMARK_PAIRS:
        order[left], order[right] = right, left
    turned = landmarks.copy()
    turned[frames] = landmarks[frames][:, order]
    return turned
