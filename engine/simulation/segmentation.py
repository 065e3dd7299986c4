"""Silhouettes and keypoints as real networks would see a simulated body: with their faults.

A mask network blurs the outline, is a little too wide or too narrow, follows a boundary that wavers
slowly, loses hands and feet, and now and then leaves a hole. A keypoint network is off by a constant
amount in a recording, wavers slowly, and jitters.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.core.keypoints import Keypoint
from engine.simulation.camera import Camera
from engine.simulation.clothing import Outfit
from engine.simulation.gait_motion import WalkMotion
from engine.simulation.raster import draw_mask_window

Floats = NDArray[np.float32]

MASK_HEIGHT = 256
"""How tall a body is drawn for its mask, px."""

_LOSABLE = (Keypoint.LEFT_WRIST, Keypoint.RIGHT_WRIST, Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE)


@dataclass(frozen=True, slots=True)
class MaskFaults:
    """How a mask network errs in one recording.

    Attributes:
        blur: Standard deviation of the outline's blur, px at `MASK_HEIGHT`.
        growth: Constant shift of the outline, -1 to 1 (of about ``blur`` px outwards).
        waver: Size of its slow wavering, 0 to 1.
        loss: Chance that a hand or foot is lost in a frame.
        hole: Chance of a hole in a frame.
    """

    blur: float = 2.0
    growth: float = 0.0
    waver: float = 0.3
    loss: float = 0.02
    hole: float = 0.01


def draw_faults(rng: np.random.Generator) -> MaskFaults:
    """Draw the faults of one recording."""
    return MaskFaults(
        blur=float(rng.uniform(1.0, 3.2)),
        growth=float(rng.normal(0.0, 0.22)),
        waver=float(rng.uniform(0.1, 0.4)),
        loss=float(rng.uniform(0.0, 0.05)),
        hole=float(rng.uniform(0.0, 0.02)),
    )


def zoom_camera(camera: Camera, points: NDArray[np.float64], height_px: float) -> Camera:
    """Return the same camera, zoomed so that keypoints ``[17, 3]`` span a height, which keeps perspective."""
    seen = camera.project(points)
    # Nose to ankle is about 0.87 of a standing body.
    span = float(np.ptp(seen[:, 1])) / 0.87
    return replace(camera, focal_px=camera.focal_px * height_px / max(span, 1.0))


def body_mask(
    walk_motion: WalkMotion, outfit: Outfit, camera: Camera, moment: int
) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """Draw the mask of one moment `MASK_HEIGHT` px tall: mask with a border, keypoints in it ``[17, 2]``."""
    points = walk_motion.motion.keypoints[moment]
    close = zoom_camera(camera, points, MASK_HEIGHT)
    vertices = walk_motion.motion.vertices(moment, outfit.vertices)
    left, top, mask = draw_mask_window(vertices, walk_motion.motion.body.faces, close, 10)
    return mask, close.project(points)[:, :2] - np.array([left, top])


def _waves(rng: np.random.Generator, shape: tuple[int, int]) -> Floats:
    """Return smooth noise of a few cells over a picture, in about [-1, 1]."""
    import cv2

    coarse = rng.normal(0.0, 0.6, (9, 5)).astype(np.float32)
    return np.asarray(cv2.resize(coarse, shape[::-1], interpolation=cv2.INTER_CUBIC), np.float32)


def add_faults(
    mask: NDArray[np.uint8],
    keypoints: NDArray[np.float64],
    faults: MaskFaults,
    rng: np.random.Generator,
) -> NDArray[np.uint8]:
    """Add the faults of a network to a true mask.

    Args:
        mask: uint8 ``[H, W]``, 0 or 255.
        keypoints: float64 ``[17, 2]``, px in the mask.
        faults: How the network errs.
        rng: Chance of this frame.

    Returns:
        uint8 ``[H, W]``, 0 or 255.
    """
    import cv2

    soft = cv2.GaussianBlur(mask.astype(np.float32) / 255.0, (0, 0), faults.blur)
    for point in _LOSABLE:
        if rng.random() < faults.loss:
            place = (keypoints[point] + rng.normal(0.0, 4.0, 2) + (0.0, 7.0)).astype(int)
            radius = int(rng.uniform(5.0, 12.0))
            cv2.circle(soft, (int(place[0]), int(place[1])), radius, 0.0, -1)
    if rng.random() < faults.hole:
        place = keypoints[int(rng.integers(5, 17))] + rng.normal(0.0, 6.0, 2)
        radius = int(rng.uniform(2.0, 6.0))
        cv2.circle(soft, (int(place[0]), int(place[1])), radius, 0.0, -1)
    limit = (
        0.5 - 0.3 * np.clip(faults.growth, -1.0, 1.0) + 0.3 * faults.waver * _waves(rng, soft.shape)
    )
    return np.where(soft > np.clip(limit, 0.08, 0.92), np.uint8(255), np.uint8(0))


def add_keypoint_noise(
    points: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.float32]:
    """Add the faults of a network to true keypoints.

    Args:
        points: float64 ``[T, 17, 2]``, px.
        rng: Chance of this recording.

    Returns:
        float32 ``[T, 17, 3]``: x px, y px, score.
    """
    from scipy.ndimage import gaussian_filter1d

    frames = len(points)
    height = np.ptp(points[..., 1], axis=1)[:, None, None] / 0.87
    size = np.full((17, 1), 0.006)
    size[[7, 8, 9, 10, 13, 14, 15, 16]] = 0.009
    constant = rng.normal(0.0, 0.6, (1, 17, 2))
    slow = (
        gaussian_filter1d(rng.normal(0.0, 1.0, (frames, 17, 2)), 4.0, axis=0, mode="reflect") * 3.0
    )
    quick = rng.normal(0.0, 0.5, (frames, 17, 2))
    seen = points + height * size * (constant + 0.7 * slow + quick)
    score = np.clip(rng.normal(0.93, 0.04, (frames, 17, 1)), 0.3, 1.0)
    return np.concatenate([seen, score], axis=-1).astype(np.float32)
