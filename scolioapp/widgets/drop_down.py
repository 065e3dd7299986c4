"""A drop-down list with rows that are high enough to hit; chosen words that are too long end in “…”."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyledItemDelegate, QStyleOptionComboBox, QWidget

from scolioapp.painting.theme import space


class DropDown(QComboBox):
    """A combo box whose rows are styled by ``window.qss``, which Qt's own are not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(QStyledItemDelegate(self))
        self._tip = ""
        self.currentTextChanged.connect(self._tell_rest)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Shorten the chosen words to the room there is; Qt's own style cuts through a letter."""
        super().initStyleOption(option)
        mode = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(option.currentText, mode, self._room())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look whether the chosen words still fit."""
        super().resizeEvent(event)
        self._tell_rest()

    def _room(self) -> int:
        option = QStyleOptionComboBox()
        super().initStyleOption(option)
        complex_control = QStyle.ComplexControl.CC_ComboBox
        part = QStyle.SubControl.SC_ComboBoxEditField
        return self.style().subControlRect(complex_control, option, part, self).width()

    def _tell_rest(self) -> None:
        """Tell words that do not fit by a tool tip, where the page gives none of its own."""
        if self.toolTip() != self._tip:
            return
        words = self.currentText()
        self._tip = words if self.fontMetrics().horizontalAdvance(words) > self._room() else ""
        self.setToolTip(self._tip)

    def showPopup(self) -> None:
        """Open the list as wide as its longest words, or as the screen."""
        view = self.view()
        wanted = view.sizeHintForColumn(0) + space(3)
        most = self.screen().availableGeometry().width() - space(4)
        view.setMinimumWidth(max(self.width(), min(wanted, most)))
        super().showPopup()
