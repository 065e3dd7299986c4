"""The warning beside an outcome of a model without validation: words between slanted stripes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from engine.core.text import Text
from scolioapp.i18n import render
from scolioapp.painting.hatching import mark_height, mark_width, paint_mark
from scolioapp.painting.ink import painting, screen_ink


class WarningMark(QLabel):
    """The mark as a widget; hidden where no warning is needed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_mark(self, mark: Text | None) -> None:
        """Show the words of a warning, or nothing."""
        self.setText("" if mark is None else render(mark))
        self.setVisible(mark is not None)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Return the size that the words need."""
        ink = screen_ink()
        return QSize(round(mark_width(self.text(), ink)) + 2, round(mark_height(ink)) + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark."""
        with painting(self) as painter:
            place = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            paint_mark(painter, place, self.text(), screen_ink())
