"""The users of the records as a table, and what is done with them. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt

from scolioapp.i18n import date_pattern
from scolioapp.storage.records.record_roles import Role
from scolioapp.viewmodels.changing_table import ChangingTable
from scolioapp.words.access_words import role_title

if TYPE_CHECKING:
    from scolioapp.storage.records.records_session import User


class Column(IntEnum):
    """Columns of the list, from the left."""

    NAME = 0
    ROLE = 1
    SINCE = 2
    REMOVED = 3


class UsersModel(ChangingTable["User"]):
    """Everybody who may unlock the records, and who might once."""

    @property
    def myself(self) -> str:
        """Identifier of the user who is there, or ""."""
        return "" if self._door.user is None else self._door.user.id

    def refresh(self) -> None:
        """Read the list again."""
        self._door.run(
            lambda store: store.accounts.all(), done=self.show_things, failed=self.failed.emit
        )

    def add(self, login: str, name: str, password: str, role: Role) -> None:
        """Add a user."""
        self._do(lambda store: store.accounts.add(login, name, password, role))

    def set_role(self, user: User, role: Role) -> None:
        """Change what a user may do."""
        self._do(lambda store: store.accounts.set_role(user.id, role))

    def remove(self, user: User) -> None:
        """Let a user in no more."""
        self._do(lambda store: store.accounts.remove(user.id))

    def reset_password(self, user: User, password: str) -> None:
        """Set the password of a user who forgot it."""
        self._do(lambda store: store.accounts.reset_password(user.id, password))

    def make_recovery_key(self) -> None:
        """Make another recovery key; `done` hands it over."""
        self._do(lambda store: store.accounts.new_recovery_key())

    def _on_done(self, answer: object) -> None:
        # The user who is there may have another role now.
        self._door.enter()
        super()._on_done(answer)

    def titles(self) -> Sequence[str]:
        """Return the titles of the columns."""
        return self.tr("Name"), self.tr("Role"), self.tr("Since"), self.tr("Removed")

    def key(self, thing: User) -> str:
        """Return the user's identifier."""
        return thing.id

    def lines(self, thing: User, column: int) -> Sequence[str]:
        """Return the words of a cell."""
        if column == Column.NAME:
            you = self.tr("{login} (you)") if thing.id == self.myself else "{login}"
            return thing.name, you.format(login=thing.login)
        if column == Column.ROLE:
            return (role_title(thing.role),)
        return (_day(thing.created if column == Column.SINCE else thing.removed),)


def _day(moment: str) -> str:
    """Say on which day a moment was, or ""."""
    at = QDateTime.fromString(moment, Qt.DateFormat.ISODateWithMs)
    return QLocale().toString(at.toLocalTime().date(), date_pattern()) if at.isValid() else ""
