"""A signed report as it is kept, page below page, without a file that anybody could read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.painting.layouts import in_column
from scolioapp.painting.theme import space
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import button_row, resize_within
from scolioapp.widgets.page import note, scroller

DOTS_PER_INCH = 96


class ReportDialog(QDialog):
    """The pages, to be read, saved and printed.

    Args:
        title: Which report it is.
        notes: Who signed it, and whether it still counts.
        pages: Its pages as pictures.
        parent: Owner.

    Signals:
        save_asked: It is to be written into a file.
        print_asked: It is to be printed.
    """

    save_asked = Signal()
    print_asked = Signal()

    def __init__(
        self, title: str, notes: str, pages: Sequence[QImage], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Signed report"))
        self.banner = Banner(self)
        self.told = note(f"{title} \N{MIDDLE DOT} {notes}", self)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        inner = QWidget(self)
        column = in_column(gap=2, margins=1, parent=inner)
        words = self.tr("Page {number} of {count}")
        self.pages: list[QLabel] = []
        for number, page in enumerate(pages, start=1):
            label = QLabel(inner)
            label.setPixmap(QPixmap.fromImage(page))
            label.setAccessibleName(words.format(number=number, count=len(pages)))
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
            self.pages.append(label)
        self.area = scroller(inner, self)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(title)
        self.save_button = QPushButton(self.tr("&Save PDF…"), self)
        self.print_button = QPushButton(self.tr("Prin&t…"), self)
        self.close_button = QPushButton(self.tr("&Close"), self)
        buttons = button_row(
            self, leave=self.close_button, more=(self.save_button, self.print_button)
        )
        in_column(self.banner, self.told, (self.area, 1), buttons, gap=1, margins=2, parent=self)
        buttons.rejected.connect(self.reject)
        self.save_button.clicked.connect(self.save_asked)
        self.print_button.clicked.connect(self.print_asked)
        resize_within(self, QSize(space(116), space(110)), parent)
        self.area.setFocus()

    def say(self, words: str) -> None:
        """Say what became of it."""
        self.banner.say(words)

    def say_error(self, error: ScolioError) -> None:
        """Say what went wrong."""
        words = f"{render(error.what)} {render(error.remedy)}"
        self.banner.say(words, severity=Severity.CARE)
