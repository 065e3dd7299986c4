"""A body of tubes: limbs of elliptic rings with proportions of its own, on bones named as anny's.

Nothing of anny is in it. Segment lengths as shares of height: D. A. Winter, Biomechanics and Motor
Control of Human Movement, 4th ed. (2009), figure 4.1; widths and depths set by hand, varied by person.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from engine.simulation.body import (
    EYE,
    FOOT,
    FOREARM,
    HAND,
    HEAD,
    SHANK,
    THIGH,
    TORSO,
    UPPER_ARM,
    Body,
    Person,
)
from engine.simulation.makes.meshes import (
    Carried,
    Doubles,
    Mesh,
    ball,
    join_meshes,
    line,
    tube,
    weights_of,
)

_SPINE = ("spine05", "spine04", "spine03", "spine02", "spine01")
_KEYPOINT_BONES = (
    *("head", "head", "head", "head", "head"),
    *("clavicle.L", "clavicle.R", "upperarm02.L", "upperarm02.R", "lowerarm02.L", "lowerarm02.R"),
    *("root", "root", "lowerleg01.L", "lowerleg01.R", "lowerleg02.L", "lowerleg02.R"),
)
_LEVELS = (0.555, 0.615, 0.665, 0.715, 0.765, 0.84)
# Torso: height, half width, half depth, how far forward (shares of height), crotch to chin.
_TORSO = (
    (0.470, 0.060, 0.055, 0.000),
    (0.490, 0.088, 0.066, 0.004),
    (0.520, 0.098, 0.071, 0.006),
    (0.555, 0.098, 0.068, 0.004),
    (0.590, 0.088, 0.061, 0.000),
    (0.625, 0.080, 0.056, -0.002),
    (0.665, 0.085, 0.059, -0.002),
    (0.710, 0.094, 0.065, 0.000),
    (0.750, 0.100, 0.066, 0.003),
    (0.780, 0.102, 0.062, 0.005),
    (0.800, 0.098, 0.055, 0.006),
    (0.815, 0.086, 0.048, 0.006),
    (0.828, 0.066, 0.042, 0.006),
    (0.840, 0.046, 0.037, 0.005),
    (0.855, 0.034, 0.033, 0.002),
    (0.880, 0.031, 0.031, -0.004),
    (0.905, 0.031, 0.031, -0.006),
)


class _Measures:
    """Proportions of one person, shares of height."""

    def __init__(self, person: Person, seed: int) -> None:
        rng = np.random.default_rng([seed, 25])
        female, adult = person.sex == "female", float(np.clip((person.age - 10.0) / 8.0, 0.0, 1.0))
        stout = 1.0 + 0.45 * (person.weight - 0.45) + float(rng.normal(0.0, 0.03))
        broad = 0.100 + (0.004 if female else 0.012) * adult + float(rng.normal(0.0, 0.004))
        self.stout, self.strong = stout, 1.0 + 0.3 * (person.muscle - 0.5)
        self.shoulder_x, self.shoulder_z = broad, 0.816 + float(rng.normal(0.0, 0.006))
        self.hip_x = 0.052 + (0.006 if female else 0.0) * adult + float(rng.normal(0.0, 0.002))
        self.hip_z = 0.520 + float(rng.normal(0.0, 0.008))
        self.knee_z = 0.282 + float(rng.normal(0.0, 0.005))
        self.elbow, self.wrist = 0.172 + float(rng.normal(0.0, 0.004)), 0.150
        self.waist = float(rng.uniform(0.85, 1.02)) - (0.05 if female else 0.0) * adult
        self.slope = float(rng.uniform(0.8, 1.25))
        self.head = float(rng.uniform(0.94, 1.06)) * (1.06 - 0.06 * adult)


def _joints(m: _Measures) -> dict[str, Doubles]:
    """Return the joint at which each bone begins, shares of height."""
    joints = {"root": (0.0, 0.0, m.hip_z + 0.01)}
    for name, level in zip(_SPINE, _LEVELS, strict=False):
        joints[name] = (0.0, 0.004, level)
    joints |= {"neck01": (0.0, 0.006, _LEVELS[-1]), "head": (0.0, 0.0, 0.875)}
    for side, sign in (("L", 1.0), ("R", -1.0)):
        out = np.array([np.sin(np.radians(20.0)), 0.0, -np.cos(np.radians(20.0))])
        shoulder = np.array([m.shoulder_x, 0.006, m.shoulder_z])
        elbow, wrist = shoulder + m.elbow * out, shoulder + (m.elbow + m.wrist) * out
        hip, knee = np.array([m.hip_x, 0.0, m.hip_z]), np.array([0.9 * m.hip_x, -0.004, m.knee_z])
        ankle = np.array([0.8 * m.hip_x, 0.004, 0.042])
        own = {
            "clavicle": np.array([0.015, -0.01, m.shoulder_z - 0.004]),
            "shoulder01": shoulder - (0.02, 0.0, 0.0),
            "upperarm01": shoulder,
            "upperarm02": (shoulder + elbow) / 2.0,
            "lowerarm01": elbow,
            "lowerarm02": (elbow + wrist) / 2.0,
            "wrist": wrist,
            "upperleg01": hip,
            "upperleg02": (hip + knee) / 2.0,
            "lowerleg01": knee,
            "lowerleg02": (knee + ankle) / 2.0,
            "foot": ankle,
            "eye": np.array([0.019 * m.head, -0.058 * m.head, 0.937]),
        }
        own |= {f"toe{k}-1": np.add(ankle, (0.008 * (k - 3), -0.085, -0.03)) for k in range(1, 6)}
        joints |= {f"{name}.{side}": tuple(place * (sign, 1.0, 1.0)) for name, place in own.items()}
    return {name: np.asarray(place, np.float64) for name, place in joints.items()}


def _parents() -> dict[str, str]:
    """Return the parent of each bone, a parent before its children."""
    tree = {"root": "", "spine05": "root"}
    tree |= {child: parent for parent, child in pairwise(_SPINE)}
    tree |= {"neck01": "spine01", "head": "neck01"}
    chains: Mapping[str, tuple[str, ...]] = {
        "spine01": ("clavicle", "shoulder01", "upperarm01", "upperarm02", "lowerarm01", "lowerarm02",
                    "wrist"),
        "root": ("upperleg01", "upperleg02", "lowerleg01", "lowerleg02", "foot"),
        "head": ("eye",),
    }  # fmt: skip
    for side in "LR":
        for start, names in chains.items():
            parent = start
            for name in names:
                tree[f"{name}.{side}"], parent = parent, f"{name}.{side}"
        tree |= {f"toe{k}-1.{side}": f"foot.{side}" for k in range(1, 6)}
    return tree


def _between(z: float) -> dict[str, float]:
    """Return the shares of root, spine and neck at a height of the trunk."""
    names = ("root", *_SPINE, "neck01")
    levels = (0.52, 0.585, 0.64, 0.69, 0.74, 0.79, 0.865)
    place = float(np.interp(z, levels, range(len(levels))))
    low = min(int(place), len(levels) - 2)
    return {names[low]: low + 1.0 - place + 1e-9, names[low + 1]: place - low + 1e-9}


def _torso(m: _Measures) -> Mesh:
    rows = np.array(_TORSO)
    rows = line(rows.tolist(), 3 * len(rows))
    wide = rows[:, 1] * np.where(rows[:, 0] < 0.84, m.stout, 1.0)
    wide *= 1.0 + (m.waist - 1.0) * np.exp(-(((rows[:, 0] - 0.625) / 0.05) ** 2))
    slope = np.exp(-(((rows[:, 0] - 0.832) / 0.016) ** 2))
    wide *= 1.0 + (m.slope - 1.0) * slope
    wide *= np.where(rows[:, 0] > 0.74, m.shoulder_x / 0.105, 1.0) ** np.where(
        rows[:, 0] < 0.85, 1, 0
    )
    deep = rows[:, 2] * np.where(rows[:, 0] < 0.84, m.stout, 1.0)
    rings = np.stack([0 * wide, -rows[:, 3] + 0.004, rows[:, 0], wide, deep], axis=1)
    mesh = tube(rings, [_between(z) for z in rows[:, 0]], TORSO, around=40, power=2.4)
    return mesh._replace(carried=tuple(map(_assign_girdle, mesh.vertices, mesh.carried)))


def _assign_girdle(point: Doubles, own: Carried) -> Carried:
    """Hand what lies at the top of the trunk to the clavicle of its side."""
    height = np.clip((point[2] - 0.755) / 0.05, 0.0, 1.0) * np.clip(
        (0.86 - point[2]) / 0.03, 0.0, 1.0
    )
    share = float(height * np.clip((abs(point[0]) - 0.02) / 0.04, 0.0, 1.0))
    if share <= 0.0:
        return own
    side = "L" if point[0] > 0 else "R"
    return {name: (1.0 - share) * part for name, part in own.items()} | {f"clavicle.{side}": share}


def _limb(
    joints: Mapping[str, Doubles],
    names: tuple[str, str, str],
    radii: Doubles,
    parts: tuple[int, int],
) -> list[Mesh]:
    """Return both halves of a limb: three joints, radii ``[6]`` evenly along it, parts above and below."""
    first, middle, last = (joints[name] for name in names)
    upper, lower = names[0], names[1]
    count = 14
    halves = []
    for half, (start, end) in enumerate(((first, middle), (middle, last))):
        own = radii[3 * half : 3 * half + 3]
        along = line([start.tolist(), end.tolist()], count)
        size = np.interp(np.linspace(0, 2, count), range(3), own)
        caps = np.array([0.55, 0.85])
        size[:2] *= caps
        size[-2:] *= caps[::-1]
        way = (end - start) / np.linalg.norm(end - start)
        along[0] -= way * own[0] * 0.3
        along[-1] += way * own[2] * 0.5
        share = np.clip(np.linspace(-0.35, 0.65, count) * 2.0, 0.0, 0.5)
        other = {0: lower, 1: upper}[half]
        near = share if half == 0 else share[::-1]
        carried = [{(upper, lower)[half]: 1.0 - s + 1e-9, other: s + 1e-9} for s in 0.6 * near]
        rings = np.concatenate([along, size[:, None], size[:, None]], axis=1)
        halves.append(tube(rings, carried, parts[half]))
    return halves


def _side(m: _Measures, joints: Mapping[str, Doubles], side: str, sign: float) -> list[Mesh]:
    """Return arm, leg, hand and foot of a side."""
    arm = m.stout * m.strong * np.array([0.030, 0.027, 0.023, 0.024, 0.021, 0.015])
    leg = m.stout * np.array([0.054, 0.047, 0.034, 0.032, 0.036, 0.021])
    name = {key: f"{key}.{side}" for key in ("upperarm01", "lowerarm01", "wrist", "foot")}
    meshes = _limb(
        joints, (name["upperarm01"], name["lowerarm01"], name["wrist"]), arm, (UPPER_ARM, FOREARM)
    )
    meshes += _limb(
        joints, (f"upperleg01.{side}", f"lowerleg01.{side}", name["foot"]), leg, (THIGH, SHANK)
    )
    cap = joints[name["upperarm01"]] - (0.006 * sign, 0.0, 0.008)
    carried = {f"clavicle.{side}": 0.55, name["upperarm01"]: 0.45}
    meshes.append(ball(cap.tolist(), (0.030 * m.stout, 0.032 * m.stout, 0.027), carried, TORSO))
    wrist, elbow = joints[name["wrist"]], joints[name["lowerarm01"]]
    hand = wrist + 0.28 * (wrist - elbow)
    meshes.append(ball(hand.tolist(), (0.016, 0.024, 0.046), {name["wrist"]: 1.0}, HAND))
    ankle = joints[name["foot"]]
    rows = [
        (ankle[0], ankle[1] + 0.030, 0.020, 0.012, 0.016),
        (ankle[0], ankle[1] + 0.018, 0.024, 0.020, 0.023),
        (ankle[0], ankle[1] - 0.030, 0.026, 0.024, 0.025),
        (ankle[0], ankle[1] - 0.075, 0.018, 0.028, 0.017),
        (ankle[0], ankle[1] - 0.108, 0.013, 0.022, 0.012),
        (ankle[0], ankle[1] - 0.118, 0.012, 0.010, 0.008),
    ]
    table = line(rows, 16)
    toes: Carried = {f"toe{k}-1.{side}": 0.2 for k in range(1, 6)}
    held = [toes if row[1] < ankle[1] - 0.085 else {name["foot"]: 1.0} for row in table]
    meshes.append(tube(table, held, FOOT))
    return meshes


def _head(m: _Measures) -> list[Mesh]:
    own: Carried = {"head": 1.0}
    wide = m.head
    meshes = [
        ball((0.0, -0.004, 0.940), (0.048 * wide, 0.060 * wide, 0.060), own, HEAD, rings=22),
        ball((0.0, -0.020, 0.905), (0.034 * wide, 0.038 * wide, 0.036), own, HEAD),
        ball((0.0, -0.065 * wide, 0.918), (0.008, 0.011, 0.013), own, HEAD, rings=8),
    ]
    for sign in (1.0, -1.0):
        ear = (sign * 0.049 * wide, 0.004, 0.930)
        meshes.append(ball(ear, (0.005, 0.010, 0.017), own, HEAD, rings=8))
        eye = (sign * 0.019 * wide, -0.054 * wide, 0.937)
        meshes.append(ball(eye, (0.008, 0.007, 0.006), own, EYE, rings=8))
    return meshes


def _keypoints(m: _Measures, joints: Mapping[str, Doubles]) -> Doubles:
    """Return the COCO-17 keypoints of the standing body, shares of height, float64 ``[17, 3]``."""
    wide = m.head
    left = [(0.019 * wide, -0.060 * wide, 0.937), (0.052 * wide, 0.004, 0.930)]
    names = ("upperarm01", "lowerarm01", "wrist", "upperleg01", "lowerleg01", "foot")
    left += [tuple(joints[f"{name}.L"]) for name in names]
    both = [place for one in left for place in (one, (-one[0], one[1], one[2]))]
    return np.array([(0.0, -0.076 * wide, 0.918), *both], np.float64)


def tube_body(person: Person, seed: int) -> Body:
    """Build the standing body of a person; same person and seed, same body."""
    m = _Measures(person, seed)
    joints, tree = _joints(m), _parents()
    meshes = [_torso(m), *_head(m), *_side(m, joints, "L", 1.0), *_side(m, joints, "R", -1.0)]
    whole = join_meshes(meshes)
    names = tuple(tree)
    weights, weight_bones = weights_of(whole.carried, names)
    low = float(whole.vertices[:, 2].min())
    scale = person.height_m / float(whole.vertices[:, 2].max() - low)
    heads = np.array([joints[name] for name in names])

    def sized(points: Doubles) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return np.ascontiguousarray((points - (0.0, 0.0, low)) * scale, np.float32)

    return Body(
        height_m=person.height_m,
        vertices=sized(whole.vertices),
        faces=np.ascontiguousarray(whole.faces),
        weights=weights,
        weight_bones=weight_bones,
        bones=names,
        parents=tuple(names.index(parent) if parent else -1 for parent in tree.values()),
        heads=sized(heads),
        keypoints=sized(_keypoints(m, joints)),
        keypoint_bones=np.array([names.index(bone) for bone in _KEYPOINT_BONES], np.int32),
        parts=whole.parts,
    )
