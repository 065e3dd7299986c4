"""The quiet column of a patient's page: details, consents, and records that were merged into this one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.viewmodels.patient_file import WholePatient
from scolioapp.widgets.page import heading, note, paragraph, quiet_button
from scolioapp.widgets.report_list import ReportList
from scolioapp.words.patient_words import (
    consent_words,
    day_title,
    moment_title,
    sex_title,
    standing_words,
)

if TYPE_CHECKING:
    from scolioapp.storage.records.patient_merging import Merge
    from scolioapp.storage.records.patients import Consent


class _Card(QFrame):
    """A card whose content is made anew when something else is to be shown."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._inner: QWidget | None = None
        self._title = heading("", self)
        self.head = in_row(self._title, STRETCH, gap=1)
        self.column = in_column(self.head, gap=1, margins=2, parent=self)

    def name(self, title: str) -> None:
        """Set the title of the card."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def renew(self) -> tuple[QWidget, QVBoxLayout]:
        """Take the content away, and return an empty one."""
        if self._inner is not None:
            self.column.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = QWidget(self)
        self.column.insertWidget(1, self._inner)
        return self._inner, in_column(gap=1, margins=0, parent=self._inner)


def facts(lines: Iterable[tuple[str, str]], parent: QWidget) -> QGridLayout:
    """Return titles with what they say, those that say nothing left out."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(space(2))
    grid.setVerticalSpacing(space(0.5))
    grid.setColumnStretch(1, 1)
    for row, (title, words) in enumerate((one, said) for one, said in lines if said):
        name = note(title, parent)
        name.setWordWrap(False)
        said = paragraph(words, parent)
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(said, row, 1)
    return grid


class DetailsCard(_Card):
    """What is written about a patient.

    Signals:
        change_asked: It is to be changed.
    """

    change_asked = Signal()

    def __init__(self, *, examine: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name(self.tr("Details"))
        self.change_button = quiet_button(self.tr("C&hange…"), self)
        self.change_button.setVisible(examine)
        self.head.addWidget(self.change_button)
        self.change_button.clicked.connect(self.change_asked)

    def show_patient(self, whole: WholePatient) -> None:
        """Show a patient."""
        inner, column = self.renew()
        about = whole.patient.about
        lines = (
            (self.tr("Number"), about.number),
            (self.tr("Name"), about.name),
            (self.tr("Born"), day_title(about.birth_date)),
            (self.tr("Sex"), sex_title(about.sex)),
            (self.tr("Class"), about.class_name),
            (self.tr("Guardian"), about.guardian),
            (self.tr("Notes"), about.notes),
            (self.tr("Kept until"), day_title(whole.patient.keep_until)),
        )
        column.addLayout(facts(lines, inner))


class ConsentsCard(_Card):
    """The consents, and what they come to today.

    Signals:
        add_asked: One is to be added.
        withdraw_asked: A `Consent` that does not hold any more.
    """

    add_asked = Signal()
    withdraw_asked = Signal(object)

    def __init__(self, *, examine: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name(self.tr("Consents"))
        self._examine = examine
        self.standing = ""
        self.withdraw_buttons: list[QPushButton] = []
        self.add_button = quiet_button(self.tr("A&dd…"), self)
        self.add_button.setAccessibleName(self.tr("Add a consent"))
        self.add_button.setVisible(examine)
        self.head.addWidget(self.add_button)
        self.add_button.clicked.connect(self.add_asked)

    def show_patient(self, whole: WholePatient) -> None:
        """Show the consents of a patient."""
        inner, column = self.renew()
        today = whole.today.isoformat()
        required = whole.preferences.consent_required
        self.standing = standing_words(whole.consents, today, required)
        said = paragraph(self.standing, inner)
        column.addWidget(said)
        self.withdraw_buttons = []
        for consent in reversed(whole.consents):
            column.addWidget(self._row(consent, today, inner))

    def _row(self, consent: Consent, today: str, parent: QWidget) -> QWidget:
        row = QWidget(parent)
        who = consent.given_by or self.tr("Consent")
        what = self.tr("{who}, for: {purpose}").format(who=who, purpose=consent.purpose)
        words = paragraph(what if consent.purpose else who, row)
        words.setTextFormat(Qt.TextFormat.PlainText)
        given = self.tr("given on {date}").format(date=day_title(consent.given_on))
        state = f"{given} \N{MIDDLE DOT} {consent_words(consent, today)}"
        left = in_column(words, note(state, row), gap=0.25, margins=0)
        line = in_row((left, 1), gap=1, margins=0, parent=row)
        over = bool(consent.withdrawn_on) or bool(consent.until and consent.until < today)
        if self._examine and not over:
            button = quiet_button(self.tr("Withdraw…"), row)
            button.clicked.connect(lambda: self.withdraw_asked.emit(consent))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self.withdraw_buttons.append(button)
        return row


class ReportsCard(_Card):
    """The signed reports of all visits.

    Args:
        printing: Whether pages can be shown and printed here.
        parent: Owner.

    Signals:
        opened: A `KeptReport` that is to be shown.
        printed: A `KeptReport` that is to be printed.
    """

    opened = Signal(object)
    printed = Signal(object)

    def __init__(self, *, printing: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name(self.tr("Reports"))
        self._printing = printing
        self.reports: ReportList | None = None

    def show_patient(self, whole: WholePatient) -> None:
        """Show which reports of a patient are kept; nothing at all where there are none."""
        inner, column = self.renew()
        self.reports = ReportList(whole.reports, dated=True, printing=self._printing, parent=inner)
        self.reports.opened.connect(self.opened)
        self.reports.printed.connect(self.printed)
        column.addWidget(self.reports)
        self.setVisible(bool(whole.reports))


class MergesCard(_Card):
    """The records that were merged into this one; each can be taken out again.

    Signals:
        undo_asked: A `Merge` that was a mistake.
    """

    undo_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name(self.tr("Merged into this record"))
        self.undo_buttons: list[QPushButton] = []

    def show_patient(self, whole: WholePatient) -> None:
        """Show what was merged into a patient; nothing at all where nothing was."""
        inner, column = self.renew()
        self.undo_buttons = []
        for merge in whole.merges:
            column.addWidget(self._row(merge, inner))
        self.setVisible(bool(whole.merges))

    def _row(self, merge: Merge, parent: QWidget) -> QWidget:
        row = QWidget(parent)
        number = self.tr("No. {number}").format(number=merge.gone_number)
        words = in_column(
            paragraph(number, row), note(moment_title(merge.made), row), gap=0.25, margins=0
        )
        button = quiet_button(self.tr("Undo the merge"), row)
        button.clicked.connect(lambda: self.undo_asked.emit(merge))
        self.undo_buttons.append(button)
        in_row((words, 1), button, gap=1, margins=0, parent=row)
        return row
