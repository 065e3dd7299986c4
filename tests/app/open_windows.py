"""Which windows and dialogs are open, found without asking Qt for all widgets.

``QApplication.topLevelWidgets`` makes a Python object of every widget without a parent, also of those that
Qt makes and deletes for itself (lists that drop down, menus, tips). Such an object outlives its widget
unnoticed; where Qt put another widget into its place, the next question crashed. Here only what is visible
is touched.
"""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

Kind = TypeVar("Kind", bound=QWidget)


def open_windows(kind: type[Kind]) -> list[Kind]:
    """Return the open windows, dialogs and popups of a kind."""
    found = (QWidget.find(number) for number in window_numbers())
    return [each for each in found if isinstance(each, kind)]


def window_numbers() -> list[int]:
    """Return the numbers that the system has for what is open."""
    return [each.winId() for each in QGuiApplication.topLevelWindows() if each.isVisible()]
