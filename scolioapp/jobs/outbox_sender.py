"""Works off the outbox of the records in the background, while somebody who may has them unlocked.

Where nothing waits, no connection is made and nothing is watched. Must not know how anything is sent.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from engine.core.errors import ScolioError
from engine.core.progress import Cancel, Progress
from engine.core.text import Render, Text
from scolioapp.i18n import CONTEXT, said_in
from scolioapp.jobs.worker import Lane, Task, Worker

if TYPE_CHECKING:
    from scolioapp.jobs.outbox_delivery import MakePages
    from scolioapp.storage.records.record_store import RecordStore

_LONGEST_WAIT = 3600.0
"""Seconds after which it looks again in any case: a computer that slept has another time."""
_QUIET = ("records_locked", "records_role")


class OutboxSender(QObject):
    """Sends what waits in the outbox, one judgement for one peer after the other.

    Args:
        worker: Does it, in the long lane.
        store: Gives the records, locked or not; called on the worker's thread.
        make_pages: Makes and keeps the signed pages of a judgement that nobody has printed yet, by the
            records, the recording and the number of the judgement; called on the worker's thread
            (`scolioapp.paper.record_papers.make_pages`).
        parent: Owner.

    Signals:
        changed: An item is in another state, or there is a new one; lists are read anew.
        busy: Whether a pass is under way now.
        failed: A `ScolioError` of the records themselves; nothing more is sent until `start` or `wake`.
    """

    changed = Signal()
    busy = Signal(bool)
    failed = Signal(object)

    def __init__(
        self,
        worker: Worker,
        store: Callable[[], RecordStore],
        make_pages: MakePages,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._worker, self._store, self._make_pages = worker, store, make_pages
        self._on = self._again = False
        self._task: Task | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.wake)

    @property
    def working(self) -> bool:
        """Whether a pass is under way."""
        return self._worker.holds(self._task)

    @property
    def next_look(self) -> int:
        """In how many milliseconds it looks again by itself; 0: it waits to be woken."""
        return self._timer.remainingTime() if self._timer.isActive() else 0

    def start(self) -> None:
        """Begin to work: somebody who may examine has unlocked the records."""
        self._on = True
        self.wake()

    def pause(self) -> None:
        """Stop after the object that is on its way: the records are locked, or the program ends."""
        self._on = self._again = False
        self._timer.stop()
        if self._task is not None and self.working:
            self._worker.cancel(self._task)

    def wake(self) -> None:
        """Look now: something was added or signed, or is to be tried again."""
        if not self._on:
            return
        if self.working:
            self._again = True
            return
        self._again = False
        self._timer.stop()
        self._task = self._worker.submit(
            Task(
                Lane.LONG,
                self._pass,
                done=self._over,
                failed=self._refused,
                cancelled=lambda: self._over(0.0),
                broken=self._ended,
            )
        )
        self.busy.emit(True)

    def _pass(self, progress: Progress, cancel: Cancel) -> float | None:
        """Do one pass; on the worker's thread."""
        from scolioapp.jobs.outbox_delivery import Delivery

        made = Delivery(self._store(), self._make_pages, render_in, self.changed.emit, cancel)
        return made.send_due()

    def _over(self, seconds: float | None) -> None:
        self._ended()
        if self._on and self._again:
            self.wake()
        elif self._on and seconds is not None:
            self._timer.start(round(1000 * min(max(seconds, 0.05), _LONGEST_WAIT)))

    def _refused(self, error: ScolioError) -> None:
        self._ended()
        if self._on and self._again:
            self.wake()
        elif error.code not in _QUIET:
            self.failed.emit(error)

    def _ended(self) -> None:
        self._task = None
        self.busy.emit(False)
        self.changed.emit()


def render_in(language: str) -> Render:
    """Return what renders sentences in a language, whatever that of the window is.

    Args:
        language: A tag such as ``en`` or ``zh-CN``.
    """
    translated = functools.cache(functools.partial(said_in, language.replace("-", "_"), CONTEXT))

    def say(sentence: Text) -> str:
        template = translated(sentence.template)
        try:
            return str(Text(template=template, params=sentence.params))
        except (KeyError, IndexError, ValueError):
            return str(sentence)

    return say
