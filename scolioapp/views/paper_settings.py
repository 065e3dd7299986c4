"""A card of the Settings page about printed pages: the logo of the letterhead, and the check of a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QPushButton, QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.logo import checked_logo, logo_image
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.views.page_check import PageCheckDialog
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.page import heading, note

if TYPE_CHECKING:
    from scolioapp.storage.records.preferences import RecordPreferences
    from scolioapp.storage.records.record_store import RecordStore


class PaperSettings(QFrame):
    """The card; whoever may not change the logo only checks pages.

    Args:
        door: The records.
        parent: Owner.
    """

    def __init__(self, door: RecordsDoor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._door = door
        self.banner = Banner(self)
        self.picture = QLabel(self)
        self.choose_button = QPushButton(self.tr("Choos&e a logo…"), self)
        self.remove_button = QPushButton(self.tr("Remove the logo"), self)
        self.check_button = QPushButton(self.tr("Check a &printed page…"), self)
        self._hint = note(
            self.tr("It stands beside the letterhead: a PNG or JPEG of up to 200 kB."), self
        )
        buttons = (self.choose_button, self.remove_button)
        in_column(
            heading(self.tr("Printed pages"), self),
            self.banner,
            in_row(self.picture, *buttons, STRETCH, gap=1, margins=0),
            self._hint,
            (self.check_button, 0, Qt.AlignmentFlag.AlignLeft),
            gap=1,
            margins=2,
            parent=self,
        )
        self.choose_button.clicked.connect(self._choose)
        self.remove_button.clicked.connect(lambda: self._keep(b""))
        self.check_button.clicked.connect(self.check)
        door.switched.connect(self._look)
        self._look()

    def _look(self) -> None:
        """Follow the user who is there; what the last one saw is forgotten."""
        from scolioapp.storage.records.record_roles import Right

        sees, changes = self._door.may(Right.NAMES), self._door.may(Right.ADMINISTER)
        self.setVisible(sees)
        self.banner.clear()
        self._take_logo(b"")
        for part in (self._hint, self.choose_button):
            part.setVisible(changes)
        if changes:
            self._door.run(
                lambda store: store.preferences.read(), done=self._show, failed=self._say_failed
            )

    def _show(self, preferences: RecordPreferences) -> None:
        self._take_logo(preferences.logo)

    def _take_logo(self, logo: bytes) -> None:
        from scolioapp.storage.records.record_roles import Right

        image = logo_image(logo)
        self.picture.setVisible(image is not None)
        self.remove_button.setVisible(image is not None and self._door.may(Right.ADMINISTER))
        if image is not None:
            high = self.choose_button.sizeHint().height()
            mode = Qt.TransformationMode.SmoothTransformation
            self.picture.setPixmap(QPixmap.fromImage(image.scaledToHeight(high, mode)))
            self.picture.setAccessibleName(self.tr("Logo"))

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a logo"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Pictures (*.png *.jpg *.jpeg)")])
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, path: Path) -> None:
        """Keep a picture file as the logo, for everybody; or say why not."""
        try:
            self._keep(checked_logo(path))
        except ScolioError as error:
            self._say_failed(error)

    def _keep(self, logo: bytes) -> None:
        """Keep a logo, or none; what else is settled stays as it is now."""

        def work(store: RecordStore) -> None:
            store.preferences.write(store.preferences.read().model_copy(update={"logo": logo}))

        def done(_: object) -> None:
            self._take_logo(logo)
            words = self.tr("The logo is kept.") if logo else self.tr("The logo is removed.")
            self.banner.say(words)

        self.banner.clear()
        self._door.run(work, done=done, failed=self._say_failed)

    def check(self) -> None:
        """Ask for the codes on a page."""
        PageCheckDialog(self._door, self.window()).open()

    def _say_failed(self, error: ScolioError) -> None:
        self.banner.say(f"{render(error.what)} {render(error.remedy)}", severity=Severity.CARE)
