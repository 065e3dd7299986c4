"""Whether outcomes are kept back until the examiner's own finding is in.

What the records hold back they hold back themselves; this tells it of what is only in memory, such as the
job that has just ended. Must not know widgets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from scolioapp.viewmodels.records_door import RecordsDoor

if TYPE_CHECKING:
    from scolioapp.storage.records.preferences import RecordPreferences


class Blinding(QObject):
    """The setting, as it was read last; while nobody is there, it holds.

    Args:
        door: The records, or None where there are none: nothing is kept back.
        parent: Owner.

    Signals:
        changed: It is another.
    """

    changed = Signal()

    def __init__(self, door: RecordsDoor | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._on = door is not None
        if door is not None:
            door.unlocked.connect(self.refresh)
            door.locked.connect(lambda: self._set(True))
            if door.user is not None:
                self.refresh()

    @property
    def on(self) -> bool:
        """Whether outcomes that are only in memory are not shown."""
        return self._on

    def refresh(self, *_: object) -> None:
        """Read the setting anew."""
        if self._door is not None and self._door.user is not None:
            self._door.run(
                lambda store: store.preferences.read(), done=self._take, failed=lambda _: None
            )

    def _take(self, preferences: RecordPreferences) -> None:
        self._set(preferences.blinding)

    def _set(self, on: bool) -> None:
        if on is not self._on:
            self._on = on
            self.changed.emit()
