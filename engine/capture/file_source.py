"""A video file played as a camera, with the faults that cameras have, for tests and demonstrations.

Must not know what is made of the frames.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.capture.camera_problems import problem_of
from engine.capture.frame_source import (
    CameraFormat,
    CameraFrame,
    CameraInfo,
    CameraTrouble,
    FrameListener,
)
from engine.capture.jpeg_frames import to_jpeg, whole_jpeg
from engine.core.errors import ScolioError
from engine.video import VideoFile
from engine.video.opening import open_video

_QUALITY: Final = 90


@dataclass(frozen=True, slots=True)
class Script:
    """What goes wrong while a file is played as a camera. Frames are numbered from 0, times are of the file.

    Attributes:
        dropped: Frames that never come.
        late: Seconds by which frames come late, by number; their own times stay right.
        frozen: Spans of seconds (from, to) in which the same picture is sent again and again.
        unplug_at: Seconds at which the camera is unplugged, or None.
        back_at: Seconds at which it is plugged in again, or None for never.
        refuse: Trouble that is told instead of opening, or None.
        refusals: How often opening is refused; None for always.
        silent: Opens, but sends nothing.
        loop: Begins anew at the end of the file, time going on; otherwise no more frames come.
        clock: Time of the camera's clock at the first frame of the file, seconds.
    """

    dropped: frozenset[int] = frozenset()
    late: tuple[tuple[int, float], ...] = ()
    frozen: tuple[tuple[float, float], ...] = ()
    unplug_at: float | None = None
    back_at: float | None = None
    refuse: CameraTrouble | None = None
    refusals: int | None = None
    silent: bool = False
    loop: bool = False
    clock: float = 0.0


class FileSource:
    """Plays a video as a camera; each `start` begins at the first frame.

    Args:
        path: The video. Packets of MJPEG are sent unchanged, others are decoded and compressed again.
        real_time: Whether frames come at their own pace, or as fast as they can be read.
        script: What goes wrong.

    Raises:
        VideoError: The file cannot be used.
    """

    def __init__(self, path: Path, *, real_time: bool = True, script: Script | None = None) -> None:
        self._path = path
        self.real_time = real_time
        self.script = Script() if script is None else script
        self._video = VideoFile(path)
        facts = self._video.info
        self._format = CameraFormat(facts.width, facts.height, round(facts.fps, 3), True)
        self._info = CameraInfo(f"file:{path.name}", path.stem, (self._format,))
        self._refused = 0
        self._stopping = threading.Event()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def info(self) -> CameraInfo:
        """Which camera it is."""
        return self._info

    @property
    def format(self) -> CameraFormat:
        """The format in which it sends."""
        return self._format

    def start(self, listener: FrameListener) -> None:
        """Play; returns at once, trouble is told to the listener."""
        self.stop()
        self._stopping, self._ended = threading.Event(), threading.Event()
        self._thread = threading.Thread(
            target=self._play,
            args=(listener, self._stopping, self._ended),
            name="file camera",
            daemon=True,
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop; nothing is told after this has returned."""
        self._stopping.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
        self._thread = None

    def wait_until_end(self, patience: float) -> bool:
        """Wait until nothing more will come; False where that takes longer than ``patience`` seconds."""
        return self._ended.wait(patience)

    def _play(
        self, listener: FrameListener, stopping: threading.Event, ended: threading.Event
    ) -> None:
        try:
            self._send(listener, stopping)
        except ScolioError:
            listener.take_problem(problem_of(CameraTrouble.OTHER, self._info.name))
        finally:
            ended.set()

    def _send(self, listener: FrameListener, stopping: threading.Event) -> None:
        script = self.script
        times = script.refusals
        if script.refuse is not None and (times is None or self._refused < times):
            self._refused += 1
            listener.take_problem(problem_of(script.refuse, self._info.name))
            return
        playback = _Playback(self, listener, stopping)
        offset = 0.0
        while not script.silent and not stopping.is_set():
            last = 0.0
            for number, (seconds, jpeg) in enumerate(self._frames()):
                last = seconds + offset
                if not playback.send(number, last, jpeg):
                    return
            if not script.loop:
                return
            offset = last + 1.0 / (self._format.rate or 30.0)

    def _frames(self) -> Iterator[tuple[float, bytes]]:
        """Yield time and JPEG of each frame."""
        if self._video.info.codec == "mjpeg":
            yield from self._packets()
        else:
            for frame in self._video.frames():
                yield frame.seconds, to_jpeg(frame.image, _QUALITY)

    def _packets(self) -> Iterator[tuple[float, bytes]]:
        with open_video(self._path) as source:
            first: float | None = None
            for packet in source.container.demux(source.stream):
                jpeg = whole_jpeg(bytes(packet)) if packet.size else None
                if jpeg is not None and packet.pts is not None and packet.time_base is not None:
                    seconds = float(packet.pts * packet.time_base)
                    first = seconds if first is None else first
                    yield seconds - first, jpeg


class _Playback:
    """One playing of a file, fault by fault."""

    def __init__(
        self, source: FileSource, listener: FrameListener, stopping: threading.Event
    ) -> None:
        self._source = source
        self._script = source.script
        self._listener = listener
        self._stopping = stopping
        self._late = dict(source.script.late)
        self._began = time.monotonic()
        self._unplugged = False
        self._held: bytes | None = None

    def send(self, number: int, seconds: float, jpeg: bytes) -> bool:
        """Send a frame when its time has come; False where the source was stopped."""
        if self._source.real_time:
            due = self._began + seconds + self._late.get(number, 0.0)
            if self._stopping.wait(max(0.0, due - time.monotonic())):
                return False
        if self._stopping.is_set():
            return False
        if not self._is_unplugged(seconds) and number not in self._script.dropped:
            size = self._source.format.width, self._source.format.height
            picture = self._picture(seconds, jpeg)
            self._listener.take_frame(
                CameraFrame(self._script.clock + seconds, *size, jpeg=picture)
            )
        return True

    def _is_unplugged(self, seconds: float) -> bool:
        """Whether the camera is unplugged now; told once each time."""
        at, back = self._script.unplug_at, self._script.back_at
        unplugged = at is not None and seconds >= at and (back is None or seconds < back)
        if unplugged and not self._unplugged:
            trouble = problem_of(CameraTrouble.UNPLUGGED, self._source.info.name)
            self._listener.take_problem(trouble)
        self._unplugged = unplugged
        return unplugged

    def _picture(self, seconds: float, jpeg: bytes) -> bytes:
        """Return what the camera shows: the same picture while it is frozen."""
        frozen = any(start <= seconds < end for start, end in self._script.frozen)
        self._held = (self._held or jpeg) if frozen else None
        return self._held or jpeg
