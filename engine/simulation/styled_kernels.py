"""Compiled shading for makes other than the usual one: hard or stepped light, shine, hollows, cloth.

Needs numba; only `styled` imports it, late.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.simulation.body import GARMENT
from engine.simulation.kernels import Surface, albedo_row, compiled, corner_shares, disc_at

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

# Kinds of cloth, the first entry of a pattern.
PLAIN, ACROSS, ALONG, CHECKS, SPOTS, CLOUDS = range(6)
# Entries of the style that `shade` reads.
WRAP, AMBIENT, STEPS, SHINE, GLOSS, OCCLUSION = range(6)


@compiled
def _chance(i: int, j: int, k: int) -> float:
    """Return a number in [0, 1) that looks random, the same for the same place."""
    value = np.sin(i * 12.9898 + j * 78.233 + k * 37.719) * 43758.5453
    return float(value - np.floor(value))


@compiled
def clouds(x: float, y: float, z: float) -> float:
    """Return smooth noise in [0, 1] at a place, about one hill a unit."""
    i, j, k = int(np.floor(x)), int(np.floor(y)), int(np.floor(z))
    u, v, w = x - i, y - j, z - k
    u, v, w = u * u * (3 - 2 * u), v * v * (3 - 2 * v), w * w * (3 - 2 * w)
    total = 0.0
    for a in range(2):
        for b in range(2):
            for c in range(2):
                share = (u if a else 1 - u) * (v if b else 1 - v) * (w if c else 1 - w)
                total += share * _chance(i + a, j + b, k + c)
    return total


@compiled
def second_colour(pattern: Floats, x: float, y: float, z: float) -> float:
    """Return the share of a pattern's second colour at a place, 0 to 1."""
    kind, scale, share = int(pattern[0]), pattern[1], pattern[2]
    if kind == ACROSS:
        return 1.0 if (z * scale) % 1.0 < share else 0.0
    if kind == ALONG:
        return 1.0 if ((x + 0.4 * y) * scale) % 1.0 < share else 0.0
    if kind == CHECKS:
        down = 1.0 if (z * scale) % 1.0 < share else 0.0
        return 0.5 * (down + (1.0 if ((x + 0.4 * y) * scale) % 1.0 < share else 0.0))
    if kind == SPOTS:
        u, v = ((x + 0.4 * y) * scale) % 1.0 - 0.5, (z * scale) % 1.0 - 0.5
        return 1.0 if u * u + v * v < 0.25 * share else 0.0
    if kind == CLOUDS:
        s = 0.5 * scale
        value = 0.65 * clouds(x * s, y * s, z * s) + 0.35 * clouds(x * 3 * s, y * 3 * s, z * 3 * s)
        return float(min(1.0, max(0.0, 6.0 * (value - 1.0 + share))))
    return 0.0


class Manner(NamedTuple):
    """How `shade` draws.

    Attributes:
        hollow: How hidden each vertex lies, 0 to 1, float32 ``[V]``.
        patterns: Cloth of each row of the palette, float32 ``[10, 6]``: kind, repeats a metre, share of the
            second colour, the second colour.
        style: See the names above.
        half_way: Unit vector between the light and the camera, float32 ``[3]``.
    """

    hollow: Floats
    patterns: Floats
    style: Floats
    half_way: Floats


@compiled
def shade(owner: Ints, screen: Floats, drawn: Surface, manner: Manner, out: Floats) -> None:
    """Colour what the z-buffer found, ``out [H, W, 4]``: premultiplied RGB and coverage.

    Args:
        owner: Face of each pixel, int32 ``[H, W]``.
        screen: As for `kernels.z_buffer`.
        drawn: The surface, its colours and its light.
        manner: How it is drawn.
        out: float32 ``[H, W, 4]``.
    """
    faces, surface, normals = drawn.faces, drawn.surface, drawn.normals
    palette, cut, light = drawn.palette, drawn.cut, drawn.light
    hollow, patterns, style, half_way = manner
    wrap, ambient, steps = style[WRAP], style[AMBIENT], style[STEPS]
    for row in range(owner.shape[0]):
        for column in range(owner.shape[1]):
            f = owner[row, column]
            for k in range(4):
                out[row, column, k] = 0.0
            if f < 0:
                continue
            a, b, c = faces[f, 0], faces[f, 1], faces[f, 2]
            wa, wb, wc = corner_shares(screen, a, b, c, column + 0.5, row + 0.5)
            nx = wa * normals[a, 0] + wb * normals[b, 0] + wc * normals[c, 0]
            ny = wa * normals[a, 1] + wb * normals[b, 1] + wc * normals[c, 1]
            nz = wa * normals[a, 2] + wb * normals[b, 2] + wc * normals[c, 2]
            size = np.sqrt(nx * nx + ny * ny + nz * nz) + 1e-9
            facing = (nx * light[0] + ny * light[1] + nz * light[2]) / size
            bright = max(0.0, (facing + wrap) / (1.0 + wrap))
            if steps > 0.0:
                bright = np.floor(bright * steps + 0.5) / steps
            sky = 0.5 + 0.5 * nz / size
            around = light[4] * sky + light[5] * (1.0 - sky)
            lit = 1.9 * (1.0 - ambient) * light[3] * bright + 1.9 * ambient * around
            hidden = wa * hollow[a] + wb * hollow[b] + wc * hollow[c]
            lit *= 1.0 - style[OCCLUSION] * min(1.0, max(0.0, hidden))
            px = wa * surface[a, 0] + wb * surface[b, 0] + wc * surface[c, 0]
            py = wa * surface[a, 1] + wb * surface[b, 1] + wc * surface[c, 1]
            pz = wa * surface[a, 2] + wb * surface[b, 2] + wc * surface[c, 2]
            out[row, column, 3] = 1.0
            disc = disc_at(drawn.discs, px, py, pz)
            if disc >= 0:
                for k in range(3):
                    out[row, column, k] = drawn.discs[disc, 4 + k] * lit
                continue
            arm = wa * surface[a, 3] + wb * surface[b, 3] + wc * surface[c, 3]
            part = int(drawn.parts[f])
            if part >= GARMENT:
                colour, stuff = part - GARMENT, 1.0
            else:
                colour, stuff = albedo_row(cut, part, px, py, pz, arm)
            other = second_colour(patterns[colour], px, py, pz)
            towards = (nx * half_way[0] + ny * half_way[1] + nz * half_way[2]) / size
            shine = style[SHINE] * max(0.0, towards) ** style[GLOSS]
            for k in range(3):
                tone = (1.0 - other) * palette[colour, k] + other * patterns[colour, 3 + k]
                out[row, column, k] = tone * lit * stuff + shine
