"""Automatic backups of the records, in a folder each; the two newest are kept, none longer than it may be.

A backup holds the database, the keys and the anchor; containers, which never change, lie once beside all
backups. It counts only after it was opened and checked. `backup_files` puts one in place again.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import func, select

from engine.core.errors import ScolioError
from engine.core.files import folder_written_beside, write_failure
from engine.core.progress import Cancel, Progress, check
from scolioapp.storage.records import chained_trail, containers
from scolioapp.storage.records.backup_files import MANIFEST, Manifest, save_archive
from scolioapp.storage.records.encrypted_database import (
    DATABASE,
    check_file,
    copy,
    engine_of,
    reading,
)
from scolioapp.storage.records.key_ring import NAME as KEYS
from scolioapp.storage.records.key_ring import KeyRing
from scolioapp.storage.records.preferences import preferences_of
from scolioapp.storage.records.record_change import sum_of_seals, wrong_rows
from scolioapp.storage.records.record_errors import damaged
from scolioapp.storage.records.record_roles import Right, operation
from scolioapp.storage.records.record_tables import SIGNATURES
from scolioapp.storage.records.records_session import Section, Session
from scolioapp.storage.records.schema_migration import NEWEST
from scolioapp.storage.records.trail_anchor import NAME as ANCHOR
from scolioapp.storage.records.trail_anchor import Anchor, Head

FOLDER: Final = "backups"
KEPT: Final = 2
ASIDE: Final = "set-aside"
"""Folder for files that a check refused, as they were."""

_BEFORE: Final = "before-migration"
_EVERY: Final = datetime.timedelta(days=1)
_SIGNATURES: Final = 20


@dataclass(frozen=True, slots=True)
class Backup:
    """A whole backup.

    Attributes:
        folder: Where it lies.
        made: When, UTC.
        head: Number and hash of the newest entry of the trail in it, as printed.
        expires: Date on which it is removed at the latest.
    """

    folder: Path
    made: str
    head: str
    expires: str


class Backups(Section):
    """The backups."""

    @property
    def folder(self) -> Path:
        """Folder of the automatic backups."""
        return self.session.folder / FOLDER

    @operation(Right.NUMBERS)
    def all(self) -> list[Backup]:
        """Return the automatic backups, the newest first."""
        return _backups(self.folder)

    @operation(Right.NUMBERS)
    def sizes(self) -> dict[Path, int]:
        """Return how many bytes each automatic backup is of, recordings included, by its folder.

        What several of them, or the records themselves, share on one disk counts for each.
        """
        kept = self.folder / containers.FOLDER
        found = {}
        for backup in _backups(self.folder):
            try:
                files = [each for each in backup.folder.iterdir() if each.is_file()]
                names = _containers(self.session, backup.folder)
                files += [kept / f"{name}{containers.SUFFIX}" for name in names]
                found[backup.folder] = sum(each.stat().st_size for each in files)
            except (OSError, ScolioError):
                continue
        return found

    @operation(Right.NUMBERS)
    def due(self) -> bool:
        """Tell whether the next automatic backup is due.

        It is where there is none, where the newest is a day old, and after twenty signatures.
        """
        there = _backups(self.folder)
        if not there:
            return True
        newest = there[0].made
        signed = select(func.count()).select_from(SIGNATURES).where(SIGNATURES.c.made > newest)
        with self.session.reading() as connection:
            many = (connection.scalar(signed) or 0) >= _SIGNATURES
        return many or self.session.clock() - datetime.datetime.fromisoformat(newest) >= _EVERY

    @operation(Right.NUMBERS, long=True)
    def make(self, *, cancel: Cancel | None = None) -> Backup:
        """Make an automatic backup, check it, and remove those that are not kept any more.

        Raises:
            OutputError: It cannot be written; those before it stay.
            DamagedError: What was written is not what is there.
            CancelledError: The person cancelled; nothing is left.
        """
        session = self.session
        with session.reading() as connection:
            days = preferences_of(connection).backup_days
        made = session.now
        expires = (session.today + datetime.timedelta(days=days)).isoformat()
        place = self.folder / made.replace(":", "").replace("+0000", "Z")
        with folder_written_beside(place) as beside:
            head = self._write(beside, cancel)
            content = {"made": made, "head": head.code, "expires": expires, "schema": NEWEST}
            (beside / MANIFEST).write_text(json.dumps(content), encoding="utf-8")
        with session.changing() as change:
            change.note("backup.made", head=head.code, expires=expires)
        remove_old(session)
        return Backup(place, made, head.code, expires)

    @operation(Right.ADMINISTER, long=True)
    def save(
        self,
        path: Path,
        passphrase: str,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> Head:
        """Write everything into one file that may leave this computer, and read it again to check it.

        Args:
            path: The file; it is replaced.
            passphrase: Opens it, in addition to the users' passwords; eight characters or more.
            progress: Takes how far it is.
            cancel: Stops it; nothing is left.

        Returns:
            The head of the trail in it.

        Raises:
            RecordsError: The passphrase is too short.
            OutputError: It cannot be written.
        """
        session = self.session
        with contextlib.ExitStack() as stack:
            beside = path.with_name(f".{path.name}.part")
            stack.callback(shutil.rmtree, beside, ignore_errors=True)
            try:
                beside.mkdir(parents=True)
            except OSError as error:
                raise write_failure(path, error) from error
            head = self._write(beside, cancel, whole=False)
            files = {name: beside / name for name in (DATABASE, KEYS, ANCHOR)}
            for identifier in _containers(session, beside):
                source = containers.path_of(session.folder, identifier)
                if not source.exists():
                    raise damaged(source.name)
                files[f"{containers.FOLDER}/{source.name}"] = source
            manifest = Manifest(session.now, head.code)
            save_archive(path, passphrase, files, manifest, progress=progress, cancel=cancel)
        with session.changing() as change:
            change.note("backup.saved", head=head.code)
        return head

    def _write(self, folder: Path, cancel: Cancel | None, *, whole: bool = True) -> Head:
        """Write database, keys and anchor into a folder, and check them; ``whole``: containers, too."""
        session = self.session
        keys = session.keys
        with session.guard:  # the keys are those that the database expects
            copy(session.folder / DATABASE, folder / DATABASE, keys.database)
            session.ring.write(folder)
        check(cancel)
        engine = engine_of(folder / DATABASE, keys.database, pooled=False)
        try:
            with reading(engine) as connection:
                check_file(connection, thorough=True)
                head = chained_trail.head_of(connection)
                state = chained_trail.state_of(connection)
                right = chained_trail.verify(connection, head.number) == head.hash
                right = right and int(state, 16) == sum_of_seals(connection)
                if not right or wrong_rows(connection, keys.seal):
                    raise damaged(DATABASE)
                wanted = containers.identifiers(connection)
        finally:
            engine.dispose()
        _without_log(folder / DATABASE)
        KeyRing.read(folder)
        anchor = Anchor(folder, keys.anchor)
        anchor.write(head)
        if anchor.read() != head:
            raise damaged(ANCHOR)
        if whole:
            self._copy_containers(wanted, cancel)
        return head

    def _copy_containers(self, wanted: list[str], cancel: Cancel | None) -> None:
        """Have every container once beside the backups; on one disk it takes no room."""
        target = self.folder / containers.FOLDER
        target.mkdir(parents=True, exist_ok=True)
        for identifier in wanted:
            check(cancel)
            source = containers.path_of(self.session.folder, identifier)
            place = target / source.name
            if place.exists():
                continue
            if not source.exists():
                raise damaged(source.name)
            try:
                os.link(source, place)
            except OSError:
                beside = place.with_suffix(".part")
                try:
                    shutil.copyfile(source, beside)
                    os.replace(beside, place)
                except OSError as error:
                    raise write_failure(place, error) from error


def automatic_backups(records: Path) -> list[Backup]:
    """Return the automatic backups of the records in a folder, the newest first; nothing need be unlocked."""
    return _backups(records / FOLDER)


def remove_old(session: Session, *, keep: int = KEPT) -> None:
    """Remove backups beyond the newest ones, whatever is kept longer than it may be, and unused containers.

    What was erased stays in older copies of the database until then, set-aside ones included.
    """
    folder = session.folder / FOLDER
    with session.reading() as connection:
        days = preferences_of(connection).backup_days
    today, before = session.today.isoformat(), session.clock().timestamp() - days * 86400.0
    there = _backups(folder)
    old = [each.folder for at, each in enumerate(there) if at >= keep or each.expires < today]
    for path in (folder / _BEFORE, *(session.folder / ASIDE).glob("*")):
        with contextlib.suppress(OSError):
            if path.stat().st_mtime < before:
                old.append(path)
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    if not old:
        return
    needed: set[str] = set()
    for backup in _backups(folder):
        try:
            needed.update(_containers(session, backup.folder))
        except ScolioError:
            return
    for path in (folder / containers.FOLDER).glob("*"):
        if path.name.removesuffix(containers.SUFFIX) not in needed:
            with contextlib.suppress(OSError):
                path.unlink()


def _containers(session: Session, folder: Path) -> list[str]:
    """Return the containers that a copy of the database knows."""
    engine = engine_of(folder / DATABASE, session.keys.database, pooled=False)
    try:
        with reading(engine) as connection:
            return containers.identifiers(connection)
    finally:
        engine.dispose()
        _without_log(folder / DATABASE)


def _backups(folder: Path) -> list[Backup]:
    found = []
    for path in folder.glob(f"*/{MANIFEST}"):
        try:
            said = json.loads(path.read_bytes())
            found.append(
                Backup(path.parent, str(said["made"]), str(said["head"]), str(said["expires"]))
            )
        except (OSError, ValueError, KeyError, TypeError):
            continue
    whole = [each for each in found if not each.folder.name.startswith(".")]
    return sorted(whole, key=lambda each: each.made, reverse=True)


def _without_log(database: Path) -> None:
    for ending in ("-wal", "-shm"):
        with contextlib.suppress(OSError):
            database.with_name(database.name + ending).unlink(missing_ok=True)


def keep_before_migration(session: Session) -> None:
    """Keep the database as it is before its schema changes, in place of the one kept before.

    Raises:
        OutputError: It cannot be written.
    """
    with folder_written_beside(session.folder / FOLDER / _BEFORE, replace=True) as beside:
        copy(session.folder / DATABASE, beside / DATABASE, session.keys.database)
        for name in (KEYS, ANCHOR):
            if (session.folder / name).exists():
                shutil.copyfile(session.folder / name, beside / name)
