"""Takes earlier results over into the records; erasing their folder is a second question."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPlainTextEdit, QProgressBar, QPushButton, QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from engine.core.text import by_number
from scolioapp.i18n import render
from scolioapp.painting.layouts import in_column
from scolioapp.painting.theme import space
from scolioapp.viewmodels.takeover import TakeoverModel, TakeoverReport
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import DestructiveBox, GrowingDialog, button_row, resize_within
from scolioapp.widgets.page import note, paragraph, primary_button
from scolioapp.words.result_words import date_words

_LINES = space(14)


class TakeoverDialog(GrowingDialog):
    """Counts, takes over, tells what failed, and erases if that is wanted.

    Args:
        model: The work; becomes the dialog's.
        parent: Owner.
    """

    def __init__(self, model: TakeoverModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        model.setParent(self)
        self._model = model
        self.setWindowTitle(self.tr("Take over earlier results"))
        self.banner = Banner(self)
        self.facts = paragraph(self.tr("Counting the results…"), self)
        self.notes = note(
            self.tr(
                "Each name becomes a patient, each result a recording with all its judgements. "
                "Every result is compared with its folder, byte for byte. Nothing is deleted."
            ),
            self,
        )
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.hide()
        self.failures = QPlainTextEdit(self)
        self.failures.setReadOnly(True)
        self.failures.setFixedHeight(_LINES)
        self.failures.setAccessibleName(self.tr("Results that were not taken over"))
        self.failures.hide()
        self.start_button = primary_button(self.tr("&Take over"), self)
        self.start_button.setEnabled(False)
        self.erase_button = QPushButton(self.tr("&Erase what was taken over…"), self)
        self.leave_button = QPushButton(self.tr("Close"), self)
        in_column(
            self.banner,
            self.facts,
            self.notes,
            self.bar,
            self.failures,
            1,
            button_row(
                self,
                action=self.start_button,
                leave=self.leave_button,
                more=(self.erase_button,),
            ),
            gap=1.5,
            margins=(3, 3, 3, 2),
            parent=self,
        )
        # A row of buttons shows whatever is put into it.
        self.erase_button.hide()
        self._connect_signals()
        resize_within(self, QSize(space(78), space(40)), parent)
        model.look()

    def _connect_signals(self) -> None:
        model = self._model
        self.start_button.clicked.connect(model.take)
        self.erase_button.clicked.connect(self._ask_erase)
        self.leave_button.clicked.connect(self.reject)
        model.counted.connect(self._on_counted)
        model.progressed.connect(self._on_progressed)
        model.taken.connect(self._on_taken)
        model.stopped.connect(self._on_stopped)
        model.erased.connect(self._on_erased)
        model.failed.connect(self._on_failed)
        model.locked.connect(lambda: self.done(0))
        model.task.changed.connect(self._show_running)

    def _on_counted(self) -> None:
        count = self._model.count or 0
        words = by_number(
            count,
            self.tr("1 result of earlier times lies in a folder that is not protected."),
            self.tr("{count} results of earlier times lie in a folder that is not protected."),
        )
        if not count:
            words = self.tr("There are no earlier results to take over.")
        self.facts.setText(words.format(count=count))
        self.start_button.setEnabled(bool(count))

    def _show_running(self) -> None:
        running = self._model.task.running
        self.bar.setVisible(running)
        self.bar.setRange(0, 0)
        self.start_button.setEnabled(not running)
        self.erase_button.setEnabled(not running)
        self.leave_button.setText(self.tr("Cancel") if running else self.tr("Close"))
        if running:
            self.banner.clear()

    def _on_progressed(self, done: int) -> None:
        count = self._model.count or 0
        self.bar.setRange(0, count)
        self.bar.setValue(done)
        self.facts.setText(self.tr("{done} of {count} results").format(done=done, count=count))

    def _on_taken(self, report: TakeoverReport) -> None:
        words = by_number(
            report.taken,
            self.tr("1 result is in the records."),
            self.tr("{count} results are in the records."),
        ).format(count=report.taken)
        lines = [f"{date_words(each.date)}: {render(each.error.what)}" for each in report.failed]
        if lines:
            failed = by_number(
                len(lines),
                self.tr("1 result could not be taken over; it stays where it is:"),
                self.tr("{count} results could not be taken over; they stay where they are:"),
            ).format(count=len(lines))
            words = f"{words} {failed}"
        self.facts.setText(words)
        self.notes.setText(
            self.tr(
                "The folder still holds what was taken over, readable for anybody who uses this "
                "computer. Erase it when you have seen that the records are complete."
            )
        )
        self.failures.setPlainText("\n".join(lines))
        self.failures.setVisible(bool(lines))
        self.start_button.hide()
        self.erase_button.setVisible(bool(report.taken))

    def _on_stopped(self) -> None:
        self.facts.setText(
            self.tr("Stopped. What was taken over stays in the records; go on at any time.")
        )

    def _on_failed(self, error: ScolioError) -> None:
        words = f"{render(error.what)} {render(error.remedy)}"
        self.banner.say(words, severity=Severity.REPEAT)

    def _ask_erase(self) -> None:
        """Ask before the folder is gone for good."""
        DestructiveBox(
            self,
            self.tr("Erase earlier results"),
            self.tr("Erase the earlier results from their folder?"),
            self.tr(
                "They are then in the records alone; this cannot be undone. Each is compared with the "
                "records once more before. On an SSD or a USB stick, remains may stay readable for "
                "somebody with special tools; only the encryption of the whole disk prevents that."
            ),
            self.tr("&Erase"),
            self._model.erase,
        )

    def _on_erased(self, count: int) -> None:
        words = by_number(
            count,
            self.tr("1 result was erased from its folder."),
            self.tr("{count} results were erased from their folder."),
        )
        self.facts.setText(words.format(count=count))
        self.notes.hide()
        self.erase_button.hide()

    def reject(self) -> None:
        """Stop what runs; close when nothing does."""
        if self._model.task.running:
            self._model.task.cancel()
            return
        super().reject()
