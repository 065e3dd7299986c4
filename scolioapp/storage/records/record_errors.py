"""What can be wrong with the protected records, each as a sentence and a remedy. Must not know SQL.

Light to import: the window asks for rights and tells errors apart before anybody has opened the records.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from engine.core.errors import OutputError, ScolioError
from engine.core.text import Text, text


class RecordsError(ScolioError):
    """Something that the protected records do not allow or cannot do."""

    code = "records"


class WrongPasswordError(RecordsError):
    """A name, password or recovery key that opens nothing."""

    code = "records_password"


class LockedOutError(RecordsError):
    """Too many wrong passwords: nobody is let in for a while.

    Args:
        seconds: How long still.
    """

    code = "records_locked_out"

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            text(
                "Too many wrong passwords: the records stay locked for another {seconds} seconds.",
                seconds=max(1, round(seconds)),
            ),
            text("Wait, then try again. If the password is lost, use the recovery key."),
        )


class LockedError(RecordsError):
    """The records are locked."""

    code = "records_locked"

    def __init__(self) -> None:
        super().__init__(text("The records are locked."), text("Enter your name and password."))


class NotAllowedError(RecordsError):
    """The role of the user does not allow it."""

    code = "records_role"


class DamagedError(RecordsError):
    """A file of the records is not as it was written."""

    code = "records_damaged"


class DoubtError(RecordsError):
    """The records open but are not what they were last; an administrator may let them in knowingly.

    Args:
        reason: A name of `Doubt`.
        what: What happened.
    """

    code = "records_doubt"

    def __init__(self, reason: str, what: Text) -> None:
        self.reason = reason
        super().__init__(
            what,
            text(
                "Nothing was changed. Ask an administrator, who can restore a backup or accept it."
            ),
        )


class InUseError(RecordsError):
    """Another program has the records open."""

    code = "records_in_use"


class NewerError(RecordsError):
    """The records were written by a newer version of the program."""

    code = "records_newer"


class MissingRecordError(RecordsError):
    """The record is not there any more."""

    code = "records_missing"

    def __init__(self) -> None:
        super().__init__(
            text("This record no longer exists."),
            text("Go back to the list; it may be in the recycle bin."),
        )


class SignedError(RecordsError):
    """A signed judgement cannot be changed, only amended."""

    code = "records_signed"


class BlindedError(RecordsError):
    """What a model says is not shown before the examiner's own finding is in."""

    code = "records_blinded"


def damaged(name: str) -> DamagedError:
    """Say that a file is damaged, by its name."""
    return DamagedError(
        text("“{name}” is damaged: its content is not what was written.", name=name),
        text("Do not use it any further. Restore the newest backup."),
    )


def full(reason: str) -> OutputError:
    """Say that the disk refused; nothing was changed."""
    return OutputError(
        text("The records could not be read or written: {reason}.", reason=reason),
        text("Nothing was changed. Free some space, or make the folder writable, and try again."),
    )


_REFUSED = ("full", "readonly", "read-only", "unable to open", "disk i/o error")
_DAMAGED = ("not a database", "malformed", "file is encrypted", "hmac")


@contextmanager
def told(name: str) -> Iterator[None]:
    """Turn what the database says into a `ScolioError`.

    Args:
        name: File name of the database, for the sentence.

    Raises:
        DamagedError: The file is not as it was written.
        OutputError: It cannot be written.
    """
    from sqlalchemy import exc

    try:
        yield
    except exc.DatabaseError as error:
        said = str(error.orig).lower()
        if any(word in said for word in _REFUSED):
            raise full(str(error.orig)) from error
        if any(word in said for word in _DAMAGED):
            raise damaged(name) from error
        raise
