"""What hangs on walls and lies on floors: paper, bricks, pictures, rugs, as a share of light.

Everything is fixed to the room, not to the picture: lines on a wall are upright in the world.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.simulation.camera import Camera
from engine.simulation.scene import Scene, background, places

Floats = NDArray[np.float32]


def backdrop(scene: Scene, camera: Camera, far_m: float, *, seed: int, busy: float) -> Floats:
    """Draw the empty room with its walls papered, float32 ``[H, W, 3]``, RGB in [0, 1].

    Args:
        scene: The room.
        camera: The camera.
        far_m: Largest distance of the walker from the camera, metres.
        seed: Seed of what is on the walls.
        busy: How much of it, 0 to 1.
    """
    picture = background(scene, camera, far_m)
    if busy <= 0.0:
        return picture
    rng = np.random.default_rng([seed, 31])
    place = places(scene, camera, far_m)
    across = np.where(place.on_side, place.y, place.x)
    walls = ~place.on_floor
    strength = busy * rng.uniform(0.15, 0.5)
    sheet = _sheet(rng, across, place.z)
    picture[walls] *= (1.0 - strength * sheet[walls])[..., None]
    for _ in range(round(busy * rng.uniform(2, 9))):
        _hang(rng, picture, across, place.z, walls)
    if rng.random() < busy:
        rug = _sheet(rng, place.x, place.y)
        picture[~walls] *= (1.0 - rng.uniform(0.1, 0.5) * rug[~walls])[..., None]
    return np.ascontiguousarray(np.clip(picture, 0.0, 1.0), np.float32)


def _sheet(rng: np.random.Generator, u: Floats, v: Floats) -> Floats:
    """Return a pattern over a surface, 0 to 1."""
    kind, size = int(rng.integers(5)), float(rng.uniform(0.08, 0.5))
    if kind == 0:
        return np.asarray((u / size) % 1.0 < rng.uniform(0.2, 0.6), np.float32)
    if kind == 1:
        course = np.floor(v / (0.45 * size))
        joint = (((u / size) + 0.5 * course) % 1.0 < 0.07) | ((v / (0.45 * size)) % 1.0 < 0.13)
        brick = np.abs(np.sin(91.7 * course + 37.1 * np.floor(u / size)))
        return np.asarray(0.9 * joint + 0.1 * brick, np.float32)
    if kind == 2:
        return np.asarray(((u / size) % 1.0 < 0.5) ^ ((v / size) % 1.0 < 0.5), np.float32)
    if kind == 3:
        away = ((u / size) % 1.0 - 0.5) ** 2 + ((v / size) % 1.0 - 0.5) ** 2
        return np.asarray(away < 0.09, np.float32)
    total = np.zeros_like(u, dtype=np.float64)
    for octave in range(6):
        turn, way = rng.uniform(0, 6.28), rng.uniform(1.5, 3.0) * 1.7**octave
        total += 1.4**-octave * np.sin(
            way * (np.cos(turn) * u + np.sin(turn) * v) / (2 * size) + octave
        )
    return np.asarray(np.clip(0.5 + 0.35 * total, 0.0, 1.0), np.float32)


def _hang(
    rng: np.random.Generator, picture: Floats, across: Floats, z: Floats, walls: NDArray[np.bool_]
) -> None:
    """Hang a picture, a window or a shelf on the walls, in place."""
    middle, half = rng.uniform(-3.5, 3.5), rng.uniform(0.1, 0.7)
    low = rng.uniform(0.1, 1.9)
    high = low + rng.uniform(0.15, 0.9)
    inside = walls & (np.abs(across - middle) < half) & (z > low) & (z < high)
    if not inside.any():
        return
    first, second = rng.uniform(0.02, 0.98, 3), rng.uniform(0.02, 0.98, 3)
    share = _sheet(rng, across[inside], z[inside])[:, None]
    picture[inside] = (1.0 - share) * first + share * second
