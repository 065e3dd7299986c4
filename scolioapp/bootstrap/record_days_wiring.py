"""The screening day with protected records: forgotten when they are locked, it goes on where it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from scolioapp.bootstrap.day_wiring import DayWiring
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.viewmodels.screening_day import DayModel

if TYPE_CHECKING:
    from scolioapp.storage.records.record_days import DayVideo


class RecordDaysWiring(QObject):
    """Keeps the day and the door in step.

    Args:
        door: The records.
        day: The day.
        wiring: The day's wiring; becomes the owner.
    """

    def __init__(self, door: RecordsDoor, day: DayModel, wiring: DayWiring) -> None:
        super().__init__(wiring)
        self._door = door
        self._day = day
        door.locked.connect(day.forget)
        door.unlocked.connect(self.start)

    def start(self, *_: object) -> None:
        """Open the day that was open last, for whoever may screen."""
        # Another user may have come in the place of the first.
        self._day.forget()
        if self._may_examine:
            self._day.open_last()

    @property
    def _may_examine(self) -> bool:
        if self._door.user is None:
            return False
        from scolioapp.storage.records.record_roles import Right

        return self._door.may(Right.EXAMINE)

    def recorded(self, day: str) -> Sequence[DayVideo]:
        """Return what the camera recorded of a day's children, also what the day has not noted.

        Raises:
            ScolioError: The records are locked.
        """
        return self._door.store.days.recorded(day)
