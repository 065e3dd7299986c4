"""The question before a window closes with results that are held in memory only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


class UnsavedBox(QMessageBox):
    """Asks whether to close the window and lose results; nothing waits while it is open."""

    def __init__(
        self, parent: QWidget, count: int, save: Callable[[], None], leave: Callable[[], None]
    ) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.NoIcon)
        self.setWindowTitle(self.tr("Results are not saved"))
        words = self.tr(
            "{count} results could not be saved and will be lost when you close the window."
        )
        if count == 1:
            words = self.tr(
                "One result could not be saved and will be lost when you close the window."
            )
        self.setText(words.format(count=count))
        self.setInformativeText(
            self.tr("Free some space or choose another folder under Settings, then save.")
        )
        role = QMessageBox.ButtonRole
        save_button = self.addButton(self.tr("Try &saving again"), role.AcceptRole)
        leave_button = self.addButton(self.tr("&Close anyway"), role.DestructiveRole)
        stay = self.addButton(self.tr("&Keep the window open"), role.RejectRole)
        self.setDefaultButton(save_button)
        self.setEscapeButton(stay)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        save_button.clicked.connect(save)
        leave_button.clicked.connect(leave)
