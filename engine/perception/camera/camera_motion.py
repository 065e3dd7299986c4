"""Whether the camera moves: how the background shifts and grows between frames, people left out.

A tracked corner is trusted where tracking it back leads to where it came from; the corners of a cell of
the picture count as one, so that a rich corner of the scene does not outvote the rest; and a motion is
believed where most cells share it. So what compression does to single corners does not count, nor does
what moves in the scene.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.core.video import Frame
from engine.perception.types import Seen

_LONG_SIDE = 320
_EVERY_SECONDS = 0.3
_IN_A_CELL = 3
_FAINTEST = 2e-5
_SPACING = 6
_FEWEST_CELLS = 6
_CELL = 40
_PEOPLE_MARGIN = 0.15
_RETURNS = 0.3
_SHARED = 0.75
_MOST = 0.5
_MOVES = 1.0
_FLOOR = 0.1
_QUARTILE = 75
_PLAINLY = 0.004
_RANSAC_ROUNDS = 200

_Points = NDArray[np.float64]


class BackgroundMotion(NamedTuple):
    """How the background moved from one small picture to the next, px of it.

    Attributes:
        shift: Median shift of the cells, ``[2]``.
        way: Median length of the cells' shifts.
        error: Standard error of ``way``.
        growth: Natural logarithm of the change of scale; 0 where no single scale fits.
    """

    shift: _Points
    way: float
    error: float
    growth: float


def _corners(picture: NDArray[np.uint8], free: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the best corners of each cell of the picture, however rich others are, ``[N, 1, 2]``."""
    strength = cv2.cornerMinEigenVal(picture, 3)
    highest = cv2.dilate(strength, np.ones((_SPACING + 1, _SPACING + 1), np.uint8))
    rows, columns = np.nonzero((strength >= highest) & (strength > _FAINTEST) & (free > 0))
    order = np.argsort(-strength[rows, columns], kind="stable")
    rows, columns = rows[order], columns[order]
    cells = (rows // _CELL) * picture.shape[1] + columns // _CELL
    # Place of each corner among those of its cell, the strongest first.
    grouped = np.argsort(cells, kind="stable")
    starts = np.searchsorted(cells[grouped], cells[grouped])
    rank = np.empty(len(cells), dtype=np.int64)
    rank[grouped] = np.arange(len(cells)) - starts
    best = rank < _IN_A_CELL
    chosen = np.stack([columns[best], rows[best]], axis=1)
    return chosen.astype(np.float32).reshape(-1, 1, 2)


def _track_corners(
    before: NDArray[np.uint8], now: NDArray[np.uint8], free: NDArray[np.uint8]
) -> tuple[_Points, _Points] | None:
    """Return corners and where they went, ``[N, 2]`` each, of those that lead back to themselves."""
    corners = _corners(before, free)
    if len(corners) < _FEWEST_CELLS:
        return None
    moved, found, _ = cv2.calcOpticalFlowPyrLK(before, now, corners, np.empty(0))
    back, found_back, _ = cv2.calcOpticalFlowPyrLK(now, before, moved, np.empty(0))
    start, end, again = (
        np.asarray(points, dtype=np.float64).reshape(-1, 2) for points in (corners, moved, back)
    )
    ok = (np.asarray(found) > 0).ravel() & (np.asarray(found_back) > 0).ravel()
    ok &= np.linalg.norm(again - start, axis=1) < _RETURNS
    return start[ok], end[ok]


def _cells(start: _Points, end: _Points) -> tuple[_Points, _Points]:
    """Return the middle and the median shift of each cell of the picture that has corners, ``[C, 2]``."""
    keys = (start // _CELL).astype(np.int64)
    names, cell = np.unique(keys, axis=0, return_inverse=True)
    cell = cell.reshape(-1)
    shifts = end - start
    middles = [start[cell == number].mean(axis=0) for number in range(len(names))]
    medians = [np.median(shifts[cell == number], axis=0) for number in range(len(names))]
    return np.reshape(middles, (-1, 2)), np.reshape(medians, (-1, 2))


def estimate_motion(
    before: NDArray[np.uint8], now: NDArray[np.uint8], free: NDArray[np.uint8]
) -> BackgroundMotion | None:
    """Measure how the background moved; None where it shows too little, or nothing that is shared.

    Args:
        before: Small grey picture, uint8 ``[H, W]``.
        now: The next one.
        free: Where there are no people in either, 255, else 0.
    """
    tracked = _track_corners(before, now, free)
    if tracked is None:
        return None
    middles, shifts = _cells(*tracked)
    if len(shifts) < _FEWEST_CELLS:
        return None
    ways = np.linalg.norm(shifts, axis=1)
    model, shared = cv2.estimateAffinePartial2D(
        middles,
        middles + shifts,
        method=cv2.RANSAC,
        ransacReprojThreshold=_SHARED,
        maxIters=_RANSAC_ROUNDS,
    )
    if model is not None and np.asarray(shared).mean() > _MOST:
        chosen = np.asarray(shared).ravel() > 0
        affine = np.asarray(model, dtype=np.float64)
        growth = math.log(max(math.hypot(affine[0, 0], affine[1, 0]), 1e-6))
    elif np.mean(ways > _MOVES) > _MOST + (1 - _MOST) / 2:
        # Nearly all of the background moves, though not as one: a camera that goes through a room.
        chosen, growth = np.ones(len(ways), dtype=bool), _estimate_expansion(middles, shifts)
    else:
        return None
    spread = float(np.median(np.abs(ways[chosen] - np.median(ways[chosen]))))
    error = _FLOOR + spread / math.sqrt(float(chosen.sum()))
    return BackgroundMotion(
        np.median(shifts[chosen], axis=0), float(np.median(ways[chosen])), error, growth
    )


def _estimate_expansion(middles: _Points, shifts: _Points) -> float:
    """Return the scale's logarithm that most cells agree to, each seen from the middle of all."""
    arms = middles - middles.mean(axis=0)
    moved = shifts - np.median(shifts, axis=0)
    squares = np.maximum((arms * arms).sum(axis=1), 1.0)
    return float(np.median((arms * moved).sum(axis=1) / squares))


class CameraMotionEstimator:
    """Takes the analysed frames in order and keeps a small grey picture of the last sample only."""

    def __init__(self) -> None:
        self._grey: NDArray[np.uint8] | None = None
        self._free: NDArray[np.uint8] | None = None
        self._seconds = 0.0
        self._speeds: list[float] = []
        self._errors: list[float] = []
        self._growths: list[float] = []
        self._path = np.zeros(2)
        self._farthest = 0.0

    def add(self, frame: Frame, people: Sequence[Seen]) -> None:
        """Take a frame; ``people`` are where they were last seen."""
        if self._grey is not None and frame.seconds - self._seconds < _EVERY_SECONDS:
            return
        small, scale = _downscale(frame.image)
        free = np.full(small.shape, 255, dtype=np.uint8)
        for person in people:
            x0, y0, x1, y1 = person.bounds * scale
            margin = _PEOPLE_MARGIN * float(y1 - y0)
            rows = slice(max(0, int(y0 - margin)), max(0, int(y1 + margin)))
            free[rows, max(0, int(x0 - margin)) : max(0, int(x1 + margin))] = 0
        if self._grey is not None and self._free is not None:
            both = np.minimum(free, self._free)
            self._compare(self._grey, small, both, frame.seconds - self._seconds)
        self._grey, self._free, self._seconds = small, free, frame.seconds

    def _compare(
        self,
        before: NDArray[np.uint8],
        now: NDArray[np.uint8],
        free: NDArray[np.uint8],
        elapsed: float,
    ) -> None:
        motion = estimate_motion(before, now, free) if elapsed > 0 else None
        if motion is None:
            return
        side = max(now.shape)
        self._path += motion.shift / side
        self._farthest = max(self._farthest, float(np.linalg.norm(self._path)))
        self._speeds.append(motion.way / side / elapsed)
        self._errors.append(motion.error / side / elapsed)
        self._growths.append(motion.growth / elapsed)

    @property
    def moves(self) -> bool:
        """Whether the background moved plainly between the last two samples."""
        return bool(self._speeds) and self._speeds[-1] - self._errors[-1] > _PLAINLY

    def facts(self) -> dict[str, float]:
        """Return the facts about the camera, NaN where the background shows too little to tell.

        Returns:
            ``camera_speed`` (upper quartile) and ``camera_speed_error`` (the part of it that may be the
            measurement's own), shares of the picture's long side a second; ``camera_path``, the farthest
            from the start, share of the long side; ``camera_growth``, the background's growth, natural
            logarithm a second: negative where the camera goes backwards or zooms out.
        """
        names = ("camera_speed", "camera_speed_error", "camera_path", "camera_growth")
        if not self._speeds:
            return dict.fromkeys(names, math.nan)
        values = (
            float(np.percentile(self._speeds, _QUARTILE)),
            float(np.median(self._errors)),
            self._farthest,
            float(np.median(self._growths)),
        )
        return dict(zip(names, values, strict=True))


def _downscale(image: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], float]:
    """Return a frame in grey with a long side of 320 px (or its own, if less), and the scale."""
    longest = max(image.shape[:2])
    scale = min(1.0, _LONG_SIDE / longest)
    # Green alone of every other px or fewer, averaged: cheap, and the same whatever the frame's size.
    step = max(1, int(0.5 / scale))
    green = np.ascontiguousarray(image[::step, ::step, 1])
    size = tuple(max(1, round(side * scale)) for side in image.shape[1::-1])
    small = cv2.blur(cv2.resize(green, size, interpolation=cv2.INTER_AREA), (3, 3))
    return np.asarray(small, dtype=np.uint8), scale
