"""The program that runs, and the one that takes its place when results are to be kept otherwise.

How a `Program` keeps results never changes; another way is another program, in the same process, with its
window where the first one's was.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from scolioapp.bootstrap.program import Program
from scolioapp.storage.keeping import QuickFolder

if TYPE_CHECKING:
    from scolioapp.storage.records.record_store import RecordStore

Build = Callable[["RecordStore | None", QuickFolder | None], Program]
"""Builds a program with records that are open already, and with what the one before left to be taken over."""


class Running(QObject):
    """Owns the program that runs.

    Args:
        build: Builds programs.
        logs: Whether each program takes what is unexpected into its log; tests have their own way.

    Attributes:
        program: The one that runs; another one after `Program.restart_asked`.
    """

    def __init__(self, build: Build, *, logs: bool = True, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._build = build
        self._logs = logs
        self._ended = False
        self.program = self._begin(None, None)

    def start(self) -> None:
        """Show the window."""
        self.program.start()

    def end(self) -> None:
        """Close the window and take everything apart, once."""
        if not self._ended:
            self._ended = True
            self.program.end()

    def _begin(self, records: RecordStore | None, left: QuickFolder | None) -> Program:
        program = self._build(records, left)
        if self._logs:
            program.crash.install()
        # Queued: whoever asks is a part of the program that ends.
        program.restart_asked.connect(self._restart, Qt.ConnectionType.QueuedConnection)
        return program

    def _restart(self, records: RecordStore | None) -> None:
        before = self.program
        left = before.leave_results() if records is not None else None
        # Between two windows there is none, which is no reason to quit.
        quits = QApplication.quitOnLastWindowClosed()
        QApplication.setQuitOnLastWindowClosed(False)
        try:
            before.end()
            self.program = self._begin(records, left)
            self.program.start()
        finally:
            QApplication.setQuitOnLastWindowClosed(quits)
