"""The checks of the protected records in the examination of this computer.

Without a password only what lies there is looked at; unlocked, everything is verified. The packages of the
records are imported within the steps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from engine.core.examination import State
from engine.core.progress import Cancel
from engine.core.text import text
from engine.doctor.step import Finding, Step

_FILES, _VERIFIED = text("Protected records"), text("Protected records, every part")
_BACKUPS = text("Backups of the records")


def records_steps(folder: Path, login: str = "", password: str = "") -> Sequence[Step]:
    """Return the checks of records that are not open in this program.

    Args:
        folder: Of the records.
        login: Of a user whose password is known, or "" to look from outside only.
        password: The password.
    """
    if not folder.is_dir():
        return [Step("records:files", _FILES, _none)] if login else []
    steps = _outside(folder)
    if login:
        verify = partial(_unlock_and_verify, folder, login, password)
        steps.append(Step("records:verify", _VERIFIED, verify))
    return steps


def steps_when_open(folder: Path, verify: Callable[[], str] | None) -> Sequence[Step]:
    """Return the checks of records that this program uses.

    Args:
        folder: Of the records.
        verify: Checks everything and gives the code of the newest entry; None: they are locked.
    """
    steps = _outside(folder) if folder.is_dir() else []
    if verify is not None:
        steps.append(Step("records:verify", _VERIFIED, lambda _cancel: _verified(verify())))
    return steps


def _outside(folder: Path) -> list[Step]:
    return [
        Step("records:files", _FILES, partial(_files, folder)),
        Step("records:backups", _BACKUPS, partial(_backups, folder)),
    ]


def _none(_cancel: Cancel | None) -> Finding:
    return Finding(
        State.FAILS,
        text("There are no protected records on this account."),
        text("Run this as the user of the computer who keeps them."),
    )


def _files(folder: Path, _cancel: Cancel | None) -> Finding:
    from scolioapp.storage.records.outside_view import look_from_outside

    view = look_from_outside(folder)
    if view.missing:
        return Finding(
            State.FAILS,
            text("Missing: {names}.", names=view.missing),
            text("Restore the newest backup."),
        )
    if view.head is None:
        return Finding(
            State.FAILS,
            text("“trail.anchor” cannot be read."),
            text("Find out why; then restore the newest backup, or let the records in knowingly."),
        )
    return Finding(
        State.OK,
        text(
            "Users: {users}. Newest entry of the trail: {number}, {made}.",
            users=view.users,
            number=view.head.number,
            made=view.head.made[:16].replace("T", " "),
        ),
    )


def _backups(folder: Path, _cancel: Cancel | None) -> Finding:
    from scolioapp.storage.records.record_backups import automatic_backups

    made = [backup.made[:16].replace("T", " ") for backup in automatic_backups(folder)]
    if not made:
        return Finding(
            State.NOTE,
            text("There is no automatic backup yet."),
            text("One is made when the records are used; save one on a stick, too."),
        )
    return Finding(State.OK, text("Automatic backups: {made}.", made=tuple(made)))


def _unlock_and_verify(folder: Path, login: str, password: str, _cancel: Cancel | None) -> Finding:
    from scolioapp.storage.records.record_store import RecordStore

    store = RecordStore(folder)
    try:
        store.unlock(login, password)
        return _verified(store.verify().code)
    finally:
        store.close()


def _verified(code: str) -> Finding:
    return Finding(
        State.OK,
        text("Every page, row, entry and file is as it was written. Trail: {code}.", code=code),
    )
