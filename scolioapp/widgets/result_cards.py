"""What a screening says, from top to bottom: the outcome, which stays in view, over cards that scroll."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from engine.report import wording
from engine.report.provenance_words import provenance_line
from scolioapp.i18n import render
from scolioapp.painting.layouts import add_to, in_column
from scolioapp.painting.theme import space
from scolioapp.viewmodels.result import ResultViewModel
from scolioapp.widgets.dots_card import DotsCard
from scolioapp.widgets.link_bar import LinkBar
from scolioapp.widgets.measurement_card import MeasurementCard
from scolioapp.widgets.outcome_banner import OutcomeBanner, OutcomeCard
from scolioapp.widgets.page import card, heading, note, paragraph, scroller
from scolioapp.widgets.quality_panel import QualityPanel
from scolioapp.widgets.trust_card import TrustCard
from scolioapp.widgets.why_card import WhyCard


class ResultCards(QWidget):
    """The outcome with its links, and the cards below it."""

    def __init__(self, model: ResultViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._told_of = model.person
        self._review_stops: Callable[[], Sequence[QWidget]] = tuple
        self.outcome = OutcomeBanner(self)
        self.outcome.offer_film()
        self.links = LinkBar(self)
        self.answer = OutcomeCard(self)
        self.quality = QualityPanel(self)
        self.measurements = MeasurementCard(self)
        self.dots = DotsCard(model, self)
        self.why = WhyCard(model, self)
        self.trust = TrustCard(model, self)
        self._build_limits()
        self._lay_out()
        model.screening_changed.connect(self._show_top)
        model.override_changed.connect(self._show_answer)
        model.display.view_changed.connect(self._turn)
        self.quality.asked_for.connect(model.playback.seek)
        self.measurements.vertical_button.clicked.connect(model.set_vertical)
        self.measurements.clothes_box.clicked.connect(self._on_clothes)
        self.outcome.film_asked.connect(model.repeat)

    def _build_limits(self) -> None:
        self.limits_card, limits = card(self)
        self._limits_heading = heading(self.tr("Limits"), self)
        self.limits = paragraph("", self)
        self.limits.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._provenance = note("", self)
        for label in (self._limits_heading, self.limits, self._provenance):
            limits.addWidget(label)

    def _lay_out(self) -> None:
        """Pin the outcome over the cards that scroll."""
        inner = QWidget()
        inner.setProperty("role", "page")
        cards = self._cards = in_column(gap=2, margins=(1, 0, 1, 0), parent=inner)
        for frame in self.frames:
            cards.addWidget(frame)
            # Otherwise one long unbreakable word would push the column out of the window.
            for label in frame.findChildren(QLabel):
                label.setMinimumWidth(1)
        cards.addStretch(1)
        self.scroller = scroller(inner, self)
        self.scroller.setMinimumWidth(space(42))
        column = in_column(gap=1, margins=0, parent=self)
        pinned = in_column(gap=1)
        # As wide as the cards below, which leave room for their scroll bar.
        bar = self.scroller.verticalScrollBar().sizeHint().width()
        pinned.setContentsMargins(space(1), 0, space(1) + bar, 0)
        pinned.addWidget(self.outcome)
        pinned.addWidget(self.links)
        add_to(column, pinned, (self.scroller, 1))

    @property
    def frames(self) -> tuple[QFrame, ...]:
        """The cards below the outcome, from top to bottom."""
        return (
            self.answer,
            self.quality,
            self.measurements,
            self.dots,
            self.why,
            self.trust,
            self.limits_card,
        )

    def put_first(self, frame: QWidget, stops: Callable[[], Sequence[QWidget]]) -> None:
        """Put one more card above the others.

        Args:
            frame: The card.
            stops: Gives what the Tab key stops at in it.
        """
        self._cards.insertWidget(0, frame)
        self._review_stops = stops

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What the Tab key stops at, from top to bottom."""
        return (
            self.outcome.film_button,
            *self.links.buttons,
            *self._review_stops(),
            self.quality.toggle,
            self.measurements.table_button,
            self.measurements.table,
            self.measurements.vertical_button,
            self.measurements.clothes_box,
            *self.dots.controls,
            self.why.back_button,
            self.why.forward_button,
            *self.why.row.buttons,
            self.trust.prevalence,
        )

    def _on_clothes(self, loose: bool) -> None:
        """Measure anew; until that is done, and where it is refused, the box says what is shown."""
        self.measurements.clothes_box.setChecked(self._model.result.loose_clothes)
        self._model.choose_loose_clothes(loose)

    def show_screening(self) -> None:
        """Show what the screening says now."""
        result = self._model.result
        self._show_answer()
        self.quality.show_quality(result.quality)
        self.measurements.show_result(result)
        self._turn()
        self._limits_heading.setText(self.tr("Limits"))
        lines = (html.escape(render(line)) for line in wording.limits(result))
        paragraphs = (f'<p style="margin: 0 0 {space(0.75)}px 0">{line}</p>' for line in lines)
        self.limits.setText("".join(paragraphs))
        self._provenance.setText(provenance_line(result, render))

    def _show_answer(self) -> None:
        """Show the outcome that holds now."""
        screening = self._model.screening
        for part in (self.outcome, self.answer):
            part.show_result(screening.result, screening.override)

    def _show_top(self) -> None:
        """Lead to the answer about another person; what was measured anew is looked at where it stands."""
        if self._model.person != self._told_of:
            self._told_of = self._model.person
            self.scroller.verticalScrollBar().setValue(0)

    def _turn(self) -> None:
        """Put the child's left where the video shows it."""
        self.measurements.show_left_first(self._model.display.left_first)
