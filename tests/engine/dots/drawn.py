"""A person made of flat shapes, with dots: cheap pictures whose truth is known to a hundredth of a pixel."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import cv2
import numpy as np

from engine.core.sides import Facing
from engine.core.sites import Site

HEIGHT, FINE = 400.0, 4
GREEN, PINK = (20, 170, 70), (225, 40, 130)
SKIN, SHIRT, TROUSERS, WALL = (200, 160, 140), (230, 230, 225), (60, 65, 80), (150, 150, 160)

_BODY = (
    (0.00, 0.08), (0.015, 0.06), (-0.015, 0.06), (0.04, 0.07), (-0.04, 0.07),
    (0.10, 0.20), (-0.10, 0.20), (0.14, 0.34), (-0.14, 0.34), (0.16, 0.48), (-0.16, 0.48),
    (0.055, 0.50), (-0.055, 0.50), (0.06, 0.73), (-0.06, 0.73), (0.065, 0.94), (-0.065, 0.94),
)  # fmt: skip
"""The own left at positive x, seen from the front; shares of body height."""

PLACES = {
    Site.LEFT_ACROMION: (0.105, 0.185),
    Site.RIGHT_ACROMION: (-0.105, 0.185),
    Site.LEFT_ILIAC: (0.06, 0.45),
    Site.RIGHT_ILIAC: (-0.06, 0.45),
    Site.LEFT_ANKLE: (0.067, 0.935),
    Site.RIGHT_ANKLE: (-0.067, 0.935),
}
BEHIND = {
    **PLACES,
    Site.C7: (0.0, 0.155),
    Site.LEFT_ILIAC: (0.03, 0.44),
    Site.RIGHT_ILIAC: (-0.03, 0.44),
}


@dataclass
class Person:
    """Who is drawn, and what is on them.

    Attributes:
        places: Where dots are, shares of height from the middle of the top.
        behind: Whether seen from behind.
        shoulder: How much lower the left shoulder's dot lies, degrees.
        colour: Of the dots.
        diameter: Share of height.
        seen: Whether a dot is on at a time.
        prints: Further discs: x, y, diameter (shares of height), colour.
        stripes: Whether the shirt has stripes in the colour of the dots.
    """

    places: dict[Site, tuple[float, float]] = field(default_factory=lambda: dict(PLACES))
    behind: bool = False
    shoulder: float = 0.0
    colour: tuple[int, int, int] = GREEN
    diameter: float = 0.0145
    seen: Callable[[Site, float], bool] = lambda site, seconds: True
    prints: Iterable[tuple[float, float, float, tuple[int, int, int]]] = ()
    stripes: bool = False

    @property
    def facing(self) -> int:
        return -1 if self.behind else 1

    def spots(self) -> dict[Site, tuple[float, float]]:
        """Return the places of the dots with the shoulders tilted."""
        turned = dict(self.places)
        wide = 0.21 * np.tan(np.radians(self.shoulder)) / 2
        for site, sign in ((Site.LEFT_ACROMION, 1), (Site.RIGHT_ACROMION, -1)):
            if site in turned:
                x, y = turned[site]
                turned[site] = (x, y + sign * wide)
        return turned


def at(person: Person, seconds: float, share: tuple[float, float]) -> np.ndarray:
    """Return where a place of the body lies in the picture, px: the person sways and bobs a little."""
    x = 160 + 6 * np.sin(2 * np.pi * seconds) + person.facing * share[0] * HEIGHT
    return np.array([x, 20 + 2 * np.cos(4 * np.pi * seconds) + share[1] * HEIGHT])


def keypoints(person: Person, seconds: float) -> np.ndarray:
    points = np.ones((17, 3), np.float32)
    points[:, :2] = [at(person, seconds, share) for share in _BODY]
    return points


def outline(person: Person, seconds: float) -> np.ndarray:
    corners = [(-0.17, 0.0), (0.17, 0.0), (0.17, 1.0), (-0.17, 1.0)]
    return np.array([at(person, seconds, corner) for corner in corners], np.float32)


def picture(person: Person, seconds: float, seed: int = 0) -> np.ndarray:
    """Draw a frame, uint8 ``[450, 320, 3]``: four times as large, then shrunk, with noise."""
    image = np.empty((450 * FINE, 320 * FINE, 3), np.uint8)
    image[:] = WALL

    def box(x0: float, y0: float, x1: float, y1: float, colour: tuple[int, int, int]) -> None:
        a, b = (np.round(at(person, seconds, p) * FINE).astype(int) for p in ((x0, y0), (x1, y1)))
        cv2.rectangle(image, tuple(map(int, a)), tuple(map(int, b)), colour, -1)

    box(-0.05, 0.0, 0.05, 0.16, SKIN)
    box(-0.12, 0.16, 0.12, 0.47, SHIRT)
    if person.stripes:
        for y in np.arange(0.17, 0.46, 0.03):
            box(-0.12, y, 0.12, y + 0.0145, person.colour)
    box(-0.12, 0.43, 0.12, 0.55, TROUSERS)
    box(-0.10, 0.55, -0.03, 0.9, TROUSERS)
    box(0.03, 0.55, 0.10, 0.9, TROUSERS)
    box(-0.10, 0.9, -0.03, 1.0, SKIN)
    box(0.03, 0.9, 0.10, 1.0, SKIN)
    discs = [(x, y, d, colour) for x, y, d, colour in person.prints]
    for site, (x, y) in person.spots().items():
        if person.seen(site, seconds):
            discs.append((x, y, person.diameter, person.colour))
    for x, y, d, colour in discs:
        # Sixteenths of a fine pixel: the middle is where it is said to be.
        centre = np.round((at(person, seconds, (x, y)) * FINE - 0.5) * 16).astype(int)
        radius = round(d * HEIGHT * FINE / 2 * 16)
        cv2.circle(image, tuple(map(int, centre)), radius, colour, -1, cv2.LINE_AA, 4)
    small = cv2.resize(image, (320, 450), interpolation=cv2.INTER_AREA).astype(np.float32)
    small = cv2.GaussianBlur(small, (0, 0), 0.6)
    noise = np.random.default_rng([seed, round(seconds * 1000)]).normal(0, 3, small.shape)
    return np.clip(small + noise, 0, 255).astype(np.uint8)


def seen_from(person: Person, frames: int) -> Facing:
    return Facing(person.facing, 1.0, True, np.ones(frames, dtype=np.bool_))
