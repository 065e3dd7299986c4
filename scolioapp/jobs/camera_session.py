"""One open camera: hands its frames to the recorder at once, to guide and screen as they can take them.

Three threads that never wait for each other: the source's own (recorder), one that looks, one that makes
pictures for the screen; of the frames that come meanwhile the newest wins. Everything is told on the
interface's thread.
Must not know QtGui or QtWidgets, nor when a recording is to begin.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from engine.capture.camera_problems import problem_of
from engine.capture.frame_source import (
    CameraFormat,
    CameraFrame,
    CameraInfo,
    CameraProblem,
    CameraTrouble,
    FrameSource,
)
from engine.core.errors import ScolioError
from scolioapp.jobs.newest_frame import NewestFrame

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.capture.guidance import Guidance, LiveVerdict

PATIENCE = 5.0
"""Seconds without a new picture after which a camera is said to be silent or frozen."""

_LATE = 1.5
"""A step between two frames of so many usual ones is a drop."""
_SILENT = CameraTrouble.NO_FRAMES if sys.platform == "linux" else CameraTrouble.PRIVACY_SWITCH
"""What is likeliest where a camera opens and sends nothing: other systems have a switch for it."""
_LOOK_EVERY = 0.055
"""Seconds between two looks, at least: every second frame; more would only warm the computer."""
_WATCH_EVERY = 0.5
_STEPS = 90


class Guide(Protocol):
    """What looks at frames and says what to do; see `engine.capture.live_guide.LiveGuide`.

    May be called from any thread.
    """

    def look(self, frame: CameraFrame) -> Guidance:
        """Look at a frame."""
        ...

    def reset(self) -> None:
        """Wait for the next walk."""
        ...

    def verdict(self) -> LiveVerdict:
        """Judge the walk that was seen last."""
        ...


class TakesFrames(Protocol):
    """What keeps every frame; see `engine.capture.recorder.Recorder`."""

    def use_camera(self, info: CameraInfo, format: CameraFormat) -> None:
        """Say which camera sends from now on."""
        ...

    def take_frame(self, frame: CameraFrame) -> None:
        """Take a frame; returns at once."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class LivePicture:
    """A frame ready for the screen.

    Attributes:
        pixels: Blue, green, red, opaque: uint8 ``[H, W, 4]``, in px of the screen.
        seconds: Its time, of the camera's clock.
        size: Width and height of the whole frame, px.
        mirrored: Whether left and right have changed places.
    """

    pixels: NDArray[np.uint8]
    seconds: float
    size: tuple[int, int]
    mirrored: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """How a camera sends.

    Attributes:
        format: In which format.
        rate: Frames a second as they come, by the camera's own times; 0 while it is not known.
        frames: How many have come.
        dropped: How many are missing among them.
    """

    format: CameraFormat
    rate: float
    frames: int
    dropped: int


class _Intake:
    """The listener of the source; lives on the source's thread."""

    def __init__(self, session: CameraSession, recorder: TakesFrames) -> None:
        self._session = session
        self._recorder = recorder
        self.boxes = (NewestFrame(), NewestFrame())
        self.frames = self.dropped = 0
        self.newest: CameraFrame | None = None
        self.changed_at = time.monotonic()
        self._steps: deque[float] = deque(maxlen=_STEPS)

    def take_frame(self, frame: CameraFrame) -> None:
        """Hand a frame on."""
        self._recorder.take_frame(frame)
        before, self.newest = self.newest, frame
        changed = before is None or frame.jpeg is None or frame.jpeg != before.jpeg
        if changed:
            self.changed_at = time.monotonic()
        self._count(None if before is None else frame.seconds - before.seconds)
        for box in self.boxes:
            box.put(frame)
        if before is None or (changed and self._session.in_trouble):
            self._session.came.emit()

    def _count(self, step: float | None) -> None:
        self.frames += 1
        if step is None or step <= 0.0:
            return
        if len(self._steps) > 10:
            usual = median(self._steps)
            if step > _LATE * usual:
                self.dropped += max(1, round(step / usual) - 1)
        self._steps.append(step)

    @property
    def rate(self) -> float:
        """Frames a second, by the camera's times."""
        steps = list(self._steps)
        return 1.0 / median(steps) if len(steps) > 10 else 0.0

    def take_problem(self, problem: CameraProblem) -> None:
        """Hand trouble on."""
        self._session.told.emit(problem)


class CameraSession(QObject):
    """One camera from `open` to `close`.

    Args:
        source: The camera.
        recorder: Takes every frame.
        make_guide: Builds the guide, on the thread that looks; None: nobody looks.
        parent: Owner.

    Attributes:
        room: Width and height that a picture may have, px of the screen.
        mirrored: Whether pictures are mirrored.
        in_trouble: Whether the camera does not send as it should.

    Signals:
        pictured: A `LivePicture`; the next comes once `shown` was called.
        guided: A `Guidance`.
        troubled: A `CameraProblem`.
        flowing: Frames come, for the first time or again.
        flowed: A `Flow`, twice a second while frames come.
        blind: The `ScolioError` for which there is no guide.
        broken: An exception that is a bug.
    """

    pictured = Signal(object)
    guided = Signal(object)
    troubled = Signal(object)
    flowing = Signal()
    flowed = Signal(object)
    blind = Signal(object)
    broken = Signal(object)
    came = Signal()
    told = Signal(object)

    def __init__(
        self,
        source: FrameSource,
        recorder: TakesFrames,
        make_guide: Callable[[], Guide] | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.source = source
        self.room = (960, 540)
        self.mirrored = False
        self.in_trouble = False
        self._make_guide = make_guide
        self._guide: Guide | None = None
        self._intake = _Intake(self, recorder)
        self._free = threading.Event()
        self._free.set()
        self._opened_at = 0.0
        self._threads: list[threading.Thread] = []
        self._closed = self._flows = False
        self._watch = QTimer(self)
        self._watch.setInterval(round(_WATCH_EVERY * 1000))
        self._watch.timeout.connect(self._look_after)
        queued = Qt.ConnectionType.QueuedConnection
        self.came.connect(self._on_came, queued)
        self.told.connect(self._on_told, queued)

    @property
    def newest(self) -> CameraFrame | None:
        """The frame that came last."""
        return self._intake.newest

    @property
    def flow(self) -> Flow:
        """How the camera sends now."""
        intake = self._intake
        return Flow(self.source.format, intake.rate, intake.frames, intake.dropped)

    def open(self) -> None:
        """Open the camera; trouble is told."""
        works = [self._make_pictures] + ([self._look] if self._make_guide is not None else [])
        self._threads = [
            threading.Thread(target=self._guarded, args=(work,), name=f"camera {work.__name__}")
            for work in works
        ]
        for thread in self._threads:
            thread.start()
        self._start()
        self._watch.start()

    def _start(self) -> None:
        self._opened_at = self._intake.changed_at = time.monotonic()
        self._intake.newest = None
        self.in_trouble = self._flows = False
        self.source.start(self._intake)

    def retry(self) -> None:
        """Open the camera once more."""
        if not self._closed:
            self.source.stop()
            self._start()

    def close(self) -> None:
        """Close the camera and have the threads end; nothing is told any more."""
        if self._closed:
            return
        self._closed = True
        self._watch.stop()
        self.source.stop()
        for box in self._intake.boxes:
            box.close()
        self._free.set()

    @property
    def ended(self) -> bool:
        """Whether it is closed and its threads have ended."""
        return self._closed and not any(thread.is_alive() for thread in self._threads)

    def join(self) -> None:
        """Wait until the threads have ended; a guide that is just being loaded is waited for."""
        for thread in self._threads:
            thread.join()

    def shown(self) -> None:
        """Ask for the next picture: the last one stands on the screen."""
        self._free.set()

    def reset_guide(self) -> None:
        """Have the guide wait for the next walk; may take as long as a look."""
        if self._guide is not None:
            self._guide.reset()

    def verdict(self) -> LiveVerdict | None:
        """Judge the walk seen last; may take as long as a look. None without a guide."""
        return None if self._guide is None else self._guide.verdict()

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as bug:  # noqa: BLE001 - takes the crash path on the interface's thread
            self.broken.emit(bug)

    def _look(self) -> None:
        """Look at the newest frame, again and again; on a thread of its own."""
        if self._make_guide is None:
            return
        try:
            guide = self._make_guide()
        except ScolioError as error:
            self.blind.emit(error)
            return
        guide.reset()
        self._guide = guide
        looked = -1.0
        while (frame := self._intake.boxes[0].take()) is not None:
            if 0.0 < frame.seconds - looked < _LOOK_EVERY:
                continue
            looked = frame.seconds
            guidance = guide.look(frame)
            if not self._closed:
                self.guided.emit(guidance)

    def _make_pictures(self) -> None:
        """Make the newest frame ready for the screen, again and again; on a thread of its own."""
        from engine.capture.live_picture import live_picture

        unreadable = 0
        # Else pictures would pile up in front of a busy window.
        while self._free.wait() and (frame := self._intake.boxes[1].take()) is not None:
            mirrored = self.mirrored
            pixels = live_picture(frame, self.room, mirrored=mirrored)
            if pixels is None:
                unreadable += 1
                if unreadable == 30:
                    self.told.emit(problem_of(CameraTrouble.FORMAT, self.source.info.name))
                continue
            unreadable = 0
            self._free.clear()
            if self._closed:
                return
            size = (frame.width, frame.height)
            self.pictured.emit(LivePicture(pixels, frame.seconds, size, mirrored))

    def _on_came(self) -> None:
        if not self._closed and (self.in_trouble or not self._flows):
            self.in_trouble, self._flows = False, True
            self.flowing.emit()

    def _on_told(self, problem: CameraProblem) -> None:
        if not self._closed:
            self.in_trouble, self._flows = True, False
            self.troubled.emit(problem)

    def _look_after(self) -> None:
        """Notice a camera that says nothing and sends nothing."""
        intake, name = self._intake, self.source.info.name
        if intake.newest is not None and not self.in_trouble:
            self.flowed.emit(self.flow)
        if self.in_trouble or time.monotonic() - intake.changed_at < PATIENCE:
            return
        trouble = _SILENT if intake.newest is None else CameraTrouble.FROZEN
        self._on_told(problem_of(trouble, name))
