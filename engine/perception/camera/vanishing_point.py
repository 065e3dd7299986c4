"""The vertical from the picture: line segments that meet in one point far above or below.

Edges of rooms that stand upright (door frames, corners, posts) meet, drawn out, in the vertical vanishing
point, and that point gives the roll and pitch of the camera. A search over all cameras that may be finds
the most upright edges; least squares with weights that fall with the distance refine it.

Must not know: where pictures come from, or what is measured with the level.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.core.level import FARTHEST_PITCH, FARTHEST_ROLL, Level, up_of, upwards
from engine.core.text import Text, text

Doubles = NDArray[np.float64]

LONG_SIDE = 960
"""Longer side of the pictures that are looked at, px."""

_SHORTEST = 0.03
_STEEPEST = 50.0
_MOST_SEGMENTS = 400
_ROLLS = np.arange(-FARTHEST_ROLL, FARTHEST_ROLL + 0.5, 1.0)
_PITCHES = np.arange(-FARTHEST_PITCH, FARTHEST_PITCH + 1.0, 2.5)
_WIDTH = 0.8
_INLIER = 1.0
_ROUNDS = 12
_SCALE = 0.35
_FEWEST = 5
_LEAST_LENGTH = 0.5
_NARROW, _WIDE = 0.2, 0.4
_SECOND_APART, _SECOND_SHARE, _SECOND_NARROW = 4.0, 0.72, 0.68
_MANY = 20
_WIDEST_SPREAD = 0.6

_TOO_FEW_LINES = text(
    "It is not known whether the camera is level: there are too few upright edges in the picture."
)
_ONE_PLACE = text(
    "It is not known whether the camera is level: the upright edges in the picture are too close "
    "together."
)
_TWO_ANSWERS = text(
    "It is not known whether the camera is level: the edges in the picture do not agree about "
    "which way is up."
)
_TOO_FAR = text(
    "It is not known whether the camera is level: judging by the edges, it would be tilted too "
    "far to be true."
)


class LineSegments(NamedTuple):
    """Line segments of a picture.

    Attributes:
        middles: float64 ``[N, 2]``, shares of the longer side from the picture's middle.
        ways: Unit vectors along them, upwards, float64 ``[N, 2]``.
        lengths: Shares of the picture's height, float64 ``[N]``.
    """

    middles: Doubles
    ways: Doubles
    lengths: Doubles


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


def detect_segments(
    grey: NDArray[np.uint8], *, free: NDArray[np.uint8] | None = None, shortest: float = _SHORTEST
) -> LineSegments:
    """Find the steep line segments of a picture.

    Args:
        grey: uint8 ``[H, W]``.
        free: uint8 ``[H, W]``, 0 where there are people, whose edges do not count; None: nobody.
        shortest: Least length, share of the picture's height.
    """
    height, width = grey.shape
    detector = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD)
    lines = detector.detect(grey)[0]
    ends = np.zeros((0, 2, 2)) if lines is None else np.asarray(lines, np.float64).reshape(-1, 2, 2)
    way = ends[:, 1] - ends[:, 0]
    lengths = np.linalg.norm(way, axis=1)
    steep = np.degrees(np.arctan2(np.abs(way[:, 0]), np.abs(way[:, 1]))) < _STEEPEST
    kept = steep & (lengths > max(shortest * height, 12.0))
    # A line along the border is the border's.
    inside = (ends[..., 0].min(axis=1) > 2) & (ends[..., 0].max(axis=1) < width - 3)
    kept &= inside
    if free is not None and kept.any():
        spots = np.stack([ends[:, 0], ends.mean(axis=1), ends[:, 1]], axis=1)
        columns = np.clip(spots[..., 0].astype(int), 0, width - 1)
        rows = np.clip(spots[..., 1].astype(int), 0, height - 1)
        kept &= (free[rows, columns] > 0).all(axis=1)
    longest = np.flatnonzero(kept)[np.argsort(-lengths[kept], kind="stable")][:_MOST_SEGMENTS]
    ends, way, lengths = ends[longest], way[longest], lengths[longest]
    way = np.where(way[:, 1:] > 0, -way, way) / np.maximum(lengths, 1e-9)[:, None]
    middles = (ends.mean(axis=1) - np.array([width, height]) / 2) / max(width, height)
    return LineSegments(middles, way, lengths / height)


def join_segments(parts: list[LineSegments]) -> LineSegments:
    """Put segments of several pictures together."""
    return LineSegments(*(np.concatenate([part[k] for part in parts]) for k in range(3)))


def _residuals(segments: LineSegments, ups: Doubles, focal: float) -> Doubles:
    """Return the angles between segments and the local vertical of cameras ``[M, 3]``, degrees ``[M, N]``."""
    rays = np.concatenate([segments.middles / focal, np.ones((len(segments.middles), 1))], axis=1)
    way = upwards(rays[None], ups[:, None])
    cross = way[..., 0] * segments.ways[:, 1] - way[..., 1] * segments.ways[:, 0]
    along = (way * segments.ways).sum(axis=-1)
    return np.asarray(np.degrees(np.arctan2(cross, along)))


_LONGEST = 0.5


def _weights(segments: LineSegments) -> Doubles:
    """Return the weight of each segment, float64 ``[N]``."""
    return np.asarray(np.minimum(segments.lengths, _LONGEST))


def _search(segments: LineSegments, focal: float) -> tuple[Doubles, float]:
    """Return roll and pitch at which most length agrees, and how near the next different answer comes."""
    grid = np.stack(np.meshgrid(_ROLLS, _PITCHES, indexing="ij"), axis=-1).reshape(-1, 2)
    weights = _weights(segments)
    scores = np.concatenate(
        [
            (np.exp(-0.5 * (_residuals(segments, up_of(part), focal) / _WIDTH) ** 2) * weights).sum(
                1
            )
            for part in np.array_split(grid, 16)
        ]
    )
    # Few cameras are tilted far: of two answers as good, the more level one.
    scores *= np.exp(-0.5 * (grid[:, 0] / 30.0) ** 2 - 0.5 * (grid[:, 1] / 40.0) ** 2)
    first = int(np.argmax(scores))
    far = _angular_distance(grid, grid[first], focal) > _SECOND_APART
    second = float(scores[far].max()) if far.any() else 0.0
    return grid[first], second / max(float(scores[first]), 1e-12)


def _angular_distance(grid: Doubles, best: Doubles, focal: float) -> Doubles:
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
        weights = _weights(segments) / (1.0 + (miss / scale) ** 2) ** 2
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
    if len(segments.lengths) < _FEWEST:
        return nothing
    focal = focal_px / max(size)
    start, second = _search(segments, focal)
    angles, covariance, miss = _refine(segments, start, focal)
    close = np.abs(miss) < _INLIER
    spots = np.array([[0.0, 0.0], [-0.2, 0.0], [0.2, 0.0]])
    spread = max(_standard_error(spot, angles, covariance, focal) for spot in spots)
    reason = _reason_to_reject(segments, close, angles, second, spread, size)
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
    segments: LineSegments,
    close: NDArray[np.bool_],
    angles: Doubles,
    second: float,
    spread: float,
    size: tuple[int, int],
) -> Text | None:
    """Say why an answer is not to be believed, or None."""
    if close.sum() < _FEWEST or segments.lengths[close].sum() < _LEAST_LENGTH:
        return _TOO_FEW_LINES
    share = segments.middles[close, 0] * max(size) / size[0] + 0.5
    wide = float(np.ptp(share))
    if wide < _NARROW:
        return _ONE_PLACE
    # Among many edges that agree, a second answer as near as that is less likely to be the true one.
    many = float(np.clip((close.sum() - _MANY) / (0.5 * _MANY), 0.0, 1.0))
    allowed = _SECOND_SHARE + 0.08 * many if wide >= _WIDE else _SECOND_NARROW
    if second > allowed or spread > _WIDEST_SPREAD:
        return _TWO_ANSWERS
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
