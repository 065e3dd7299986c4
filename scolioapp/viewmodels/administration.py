"""What an administrator does to keep the records safe: backups, trail, erasing. Must not know QtWidgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.jobs.worker import TaskSlot, Work, Worker
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.viewmodels.safety_tables import BackupTable, ErasableTable, SizedBackup
from scolioapp.viewmodels.trail_table import PAGE, TrailTable
from scolioapp.words.trail_details import detail_words
from scolioapp.words.trail_words import about_words, action_words, who_words

if TYPE_CHECKING:
    from scolioapp.storage.records.chained_trail import Entry
    from scolioapp.storage.records.preferences import RecordPreferences
    from scolioapp.storage.records.record_backups import Backup
    from scolioapp.storage.records.record_store import RecordStore
    from scolioapp.storage.records.recycle_bin import Erasable
    from scolioapp.storage.records.trail_anchor import Head
    from scolioapp.storage.records.trail_reading import TrailFilter, TrailLine


def error_words(error: ScolioError) -> str:
    """Say what happened and what to do."""
    return f"{render(error.what)} {render(error.remedy)}"


class Administration(QObject):
    """Reads what the administration shows, and does what is asked there; forgets all when the records lock.

    Args:
        door: The records.
        worker: Does what takes a moment.
        parent: Owner.

    Attributes:
        slot: What takes long, one thing at a time.
        backups: The automatic backups.
        trail: Entries of the trail that are wanted.
        erasable: What can be erased.
        users: Number and name to unlock with of each user, those who were removed included.
        preferences: The settings of the records, or None until they are read.
        leaves_backups: Date on which what is erased today is in no automatic backup any more.

    Signals:
        read: Users, settings and the lists were read.
        said: Words and their `Severity`, to be told where the person is.
    """

    read = Signal()
    said = Signal(str, object)

    def __init__(self, door: RecordsDoor, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self.slot = TaskSlot(worker, self)
        self.backups = BackupTable(parent=self)
        self.trail = TrailTable(self._read_older, self)
        self.erasable = ErasableTable(parent=self)
        self.users: tuple[tuple[int, str], ...] = ()
        self.preferences: RecordPreferences | None = None
        self.leaves_backups = ""
        self._wanted: TrailFilter | None = None
        self._asking = 0
        door.locked.connect(self._forget)

    # Reading

    def refresh(self) -> None:
        """Read everything again."""
        self._door.run(_read_all, done=self._take_all, failed=self._fail)
        self.show_trail(self._wanted)

    def _take_all(self, answer: _All) -> None:
        users, self.preferences, self.leaves_backups, backups, erasable = answer
        self.users = tuple(users)
        self.backups.show_things(backups)
        self.erasable.show_things(erasable)
        self.read.emit()

    def show_trail(self, wanted: TrailFilter | None) -> None:
        """Show the newest entries that are wanted; None: of everything."""
        self._wanted = wanted
        self._read_trail(0, self.trail.begin)

    def _read_older(self, before: int) -> None:
        self._read_trail(before, self.trail.add)

    def _read_trail(self, before: int, take: Callable[[Sequence[TrailLine]], None]) -> None:
        wanted = self._wanted
        self._asking += 1
        asked = self._asking

        def done(lines: list[TrailLine]) -> None:
            # Another filter may have been chosen meanwhile.
            if asked == self._asking:
                take(lines)

        self._door.run(
            lambda store: store.trail.lines(*_given(wanted), before=before, limit=PAGE),
            done=done,
            failed=self._fail,
        )

    def _forget(self) -> None:
        self.slot.cancel()
        self._asking += 1
        self.users, self.preferences, self.leaves_backups, self._wanted = (), None, "", None
        self.backups.show_things(())
        self.erasable.show_things(())
        self.trail.clear()

    # Backups

    def back_up(self) -> None:
        """Make an automatic backup now."""

        def done(backup: Backup) -> None:
            self.said.emit(self.tr("The backup was made and checked."), Severity.INFO)

        self._work(lambda store, _, cancel: store.backups.make(cancel=cancel), done)

    def save(self, path: Path, passphrase: str) -> None:
        """Save everything to one file that may leave this computer."""

        def done(head: Head) -> None:
            words = self.tr(
                "Saved to “{name}”, read back and compared. Newest entry of the trail: {code}."
            )
            self.said.emit(words.format(name=path.name, code=head.code), Severity.INFO)

        self._work(
            lambda store, progress, cancel: store.backups.save(
                path, passphrase, progress=progress, cancel=cancel
            ),
            done,
        )

    # The trail

    def verify(self) -> None:
        """Check everything, videos included."""

        def done(head: Head) -> None:
            words = self.tr(
                "Everything is as it was written: each row, each of the {count} entries of the trail, "
                "each recording. Newest entry: {code}."
            )
            self.said.emit(words.format(count=head.number, code=head.code), Severity.INFO)

        self._work(
            lambda store, progress, cancel: store.verify(
                contents=True, progress=progress, cancel=cancel
            ),
            done,
        )

    def export(self, path: Path) -> None:
        """Write the entries that are shown, and all older ones of that choice, into a CSV file."""
        wanted = self._wanted
        titles = (
            self.tr("No."),
            self.tr("Time (UTC)"),
            self.tr("User"),
            self.tr("What was done"),
            self.tr("Action"),
            self.tr("About"),
            self.tr("Details"),
            self.tr("Hash"),
        )

        def done(count: int) -> None:
            words = self.tr("{count} entries were written to “{name}”.")
            self.said.emit(words.format(count=count, name=path.name), Severity.INFO)

        self._work(
            lambda store, progress, cancel: store.trail.export(
                path, titles, _cells, *_given(wanted), progress=progress, cancel=cancel
            ),
            done,
        )

    # Erasing

    def erase(self, things: Sequence[Erasable]) -> None:
        """Erase for good."""
        patients = [each.id for each in things if not each.recording]
        recordings = [each.id for each in things if each.recording]

        def done(date: str) -> None:
            self.refresh()
            self.said.emit(self.tr("Erased. It can no longer be brought back."), Severity.INFO)

        def work(store: RecordStore) -> None:
            store.bin.erase(patients=patients, recordings=recordings)

        self._door.run(work, done=done, failed=self._fail)

    def put_back(self, things: Sequence[Erasable]) -> None:
        """Take things out of the recycle bin."""

        def work(store: RecordStore) -> None:
            for each in things:
                if each.recording:
                    store.recordings.restore(each.id)
                else:
                    store.bin.restore(each.id)

        self._door.run(work, done=lambda _: self.refresh(), failed=self._fail)

    # Working

    def _work(
        self, work: Callable[[RecordStore, Any, Any], Any], done: Callable[[Any], None]
    ) -> None:
        door, user = self._door, self._door.user

        def ended(answer: object) -> None:
            if door.user is user:
                done(answer)
                self.refresh()

        def failed(error: ScolioError) -> None:
            if door.user is user:
                self._fail(error)

        def cancelled() -> None:
            if door.user is user:
                self.said.emit(self.tr("Stopped. Nothing is left of it."), Severity.INFO)

        job: Work = lambda progress, cancel: work(door.store, progress, cancel)  # noqa: E731
        self.slot.run(job, done=ended, failed=failed, cancelled=cancelled)

    def _fail(self, error: ScolioError) -> None:
        self.said.emit(error_words(error), Severity.REPEAT)


_All = tuple[list[tuple[int, str]], "RecordPreferences", str, list[SizedBackup], "list[Erasable]"]


def _read_all(store: RecordStore) -> _All:
    sizes = store.backups.sizes()
    return (
        [(user.number, user.login) for user in store.accounts.all()],
        store.preferences.read(),
        store.bin.leaves_backups(),
        [SizedBackup(each, sizes.get(each.folder)) for each in store.backups.all()],
        store.bin.erasable(),
    )


def _given(wanted: TrailFilter | None) -> tuple[TrailFilter, ...]:
    return () if wanted is None else (wanted,)


def _cells(line: TrailLine) -> Sequence[object]:
    entry: Entry = line.entry
    return (
        entry.number,
        entry.made,
        who_words(line),
        action_words(entry.action),
        entry.action,
        about_words(line),
        detail_words(entry.detail),
        entry.hash,
    )
