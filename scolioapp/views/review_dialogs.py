"""What is asked to review, sign and amend a judgement; what goes wrong is said in the dialog itself."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from engine.core.classes import Outcome
from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.i18n import render
from scolioapp.painting.layouts import in_column
from scolioapp.painting.theme import space
from scolioapp.viewmodels.review import Review
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import GrowingDialog, button_row, resize_within
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import note, paragraph, primary_button
from scolioapp.words import review_words

_WRONG_PASSWORD = "records_password"
MOST_WORDS = 500
"""Letters of a reason or a meaning."""


class StepDialog(GrowingDialog):
    """A step of the review: fields, a place for messages, and the button that takes it.

    Args:
        model: The review.
        parent: Owner; the dialog goes when it is closed.
    """

    def __init__(self, model: Review, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.banner = Banner(self)
        self.confirm_button = primary_button("", self)
        self.leave_button = QPushButton(self.tr("Cancel"), self)
        self.column: QVBoxLayout = in_column(self.banner, gap=1.5, margins=(3, 3, 3, 2))
        self.confirm_button.clicked.connect(self.confirm)
        self.leave_button.clicked.connect(self.reject)
        model.door.locked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        resize_within(self, QSize(space(66), space(40)), parent)

    def finish(self, *fields: QWidget) -> None:
        """Lay out the fields above the buttons."""
        for field in fields:
            self.column.addWidget(field)
        self.column.addStretch(1)
        self.column.addWidget(button_row(self, action=self.confirm_button, leave=self.leave_button))
        self.setLayout(self.column)

    def confirm(self) -> None:
        """Take the step; each dialog its own."""
        raise NotImplementedError

    def wait(self) -> None:
        """Let nothing be pressed while the step is being taken."""
        self.banner.clear()
        self.confirm_button.setEnabled(False)

    def failed(self, error: ScolioError) -> None:
        """Say in place why the step was not taken."""
        self.confirm_button.setEnabled(True)
        words = f"{render(error.what)} {render(error.remedy)}"
        self.banner.say(words, severity=Severity.CARE)


def _reason_field(parent: QWidget, label: QLabel) -> QPlainTextEdit:
    """Return a field of three lines, which the Tab key leaves."""
    field = QPlainTextEdit(parent)
    field.setTabChangesFocus(True)
    field.setFixedHeight(3 * field.fontMetrics().lineSpacing() + space(2))
    field.setAccessibleName(label.text().replace("&", ""))
    label.setBuddy(field)
    return field


class ReviewDialog(StepDialog):
    """Asks whether the outcome holds, or which one holds instead and why."""

    def __init__(self, model: Review, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setWindowTitle(self.tr("Review this result"))
        self.confirm_button.setText(self.tr("&Reviewed"))
        judgement = model.judgement
        said = "" if judgement is None else review_words.model_said(judgement)
        self.agrees = QRadioButton(self.tr("The model's outcome &holds: {said}").format(said=said))
        self.others: dict[str, QRadioButton] = {}
        for outcome in Outcome:
            if judgement is None or outcome.value != judgement.line.outcome:
                words = self.tr("Instead: {outcome}")
                title = review_words.outcome_title(outcome.value)
                self.others[outcome.value] = QRadioButton(words.format(outcome=title))
        label = QLabel(self.tr("Rea&son, needed for another outcome:"), self)
        self.reason = _reason_field(self, label)
        words = self.tr(
            "Look at the recording and at what the examination found. The model's own outcome stays "
            "readable beside yours."
        )
        self.finish(paragraph(words, self), self.agrees, *self.others.values(), label, self.reason)
        held = "" if judgement is None else judgement.outcome
        self.others.get(held, self.agrees).setChecked(True)
        self.agrees.setFocus()

    @property
    def outcome(self) -> str:
        """The outcome that holds instead of the model's, or ""."""
        return next((each for each, button in self.others.items() if button.isChecked()), "")

    def confirm(self) -> None:
        """Note the review."""
        reason = self.reason.toPlainText().strip()[:MOST_WORDS]
        if self.outcome and not reason:
            words = self.tr("Another outcome needs a reason. Write in a few words why it holds.")
            self.banner.say(words, severity=Severity.CARE)
            self.reason.setFocus()
            return
        self.wait()
        self.model.review(self.outcome, reason, self.accept, self.failed)


class SignDialog(StepDialog):
    """Asks in which sense the user signs, and for the password again."""

    def __init__(self, model: Review, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setWindowTitle(self.tr("Sign this result"))
        self.confirm_button.setText(self.tr("&Sign"))
        user = model.door.user
        name = "" if user is None else user.name
        judgement = model.judgement
        outcome = "" if judgement is None else review_words.held(model.facts, judgement)
        words = self.tr(
            "{name} signs: {outcome}. A signed result cannot be changed, only amended; name, time and "
            "meaning stand on every printed page."
        )
        meaning_label = QLabel(self.tr("&What the signature means (choose, or write your own):"))
        self.meaning = DropDown(self)
        self.meaning.setEditable(True)
        self.meaning.addItems([render(each) for each in review_words.MEANINGS])
        self.meaning.setAccessibleName(meaning_label.text().replace("&", ""))
        meaning_label.setBuddy(self.meaning)
        edit = self.meaning.lineEdit()
        if edit is not None:
            edit.setMaxLength(MOST_WORDS)
            edit.setCursorPosition(0)
        password_label = QLabel(self.tr("Your &password, again:"), self)
        self.password = QLineEdit(self)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(password_label.text().replace("&", ""))
        password_label.setBuddy(self.password)
        self.finish(
            paragraph(words.format(name=name, outcome=outcome), self),
            meaning_label,
            self.meaning,
            password_label,
            self.password,
        )
        self.password.setFocus()

    def confirm(self) -> None:
        """Sign, or say what is missing."""
        meaning = self.meaning.currentText().strip()
        if not meaning:
            self.banner.say(
                self.tr("Say what your signature means: choose a sentence, or write your own."),
                severity=Severity.CARE,
            )
            self.meaning.setFocus()
            return
        password, typed = self.password.text(), bool(self.password.text())
        self.password.clear()
        self.password.setFocus()
        if not typed:
            words = self.tr("Type your password to sign.")
            self.banner.say(words, severity=Severity.CARE)
            return
        self.wait()
        self.model.sign(password, meaning, self.accept, self.failed)

    def failed(self, error: ScolioError) -> None:
        """Say why nothing was signed, and let the password be typed anew."""
        super().failed(error)
        if error.code == _WRONG_PASSWORD:
            words = self.tr(
                "The password is wrong. Check Caps Lock and the keyboard, and try again."
            )
            self.banner.say(words, severity=Severity.CARE)
        self.password.setFocus()


class AmendDialog(StepDialog):
    """Asks why a signed judgement is amended."""

    def __init__(self, model: Review, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setWindowTitle(self.tr("Amend this result"))
        self.confirm_button.setText(self.tr("Make a &new version"))
        words = self.tr(
            "A new version is made as a draft, to be changed, reviewed and signed. The signed one stays "
            "readable, and says that it was amended."
        )
        label = QLabel(self.tr("Rea&son:"), self)
        self.reason = _reason_field(self, label)
        hint = self.tr("It is printed with the new version.")
        self.finish(paragraph(words, self), label, self.reason, note(hint, self))
        self.reason.setFocus()

    def confirm(self) -> None:
        """Make the new version."""
        reason = self.reason.toPlainText().strip()[:MOST_WORDS]
        if not reason:
            words = self.tr("An amendment needs a reason. Write in a few words what changes.")
            self.banner.say(words, severity=Severity.CARE)
            self.reason.setFocus()
            return
        self.wait()
        self.model.amend(reason, self.accept, self.failed)
