"""Reading a video: upright RGB frames with their real time, in constant memory.

Every reading of a stretch gives the same frames with the same numbers and times, whether it began
at the start of the file or in the middle: which frames are kept is decided from the time stamps of
the whole file before anything is decoded.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import av.error
import numpy as np
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from engine.core.errors import VideoError
from engine.core.findings import Finding, FindingCode, Severity
from engine.core.progress import Cancel, check
from engine.core.text import text
from engine.core.video import Frame, VideoInfo
from engine.video.formats import INTRA_CODECS, SKIPPING_CODECS
from engine.video.opening import Opened, opened
from engine.video.pixels import Converter
from engine.video.probing import Probed, probed
from engine.video.timeline import WHOLE, Stamps, Timeline, scan

_STEP_MEMORY: Final = 64 << 20
_STEP_FRAMES: Final = 16
_SEEK_TRIES: Final = 4
_ERRORS: Final = (av.error.FFmpegError, OverflowError)

_Numbered = tuple[int, VideoFrame]
_BreakNote = Callable[[float], None]


class VideoFile:
    """A video file as `engine.core.video.FrameSource`.

    `frames` may be called any number of times, also from several threads at once: each call reads
    with a decoder of its own. Memory does not grow with the length of the file, but for 8 bytes a
    frame.

    Args:
        path: The file.
        cancel: Checked while the file is opened.

    Raises:
        VideoError: The file cannot be used; says why and what to do.
    """

    def __init__(self, path: Path, *, cancel: Cancel | None = None) -> None:
        self._path = path
        self._probed = probed(path, cancel=cancel)
        self._timeline = self._probed.timeline if self._probed.timeline.complete else None
        self._lock = threading.Lock()
        self._stepper: _Stepper | None = None
        self._broken_at: float | None = None
        self._note_timeline(self._timeline)

    @property
    def info(self) -> VideoInfo:
        """Facts about the file, without its hash."""
        return self._probed.info

    @property
    def findings(self) -> Sequence[Finding]:
        """`FindingCode.FILE_BROKEN_MIDDLE` with the time of the break, once it was noticed."""
        if self._broken_at is None:
            return ()
        return (
            Finding(
                code=FindingCode.FILE_BROKEN_MIDDLE,
                severity=Severity.CARE,
                message=text(
                    "The video file is damaged after {seconds:.1f} seconds; what comes before was used.",
                    seconds=self._broken_at,
                ),
                remedy=text(
                    "Copy the file from the camera again; if that does not help, repeat the recording."
                ),
                start_seconds=self._broken_at,
            ),
        )

    def frames(
        self,
        *,
        start: float = 0.0,
        end: float | None = None,
        rate: float | None = None,
        cancel: Cancel | None = None,
    ) -> Iterator[Frame]:
        """Yield upright frames with ``start <= seconds < end`` in order, in constant memory.

        A file that breaks in the middle gives the frames up to there; see `findings`.

        Args:
            start: First time, seconds.
            end: Time before which to stop, or None for the end of the recording.
            rate: Keep the first frame at or after each k / rate from time zero; None keeps all.
            cancel: Checked between packets.

        Raises:
            VideoError: The file cannot be read any more, or ``rate`` is not positive.
            CancelledError: ``cancel`` was set.
        """
        if rate is not None and not rate > 0:
            raise VideoError(
                text("A rate of {rate} frames a second cannot be read.", rate=rate),
                text("Choose a rate above 0."),
            )
        timeline = self._whole_timeline(cancel)
        wanted = timeline.kept(start, end, rate)
        seconds = timeline.seconds
        if self._broken_at is not None:
            wanted = wanted[seconds[wanted] < self._broken_at]
        converter = Converter(self._probed.upright)
        reading = _Pass(self._path, self._probed, timeline, self._note_break)
        for number, frame in reading.frames(wanted, cancel=cancel):
            yield Frame(converter.rgb(frame), float(seconds[number]), number)

    def frame_at(self, seconds: float) -> Frame | None:
        """Give the frame that is shown at ``seconds``, exactly.

        Before the first frame it is the first, after the last the last. Steps forwards decode on,
        steps backwards use the last few decoded frames, other places are sought.

        Returns:
            The frame, or None where nothing up to there can be decoded.

        Raises:
            VideoError: The file cannot be read any more.
        """
        with self._lock:
            timeline = self._whole_timeline(None)
            if self._stepper is None:
                reading = _Pass(self._path, self._probed, timeline, self._note_break)
                self._stepper = _Stepper(reading, self._probed, timeline)
            found = self._stepper.frame(timeline.number_at(seconds))
            if found is None:
                return None
            number, image = found
            return Frame(image, float(timeline.seconds[number]), number)

    def close(self) -> None:
        """Let go of the file that `frame_at` holds open. Reading again opens it again."""
        with self._lock:
            if self._stepper is not None:
                self._stepper.close()
                self._stepper = None

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()

    def _whole_timeline(self, cancel: Cancel | None) -> Timeline:
        """Read the stamps of the whole file, once, where the probe looked at its beginning only."""
        if self._timeline is None:
            with opened(self._path) as source:
                timeline = scan(source, WHOLE, cancel=cancel)
            self._timeline = timeline or self._probed.timeline
            self._note_timeline(self._timeline)
        return self._timeline

    def _note_timeline(self, timeline: Timeline | None) -> None:
        if timeline is not None and timeline.broken:
            self._note_break(float(timeline.seconds[-1]) + timeline.step)

    def _note_break(self, seconds: float) -> None:
        earlier = self._broken_at
        self._broken_at = seconds if earlier is None else min(earlier, seconds)


class _Pass:
    """Decodes one file; each call of `frames` is a pass of its own."""

    def __init__(
        self,
        path: Path,
        facts: Probed,
        timeline: Timeline,
        note_break: _BreakNote,
    ) -> None:
        self._path = path
        self._size = facts.coded_size
        self._timeline = timeline
        self._note_break = note_break

    def frames(
        self, wanted: NDArray[np.int64], *, cancel: Cancel | None = None
    ) -> Iterator[_Numbered]:
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
    ) -> Iterator[_Numbered]:
        """Decode from the key frame before ``first`` on, trying ever earlier ones."""
        timeline = self._timeline
        target = int(timeline.stamps[first])
        before = int(np.searchsorted(timeline.keys, target, side="right")) - 1
        if timeline.by is not Stamps.COUNT:
            for back in range(_SEEK_TRIES):
                key = before - back * back
                if key <= 0:
                    break
                with opened(self._path) as source:
                    if not _seek(source, int(timeline.keys[key])):
                        break
                    decoded = self._decoded(source, mask, cancel, sought=True)
                    head = next(decoded, None)
                    if head is not None and head[0] <= first:
                        yield head
                        yield from decoded
                        return
        with opened(self._path) as source:
            yield from self._decoded(source, mask, cancel, sought=False)

    def _decoded(
        self, source: Opened, mask: NDArray[np.bool_], cancel: Cancel | None, *, sought: bool
    ) -> Iterator[_Numbered]:
        """Decode packet after packet; stop at the first damage after the first frame."""
        count = -1
        latest = -1
        skip = _Skipper(source.stream, self._timeline, mask)
        try:
            for packet in source.container.demux(source.stream):
                check(cancel)
                if skip.unneeded(packet):
                    continue
                try:
                    frames = packet.decode()
                except _ERRORS:
                    if latest < 0:
                        continue
                    self._note_break(self._seconds_after(latest))
                    return
                for frame in frames:
                    if (frame.width, frame.height) != self._size:
                        self._note_break(self._seconds_after(latest))
                        return
                    count += 1
                    number = self._number(frame, count)
                    if number is None or number <= latest:
                        continue
                    latest = number
                    yield number, frame
        except _ERRORS:
            self._note_break(self._seconds_after(latest))

    def _number(self, frame: VideoFrame, count: int) -> int | None:
        timeline = self._timeline
        if timeline.by is Stamps.COUNT:
            return count if count < len(timeline.stamps) else None
        stamp = frame.pts if timeline.by is Stamps.PTS else frame.dts
        return None if stamp is None else timeline.number_of(stamp)

    def _seconds_after(self, number: int) -> float:
        timeline = self._timeline
        if number < 0:
            return 0.0
        return float(timeline.seconds[number]) + timeline.step


class _Skipper:
    """Spares the decoder what nobody wants, where that cannot change the frames that are wanted."""

    def __init__(self, stream: VideoStream, timeline: Timeline, mask: NDArray[np.bool_]) -> None:
        name = stream.codec_context.codec.canonical_name
        self._context = stream.codec_context
        self._timeline = timeline
        self._mask = mask
        known = timeline.by is not Stamps.COUNT
        self._drops = known and name in INTRA_CODECS
        self._skips = known and name in SKIPPING_CODECS
        self._skipping = False

    def unneeded(self, packet: Packet[VideoStream]) -> bool:
        """Whether ``packet`` need not be decoded; tells the decoder what it may leave out of it."""
        if packet.size == 0:
            # The end of the file, or a frame that the camera left out (avi).
            return packet.dts is not None or packet.pts is not None
        if packet.is_corrupt:
            return True
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


class _Stepper:
    """Holds a decoder open near the last frame that was shown, for a player. Not thread-safe."""

    def __init__(self, reading: _Pass, facts: Probed, timeline: Timeline) -> None:
        self._pass = reading
        self._timeline = timeline
        self._converter = Converter(facts.upright)
        frame_bytes = facts.coded_size[0] * facts.coded_size[1] * 3 // 2
        kept = max(2, min(_STEP_FRAMES, _STEP_MEMORY // max(1, frame_bytes)))
        self._recent: deque[_Numbered] = deque(maxlen=kept)
        self._decoder: Iterator[_Numbered] | None = None

    def frame(self, number: int) -> tuple[int, NDArray[np.uint8]] | None:
        """Give the last decodable frame up to ``number``."""
        if not any(found == number for found, _ in self._recent):
            self._decode_up_to(number)
        found = max(
            (item for item in self._recent if item[0] <= number),
            key=lambda item: item[0],
            default=None,
        )
        return None if found is None else (found[0], self._converter.rgb(found[1]))

    def close(self) -> None:
        """Close the decoder."""
        if isinstance(self._decoder, Generator):
            self._decoder.close()
        self._decoder = None
        self._recent.clear()

    def _decode_up_to(self, number: int) -> None:
        key = self._key_before(number)
        at = self._recent[-1][0] if self._recent else -1
        if self._decoder is None or at > number or key > at + 1:
            self.close()
            self._decoder = self._pass.frames(np.arange(key, len(self._timeline.stamps)))
        for item in self._decoder:
            self._recent.append(item)
            if item[0] >= number:
                return
        self._decoder = None

    def _key_before(self, number: int) -> int:
        """Give the number of the last frame up to ``number`` at which decoding can begin."""
        timeline = self._timeline
        if timeline.by is Stamps.COUNT:
            return 0
        keys = timeline.keys[timeline.keys <= timeline.stamps[number]]
        return int(np.searchsorted(timeline.stamps, keys[-1])) if len(keys) else 0


def _seek(source: Opened, stamp: int) -> bool:
    """Go to the key frame at or before ``stamp``; False where the container cannot."""
    try:
        source.container.seek(stamp, stream=source.stream, backward=True)
    except _ERRORS:
        return False
    return True
