"""Remarks under a form, each with the mark of its severity. Must not know what they are about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from engine.core.findings import Severity
from scolioapp.painting.ink import painting
from scolioapp.painting.layouts import STRETCH, add_to, in_column, in_row
from scolioapp.painting.theme import tokens
from scolioapp.widgets.page import note
from scolioapp.widgets.quality_panel import paint_severity
from scolioapp.words.evaluation_page_words import Remark


class _Mark(QWidget):
    def __init__(self, severity: Severity, parent: QWidget) -> None:
        super().__init__(parent)
        self._severity = severity
        self.setFixedSize(16, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark in the palette's colours."""
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colour = tokens(self.palette()).severity(self._severity)
            paint_severity(painter, QRectF(self.rect()), self._severity, colour)


class RemarkList(QWidget):
    """What must be known, the gravest first; hidden where there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Remark, ...] = ()
        self._column = in_column(gap=1, margins=0, parent=self)
        self.hide()

    @property
    def words(self) -> str:
        """All that is said, a line each."""
        return "\n".join(one.words for one in self._shown)

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Show these and no others."""
        if tuple(remarks) == self._shown:
            return
        self._shown = tuple(remarks)
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for one in self._shown:
            self._column.addWidget(self._row(one))
        self.setVisible(bool(self._shown))

    def _row(self, remark: Remark) -> QWidget:
        line = QWidget(self)
        row = in_row(gap=1, margins=0, parent=line)
        mark = _Mark(remark.severity, line)
        side = in_column(mark, STRETCH)
        add_to(row, side, (note(remark.words, line), 1))
        return line
