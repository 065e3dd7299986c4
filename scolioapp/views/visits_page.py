"""Two visits of one patient side by side: both walks played in step, both outcomes, both measured.

Whether a measurement changed is said in the sentences of the trend (`engine.report.trend_words`).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from engine.core.findings import Severity
from engine.report.trend import Series, Trend, VisitValues, trend_of, values_of
from engine.report.trend_words import series_words, value_words
from scolioapp.i18n import render
from scolioapp.jobs.worker import Worker
from scolioapp.painting.layouts import add_to, in_row
from scolioapp.painting.trend_picture import day_words
from scolioapp.storage.results import ResultEntry
from scolioapp.widgets.page import NamedPage
from scolioapp.widgets.paired_player import Film, PairedPlayer
from scolioapp.widgets.side_by_side import SideBySide, SideCard

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
            SideCard(title, side.screening, parent=self)
            for title, side in zip(self.titles, self.sides, strict=True)
        )
        cards = in_row(*((each, 1) for each in self.cards), gap=2)
        for each, side in zip(self.cards, self.sides, strict=True):
            each.opened.connect(partial(self.opened.emit, side.entry))
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
        rows = (
            (
                render(series.kind.label),
                self._value(series, "0"),
                self._value(series, "1"),
                "\n".join(render(one) for one in series_words(series, day_words)),
            )
            for series in self.trend.series
        )
        remark = self.tr(
            "A change is said where two values are further apart than their 95 % intervals can explain "
            "together. Of twenty comparisons one may come out so by chance alone."
        )
        return SideBySide((*self.titles, self.tr("Change")), rows, remark, self)

    def _value(self, series: Series, side: str) -> str:
        found = [one.value for one in series.points if one.visit == side]
        return render(value_words(found[0], series.kind)) if found else self.tr("not measured")
