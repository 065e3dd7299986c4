"""Dialogs: buttons in the order of the platform, a button for Enter, and Esc that leaves."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QProxyStyle,
    QPushButton,
    QStyle,
    QVBoxLayout,
)

from scolioapp.crash import CrashDialog
from scolioapp.views.training_output import OutputDialog
from scolioapp.widgets.dialog import button_row
from tests.app.conftest import settle

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Platform(QProxyStyle):
    """A style of another platform."""

    def __init__(self, layout: QDialogButtonBox.ButtonLayout) -> None:
        super().__init__("Fusion")
        self._layout = layout

    def styleHint(self, hint, option=None, widget=None, returnData=None):
        if hint is QStyle.StyleHint.SH_DialogButtonLayout:
            return self._layout.value
        return super().styleHint(hint, option, widget, returnData)


@pytest.mark.parametrize(
    ("layout", "order"),
    [
        (QDialogButtonBox.ButtonLayout.WinLayout, ["Fit", "Copy", "Cancel"]),
        (QDialogButtonBox.ButtonLayout.GnomeLayout, ["Copy", "Cancel", "Fit"]),
        (QDialogButtonBox.ButtonLayout.MacLayout, ["Copy", "Cancel", "Fit"]),
    ],
)
def test_the_order_is_the_platforms(qtbot, layout, order):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    style = Platform(layout)
    fit, leave, copy = (QPushButton(words, dialog) for words in ("Fit", "Cancel", "Copy"))
    column = QVBoxLayout(dialog)
    box = button_row(dialog, action=fit, leave=leave, more=(copy,))
    box.setStyle(style)
    column.addWidget(box)
    dialog.resize(500, 100)
    dialog.show()
    settle()
    left = {button.text(): button.mapTo(dialog, QPoint(0, 0)).x() for button in box.buttons()}
    assert sorted(left, key=lambda words: left[words]) == order
    assert fit.isDefault()
    assert not leave.autoDefault()
    assert not copy.autoDefault()
    with qtbot.waitSignal(fit.clicked):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("kind", ["output", "crash"])
def test_dialogs_without_a_question_close_by_enter_and_escape(qtbot, kind):
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        dialog = OutputDialog("run") if kind == "output" else CrashDialog("details", Path("/logs"))
        qtbot.addWidget(dialog)
        dialog.show()
        settle()
        assert len(dialog.findChildren(QDialogButtonBox)) == 1
        qtbot.keyClick(dialog, key)
        assert not dialog.isVisible()
