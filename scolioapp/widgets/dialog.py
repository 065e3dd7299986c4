"""Sizes of dialogs: high enough for what they say, and no larger than their window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QDialog, QWidget


def resize_within(dialog: QDialog, size: QSize, parent: QWidget | None) -> None:
    """Give a dialog a size, but none larger than the window it belongs to."""
    if parent is not None:
        size = size.boundedTo(parent.window().size())
    dialog.resize(size)


class GrowingDialog(QDialog):
    """Grows when a message appears or words are wrapped, which Qt does not do by itself."""

    def event(self, event: QEvent) -> bool:
        """Grow after the layout has changed or become narrower."""
        kinds = (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show)
        # Nothing of the dialog may be touched after an event that deletes it.
        if event.type() not in kinds:
            return super().event(event)
        handled = super().event(event)
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            needed = layout.totalHeightForWidth(self.width())
            if needed != self.minimumHeight():
                self.setMinimumHeight(needed)
        return handled
