"""A camera opened by PyAV, for where the window's own camera (QtMultimedia) cannot: the second adapter.

A camera that is lost is looked for every second until it is back or the source is stopped.
"""

from __future__ import annotations

import errno
import sys
import threading
import time
from collections.abc import Callable
from typing import Final

import av.error
from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from engine.capture.camera_problems import problem_of
from engine.capture.device_list import USUAL, list_devices, open_device
from engine.capture.frame_source import (
    CameraFormat,
    CameraFrame,
    CameraInfo,
    CameraTrouble,
    FrameListener,
)
from engine.capture.jpeg_frames import whole_jpeg

__all__ = ["DeviceSource", "list_devices"]

Opener = Callable[[CameraInfo, CameraFormat], InputContainer]

_RETRY_SECONDS: Final = 1.0
_SILENT_SECONDS: Final = 5.0
"""A camera that has sent nothing for so long is told; opening one may take a while."""
_FROZEN_FRAMES: Final = 150
"""So many equal pictures are no picture: even a still room gives noise."""
_BROKEN_FRAMES: Final = 30
_STOP_SECONDS: Final = 2.0
_ERRORS: Final = (av.error.FFmpegError, OSError, ValueError)


class DeviceSource:
    """A camera of this computer.

    Args:
        info: Which one; see `list_devices`.
        format: How it is to send; None for the best it offers. One that is refused is followed by the next.
        opener: Opens it.
    """

    def __init__(
        self, info: CameraInfo, format: CameraFormat | None = None, *, opener: Opener = open_device
    ) -> None:
        self._info = info
        offered = info.formats or USUAL
        self._wanted = (
            offered if format is None else (format, *(one for one in offered if one != format))
        )
        self._opener = opener
        self._format = self._wanted[0]
        self._session: _Session | None = None

    @property
    def info(self) -> CameraInfo:
        """Which camera it is."""
        return self._info

    @property
    def format(self) -> CameraFormat:
        """The format in which it sends: once it was opened, as it was."""
        return self._format

    def start(self, listener: FrameListener) -> None:
        """Open the camera and send; returns at once, trouble is told to the listener."""
        self.stop()
        self._session = _Session(self._info.name, self._open, listener)

    def stop(self) -> None:
        """Close the camera; nothing is told after this has returned."""
        session, self._session = self._session, None
        if session is not None:
            session.end()

    def _open(self) -> InputContainer:
        """Open in the first format that the camera takes."""
        for format in self._wanted[:-1]:
            try:
                return self._opened(format)
            except (av.error.ArgumentError, ValueError):
                continue
        return self._opened(self._wanted[-1])

    def _opened(self, format: CameraFormat) -> InputContainer:
        container = self._opener(self._info, format)
        stream = container.streams.video[0]
        context = stream.codec_context
        rate = float(stream.average_rate or format.rate)
        self._format = CameraFormat(
            context.width, context.height, round(rate, 3), context.name == "mjpeg"
        )
        return container


class _Session:
    """From `start` to `stop`: one thread that reads, and one that notices when nothing comes."""

    def __init__(
        self, camera: str, open: Callable[[], InputContainer], listener: FrameListener
    ) -> None:
        self._camera = camera
        self._open = open
        self._listener = listener
        self._guard = threading.RLock()
        self._ended = threading.Event()
        self._told: CameraTrouble | None = None
        self._worked = False
        self._heard = time.monotonic()
        self._broken = 0
        self._same = _SamePicture()
        self._threads = [
            threading.Thread(target=work, name=f"camera {name}", daemon=True)
            for name, work in (("reader", self._read), ("watch", self._watch))
        ]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """End; a driver that never answers is left behind, and nothing it says later is handed on."""
        self._ended.set()
        with self._guard:
            pass  # Whatever is just being told has been told now.
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(_STOP_SECONDS)

    def _read(self) -> None:
        while not self._ended.is_set():
            opening = True
            try:
                with self._open() as container:
                    opening = False
                    self._heard = time.monotonic()
                    for packet in container.demux(container.streams.video[0]):
                        if self._ended.is_set():
                            return
                        self._take(packet)
                self._tell(CameraTrouble.UNPLUGGED)
            except _ERRORS as error:
                self._tell(trouble_of(error, opening=opening))
            self._ended.wait(_RETRY_SECONDS)

    def _take(self, packet: Packet[VideoStream]) -> None:
        for frame in _frames_of(packet):
            if frame.jpeg is None and frame.pixels is None:
                self._broken += 1
                if self._broken == _BROKEN_FRAMES:
                    self._tell(CameraTrouble.FORMAT)
                continue
            self._broken = 0
            self._heard, self._worked = time.monotonic(), True
            if self._same.counts(frame) < _FROZEN_FRAMES:
                self._told = None
            else:
                self._tell(CameraTrouble.FROZEN)
            with self._guard:
                if not self._ended.is_set():
                    self._listener.take_frame(frame)

    def _watch(self) -> None:
        while not self._ended.wait(_SILENT_SECONDS / 10):
            if time.monotonic() - self._heard > _SILENT_SECONDS and self._told is None:
                switched = sys.platform == "win32" and not self._worked
                self._tell(CameraTrouble.PRIVACY_SWITCH if switched else CameraTrouble.NO_FRAMES)

    def _tell(self, trouble: CameraTrouble) -> None:
        """Tell trouble, once until a frame comes or there is other trouble."""
        with self._guard:
            if self._ended.is_set() or trouble is self._told:
                return
            self._told = trouble
            self._listener.take_problem(problem_of(trouble, self._camera))


class _SamePicture:
    """Counts how often the same picture came."""

    def __init__(self) -> None:
        self._mark: object = None
        self._count = 0

    def counts(self, frame: CameraFrame) -> int:
        """Return how many pictures in a row before this one were equal to it."""
        mark = frame.jpeg if frame.pixels is None else frame.pixels[::16, ::16].tobytes()
        self._count = self._count + 1 if mark == self._mark else 0
        self._mark = mark
        return self._count


def trouble_of(error: Exception, *, opening: bool) -> CameraTrouble:
    """Return what an error of a driver means.

    Args:
        error: What was raised.
        opening: Whether the camera was being opened; a camera that had opened was unplugged.
    """
    if not opening:
        return CameraTrouble.UNPLUGGED
    if isinstance(error, av.error.ArgumentError | ValueError):
        return CameraTrouble.FORMAT
    meaning = {
        errno.EACCES: CameraTrouble.PERMISSION,
        errno.EPERM: CameraTrouble.PERMISSION,
        errno.EBUSY: CameraTrouble.IN_USE,
        errno.EIO: CameraTrouble.IN_USE,  # So says dshow when the camera is in a video call.
        errno.ENOENT: CameraTrouble.UNPLUGGED,
        errno.ENODEV: CameraTrouble.UNPLUGGED,
        errno.ENXIO: CameraTrouble.UNPLUGGED,
    }
    return meaning.get(getattr(error, "errno", None) or 0, CameraTrouble.OTHER)


def _frames_of(packet: Packet[VideoStream]) -> list[CameraFrame]:
    """Return the frames of a packet; one without a picture for a packet that holds no whole one."""
    stream = packet.stream
    size = stream.codec_context.width, stream.codec_context.height
    if packet.size == 0:
        return []
    if stream.codec_context.name == "mjpeg":
        stamp = packet.pts if packet.pts is not None else packet.dts
        seconds = _seconds(stamp, stream)
        return [CameraFrame(seconds, *size, jpeg=whole_jpeg(bytes(packet)))]
    return [
        CameraFrame(
            _seconds(frame.pts, stream),
            frame.width,
            frame.height,
            pixels=frame.to_ndarray(format="rgb24").astype("uint8", copy=False),
        )
        for frame in packet.decode()
    ]


def _seconds(stamp: int | None, stream: VideoStream) -> float:
    """Return the camera's time; the computer's where the driver tells none."""
    if stamp is None or stream.time_base is None:
        return time.monotonic()
    return float(stamp * stream.time_base)
