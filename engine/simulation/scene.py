"""The room behind a simulated walker: walls, floor, furniture and light, as one still picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.simulation.camera import Camera

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scene:
    """A room and how the camera records it.

    Attributes:
        seed: Seed of colours, textures and furniture.
        furniture: Number of boxes along the walls.
        brightness: 1 is well lit.
        noise: Standard deviation of the sensor's noise, of 255.
        blur_px: Standard deviation of the lens' blur, px.
        beyond_m: Space behind the walker's last place up to the wall, metres.
    """

    seed: int = 0
    furniture: int = 4
    brightness: float = 1.0
    noise: float = 3.0
    blur_px: float = 0.6
    beyond_m: float = 2.5


def draw_scene(rng: np.random.Generator) -> Scene:
    """Draw a room."""
    return Scene(
        seed=int(rng.integers(2**31)),
        furniture=int(rng.integers(0, 7)),
        brightness=float(rng.uniform(0.75, 1.1)),
        noise=float(rng.uniform(1.0, 5.0)),
        blur_px=float(rng.uniform(0.35, 0.9)),
        beyond_m=float(rng.uniform(0.8, 4.0)),
    )


def light_of(scene: Scene, camera: Camera) -> Floats:
    """Return the light for `kernels.shade`: direction (3), its strength, sky, floor."""
    rng = np.random.default_rng([scene.seed, 11])
    towards_camera = -1.0 if camera.facing == "front" else 1.0
    turn = rng.uniform(-1.1, 1.1)
    direction = np.array([np.sin(turn), towards_camera * np.cos(turn), rng.uniform(0.5, 1.4)])
    direction /= np.linalg.norm(direction)
    strength = rng.uniform(0.35, 0.7)
    sky, floor = rng.uniform(0.42, 0.6), rng.uniform(0.22, 0.4)
    levels = np.array([strength, sky, floor]) * scene.brightness
    return np.concatenate([direction, levels]).astype(np.float32)


def _clouds(rng: np.random.Generator, shape: tuple[int, int], cells: int) -> Floats:
    """Return smooth noise in [-1, 1]."""
    import cv2

    coarse = rng.uniform(-1.0, 1.0, (cells, cells)).astype(np.float32)
    return np.asarray(cv2.resize(coarse, shape[::-1], interpolation=cv2.INTER_CUBIC), np.float32)


def _floor(rng: np.random.Generator, x: Floats, y: Floats) -> Floats:
    """Colour a floor (plain, boards or tiles) at places ``[H, W]``, ``[H, W, 3]``."""
    base = np.array(rng.uniform(0.25, 0.65) * np.array([1.0, 0.93, 0.85]) ** rng.uniform(0, 2.5))
    kind = rng.integers(3)
    shade = np.ones_like(x)
    if kind == 1:
        width = rng.uniform(0.1, 0.2)
        board = np.floor(x / width)
        shade += 0.10 * np.sin(board * 12.9898) + 0.03 * np.sin(7.0 * y + board * 3.1)
    elif kind == 2:
        size = rng.uniform(0.3, 0.6)
        joint = np.minimum(np.abs(x / size % 1.0 - 0.5), np.abs(y / size % 1.0 - 0.5)) < -1.0
        joint |= (np.abs(x / size % 1.0 - 0.5) > 0.485) | (np.abs(y / size % 1.0 - 0.5) > 0.485)
        shade -= 0.18 * joint
        shade += 0.04 * np.sin(np.floor(x / size) * 4.1 + np.floor(y / size) * 7.7)
    return (shade[..., None] * base).astype(np.float32)


def _walls(rng: np.random.Generator, across: Floats, z: Floats, boxes: int, reach: float) -> Floats:
    """Colour a wall with skirting and boxes at places across and high, ``[H, W, 3]``."""
    base = np.clip(rng.uniform(0.4, 0.85) + rng.normal(0.0, 0.04, 3), 0.1, 0.95)
    colour = np.broadcast_to(base, (*z.shape, 3)).astype(np.float32).copy()
    colour *= (0.93 + 0.05 * z)[..., None]
    colour[z < 0.09] *= 0.75
    for _ in range(boxes):
        middle, half = rng.uniform(-reach, reach), rng.uniform(0.12, 0.6)
        high = rng.uniform(0.4, 2.1)
        low = 0.0 if rng.random() < 0.6 else rng.uniform(0.3, high)
        inside = (np.abs(across - middle) < half) & (z > low) & (z < high)
        edge = inside & ((np.abs(across - middle) > half - 0.03) | (z > high - 0.03))
        colour[inside] = np.clip(rng.uniform(0.1, 0.8) + rng.normal(0.0, 0.08, 3), 0.03, 0.95)
        colour[edge] *= 0.7
    return colour


class Places(NamedTuple):
    """What each pixel of the empty room shows: arrays ``[H, W]``, metres.

    Attributes:
        x: To the walker's left.
        y: Along the walk.
        z: Up.
        on_floor: Floor.
        on_side: A wall along the walk.
        on_ceiling: Ceiling; what is none of these is the wall behind.
        half: Half of the room's width, metres.
    """

    x: Floats
    y: Floats
    z: Floats
    on_floor: NDArray[np.bool_]
    on_side: NDArray[np.bool_]
    on_ceiling: NDArray[np.bool_]
    half: float


def places(scene: Scene, camera: Camera, far_m: float) -> Places:
    """Return the place in the room that each pixel shows (arguments as in `background`)."""
    return _places(np.random.default_rng([scene.seed, 12]), scene, camera, far_m)


def _places(rng: np.random.Generator, scene: Scene, camera: Camera, far_m: float) -> Places:
    rays = camera.rays()
    sign = 1.0 if camera.facing == "front" else -1.0
    along = np.maximum(rays[..., 1] * sign, 1e-4)
    wall = (far_m + scene.beyond_m) / along
    ground = np.where(rays[..., 2] < -1e-4, camera.height_m / -np.minimum(rays[..., 2], -1e-4), 1e9)
    half = rng.uniform(1.6, 3.5)
    sideways = rays[..., 0]
    flank = (half - np.sign(sideways) * camera.x_m) / np.maximum(np.abs(sideways), 1e-4)
    ceiling = np.where(
        rays[..., 2] > 1e-4, (2.9 - camera.height_m) / np.maximum(rays[..., 2], 1e-4), 1e9
    )
    way = np.minimum(np.minimum(wall, ground), np.minimum(flank, ceiling))
    return Places(
        x=camera.x_m + way * sideways,
        y=camera.y_m + way * rays[..., 1],
        z=camera.height_m + way * rays[..., 2],
        on_floor=way == ground,
        on_side=way == flank,
        on_ceiling=way == ceiling,
        half=half,
    )


def background(scene: Scene, camera: Camera, far_m: float) -> Floats:
    """Draw the empty room, float32 ``[H, W, 3]``, RGB in [0, 1].

    Args:
        scene: The room.
        camera: The camera.
        far_m: Largest distance of the walker from the camera, metres; the wall is beyond it.
    """
    rng = np.random.default_rng([scene.seed, 12])
    place = _places(rng, scene, camera, far_m)
    x, y, z, half = place.x, place.y, place.z, place.half
    floor, front = _floor(rng, x, y), _walls(rng, x, z, scene.furniture, half)
    side = _walls(rng, y - camera.y_m, z, scene.furniture, far_m) * 0.85
    picture = np.where(place.on_floor[..., None], floor, front)
    picture = np.where(place.on_side[..., None], side, picture)
    picture = np.where(place.on_ceiling[..., None], np.float32(0.85), picture)
    picture *= (1.0 + 0.07 * _clouds(rng, picture.shape[:2], 5))[..., None]
    picture *= (1.0 + 0.015 * _clouds(rng, picture.shape[:2], 160))[..., None]
    return np.ascontiguousarray(np.clip(picture * scene.brightness, 0.0, 1.0), np.float32)
