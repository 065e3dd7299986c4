"""How every table of the window is set up: rows chosen whole, a quiet grid, no cell that is edited."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QAbstractItemModel, QRect, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from scolioapp.painting.theme import TextSize, font, space, tokens

_SECTION_PAD, ARROW = 11, 18
"""Beside the title of a column, and for its arrow, logical px; as in ``resources/theme/window.qss``."""
_BAR = 3
"""Width of the mark at the current row, logical px."""


class RowTable(QTableView):
    """A table that marks its current row, so that whoever works by keys sees where they are."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the table, then a bar at the left edge of the current row."""
        super().paintEvent(event)
        current = self.currentIndex()
        if not current.isValid():
            return
        now = tokens(self.palette())
        top, height = self.rowViewportPosition(current.row()), self.rowHeight(current.row())
        painter = QPainter(self.viewport())
        colour = now.accent if self.hasFocus() else now.strong_border
        painter.fillRect(QRect(0, top, _BAR, height), QColor(colour))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first row where no row is current yet."""
        super().focusInEvent(event)
        model = self.model()
        if not self.currentIndex().isValid() and model is not None and model.rowCount():
            self.setCurrentIndex(model.index(0, 0))


def narrowest(words: Iterable[str], face: QFont, lines: int = 1) -> int:
    """Return the narrowest width at which each of some words stands on so many lines, logical px."""
    metrics = QFontMetrics(face)

    def needed(said: str, width: int) -> QRect:
        return metrics.boundingRect(
            QRect(0, 0, width, 100_000), int(Qt.TextFlag.TextWordWrap), said
        )

    def least(said: str) -> int:
        # A line as it is laid out: taller than the font's own spacing, by rounding or another script.
        most = lines * needed(said.replace("\n", " "), 100_000).height()
        whole = max(map(metrics.horizontalAdvance, said.split("\n"))) + 2
        rooms = ((width, needed(said, width)) for width in range(space(4), whole, 2))
        return next((w for w, room in rooms if room.height() <= most and room.width() <= w), whole)

    return max(map(least, words), default=0)


def header_width(words: str) -> int:
    """Return the width of a column that its title and the arrow of a sorted column ask for, logical px."""
    face = font(TextSize.NOTE, bold=True)
    return QFontMetrics(face).horizontalAdvance(words) + 2 * _SECTION_PAD + ARROW


def set_up_rows(
    table: QTableView,
    model: QAbstractItemModel,
    name: str,
    *,
    row_height: int,
    several: bool = False,
) -> None:
    """Set up a table of rows; delegates and the widths of columns are the page's own.

    Args:
        table: The table.
        model: What it shows.
        name: Its accessible name.
        row_height: Height of a row, logical px.
        several: Whether several rows can be chosen.
    """
    mode = QAbstractItemView.SelectionMode
    table.setAccessibleName(name)
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(row_height)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
