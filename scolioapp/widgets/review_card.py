"""The review of a judgement as a card: where it stands, who did what, and the steps that come next.

Every decision is the view-model's, every word `scolioapp.words.review_words`'. Must not know the records.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from scolioapp.i18n import render
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.viewmodels.review import Review
from scolioapp.widgets.page import heading, note, paragraph, quiet_button
from scolioapp.words import review_words


class ReviewCard(QFrame):
    """State, history, buttons; hidden for whoever may not see names.

    Signals:
        review_asked: The judgement is to be reviewed.
        sign_asked: It is to be signed.
        amend_asked: It is to be amended.
        letter_asked: A letter to the parents is to be made.
        send_asked: It is to be sent to an archive or a server.
        version_asked: Number of another judgement of the recording that is to be shown.
    """

    review_asked = Signal()
    sign_asked = Signal()
    amend_asked = Signal()
    letter_asked = Signal()
    send_asked = Signal()
    version_asked = Signal(int)

    def __init__(self, model: Review, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._model = model
        self.heading = heading("", self)
        self.words = paragraph("", self)
        self.problem = note("", self)
        self.problem.setProperty("role", "problem")
        self.steps = note("", self)
        for label in (self.heading, self.words, self.problem, self.steps):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setMinimumWidth(1)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.review_button, self.sign_button, self.amend_button, self.letter_button = (
            QPushButton(self) for _ in range(4)
        )
        self.send_button = QPushButton(self)
        self.send_button.setVisible(False)
        self.before_button, self.after_button = quiet_button("", self), quiet_button("", self)
        self._lay_out()
        self._set_words()
        model.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        steps = (self.review_button, self.sign_button, self.amend_button, self.letter_button)
        in_column(
            self.heading,
            self.words,
            self.problem,
            self.steps,
            in_row(self.before_button, self.after_button, STRETCH, gap=1, margins=0),
            in_row(*steps, STRETCH, gap=1, margins=0),
            in_row(self.send_button, STRETCH, gap=1, margins=0),
            gap=1,
            margins=(2, 1.5, 2, 2),
            parent=self,
        )
        self.review_button.clicked.connect(self.review_asked)
        self.sign_button.clicked.connect(self.sign_asked)
        self.amend_button.clicked.connect(self.amend_asked)
        self.letter_button.clicked.connect(self.letter_asked)
        self.send_button.clicked.connect(self.send_asked)
        self.before_button.clicked.connect(lambda: self._ask_version(-1))
        self.after_button.clicked.connect(lambda: self._ask_version(1))

    @property
    def stops(self) -> Sequence[QWidget]:
        """What the Tab key stops at, in its order."""
        return (
            self.before_button,
            self.after_button,
            self.review_button,
            self.sign_button,
            self.amend_button,
            self.letter_button,
            self.send_button,
        )

    def offer_sending(self, why_not: str) -> None:
        """Offer to send it to others, or say why that cannot be done ("": it can)."""
        self.send_button.show()
        self.send_button.setEnabled(not why_not)
        self.send_button.setToolTip(why_not or self.tr("To an archive or a server of a hospital"))

    @property
    def history(self) -> list[str]:
        """What is said of each step, the first one first."""
        return [each.strip() for each in self.steps.text().split("\n\n") if each.strip()]

    def _show(self) -> None:
        model, facts, judgement = self._model, self._model.facts, self._model.judgement
        self.setVisible(facts is not None and judgement is not None)
        if facts is None or judgement is None:
            self._say_nothing()
            return
        state = render(review_words.STATES[judgement.state])
        self.heading.setText(self.tr("Review: {state}").format(state=state))
        self.words.setText(review_words.state_note(judgement))
        self.problem.setText(review_words.broken_words() if model.broken else "")
        self.problem.setVisible(model.broken)
        self.steps.setText("\n\n".join(review_words.history(facts, judgement)))
        self.review_button.setVisible(model.may_review)
        self.sign_button.setVisible(model.may_sign)
        self.amend_button.setVisible(model.may_amend)
        self.letter_button.setVisible(judgement.state in ("reviewed", "signed"))
        self._show_versions()

    def _show_versions(self) -> None:
        """Lead to the version that this one amends, and to the one that amended it."""
        for button, place in ((self.before_button, -1), (self.after_button, 1)):
            number = self._version(place)
            button.setVisible(number is not None)
            button.setText(self.tr("Show version {number}").format(number=number or 0))

    def _version(self, place: int) -> int | None:
        facts, judgement = self._model.facts, self._model.judgement
        if facts is None or judgement is None:
            return None
        for each in facts.judgements:
            before = place < 0 and each.id == judgement.amends
            if before or (place > 0 and each.amends == judgement.id):
                return each.number
        return None

    def _ask_version(self, place: int) -> None:
        number = self._version(place)
        if number is not None:
            self.version_asked.emit(number)

    def _say_nothing(self) -> None:
        labels: tuple[QLabel, ...] = (self.words, self.problem, self.steps)
        for label in labels:
            label.setText("")

    def _set_words(self) -> None:
        self.review_button.setText(self.tr("Re&view…"))
        self.review_button.setToolTip(
            self.tr("Say that you have looked at this, and agree or put another outcome in place")
        )
        self.sign_button.setText(self.tr("S&ign…"))
        self.sign_button.setToolTip(
            self.tr("Stand for this result with your name; the password is asked for again")
        )
        self.amend_button.setText(self.tr("A&mend…"))
        self.amend_button.setToolTip(
            self.tr("Make a new version, with a reason; both stay readable")
        )
        self.letter_button.setText(self.tr("&Letter to the parents…"))
        self.send_button.setText(self.tr("Send t&o…"))
        self.letter_button.setToolTip(self.tr("A page in plain words, without figures"))
