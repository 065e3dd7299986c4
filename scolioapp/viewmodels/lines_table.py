"""Things as rows of a table whose cells are some lines of words. Must not know what the things are."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from scolioapp.i18n import listed

LINES_ROLE = int(Qt.ItemDataRole.UserRole)
"""The lines of a cell, a list of str; a table's own roles come after it."""

Index = QModelIndex | QPersistentModelIndex
Thing = TypeVar("Thing")


class LinesTable(QAbstractTableModel, Generic[Thing]):
    """What a table of things has to say to Qt; a subclass says what is in a cell."""

    def __init__(self, things: Sequence[Thing] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._things = tuple(things)

    # What a subclass says

    def titles(self) -> Sequence[str]:
        """Return the titles of the columns."""
        raise NotImplementedError

    def lines(self, thing: Thing, column: int) -> Sequence[str]:
        """Return the lines of a cell; empty ones are shown to nobody but a painter of lines."""
        raise NotImplementedError

    def key(self, thing: Thing) -> Hashable:
        """Return what tells a thing from the others, in every reading of the list."""
        raise NotImplementedError

    def special(self, thing: Thing, column: int, role: int) -> object:
        """Return what goes with a role of the subclass's own, or None."""
        return None

    # What Qt and the owner ask

    @property
    def things(self) -> tuple[Thing, ...]:
        """The rows, from the top."""
        return self._things

    def show_things(self, things: Sequence[Thing]) -> None:
        """Show these, and nothing else."""
        self.beginResetModel()
        self._things = tuple(things)
        self.endResetModel()

    def renew_things(self, things: Sequence[Thing]) -> None:
        """Show what became of the same things, row by row; a selection stays."""
        self._things = tuple(things)
        if self._things:
            last = self.index(len(self._things) - 1, len(self.titles()) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def thing_at(self, row: int) -> Thing:
        """Return the thing of a row."""
        return self._things[row]

    def row_of(self, key: Hashable) -> int | None:
        """Return the row of the thing with a key, or None."""
        return next((row for row, one in enumerate(self._things) if self.key(one) == key), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._things)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.titles())

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:  # noqa: ANN401 - Qt asks for whatever goes with the role
        """Return the title of a column."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.titles()[section]

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401 - as above
        """Return what a cell shows or stands for."""
        if not index.isValid():
            return None
        thing, column = self._things[index.row()], index.column()
        special = self.special(thing, column, role)
        if special is not None:
            return special
        lines = list(self.lines(thing, column))
        if role == LINES_ROLE:
            return lines
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return "\n".join(line for line in lines if line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return listed(lines)
        return None
