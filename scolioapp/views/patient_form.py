"""The form of a patient: number, name, date of birth, sex, class, guardian, notes."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.painting.layouts import in_column, in_form
from scolioapp.painting.theme import space
from scolioapp.storage.records.patients import SEXES, PatientFields
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.day_field import DayField, today
from scolioapp.widgets.dialog import GrowingDialog, button_row, resize_within
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import primary_button
from scolioapp.words.patient_words import SEX_TITLES


class PatientForm(GrowingDialog):
    """Asks for what is written about a patient; it stays open until the records have taken it.

    Args:
        about: What is known; None for a patient who is added.
        parent: Owner.

    Signals:
        given: The `PatientFields`; the owner answers by `accept` or `say_error`.
    """

    given = Signal(object)

    def __init__(self, about: PatientFields | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        known = about or PatientFields("")
        new = about is None
        self.setWindowTitle(self.tr("New patient") if new else self.tr("Change the details"))
        self.banner = Banner(self)
        self.number = QLineEdit(known.number, self)
        self.number.setPlaceholderText(self.tr("No other patient has the same"))
        self.name = QLineEdit(known.name, self)
        self.birth = DayField(self.tr("Date of birth"), today(), self)
        self.birth.show_day(known.birth_date)
        self.sex = DropDown(self)
        for sex in SEXES:
            self.sex.addItem(render(SEX_TITLES[sex]), sex)
        self.sex.setCurrentIndex(SEXES.index(known.sex) if known.sex in SEXES else 0)
        self.group = QLineEdit(known.class_name, self)
        self.guardian = QLineEdit(known.guardian, self)
        self.guardian.setPlaceholderText(self.tr("Who is asked, and how to reach them"))
        self.notes = QPlainTextEdit(known.notes, self)
        self.notes.setTabChangesFocus(True)
        self.notes.setMinimumHeight(space(9))
        self.save_button = primary_button(self.tr("&Add") if new else self.tr("&Save"), self)
        self._leave = QPushButton(self.tr("Cancel"), self)
        self._lay_out()
        for line in (self.number, self.name):
            line.textChanged.connect(self._show)
        self.birth.edited.connect(self._show)
        self.save_button.clicked.connect(self._give)
        self._leave.clicked.connect(self.reject)
        resize_within(self, QSize(space(64), space(68)), parent)
        self._show()
        self.number.setFocus()

    def _lay_out(self) -> None:
        form = in_form(
            (self.tr("&Number"), self.number),
            (self.tr("Na&me"), self.name),
            (self.tr("&Date of birth"), self.birth),
            (self.tr("Se&x"), self.sex),
            (self.tr("C&lass"), self.group),
            (self.tr("&Guardian"), self.guardian),
            (self.tr("No&tes"), self.notes),
        )
        in_column(
            self.banner,
            (form, 1),
            button_row(self, action=self.save_button, leave=self._leave),
            gap=1.5,
            margins=(3, 3, 3, 2),
            parent=self,
        )

    @property
    def about(self) -> PatientFields:
        """What the fields say."""
        return PatientFields(
            self.number.text().strip(),
            self.name.text().strip(),
            self.birth.day,
            str(self.sex.currentData()),
            self.group.text().strip(),
            self.guardian.text().strip(),
            self.notes.toPlainText().strip(),
        )

    def _show(self) -> None:
        self.save_button.setEnabled(bool(self.number.text().strip()) and self.birth.right)

    def _give(self) -> None:
        self.banner.clear()
        self.save_button.setEnabled(False)
        self.given.emit(self.about)

    def say_error(self, error: ScolioError) -> None:
        """Say why the records did not take it."""
        words = f"{render(error.what)} {render(error.remedy)}"
        self.banner.say(words, severity=Severity.CARE)
        self._show()
        self.number.setFocus()
        self.number.selectAll()
