"""Works off the outbox of the records while they are unlocked. (Interface; see the docstrings.)"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from scolioapp.jobs.worker import Worker

if TYPE_CHECKING:
    from scolioapp.storage.records.record_store import RecordStore


class OutboxSender(QObject):
    """Sends what waits in the outbox, one judgement for one peer after the other.

    Args:
        worker: Does it, in the long lane.
        store: Gives the records, locked or not; called on the worker's thread.
        make_pages: Makes and keeps the signed pages of a judgement that nobody has printed yet, by the
            records, the recording and the number of the judgement; called on the worker's thread
            (`scolioapp.paper.record_papers.report`).
        parent: Owner.

    Signals:
        changed: An item is in another state, or there is a new one; lists are read anew.
        busy: Whether something is being sent now.
        failed: A `ScolioError` of the records themselves; nothing more is sent until `start`.
    """

    changed = Signal()
    busy = Signal(bool)
    failed = Signal(object)

    def __init__(
        self,
        worker: Worker,
        store: Callable[[], RecordStore],
        make_pages: Callable[[RecordStore, str, int], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)

    def start(self) -> None:
        """Begin to work: somebody who may examine has unlocked the records."""

    def pause(self) -> None:
        """Stop after the object that is on its way: the records are locked."""

    def wake(self) -> None:
        """Look now: something was added, signed, or is to be tried again."""
