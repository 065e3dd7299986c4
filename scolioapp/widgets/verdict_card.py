"""What was seen of the walk just recorded: worth keeping or not, and why. Must not know how it was seen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from engine.report.screening_document import finding_of
from scolioapp.i18n import render
from scolioapp.painting.theme import space
from scolioapp.viewmodels.camera import CameraModel
from scolioapp.widgets.page import note, paragraph
from scolioapp.widgets.quality_panel import FindingRow, SeverityMark
from scolioapp.words.camera_words import walked_words

WIDTH = space(40)


class VerdictCard(QFrame):
    """The quality of a recording by what was seen live; hidden while there is none.

    Args:
        model: Whose recording it is.
    """

    def __init__(self, model: CameraModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setProperty("role", "card")
        self.title = QLabel(self)
        self.title.setProperty("role", "title")
        self.title.setWordWrap(True)
        self._mark = SeverityMark(Severity.INFO, self)
        self.walked = paragraph("", self)
        self._rows: list[QWidget] = []
        inner = QWidget()
        inner.setProperty("role", "page")
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, space(1), 0)
        self._list.setSpacing(space(0.5))
        self._list.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        top = QHBoxLayout()
        top.setSpacing(space(1))
        top.addWidget(self._mark)
        top.addWidget(self.title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(2), space(1.5), space(1), space(1.5))
        column.setSpacing(space(1))
        column.addLayout(top)
        column.addWidget(self.walked)
        column.addWidget(area, 1)
        column.addWidget(
            note(self.tr("Seen while recording. The exact analysis follows when it is kept."), self)
        )
        self.hide()

    @property
    def findings(self) -> list[FindingRow]:
        """What is said about the recording, the worst first."""
        return [row for row in self._rows if isinstance(row, FindingRow)]

    def show_verdict(self) -> None:
        """Say what was seen of the recording that is being judged."""
        for row in self._rows:
            self._list.removeWidget(row)
            row.deleteLater()
        self._rows = []
        model, verdict = self._model, self._model.verdict
        interrupted = model.interrupted
        if interrupted is not None:
            self._add(paragraph(render(interrupted.what), self))
            if isinstance(interrupted, ScolioError):
                self._add(note(render(interrupted.remedy), self))
        usable = interrupted is None and (verdict is None or verdict.usable)
        care = verdict is not None and bool(verdict.findings)
        if verdict is None:
            self.title.setText(self.tr("Recorded"))
        elif not usable:
            self.title.setText(self.tr("Better repeat it"))
        else:
            self.title.setText(self.tr("Usable with care") if care else self.tr("Looks good"))
        severity = Severity.INFO if usable else Severity.REPEAT
        self._mark.set_severity(Severity.CARE if usable and care else severity)
        self.walked.setVisible(verdict is not None)
        if verdict is not None:
            self.walked.setText(walked_words(verdict))
            for finding in verdict.findings:
                placeless = finding.model_copy(update={"start_seconds": None})
                self._add(FindingRow(finding_of(placeless, render), self))

    @property
    def advises_repeat(self) -> bool:
        """Whether the recording is better repeated."""
        model = self._model
        return model.interrupted is not None or (
            model.verdict is not None and not model.verdict.usable
        )

    def _add(self, row: QWidget) -> None:
        self._list.insertWidget(len(self._rows), row)
        self._rows.append(row)
