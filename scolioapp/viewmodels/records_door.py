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
        )

    def run(
        self,
        work: Callable[[RecordStore], Any],
        *,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[ScolioError], None],
    ) -> None:
        """Do something with the records elsewhere; the answer of somebody who has left is dropped."""
        asked_by = self._user

        def take(answer: object) -> None:
            if done is not None and self._user is asked_by:
                done(answer)

        self._worker.run(lambda: work(self.store), done=take, failed=failed)

    def lock(self) -> None:
        """Lock the records; what runs in the background goes on."""
        if self._user is None:
            return
        self._user = None
        self.videos.forget()
        self.locked.emit()
        self.switched.emit()
        self._worker.run(self.store.lock)

    def close(self) -> None:
        """Lock the records, and let another program open them."""
        self._user = None
        unregister(self.videos)
        self.videos.forget()
        if self._store is not None:
            self._store.close()
            self._store = None

    def _enter(self, user: User) -> None:
        self.videos.forget()
        self._user = user
        self.unlocked.emit(user)
        self.switched.emit()
