"""The part of the Settings page that switches clinic mode on and off, with its two dialogs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QPushButton, QWidget

from engine.core.findings import Severity
from scolioapp.clinic import SHORTEST_PASSWORD, Clinic
from scolioapp.i18n import render
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.storage.records.record_roles import Right
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.views.confirm_clinic import ConfirmClinicDialog
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import GrowingDialog, resize_within
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import note, paragraph
from scolioapp.words.model_words import model_words

if TYPE_CHECKING:
    from scolioapp.jobs.model_library import InstalledModel


class ClinicPart(QWidget):
    """Says whether clinic mode is on, and what to do about it.

    Signals:
        lock_asked: A model (`InstalledModel`) and the password to lock the window with.
    """

    lock_asked = Signal(object, str)

    def __init__(self, clinic: Clinic, settings_file: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clinic = clinic
        self._file = settings_file
        self._models: tuple[InstalledModel, ...] = ()
        self._default = ""
        self._door: RecordsDoor | None = None
        self.words = paragraph("", self)
        self.button = QPushButton(self)
        row = in_row(self.button, STRETCH)
        in_column(self.words, row, gap=1, margins=0, parent=self)
        self.button.clicked.connect(self.ask)
        clinic.changed.connect(self._show_state)
        self._show_state()

    def follow(self, door: RecordsDoor) -> None:
        """Have an administrator of the records switch it, with the own password."""
        self._door = door
        door.switched.connect(self._show_state)
        self._show_state()

    def show_models(self, models: Sequence[InstalledModel], default: str) -> None:
        """Take the models that can be fixed, and the name of the one that judges."""
        self._models, self._default = tuple(models), default
        self._show_state()

    def _show_state(self) -> None:
        clinic = self._clinic
        self.words.setText(self._state_words())
        self.button.setText(
            self.tr("&Switch clinic mode off…") if clinic.on else self.tr("&Switch clinic mode on…")
        )
        self.button.setVisible(not clinic.by_system)
        able = self._door is None or self._door.may(Right.ADMINISTER)
        self.button.setEnabled(able and (clinic.on or bool(self._models)))
        self.button.setToolTip("" if able else self.tr("Only an administrator can switch it."))

    def _state_words(self) -> str:
        lock = self._clinic.lock
        if lock is None:
            return self.tr(
                "Locks the program to what screening needs: one model is used, and only a "
                "password can change it. The Models and Research pages and the technical settings "
                "are hidden."
            )
        if lock.fixed is None:
            problem = lock.problem
            words = self.tr("On, but its lock cannot be read. Nothing can be screened.")
            return words if problem is None else f"{render(problem.what)} {render(problem.remedy)}"
        words = self.tr("On. “{name}” is used for every recording, with the standard settings.")
        said = words.format(name=lock.fixed.model)
        if lock.place is None:
            return said
        by = self.tr(
            "Set for everyone on this computer by its administrator, in {file}. It cannot be "
            "switched off here."
        )
        return f"{said} {by.format(file=lock.place)}"

    def ask(self) -> None:
        """Ask for the password, and for the model where clinic mode is off."""
        if self._door is not None:
            self._ask_administrator(self._door)
            return
        if self._clinic.on:
            UnlockDialog(self._clinic, self._file, self.window()).open()
            return
        dialog = LockDialog(self._models, self._default, self._file, self.window())
        dialog.accepted.connect(lambda: self.lock_asked.emit(dialog.chosen, dialog.password.text()))
        dialog.open()

    def _ask_administrator(self, door: RecordsDoor) -> None:
        clinic = self._clinic
        if clinic.on:
            leaving = ConfirmClinicDialog(door, (), "", self.window())
            leaving.accepted.connect(clinic.switch_off_allowed)
            leaving.open()
            return
        dialog = ConfirmClinicDialog(door, self._models, self._default, self.window())
        dialog.accepted.connect(lambda: self.lock_asked.emit(dialog.chosen, ""))
        dialog.open()


def _secret(parent: QWidget, name: str) -> QLineEdit:
    field = QLineEdit(parent)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(name.replace("&", ""))
    return field


def _forgotten(file: str) -> str:
    words = QCoreApplication.translate(
        "ClinicMode",
        "The password cannot be looked up or sent. If it is forgotten, close the program and "
        "delete the section [clinic] in {file}; nothing else is lost.",
    )
    return words.format(file=file)


class _Asking(GrowingDialog):
    """A form with a cancel button, which Enter does not press by itself, and one that does it."""

    def __init__(self, title: str, do: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.banner = Banner(self)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(space(2))
        self.form.setVerticalSpacing(space(1))
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.do_button = QPushButton(do, self)
        self.do_button.setDefault(True)
        self.cancel_button = QPushButton(QCoreApplication.translate("ClinicMode", "Cancel"), self)
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        self.wanting = note("", self)
        buttons = in_row((self.wanting, 1), self.cancel_button, self.do_button, gap=1)
        self.column = in_column(
            self.banner, self.form, buttons, gap=2, margins=(3, 3, 3, 2), parent=self
        )
        self.finished.connect(self.deleteLater)
        resize_within(self, QSize(space(70), space(30)), parent)

    def add_words(self, words: str) -> None:
        """Say something above the form."""
        self.column.insertWidget(self.column.indexOf(self.banner) + 1, paragraph(words, self))

    def add_note(self, words: str) -> None:
        """Say something below the form."""
        self.column.insertWidget(self.column.count() - 1, note(words, self))

    def add_field(self, words: str, field: QWidget) -> None:
        """Add a field with its label."""
        label = QLabel(words, self)
        label.setBuddy(field)
        self.form.addRow(label, field)


class LockDialog(_Asking):
    """Asks which model judges in clinic mode, and for a new password, twice."""

    def __init__(
        self, models: Sequence[InstalledModel], default: str, file: str, parent: QWidget
    ) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            translate("ClinicMode", "Switch clinic mode on"),
            translate("ClinicMode", "&Switch on"),
            parent,
        )
        self._models = tuple(models)
        self.model = DropDown(self)
        for model in self._models:
            self.model.addItem(model_words(model))
        names = [model.name for model in self._models]
        self.model.setCurrentIndex(names.index(default) if default in names else 0)
        self.password = _secret(self, translate("ClinicMode", "&Password"))
        self.again = _secret(self, translate("ClinicMode", "Password &again"))
        self.add_words(
            translate(
                "ClinicMode",
                "From then on this model is used for every recording; if its files change, "
                "nothing can be screened. This protects against accidents and curiosity: anyone "
                "who can change files on this computer can undo it.",
            )
        )
        self.add_field(translate("ClinicMode", "&Model"), self.model)
        self.add_field(translate("ClinicMode", "&Password"), self.password)
        self.add_field(translate("ClinicMode", "Password &again"), self.again)
        self.add_note(_forgotten(file))
        for field in (self.password, self.again):
            field.textChanged.connect(self._show_wanting)
        self.do_button.clicked.connect(self.accept)
        self._show_wanting()
        self.password.setFocus()

    @property
    def chosen(self) -> InstalledModel:
        """The model that is to judge."""
        return self._models[self.model.currentIndex()]

    def _show_wanting(self) -> None:
        translate = QCoreApplication.translate
        words = ""
        if len(self.password.text()) < SHORTEST_PASSWORD:
            words = translate("ClinicMode", "The password needs at least {count} characters.")
        elif self.password.text() != self.again.text():
            words = translate("ClinicMode", "Type the same password twice.")
        self.wanting.setText(words.format(count=SHORTEST_PASSWORD))
        self.do_button.setEnabled(not words)


class UnlockDialog(_Asking):
    """Asks for the password, and switches clinic mode off."""

    def __init__(self, clinic: Clinic, file: str, parent: QWidget) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            translate("ClinicMode", "Switch clinic mode off"),
            translate("ClinicMode", "&Switch off"),
            parent,
        )
        self._clinic = clinic
        self.password = _secret(self, translate("ClinicMode", "&Password"))
        self.add_field(translate("ClinicMode", "&Password"), self.password)
        self.add_note(_forgotten(file))
        self.password.textChanged.connect(lambda words: self.do_button.setEnabled(bool(words)))
        self.do_button.setEnabled(False)
        self.do_button.clicked.connect(self._unlock)
        self.password.setFocus()

    def _unlock(self) -> None:
        if self._clinic.switch_off(self.password.text()):
            self.accept()
            return
        words = QCoreApplication.translate("ClinicMode", "That is not the password.")
        self.banner.say(words, severity=Severity.CARE)
        self.password.selectAll()
        self.password.setFocus()
