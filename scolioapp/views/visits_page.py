"""Two visits of one patient side by side: both walks played in step, both outcomes, both measured.

Whether a measurement changed is said in the sentences of the trend (`engine.report.trend_words`).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from engine.core.findings import Severity
from engine.report import wording
from engine.report.trend import Series, Trend, VisitValues, trend_of, values_of
from engine.report.trend_words import series_words, value_words
from scolioapp.i18n import render
from scolioapp.jobs.worker import Worker
from scolioapp.painting.layouts import STRETCH, add_to, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.painting.trend_picture import day_words
from scolioapp.storage.results import ResultEntry
from scolioapp.widgets.outcome_banner import OutcomeBanner
from scolioapp.widgets.page import NamedPage, card, heading, note, paragraph
from scolioapp.widgets.paired_player import Film, PairedPlayer
from scolioapp.widgets.quality_panel import SeverityMark, severity_of

if TYPE_CHECKING:
    from scolioapp.jobs.screener import Screening


@dataclass(frozen=True, slots=True)
class VisitSide:
    """One of the two visits.

    Attributes:
        day: When it was.
    """

    day: datetime.date
    entry: ResultEntry
    screening: Screening


class VisitCard(QFrame):
    """One of the two: its outcome with the mark, its quality, and the way there.

    Signals:
        opened: The `ResultEntry` that is to be shown.
    """

    opened = Signal(object)

    def __init__(self, title: str, side: VisitSide, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        result = side.screening.result
        self.outcome = OutcomeBanner(self)
        self.outcome.setProperty("role", "")
        self.outcome.show_result(result)
        label = render(wording.verdict_label(result.quality.verdict))
        self.verdict = paragraph(self.tr("Recording: {verdict}").format(verdict=label), self)
        self.open_button = QPushButton(self.tr("Open this result"), self)
        self.open_button.setAccessibleDescription(title)
        self.open_button.clicked.connect(lambda: self.opened.emit(side.entry))
        quality = in_row(gap=1)
        quality.addWidget(SeverityMark(severity_of(result.quality.verdict), self))
        quality.addWidget(self.verdict, 1)
        quality.addWidget(self.open_button)
        in_column(
            heading(title, self),
            self.outcome,
            STRETCH,
            quality,
            gap=1,
            margins=2,
            parent=self,
        )


class VisitsPage(NamedPage):
    """The earlier visit at the left, the newer one at the right.

    Args:
        earlier: The earlier visit.
        newer: The newer one.
        worker: Reads the videos.
        hide_faces: Whether heads are covered.
        parent: Owner.

    Signals:
        opened: The `ResultEntry` of one of the two, which is to be shown.
    """

    opened = Signal(object)

    def __init__(
        self,
        earlier: VisitSide,
        newer: VisitSide,
        worker: Worker,
        *,
        hide_faces: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("visitsPage")
        words = self.tr("{name}: two visits side by side")
        self.call(words.format(name=newer.entry.title))
        self.sides = (earlier, newer)
        self.titles = tuple(self._title(side) for side in self.sides)
        first, second = (
            Film(title, side.screening, Path(side.entry.video_path))
            for title, side in zip(self.titles, self.sides, strict=True)
        )
        self.player = PairedPlayer(first, second, worker, hide_faces=hide_faces, parent=self)
        # The arrow keys and Space work at once.
        self.setFocusProxy(self.player.slider)
        self.cards = tuple(
            VisitCard(title, side, self)
            for title, side in zip(self.titles, self.sides, strict=True)
        )
        cards = in_row(*((each, 1) for each in self.cards), gap=2)
        for each in self.cards:
            each.opened.connect(self.opened)
        self.trend = self._compare()
        add_to(self.content, self.player, cards)
        if self.trend.series:
            self.content.addWidget(self._measurements())
        self.content.addStretch(1)
        self._warn()

    def stop(self) -> None:
        """Let go of the videos; the page is not used afterwards."""
        self.player.stop()

    def _title(self, side: VisitSide) -> str:
        return self.tr("Visit of {date}").format(date=day_words(side.day))

    def _compare(self) -> Trend:
        return trend_of(
            VisitValues(
                str(number),
                side.day.isoformat(),
                side.screening.result.outcome,
                values=values_of(side.screening.result),
            )
            for number, side in enumerate(self.sides)
        )

    def _warn(self) -> None:
        """Say where the comparison says nothing, or less than it seems."""
        results = [side.screening.result for side in self.sides]
        hashes = {result.provenance.video.sha256 for result in results}
        models = {result.model.sha256 for result in results if result.model is not None}
        if len(hashes) == 1 and all(hashes):
            words = self.tr("Both recordings are the same video: this comparison says nothing.")
        elif len(models) > 1:
            words = self.tr(
                "The outcomes are of different models and cannot be compared with each other."
            )
        else:
            return
        self.banner.say(words, severity=Severity.CARE)

    def _measurements(self) -> QWidget:
        """Put the measurements of both beside each other, and say whether they changed."""
        frame, column = card(self)
        column.addWidget(heading(self.tr("Measurements while walking"), frame))
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(3))
        grid.setVerticalSpacing(space(1))
        for place, words in enumerate(("", *self.titles, self.tr("Change"))):
            grid.addWidget(note(words, frame), 0, place)
            grid.setColumnStretch(place, (2, 3, 3, 5)[place])
        for row, series in enumerate(self.trend.series, start=1):
            said = (render(one) for one in series_words(series, day_words))
            cells = (
                render(series.kind.label),
                self._value(series, "0"),
                self._value(series, "1"),
                "\n".join(said),
            )
            for place, words in enumerate(cells):
                label = paragraph(words, frame)
                label.setMinimumWidth(1)
                grid.addWidget(label, row, place, Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)
        words = self.tr(
            "A change is said where two values are further apart than their 95 % intervals can explain "
            "together. Of twenty comparisons one may come out so by chance alone."
        )
        column.addWidget(note(words, frame))
        return frame

    def _value(self, series: Series, side: str) -> str:
        found = [one.value for one in series.points if one.visit == side]
        return render(value_words(found[0], series.kind)) if found else self.tr("not measured")
