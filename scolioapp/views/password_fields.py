"""Fields for passwords: one to type it, and a pair to set a new one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from scolioapp.painting.theme import space
from scolioapp.widgets.page import note
from scolioapp.words.access_words import SHORTEST, password_words


def secret_field(name: str, parent: QWidget) -> QLineEdit:
    """Return a field that shows dots."""
    field = QLineEdit(parent)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(name.replace("&", ""))
    return field


def access_form() -> QFormLayout:
    """Return a form for such fields."""
    form = QFormLayout()
    form.setHorizontalSpacing(space(2))
    form.setVerticalSpacing(space(1))
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
    return form


def add_field(form: QFormLayout, words: str, field: QWidget) -> None:
    """Add a field with its label, whose mnemonic reaches it."""
    label = QLabel(words, field.parentWidget())
    label.setBuddy(field)
    label.setFixedHeight(field.sizeHint().height())
    if not field.accessibleName():
        field.setAccessibleName(words.replace("&", ""))
    form.addRow(label, field)


class NewPassword(QObject):
    """A new password, typed twice, in a form.

    Signals:
        changed: Something was typed.
    """

    changed = Signal()

    def __init__(self, form: QFormLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self.first = secret_field(self.tr("New password"), parent)
        self.again = secret_field(self.tr("New password again"), parent)
        self.strength = note("", parent)
        # So that the dialog does not jump while somebody types.
        self.strength.setMinimumHeight(self.strength.fontMetrics().height())
        add_field(form, self.tr("&Password"), self.first)
        form.addRow("", self.strength)
        add_field(form, self.tr("Password &again"), self.again)
        for field in (self.first, self.again):
            field.textChanged.connect(self._on_typed)

    @property
    def text(self) -> str:
        """The password."""
        return self.first.text()

    @property
    def wanting(self) -> str:
        """What is still wanting, or ""."""
        if len(self.text) < SHORTEST:
            words = self.tr("The password needs at least {count} characters.")
            return words.format(count=SHORTEST)
        if self.text != self.again.text():
            return self.tr("Type the same password twice.")
        return ""

    def clear(self) -> None:
        """Empty both fields."""
        self.first.clear()
        self.again.clear()

    def _on_typed(self) -> None:
        words = password_words(self.text)
        self.strength.setText(words)
        self.first.setAccessibleDescription(words)
        self.changed.emit()
