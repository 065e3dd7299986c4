"""Follows people further backwards than recent frames reach, by reading earlier parts again.

Parts are read from the later to the earlier, each no larger than a bound in bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.core.progress import Cancel
from engine.core.video import FrameSource
from engine.perception.tracking.frame_feed import FeedFrame
from engine.perception.tracking.tracker import trace_back
from engine.perception.tracking.tracklets import ObservationScheduler, Tracklet

Done = Callable[[float], None]


@dataclass(frozen=True)
class EarlierFrames:
    """Reads earlier parts of a recording again.

    Attributes:
        rate: The analysis rate, so that the same frames are read.
        part_bytes: How much memory a part may take.
    """

    source: FrameSource
    seconds: list[float]
    rate: float | None
    part_bytes: int
    cancel: Cancel | None

    def before(self, end: int) -> list[FeedFrame]:
        """Read the part before the position ``end``, the latest frame first."""
        size = 3 * self.source.info.width * self.source.info.height
        first = max(0, end - max(2, self.part_bytes // max(size, 1)))
        places = {self.seconds[position]: position for position in range(first, end)}
        stop = self.seconds[end] if end < len(self.seconds) else None
        frames = self.source.frames(
            start=self.seconds[first], end=stop, rate=self.rate, cancel=self.cancel
        )
        feed_frames = [
            FeedFrame(places[frame.seconds], frame) for frame in frames if frame.seconds in places
        ]
        return feed_frames[::-1]


def track_backwards(
    earlier: EarlierFrames,
    tracklets: list[Tracklet],
    scheduler: ObservationScheduler,
    *,
    done: Done,
) -> None:
    """Follow every unfinished tracklet until it is lost, meets another or the recording begins.

    Args:
        earlier: Reads what lies before.
        tracklets: Everyone; those marked unfinished are followed.
        scheduler: Follows one person.
        done: Told the share of the work that is done.
    """
    pending = [one for one in tracklets if one.unfinished and one.observations]
    for index, tracklet in enumerate(pending):
        start = tracklet.first
        while tracklet.unfinished:
            feed_frames = earlier.before(tracklet.first)
            if not feed_frames:
                tracklet.unfinished = False
                break
            trace_back(scheduler, tracklet, feed_frames, tracklets)
            done((index + 1 - tracklet.first / max(start, 1)) / len(pending))
