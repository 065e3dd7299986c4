"""Follows the Tab key through a dialog: from top to bottom, and from left to right."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QRadioButton, QWidget


def stops(dialog: QWidget) -> list[QWidget]:
    """Return where the Tab key stops in a dialog, in its order."""
    found, widget = [], dialog.nextInFocusChain()
    while widget is not dialog:
        tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not widget.focusProxy()
        # Of radio buttons the Tab key knows the chosen one.
        left_out = isinstance(widget, QRadioButton) and not widget.isChecked()
        there = dialog.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled()
        if there and tabbed and not left_out:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def goes_back(one: QWidget, other: QWidget, dialog: QWidget) -> bool:
    """Tell whether the way from one stop to the next leads up, or left on the same line."""
    first, second = (
        each.rect().translated(each.mapTo(dialog, QPoint(0, 0))) for each in (one, other)
    )
    if first.contains(second) or second.contains(first):
        return False
    up = second.bottom() <= first.top() and second.left() < first.right()
    same_line = second.top() < first.bottom() and first.top() < second.bottom()
    return up or (same_line and second.right() <= first.left())


def tab_troubles(dialog: QDialog) -> list[str]:
    """Say where the Tab key does not go from top to bottom, and from left to right."""
    order = stops(dialog)
    name = type(dialog).__name__
    if not order:
        return [f"{name}: the Tab key stops nowhere"]
    pairs = zip(order, [*order[1:], order[0]], strict=True)
    back = [(a, b) for a, b in pairs if goes_back(a, b, dialog)]
    said = [f"{name}: from {_named(a)} back to {_named(b)}" for a, b in back]
    # The last stop leads to the first one.
    troubles = said if len(back) > 1 else []
    focus = dialog.focusWidget()
    if focus is None or not focus.isVisible():
        troubles.append(f"{name}: nothing has the focus")
    return troubles


def _named(widget: QWidget) -> str:
    text = getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__} “{(widget.accessibleName() or text).replace('&', '')}”"
