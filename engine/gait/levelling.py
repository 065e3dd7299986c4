"""A walk as a camera would have seen it that stands level and looks straight at the person, frame by frame.

A camera that is rolled or pitched shows a plumb line under another angle at every place. So each frame is
seen anew through a camera at the same place that stands level and is turned about the vertical towards the
hips (K R K^-1, for keypoints, landmarks and outlines alike). The hips come to lie in the picture's middle
column, for the person is now straight before the camera, in the row where they were; the body stays as tall
in px.

A lens that bends edges and is known is straightened on the way, also where the vertical is not: its places go
through `engine.core.lens`, which is exact for points and leaves the pictures as they are.

Silhouettes stay as they are: the networks that judge were trained on pictures as filmed.

Must not know: what is measured.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.core.keypoints import Keypoint, missing
from engine.core.lens import Lens
from engine.core.level import NOT_FOUND, Level, Source, unknown_level
from engine.gait.sequence import (
    LANDMARKS,
    OUTLINE_OFFSETS,
    OUTLINE_POINTS,
    SHOULDER_LINE,
    WORLD,
    GaitSequence,
)

Doubles = NDArray[np.float64]

_LEAST_DEPTH = 0.05


class _View:
    """The level camera of each frame; where the vertical is unknown, a pinhole that looks as the camera did.

    Args:
        hips: Middle of the hips, px, float64 ``[T, 2]``.
        seconds: float64 ``[T]``.
    """

    def __init__(self, level: Level, hips: Doubles, seconds: Doubles) -> None:
        self._level = level
        rays, up = level.rays(hips[:, 0], hips[:, 1]), level.up_at(seconds)
        if level.known:
            self._hips = np.stack([np.full(len(hips), level.width / 2), hips[:, 1]], axis=1)
            flat = rays - (rays * up).sum(axis=1, keepdims=True) * up
            distance = np.linalg.norm(flat, axis=1)
            forward = flat / distance[:, None]
            self._turn = np.stack([np.cross(-up, forward), -up, forward], axis=1)
        else:
            self._hips, distance = hips, np.ones(len(hips))
            self._turn = np.broadcast_to(np.eye(3), (len(hips), 3, 3))
        seen = np.einsum("tij,tj->ti", self._turn, rays)
        self._middle = seen[:, :2] / seen[:, 2:]
        # As tall in px as the real camera shows a plumb line at the hips.
        way = level.rising(rays, up)
        self.tall = np.linalg.norm(way, axis=1) * distance
        self.angle = np.arctan2(way[:, 0], -way[:, 1])

    def points(self, places: Doubles, frames: NDArray[np.integer]) -> Doubles:
        """See places (px ``[..., 2]``) of frames (index ``[...]``) through the level camera."""
        rays = self._level.rays(places[..., 0], places[..., 1])
        seen = np.einsum("...ij,...j->...i", self._turn[frames], rays)
        flat = seen[..., :2] / np.maximum(seen[..., 2:], _LEAST_DEPTH)
        scale = (self._level.focal_px * self.tall)[frames][..., None]
        return np.asarray(self._hips[frames] + scale * (flat - self._middle[frames]))

    def rotate(self, ways: Doubles) -> Doubles:
        """Turn vectors ``[T, K, 3]`` (x right, y down) about the line of sight, so that up is up."""
        cos, sin = np.cos(self.angle)[:, None], np.sin(self.angle)[:, None]
        x, y = ways[..., 0], ways[..., 1]
        return np.stack([cos * x + sin * y, cos * y - sin * x, ways[..., 2]], axis=-1)


def level_walk(sequence: GaitSequence, level: Level | None) -> GaitSequence:
    """Return the walk as seen by a level camera turned towards the person.

    Args:
        sequence: The walk, in px of the picture as filmed.
        level: How the camera stands; None, or an unknown one with a usual lens, leaves the walk as it is.

    Returns:
        The same walk with keypoints, landmarks, shoulder line, world landmarks and outlines levelled; what is
        missing stays missing, and left and right stay as they were decided.
    """
    if level is None or not (level.known or level.lens):
        return sequence
    keypoints = sequence.keypoints.astype(np.float64)
    view = _View(level, _hips(keypoints, sequence.seconds), sequence.seconds)
    frames = np.arange(len(sequence))[:, None]
    seen = view.points(keypoints[..., :2], frames)
    keypoints[..., :2] = np.where(missing(keypoints)[..., None], keypoints[..., :2], seen)
    extras = dict(sequence.extras)
    landmarks = sequence.landmarks
    if landmarks is not None:
        marks = landmarks.astype(np.float64)
        marks[..., :2] = view.points(marks[..., :2], frames)
        extras[LANDMARKS] = marks.astype(np.float32)
    if sequence.dots is not None:
        places = sequence.dots.places.astype(np.float64)
        places[..., :2] = view.points(places[..., :2], frames)
        places[~sequence.dots.seen] = 0.0
        extras.update(replace(sequence.dots, places=places.astype(np.float32)).arrays())
    if SHOULDER_LINE in extras:
        ends = view.points(extras[SHOULDER_LINE].astype(np.float64), frames)
        extras[SHOULDER_LINE] = ends.astype(np.float32)
    if WORLD in extras:
        extras[WORLD] = view.rotate(extras[WORLD].astype(np.float64)).astype(np.float32)
    if OUTLINE_POINTS in extras and OUTLINE_OFFSETS in extras:
        offsets = extras[OUTLINE_OFFSETS].astype(np.int64)
        owners = np.searchsorted(offsets, np.arange(offsets[-1]), side="right") - 1
        outline = view.points(extras[OUTLINE_POINTS].astype(np.float64), owners)
        extras[OUTLINE_POINTS] = outline.astype(np.float32)
    return replace(sequence, keypoints=keypoints.astype(np.float32), extras=extras)


def _hips(keypoints: Doubles, seconds: Doubles) -> Doubles:
    """Return the middle of the hips (of all keypoints, where hips are never seen), px ``[T, 2]``."""
    pair = [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]
    there = np.asarray(~missing(keypoints)[:, pair].any(axis=1))
    if not there.any():
        return np.asarray(keypoints[..., :2].mean(axis=1))
    middle = keypoints[there][:, pair, :2].mean(axis=1)
    return np.stack([np.interp(seconds, seconds[there], way) for way in middle.T], axis=1)


_ANGLES, _LENS = "level", "level_lens"
_NAME, _CURVE = "level_lens_name", "level_lens_curve"
_TOLD = ("", "tags", "edges")
_SOURCES: tuple[Source, ...] = ("picture", "hand", "balance")


def with_level(sequence: GaitSequence, level: Level | None) -> GaitSequence:
    """Return the walk with how its camera stands kept beside it; keypoints stay as filmed."""
    own = (_ANGLES, _LENS, _NAME, _CURVE)
    extras = {k: v for k, v in sequence.extras.items() if k not in own}
    if level is not None:
        rows = list(zip(level.seconds, level.rolls, level.pitches, strict=True))
        still = [(0.0, level.roll_degrees, level.pitch_degrees)] if level.known else []
        source = _SOURCES.index(level.source) if level.known else 0
        facts = (level.focal_px, level.error_degrees, level.focal_from_tags, source, level.bend)
        extras[_ANGLES] = np.array(rows or still, np.float64).reshape(-1, 3)
        extras[_LENS] = np.array(facts, np.float64)
        lens = level.lens
        if level.named or lens is not None:
            name, curve = (level.named, ()) if lens is None else (lens.name, lens.coefficients)
            extras[_NAME] = np.frombuffer(name.encode(), np.uint8)
            extras[_CURVE] = np.array([_TOLD.index(level.told_by), *curve], np.float64)
    return replace(sequence, extras=extras)


def _is_increasing(times: Doubles) -> bool:
    return bool((times[1:] > times[:-1]).all())


def _read_lens(sequence: GaitSequence, level: Level) -> Level:
    """Return the level with the lens that is kept beside a walk, if any."""
    name, curve = sequence.extras.get(_NAME), sequence.extras.get(_CURVE)
    if name is None or curve is None or name.dtype != np.uint8 or curve.shape not in ((1,), (5,)):
        return level
    told, *coefficients = (float(value) for value in curve.astype(np.float64))
    named, lens = name.tobytes().decode(errors="replace"), None
    if coefficients:
        k1, k2, k3, k4 = coefficients
        focal = level.focal_px / max(level.width, level.height)
        lens = Lens(name=named, focal=focal, coefficients=(k1, k2, k3, k4))
    told_by = _TOLD[int(told) % len(_TOLD)]
    return level.model_copy(update={"lens": lens, "named": named, "told_by": told_by})


def read_level(sequence: GaitSequence) -> Level | None:
    """Return the level of a walk's camera; None where it was not looked for (walks of earlier versions)."""
    angles, lens = sequence.extras.get(_ANGLES), sequence.extras.get(_LENS)
    if angles is None or lens is None or lens.shape != (5,) or angles.shape[1:] != (3,):
        return None
    focal, error, noted, source, bend = (float(value) for value in lens.astype(np.float64))
    rows = angles.astype(np.float64)
    if not (focal > 0 and 0 <= error <= 90) or not _is_increasing(rows[:, 0]):
        return None
    width, height = sequence.source.width, sequence.source.height
    if len(rows) == 0:
        unknown = unknown_level(NOT_FOUND, width, height, focal if noted else None)
        return _read_lens(
            sequence, unknown.model_copy(update={"bend": bend, "error_degrees": error})
        )
    middle = np.median(rows[:, 1:], axis=0)
    moving = rows.T.tolist() if len(rows) > 1 else [[], [], []]
    level = Level(
        known=True,
        source=_SOURCES[int(source) % len(_SOURCES)],
        roll_degrees=float(middle[0]),
        pitch_degrees=float(middle[1]),
        focal_px=focal,
        focal_from_tags=bool(noted),
        error_degrees=error,
        width=width,
        height=height,
        bend=bend,
        seconds=tuple(moving[0]),
        rolls=tuple(moving[1]),
        pitches=tuple(moving[2]),
    )
    return _read_lens(sequence, level)
