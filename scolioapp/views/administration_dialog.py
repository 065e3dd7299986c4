"""Administration of the protected records: backups, the audit trail, keeping and erasing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from engine.core.findings import Severity
from scolioapp.painting.layouts import in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.viewmodels.administration import Administration
from scolioapp.views.administration_backups import BackupsPart
from scolioapp.views.administration_erasing import ErasingPart
from scolioapp.views.administration_trail import TrailPart
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import button_row, order_tabs, resize_within
from scolioapp.widgets.task_row import TaskRow

AskPath = Callable[[QWidget, str, str, str], tuple[str, str]]
"""Asks for a path to save to: parent, title, proposed path, filter; "" when the person thinks better."""

BACKUPS: Final = "backups"
TRAIL: Final = "trail"
ERASING: Final = "erasing"


class AdministrationDialog(QDialog):
    """A row of three choices above the part that is open; messages and progress are the same for all.

    Args:
        model: What is shown and done.
        parent: Owner.
        ask_path: Asks where to save a file; a test hands in its own.
    """

    def __init__(
        self,
        model: Administration,
        parent: QWidget | None = None,
        *,
        ask_path: AskPath = QFileDialog.getSaveFileName,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Administration of the protected records"))
        self.model = model
        self.banner = Banner(self)
        self.backups = BackupsPart(model, ask_path, self)
        self.trail = TrailPart(model, ask_path, self)
        self.erasing = ErasingPart(model, self)
        self._parts: dict[str, QWidget] = {
            BACKUPS: self.backups,
            TRAIL: self.trail,
            ERASING: self.erasing,
        }
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.stack = QStackedWidget(self)
        for part in self._parts.values():
            self.stack.addWidget(part)
        self.task_row = TaskRow(model.slot, self)
        self.close_button = QPushButton(self.tr("Close"), self)
        in_column(
            self._choices(),
            self.banner,
            (self.stack, 1),
            in_row((self.task_row, 1), button_row(self, leave=self.close_button), gap=2),
            gap=2,
            margins=(3, 2, 3, 2),
            parent=self,
        )
        self.close_button.clicked.connect(self.reject)
        model.said.connect(self._on_said)
        self.backups.working.connect(self.task_row.say)
        self.trail.working.connect(self.task_row.say)
        resize_within(self, QSize(space(118), space(78)), parent)
        self.show_part(BACKUPS)
        order_tabs(self)
        model.refresh()

    def _choices(self) -> QHBoxLayout:
        row = in_row(gap=1, margins=0)
        words = {
            BACKUPS: self.tr("&Backups"),
            TRAIL: self.tr("Audit &trail"),
            ERASING: self.tr("&Keeping and erasing"),
        }
        for number, (key, said) in enumerate(words.items(), start=1):
            button = QPushButton(said, self)
            button.setProperty("role", "choice")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setToolTip(f"{said.replace('&', '')} (Alt+{number})")
            button.clicked.connect(lambda _=False, key=key: self.show_part(key))
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(lambda key=key: self.show_part(key))
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)
        row.addStretch(1)
        return row

    def show_part(self, key: str) -> None:
        """Open a part."""
        self.stack.setCurrentWidget(self._parts[key])
        self._buttons[key].setChecked(True)

    def _on_said(self, words: str, severity: Severity) -> None:
        self.banner.say(words, severity=severity)
