"""Asks which patients and visits a table of the records is to hold, and where it is to lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QFileDialog,
    QFormLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from scolioapp.i18n import date_pattern
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.widgets.dialog import GrowingDialog, button_row, resize_within
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import note, paragraph, primary_button

if TYPE_CHECKING:
    from scolioapp.storage.records.table_rows import Wanted

_ISO: Final = Qt.DateFormat.ISODate


@dataclass(frozen=True, slots=True)
class TableOffer:
    """Patients that a table can be made of.

    Attributes:
        title: What they are called: all patients, class 4b, the three chosen ones.
        wanted: How they are found.
    """

    title: str
    wanted: Wanted


class TableDialog(GrowingDialog):
    """Which rows, then which file.

    Args:
        offers: The first one is chosen at first.
        names: Whether the table holds names.
        folder: Where the file is put at first, or "".
        parent: Owner.

    Signals:
        asked: Path of the file, and the `Wanted` rows.
    """

    asked = Signal(object, object)

    def __init__(
        self,
        offers: Sequence[TableOffer],
        *,
        names: bool,
        folder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self.file_dialog: QFileDialog | None = None
        self.setWindowTitle(self.tr("Export table"))
        self.patients = DropDown(self)
        for offer in offers:
            self.patients.addItem(offer.title, offer.wanted)
        self.some_days = QCheckBox(self.tr("Only &visits from"), self)
        today = QDate.currentDate()
        self.first, self.last = self._day(today), self._day(today)
        self.first.setAccessibleName(self.tr("First day"))
        self.last.setAccessibleName(self.tr("Last day"))
        self.export_button = primary_button(self.tr("Choose &file…"), self)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self._lay_out(names)
        self.some_days.toggled.connect(self._show_days)
        self.export_button.clicked.connect(self._ask_file)
        self.cancel_button.clicked.connect(self.reject)
        self._show_days()
        resize_within(self, QSize(space(66), space(32)), parent)

    def _day(self, day: QDate) -> QDateEdit:
        edit = QDateEdit(day, self)
        edit.setCalendarPopup(True)
        edit.setDisplayFormat(date_pattern())
        return edit

    def _lay_out(self, names: bool) -> None:
        about = self.tr(
            "One row for each recording: outcome as it holds now, recording quality, each measurement with "
            "its range, scoliometer and referral."
        )
        private = self.tr("It holds names. Keep the file as safe as the records.")
        if not names:
            private = self.tr(
                "It holds no names and no notes. A number made up by the program stands for each patient."
            )
        form = QFormLayout()
        form.setHorizontalSpacing(space(2))
        form.setVerticalSpacing(space(1.5))
        label = QLabel(self.tr("&Patients"), self)
        label.setBuddy(self.patients)
        form.addRow(label, self.patients)
        days = in_row(self.first, QLabel(self.tr("to"), self), self.last, STRETCH, gap=1)
        form.addRow(self.some_days, days)
        in_column(
            paragraph(about, self),
            form,
            note(private, self),
            STRETCH,
            button_row(self, action=self.export_button, leave=self.cancel_button),
            gap=1.5,
            margins=(3, 3, 3, 2),
            parent=self,
        )

    def _show_days(self) -> None:
        for edit in (self.first, self.last):
            edit.setEnabled(self.some_days.isChecked())

    @property
    def wanted(self) -> Wanted:
        """Which rows are chosen."""
        chosen: Wanted = self.patients.currentData()
        if not self.some_days.isChecked():
            return chosen
        first, last = sorted(edit.date().toString(_ISO) for edit in (self.first, self.last))
        return replace(chosen, first=first, last=last)

    def _ask_file(self) -> None:
        """Ask where the file is to lie; nothing waits while that is open."""
        dialog = QFileDialog(self, self.tr("Export table"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Excel workbook (*.xlsx)"), self.tr("Table (*.csv)")])
        dialog.setDefaultSuffix("xlsx")
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix("csv" if "*.csv" in chosen else "xlsx")
        )
        name = f"records-{QDate.currentDate().toString('yyyyMMdd')}"
        dialog.selectFile(str(Path(self._folder) / name))
        dialog.fileSelected.connect(self._take_file)
        self.file_dialog = dialog
        dialog.open()

    def _take_file(self, name: str) -> None:
        self.asked.emit(Path(name), self.wanted)
        self.accept()
