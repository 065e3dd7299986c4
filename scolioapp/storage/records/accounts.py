"""Users of the records: added, changed, removed, passwords and the recovery key."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, func, select

from engine.core.text import text
from scolioapp.storage.records.record_change import new_id
from scolioapp.storage.records.record_errors import MissingRecordError, RecordsError
from scolioapp.storage.records.record_roles import Right, Role, operation
from scolioapp.storage.records.record_tables import USERS
from scolioapp.storage.records.records_session import Section, User
from scolioapp.storage.records.recovery_key import new_recovery_key


def find_user(connection: Connection, identifier: str) -> User | None:
    """Return a user by id, or None."""
    row = connection.execute(select(USERS).where(USERS.c.id == identifier)).first()
    if row is None:
        return None
    return _user(row)


def _user(row: Row[Any]) -> User:
    return User(row.id, row.number, row.login, row.name, Role(row.role), row.removed, row.created)


class Accounts(Section):
    """The users."""

    @operation(Right.NAMES)
    def all(self) -> list[User]:
        """Return everybody, those who were removed included, in the order of their numbers."""
        with self.session.reading() as connection:
            rows = connection.execute(select(USERS).order_by(USERS.c.number)).all()
        return [_user(row) for row in rows]

    @operation(Right.ADMINISTER)
    def add(self, login: str, name: str, password: str, role: Role) -> User:
        """Add a user.

        Raises:
            RecordsError: The login is taken or empty, or the password is too short.
            OutputError: The records cannot be written.
        """
        session = self.session
        if not login.strip() or session.ring.find(login) is not None:
            raise _taken(login)
        identifier, made = new_id(), session.now
        ring = session.ring.with_user(identifier, login, password, session.keys.data, session.cost)
        with session.changing() as change:
            known = change.connection.scalar(select(USERS).where(USERS.c.login == login.strip()))
            if known is not None:
                raise _taken(login)
            number = (change.connection.scalar(select(func.max(USERS.c.number))) or 0) + 1
            change.insert(
                USERS,
                id=identifier,
                number=number,
                login=login.strip(),
                name=name,
                role=role.value,
                created=made,
            )
            change.note("user.added", identifier, role=role.value)
            session.expect_ring(change, ring)
        # After the commit, here and below: a password can be set again, a missing entry not made up for.
        session.keep_ring(ring)
        return User(identifier, number, login.strip(), name, role, created=made)

    @operation(Right.ADMINISTER)
    def set_role(self, user: str, role: Role) -> None:
        """Change the role of a user, from the next operation on.

        Raises:
            RecordsError: Nobody would be administrator any more, or the user is gone.
        """
        session = self.session
        with session.changing() as change:
            if role != Role.ADMINISTRATOR:
                _check_others(change.connection, user)
            change.update(USERS, user, role=role.value)
            change.note("user.role", user, role=role.value)
            changed = find_user(change.connection, user)
        if changed is not None and user == session.user.id:
            session.enter(changed)

    @operation(Right.ADMINISTER)
    def remove(self, user: str) -> None:
        """Remove a user: the password opens nothing any more; what the user did and signed stays.

        Raises:
            RecordsError: Nobody would be administrator any more, or the user is gone or oneself.
        """
        session = self.session
        if user == session.user.id:
            raise RecordsError(
                text("You cannot remove yourself."), text("Ask another administrator to do it.")
            )
        with session.changing() as change:
            _check_others(change.connection, user)
            removed = f"{change.row(USERS, user).login} ({user[:8]})"
            change.update(USERS, user, removed=session.now, login=removed)
            change.note("user.removed", user)
            ring = session.ring.without(user)
            session.expect_ring(change, ring)
        session.keep_ring(ring)

    @operation(Right.ADMINISTER)
    def reset_password(self, user: str, password: str) -> None:
        """Set the password of a user who forgot it.

        Raises:
            RecordsError: The password is too short, or the user is gone.
        """
        self._set_password(user, password, "user.password_reset")

    @operation(Right.OWN)
    def change_password(self, old: str, new: str) -> None:
        """Change the own password.

        Raises:
            WrongPasswordError: The old one is wrong.
            RecordsError: The new one is too short.
        """
        session = self.session
        confirm(self, old)
        self._set_password(session.user.id, new, "user.password_changed")

    @operation(Right.OWN)
    def confirm(self, password: str) -> None:
        """Check the own password again, before something that only its owner may do.

        Raises:
            WrongPasswordError: It is wrong.
            LockedOutError: Too many were.
        """
        confirm(self, password)

    @operation(Right.ADMINISTER)
    def new_recovery_key(self) -> str:
        """Make another recovery key, to print; the one before opens nothing any more."""
        session, key = self.session, new_recovery_key()
        ring = session.ring.with_recovery(key, session.keys.data)
        with session.changing() as change:
            change.note("recovery_key.made")
            session.expect_ring(change, ring)
        session.keep_ring(ring)
        return key

    def _set_password(self, user: str, password: str, action: str) -> None:
        session = self.session
        with session.changing() as change:
            row = change.row(USERS, user)
            if row.removed:
                raise MissingRecordError
            ring = session.ring.with_user(
                user, row.login, password, session.keys.data, session.cost
            )
            change.note(action, user)
            session.expect_ring(change, ring)
        session.keep_ring(ring)


def confirm(section: Section, password: str) -> None:
    """Check the password of the user who is there, again.

    Raises:
        WrongPasswordError: It is wrong.
        LockedOutError: Too many were.
    """
    session = section.session
    session.attempts.check()
    try:
        session.ring.open(session.user.login, password)
    except RecordsError:
        session.attempts.failed()
        raise
    session.attempts.succeeded()


def _taken(login: str) -> RecordsError:
    return RecordsError(
        text("The name “{login}” is empty or already taken.", login=login),
        text("Choose another name to unlock with."),
    )


def _check_others(connection: Connection, user: str) -> None:
    others = select(func.count()).where(
        USERS.c.role == Role.ADMINISTRATOR.value, USERS.c.removed == "", USERS.c.id != user
    )
    if not connection.scalar(others):
        raise RecordsError(
            text("Somebody must stay administrator."),
            text("Make another user administrator first."),
        )
