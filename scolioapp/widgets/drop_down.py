"""A drop-down list whose rows are high enough to hit and whose words are never cut."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from scolioapp.widgets.theme import space


class DropDown(QComboBox):
    """A combo box whose rows are styled by ``window.qss``, which Qt's own are not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(QStyledItemDelegate(self))

    def showPopup(self) -> None:
        """Open the list as wide as its longest words, or as the screen."""
        view = self.view()
        wanted = view.sizeHintForColumn(0) + space(3)
        most = self.screen().availableGeometry().width() - space(4)
        view.setMinimumWidth(max(self.width(), min(wanted, most)))
        super().showPopup()
