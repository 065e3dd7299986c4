"""The fold "Technical details": what a clinician need not read, one click away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from scolioapp.painting.layouts import in_column
from scolioapp.widgets.page import note


class Details(QWidget):
    """A button that shows and hides what lies below it; folded at first.

    Args:
        words: What the button says; None: "Technical details".

    Attributes:
        inside: What is shown and hidden; anything may be added to `column`.
    """

    def __init__(self, parent: QWidget | None = None, words: str | None = None) -> None:
        super().__init__(parent)
        self._said = words
        self.button = QToolButton(self)
        self.button.setProperty("role", "fold")
        self.button.setCheckable(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.inside = QWidget(self)
        self.words = note("", self.inside)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setMinimumWidth(1)
        self.words.hide()
        self.column = in_column(self.words, gap=1, margins=(0, 0.5, 0, 0.5), parent=self.inside)
        in_column(
            (self.button, 0, Qt.AlignmentFlag.AlignLeft), self.inside, gap=0, margins=0, parent=self
        )
        self.button.toggled.connect(self.unfold)
        self._set_words()
        self.unfold(False)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Hold these lines; without any the fold itself is hidden."""
        self.words.setText("\n".join(lines))
        self.words.setVisible(bool(lines))
        self.setVisible(bool(lines))

    def unfold(self, unfolded: bool) -> None:
        """Show or hide what is inside."""
        self.button.setChecked(unfolded)
        self.button.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)
        self.inside.setVisible(unfolded)

    def _set_words(self) -> None:
        self.button.setText(self.tr("Technical details") if self._said is None else self._said)
        self.button.setAccessibleName(self.button.text())
