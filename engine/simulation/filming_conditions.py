"""Conditions that a phantom is filmed under beyond the usual ones: cameras, files, arms held off.

The usual phantom stands before a level camera at hip height and is not compressed. Under any conditions
the lens stands 0.5 to 2.4 m high, is turned up to 8 degrees and pitched up to 20, is that of a phone, a
webcam or a telephoto, records 360p to 4K, and what it records is kept as recordings are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np

from engine.simulation.camera import Camera, Facing, whole_in_picture
from engine.simulation.walkers import Walker

Conditions = Literal["usual", "any"]
"""``usual``: level camera, 720p or 1080p, nothing compressed; ``any``: all that a stranger may send."""

LARGEST_ROLL, LARGEST_PITCH = 8.0, 20.0
"""Degrees."""

_SIZES = (
    *((360, 640), (480, 854), (540, 960), (720, 1280), (720, 1280), (1080, 1920), (1080, 1920)),
    *((1080, 1920), (1440, 2560), (2160, 3840)),
)
# Angle over the longer side of the picture, degrees: phone, webcam, wide, telephoto.
_LENSES = ((60.0, 72.0), (68.0, 82.0), (84.0, 98.0), (26.0, 48.0))
_LENS_SHARES = (0.5, 0.2, 0.08, 0.22)
_SMALLEST_PX = 120.0
_RATES = (10.0, 15.0, 24.0, 25.0, 30.0, 30.0, 50.0, 60.0)
_TRIES = 60


def draw_any_camera(
    rng: np.random.Generator, facing: Facing, height_m: float, way_m: float
) -> Camera:
    """Draw a camera that somebody put somewhere; the walker stays whole in the picture.

    Args:
        rng: Source of chance.
        facing: ``front``: the walker ends near the camera; ``back``: begins near it.
        height_m: Height of the person.
        way_m: How far the person walks along -y from y = 0 during the clip.
    """
    while True:
        short, long = _SIZES[int(rng.integers(len(_SIZES)))]
        width, height = (short, long) if rng.random() < 0.55 else (long, short)
        lens = _LENSES[int(rng.choice(4, p=_LENS_SHARES))]
        focal = long / 2.0 / np.tan(np.radians(rng.uniform(*lens)) / 2.0)
        start = Camera(facing, float(rng.uniform(-0.5, 0.5)), 0.0, float(rng.uniform(0.5, 2.4)),
                       float(focal), width, height, roll=_roll(rng))  # fmt: skip
        found = _placed(rng, start, height_m, way_m)
        if found is not None:
            return found


def _roll(rng: np.random.Generator) -> float:
    """Draw the turn about the lens: mostly that of a hand, now and then anything up to 8 degrees."""
    even = rng.random() < 0.3
    roll = rng.uniform(-LARGEST_ROLL, LARGEST_ROLL) if even else rng.normal(0.0, 2.5)
    return float(np.clip(roll, -LARGEST_ROLL, LARGEST_ROLL))


def _placed(
    rng: np.random.Generator, camera: Camera, height_m: float, way_m: float
) -> Camera | None:
    """Return the camera at the nearest place from which the walker is whole, or None."""
    near, back = float(rng.uniform(1.8, 4.5)), float(rng.exponential(0.5))
    pitch_off, yaw = float(rng.normal(0.0, 3.0)), float(rng.normal(0.0, 1.5))
    for _ in range(_TRIES):
        distance = near + back
        place = -(way_m + distance) if camera.facing == "front" else distance
        aim = np.degrees(np.arctan2(camera.height_m - 0.5 * height_m, distance + 0.3 * way_m))
        sight = np.degrees(np.arctan2(-camera.x_m, distance + 0.5 * way_m))
        pitch = float(np.clip(aim + pitch_off, -LARGEST_PITCH, LARGEST_PITCH))
        turned = sight + yaw if camera.facing == "front" else yaw - sight
        found = replace(camera, y_m=place, pitch=pitch, yaw=float(turned))
        if whole_in_picture(found, height_m, way_m):
            size = camera.focal_px * height_m / (distance + 0.5 * way_m)
            return found if size >= _SMALLEST_PX else None
        near *= 1.06
        near += 0.1
    return None


def draw_rate(rng: np.random.Generator) -> float:
    """Draw the frames a second of a recording."""
    return _RATES[int(rng.integers(len(_RATES)))]


def any_walker(rng: np.random.Generator, walker: Walker) -> Walker:
    """Return a walker with arms held off in one of four, other small habits, and tilt from elsewhere.

    Shoulders tilt with the girdle alone, with the whole upper thorax, or anything between.
    """
    walk = walker.walk
    off = walk.arm_abduction + float(rng.uniform(6.0, 24.0)) * float(rng.random() < 0.25)
    changed = replace(
        walk,
        arm_abduction=off,
        head_pitch=walk.head_pitch + float(rng.normal(0.0, 4.0)),
        toe_out=walk.toe_out + float(rng.normal(0.0, 3.0)),
    )
    share = float(rng.uniform(0.1, 1.0))
    return replace(walker, walk=changed, asymmetry=replace(walker.asymmetry, thorax_share=share))
