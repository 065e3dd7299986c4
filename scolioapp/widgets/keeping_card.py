"""The two ways to begin: a quick look that keeps nothing, or protected records.

Must not know what either does.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.storage.keeping import Keeping
from scolioapp.widgets.page import heading, note, paragraph, quiet_button


class KeepingCard(QFrame):
    """Asks once how results are to be kept; the program works meanwhile.

    Signals:
        quick_asked: As now: nothing is kept, or it stays in its folder.
        records_asked: Protected records are to be set up.
        restore_asked: Protected records are to come back from a backup.
    """

    quick_asked = Signal()
    records_asked = Signal()
    restore_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("How results are kept"))
        self.quick_button = QPushButton(self.tr("&Quick look"), self)
        self.records_button = QPushButton(self.tr("&Protected records…"), self)
        self.restore_button = quiet_button(self.tr("Restore from a backup…"), self)
        self._title = heading(self.tr("How shall results be kept?"), self)
        self._quick_words = paragraph("", self)
        words = self.tr(
            "With a password: patients, videos and results are kept encrypted on this computer."
        )
        records_words = paragraph(words, self)
        self._folder_words = note("", self)
        grid = in_row(
            (self._way(self._quick_words, self.quick_button), 1),
            (self._way(records_words, self.records_button, self.restore_button), 1),
            gap=4,
        )
        in_column(self._title, self._folder_words, grid, gap=1, margins=2, parent=self)
        self.restore_button.clicked.connect(self.restore_asked)
        self.quick_button.clicked.connect(self.quick_asked)
        self.records_button.clicked.connect(self.records_asked)

    def _way(self, words: QLabel, *buttons: QPushButton) -> QWidget:
        way = QWidget(self)
        row = in_row(*buttons, STRETCH, gap=1)
        in_column(words, STRETCH, row, gap=1, margins=0, parent=way)
        return way

    def show_for(self, keeping: Keeping, results: int) -> None:
        """Offer what can be chosen now.

        Args:
            keeping: How this run keeps results.
            results: How many results lie in the folder, where they do.
        """
        folder = keeping is Keeping.FOLDER
        self._folder_words.setVisible(folder)
        words = self.tr(
            "Results in a folder that anybody on this computer can read: {count}. Protected "
            "records can take them over."
        )
        self._folder_words.setText(words.format(count=results))
        if folder:
            self.quick_button.setText(self.tr("&Leave them there"))
            self._quick_words.setText(
                self.tr("As before: results are kept in the folder, without a password.")
            )
        else:
            self.quick_button.setText(self.tr("&Quick look"))
            self._quick_words.setText(
                self.tr(
                    "No account: nothing is kept after the window closes, unless you export it."
                )
            )
