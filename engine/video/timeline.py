"""When each frame of a file is shown, read from its packets without decoding any.

The container's claim of a frame rate is often wrong, and phones vary it: only the time stamps of the
packets tell. A stamp takes 8 bytes, so an hour at 60 frames a second takes 1.7 MB.
"""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Final

import av
import av.error
import numpy as np
from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream
from numpy.typing import NDArray

from engine.core.progress import Cancel, check
from engine.video.formats import INTRA_CODECS, MAX_FRAMES
from engine.video.opening import Opened

_REGULAR_SHARE: Final = 0.99
_CHECK_EVERY: Final = 256
_NONE: Final = -(1 << 63)
_GUESSED_RATE: Final = Fraction(25)


class Stamps(Enum):
    """Which stamp tells a decoded frame from the others."""

    PTS = "pts"
    """Presentation stamps are there, and each frame has its own."""
    DTS = "dts"
    """Only decoding stamps are there, and frames are shown in the order of decoding."""
    COUNT = "count"
    """Neither can be trusted: frames are numbered as the decoder gives them, from the first on."""


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """The frames of a file in the order in which they are shown.

    Attributes:
        stamps: int64 ``[F]``, increasing, in units of ``tick`` seconds.
        keys: Stamps at which decoding can begin, int64, increasing.
        tick: Seconds of one unit, exact.
        by: How a decoded frame is found in it.
        complete: Whether the whole file was looked at.
        broken: Whether the file ends before it should, or could not be read to its end.
    """

    stamps: NDArray[np.int64]
    keys: NDArray[np.int64]
    tick: Fraction
    by: Stamps
    complete: bool
    broken: bool

    @property
    def seconds(self) -> NDArray[np.float64]:
        """Times of the frames, float64 ``[F]``, the first at 0."""
        passed = (self.stamps - self.stamps[0]) * np.float64(self.tick.numerator)
        return np.asarray(passed / self.tick.denominator, dtype=np.float64)

    @property
    def step(self) -> float:
        """Median time between frames, seconds; 0 where there is but one frame."""
        if len(self.stamps) < 2:
            return 0.0
        return float(np.median(np.diff(self.stamps))) * float(self.tick)

    def fps(self, claimed: Fraction | None) -> float:
        """Give the mean frame rate, frames a second; 0 where there is but one frame.

        The container's claim is taken where it agrees with the stamps but for the clock's rounding.
        """
        steps = len(self.stamps) - 1
        span = int(self.stamps[-1] - self.stamps[0])
        if span <= 0:
            return 0.0
        if claimed and abs(steps / claimed / self.tick - span) <= 1:
            return float(claimed)
        return float(steps / (span * self.tick))

    @property
    def variable(self) -> bool:
        """Whether over 1 % of the steps differ from the median by more than the clock's rounding."""
        steps = np.diff(self.stamps).astype(np.float64)
        if len(steps) < 2:
            return False
        middle = float(np.median(steps))
        regular = np.abs(steps - middle) <= max(1.01, 0.01 * middle)
        return float(regular.mean()) < _REGULAR_SHARE

    @property
    def _slack(self) -> float:
        """Forgiven rounding of times, seconds: half a tick, unless the ticks are as coarse as frames."""
        return min(float(self.tick) / 2, 0.05 * self.step)

    def number_at(self, seconds: float) -> int:
        """Give the number of the frame shown at ``seconds``: the first before, the last after."""
        ticks = (seconds + self._slack) / float(self.tick)
        last = int(self.stamps[-1] - self.stamps[0])
        stamp = int(self.stamps[0]) + math.floor(min(max(ticks, 0.0), last))
        return int(np.searchsorted(self.stamps, stamp, side="right")) - 1

    def number_of(self, stamp: int) -> int | None:
        """Give the number of the frame with ``stamp``, or None where there is none."""
        found = int(np.searchsorted(self.stamps, stamp))
        return found if found < len(self.stamps) and self.stamps[found] == stamp else None

    def kept(self, start: float, end: float | None, rate: float | None) -> NDArray[np.int64]:
        """Give the numbers of the frames that a reading keeps, int64, increasing.

        With ``rate``, the first frame at or after each k / rate from time zero; half a tick of
        rounding is forgiven, so that 30 a second in milliseconds gives every second frame at 15.
        """
        seconds = self.seconds
        chosen = (seconds >= start - 1e-9) & (seconds < (math.inf if end is None else end))
        if rate is not None:
            cell = np.floor((seconds + self._slack) * rate + 1e-9)
            chosen &= np.diff(cell, prepend=-1.0) > 0
        return np.flatnonzero(chosen).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Limit:
    """How much of a file is looked at."""

    frames: int = MAX_FRAMES
    bytes: int | None = None


WHOLE: Final = Limit()
HEAD: Final = Limit(frames=20_000, bytes=256 << 20)
"""For a quick probe: five and a half minutes at 60 a second, or 256 MB, whatever comes first."""


class _Collector:
    """Gathers the stamps of packets while they stream by, 16 bytes a packet."""

    def __init__(self, stream: VideoStream) -> None:
        self.stream = stream
        self.pts = array("q")
        self.dts = array("q")
        self.keys = array("q")
        self.ends: dict[int, int] = {}
        self.bytes = 0
        self.seen = 0
        self.broken = False

    def add(self, packet: Packet[VideoStream]) -> None:
        stamp = packet.pts if packet.pts is not None else packet.dts
        if stamp is not None:
            end = stamp + (packet.duration or 0)
            self.ends[packet.stream_index] = max(self.ends.get(packet.stream_index, end), end)
        if packet.stream_index != self.stream.index:
            return
        self.seen += 1
        self.bytes += packet.size
        self.broken |= packet.is_corrupt
        if packet.is_discard or packet.is_corrupt or packet.size == 0:
            return
        self.pts.append(_NONE if packet.pts is None else packet.pts)
        self.dts.append(_NONE if packet.dts is None else packet.dts)
        if packet.is_keyframe and stamp is not None:
            self.keys.append(stamp)

    def latest_seconds(self) -> float:
        """Give the end of the last packet of all streams."""
        streams = self.stream.container.streams
        ticks = {index: streams[index].time_base or Fraction(0) for index in self.ends}
        return max((float(end * ticks[index]) for index, end in self.ends.items()), default=0.0)

    def stamps(self, kind: array[int]) -> NDArray[np.int64]:
        """Give ``pts`` or ``dts`` in the order of packets, without what a break has spoilt.

        Of the last packet before a break only a part may be there: it is left out, with what is
        shown after it.
        """
        stamps = np.array(kind, dtype=np.int64)
        if not self.broken or len(stamps) < 2:
            return stamps
        pts = np.array(self.pts, dtype=np.int64)
        kept = (pts < pts[-1]) | (pts == _NONE)
        kept[-1] = False
        return stamps[kept] if kept.any() else stamps


def scan(source: Opened, limit: Limit = WHOLE, *, cancel: Cancel | None = None) -> Timeline | None:
    """Read the time stamps of a freshly opened file; None where it holds no frame.

    Raises:
        CancelledError: ``cancel`` was set.
    """
    found = _Collector(source.stream)
    complete = True
    try:
        for turn, packet in enumerate(source.container.demux()):
            if turn % _CHECK_EVERY == 0:
                check(cancel)
            if packet.size or packet.dts is not None:
                found.add(packet)  # type: ignore[arg-type]  # demux() without streams is not typed
            if len(found.pts) >= limit.frames or (limit.bytes and found.bytes >= limit.bytes):
                complete = False
                break
    except (av.error.FFmpegError, OverflowError):
        found.broken = True
    if not found.pts:
        return None
    found.broken |= complete and _ends_early(source.container, found)
    return _timeline(found, complete=complete)


def _ends_early(container: InputContainer, found: _Collector) -> bool:
    """Whether the container promises more frames, or more time, than it holds."""
    stream = found.stream
    name = container.format.name
    if "mov" in name:
        return found.seen < len(stream.index_entries)
    if "avi" in name:
        # Old cameras round the number in the header: only a real lack counts.
        return found.seen < 0.98 * stream.frames - 1
    promised = (container.duration or 0) / av.time_base
    start = (container.start_time or 0) / av.time_base
    return start + promised - found.latest_seconds() > max(0.5, 0.02 * promised)


def _timeline(found: _Collector, *, complete: bool) -> Timeline:
    stream = found.stream
    tick = stream.time_base or Fraction(0)
    pts = _usable(found.stamps(found.pts))
    dts = _usable(found.stamps(found.dts))
    context = stream.codec_context
    in_order = context.name in INTRA_CODECS or context.reorder_depth == 0
    if "avi" in stream.container.format.name and not in_order:
        # avi has no presentation stamps, and those that libavformat makes up then swap frames.
        pts = None
    if tick > 0 and pts is not None:
        stamps, by = pts, Stamps.PTS
    elif tick > 0 and dts is not None:
        stamps, by = dts, Stamps.DTS if in_order else Stamps.COUNT
    else:
        rate = Fraction(stream.average_rate or stream.guessed_rate or _GUESSED_RATE)
        tick, by = 1 / (rate if 0.1 <= rate <= 1000 else _GUESSED_RATE), Stamps.COUNT
        stamps = np.arange(len(found.stamps(found.pts)), dtype=np.int64)
    keys = np.unique(np.array(found.keys, dtype=np.int64))
    return Timeline(stamps, keys, tick, by, complete, found.broken)


def _usable(stamps: NDArray[np.int64]) -> NDArray[np.int64] | None:
    """Sort stamps; None where one is missing or stands twice, or they span absurd times."""
    ordered = np.unique(stamps)
    if len(ordered) != len(stamps) or ordered[0] == _NONE:
        return None
    return None if int(ordered[-1]) - int(ordered[0]) > 1 << 52 else ordered
