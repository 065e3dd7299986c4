"""What two recordings side by side are shown with: a card for each, and their measurements beside each other.

Must not know which two they are, nor how they are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from engine.report import wording
from scolioapp.i18n import render
from scolioapp.painting.layouts import STRETCH, add_to, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.widgets.outcome_banner import OutcomeBanner
from scolioapp.widgets.page import heading, note, paragraph
from scolioapp.widgets.quality_panel import SeverityMark, severity_of

if TYPE_CHECKING:
    from scolioapp.jobs.screener import Screening


class SideCard(QFrame):
    """One of the two: which it is, the outcome that holds, its quality, and the way there.

    Args:
        title: Which it is.
        screening: What was found.
        above: Stands between the title and the outcome.
        parent: Owner.

    Signals:
        opened: Its result is to be shown alone.
    """

    opened = Signal()

    def __init__(
        self,
        title: str,
        screening: Screening,
        above: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        result = screening.result
        self.outcome = OutcomeBanner(self)
        self.outcome.setProperty("role", "")
        self.outcome.show_result(result, screening.override)
        label = render(wording.verdict_label(result.quality.verdict))
        self.verdict = paragraph(self.tr("Recording: {verdict}").format(verdict=label), self)
        self.open_button = QPushButton(self.tr("Open this result"), self)
        self.open_button.setAccessibleDescription(title)
        self.open_button.clicked.connect(self.opened)
        quality = in_row(gap=1)
        quality.addWidget(SeverityMark(severity_of(result.quality.verdict), self))
        quality.addWidget(self.verdict, 1)
        quality.addWidget(self.open_button)
        column = in_column(heading(title, self), *above, gap=1, margins=2, parent=self)
        add_to(column, self.outcome, STRETCH, quality)


class SideBySide(QFrame):
    """The measurements of both beside each other, and what is said of each pair.

    Args:
        heads: Titles of the three columns beside the names.
        rows: Name, both values, and what is said of them.
        remark: What is to be known of all, or "".
        parent: Owner.
    """

    def __init__(
        self,
        heads: Sequence[str],
        rows: Iterable[Sequence[str]],
        remark: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        column = in_column(gap=1, margins=2, parent=self)
        column.addWidget(heading(self.tr("Measurements while walking"), self))
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(3))
        grid.setVerticalSpacing(space(1))
        for place, words in enumerate(("", *heads)):
            grid.addWidget(note(words, self), 0, place)
            grid.setColumnStretch(place, (2, 3, 3, 4)[place])
        for number, row in enumerate(rows, start=1):
            for place, words in enumerate(row):
                label = paragraph(words, self)
                label.setMinimumWidth(1)
                grid.addWidget(label, number, place, Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)
        if remark:
            column.addWidget(note(remark, self))
