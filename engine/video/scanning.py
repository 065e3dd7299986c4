"""Reads the time stamps of a file from its packets, without decoding any."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import av.error
import numpy as np
from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream
from numpy.typing import NDArray

from engine.core.progress import Cancel, check
from engine.video.formats import FIRST_FRAME_TAG, INTRA_CODECS, MAX_FRAMES
from engine.video.frame_times import Stamps, Timeline
from engine.video.opening import OpenVideo
from engine.video.structure import is_truncated

_CHECK_EVERY: Final = 256
_NONE: Final = -(1 << 63)
_GUESSED_RATE: Final = Fraction(25)
_MOST_DOUBLES: Final = 0.05
_LATEST_ORIGIN: Final = 86_400.0
_SELF_MEASURED: Final = ("mpegts", "mpeg")
"""Containers whose end is guessed by libavformat from the last stamps."""


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
        self.first_key: int | None = None
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
        # Damage in the middle is found, and its end, by whoever decodes.
        self.broken = packet.is_corrupt
        if packet.is_keyframe and self.first_key is None:
            self.first_key = len(self.pts)
        if packet.is_discard or packet.is_corrupt or packet.size == 0:
            return
        self.pts.append(_NONE if packet.pts is None else packet.pts)
        self.dts.append(_NONE if packet.dts is None else packet.dts)
        if packet.is_keyframe and stamp is not None:
            self.keys.append(stamp)

    def latest_seconds(self) -> float:
        """Return the end of the last packet of all streams."""
        streams = self.stream.container.streams
        ticks = {index: streams[index].time_base or Fraction(0) for index in self.ends}
        return max((float(end * ticks[index]) for index, end in self.ends.items()), default=0.0)

    def stamps(self, kind: array[int]) -> NDArray[np.int64]:
        """Return ``pts`` or ``dts`` in the order of packets, without what cannot be decoded.

        A stream that was cut out of another begins in the middle: nothing can be decoded before its
        first key frame. Of the last packet before a break only a part may be there: it is left out,
        with what is shown after it.
        """
        stamps = np.array(kind, dtype=np.int64)[self.first_key or 0 :]
        if not self.broken or len(stamps) < 2:
            return stamps
        pts = np.array(self.pts, dtype=np.int64)[self.first_key or 0 :]
        kept = (pts < pts[-1]) | (pts == _NONE)
        kept[-1] = False
        return stamps[kept] if kept.any() else stamps


def scan(
    path: Path,
    source: OpenVideo,
    limit: Limit = WHOLE,
    *,
    frame_seconds: Fraction | None = None,
    cancel: Cancel | None = None,
) -> Timeline | None:
    """Read the time stamps of a freshly opened file; None where it holds no frame.

    Args:
        path: The file.
        source: The file, opened.
        limit: How much of it is looked at.
        frame_seconds: Of interlaced video, seconds from a frame of the file to the next; else None.
        cancel: Checked while reading.

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
    found.broken |= complete and (is_truncated(path) or _ends_early(source.container, found))
    timeline = _timeline(found, complete=complete, paired=frame_seconds is not None)
    if frame_seconds is not None:
        timeline = timeline.as_fields(max(1, round(frame_seconds / timeline.tick)))
    return replace(timeline.without_strays(), origin=round(_origin(source) / timeline.tick))


def _origin(source: OpenVideo) -> float:
    """Return the time of the first frame that the file itself tells; 0 where it tells none."""
    try:
        told = float(source.container.metadata.get(FIRST_FRAME_TAG, "0"))
    except ValueError:
        return 0.0
    return told if 0.0 <= told <= _LATEST_ORIGIN else 0.0


def _ends_early(container: InputContainer, found: _Collector) -> bool:
    """Whether the container promises more frames, or more time, than it holds."""
    stream = found.stream
    name = container.format.name
    if "mov" in name:
        return found.seen < len(stream.index_entries)
    if "avi" in name:
        # Old cameras round the number in the header: only a real lack counts.
        return found.seen < 0.98 * stream.frames - 1
    if any(part in name for part in _SELF_MEASURED):
        return False
    promised = (container.duration or 0) / av.time_base
    # Some containers count the time before the first stamp as part of their duration, some do not.
    start = min(0.0, (container.start_time or 0) / av.time_base)
    return promised - (found.latest_seconds() - start) > max(0.5, 0.02 * promised)


def _timeline(found: _Collector, *, complete: bool, paired: bool) -> Timeline:
    stream = found.stream
    tick = stream.time_base or Fraction(0)
    pts = _usable(found.stamps(found.pts), paired=paired)
    dts = _usable(found.stamps(found.dts), paired=paired)
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


def _usable(stamps: NDArray[np.int64], *, paired: bool) -> NDArray[np.int64] | None:
    """Sort stamps; None where one is missing, many stand twice, or they span absurd times.

    Args:
        stamps: Stamps of the packets.
        paired: Whether two packets may make one frame, of which the first alone then has a stamp.
    """
    if paired:
        stamps = stamps[stamps != _NONE]
    ordered = np.unique(stamps)
    if len(ordered) == 0 or len(ordered) < (1 - _MOST_DOUBLES) * len(stamps):
        return None
    if ordered[0] == _NONE:
        return None
    return None if int(ordered[-1]) - int(ordered[0]) > 1 << 52 else ordered
