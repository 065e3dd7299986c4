"""How a camera stands: which way is up in its picture, and how far that can be trusted.

The camera is a pinhole with its lens at the picture's middle. World up has the direction
``(sin r cos p, -cos r cos p, sin p)`` in camera axes (x right, y down, z forward): roll r is positive where
up leans to the right of the picture at its middle, pitch p is negative where the camera looks down. Up is
seen under another angle at every place: `local_vertical` is what a plumb line would show there. Where a lens
is known to bend edges, it stands between the picture and the pinhole.

Must not know: how a level is found in pictures (`engine.perception.camera.vanishing_point` does).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.core.errors import SequenceError
from engine.core.frozen_model import FrozenModel
from engine.core.lens import Lens
from engine.core.text import Text, text

Doubles = NDArray[np.float64]

FOCAL_SHARE = 0.78
"""Focal length over the picture's longer side: a lens of about 65 degrees, as phones and webcams have."""

KNOWN_ERROR = 0.4
"""Standard deviation of a level found in the picture, degrees: never claimed to be less."""

HAND_ERROR = 0.5
"""Standard deviation of a level set by hand, degrees: a click is a px or two off a line of some hundreds."""

UNKNOWN_ERROR = 2.0
"""Standard deviation of the roll of a camera of which nothing is known, degrees; an assumption, see
``docs/measurements.md``."""

BALANCE_ERROR = 1.6
"""Standard deviation of a vertical that is taken from the balance of a walk, degrees; see
``docs/measurements.md``."""

BENT = -0.12
"""First coefficient of radial distortion, about the middle in longer sides of the picture, from which a lens
is said to bend edges: one at the border is then off its own straight line by some 3 % of the picture."""

_WIDE_SHARE = 0.55
_STEP = 1e-4

FARTHEST_ROLL, FARTHEST_PITCH = 35.0, 45.0
"""Largest angles that a level may have, degrees."""

Source = Literal["picture", "hand", "balance", "none"]


class Level(FrozenModel):
    """How the camera of a recording stands.

    Attributes:
        known: Whether the vertical is known; else the picture's own edges stand for it.
        reason: Why it is not known from the picture, else None.
        source: ``picture``: found in it; ``hand``: set by somebody; ``balance``: taken from the balance of
            the walk, which says nothing of the pitch; ``none``.
        roll_degrees: Up at the picture's middle leans so far to the right; the median where it moves.
        pitch_degrees: The lens looks so far up (negative: down); the median where it moves.
        focal_px: Focal length, px.
        focal_from_tags: Whether the file named it; else it is that of a usual lens.
        error_degrees: Standard deviation of the error of the local vertical.
        width: Width of an upright frame, px.
        height: Height of an upright frame, px.
        bend: First radial coefficient of the lens where edges are bent by it (negative: barrel), else 0;
            beside a lens, what it leaves.
        lens: The lens that is corrected for, or None.
        named: The lens that the file names, or "".
        told_by: What decided about the lens that the file names: ``edges`` of the picture, the ``tags`` of
            the file alone, or nothing (""): then nothing is corrected.
        seconds: Times at which a moving camera's angles are known, increasing; empty where it stands still.
        rolls: Roll at each, degrees.
        pitches: Pitch at each, degrees.
    """

    known: bool
    reason: Text | None = None
    source: Source = "none"
    roll_degrees: float = 0.0
    pitch_degrees: float = 0.0
    focal_px: float
    focal_from_tags: bool = False
    error_degrees: float = UNKNOWN_ERROR
    width: int
    height: int
    bend: float = 0.0
    lens: Lens | None = None
    named: str = ""
    told_by: Literal["edges", "tags", ""] = ""
    seconds: tuple[float, ...] = ()
    rolls: tuple[float, ...] = ()
    pitches: tuple[float, ...] = ()

    @property
    def by_balance(self) -> bool:
        """Whether the vertical is taken from the balance of the walk; the pitch is not known then."""
        return self.source == "balance"

    @property
    def moving(self) -> bool:
        """Whether the camera turns while it films."""
        return len(self.seconds) > 1

    @property
    def wide_lens(self) -> bool:
        """Whether the lens bends edges uncorrected, or the file names one as wide as those that do."""
        if self.lens is not None:
            return False
        if self.named and self.told_by:
            return self.bend < BENT
        short = self.focal_from_tags and self.focal_px < _WIDE_SHARE * max(self.width, self.height)
        return self.bend < BENT or short

    def angles_at(self, seconds: ArrayLike) -> Doubles:
        """Return roll and pitch at times, degrees, float64 ``[..., 2]``; constant beyond the known times."""
        at = np.asarray(seconds, np.float64)
        if not self.moving:
            return np.broadcast_to([self.roll_degrees, self.pitch_degrees], (*at.shape, 2)).copy()
        both = (np.interp(at, self.seconds, angles) for angles in (self.rolls, self.pitches))
        return np.stack(list(both), axis=-1)

    def rays(self, x: ArrayLike, y: ArrayLike) -> Doubles:
        """Return the directions of places in the picture (px), one metre along the lens, ``[..., 3]``."""
        across = (np.asarray(x, np.float64) - self.width / 2) / self.focal_px
        down = (np.asarray(y, np.float64) - self.height / 2) / self.focal_px
        flat = np.stack(np.broadcast_arrays(across, down), axis=-1)
        if self.lens is not None:
            flat = self.lens.straighten(flat)
        return np.concatenate([flat, np.ones_like(flat[..., :1])], axis=-1)

    def places(self, rays: Doubles) -> Doubles:
        """Return where directions ``[..., 3]`` are seen in the picture, px ``[..., 2]``."""
        flat = rays[..., :2] / rays[..., 2:]
        if self.lens is not None:
            flat = self.lens.bend(flat)
        return np.asarray(np.array([self.width, self.height]) / 2 + self.focal_px * flat)

    def rising(self, rays: Doubles, up: Doubles) -> Doubles:
        """Return the way in the picture of a point that rises, focal lengths, float64 ``[..., 2]``.

        Args:
            rays: From `rays`, ``[..., 3]``.
            up: World up in camera axes, ``[..., 3]``.
        """
        way = upwards(rays, up)
        if self.lens is None:
            return way
        step = _STEP * np.concatenate([way, np.zeros_like(way[..., :1])], axis=-1)
        return (self.places(rays + step) - self.places(rays - step)) / (2 * _STEP * self.focal_px)

    def up_at(self, seconds: ArrayLike) -> Doubles:
        """Return world up in camera axes at times, float64 ``[..., 3]``."""
        return up_of(self.angles_at(seconds))

    def local_vertical(self, x: ArrayLike, y: ArrayLike, seconds: ArrayLike = 0.0) -> Doubles:
        """Return the angle under which a plumb line is seen at places of the picture.

        Args:
            x: Places, px.
            y: Places, px.
            seconds: Times; of one shape with the places, or a single one.

        Returns:
            float64, degrees from the picture's own vertical, positive where its upper end leans to the
            right.
        """
        way = self.rising(self.rays(x, y), self.up_at(seconds))
        return np.asarray(np.degrees(np.arctan2(way[..., 0], -way[..., 1])))

    def plumb_line(
        self, x: float, y: float, length: float, seconds: float = 0.0
    ) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the upper and the lower end of a plumb line of a length (px) about a place (px)."""
        rays, up = self.rays(x, y), self.up_at(seconds)
        seen = self.focal_px * float(np.linalg.norm(self.rising(rays, up)))
        half = length / 2 / seen * np.append(upwards(rays, up), 0.0)
        upper, lower = (self.places(ray).tolist() for ray in (rays + half, rays - half))
        return (upper[0], upper[1]), (lower[0], lower[1])

    def moved(self, factor: float) -> Self:
        """Return the level with its times divided by a factor."""
        if factor == 1.0 or not self.moving:
            return self
        return self.model_copy(update={"seconds": tuple(t / factor for t in self.seconds)})


def up_of(angles: Doubles) -> Doubles:
    """Return world up in camera axes for roll and pitch, degrees ``[..., 2]``, float64 ``[..., 3]``."""
    roll, pitch = np.moveaxis(np.radians(angles), -1, 0)
    flat = np.cos(pitch)
    return np.stack([np.sin(roll) * flat, -np.cos(roll) * flat, np.sin(pitch)], axis=-1)


def upwards(rays: Doubles, up: Doubles) -> Doubles:
    """Return the way in the picture of a point that rises, seen along ``rays`` ``[..., 3]``, ``[..., 2]``."""
    return np.asarray(up[..., :2] - rays[..., :2] * up[..., 2:3])


def usual_focal(width: int, height: int) -> float:
    """Return the focal length of a usual lens, px."""
    return FOCAL_SHARE * max(width, height)


def unknown_level(reason: Text, width: int, height: int, focal_px: float | None = None) -> Level:
    """Return the level of a camera of which nothing is known, with the reason.

    Args:
        reason: Why, in a sentence.
        width: Width of an upright frame, px.
        height: Height of an upright frame, px.
        focal_px: Focal length that the file names, px, or None.
    """
    return Level(
        known=False,
        reason=reason,
        focal_px=focal_px or usual_focal(width, height),
        focal_from_tags=focal_px is not None,
        width=width,
        height=height,
    )


def level_by_balance(base: Level, roll_degrees: float, *, beside: float = 0.0) -> Level:
    """Return the level that the balance of a walk says; ``base`` where no camera is tilted so far.

    Args:
        base: The level so far, which is not known; what a lens may add to its error stays.
        roll_degrees: Up leans so far to the right where the person is.
        beside: Standard deviation of what else may be wrong, degrees.
    """
    if base.known or abs(roll_degrees) > FARTHEST_ROLL:
        return base
    lens = max(0.0, base.error_degrees**2 - UNKNOWN_ERROR**2)
    return base.model_copy(
        update={
            "known": True,
            "source": "balance",
            "roll_degrees": float(roll_degrees),
            "error_degrees": math.sqrt(BALANCE_ERROR**2 + lens + beside**2),
        }
    )


NOT_LOOKED_FOR = text(
    "It is not known whether the camera is level: this recording was read by an earlier version."
)
NOT_FOUND = text("It is not known whether the camera is level.")
SWITCHED_OFF = text(
    "Camera tilt was not taken into account: measurements are taken against the edges of the "
    "picture."
)


def level_by_hand(base: Level, roll_degrees: float, pitch_degrees: float = 0.0) -> Level:
    """Return the level that somebody states.

    Args:
        base: The level so far, for the picture's size and the lens.
        roll_degrees: Up leans so far to the right at the picture's middle.
        pitch_degrees: The lens looks so far up; negative: down.

    Raises:
        SequenceError: An angle beyond 35 degrees of roll or 45 of pitch.
    """
    if not (abs(roll_degrees) <= FARTHEST_ROLL and abs(pitch_degrees) <= FARTHEST_PITCH):
        raise SequenceError(
            text(
                "Measurements are not possible with a camera tilted by {roll}° and pointing up or "
                "down by {pitch}°.",
                roll=round(abs(roll_degrees)),
                pitch=round(abs(pitch_degrees)),
            ),
            text("Choose an upright edge of the room, such as a door frame."),
        )
    return base.model_copy(
        update={
            "known": True,
            "reason": None,
            "source": "hand",
            "roll_degrees": float(roll_degrees),
            "pitch_degrees": float(pitch_degrees),
            "error_degrees": HAND_ERROR,
            "seconds": (),
            "rolls": (),
            "pitches": (),
        }
    )


def level_switched_off(base: Level) -> Level:
    """Return the level of somebody who wants the picture's own edges to count; the lens stays as it is."""
    focal = base.focal_px if base.focal_from_tags else None
    plain = unknown_level(SWITCHED_OFF, base.width, base.height, focal)
    return plain.model_copy(
        update={"lens": base.lens, "named": base.named, "told_by": base.told_by}
    )


Line = tuple[float, float, float, float]
"""Both ends of a line in the picture: x0, y0, x1, y1 px of an upright frame."""


def level_from_lines(base: Level, lines: Sequence[Line]) -> Level:
    """Return the level that lines say which somebody drew along verticals of the room (door frames, walls).

    One line says the vertical at its own place: roll is chosen so that it holds there, and pitch stays as it
    was found (0 where nothing was). Two or more that are a tenth of the picture apart say both.

    Args:
        base: The level so far.
        lines: One or more lines, each at least a tenth of the picture's height long.

    Raises:
        SequenceError: No line, one too short, or lines that no camera within 35 degrees of roll and 45 of
            pitch would see.
    """
    if not lines or min(math.hypot(x1 - x0, y1 - y0) for x0, y0, x1, y1 in lines) < (
        0.1 * base.height
    ):
        raise SequenceError(
            text("The line is too short to say which way is up."),
            text(
                "Choose two points far apart on an upright edge of the room, such as a door frame."
            ),
        )
    ends = np.asarray(lines, np.float64).reshape(-1, 2, 2)
    rays = base.rays(ends[..., 0], ends[..., 1])
    normals = np.cross(rays[:, 0], rays[:, 1])
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    middles = ends.mean(axis=1)[:, 0]
    pitch = base.pitch_degrees
    if np.ptp(middles) >= 0.1 * base.width:
        # Up is the direction that lies in the plane of every line.
        up = np.linalg.svd(normals)[2][-1]
        up = -up if up[1] > 0 else up
        pitch = math.degrees(math.asin(float(np.clip(up[2], -1.0, 1.0))))
        roll = math.degrees(math.atan2(up[0], -up[1]))
    else:
        roll = float(np.median([_roll_for(normal, pitch) for normal in normals]))
    return level_by_hand(base, roll, pitch)


def _roll_for(normal: Doubles, pitch: float) -> float:
    """Return the roll, degrees, at which up lies in a plane, where the pitch is known."""
    flat = math.cos(math.radians(pitch))
    a, b, c = normal[0] * flat, normal[1] * flat, normal[2] * math.sin(math.radians(pitch))
    turn = math.asin(float(np.clip(-c / max(math.hypot(a, b), 1e-12), -1.0, 1.0)))
    start = math.atan2(b, a)
    both = (start + turn, start + math.pi - turn)
    return min((math.degrees(math.remainder(one, 2 * math.pi)) for one in both), key=abs)
