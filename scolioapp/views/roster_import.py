"""A list of children in a file: its columns, the order of dates, what is wrong with its rows.

`RosterPreview` shows it; `RosterImport` makes a screening day of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from engine.core.names import LABEL_SIGNS, label_of
from engine.core.text import by_number
from engine.roster.columns import Column
from engine.roster.dates import DateOrder
from engine.roster.entries import Child
from engine.roster.reading import Fault, Proposal, Roster
from scolioapp.i18n import render
from scolioapp.painting.layouts import in_column
from scolioapp.painting.theme import space
from scolioapp.viewmodels.roster_form import RosterForm
from scolioapp.viewmodels.roster_patients import RosterPatients
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import GrowingDialog, button_row, resize_within
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import heading, note, primary_button
from scolioapp.widgets.patients_part import PatientsPart
from scolioapp.words.patient_words import day_title, sex_title

_SHOWN = 50
"""Rows of the preview."""
_FAULTS_SHOWN = 200


class RosterPreview(GrowingDialog):
    """Shows how a file is understood, and lets that be changed.

    Args:
        form: The file that was chosen.
        title: Of the dialog.
        parent: Owner.
    """

    def __init__(self, form: RosterForm, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self.setWindowTitle(title)
        self.banner = Banner(self)
        self.top = QHBoxLayout()
        self.patients = PatientsPart(form, self) if isinstance(form, RosterPatients) else None
        self.order = DropDown(self)
        self.order.setAccessibleName(self.tr("Order of day and month"))
        self.order.addItem(self.tr("Choose…"), None)
        self.order.addItem(self.tr("Day first: 31/12/2014"), DateOrder.DAY_FIRST)
        self.order.addItem(self.tr("Month first: 12/31/2014"), DateOrder.MONTH_FIRST)
        self._order_label = QLabel(self.tr("&Dates"), self)
        self._order_label.setBuddy(self.order)
        self.places = {column: DropDown(self) for column in Column}
        self.table = QTableWidget(self)
        self.table.setAccessibleName(self.tr("The first rows"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setMinimumHeight(space(10))
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.faults = QLabel(self)
        self.faults.setWordWrap(True)
        self.faults.setTextFormat(Qt.TextFormat.PlainText)
        self.faults.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.count = note("", self)
        self.begin_button = primary_button("", self)
        self._leave = QPushButton(self.tr("Cancel"), self)
        self._lay_out()
        self._fill_places()
        self._connect_signals()
        resize_within(self, QSize(space(112), space(82)), parent)

    def _titles(self) -> dict[Column, str]:
        return {
            Column.NUMBER: self.tr("Number (needed)"),
            Column.FAMILY_NAME: self.tr("Family name (needed)"),
            Column.GIVEN_NAME: self.tr("Given name"),
            Column.BIRTH: self.tr("Date of birth"),
            Column.SEX: self.tr("Sex"),
            Column.GROUP: self.tr("School class"),
            Column.CONSENT: self.tr("Consent"),
            Column.KNOWN: self.tr("Known scoliosis"),
            Column.NOTE: self.tr("Remark"),
            Column.ORDER: self.tr("Order"),
        }

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(space(3), space(3), space(3), space(2))
        column.setSpacing(space(1.5))
        self.top.setSpacing(space(1.5))
        self.top.addWidget(self._order_label)
        self.top.addWidget(self.order)
        column.addWidget(self.banner)
        column.addLayout(self.top)
        self._columns = QWidget(self)
        in_column(
            heading(self.tr("Which column holds what"), self._columns),
            self._places_grid(),
            gap=1.5,
            margins=0,
            parent=self._columns,
        )
        self._columns.setVisible(self._form.from_file)
        column.addWidget(self._columns)
        column.addWidget(self.table, 2)
        column.addWidget(self.count)
        self._fault_area = QScrollArea(self)
        self._fault_area.setWidgetResizable(True)
        self._fault_area.setWidget(self.faults)
        self._fault_area.setMinimumHeight(space(8))
        self._fault_area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._fault_area.setAccessibleName(self.tr("Rows that cannot be taken"))
        column.addWidget(self._fault_area, 1)
        if self.patients is not None:
            column.addWidget(self.patients)
        column.addWidget(button_row(self, action=self.begin_button, leave=self._leave))

    def _places_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(1.5))
        grid.setVerticalSpacing(space(0.75))
        for number, (column, words) in enumerate(self._titles().items()):
            label = note(words, self._columns)
            label.setWordWrap(False)
            row, place = divmod(number, 5)
            grid.addWidget(label, 2 * row, place)
            grid.addWidget(self.places[column], 2 * row + 1, place)
            grid.setColumnStretch(place, 1)
            self.places[column].setAccessibleName(words)
            self.places[column].setMinimumWidth(space(12))
        return grid

    def _fill_places(self) -> None:
        proposal = self._form.proposal
        titles = () if proposal is None else proposal.titles.cells
        for column, field in self.places.items():
            with QSignalBlocker(field):
                field.clear()
                field.addItem(self.tr("(none)"), None)
                for place, title in enumerate(titles):
                    words = str(title) or self.tr("column {number}").format(number=place + 1)
                    field.addItem(words, place)
            field.currentIndexChanged.connect(
                lambda _, column=column, field=field: self._form.place(column, field.currentData())
            )

    def _connect_signals(self) -> None:
        self._form.changed.connect(self._show)
        self.order.currentIndexChanged.connect(
            lambda: self._form.set_order(self.order.currentData())
        )
        self.begin_button.clicked.connect(self._begin)
        self._leave.clicked.connect(self.reject)

    def _show(self) -> None:
        """Show how the file is understood now."""
        proposal, problem = self._form.proposal, self._form.problem
        if problem is not None:
            self.say_error(problem)
        else:
            self.banner.clear()
        if proposal is not None:
            self._show_proposal(proposal)
        roster = self._form.roster
        if not self._form.from_file:
            self._show_children(roster)
        self._show_faults(roster)
        if self.patients is not None:
            self.patients.show_comparison()
        self._show_button()

    def _show_proposal(self, proposal: Proposal) -> None:
        for column, field in self.places.items():
            with QSignalBlocker(field):
                field.setCurrentIndex(field.findData(proposal.places.get(column)))
        asked = proposal.asks_order or self._form.order is not None
        self.order.setVisible(asked)
        self._order_label.setVisible(asked)
        rows = proposal.rows[:_SHOWN]
        titles = [str(each) for each in proposal.titles.cells]
        self.table.setColumnCount(len(titles))
        self.table.setRowCount(len(rows))
        self.table.setHorizontalHeaderLabels(titles)
        for line, row in enumerate(rows):
            for place in range(len(titles)):
                words = str(row.cells[place]) if place < len(row.cells) else ""
                self.table.setItem(line, place, QTableWidgetItem(words))
        self.table.resizeColumnsToContents()

    def _show_children(self, roster: Roster | None) -> None:
        """Show the children themselves, where no file has columns of its own."""
        children = () if roster is None else roster.children[:_SHOWN]
        titles = (self.tr("Number"), self.tr("Name"), self.tr("Date of birth"), self.tr("Sex"))
        self.order.hide()
        self._order_label.hide()
        self.table.setColumnCount(len(titles))
        self.table.setRowCount(len(children))
        self.table.setHorizontalHeaderLabels(titles)
        for line, child in enumerate(children):
            born = "" if child.birth is None else day_title(child.birth.isoformat())
            for place, words in enumerate(
                (child.number, child.full_name, born, sex_title(child.sex))
            ):
                self.table.setItem(line, place, QTableWidgetItem(words))
        self.table.resizeColumnsToContents()

    def _line_of(self, fault: Fault) -> str:
        """Return what is said of a row that cannot be taken."""
        words = self.tr("Row {row}: {reason}")
        return words.format(row=fault.row, reason=render(fault.reason))

    def _left_words(self) -> tuple[str, str]:
        """Return what is said before the rows that cannot be taken: of one, of several."""
        return (
            self.tr("1 row cannot be taken; put it right in the file and open it again:"),
            self.tr("{rows} rows cannot be taken; put them right in the file and open it again:"),
        )

    def _show_faults(self, roster: Roster | None) -> None:
        faults = () if roster is None else roster.faults
        lines = [self._line_of(fault) for fault in faults[:_FAULTS_SHOWN]]
        if len(faults) > _FAULTS_SHOWN:
            words = self.tr("… and {count} more")
            lines.append(words.format(count=len(faults) - _FAULTS_SHOWN))
        self.faults.setText("\n".join(lines))
        self._fault_area.setVisible(bool(faults))
        rows = len({fault.row for fault in faults})
        words = ""
        if roster is not None:
            words = self.tr("{count} children.").format(count=len(roster.children))
            if rows:
                left = by_number(rows, *self._left_words())
                words = f"{words} {left.format(rows=rows)}"
        self.count.setText(words)

    def _show_button(self) -> None:
        roster = self._form.roster
        rows = 0 if roster is None else len({fault.row for fault in roster.faults})
        self.begin_button.setText(self._words_of_button(rows))
        self.begin_button.setEnabled(bool(roster and roster.children) and self._ready())

    def _words_of_button(self, rows: int) -> str:
        """Return what the button does; ``rows``: how many cannot be taken."""
        raise NotImplementedError

    def _ready(self) -> bool:
        """Tell whether everything else was said."""
        return True

    def _begin(self) -> None:
        """Do what the button says."""
        raise NotImplementedError

    def say_error(self, error: ScolioError) -> None:
        """Say what could not be done."""
        words = f"{render(error.what)} {render(error.remedy)}"
        self.banner.say(words, severity=Severity.CARE)


class RosterImport(RosterPreview):
    """Makes a day of a file, and in protected records patients of its children.

    Args:
        form: The file that was chosen.
        parent: Owner.

    Signals:
        begun: Name of the day and its children.
    """

    begun = Signal(str, object)

    def __init__(self, form: RosterForm, parent: QWidget | None = None) -> None:
        super().__init__(form, self.tr("New screening day"), parent)
        self.name = QLineEdit(self)
        self.name.setMaxLength(LABEL_SIGNS)
        self.name.setPlaceholderText(self.tr("School or class, and the date"))
        self.name.setAccessibleName(self.tr("Name of the day"))
        label = QLabel(self.tr("&Name of the day"), self)
        label.setBuddy(self.name)
        self.top.insertWidget(0, label)
        self.top.insertWidget(1, self.name, 1)
        self.name.textChanged.connect(self._show_button)
        self._show()
        self.name.setFocus()

    def _words_of_button(self, rows: int) -> str:
        if not rows:
            return self.tr("&Begin")
        return by_number(
            rows,
            self.tr("&Begin without this row"),
            self.tr("&Begin without these {rows} rows"),
        ).format(rows=rows)

    def _ready(self) -> bool:
        return bool(self.name.text().strip())

    def suggest(self, path: Path, date: str) -> None:
        """Suggest a name for the day."""
        self.suggest_name(f"{path.stem} {date}")

    def suggest_name(self, words: str) -> None:
        """Suggest words as the name of the day."""
        self.name.setText(label_of(words))
        self.name.selectAll()

    def _begin(self) -> None:
        form, roster = self._form, self._form.roster
        if roster is None:
            return
        name = label_of(self.name.text())
        if not isinstance(form, RosterPatients):
            self.begun.emit(name, roster.children)
            self.accept()
            return

        def done(children: Sequence[Child], _: object) -> None:
            self.begun.emit(name, children)
            self.accept()

        self.begin_button.setEnabled(False)
        form.enter(done=done, failed=self.say_error)
