"""Loose garments, hair and bags on a dressed body: cloth that stands off, and surfaces of their own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.simulation.body import FOREARM, GARMENT, HEAD, SHANK, THIGH, TORSO, UPPER_ARM, Body
from engine.simulation.clothing import Outfit
from engine.simulation.makes.meshes import Carried, Mesh, ball, join_meshes, line, tube, weights_of

Floats = NDArray[np.float32]

_SHIRT, _TROUSERS, _SHOES, _HAIR, _SOCKS = 1, 3, 4, 6, 7


def wear(
    body: Body, outfit: Outfit, rng: np.random.Generator
) -> tuple[Body, Outfit, tuple[str, ...]]:
    """Dress a body loosely; return body and outfit with what hangs on them, and its names."""
    worn: list[str] = []
    meshes: list[Mesh] = []
    top = str(rng.choice(["shirt", "loose shirt", "jacket", "hoodie"], p=(0.15, 0.25, 0.35, 0.25)))
    legs = str(rng.choice(["trousers", "wide trousers", "skirt"], p=(0.35, 0.35, 0.3)))
    hair = str(rng.choice(["short hair", "long hair", "ponytail"], p=(0.3, 0.4, 0.3)))
    bag = str(rng.choice(["no bag", "backpack", "shoulder bag"], p=(0.45, 0.3, 0.25)))
    outfit = _loosen(body, outfit, rng, top, legs)
    if top == "hoodie":
        meshes.append(_hood(body, rng))
    if legs == "skirt":
        meshes.append(_skirt(body, rng))
    if hair != "short hair":
        meshes.append(_hair(body, rng, hair == "long hair"))
    if bag == "backpack":
        meshes += _backpack(body, rng)
    elif bag == "shoulder bag":
        meshes += _shoulder_bag(body, rng)
    worn = [one for one in (top, legs, hair, bag) if one not in ("shirt", "trousers", "no bag")]
    return (*_hang(body, outfit, meshes), tuple(worn))


def _loosen(body: Body, outfit: Outfit, rng: np.random.Generator, top: str, legs: str) -> Outfit:
    """Let cloth stand off the body by centimetres, with folds of its own on each side."""
    from engine.simulation import kernels as k

    unit = body.height_m / 1.6
    points, parts = outfit.vertices, body.parts
    waist, arm = outfit.cut[k.CUT_WAIST], outfit.surface[:, 3]
    thick = {"shirt": 0.0, "loose shirt": 0.016, "jacket": 0.028, "hoodie": 0.024}[top]
    thick *= float(rng.uniform(0.7, 1.4))
    off = np.zeros(len(points))
    trunk = (parts == TORSO) & (points[:, 2] > waist - 0.06 * unit)
    off[trunk & (points[:, 2] < outfit.cut[k.CUT_COLLAR_Z] + 0.02 * unit)] = thick
    sleeve = 0.98 if top in ("jacket", "hoodie") else outfit.cut[k.CUT_SLEEVE]
    off[np.isin(parts, (UPPER_ARM, FOREARM)) & (arm < sleeve)] = 0.7 * thick
    if legs == "wide trousers":
        leg = np.isin(parts, (THIGH, SHANK)) & (points[:, 2] > outfit.cut[k.CUT_SHOE] + 0.02 * unit)
        down = 1.0 - points[:, 2] / body.keypoints[11, 2]
        off[leg] = (rng.uniform(0.012, 0.02) + rng.uniform(0.0, 0.03) * down)[leg]
    off *= unit * (1.0 + 0.5 * _folds(rng, points / unit))
    for _ in range(5):
        off = _average(body, off)
    normals = np.empty_like(points)
    k.vertex_normals(np.ascontiguousarray(points), body.faces, normals)
    cut = outfit.cut.copy()
    cut[k.CUT_SLEEVE] = sleeve
    if legs == "wide trousers":
        cut[k.CUT_HEM] = min(float(cut[k.CUT_HEM]), 0.1 * body.height_m)
    moved = np.ascontiguousarray(points + normals * off[:, None], np.float32)
    surface = np.concatenate([moved, outfit.surface[:, 3:]], axis=1).astype(np.float32)
    return replace(outfit, vertices=moved, surface=surface, cut=cut)


def _folds(rng: np.random.Generator, points: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return smooth waves over a body in about [-1, 1], not the same left and right."""
    total = np.zeros(len(points))
    for _ in range(6):
        way = rng.normal(0.0, 9.0, 3)
        total += np.sin(points @ way + rng.uniform(0.0, 6.28)) / 2.4
    return np.clip(total, -1.2, 1.2)


def _average(body: Body, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean of each vertex with those it shares a triangle with."""
    sums, count = np.zeros(len(values)), np.zeros(len(values))
    for a, b in ((0, 1), (1, 2), (2, 0)):
        for one, other in ((a, b), (b, a)):
            np.add.at(sums, body.faces[:, one], values[body.faces[:, other]])
            np.add.at(count, body.faces[:, one], 1.0)
    return np.where(count > 0, 0.5 * values + 0.5 * sums / np.maximum(count, 1.0), values)


def _skirt(body: Body, rng: np.random.Generator) -> Mesh:
    unit = body.height_m / 1.6
    hips, knees = float(body.keypoints[11, 2]), float(body.keypoints[13, 2])
    low = knees + float(rng.uniform(-0.15, 0.6)) * (hips - knees)
    wide = float(np.abs(body.vertices[_band(body, hips - 0.05 * unit), 0]).max())
    flare = float(rng.uniform(1.05, 1.45))
    rows = [
        (0.0, 0.0, hips + 0.09 * unit, 0.80 * wide, 0.72 * wide),
        (0.0, 0.0, hips - 0.04 * unit, 1.12 * wide, 0.95 * wide),
        (0.0, 0.0, low, flare * 1.15 * wide, flare * 1.02 * wide),
    ]
    table = line(rows, 18)
    mesh = tube(table, [{"root": 1.0}] * len(table), GARMENT + _TROUSERS, around=36)

    def carried(point: NDArray[np.float64]) -> Carried:
        share = float(np.clip((hips - point[2]) / (hips - knees), 0.0, 1.0)) * 0.85
        left = float(np.clip(0.5 + point[0] / (1.2 * wide), 0.0, 1.0))
        legs = {"upperleg01.L": share * left, "upperleg01.R": share * (1.0 - left)}
        return {"root": 1.0 - share + 1e-6} | legs

    return mesh._replace(carried=tuple(carried(point) for point in mesh.vertices))


def _band(body: Body, z: float) -> NDArray[np.bool_]:
    """Choose the trunk's vertices about a height."""
    trunk = np.isin(body.parts, (TORSO, THIGH))
    return np.asarray(trunk & (np.abs(body.vertices[:, 2] - z) < 0.04 * body.height_m))


def _back(body: Body, z: float) -> float:
    """Return the place of the trunk's back at a height, metres."""
    near = _band(body, z) & (np.abs(body.vertices[:, 0]) < 0.05 * body.height_m)
    return float(body.vertices[near, 1].max()) if near.any() else 0.08


def _hair(body: Body, rng: np.random.Generator, long: bool) -> Mesh:
    unit = body.height_m / 1.6
    head = body.vertices[body.parts == HEAD]
    top, wide = float(head[:, 2].max()), float(np.abs(head[:, 0]).max())
    behind, middle = float(head[:, 1].max()), float(head[:, 1].mean())
    if long:
        length = float(rng.uniform(0.28, 0.5)) * unit
        rows = [
            (0.0, middle + 0.05 * unit, top - 0.005 * unit, 0.4 * wide, 0.05 * unit),
            (0.0, middle + 0.055 * unit, top - 0.06 * unit, 1.12 * wide, 0.075 * unit),
            (0.0, middle + 0.07 * unit, top - 0.17 * unit, 1.18 * wide, 0.06 * unit),
            (0.0, behind + 0.005 * unit, top - 0.27 * unit, 1.2 * wide, 0.04 * unit),
            (0.0, behind + 0.03 * unit, top - length, 1.1 * wide, 0.025 * unit),
        ]
    else:
        length = float(rng.uniform(0.2, 0.4)) * unit
        rows = [
            (0.0, behind - 0.01 * unit, top - 0.05 * unit, 0.02 * unit, 0.02 * unit),
            (0.0, behind + 0.045 * unit, top - 0.05 * unit, 0.028 * unit, 0.026 * unit),
            (0.0, behind + 0.06 * unit, top - 0.15 * unit, 0.034 * unit, 0.03 * unit),
            (0.0, behind + 0.05 * unit, top - 0.05 * unit - length, 0.012 * unit, 0.012 * unit),
        ]
    table = line(rows, 20)
    shares = [float(np.clip((top - 0.2 * unit - row[2]) / (0.2 * unit), 0.0, 0.8)) for row in table]
    carried: list[Carried] = [
        {"head": 1.0 - s, "spine01": s + 1e-6} if long else {"head": 1.0} for s in shares
    ]
    return tube(table, carried, GARMENT + _HAIR, around=24)


def _hood(body: Body, rng: np.random.Generator) -> Mesh:
    unit = body.height_m / 1.6
    neck = body.head("neck01")
    size = float(rng.uniform(0.8, 1.2)) * unit
    middle = (0.0, float(neck[1]) + 0.06 * unit, float(neck[2]) + 0.01 * unit)
    return ball(
        middle, (0.115 * size, 0.06 * size, 0.05 * size), {"spine01": 1.0}, GARMENT + _SHIRT
    )


def _backpack(body: Body, rng: np.random.Generator) -> list[Mesh]:
    unit = body.height_m / 1.6
    high = float(body.keypoints[5, 2]) - float(rng.uniform(-0.01, 0.06)) * unit
    low = high - float(rng.uniform(0.3, 0.46)) * unit
    half, deep = float(rng.uniform(0.11, 0.17)) * unit, float(rng.uniform(0.06, 0.11)) * unit
    back = max(_back(body, z) for z in np.linspace(low, high, 5)) + deep
    aside = float(rng.normal(0.0, 0.008)) * unit
    rows = [
        (aside, back, low, 0.7 * half, 0.7 * deep),
        (aside, back, low + 0.03 * unit, half, deep),
        (aside, back, high - 0.05 * unit, half, deep),
        (aside, back - 0.2 * deep, high, 0.6 * half, 0.5 * deep),
    ]
    own: Carried = {"spine02": 0.5, "spine03": 0.5}
    meshes = [tube(line(rows, 14), [own] * 14, GARMENT + _SHOES, around=32, power=4.0)]
    for sign in (1.0, -1.0):
        x, top = sign * 0.6 * abs(float(body.keypoints[5, 0])), float(body.keypoints[5, 2])
        meshes.append(_strap(body, [(x, top + 0.075 * unit), (1.1 * x, low + 0.12 * unit)], back))
    return meshes


def _strap(body: Body, ends: list[tuple[float, float]], back: float) -> Mesh:
    """Return a band from the back over the shoulder down the front of the chest (x, z of both ends)."""
    unit = body.height_m / 1.6
    (x0, z0), (x1, z1) = ends
    trunk = _band(body, (z0 + z1) / 2) & (np.abs(body.vertices[:, 0]) < 0.1 * body.height_m)
    front = float(body.vertices[trunk, 1].min()) - 0.004 * unit
    rows = [
        (x0, back - 0.05 * unit, z0 - 0.1 * unit, 0.022 * unit, 0.01 * unit),
        (x0, 0.5 * back, z0, 0.022 * unit, 0.01 * unit),
        (x0, 0.5 * front, z0, 0.022 * unit, 0.01 * unit),
        (x0, front, z0 - 0.09 * unit, 0.022 * unit, 0.01 * unit),
        (x1, front, z1, 0.022 * unit, 0.01 * unit),
    ]
    table = line(rows, 24)
    return tube(table, [{"spine01": 0.5, "spine02": 0.5}] * 24, GARMENT + _SHOES, around=10)


def _shoulder_bag(body: Body, rng: np.random.Generator) -> list[Mesh]:
    unit = body.height_m / 1.6
    side = float(rng.choice([-1.0, 1.0]))
    hip = float(body.keypoints[11, 2]) + float(rng.uniform(-0.06, 0.1)) * unit
    out = float(np.abs(body.vertices[_band(body, hip), 0]).max()) + 0.03 * unit
    rows = [
        (side * out, 0.05 * unit, hip - 0.12 * unit, 0.04 * unit, 0.11 * unit),
        (side * out, 0.05 * unit, hip + 0.1 * unit, 0.045 * unit, 0.12 * unit),
    ]
    bag = tube(line(rows, 8), [{"root": 1.0}] * 8, GARMENT + _SOCKS, around=28, power=4.0)
    across = float(rng.choice([-1.0, 1.0]))
    start = across * side * 0.55 * abs(float(body.keypoints[5, 0]))
    top = float(body.keypoints[5, 2]) + 0.06 * unit
    return [bag, _strap(body, [(start, top), (0.7 * side * out, hip + 0.12 * unit)], 0.1 * unit)]


def _hang(body: Body, outfit: Outfit, meshes: list[Mesh]) -> tuple[Body, Outfit]:
    """Add surfaces to body and outfit."""
    if not meshes:
        return body, outfit
    extra = join_meshes(meshes)
    start = len(body.vertices)
    points = extra.vertices.astype(np.float32)
    weights, bones = weights_of(extra.carried, body.bones)
    wider = replace(
        body,
        vertices=np.concatenate([body.vertices, points]),
        faces=np.concatenate([body.faces, extra.faces + start]).astype(np.int32),
        weights=np.concatenate([body.weights, weights]),
        weight_bones=np.concatenate([body.weight_bones, bones]),
        parts=np.concatenate([body.parts, extra.parts]),
    )
    surface = np.concatenate([points, np.zeros((len(points), 1), np.float32)], axis=1)
    dressed = replace(
        outfit,
        vertices=np.concatenate([outfit.vertices, points]),
        faces=np.concatenate([outfit.faces, extra.faces + start]).astype(np.int32),
        surface=np.concatenate([outfit.surface, surface]),
        face_parts=np.concatenate([outfit.face_parts, extra.parts[extra.faces[:, 0]]]),
    )
    return wider, dressed
