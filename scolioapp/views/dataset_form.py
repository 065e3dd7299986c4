"""What the dialogs of the Dataset page share: words, a form, what is wanting, and two buttons.

A dialog collects and hands over a request; it does nothing itself.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QWidget,
)

from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.settings import Settings
from scolioapp.widgets.dialog import GrowingDialog, button_row
from scolioapp.widgets.page import note, paragraph, primary_button
from scolioapp.widgets.path_field import PathField, PathKind


def number_box(least: int, most: int, value: int, suffix: str = "") -> QSpinBox:
    """Make a field for a whole number, as wide as numbers are."""
    box = QSpinBox()
    box.setRange(least, most)
    box.setValue(value)
    box.setSuffix(suffix)
    box.setMaximumWidth(space(20))
    line = box.lineEdit()
    if line is not None:
        line.setTextMargins(space(0.75), 0, 0, 0)
    return box


class FormDialog(GrowingDialog):
    """Asks, and emits what was told.

    Signals:
        asked: The request.
    """

    asked = Signal(object)

    def __init__(
        self, title: str, action: str, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setWindowTitle(title)
        self.setMinimumWidth(space(80))
        self.column = in_column(gap=1.5)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(space(2))
        self.form.setVerticalSpacing(space(1))
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.wanting = note("", self)
        self.action_button = primary_button(action, self)
        self.close_button = QPushButton(self.tr("Cancel"), self)
        buttons = in_row(
            (self.wanting, 1),
            button_row(self, action=self.action_button, leave=self.close_button),
            gap=1,
        )
        in_column(
            self.column, self.form, STRETCH, buttons, gap=2, margins=(3, 3, 3, 2), parent=self
        )
        self.action_button.clicked.connect(self.ask)
        self.close_button.clicked.connect(self.reject)

    def say(self, words: str) -> QLabel:
        """Add a paragraph above the form."""
        label = paragraph(words, self)
        self.column.addWidget(label)
        return label

    def add(self, words: str, field: QWidget, help_words: str = "") -> QLabel:
        """Add a field with its label, and a note below it that explains it; gives the label."""
        label = QLabel(words, self)
        # Without it the last letter after a mnemonic may be cut.
        label.setContentsMargins(0, 0, space(0.5), 0)
        label.setBuddy(field)
        named = field.line if isinstance(field, PathField) else field
        if not named.accessibleName():
            named.setAccessibleName(words.replace("&", ""))
        if help_words:
            named.setAccessibleDescription(help_words)
            # A layout, not a widget: only so does the form know how high wrapped words are.
            column = in_column(field, note(help_words, self), gap=0.25)
            self.form.addRow(label, column)
        else:
            self.form.addRow(label, field)
        self._follow(field)
        return label

    def path_field(
        self, name: str, kind: PathKind, *, filters: str = "", hint: str = ""
    ) -> PathField:
        """Make a field for a path that remembers its folder."""
        field = PathField(
            name, kind, lambda: self._settings.last_dataset_folder, self, filters=filters, hint=hint
        )
        field.chosen.connect(self._remember)
        return field

    def _remember(self, path: Path) -> None:
        self._settings.last_dataset_folder = str(path.parent)

    def _follow(self, field: QWidget) -> None:
        """Look what is wanting whenever something was told."""
        if isinstance(field, PathField):
            field.changed.connect(self.show_state)
        elif isinstance(field, QCheckBox):
            field.toggled.connect(self.show_state)
        elif isinstance(field, QSpinBox | QDoubleSpinBox):
            field.valueChanged.connect(self.show_state)
        elif isinstance(field, QComboBox):
            field.currentIndexChanged.connect(self.show_state)

    def show_state(self) -> None:
        """Say what is wanting, and let the button be pressed where nothing is."""
        words = self.missing_words()
        self.wanting.setText(words)
        self.action_button.setEnabled(not words)

    def ask(self) -> None:
        """Hand over what was told, and close."""
        if self.missing_words():
            return
        request = self.request()
        self.accept()
        self.asked.emit(request)

    def missing_words(self) -> str:
        """Say what is still to be told; "" where nothing is."""
        return ""

    def request(self) -> object:
        """Return what was told."""
        raise NotImplementedError
