"""From vertices to pixels: coverage and colour of a body in a camera's picture."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.simulation.camera import Camera
from engine.simulation.clothing import Outfit

Floats = NDArray[np.float32]


class Patch(NamedTuple):
    """A rectangle of a picture: upper left corner, px, and its content."""

    left: int
    top: int
    values: Floats


def window(screen: NDArray[np.float64], camera: Camera, margin: int) -> tuple[int, int, int, int]:
    """Return the rectangle that holds the points and lies in the picture: left, top, right, bottom."""
    low = np.floor(screen[:, :2].min(axis=0)).astype(int) - margin
    high = np.ceil(screen[:, :2].max(axis=0)).astype(int) + margin
    left, top = max(0, int(low[0])), max(0, int(low[1]))
    right = max(left + 1, min(camera.width, int(high[0])))
    bottom = max(top + 1, min(camera.height, int(high[1])))
    return left, top, right, bottom


def rasterise(
    screen: NDArray[np.float64],
    faces: NDArray[np.int32],
    edges: tuple[int, int, int, int],
    scale: int,
) -> tuple[Floats, NDArray[np.int32]]:
    """Run the z-buffer in a window at ``scale`` samples a pixel and axis: screen points, owners."""
    from engine.simulation import kernels

    left, top, right, bottom = edges
    local = np.empty(screen.shape, np.float32)
    local[:, 0] = (screen[:, 0] - left) * scale
    local[:, 1] = (screen[:, 1] - top) * scale
    local[:, 2] = 1.0 / np.maximum(screen[:, 2], 1e-3)
    shape = ((bottom - top) * scale, (right - left) * scale)
    depth = np.zeros(shape, np.float32)
    owner = np.full(shape, -1, np.int32)
    kernels.z_buffer(local, faces, depth, owner)
    return local, owner


def draw_mask_window(
    vertices: Floats, faces: NDArray[np.int32], camera: Camera, border: int
) -> tuple[int, int, NDArray[np.uint8]]:
    """Draw the silhouette of a body alone, whether or not it lies in the picture.

    Returns:
        Left and top of the window, px, and the mask uint8 ``[H, W]``, 0 or 255, with an empty border.
    """
    screen = camera.project(vertices)
    left, top = (int(low) - border for low in np.floor(screen[:, :2].min(axis=0)))
    right, bottom = (int(high) + border for high in np.ceil(screen[:, :2].max(axis=0)))
    _, owner = rasterise(screen, faces, (left, top, right, bottom), 1)
    return left, top, np.where(owner >= 0, np.uint8(255), np.uint8(0))


def draw_mask(
    vertices: Floats, faces: NDArray[np.int32], camera: Camera, *, scale: int = 1
) -> NDArray[np.uint8]:
    """Draw the silhouette of a body, uint8 ``[H * scale, W * scale]``, 0 or 255."""
    screen = camera.project(vertices)
    left, top, right, bottom = window(screen, camera, 1)
    _, owner = rasterise(screen, faces, (left, top, right, bottom), scale)
    mask = np.zeros((camera.height * scale, camera.width * scale), np.uint8)
    mask[top * scale : bottom * scale, left * scale : right * scale] = np.where(owner >= 0, 255, 0)
    return mask


def draw_body(
    vertices: Floats, faces: NDArray[np.int32], outfit: Outfit, camera: Camera, light: Floats
) -> Patch:
    """Draw a dressed body at four samples a pixel: premultiplied RGB in [0, 1] and coverage."""
    import cv2

    from engine.simulation import kernels

    screen = camera.project(vertices)
    edges = window(screen, camera, 2)
    local, owner = rasterise(screen, faces, edges, 2)
    normals = np.empty_like(vertices)
    kernels.vertex_normals(vertices, faces, normals)
    fine = np.empty((*owner.shape, 4), np.float32)
    surface = kernels.Surface(
        faces,
        outfit.face_parts,
        outfit.surface,
        normals,
        outfit.palette,
        outfit.cut,
        light,
        outfit.discs,
    )
    kernels.shade(owner, local, surface, fine)
    left, top, right, bottom = edges
    coarse = cv2.resize(fine, (right - left, bottom - top), interpolation=cv2.INTER_AREA)
    return Patch(left, top, np.asarray(coarse, np.float32))
