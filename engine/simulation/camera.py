"""A pinhole camera that films a walker, and how one is drawn."""

from __future__ import annotations

from dataclasses import dataclass
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
        """Give x px, y px and distance along the lens' axis of world points ``[..., 3]``."""
        seen = (np.asarray(points, np.float64) - self.position) @ self.axes.T
        distance = seen[..., 2]
        scale = self.focal_px / np.maximum(distance, 1e-6)
        return np.stack(
            [
                self.width / 2.0 + scale * seen[..., 0],
                self.height / 2.0 + scale * seen[..., 1],
                distance,
            ],
            axis=-1,
        )

    def rays(self) -> NDArray[np.float32]:
        """Give the direction of each pixel's centre in the world, float32 ``[H, W, 3]``, not of unit length."""
        columns = (np.arange(self.width) + 0.5 - self.width / 2.0) / self.focal_px
        rows = (np.arange(self.height) + 0.5 - self.height / 2.0) / self.focal_px
        x, y = np.meshgrid(columns.astype(np.float32), rows.astype(np.float32))
        axes = self.axes.astype(np.float32)
        return x[..., None] * axes[0] + y[..., None] * axes[1] + axes[2]
