"""The list of finished screenings as a table. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any, Protocol

from PySide6.QtCore import QObject, QSortFilterProxyModel, Qt, QTimer, Signal

from engine.core.findings import Verdict
from engine.core.names import label_of
from scolioapp.i18n import render
from scolioapp.storage.record_results import RecordEntry
from scolioapp.storage.records.sought_words import Sought
from scolioapp.storage.result_links import Links, links_of, replaced
from scolioapp.storage.results import ResultEntry
from scolioapp.viewmodels.lines_table import LINES_ROLE, Index, LinesTable
from scolioapp.words.result_words import (
    date_words,
    is_told,
    outcome_words,
    overridden,
    setter_words,
    state_words,
)
from scolioapp.words.sought_codes import sought_words

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


Elsewhere = Callable[[Callable[[], Any], Callable[[Any], None]], None]
"""Has something read off the interface's thread, and hands it on; nothing comes of it once it is locked."""

_TYPING_MS = 150
"""How long nothing is typed before the records are asked."""


class Older(Protocol):
    """What keeps more results than a list shows."""

    def total(self) -> int:
        """Count them all."""

    def older(self, sought: Sequence[Sought], listed: Sequence[ResultEntry]) -> list[ResultEntry]:
        """Return those that fit and are not on the list."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """The list as it was read, with what its cells say.

    Attributes:
        entries: The newest.
        older: Older ones that fit what was typed.
        total: How many there are.
        typed: What was typed when they were looked for.
        replaced: Those that a newer recording repeats.
        words: Of the cells of rows, by their identifiers, as far as they were made elsewhere.
    """

    entries: tuple[ResultEntry, ...] = ()
    older: tuple[ResultEntry, ...] = ()
    total: int = 0
    typed: str = ""
    replaced: frozenset[str] = frozenset()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class ResultsModel(LinesTable[ResultEntry]):
    """Finished screenings, the newest first.

    Args:
        entries: Reads the list.
        parent: Owner.
        elsewhere: Has the list read off the interface's thread, and hands it to whoever shows it; None: it is
            read at once.
        older: Finds results that are too old for the list; None: all are on it.

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
        older: Older | None = None,
    ) -> None:
        super().__init__((), parent)
        self._read = entries
        self._elsewhere = elsewhere
        self._older = older
        self.of_records = elsewhere is not None
        self._listed = _Reading()
        self._found: frozenset[str] = frozenset()
        self._words_made: dict[str, tuple[str, ...]] = {}
        self._typed = ""
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._find)

    def refresh(self) -> None:
        """Read the list again."""
        if self._elsewhere is None:
            entries = tuple(self._read())
            again = frozenset(replaced(entries))
            self._show(_Reading(entries, total=len(entries), replaced=again))
            return
        typed, sought = self._typed, sought_words(self._typed)
        self._elsewhere(lambda: self._read_all(typed, sought), self._take)

    def forget(self) -> None:
        """Show nothing, until the list is read again."""
        self._typing.stop()
        self._show(_Reading())

    def look_for(self, typed: str) -> None:
        """Find older results too, as soon as nothing more is typed; those on the list the page filters."""
        self._typed = typed
        if self._older is not None and self.left_out:
            self._typing.start()

    def _find(self) -> None:
        """Have the older results found; those that were read already stay as they are."""
        typed, sought = self._typed, sought_words(self._typed)
        listed = self._listed
        if self._elsewhere is not None and typed != listed.typed:
            self._elsewhere(lambda: self._with_older(listed, typed, sought), self._take)

    # Elsewhere

    def _read_all(self, typed: str, sought: Sequence[Sought]) -> _Reading:
        entries = tuple(self._read())
        total = len(entries) if self._older is None else self._older.total()
        return self._with_older(self._reading(entries, total), typed, sought)

    def _with_older(self, listed: _Reading, typed: str, sought: Sequence[Sought]) -> _Reading:
        older: tuple[ResultEntry, ...] = ()
        if self._older is not None and sought and listed.total > len(listed.entries):
            older = tuple(self._older.older(sought, listed.entries))
        words = {**listed.words, **{one.identifier: self._cells(one, False) for one in older}}
        return replace(listed, older=older, typed=typed, words=words)

    def _reading(self, entries: tuple[ResultEntry, ...], total: int) -> _Reading:
        again = frozenset(replaced(entries))
        words = {one.identifier: self._cells(one, one.identifier in again) for one in entries}
        return _Reading(entries, total=total, replaced=again, words=words)

    def _cells(self, entry: ResultEntry, is_replaced: bool) -> tuple[str, ...]:
        return tuple(
            "\n".join(line for line in self._lines(entry, column, is_replaced) if line)
            for column in Column
        )

    # Here

    def _take(self, reading: _Reading) -> None:
        """Show what was read, unless something else was typed meanwhile: then that is found first."""
        self._show(reading)
        if reading.typed != self._typed and self.left_out:
            self._typing.start()

    def _show(self, reading: _Reading) -> None:
        self._listed, self._words_made = reading, dict(reading.words)
        self._found = frozenset(each.identifier for each in reading.older)
        self.show_things([*reading.entries, *reading.older])

    @property
    def newest(self) -> tuple[ResultEntry, ...]:
        """The results on the list without those that were found by what was typed."""
        return self._listed.entries

    @property
    def total(self) -> int:
        """Number of results, those that are not on the list included."""
        return self._listed.total

    @property
    def left_out(self) -> int:
        """Number of results that are too old for the list."""
        return self._listed.total - len(self._listed.entries)

    @property
    def typed(self) -> str:
        """What the older results on the list were found by."""
        return self._listed.typed

    def is_found(self, entry: ResultEntry) -> bool:
        """Tell whether an entry is an older one that fits what was typed."""
        return entry.identifier in self._found

    def words_of(self, entry: ResultEntry) -> tuple[str, ...]:
        """Return the words of the cells of a row."""
        made = self._words_made.get(entry.identifier)
        if made is None:
            made = self._cells(entry, self.is_replaced(entry))
            self._words_made[entry.identifier] = made
        return made

    @property
    def recordings(self) -> int:
        """Number of recordings that no newer one replaces."""
        return sum(entry.identifier not in self._listed.replaced for entry in self.things)

    def is_replaced(self, entry: ResultEntry) -> bool:
        """Tell whether a newer recording repeats this one."""
        return entry.identifier in self._listed.replaced

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
        return self._lines(thing, column, self.is_replaced(thing))

    def _lines(self, thing: ResultEntry, column: int, is_replaced: bool) -> Sequence[str]:
        if column != Column.VIDEO:
            return (self._words(thing, column),)
        beside = [thing.video if thing.label else ""]
        if isinstance(thing, RecordEntry):
            beside = [thing.class_name, thing.recording_title]
        notes = [each for each in (*beside, self._link_words(thing, is_replaced)) if each]
        return (thing.title, " · ".join(notes))

    def _link_words(self, entry: ResultEntry, is_replaced: bool) -> str:
        """Say that a recording was filmed again, or is such a repeat."""
        if is_replaced:
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
        """Say which kind of model judged, or which person set another outcome."""
        if not is_told(entry):
            return ""
        if overridden(entry):
            return setter_words(entry)
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

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; the list of the records comes with the newest first, and is left so."""
        source = self.sourceModel()
        newest_first = column == Column.DATE and order == Qt.SortOrder.DescendingOrder
        as_it_comes = isinstance(source, ResultsModel) and source.of_records and newest_first
        super().sort(-1 if as_it_comes else column, order)

    def look_for(self, words: str) -> None:
        """Filter by words, in any order and any column; older results are found by the records."""
        self.beginFilterChange()
        self._needed = words.casefold().split()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Tell whether a row holds every word, or was found by them."""
        source = self.sourceModel()
        if not isinstance(source, ResultsModel):
            return False
        entry = source.thing_at(source_row)
        if source.is_found(entry):
            # What was found by other words is on the way out.
            return bool(self._needed) and source.typed.casefold().split() == self._needed
        row = " ".join(source.words_of(entry)).casefold() if self._needed else ""
        return all(word in row for word in self._needed)

    def entry(self, row: int) -> ResultEntry:
        """Return the entry of a visible row."""
        value = self.data(self.index(row, 0), ENTRY_ROLE)
        if not isinstance(value, ResultEntry):
            raise IndexError(row)
        return value
