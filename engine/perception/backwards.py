"""Follows people further backwards than recent frames reach, by reading earlier parts again.

Parts are read from the later to the earlier, each no larger than a bound in bytes.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.core.progress import Cancel
from engine.core.video import FrameSource
from engine.perception.chains import Chains, Tracklet
from engine.perception.following import retrace
from engine.perception.frames import Shot

PART_BYTES = 120 << 20

Done = Callable[[float], None]


def _part(
    source: FrameSource,
    seconds: list[float],
    span: tuple[int, int],
    *,
    rate: float | None,
    cancel: Cancel | None,
) -> list[Shot]:
    """Read the frames at positions ``span[0] <= p < span[1]`` again, the latest first."""
    first, end = span
    places = {seconds[position]: position for position in range(first, end)}
    stop = seconds[end] if end < len(seconds) else None
    frames = source.frames(start=seconds[first], end=stop, rate=rate, cancel=cancel)
    shots = [Shot(places[f.seconds], f) for f in frames if f.seconds in places]
    return shots[::-1]


def follow_backwards(
    source: FrameSource,
    seconds: list[float],
    tracklets: list[Tracklet],
    chains: Chains,
    *,
    rate: float | None,
    done: Done,
    cancel: Cancel | None,
) -> None:
    """Follow every unfinished tracklet until it is lost, meets another or the recording begins.

    Args:
        source: The recording.
        seconds: Times of all analysed frames.
        tracklets: Everyone; those marked unfinished are followed.
        chains: Follows one person.
        rate: The analysis rate, so that the same frames are read.
        done: Told the share of the work that is done.
        cancel: Checked between frames.
    """
    size = 3 * source.info.width * source.info.height
    most = max(2, PART_BYTES // max(size, 1))
    pending = [one for one in tracklets if one.unfinished and one.observations]
    for index, tracklet in enumerate(pending):
        start = tracklet.first
        while tracklet.unfinished:
            end = tracklet.first
            span = (max(0, end - most), end)
            shots = _part(source, seconds, span, rate=rate, cancel=cancel)
            if not shots:
                tracklet.unfinished = False
                break
            retrace(chains, tracklet, shots, tracklets)
            done((index + 1 - tracklet.first / max(start, 1)) / len(pending))
