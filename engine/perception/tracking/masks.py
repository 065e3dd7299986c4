"""From the 256 x 256 mask of a box to what is kept of it: upright mask, outline, tight box.

A mask is warped straight from its box to a small upright canvas; a mask of the whole frame is never
made. Must not know what a silhouette for a gait network looks like.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.perception.crops import Affine, apply_affine, compose_affine, invert_affine
from engine.perception.types import CropMask

HEIGHT = 256
"""Height of a body on the canvas, px."""

_WIDEST = 512
_BODY = 0.5
_OUTLINE_ERROR = 0.5
_TORSO = [5, 6, 11, 12]


@dataclass(frozen=True, slots=True, eq=False)
class Canvas:
    """A body's mask, upright, about 256 px tall.

    Attributes:
        values: Probability of the body, float32 ``[H, W]``; zero outside the frame.
        body: Where it is above one half, uint8 ``[H, W]``, 0 or 255.
        to_frame: Affine from canvas px to frame px (scale and shift only).
        scale: Canvas px for one frame px.
    """

    values: NDArray[np.float32]
    body: NDArray[np.uint8]
    to_frame: Affine
    scale: float


def _keep_own_part(values: NDArray[np.float32], points: NDArray[np.float64]) -> NDArray[np.float32]:
    """Keep the parts of a mask that belong to the body: those that its keypoints lie in.

    Args:
        values: float32 ``[256, 256]``.
        points: COCO-17 in mask px, ``[17, 2]``.
    """
    body = np.asarray(cv2.threshold(values, _BODY, 1, cv2.THRESH_BINARY)[1], dtype=np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(body, connectivity=8)
    if count <= 2:
        return values
    cells = np.rint(points).astype(np.int64)
    inside = ((cells >= 0) & (cells < np.array(values.shape[::-1]))).all(axis=1)
    hit = np.zeros(count, dtype=np.int64)
    torso = np.zeros(count, dtype=np.int64)
    for keypoint in np.flatnonzero(inside):
        label = labels[cells[keypoint, 1], cells[keypoint, 0]]
        hit[label] += 1
        torso[label] += keypoint in _TORSO
    areas = stats[:, cv2.CC_STAT_AREA].astype(np.int64)
    main = 1 + int(np.lexsort((areas[1:], torso[1:]))[-1])
    foreign = [label for label in range(1, count) if label != main and not hit[label]]
    if not foreign:
        return values
    return np.where(np.isin(labels, foreign), np.float32(0), values)


def _bounds(body: NDArray[np.bool_]) -> tuple[int, int, int, int] | None:
    """Return x0, y0, x1, y1 (exclusive) of the support, or None for an empty mask."""
    rows, columns = np.flatnonzero(body.any(axis=1)), np.flatnonzero(body.any(axis=0))
    if not rows.size:
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def warp_upright(
    mask: CropMask, keypoints: NDArray[np.float32], shape: tuple[int, int]
) -> Canvas | None:
    """Warp a mask to its upright canvas, cut at the frame's border; None for an empty mask.

    Args:
        mask: Mask in the box.
        keypoints: COCO-17 in frame px, ``[17, 3]``.
        shape: Height and width of the frame, px.
    """
    values = _keep_own_part(
        mask.values, apply_affine(mask.to_crop, keypoints[:, :2].astype(np.float64))
    )
    bounds = _bounds(values > _BODY)
    if bounds is None:
        return None
    x0, y0, x1, y1 = bounds
    back = invert_affine(mask.to_crop)
    corners = apply_affine(back, np.array([[x0 - 1, y0 - 1], [x1, y0 - 1], [x0 - 1, y1], [x1, y1]]))
    low = np.maximum(corners.min(axis=0), 0)
    high = np.minimum(corners.max(axis=0), np.array(shape[::-1]) - 1)
    extent = high - low
    if not (extent > 1e-3).all():
        return None
    scale = float(min(HEIGHT / extent[1], _WIDEST / extent[0]))
    size = tuple(int(value) for value in np.ceil(extent * scale).astype(int) + 1)
    to_canvas = np.array([[scale, 0, -low[0] * scale], [0, scale, -low[1] * scale]])
    drawn = cv2.warpAffine(values, compose_affine(to_canvas, back), size, flags=cv2.INTER_LINEAR)
    canvas = np.asarray(drawn, dtype=np.float32)
    body = (canvas > _BODY).astype(np.uint8) * np.uint8(255)
    return Canvas(canvas, body, invert_affine(to_canvas), scale) if body.any() else None


def _to_edge(outline: NDArray[np.float64], values: NDArray[np.float32]) -> NDArray[np.float64]:
    """Move outline points from px centres to where the mask crosses one half, below a px exactly."""
    smooth = cv2.GaussianBlur(values, (0, 0), 1.0)
    slope_x = cv2.Sobel(smooth, cv2.CV_32F, 1, 0)
    slope_y = cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    columns, rows = outline[:, 0].astype(int), outline[:, 1].astype(int)
    normal = -np.stack([slope_x[rows, columns], slope_y[rows, columns]], axis=1)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-6)
    steps = np.linspace(0.0, 1.5, 7)
    places = outline[:, None] + normal[:, None] * steps[None, :, None]
    sampled = cv2.remap(
        values,
        places[..., 0].astype(np.float32),
        places[..., 1].astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    below = sampled <= _BODY
    first = np.where(below.any(axis=1), below.argmax(axis=1), 0)
    row = np.arange(len(outline))
    high, low = sampled[row, np.maximum(first - 1, 0)], sampled[row, first]
    share = np.clip((high - _BODY) / np.maximum(high - low, 1e-6), 0, 1)
    distance = np.where(first > 0, (first - 1 + share) * (steps[1] - steps[0]), 0.0)
    return np.asarray(outline + normal * distance[:, None])


def outline(canvas: Canvas, *, mask_px: float) -> NDArray[np.float32]:
    """Return the outer outline of the largest part, float32 ``[N, 2]`` in frame px.

    Args:
        canvas: The body.
        mask_px: Frame px of one px of the network's mask; the outline is simplified to half of it.
    """
    found, _ = cv2.findContours(canvas.body, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    largest = max(found, key=cv2.contourArea).reshape(-1, 2).astype(np.float64)
    refined = _to_edge(largest, canvas.values).astype(np.float32)
    tolerance = _OUTLINE_ERROR * mask_px * canvas.scale
    simple = cv2.approxPolyDP(refined.reshape(-1, 1, 2), tolerance, True)
    points = np.asarray(simple, dtype=np.float64).reshape(-1, 2)
    return apply_affine(canvas.to_frame, points).astype(np.float32)


def tight_box(canvas: Canvas) -> NDArray[np.float32]:
    """Return the mask's support in frame px, float32 ``[4]``: x0, y0, x1, y1."""
    bounds = _bounds(canvas.body > 0)
    corners = np.array(bounds, dtype=np.float64).reshape(2, 2)
    return apply_affine(canvas.to_frame, corners).astype(np.float32).reshape(4)


def share_inside(canvas: Canvas, points: NDArray[np.float32]) -> float:
    """Tell what share of the points ``[N, 2]`` (frame px) lies in the body."""
    places = apply_affine(invert_affine(canvas.to_frame), points[:, :2].astype(np.float64))
    cells = np.rint(places).astype(int)
    height, width = canvas.body.shape
    ok = (cells[:, 0] >= 0) & (cells[:, 0] < width) & (cells[:, 1] >= 0) & (cells[:, 1] < height)
    return (
        float(np.mean([canvas.body[y, x] > 0 for x, y in cells[ok]])) * float(ok.mean())
        if ok.any()
        else 0.0
    )
