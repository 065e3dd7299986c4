"""Drawing a body in a style of its own: light, shine, outlines, patterned cloth."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.simulation.camera import Camera
from engine.simulation.clothing import Outfit
from engine.simulation.raster import Patch, rasterise, window

Floats = NDArray[np.float32]


def _plain() -> Floats:
    return np.zeros((10, 6), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """How a make draws.

    Attributes:
        wrap: Softness of the light, 0 (hard) to 1.
        ambient: Share of light that comes from everywhere, 0 to 1.
        steps: Steps of light as in a drawing, or 0 for a smooth one.
        shine: Strength of highlights.
        gloss: Their sharpness.
        occlusion: How dark hollows are, 0 to 1.
        outline: Width of a dark outline, share of the picture's height; 0 for none.
        exposure: Factor on the whole picture.
        bloom: Width of the glow about bright parts, share of the picture's height.
        patterns: Cloth, float32 ``[10, 6]``, see `styled_kernels.shade`.
        backdrop: Seed of what is on walls and floor.
        busy: How much of it there is, 0 to 1.
        bright: Brightness of the room beside that of the walker.
    """

    wrap: float = 0.25
    ambient: float = 0.4
    steps: int = 0
    shine: float = 0.0
    gloss: float = 20.0
    occlusion: float = 0.0
    outline: float = 0.0
    exposure: float = 1.0
    bloom: float = 0.0
    patterns: Floats = field(default_factory=_plain)
    backdrop: int = 0
    busy: float = 0.0
    bright: float = 1.0


def hollows(outfit: Outfit) -> Floats:
    """Return the occlusion of each vertex of a standing surface, 0 to 1, float32 ``[V]``.

    A vertex below the mean of its neighbours (seen along its normal) lies in a hollow; evened out, this
    stands for the light that does not reach it.
    """
    from scipy.sparse import csr_matrix

    from engine.simulation import kernels

    points = outfit.vertices
    one = np.concatenate(
        [outfit.faces[:, [0, 1]], outfit.faces[:, [1, 2]], outfit.faces[:, [2, 0]]]
    )
    both = np.concatenate([one, one[:, ::-1]])
    count = np.maximum(np.bincount(both[:, 0], minlength=len(points)), 1)
    share = (1.0 / count)[both[:, 0]]
    averaging = csr_matrix((share, (both[:, 0], both[:, 1])), shape=(len(points),) * 2)
    wide = points
    for _ in range(12):
        wide = averaging @ wide
    normals = np.empty_like(points)
    kernels.vertex_normals(points, outfit.faces, normals)
    depth = ((wide - points) * normals).sum(axis=1) / (0.006 * outfit.cut[kernels.CUT_UNIT])
    for _ in range(4):
        depth = averaging @ depth
    return np.asarray(np.clip(depth, 0.0, 1.0), np.float32)


def draw_styled(
    vertices: Floats, outfit: Outfit, camera: Camera, light: Floats, style: Style, hollow: Floats
) -> Patch:
    """Draw a dressed body at four samples a pixel: premultiplied RGB and coverage."""
    import cv2

    from engine.simulation import kernels, styled_kernels

    screen = camera.project(vertices)
    edges = window(screen, camera, 4 + round(style.outline * camera.height))
    local, owner = rasterise(screen, outfit.faces, edges, 2)
    normals = np.empty_like(vertices)
    kernels.vertex_normals(vertices, outfit.faces, normals)
    surface = kernels.Surface(
        outfit.faces,
        outfit.face_parts,
        outfit.surface,
        normals,
        outfit.palette,
        outfit.cut,
        light,
        outfit.discs,
    )
    half_way = light[:3] - camera.axes[2].astype(np.float32)
    half_way = (half_way / np.linalg.norm(half_way)).astype(np.float32)
    values = (style.wrap, style.ambient, style.steps, style.shine, style.gloss, style.occlusion)
    fine = np.empty((*owner.shape, 4), np.float32)
    manner = styled_kernels.Manner(hollow, style.patterns, np.array(values, np.float32), half_way)
    styled_kernels.shade(owner, local, surface, manner, fine)
    if style.outline > 0.0:
        _draw_outline(fine, owner, outfit.face_parts, 2.0 * style.outline * camera.height)
    left, top, right, bottom = edges
    coarse = cv2.resize(fine, (right - left, bottom - top), interpolation=cv2.INTER_AREA)
    return Patch(left, top, np.asarray(coarse, np.float32))


def _draw_outline(
    fine: Floats, owner: NDArray[np.int32], parts: NDArray[np.uint8], width: float
) -> None:
    """Draw a dark line about the body and between its parts, in place."""
    import cv2

    part = np.where(owner < 0, 0, parts[np.maximum(owner, 0)].astype(np.int32) + 1)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * max(1, round(width / 2)) + 1,) * 2)
    gradient = cv2.morphologyEx(part.astype(np.uint8), cv2.MORPH_GRADIENT, kernel)
    fine[gradient > 0] = (0.03, 0.03, 0.04, 1.0)
