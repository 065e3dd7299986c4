"""Two recordings of the same child side by side: outcome, quality, what changed, measurements, pictures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from engine.core.findings import Finding, Severity
from engine.core.measurands import MEASURANDS
from engine.core.result import Measurement
from engine.report import measurement_words, repeat, wording
from scolioapp.i18n import render
from scolioapp.jobs.worker import Worker
from scolioapp.painting.layouts import add_to, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.storage.results import ResultEntry
from scolioapp.widgets.elided_label import ElidedLabel
from scolioapp.widgets.page import NamedPage, card, heading, note, paragraph
from scolioapp.widgets.quality_panel import SeverityMark
from scolioapp.widgets.side_by_side import SideBySide, SideCard
from scolioapp.widgets.still import Still
from scolioapp.words.result_words import date_words

if TYPE_CHECKING:
    from scolioapp.jobs.screener import Screening


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two recordings."""

    entry: ResultEntry
    screening: Screening


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
        both = (earlier, new)
        self.stills = tuple(
            Still(
                one.screening,
                Path(one.entry.video_path),
                worker,
                hide_faces=hide_faces,
                parent=self,
            )
            for one in both
        )
        self.files = tuple(self._file(one.entry) for one in both)
        titles = (self.tr("Earlier recording"), self.tr("New recording"))
        self.earlier, self.new = (
            SideCard(title, one.screening, (file, still), self)
            for title, one, file, still in zip(titles, both, self.files, self.stills, strict=True)
        )
        before, now = earlier.screening.result, new.screening.result
        self.changes = repeat.compared(before, now)
        sides = QGridLayout()
        sides.setSpacing(space(2))
        for column, side in enumerate((self.earlier, self.new)):
            sides.addWidget(side, 0, column)
            sides.setColumnStretch(column, 1)
            side.opened.connect(partial(self.opened.emit, both[column].entry))
        add_to(self.content, sides, self._findings())
        if self.changes.measurements:
            self.content.addWidget(self._measurements(titles))
        self.content.addStretch(1)
        if self.changes.same_film:
            words = self.tr("Both recordings are the same video: this comparison says nothing.")
            self.banner.say(words, severity=Severity.CARE)

    def stop(self) -> None:
        """Let go of the videos; the page is not used afterwards."""
        for still in self.stills:
            still.stop()

    def _file(self, entry: ResultEntry) -> ElidedLabel:
        """Say when a recording was made, and in which file."""
        label = ElidedLabel(self, mode=Qt.TextElideMode.ElideMiddle)
        label.setProperty("role", "note")
        label.say(f"{date_words(entry.date, ' ')} · {entry.video}")
        return label

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

    def _measurements(self, titles: tuple[str, str]) -> QWidget:
        """Put the measurements of both beside each other, and say whether they agree."""
        rows = (
            (
                render(MEASURANDS[twice.name].label),
                self._value(twice.name, twice.earlier),
                self._value(twice.name, twice.new),
                render(repeat.agreement_words(twice.agreement)),
            )
            for twice in self.changes.measurements
        )
        remark = self.tr(
            "Values agree if they are no further apart than the two 95 % intervals can explain "
            "together."
        )
        return SideBySide((*titles, self.tr("Agreement")), rows, remark, self)

    def _value(self, name: str, measurement: Measurement | None) -> str:
        if measurement is None:
            return self.tr("not measured")
        return render(measurement_words.measurement_words(name, measurement))
