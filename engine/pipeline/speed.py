"""One person's walk as it was, from a track: the part that is walked, at the speed of life.

Of slow motion the times are divided by a factor; then there are more frames a second than usual, so the
filter runs again in the time of life and frames are left out down to the analysis rate: measurements and
networks see the rhythm that they know. Nothing is read again.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import SequenceError
from engine.core.findings import Finding
from engine.core.landmarks import swap_sides
from engine.core.result import GaitFacts
from engine.core.sides import Facing, exchange_sides
from engine.core.text import text
from engine.dots.dot_names import find_dots
from engine.gait.sequence import SHOULDER_LINE, GaitSequence, SourceFacts
from engine.perception.types import Track
from engine.perception.walk.smoothing import smooth_keypoints

LARGEST_FACTOR = 64.0
"""How many times slower, or faster, than life a recording may be said to be."""


def checked(factor: float) -> float:
    """Return a factor that a recording can have.

    Raises:
        SequenceError: It is none.
    """
    if not 1 / LARGEST_FACTOR <= factor <= LARGEST_FACTOR:
        raise SequenceError(
            text("A video cannot be {factor} times slower than real time.", factor=factor),
            text("Choose a number such as 2, 4 or 8."),
        )
    return factor


def walk_of(
    track: Track,
    source: SourceFacts,
    keypoint_set: str,
    *,
    factor: float = 1.0,
    rate: float | None = None,
) -> GaitSequence:
    """Keep what gait needs of the part of a track that is used, and no picture.

    Args:
        track: The person.
        source: The recording.
        keypoint_set: Keypoint definition.
        factor: How many times slower than life the recording is played; times are divided by it.
        rate: Frames a second of life to keep where ``factor`` is not 1; None keeps all.
    """
    used = np.arange(len(track.seconds))[track.used]
    seconds, keypoints = track.seconds[used], track.keypoints[used]
    if factor != 1.0:
        seconds = seconds / factor
        keypoints = smooth_keypoints(seconds, track.raw_keypoints[used])
        kept = _thinned(seconds, rate)
        used, seconds, keypoints = used[kept], seconds[kept], keypoints[kept]
    outlines = [track.outlines[frame].reshape(-1, 2) for frame in used]
    none = np.zeros((0, 2), np.float32)
    lengths = [len(outline) for outline in outlines]
    extras: dict[str, NDArray[np.generic]] = {
        "outline_points": np.concatenate([none, *outlines]).astype(np.float32),
        "outline_offsets": np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
    }
    if track.landmarks.shape[1]:
        extras["landmarks"] = track.landmarks[used]
    if track.world.shape[1]:
        extras["world"] = track.world[used]
    if track.shoulder_line is not None:
        extras[SHOULDER_LINE] = track.shoulder_line[used]
    if track.walks and track.part is not None:
        extras["part"] = np.array(track.part, np.float64)
    if factor != 1.0:
        extras["slow_motion"] = np.array([factor], np.float64)
        source = replace(source, fps=source.fps * factor)
    walk = GaitSequence(
        silhouettes=track.silhouettes[used],
        keypoints=keypoints,
        seconds=seconds,
        source=source,
        keypoint_set=keypoint_set,
        extras=extras,
        facing=track.facing if track.facing.sign == 0 else track.facing.of(used),
    )
    if track.spots is None:
        return walk
    return walk.with_dots(find_dots(track.spots[used], walk.keypoints, walk.seconds, walk.facing))


def other_way(track: Track) -> Track | None:
    """Return the track with the walk the other way as the part that is used; None where there is none.

    Left and right are those of that walk: seen from behind instead of from the front, or the other way round.
    """
    if track.other is None:
        return None
    return replace(
        track,
        keypoints=exchange_sides(track.keypoints),
        raw_keypoints=exchange_sides(track.raw_keypoints),
        landmarks=swap_sides(track.landmarks) if track.landmarks.shape[1] else track.landmarks,
        world=swap_sides(track.world) if track.world.shape[1] else track.world,
        facing=Facing(),
        part=track.other,
        other=None,
    )


def _thinned(seconds: NDArray[np.float64], rate: float | None) -> NDArray[np.int64]:
    """Return the frames to keep: the first at or after each 1 / rate, as a video is read."""
    if rate is None:
        return np.arange(len(seconds))
    steps = np.floor(seconds * rate + 1e-6)
    return np.flatnonzero(np.diff(steps, prepend=-np.inf) > 0)


def in_the_recording(gait: GaitFacts, factor: float) -> GaitFacts:
    """Return events of the time of life at their times in the recording; the cadence stays that of life."""
    strikes = tuple(
        one.model_copy(update={"seconds": one.seconds * factor}) for one in gait.heel_strikes
    )
    return gait.model_copy(update={"heel_strikes": strikes})


def findings_in_the_recording(findings: tuple[Finding, ...], factor: float) -> tuple[Finding, ...]:
    """Return findings of the time of life with their times in the recording."""

    def moved(seconds: float | None) -> float | None:
        return None if seconds is None else seconds * factor

    return tuple(
        one.model_copy(
            update={
                "start_seconds": moved(one.start_seconds),
                "end_seconds": moved(one.end_seconds),
            }
        )
        for one in findings
    )
