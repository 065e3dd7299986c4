"""Coloured round spots about as large as adhesive dots, on one person in one picture.

A spot is a small area of one saturated colour whose edge is closed on all sides. Its edge is looked for
along rays from its middle, each against what lies beside it there (skin, cloth or background), so that
a spot at the border of a garment is not drawn to one side. Its place is the middle of that edge.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

X, Y, DIAMETER, LIGHT, GREEN_RED, BLUE_YELLOW, CONTRAST, ASPECT = range(8)
"""Columns of a spot: place and larger diameter in px, colour (CIELAB), contrast, smaller by larger axis."""

COLUMNS: Final = 8
MOST: Final = 48
"""The strongest spots that are kept of a picture."""

_SIZES = (0.0095, 0.0135, 0.019)
"""Diameters looked for, shares of the body's height: 18 to 30 mm on people of 1.2 to 1.9 m."""
_SMALLEST, _LARGEST = 0.006, 0.034
_LEAST_HEIGHT = 110.0
_LARGEST_HEIGHT = 1000.0
_LEAST_RESPONSE = 5.0
_LEAST_CONTRAST = 12.0
_LEAST_CHROMA = 16.0
_FLATTEST = 0.3
_LIGHT_WEIGHT = 0.5
"""Of lightness against colour: shadows and folds change it."""
_RAYS, _STEPS = 24, 36
_REACH = 1.7
"""How far rays go, largest diameters from the middle (radius 2 x 1.7 / 2)."""


def detect_spots(image: NDArray[np.uint8], keypoints: Floats, outline: Floats) -> Floats:
    """Find the spots on a person.

    Args:
        image: Upright RGB frame, uint8 ``[H, W, 3]``.
        keypoints: COCO-17, float32 ``[17, 3]``: x px, y px, score.
        outline: Of the person's mask, float32 ``[N, 2]`` px; may be empty.

    Returns:
        float32 ``[S, 8]``, S at most 48, the strongest contrast first; empty where the person stands
        less than 110 px high.
    """
    height = _height(keypoints)
    if height < _LEAST_HEIGHT:
        return np.zeros((0, COLUMNS), np.float32)
    left, top, part = _crop_person(image, keypoints, outline, height)
    if min(part.shape[:2]) < 8:
        return np.zeros((0, COLUMNS), np.float32)
    scale = min(1.0, _LARGEST_HEIGHT / height)
    if scale < 1.0:
        part = np.asarray(
            cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8
        )
    colours = _to_cielab(part)
    seeds = _seeds(colours, height * scale)
    on_body = _is_on_body((seeds + 0.5) / scale + (left, top), outline, height)
    found = _measure(colours, seeds[on_body], height * scale)
    found[:, [X, Y]] = (found[:, [X, Y]] + 0.5) / scale + (left, top)
    found[:, DIAMETER] /= scale
    return found


def _height(keypoints: Floats) -> float:
    """Return about how tall a person stands in one picture, px: head to ankles over 0.83."""
    head = keypoints[:5, 1].mean()
    return float(keypoints[15:17, 1].mean() - head) / 0.83


def _crop_person(
    image: NDArray[np.uint8], keypoints: Floats, outline: Floats, height: float
) -> tuple[int, int, NDArray[np.uint8]]:
    """Cut out the person with a margin; left, top and the part."""
    points = np.concatenate([keypoints[:, :2], outline.reshape(-1, 2)])
    margin = 0.04 * height
    x0, y0 = (max(0, int(v - margin)) for v in points.min(axis=0))
    x1, y1 = (int(v + margin) + 1 for v in points.max(axis=0))
    return x0, y0, image[y0 : max(y0, y1), x0 : max(x0, x1)]


def _to_cielab(part: NDArray[np.uint8]) -> Floats:
    """Return CIELAB with lightness at half its weight, float32 ``[H, W, 3]``."""
    lab = np.asarray(cv2.cvtColor(part.astype(np.float32) / 255.0, cv2.COLOR_RGB2LAB), np.float32)
    lab[..., 0] *= _LIGHT_WEIGHT
    return lab


def _seeds(colours: Floats, height: float) -> NDArray[np.float64]:
    """Return places where the colour differs most from what is around, float64 ``[N, 2]`` px."""
    best = np.zeros(colours.shape[:2], np.float32)
    for share in _SIZES:
        size = share * height
        inner = cv2.GaussianBlur(colours, (0, 0), max(0.6, 0.3 * size))
        outer = cv2.GaussianBlur(colours, (0, 0), max(1.5, 1.0 * size))
        response = np.linalg.norm((inner - outer)[..., 1:], axis=-1)
        response[np.linalg.norm(inner[..., 1:], axis=-1) < 0.6 * _LEAST_CHROMA] = 0.0
        best = np.maximum(best, response)
    reach = 2 * max(1, round(0.5 * _SIZES[0] * height)) + 1
    tops = (best >= cv2.dilate(best, np.ones((reach, reach), np.uint8))) & (best > _LEAST_RESPONSE)
    rows, columns = np.nonzero(tops)
    order = np.argsort(-best[rows, columns])[: 3 * MOST]
    return np.stack([columns[order], rows[order]], axis=1).astype(np.float64)


def _is_on_body(places: NDArray[np.float64], outline: Floats, height: float) -> NDArray[np.bool_]:
    """Tell which places ``[N, 2]`` lie on the person, or as far off as a mask may be wrong."""
    if len(outline) < 3:
        return np.ones(len(places), np.bool_)
    polygon = outline.astype(np.float32).reshape(-1, 1, 2)
    away = [cv2.pointPolygonTest(polygon, (float(x), float(y)), True) for x, y in places]
    return np.array(away, np.float64) > -0.015 * height


def _measure(colours: Floats, seeds: NDArray[np.float64], height: float) -> Floats:
    """Measure the spots about some places and keep those that may be dots, ``[S, 8]``."""
    if not len(seeds):
        return np.zeros((0, COLUMNS), np.float32)
    centres = seeds.copy()
    for _ in range(3):
        measured = _edges(colours, centres, height)
        moved = measured[:, [X, Y]]
        near = np.linalg.norm(moved - seeds, axis=1) < 0.5 * _LARGEST * height
        centres = np.where(near[:, None], moved, centres)
    size = measured[:, DIAMETER] / height
    chroma = np.linalg.norm(measured[:, [GREEN_RED, BLUE_YELLOW]], axis=1)
    good = (
        near
        & (size > _SMALLEST)
        & (size < _LARGEST)
        & (measured[:, CONTRAST] > _LEAST_CONTRAST)
        & (chroma > _LEAST_CHROMA)
        & (measured[:, ASPECT] > _FLATTEST)
    )
    kept = measured[good]
    return _drop_overlaps(kept[np.argsort(-kept[:, CONTRAST])])[:MOST].astype(np.float32)


def _drop_overlaps(spots: NDArray[np.float64]) -> NDArray[np.float64]:
    """Leave out what lies on a stronger spot."""
    chosen: list[int] = []
    for number, spot in enumerate(spots):
        away = np.linalg.norm(spots[chosen, :2] - spot[:2], axis=1)
        if not (away < 0.7 * np.maximum(spots[chosen, DIAMETER], spot[DIAMETER])).any():
            chosen.append(number)
    return spots[chosen]


_ANGLES = np.arange(_RAYS) * (2.0 * np.pi / _RAYS)
_WAYS = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)], axis=1)


def _edges(colours: Floats, centres: NDArray[np.float64], height: float) -> NDArray[np.float64]:
    """Follow rays from each centre to where the colour is half that of the spot, half that beyond.

    Returns:
        float64 ``[N, 8]``; aspect 0 where the edge is not closed or no ellipse.
    """
    step = _REACH * _LARGEST * height / _STEPS
    radii = np.arange(_STEPS) * step
    at = centres[:, None, None] + _WAYS[None, :, None] * radii[None, None, :, None]
    flat = at.reshape(len(centres) * _RAYS, _STEPS, 2).astype(np.float32)
    sampled = cv2.remap(
        colours, flat[..., 0], flat[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    rays = sampled.reshape(len(centres), _RAYS, _STEPS, 3).astype(np.float64)
    middle = rays[:, :, radii <= max(0.25 * _SIZES[0] * height, 0.35)].mean(axis=(1, 2))
    away = np.linalg.norm(rays - middle[:, None, None], axis=-1)
    near = away[:, :, (radii > 0.5 * _SMALLEST * height)]
    # What lies beyond the edge: a first guess for all rays, then for each what lies just behind its own.
    first = _crossing(away, 0.5 * np.median(near.max(axis=2), axis=1)[:, None], step)
    behind = np.clip(np.round((1.25 * first + 1.2) / step), 0, _STEPS - 1).astype(int)
    plateau = np.take_along_axis(away, behind[..., None], axis=2)[..., 0]
    edge = _crossing(away, 0.5 * plateau, step)
    return _describe(centres, edge, rays, middle, behind)


def _crossing(
    away: NDArray[np.float64], level: NDArray[np.float64], step: float
) -> NDArray[np.float64]:
    """Return the radius at which each ray first rises over its level, ``[N, rays]``; the end where never."""
    over = away > np.maximum(level, 1e-6)[..., None]
    first = np.where(over.any(axis=2), over.argmax(axis=2), away.shape[2] - 1)
    first = np.maximum(first, 1)
    high = np.take_along_axis(away, first[..., None], axis=2)[..., 0]
    low = np.take_along_axis(away, first[..., None] - 1, axis=2)[..., 0]
    share = np.clip((level - low) / np.maximum(high - low, 1e-9), 0.0, 1.0)
    return np.asarray((first - 1 + share) * step)


def _describe(
    centres: NDArray[np.float64],
    edge: NDArray[np.float64],
    rays: NDArray[np.float64],
    middle: NDArray[np.float64],
    behind: NDArray[np.int_],
) -> NDArray[np.float64]:
    """Describe spots by their edges, ``[N, 8]``."""
    points = centres[:, None] + edge[..., None] * _WAYS
    following = np.roll(points, -1, axis=1)
    cross = points[..., 0] * following[..., 1] - following[..., 0] * points[..., 1]
    # About the first centre, or the products of large numbers lose what matters.
    local, ahead = points - centres[:, None], following - centres[:, None]
    cross = local[..., 0] * ahead[..., 1] - ahead[..., 0] * local[..., 1]
    area = np.maximum(cross.sum(axis=1), 1e-9)
    middle_of = ((local + ahead) * cross[..., None]).sum(axis=1) / (3.0 * area[:, None])
    spread = local - middle_of[:, None]
    moments = np.einsum("nri,nrj->nij", spread, spread) / edge.shape[1]
    smaller, larger = np.sqrt(2.0 * np.maximum(np.linalg.eigvalsh(moments), 1e-9)).T
    beyond = np.take_along_axis(rays, behind[..., None, None], axis=2)[:, :, 0, 1:]
    contrasts = np.linalg.norm(beyond - middle[:, None, 1:], axis=-1)
    closed = (contrasts > 0.6 * _LEAST_CONTRAST).mean(axis=1) > 0.9
    smooth = np.abs(edge - np.roll(edge, 1, axis=1)).max(axis=1) < 0.55 * larger + 0.5
    filled = area / (np.pi * smaller * larger) > 0.82
    aspect = np.where(closed & smooth & filled, smaller / larger, 0.0)
    place = centres + middle_of
    light = middle[:, 0] / _LIGHT_WEIGHT
    return np.column_stack(
        [place, 2.0 * larger, light, middle[:, 1:], np.median(contrasts, axis=1), aspect]
    )
