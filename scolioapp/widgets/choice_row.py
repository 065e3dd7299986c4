"""A few answers beside each other, of which one is chosen; arrows move between them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from scolioapp.painting.layouts import STRETCH, in_row


class ChoiceRow(QWidget):
    """Radio buttons in a row.

    Args:
        choices: Value and words of each.
        name: What is asked.
        parent: Owner.

    Signals:
        chosen: A person has chosen another value.
    """

    chosen = Signal(str)

    def __init__(
        self, choices: Iterable[tuple[str, str]], name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        row = in_row(gap=1.5, margins=0, parent=self)
        for value, words in choices:
            button = QRadioButton(words, self)
            button.setAccessibleName(f"{name}: {words}" if name else words)
            button.clicked.connect(lambda _=False, one=value: self.chosen.emit(one))
            self._group.addButton(button)
            self.buttons[value] = button
            row.addWidget(button)
        row.addStretch(STRETCH)
        self.setFocusProxy(next(iter(self.buttons.values())))

    @property
    def value(self) -> str:
        """The chosen value; "" where none is."""
        return next((value for value, one in self.buttons.items() if one.isChecked()), "")

    def allow(self, writes: bool) -> None:
        """Let another value be chosen, or only the chosen one be read."""
        for value, button in self.buttons.items():
            button.setEnabled(writes or value == self.value)

    def choose(self, value: str) -> None:
        """Choose a value; none where it is not among them. Nothing is told."""
        button = self.buttons.get(value)
        if button is not None:
            button.setChecked(True)
            return
        self._group.setExclusive(False)
        for each in self.buttons.values():
            each.setChecked(False)
        self._group.setExclusive(True)
