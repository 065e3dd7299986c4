"""The question before a window closes with results that are held in memory only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask_to_close(
    parent: QWidget, count: int, save: Callable[[], None], leave: Callable[[], None]
) -> QMessageBox:
    """Ask whether to close the window and lose results; nothing waits while the box is open.

    Args:
        parent: The window.
        count: How many results are not saved.
        save: Tries to save them once more.
        leave: Closes the window.
    """

    def tr(words: str) -> str:
        return QCoreApplication.translate("UnsavedBox", words)

    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(tr("Results are not saved"))
    words = tr("{count} results could not be saved and are lost when the window is closed.")
    if count == 1:
        words = tr("One result could not be saved and is lost when the window is closed.")
    box.setText(words.format(count=count))
    box.setInformativeText(
        tr("Free some space or choose another folder under Settings, then save.")
    )
    save_button = box.addButton(tr("Try &saving again"), QMessageBox.ButtonRole.AcceptRole)
    leave_button = box.addButton(tr("&Close anyway"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(tr("&Keep the window open"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(save_button)
    box.setEscapeButton(stay)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    save_button.clicked.connect(save)
    leave_button.clicked.connect(leave)
    box.open()
    return box
