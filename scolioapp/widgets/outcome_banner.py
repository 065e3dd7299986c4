"""What is said first: the outcome with its shape and warning; below it the sentence and the next step.

A model that is not validated draws a hatched mark beside the outcome and a band with the reason. Must
not know the view-model, nor decide any words: they come from `engine.report.screening_document`.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.core.classes import Outcome
from engine.core.findings import Verdict
from engine.core.override import Override
from engine.core.result import ScreeningResult
from engine.report import wording
from engine.report.screening_document import answer_of
from scolioapp.i18n import render
from scolioapp.painting.hatching import paint_hatching
from scolioapp.painting.ink import painting
from scolioapp.painting.layouts import STRETCH, add_to, in_column, in_row
from scolioapp.painting.shapes import paint_outcome
from scolioapp.painting.theme import space, tokens
from scolioapp.widgets.page import heading, note, paragraph
from scolioapp.widgets.score_bars import ScoreBars
from scolioapp.widgets.warning_mark import WarningMark


class HatchedBand(QFrame):
    """Words on a plain plate within a hatched band.

    Args:
        slim: Whether it only reminds of what a larger one says in full.
    """

    def __init__(self, parent: QWidget | None = None, *, slim: bool = False) -> None:
        super().__init__(parent)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setProperty("role", "note" if slim else "heading")
        self.words.setMargin(space(0.5 if slim else 1))
        self.words.setAutoFillBackground(True)
        layout = QVBoxLayout(self)
        edge = space(0.5 if slim else 0.75)
        layout.setContentsMargins(space(2), edge, space(2), edge)
        layout.addWidget(self.words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the stripes and the plate that the words stand on."""
        with painting(self) as painter:
            colours = tokens(self.palette())
            paint_hatching(painter, QRectF(self.rect()), colours)
            painter.fillRect(self.words.geometry(), QColor(colours.surface))


class OutcomeShape(QWidget):
    """The shape that goes with an outcome, in its colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outcome = Outcome.INCONCLUSIVE
        self.setFixedSize(space(5), space(5))

    def show_outcome(self, outcome: Outcome) -> None:
        """Show the shape of an outcome."""
        self._outcome = outcome
        self.setAccessibleName(render(wording.outcome_title(outcome)))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the fixed size."""
        return QSize(space(5), space(5))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape."""
        with painting(self) as painter:
            paint_outcome(painter, QRectF(self.rect()), self._outcome, QPalette(self.palette()))


class OutcomeBanner(QFrame):
    """What is always in view: shape, outcome, and the warning that never leaves it.

    Where the recording is not usable a button offers to film again, if its owner lets it.

    Signals:
        film_asked: The child is to be filmed again.
    """

    film_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.shape = OutcomeShape(self)
        self.title = QLabel(self)
        self.title.setProperty("role", "title")
        self.title.setWordWrap(True)
        self.title.setMinimumWidth(1)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.mark = WarningMark(self)
        row = in_row(gap=2, margins=(2, 1, 2, 1), parent=self)
        self.said = note("", self)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setMinimumWidth(1)
        self.said.hide()
        words = in_column(self.title, self.said, gap=0.5)
        below = in_row(self.mark, STRETCH, gap=1)
        words.addLayout(below)
        self.film_button = QPushButton(self)
        self.film_button.hide()
        self._offers_film = False
        add_to(row, self.shape, (words, 1))
        below.addWidget(self.film_button)
        self.film_button.clicked.connect(self.film_asked)
        self._set_words()

    def offer_film(self) -> None:
        """Let the button be shown where the recording is not usable."""
        self._offers_film = True

    def show_result(self, result: ScreeningResult, override: Override | None = None) -> None:
        """Show the outcome that holds of a result, and where a person set it, what the model said."""
        answer = answer_of(result, render, override)
        self.shape.show_outcome(answer.outcome)
        self.title.setText(answer.title)
        self.mark.show_mark(wording.warning_mark(result) if answer.mark else None)
        not_usable = result.quality.verdict is Verdict.REPEAT
        self.film_button.setVisible(self._offers_film and not_usable)
        self.setAccessibleName(answer.marked)
        self.said.setText(answer.set_by)
        self.said.setToolTip(answer.reason)
        self.said.setVisible(bool(answer.set_by))

    def _set_words(self) -> None:
        self.film_button.setText(self.tr("Film again…"))


class OutcomeCard(QFrame):
    """The first card below it: the model's fence, one sentence, the next step, and the scores."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.sentence = paragraph("", self)
        self.band = HatchedBand(self)
        self.next_heading = heading("", self)
        self.next_step = paragraph("", self)
        self.bars = ScoreBars(self)
        self.scores = note("", self)
        for label in (self.sentence, self.next_step, self.scores, self.band.words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = in_column(self.band, self.sentence, gap=1, margins=2, parent=self)
        column.addSpacing(space(0.5))
        add_to(column, self.next_heading, self.next_step, self.bars, self.scores)
        self._set_words()

    def show_result(self, result: ScreeningResult, override: Override | None = None) -> None:
        """Show what goes with the outcome that holds of a result."""
        answer = answer_of(result, render, override)
        self.sentence.setText(answer.sentence)
        self.next_step.setText(answer.next_step)
        self.band.setVisible(bool(answer.fence))
        self.band.words.setText(answer.fence)
        self.scores.setVisible(bool(answer.scores))
        self.scores.setText(" · ".join(answer.scores))
        self.bars.show_bars(answer.bars)

    def _set_words(self) -> None:
        self.next_heading.setText(self.tr("Next step"))
