"""A walk as a level camera would have seen it: what was seen, turned about the lens' centre.

Keypoints, landmarks and outlines are directions from the lens; a level camera in the same place sees the
same directions elsewhere in its picture. Nothing about the scene is needed but the angles.

Must not know: where the angles come from.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.core.keypoints import Keypoint, missing
from engine.gait.sequence import LANDMARKS, OUTLINE_OFFSETS, OUTLINE_POINTS, GaitSequence

Doubles = NDArray[np.float64]

_TRUNK = (
    Keypoint.LEFT_SHOULDER,
    Keypoint.RIGHT_SHOULDER,
    Keypoint.LEFT_HIP,
    Keypoint.RIGHT_HIP,
)
_NEAREST_EDGE = 0.2


def upright(
    sequence: GaitSequence, roll_degrees: float, pitch_degrees: float, focal_px: float
) -> GaitSequence:
    """Give the walk as a level camera in the same place would have seen it.

    The level camera looks at the person's middle over the walk, and its picture keeps size and focal length,
    so a person far off the lens' axis may lie outside of it.

    Args:
        sequence: The walk.
        roll_degrees: Up leans so far to the right at the picture's middle.
        pitch_degrees: The lens looks so far up (negative: down).
        focal_px: Focal length, px.
    """
    size = np.array([sequence.source.width, sequence.source.height], np.float64)
    roll, pitch = np.radians([roll_degrees, pitch_degrees])
    up = np.array([np.sin(roll) * np.cos(pitch), -np.cos(roll) * np.cos(pitch), np.sin(pitch)])
    points = sequence.keypoints.astype(np.float64)
    trunk = points[:, _TRUNK, :2]
    there = ~missing(points)[:, list(_TRUNK)].any(axis=1)
    middle = trunk[there].mean(axis=(0, 1)) if there.any() else size / 2
    turn = _level_axes(np.append((middle - size / 2) / focal_px, 1.0), up)

    def moved(places: Doubles) -> Doubles:
        rays = np.concatenate(
            [(places - size / 2) / focal_px, np.ones((*places.shape[:-1], 1))], axis=-1
        )
        seen = rays @ turn.T
        return size / 2 + focal_px * seen[..., :2] / np.maximum(seen[..., 2:], _NEAREST_EDGE)

    keypoints = sequence.keypoints.copy()
    keypoints[..., :2] = np.where(
        missing(points)[..., None], keypoints[..., :2], moved(points[..., :2])
    )
    extras = dict(sequence.extras)
    if LANDMARKS in extras:
        landmarks = extras[LANDMARKS].astype(np.float32)
        landmarks[..., :2] = moved(landmarks[..., :2].astype(np.float64))
        extras[LANDMARKS] = landmarks
    if OUTLINE_POINTS in extras and OUTLINE_OFFSETS in extras:
        outline = extras[OUTLINE_POINTS].astype(np.float64)
        extras[OUTLINE_POINTS] = moved(outline).astype(np.float32)
    return replace(sequence, keypoints=keypoints.astype(np.float32), extras=extras)


def _level_axes(ray: Doubles, up: Doubles) -> Doubles:
    """Give right, down and forward of a level camera that looks towards a ray, rows, ``[3, 3]``."""
    forward = ray - (ray @ up) * up
    forward /= np.linalg.norm(forward)
    return np.stack([np.cross(-up, forward), -up, forward])
