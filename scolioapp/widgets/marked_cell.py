"""A cell of a table that draws the warning before an outcome's words.

The cell's own text holds both in words, for whoever copies, filters or listens. Must not know where
outcomes come from.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from scolioapp.widgets.hatching import mark_width, paint_mark
from scolioapp.widgets.ink import screen_ink
from scolioapp.widgets.theme import space

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
        """Paint the cell, then the mark in the room kept for it."""
        super().paint(painter, option, index)
        mark = index.data(MARK_ROLE)
        if mark:
            place = QRectF(option.rect).adjusted(space(1), 0, 0, 0)
            paint_mark(painter, place, mark, screen_ink())

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Keep room for the mark."""
        super().initStyleOption(option, index)
        mark = index.data(MARK_ROLE)
        if mark:
            option.text = index.data(TITLE_ROLE)
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            width = round(mark_width(mark, screen_ink())) + space(0.5)
            option.decorationSize = QSize(width, space(2))
