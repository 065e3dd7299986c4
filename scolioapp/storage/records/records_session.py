"""The records while they are open: who is there, the keys, and the one way to read and to change.

May be used from any thread: one works at a time. Must not know what the rows mean.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final, Protocol, TypeVar
from weakref import WeakSet

from sqlalchemy import Connection, Engine, select

from engine.core.text import text
from scolioapp.storage.records import chained_trail
from scolioapp.storage.records.encrypted_database import reading, writing
from scolioapp.storage.records.key_ring import Cost, KeyRing, Keys
from scolioapp.storage.records.record_change import Change, sum_of_seals
from scolioapp.storage.records.record_errors import DoubtError, LockedError
from scolioapp.storage.records.record_roles import RIGHTS, Right, Role, not_allowed
from scolioapp.storage.records.record_tables import SETTINGS
from scolioapp.storage.records.sign_in_attempts import Attempts
from scolioapp.storage.records.trail_anchor import Anchor, Head

RESTORED: Final = "restored"
"""File that says that a backup was put in place, until the trail does."""

OLDER: Final = "older"
CLOCK: Final = "clock"
KEYS: Final = "keys"
"""Reasons of a `DoubtError`."""

_Part = TypeVar("_Part")

_RING: Final = "keys"
_CLOCK_MAY_BE_OFF: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may open the records.

    Attributes:
        id: 32 hexadecimal digits.
        number: Stands for the user in the trail.
        login: What is typed to unlock.
        name: As it is printed under a signature.
        role: What the user may do.
        removed: When the user was removed, or "".
        created: When the user was added.
    """

    id: str
    number: int
    login: str
    name: str
    role: Role
    removed: str = ""
    created: str = ""

    def may(self, right: Right) -> bool:
        """Tell whether the role has a right."""
        return right in RIGHTS[self.role]


class Closable(Protocol):
    """Something that is open as long as the records are."""

    def close(self) -> None:
        """Close it."""


def utc_now() -> datetime:
    """Return the time of this computer."""
    return datetime.now(UTC)


def _unlocked(part: _Part | None) -> _Part:
    """Return what is there only while the records are unlocked."""
    if part is None:
        raise LockedError
    return part


class Session:
    """The folder of the records, locked or unlocked.

    Args:
        folder: The folder.
        clock: Says what time it is, with time zone.
        cost: What new passwords cost; None: as usual.
    """

    def __init__(
        self, folder: Path, clock: Callable[[], datetime] = utc_now, cost: Cost | None = None
    ) -> None:
        self.folder, self.clock, self.cost = folder, clock, cost
        self.guard = threading.RLock()
        self.attempts = Attempts(folder, clock)
        self.ring = KeyRing.new()
        self._user: User | None = None
        self._keys: Keys | None = None
        self._engine: Engine | None = None
        self.head = Head(0, chained_trail.START, "")
        self.open_files: WeakSet[Closable] = WeakSet()

    @property
    def unlocked(self) -> bool:
        """Whether somebody is there."""
        return self._user is not None

    @property
    def user(self) -> User:
        """Who is there.

        Raises:
            LockedError: Nobody.
        """
        return _unlocked(self._user)

    @property
    def keys(self) -> Keys:
        """The keys.

        Raises:
            LockedError: The records are locked.
        """
        return _unlocked(self._keys)

    @property
    def engine(self) -> Engine:
        """The database.

        Raises:
            LockedError: The records are locked.
        """
        return _unlocked(self._engine)

    @property
    def anchor(self) -> Anchor:
        """The file beside the database that holds the head of the trail.

        Raises:
            LockedError: The records are locked.
        """
        return Anchor(self.folder, self.keys.anchor)

    @property
    def sees_names(self) -> bool:
        """Whether the user may see names."""
        return self.user.may(Right.NAMES)

    @property
    def now(self) -> str:
        """The time, UTC, as it is kept."""
        return self.clock().astimezone(UTC).isoformat(timespec="milliseconds")

    @property
    def today(self) -> date:
        """The day on the calendar of this computer."""
        return self.clock().astimezone().date()

    def demand(self, right: Right) -> None:
        """Check that the user has a right.

        Raises:
            LockedError: The records are locked.
            NotAllowedError: The role does not allow it.
        """
        if not self.user.may(right):
            raise not_allowed()

    def attach(self, engine: Engine, keys: Keys) -> None:
        """Take an opened database, for nobody yet."""
        self._engine, self._keys = engine, keys

    def enter(self, user: User) -> None:
        """Let a user in, or take the user as he or she is now."""
        self._user = user

    def leave(self) -> None:
        """Forget user and keys, close the database and its files; waits for who reads or writes."""
        with self.guard:
            self._user = self._keys = None
            for each in list(self.open_files):
                each.close()
            engine, self._engine = self._engine, None
            if engine is not None:
                engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read, in one transaction.

        Raises:
            ScolioError: The records are locked, or damaged.
        """
        with self.guard, reading(self.engine) as connection:
            yield connection

    @contextmanager
    def changing(self) -> Iterator[Change]:
        """Change, in one transaction that ends with an entry of the trail; then note its head beside.

        Raises:
            ScolioError: The records are locked, damaged, or cannot be written; nothing was changed.
        """
        with self.guard:
            keys, user = self.keys, self._user
            with writing(self.engine) as connection:
                change = Change(connection, user.number if user else 0, self.now, keys.seal)
                yield change
                head = change.finish()
            self.anchor.write(head)
            self.head = head

    def expect_ring(self, change: Change, ring: KeyRing) -> None:
        """Note in the database which ring is to be in the file, before `keep_ring` writes it."""
        self._note_ring(change, ring.digest, self.ring.digest)

    def keep_ring(self, ring: KeyRing) -> None:
        """Write a ring that the database expects, and let the one before count no more.

        Raises:
            OutputError: It cannot be written; the one before counts.
        """
        ring.write(self.folder)
        self.ring = ring
        with self.changing() as change:
            self._note_ring(change, ring.digest, "")
            change.note("keys.written")

    def take_ring(self, change: Change) -> None:
        """Take the ring that is in the file for the right one, as part of a change."""
        self._note_ring(change, self.ring.digest, "")

    def _note_ring(self, change: Change, now: str, before: str) -> None:
        value = json.dumps([now, before])
        if change.connection.scalar(select(SETTINGS.c.id).where(SETTINGS.c.id == _RING)):
            change.update(SETTINGS, _RING, value=value)
        else:
            change.insert(SETTINGS, id=_RING, value=value)

    def _ring_expected(self, connection: Connection) -> bool:
        """Tell whether the ring in the file is the one written last or, after a crash, the one before."""
        value = connection.scalar(select(SETTINGS.c.value).where(SETTINGS.c.id == _RING))
        return value is not None and self.ring.digest in json.loads(value)

    def restored(self) -> bool:
        """Whether a backup was put in place since somebody was let in last."""
        return (self.folder / RESTORED).exists()

    def forget_restored(self) -> None:
        """Forget that a backup was put in place: the trail says it now."""
        with suppress(OSError):
            (self.folder / RESTORED).unlink(missing_ok=True)

    def since_last_entry(self) -> timedelta:
        """Return how long ago the newest entry of the trail was, by the clock of this computer."""
        if not self.head.made:
            return timedelta()
        return self.clock() - datetime.fromisoformat(self.head.made)

    def note_migration(self, connection: Connection) -> None:
        """Add to the trail that the schema is another one, in the transaction of the migration."""
        change = Change(connection, 0, self.now, self.keys.seal)
        change.note("records.migrated")
        change.finish()

    def examine(self) -> frozenset[str]:
        """Check the trail, the sum of seals, the anchor and the clock; changes nothing.

        Returns:
            What is in doubt: `OLDER`, `KEYS`, `CLOCK`.

        Raises:
            DamagedError: The trail is not as it was written.
        """
        with self.reading() as connection:
            head = chained_trail.head_of(connection)
            noted = self.anchor.read()
            at = chained_trail.verify(connection, noted.number if noted else 0)
            state = int(chained_trail.state_of(connection), 16)
            whole = state == sum_of_seals(connection)
            expected = self._ring_expected(connection)
            made = max(chained_trail.latest(connection), noted.made if noted else "")
        doubts = set() if expected else {KEYS}
        if noted is None or at != noted.hash or not whole:
            doubts.add(OLDER)
        if made and self.clock() < datetime.fromisoformat(made) - _CLOCK_MAY_BE_OFF:
            doubts.add(CLOCK)
        self.head = head
        return frozenset(doubts)


def doubt_error(doubts: frozenset[str], head: Head) -> DoubtError:
    """Say what is in doubt."""
    if OLDER in doubts:
        return DoubtError(
            OLDER,
            text(
                "The records are not what they were last: they, or a part of them, were put back to an "
                "older copy or changed (newest entry {number}).",
                number=head.number,
            ),
        )
    if KEYS in doubts:
        return DoubtError(
            KEYS,
            text(
                "The file with the keys of the records was put back to an older copy: passwords that were "
                "changed since, and users who were removed, would count again."
            ),
        )
    return DoubtError(
        CLOCK,
        text(
            "The clock of this computer is behind the newest entry of the records ({made}).",
            made=head.made[:16],
        ),
    )


class Section:
    """A part of the door.

    Args:
        session: The records.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    def demand(self, right: Right) -> None:
        """Check that the user has a right.

        Raises:
            ScolioError: The records are locked, or the role does not allow it.
        """
        self.session.demand(right)

    def as_one(self) -> AbstractContextManager[object]:
        """Keep others, and another user, out for a while."""
        return self.session.guard
