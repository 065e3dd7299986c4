"""Locks the records when nobody has touched the window for a while, and warns before. Must not know QtGui."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

WARNING: float = 30.0
"""How long before the records are locked somebody is warned, seconds."""

_LOOKS_MS = 1_000
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleLock(QObject):
    """Counts the seconds since somebody last touched keyboard or mouse.

    Args:
        app: Whose events are looked at, while it counts.
        busy: Tells whether something runs that nobody need touch, such as a recording: then it begins anew.
        clocks: Give seconds; the one that went on furthest counts. One alone would not do: some stand still
            while the computer sleeps, and some can be set.

    Signals:
        warned: It is about to lock; so many whole seconds are left.
        touched: Somebody is there after all.
        due: Nobody is: lock.
    """

    warned = Signal(int)
    touched = Signal()
    due = Signal()

    def __init__(
        self,
        app: QCoreApplication,
        busy: Callable[[], bool],
        *,
        clocks: Sequence[Callable[[], float]] = (time.monotonic, time.time),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._busy = busy
        self._clocks = clocks
        self._since: tuple[float, ...] = ()
        self._warned = False
        self.minutes = 10.0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOKS_MS)
        self._timer.timeout.connect(self.look)

    @property
    def counts(self) -> bool:
        """Whether it counts."""
        return self._timer.isActive()

    def start(self, minutes: float) -> None:
        """Begin to count, up to so many minutes."""
        self.minutes = minutes
        self._begin_anew()
        if not self.counts:
            self._app.installEventFilter(self)
            self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()
        self._app.removeEventFilter(self)
        self._warned = False

    def look(self) -> None:
        """Warn or lock, where it is time."""
        if not self.counts:
            return
        if self._busy():
            self.touch()
            return
        passed = max(now() - since for now, since in zip(self._clocks, self._since, strict=True))
        left = self.minutes * 60 - passed
        if left <= 0:
            self.stop()
            self.due.emit()
        elif left <= WARNING:
            self._warned = True
            self.warned.emit(max(1, round(left)))

    def touch(self) -> None:
        """Begin anew: somebody is there."""
        self._begin_anew()
        if self._warned:
            self._warned = False
            self.touched.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice keyboard and mouse; keeps nothing from anybody."""
        if event.type() in _TOUCHES:
            self.touch()
        return False

    def _begin_anew(self) -> None:
        self._since = tuple(now() for now in self._clocks)
