"""Restores records from an automatic backup or from a file, on this computer or a new one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, QSize, QStandardPaths, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QPushButton, QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.viewmodels.administration import error_words
from scolioapp.viewmodels.restoring import Restoring
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import GrowingDialog, button_row, resize_within
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import paragraph, primary_button
from scolioapp.widgets.path_field import PathField, PathKind
from scolioapp.widgets.task_row import TaskRow
from scolioapp.words.result_words import date_words


class RestoreDialog(GrowingDialog):
    """Asks which backup, restores it, and says how to go on.

    Args:
        model: Does it; what is begun is finished or stopped here, whoever locks the records meanwhile.
        chosen: Folder of the automatic backup to begin with, or None.
        parent: Owner.

    Signals:
        restored: The records are in place; whoever is to use them unlocks them.
    """

    restored = Signal()

    def __init__(
        self, model: Restoring, chosen: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Restore from a backup"))
        self._model = model
        self._held = False
        self.banner = Banner(self)
        self.source = DropDown(self)
        self.file = PathField(
            self.tr("Backup file"),
            PathKind.FILE,
            _documents,
            self,
            filters=self.tr("Backups (*.scoliobackup);;All files (*)"),
        )
        self.passphrase = QLineEdit(self)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.restore_button = primary_button(self.tr("&Restore"), self)
        self.leave_button = QPushButton(self.tr("Cancel"), self)
        self.task_row = TaskRow(model.slot, self)
        self.task_row.say(self.tr("Restoring and comparing…"))
        self.explained = paragraph("", self)
        self._form = self._fields()
        in_column(
            self.banner,
            self.explained,
            self._form,
            STRETCH,
            in_row(
                (self.task_row, 1),
                button_row(self, action=self.restore_button, leave=self.leave_button),
                gap=1,
            ),
            gap=1.5,
            margins=(3, 3, 3, 2),
            parent=self,
        )
        self._fill(chosen)
        self._connect()
        resize_within(self, QSize(space(76), space(42)), parent)
        self._follow()

    def _fields(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(space(2))
        form.setVerticalSpacing(space(1))
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, field, named in (
            (self.tr("&From"), self.source, self.source),
            (self.tr("&Backup file"), self.file, self.file.line),
            (self.tr("Its &passphrase"), self.passphrase, self.passphrase),
        ):
            label = QLabel(words, self)
            label.setBuddy(field)
            label.setContentsMargins(0, 0, space(0.5), 0)
            named.setAccessibleName(words.replace("&", ""))
            form.addRow(label, field)
        return form

    def _fill(self, chosen: Path | None) -> None:
        for backup in self._model.automatic():
            words = self.tr("the automatic backup of {date}")
            self.source.addItem(words.format(date=date_words(backup.made)), backup.folder)
        self.source.addItem(self.tr("a backup file"), None)
        # Paths are compared by us: what an item holds is not.
        held = [self.source.itemData(row) for row in range(self.source.count())]
        known = chosen is not None and chosen in held
        self.source.setCurrentIndex(held.index(chosen) if known else 0)
        if not self._model.replaces:
            words = self.tr(
                "The records appear as they were when the backup was made. They are unlocked with the "
                "passwords of that time."
            )
        else:
            words = self.tr(
                "The records become what they were when the backup was made, and are unlocked with the "
                "passwords of that time. What is here now is moved aside beside them, not deleted."
            )
        self.explained.setText(words)

    def _connect(self) -> None:
        self.source.currentIndexChanged.connect(self._follow)
        self.file.changed.connect(self._follow)
        self.passphrase.textChanged.connect(self._follow)
        self.restore_button.clicked.connect(self.restore)
        self.leave_button.clicked.connect(self.reject)
        self._model.slot.changed.connect(self._follow)
        self._model.restored.connect(self._on_restored)
        self._model.failed.connect(self._on_failed)
        self._model.cancelled.connect(self._on_cancelled)

    def _follow(self) -> None:
        running, by_file = self._model.slot.running, self.source.currentData() is None
        self._form.setRowVisible(self.file, by_file)
        self._form.setRowVisible(self.passphrase, by_file)
        for field in (self.source, self.file, self.passphrase):
            field.setEnabled(not running)
        told = not by_file or (self.file.path is not None and bool(self.passphrase.text()))
        self.restore_button.setEnabled(told and not running)
        self.leave_button.setEnabled(not running)

    def restore(self) -> None:
        """Restore what is chosen; the records are locked before."""
        source: Path | None = self.source.currentData() or self.file.path
        if source is None or not self.restore_button.isEnabled():
            return
        self.banner.clear()
        # Locking closes whatever stands in front of the window; this stays, to say how it ends.
        self._held = True
        self._model.restore(source, self.passphrase.text())
        self._held = False

    def done(self, result: int) -> None:
        """Close, unless it is this dialog that has the records locked."""
        if not self._held:
            super().done(result)

    def reject(self) -> None:
        """Close, unless records are being restored: that has a Cancel of its own."""
        if not self._held and not self._model.slot.running:
            super().reject()

    def _on_restored(self) -> None:
        before = self._model.before
        words = self.tr("The records are back. Unlock them with a password of that time.")
        if before is not None:
            moved = self.tr("What was here lies in the folder “{name}”.")
            words += f" {moved.format(name=before.name)}"
        self.banner.say(words)
        self._form.setRowVisible(self.file, False)
        self._form.setRowVisible(self.passphrase, False)
        self._form.setRowVisible(self.source, False)
        self.explained.hide()
        self.passphrase.clear()
        self.restore_button.hide()
        self.leave_button.setText(self.tr("Close"))
        self.setMinimumHeight(0)
        self.resize(self.width(), self.minimumSizeHint().height())
        self.restored.emit()

    def _on_failed(self, error: ScolioError) -> None:
        self.banner.say(error_words(error), severity=Severity.REPEAT)

    def _on_cancelled(self) -> None:
        self.banner.say(self.tr("Stopped. Everything is as it was."))


def _documents() -> str:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return QStandardPaths.writableLocation(place) or QDir.homePath()
