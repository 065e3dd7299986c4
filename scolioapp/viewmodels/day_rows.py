"""The children of a screening day as rows of a table. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QObject, QSortFilterProxyModel, Qt

from engine.report.day_document import ORDER, outcome_words, trouble_words, verdict_words
from engine.roster.day_changes import ChildState
from engine.roster.entries import Consent
from scolioapp.i18n import render
from scolioapp.viewmodels.lines_table import LINES_ROLE, Index, LinesTable
from scolioapp.viewmodels.screening_day import DayModel, DayRow
from scolioapp.words.day_words import child_line, number_line, state_words

ROW_ROLE = LINES_ROLE + 1
SORT_ROLE = LINES_ROLE + 2


class Column(IntEnum):
    """Columns of the list, from the left."""

    NAME = 0
    STATE = 1
    MORE = 2


class DayRows(LinesTable[DayRow]):
    """The children of the open day, in their order.

    Args:
        model: The day; the table follows it.
    """

    def __init__(self, model: DayModel, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._model = model
        model.opened.connect(self._on_opened)
        model.changed.connect(self._on_changed)
        self._on_opened()

    def _on_opened(self) -> None:
        self.show_things(self._model.rows)

    def _on_changed(self) -> None:
        self.renew_things(self._model.rows)

    def titles(self) -> Sequence[str]:
        """Return the titles of the columns."""
        return self.tr("Child"), self.tr("State"), self.tr("What is known")

    def key(self, thing: DayRow) -> str:
        """Return the child's number."""
        return thing.child.number

    def special(self, thing: DayRow, column: int, role: int) -> object:
        """Return the row, or what it is sorted by."""
        if role == ROW_ROLE:
            return thing
        if role == SORT_ROLE:
            return ORDER.index(thing.state)
        return None

    def lines(self, thing: DayRow, column: int) -> Sequence[str]:
        """Return the words of a cell."""
        if column == Column.NAME:
            return thing.child.full_name, number_line(thing.child)
        if column == Column.STATE:
            return (state_words(thing.state),)
        return (self._more(thing),)

    def _more(self, row: DayRow) -> str:
        """Say the one thing that matters most of a child."""
        trouble = trouble_words(row.recording, render)
        if trouble and row.state is ChildState.REPEAT:
            return trouble
        analysis = None if row.recording is None else row.recording.analysis
        if analysis is not None and self._model.shows_outcomes:
            return outcome_words(row.recording, render)
        if analysis is not None:
            quality = verdict_words(row.recording, render)
            return self.tr("Recording: {quality}").format(quality=quality) if quality else ""
        if row.consent is Consent.UNKNOWN:
            return self.tr("Consent is not known yet.")
        if row.decided_by:
            return self.tr("Consent: said by {name}").format(name=row.decided_by)
        return row.child.note


class DayFilter(QSortFilterProxyModel):
    """Shows the children whose name, number or class holds what was typed, of one state or of all."""

    def __init__(self, source: DayRows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._needed: list[str] = []
        self._state: ChildState | None = None
        self.setSourceModel(source)
        self.setSortRole(SORT_ROLE)
        self.setDynamicSortFilter(True)

    def by_outcome(self, on: bool) -> None:
        """Put what is still to be done first, or leave the children in their own order."""
        self.sort(Column.STATE if on else -1, Qt.SortOrder.AscendingOrder)

    def look_for(self, words: str, state: ChildState | None) -> None:
        """Filter by words in any order, and by a state."""
        self.beginFilterChange()
        self._needed, self._state = words.casefold().split(), state
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Tell whether a child is looked for."""
        row = self.sourceModel().index(source_row, 0, source_parent).data(ROW_ROLE)
        if not isinstance(row, DayRow) or self._state not in (None, row.state):
            return False
        words = f"{row.child.full_name} {child_line(row.child)}".casefold()
        return all(each in words for each in self._needed)
