"""Round stickers and prints on a simulated person: adhesive dots at landmarks, buttons, logos, patterns.

A sticker lies on the outermost surface (cloth or skin) about one vertex of the mesh and moves, bends and
is lit with it. The place of a dot is that vertex: its way through the room is the truth about the dot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from engine.core.measurands import BY_DOTS, MEASURANDS
from engine.core.sites import Site
from engine.simulation.body import TORSO, Body
from engine.simulation.camera import Facing
from engine.simulation.clothing import Outfit
from engine.simulation.pose import Motion

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Colour = tuple[float, float, float]

GREEN: Colour = (0.05, 0.72, 0.25)
PINK: Colour = (0.95, 0.15, 0.55)
BLUE: Colour = (0.05, 0.40, 0.85)
YELLOW: Colour = (0.95, 0.85, 0.05)

_RAY = 0.012
"""How far a vertex may lie beside the ray that looks for it, metres."""


@dataclass(frozen=True, slots=True)
class Stickers:
    """Adhesive dots on a person, all of one pack.

    Attributes:
        diameter_m: Diameter, metres.
        colour: RGB in [0, 1], as in a palette of clothes.
        sites: Where they are put; C7 is put on seen from behind only.
        gone: When a dot falls off, seconds; those not named stay on.
    """

    diameter_m: float = 0.024
    colour: Colour = GREEN
    sites: tuple[Site, ...] = tuple(Site)
    gone: Mapping[Site, float] = field(default_factory=dict)


def _site_ray(body: Body, site: Site, facing: Facing) -> tuple[Doubles, Doubles]:
    """Return a point inside the body and the way to the surface there, metres, standing."""
    points, tall = body.keypoints.astype(np.float64), body.height_m
    ahead = -1.0 if facing == "front" else 1.0
    side = 1.0 if site in (Site.LEFT_ACROMION, Site.LEFT_ILIAC, Site.LEFT_ANKLE) else -1.0
    hips = points[11:13].mean(axis=0)
    if site is Site.C7:
        return np.array([0.0, hips[1], body.head("neck01")[2] - 0.012 * tall]), np.array(
            [0, 1.0, 0]
        )
    if site in (Site.LEFT_ACROMION, Site.RIGHT_ACROMION):
        shoulder = points[5 if side > 0 else 6] * np.array([0.93, 1.0, 1.0])
        return shoulder, np.array([0.25 * side, 0.75 * ahead, 0.6])
    if site in (Site.LEFT_ILIAC, Site.RIGHT_ILIAC):
        apart, up = (0.068, 0.05) if facing == "front" else (0.03, 0.062)
        inside = np.array([side * apart * tall, hips[1], hips[2] + up * tall])
        return inside, np.array([0.0, ahead, 0.0])
    ankle = points[15 if side > 0 else 16] + np.array([0.0, 0.0, 0.012 * tall])
    return ankle, np.array([0.35 * side, ahead, 0.0])


def vertex_at(surface: Floats, inside: Doubles, way: Doubles) -> int:
    """Return the vertex of the outermost surface ``[V, 3]`` nearest to a ray from inside."""
    way = way / np.linalg.norm(way)
    from_there = surface.astype(np.float64) - inside
    along = from_there @ way
    beside = np.linalg.norm(from_there - along[:, None] * way, axis=1)
    near = (along > 0.0) & (along < 0.3) & (beside < _RAY)
    outer = float(along[near].max()) - _RAY if near.any() else 0.0
    return int(np.where((along > outer) & (along < 0.3), beside, np.inf).argmin())


def place_dots(stickers: Stickers, body: Body, outfit: Outfit, facing: Facing) -> dict[Site, int]:
    """Return the vertex of the dressed surface in the middle of each dot."""
    worn = [site for site in stickers.sites if site is not Site.C7 or facing == "back"]
    return {site: vertex_at(outfit.vertices, *_site_ray(body, site, facing)) for site in worn}


def add_dots(
    stickers: Stickers, vertices: Mapping[Site, int], outfit: Outfit, seconds: float
) -> Outfit:
    """Add the dots that are on at a time to an outfit."""
    on = [v for site, v in vertices.items() if seconds < stickers.gone.get(site, np.inf)]
    discs = np.array(
        [(*outfit.vertices[v], stickers.diameter_m / 2.0, *stickers.colour) for v in on], np.float32
    )
    return replace(outfit, discs=np.concatenate([outfit.discs, discs.reshape(-1, 7)]))


def dot_paths(motion: Motion, outfit: Outfit, vertices: Mapping[Site, int]) -> dict[Site, Doubles]:
    """Return the middle of each dot in the room at each moment, float64 ``[T, 3]``, metres."""
    body = motion.body
    found = {}
    for site, vertex in vertices.items():
        weights = body.weights[vertex].astype(np.float64)
        affine = motion.affine[:, body.weight_bones[vertex]].astype(np.float64)
        blend = np.einsum("k,tkij->tij", weights, affine)
        found[site] = blend[..., :3] @ outfit.vertices[vertex].astype(np.float64) + blend[..., 3]
    return found


def dot_truth(places: Mapping[Site, Doubles], cycles: slice, height_m: float) -> dict[str, float]:
    """Return the true measurements of the dots by name (see `engine.gait.dot_measurements`).

    Tilts: the angle of the line between the middles of two dots to the floor, seen along the walk, degrees;
    from the means over whole gait cycles of their difference in height and of their distance to the side,
    as for the joints in `engine.simulation.truth`. C7: its mean distance to the side from the middle
    between two dots, percent of the standing height. Positive: the own left is lower, or C7 lies there.
    """
    found = {}
    for name, (first, *others) in ((name, one.sites) for name, one in BY_DOTS.items()):
        if not all(site in places for site in (first, *others)):
            continue
        middle = np.mean([places[site][cycles] for site in others], axis=0)
        away = places[first][cycles] - middle
        if MEASURANDS[name].tilts:
            apart = away.mean(axis=0)
            found[name] = float(np.degrees(np.arctan2(-apart[2], apart[0])))
        else:
            found[name] = 100.0 * float(away[:, 0].mean()) / height_m
    return found


def add_prints(outfit: Outfit, body: Body, kind: str, seed: int) -> Outfit:
    """Add prints that are no dots: ``buttons``, ``logo``, ``polka``, ``badges``, ``confetti``.

    Raises:
        KeyError: There is no such print.
    """
    rng = np.random.default_rng([seed, 17])
    discs = _PRINTS[kind](rng, outfit, body)
    return replace(outfit, discs=np.concatenate([outfit.discs, discs.astype(np.float32)]))


def _vivid(rng: np.random.Generator) -> Doubles:
    return np.array([GREEN, PINK, BLUE, YELLOW, (0.85, 0.1, 0.1)][int(rng.integers(5))])


def _discs(outfit: Outfit, vertices: list[int], radius: float, colour: Doubles) -> Doubles:
    rows = [(*outfit.vertices[v], radius, *colour) for v in vertices]
    return np.array(rows, np.float64).reshape(-1, 7)


def _buttons(rng: np.random.Generator, outfit: Outfit, body: Body) -> Doubles:
    """A row of buttons down the middle, in front and behind."""
    waist, neck = 0.54 * body.height_m, 0.8 * body.height_m
    heights = np.arange(waist, neck, rng.uniform(0.06, 0.11))
    found = [
        vertex_at(outfit.vertices, np.array([0.0, 0.0, z]), np.array([0.0, way, 0.0]))
        for z in heights
        for way in (-1.0, 1.0)
    ]
    return _discs(outfit, found, float(rng.uniform(0.006, 0.012)), _vivid(rng))


def _logo(rng: np.random.Generator, outfit: Outfit, body: Body) -> Doubles:
    """A round badge on one side of the chest and of the back."""
    inside = np.array([rng.choice([-1, 1]) * 0.055, 0.0, 0.74]) * body.height_m
    found = [vertex_at(outfit.vertices, inside, np.array([0.0, way, 0.0])) for way in (-1.0, 1.0)]
    return _discs(outfit, found, float(rng.uniform(0.009, 0.04)), _vivid(rng))


def _polka(rng: np.random.Generator, outfit: Outfit, body: Body) -> Doubles:
    """Dots all over the shirt, as large as adhesive ones."""
    step = float(rng.uniform(0.045, 0.08))
    found = []
    for z in np.arange(0.48 * body.height_m, 0.83 * body.height_m, step):
        for x in np.arange(-0.14, 0.15, step):
            for way in (-1.0, 1.0):
                inside = np.array([x * body.height_m / 1.6, 0.0, z])
                found.append(vertex_at(outfit.vertices, inside, np.array([0.0, way, 0.0])))
    return _discs(outfit, sorted(set(found)), float(rng.uniform(0.009, 0.015)), _vivid(rng))


def _badges(rng: np.random.Generator, outfit: Outfit, body: Body) -> Doubles:
    """Two pins at either side of the collar and one on the trousers."""
    tall, found = body.height_m, []
    for x, z in ((0.03, 0.77), (-0.03, 0.77), (float(rng.choice([-1, 1])) * 0.05, 0.5)):
        for way in (-1.0, 1.0):
            inside = np.array([x * tall, 0.0, z * tall])
            found.append(vertex_at(outfit.vertices, inside, np.array([0.0, way, 0.0])))
    return _discs(outfit, found, float(rng.uniform(0.008, 0.014)), _vivid(rng))


def _confetti(rng: np.random.Generator, outfit: Outfit, body: Body) -> Doubles:
    """Discs of many colours and sizes anywhere on trunk and thighs."""
    cloth = np.flatnonzero((body.parts == TORSO) | (body.vertices[:, 2] > 0.35 * body.height_m))
    found = rng.choice(cloth, int(rng.integers(20, 60)), replace=False)
    rows = [_discs(outfit, [int(v)], float(rng.uniform(0.005, 0.02)), _vivid(rng)) for v in found]
    return np.concatenate(rows)


_PRINTS = {
    "buttons": _buttons,
    "logo": _logo,
    "polka": _polka,
    "badges": _badges,
    "confetti": _confetti,
}
