"""Looks for a child's card in the live picture, twice a second, while nobody walks.

Must not know QtGui, QtWidgets, days or children.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from scolioapp.jobs.worker import Worker

if TYPE_CHECKING:
    from engine.capture.frame_source import CameraFrame

EVERY_MS = 500


class CardReader(QObject):
    """Tells the code of a card that is held up.

    Args:
        frame: Gives the newest frame, or None while nobody is to look.
        worker: Looks, off the interface's thread.
        parent: Owner.

    Signals:
        found: The code of a card.
    """

    found = Signal(str)

    def __init__(
        self,
        frame: Callable[[], CameraFrame | None],
        worker: Worker,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._worker = worker
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, on: bool) -> None:
        """Look from now on, or no more."""
        if on and not self._timer.isActive():
            self._timer.start()
        elif not on:
            self._timer.stop()

    def look(self) -> None:
        """Look once, at the newest frame."""
        frame = self._frame()
        if frame is not None:
            self._worker.run(lambda: code_in(frame), done=self._tell, series=self)

    def _tell(self, code: str | None) -> None:
        if code is not None and self._timer.isActive():
            self.found.emit(code)


def code_in(frame: CameraFrame) -> str | None:
    """Return the code of a card in a frame, or None; takes some hundredths of a second."""
    import numpy as np

    from engine.capture.live_picture import live_picture
    from engine.roster.qr_cards import read_card

    if frame.pixels is not None:
        return read_card(frame.pixels)
    picture = live_picture(frame, (frame.width, frame.height))
    # Blue, green, red and a fourth: turned round without the fourth.
    return None if picture is None else read_card(np.ascontiguousarray(picture[..., 2::-1]))
