"""From what was kept of a person to arrays: one row for each analysed frame with this person."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.core.findings import Finding
from engine.dots.spot_detection import COLUMNS
from engine.perception.tracking.association import TrackedPerson
from engine.perception.tracking.observation import Observation
from engine.perception.types import Track
from engine.perception.walk.left_right import SidedPoses
from engine.perception.walk.smoothing import smooth_keypoints
from engine.perception.walk.walk_segment import WalkSegment


def _silhouettes(seen: Sequence[Observation]) -> NDArray[np.uint8]:
    """Unpack one after the other into one array, uint8 ``[T, 64, 64]``."""
    unpacked = np.empty((len(seen), *seen[0].silhouette.shape), dtype=np.uint8)
    for row, one in zip(unpacked, seen, strict=True):
        row[:] = one.silhouette
    return unpacked


def _outlines(seen: Sequence[Observation]) -> tuple[NDArray[np.float32], ...]:
    """Return the outlines as parts of one array, which takes less than many small ones."""
    lengths = [len(one.outline) for one in seen]
    points = np.concatenate([one.outline for one in seen])
    return tuple(np.split(points, np.cumsum(lengths)[:-1]))


def _spots(seen: Sequence[Observation]) -> NDArray[np.float32] | None:
    """Return the coloured spots of all frames in one array, float32 ``[T, S, 8]``, padded with zeros."""
    found = [one.spots for one in seen if one.spots is not None]
    if len(found) < len(seen):
        return None
    spots = np.zeros((len(seen), max(map(len, found)), COLUMNS), np.float32)
    for row, one in zip(spots, found, strict=True):
        row[: len(one)] = one
    return spots


def _shoulder_lines(seen: Sequence[Observation]) -> NDArray[np.float32] | None:
    """Return the shoulder lines of all frames, float32 ``[T, 2, 2]``; None where one has none."""
    found = [one.shoulder_line for one in seen if one.shoulder_line is not None]
    return np.stack(found) if found and len(found) == len(seen) else None


def build_track(
    person: TrackedPerson, sides: SidedPoses, segment: WalkSegment, findings: tuple[Finding, ...]
) -> Track:
    """Make the `Track` of a person whose left and right were settled and whose walk is known."""
    seen = person.observations
    seconds = np.array([one.seconds for one in seen], dtype=np.float64)
    boxes = np.stack([one.bounds for one in seen])
    points = sides.keypoints[..., :2]
    low = np.minimum(boxes[:, :2], points.min(axis=1))
    high = np.maximum(boxes[:, 2:], points.max(axis=1))
    return Track(
        indices=np.array([one.number for one in seen], dtype=np.int64),
        seconds=seconds,
        keypoints=smooth_keypoints(seconds, sides.keypoints),
        raw_keypoints=sides.keypoints,
        landmarks=sides.landmarks,
        world=sides.world,
        boxes=np.concatenate([low, high], axis=1).astype(np.float32),
        silhouettes=_silhouettes(seen),
        outlines=_outlines(seen),
        scores=np.array([one.score for one in seen], dtype=np.float32),
        walks=segment.walks,
        findings=findings,
        facing=sides.facing,
        part=segment.part,
        speed_factor=segment.speed_factor,
        other=segment.other,
        spots=_spots(seen),
        shoulder_line=_shoulder_lines(seen),
    )
