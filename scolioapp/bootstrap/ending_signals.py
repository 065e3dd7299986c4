"""Ends the program cleanly when the system asks it to: at shutdown, at log-off, by Ctrl-C in a terminal.

What a run keeps to itself is then erased at once, not at the next start. Nothing is asked: whatever is being
written lies beside its place, and the queue is kept on disk at each change.
"""

from __future__ import annotations

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication

ENDING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


class EndingSignals(QObject):
    """Ends Qt's loop at the first signal; the second ends the process, however busy it is.

    Python runs its handlers between two of its own steps, and Qt's loop may wait for long in between. So the
    number of a signal is also written into a socket that Qt watches.

    Args:
        app: Whose loop ends; this object belongs to it.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._own, self._other = socket.socketpair()
        for end in (self._own, self._other):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._own.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._end)
        signal.set_wakeup_fd(self._other.fileno(), warn_on_full_buffer=False)
        for number in ENDING:
            # Whoever started the program with one ignored (nohup) means it.
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, _next_one_kills)

    def _end(self) -> None:
        self._notifier.setEnabled(False)
        self._app.exit(0)


def _next_one_kills(_: int, __: FrameType | None) -> None:
    for number in ENDING:
        if signal.getsignal(number) is _next_one_kills:
            signal.signal(number, signal.SIG_DFL)
