"""Takes what earlier times left over into the records; erasing its folders is a second question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from engine.core.text import by_number
from scolioapp.i18n import listed, render
from scolioapp.painting.layouts import STRETCH, in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.storage.earlier_times import Counts
from scolioapp.viewmodels.takeover import (
    DAY,
    RECORDING,
    NotTaken,
    OfNobody,
    TakeoverModel,
    TakeoverReport,
)
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import DestructiveBox, GrowingDialog, button_row, resize_within
from scolioapp.widgets.page import note, paragraph, primary_button
from scolioapp.words.result_words import date_words

if TYPE_CHECKING:
    from scolioapp.storage.records.patients import Patient

_LINES = space(14)


class TakeoverDialog(GrowingDialog):
    """Counts, takes over, tells what failed, asks whose a recording is, and erases if that is wanted.

    Args:
        model: The work; becomes the dialog's.
        parent: Owner.
    """

    def __init__(self, model: TakeoverModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        model.setParent(self)
        self._model = model
        self.setWindowTitle(self.tr("Take over earlier results"))
        self._report = TakeoverReport(Counts(), ())
        self.banner = Banner(self)
        self.facts = paragraph(self.tr("Counting what there is…"), self)
        self.notes = note(
            self.tr(
                "Each name becomes a patient, each result a recording with all its judgements. The "
                "children of a screening day become patients, with what was said about consent on that "
                "day. Everything is compared with its folder, byte for byte. Nothing is deleted."
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
        self.failures.setAccessibleName(self.tr("What was not taken over"))
        self.failures.hide()
        self._build_nobodys()
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
            self.whose,
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

    def _build_nobodys(self) -> None:
        """Build the list of recordings that wait for somebody to say whose they are."""
        self.whose = QWidget(self)
        self.nobodys = QListWidget(self.whose)
        self.nobodys.setFixedHeight(_LINES)
        self.nobodys.setAccessibleName(self.tr("Recordings of nobody"))
        self.choose_button = QPushButton(self.tr("C&hoose the patient…"), self.whose)
        said = paragraph(self.tr("Whose are these recordings? They stay until it is said."), self)
        column = in_column(
            said, self.nobodys, in_row(self.choose_button, STRETCH), margins=0, parent=self.whose
        )
        column.setSpacing(space(1))
        self.whose.hide()

    def _connect_signals(self) -> None:
        model = self._model
        self.start_button.clicked.connect(model.take)
        self.erase_button.clicked.connect(self._ask_erase)
        self.leave_button.clicked.connect(self.reject)
        model.counted.connect(self._on_counted)
        model.progressed.connect(self._on_progressed)
        self.choose_button.clicked.connect(self._ask_whose)
        model.taken.connect(self._on_taken)
        model.assigned.connect(self._on_assigned)
        model.stopped.connect(self._on_stopped)
        model.erased.connect(self._on_erased)
        model.failed.connect(self._on_failed)
        model.locked.connect(lambda: self.done(0))
        model.task.changed.connect(self._show_running)

    def _on_counted(self) -> None:
        counts = self._model.counts or Counts()
        words = self.tr("There is nothing of earlier times to take over.")
        if counts.whole:
            words = self.tr("Of earlier times, in folders that are not protected: {what}.")
        self.facts.setText(words.format(what=self._counted(counts)))
        self.start_button.setEnabled(bool(counts.whole))

    def _counted(self, counts: Counts) -> str:
        """Return how many there are of each, without what there is none of."""
        said = (
            (
                counts.results,
                by_number(counts.results, self.tr("1 result"), self.tr("{count} results")),
            ),
            (
                counts.recordings,
                by_number(
                    counts.recordings,
                    self.tr("1 recording of the camera"),
                    self.tr("{count} recordings of the camera"),
                ),
            ),
            (
                counts.days,
                by_number(
                    counts.days, self.tr("1 screening day"), self.tr("{count} screening days")
                ),
            ),
        )
        return listed(words.format(count=count) for count, words in said if count)

    def _show_running(self) -> None:
        running = self._model.task.running
        self.bar.setVisible(running)
        self.bar.setRange(0, 0)
        self.start_button.setEnabled(not running)
        self.erase_button.setEnabled(not running)
        self.choose_button.setEnabled(not running)
        self.leave_button.setText(self.tr("Cancel") if running else self.tr("Close"))
        if running:
            self.banner.clear()

    def _on_progressed(self, done: int) -> None:
        count = (self._model.counts or Counts()).whole
        self.bar.setRange(0, count)
        self.bar.setValue(done)
        self.facts.setText(self.tr("{done} of {count}").format(done=done, count=count))

    def _on_taken(self, report: TakeoverReport) -> None:
        self._report = report
        self._show_report()
        self.notes.setText(
            self.tr(
                "The folders still hold what was taken over, readable for anybody who uses this "
                "computer. Erase it when you have seen that the records are complete."
            )
        )
        lines = [self._line(each) for each in report.failed]
        self.failures.setPlainText("\n".join(lines))
        self.failures.setVisible(bool(lines))
        self.nobodys.clear()
        for each in report.nobodys:
            item = QListWidgetItem(f"{date_words(each.date, ' ')}: {render(each.error.what)}")
            item.setData(Qt.ItemDataRole.UserRole, each)
            self.nobodys.addItem(item)
        self.nobodys.setCurrentRow(0)
        self.whose.setVisible(bool(report.nobodys))
        self.start_button.hide()
        self.erase_button.setVisible(bool(report.taken.whole))

    def _show_report(self) -> None:
        """Say how much is in the records, and how much is not."""
        report = self._report
        counted = self._counted(report.taken) or self.tr("nothing")
        words = [self.tr("In the records: {what}.").format(what=counted)]
        if report.failed:
            words.append(self.tr("Not taken over, and left where it is:"))
        self.facts.setText(" ".join(words))

    def _line(self, one: NotTaken) -> str:
        kinds = {DAY: self.tr("Screening day"), RECORDING: self.tr("Recording")}
        date = date_words(one.date, " ") if one.date else self.tr("without a date")
        kind = kinds.get(one.kind, self.tr("Result"))
        words = f"{kind} {date}: {render(one.error.what)}"
        # Other remedies speak of the page where such errors are met otherwise.
        return f"{words} {render(one.error.remedy)}" if one.error.code == "records" else words

    def _ask_whose(self) -> None:
        """Ask whose the recording is that is chosen in the list."""
        from scolioapp.viewmodels.patient_choice import PatientChoice
        from scolioapp.views.patient_chooser import PatientChooser

        chosen = self.nobodys.selectedItems()
        if not chosen:
            return
        one: OfNobody = chosen[0].data(Qt.ItemDataRole.UserRole)
        date = date_words(one.date, " ")
        chooser = PatientChooser(
            PatientChoice(self._model.door),
            self.tr("Whose recording"),
            self.tr("Whose is the recording of {date}?").format(date=date),
            self.tr("&Choose"),
            self,
        )

        def take(patient: Patient) -> None:
            self._model.assign(one, patient)

        chooser.chosen.connect(take)
        chooser.open()

    def _on_assigned(self, one: OfNobody) -> None:
        for row in range(self.nobodys.count()):
            item = self.nobodys.item(row)
            if item is not None and item.data(Qt.ItemDataRole.UserRole) == one:
                self.nobodys.takeItem(row)
                break
        self.whose.setVisible(self.nobodys.count() > 0)
        taken = self._report.taken + Counts(recordings=1)
        self._report = TakeoverReport(taken, self._report.failed)
        self._show_report()
        self.erase_button.show()

    def _on_stopped(self) -> None:
        self.facts.setText(
            self.tr("Stopped. What was taken over stays in the records; go on at any time.")
        )

    def _on_failed(self, error: ScolioError) -> None:
        words = f"{render(error.what)} {render(error.remedy)}"
        self.banner.say(words, severity=Severity.REPEAT)

    def _ask_erase(self) -> None:
        """Ask before the folders are gone for good."""
        DestructiveBox(
            self,
            self.tr("Erase earlier results"),
            self.tr("Erase what was taken over from its folders?"),
            self.tr(
                "It is then in the records alone; this cannot be undone. Each is compared with the "
                "records once more before. On an SSD or a USB stick, remains may stay readable for "
                "somebody with special tools; only the encryption of the whole disk prevents that."
            ),
            self.tr("&Erase"),
            self._model.erase,
        )

    def _on_erased(self, counts: Counts) -> None:
        words = self.tr("Erased from the folders: {what}.")
        self.facts.setText(words.format(what=self._counted(counts)))
        self.notes.hide()
        self.whose.hide()
        self.erase_button.hide()

    def reject(self) -> None:
        """Stop what runs; close when nothing does."""
        if self._model.task.running:
            self._model.task.cancel()
            return
        super().reject()
