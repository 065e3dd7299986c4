"""The audit trail as a table, the newest entry first; older ones are read as it is scrolled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QObject

from scolioapp.viewmodels.lines_table import Index, LinesTable
from scolioapp.words.result_words import date_words
from scolioapp.words.trail_details import detail_words
from scolioapp.words.trail_words import about_words, action_words, who_words

if TYPE_CHECKING:
    from scolioapp.storage.records.trail_reading import TrailLine

PAGE: Final = 200
"""Entries that are read at once."""

More = Callable[[int], None]


class TrailColumn(IntEnum):
    """Columns of the table, from the left."""

    NUMBER = 0
    TIME = 1
    WHO = 2
    WHAT = 3
    ABOUT = 4


class TrailTable(LinesTable["TrailLine"]):
    """Entries of the trail.

    Args:
        more: Asks for entries before one with this number; `add` takes them.
        parent: Owner.
    """

    def __init__(self, more: More, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._more = more
        self._whole = True
        self._asked = False

    def titles(self) -> Sequence[str]:
        """Return the titles of the columns."""
        return (
            self.tr("No."),
            self.tr("Time"),
            self.tr("User"),
            self.tr("What was done"),
            self.tr("About"),
        )

    def key(self, thing: TrailLine) -> int:
        """Return the number of an entry."""
        return thing.entry.number

    def lines(self, thing: TrailLine, column: int) -> Sequence[str]:
        """Return the words of a cell."""
        entry = thing.entry
        if column == TrailColumn.NUMBER:
            return (str(entry.number),)
        if column == TrailColumn.TIME:
            return (date_words(entry.made),)
        if column == TrailColumn.WHO:
            return (who_words(thing),)
        if column == TrailColumn.WHAT:
            return (action_words(entry.action), detail_words(entry.detail))
        return (about_words(thing),)

    def begin(self, things: Sequence[TrailLine]) -> None:
        """Show the newest entries."""
        self._asked = False
        self._whole = len(things) < PAGE
        self.show_things(things)

    def add(self, things: Sequence[TrailLine]) -> None:
        """Add older entries at the end."""
        self._asked = False
        self._whole = len(things) < PAGE
        if not things:
            return
        first = len(self._things)
        self.beginInsertRows(QModelIndex(), first, first + len(things) - 1)
        self._things = (*self._things, *things)
        self.endInsertRows()

    def clear(self) -> None:
        """Forget everything."""
        self._whole = True
        self.show_things(())

    def canFetchMore(self, parent: Index) -> bool:
        """Tell whether there are older entries that were not asked for yet."""
        return not parent.isValid() and not self._whole and not self._asked

    def fetchMore(self, parent: Index) -> None:
        """Ask for older entries."""
        if self.canFetchMore(parent):
            self._asked = True
            self._more(self._things[-1].entry.number)
