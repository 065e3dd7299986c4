"""The users of the records: who they are, what each may do, and what an administrator changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.storage.records.record_roles import Role
from scolioapp.viewmodels.lines_table import LINES_ROLE
from scolioapp.viewmodels.users_table import Column, UsersModel
from scolioapp.views.password_dialogs import (
    AccessDialog,
    AddUserDialog,
    ResetPasswordDialog,
    RoleDialog,
)
from scolioapp.views.recovery_key_dialog import RecoveryKeyDialog
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import DestructiveBox, GrowingDialog, button_row, resize_within
from scolioapp.widgets.page import note
from scolioapp.widgets.record_table import RecordTable
from scolioapp.widgets.row_table import LinesCell

if TYPE_CHECKING:
    from scolioapp.storage.records.records_session import User


class UsersDialog(GrowingDialog):
    """Lists the users, and changes them.

    Args:
        users: The list, and what is done with it; the dialog becomes its owner.
        parent: Owner.
    """

    def __init__(self, users: UsersModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Users"))
        self.setModal(True)
        users.setParent(self)
        self.users = users
        self._asking: AccessDialog | None = None
        self.banner = Banner(self)
        self.table = RecordTable(users, self.tr("Users"), row_height=space(6), parent=self)
        self.table.setItemDelegateForColumn(
            Column.NAME, LinesCell(LINES_ROLE, bold=Column.NAME, parent=self.table)
        )
        self.table.fit_columns(
            {Column.ROLE: space(18), Column.SINCE: space(14), Column.REMOVED: space(14)}
        )
        self.add_button = QPushButton(self.tr("&Add a user…"), self)
        self.role_button = QPushButton(self.tr("Change the &role…"), self)
        self.password_button = QPushButton(self.tr("Set a new &password…"), self)
        self.remove_button = QPushButton(self.tr("Re&move…"), self)
        self.key_button = QPushButton(self.tr("New recovery &key…"), self)
        close = QPushButton(self.tr("Close"), self)
        above = in_row(
            self.add_button,
            self.role_button,
            self.password_button,
            self.remove_button,
            STRETCH,
            gap=1,
        )
        words = self.tr(
            "Whoever is removed can unlock nothing any more; what was done and signed stays under "
            "the same name."
        )
        row = button_row(self, leave=close, more=(self.key_button,))
        in_column(
            self.banner,
            above,
            (self.table, 1),
            note(words, self),
            row,
            gap=1.5,
            margins=(3, 3, 3, 2),
            parent=self,
        )
        close.clicked.connect(self.reject)
        self._connect_signals()
        resize_within(self, QSize(space(100), space(64)), parent)
        # Not a button, which cannot be pressed before the users are read.
        self.table.setFocus()
        self._look()
        users.refresh()

    def _connect_signals(self) -> None:
        users = self.users
        self.add_button.clicked.connect(self._add)
        self.role_button.clicked.connect(self._change_role)
        self.password_button.clicked.connect(self._reset)
        self.remove_button.clicked.connect(self._remove)
        self.key_button.clicked.connect(self._ask_for_key)
        self.table.chosen.connect(self._look)
        users.busy_changed.connect(self._look)
        users.done.connect(self._on_done)
        users.failed.connect(self._on_failed)
        self.finished.connect(self.deleteLater)

    @property
    def chosen(self) -> User | None:
        """The user who is selected, or None."""
        return self.table.current

    def _look(self) -> None:
        user, free = self.chosen, not self.users.busy
        there = free and user is not None and not user.removed
        self.add_button.setEnabled(free)
        self.key_button.setEnabled(free)
        for button in (self.role_button, self.password_button, self.remove_button):
            button.setEnabled(there)

    def _add(self) -> None:
        dialog = AddUserDialog(self)
        dialog.asked.connect(self.users.add)
        self._open(dialog)

    def _change_role(self) -> None:
        user = self.chosen
        if user is not None:
            dialog = RoleDialog(user.name or user.login, user.role, self)
            dialog.asked.connect(lambda role: self.users.set_role(user, Role(role)))
            self._open(dialog)

    def _reset(self) -> None:
        user = self.chosen
        if user is not None:
            dialog = ResetPasswordDialog(user.name or user.login, self)
            dialog.asked.connect(lambda password: self.users.reset_password(user, password))
            self._open(dialog)

    def _remove(self) -> None:
        user = self.chosen
        if user is None:
            return
        words = self.tr("Remove {name}?").format(name=user.name or user.login)
        DestructiveBox(
            self,
            self.tr("Remove a user"),
            words,
            self.tr(
                "The password opens nothing any more, and the user cannot come back under this "
                "entry. What the user did and signed stays."
            ),
            self.tr("Re&move"),
            lambda: self.users.remove(user),
        )

    def _ask_for_key(self) -> None:
        self._confirm_key(self.users.make_recovery_key)

    def _confirm_key(self, do: Callable[[], None]) -> None:
        DestructiveBox(
            self,
            self.tr("New recovery key"),
            self.tr("Make a new recovery key?"),
            self.tr("The one that was printed before opens nothing any more."),
            self.tr("&Make a new key"),
            do,
            keep=self.tr("&Cancel"),
        )

    def _open(self, dialog: AccessDialog) -> None:
        self.banner.clear()
        self._asking = dialog
        dialog.finished.connect(self._forget_asking)
        dialog.open()

    def _forget_asking(self) -> None:
        self._asking = None

    def _on_done(self, answer: object) -> None:
        if self._asking is not None:
            self._asking.accept()
        if isinstance(answer, str):
            RecoveryKeyDialog(answer, self).open()

    def _on_failed(self, error: ScolioError) -> None:
        if self._asking is not None:
            self._asking.fail(error)
            return
        self.banner.say(f"{render(error.what)} {render(error.remedy)}", severity=Severity.CARE)
