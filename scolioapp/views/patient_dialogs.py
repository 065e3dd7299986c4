"""What the page of a patient asks: a visit, a consent, its end, and until when the record is kept."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.painting.layouts import in_column, in_form
from scolioapp.painting.theme import space
from scolioapp.storage.records.patients import Consent
from scolioapp.storage.records.visits import Visit
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.day_field import DayField
from scolioapp.widgets.dialog import GrowingDialog, button_row, resize_within
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import note, paragraph, primary_button
from scolioapp.words.patient_words import day_title


class _Asking(GrowingDialog):
    """A small form that stays open until the records have taken it."""

    def __init__(self, title: str, action: str, size: QSize, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.banner = Banner(self)
        self.form = in_form()
        self.save_button = primary_button(action, self)
        leave = QPushButton(self.tr("Cancel"), self)
        self.column = in_column(
            self.banner,
            (self.form, 1),
            button_row(self, action=self.save_button, leave=leave),
            gap=1.5,
            margins=(3, 3, 3, 2),
            parent=self,
        )
        leave.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._give)
        resize_within(self, size, parent)

    def field(self, words: str, widget: QWidget) -> None:
        """Add a field with its label."""
        self.form.addRow(words, widget)
        widget.setAccessibleName(words.replace("&", ""))
        if isinstance(widget, DayField):
            widget.line.setAccessibleName(words.replace("&", ""))
            widget.edited.connect(self.check)

    def check(self) -> None:
        """Let it be saved once everything that is needed is there."""
        self.save_button.setEnabled(self.complete())

    def complete(self) -> bool:
        """Tell whether everything that is needed is there."""
        raise NotImplementedError

    def give(self) -> None:
        """Tell the owner what was typed."""
        raise NotImplementedError

    def _give(self) -> None:
        self.banner.clear()
        self.save_button.setEnabled(False)
        self.give()

    def say_error(self, error: ScolioError) -> None:
        """Say why the records did not take it."""
        words = f"{render(error.what)} {render(error.remedy)}"
        self.banner.say(words, severity=Severity.CARE)
        self.check()


class VisitDialog(_Asking):
    """Asks for date and notes of a visit.

    Args:
        visit: The one that is changed; None for a new one.
        today: The date of a new one.
        parent: Owner.

    Signals:
        given: Date and notes.
    """

    given = Signal(str, str)

    def __init__(
        self, visit: Visit | None, today: datetime.date, parent: QWidget | None = None
    ) -> None:
        super().__init__("", "", QSize(space(60), space(36)), parent)
        new = visit is None
        self.setWindowTitle(self.tr("New visit") if new else self.tr("Change the visit"))
        self.save_button.setText(self.tr("&Add") if new else self.tr("&Save"))
        self.date = DayField("", today, self)
        self.notes = QPlainTextEdit("" if visit is None else visit.notes, self)
        self.notes.setTabChangesFocus(True)
        self.notes.setMinimumHeight(space(9))
        self.field(self.tr("&Date"), self.date)
        self.field(self.tr("&Notes"), self.notes)
        self.date.show_day(today.isoformat() if visit is None else visit.date)
        self.notes.setFocus()
        self.check()

    def complete(self) -> bool:
        """Tell whether there is a date."""
        return bool(self.date.day) and self.date.right

    def give(self) -> None:
        """Tell date and notes."""
        self.given.emit(self.date.day, self.notes.toPlainText().strip())


class ConsentDialog(_Asking):
    """Asks who allowed what, when, and until when.

    Args:
        guardian: Who is asked for this patient, or "".
        today: The date that is offered.
        parent: Owner.

    Signals:
        given: By whom, when, for what, and until when or "".
    """

    given = Signal(str, str, str, str)

    def __init__(self, guardian: str, today: datetime.date, parent: QWidget | None = None) -> None:
        super().__init__("", "", QSize(space(62), space(36)), parent)
        self.setWindowTitle(self.tr("Add a consent"))
        self.save_button.setText(self.tr("&Add"))
        self.by = QLineEdit(guardian, self)
        self.by.setPlaceholderText(self.tr("Mother, father, guardian, or the patient"))
        self.purpose = DropDown(self)
        self.purpose.setEditable(True)
        self.purpose.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.purpose.addItems(
            [
                self.tr("screening by video"),
                self.tr("screening, and keeping the videos"),
                self.tr("screening and research without names"),
            ]
        )
        self.on = DayField("", today, self)
        self.until = DayField("", None, self)
        self.field(self.tr("Given &by"), self.by)
        self.field(self.tr("&For"), self.purpose)
        self.field(self.tr("Given &on"), self.on)
        self.field(self.tr("Holds &until"), self.until)
        self.on.show_day(today.isoformat())
        self.until.line.setPlaceholderText(self.tr("Empty: until it is withdrawn"))
        self.by.textChanged.connect(self.check)
        self.by.setFocus()
        self.check()

    def complete(self) -> bool:
        """Tell whether somebody gave it on a day before it ends."""
        whole = bool(self.by.text().strip()) and bool(self.on.day) and self.on.right
        ends = not self.until.line.text().strip() or bool(self.until.day)
        if self.until.day and self.on.day and self.until.day < self.on.day:
            self.until.say(self.tr("It would end before it was given."))
            return False
        return whole and ends

    def give(self) -> None:
        """Tell who, when, for what, and until when."""
        self.given.emit(
            self.by.text().strip(),
            self.on.day,
            self.purpose.currentText().strip(),
            self.until.day,
        )


class WithdrawDialog(_Asking):
    """Asks from which day on a consent does not hold any more.

    Args:
        consent: The consent.
        today: The date that is offered.
        parent: Owner.

    Signals:
        given: The date.
    """

    given = Signal(str)

    def __init__(
        self, consent: Consent, today: datetime.date, parent: QWidget | None = None
    ) -> None:
        super().__init__("", "", QSize(space(56), space(24)), parent)
        self.setWindowTitle(self.tr("Withdraw the consent"))
        self.save_button.setText(self.tr("&Withdraw"))
        self._consent = consent
        said = self.tr(
            "{who} gave it on {date}. The entry stays; no recording is made after this day."
        )
        words = paragraph(said.format(who=consent.given_by, date=day_title(consent.given_on)), self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        self.column.insertWidget(1, words)
        self.on = DayField("", None, self)
        self.field(self.tr("Does not hold from"), self.on)
        self.on.show_day(today.isoformat())
        self.check()

    def complete(self) -> bool:
        """Tell whether there is a date."""
        return bool(self.on.day) and self.on.right

    def give(self) -> None:
        """Tell the date."""
        self.given.emit(self.on.day)


class KeepDialog(_Asking):
    """Asks until when a record is kept, whatever the settings say.

    Args:
        until: The date that is set, or "".
        parent: Owner.

    Signals:
        given: The date; "": as the settings say.
    """

    given = Signal(str)

    def __init__(self, until: str, parent: QWidget | None = None) -> None:
        super().__init__("", "", QSize(space(58), space(26)), parent)
        self.setWindowTitle(self.tr("How long this record is kept"))
        self.save_button.setText(self.tr("&Save"))
        words = self.tr(
            "After this day an administrator is asked whether the record is to be erased. Nothing is "
            "erased by itself."
        )
        self.column.insertWidget(1, note(words, self))
        self.until = DayField("", None, self)
        self.field(self.tr("Keep &until"), self.until)
        self.until.line.setPlaceholderText(self.tr("Empty: as the settings say"))
        self.until.show_day(until)
        self.until.setFocus()
        self.check()

    def complete(self) -> bool:
        """Tell whether there is a date, or nothing."""
        return self.until.right

    def give(self) -> None:
        """Tell the date."""
        self.given.emit(self.until.day)
