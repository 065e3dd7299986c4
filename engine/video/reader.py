"""Reading a video: upright RGB frames with their real time, in constant memory.

Every reading of a stretch gives the same frames with the same numbers and times, whether it began
at the start of the file or in the middle: which frames are kept is decided from the time stamps of
the whole file before anything is decoded.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import VideoError
from engine.core.findings import Finding
from engine.core.progress import Cancel
from engine.core.text import text
from engine.core.video import Frame, VideoInfo
from engine.video.damage import DamageLog
from engine.video.decoding import DecodingPass, Numbered
from engine.video.frame_times import Stamps, Timeline
from engine.video.opening import open_video
from engine.video.pixels import Converter
from engine.video.probing import ProbedVideo, probe_in_full
from engine.video.scanning import WHOLE, scan

_STEP_MEMORY: Final = 64 << 20
_STEP_FRAMES: Final = 16


class VideoFile:
    """A video file as `engine.core.video.FrameSource`.

    `frames` may be called any number of times, also from several threads at once: each call reads
    with a decoder of its own. Memory does not grow with the length of the file, but for 8 bytes a
    frame.

    Raises:
        VideoError: The file cannot be used; says why and what to do.
    """

    def __init__(self, path: Path, *, cancel: Cancel | None = None) -> None:
        self._path = path
        self._probed = probe_in_full(path, cancel=cancel)
        self._timeline = self._probed.timeline if self._probed.timeline.complete else None
        self._lock = threading.Lock()
        self._stepper: _Stepper | None = None
        self._damage = DamageLog()
        if self._timeline is not None:
            self._damage.note_timeline(self._timeline)

    @property
    def info(self) -> VideoInfo:
        """Facts about the file, without its hash."""
        return self._probed.info

    @property
    def findings(self) -> Sequence[Finding]:
        """Which pictures the file lacks, as far as reading has noticed.

        Gaps between time stamps are known at once; damage to what is decoded, once it was read.
        """
        return self._damage.findings()

    def frames(
        self,
        *,
        start: float = 0.0,
        end: float | None = None,
        rate: float | None = None,
        cancel: Cancel | None = None,
    ) -> Iterator[Frame]:
        """Yield upright frames with ``start <= seconds < end`` in order, in constant memory.

        A file that is damaged in the middle gives the frames up to there, and those from the next key
        frame on; see `findings`.

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
        wanted = wanted[self._damage.has(seconds[wanted])]
        converter = Converter(self._probed.appearance)
        reading = DecodingPass(self._path, self._probed, timeline, self._damage.note)
        for number, frame in reading.frames(wanted, cancel=cancel):
            yield Frame(converter.rgb(frame), float(seconds[number]), number)

    def frame_at(self, seconds: float) -> Frame | None:
        """Return the frame that is shown at ``seconds``, exactly.

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
                reading = DecodingPass(self._path, self._probed, timeline, self._damage.note)
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
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def _whole_timeline(self, cancel: Cancel | None) -> Timeline:
        """Read the stamps of the whole file, once, where the probe looked at its beginning only."""
        if self._timeline is None:
            with open_video(self._path) as source:
                timeline = scan(
                    self._path,
                    source,
                    WHOLE,
                    frame_seconds=self._probed.frame_seconds,
                    cancel=cancel,
                )
            self._timeline = timeline or self._probed.timeline
            self._damage.note_timeline(self._timeline)
        return self._timeline


class _Stepper:
    """Holds a decoder open near the last frame that was shown, for a player. Not thread-safe."""

    def __init__(self, reading: DecodingPass, facts: ProbedVideo, timeline: Timeline) -> None:
        self._pass = reading
        self._timeline = timeline
        self._converter = Converter(facts.appearance)
        frame_bytes = facts.coded_size[0] * facts.coded_size[1] * 3 // 2
        kept = max(2, min(_STEP_FRAMES, _STEP_MEMORY // max(1, frame_bytes)))
        self._recent: deque[Numbered] = deque(maxlen=kept)
        self._decoder: Iterator[Numbered] | None = None

    def frame(self, number: int) -> tuple[int, NDArray[np.uint8]] | None:
        """Return the last decodable frame up to ``number``."""
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
        """Return the number of the last frame up to ``number`` at which decoding can begin."""
        timeline = self._timeline
        if timeline.by is Stamps.COUNT:
            return 0
        keys = timeline.keys[timeline.keys <= timeline.stamps[number]]
        return int(np.searchsorted(timeline.stamps, keys[-1])) if len(keys) else 0
