"""Editors of the values of a configuration: one for each kind of key, with the limits of the schema.

An editor shows what it is given and tells what the person makes of it; whether that is right is decided
elsewhere. Must not know which configuration it is, nor pages.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QWidget,
)

from scolioapp.painting.icons import icon
from scolioapp.painting.layouts import in_row
from scolioapp.painting.theme import space
from scolioapp.widgets.drop_down import DropDown
from scolioapp.words.training_fields import Leaf

DECIMALS = 10
"""Digits after the point of a number: enough for every learning rate."""

LARGEST = 2_147_483_647
"""Largest whole number of a spin box, where the schema sets none."""

ChoiceWords = Callable[[str, object], str]
NoneWords = Callable[[str], str]


class _WheelGuard(QObject):
    """Lets the wheel scroll the form, not change what the pointer happens to rest on."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass the wheel on unless the field has the focus."""
        if (
            event.type() is QEvent.Type.Wheel
            and isinstance(watched, QWidget)
            and not watched.hasFocus()
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class NumberBox(QDoubleSpinBox):
    """A number without digits that say nothing, with a point in every language, as in the file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(QLocale.c())
        self.setDecimals(DECIMALS)
        self.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)

    def textFromValue(self, value: float) -> str:
        """Return the shortest form."""
        return f"{value:.{DECIMALS}g}"


class FieldEditor(QWidget):
    """The editor of one key.

    Signals:
        edited: The value that the person gave, as in YAML.
        focused: The person is at it.
    """

    edited = Signal(object)
    focused = Signal()

    def __init__(self, leaf: Leaf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.leaf = leaf
        self._guard = _WheelGuard(self)
        self.row = in_row(gap=1, margins=0, parent=self)

    def add(self, field: QWidget, stretch: int = 1) -> None:
        """Take in a field."""
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if not isinstance(field, QCheckBox):
            # As wide as the form, not as the longest number that the field could hold.
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            field.setMinimumWidth(space(8))
        field.installEventFilter(self._guard)
        field.installEventFilter(self)
        self.row.addWidget(field, stretch)
        if self.focusProxy() is None:
            self.setFocusProxy(field)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell that the person is here."""
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self.focused.emit()
        return super().eventFilter(watched, event)

    def name(self, label: str, sentence: str) -> None:
        """Say what is edited, to a screen reader and beneath the pointer."""
        for field in self.findChildren(QWidget):
            if field.focusPolicy() & Qt.FocusPolicy.TabFocus:
                field.setAccessibleName(label)
                field.setAccessibleDescription(sentence)

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - whatever the key holds
        """Show a value; nothing is told."""
        raise NotImplementedError


class TextEditor(FieldEditor):
    """A line of words."""

    def __init__(self, leaf: Leaf, parent: QWidget | None = None) -> None:
        super().__init__(leaf, parent)
        self.line = QLineEdit(self)
        self.add(self.line)
        self.line.textEdited.connect(self._on_text)

    def _on_text(self, words: str) -> None:
        self.edited.emit(words)

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - as in the class above
        """Show words."""
        words = "" if value is None else str(value)
        if words != self.line.text():
            self.line.setText(words)
            self.line.setCursorPosition(0)


class PathEditor(TextEditor):
    """A file or folder, with a button that chooses it."""

    def __init__(self, leaf: Leaf, none: NoneWords, parent: QWidget | None = None) -> None:
        super().__init__(leaf, parent)
        if leaf.optional:
            self.line.setPlaceholderText(none(leaf.key))
        self.button = QToolButton(self)
        self.button.setProperty("role", "quiet")
        self.button.setIcon(icon("folder"))
        self.button.setToolTip(self.tr("Choose…"))
        self.row.addWidget(self.button)
        self.button.clicked.connect(self._choose)

    def _on_text(self, words: str) -> None:
        self.edited.emit(words or None)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose"), self.line.text())
        if self.leaf.key.endswith("partition"):
            dialog.setNameFilters([self.tr("Partition files (*.json)"), self.tr("All files (*)")])
        else:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, chosen: list[str]) -> None:
        self.line.setText(chosen[0])
        self.edited.emit(chosen[0])


class ChoiceEditor(FieldEditor):
    """One of several."""

    def __init__(
        self, leaf: Leaf, words: ChoiceWords, none: NoneWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(leaf, parent)
        self.box = DropDown(self)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(6)
        if leaf.optional:
            self.box.addItem(none(leaf.key), None)
        for choice in leaf.choices:
            self.box.addItem(words(leaf.key, choice), choice)
        self.box.setEnabled(self.box.count() > 1)
        self.add(self.box)
        self.box.activated.connect(lambda _: self.edited.emit(self.box.currentData()))

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - as in the class above
        """Show a choice."""
        found = (place for place in range(self.box.count()) if self.box.itemData(place) == value)
        self.box.setCurrentIndex(next(found, -1))


class SwitchEditor(FieldEditor):
    """Yes or no."""

    def __init__(self, leaf: Leaf, parent: QWidget | None = None) -> None:
        super().__init__(leaf, parent)
        self.box = QCheckBox(self)
        self.add(self.box)
        self.box.clicked.connect(self.edited.emit)

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - as in the class above
        """Show yes or no."""
        self.box.setChecked(bool(value))


class NumberEditor(FieldEditor):
    """A number in its limits; an optional one has a check box, too."""

    def __init__(self, leaf: Leaf, none: NoneWords, parent: QWidget | None = None) -> None:
        super().__init__(leaf, parent)
        self.none_box: QCheckBox | None = None
        self.box = _whole_box(leaf, self) if leaf.kind == "whole" else _number_box(leaf, self)
        self.add(self.box)
        # The sheet's padding does not reach the line within.
        self.box.lineEdit().setTextMargins(space(1), 0, 0, 0)
        if leaf.optional:
            self.none_box = QCheckBox(none(leaf.key), self)
            self.add(self.none_box, 0)
            self.none_box.clicked.connect(self._on_none)
        self.box.valueChanged.connect(self._on_value)

    def suggest(self, value: float) -> None:
        """Hold a value ready for when somebody wants one; nothing is told."""
        self.box.blockSignals(True)
        # One of the two has whole numbers only, and is given nothing else.
        self.box.setValue(value)  # type: ignore[arg-type]  # see above
        self.box.blockSignals(False)

    def _on_value(self, value: float) -> None:
        self.edited.emit(value)

    def _on_none(self, none: bool) -> None:
        self.box.setEnabled(not none)
        self.edited.emit(None if none else self.box.value())

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - as in the class above
        """Show a number, or that there is none."""
        if self.none_box is not None:
            self.none_box.setChecked(value is None)
            self.box.setEnabled(value is not None)
        if isinstance(value, int | float) and value != self.box.value():
            self.suggest(value)


def _whole_box(leaf: Leaf, parent: QWidget) -> QSpinBox:
    box = QSpinBox(parent)
    limits = leaf.limits
    box.setRange(
        -LARGEST if limits.low is None else int(limits.low) + limits.open_low,
        LARGEST if limits.high is None else int(limits.high) - limits.open_high,
    )
    return box


def _number_box(leaf: Leaf, parent: QWidget) -> NumberBox:
    box = NumberBox(parent)
    limits, least = leaf.limits, 10.0**-DECIMALS
    box.setRange(
        -float(LARGEST) if limits.low is None else limits.low + least * limits.open_low,
        float(LARGEST) if limits.high is None else limits.high - least * limits.open_high,
    )
    return box


class ListEditor(TextEditor):
    """Several values in one line, separated by commas."""

    def _on_text(self, words: str) -> None:
        self.edited.emit(values_in(words, self.leaf))

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - as in the class above
        """Show values, unless the line says the same already."""
        if values_in(self.line.text(), self.leaf) != value:
            self.line.setText(line_of(value))
            self.line.setCursorPosition(0)


class WeightsEditor(FieldEditor):
    """A name, or several numbers."""

    def __init__(
        self, leaf: Leaf, words: ChoiceWords, numbers: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(leaf, parent)
        self.box = DropDown(self)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        for choice in leaf.choices:
            self.box.addItem(words(leaf.key, choice), choice)
        self.box.addItem(numbers, None)
        self.line = QLineEdit(self)
        self.row.setDirection(QHBoxLayout.Direction.TopToBottom)
        self.add(self.box)
        self.add(self.line)
        self.box.activated.connect(lambda _: self._tell())
        self.line.textEdited.connect(lambda _: self._tell())
        self.line.hide()

    def _tell(self) -> None:
        named = self.box.currentData()
        self.line.setVisible(named is None)
        self.edited.emit(named if named is not None else values_in(self.line.text(), self.leaf))

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - as in the class above
        """Show a name or numbers."""
        place = self.box.findData(value) if isinstance(value, str) else self.box.count() - 1
        if isinstance(value, str) and place < 0:
            place = self.box.count() - 1
        self.box.setCurrentIndex(place)
        numbers = self.box.currentData() is None
        self.line.setVisible(numbers)
        if numbers and values_in(self.line.text(), self.leaf) != value:
            self.line.setText(line_of(value))


def values_in(words: str, leaf: Leaf) -> list[Any] | str:
    """Read values separated by commas; the words themselves where they are none."""
    parts = [part.strip() for part in words.split(",") if part.strip()]
    if leaf.whole is None:
        return parts
    try:
        return [int(part) if leaf.whole else float(part) for part in parts]
    except ValueError:
        return words


def line_of(value: Any) -> str:  # noqa: ANN401 - whatever the key holds
    """Write values with commas between."""
    if isinstance(value, str) or value is None:
        return value or ""
    return ", ".join(f"{one:g}" if isinstance(one, float) else str(one) for one in value)


def editor_of(
    leaf: Leaf, words: ChoiceWords, none: NoneWords, numbers: str, parent: QWidget | None = None
) -> FieldEditor:
    """Make the editor of a key.

    Args:
        leaf: The key.
        words: Gives the words of a choice.
        none: Says what it means that an optional key has no value.
        numbers: Words of the choice to give numbers instead of a name.
        parent: Owner.
    """
    if leaf.kind == "choice":
        return ChoiceEditor(leaf, words, none, parent)
    if leaf.kind == "weights":
        return WeightsEditor(leaf, words, numbers, parent)
    if leaf.kind in ("whole", "number"):
        return NumberEditor(leaf, none, parent)
    if leaf.kind == "path":
        return PathEditor(leaf, none, parent)
    simple: dict[str, type[TextEditor | SwitchEditor]] = {
        "text": TextEditor,
        "switch": SwitchEditor,
        "list": ListEditor,
    }
    return simple[leaf.kind](leaf, parent)
