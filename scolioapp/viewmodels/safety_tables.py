"""Backups, and what can be erased, as tables. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, QLocale

from scolioapp.i18n import date_pattern
from scolioapp.viewmodels.lines_table import LinesTable
from scolioapp.words.result_words import date_words

if TYPE_CHECKING:
    from scolioapp.storage.records.record_backups import Backup
    from scolioapp.storage.records.recycle_bin import Erasable


_UNKNOWN: Final = "\N{EN DASH}"


class BackupColumn(IntEnum):
    """Columns of the table of backups, from the left."""

    MADE = 0
    SIZE = 1
    CHECKED = 2
    EXPIRES = 3


@dataclass(frozen=True, slots=True)
class SizedBackup:
    """An automatic backup.

    Attributes:
        backup: The backup.
        size: Its bytes, or None where they could not be counted.
    """

    backup: Backup
    size: int | None


class BackupTable(LinesTable[SizedBackup]):
    """The automatic backups, the newest first."""

    def titles(self) -> Sequence[str]:
        """Return the titles of the columns."""
        return (
            self.tr("Made"),
            self.tr("Size"),
            self.tr("Checked"),
            self.tr("Removed at the latest"),
        )

    def key(self, thing: SizedBackup) -> str:
        """Return the name of its folder."""
        return thing.backup.folder.name

    def lines(self, thing: SizedBackup, column: int) -> Sequence[str]:
        """Return the words of a cell."""
        if column == BackupColumn.MADE:
            return (date_words(thing.backup.made),)
        if column == BackupColumn.SIZE:
            return (_UNKNOWN if thing.size is None else QLocale().formattedDataSize(thing.size, 1),)
        if column == BackupColumn.CHECKED:
            # One that was not found whole when it was written never counts.
            return (self.tr("yes, when it was made"),)
        return (day_words(thing.backup.expires),)


class ErasableColumn(IntEnum):
    """Columns of the table of what can be erased, from the left."""

    NUMBER = 0
    KIND = 1
    SINCE = 2
    STATE = 3


class ErasableTable(LinesTable["Erasable"]):
    """What lies in the recycle bin, or was kept for as long as it should be."""

    def titles(self) -> Sequence[str]:
        """Return the titles of the columns."""
        return (
            self.tr("Patient"),
            self.tr("What"),
            self.tr("Since"),
            self.tr("Time over"),
        )

    def key(self, thing: Erasable) -> str:
        """Return its id."""
        return thing.id

    def lines(self, thing: Erasable, column: int) -> Sequence[str]:
        """Return the words of a cell."""
        if column == ErasableColumn.NUMBER:
            return (thing.number,)
        if column == ErasableColumn.KIND:
            if thing.recording:
                return (self.tr("Recording of {date}").format(date=date_words(thing.made)),)
            return (self.tr("The patient, with everything"),)
        if column == ErasableColumn.SINCE:
            words = day_words(thing.since)
            if thing.why.name == "BINNED":
                return (self.tr("in the recycle bin since {date}").format(date=words),)
            return (self.tr("newest visit {date}").format(date=words),)
        return (self.tr("yes") if thing.due else self.tr("not yet"),)


def day_words(iso: str) -> str:
    """Return the day of a date or of a time in the person's language."""
    day = QDate.fromString(iso[:10], "yyyy-MM-dd")
    return QLocale().toString(day, date_pattern()) if day.isValid() else iso
