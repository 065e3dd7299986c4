"""Recordings that a crash interrupted: whose they are, how much there is of them, keep or discard."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from scolioapp.painting.theme import space
from scolioapp.widgets.page import heading, note, paragraph
from scolioapp.words.camera_words import time_words

if TYPE_CHECKING:
    from engine.capture.captured_recording import CapturedRecording


class UnfinishedList(QFrame):
    """One row for each interrupted recording; hidden while there is none.

    Signals:
        keep_asked: A `CapturedRecording` that is to be kept and analysed.
        discard_asked: A `CapturedRecording` that is to be discarded.
    """

    keep_asked = Signal(object)
    discard_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(space(2), space(1), space(1), space(1))
        self._column.setSpacing(space(0.5))
        self._column.addWidget(heading(self.tr("Interrupted recordings"), self))
        words = self.tr("The program ended before anybody decided about these.")
        self._column.addWidget(note(words, self))
        self.hide()

    def show_recordings(self, recordings: Sequence[CapturedRecording]) -> None:
        """Show these, a row each."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = [self._row(recording) for recording in recordings]
        for row in self.rows:
            self._column.addWidget(row)
        self.setVisible(bool(self.rows))

    def _row(self, recording: CapturedRecording) -> QWidget:
        row = QWidget(self)
        seconds = QLocale().toString(recording.seconds, "f", 1)
        words = self.tr("{when}, {seconds} s").format(when=time_words(recording), seconds=seconds)
        if recording.subject:
            words = self.tr("Child {number}: {rest}").format(number=recording.subject, rest=words)
        label = paragraph(words, row)
        label.setMinimumWidth(1)
        keep = QPushButton(self.tr("Keep and analyse"), row)
        discard = QPushButton(self.tr("Discard"), row)
        keep.setAccessibleName(f"{keep.text()}: {words}")
        discard.setAccessibleName(f"{discard.text()}: {words}")
        keep.clicked.connect(partial(self.keep_asked.emit, recording))
        discard.clicked.connect(partial(self.discard_asked.emit, recording))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(space(1))
        line.addWidget(label, 1)
        line.addWidget(keep)
        line.addWidget(discard)
        return row
