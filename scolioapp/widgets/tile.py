"""A small drawn tile: a picture, a title and one sentence."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from scolioapp.painting.icons import paint_drawing
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
        title: A few words.
        sentence: What it means.
    """

    def __init__(
        self, drawing: str, title: str, sentence: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        words = QVBoxLayout()
        words.setSpacing(space(0.5))
        words.addStretch(1)
        title_label = heading(title, self)
        title_label.setWordWrap(True)
        words.addWidget(title_label)
        words.addWidget(note(sentence, self))
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(space(1), space(1), space(2), space(1))
        row.setSpacing(space(1))
        row.addWidget(_Drawing(drawing, self))
        row.addLayout(words, 1)
