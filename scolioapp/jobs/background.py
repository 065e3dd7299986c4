"""One short piece of work off the interface's thread, with its answer back on it.

For reading a kept result or looking through a folder: quick as a rule, but a disk may be slow.
Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from engine.core.errors import ScolioError


class Background(QObject):
    """Runs functions one after the other in threads of their own.

    Signals:
        unexpected: An exception that is a bug.
    """

    unexpected = Signal(object)
    _ended = Signal(object, object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads: set[threading.Thread] = set()
        self._closed = False
        self._ended.connect(self._on_ended)

    def run(
        self,
        work: Callable[[], Any],
        *,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[ScolioError], None] | None = None,
    ) -> None:
        """Run ``work`` elsewhere, then call ``done`` or ``failed``, if any, on the interface's thread."""
        if self._closed:
            return
        thread = threading.Thread(target=self._work, args=(work, done, failed), name="background")
        self._threads.add(thread)
        thread.start()

    @property
    def busy(self) -> bool:
        """Whether something runs, or its answer has not been told yet."""
        return bool(self._threads)

    def close(self) -> None:
        """Wait for what still runs; its answers are dropped, and nothing starts any more."""
        self._closed = True
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _work(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[ScolioError], None] | None,
    ) -> None:
        thread = threading.current_thread()
        try:
            answer = work()
        except ScolioError as expected:
            self._ended.emit(thread, failed, expected, None)
        except BaseException as bug:  # noqa: BLE001 - goes on to the crash path, on the interface's thread
            self._ended.emit(thread, None, None, bug)
        else:
            self._ended.emit(thread, done, answer, None)

    def _on_ended(
        self,
        thread: threading.Thread,
        call: Callable[[Any], None] | None,
        answer: object,
        bug: object,
    ) -> None:
        if thread not in self._threads:
            return
        thread.join()
        self._threads.discard(thread)
        if call is not None:
            call(answer)
        if bug is not None:
            self.unexpected.emit(bug)
