"""The questions before a window closes whose results are lost with it."""

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


class NotKeptBox(QMessageBox):
    """Asks whether to close a window that keeps nothing; nothing waits while it is open."""

    def __init__(self, parent: QWidget, count: int, leave: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.NoIcon)
        self.setWindowTitle(self.tr("Results are not kept"))
        words = self.tr("These {count} results are not kept when you close the window.")
        if count == 1:
            words = self.tr("This result is not kept when you close the window.")
        self.setText(words.format(count=count))
        self.setInformativeText(
            self.tr("Export what you need, or set up protected records under Settings.")
        )
        role = QMessageBox.ButtonRole
        self.leave_button = self.addButton(self.tr("&Close anyway"), role.DestructiveRole)
        stay = self.addButton(self.tr("&Keep the window open"), role.RejectRole)
        self.setDefaultButton(stay)
        self.setEscapeButton(stay)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.leave_button.clicked.connect(leave)
