"""Writes JPEG packets into a Matroska file as they come, so that a kill loses a frame or two.

Must not know where the bytes go: the target may be a file, or something that encrypts.
"""

from __future__ import annotations

import contextlib
import errno
import os
from fractions import Fraction
from pathlib import Path
from typing import Final, Protocol

import av
import av.error
from av.packet import Packet as MuxedPacket

from engine.capture.packet import Packet

TICK: Final = Fraction(1, 1000)
"""Matroska's own: times are kept to the millisecond."""

_OPTIONS: Final = {"flush_packets": "1", "cluster_time_limit": "1"}
"""Each frame makes a cluster of its own, which is on the disk when the next one comes."""

_BUFFER: Final = 4 << 20
"""Larger than a frame, so that each is handed on in one piece."""


_ERRORS: Final = (OSError, av.error.FFmpegError)


class RecordingTarget(Protocol):
    """Where the bytes of a recording go."""

    def write(self, data: bytes, /) -> int:
        """Write all of ``data`` here.

        Raises:
            OSError: The disk is full or gone.
        """
        ...

    def seekable(self) -> bool:
        """Whether `seek` works; the file is as readable where it does not, but has no index."""
        ...

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to another place."""
        ...

    def tell(self) -> int:
        """Return the place."""
        ...

    def sync(self) -> None:
        """Have what was written outlive a power cut; called while another thread writes."""
        ...

    def cut(self, size: int) -> None:
        """Keep the first bytes only."""
        ...

    def close(self) -> None:
        """Close; once is enough."""
        ...


class FileTarget:
    """A plain file, which must not be there yet, without a buffer of its own.

    Raises:
        OSError: It cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("xb", buffering=0)

    def write(self, data: bytes, /) -> int:
        """Write all of ``data`` here, in as many pieces as the system takes."""
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.write(rest) :]
        return len(data)

    def seekable(self) -> bool:
        """Whether `seek` works."""
        return True

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to another place."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Return the place."""
        return self._file.tell()

    def sync(self) -> None:
        """Have what was written outlive a power cut."""
        os.fsync(self._file.fileno())

    def cut(self, size: int) -> None:
        """Keep the first bytes only."""
        self._file.truncate(size)

    def close(self) -> None:
        """Close."""
        self._file.close()


class _Sink:
    """What libavformat writes to: the target, with what of it is whole."""

    def __init__(self, target: RecordingTarget) -> None:
        self._target = target
        self.closed = False
        """Once true, libavformat writes no end to the file."""
        self.seekable = target.seekable
        self.seek = target.seek
        self.tell = target.tell
        self.size = 0

    def write(self, data: bytes) -> int:
        written = self._target.write(data)
        self.size += written
        return written


class PacketWriter:
    """Writes one recording.

    Args:
        target: Where to; closed by `close`, or where the writer fails.
        width: Pixels.
        height: Pixels.
        rate: Frames a second as named, for players; the packets' own times count.

    Raises:
        OSError: The target takes nothing.
    """

    def __init__(self, target: RecordingTarget, width: int, height: int, rate: float) -> None:
        self._target = target
        self._last = -1
        self._sink = _Sink(target)
        self._whole = 0
        named = Fraction(rate if 1.0 <= rate <= 1000.0 else 30.0).limit_denominator(1001)
        try:
            self._container = av.open(
                self._sink, mode="w", format="matroska", options=dict(_OPTIONS), buffer_size=_BUFFER
            )
            self._stream = self._container.add_mux_stream(
                "mjpeg", rate=named, width=width, height=height
            )
            self._stream.time_base = TICK
            self._container.start_encoding()
        except _ERRORS as error:
            self._give_up()
            raise _as_os_error(error) from error
        self._whole = self._sink.size
        self._count = 0
        self.frames = 0
        """How many packets the file holds for certain."""

    def write(self, packet: Packet, seconds: float) -> float:
        """Append a packet.

        Args:
            packet: The packet.
            seconds: Its time from the first one on.

        Returns:
            Its time as it was written: to the millisecond, and later than that of the one before.

        Raises:
            OSError: The disk is full or gone; the file then holds all packets before, and is closed.
        """
        stamp = max(self._last + 1, round(seconds / TICK))
        muxed = MuxedPacket(packet.jpeg)
        muxed.stream, muxed.time_base = self._stream, TICK
        muxed.pts = muxed.dts = stamp
        muxed.is_keyframe = True
        try:
            self._container.mux_one(muxed)
        except _ERRORS as error:
            self._give_up()
            raise _as_os_error(error) from error
        if self._sink.size > self._whole:
            self.frames = self._count
        self._count += 1
        self._last, self._whole = stamp, self._sink.size
        return float(stamp * TICK)

    def close(self) -> None:
        """Finish the file; once is enough.

        Raises:
            OSError: The disk is full or gone; the file then holds all packets before, and is closed.
        """
        if self._sink.closed:
            return
        try:
            self._container.close()
            self._target.sync()
        except _ERRORS as error:
            self._give_up()
            raise _as_os_error(error) from error
        self._sink.closed = True
        self.frames = self._count
        self._target.close()

    def _give_up(self) -> None:
        """Close without an end; what is no whole packet is taken off, which also frees a little space."""
        self._sink.closed = True
        with contextlib.suppress(OSError):
            self._target.cut(self._whole)
            self._target.sync()
        with contextlib.suppress(OSError):
            self._target.close()


def _as_os_error(error: Exception) -> OSError:
    """Return what libavformat refuses as an error of writing; nothing else can be told of it."""
    return error if isinstance(error, OSError) else OSError(errno.EIO, str(error))
