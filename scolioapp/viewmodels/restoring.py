"""Puts a backup of the records in place, on this computer or a new one. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.core.progress import Cancel, Progress
from scolioapp.jobs.worker import TaskSlot, Worker
from scolioapp.viewmodels.records_door import RecordsDoor

if TYPE_CHECKING:
    from scolioapp.storage.records.record_backups import Backup


class Restoring(QObject):
    """Restores records; those that are there are moved aside, not deleted.

    Args:
        folder: Where the records are to lie.
        worker: Does it.
        door: The records of this run, which are locked and closed before; None where none are used.
        parent: Owner.

    Attributes:
        slot: The work, with its progress and a way to stop it.
        before: Folder of the records that were there, after a success; None where there were none.

    Signals:
        restored: The records are in place.
        failed: A `ScolioError`; everything is as it was.
        cancelled: It was stopped; everything is as it was.
    """

    restored = Signal()
    failed = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        folder: Path,
        worker: Worker,
        door: RecordsDoor | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self._door = door
        self.slot = TaskSlot(worker, self)
        self.before: Path | None = None

    @property
    def replaces(self) -> bool:
        """Whether there are records, which would be moved aside."""
        return self.folder.exists()

    def automatic(self) -> list[Backup]:
        """Return the automatic backups beside the records; nobody need be let in for that."""
        from scolioapp.storage.records.record_backups import automatic_backups

        return automatic_backups(self.folder)

    def restore(self, source: Path, passphrase: str) -> None:
        """Restore from a file with its passphrase, or from the folder of an automatic backup."""
        folder, door = self.folder, self._door
        if door is not None:
            door.lock()

        def work(progress: Progress, cancel: Cancel) -> Path | None:
            from scolioapp.storage.records import backup_files

            if door is not None:
                door.close()
            if source.is_dir():
                return backup_files.restore_folder(source, folder, replace=True)
            return backup_files.restore_archive(
                source, passphrase, folder, replace=True, progress=progress, cancel=cancel
            )

        self.slot.run(
            work, done=self._on_done, failed=self.failed.emit, cancelled=self.cancelled.emit
        )

    def _on_done(self, before: Path | None) -> None:
        self.before = before
        self.restored.emit()
