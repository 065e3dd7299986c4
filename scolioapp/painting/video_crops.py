"""Small pictures cut out of a video, read off the UI thread, one after the other.

Must not know what they show. Whoever asks shows something else until a picture comes, and where none
does: a video that cannot be read is told of by the player.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSize, QThread, Signal

from engine.core.errors import CancelledError, ScolioError
from engine.core.progress import Cancel
from engine.report.picture_view import PictureView
from scolioapp.painting.player_frames import fitted


@dataclass(frozen=True, slots=True)
class CropWish:
    """A wish for one picture.

    Attributes:
        key: What the asker calls it.
        seconds: Time in the video.
        view: The part of the frame.
        room: How large the picture may be, px of the screen.
    """

    key: int
    seconds: float
    view: PictureView
    room: QSize


class VideoCrops(QThread):
    """Reads the wished-for pictures in order of time, then ends.

    Signals:
        ready: A `CropWish` and its ``QImage``.
    """

    ready = Signal(object, object)

    def __init__(
        self, path: Path, wishes: Sequence[CropWish], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._path = path
        self._wishes = sorted(wishes, key=lambda wish: wish.seconds)
        self._cancel = Cancel()
        self.start(QThread.Priority.LowPriority)

    def stop(self) -> None:
        """End the thread and wait for it; the object is not used afterwards.

        What was sent before may still arrive, so that the asker looks whether it wants it still.
        """
        self._cancel.set()
        self.wait()
        self.deleteLater()

    def run(self) -> None:
        """Read until all is read, or until stopped."""
        from engine.video import VideoFile

        try:
            with VideoFile(self._path, cancel=self._cancel) as video:
                for wish in self._wishes:
                    if self._cancel.requested:
                        return
                    frame = video.frame_at(wish.seconds)
                    if frame is not None:
                        self.ready.emit(wish, fitted(frame.image, wish.view, wish.room))
        except (ScolioError, CancelledError):
            return
