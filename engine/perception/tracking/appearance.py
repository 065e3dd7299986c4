"""What a person looks like, as a colour histogram of torso and legs inside the mask.

It tells people apart who come close to each other; it is no identification and is not stored.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.core.keypoints import Keypoint
from engine.perception.tracking.masks import Canvas

_ROWS = 96
_COLOURS, _LIGHTS = 8, 8
_COLOUR_RANGE = (84, 172)
_FEWEST = 40
SIZE = 2 * (_COLOURS * _COLOURS + _LIGHTS)
"""Length of an appearance."""

Appearance = NDArray[np.float32]
"""float32 ``[SIZE]``: square roots of four histograms (colour and light of torso and of legs)."""


def _histograms(lab: NDArray[np.uint8], mask: NDArray[np.uint8]) -> list[NDArray[np.float32]]:
    ranges = [_COLOUR_RANGE[0], _COLOUR_RANGE[1], _COLOUR_RANGE[0], _COLOUR_RANGE[1]]
    colour = cv2.calcHist([lab], [1, 2], mask, [_COLOURS, _COLOURS], ranges)
    light = cv2.calcHist([lab], [0], mask, [_LIGHTS], [0, 256])
    # Blurred, so that a colour at the edge of a bin is near its neighbour.
    blurred = [cv2.GaussianBlur(colour, (3, 3), 0.8), cv2.GaussianBlur(light, (1, 3), 0.8)]
    return [np.sqrt(h / max(float(h.sum()), 1e-9)).astype(np.float32).ravel() for h in blurred]


def sample(image: NDArray[np.uint8], canvas: Canvas) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return a coarse picture of the body and its mask, ``uint8 [h, w, 3]`` and ``[h, w]``, h <= 96."""
    height, width = canvas.body.shape
    low = canvas.to_frame[:, 2]
    step = max(1.0, height / _ROWS)
    columns = np.arange(0, width, step)
    rows = np.arange(0, height, step)
    x = np.clip(low[0] + columns / canvas.scale, 0, image.shape[1] - 1).astype(int)
    y = np.clip(low[1] + rows / canvas.scale, 0, image.shape[0] - 1).astype(int)
    return image[np.ix_(y, x)], canvas.body[np.ix_(rows.astype(int), columns.astype(int))]


def appearance(
    picture: NDArray[np.uint8],
    mask: NDArray[np.uint8],
    canvas: Canvas,
    keypoints: NDArray[np.float32],
) -> Appearance | None:
    """Describe a person; None where too little of torso or legs is seen.

    Args:
        picture: Coarse picture of the body, from `sample`.
        mask: Its mask.
        canvas: The body.
        keypoints: COCO-17 in frame px, ``[17, 3]``.
    """
    to_rows = mask.shape[0] / canvas.body.shape[0] * canvas.scale
    heights = (keypoints[:, 1] - canvas.to_frame[1, 2]) * to_rows
    shoulders = float(heights[[Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER]].mean())
    hips = float(heights[[Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]].mean())
    ankles = float(heights[[Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE]].mean())
    lab = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2LAB), dtype=np.uint8)
    parts: list[NDArray[np.float32]] = []
    for top, bottom in ((shoulders, hips), (hips, ankles)):
        band = slice(max(0, round(top)), max(0, round(bottom)))
        chosen = np.ascontiguousarray(mask[band])
        if np.count_nonzero(chosen) < _FEWEST:
            return None
        parts.extend(_histograms(np.ascontiguousarray(lab[band]), chosen))
    return np.concatenate(parts)


def mean_of(appearances: list[Appearance | None]) -> Appearance | None:
    """Average appearances, leaving out those that are missing; None where all are."""
    known = [one for one in appearances if one is not None]
    if not known:
        return None
    squares = np.mean([one * one for one in known], axis=0)
    return np.asarray(np.sqrt(squares), dtype=np.float32)


def distance(one: Appearance | None, other: Appearance | None) -> float:
    """Compare two appearances: 0 equal, 1 nothing in common; 0.3 where either is unknown.

    Mean Hellinger distance of the four histograms.
    """
    if one is None or other is None:
        return 0.3
    split = np.cumsum([_COLOURS * _COLOURS, _LIGHTS, _COLOURS * _COLOURS])
    squares = [
        float(((a - b) ** 2).sum())
        for a, b in zip(np.split(one, split), np.split(other, split), strict=True)
    ]
    return float(np.mean(np.sqrt(np.array(squares) / 2)))
