"""The protected records in the window: locked and unlocked, by whom, and which pages each role has."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from scolioapp.storage.records.record_roles import Right
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.views.main_window import DAY, RECORD, SCREEN, MainWindow

PAGES_OF: dict[str, Right] = {SCREEN: Right.EXAMINE, DAY: Right.EXAMINE, RECORD: Right.EXAMINE}
"""Pages that not every role has, and what they are for."""


class DoorWiring(QObject):
    """Covers the window while the records are locked, and shows to each user what the role has.

    Args:
        window: The window; becomes the owner.
        door: The records.
    """

    def __init__(self, window: MainWindow, door: RecordsDoor) -> None:
        super().__init__(window)
        self._window = window
        self._door = door
        # Names of people stand in no list of windows.
        window.names_in_title = False
        door.locked.connect(self._on_locked)
        door.unlocked.connect(self._on_unlocked)
        door.switched.connect(self._follow_role)
        window.lock_asked.connect(door.lock)
        self._follow_role()

    def start(self) -> None:
        """Cover the window where nobody is there yet."""
        if self._door.user is None:
            self._on_locked()

    def _on_locked(self) -> None:
        close_dialogs(self._window)

    def _on_unlocked(self) -> None:
        self._window.uncover()

    def _follow_role(self) -> None:
        """Show the pages of the role, and who is there."""
        door, user = self._door, self._door.user
        self._window.rail.show_user("" if user is None else user.name or user.login)
        if user is not None:
            self._window.close_pages(
                [key for key, right in PAGES_OF.items() if not door.may(right)]
            )


def close_dialogs(window: QWidget) -> None:
    """Close whatever stands in front of a window, answered with no: it may show names."""
    popup = QApplication.activePopupWidget()
    while popup is not None:
        popup.close()
        following = QApplication.activePopupWidget()
        popup = following if following is not popup else None
    for widget in QApplication.topLevelWidgets():
        if widget is window or not widget.isVisible() or not window.isAncestorOf(widget):
            continue
        if isinstance(widget, QDialog):
            widget.reject()
        else:
            widget.close()
