"""The audit trail in the administration: filtered, verified, exported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDate, QDir, QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QWidget,
)

from scolioapp.i18n import date_pattern
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.viewmodels.administration import Administration
from scolioapp.viewmodels.lines_table import LINES_ROLE
from scolioapp.viewmodels.trail_table import TrailColumn
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import note
from scolioapp.widgets.row_table import LinesCell, RowTable
from scolioapp.words.trail_words import ACTIONS, group_words

_TYPING = 300
"""Milliseconds without a key after which a number that is typed counts."""


class TrailPart(QWidget):
    """The entries, the newest first; older ones come as the table is scrolled.

    Signals:
        working: Words for the row that shows what is being done.
    """

    working = Signal(str)

    def __init__(
        self,
        model: Administration,
        ask_path: Callable[[QWidget, str, str, str], tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._ask_path = ask_path
        self.user, self.group = DropDown(self), DropDown(self)
        self.number = QLineEdit(self)
        self.by_date = QCheckBox(self.tr("&From"), self)
        self.since, self.until = QDateEdit(self), QDateEdit(self)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPING)
        self._fill()
        self.table = RowTable(
            model.trail, self.tr("Audit trail"), row_height=LinesCell.row_height(1)
        )
        self.table.setItemDelegate(LinesCell(LINES_ROLE, bold=-1, notes=1, parent=self.table))
        self._lay_out_columns()
        self.verify_button = QPushButton(self.tr("&Verify everything"), self)
        self.export_button = QPushButton(self.tr("&Export…"), self)
        for button in (self.verify_button, self.export_button):
            button.setAutoDefault(False)
        self.export_button.setToolTip(self.tr("Write the chosen entries into a CSV file"))
        in_column(
            self._filters(),
            (self.table, 1),
            note(
                self.tr(
                    "Entries are only ever added. They hold no name and no note, and stay when a patient "
                    "is erased. Looking at a patient, a recording or a judgement is an entry, too."
                ),
                self,
            ),
            in_row(self.verify_button, self.export_button, STRETCH, gap=1),
            gap=1.5,
            margins=0,
            parent=self,
        )
        self._connect()

    def _fill(self) -> None:
        self.user.setAccessibleName(self.tr("User"))
        self.group.setAccessibleName(self.tr("What was done"))
        self.number.setAccessibleName(self.tr("Patient number"))
        self.number.setPlaceholderText(self.tr("Patient number"))
        self.number.setClearButtonEnabled(True)
        self.number.setMaximumWidth(space(22))
        self.user.addItem(self.tr("All users"), None)
        self.group.addItem(self.tr("Everything"), ())
        for group, actions in ACTIONS.items():
            self.group.addItem(group_words(group), tuple(actions))
        today = QDate.currentDate()
        for field, name, day in (
            (self.since, self.tr("First day"), today.addDays(-30)),
            (self.until, self.tr("Last day"), today),
        ):
            field.setAccessibleName(name)
            field.setKeyboardTracking(False)
            field.setMinimumWidth(space(17))
            field.lineEdit().setTextMargins(space(0.75), 0, 0, 0)
            field.setDisplayFormat(date_pattern())
            field.setDate(day)
            field.setEnabled(False)

    def _filters(self) -> QHBoxLayout:
        to = note(self.tr("to"), self)
        to.setWordWrap(False)
        return in_row(
            self.user,
            self.group,
            self.number,
            STRETCH,
            self.by_date,
            self.since,
            to,
            self.until,
            gap=1,
            margins=0,
        )

    def _lay_out_columns(self) -> None:
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(TrailColumn.WHAT, QHeaderView.ResizeMode.Stretch)
        for column, width in (
            (TrailColumn.NUMBER, space(10)),
            (TrailColumn.TIME, space(22)),
            (TrailColumn.WHO, space(17)),
            (TrailColumn.ABOUT, space(17)),
        ):
            self.table.setColumnWidth(column, width)

    def _connect(self) -> None:
        self._typed.timeout.connect(self.apply)
        self.user.activated.connect(self.apply)
        self.group.activated.connect(self.apply)
        self.number.textChanged.connect(lambda: self._typed.start())
        self.by_date.toggled.connect(self._on_by_date)
        self.since.dateChanged.connect(self.apply)
        self.until.dateChanged.connect(self.apply)
        self.verify_button.clicked.connect(self._verify)
        self.export_button.clicked.connect(self.export)
        self._model.read.connect(self._show_users)
        self._model.slot.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        free = not self._model.slot.running
        self.verify_button.setEnabled(free)
        self.export_button.setEnabled(free)

    def _show_users(self) -> None:
        chosen = self.user.currentData()
        while self.user.count() > 1:
            self.user.removeItem(1)
        for number, login in self._model.users:
            self.user.addItem(login, number)
        self.user.addItem(self.tr("The program"), 0)
        self.user.setCurrentIndex(max(0, self.user.findData(chosen)))

    def _on_by_date(self, on: bool) -> None:
        self.since.setEnabled(on)
        self.until.setEnabled(on)
        self.apply()

    def apply(self) -> None:
        """Show the entries that are wanted."""
        from scolioapp.storage.records.trail_reading import TrailFilter

        self._typed.stop()
        dated = self.by_date.isChecked()
        self._model.show_trail(
            TrailFilter(
                user=self.user.currentData(),
                patient=self.number.text().strip(),
                actions=tuple(self.group.currentData()),
                since=self.since.date().toString("yyyy-MM-dd") if dated else "",
                until=self.until.date().toString("yyyy-MM-dd") if dated else "",
            )
        )

    def _verify(self) -> None:
        self.working.emit(self.tr("Checking each page, row, entry and recording…"))
        self._model.verify()

    def export(self) -> None:
        """Ask where to, and write the chosen entries."""
        place = QStandardPaths.StandardLocation.DocumentsLocation
        folder = QStandardPaths.writableLocation(place) or QDir.homePath()
        chosen, _ = self._ask_path(
            self,
            self.tr("Export the audit trail"),
            str(Path(folder) / self.tr("audit-trail.csv")),
            self.tr("Tables (*.csv)"),
        )
        if not chosen:
            return
        path = Path(chosen)
        self.working.emit(self.tr("Writing the table…"))
        self._model.export(path if path.suffix else path.with_suffix(".csv"))
