"""A cell of a table that draws the warning below an outcome's words.

The cell's own text holds both in words, for whoever copies, filters or listens. Must not know where
outcomes come from.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from scolioapp.painting.hatching import mark_height, paint_mark
from scolioapp.painting.ink import Align, screen_ink
from scolioapp.painting.theme import space

TITLE_ROLE = int(Qt.ItemDataRole.UserRole) + 40
"""The outcome in words, without the warning."""
MARK_ROLE = TITLE_ROLE + 1
"""The warning in words."""


class MarkedCell(QStyledItemDelegate):
    """Draws cells that have a mark with it; others as usual."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the words above, and the mark in the room left below them."""
        super().paint(painter, option, index)
        mark = index.data(MARK_ROLE)
        if not mark:
            return
        ink = screen_ink()
        below = round(mark_height(ink)) + space(0.75)
        place = QRectF(option.rect).adjusted(space(1.5), 0, -space(1), -below)
        align = Align.LEFT | Align.MIDDLE
        painter.save()
        painter.setClipRect(place)
        ink.write(painter, place, index.data(TITLE_ROLE), face=ink.body, align=align, wrap=True)
        painter.restore()
        place = QRectF(place.left(), place.bottom(), place.width(), below - space(0.5))
        paint_mark(painter, place, mark, ink)

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Leave out the words of cells whose title and mark are drawn."""
        super().initStyleOption(option, index)
        if index.data(MARK_ROLE):
            option.text = ""
