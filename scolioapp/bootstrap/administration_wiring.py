"""The safety of the protected records in the window: backups by themselves, administration, restoring."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.bootstrap.built_pages import screen_page
from scolioapp.jobs.worker import Worker
from scolioapp.viewmodels.automatic_backups import AutomaticBackups
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.views.main_window import MainWindow

if TYPE_CHECKING:
    from scolioapp.viewmodels.administration import Administration
    from scolioapp.views.administration_dialog import AdministrationDialog
    from scolioapp.views.restore_dialog import RestoreDialog


class AdministrationWiring(QObject):
    """Makes backups in the background, and opens the administration and the restoring of a backup.

    Args:
        window: The window; becomes the owner.
        door: The records.
        worker: Does what takes a moment.

    Attributes:
        automatic: Makes the backups.
        dialog: The administration, while it is open.

    Signals:
        restored: The records came back from a backup; they are locked.
    """

    restored = Signal()

    def __init__(self, window: MainWindow, door: RecordsDoor, worker: Worker) -> None:
        super().__init__(window)
        self._window, self._door, self._worker = window, door, worker
        self.dialog: AdministrationDialog | None = None
        self.restoring: RestoreDialog | None = None
        self._model: Administration | None = None
        self.automatic = AutomaticBackups(door, worker, self)
        self.automatic.failed.connect(self._on_failed)
        self.automatic.made.connect(self._on_made)

    def open(self) -> None:
        """Open the administration, for who may."""
        from scolioapp.storage.records.record_roles import Right
        from scolioapp.viewmodels.administration import Administration
        from scolioapp.views.administration_dialog import AdministrationDialog

        if self.dialog is not None or not self._door.may(Right.ADMINISTER):
            return
        if self._model is None:
            self._model = Administration(self._door, self._worker, self)
        self.dialog = AdministrationDialog(self._model, self._window)
        self.dialog.backups.restore_asked.connect(self.restore)
        self.dialog.finished.connect(self._on_finished)
        self.dialog.open()

    def restore(self, chosen: Path | None = None) -> None:
        """Ask which backup is to be restored; where the records cannot be opened, too."""
        if self.dialog is not None:
            self.dialog.reject()
        self.restoring = open_restore(
            self._window, self._door.folder, self._worker, self._door, chosen
        )
        self.restoring.restored.connect(self.restored)

    def _on_finished(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _on_made(self) -> None:
        if self.dialog is not None and self._model is not None:
            self._model.refresh()

    def _on_failed(self, error: ScolioError) -> None:
        from scolioapp.viewmodels.administration import error_words

        words = self.tr("The automatic backup could not be made. {why}")
        screen_page(self._window).banner.say(
            words.format(why=error_words(error)), severity=Severity.CARE
        )


def open_restore(
    parent: QWidget,
    folder: Path,
    worker: Worker,
    door: RecordsDoor | None = None,
    chosen: Path | None = None,
) -> RestoreDialog:
    """Open the dialog that restores records from a backup.

    Args:
        parent: The window.
        folder: Where the records are to lie.
        worker: Does it.
        door: The records of this run, or None where none are used.
        chosen: Folder of the automatic backup to begin with, or None.
    """
    from scolioapp.viewmodels.restoring import Restoring
    from scolioapp.views.restore_dialog import RestoreDialog

    model = Restoring(folder, worker, door)
    dialog = RestoreDialog(model, chosen, parent)
    model.setParent(dialog)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
