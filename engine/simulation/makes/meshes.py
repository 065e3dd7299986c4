"""Closed surfaces from rings: tubes along a line, and the list of bones that carries each vertex."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Ints = NDArray[np.int32]

Carried = Mapping[str, float]
"""Share of each bone, by name."""

CARRIERS = 9
"""Bones that may carry a vertex, as in anny's bodies."""


class Mesh(NamedTuple):
    """A closed surface.

    Attributes:
        vertices: float64 ``[V, 3]``.
        faces: int32 ``[F, 3]``, counter-clockwise seen from outside.
        carried: Bones of each vertex, V of them.
        parts: Part of the surface of each vertex, uint8 ``[V]``.
    """

    vertices: Doubles
    faces: Ints
    carried: tuple[Carried, ...]
    parts: NDArray[np.uint8]


def tube(
    rings: Doubles, carried: Sequence[Carried], part: int, *, around: int = 20, power: float = 2.0
) -> Mesh:
    """Close a surface over rings.

    Args:
        rings: float64 ``[N, 5]``: x, y, z of the middle, half of the width, half of the depth.
        carried: Bones of each ring, N of them.
        part: Part of the surface.
        around: Vertices a ring.
        power: 2 for ellipses, more for boxes.
    """
    turns = 2.0 * np.pi * np.arange(around) / around
    wave = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    wave = np.sign(wave) * np.abs(wave) ** (2.0 / power)
    middles = rings[:, :3]
    along = np.gradient(middles, axis=0)
    points = [
        middle + wave[:, :1] * half_w * wide + wave[:, 1:] * half_d * deep
        for middle, (half_w, half_d), (wide, deep) in zip(
            middles, rings[:, 3:], map(_frame, along), strict=True
        )
    ]
    count = len(rings)
    vertices = np.concatenate([*points, middles[:1], middles[-1:]])
    names = [one for one in carried for _ in range(around)] + [carried[0], carried[-1]]
    faces = _sides(count, around) + _ends(count, around)
    triangles = np.array(faces, np.int32)
    if _volume(vertices, triangles) < 0.0:
        triangles = triangles[:, ::-1].copy()
    return Mesh(vertices, triangles, tuple(names), np.full(len(vertices), part, np.uint8))


def _frame(way: Doubles) -> tuple[Doubles, Doubles]:
    """Return the directions across (about x) and deep (about y) of a ring about a direction."""
    way = way / (np.linalg.norm(way) + 1e-12)
    first = np.array([1.0, 0.0, 0.0]) if abs(way[0]) < 0.9 else np.array([0.0, 0.0, 1.0])
    wide = first - (first @ way) * way
    wide /= np.linalg.norm(wide)
    return wide, np.cross(way, wide)


def _sides(count: int, around: int) -> list[tuple[int, int, int]]:
    faces = []
    for ring in range(count - 1):
        for step in range(around):
            a, b = ring * around + step, ring * around + (step + 1) % around
            faces += [(a, b, b + around), (a, b + around, a + around)]
    return faces


def _ends(count: int, around: int) -> list[tuple[int, int, int]]:
    first, last, top = count * around, count * around + 1, (count - 1) * around
    faces = []
    for step in range(around):
        other = (step + 1) % around
        faces += [(first, other, step), (last, top + step, top + other)]
    return faces


def _volume(vertices: Doubles, faces: Ints) -> float:
    a, b, c = (vertices[faces[:, k]] for k in range(3))
    return float((a * np.cross(b, c)).sum())


def ball(
    middle: Sequence[float], radii: Sequence[float], carried: Carried, part: int, *, rings: int = 12
) -> Mesh:
    """Return an ellipsoid; ``radii`` along x, y, z."""
    heights = -np.cos(np.linspace(0.08, np.pi - 0.08, rings))
    across = np.sqrt(1.0 - heights**2)
    table = np.array(
        [
            (middle[0], middle[1], middle[2] + radii[2] * h, radii[0] * a, radii[1] * a)
            for h, a in zip(heights, across, strict=True)
        ]
    )
    return tube(table, [carried] * rings, part)


def line(points: Sequence[Sequence[float]], count: int) -> Doubles:
    """Return ``count`` rows spaced evenly between rows given (any columns), float64 ``[count, C]``."""
    table = np.asarray(points, np.float64)
    place = np.linspace(0.0, len(table) - 1.0, count)
    return np.stack([np.interp(place, np.arange(len(table)), column) for column in table.T], axis=1)


def join_meshes(meshes: Sequence[Mesh]) -> Mesh:
    """Put surfaces side by side into one."""
    starts = np.cumsum([0, *(len(mesh.vertices) for mesh in meshes[:-1])])
    return Mesh(
        np.concatenate([mesh.vertices for mesh in meshes]),
        np.concatenate(
            [mesh.faces + start for mesh, start in zip(meshes, starts, strict=True)]
        ).astype(np.int32),
        tuple(one for mesh in meshes for one in mesh.carried),
        np.concatenate([mesh.parts for mesh in meshes]),
    )


def weights_of(carried: Sequence[Carried], bones: Sequence[str]) -> tuple[Floats, Ints]:
    """Return shares float32 ``[V, 9]`` and bones int32 ``[V, 9]`` of what is carried by name."""
    shares = np.zeros((len(carried), CARRIERS), np.float32)
    indices = np.zeros((len(carried), CARRIERS), np.int32)
    number = {name: k for k, name in enumerate(bones)}
    for row, one in enumerate(carried):
        for place, (name, share) in enumerate(one.items()):
            shares[row, place], indices[row, place] = share, number[name]
    return shares / shares.sum(axis=1, keepdims=True), indices
