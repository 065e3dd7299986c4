"""Dialogs around users: adding one, setting a password, changing one's own, and another role."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.painting.layouts import in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.storage.records.record_roles import Role
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.views.password_fields import (
    NewPassword,
    access_form,
    add_field,
    secret_field,
)
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import GrowingDialog, resize_within
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import note, paragraph, primary_button
from scolioapp.words.access_words import role_title, role_words


class AccessDialog(GrowingDialog):
    """A form that stays, greyed, while what it asks for is done, and says what went wrong.

    Args:
        title: Of its window.
        do: What the button says.
        parent: Owner.
    """

    def __init__(self, title: str, do: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.banner = Banner(self)
        self.words = paragraph("", self)
        self.words.hide()
        self.form = access_form()
        self.wanting = note("", self)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        self.do_button = primary_button(do, self)
        self.do_button.setDefault(True)
        self.do_button.clicked.connect(self._on_do)
        self.foot = in_row((self.wanting, 1), self.cancel_button, self.do_button, gap=1)
        in_column(
            self.banner,
            self.words,
            self.form,
            self.foot,
            gap=2,
            margins=(3, 3, 3, 2),
            parent=self,
        )
        self._busy = False
        self.finished.connect(self.deleteLater)
        resize_within(self, QSize(space(66), space(28)), parent)

    def say(self, words: str) -> None:
        """Say something above the form."""
        self.words.setText(words)
        self.words.show()

    def lacks(self) -> str:
        """Return what is still wanting, or ""."""
        return ""

    def do(self) -> None:
        """Do what the dialog is for; it closes by `accept`, or says why not by `fail`."""
        raise NotImplementedError

    def look(self) -> None:
        """Enable the button once nothing is wanting."""
        lacks = "" if self._busy else self.lacks()
        self.wanting.setText(lacks)
        self.do_button.setEnabled(not self._busy and not lacks)
        self.cancel_button.setEnabled(not self._busy)

    def fail(self, error: ScolioError) -> None:
        """Say why it was not done."""
        self._busy = False
        self.banner.say(f"{render(error.what)} {render(error.remedy)}", severity=Severity.CARE)
        self.look()

    def reject(self) -> None:
        """Leave, unless it is being done."""
        if not self._busy:
            super().reject()

    def _on_do(self) -> None:
        self._busy = True
        self.banner.clear()
        self.look()
        self.do()


class RoleChoice(DropDown):
    """A choice of roles."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        for role in Role:
            self.addItem(role_title(role), role.value)

    @property
    def role(self) -> Role:
        """The role that is chosen."""
        return Role(self.currentData())

    def choose(self, role: Role) -> None:
        """Choose a role."""
        self.setCurrentIndex(self.findData(role.value))


class AddUserDialog(AccessDialog):
    """Asks for a new user.

    Signals:
        asked: Login, name, first password and role.
    """

    asked = Signal(str, str, str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Add a user"))
        self.do_button.setText(self.tr("&Add the user"))
        self.login = QLineEdit(self)
        self.login.setPlaceholderText(self.tr("Short, such as initials"))
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(self.tr("As it is printed under a signature"))
        self.role = RoleChoice(self)
        self.about = note("", self)
        add_field(self.form, self.tr("&Name"), self.name)
        add_field(self.form, self.tr("&Login"), self.login)
        add_field(self.form, self.tr("&Role"), self.role)
        self.form.addRow("", self.about)
        self.password = NewPassword(self.form, self)
        self.say(self.tr("Give the first password to the user, who can change it under Settings."))
        for field in (self.login, self.name):
            field.textChanged.connect(self.look)
        self.role.currentIndexChanged.connect(self._on_role)
        self.password.changed.connect(self.look)
        self._on_role()
        self.look()
        self.name.setFocus()

    def _on_role(self) -> None:
        self.about.setText(role_words(self.role.role))

    def lacks(self) -> str:
        """Return what is still wanting, or ""."""
        if not self.name.text().strip():
            return self.tr("A name is wanting.")
        if not self.login.text().strip():
            return self.tr("A login is wanting.")
        return self.password.wanting

    def do(self) -> None:
        """Ask for it."""
        self.asked.emit(
            self.login.text().strip(),
            self.name.text().strip(),
            self.password.text,
            self.role.role,
        )


class RoleDialog(AccessDialog):
    """Asks for another role.

    Signals:
        asked: The role.
    """

    asked = Signal(object)

    def __init__(self, name: str, role: Role, parent: QWidget) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Change the role"))
        self.do_button.setText(self.tr("&Change the role"))
        self._before = role
        self.role = RoleChoice(self)
        self.about = note("", self)
        self.role.choose(role)
        self.say(self.tr("What {name} may do from now on:").format(name=name))
        add_field(self.form, self.tr("&Role"), self.role)
        self.form.addRow("", self.about)
        self.role.currentIndexChanged.connect(self._on_role)
        self._on_role()

    def _on_role(self) -> None:
        self.about.setText(role_words(self.role.role))
        self.look()
        if self.role.role == self._before:
            self.do_button.setEnabled(False)

    def do(self) -> None:
        """Ask for it."""
        self.asked.emit(self.role.role)


class ResetPasswordDialog(AccessDialog):
    """Asks for a new password of somebody who forgot the old one.

    Signals:
        asked: The password.
    """

    asked = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Set a new password"))
        self.do_button.setText(self.tr("&Set the password"))
        self.say(self.tr("The old password of {name} opens nothing any more.").format(name=name))
        self.password = NewPassword(self.form, self)
        self.password.changed.connect(self.look)
        self.look()

    def lacks(self) -> str:
        """Return what is still wanting, or ""."""
        return self.password.wanting

    def do(self) -> None:
        """Ask for it."""
        self.asked.emit(self.password.text)


class OwnPasswordDialog(AccessDialog):
    """Changes the password of the user who is there.

    Args:
        door: The records.
        changed: Called once it is another one.
        parent: Owner.
    """

    def __init__(self, door: RecordsDoor, changed: Callable[[], None], parent: QWidget) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Change my password"))
        self.do_button.setText(self.tr("&Change the password"))
        self._door, self._changed = door, changed
        self.old = secret_field(self.tr("Present password"), self)
        add_field(self.form, self.tr("P&resent password"), self.old)
        self.password = NewPassword(self.form, self)
        self.old.textChanged.connect(self.look)
        self.password.changed.connect(self.look)
        self.look()
        self.old.setFocus()

    def lacks(self) -> str:
        """Return what is still wanting, or ""."""
        if not self.old.text():
            return self.tr("The present password is wanting.")
        return self.password.wanting

    def do(self) -> None:
        """Change it."""
        old, new = self.old.text(), self.password.text
        self._door.run(
            lambda store: store.accounts.change_password(old, new),
            done=self._on_done,
            failed=self.fail,
        )

    def _on_done(self, _answer: object) -> None:
        self.accept()
        self._changed()
