"""What is being done, how far it is, and Cancel: one row that is hidden while nothing is done."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget

from engine.core.progress import ProgressReport
from scolioapp.jobs.worker import TaskSlot
from scolioapp.painting.layouts import in_row
from scolioapp.painting.theme import space


class TaskRow(QWidget):
    """Follows a `TaskSlot`."""

    def __init__(self, task: TaskSlot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task = task
        self._said = self.tr("Working…")
        self.words = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(space(20))
        self.bar.setAccessibleName(self.tr("Progress"))
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        in_row((self.words, 1), self.bar, self.cancel_button, gap=1.5, margins=0, parent=self)
        self.cancel_button.clicked.connect(task.cancel)
        task.changed.connect(self.follow)
        task.progressed.connect(self._on_progress)
        self.follow()

    def say(self, words: str) -> None:
        """Say what is being done."""
        self._said = words
        self.follow()

    def follow(self) -> None:
        """Show how the task stands."""
        running, stopping = self._task.running, self._task.stopping
        if not running or self.isHidden():
            self.bar.setRange(0, 0)
        self.setVisible(running)
        self.words.setText(self.tr("Stopping…") if stopping else self._said)
        self.cancel_button.setEnabled(running and not stopping)

    def _on_progress(self, report: ProgressReport) -> None:
        known = report.fraction is not None
        self.bar.setRange(0, 1000 if known else 0)
        self.bar.setValue(round(1000 * (report.fraction or 0.0)))
