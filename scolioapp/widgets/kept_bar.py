"""What the exact analysis says of the recording kept last, without its outcome: the child may stand there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from engine.core.findings import Severity, Verdict
from scolioapp.jobs.queue import Phase
from scolioapp.painting.theme import space
from scolioapp.viewmodels.kept_recordings import KeptRecording
from scolioapp.widgets.quality_panel import SeverityMark
from scolioapp.words.camera_words import exact_words, recording_words

_SEVERITIES = {
    Verdict.USABLE.value: Severity.INFO,
    Verdict.USABLE_WITH_CARE.value: Severity.CARE,
    Verdict.REPEAT.value: Severity.REPEAT,
}


class KeptBar(QFrame):
    """One line about a kept recording, and a button to repeat it where that is needed.

    Signals:
        repeat_asked: The `CapturedRecording` that is to be repeated.
    """

    repeat_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._kept: KeptRecording | None = None
        self._mark = SeverityMark(Severity.INFO, self)
        self.label = QLabel(self)
        self.label.setMinimumWidth(1)
        self.repeat_button = QPushButton(self.tr("Repeat &this one"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(space(2), space(0.5), space(1), space(0.5))
        row.setSpacing(space(1))
        row.addWidget(self._mark)
        row.addWidget(self.label, 1)
        row.addWidget(self.repeat_button)
        self.setMinimumHeight(space(5))
        self.repeat_button.clicked.connect(self._on_repeat)
        self.hide()

    def show_kept(self, kept: KeptRecording | None) -> None:
        """Tell of a recording; None: of none."""
        self._kept = kept
        self.setVisible(kept is not None)
        if kept is None:
            return
        words = f"{recording_words(kept.recording)}: {self._state(kept)}"
        self.label.setText(words)
        self.label.setAccessibleName(words)
        self.repeat_button.setVisible(kept.to_repeat)
        failed = kept.phase is Phase.FAILED
        self._mark.setVisible(bool(kept.verdict) or failed)
        self._mark.set_severity(
            Severity.REPEAT if failed else _SEVERITIES.get(kept.verdict, Severity.INFO)
        )

    def _state(self, kept: KeptRecording) -> str:
        match kept.phase:
            case Phase.DONE:
                return exact_words(kept.verdict)
            case Phase.FAILED:
                return self.tr("could not be analysed; please repeat this recording")
            case Phase.RUNNING if kept.fraction is not None:
                share = round(100 * kept.fraction)
                return self.tr("being analysed, {share} %").format(share=share)
            case Phase.RUNNING:
                return self.tr("being analysed")
            case Phase.CANCELLED | Phase.CANCELLING:
                return self.tr("analysis cancelled")
        return self.tr("kept; waits for the analysis")

    def _on_repeat(self) -> None:
        if self._kept is not None:
            self.repeat_asked.emit(self._kept.recording)
