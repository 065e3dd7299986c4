"""The door to the protected records: made, opened, unlocked, used by its sections, locked.

Everything that reads or writes records goes through `RecordStore`. It may be used from any thread, and each
operation asks for the user's right itself. Nothing is returned but frozen values; every failure is a
`ScolioError`. Must not know Qt.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from engine.core.errors import ScolioError
from engine.core.files import folder_written_beside
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.text import text
from scolioapp.storage.records import chained_trail, container_check, containers, deposits
from scolioapp.storage.records.accounts import Accounts, find_user
from scolioapp.storage.records.camera_takeover import CameraTakeover
from scolioapp.storage.records.day_takeover import DayTakeover
from scolioapp.storage.records.deposits import Deposits, Ticket
from scolioapp.storage.records.encrypted_database import (
    DATABASE,
    check_file,
    connect,
    empty_log,
    engine_of,
    reading,
)
from scolioapp.storage.records.folder_takeover import Takeover
from scolioapp.storage.records.instance_lock import InstanceLock
from scolioapp.storage.records.judgements import JudgementLine, Judgements
from scolioapp.storage.records.key_ring import NAME as KEYS
from scolioapp.storage.records.key_ring import Cost, KeyRing, Keys, check_password, wrong_password
from scolioapp.storage.records.live_recordings import LiveRecordings
from scolioapp.storage.records.outbox import Outbox
from scolioapp.storage.records.patient_merging import Merging
from scolioapp.storage.records.patients import Patients
from scolioapp.storage.records.preferences import Preferences
from scolioapp.storage.records.record_backups import (
    ASIDE,
    Backups,
    keep_before_migration,
    remove_old,
)
from scolioapp.storage.records.record_change import new_id, wrong_rows
from scolioapp.storage.records.record_days import RecordDays
from scolioapp.storage.records.record_errors import (
    DamagedError,
    RecordsError,
    WrongPasswordError,
    damaged,
)
from scolioapp.storage.records.record_peers import RecordPeers
from scolioapp.storage.records.record_roles import Right, Role
from scolioapp.storage.records.record_tables import USERS
from scolioapp.storage.records.recording_list import RecordingList
from scolioapp.storage.records.records_session import KEYS as KEYS_DOUBT
from scolioapp.storage.records.records_session import (
    OLDER,
    Session,
    User,
    doubt_error,
    utc_now,
)
from scolioapp.storage.records.recovery_key import new_recovery_key, read_recovery_key
from scolioapp.storage.records.recycle_bin import RecycleBin
from scolioapp.storage.records.review_reading import Reviews
from scolioapp.storage.records.rosters import Rosters
from scolioapp.storage.records.schema_migration import NEWEST, migrate, version_of
from scolioapp.storage.records.signatures import Signatures
from scolioapp.storage.records.signed_pages import SignedPages
from scolioapp.storage.records.signed_reports import SignedReports
from scolioapp.storage.records.table_rows import Tables
from scolioapp.storage.records.trail_anchor import NAME as ANCHOR
from scolioapp.storage.records.trail_anchor import Head
from scolioapp.storage.records.trail_reading import Trail
from scolioapp.storage.records.visit_recordings import Recordings
from scolioapp.storage.records.visits import Visits
from scolioapp.storage.records.worklist_orders import WorklistOrders

_NO_LEAP: Final = timedelta(days=7)
_DATABASE_SHARE: Final = 0.3
"""Share of the whole check that the database takes, as it is told."""


@dataclass(frozen=True, slots=True)
class Account:
    """What a person types to become a user.

    Attributes:
        login: The short name, to unlock.
        name: As it is printed under a signature.
        password: Eight characters or more.
    """

    login: str
    name: str
    password: str


class RecordStore:
    """The records of one folder, locked at first.

    Args:
        folder: The folder; it holds records (see `exists`, `create`).
        clock: Says what time it is, with time zone.
        cost: What new passwords cost; None: as usual.

    Raises:
        ScolioError: There are none, they are in use, damaged, or the folder cannot be written.
    """

    def __init__(
        self, folder: Path, *, clock: Callable[[], datetime] = utc_now, cost: Cost | None = None
    ) -> None:
        self.folder = folder
        if not self.exists(folder):
            raise RecordsError(
                text("There are no records in “{name}”.", name=folder.name),
                text("Choose the folder of the records, or begin new ones."),
            )
        self._lock = InstanceLock(folder)
        self._session = session = Session(folder, clock, cost)
        try:
            session.ring = KeyRing.read(folder)
        except ScolioError:
            self._lock.release()
            raise
        self.accounts = Accounts(session)
        self.patients = Patients(session)
        self.visits = Visits(session)
        self.recordings = Recordings(session)
        self.listing = RecordingList(session)
        self.judgements = Judgements(session)
        self.signatures = Signatures(session)
        self.pages = SignedPages(session)
        self.reviews = Reviews(session)
        self.merging = Merging(session)
        self.bin = RecycleBin(session)
        self.trail = Trail(session)
        self.preferences = Preferences(session)
        self.backups = Backups(session)
        self.takeover = Takeover(session)
        self.camera_takeover = CameraTakeover(session)
        self.day_takeover = DayTakeover(session)
        self.deposits = Deposits(session)
        self.live = LiveRecordings(session)
        self.days = RecordDays(session)
        self.rosters = Rosters(session)
        self.tables = Tables(session)
        self.peers = RecordPeers(session)
        self.outbox = Outbox(session)
        self.reports = SignedReports(session)
        self.orders = WorklistOrders(session)

    @staticmethod
    def exists(folder: Path) -> bool:
        """Tell whether a folder holds records, or what is left of them."""
        return any((folder / name).exists() for name in (DATABASE, KEYS))

    @classmethod
    def create(
        cls,
        folder: Path,
        first: Account,
        *,
        clock: Callable[[], datetime] = utc_now,
        cost: Cost | None = None,
    ) -> tuple[RecordStore, str]:
        """Make new records with their first administrator, who is let in.

        Args:
            folder: It must not exist yet, or be empty; it appears whole.
            first: The administrator.
            clock: Says what time it is, with time zone.
            cost: What passwords cost; None: as usual.

        Returns:
            The records, unlocked, and the recovery key, which is shown only now.

        Raises:
            ScolioError: The folder exists or cannot be written, or the password is too short.
        """
        recovery, user, keys = new_recovery_key(), new_id(), Keys.of(secrets.token_bytes(32))
        ring = KeyRing.new().with_user(user, first.login, first.password, keys.data, cost)
        ring = ring.with_recovery(recovery, keys.data)
        empty = folder.is_dir() and not any(folder.iterdir())
        with folder_written_beside(folder, replace=empty) as beside:
            connect(beside / DATABASE, keys.database, make=True).close()
            session = Session(beside, clock, cost)
            session.attach(engine_of(beside / DATABASE, keys.database), keys)
            try:
                migrate(session.engine)
                with session.changing() as change:
                    change.insert(
                        USERS,
                        id=user,
                        number=1,
                        login=first.login.strip(),
                        name=first.name,
                        role=Role.ADMINISTRATOR.value,
                        created=session.now,
                    )
                    session.ring = ring
                    session.take_ring(change)
                    change.note("records.created", ring.store)
            finally:
                session.leave()
            ring.write(beside)
        store = cls(folder, clock=clock, cost=cost)
        store.unlock(first.login, first.password)
        return store, recovery

    # In and out

    @property
    def unlocked(self) -> bool:
        """Whether somebody is there."""
        return self._session.unlocked

    @property
    def user(self) -> User:
        """Who is there.

        Raises:
            LockedError: Nobody.
        """
        return self._session.user

    @property
    def head(self) -> Head:
        """The head of the trail, for printed pages (`Head.code`)."""
        return self._session.head

    @property
    def today(self) -> date:
        """The day on which consents are looked at, and visits begin."""
        return self._session.today

    def unlock(self, login: str, password: str, *, accept: Collection[str] = ()) -> User:
        """Let a user in, after every check; or another user, in place of the one who is there.

        Args:
            login: The short name.
            password: The password.
            accept: Reasons of a `DoubtError` that an administrator takes on.

        Raises:
            WrongPasswordError: The name or the password is wrong.
            LockedOutError: Too many were.
            DoubtError: The records are older than they were, or the clock is behind.
            NewerError: They are of a newer version of the program.
            DamagedError: A file is not as it was written.
            OutputError: The folder cannot be written.
        """
        session = self._session
        with session.guard:
            session.attempts.check()
            try:
                identifier, data = session.ring.open(login, password)
            except WrongPasswordError:
                session.attempts.failed()
                raise
            session.attempts.succeeded()
            return self._enter(identifier, data, accept, "user.unlocked")

    def recover(self, key: str, login: str, password: str, *, accept: Collection[str] = ()) -> str:
        """Set a new password for an administrator by the recovery key, and let him or her in.

        Returns:
            The new recovery key; the one that was used opens nothing any more.

        Raises:
            WrongPasswordError: The key is wrong, or nobody has this name.
            ScolioError: As for `unlock`, or the user is no administrator.
        """
        session = self._session
        # A slip of the pen, and a password that is no use, are no tries.
        key = read_recovery_key(key)
        check_password(password)
        with session.guard:
            session.attempts.check()
            try:
                data = session.ring.recover(key)
                user = session.ring.find(login)
                if user is None:
                    raise WrongPasswordError(
                        text("No user is called “{login}”.", login=login),
                        text("Take the name by which an administrator unlocks the records."),
                    )
            except WrongPasswordError:
                session.attempts.failed()
                raise
            self._enter(user, data, accept, "user.recovered", only=Right.ADMINISTER)
            recovery = new_recovery_key()
            ring = session.ring.with_user(user, login, password, data, session.cost)
            ring = ring.with_recovery(recovery, data)
            with session.changing() as change:
                change.note("recovery_key.used", user)
                session.expect_ring(change, ring)
            session.keep_ring(ring)
            session.attempts.succeeded()
            return recovery

    def lock(self) -> None:
        """Lock the records; waits for an operation that is under way."""
        session = self._session
        with session.guard:
            if not session.unlocked:
                return
            try:
                with session.changing() as change:
                    change.note("user.locked", session.user.id)
                empty_log(session.engine)
            except ScolioError:
                # A full disk does not keep the records open.
                pass
            finally:
                session.leave()

    def close(self) -> None:
        """Lock the records, and let another program open them."""
        self.lock()
        self._lock.release()

    def finish(self, ticket: Ticket, line: JudgementLine, files: Mapping[str, bytes]) -> bool:
        """Keep a result that was begun with a ticket, whether the records are locked or not.

        Args:
            ticket: From `Deposits.ticket`.
            line: What the list says of it.
            files: Its files.

        Returns:
            Whether it is a judgement now; else it is one after the next unlock.

        Raises:
            OutputError: It cannot be written; nothing is left.
        """
        deposits.put(self.folder, ticket, line, files)
        with self._session.guard:
            return self.unlocked and deposits.take(self._session) > 0

    def verify(
        self,
        *,
        contents: bool = False,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> Head:
        """Check everything that can be checked: each page, row, entry of the trail, and file.

        Args:
            contents: Whether each page of every video and judgement is read, too; else only whether the
                files are there.
            progress: Takes how far it is.
            cancel: Stops it between two parts.

        Returns:
            The head of the trail.

        Raises:
            ScolioError: The records are locked, damaged, or not what they were last.
            CancelledError: The person cancelled.
        """
        session = self._session
        share = _DATABASE_SHARE if contents else 1.0
        with session.guard:
            session.demand(Right.NUMBERS)
            report(progress, Stage.CHECK, 0.0)
            doubts = session.examine()
            if doubts:
                raise doubt_error(doubts, session.head)
            check(cancel)
            report(progress, Stage.CHECK, share / 3)
            with session.reading() as connection:
                check_file(connection, thorough=True)
                check(cancel)
                report(progress, Stage.CHECK, share * 2 / 3)
                if wrong_rows(connection, session.keys.seal):
                    raise damaged(DATABASE)
                missing = containers.missing(connection, session.folder)
            if missing:
                raise damaged(missing[0])
            head = session.head
        if contents:
            container_check.verify_all(
                session,
                progress=lambda part: report(progress, Stage.CHECK, share + (1 - share) * part),
                cancel=cancel,
            )
        return head

    def _enter(
        self,
        identifier: str,
        data: bytes,
        accept: Collection[str],
        action: str,
        only: Right = Right.NUMBERS,
    ) -> User:
        """Check the records with the data key, and let a user in."""
        session, keys = self._session, Keys.of(data)
        if session.unlocked:
            self.lock()
        path = self.folder / DATABASE
        if not path.exists():
            raise damaged(DATABASE)
        session.attach(engine_of(path, keys.database), keys)
        try:
            user, doubts = self._checked(identifier, accept, only)
            session.enter(user)
            # A clock that has leapt ahead must not make every backup too old at once.
            steady = session.since_last_entry() < _NO_LEAP
            self._note_entry(user, doubts, action)
            session.forget_restored()
            containers.tidy(session)
            if steady:
                remove_old(session)
            deposits.take(session)
        except DamagedError:
            self._set_aside()
            session.leave()
            raise
        except ScolioError:
            if any(session.folder.glob(f"{DATABASE}-wal")):
                self._set_aside()
            session.leave()
            raise
        except BaseException:
            session.leave()
            raise
        return user

    def _note_entry(self, user: User, doubts: frozenset[str], action: str) -> None:
        """Write into the trail that somebody is let in, and what was taken on for it."""
        session = self._session
        if OLDER in doubts:
            session.anchor.forget()
        with session.changing() as change:
            if session.restored():
                change.note("records.restored")
            for doubt in sorted(doubts):
                change.accept_rows()
                change.note(chained_trail.ACCEPTED, doubt=doubt)
            if KEYS_DOUBT in doubts:
                session.take_ring(change)
            change.note(action, user.id)

    def _checked(
        self, identifier: str, accept: Collection[str], only: Right
    ) -> tuple[User, frozenset[str]]:
        """Check everything that is checked at each unlock; return the user and the doubts taken on."""
        session = self._session
        with reading(session.engine) as connection:
            version = version_of(connection)
        if version != NEWEST:
            self._check_file()
            keep_before_migration(session)
            migrate(session.engine, also=session.note_migration)
        # The file and what is in it, side by side: the first is the database's work, the second ours.
        with ThreadPoolExecutor(1) as beside:
            checked = beside.submit(self._check_file)
            doubts = session.examine()
            checked.result()
        with session.reading() as connection:
            user = find_user(connection, identifier)
        if user is None or user.removed:
            # A crash came between the row and the key.
            raise wrong_password()
        if not user.may(only):
            session.enter(user)
            session.demand(only)
        accepted = set(accept) if user.may(Right.ADMINISTER) else set()
        if doubts - accepted:
            raise doubt_error(frozenset(doubts - accepted), session.head)
        return user, doubts

    def _check_file(self) -> None:
        with reading(self._session.engine) as connection:
            check_file(connection, thorough=True)

    def _set_aside(self) -> None:
        """Copy the database with its log as they are: closing them would drop what cannot be read."""
        aside = self.folder / ASIDE / self._session.now.replace(":", "")
        try:
            aside.mkdir(parents=True)
            for name in (DATABASE, f"{DATABASE}-wal", ANCHOR):
                if (self.folder / name).exists():
                    shutil.copyfile(self.folder / name, aside / name)
        except OSError:
            shutil.rmtree(aside, ignore_errors=True)
