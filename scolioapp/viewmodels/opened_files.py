"""Files that the system asks the program to open: those of its start, and on macOS those of later clicks.

Must not know what is done with them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer


class OpenedFiles(QObject):
    """Hands every file that is to be opened to one function, on the interface's thread.

    Args:
        app: Qt's application; the files that it is told about are taken, too. It becomes the parent.
        first: The files that the program was started with; they are handed over when the window stands.
    """

    def __init__(
        self,
        app: QCoreApplication,
        take: Callable[[Sequence[Path]], None],
        first: Sequence[Path] = (),
    ) -> None:
        super().__init__(app)
        self._take = take
        app.installEventFilter(self)
        if first:
            QTimer.singleShot(0, self, partial(take, tuple(first)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what macOS says was double-clicked while the program runs."""
        if event.type() is not QEvent.Type.FileOpen:
            return False
        path = event.file()  # type: ignore[attr-defined]  # a QFileOpenEvent, of QtGui
        if path:
            self._take((Path(path),))
        return bool(path)
