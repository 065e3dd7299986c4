"""What dialogs share: sizes that fit what they say, and buttons in the order of the platform."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QDialogButtonBox,
    QLayout,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QWidget,
)


def resize_within(dialog: QDialog, size: QSize, parent: QWidget | None) -> None:
    """Resize a dialog, but no larger than the window it belongs to."""
    if parent is not None:
        size = size.boundedTo(parent.window().size())
    dialog.resize(size)


def button_row(
    dialog: QDialog,
    *,
    action: QPushButton | None = None,
    leave: QAbstractButton | None = None,
    more: tuple[QAbstractButton, ...] = (),
) -> QDialogButtonBox:
    """Put the buttons of a dialog into a row, in the order of the platform.

    Enter presses ``action``, where there is one; Esc does what ``leave`` does, by `QDialog.reject`.

    Args:
        dialog: Their owner.
        action: Does what the dialog is for.
        leave: Closes the dialog without it.
        more: Do something else, such as copying.
    """
    role = QDialogButtonBox.ButtonRole
    box = QDialogButtonBox(dialog)
    roles = ((action, role.AcceptRole), (leave, role.RejectRole))
    for button, its in (*roles, *((one, role.ActionRole) for one in more)):
        if button is None:
            continue
        box.addButton(button, its)
        if isinstance(button, QPushButton) and button is not action:
            button.setAutoDefault(False)
    default = action or leave
    if isinstance(default, QPushButton):
        default.setDefault(True)
    return box


def order_tabs(root: QWidget) -> None:
    """Have the Tab key follow the layouts of a widget, whatever was made first."""
    before: QWidget | None = None
    for widget in _laid_out(root):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget


def _laid_out(widget: QWidget) -> Iterator[QWidget]:
    """Yield what lies in a widget, in the order of its layouts."""
    parts: list[QWidget | None]
    if isinstance(widget, QScrollArea):
        parts = [widget.widget()]
    elif isinstance(widget, QTabWidget):
        parts = [widget.tabBar(), *(widget.widget(at) for at in range(widget.count()))]
    elif isinstance(widget, QSplitter):
        parts = [widget.widget(at) for at in range(widget.count())]
    else:
        layout = widget.layout()
        parts = [] if layout is None else list(_widgets_of(layout))
    for part in parts:
        if part is not None:
            yield part
            yield from _laid_out(part)


def _widgets_of(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _widgets_of(inner)


class GrowingDialog(QDialog):
    """Grows when a message appears or words are wrapped, which Qt does not do by itself.

    The Tab key goes through it from top to bottom, and begins where it can.
    """

    def event(self, event: QEvent) -> bool:
        """Grow after the layout has changed or become narrower."""
        kinds = (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show)
        # Nothing of the dialog may be touched after an event that deletes it.
        if event.type() not in kinds:
            return super().event(event)
        handled = super().event(event)
        if event.type() == QEvent.Type.Show:
            order_tabs(self)
            if self.focusWidget() is None:
                self.focusNextChild()
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            needed = layout.totalHeightForWidth(self.width())
            if needed != self.minimumHeight():
                self.setMinimumHeight(needed)
        return handled


class DestructiveBox(QMessageBox):
    """Asks before something is gone for good; nothing waits while it is open."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        question: str,
        notes: str,
        action: str,
        do: Callable[[], object],
        keep: str = "",
    ) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.NoIcon)
        self.setWindowTitle(title)
        self.setText(question)
        self.setInformativeText(notes)
        destroy = self.addButton(action, QMessageBox.ButtonRole.DestructiveRole)
        leave = self.addButton(keep or self.tr("&Keep"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(leave)
        self.setEscapeButton(leave)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        destroy.clicked.connect(do)
        self.open()
