"""Compiled inner loops of the simulation: skinning, normals, z-buffer, shading.

Needs numba; whatever poses, dresses or draws imports it late.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Function = TypeVar("Function", bound=Callable[..., Any])
Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


def compiled(function: Function) -> Function:
    """Compile to machine code, kept beside the file."""
    return cast(Function, numba.njit(cache=True, fastmath=True, nogil=True)(function))


@compiled
def skin(vertices: Floats, weights: Floats, bones: Ints, affine: Floats, out: Floats) -> None:
    """Linear blend skinning: ``out [V, 3]`` from ``affine [B, 3, 4]`` of each bone."""
    blend = np.empty((3, 4), np.float32)
    for v in range(vertices.shape[0]):
        blend[:] = 0.0
        for k in range(weights.shape[1]):
            weight = weights[v, k]
            if weight == 0.0:
                continue
            bone = bones[v, k]
            for i in range(3):
                for j in range(4):
                    blend[i, j] += weight * affine[bone, i, j]
        x, y, z = vertices[v, 0], vertices[v, 1], vertices[v, 2]
        for i in range(3):
            out[v, i] = blend[i, 0] * x + blend[i, 1] * y + blend[i, 2] * z + blend[i, 3]


@compiled
def vertex_normals(vertices: Floats, faces: Ints, out: Floats) -> None:
    """Area-weighted unit normals ``out [V, 3]``."""
    out[:] = 0.0
    for f in range(faces.shape[0]):
        a, b, c = faces[f, 0], faces[f, 1], faces[f, 2]
        ux = vertices[b, 0] - vertices[a, 0]
        uy = vertices[b, 1] - vertices[a, 1]
        uz = vertices[b, 2] - vertices[a, 2]
        vx = vertices[c, 0] - vertices[a, 0]
        vy = vertices[c, 1] - vertices[a, 1]
        vz = vertices[c, 2] - vertices[a, 2]
        nx, ny, nz = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
        for corner in (a, b, c):
            out[corner, 0] += nx
            out[corner, 1] += ny
            out[corner, 2] += nz
    for v in range(out.shape[0]):
        length = np.sqrt(out[v, 0] ** 2 + out[v, 1] ** 2 + out[v, 2] ** 2) + 1e-12
        for k in range(3):
            out[v, k] /= length


@compiled
def z_buffer(screen: Floats, faces: Ints, depth: Floats, owner: Ints) -> None:
    """Draw triangles: nearest face of each pixel into ``owner [H, W]`` (-1 where there is none).

    Args:
        screen: float32 ``[V, 3]``: x px, y px (pixel centres at .5), 1 / distance.
        faces: int32 ``[F, 3]``.
        depth: float32 ``[H, W]``, 1 / distance, must be zero before.
        owner: int32 ``[H, W]``, must be -1 before.
    """
    rows, columns = depth.shape
    for f in range(faces.shape[0]):
        a, b, c = faces[f, 0], faces[f, 1], faces[f, 2]
        ax, ay, az = screen[a, 0], screen[a, 1], screen[a, 2]
        bx, by, bz = screen[b, 0], screen[b, 1], screen[b, 2]
        cx, cy, cz = screen[c, 0], screen[c, 1], screen[c, 2]
        if az <= 0.0 or bz <= 0.0 or cz <= 0.0:
            continue
        area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
        # y runs down in a picture: a triangle that is counter-clockwise seen from outside has a
        # negative area here when it faces the camera.
        if area >= -1e-9:
            continue
        left = max(0, int(np.ceil(min(ax, bx, cx) - 0.5)))
        right = min(columns - 1, int(np.floor(max(ax, bx, cx) - 0.5)))
        top = max(0, int(np.ceil(min(ay, by, cy) - 0.5)))
        bottom = min(rows - 1, int(np.floor(max(ay, by, cy) - 0.5)))
        inverse = 1.0 / area
        for row in range(top, bottom + 1):
            y = row + 0.5
            for column in range(left, right + 1):
                x = column + 0.5
                wa = ((bx - x) * (cy - y) - (by - y) * (cx - x)) * inverse
                wb = ((cx - x) * (ay - y) - (cy - y) * (ax - x)) * inverse
                wc = 1.0 - wa - wb
                if wa < 0.0 or wb < 0.0 or wc < 0.0:
                    continue
                z = wa * az + wb * bz + wc * cz
                if z > depth[row, column]:
                    depth[row, column] = z
                    owner[row, column] = f


# Rows of the palette that `shade` reads.
SKIN, SHIRT, PRINT, TROUSERS, SHOES, SOLE, HAIR, SOCKS, LIPS, IRIS = range(10)

# Entries of the cut that `shade` reads: where one garment ends and the next begins, metres of the
# standing body (sleeve: share of the arm), and the places of the face.
(
    CUT_WAIST,
    CUT_HEM,
    CUT_SOCK,
    CUT_SHOE,
    CUT_SLEEVE,
    CUT_COLLAR_X,
    CUT_COLLAR_Z,
    CUT_EYE_X,
    CUT_EYE_Y,
    CUT_EYE_Z,
    CUT_TOP_Z,
    CUT_EAR_Y,
    CUT_HAIRLINE,
    CUT_NAPE_Z,
    CUT_MOUTH_Z,
    CUT_UNIT,
    CUT_STRIPES,
    CUT_PRINT,
) = range(18)


@compiled
def _face_colour(cut: Floats, x: float, y: float, z: float) -> int:
    """Return the palette row of a point of the head."""
    unit = cut[CUT_UNIT]
    front = (cut[CUT_EAR_Y] - y) / (0.085 * unit)
    eye, top = cut[CUT_EYE_Z], cut[CUT_TOP_Z]
    hairline = eye + cut[CUT_HAIRLINE] * (top - eye)
    ear = eye - 0.01 * unit
    if front > 0.45:
        limit = hairline - 0.25 * abs(x)
    elif front > 0.0:
        limit = ear + (hairline - ear) * front / 0.45
    else:
        limit = cut[CUT_NAPE_Z]
    if z > limit:
        return HAIR
    if front > 0.4:
        away = abs(abs(x) - cut[CUT_EYE_X])
        if away < 0.019 * unit and abs(z - eye - 0.019 * unit + 4.0 * away * away) < 0.0045 * unit:
            return HAIR
        if abs(x) < 0.022 * unit and abs(z - cut[CUT_MOUTH_Z]) < 0.006 * unit:
            return LIPS
    return SKIN


@compiled
def _cloth_colour(cut: Floats, part: int, x: float, y: float, z: float, arm: float) -> int:
    """Return the palette row of a point below the head (parts as in `body`)."""
    if part == 0:
        if z < cut[CUT_WAIST]:
            return TROUSERS
        collar_x, collar_z = cut[CUT_COLLAR_X], cut[CUT_COLLAR_Z]
        rise = (z - collar_z) / (0.06 * cut[CUT_UNIT]) + 1.0
        if rise > 0.0 and abs(x) < collar_x * min(1.0, 0.5 + rise):
            return SKIN
        if y < 0.0 and cut[CUT_PRINT] > 0.0:
            middle = 0.55 * cut[CUT_WAIST] + 0.45 * collar_z
            if abs(x) < cut[CUT_PRINT] and abs(z - middle) < 0.7 * cut[CUT_PRINT]:
                return PRINT
        return SHIRT
    if part <= 2:
        return SHIRT if arm < cut[CUT_SLEEVE] else SKIN
    if part == 3:
        return SKIN
    if z < cut[CUT_SHOE]:
        return SOLE if z < 0.013 * cut[CUT_UNIT] else SHOES
    if z > cut[CUT_HEM]:
        return SHIRT if z > cut[CUT_WAIST] else TROUSERS
    return SOCKS if z < cut[CUT_SOCK] else SKIN


@compiled
def albedo_row(
    cut: Floats, part: int, x: float, y: float, z: float, arm: float
) -> tuple[int, float]:
    """Return the palette row of a point of the surface and how bright the stuff is there."""
    if part == 8:
        away = np.sqrt((abs(x) - cut[CUT_EYE_X]) ** 2 + (z - cut[CUT_EYE_Z]) ** 2)
        if away < 0.0062 * cut[CUT_UNIT]:
            return IRIS, 1.0
        return SOLE, 0.95
    if part == 7:
        row = _face_colour(cut, x, y, z)
        if row == HAIR:
            return row, 1.0 + 0.25 * np.sin(260.0 * x + 9.0 * np.sin(31.0 * z))
        return row, 1.0
    row = _cloth_colour(cut, part, x, y, z, arm)
    if row == SHIRT or row == TROUSERS:
        fold = 1.0 + 0.07 * np.sin(34.0 * z + 3.0 * np.sin(21.0 * x + 2.0) + 11.0 * y)
        if row == SHIRT and cut[CUT_STRIPES] > 0.0 and np.sin(cut[CUT_STRIPES] * z) > 0.35:
            return PRINT, fold
        return row, fold
    return row, 1.0


class Surface(NamedTuple):
    """What `shade` draws.

    Attributes:
        faces: int32 ``[F, 3]``.
        parts: Part of each face, uint8 ``[F]``.
        surface: Standing x, y, z and place along the arm of each vertex, float32 ``[V, 4]``.
        normals: Unit normals in the world, float32 ``[V, 3]``.
        palette: float32 ``[10, 3]``, RGB in [0, 1].
        cut: float32 ``[18]``, see the names above.
        light: Direction to the light (3), its strength, that of the sky and that of the floor.
        discs: Round stickers, float32 ``[D, 7]``: standing x, y, z, radius (metres), RGB.
    """

    faces: Ints
    parts: NDArray[np.uint8]
    surface: Floats
    normals: Floats
    palette: Floats
    cut: Floats
    light: Floats
    discs: Floats


@compiled
def disc_at(discs: Floats, x: float, y: float, z: float) -> int:
    """Return the disc that lies on a point of the standing surface, -1 where none does."""
    for d in range(discs.shape[0]):
        away = (x - discs[d, 0]) ** 2 + (y - discs[d, 1]) ** 2 + (z - discs[d, 2]) ** 2
        if away < discs[d, 3] ** 2:
            return d
    return -1


@compiled
def corner_shares(
    screen: Floats, a: int, b: int, c: int, x: float, y: float
) -> tuple[float, float, float]:
    """Return the weights of a triangle's corners at a place of the picture; together 1."""
    area = (screen[b, 0] - screen[a, 0]) * (screen[c, 1] - screen[a, 1]) - (
        screen[b, 1] - screen[a, 1]
    ) * (screen[c, 0] - screen[a, 0])
    wa = (screen[b, 0] - x) * (screen[c, 1] - y) - (screen[b, 1] - y) * (screen[c, 0] - x)
    wb = (screen[c, 0] - x) * (screen[a, 1] - y) - (screen[c, 1] - y) * (screen[a, 0] - x)
    wa, wb = wa / area, wb / area
    return wa, wb, 1.0 - wa - wb


@compiled
def shade(owner: Ints, screen: Floats, drawn: Surface, out: Floats) -> None:
    """Colour what the z-buffer found, ``out [H, W, 4]``: premultiplied RGB in [0, 1] and coverage.

    Args:
        owner: Face of each pixel, int32 ``[H, W]``.
        screen: As for `z_buffer`.
        drawn: The surface, its colours and its light.
        out: float32 ``[H, W, 4]``.
    """
    faces, surface, normals = drawn.faces, drawn.surface, drawn.normals
    palette, cut, light = drawn.palette, drawn.cut, drawn.light
    for row in range(owner.shape[0]):
        for column in range(owner.shape[1]):
            f = owner[row, column]
            if f < 0:
                out[row, column, 0] = out[row, column, 1] = 0.0
                out[row, column, 2] = out[row, column, 3] = 0.0
                continue
            a, b, c = faces[f, 0], faces[f, 1], faces[f, 2]
            wa, wb, wc = corner_shares(screen, a, b, c, column + 0.5, row + 0.5)
            nx = wa * normals[a, 0] + wb * normals[b, 0] + wc * normals[c, 0]
            ny = wa * normals[a, 1] + wb * normals[b, 1] + wc * normals[c, 1]
            nz = wa * normals[a, 2] + wb * normals[b, 2] + wc * normals[c, 2]
            size = np.sqrt(nx * nx + ny * ny + nz * nz) + 1e-9
            facing = (nx * light[0] + ny * light[1] + nz * light[2]) / size
            wrapped = max(0.0, (facing + 0.25) / 1.25)
            sky = 0.5 + 0.5 * nz / size
            lit = light[3] * wrapped + light[4] * sky + light[5] * (1.0 - sky)
            sx = wa * surface[a, 0] + wb * surface[b, 0] + wc * surface[c, 0]
            sy = wa * surface[a, 1] + wb * surface[b, 1] + wc * surface[c, 1]
            sz = wa * surface[a, 2] + wb * surface[b, 2] + wc * surface[c, 2]
            out[row, column, 3] = 1.0
            disc = disc_at(drawn.discs, sx, sy, sz)
            if disc >= 0:
                for k in range(3):
                    out[row, column, k] = drawn.discs[disc, 4 + k] * lit
                continue
            arm = wa * surface[a, 3] + wb * surface[b, 3] + wc * surface[c, 3]
            colour, stuff = albedo_row(cut, int(drawn.parts[f]), sx, sy, sz, arm)
            for k in range(3):
                out[row, column, k] = palette[colour, k] * lit * stuff
