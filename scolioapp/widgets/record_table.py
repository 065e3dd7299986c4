"""A table of records whose selection outlives a new reading of the list.

Must not know what the records are.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, Generic

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QWidget

from scolioapp.viewmodels.lines_table import LinesTable, Thing
from scolioapp.widgets.row_table import RowTable

_FLAG = QItemSelectionModel.SelectionFlag


class RecordTable(RowTable, Generic[Thing]):
    """What the lists of results, models, datasets, evaluations and runs share.

    Args:
        row_height: Height of a row, logical px.
        shown: Sorts and filters the records, or None where all are shown as they come.
        fallback: Row to select where nothing else is, or None for none; called with rows there only.

    Signals:
        chosen: Other rows are selected, or the list was read again.
    """

    chosen = Signal()

    def __init__(
        self,
        records: LinesTable[Thing],
        name: str,
        *,
        row_height: int,
        several: bool = False,
        shown: QSortFilterProxyModel | None = None,
        fallback: Callable[[], int | None] = lambda: 0,
        parent: QWidget | None = None,
    ) -> None:
        model: QAbstractItemModel = records if shown is None else shown
        super().__init__(model, name, row_height=row_height, several=several, parent=parent)
        self._records = records
        self._proxy = shown
        self._fallback = fallback
        self._kept: tuple[Hashable, ...] = ()
        self._wanted: tuple[Hashable, ...] = ()
        self._choosing = False
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._choose_again)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.begin()

    def on_key(self, key: QKeySequence.StandardKey | Qt.Key, do: Callable[[], object]) -> None:
        """Do something on a key while the table has the focus."""
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(do)

    def fit_columns(
        self, widths: Mapping[Any, int], *, least: int | None = None, resizable: bool = False
    ) -> None:
        """Set the widths of columns, logical px; the others share what the table leaves.

        Args:
            widths: Width of each column (a number) that does not stretch.
            least: Least width of a column, or None for Qt's own.
            resizable: Whether a person can change the widths.
        """
        mode = QHeaderView.ResizeMode
        header = self.horizontalHeader()
        if least is not None:
            header.setMinimumSectionSize(least)
        for column in range(self.model().columnCount()):
            if column not in widths:
                header.setSectionResizeMode(column, mode.Stretch)
                continue
            header.setSectionResizeMode(column, mode.Interactive if resizable else mode.Fixed)
            header.resizeSection(column, widths[column])

    # The selection

    def record(self, index: QModelIndex) -> Thing:
        """Return the record of a shown row."""
        row = index.row() if self._proxy is None else self._proxy.mapToSource(index).row()
        return self._records.thing_at(row)

    @property
    def selected(self) -> list[Thing]:
        """The selected records, from the top."""
        return [self.record(index) for index in self._selected_rows()]

    @property
    def current(self) -> Thing | None:
        """The one record that is selected, or None where none or several are."""
        selected = self.selected
        return selected[0] if len(selected) == 1 else None

    def select(self, *keys: Hashable) -> None:
        """Select records, now or as soon as all are in the list, unless others are selected meanwhile."""
        rows = self._rows_of(keys)
        self._wanted = () if len(rows) == len(keys) else keys
        if not self._wanted:
            self._choose(rows)

    def begin(self) -> None:
        """Lead the keys to the first selected row; where none is selected, select one."""
        chosen = self._selected_rows()
        if chosen:
            self.selectionModel().setCurrentIndex(chosen[0], _FLAG.NoUpdate)
        elif self.model().rowCount():
            row = self._fallback()
            self._choose([] if row is None else [row])

    def _selected_rows(self) -> list[QModelIndex]:
        return sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())

    def _rows_of(self, keys: tuple[Hashable, ...]) -> list[int]:
        """Return the shown rows of those records that are in the list."""
        there = [row for row in map(self._records.row_of, keys) if row is not None]
        if self._proxy is not None:
            places = (self._proxy.mapFromSource(self._records.index(row, 0)) for row in there)
            return [place.row() for place in places if place.isValid()]
        return there

    def _choose(self, rows: list[int]) -> None:
        selection, model = self.selectionModel(), self.model()
        self._choosing = True
        selection.clearSelection()
        for row in rows:
            selection.select(model.index(row, 0), _FLAG.Select | _FLAG.Rows)
        if rows:
            selection.setCurrentIndex(model.index(rows[0], 0), _FLAG.NoUpdate)
        self._choosing = False
        self.chosen.emit()

    def _remember(self) -> None:
        self._kept = tuple(map(self._records.key, self.selected))

    def _choose_again(self) -> None:
        wanted = self._rows_of(self._wanted)
        if self._wanted and len(wanted) == len(self._wanted):
            self._wanted = ()
            self._choose(wanted)
            return
        kept = self._rows_of(self._kept)
        if kept or not self.model().rowCount():
            self._choose(kept)
        else:
            row = self._fallback()
            self._choose([] if row is None else [row])

    def _on_selection(self, *_: object) -> None:
        if not self._choosing:
            self._wanted = ()
            self.chosen.emit()
