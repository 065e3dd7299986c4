"""A small table of counts: words before, figures below each other. Must not know what is counted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from scolioapp.painting.theme import font, space
from scolioapp.widgets.page import heading, note


class CountsGrid(QWidget):
    """Shows rows of words and figures.

    Args:
        name: What is counted, for whoever cannot see it.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(space(2))
        self._grid.setVerticalSpacing(space(0.5))

    def show_counts(
        self, titles: Sequence[str], rows: Sequence[Sequence[str]], *, total: bool = False
    ) -> None:
        """Show these instead; ``total`` says that the last row sums up."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for column, words in enumerate(titles):
            self._put(note(words, self), 0, column)
        for number, row in enumerate(rows, start=1):
            last = total and number == len(rows)
            for column, words in enumerate(row):
                label = heading(words, self) if last else QLabel(words, self)
                label.setFont(font(bold=last, tabular=True))
                self._put(label, number, column)
        self._grid.setColumnStretch(len(titles), 1)

    def words(self) -> str:
        """Return all of it as text, a line for a row."""
        labels = [
            self._grid.itemAtPosition(row, column)
            for row in range(self._grid.rowCount())
            for column in range(self._grid.columnCount())
        ]
        shown = [item.widget() for item in labels if item is not None]
        return " ".join(label.text() for label in shown if isinstance(label, QLabel))

    def _put(self, label: QLabel, row: int, column: int) -> None:
        label.setWordWrap(False)
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(label, row, column)
        label.show()
