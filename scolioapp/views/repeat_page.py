"""Two recordings of the same child side by side: outcome, quality, what changed, measurements, pictures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from engine.core.findings import Finding, Severity
from engine.core.measurands import MEASURANDS
from engine.core.result import Measurement, ScreeningResult
from engine.report import measurement_words, repeat, wording
from scolioapp.i18n import render
from scolioapp.jobs.worker import Worker
from scolioapp.painting.layouts import STRETCH, add_to, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.storage.results import ResultEntry
from scolioapp.widgets.elided_label import ElidedLabel
from scolioapp.widgets.outcome_banner import OutcomeBanner
from scolioapp.widgets.page import NamedPage, card, heading, note, paragraph
from scolioapp.widgets.quality_panel import SeverityMark, severity_of
from scolioapp.widgets.still import Still
from scolioapp.words.result_words import date_words

if TYPE_CHECKING:
    from scolioapp.jobs.screener import Screening


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two recordings."""

    entry: ResultEntry
    screening: Screening


class SideCard(QFrame):
    """One of the two: which it is, its picture, its outcome with the mark, its quality, and the way there.

    Signals:
        opened: The `ResultEntry` that is to be shown.
    """

    opened = Signal(object)

    def __init__(
        self,
        title: str,
        side: Side,
        worker: Worker,
        *,
        hide_faces: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        result = side.screening.result
        video = Path(side.entry.video_path)
        self.still = Still(side.screening, video, worker, hide_faces=hide_faces, parent=self)
        self.outcome = OutcomeBanner(self)
        self.outcome.setProperty("role", "")
        self.outcome.show_result(result)
        self.file = ElidedLabel(self, mode=Qt.TextElideMode.ElideMiddle)
        self.file.setProperty("role", "note")
        self.file.say(f"{date_words(side.entry.date, ' ')} · {side.entry.video}")
        self.verdict = paragraph(self._verdict(result), self)
        self.open_button = QPushButton(self.tr("Open this result"), self)
        self.open_button.setAccessibleDescription(title)
        self.open_button.clicked.connect(lambda: self.opened.emit(side.entry))
        quality = in_row(gap=1)
        quality.addWidget(SeverityMark(severity_of(result.quality.verdict), self))
        quality.addWidget(self.verdict, 1)
        quality.addWidget(self.open_button)
        in_column(
            heading(title, self),
            self.file,
            self.still,
            self.outcome,
            quality,
            STRETCH,
            gap=1,
            margins=2,
            parent=self,
        )

    def _verdict(self, result: ScreeningResult) -> str:
        label = render(wording.verdict_label(result.quality.verdict))
        return self.tr("Recording: {verdict}").format(verdict=label)


class RepeatPage(NamedPage):
    """An earlier recording at the left, the one that repeats it at the right, and what changed below.

    Signals:
        opened: The `ResultEntry` of one of the two, which is to be shown.
    """

    opened = Signal(object)

    def __init__(
        self,
        earlier: Side,
        new: Side,
        worker: Worker,
        *,
        hide_faces: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("repeatPage")
        self.call(self.tr("{name}: filmed again").format(name=new.entry.title))
        self.earlier = SideCard(
            self.tr("Earlier recording"), earlier, worker, hide_faces=hide_faces, parent=self
        )
        self.new = SideCard(
            self.tr("New recording"), new, worker, hide_faces=hide_faces, parent=self
        )
        before, now = earlier.screening.result, new.screening.result
        self.changes = repeat.compared(before, now)
        sides = QGridLayout()
        sides.setSpacing(space(2))
        for column, side in enumerate((self.earlier, self.new)):
            sides.addWidget(side, 0, column)
            sides.setColumnStretch(column, 1)
            side.opened.connect(self.opened)
        add_to(self.content, sides, self._findings())
        if self.changes.measurements:
            self.content.addWidget(self._measurements())
        self.content.addStretch(1)
        if self.changes.same_film:
            words = self.tr("Both recordings are the same video: this comparison says nothing.")
            self.banner.say(words, severity=Severity.CARE)

    def stop(self) -> None:
        """Let go of the videos; the page is not used afterwards."""
        self.earlier.still.stop()
        self.new.still.stop()

    def _findings(self) -> QWidget:
        """Say what is gone, still there and new."""
        frame, column = card(self)
        column.addWidget(heading(self.tr("Problems with the recordings"), frame))
        row = QGridLayout()
        row.setHorizontalSpacing(space(3))
        groups = (
            (self.tr("Gone"), self.changes.gone),
            (self.tr("Still there"), self.changes.still),
            (self.tr("New"), self.changes.new),
        )
        for number, (title, findings) in enumerate(groups):
            row.addWidget(self._group(title, findings), 0, number, Qt.AlignmentFlag.AlignTop)
            row.setColumnStretch(number, 1)
        column.addLayout(row)
        return frame

    def _group(self, title: str, findings: tuple[Finding, ...]) -> QWidget:
        group = QWidget(self)
        column = in_column(heading(title, group), gap=0.5, margins=0, parent=group)
        for finding in findings:
            line = in_row(
                (SeverityMark(finding.severity, group), 0, Qt.AlignmentFlag.AlignTop), gap=1
            )
            words = paragraph(render(wording.finding_title(finding.code)), group)
            words.setToolTip(f"{render(finding.message)} {render(finding.remedy)}")
            words.setMinimumWidth(1)
            line.addWidget(words, 1)
            column.addLayout(line)
        if not findings:
            column.addWidget(note(self.tr("nothing"), group))
        return group

    def _measurements(self) -> QWidget:
        """Put the measurements of both beside each other, and say whether they agree."""
        frame, column = card(self)
        column.addWidget(heading(self.tr("Measurements while walking"), frame))
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(3))
        grid.setVerticalSpacing(space(1))
        heads = ("", self.tr("Earlier recording"), self.tr("New recording"), self.tr("Agreement"))
        for place, words in enumerate(heads):
            grid.addWidget(note(words, frame), 0, place)
            grid.setColumnStretch(place, 2 if place == 0 else 3)
        for row, twice in enumerate(self.changes.measurements, start=1):
            cells = (
                render(MEASURANDS[twice.name].label),
                self._value(twice.name, twice.earlier),
                self._value(twice.name, twice.new),
                render(repeat.agreement_words(twice.agreement)),
            )
            for place, words in enumerate(cells):
                label = paragraph(words, frame)
                label.setMinimumWidth(1)
                grid.addWidget(label, row, place, Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)
        words = self.tr(
            "Values agree if they are no further apart than the two 95 % intervals can explain "
            "together."
        )
        column.addWidget(note(words, frame))
        return frame

    def _value(self, name: str, measurement: Measurement | None) -> str:
        if measurement is None:
            return self.tr("not measured")
        return render(measurement_words.measurement_words(name, measurement))
