"""What a simulated person wears and looks like: colours, garments' edges, and their thickness."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from engine.simulation.body import EYE, FOOT, FOREARM, HAND, HEAD, THIGH, TORSO, UPPER_ARM, Body

Floats = NDArray[np.float32]

_SKIN = (
    (0.93, 0.76, 0.66),
    (0.86, 0.66, 0.53),
    (0.72, 0.52, 0.39),
    (0.52, 0.35, 0.25),
    (0.36, 0.24, 0.18),
)
_HAIR = (
    (0.07, 0.06, 0.06),
    (0.17, 0.11, 0.08),
    (0.33, 0.21, 0.12),
    (0.55, 0.40, 0.22),
    (0.42, 0.20, 0.10),
)

_SOLE = 1.06
"""How much larger a shoe is than the foot in it."""


@dataclass(frozen=True, slots=True, eq=False)
class Outfit:
    """Colours and garments, ready for `kernels.shade`.

    Attributes:
        palette: float32 ``[10, 3]``, RGB in [0, 1].
        cut: float32 ``[18]``: edges of the garments and places of the face.
        vertices: Standing surface with clothes and hair, float32 ``[V, 3]``, metres.
        faces: Triangles to draw, int32 ``[F, 3]``: those between the toes are not in a shoe.
        surface: Standing x, y, z and place along the arm, float32 ``[V, 4]``.
        face_parts: Part of each triangle, uint8 ``[F]``.
        discs: Round stickers and prints, float32 ``[D, 7]``: standing x, y, z, radius (metres), RGB.
    """

    palette: Floats
    cut: Floats
    vertices: Floats
    faces: NDArray[np.int32]
    surface: Floats
    face_parts: NDArray[np.uint8]
    discs: Floats = field(default_factory=lambda: np.zeros((0, 7), np.float32))


def _colour(rng: np.random.Generator, low: float, high: float, saturation: float) -> list[float]:
    """Draw a colour of a brightness."""
    grey = rng.uniform(low, high)
    tint = rng.normal(0.0, saturation, 3)
    return list(np.clip(grey + tint - tint.mean(), 0.03, 0.95))


def _palette(rng: np.random.Generator) -> Floats:
    skin = np.array(_SKIN[int(rng.integers(len(_SKIN)))]) * rng.uniform(0.92, 1.05)
    hair = np.array(_HAIR[int(rng.integers(len(_HAIR)))])
    shirt = _colour(rng, 0.15, 0.85, 0.18)
    rows = [
        skin,
        shirt,
        _colour(rng, 0.1, 0.9, 0.2),
        _colour(rng, 0.06, 0.55, 0.08),
        _colour(rng, 0.08, 0.8, 0.12),
        (0.82, 0.82, 0.80),
        hair,
        _colour(rng, 0.3, 0.9, 0.05),
        skin * np.array([0.85, 0.55, 0.55]),
        (0.07, 0.05, 0.04),
    ]
    return np.array(rows, np.float32)


def along_arm(body: Body) -> Floats:
    """Return the place of each vertex along its side's arm: 0 shoulder, 0.5 elbow, 1 wrist, ``[V]``."""
    place = np.empty(len(body.vertices), np.float32)
    for side, mine in (("L", body.vertices[:, 0] >= 0), ("R", body.vertices[:, 0] < 0)):
        shoulder, elbow = body.head(f"upperarm01.{side}"), body.head(f"lowerarm01.{side}")
        wrist = body.head(f"wrist.{side}")
        upper, fore = elbow - shoulder, wrist - elbow
        points = body.vertices[mine]
        first = (points - shoulder) @ upper / (upper @ upper)
        second = (points - elbow) @ fore / (fore @ fore)
        lower = np.isin(body.parts[mine], (FOREARM, HAND))
        place[mine] = 0.5 * np.where(lower, 1.0 + np.maximum(second, 0.0), np.minimum(first, 1.0))
    return place


def _cut(rng: np.random.Generator, body: Body) -> Floats:
    """Draw where garments end."""
    unit = body.height_m / 1.6
    eye = body.head("eye.L")
    nose, ear = body.keypoints[0], body.keypoints[3]
    hips, knees = body.keypoints[11, 2], body.keypoints[13, 2]
    ankles, neck = body.keypoints[15, 2], body.head("neck01")[2]
    hem = rng.choice([0.45 * hips + 0.55 * knees, ankles + 0.01, 0.3 * knees + 0.7 * ankles])
    sleeve = float(rng.choice([0.33, 0.27, 0.98, 0.4], p=[0.45, 0.2, 0.2, 0.15]))
    nape = eye[2] - unit * float(rng.choice([0.05, 0.09, 0.22]))
    return np.array(
        [
            hips + unit * rng.uniform(0.0, 0.09),
            hem,
            ankles + unit * rng.uniform(0.0, 0.12),
            ankles - 0.018 * unit,
            sleeve,
            0.055 * unit,
            neck - 0.01 * unit,
            abs(eye[0]),
            eye[1],
            eye[2],
            body.vertices[:, 2].max(),
            ear[1],
            rng.uniform(0.5, 0.68),
            nape,
            nose[2] - 0.036 * unit,
            unit,
            rng.choice([0.0, 0.0, 0.0, 90.0, 140.0]),
            rng.choice([0.0, 0.0, 0.06, 0.09]) * unit,
        ],
        np.float32,
    )


@lru_cache(maxsize=1)
def _averaging(faces: bytes, vertices: int) -> csr_matrix:
    """Return the sparse matrix that takes each vertex to the mean of its neighbours, ``[V, V]``."""
    triangles = np.frombuffer(faces, np.int32).reshape(-1, 3)
    one = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    both = np.unique(np.concatenate([one, one[:, ::-1]]), axis=0)
    count = np.bincount(both[:, 0], minlength=vertices).astype(np.float32)
    share = 1.0 / np.maximum(count, 1.0)[both[:, 0]]
    return csr_matrix((share, (both[:, 0], both[:, 1])), shape=(vertices, vertices))


def _smooth(body: Body, values: Floats, chosen: NDArray[np.bool_], rounds: int) -> Floats:
    """Even out values of the chosen vertices, float32 of the shape of ``values``."""
    averaging = _averaging(body.faces.tobytes(), len(values))[chosen]
    values = values.copy()
    for _ in range(rounds):
        values[chosen] = averaging @ values
    return values


def _span(body: Body, points: Floats, chosen: NDArray[np.bool_], rounds: int) -> Floats:
    """Span the hollows of the chosen part as cloth does (a shoe has no toes), float32 ``[V, 3]``."""
    from engine.simulation import kernels

    normals = np.empty_like(points)
    kernels.vertex_normals(points, body.faces, normals)
    outwards = ((_smooth(body, points, chosen, rounds) - points) * normals).sum(axis=1)
    outwards = _smooth(body, np.maximum(outwards, 0.0), chosen, 4)
    return np.ascontiguousarray(points + normals * outwards[:, None], np.float32)


def _thickness(rng: np.random.Generator, body: Body, cut: Floats, arm: Floats) -> Floats:
    """Return the distance of clothes and hair from the skin, float32 ``[V]``, metres."""
    from engine.simulation import kernels as k

    _, y, z = body.vertices.T
    unit = cut[k.CUT_UNIT]
    off = np.zeros(len(z), np.float32)
    torso, arms = body.parts == TORSO, np.isin(body.parts, (UPPER_ARM, FOREARM))
    legs = (body.parts > HAND) & (body.parts < HEAD)
    off[torso] = rng.uniform(0.004, 0.013)
    off[torso & (z > cut[k.CUT_COLLAR_Z] - 0.03 * unit)] = 0.002
    off[arms & (arm < cut[k.CUT_SLEEVE])] = rng.uniform(0.004, 0.012)
    loose = rng.uniform(0.004, 0.014)
    off[(torso & (z < cut[k.CUT_WAIST])) | (legs & (z > cut[k.CUT_HEM]))] = loose
    off[(body.parts == FOOT) & (z < cut[k.CUT_SHOE])] = 0.0
    head = body.parts == HEAD
    front = (cut[k.CUT_EAR_Y] - y) / (0.085 * unit)
    line = cut[k.CUT_EYE_Z] + cut[k.CUT_HAIRLINE] * (cut[k.CUT_TOP_Z] - cut[k.CUT_EYE_Z])
    hair = head & ((z > line) | ((front < 0.0) & (z > cut[k.CUT_NAPE_Z])))
    off[hair] = rng.uniform(0.008, 0.02)
    return np.asarray(off * unit, np.float32)


def _put_on_shoes(body: Body, cut: Floats) -> Floats:
    """Return the standing surface with feet in shoes: drawn out to their convex hull, ``[V, 3]``."""
    from scipy.spatial import ConvexHull

    from engine.simulation import kernels as k

    points = body.vertices.copy()
    for sign in (1.0, -1.0):
        foot = np.flatnonzero(
            (body.parts == FOOT)
            & (points[:, 2] < cut[k.CUT_SHOE])
            & (sign * body.heads[0, 0] < sign * points[:, 0])
        )
        inside = points[foot].mean(axis=0)
        ways = points[foot] - inside
        planes = ConvexHull(points[foot]).equations
        depth = -(planes[:, :3] @ inside + planes[:, 3])
        reach = depth / np.maximum(ways @ planes[:, :3].T, 1e-9)
        ends = inside + ways * np.minimum(_SOLE * reach.min(axis=1), 4.0)[:, None]
        share = np.clip((cut[k.CUT_SHOE] - points[foot, 2]) / (0.02 * cut[k.CUT_UNIT]), 0.0, 1.0)
        points[foot] += (ends - points[foot]) * share[:, None]
    return points


def _drop_inner_faces(body: Body, points: Floats) -> NDArray[np.int32]:
    """Return the triangles without those of the feet that look inwards once there is a shoe."""
    keep = np.ones(len(body.faces), np.bool_)
    feet = np.flatnonzero((body.parts[body.faces] == FOOT).all(axis=1))
    left = points[body.faces[feet], 0].mean(axis=1) > 0.0
    for foot in (feet[left], feet[~left]):
        corners = points[body.faces[foot]]
        normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        middle = corners.mean(axis=1)
        outwards = ((middle - middle.mean(axis=0)) * normal).sum(axis=1) > 0.0
        keep[foot] = outwards | (middle[:, 2] > 0.03 * body.height_m)
    return np.ascontiguousarray(body.faces[keep])


def _loosen(rng: np.random.Generator, body: Body, cut: Floats) -> Floats:
    """Return the standing surface that garments hang on: shoes without toes, cloth that spans hollows."""
    from engine.simulation import kernels as k

    z, parts = body.vertices[:, 2], body.parts
    shirt = (
        (parts == TORSO)
        & (z > cut[k.CUT_WAIST])
        & (z < cut[k.CUT_COLLAR_Z] - 0.04 * cut[k.CUT_UNIT])
    )
    trousers = ((parts == TORSO) & (z <= cut[k.CUT_WAIST])) | (
        (parts == THIGH) & (z > cut[k.CUT_HEM])
    )
    points = _put_on_shoes(body, cut)
    points = _span(body, points, shirt, int(rng.integers(15, 60)))
    return _span(body, points, trousers, int(rng.integers(10, 40)))


def dress(body: Body, seed: int) -> Outfit:
    """Dress a body; same seed, same clothes."""
    from engine.simulation import kernels as k

    rng = np.random.default_rng([seed, 2])
    palette, cut = _palette(rng), _cut(rng, body)
    arm = along_arm(body)
    points = np.ascontiguousarray(_loosen(rng, body, cut))
    normals = np.empty_like(points)
    k.vertex_normals(points, body.faces, normals)
    off = _smooth(body, _thickness(rng, body, cut, arm), body.parts != EYE, 3)
    points = points + normals * off[:, None]
    points[:, 2] = np.maximum(points[:, 2], 0.0)
    points = np.ascontiguousarray(points, np.float32)
    faces = _drop_inner_faces(body, points)
    corner = body.parts[faces]
    face_parts = np.where(corner[:, 1] == corner[:, 2], corner[:, 1], corner[:, 0]).astype(np.uint8)
    surface = np.concatenate([points, arm[:, None]], axis=1)
    return Outfit(palette, cut, points, faces, surface, face_parts)
