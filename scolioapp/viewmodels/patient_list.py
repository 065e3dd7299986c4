"""The list of patients, page by page from the records: ten thousand scroll like ten.

What is typed is looked for on the worker; the answer to an older question is dropped. The rows of pages that
were not read yet are empty for a moment. Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from engine.core.errors import ScolioError
from scolioapp.viewmodels.lines_table import Index
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.words.patient_words import day_title, state_title

if TYPE_CHECKING:
    from scolioapp.storage.records.patients import Patient
    from scolioapp.storage.records.record_store import RecordStore

PAGE: Final = 50
"""Patients that are read at once: few, so that reading them does not keep the window from its turn."""
_PAGES_KEPT: Final = 30
_TYPING_MS: Final = 120
"""How long nothing must be typed until it is looked for, milliseconds."""


class PatientColumn(IntEnum):
    """Columns of the list, from the left."""

    NUMBER = 0
    NAME = 1
    BIRTH = 2
    CLASS = 3
    LAST_VISIT = 4
    STATE = 5


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the records said: how many there are, and the pages that were asked for."""

    total: int
    pages: dict[int, list[Patient]]


class PatientList(QAbstractTableModel):
    """The patients that were looked for, in the order of their names.

    Args:
        door: The records.
        parent: Owner.

    Signals:
        settled: The answer to the newest question is shown.
        failed: A `ScolioError`: the records could not be read.
    """

    settled = Signal()
    failed = Signal(object)

    def __init__(self, door: RecordsDoor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._typed = ""
        self._asked = 0
        self._total = 0
        self._pages: OrderedDict[int, list[Patient]] = OrderedDict()
        self._wanted: dict[int, None] = {}
        self._reading = False
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._ask_anew)
        self._fetching = QTimer(self, singleShot=True, interval=0)
        self._fetching.timeout.connect(self._fetch)
        door.locked.connect(self.forget)
        door.unlocked.connect(self.forget)

    # What is looked for

    @property
    def typed(self) -> str:
        """What was typed."""
        return self._typed

    @property
    def sees_names(self) -> bool:
        """Whether whoever is there sees names."""
        from scolioapp.storage.records.record_roles import Right

        return self._door.may(Right.NAMES)

    def look_for(self, typed: str) -> None:
        """Look for what was typed, as soon as nothing more is."""
        self._typed = typed
        self._asked += 1
        self._typing.start()

    def refresh(self) -> None:
        """Read the rows in view again; the place in the list stays."""
        pages = list(self._pages)[-2:] or [0]
        self._ask(pages, self._renew)

    def forget(self) -> None:
        """Show nothing, and look for nothing."""
        self._typing.stop()
        self._typed = ""
        self._asked += 1
        self._reading = False
        self._show(_Answer(0, {}))

    def _ask_anew(self) -> None:
        self._ask([0], self._show)

    def _ask(self, pages: list[int], take: Callable[[_Answer], None]) -> None:
        self._typing.stop()
        self._asked += 1
        asked, typed = self._asked, self._typed
        if self._door.user is None:
            return

        def read(store: RecordStore) -> _Answer:
            total = store.patients.count(typed)
            # All of a short list, the last page of one that has become shorter.
            there = {min(page, max(total - 1, 0) // PAGE) for page in pages}
            return _Answer(total, {page: _read(store, typed, page) for page in sorted(there)})

        def done(answer: _Answer) -> None:
            if self._awaits(asked):
                take(answer)
                self.settled.emit()

        def failed(error: ScolioError) -> None:
            if self._awaits(asked) and self._door.user is not None:
                self.failed.emit(error)

        self._door.run(read, done=done, failed=failed)

    def _awaits(self, asked: int) -> bool:
        """Tell whether an answer is still waited for; a dialog that asked may be gone."""
        return isValid(self) and asked == self._asked

    def _show(self, answer: _Answer) -> None:
        self.beginResetModel()
        self._total = answer.total
        self._pages = OrderedDict(answer.pages)
        self._wanted.clear()
        self.endResetModel()

    def _renew(self, answer: _Answer) -> None:
        if answer.total != self._total:
            self._show(answer)
            return
        self._pages = OrderedDict(answer.pages)
        if self._total:
            last = self.index(self._total - 1, len(PatientColumn) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    # Pages

    def _want(self, page: int) -> None:
        # The newest wish last: where the list is now, not where it was on the way.
        self._wanted.pop(page, None)
        self._wanted[page] = None
        if not self._reading:
            self._fetching.start()

    def _fetch(self) -> None:
        if self._reading or not self._wanted or self._door.user is None:
            return
        page = next(reversed(self._wanted))
        self._wanted.clear()
        asked, typed = self._asked, self._typed
        self._reading = True

        def done(patients: list[Patient]) -> None:
            self._reading = False
            if self._awaits(asked):
                self._keep(page, patients)
            if self._wanted and isValid(self):
                self._fetching.start()

        def failed(error: ScolioError) -> None:
            self._reading = False
            if self._awaits(asked) and self._door.user is not None:
                self.failed.emit(error)

        self._door.run(lambda store: _read(store, typed, page), done=done, failed=failed)

    def _keep(self, page: int, patients: list[Patient]) -> None:
        self._pages[page] = patients
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        first = page * PAGE
        last = min(first + PAGE, self._total) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(PatientColumn) - 1))

    # What the page and Qt ask

    def patient(self, row: int) -> Patient | None:
        """Return the patient of a row, or None where its page is not read yet."""
        page, place = divmod(row, PAGE)
        if page not in self._pages:
            self._want(page)
            return None
        self._pages.move_to_end(page)
        there = self._pages[page]
        return there[place] if place < len(there) else None

    def row_of(self, patient: str) -> int | None:
        """Return the row of a patient in the pages that are read, or None."""
        for page, there in self._pages.items():
            for place, each in enumerate(there):
                if each.id == patient:
                    return page * PAGE + place
        return None

    def titles(self) -> Sequence[str]:
        """Return the titles of the columns."""
        return (
            self.tr("Number"),
            self.tr("Name"),
            self.tr("Date of birth") if self.sees_names else self.tr("Year of birth"),
            self.tr("Class"),
            self.tr("Last visit"),
            self.tr("Newest judgement"),
        )

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many patients were found."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(PatientColumn)

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
        """Return what a cell shows."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        patient = self.patient(index.row())
        if patient is None:
            return "…" if index.column() == PatientColumn.NUMBER else ""
        return cell_words(patient, PatientColumn(index.column()))


def cell_words(patient: Patient, column: PatientColumn) -> str:
    """Return the words of a cell of the list."""
    about = patient.about
    plain = {
        PatientColumn.NUMBER: about.number,
        PatientColumn.NAME: about.name,
        PatientColumn.CLASS: about.class_name,
    }
    if column in plain:
        return plain[column]
    if column is PatientColumn.STATE:
        return state_title(patient.newest_state)
    return day_title(about.birth_date if column is PatientColumn.BIRTH else patient.last_visit)


def _read(store: RecordStore, typed: str, page: int) -> list[Patient]:
    return store.patients.search(typed, offset=page * PAGE, limit=PAGE)
