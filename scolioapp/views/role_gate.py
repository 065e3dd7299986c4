"""Parts of the window that only some roles have: they go and come back as users do.

What a user may do is asked in the records themselves; this keeps away what would be refused.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from scolioapp.storage.records.record_roles import Right
from scolioapp.viewmodels.records_door import RecordsDoor


def needs(door: RecordsDoor | None, right: Right, *parts: QWidget, disable: bool = False) -> None:
    """Have parts of the window only while a user is there who may do something.

    Args:
        door: The records; None, where they are not used: then everybody has the parts.
        right: What the parts are for.
        parts: Buttons, fields, pages; nobody else may show, hide or (with ``disable``) enable them.
        disable: Whether they stay to be seen, greyed.
    """
    if door is None:
        return
    for part in parts:
        _Gate(door, right, part, disable)


class _Gate(QObject):
    """Belongs to its part, and goes with it."""

    def __init__(self, door: RecordsDoor, right: Right, part: QWidget, disable: bool) -> None:
        super().__init__(part)
        self._door, self._right = door, right
        self._part, self._disable = part, disable
        door.switched.connect(self.look)
        self.look()

    def look(self) -> None:
        """Follow the user who is there."""
        may = self._door.may(self._right)
        if self._disable:
            self._part.setEnabled(may)
        else:
            self._part.setVisible(may)
