"""BlazePose's person detector: from 224 px of picture to the boxes of people.

Source: MediaPipe Pose, ``pose_detection``: 2,254 anchors, sigmoid scores, weighted non-maximum
suppression; each detection carries the hip centre and a point on the circle around the body.
"""

from __future__ import annotations

import functools
import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from engine.perception.crops import CIRCLE, box_about, crop
from engine.perception.networks.tiles import Tile, tiles
from engine.perception.types import Box
from engine.runtime.loaded_network import Network

_SIDE = 224
_THRESHOLD = 0.5
_OVERLAP = 0.5
_MOST = 8
_GRIDS = ((28, 2), (14, 2), (7, 6))
_SAME_PERSON = 0.5


@functools.cache
def _anchors() -> NDArray[np.float64]:
    """Return the anchors' centres, float64 ``[2254, 2]`` (x, y in [0, 1])."""
    layers = []
    for cells, count in _GRIDS:
        centres = (np.arange(cells) + 0.5) / cells
        grid = np.stack(np.meshgrid(centres, centres, indexing="xy"), axis=-1).reshape(-1, 2)
        layers.append(np.repeat(grid, count, axis=0))
    return np.concatenate(layers)


def _overlaps(boxes: NDArray[np.float64], chosen: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the intersection over union of ``boxes [N, 4]`` (x0, y0, x1, y1) with one box."""
    low = np.maximum(boxes[:, :2], chosen[:2])
    high = np.minimum(boxes[:, 2:4], chosen[2:4])
    common = np.prod(np.clip(high - low, 0, None), axis=1)
    areas = np.prod(boxes[:, 2:4] - boxes[:, :2], axis=1)
    union = areas + np.prod(chosen[2:4] - chosen[:2]) - common
    return np.asarray(common / np.maximum(union, 1e-12))


def _suppress(
    values: NDArray[np.float64], scores: NDArray[np.float64]
) -> list[tuple[float, NDArray[np.float64]]]:
    """Merge overlapping detections, each weighted by its score; best first."""
    order = np.argsort(-scores, kind="stable")
    merged: list[tuple[float, NDArray[np.float64]]] = []
    while order.size and len(merged) < _MOST:
        best = order[0]
        near = _overlaps(values[order], values[best]) > _OVERLAP
        near[0] = True
        group = order[near]
        merged.append(
            (float(scores[best]), np.average(values[group], axis=0, weights=scores[group]))
        )
        order = order[~near]
    return merged


def decode(
    raw: NDArray[np.float32], raw_scores: NDArray[np.float32]
) -> list[tuple[float, NDArray[np.float64]]]:
    """Turn the detector's outputs into detections.

    Args:
        raw: ``[1, 2254, 12]``.
        raw_scores: ``[1, 2254, 1]``, before the sigmoid.

    Returns:
        Pairs of a score and float64 ``[12]``: box x0, y0, x1, y1 and four points (the first: hip
        centre, the second: scale point), all as shares of the picture's side.
    """
    scores = 1.0 / (1.0 + np.exp(-np.clip(raw_scores.reshape(-1).astype(np.float64), -80, 80)))
    likely = scores > _THRESHOLD
    if not likely.any():
        return []
    values = raw.reshape(-1, 12)[likely].astype(np.float64) / _SIDE
    anchors = _anchors()[likely]
    centres, half = values[:, :2] + anchors, values[:, 2:4] / 2
    points = values[:, 4:].reshape(-1, 4, 2) + anchors[:, None]
    boxes = np.concatenate([centres - half, centres + half, points.reshape(-1, 8)], axis=1)
    return _suppress(boxes, scores[likely])


def _in_tile(network: Network, image: NDArray[np.uint8], tile: Tile) -> list[tuple[float, Box]]:
    """Find people in one tile; their boxes are in px of the whole picture."""
    view = image[max(tile.y, 0) : tile.y + tile.side, max(tile.x, 0) : tile.x + tile.side]
    height, width = view.shape[:2]
    side = max(height, width)
    cut = crop(view, Box(width / 2, height / 2, side), _SIDE)
    pixels = cut.astype(np.float32)[None] / 127.5 - 1.0
    raw, raw_scores = network.run({network.inputs[0]: pixels})
    origin = np.array([tile.x - (side - width) / 2, tile.y - (side - height) / 2])
    found = []
    for score, values in decode(raw, raw_scores):
        points = values[4:8].reshape(2, 2) * side + origin
        found.append((score, box_about((points[0, 0], points[0, 1]), (points[1, 0], points[1, 1]))))
    return found


def is_same_place(one: Box, other: Box) -> bool:
    """Tell whether two boxes are about the same hip centre, measured by the body's size."""
    reach = max(one.size, other.size) / CIRCLE
    return math.hypot(one.x - other.x, one.y - other.y) <= _SAME_PERSON * reach


def detect(
    network: Network, image: NDArray[np.uint8], *, thoroughness: int, at_once: int = 1
) -> list[Box]:
    """Find people in an upright RGB frame, the surest first, each once.

    Args:
        network: The detector.
        image: ``uint8 [H, W, 3]``.
        thoroughness: Levels of tiles besides the whole picture, see `tiles`.
        at_once: Tiles looked at side by side; what is found does not depend on it.
    """
    look = functools.partial(_in_tile, network, image)
    height, width = image.shape[:2]
    places = tiles(height, width, thoroughness)
    if min(at_once, len(places)) > 1:
        with ThreadPoolExecutor(at_once, thread_name_prefix="tiles") as pool:
            parts = list(pool.map(look, places))
    else:
        parts = [look(tile) for tile in places]
    found = [one for part in parts for one in part]
    found.sort(key=lambda pair: -pair[0])
    kept: list[Box] = []
    for _, box in found:
        if box.size > 0 and not any(is_same_place(box, other) for other in kept):
            kept.append(box)
    return kept
