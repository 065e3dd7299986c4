"""What is said first: the outcome with its shape and warning; below it the sentence and the next step.

A model that is not validated draws a hatched mark beside the outcome and a band with the reason. Must
not know the view-model, nor decide any words: they come from `engine.report.wording`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.core.classes import Outcome
from engine.core.findings import Verdict
from engine.core.model_status import with_mark
from engine.core.result import ScreeningResult
from engine.core.text import Text, text
from engine.report import wording
from scolioapp.i18n import render
from scolioapp.painting.hatching import WarningMark, paint_hatching
from scolioapp.painting.ink import painting
from scolioapp.painting.shapes import paint_outcome
from scolioapp.painting.theme import space, tokens
from scolioapp.widgets.page import heading, note, paragraph
from scolioapp.widgets.score_bars import ScoreBars


def fence_words(result: ScreeningResult) -> Text | None:
    """Return what is written across the outcome of a model without validation, or None.

    A model that is not validated but whose card says nothing is fenced all the same.
    """
    model = result.model
    if model is None or model.status == "validated":
        return None
    return model.notice or text(
        "This model has not been validated; its output has no clinical meaning."
    )


class HatchedBand(QFrame):
    """Words on a plain plate within a hatched band.

    Args:
        parent: Owner.
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
        row = QHBoxLayout(self)
        row.setContentsMargins(space(2), space(1), space(2), space(1))
        row.setSpacing(space(2))
        words = QVBoxLayout()
        words.setSpacing(space(0.5))
        words.addWidget(self.title)
        below = QHBoxLayout()
        below.setSpacing(space(1))
        below.addWidget(self.mark)
        below.addStretch(1)
        words.addLayout(below)
        self.film_button = QPushButton(self)
        self.film_button.hide()
        self._offers_film = False
        row.addWidget(self.shape)
        row.addLayout(words, 1)
        below.addWidget(self.film_button)
        self.film_button.clicked.connect(self.film_asked)
        self._retranslate()

    def offer_film(self) -> None:
        """Let the button be shown where the recording is not usable."""
        self._offers_film = True

    def show_result(self, result: ScreeningResult) -> None:
        """Show the outcome of a result."""
        title, mark = wording.outcome_title(result.outcome), wording.warning_mark(result)
        self.shape.show_outcome(result.outcome)
        self.title.setText(render(title))
        self.mark.show_mark(mark)
        not_usable = result.quality.verdict is Verdict.REPEAT
        self.film_button.setVisible(self._offers_film and not_usable)
        self.setAccessibleName(with_mark(title, mark, render))

    def _retranslate(self) -> None:
        self.film_button.setText(self.tr("Film again…"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


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
        column = QVBoxLayout(self)
        column.setContentsMargins(space(2), space(2), space(2), space(2))
        column.setSpacing(space(1))
        column.addWidget(self.band)
        column.addWidget(self.sentence)
        column.addSpacing(space(0.5))
        column.addWidget(self.next_heading)
        column.addWidget(self.next_step)
        column.addWidget(self.bars)
        column.addWidget(self.scores)
        self._retranslate()

    def show_result(self, result: ScreeningResult) -> None:
        """Show what goes with the outcome of a result."""
        unlike = result.unlike_training
        self.sentence.setText(render(wording.outcome_sentence(result.outcome, unlike=unlike)))
        self.next_step.setText(render(wording.next_step(result.outcome, unlike=unlike)))
        fence = fence_words(result)
        self.band.setVisible(fence is not None)
        self.band.words.setText(render(fence) if fence is not None else "")
        scores = [render(line) for line in wording.score_words(result)]
        self.scores.setVisible(bool(scores))
        self.scores.setText(" · ".join(scores))
        self.bars.show_bars(wording.score_bars(result))

    def _retranslate(self) -> None:
        self.next_heading.setText(self.tr("Next step"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
