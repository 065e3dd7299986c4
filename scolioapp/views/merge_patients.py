"""Merges two records of one child: the second is looked for, laid beside the first, and goes into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)
from shiboken6 import isValid

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.painting.icons import icon
from scolioapp.painting.layouts import in_column
from scolioapp.painting.theme import space
from scolioapp.viewmodels.patient_list import PatientColumn, PatientList
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import GrowingDialog, button_row, resize_within
from scolioapp.widgets.page import note, paragraph, primary_button
from scolioapp.widgets.row_table import RowTable
from scolioapp.words.patient_words import called, day_title, sex_title

if TYPE_CHECKING:
    from scolioapp.storage.records.patients import Patient
    from scolioapp.storage.records.record_store import RecordStore

_ROW: Final = space(4.5)
_TABLE: Final = space(13)


@dataclass(frozen=True, slots=True)
class Belongings:
    """How much belongs to a patient.

    Attributes:
        visits: Visits.
        recordings: Recordings of all visits.
        consents: Consents.
    """

    visits: int = 0
    recordings: int = 0
    consents: int = 0


def belongings(store: RecordStore, patient: str) -> Belongings:
    """Count what belongs to a patient; on the worker's thread."""
    visits = store.visits.of(patient)
    recordings = sum(len(store.recordings.of(visit.id)) for visit in visits)
    return Belongings(len(visits), recordings, len(store.patients.consents(patient)))


class MergeDialog(GrowingDialog):
    """Asks which other record is of the same child, and which of the two is kept.

    Args:
        door: The records.
        patient: The one that is open.
        parent: Owner.

    Signals:
        given: The `Patient` that is kept, and the one that goes into it; the owner answers by `accept`
            or `say_error`.
    """

    given = Signal(object, object)

    def __init__(self, door: RecordsDoor, patient: Patient, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Merge with another record"))
        self._door = door
        self._open = patient
        self._other: Patient | None = None
        self._counts: dict[str, Belongings] = {}
        self._swapped = False
        self.banner = Banner(self)
        self.model = PatientList(door, self)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Number, name or class of the other record"))
        self.search.setAccessibleName(self.tr("Search for the other record"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.table = RowTable(self.model, self.tr("Patients"), row_height=_ROW, parent=self)
        self.table.setMinimumHeight(_TABLE)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        for column in (PatientColumn.CLASS, PatientColumn.LAST_VISIT, PatientColumn.STATE):
            self.table.setColumnHidden(column, True)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(PatientColumn.NAME, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(PatientColumn.NUMBER, space(16))
        header.resizeSection(PatientColumn.BIRTH, space(17))
        self.table.setWordWrap(False)
        self.beside = QWidget(self)
        self._grid = QGridLayout(self.beside)
        self.said = paragraph("", self)
        self.swap_button = QPushButton(self.tr("&Keep the other one instead"), self)
        self.merge_button = primary_button(self.tr("&Merge"), self)
        self._leave = QPushButton(self.tr("Cancel"), self)
        self._lay_out()
        self._connect_signals()
        resize_within(self, QSize(space(92), space(80)), parent)
        self._show()
        self.search.setFocus()
        self.model.refresh()
        self._count(patient)

    def _lay_out(self) -> None:
        words = self.tr(
            "Which other record is of {name}? Visits, recordings and consents move together. It can be "
            "undone at any time."
        )
        asked = paragraph(words.format(name=called(self._open)), self)
        asked.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(space(3))
        self._grid.setVerticalSpacing(space(0.5))
        in_column(
            self.banner,
            asked,
            self.search,
            (self.table, 1),
            self.beside,
            self.said,
            button_row(self, action=self.merge_button, leave=self._leave, more=(self.swap_button,)),
            gap=1.5,
            margins=(3, 3, 3, 2),
            parent=self,
        )

    def _connect_signals(self) -> None:
        self.search.textChanged.connect(self.model.look_for)
        self.model.modelReset.connect(lambda: self.table.setCurrentIndex(self.model.index(-1, 0)))
        self.model.failed.connect(self.say_error)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.swap_button.clicked.connect(self._swap)
        self.merge_button.clicked.connect(self._give)
        self._leave.clicked.connect(self.reject)

    def _on_current(self) -> None:
        current = self.table.currentIndex()
        patient = self.model.patient(current.row()) if current.isValid() else None
        own = patient is not None and patient.id == self._open.id
        self._other = None if own else patient
        self.banner.clear()
        if own:
            self.banner.say(self.tr("This is the record that is open. Choose the other one."))
        if self._other is not None:
            self._count(self._other)
        self._show()

    def _count(self, patient: Patient) -> None:
        def take(counts: Belongings) -> None:
            self._counts[patient.id] = counts
            if isValid(self):
                self._show()

        def fail(error: ScolioError) -> None:
            if isValid(self):
                self.say_error(error)

        self._door.run(lambda store: belongings(store, patient.id), done=take, failed=fail)

    @property
    def kept(self) -> Patient | None:
        """The record that is kept, or None while there is no second one."""
        if self._other is None:
            return None
        return self._other if self._swapped else self._open

    @property
    def gone(self) -> Patient | None:
        """The record that goes into the other, or None while there is no second one."""
        return self._open if self._swapped else self._other

    def _swap(self) -> None:
        self._swapped = not self._swapped
        self._show()

    def _show(self) -> None:
        kept, gone = self.kept, self.gone
        chosen = self._other is not None
        self.beside.setVisible(chosen)
        self.said.setVisible(chosen)
        self.swap_button.setVisible(chosen)
        self.merge_button.setEnabled(chosen and len(self._counts) > 1)
        if kept is None or gone is None:
            return
        self._fill(kept, gone)
        moved = self._counts.get(gone.id, Belongings())
        words = self.tr(
            "Number, name and details of {kept} are kept. {visits} visits, {recordings} recordings and "
            "{consents} consents of {gone} move to it."
        )
        self.said.setText(
            words.format(
                kept=called(kept),
                gone=called(gone),
                visits=moved.visits,
                recordings=moved.recordings,
                consents=moved.consents,
            )
        )

    def _fill(self, kept: Patient, gone: Patient) -> None:
        """Lay the two records beside each other."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        titles = ("", self.tr("Is kept"), self.tr("Goes into it"))
        for column, words in enumerate(titles):
            label = QLabel(words, self.beside)
            label.setProperty("role", "heading")
            self._grid.addWidget(label, 0, column)
            self._grid.setColumnStretch(column, 2 if column else 0)
        rows = (
            (self.tr("Number"), kept.about.number, gone.about.number),
            (self.tr("Name"), kept.about.name, gone.about.name),
            (self.tr("Born"), day_title(kept.about.birth_date), day_title(gone.about.birth_date)),
            (self.tr("Sex"), sex_title(kept.about.sex), sex_title(gone.about.sex)),
            (self.tr("Class"), kept.about.class_name, gone.about.class_name),
            (self.tr("Last visit"), day_title(kept.last_visit), day_title(gone.last_visit)),
            (self.tr("Visits"), self._visits(kept), self._visits(gone)),
        )
        for row, cells in enumerate(rows, start=1):
            for column, words in enumerate(cells):
                label = note(words, self.beside) if not column else QLabel(words, self.beside)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(False)
                self._grid.addWidget(label, row, column)

    def _visits(self, patient: Patient) -> str:
        counts = self._counts.get(patient.id)
        return str(counts.visits) if counts is not None else "…"

    def _give(self) -> None:
        self.banner.clear()
        self.merge_button.setEnabled(False)
        self.given.emit(self.kept, self.gone)

    def say_error(self, error: ScolioError) -> None:
        """Say why the records did not take it."""
        words = f"{render(error.what)} {render(error.remedy)}"
        self.banner.say(words, severity=Severity.CARE)
        self._show()
