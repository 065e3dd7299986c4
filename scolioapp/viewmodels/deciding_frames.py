"""The frames that decided: which one is looked at, and the way to the next.

Knows no widget and no video; whoever makes it goes to the time that it asks for.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engine.core.explanation import DecidingFrame, Explanation

_NEAR_SECONDS = 0.04
"""A moment within half a frame of 15 a second is that frame."""


class DecidingFrames(QObject):
    """Holds the frames that decided, in order of time, and the one that is looked at.

    At first that is the one with the largest share. It follows the video where the video passes one.

    Signals:
        changed: Another frame is looked at, or others have decided.
        time_asked: The video is to be moved to this time, seconds.
    """

    changed = Signal()
    # A signal, no function handed in: a method of the owner, kept here, would keep the owner and with it
    # a whole screening alive until Python next looks for cycles.
    time_asked = Signal(float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frames: tuple[DecidingFrame, ...] = ()
        self._chosen = 0

    def show(self, explanation: Explanation | None) -> None:
        """Take the frames of an explanation, and look at the one with the largest share."""
        self._frames = () if explanation is None else explanation.frames
        shares = [frame.share for frame in self._frames]
        self._chosen = shares.index(max(shares)) if shares else 0
        self.changed.emit()

    @property
    def frames(self) -> tuple[DecidingFrame, ...]:
        """All of them, in order of time; may be empty."""
        return self._frames

    @property
    def chosen(self) -> DecidingFrame | None:
        """The one that is looked at, or None where there is none."""
        return self._frames[self._chosen] if self._frames else None

    def choose(self, number: int) -> None:
        """Look at the frame with this place (0 is the first), and move the video there."""
        if not 0 <= number < len(self._frames):
            return
        self._look_at(number)
        self.time_asked.emit(self._frames[number].seconds)

    def go(self, steps: int, seconds: float) -> None:
        """Go to the next one after a time (``steps`` 1), or the last one before it (-1).

        At the ends it begins anew at the other end.
        """
        if not self._frames:
            return
        if steps > 0:
            later = [i for i, f in enumerate(self._frames) if f.seconds > seconds + _NEAR_SECONDS]
            self.choose(later[0] if later else 0)
        else:
            before = [i for i, f in enumerate(self._frames) if f.seconds < seconds - _NEAR_SECONDS]
            self.choose(before[-1] if before else len(self._frames) - 1)

    def follow(self, seconds: float) -> None:
        """Look at the frame at this time, where one is there."""
        for number, frame in enumerate(self._frames):
            if abs(frame.seconds - seconds) <= _NEAR_SECONDS:
                self._look_at(number)
                return

    def _look_at(self, number: int) -> None:
        if number != self._chosen:
            self._chosen = number
            self.changed.emit()
