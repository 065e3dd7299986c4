"""Signed reports that are kept, a line for each: of one visit, or of all visits of a patient.

Must not know the records, nor how a report is shown or printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.widgets.page import note, paragraph, quiet_button
from scolioapp.words.report_words import report_notes, report_title

if TYPE_CHECKING:
    from scolioapp.storage.records.signed_pages import KeptReport


class ReportRow(QWidget):
    """One report: what it is, who signed it, whether it still counts, and the way to it.

    Args:
        report: It.
        dated: Whether the date of its visit is said.
        printing: Whether it can be shown and printed here.
        parent: Owner.

    Signals:
        opened: It is to be shown.
        printed: It is to be printed.
    """

    opened = Signal()
    printed = Signal()

    def __init__(
        self, report: KeptReport, *, dated: bool, printing: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.report = report
        title = report_title(report, dated=dated)
        self.title = paragraph(title, self)
        self.notes = note(report_notes(report), self)
        self.open_button = quiet_button(self.tr("Show…"), self)
        self.print_button = quiet_button(self.tr("Print…"), self)
        for button in (self.open_button, self.print_button):
            button.setAccessibleName(f"{button.text()} {title}")
            button.setVisible(printing)
        for label in (self.title, self.notes):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(1)
        buttons = in_row(self.open_button, self.print_button, STRETCH, gap=0.5, margins=0)
        words = in_column(self.title, self.notes, gap=0.25, margins=0)
        if dated:
            # A narrow column: the words have all of its width.
            in_column(words, buttons, gap=0.5, margins=0, parent=self)
        else:
            top = Qt.AlignmentFlag.AlignTop
            in_row(
                (words, 1),
                (self.print_button, 0, top),
                (self.open_button, 0, top),
                gap=1,
                margins=0,
                parent=self,
            )
        self.open_button.clicked.connect(self.opened)
        self.print_button.clicked.connect(self.printed)


class ReportList(QWidget):
    """Reports below each other, the newest first.

    Signals:
        opened: A `KeptReport` that is to be shown.
        printed: A `KeptReport` that is to be printed.
    """

    opened = Signal(object)
    printed = Signal(object)

    def __init__(
        self,
        reports: Iterable[KeptReport],
        *,
        dated: bool,
        printing: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = in_column(gap=1, margins=0, parent=self)
        self.rows: list[ReportRow] = []
        for each in reports:
            row = ReportRow(each, dated=dated, printing=printing, parent=self)
            row.opened.connect(lambda one=each: self.opened.emit(one))
            row.printed.connect(lambda one=each: self.printed.emit(one))
            column.addWidget(row)
            self.rows.append(row)
