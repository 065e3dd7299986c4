"""Which part of a recording holds the walk, by the exact analysis: what is kept when it is trimmed.

The measurements leave out what is not walking to within a second or two, which harms nothing there. Here
the ends are sought where the body begins to come or go, and where it stops or leaves the picture.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.core.heading import direction
from engine.core.keypoints import Keypoint
from engine.perception.types import Recording, Track
from engine.perception.walk.walk_detection import LONGEST_PAUSE
from engine.pipeline.analysis import Analysis

MARGIN = 1.0
"""Seconds that are kept before and after the walk."""

_HALF = 0.3
_MOVING, _USUAL = 0.3, 80
"""Share of the usual speed from which on somebody walks, and the percentile that is the usual speed."""
_SOLE = 0.05
"""How far the sole lies below the ankle, by the body's length."""
_NEARER = 1.3
"""How many times as long somebody is in the picture who has come nearer: from 4 metres to 3."""
_EARS = [Keypoint.LEFT_EAR, Keypoint.RIGHT_EAR]
_ANKLES = [Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE]

Doubles = NDArray[np.float64]


def walk_window(analysis: Analysis, *, margin: float = MARGIN) -> tuple[float, float] | None:
    """Return the first and the last second of the file that are worth keeping; None where nobody walks.

    A walk that is too slow or too short to be judged is worth keeping, too: a person decides about it.

    Args:
        analysis: The video, read once.
        margin: Seconds kept before and after the walk, as far as the file goes.
    """
    recording = analysis.recording
    if len(recording.frame_seconds) == 0:
        return None
    if recording.walker is not None:
        start, end = _with_pieces(recording, recording.walker)
    else:
        height = recording.info.height
        moved = [walk_ends(one, height) for one in recording.tracks if _changes_distance(one)]
        if not moved:
            return None
        start, end = min(one[0] for one in moved), max(one[1] for one in moved)
    last = float(recording.frame_seconds[-1])
    return max(0.0, start - margin), min(max(recording.info.duration_seconds, last), end + margin)


def _with_pieces(recording: Recording, walker: int) -> tuple[float, float]:
    """Return when the walk begins and ends, pieces taken along that are followed as somebody else's.

    Who passes close by may take a track along; the rest of the walk is then another track, which comes or
    goes just before or afterwards, or meanwhile: a track that was taken along lasts until it leaves the
    picture. Keeping too much costs a little room, keeping too little a walk.
    """
    size = recording.info.width, recording.info.height
    start, end = walk_ends(recording.tracks[walker], size[1])
    if not _comes_or_goes(recording.tracks[walker], size):
        # Who crosses was taken for the walker: nobody else's walk may be lost by that.
        others = [track for track in recording.tracks if not _crosses(track, size)]
        both = [walk_ends(track, size[1]) for track in others or recording.tracks]
        return min(one[0] for one in both), max(one[1] for one in both)
    pieces = sorted(
        walk_ends(track, size[1])
        for number, track in enumerate(recording.tracks)
        if number != walker and track.walks and _comes_or_goes(track, size)
    )
    for first, last in pieces:
        if first <= end + LONGEST_PAUSE:
            end = max(end, last)
    for first, last in reversed(pieces):
        if last >= start - LONGEST_PAUSE:
            start = min(start, first)
    return start, end


def _comes_or_goes(track: Track, size: tuple[int, int]) -> bool:
    return direction(track.keypoints[track.used], track.seconds[track.used], size)[0] in (
        "towards",
        "away",
    )


def _crosses(track: Track, size: tuple[int, int]) -> bool:
    way = direction(track.keypoints[track.used], track.seconds[track.used], size)[0]
    return way == "across" and not _changes_distance(track)


def _changes_distance(track: Track) -> bool:
    """Tell whether somebody comes much nearer or goes much farther, however slowly."""
    low, high = np.percentile(_length(track.keypoints[track.used]), (5, 95))
    return bool(high >= _NEARER * low)


def walk_ends(track: Track, picture: int) -> tuple[float, float]:
    """Return when somebody's walk begins and ends, seconds; turns in between belong to it.

    Args:
        track: Who walks, or comes or goes in a way that is not judged as a walk.
        picture: Height of the picture, px.
    """
    seconds = track.seconds
    # Of somebody who is not seen to walk, the part is a guess: it may be a turn on the spot.
    parts = [part for part in (track.part, track.other) if part is not None and track.walks]
    first = min((part[0] for part in parts), default=float(seconds[0]))
    last = max((part[1] for part in parts), default=float(seconds[-1]))
    whole = _soles(track.keypoints) <= picture - 1
    speed = np.abs(_approach(seconds, track.keypoints))
    inside = (seconds >= first) & (seconds <= last) & whole
    if inside.sum() < 4:
        return first, last
    moving = whole & (speed >= _MOVING * float(np.percentile(speed[inside], _USUAL)))
    runs = [run for run in _runs(seconds, moving) if run[0] <= last and run[1] >= first]
    return (runs[0][0], runs[-1][1]) if runs else (first, last)


def _approach(seconds: Doubles, keypoints: NDArray[np.float32]) -> Doubles:
    """Return how fast the distance changes, in units of its own, float64 ``[T]``.

    The distance is as the inverse of the body's length in the picture; straight lines are fitted about each
    time.
    """
    distance = 1.0 / _length(keypoints)
    lag = seconds[None] - seconds[:, None]
    weight = np.exp(-0.5 * (lag / _HALF) ** 2)
    weight[np.abs(lag) > 3 * _HALF] = 0.0
    total = weight.sum(axis=1, keepdims=True)
    lag = lag - (weight * lag).sum(axis=1, keepdims=True) / total
    spread = (weight * lag**2).sum(axis=1)
    return np.asarray((weight * lag * distance).sum(axis=1) / np.maximum(spread, 1e-9))


def _length(keypoints: NDArray[np.float32]) -> Doubles:
    """Return how long the body is in the picture from ears to ankles, px, float64 ``[T]``."""
    rows = keypoints[..., 1].astype(np.float64)
    lengths = rows[:, _ANKLES].mean(axis=1) - rows[:, _EARS].mean(axis=1)
    return np.asarray(np.maximum(lengths, 1.0))


def _soles(keypoints: NDArray[np.float32]) -> Doubles:
    """Return how low the lower sole is in the picture, px, float64 ``[T]``.

    By the ankles: toes that point at the camera leave the picture half a second before them at a slow pace.
    """
    ankles = keypoints[:, _ANKLES, 1].astype(np.float64)
    return np.asarray(ankles.max(axis=1) + _SOLE * _length(keypoints))


def _runs(seconds: Doubles, moving: NDArray[np.bool_]) -> list[tuple[float, float]]:
    """Return first and last time of each walk, pauses taken along; what lasts a moment only is left out."""
    times = seconds[moving]
    breaks = np.flatnonzero(np.diff(times) > LONGEST_PAUSE) + 1
    runs = [(float(run[0]), float(run[-1])) for run in np.split(times, breaks) if len(run)]
    return [run for run in runs if run[1] - run[0] >= _HALF]
