"""Asks whose something is: one patient out of the records, or a new one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from scolioapp.painting.layouts import in_column
from scolioapp.painting.theme import space
from scolioapp.viewmodels.patient_choice import PatientChoice
from scolioapp.widgets.dialog import button_row, resize_within
from scolioapp.widgets.page import paragraph, primary_button
from scolioapp.widgets.patient_picker import PatientPicker


class PatientChooser(QDialog):
    """Asks for a patient; closes by itself when the records are locked.

    Args:
        choice: What is found and chosen; becomes the dialog's.
        title: Title of the window.
        question: What the patient is chosen for, in a sentence.
        action: Words of the confirming button.
        parent: Owner.

    Signals:
        chosen: The `Patient`.
    """

    chosen = Signal(object)

    def __init__(
        self,
        choice: PatientChoice,
        title: str,
        question: str,
        action: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        choice.setParent(self)
        self._choice = choice
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.picker = PatientPicker(choice, self)
        self.confirm_button = primary_button(action, self)
        leave = QPushButton(self.tr("Cancel"), self)
        in_column(
            paragraph(question, self),
            (self.picker, 1),
            button_row(self, action=self.confirm_button, leave=leave),
            gap=1.5,
            margins=(3, 3, 3, 2),
            parent=self,
        )
        self.confirm_button.clicked.connect(self._confirm)
        self.picker.confirmed.connect(self._confirm)
        leave.clicked.connect(self.reject)
        choice.changed.connect(self._show)
        choice.locked.connect(self.reject)
        resize_within(self, QSize(space(84), space(66)), parent)
        self._show()
        self.picker.search.setFocus()

    def _show(self) -> None:
        self.confirm_button.setEnabled(self._choice.chosen is not None)

    def _confirm(self) -> None:
        patient = self._choice.chosen
        if patient is not None:
            self.accept()
            self.chosen.emit(patient)
