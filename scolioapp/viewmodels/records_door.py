"""The state of the protected records for the window: locked, or open for somebody."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from engine.core.errors import ScolioError
from engine.core.video_sources import register, unregister
from scolioapp.jobs.worker import Worker
from scolioapp.storage.record_videos import RecordVideos

if TYPE_CHECKING:
    from scolioapp.storage.records.record_roles import Right
    from scolioapp.storage.records.record_store import RecordStore
    from scolioapp.storage.records.records_session import User


class RecordsDoor(QObject):
    """The door to the records: who is there, in and out. What takes a moment runs on the worker.

    The packages of the records are imported when the store is first opened.

    Args:
        folder: Folder of the records.
        worker: Does what takes a moment.
        store: Records that are open already, unlocked or not; the door closes them.
        parent: Owner.

    Attributes:
        videos: The videos in the records; everything that opens videos opens them until they are locked.

    Signals:
        unlocked: The `User` who was let in, also in the place of another.
        locked: Nobody is there any more; pages forget what they show.
        switched: Either of them, for whoever only asks `user`.
    """

    unlocked = Signal(object)
    locked = Signal()
    switched = Signal()

    def __init__(
        self,
        folder: Path,
        worker: Worker,
        store: RecordStore | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self._worker = worker
        self._store = store
        self.videos = RecordVideos(lambda: self.store)
        register(self.videos)
        self._stay = 0
        """Grows whenever somebody comes or leaves."""
        self._user: User | None = store.user if store is not None and store.unlocked else None

    @property
    def store(self) -> RecordStore:
        """The records, locked or not; opened at the first call, which may be made on any thread.

        Raises:
            ScolioError: They are damaged, in use, or gone.
        """
        if self._store is None:
            from scolioapp.storage.records.record_store import RecordStore

            self._store = RecordStore(self.folder)
        return self._store

    @property
    def user(self) -> User | None:
        """Who is there, or None."""
        return self._user

    def may(self, right: Right) -> bool:
        """Tell whether somebody is there who may do something."""
        return self._user is not None and self._user.may(right)

    @property
    def verifying(self) -> Callable[[], str] | None:
        """What checks every part of the records and gives the code of their newest entry; None: locked."""
        return None if self._user is None else lambda: self.store.verify().code

    def unlock(
        self,
        login: str,
        password: str,
        *,
        failed: Callable[[ScolioError], None],
        accept: Collection[str] = (),
    ) -> None:
        """Let a user in, or say why not; see `RecordStore.unlock`."""
        self._worker.run(
            lambda: self.store.unlock(login, password, accept=accept),
            done=self._enter,
            failed=failed,
            series=self,
        )

    def recover(
        self,
        key: str,
        login: str,
        password: str,
        *,
        done: Callable[[str], None],
        failed: Callable[[ScolioError], None],
        accept: Collection[str] = (),
    ) -> None:
        """Set a new password by the recovery key; see `RecordStore.recover`.

        Args:
            key: The recovery key, as it was typed.
            login: The administrator's.
            password: The new password.
            done: Takes the new recovery key; nobody is in before `enter` is called.
            failed: Takes why not.
            accept: As for `unlock`.
        """
        self._worker.run(
            lambda: self.store.recover(key, login, password, accept=accept),
            done=done,
            failed=failed,
            series=self,
        )

    def enter(self) -> None:
        """Take the user whom the store has let in, or who has changed there."""
        if self.store.unlocked:
            self._enter(self.store.user)

    def run(
        self,
        work: Callable[[RecordStore], Any],
        *,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[ScolioError], None],
    ) -> None:
        """Do something with the records elsewhere; the answer of somebody who has left is dropped."""
        stay = self._stay

        def take(answer: object) -> None:
            if done is not None and self._stay == stay:
                done(answer)

        def refuse(error: ScolioError) -> None:
            if self._stay == stay:
                failed(error)

        self._worker.run(lambda: work(self.store), done=take, failed=refuse)

    def lock(self) -> None:
        """Lock the records; what runs in the background goes on."""
        if self._user is None:
            return
        self._leave()
        self.locked.emit()
        self.switched.emit()
        self._worker.run(self.store.lock, series=self)

    def close(self) -> None:
        """Lock the records, and let another program open them."""
        unregister(self.videos)
        self._leave()
        if self._store is not None:
            self._store.close()
            self._store = None

    def _leave(self) -> None:
        self._user = None
        self._stay += 1
        self.videos.forget()

    def _enter(self, user: User) -> None:
        same = self._user is not None and self._user.id == user.id
        self.videos.forget()
        self._user = user
        if same:
            # Another role, perhaps; the pages stay as they are.
            self.switched.emit()
            return
        self._stay += 1
        self.unlocked.emit(user)
        self.switched.emit()
