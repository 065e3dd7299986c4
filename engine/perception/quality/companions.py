"""Who is with the walker: mirror images, and bodies whose outlines run together with another one's."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.core.keypoints import Keypoint
from engine.perception.tracking import appearance as looks
from engine.perception.types import Track

_LIMBS = (
    (Keypoint.LEFT_ELBOW, Keypoint.RIGHT_ELBOW),
    (Keypoint.LEFT_WRIST, Keypoint.RIGHT_WRIST),
    (Keypoint.LEFT_KNEE, Keypoint.RIGHT_KNEE),
    (Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE),
)
_BODY = slice(5, 17)
_TOGETHER_SECONDS = 2.0
_TREND_SECONDS = 1.2
_OTHER_LAGS = 4
_IN_STEP = 0.85
_SAME_LOOK = 0.3
_SMALLER = 0.97
_LEAST_MOTION = 0.004
_INSIDE = 0.5


def _rhythm(track: Track, frames: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the height of each left limb above the right one, by the body's height, ``[T, 4]``.

    Slow changes are taken out. In a mirror left is right, so an image gives the same with another sign.
    """
    y = track.keypoints[frames, :, 1].astype(np.float64)
    heights = np.maximum(np.ptp(y, axis=1), 1.0)[:, None]
    values = np.stack([y[:, a] - y[:, b] for a, b in _LIMBS], axis=1) / heights
    seconds = track.seconds[frames]
    span = float(seconds[-1] - seconds[0])
    reach = max(1, round(_TREND_SECONDS / 2 * (len(frames) - 1) / max(span, 1e-6)))
    kernel = np.ones(2 * reach + 1) / (2 * reach + 1)
    padded = np.pad(values, ((reach, reach), (0, 0)), mode="edge")
    slow = np.stack([np.convolve(column, kernel, mode="valid") for column in padded.T], axis=1)
    return np.asarray(values - slow)


def _agreement(one: NDArray[np.float64], other: NDArray[np.float64], lag: int) -> float:
    """Correlate two rhythms, the second one ``lag`` frames later, -1 to 1."""
    count = len(one) - abs(lag)
    a = one[max(0, -lag) :][:count]
    b = other[max(0, lag) :][:count]
    scale = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / scale if scale > 0 else 0.0


def is_mirror_image(one: Track, other: Track) -> bool:
    """Tell whether one moves its left as the other moves its right, and at the same time.

    People in step move alike, or the same motion comes earlier or later, or only the legs share it.
    """
    _, mine, theirs = np.intersect1d(one.indices, other.indices, return_indices=True)
    if len(mine) < 2 or one.seconds[mine[-1]] - one.seconds[mine[0]] < _TOGETHER_SECONDS:
        return False
    first, second = _rhythm(one, mine), _rhythm(other, theirs)
    if min(float(np.sqrt((r * r).mean())) for r in (first, second)) < _LEAST_MOTION:
        return False
    now = -_agreement(first, second, 0)
    others = [
        -_agreement(first, second, lag) for lag in range(-_OTHER_LAGS, _OTHER_LAGS + 1) if lag
    ]
    return now >= _IN_STEP and now > max(others)


def mirror_images(
    tracks: Sequence[Track], appearances: Sequence[looks.Appearance | None]
) -> frozenset[int]:
    """Find the tracks that are mirror images of another one: who looks and moves like it at once.

    Of the two the smaller is the image: it is as far behind the mirror as the person is before it.
    """
    heights = [float(np.median(track.boxes[:, 3] - track.boxes[:, 1])) for track in tracks]
    images = set()
    for one, other in itertools.combinations(range(len(tracks)), 2):
        small, large = sorted((one, other), key=lambda index: heights[index])
        if heights[small] > _SMALLER * heights[large]:
            continue
        known = appearances[one] is not None and appearances[other] is not None
        alike = known and looks.distance(appearances[one], appearances[other]) <= _SAME_LOOK
        if alike and is_mirror_image(tracks[one], tracks[other]):
            images.add(small)
    return frozenset(images)


def _share_inside(outline: NDArray[np.float32], keypoints: NDArray[np.float32]) -> float:
    """Return the share of a body's keypoints, shoulders to ankles, that lie in an outline."""
    contour = outline.reshape(-1, 1, 2)
    points = keypoints[_BODY, :2].astype(float)
    return float(np.mean([cv2.pointPolygonTest(contour, (x, y), False) >= 0 for x, y in points]))


def merged_frames(track: Track, others: Sequence[Track]) -> NDArray[np.bool_]:
    """Tell in which frames a track's outline holds most of another body, too, bool ``[T]``."""
    result = np.zeros(len(track.seconds), dtype=bool)
    for other in others:
        _, mine, theirs = np.intersect1d(track.indices, other.indices, return_indices=True)
        for i, j in zip(mine, theirs, strict=True):
            low = np.maximum(track.boxes[i, :2], other.boxes[j, :2])
            apart = bool((low >= np.minimum(track.boxes[i, 2:], other.boxes[j, 2:])).any())
            if result[i] or apart or len(track.outlines[i]) < 3:
                continue
            result[i] = _share_inside(track.outlines[i], other.raw_keypoints[j]) >= _INSIDE
    return result


def drop_merged_silhouettes(
    tracks: Sequence[Track],
) -> tuple[tuple[Track, ...], Mapping[int, float]]:
    """Drop silhouettes of frames in which the outline is that of two people.

    Returns:
        The tracks, and for each that lost any the share of its frames, by index.
    """
    kept, shares = [], {}
    for index, track in enumerate(tracks):
        both = merged_frames(track, [*tracks[:index], *tracks[index + 1 :]])
        if both.any():
            silhouettes = track.silhouettes.copy()
            silhouettes[both] = 0
            track = replace(track, silhouettes=silhouettes)
            shares[index] = float(both.mean())
        kept.append(track)
    return tuple(kept), shares
