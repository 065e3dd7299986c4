"""The screening days of the protected records, as the day's page asks for them.

A change of a day is one small transaction, and is written before anybody is told, as a line of a file is.
Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from engine.roster.entries import Child
from scolioapp.storage.open_day import DayKeeper, DayLine, OpenDay
from scolioapp.storage.screening_days import ScreeningDays
from scolioapp.viewmodels.records_door import RecordsDoor

if TYPE_CHECKING:
    from scolioapp.storage.records.record_days import RecordDays


class DoorDays:
    """The days behind the door; see `scolioapp.storage.open_day.DayKeeper`.

    Args:
        door: The records.
    """

    def __init__(self, door: RecordsDoor) -> None:
        self._door = door

    @property
    def _days(self) -> RecordDays:
        if self._door.user is None:
            from scolioapp.storage.records.record_errors import LockedError

            raise LockedError
        return self._door.store.days

    def create(
        self, name: str, children: Iterable[Child], codes: Mapping[str, str] | None = None
    ) -> OpenDay:
        """Make a day of patients.

        Raises:
            ScolioError: A number belongs to no patient, or it cannot be written.
        """
        return self._days.create(name, children, codes)

    def lines(self) -> list[DayLine]:
        """Return all days, the newest first.

        Raises:
            ScolioError: None may be read now.
        """
        return self._days.lines()

    def open(self, identifier: str) -> OpenDay:
        """Open a day.

        Raises:
            ScolioError: It is gone, or may not be read.
        """
        return self._days.open(identifier)

    def delete(self, identifier: str) -> None:
        """Delete a day; patients, recordings and results stay.

        Raises:
            ScolioError: It cannot be deleted.
        """
        self._days.delete(identifier)


def day_keeper(door: RecordsDoor | None, folder: Path) -> DayKeeper:
    """Return what keeps screening days: the records behind a door, or a folder."""
    return ScreeningDays(folder) if door is None else DoorDays(door)
