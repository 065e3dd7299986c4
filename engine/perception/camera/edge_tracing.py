"""Edges of a picture traced across their line segments, so finely that it is seen whether they are bent.

Must not know: what bends them.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.perception.camera.line_segments import LineSegments

Doubles = NDArray[np.float64]

POINTS = 25
"""Places at which each edge is looked for, evenly along it."""

_REACH, _FINE = 6.0, 0.5
"""How far aside an edge is looked for, and how finely, px."""
_BLUR, _FAINTEST = 1.0, 3.0
"""Blur before, px, and the faintest edge, levels of grey a px."""
_BEYOND = 0.5
"""How far beyond both ends of its segment an edge is followed, shares of half its length: a bent edge falls
into pieces."""


def trace_edges(grey: NDArray[np.uint8], segments: LineSegments) -> Doubles:
    """Find where edges run, to a fraction of a px.

    Args:
        grey: The picture in which the segments were found, uint8 ``[H, W]``.
        segments: From `engine.perception.camera.line_segments.detect_segments`.

    Returns:
        Float64 ``[N, POINTS, 2]``: places along each edge, shares of the longer side from the picture's
        middle; NaN where there is no plain edge.
    """
    height, width = grey.shape
    if len(segments.lengths) == 0:
        return np.zeros((0, POINTS, 2))
    long = max(height, width)
    half = segments.lengths * height / 2 * (1 + _BEYOND)
    along = np.linspace(-1.0, 1.0, POINTS)
    aside = np.arange(-_REACH, _REACH + _FINE / 2, _FINE)
    middles = segments.middles * long + np.array([width, height]) / 2
    across = np.stack([-segments.ways[:, 1], segments.ways[:, 0]], axis=1)
    centres = middles[:, None] + (half[:, None] * along)[..., None] * segments.ways[:, None]
    places = centres[:, :, None] + aside[:, None] * across[:, None, None]
    seen = _sample(cv2.GaussianBlur(grey.astype(np.float32), (0, 0), _BLUR), places - 0.5)
    # Light changes one way along a whole edge: what changes the other way is another's.
    change = np.gradient(seen, axis=2)
    near = np.exp(-0.5 * (aside / 1.5) ** 2)
    sign = np.sign((change * near).sum(axis=(1, 2)))
    strength = np.maximum(change * sign[:, None, None], 0.0)
    offsets, plain = _peaks(strength, aside)
    found = centres + offsets[..., None] * across[:, None]
    found[~plain] = np.nan
    return np.asarray((found - np.array([width, height]) / 2) / long)


def _sample(grey: cv2.typing.MatLike, places: Doubles) -> Doubles:
    """Return the light at places ``[..., 2]``, px, float64 ``[...]``."""
    x, y = (
        np.ascontiguousarray(places[..., k].reshape(len(places), -1), np.float32) for k in (0, 1)
    )
    light = cv2.remap(grey, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(light, np.float64).reshape(places.shape[:-1])


def _peaks(strength: Doubles, aside: Doubles) -> tuple[Doubles, NDArray[np.bool_]]:
    """Return where each profile ``[N, K, S]`` is steepest, px aside, and where that is plain."""
    best = np.clip(np.argmax(strength, axis=2), 1, len(aside) - 2)
    before, top, after = (
        np.take_along_axis(strength, (best + step)[..., None], axis=2)[..., 0]
        for step in (-1, 0, 1)
    )
    curve = before - 2 * top + after
    shift = np.where(curve < -1e-9, 0.5 * (before - after) / np.minimum(curve, -1e-9), 0.0)
    offsets = aside[best] + _FINE * np.clip(shift, -1.0, 1.0)
    plain = (top / _FINE > _FAINTEST) & (np.abs(offsets) < _REACH - _FINE)
    return offsets, plain
