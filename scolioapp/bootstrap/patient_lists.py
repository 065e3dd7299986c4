"""Lists of children in files, made patients of the protected records: asked for, shown, entered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from engine.core.errors import ScolioError
from scolioapp.jobs.worker import Worker
from scolioapp.settings import Settings
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.viewmodels.roster_patients import RosterPatients

if TYPE_CHECKING:
    from scolioapp.storage.records.rosters import Taken


class PatientLists(QObject):
    """Takes lists into the patients.

    Args:
        parent: A widget that the dialogs belong to; becomes the owner.
        settings: Remembers the folder of the last list.
        worker: Reads files.
        door: The records.

    Attributes:
        dialog: What stands in front of the window, or None.

    Signals:
        entered: How many patients are new, and about how many something new is known.
        failed: A `ScolioError`: why a file cannot be read.
    """

    entered = Signal(int, int)
    failed = Signal(object)

    def __init__(
        self, parent: QWidget, settings: Settings, worker: Worker, door: RecordsDoor
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._settings = settings
        self._form = RosterPatients(worker, door, self)
        self._form.read.connect(self._on_read)
        self.dialog: QDialog | None = None
        door.locked.connect(self._leave)

    def ask(self) -> None:
        """Ask for the file."""
        folder = self._settings.last_roster_folder
        dialog = QFileDialog(self._parent, self.tr("List of children"), folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [self.tr("Lists (*.csv *.tsv *.txt *.xlsx)"), self.tr("All files (*)")]
        )
        dialog.filesSelected.connect(lambda names: self.read(Path(names[0]).absolute()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def read(self, path: Path) -> None:
        """Read a file; a dialog shows what it would do."""
        self._settings.last_roster_folder = str(path.parent)
        self._form.choose(path)

    def _on_read(self) -> None:
        from scolioapp.views.roster_patients_dialog import RosterPatientsDialog

        if self._form.proposal is None:
            if isinstance(self._form.problem, ScolioError):
                self.failed.emit(self._form.problem)
            return
        dialog = RosterPatientsDialog(self._form, self._parent)
        dialog.entered.connect(self._on_entered)
        dialog.finished.connect(self._on_finished)
        self.dialog = dialog
        dialog.open()

    def _on_entered(self, taken: Taken) -> None:
        self.entered.emit(taken.added, taken.updated)

    def _on_finished(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()
        self._form.forget()

    def _leave(self) -> None:
        if self.dialog is not None:
            self.dialog.reject()
