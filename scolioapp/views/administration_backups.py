"""The backups in the administration: those made by itself, one now, one file, restoring."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDate, QDir, QSize, QStandardPaths, Signal
from PySide6.QtWidgets import QHeaderView, QLineEdit, QPushButton, QWidget

from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.viewmodels.administration import Administration
from scolioapp.widgets.dialog import GrowingDialog, button_row, resize_within
from scolioapp.widgets.page import heading, note, paragraph, primary_button
from scolioapp.widgets.row_table import RowTable

SHORTEST = 8
"""Characters of the shortest passphrase."""

_ROW = space(5)


class BackupsPart(QWidget):
    """The list of automatic backups, and what is done with backups.

    Signals:
        working: Words for the row that shows what is being done.
        restore_asked: Records are to be restored: folder of an automatic backup (`Path`), or None.
    """

    working = Signal(str)
    restore_asked = Signal(object)

    def __init__(
        self,
        model: Administration,
        ask_path: Callable[[QWidget, str, str, str], tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._ask_path = ask_path
        self.table = RowTable(model.backups, self.tr("Automatic backups"), row_height=_ROW)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.make_button = QPushButton(self.tr("Back up &now"), self)
        self.restore_button = QPushButton(self.tr("&Restore…"), self)
        self.save_button = primary_button(self.tr("&Save to one file…"), self)
        for button in (self.make_button, self.restore_button, self.save_button):
            button.setAutoDefault(False)
        self.restore_button.setToolTip(
            self.tr("Restore the chosen backup, another one, or one from a file")
        )
        apart = QWidget(self)
        apart.setFixedHeight(space(1))
        in_column(
            heading(self.tr("Made by itself"), self),
            note(
                self.tr(
                    "A minute after unlocking, when the newest is a day old, and after twenty signatures: in "
                    "the background, while you work. The two newest are kept, on the same disk: they help "
                    "against mistakes and damage, not against theft or fire."
                ),
                self,
            ),
            (self.table, 1),
            in_row(self.make_button, self.restore_button, STRETCH, gap=1),
            apart,
            heading(self.tr("For a stick or a server"), self),
            note(
                self.tr(
                    "Everything in one encrypted file that may leave this computer, with a passphrase of "
                    "its own. It is read back and compared before it counts."
                ),
                self,
            ),
            in_row(self.save_button, STRETCH, gap=1),
            gap=1,
            margins=0,
            parent=self,
        )
        self.make_button.clicked.connect(self._make)
        self.save_button.clicked.connect(self.save)
        self.restore_button.clicked.connect(self._restore)
        model.slot.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        free = not self._model.slot.running
        for button in (self.make_button, self.restore_button, self.save_button):
            button.setEnabled(free)

    def _make(self) -> None:
        self.working.emit(self.tr("Backing up and checking…"))
        self._model.back_up()

    def _restore(self) -> None:
        index = self.table.currentIndex()
        chosen = index.row() if index.isValid() else -1
        backups = self._model.backups.things
        self.restore_asked.emit(backups[chosen].backup.folder if chosen >= 0 else None)

    def save(self) -> None:
        """Ask for a passphrase, then where to, and save."""
        dialog = PassphraseDialog(self)
        dialog.chosen.connect(self._save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save(self, passphrase: str) -> None:
        place = QStandardPaths.StandardLocation.DocumentsLocation
        folder = QStandardPaths.writableLocation(place) or QDir.homePath()
        name = f"scolioapp-{QDate.currentDate().toString('yyyy-MM-dd')}.scoliobackup"
        chosen, _ = self._ask_path(
            self,
            self.tr("Save a backup of the records"),
            str(Path(folder) / name),
            self.tr("Backups (*.scoliobackup)"),
        )
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix else path.with_suffix(".scoliobackup")
        self.working.emit(self.tr("Saving, reading back and comparing…"))
        self._model.save(path, passphrase)


class PassphraseDialog(GrowingDialog):
    """Asks twice for the passphrase of a backup file.

    Signals:
        chosen: The passphrase.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Passphrase of the backup"))
        self.first, self.second = QLineEdit(self), QLineEdit(self)
        for line, name in (
            (self.first, self.tr("Passphrase")),
            (self.second, self.tr("The same once more")),
        ):
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.setAccessibleName(name)
            line.setPlaceholderText(name)
        self.wanting = note("", self)
        self.save_button = primary_button(self.tr("&Continue…"), self)
        leave = QPushButton(self.tr("Cancel"), self)
        in_column(
            paragraph(
                self.tr(
                    "Whoever restores the file needs this passphrase and then a user's password of "
                    "today. Without the passphrase nobody can open it: write it down, and do not keep "
                    "it with the file."
                ),
                self,
            ),
            self.first,
            self.second,
            self.wanting,
            STRETCH,
            button_row(self, action=self.save_button, leave=leave),
            gap=1.5,
            margins=(3, 3, 3, 2),
            parent=self,
        )
        self.first.textChanged.connect(self._follow)
        self.second.textChanged.connect(self._follow)
        self.save_button.clicked.connect(self._choose)
        leave.clicked.connect(self.reject)
        resize_within(self, QSize(space(62), space(34)), parent)
        self._follow()
        self.first.setFocus()

    def _follow(self) -> None:
        words = ""
        if len(self.first.text()) < SHORTEST:
            words = self.tr("At least {count} characters; four plain words are good.")
            words = words.format(count=SHORTEST)
        elif self.first.text() != self.second.text():
            words = self.tr("Type the same passphrase in both fields.")
        self.wanting.setText(words)
        self.save_button.setEnabled(not words)

    def _choose(self) -> None:
        passphrase = self.first.text()
        self.accept()
        self.chosen.emit(passphrase)
