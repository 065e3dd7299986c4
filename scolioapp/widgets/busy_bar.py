"""What a result page is busy with: another judgement, or a file, which can be cancelled."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from engine.core.progress import ProgressReport
from scolioapp.painting.layouts import in_row
from scolioapp.painting.theme import space
from scolioapp.viewmodels.result import ResultViewModel
from scolioapp.widgets.page import quiet_button


class BusyBar(QWidget):
    """Words, progress and a button to cancel."""

    def __init__(self, model: ResultViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._label = QLabel(self)
        self._label.setProperty("role", "note")
        self._label.setMinimumWidth(1)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setMaximumWidth(space(16))
        self.cancel_button = quiet_button(parent=self)
        in_row(self._label, self._bar, self.cancel_button, gap=1, margins=0, parent=self)
        self._set_words()
        self.cancel_button.clicked.connect(self._cancel)
        model.export_progress.connect(self._show_progress)
        self.show_work()

    def _set_words(self) -> None:
        """Say everything in the window's language."""
        self.cancel_button.setText(self.tr("Cancel"))
        self._bar.setAccessibleName(self.tr("Progress"))

    def show_work(self) -> bool:
        """Show what is being done, and tell whether anything is."""
        model = self._model
        person, exporting = model.judging, model.exporting
        if person is not None and person == model.person:
            self._label.setText(self.tr("Measuring again…"))
        elif person is not None:
            self._label.setText(self.tr("Screening person {number}…").format(number=person))
        elif exporting:
            self._label.setText(self.tr("Saving…"))
        busy = person is not None or exporting
        if busy:
            self._bar.setRange(0, 0)
        self.cancel_button.setVisible(exporting)
        self.cancel_button.setEnabled(exporting)
        self.setVisible(busy)
        return busy

    def _show_progress(self, report: ProgressReport) -> None:
        if report.fraction is not None:
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(1000 * report.fraction))

    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self._label.setText(self.tr("Cancelling…"))
        self._model.cancel_export()
