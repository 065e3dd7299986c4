"""A small drawn tile: a picture, a title and one sentence."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from scolioapp.painting.icons import paint_drawing
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import space, tokens
from scolioapp.widgets.page import heading, note


class _Drawing(QWidget):
    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self.setFixedSize(space(15), space(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the drawing in the palette's colours."""
        rect = QRectF(self.rect())
        paint_drawing(QPainter(self), self._name, rect, tokens(self.palette()).muted)


class Tile(QFrame):
    """One thing to know, drawn.

    Args:
        drawing: Name of a drawing in ``resources/icons``.
    """

    def __init__(
        self, drawing: str, title: str, sentence: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        words = in_column(STRETCH, gap=0.5)
        title_label = heading(title, self)
        title_label.setWordWrap(True)
        words.addWidget(title_label)
        words.addWidget(note(sentence, self))
        words.addStretch(1)
        in_row(_Drawing(drawing, self), (words, 1), gap=1, margins=(1, 1, 2, 1), parent=self)
