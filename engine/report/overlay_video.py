"""Draw on frames what the program saw: outline, skeleton, sides; and hide faces.

Left is blue and right orange, as in the window and the report. Must not know how people are found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.core.keypoints import LIMBS, Keypoint
from engine.core.sites import Site

Image = NDArray[np.uint8]
Array = NDArray[np.float32]
Ends = tuple[tuple[float, float], tuple[float, float]]

LEFT_COLOUR = (86, 180, 233)
RIGHT_COLOUR = (240, 149, 90)
MIDDLE_COLOUR = (242, 242, 242)
PLUMB_COLOUR = (255, 221, 87)
OUTLINE_COLOUR = (0, 158, 115)

_LEFT = {k for k in Keypoint if k.name.startswith("LEFT")}
_RIGHT = {k for k in Keypoint if k.name.startswith("RIGHT")}
_FACE = (
    Keypoint.NOSE,
    Keypoint.LEFT_EYE,
    Keypoint.RIGHT_EYE,
    Keypoint.LEFT_EAR,
    Keypoint.RIGHT_EAR,
)
_LEAST_SCORE = 0.1


@dataclass(frozen=True, slots=True)
class Drawn:
    """One person to draw on one frame.

    Attributes:
        keypoints: float32 ``[17, 3]``: x px, y px, score.
        outline: float32 ``[N, 2]`` px; may be empty.
        number: Number of the person.
        plumb: Upper and lower end of the plumb line that measurements are taken against, px, or None.
        dots: Adhesive dots seen in this frame: landmark, x px, y px, diameter px.
    """

    keypoints: Array
    outline: Array
    number: int
    chosen: bool
    plumb: Ends | None = None
    dots: Sequence[tuple[Site, float, float, float]] = ()


def hide_face(image: Image, keypoints: Array) -> None:
    """Blur the head of a person in place, so strongly that a face cannot be made out.

    The head is a circle about the face's points, as wide as the shoulders at least: seen from
    behind or aside the points lie close together.
    """
    face = keypoints[list(_FACE), :2]
    shoulders = keypoints[[Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER], :2]
    centre = face.mean(axis=0)
    trunk = keypoints[[Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP], :2].mean(0) - shoulders.mean(0)
    spread = float(np.ptp(face, axis=0).max())
    radius = max(0.9 * spread, 0.35 * float(np.hypot(*trunk)), 6.0)
    height, width = image.shape[:2]
    x0, y0 = (max(0, int(v - radius)) for v in centre)
    x1, y1 = min(width, int(centre[0] + radius) + 1), min(height, int(centre[1] + radius) + 1)
    if x1 <= x0 or y1 <= y0:
        return
    part = image[y0:y1, x0:x1]
    small = cv2.resize(part, (4, 4), interpolation=cv2.INTER_AREA)
    hidden = cv2.resize(small, (x1 - x0, y1 - y0), interpolation=cv2.INTER_LINEAR)
    disc = np.zeros(part.shape[:2], np.uint8)
    cv2.circle(disc, (int(centre[0]) - x0, int(centre[1]) - y0), int(radius), 255, -1)
    part[disc > 0] = hidden[disc > 0]


def draw(image: Image, people: Sequence[Drawn], *, scale: float = 1.0) -> None:
    """Draw people on an upright RGB frame ``uint8 [H, W, 3]`` in place.

    Args:
        image: The frame, already scaled.
        people: Whom to draw, in px of the unscaled frame.
        scale: Factor from px of the unscaled frame to px of ``image``.
    """
    for person in people:
        _draw_outline(image, person, scale)
        if person.plumb is not None:
            _draw_plumb(image, person.plumb, scale)
        _draw_skeleton(image, person, scale)
        _draw_dots(image, person, scale)


def _draw_outline(image: Image, person: Drawn, scale: float) -> None:
    if len(person.outline) < 3:
        return
    points = np.round(person.outline * scale).astype(np.int32)
    x, y, w, h = cv2.boundingRect(points)
    x0, y0 = max(0, x), max(0, y)
    part = image[y0 : max(0, y + h), x0 : max(0, x + w)]
    if person.chosen and part.size:
        tinted = part.copy()
        cv2.fillPoly(tinted, [points - (x0, y0)], OUTLINE_COLOUR)
        cv2.addWeighted(tinted, 0.3, part, 0.7, 0, dst=part)
    cv2.polylines(image, [points], True, OUTLINE_COLOUR, 1, cv2.LINE_AA)


def _draw_plumb(image: Image, ends: Ends, scale: float) -> None:
    """Draw the vertical as a thin line with a bob at its lower end, and name it."""
    top, bottom = (tuple(round(v * scale) for v in end) for end in ends)
    size = max(1, round(image.shape[0] / 700))
    for colour, thick in (((0, 0, 0), size + 2), (PLUMB_COLOUR, size)):
        cv2.line(image, top, bottom, colour, thick, cv2.LINE_AA)
        cv2.circle(image, bottom, 2 * size + thick - size, colour, -1, cv2.LINE_AA)
        at = (top[0] + 6 * size, top[1] + 12 * size)
        cv2.putText(
            image, "plumb", at, cv2.FONT_HERSHEY_SIMPLEX, 0.4 * size, colour, thick, cv2.LINE_AA
        )


DOT_LETTERS: Mapping[Site, str] = {
    Site.LEFT_ACROMION: "shoulder L",
    Site.RIGHT_ACROMION: "shoulder R",
    Site.C7: "C7",
    Site.LEFT_ILIAC: "hip L",
    Site.RIGHT_ILIAC: "hip R",
    Site.LEFT_ANKLE: "ankle L",
    Site.RIGHT_ANKLE: "ankle R",
}
"""What is written beside a dot; a video has no language."""


def _draw_dots(image: Image, person: Drawn, scale: float) -> None:
    """Ring each dot and write its name beside the body, with a thin line from one to the other."""
    if not person.dots:
        return
    body = np.concatenate([person.keypoints[:, :2], person.outline.reshape(-1, 2)]) * scale
    middle, size = float(person.keypoints[:, 0].mean()) * scale, max(0.4, image.shape[0] / 1600)
    line, free = round(34 * size), {True: 0, False: 0}
    for site, x, y, diameter in sorted(person.dots, key=lambda dot: dot[2]):
        word = DOT_LETTERS[site]
        colour = {"L": LEFT_COLOUR, "R": RIGHT_COLOUR}.get(word[-1], MIDDLE_COLOUR)
        at, radius = (round(x * scale), round(y * scale)), max(4, round(0.8 * diameter * scale))
        right = at[0] >= middle
        (wide, _), _ = cv2.getTextSize(word, cv2.FONT_HERSHEY_SIMPLEX, size, 1)
        row = max(at[1], free[right])
        free[right] = row + line
        edge = round(body[:, 0].max() + 14) if right else round(body[:, 0].min() - 14)
        cv2.line(
            image,
            (at[0] + (radius if right else -radius), at[1]),
            (edge, row),
            colour,
            1,
            cv2.LINE_AA,
        )
        cv2.circle(image, at, radius, colour, 1, cv2.LINE_AA)
        place = (edge + 3 if right else edge - 3 - wide, row + round(10 * size))
        for shade, thick in (((0, 0, 0), 3), (colour, 1)):
            cv2.putText(
                image, word, place, cv2.FONT_HERSHEY_SIMPLEX, size, shade, thick, cv2.LINE_AA
            )


def _named_sides(person: Drawn) -> bool:
    """Tell whether the names of dots say left and right at the shoulders already."""
    return {Site.LEFT_ACROMION, Site.RIGHT_ACROMION} <= {dot[0] for dot in person.dots}


def _colour(*ends: int) -> tuple[int, int, int]:
    if all(end in _LEFT for end in ends):
        return LEFT_COLOUR
    if all(end in _RIGHT for end in ends):
        return RIGHT_COLOUR
    return MIDDLE_COLOUR


def _draw_skeleton(image: Image, person: Drawn, scale: float) -> None:
    points = np.round(person.keypoints[:, :2] * scale).astype(int)
    seen = person.keypoints[:, 2] > _LEAST_SCORE
    size = max(1, round(image.shape[0] / 400)) if person.chosen else 1
    for a, b in LIMBS:
        if seen[a] and seen[b]:
            cv2.line(image, tuple(points[a]), tuple(points[b]), _colour(a, b), size, cv2.LINE_AA)
    for k in Keypoint:
        if seen[k]:
            cv2.circle(image, tuple(points[k]), size + 1, _colour(k), -1, cv2.LINE_AA)
    if person.chosen and not _named_sides(person):
        _write_sides(image, points, size)


def _write_sides(image: Image, points: NDArray[np.int_], size: int) -> None:
    """Write L and R outside the person's own left and right shoulder."""
    left, right = points[Keypoint.LEFT_SHOULDER], points[Keypoint.RIGHT_SHOULDER]
    outwards = 1 if left[0] >= right[0] else -1
    reach = 12 * size
    for place, letter, colour, way in (
        (left, "L", LEFT_COLOUR, outwards),
        (right, "R", RIGHT_COLOUR, -outwards),
    ):
        (w, h), _ = cv2.getTextSize(letter, cv2.FONT_HERSHEY_SIMPLEX, 0.45 * size, size)
        at = (int(place[0] + way * reach - w / 2), int(place[1] + h / 2))
        for shade, thick in (((0, 0, 0), size + 2), (colour, size)):
            cv2.putText(
                image, letter, at, cv2.FONT_HERSHEY_SIMPLEX, 0.45 * size, shade, thick, cv2.LINE_AA
            )
