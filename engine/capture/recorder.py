"""Records what a source sends: a pre-roll in memory, then packets to the disk as they come.

The source's thread only hands frames over; one thread of the recorder compresses raw ones, keeps the pre-roll
and writes. Must not know the guide: whoever drives it says when a walk begins and ends.
"""

from __future__ import annotations

import math
import threading
import time
from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import SimpleQueue
from typing import Final

import numpy as np

from engine.capture.camera_clock import CameraClock
from engine.capture.captured_recording import CapturedRecording, RecordingState
from engine.capture.disk_care import DiskCare
from engine.capture.frame_source import CameraFormat, CameraFrame, CameraInfo, CameraProblem
from engine.capture.jpeg_frames import size_in, to_jpeg, whole_jpeg
from engine.capture.packet import Packet
from engine.capture.packet_writer import PacketWriter, RecordingTarget
from engine.capture.pre_roll import PreRoll
from engine.capture.readable_part import figures
from engine.capture.recording_keeper import ROOM, RecordingKeeper
from engine.core.errors import CaptureError, OutputError, ScolioError
from engine.core.files import write_failure
from engine.core.names import label_of
from engine.core.text import text

PRE_ROLL: Final = 3.0
"""Seconds kept in memory before a recording begins."""

RESERVE: Final = 100_000_000
"""Bytes that a recording leaves free: it ends before the disk is full."""

_MOST_WAITING: Final = 256 << 20
"""Bytes that may wait for a slow disk; frames beyond are lost, counted and told."""

_PATIENCE: Final = 1.0
"""How long a beginning waits for the disk, seconds."""


@dataclass(slots=True)
class _Take:
    """One recording while it is made. After `start`, only the recorder's thread touches it."""

    facts: CapturedRecording
    target: RecordingTarget
    since: float | None
    care: DiskCare
    clock: CameraClock = field(default_factory=CameraClock)
    writer: PacketWriter | None = None
    size: tuple[int, int] = (0, 0)
    seconds: array[float] = field(default_factory=lambda: array("d"))
    begun: threading.Event = field(default_factory=threading.Event)


@dataclass(slots=True)
class _End:
    """An order to end the recording, in its place between frames."""

    until: float | None
    began: float | None
    done: threading.Event = field(default_factory=threading.Event)


class _NewCamera:
    """An order to forget what the camera before sent."""


_Order = CameraFrame | _Take | _End | _NewCamera | None


class Recorder:
    """Takes frames all the time, and writes them between `start` and `stop`. A `FrameListener`.

    Its methods may be called from any thread; `start` and `stop` touch the disk. `close` ends its thread.

    Args:
        library: Where recordings are kept.
        pre_roll: Seconds before `start` that are kept in memory.
        on_problem: Told, on the recorder's own thread, why a recording ended by itself or lost frames.
        room: Bytes that must be free to begin; a sixth of it is always left free.
        open_target: Opens what the bytes go to; None: as the library does.
    """

    def __init__(
        self,
        library: RecordingKeeper,
        *,
        pre_roll: float = PRE_ROLL,
        on_problem: Callable[[ScolioError], None] | None = None,
        room: int = ROOM,
        open_target: Callable[[Path], RecordingTarget] | None = None,
    ) -> None:
        self._library = library
        self._on_problem = on_problem
        self._room = room
        self._open_target = open_target or library.open_target
        self._pre_roll = PreRoll(pre_roll)
        self._orders: SimpleQueue[tuple[_Order, float]] = SimpleQueue()
        self._guard = threading.Lock()
        self._waiting = 0
        self._lost = 0
        self._broken = 0
        self._camera: tuple[str, float] = ("", 0.0)
        self._anchor: tuple[datetime, float] | None = None
        self._take: _Take | None = None
        self._writing: _Take | None = None
        self._ended: CapturedRecording | None = None
        self._problem: ScolioError | None = None
        self._elapsed = 0.0
        self._thread = threading.Thread(target=self._work, name="recorder", daemon=True)
        self._thread.start()

    @property
    def recording(self) -> bool:
        """Whether frames are being written."""
        return self._take is not None

    @property
    def current(self) -> CapturedRecording | None:
        """What is being recorded."""
        take = self._take
        return None if take is None else take.facts

    @property
    def elapsed(self) -> float:
        """How much of the current or last recording is on the disk, seconds."""
        return self._elapsed

    @property
    def problem(self) -> ScolioError | None:
        """Why the last recording ended by itself or lost frames; None where all is well."""
        return self._problem

    @property
    def lost_frames(self) -> int:
        """How many frames since the start of the recording came, but could not be written in time."""
        return self._lost

    @property
    def broken_frames(self) -> int:
        """How many frames so far were no whole JPEG, and were left out."""
        return self._broken

    def use_camera(self, info: CameraInfo, format: CameraFormat) -> None:
        """Say which camera sends from now on; what the one before sent is forgotten."""
        self._camera = (info.name, format.rate)
        self._orders.put((_NewCamera(), 0.0))

    def take_frame(self, frame: CameraFrame) -> None:
        """Take a frame; returns at once."""
        size = _bytes_of(frame)
        with self._guard:
            if self._waiting + size > _MOST_WAITING:
                self._lost += 1
                return
            self._waiting += size
        self._orders.put((frame, time.monotonic()))

    def take_problem(self, problem: CameraProblem) -> None:
        """Take note of trouble with the camera: the recording waits for frames to come again."""

    def start(
        self, subject: str, about: Mapping[str, str] | None = None, since: float | None = None
    ) -> CapturedRecording:
        """Begin to write; what the pre-roll held is on the disk when this returns, unless that hangs.

        Args:
            subject: The child's number, or "".
            about: What else is to be noted; never a name.
            since: Time of the camera's clock before which nothing of the pre-roll is written; None: all.

        Raises:
            CaptureError: A recording is being made.
            OutputError: The folder cannot be written, or too little is free.
        """
        if self.recording:
            raise CaptureError(
                text("A recording is being made already."),
                text("Stop it before the next one begins."),
            )
        name, rate = self._camera
        facts = self._library.new_facts().model_copy(
            update={
                "subject": label_of(subject),
                "about": dict(about or {}),
                "camera": name,
                "named_rate": rate,
                "monotonic": time.monotonic(),
            }
        )
        facts = self._library.begin(facts, room=self._room)
        try:
            target = self._open_target(facts.path)
        except OSError as error:
            self._library.discard(facts.id)
            raise write_failure(facts.path, error) from error
        self._ended = self._problem = None
        self._elapsed, self._lost = 0.0, 0
        care = DiskCare(target.sync, facts.folder, min(RESERVE, self._room // 6))
        self._take = take = _Take(facts, target, since, care)
        self._orders.put((take, 0.0))
        take.begun.wait(_PATIENCE)
        return take.facts

    def stop(self, until: float | None = None, *, began: float | None = None) -> CapturedRecording:
        """End the recording once all frames that have come are written; the file is whole then.

        Args:
            until: Time of the camera's clock at which the walk ended, noted; None where nobody knows.
            began: Time at which it began, noted.

        Returns:
            The recording; of one that had ended by itself, what there is of it.

        Raises:
            CaptureError: Nothing was being recorded.
        """
        end = _End(until, began)
        self._orders.put((end, 0.0))
        while not end.done.wait(0.2):
            if not self._thread.is_alive():
                break
        ended, self._ended = self._ended, None
        if ended is None:
            raise CaptureError(text("Nothing is being recorded."), text("Begin a recording first."))
        return ended

    def discard(self) -> CapturedRecording:
        """End the recording and discard it; the library can bring it back until it is emptied.

        Raises:
            CaptureError: Nothing was being recorded.
            OutputError: The folder cannot be written.
        """
        return self._library.discard(self.stop().id)

    def close(self) -> None:
        """End the thread; a recording that is still being made ends whole. Once is enough."""
        if self._thread.is_alive():
            self._orders.put((_End(None, None), 0.0))
            self._orders.put((None, 0.0))
            self._thread.join()

    def _work(self) -> None:
        while (order := self._orders.get())[0] is not None:
            match order:
                case CameraFrame() as frame, arrived:
                    with self._guard:
                        self._waiting -= _bytes_of(frame)
                    self._take_packet(frame, arrived)
                case _Take() as take, _:
                    self._begin(take)
                case _End() as end, _:
                    self._end(end)
                case _:
                    self._pre_roll.clear()

    def _take_packet(self, frame: CameraFrame, arrived: float) -> None:
        packet = _packet_of(frame, arrived)
        if self._lost and self._problem is None and self._writing is not None:
            self._tell(_slow_error())
        if packet is None:
            self._broken += 1
            return
        if self._anchor is None:
            self._anchor = datetime.now(UTC), time.monotonic()
        if self._writing is None:
            self._pre_roll.add(packet)
        else:
            self._write(self._writing, packet)

    def _begin(self, take: _Take) -> None:
        self._writing = take
        for packet in self._pre_roll.take(take.since, now=time.monotonic()):
            if self._writing is take:
                self._write(take, packet)
        if self._writing is take:
            try:
                # A target may hold back what comes faster than a camera sends.
                take.target.sync()
            except OSError as error:
                self._fail(take, _stopped_error(self._elapsed, error))
        take.begun.set()

    def _write(self, take: _Take, packet: Packet) -> None:
        try:
            if take.writer is None:
                take.size = packet.width, packet.height
                take.writer = PacketWriter(take.target, *take.size, take.facts.named_rate)
                self._note_start(take, packet)
            elif take.size != (packet.width, packet.height):
                raise _other_size_error(take.size, packet)
            take.seconds.append(take.writer.write(packet, take.clock.seconds_of(packet)))
            self._elapsed = take.seconds[-1]
            if take.care.problem is not None:
                raise take.care.problem
        except OSError as error:
            self._fail(take, _stopped_error(self._elapsed, error))
        except ScolioError as error:
            self._fail(take, error)

    def _note_start(self, take: _Take, first: Packet) -> None:
        utc, monotonic = self._anchor or (datetime.now(UTC), first.arrived)
        update = {
            "started": utc + timedelta(seconds=first.arrived - monotonic),
            "monotonic": first.arrived,
            "width": first.width,
            "height": first.height,
            "compressed": first.compressed,
        }
        take.facts = self._library.note(take.facts.id, update)

    def _end(self, end: _End) -> None:
        take = self._writing
        if take is not None:
            walk = {"guide_began": end.began, "guide_ended": end.until}
            times = {
                name: round(take.clock.in_recording(seconds), 3)
                for name, seconds in walk.items()
                if seconds is not None and take.seconds
            }
            self._finish(take, times, None)
        end.done.set()

    def _fail(self, take: _Take, problem: ScolioError) -> None:
        self._finish(take, {}, problem)
        if self._problem is not None:
            self._tell(self._problem)

    def _finish(self, take: _Take, times: Mapping[str, float], problem: ScolioError | None) -> None:
        problem = problem or self._problem
        take.care.stop()
        try:
            if take.writer is None:
                take.target.close()
            else:
                take.writer.close()
        except OSError as error:
            problem = problem or _stopped_error(self._elapsed, error)
        frames = 0 if take.writer is None else take.writer.frames
        changes = {
            **figures(np.asarray(take.seconds[:frames], dtype=np.float64)),
            **times,
            "state": RecordingState.STOPPED,
            "problem": problem and problem.what,
        }
        try:
            facts = self._library.note(take.facts.id, changes)
        except ScolioError as error:
            # It stands there as being recorded: the next start finds it, and measures it.
            problem = problem or error
            facts = take.facts.model_copy(update=changes)
        self._problem = problem
        self._ended, self._writing, self._take = facts, None, None

    def _tell(self, problem: ScolioError) -> None:
        self._problem = problem
        if self._on_problem is not None:
            self._on_problem(problem)


def _bytes_of(frame: CameraFrame) -> int:
    return len(frame.jpeg or b"") + (0 if frame.pixels is None else frame.pixels.nbytes)


def _packet_of(frame: CameraFrame, arrived: float) -> Packet | None:
    """Make a packet of a frame; None where it is no whole picture, or has no time."""
    try:
        raw = frame.jpeg if frame.pixels is None else to_jpeg(frame.pixels)
    except CaptureError:
        return None
    jpeg = None if raw is None else whole_jpeg(raw)
    size = None if jpeg is None else size_in(jpeg)
    if jpeg is None or size is None or not math.isfinite(frame.seconds):
        return None
    return Packet(jpeg, frame.seconds, arrived, *size, compressed=frame.pixels is None)


def _stopped_error(seconds: float, error: OSError) -> OutputError:
    return OutputError(
        text(
            "The recording ended after {seconds} s: {reason}.",
            seconds=round(seconds, 1),
            reason=error.strerror or str(error),
        ),
        text("What was recorded until then is kept. Free some space, then record again."),
    )


def _slow_error() -> OutputError:
    return OutputError(
        text("The disk is too slow for the camera: frames are being lost."),
        text("Close other programs, or keep the recordings on another disk."),
    )


def _other_size_error(size: tuple[int, int], packet: Packet) -> CaptureError:
    return CaptureError(
        text(
            "The camera changed its picture from {before} to {now} pixels; the recording ended there.",
            before=f"{size[0]} x {size[1]}",
            now=f"{packet.width} x {packet.height}",
        ),
        text("What was recorded until then is kept. Record again."),
    )
