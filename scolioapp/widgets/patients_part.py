"""What a list of children does to the patients: how many are new, what it says otherwise, its consents."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from engine.core.text import by_number
from engine.roster.entries import Consent
from scolioapp.painting.theme import space
from scolioapp.storage.open_day import ConsentSaid
from scolioapp.viewmodels.roster_patients import RosterPatients
from scolioapp.widgets.page import paragraph


class PatientsPart(QWidget):
    """What is done with a list, and what is asked for it.

    Args:
        form: The list.
        parent: Owner.
    """

    def __init__(self, form: RosterPatients, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self.told = paragraph("", self)
        self.update_box = QCheckBox(self)
        self.update_box.setChecked(form.update)
        self.consent_box = QCheckBox(self)
        self.given_by = QLineEdit(self)
        self.given_by.setText(self.tr("the list of the school"))
        self.given_by.setAccessibleName(self.tr("Who says that the parents consent"))
        self.purpose = QLineEdit(self)
        self.purpose.setText(self.tr("Screening by video"))
        self.purpose.setAccessibleName(self.tr("For what they consent"))
        self._labels = QLabel(self.tr("Said b&y"), self), QLabel(self.tr("For &what"), self)
        self._labels[0].setBuddy(self.given_by)
        self._labels[1].setBuddy(self.purpose)
        self._lay_out()
        self.update_box.toggled.connect(self._on_update)
        self.consent_box.toggled.connect(self._say)
        self.given_by.textChanged.connect(self._say)
        self.purpose.textChanged.connect(self._say)
        self.show_comparison()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        column.addWidget(self.told)
        column.addWidget(self.update_box)
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(1.5))
        grid.addWidget(self.consent_box, 0, 0)
        grid.addWidget(self._labels[0], 0, 1)
        grid.addWidget(self.given_by, 0, 2)
        grid.addWidget(self._labels[1], 0, 3)
        grid.addWidget(self.purpose, 0, 4)
        grid.setColumnStretch(2, 1)
        grid.setColumnStretch(4, 1)
        column.addLayout(grid)

    def show_comparison(self) -> None:
        """Show what the records say about the children."""
        compared = self._form.comparison
        updates = 0 if compared is None else len(compared.updates)
        self.told.setText("" if compared is None else self._words(len(compared.new)))
        self.update_box.setText(
            by_number(
                updates,
                self.tr("&Update birth, sex and class of 1 patient as the list says"),
                self.tr("&Update birth, sex and class of {count} patients as the list says"),
            ).format(count=updates)
        )
        self.update_box.setVisible(updates > 0)
        answers = self._form.answers
        words = self.tr("Note the &consents of the list ({count})")
        self.consent_box.setText(words.format(count=answers))
        self.consent_box.setVisible(answers > 0)
        self._say()

    def _words(self, new: int) -> str:
        roster = self._form.roster
        known = 0 if roster is None else len(roster.children) - new
        words = by_number(
            new,
            self.tr("1 child becomes a new patient; {known} are patients already."),
            self.tr("{count} children become new patients; {known} are patients already."),
        )
        return words.format(count=new, known=known)

    def _on_update(self, on: bool) -> None:
        self._form.update = on

    def _say(self) -> None:
        """Note consents where somebody stands behind them."""
        wanted = self.consent_box.isVisibleTo(self) and self.consent_box.isChecked()
        for part in (*self._labels, self.given_by, self.purpose):
            part.setVisible(wanted)
        who, purpose = self.given_by.text().strip(), self.purpose.text().strip()
        said = ConsentSaid(Consent.YES, who, purpose) if wanted and who and purpose else None
        self._form.said = said
