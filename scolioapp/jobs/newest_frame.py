"""A place for one frame: whoever takes gets the newest, and what nobody took in time is passed over."""

from __future__ import annotations

import threading

from engine.capture.frame_source import CameraFrame


class NewestFrame:
    """Hands frames from one thread to another without a queue."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._frame: CameraFrame | None = None
        self._closed = False

    def put(self, frame: CameraFrame) -> None:
        """Lay a frame down in the place of one that was not taken."""
        with self._condition:
            self._frame = frame
            self._condition.notify()

    def take(self) -> CameraFrame | None:
        """Wait for a frame and take it; None once the place was closed."""
        with self._condition:
            while self._frame is None and not self._closed:
                self._condition.wait()
            frame, self._frame = self._frame, None
            return None if self._closed else frame

    def close(self) -> None:
        """Send everybody away who waits or comes."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()
