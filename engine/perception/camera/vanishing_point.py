"""The vertical from the picture: line segments that meet in one point far above or below.

Edges of rooms that stand upright (door frames, corners, posts) meet, drawn out, in the vertical vanishing
point, and that point gives the roll and pitch of the camera. A search over all cameras that may be finds
those with the most upright edges; least squares with weights that fall with the distance refine each; the
one whose room explains most edges of all directions is chosen (`engine.perception.camera.room_axes`).

Must not know: where pictures come from, or what is measured with the level.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.core.level import FARTHEST_PITCH, FARTHEST_ROLL, Level, up_of, upwards
from engine.core.text import Text, text
from engine.perception.camera.line_segments import LineSegments
from engine.perception.camera.room_axes import explained_length

Doubles = NDArray[np.float64]

_ROLLS = np.arange(-FARTHEST_ROLL, FARTHEST_ROLL + 0.5, 1.0)
_PITCHES = np.arange(-FARTHEST_PITCH, FARTHEST_PITCH + 1.0, 2.5)
_WIDTH = 0.8
_INLIER = 1.0
_ROUNDS = 12
_SCALE = 0.35
_FEWEST = 5
_LEAST_LENGTH = 0.5
NARROW = 0.2
"""Least part of the picture's width that edges must spread over to be believed."""
_MODES_APART, _MODE_SHARE, _MOST_MODES = 3.0, 0.35, 6
_TILTED = np.array([30.0, 40.0])
_SECOND_APART = 4.0
_SECOND_ROOM, _SECOND_OF_CLEAR, _SECOND_UPRIGHT = 0.8, 0.38, 0.9
"""How near a different vertical may come: by what its room explains (nearer where the best explains most of
all edges), and by upright edges. Chosen on 240 rendered rooms, tried on 140 others and six real ones."""
_WIDEST_SPREAD = 0.6

_TOO_FEW_LINES = text(
    "It is not known whether the camera is level: there are too few upright edges in the picture."
)
_ONE_PLACE = text(
    "It is not known whether the camera is level: the upright edges in the picture are too close "
    "together."
)
TWO_ANSWERS = text(
    "It is not known whether the camera is level: the edges in the picture do not agree about "
    "which way is up."
)
_TOO_FAR = text(
    "It is not known whether the camera is level: judging by the edges, it would be tilted too "
    "far to be true."
)


class VerticalEstimate(NamedTuple):
    """What the segments of a picture say.

    Attributes:
        roll: Degrees, see `engine.core.level`.
        pitch: Degrees.
        spread: Standard error of the local vertical in the middle of the picture, degrees.
        reason: Why it is not to be believed, or None.
        inliers: Segments that agree.
    """

    roll: float
    pitch: float
    spread: float
    reason: Text | None
    inliers: int


def _residuals(segments: LineSegments, ups: Doubles, focal: float) -> Doubles:
    """Return the angles between segments and the local vertical of cameras ``[M, 3]``, degrees ``[M, N]``."""
    rays = np.concatenate([segments.middles / focal, np.ones((len(segments.middles), 1))], axis=1)
    way = upwards(rays[None], ups[:, None])
    cross = way[..., 0] * segments.ways[:, 1] - way[..., 1] * segments.ways[:, 0]
    along = (way * segments.ways).sum(axis=-1)
    return np.asarray(np.degrees(np.arctan2(cross, along)))


def _modes(segments: LineSegments, focal: float) -> list[Doubles]:
    """Return the different roll and pitch at which the most length of steep segments agrees, best first."""
    grid = np.stack(np.meshgrid(_ROLLS, _PITCHES, indexing="ij"), axis=-1).reshape(-1, 2)
    scores = np.concatenate(
        [_agreement(segments, part, focal) for part in np.array_split(grid, 16)]
    )
    modes: list[Doubles] = []
    left, least = scores.copy(), _MODE_SHARE * scores.max()
    while len(modes) < _MOST_MODES and left.max() > least:
        modes.append(grid[int(np.argmax(left))])
        left[local_distance(grid, modes[-1], focal) < _MODES_APART] = -1.0
    return modes


def _agreement(segments: LineSegments, angles: Doubles, focal: float) -> Doubles:
    """Return the length that agrees with cameras ``[M, 2]``, less for those tilted far, float64 ``[M]``."""
    miss = _residuals(segments, up_of(angles), focal)
    lengths = (np.exp(-0.5 * (miss / _WIDTH) ** 2) * segments.weights).sum(axis=1)
    return np.asarray(lengths * usual(angles))


def usual(angles: Doubles) -> Doubles:
    """Return how usual cameras ``[M, 2]`` are: of two answers as good, the more level one."""
    return np.asarray(np.exp(-0.5 * ((angles / _TILTED) ** 2).sum(axis=1)))


class _Candidate(NamedTuple):
    """A vertical that steep segments agree about.

    Attributes:
        angles: Roll and pitch, degrees, float64 ``[2]``.
        covariance: Of the angles, float64 ``[2, 2]``.
        residuals: Of the steep segments, degrees.
        upright: Length of steep segments that agree.
        room: Length of all segments that a room with this vertical explains.
    """

    angles: Doubles
    covariance: Doubles
    residuals: Doubles
    upright: float
    room: float


def _candidates(segments: LineSegments, steep: LineSegments, focal: float) -> list[_Candidate]:
    """Return the verticals that may be, the one that explains most of the room first."""
    candidates = []
    for start in _modes(steep, focal):
        angles, covariance, residuals = _refine(steep, start, focal)
        upright = float(_agreement(steep, angles[None], focal)[0])
        room = explained_length(segments, up_of(angles[None])[0], focal)
        level = float(usual(angles[None])[0])
        candidates.append(_Candidate(angles, covariance, residuals, upright, room * level))
    return sorted(candidates, key=lambda one: -one.room)


def _choose(candidates: list[_Candidate], focal: float) -> tuple[_Candidate, float, float]:
    """Choose a vertical; return it and how near a different one comes: as a room, and by upright edges."""
    best = candidates[0]
    angles = np.array([one.angles for one in candidates])
    apart = local_distance(angles, best.angles, focal)
    near = [one for one, far in zip(candidates, apart, strict=True) if far <= _SECOND_APART]
    others = [one for one, far in zip(candidates, apart, strict=True) if far > _SECOND_APART]
    chosen = max(near, key=lambda one: one.upright)
    room = max((one.room for one in others), default=0.0) / max(best.room, 1e-12)
    upright = max((one.upright for one in others), default=0.0) / max(chosen.upright, 1e-12)
    return chosen, room, upright


def local_distance(grid: Doubles, best: Doubles, focal: float) -> Doubles:
    """Return the angle between the local verticals of cameras and of one, degrees (worst of five places)."""
    spots = np.array([(0.0, 0.0), (-0.2, -0.2), (0.2, -0.2), (-0.2, 0.2), (0.2, 0.2)])
    rays = np.concatenate([spots / focal, np.ones((5, 1))], axis=1)
    ways = [upwards(rays[None], up_of(one)[:, None]) for one in (grid, best[None])]
    angles = [np.degrees(np.arctan2(way[..., 0], -way[..., 1])) for way in ways]
    return np.asarray(np.abs(angles[0] - angles[1]).max(axis=1))


def _refine(
    segments: LineSegments, start: Doubles, focal: float
) -> tuple[Doubles, Doubles, Doubles]:
    """Refine roll and pitch; return them, their covariance ``[2, 2]`` and the residuals, degrees."""
    angles, covariance = start.copy(), np.eye(2)
    miss = _residuals(segments, up_of(angles[None]), focal)[0]
    for turn in range(_ROUNDS):
        scale = max(_SCALE, _WIDTH * 0.7**turn)
        weights = segments.weights / (1.0 + (miss / scale) ** 2) ** 2
        steps = np.array([[0.05, 0.0], [0.0, 0.05]])
        moved = _residuals(segments, up_of(angles + steps), focal)
        slope = ((moved - miss) / 0.05).T
        # A weak pull to the level keeps a pitch of which the lines say nothing from running away.
        normal = (slope * weights[:, None]).T @ slope + np.diag([1e-6, 2e-5])
        pull = np.array([0.0, 2e-5 * angles[1]])
        angles = angles - np.linalg.solve(normal, (slope * weights[:, None]).T @ miss + pull)
        angles = np.clip(angles, *(s * np.array([FARTHEST_ROLL, FARTHEST_PITCH]) for s in (-1, 1)))
        miss = _residuals(segments, up_of(angles[None]), focal)[0]
        inverse = np.linalg.inv(normal)
        # Segments, not their px, are what is drawn by chance: each counts once.
        score = slope * (weights * miss)[:, None]
        covariance = inverse @ (score.T @ score) @ inverse
    return angles, covariance, miss


def largest_error(angles: Doubles, covariance: Doubles, focal: float) -> float:
    """Return the standard error of the local vertical in the middle of the picture and beside it, degrees."""
    spots = np.array([[0.0, 0.0], [-0.2, 0.0], [0.2, 0.0]])
    return max(_standard_error(spot, angles, covariance, focal) for spot in spots)


def estimate_vertical(
    segments: LineSegments, *, focal_px: float, size: tuple[int, int]
) -> VerticalEstimate:
    """Find the vertical that line segments show.

    Args:
        segments: Of one picture, or of several with one camera.
        focal_px: Focal length, px.
        size: Width and height of the picture, px.
    """
    nothing = VerticalEstimate(0.0, 0.0, float("inf"), _TOO_FEW_LINES, 0)
    steep = segments.select(segments.steep)
    if len(steep.lengths) < _FEWEST:
        return nothing
    focal = focal_px / max(size)
    candidates = _candidates(segments, steep, focal)
    chosen, room, upright = _choose(candidates, focal)
    angles, close = chosen.angles, np.abs(chosen.residuals) < _INLIER
    spread = largest_error(angles, chosen.covariance, focal)
    reason = _reason_to_reject(steep.select(close), angles, size)
    share = candidates[0].room / float(segments.weights.sum())
    ambiguous = room > min(_SECOND_ROOM, _SECOND_OF_CLEAR + share) or upright > _SECOND_UPRIGHT
    if reason is None and (ambiguous or spread > _WIDEST_SPREAD):
        reason = TWO_ANSWERS
    return VerticalEstimate(float(angles[0]), float(angles[1]), spread, reason, int(close.sum()))


def _standard_error(spot: Doubles, angles: Doubles, covariance: Doubles, focal: float) -> float:
    """Return the standard error of the local vertical at a place, degrees."""
    ray = np.append(spot / focal, 1.0)
    around = up_of(angles + np.array([[0.0, 0.0], [0.05, 0.0], [0.0, 0.05]]))
    way = upwards(ray, around)
    seen = np.degrees(np.arctan2(way[:, 0], -way[:, 1]))
    slope = (seen[1:] - seen[0]) / 0.05
    return float(np.sqrt(max(0.0, slope @ covariance @ slope)))


def _reason_to_reject(
    agreeing: LineSegments, angles: Doubles, size: tuple[int, int]
) -> Text | None:
    """Say why the edges that agree are not enough for an answer, or None."""
    if len(agreeing.lengths) < _FEWEST or agreeing.lengths.sum() < _LEAST_LENGTH:
        return _TOO_FEW_LINES
    if float(np.ptp(agreeing.middles[:, 0])) * max(size) / size[0] < NARROW:
        return _ONE_PLACE
    limits = np.array([FARTHEST_ROLL, FARTHEST_PITCH]) - 0.5
    return _TOO_FAR if (np.abs(angles) >= limits).any() else None


def level_from_vertical(found: VerticalEstimate, base: Level, *, error: float) -> Level:
    """Return the level for what was found in the pictures of a camera that stands still."""
    if found.reason is not None:
        return base.model_copy(update={"reason": found.reason})
    return base.model_copy(
        update={
            "known": True,
            "reason": None,
            "source": "picture",
            "roll_degrees": found.roll,
            "pitch_degrees": found.pitch,
            "error_degrees": max(error, found.spread),
        }
    )
