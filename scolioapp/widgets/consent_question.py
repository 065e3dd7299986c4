"""Asks on the spot whether the parents of the child that stands there consent, and who says so.

Where the day is in protected records the answer becomes a consent of the patient, so it is asked for what and
until when it holds. Knows its view-model, no pages.
"""

from __future__ import annotations

import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from engine.roster.entries import Child, Consent
from scolioapp.painting.theme import space
from scolioapp.viewmodels.screening_day import DayModel
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import paragraph

_YEAR = datetime.timedelta(days=365)


class ConsentQuestion(QFrame):
    """The question, and its answers.

    Args:
        model: The day.
        parent: Owner.

    Signals:
        answered: The answer was noted.
    """

    answered = Signal()

    def __init__(self, model: DayModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._number = ""
        self.question = paragraph("", self)
        self.decided_by = QLineEdit(self)
        self.decided_by.setPlaceholderText(self.tr("Who says so?"))
        self.decided_by.setAccessibleName(self.tr("Who says whether the parents consent"))
        self.purpose = QLineEdit(self)
        self.purpose.setPlaceholderText(self.tr("For what?"))
        self.purpose.setAccessibleName(self.tr("For what they consent"))
        self.until = DropDown(self)
        self.until.setAccessibleName(self.tr("Until when the consent holds"))
        for words in (self.tr("for today"), self.tr("for a year"), self.tr("without an end")):
            self.until.addItem(words)
        self.yes_button = QPushButton(self.tr("They &consent"), self)
        self.no_button = QPushButton(self.tr("They do &not"), self)
        self._lay_out()
        self.decided_by.textChanged.connect(self._enable)
        self.purpose.textChanged.connect(self._enable)
        self.yes_button.clicked.connect(lambda: self._answer(Consent.YES))
        self.no_button.clicked.connect(lambda: self._answer(Consent.NO))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        column.addWidget(self.question)
        column.addWidget(self.decided_by)
        column.addWidget(self.purpose)
        column.addWidget(self.until)
        row = QHBoxLayout()
        row.setSpacing(space(1))
        row.addWidget(self.yes_button)
        row.addWidget(self.no_button)
        row.addStretch(1)
        column.addLayout(row)

    @property
    def _in_records(self) -> bool:
        day = self._model.day
        return day is not None and day.in_records

    def show_child(self, child: Child | None) -> None:
        """Ask about a child, unless the answer is known; in records a refusal can be asked about again."""
        consent = None if child is None else self._model.consent_of(child)
        refused = consent is Consent.NO and self._in_records
        self.setVisible(refused or consent is Consent.UNKNOWN)
        if child is None:
            return
        if child.number != self._number:
            self._number = child.number
            self.decided_by.clear()
            self.purpose.setText(self.tr("Screening by video"))
            self.until.setCurrentIndex(0)
        words = self.tr("Do the parents of {name} consent to the recording?")
        if refused:
            words = self.tr("By the records the parents of {name} do not consent. Do they now?")
        self.question.setText(words.format(name=child.full_name))
        self.purpose.setVisible(self._in_records)
        self.until.setVisible(self._in_records)
        self.no_button.setVisible(not refused)
        self._enable()

    def _enable(self) -> None:
        """In records somebody stands behind each answer."""
        said = bool(self.decided_by.text().strip()) or not self._in_records
        self.no_button.setEnabled(said)
        self.yes_button.setEnabled(
            said and (bool(self.purpose.text().strip()) or not self._in_records)
        )

    def _until(self) -> str:
        today = datetime.date.today()
        dates = (today.isoformat(), (today + _YEAR).isoformat(), "")
        return dates[self.until.currentIndex()]

    def _answer(self, consent: Consent) -> None:
        child = self._model.current
        if child is None:
            return
        purpose, until = "", ""
        if self._in_records:
            purpose, until = self.purpose.text(), self._until() if consent is Consent.YES else ""
        self._model.set_consent(child.number, consent, self.decided_by.text(), purpose, until)
        self.decided_by.clear()
        self.answered.emit()
