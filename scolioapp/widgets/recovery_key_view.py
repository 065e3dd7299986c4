"""The recovery key as it is shown once: large, in groups, to print, and one group to type.

Must not know how it is put on paper.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontDatabase
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import TextSize, font, space
from scolioapp.widgets.page import card, note, paragraph

_COLUMNS = 4
_HIDDEN = "\N{BULLET}" * 5


class _Typed(QLineEdit):
    """Tells when somebody begins to type.

    Signals:
        entered: Whether it has the focus.
    """

    entered = Signal(bool)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that somebody types."""
        super().focusInEvent(event)
        self.entered.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that nobody does."""
        super().focusOutEvent(event)
        self.entered.emit(False)


class RecoveryKeyView(QWidget):
    """Shows a recovery key until one group of it was typed.

    Args:
        prints: Whether this computer can print.

    Signals:
        print_asked: It is to be printed.
        save_asked: It is to be saved as a PDF.
        changed: A sign was typed; see `noted`.

    Attributes:
        asked: Number of the group that is to be typed, from 1.
    """

    print_asked = Signal()
    save_asked = Signal()
    changed = Signal()

    def __init__(self, *, prints: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[str, ...] = ()
        self.asked = 1
        self.words = paragraph(
            self.tr(
                "This key opens the records when every password is forgotten. It is shown only now. "
                "Without a password and without this key nobody can open the records again."
            ),
            self,
        )
        self._frame, column = card(self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(space(3))
        self._grid.setVerticalSpacing(space(1.5))
        column.addLayout(self._grid)
        self.print_button = QPushButton(self.tr("&Print…"), self)
        self.print_button.setVisible(prints)
        self.save_button = QPushButton(self.tr("Save as P&DF…"), self)
        self._signs: list[QLabel] = []
        self.typed = _Typed(self)
        self.typed.setMaxLength(12)
        self.typed.setFixedWidth(space(16))
        self._question = QLabel(self)
        self._question.setBuddy(self.typed)
        self._kept = note(
            self.tr("Keep it in a locked place, not beside the computer; a PDF on a stick, too."),
            self,
        )
        buttons = in_row(self.print_button, self.save_button, STRETCH, gap=1)
        row = in_row(self._question, self.typed, STRETCH, gap=1.5)
        in_column(
            self.words, self._frame, buttons, self._kept, row, gap=1.5, margins=0, parent=self
        )
        self.print_button.clicked.connect(self.print_asked)
        self.save_button.clicked.connect(self.save_asked)
        self.typed.textChanged.connect(self.changed)
        self.typed.entered.connect(self._hide_asked)

    @property
    def frame(self) -> QFrame:
        """The card with the groups."""
        return self._frame

    @property
    def noted(self) -> bool:
        """Whether the group that is asked for was typed."""
        return (
            bool(self._groups) and self.typed.text().strip().upper() == self._groups[self.asked - 1]
        )

    def show_key(self, groups: Sequence[str]) -> None:
        """Show a key, and ask for one of its groups."""
        self._groups = tuple(groups)
        self.asked = 1 + secrets.randbelow(len(groups))
        self._question.setText(
            self.tr("&To go on, type group {number} from your paper:").format(number=self.asked)
        )
        self.typed.clear()
        for place, group in enumerate(groups):
            row, column = divmod(place, _COLUMNS)
            self._grid.addLayout(in_row(*self._group(place + 1, group), gap=1), row, column)

    def _hide_asked(self, hidden: bool) -> None:
        """Have the group read from paper, not from the screen."""
        if self._groups:
            group = self._groups[self.asked - 1]
            self._signs[self.asked - 1].setText(_HIDDEN if hidden else group)

    def forget(self) -> None:
        """Take the key off the screen and out of memory."""
        self._groups = ()
        for label in self._frame.findChildren(QLabel):
            label.clear()
            label.setAccessibleName("")

    def _group(self, number: int, group: str) -> tuple[QLabel, QLabel, int]:
        place = note(str(number), self._frame)
        place.setWordWrap(False)
        place.setFixedWidth(space(2))
        place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        signs = QLabel(group, self._frame)
        face = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        face.setPixelSize(font(TextSize.TITLE).pixelSize())
        face.setWeight(QFont.Weight.Bold)
        signs.setFont(face)
        # Read out sign by sign.
        words = self.tr("Group {number}: {signs}").format(number=number, signs=" ".join(group))
        signs.setAccessibleName(words)
        self._signs.append(signs)
        return place, signs, STRETCH
