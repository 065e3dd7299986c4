"""Making protected records for the first time. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.core.errors import ScolioError
from scolioapp.jobs.worker import Worker

if TYPE_CHECKING:
    from scolioapp.storage.records.record_store import RecordStore


class Founding(QObject):
    """Makes records with their first administrator; what takes a moment runs on the worker.

    Args:
        folder: Where they are to lie.
        worker: Makes them.

    Signals:
        made: The recovery key, to be shown now and never again.
        failed: A `ScolioError`; nothing was made.

    Attributes:
        busy: Whether they are being made.
        store: The records, unlocked, once they are made.
    """

    made = Signal(str)
    failed = Signal(object)

    def __init__(self, folder: Path, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._worker = worker
        self.busy = False
        self.store: RecordStore | None = None

    @property
    def there(self) -> bool:
        """Whether there are records already, or what is left of them: they are unlocked, not made."""
        return self._folder.is_dir() and any(self._folder.iterdir())

    def make(self, login: str, name: str, password: str) -> None:
        """Make the records.

        Args:
            login: What the administrator types to unlock them.
            name: As it is printed under a signature.
            password: Eight characters or more.
        """
        if self.busy or self.store is not None:
            return
        self.busy = True

        def work() -> tuple[RecordStore, str]:
            from scolioapp.storage.records.record_store import Account, RecordStore

            return RecordStore.create(self._folder, Account(login, name, password))

        self._worker.run(work, done=self._on_made, failed=self._on_failed)

    def give_up(self) -> RecordStore | None:
        """Hand the records to the program that is to use them."""
        store, self.store = self.store, None
        return store

    def close(self) -> None:
        """Close records that nobody took."""
        store = self.give_up()
        if store is not None:
            store.close()

    def _on_made(self, made: tuple[RecordStore, str]) -> None:
        self.busy = False
        self.store, key = made
        self.made.emit(key)

    def _on_failed(self, error: ScolioError) -> None:
        self.busy = False
        self.failed.emit(error)
