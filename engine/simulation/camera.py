"""A pinhole camera that films a walker, and how one is drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Facing = Literal["front", "back"]
"""``front``: the person walks towards the camera; ``back``: away from it."""


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the camera stands and what it sees; world axes as in `body`.

    Attributes:
        facing: Which side of the person it films.
        x_m: Position to the person's left of the walking line, metres.
        y_m: Position along the walking line, metres.
        height_m: Lens above the floor, metres.
        focal_px: Focal length, px.
        width: Width of the picture, px.
        height: Height of the picture, px.
        yaw: Turned to the person's left (front) or right (back), degrees.
        pitch: Turned downwards, degrees.
        roll: Turned clockwise about the lens, degrees.
    """

    facing: Facing
    x_m: float
    y_m: float
    height_m: float
    focal_px: float
    width: int
    height: int
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0

    @property
    def position(self) -> NDArray[np.float64]:
        """Place of the lens, float64 ``[3]``, metres."""
        return np.array([self.x_m, self.y_m, self.height_m])

    @property
    def axes(self) -> NDArray[np.float64]:
        """Right, down and forward of the picture as rows, float64 ``[3, 3]``."""
        sign = 1.0 if self.facing == "front" else -1.0
        yaw, pitch, roll = np.radians([self.yaw, self.pitch, self.roll])
        right = sign * np.array([np.cos(yaw), -np.sin(yaw), 0.0])
        level = sign * np.array([np.sin(yaw), np.cos(yaw), 0.0])
        up = np.array([0.0, 0.0, 1.0])
        forward = np.cos(pitch) * level - np.sin(pitch) * up
        down = -(np.cos(pitch) * up + np.sin(pitch) * level)
        turned_right = np.cos(roll) * right + np.sin(roll) * down
        turned_down = np.cos(roll) * down - np.sin(roll) * right
        return np.stack([turned_right, turned_down, forward])

    def project(self, points: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return x px, y px and distance along the lens' axis of world points ``[..., 3]``."""
        seen = (np.asarray(points, np.float64) - self.position) @ self.axes.T
        scale = self.focal_px / np.maximum(seen[..., 2], 1e-6)
        seen[..., 0] = self.width / 2.0 + scale * seen[..., 0]
        seen[..., 1] = self.height / 2.0 + scale * seen[..., 1]
        return np.asarray(seen, np.float64)

    def rays(self) -> NDArray[np.float32]:
        """Return the direction of each pixel's centre, float32 ``[H, W, 3]``, one metre along the lens."""
        columns = (np.arange(self.width) + 0.5 - self.width / 2.0) / self.focal_px
        rows = (np.arange(self.height) + 0.5 - self.height / 2.0) / self.focal_px
        x, y = np.meshgrid(columns.astype(np.float32), rows.astype(np.float32))
        axes = self.axes.astype(np.float32)
        ways = x[..., None] * axes[0] + y[..., None] * axes[1] + axes[2]
        return np.asarray(ways, np.float32)


_PICTURES = ((1280, 720), (1280, 720), (720, 1280), (1920, 1080), (1080, 1920))


def draw_camera(rng: np.random.Generator, facing: Facing, height_m: float, way_m: float) -> Camera:
    """Draw a phone or webcam that keeps a walker whole in the picture.

    Args:
        rng: Source of chance.
        facing: ``front``: the walker ends near the camera; ``back``: begins near it.
        height_m: Height of the person.
        way_m: How far the person walks along -y from y = 0 during the clip.
    """
    width, height = _PICTURES[int(rng.integers(len(_PICTURES)))]
    focal = max(width, height) / 2.0 / np.tan(np.radians(rng.uniform(58.0, 72.0)) / 2.0)
    lens, aside = float(rng.uniform(0.8, 1.6)), float(rng.uniform(-0.15, 0.15))
    near, yaw = float(rng.uniform(2.0, 3.0)), float(rng.normal(0.0, 0.7))
    down = float(rng.normal(0.0, 1.0))
    while True:
        place = -(way_m + near) if facing == "front" else near
        aim = np.degrees(np.arctan2(lens - 0.5 * height_m, near + 0.3 * way_m))
        sight = np.degrees(np.arctan2(-aside, near + 0.5 * way_m))
        camera = Camera(
            facing, aside, place, lens, float(focal), width, height,
            sight + yaw if facing == "front" else yaw - sight, float(aim) + down,
        )  # fmt: skip
        if whole_in_picture(camera, height_m, way_m):
            return camera
        near += 0.1


def whole_in_picture(camera: Camera, height_m: float, way_m: float) -> bool:
    """Tell whether a box about the walker stays in the picture with a margin, first and last."""
    half = 0.36 * height_m / 1.6
    corners = np.array(
        [
            (x, y + depth, z)
            for x in (-half, half)
            for y in (0.0, -way_m)
            for depth in (-0.3, 0.3)
            for z in (-0.02, height_m)
        ]
    )
    seen = camera.project(corners)
    margin = 0.02 * camera.height
    inside = (seen[:, :2] > margin).all() and (
        seen[:, :2] < np.array([camera.width, camera.height]) - margin
    ).all()
    return bool(inside and (seen[:, 2] > 0.8).all())


@dataclass(frozen=True, slots=True)
class Tilt:
    """How far cameras may stand from level and from straight before the walker, degrees.

    Attributes:
        roll: Turned about the lens, at most.
        pitch: Looking down from higher up, at most.
        turn: Standing beside the line of the walk, seen from its middle, at most.
    """

    roll: float = 0.0
    pitch: float = 0.0
    turn: float = 0.0

    @property
    def none(self) -> bool:
        """Whether cameras stand as usual."""
        return self.roll == self.pitch == self.turn == 0.0


def tilt_camera(
    camera: Camera, tilt: Tilt, rng: np.random.Generator, walker: tuple[float, float]
) -> Camera:
    """Draw a camera that is rolled, looks down and stands aside, from one that does not.

    Args:
        camera: As `draw_camera` drew it.
        tilt: How far at most; each angle is drawn evenly, roll and turn to either side.
        rng: Source of chance.
        walker: Height of the person and way of the walk, metres.
    """
    roll, turn = float(rng.uniform(-1, 1)) * tilt.roll, float(rng.uniform(-1, 1)) * tilt.turn
    pitch = float(rng.uniform(0, 1)) * tilt.pitch
    height_m, way_m = walker
    middle = np.array([0.0, -way_m / 2.0])
    arm = np.array([camera.x_m, camera.y_m]) - middle
    cos, sin = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    arm = np.array([cos * arm[0] - sin * arm[1], sin * arm[0] + cos * arm[1]])
    sign = 1.0 if camera.facing == "front" else -1.0
    while True:
        away = float(np.linalg.norm(arm))
        place, outfit = middle + arm, -sign * arm / away
        moved = replace(
            camera,
            x_m=float(place[0]),
            y_m=float(place[1]),
            height_m=max(camera.height_m, 0.5 * height_m + away * float(np.tan(np.radians(pitch)))),
            yaw=float(np.degrees(np.arctan2(outfit[0], outfit[1]))),
            pitch=max(pitch, camera.pitch),
            roll=roll,
        )
        if whole_in_picture(moved, height_m, way_m) or away > 20.0:
            return moved
        arm *= 1.0 + 0.1 / away
