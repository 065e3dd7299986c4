"""The part of the Settings page that says how results are kept, and leads to another way."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.storage.keeping import Keeping
from scolioapp.widgets.page import note, paragraph


class KeepingPart(QWidget):
    """Says how results are kept.

    Args:
        keeping: How this run keeps them.
        folder: Of the records.
        parent: Owner.

    Signals:
        quick_asked: Nothing is to be kept from now on.
        records_asked: Protected records are to be set up or unlocked.
        restore_asked: Protected records are to come back from a backup.
    """

    quick_asked = Signal()
    records_asked = Signal()
    restore_asked = Signal()

    def __init__(self, keeping: Keeping, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = paragraph(self._words(keeping), self)
        self.records_button = QPushButton(self.tr("Use protected records…"), self)
        self.restore_button = QPushButton(self.tr("Restore from a backup…"), self)
        self.quick_button = QPushButton(self.tr("Use quick look…"), self)
        self.records_button.setVisible(keeping is not Keeping.RECORDS)
        self.restore_button.setVisible(keeping is not Keeping.RECORDS)
        self.quick_button.setVisible(keeping is not Keeping.QUICK)
        place = note(folder, self)
        place.setVisible(keeping is Keeping.RECORDS)
        row = in_row(self.records_button, self.restore_button, self.quick_button, STRETCH, gap=1)
        in_column(self.words, place, row, gap=1, margins=0, parent=self)
        self.records_button.clicked.connect(self.records_asked)
        self.restore_button.clicked.connect(self.restore_asked)
        self.quick_button.clicked.connect(self.quick_asked)

    def _words(self, keeping: Keeping) -> str:
        if keeping is Keeping.RECORDS:
            return self.tr(
                "In protected records: encrypted on this computer, and unlocked with a password."
            )
        if keeping is Keeping.FOLDER:
            return self.tr(
                "In a folder that anybody on this computer can read. Protected records can take "
                "these results over."
            )
        return self.tr("Quick look: nothing is kept after the window closes, unless you export it.")
