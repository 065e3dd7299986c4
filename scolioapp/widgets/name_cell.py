"""A cell with what a recording is called, which can be typed in its place."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QWidget

from engine.core.names import LABEL_SIGNS
from scolioapp.painting.theme import space
from scolioapp.widgets.lines_cell import LinesCell


class NameCell(LinesCell):
    """Paints name and file name, and lets the name be typed.

    Args:
        role: Role under which an index gives its lines, a list of str.
        words: What stands in the empty field, and what it is called.
        dim: Role under which an index says that its row is about something that is not valid any more.
        parent: The table.
    """

    def __init__(self, role: int, words: str, dim: int, parent: QObject) -> None:
        super().__init__(role, bold=1, dim=dim, notes=1, parent=parent)
        self._words = words

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """Return a field for the name."""
        field = QLineEdit(parent)
        field.setMaxLength(LABEL_SIGNS)
        field.setPlaceholderText(self._words)
        field.setAccessibleName(self._words)
        return field

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Place the field in the middle of its cell."""
        height = editor.sizeHint().height()
        place = option.rect.adjusted(space(0.5), 0, -space(0.5), 0)
        place.setTop(option.rect.center().y() - height // 2)
        place.setHeight(height)
        place.setWidth(max(place.width(), space(24)))
        editor.setGeometry(place)
