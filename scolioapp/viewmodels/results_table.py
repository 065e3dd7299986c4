"""The list of finished screenings as a table. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum

from PySide6.QtCore import QObject, QSortFilterProxyModel, Qt, Signal

from engine.core.findings import Verdict
from engine.core.names import label_of
from scolioapp.i18n import render
from scolioapp.storage.record_results import RecordEntry
from scolioapp.storage.result_links import Links, links_of, replaced
from scolioapp.storage.results import ResultEntry
from scolioapp.viewmodels.lines_table import LINES_ROLE, Index, LinesTable
from scolioapp.words.result_words import date_words, is_told, outcome_words, state_words

ENTRY_ROLE = LINES_ROLE + 1
SORT_ROLE = ENTRY_ROLE + 1
REPLACED_ROLE = SORT_ROLE + 1


class Column(IntEnum):
    """Columns of the table, from the left.

    ``VIDEO`` is what a recording is called, in the records whose it is; there ``PERSON`` is the state of its
    review.
    """

    DATE = 0
    VIDEO = 1
    OUTCOME = 2
    RECORDING = 3
    MODEL = 4
    PERSON = 5


Elsewhere = Callable[[Callable[[], list[ResultEntry]], Callable[[list[ResultEntry]], None]], None]


class ResultsModel(LinesTable[ResultEntry]):
    """Finished screenings, the newest first.

    Args:
        entries: Reads the list.
        parent: Owner.
        elsewhere: Has the list read off the interface's thread, and hands it to whoever shows it; None: it is
            read at once.

    Attributes:
        of_records: Whether the list is that of the protected records.

    Signals:
        rename_asked: Identifier of a result, and the label that was typed for it.
    """

    rename_asked = Signal(str, str)

    def __init__(
        self,
        entries: Callable[[], list[ResultEntry]],
        parent: QObject | None = None,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        super().__init__((), parent)
        self._read = entries
        self._elsewhere = elsewhere
        self.of_records = elsewhere is not None
        self._replaced: set[str] = set()

    def refresh(self) -> None:
        """Read the list again."""
        if self._elsewhere is None:
            self._show(self._read())
        else:
            self._elsewhere(self._read, self._show)

    def forget(self) -> None:
        """Show nothing, until the list is read again."""
        self._show([])

    def _show(self, entries: list[ResultEntry]) -> None:
        self._replaced = replaced(entries)
        self.show_things(entries)

    @property
    def recordings(self) -> int:
        """Number of recordings that no newer one replaces."""
        return sum(entry.identifier not in self._replaced for entry in self.things)

    def is_replaced(self, entry: ResultEntry) -> bool:
        """Tell whether a newer recording repeats this one."""
        return entry.identifier in self._replaced

    def links_of(self, identifier: str) -> Links:
        """Return what a result is linked with."""
        return links_of(identifier, self.things)

    def titles(self) -> Sequence[str]:
        """Return the titles of the columns."""
        return (
            self.tr("Date"),
            self.tr("Patient") if self.of_records else self.tr("Name"),
            self.tr("Outcome"),
            self.tr("Recording"),
            self.tr("Model"),
            self.tr("State") if self.of_records else self.tr("Person"),
        )

    def key(self, thing: ResultEntry) -> str:
        """Return its identifier."""
        return thing.identifier

    def special(self, thing: ResultEntry, column: int, role: int) -> object:
        """Return the entry of a row, what a cell is sorted by, or what is typed into it."""
        if role == ENTRY_ROLE:
            return thing
        if role == REPLACED_ROLE:
            return self.is_replaced(thing)
        if role == Qt.ItemDataRole.EditRole and column == Column.VIDEO:
            return thing.recording_title if isinstance(thing, RecordEntry) else thing.label
        if role == SORT_ROLE:
            return thing.order if column == Column.DATE else self._words(thing, column)
        return None

    def lines(self, thing: ResultEntry, column: int) -> Sequence[str]:
        """Return the words of a cell."""
        if column != Column.VIDEO:
            return (self._words(thing, column),)
        beside = [thing.video if thing.label else ""]
        if isinstance(thing, RecordEntry):
            beside = [thing.class_name, thing.recording_title]
        notes = [each for each in (*beside, self._link_words(thing)) if each]
        return (thing.title, " · ".join(notes))

    def _link_words(self, entry: ResultEntry) -> str:
        """Say that a recording was filmed again, or is such a repeat."""
        if self.is_replaced(entry):
            return self.tr("replaced: filmed again")
        return self.tr("repeat") if entry.repeats else ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the name be typed."""
        flags = super().flags(index)
        typed = index.isValid() and index.column() == Column.VIDEO
        return flags | Qt.ItemFlag.ItemIsEditable if typed else flags

    def setData(
        self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)
    ) -> bool:
        """Ask for the label that was typed to be kept; the row changes once it is."""
        if role != Qt.ItemDataRole.EditRole or index.column() != Column.VIDEO:
            return False
        entry, label = self.thing_at(index.row()), label_of(str(value))
        if label == self.special(entry, Column.VIDEO, role):
            return False
        self.rename_asked.emit(entry.identifier, label)
        return True

    def _words(self, entry: ResultEntry, column: int) -> str:
        if column == Column.DATE:
            return date_words(entry.date, "\n")
        if column == Column.VIDEO:
            return entry.title
        if column == Column.OUTCOME:
            return outcome_words(entry)
        if column == Column.RECORDING:
            return self._verdict(entry)
        if column == Column.MODEL:
            return self._model(entry)
        if isinstance(entry, RecordEntry):
            return state_words(entry.state)
        if entry.person is None:
            return self.tr("nobody")
        return self.tr("{number} of {count}").format(number=entry.person, count=entry.people)

    def _verdict(self, entry: ResultEntry) -> str:
        from engine.report import wording

        if entry.verdict not in set(Verdict):
            return entry.verdict
        return render(wording.verdict_label(Verdict(entry.verdict)))

    def _model(self, entry: ResultEntry) -> str:
        if not is_told(entry):
            return ""
        status = {
            "demo": self.tr("demo, simulated walkers"),
            "research": self.tr("local, unvalidated"),
            "validated": self.tr("validated"),
        }
        return status.get(entry.model_status, self.tr("no model"))


class ResultsFilter(QSortFilterProxyModel):
    """Shows the results whose row holds every word that was typed."""

    def __init__(self, source: ResultsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._needed: list[str] = []
        self.setSourceModel(source)
        self.setSortRole(SORT_ROLE)
        self.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.sort(Column.DATE, Qt.SortOrder.DescendingOrder)

    def look_for(self, words: str) -> None:
        """Filter by words, in any order and any column."""
        self.beginFilterChange()
        self._needed = words.casefold().split()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Tell whether a row holds every word."""
        source = self.sourceModel()
        cells = (
            str(source.data(source.index(source_row, column, source_parent))) for column in Column
        )
        row = " ".join(cells).casefold()
        return all(word in row for word in self._needed)

    def entry(self, row: int) -> ResultEntry:
        """Return the entry of a visible row."""
        value = self.data(self.index(row, 0), ENTRY_ROLE)
        if not isinstance(value, ResultEntry):
            raise IndexError(row)
        return value
