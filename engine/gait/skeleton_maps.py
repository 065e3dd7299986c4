"""Keypoints drawn as the two-channel maps that skeleton networks read: limbs and joints.

Source: SkeletonGait (Fan et al., AAAI 2024, arXiv 2311.13444), with the details that golden arrays
fix: Gaussians on 128x128, cut at three sigma, quantised to 256 levels, cropped, scaled to 64x64.

Must not know: which network reads the maps.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.core.keypoints import LIMBS, Keypoint
from engine.gait.arrays import KEYPOINTS, checked_keypoints

CANVAS = 128
SIZE = 64
BODY = CANVAS // 1.5
"""Height of the joints on the canvas, px."""
SIGMA = 8.0
NEIGHBOURS = 4

# The reference colours its map through a grey table whose entries are cut, not rounded, to whole
# levels, so that 33, 37, 41, … come out one level darker.
_LEVELS = (np.linspace(0.0, 1.0, 256) * 255).astype(np.uint8)


def skeleton_maps(
    keypoints: NDArray[np.floating], *, shared_crop: bool = True
) -> NDArray[np.uint8]:
    """Draw each frame's limbs and joints.

    Args:
        keypoints: ``[T, 17, 3]``: x px, y px, score in [0, 1]; a coordinate that is 0 or not finite is
            missing, and is filled in from the frames that look alike.
        shared_crop: Whether both channels are cropped by the union of their supports, so that they
            register; False crops each by its own, as the published networks were trained.

    Returns:
        uint8 ``[T, 2, 64, 64]``: channel 0 limbs, channel 1 joints. A frame without hips or height is 0.

    Raises:
        SequenceError: The array has another shape, or holds no numbers.
    """
    points = impute(checked_keypoints(keypoints))
    placed = _on_canvas(points)
    scores = np.clip(np.nan_to_num(points[..., 2]), 0.0, 1.0)
    maps = np.zeros((len(points), 2, SIZE, SIZE), np.uint8)
    for frame in range(len(points)):
        if np.isfinite(placed[frame]).any():
            canvas = _draw(placed[frame], scores[frame])
            maps[frame] = _crop(canvas, shared=shared_crop)
    return maps


def impute(keypoints: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fill missing coordinates from the 4 frames whose other coordinates are nearest, weighted by 1/distance.

    Distances leave out coordinates that either frame lacks and are scaled up for it (the
    "nan-Euclidean" distance), as in scikit-learn's ``KNNImputer``. Scores stay as they are.

    Args:
        keypoints: float64 ``[T, 17, 3]``.

    Returns:
        A copy; a coordinate that is missing in every frame is NaN.
    """
    filled = keypoints.copy()
    values = filled[..., :2].reshape(len(filled), -1)
    known = np.isfinite(values) & (values != 0)
    values = np.where(known, values, 0.0)
    receivers = np.flatnonzero(~known.all(axis=1))
    for block in np.array_split(receivers, max(1, len(receivers) // 256)):
        distances = _distances(values, known, block)
        for row, frame in enumerate(block):
            for column in np.flatnonzero(~known[frame]):
                filled[frame, column // 2, column % 2] = _neighbours_mean(
                    values[:, column], known[:, column], distances[row]
                )
    return filled


def _distances(
    values: NDArray[np.float64], known: NDArray[np.bool_], rows: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Return nan-Euclidean distances from some frames to all; infinite where two share no coordinate."""
    weight = known.astype(np.float64)
    # Centred first, for the expansion of the square loses digits far from zero.
    centred = (values - values.sum(axis=0) / np.maximum(weight.sum(axis=0), 1)) * weight
    squares = centred**2
    total = squares[rows] @ weight.T + weight[rows] @ squares.T - 2 * centred[rows] @ centred.T
    shared = weight[rows] @ weight.T
    mean = np.maximum(total, 0.0) / np.maximum(shared, 1)
    return np.where(shared > 0, np.sqrt(mean * values.shape[1]), np.inf)


def _neighbours_mean(
    column: NDArray[np.float64], known: NDArray[np.bool_], distances: NDArray[np.float64]
) -> float:
    donors = np.flatnonzero(known)
    if not len(donors):
        return float("nan")
    reach = distances[donors]
    if not np.isfinite(reach).any():
        return float(column[donors].mean())
    near = np.argsort(reach, kind="stable")[:NEIGHBOURS]
    weights = (reach[near] == 0).astype(np.float64)
    if not weights.any():
        weights = 1.0 / reach[near]
    return float(np.average(column[donors][near], weights=weights))


def _on_canvas(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Put the hip centre in the middle of the canvas and scale the joints' height to `BODY`."""
    coordinates = points[..., :2]
    hips = coordinates[:, [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]].mean(axis=1, keepdims=True)
    rows = coordinates[..., 1]
    there = np.isfinite(rows)
    top = np.where(there, rows, np.inf).min(axis=1)
    bottom = np.where(there, rows, -np.inf).max(axis=1)
    height = np.where(bottom - top > 0, bottom - top, np.nan)
    return np.asarray((coordinates - hips) / height[:, None, None] * BODY + CANVAS // 2)


class _Patch(NamedTuple):
    """Rows and columns of the canvas that a Gaussian may reach."""

    rows: slice
    columns: slice

    @classmethod
    def about(cls, low: NDArray[np.float64], high: NDArray[np.float64]) -> _Patch:
        reach = 3 * SIGMA
        first = [max(int(value - reach), 0) for value in low]
        last = [min(int(value + reach) + 1, CANVAS) for value in high]
        return cls(slice(first[1], max(first[1], last[1])), slice(first[0], max(first[0], last[0])))


_GRID = np.arange(CANVAS, dtype=np.float64)


def _draw(placed: NDArray[np.float64], scores: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Draw one frame: uint8 ``[2, 128, 128]``.

    The maximum is taken over logarithms, so that each pixel needs one exponential and not 17.
    """
    field = np.full((2, CANVAS, CANVAS), -np.inf)
    there = np.isfinite(placed).all(axis=1) & (scores > 0)
    for start, end in LIMBS:
        if there[start] and there[end]:
            peak = min(scores[start], scores[end])
            _draw_segment(field[0], placed[start], placed[end], float(np.log(peak)))
    for joint in range(KEYPOINTS):
        if there[joint]:
            _draw_segment(field[1], placed[joint], placed[joint], float(np.log(scores[joint])))
    return np.asarray(_LEVELS[np.minimum(np.exp(field) * 256, 255).astype(np.intp)])


def _draw_segment(
    field: NDArray[np.float64], start: NDArray[np.float64], end: NDArray[np.float64], peak: float
) -> None:
    """Raise ``field`` (logarithms) to a Gaussian of the distance to the segment from start to end."""
    patch = _Patch.about(np.minimum(start, end), np.maximum(start, end))
    x = _GRID[patch.columns] - start[0]
    y = _GRID[patch.rows][:, None] - start[1]
    along = end - start
    squared_length = float(along @ along)
    if squared_length >= 1:
        share = np.clip((x * along[0] + y * along[1]) / squared_length, 0.0, 1.0)
        squares = (x - share * along[0]) ** 2 + (y - share * along[1]) ** 2
    else:
        squares = x**2 + y**2
    part = field[patch.rows, patch.columns]
    np.maximum(part, peak - squares / (2 * SIGMA**2), out=part)


def _crop(canvas: NDArray[np.uint8], *, shared: bool) -> NDArray[np.uint8]:
    supports = np.asarray((canvas > 0).any(axis=2))
    if shared:
        supports = np.broadcast_to(supports.any(axis=0), supports.shape)
    return np.stack([_crop_channel(canvas[c], supports[c]) for c in range(len(canvas))])


def _crop_channel(channel: NDArray[np.uint8], support: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Cut the supported rows and the square about the middle column, and scale by area to 64x64."""
    import cv2

    rows = np.flatnonzero(support)
    if not len(rows):
        return np.zeros((SIZE, SIZE), np.uint8)
    top, height = int(rows[0]), int(rows[-1] - rows[0] + 1)
    left = CANVAS // 2 - height // 2
    square = channel[top : top + height, left : left + height] / 255.0
    scaled = cv2.resize(square, (SIZE, SIZE), interpolation=cv2.INTER_AREA)
    return np.asarray(scaled * 255).astype(np.uint8)
