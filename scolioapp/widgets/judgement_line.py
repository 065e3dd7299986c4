"""What holds of a recording, in one line: shape, outcome, warning, and how far the judgement has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from engine.core.classes import Outcome
from engine.core.model_status import mark_of, with_mark
from scolioapp.i18n import render
from scolioapp.painting.layouts import STRETCH, add_to, in_column, in_row
from scolioapp.painting.shapes import paint_outcome
from scolioapp.painting.theme import space
from scolioapp.widgets.page import note
from scolioapp.widgets.warning_mark import WarningMark
from scolioapp.words.patient_words import moment_title, state_title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.core.override import Override
    from scolioapp.storage.records.judgements import KeptJudgement


class _Shape(QWidget):
    """The shape of an outcome."""

    def __init__(self, outcome: Outcome, parent: QWidget) -> None:
        super().__init__(parent)
        self._outcome = outcome
        self.setFixedSize(QSize(space(2), space(2)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape."""
        painter = QPainter(self)
        paint_outcome(painter, QRectF(self.rect()), self._outcome, self.palette())


class JudgementLine(QWidget):
    """The newest judgement of a recording.

    Args:
        judgement: It.
        count: How many judgements the recording has.
        users: Names of the users by id.
        parent: Owner.
    """

    def __init__(
        self,
        judgement: KeptJudgement,
        count: int,
        users: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._judgement = judgement
        column = in_column(gap=0.25, margins=0, parent=self)
        if judgement.hidden:
            self.words = QLabel(self.tr("Hidden until your own finding is written down"), self)
            self.words.setWordWrap(True)
            column.addWidget(self.words)
        else:
            column.addLayout(self._outcome(judgement.override(users)))
        column.addWidget(note(self._standing(count, users), self))

    def _outcome(self, override: Override | None) -> QHBoxLayout:
        """Show the outcome that holds: with its model's warning, or with who set it in its place."""
        from engine.report import override_words, wording

        judgement, status = self._judgement, self._judgement.line.model_status
        row = in_row(gap=1)
        if judgement.outcome in set(Outcome):
            row.addWidget(_Shape(Outcome(judgement.outcome), self), 0, Qt.AlignmentFlag.AlignTop)
        self.words = QLabel(render(wording.title_of(judgement.outcome)), self)
        self.mark = WarningMark(self)
        if override is None:
            self.mark.show_mark(mark_of(status))
            add_to(row, self.words, self.mark, STRETCH)
            return row
        said = with_mark(wording.title_of(judgement.line.outcome), mark_of(status), render)
        self.mark.show_mark(None)
        self.set_by = note(render(override_words.set_by(override.name, said)), self)
        row.addLayout(in_column(self.words, self.set_by, gap=0.25, margins=0), 1)
        return row

    def _standing(self, count: int, users: Mapping[str, str]) -> str:
        """Say how far the judgement has come, by whom, and what it takes the place of."""
        judgement = self._judgement
        words = [state_title(judgement.state)]
        if judgement.steps:
            step = judgement.steps[-1]
            words += [users.get(step.made_by, ""), moment_title(step.made)]
        else:
            words.append(moment_title(judgement.made))
        if count > 1:
            words.append(self.tr("newest of {count} judgements").format(count=count))
        return " \N{MIDDLE DOT} ".join(each for each in words if each)
