"""One visit on the page of a patient: notes, the examiner's findings, recordings, what was said of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import TextSize, font, space
from scolioapp.viewmodels.patient_file import RecordingOfVisit, WholeVisit
from scolioapp.widgets.judgement_line import JudgementLine
from scolioapp.widgets.page import heading, note, paragraph, quiet_button
from scolioapp.words.findings_words import findings_lines, revision_words
from scolioapp.words.patient_words import day_title, moment_title

if TYPE_CHECKING:
    from scolioapp.storage.records.visit_recordings import KeptRecording


def line(parent: QWidget) -> QFrame:
    """Return a thin line between parts of a card."""
    frame = QFrame(parent)
    frame.setProperty("role", "line")
    return frame


class RecordingRow(QWidget):
    """A recording, what holds of it, and the way to its result.

    Signals:
        opened: Its result is to be shown.
        screened: It is to be judged, which it was not yet.
        moved: It belongs to somebody else.
    """

    opened = Signal()
    screened = Signal()
    moved = Signal()

    def __init__(
        self,
        whole: RecordingOfVisit,
        users: Mapping[str, str],
        *,
        names: bool,
        examine: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = QLabel(self._title(whole.recording), self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        words = in_column(self.title, gap=0.25, margins=0)
        self.judgement: JudgementLine | None = None
        if whole.judgements:
            newest = whole.judgements[-1]
            self.judgement = JudgementLine(newest, len(whole.judgements), users, self)
            words.addWidget(self.judgement)
        else:
            words.addWidget(note(self.tr("not judged yet"), self))
        self.open_button = QPushButton(self.tr("Open"), self)
        readable = bool(whole.judgements) and not whole.judgements[-1].hidden
        self.open_button.setVisible(names and readable)
        self.screen_button = QPushButton(self.tr("Screen"), self)
        unjudged = whole.recording.has_video and not whole.judgements
        self.screen_button.setVisible(examine and unjudged)
        self.move_button = quiet_button(self.tr("Move…"), self)
        self.move_button.setToolTip(self.tr("This recording belongs to another patient"))
        self.move_button.setVisible(examine)
        top = Qt.AlignmentFlag.AlignTop
        in_row(
            (words, 1),
            (self.move_button, 0, top),
            (self.screen_button, 0, top),
            (self.open_button, 0, top),
            gap=1,
            margins=0,
            parent=self,
        )
        self.open_button.clicked.connect(self.opened)
        self.screen_button.clicked.connect(self.screened)
        self.move_button.clicked.connect(self.moved)

    def _title(self, recording: KeptRecording) -> str:
        sources = {
            "camera": self.tr("Recording"),
            "file": self.tr("Imported video"),
            "folder": self.tr("Result of an earlier version"),
        }
        words = [sources.get(recording.source, recording.source), moment_title(recording.made)]
        if recording.title:
            words.insert(1, recording.title)
        if not recording.has_video:
            words.append(self.tr("video not kept"))
        return " \N{MIDDLE DOT} ".join(words)


class VisitCard(QFrame):
    """A visit.

    Args:
        names: Whether names and notes are seen, and recordings opened.
        examine: Whether findings are written and videos brought in.
        parent: Owner.

    Signals:
        changed: Date and notes are to be changed.
        deleted: It is to be deleted, which is offered where nothing was recorded or found.
        findings_asked: What the examiner found is to be written or read.
        video_asked: A video is to be brought in.
        recording_opened: Id of a recording whose result is to be shown.
        recording_screened: Id of a recording that is to be judged.
        recording_moved: Id of a recording that belongs to somebody else.
    """

    changed = Signal()
    deleted = Signal()
    findings_asked = Signal()
    video_asked = Signal()
    recording_opened = Signal(str)
    recording_screened = Signal(str)
    recording_moved = Signal(str)

    def __init__(self, *, names: bool, examine: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._names = names
        self._examine = examine
        self.whole: WholeVisit | None = None
        self._users: Mapping[str, str] = {}
        self.recordings: list[RecordingRow] = []
        self.date = heading("", self)
        self.date.setFont(font(TextSize.BODY, bold=True, tabular=True))
        self.examiner = note("", self)
        self.examiner.setWordWrap(False)
        self.change_button = quiet_button(self.tr("Change…"), self)
        self.change_button.setToolTip(self.tr("Change date and notes of this visit"))
        self.delete_button = quiet_button(self.tr("Delete"), self)
        self.delete_button.setToolTip(
            self.tr("Delete this visit: nothing was recorded, and no findings were written")
        )
        self.findings_button = QPushButton(self)
        self.video_button = QPushButton(self.tr("Import video…"), self)
        for button in (self.change_button, self.video_button):
            button.setVisible(examine)
        self._inner: QWidget | None = None
        self._column = in_column(gap=1, margins=2, parent=self)
        self._column.addLayout(
            in_row(
                self.date,
                self.examiner,
                STRETCH,
                self.delete_button,
                self.change_button,
                gap=1.5,
            )
        )
        self._body = in_column(gap=0)
        self._column.addLayout(self._body)
        self._column.addLayout(in_row(self.findings_button, self.video_button, STRETCH, gap=1))
        self.change_button.clicked.connect(self.changed)
        self.delete_button.clicked.connect(self.deleted)
        self.findings_button.clicked.connect(self.findings_asked)
        self.video_button.clicked.connect(self.video_asked)

    def show_visit(self, whole: WholeVisit, users: Mapping[str, str]) -> None:
        """Show a visit; nothing is touched where nothing is new."""
        if whole == self.whole and users == self._users:
            return
        self.whole, self._users = whole, users
        date = day_title(whole.visit.date)
        self.date.setText(date)
        self.setAccessibleName(self.tr("Visit of {date}").format(date=date))
        self.examiner.setText(users.get(whole.visit.examiner, ""))
        words = self.tr("Findings…") if whole.findings else self.tr("Write findings…")
        self.findings_button.setText(words)
        self.findings_button.setVisible(self._examine or bool(whole.findings))
        empty = not whole.findings and not whole.recordings
        self.delete_button.setVisible(self._examine and empty)
        for button in (
            self.change_button,
            self.delete_button,
            self.findings_button,
            self.video_button,
        ):
            button.setAccessibleName(f"{button.text()} {date}")
        inner = QWidget(self)
        self._fill(in_column(gap=1, margins=0, parent=inner), inner)
        if self._inner is not None:
            self._body.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = inner
        self._body.addWidget(inner)

    def _fill(self, column: QVBoxLayout, inner: QWidget) -> None:
        whole = self.whole
        if whole is None:
            return
        if whole.visit.notes:
            said = paragraph(whole.visit.notes, inner)
            said.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(said)
        column.addWidget(self._findings(whole, inner))
        self.recordings = []
        for each in whole.recordings:
            column.addWidget(line(inner))
            row = RecordingRow(
                each, self._users, names=self._names, examine=self._examine, parent=inner
            )
            identifier = each.recording.id
            row.opened.connect(lambda one=identifier: self.recording_opened.emit(one))
            row.screened.connect(lambda one=identifier: self.recording_screened.emit(one))
            row.moved.connect(lambda one=identifier: self.recording_moved.emit(one))
            self.recordings.append(row)
            column.addWidget(row)

    def _findings(self, whole: WholeVisit, parent: QWidget) -> QWidget:
        if not whole.findings:
            return note(self.tr("No findings of the examiner yet."), parent)
        newest = whole.findings[0]
        widget = QWidget(parent)
        grid = QGridLayout(widget)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(space(2))
        grid.setVerticalSpacing(space(0.5))
        grid.setColumnStretch(1, 1)
        lines = findings_lines(newest.found)
        for row, (title, words) in enumerate(lines):
            name = note(title, widget)
            name.setWordWrap(False)
            said = paragraph(words, widget)
            said.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(said, row, 1)
        written = note(revision_words(newest, self._users), widget)
        grid.addWidget(written, len(lines), 0, 1, 2)
        return widget
