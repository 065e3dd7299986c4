"""How the camera stands, found while a recording is read: pictures are kept small and few.

Of a camera that stands still the median picture is looked at, in which whoever walks is not seen; of one
that moves each sampled frame by itself. What is kept takes less than 20 MB, however long the recording.

Must not know: what is measured with the level.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.core.level import KNOWN_ERROR, Level, unknown_level
from engine.core.text import text
from engine.core.video import Frame, VideoInfo
from engine.perception.camera.edge_tracing import POINTS, trace_edges
from engine.perception.camera.lens_distortion import estimate_distortion
from engine.perception.camera.line_segments import (
    LONG_SIDE,
    LineSegments,
    detect_segments,
    join_segments,
)
from engine.perception.camera.named_lens import NamedLens, decide_lens, lenses_of, straighten
from engine.perception.camera.vanishing_point import (
    TWO_ANSWERS,
    VerticalEstimate,
    estimate_vertical,
    level_from_vertical,
    local_distance,
)
from engine.perception.camera.whole_room import vertical_of_room
from engine.perception.types import Seen

_EVERY_SECONDS = 0.4
_MOST_PICTURES = 16
_MOST_SAMPLES = 1500
_BLOCK = 64

_STILL_SPEED = 0.01
"""Motion of the background, less its own error, shares of the long side a second, up to which the median
picture is sharp; the limit from which a finding says that the camera moves."""

_BEND_ERROR = math.degrees(2 * 0.2 * 0.2)
"""How far a bent edge leans, degrees for each unit of the coefficient, a fifth of the longer side off the
picture's middle both ways."""

_CONTRADICTION = 2.5
"""How far the verticals of upright edges and of the whole room may be apart, degrees, at five places."""

_MOST_TRACED = 40
_NO_EDGES = np.zeros((0, POINTS, 2))

_LEAST_SHARE = 0.5
_FARTHEST = 8.0
_SHORT = 0.02

_NOTHING = text("It is not known whether the camera is level: no frame was read.")
_MOVES = text(
    "It is not known whether the camera is level: it moves, and too few frames show upright edges."
)


class _Picture(NamedTuple):
    """A small grey picture, and where nobody is in it: uint8 ``[H, W]`` each."""

    seconds: float
    grey: NDArray[np.uint8]
    free: NDArray[np.uint8]


class LevelEstimator:
    """Takes the analysed frames in order; then tells the level."""

    def __init__(self, info: VideoInfo) -> None:
        self._info = info
        self._pictures: list[_Picture] = []
        self._stride, self._count = 1, 0
        self._next = -np.inf
        self._singles: list[tuple[float, LineSegments]] = []
        self._lenses = lenses_of(info.camera, info.width, info.height)
        self._edges: list[NDArray[np.float64]] = []

    def add(self, frame: Frame, people: Sequence[Seen], *, moves: bool) -> None:
        """Take a frame.

        Args:
            frame: An upright frame.
            people: Where they were last seen; their edges do not count.
            moves: Whether the camera is moving just now.
        """
        if frame.seconds < self._next:
            return
        self._next = frame.seconds + _EVERY_SECONDS
        picture = _downscale(frame, people)
        if moves and len(self._singles) < _MOST_SAMPLES:
            found = detect_segments(picture.grey, free=picture.free, shortest=_SHORT)
            self._singles.append((frame.seconds, found))
            if self._lenses and len(self._edges) < _MOST_TRACED:
                self._edges.append(trace_edges(picture.grey, found))
        if self._count % self._stride == 0:
            self._pictures.append(picture)
            if len(self._pictures) > _MOST_PICTURES:
                self._pictures = self._pictures[::2]
                self._stride *= 2
        self._count += 1

    def level(self, speed: float) -> Level:
        """Tell the level.

        Args:
            speed: How fast the background moves, its own error taken off, shares of the long side a
                second; NaN where that is not known.
        """
        info = self._info
        base = unknown_level(_NOTHING, info.width, info.height, info.focal_px)
        if not self._pictures:
            return base
        if speed > _STILL_SPEED:
            return self._level_of_moving_camera(base)
        grey, free = _median(self._pictures)
        size = grey.shape[1], grey.shape[0]
        segments = detect_segments(grey, free=free)
        edges = trace_edges(grey, segments) if self._lenses else _NO_EDGES
        named = self._decide_lens(edges, size)
        base = named.put_into(base)
        if named.lens is not None:
            segments = straighten(segments, named.lens, size)
        bend = estimate_distortion(segments, size=size).coefficient
        found = self._look_at_all(segments, base, size)
        error = float(np.hypot(KNOWN_ERROR, _BEND_ERROR * max(abs(bend), abs(named.bend))))
        level = level_from_vertical(found, base.model_copy(update={"bend": bend}), error=error)
        return level if level.known else _widen(level, named)

    def _decide_lens(self, edges: NDArray[np.float64], size: tuple[int, int]) -> NamedLens:
        return decide_lens(self._info.camera, self._lenses, edges, long=max(size))

    def _focal_of(self, base: Level, size: tuple[int, int]) -> float:
        """Return the focal length in px of a small picture."""
        return base.focal_px * max(size) / max(self._info.width, self._info.height)

    def _look(self, segments: LineSegments, base: Level, size: tuple[int, int]) -> VerticalEstimate:
        """Find the vertical of segments that a lens bends no more."""
        return estimate_vertical(segments, focal_px=self._focal_of(base, size), size=size)

    def _look_at_all(
        self, segments: LineSegments, base: Level, size: tuple[int, int]
    ) -> VerticalEstimate:
        """Find the vertical by upright edges, else by the whole room; the two must not disagree."""
        found = self._look(segments, base, size)
        focal_px = self._focal_of(base, size)
        room = vertical_of_room(segments, focal_px=focal_px, size=size)
        if room is None:
            return found
        if found.reason is not None:
            return room
        ways = np.array([[one.roll, one.pitch] for one in (found, room)])
        apart = float(local_distance(ways[:1], ways[1], focal_px / max(size))[0])
        return found._replace(reason=TWO_ANSWERS) if apart > _CONTRADICTION else found

    def _level_of_moving_camera(self, base: Level) -> Level:
        """Tell the level of a camera that moves, from single frames."""
        height, width = self._pictures[0].grey.shape
        size = width, height
        edges = np.concatenate(self._edges) if self._edges else _NO_EDGES
        named = self._decide_lens(edges, size)
        base = named.put_into(base)
        unknown = _widen(base.model_copy(update={"reason": _MOVES}), named)
        if len(self._singles) < 2:
            return unknown
        lens = named.lens
        singles = [
            (seconds, one if lens is None else straighten(one, lens, size))
            for seconds, one in self._singles
        ]
        together = self._look(join_segments([one for _, one in singles]), base, size)
        if together.inliers == 0:
            return unknown
        times, angles = [], []
        for seconds, segments in singles:
            found = self._look(segments, base, size)
            if _is_consistent(found, together):
                times.append(seconds)
                angles.append((found.roll, found.pitch))
        if len(times) < max(3.0, _LEAST_SHARE * len(singles)):
            return unknown
        return _widen(_level_over_time(base, np.array(times), np.array(angles)), named)


def _widen(level: Level, named: NamedLens) -> Level:
    """Return a level whose error holds what may be left of the bend of a lens that the file names."""
    error = float(np.hypot(level.error_degrees, _BEND_ERROR * named.bend))
    return level.model_copy(update={"error_degrees": error})


def _is_consistent(found: VerticalEstimate, together: VerticalEstimate) -> bool:
    """Whether a single frame is to be believed: by itself, and by all frames together."""
    near = abs(found.roll - together.roll) < _FARTHEST
    return found.reason is None and near and abs(found.pitch - together.pitch) < 2 * _FARTHEST


def _level_over_time(base: Level, times: NDArray[np.float64], angles: NDArray[np.float64]) -> Level:
    """Return the level of a moving camera: medians of three frames, and how far single ones lie from them."""
    wide = np.pad(angles, ((1, 1), (0, 0)), mode="edge")
    steady = np.median(np.stack([wide[:-2], wide[1:-1], wide[2:]]), axis=0)
    scatter = 1.4826 * float(np.median(np.abs(angles[:, 0] - steady[:, 0])))
    roll, pitch = np.median(steady, axis=0)
    return base.model_copy(
        update={
            "known": True,
            "reason": None,
            "source": "picture",
            "roll_degrees": float(roll),
            "pitch_degrees": float(pitch),
            "error_degrees": float(np.hypot(KNOWN_ERROR, scatter)),
            "seconds": tuple(times.round(3).tolist()),
            "rolls": tuple(steady[:, 0].round(3).tolist()),
            "pitches": tuple(steady[:, 1].round(3).tolist()),
        }
    )


def _downscale(frame: Frame, people: Sequence[Seen]) -> _Picture:
    height, width = frame.image.shape[:2]
    scale = min(1.0, LONG_SIDE / max(width, height))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    grey = cv2.cvtColor(
        cv2.resize(frame.image, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY
    )
    free = np.full(grey.shape, 255, np.uint8)
    for person in people:
        _mask_person(free, person, scale)
    return _Picture(frame.seconds, np.asarray(grey, np.uint8), free)


def _mask_person(free: NDArray[np.uint8], person: Seen, scale: float) -> None:
    """Mark where a person was last seen, by the outline: edges close by are the room's."""
    if len(person.outline) < 3:
        x0, y0, x1, y1 = (person.bounds * scale).round().astype(int).tolist()
        free[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)] = 0
        return
    points = np.round(person.outline.reshape(-1, 1, 2) * scale).astype(np.int32)
    cv2.fillPoly(free, [points], (0,))


def _median(pictures: Sequence[_Picture]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the median of what is seen at each px without people, and where something is (255)."""
    grey = np.empty_like(pictures[0].grey)
    free = np.empty_like(grey)
    for first in range(0, grey.shape[0], _BLOCK):
        rows = slice(first, first + _BLOCK)
        seen = np.stack([one.free[rows] for one in pictures]) > 0
        # What is hidden is put last; then the middle one of those before is taken.
        values = np.stack([one.grey[rows] for one in pictures]).astype(np.int16)
        values = np.sort(np.where(seen, values, 999), axis=0)
        count = seen.sum(axis=0)
        middle = np.take_along_axis(values, np.maximum(count - 1, 0)[None] // 2, axis=0)[0]
        hidden = np.median(np.stack([one.grey[rows] for one in pictures]), axis=0)
        grey[rows] = np.where(count > 0, middle, hidden).astype(np.uint8)
        free[rows] = np.where(count > 0, 255, 0)
    return grey, free
