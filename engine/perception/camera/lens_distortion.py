"""Whether a lens bends straight edges: barrel distortion, as wide-angle cameras show it.

A straight edge that is bent falls into line segments that turn, one after the other, about the picture's
middle. How fast they turn with their length and their distance from the middle gives the first coefficient
of radial distortion.

Must not know: what is measured with it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.perception.camera.line_segments import LineSegments

Doubles = NDArray[np.float64]

_TURN = 15.0
_GAP, _ASIDE = 0.35, 0.015
_LEAST_ARM = 0.02
_FEWEST = 6
_LEAST_EDGES = 3
_AGREE = 0.75


class LensDistortion(NamedTuple):
    """How a lens bends edges.

    Attributes:
        coefficient: First radial coefficient; negative: barrel. 0 where nothing can be told.
        pairs: Pairs of segments that told it.
    """

    coefficient: float
    pairs: int


def estimate_distortion(segments: LineSegments, *, size: tuple[int, int]) -> LensDistortion:
    """Tell how a lens bends the steep edges of a picture.

    Args:
        segments: From `engine.perception.camera.line_segments.detect_segments`.
        size: Width and height of the picture, px.
    """
    segments = segments.select(segments.steep)
    upper, lower = _edge_pairs(segments, size[1] / max(size))
    if len(upper) < _FEWEST:
        return LensDistortion(0.0, len(upper))
    lean = np.arctan2(segments.ways[:, 0], -segments.ways[:, 1])
    turn = lean[upper] - lean[lower]
    apart = segments.middles[lower] - segments.middles[upper]
    length = np.linalg.norm(apart, axis=1)
    middle = (segments.middles[upper] + segments.middles[lower]) / 2
    # Distance of the edge from the picture's middle, to the right of it positive.
    across = (middle[:, 0] * apart[:, 1] - middle[:, 1] * apart[:, 0]) / length
    arm = 2.0 * across * length
    told = np.abs(arm) > _LEAST_ARM
    edges = len(np.unique(np.round(across[told], 1)))
    if told.sum() < _FEWEST or edges < _LEAST_EDGES:
        return LensDistortion(0.0, int(told.sum()))
    ratios, weights = turn[told] / arm[told], np.abs(arm[told])
    order = np.argsort(ratios)
    share = np.cumsum(weights[order]) / weights.sum()
    coefficient = float(ratios[order][int(np.searchsorted(share, 0.5))])
    agree = float(weights[np.sign(ratios) == np.sign(coefficient)].sum() / weights.sum())
    return LensDistortion(coefficient if agree >= _AGREE else 0.0, int(told.sum()))


def _edge_pairs(segments: LineSegments, height: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the upper and the lower of two segments that may be pieces of one edge, indices ``[P]`` each."""
    apart = segments.middles[None] - segments.middles[:, None]
    length = np.linalg.norm(apart, axis=2)
    half = segments.lengths * height / 2
    gap = length - half[:, None] - half[None]
    cosine = np.abs(segments.ways @ segments.ways.T)
    # A piece of an arc is met by the mean of both directions.
    mean = segments.ways[:, None] + segments.ways[None]
    mean /= np.maximum(np.linalg.norm(mean, axis=2, keepdims=True), 1e-9)
    aside = np.abs(apart[..., 0] * mean[..., 1] - apart[..., 1] * mean[..., 0])
    near = (gap > -0.02) & (gap < _GAP * np.minimum(half[:, None], half[None]) * 2 + 0.01)
    same = cosine > np.cos(np.radians(_TURN))
    upper, lower = np.nonzero(near & same & (aside < _ASIDE) & (apart[..., 1] > 0))
    return upper, lower
