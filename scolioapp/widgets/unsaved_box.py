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
    translate = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(translate("UnsavedBox", "Results are not saved"))
    words = translate(
        "UnsavedBox",
        "{count} results could not be saved and will be lost when you close the window.",
    )
    if count == 1:
        words = translate(
            "UnsavedBox",
            "One result could not be saved and will be lost when you close the window.",
        )
    box.setText(words.format(count=count))
    box.setInformativeText(
        translate(
            "UnsavedBox", "Free some space or choose another folder under Settings, then save."
        )
    )
    save_button = box.addButton(
        translate("UnsavedBox", "Try &saving again"), QMessageBox.ButtonRole.AcceptRole
    )
    leave_button = box.addButton(
        translate("UnsavedBox", "&Close anyway"), QMessageBox.ButtonRole.DestructiveRole
    )
    stay = box.addButton(
        translate("UnsavedBox", "&Keep the window open"), QMessageBox.ButtonRole.RejectRole
    )
    box.setDefaultButton(save_button)
    box.setEscapeButton(stay)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    save_button.clicked.connect(save)
    leave_button.clicked.connect(leave)
    box.open()
    return box
