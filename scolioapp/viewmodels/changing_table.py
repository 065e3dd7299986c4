"""Things of the records as a table, changed one at a time. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from engine.core.errors import ScolioError
from scolioapp.viewmodels.lines_table import LinesTable, Thing
from scolioapp.viewmodels.records_door import RecordsDoor

if TYPE_CHECKING:
    from scolioapp.storage.records.record_store import RecordStore


class ChangingTable(LinesTable[Thing]):
    """A list that is read and changed through the door; nothing is known of it while the records are locked.

    Args:
        door: The records.

    Signals:
        done: Something was changed; what is to be shown of it, or None.
        failed: A `ScolioError`; nothing was changed.
        busy_changed: A change began or ended.

    Attributes:
        busy: Whether something is being changed.
    """

    done = Signal(object)
    failed = Signal(object)
    busy_changed = Signal()

    def __init__(self, door: RecordsDoor, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._door = door
        self.busy = False
        door.locked.connect(self._forget)

    def refresh(self) -> None:
        """Read the list again."""
        raise NotImplementedError

    def _do(self, work: Callable[[RecordStore], Any]) -> None:
        """Change something, unless something is being changed."""
        if not self.busy:
            self._set_busy(True)
            self._door.run(work, done=self._on_done, failed=self._on_failed)

    def _on_done(self, answer: object) -> None:
        self._set_busy(False)
        self.refresh()
        self.done.emit(answer)

    def _on_failed(self, error: ScolioError) -> None:
        self._set_busy(False)
        self.failed.emit(error)

    def _forget(self) -> None:
        # The answer to what is under way does not come any more.
        self._set_busy(False)
        self.show_things(())

    def _set_busy(self, busy: bool) -> None:
        if self.busy != busy:
            self.busy = busy
            self.busy_changed.emit()
