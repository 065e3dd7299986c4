"""Decodes the frames of a stretch of a file, whether it begins at the start or in the middle.

After damage, decoding goes on with the next key frame: what lies between would be pictures that never were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import av.error
import numpy as np
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from engine.core.progress import Cancel, check
from engine.video.fields import Deinterlacer, Fields
from engine.video.formats import INTRA_CODECS, SKIPPING_CODECS
from engine.video.frame_times import Stamps, Timeline
from engine.video.opening import OpenVideo, open_video
from engine.video.probing import ProbedVideo

_SEEK_TRIES: Final = 4
_LOST_STEPS: Final = 2.5
_ERRORS: Final = (av.error.FFmpegError, OverflowError)

Numbered = tuple[int, VideoFrame]
DamageNote = Callable[[float, float | None], None]
"""Told where pictures are missing: from and until when, seconds; None where nothing comes after."""


class DecodingPass:
    """Decodes one file; each call of `frames` is a pass of its own."""

    def __init__(
        self,
        path: Path,
        facts: ProbedVideo,
        timeline: Timeline,
        note_damage: DamageNote,
    ) -> None:
        self._path = path
        self._size = facts.coded_size
        self._timeline = timeline
        self._note_damage = note_damage

    def frames(
        self, wanted: NDArray[np.int64], *, cancel: Cancel | None = None
    ) -> Iterator[Numbered]:
        """Decode the frames whose numbers are in ``wanted`` (increasing); others are passed over."""
        if len(wanted) == 0:
            return
        first, last = int(wanted[0]), int(wanted[-1])
        mask = np.zeros(last + 1, dtype=bool)
        mask[wanted] = True
        for number, frame in self._from(first, mask, cancel):
            if number <= last and mask[number]:
                yield number, frame
            if number >= last:
                return

    def _from(
        self, first: int, mask: NDArray[np.bool_], cancel: Cancel | None
    ) -> Iterator[Numbered]:
        """Decode from the key frame before ``first`` on, trying ever earlier ones."""
        timeline = self._timeline
        target = int(timeline.stamps[first])
        before = int(np.searchsorted(timeline.keys, target, side="right")) - 1
        if timeline.by is not Stamps.COUNT:
            for back in range(_SEEK_TRIES):
                key = before - back * back
                if key <= 0:
                    break
                with open_video(self._path) as source:
                    if not _seek(source, timeline.stream_stamp(int(timeline.keys[key]))):
                        break
                    decoded = self._decoded(source, mask, cancel, sought=True)
                    head = next(decoded, None)
                    if head is not None and head[0] <= first:
                        yield head
                        yield from decoded
                        return
        with open_video(self._path) as source:
            yield from self._decoded(source, mask, cancel, sought=False)

    def _decoded(
        self, source: OpenVideo, mask: NDArray[np.bool_], cancel: Cancel | None, *, sought: bool
    ) -> Iterator[Numbered]:
        """Yield what can be decoded from here on, each frame once and in order; note what is missing."""
        latest = -1
        lost_from: float | None = None
        stretch = _Stretch(source, self._timeline, mask, self._size, sought=sought)
        for item in stretch.items(cancel):
            if item is None:
                if lost_from is None:
                    lost_from = self._seconds_after(latest)
                continue
            number, frame = item
            if number <= latest:
                continue
            if lost_from is not None:
                self._note_damage(lost_from, float(self._timeline.seconds[number]))
                lost_from = None
            latest = number
            yield number, frame
        if lost_from is not None:
            self._note_damage(lost_from, None)

    def _seconds_after(self, number: int) -> float:
        timeline = self._timeline
        if number < 0:
            return 0.0
        return float(timeline.seconds[number]) + timeline.step


class _Stretch:
    """Packet after packet of an opened file, decoded."""

    def __init__(
        self,
        source: OpenVideo,
        timeline: Timeline,
        mask: NDArray[np.bool_],
        size: tuple[int, int],
        *,
        sought: bool,
    ) -> None:
        self._source = source
        self._size = size
        self._sought = sought
        self._counts = timeline.by is Stamps.COUNT
        self._skip = _Skipper(source.stream, timeline, mask)
        self._numbering = _Numbering(timeline, sought=sought)
        self._began = False
        self._dts: int | None = None
        # A transport stream does not say that packets were lost; its cameras keep their rate.
        self._loses = "mpegts" in source.container.format.name
        self._longest_step = timeline.stream_stamp(round(_LOST_STEPS * timeline.frame_step))

    def items(self, cancel: Cancel | None) -> Iterator[Numbered | None]:
        """Yield decoded frames with their numbers, and None where damage begins or the file breaks."""
        context = self._source.stream.codec_context
        waiting = False
        try:
            for packet in self._source.container.demux(self._source.stream):
                check(cancel)
                if waiting:
                    if not packet.is_keyframe or packet.is_corrupt or packet.size == 0:
                        continue
                    context.flush_buffers()
                    waiting = False
                if self._follows_loss(packet) and self._began:
                    # What came before it is sound; of what follows, nothing is up to the next key frame.
                    yield from self._numbered(context.decode(None))
                    waiting = True
                elif self._skip.unneeded(packet):
                    continue
                else:
                    try:
                        frames = packet.decode()
                    except _ERRORS:
                        waiting = self._began
                        frames = []
                    sound = [frame for frame in frames if self._is_sound(frame)]
                    waiting |= len(sound) < len(frames) and self._began
                    yield from self._numbered(sound)
                if waiting:
                    yield from self._numbering.end()
                    yield None
                    if self._counts:
                        return
            yield from self._numbering.end()
        except _ERRORS:
            yield from self._numbering.end()
            yield None

    def _follows_loss(self, packet: Packet[VideoStream]) -> bool:
        """Whether a packet is damaged, or needs others that were lost before it."""
        if packet.size == 0:
            return False
        before, self._dts = self._dts, packet.dts
        if packet.is_corrupt:
            return True
        if not self._loses or packet.is_keyframe or before is None or packet.dts is None:
            return False
        return packet.dts - before > self._longest_step

    def _is_sound(self, frame: VideoFrame) -> bool:
        """Whether a frame is whole and of the size of the others."""
        if (frame.width, frame.height) != self._size:
            return False
        # The very first picture is taken as it is: better than none.
        return not frame.is_corrupt or not (self._began or self._sought)

    def _numbered(self, frames: list[VideoFrame]) -> Iterator[Numbered]:
        for frame in frames:
            self._began = True
            yield from self._numbering.add(frame)


class _Numbering:
    """Gives decoded frames, or the fields in them, the numbers that the timeline gives them."""

    def __init__(self, timeline: Timeline, *, sought: bool) -> None:
        self._timeline = timeline
        self._count = -1
        self._deinterlacer = Deinterlacer() if timeline.frame_ticks else None
        # What comes before the first frame of a stretch is not known, and fields are made of it.
        self._lacks_neighbour = sought

    def add(self, frame: VideoFrame) -> Iterator[Numbered]:
        """Take the next frame; yield what is known now."""
        if self._deinterlacer is not None:
            yield from self._fields(self._deinterlacer.add(frame))
            return
        self._count += 1
        (number,) = self._timeline.numbers_of(frame, self._count)
        if number is not None:
            yield number, frame

    def end(self) -> Iterator[Numbered]:
        """Yield what is left; a frame that is added now begins another stretch."""
        if self._deinterlacer is not None:
            yield from self._fields(self._deinterlacer.end())
            self._lacks_neighbour = True

    def _fields(self, found: list[Fields]) -> Iterator[Numbered]:
        for fields in found:
            self._count += 1
            if self._lacks_neighbour:
                self._lacks_neighbour = False
                continue
            numbers = self._timeline.numbers_of(fields.frame, self._count)
            for number, picture in zip(numbers, fields[1:], strict=True):
                if number is not None:
                    yield number, picture


class _Skipper:
    """Spares the decoder what nobody wants, where that cannot change the frames that are wanted."""

    def __init__(self, stream: VideoStream, timeline: Timeline, mask: NDArray[np.bool_]) -> None:
        name = stream.codec_context.codec.canonical_name
        self._context = stream.codec_context
        self._timeline = timeline
        self._mask = mask
        # Fields are made of the frames before and after, so every one of those counts.
        known = timeline.by is not Stamps.COUNT and not timeline.frame_ticks
        self._drops = known and name in INTRA_CODECS
        self._skips = known and name in SKIPPING_CODECS
        self._skipping = False

    def unneeded(self, packet: Packet[VideoStream]) -> bool:
        """Whether ``packet`` need not be decoded; tells the decoder what it may leave out of it."""
        if packet.size == 0:
            # The end of the file, or a frame that the camera left out (avi).
            return packet.dts is not None or packet.pts is not None
        if self._drops:
            return not self._is_wanted(packet)
        if self._skips:
            skipping = not self._is_wanted(packet)
            if skipping != self._skipping:
                self._context.skip_frame = "NONREF" if skipping else "DEFAULT"
                self._skipping = skipping
        return False

    def _is_wanted(self, packet: Packet[VideoStream]) -> bool:
        stamp = packet.pts if self._timeline.by is Stamps.PTS else packet.dts
        number = None if stamp is None else self._timeline.number_of(stamp)
        return number is not None and number < len(self._mask) and bool(self._mask[number])


def _seek(source: OpenVideo, stamp: int) -> bool:
    """Go to the key frame at or before ``stamp``; False where the container cannot."""
    try:
        source.container.seek(stamp, stream=source.stream, backward=True)
    except _ERRORS:
        return False
    return True
