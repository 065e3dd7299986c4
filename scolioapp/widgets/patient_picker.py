"""Choosing a patient: a search line, the patients that fit, and two fields for a new one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QLineEdit, QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.painting.icons import icon
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.viewmodels.lines_table import LINES_ROLE
from scolioapp.viewmodels.patient_choice import Column, PatientChoice
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.page import note, quiet_button
from scolioapp.widgets.row_table import LinesCell, RowTable

_WAIT_MS = 120
"""How long somebody who types is waited for before patients are looked for."""


class _Line(QLineEdit):
    """A line whose Enter stays its own, so that no dialog is confirmed by what is typed.

    Signals:
        entered: Enter was pressed.
        down: An arrow leads into the list.
    """

    entered = Signal()
    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter and the arrow downwards."""
        if event.matches(QKeySequence.StandardKey.MoveToNextLine):
            self.down.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class PatientPicker(QWidget):
    """Finds a patient, or adds one.

    Args:
        choice: What is found and chosen.
        parent: Owner.

    Signals:
        confirmed: A patient was double-clicked, or Enter pressed on one.
    """

    confirmed = Signal()

    def __init__(self, choice: PatientChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = choice
        self._suggested = ("", "")
        """Number and name that were written for a new patient without being typed."""
        self.search = _Line(self)
        self.search.setPlaceholderText(self.tr("Number, name or class…"))
        self.search.setAccessibleName(self.tr("Find a patient"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.new_button = quiet_button(self.tr("&New patient…"), self)
        self.new_button.setCheckable(True)
        self.new_button.setAutoDefault(False)
        self.banner = Banner(self)
        self.table = RowTable(choice.table, self.tr("Patients"), row_height=space(4.5), parent=self)
        self._nobody = note("", self)
        self._build_table()
        self.number = _Line(self)
        self.number.setPlaceholderText(self.tr("Number"))
        self.number.setAccessibleName(self.tr("Number of the new patient"))
        self.name = _Line(self)
        self.name.setPlaceholderText(self.tr("Name"))
        self.name.setAccessibleName(self.tr("Name of the new patient"))
        self.add_button = quiet_button(self.tr("&Add patient"), self)
        self.add_button.setAutoDefault(False)
        self._new = QWidget(self)
        in_row(
            (self.number, 1), (self.name, 2), self.add_button, gap=1, margins=0, parent=self._new
        )
        self._new.hide()
        self._nobody.hide()
        top = in_row((self.search, 1), self.new_button, gap=1)
        in_column(
            top,
            self._new,
            self.banner,
            self._nobody,
            (self.table, STRETCH),
            gap=1,
            margins=0,
            parent=self,
        )
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._connect_signals()
        choice.look_for("")

    def _build_table(self) -> None:
        table, header = self.table, self.table.horizontalHeader()
        table.setItemDelegate(LinesCell(LINES_ROLE, bold=Column.NAME, notes=0, parent=table))
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(Column.NUMBER, space(14))
        table.setColumnWidth(Column.CLASS, space(10))
        table.setColumnWidth(Column.SEEN, space(14))

    def _connect_signals(self) -> None:
        choice, table = self._choice, self.table
        self.search.textChanged.connect(self._on_typed)
        self._timer.timeout.connect(lambda: choice.look_for(self.search.text()))
        self.search.down.connect(table.setFocus)
        self.search.entered.connect(self._on_return)
        table.selectionModel().currentRowChanged.connect(self._on_row)
        table.activated.connect(lambda _: self.confirmed.emit())
        self.new_button.toggled.connect(self._on_new)
        self.add_button.clicked.connect(self._add)
        self.number.entered.connect(self.name.setFocus)
        self.name.entered.connect(self._add)
        choice.found.connect(self._on_found)
        choice.failed.connect(self._say)

    def _on_typed(self) -> None:
        self.banner.clear()
        self._timer.start()
        if self.new_button.isChecked():
            self._suggest_new()

    def _on_row(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self._choice.choose(self._choice.table.thing_at(current.row()))

    def _on_return(self) -> None:
        """Take the first patient that fits, once the list is what was typed."""
        if self._timer.isActive():
            self._timer.stop()
            self._choice.look_for(self.search.text())
        elif self._choice.chosen is not None:
            self.confirmed.emit()
        elif self._choice.table.rowCount():
            self.table.selectRow(0)

    def _on_found(self) -> None:
        """Show who is chosen among those that are found."""
        things, chosen = self._choice.table.things, self._choice.chosen
        words = self.tr("No patient matches these words.")
        if not self.search.text().strip():
            words = self.tr("There is no patient yet. Add the first one.")
        self._nobody.setText(words)
        self._nobody.setVisible(not things)
        row = None if chosen is None else self._choice.table.row_of(chosen.id)
        if row is not None:
            self.table.selectRow(row)
            self.new_button.setChecked(False)
        else:
            self._choice.choose(None)

    def _on_new(self, asked: bool) -> None:
        self._new.setVisible(asked)
        if asked:
            self._suggest_new()
            (self.name if self.number.text() else self.number).setFocus()
        else:
            self.number.clear()
            self.name.clear()

    def _suggest_new(self) -> None:
        """Write what was looked for and not found: most often the new one's own number or name."""
        typed, before = self.search.text().strip(), self._suggested
        if (self.number.text(), self.name.text()) not in (("", ""), before):
            return
        number = any(sign.isdigit() for sign in typed)
        self._suggested = (typed, "") if number else ("", typed)
        self.number.setText(self._suggested[0])
        self.name.setText(self._suggested[1])

    def _add(self) -> None:
        self.banner.clear()
        self._choice.add(self.number.text(), self.name.text())

    def _say(self, error: ScolioError) -> None:
        words = f"{render(error.what)} {render(error.remedy)}"
        self.banner.say(words, severity=Severity.REPEAT)
