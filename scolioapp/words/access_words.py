"""What is said about passwords and roles. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from scolioapp.i18n import render
from scolioapp.storage.records.record_roles import ROLE_TITLES, Role

SHORTEST: Final = 8
"""Characters that a password needs."""

_LONG, _VARIED = 14, 6
_COMMON: Final = ("password", "12345678", "qwert", "passwort", "letmein", "abcdefgh", "11111111")


def password_words(password: str) -> str:
    """Say how good a password is, while it is typed; "" for none."""
    translate = QCoreApplication.translate
    if not password:
        return ""
    if len(password) < SHORTEST:
        words = translate("Access", "Too short: at least {count} characters.")
        return words.format(count=SHORTEST)
    varied = len(set(password.lower()))
    if varied < _VARIED or any(each in password.lower() for each in _COMMON):
        return translate("Access", "Easy to guess. Take several words.")
    if len(password) < _LONG:
        return translate("Access", "Fair. Another word makes it much harder to guess.")
    return translate("Access", "Hard to guess.")


def role_title(role: Role) -> str:
    """Return the name of a role."""
    return render(ROLE_TITLES[role])


def role_words(role: Role) -> str:
    """Say in a line what a role may do."""
    translate = QCoreApplication.translate
    return {
        Role.EXAMINER: translate(
            "Access", "Examines: patients, visits, consents, findings, recordings and drafts."
        ),
        Role.REVIEWER: translate(
            "Access", "As an examiner; also reviews, signs, amends and overrides."
        ),
        Role.RESEARCHER: translate(
            "Access", "Sees numbers and dates only: no names, notes or pictures."
        ),
        Role.ADMINISTRATOR: translate(
            "Access", "Everything; also users, settings, merging, deletion and backups."
        ),
    }[role]
