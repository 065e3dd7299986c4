"""Asks whose a video is before it is screened: patient, visit, consent, and whether it is kept."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QDate, QLocale, QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from engine.core.progress import ProgressReport
from scolioapp.i18n import date_pattern, render
from scolioapp.painting.layouts import in_column, in_row
from scolioapp.painting.theme import space
from scolioapp.viewmodels.video_import import (
    ConsentGiven,
    ImportWish,
    VideoImport,
    patient_words,
)
from scolioapp.widgets.banner import Banner
from scolioapp.widgets.dialog import GrowingDialog, button_row, resize_within
from scolioapp.widgets.drop_down import DropDown
from scolioapp.widgets.page import card, heading, note, primary_button
from scolioapp.widgets.patient_picker import PatientPicker


class VideoImportDialog(GrowingDialog):
    """Asks about one video after the other, then shows how they are copied into the records.

    Args:
        model: The videos; becomes the dialog's.
        parent: Owner.
    """

    def __init__(self, model: VideoImport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        model.setParent(self)
        self._model = model
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Whose video is it?"))
        self.question = heading("", self)
        self.question.setWordWrap(True)
        self.question.setTextFormat(Qt.TextFormat.PlainText)
        self.all_box = QCheckBox(self)
        self.picker = PatientPicker(model.choice, self)
        self.visit = DropDown(self)
        self.visit.setAccessibleName(self.tr("Visit"))
        self.keep_box = QCheckBox(self.tr("&Keep the video, encrypted, in the records"), self)
        self.keep_box.setChecked(True)
        self.banner = Banner(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Copying into the records"))
        self.bar.hide()
        self.confirm_button = primary_button("", self)
        self.leave_button = QPushButton(self.tr("Cancel"), self)
        self._consent = self._consent_card()
        self._lay_out()
        self._connect_signals()
        resize_within(self, QSize(space(88), space(78)), parent)
        model.begin()
        self.picker.search.setFocus()

    def _consent_card(self) -> QFrame:
        frame, column = card(self)
        self.given_by = QLineEdit(frame)
        self.given_by.setPlaceholderText(self.tr("Given by, such as mother"))
        self.given_by.setAccessibleName(self.tr("Who gave the consent"))
        self.purpose = QLineEdit(self.tr("Recording and screening"), frame)
        self.purpose.setAccessibleName(self.tr("What the consent is for"))
        self.until = QLineEdit(frame)
        self.until.setPlaceholderText(self.tr("Until 2027-07-31"))
        self.until.setAccessibleName(self.tr("Until when the consent holds"))
        words = self.tr("No consent for recordings is noted for this patient. Note it here:")
        column.addWidget(note(words, frame))
        column.addLayout(in_row((self.given_by, 6), (self.purpose, 6), (self.until, 5), gap=1))
        return frame

    def _lay_out(self) -> None:
        visit = QLabel(self.tr("&Visit"), self)
        visit.setBuddy(self.visit)
        words = self.tr(
            "Without it only numbers, silhouettes and keypoints are kept; the file stays where it is."
        )
        in_column(
            self.question,
            self.all_box,
            (self.picker, 1),
            in_row(visit, (self.visit, 1), gap=1),
            self._consent,
            self.keep_box,
            note(words, self),
            self.banner,
            self.bar,
            button_row(self, action=self.confirm_button, leave=self.leave_button),
            gap=1.25,
            margins=(3, 3, 3, 2),
            parent=self,
        )

    def _connect_signals(self) -> None:
        model = self._model
        self.confirm_button.clicked.connect(self._confirm)
        self.picker.confirmed.connect(self._confirm)
        self.leave_button.clicked.connect(self.reject)
        self.all_box.toggled.connect(self._name_button)
        model.asked.connect(self._ask)
        model.choice.changed.connect(self.banner.clear)
        model.told.connect(self._show)
        model.refused.connect(self._say_refused)
        model.finished.connect(self.accept)
        model.copying.changed.connect(self._show_copying)
        model.copying.progressed.connect(self._on_progress)

    def _ask(self) -> None:
        """Ask about the next video."""
        model = self._model
        words = self.tr("Whose video is “{name}”?")
        if model.count > 1:
            words = self.tr("Video {place} of {count}: whose is “{name}”?")
        self.question.setText(
            words.format(name=model.current.path.name, place=model.place, count=model.count)
        )
        left = model.count - model.place + 1
        self.all_box.setText(
            self.tr("All {count} videos that are left show this person").format(count=left)
        )
        self.all_box.setVisible(left > 1)
        self.all_box.setChecked(False)
        self.banner.clear()
        self.picker.search.clear()
        self.given_by.clear()
        self._show()

    def _show(self) -> None:
        """Show what the records say about the chosen patient."""
        model = self._model
        facts = model.facts
        self._consent.setVisible(facts is not None and facts.needs_consent)
        self.visit.clear()
        today = datetime.date.today().isoformat()
        self.visit.addItem(self.tr("Today, {date}").format(date=_date(today)), "")
        for each in () if facts is None else facts.visits:
            if each.date != today:
                self.visit.addItem(_date(each.date), each.id)
        if model.expected is not None:
            self.visit.setCurrentIndex(max(self.visit.findData(model.expected[1]), 0))
        self._name_button()

    def _name_button(self) -> None:
        """Name the person in the button that confirms, so that a wrong one is seen."""
        model = self._model
        patient = model.choice.chosen
        last = self.all_box.isChecked() or model.place == model.count
        name = "…" if patient is None else patient_words(patient)
        words = self.tr("Screen for {name}") if last else self.tr("Next, after {name}")
        self.confirm_button.setText(words.format(name=name).replace("&", "&&"))
        self.confirm_button.setEnabled(model.facts is not None)

    def _confirm(self) -> None:
        model = self._model
        facts, patient = model.facts, model.choice.chosen
        if facts is None or patient is None or model.copying.running:
            return
        consent = None
        if facts.needs_consent:
            consent = self._consent_given()
            if consent is None:
                return
        wish = ImportWish(
            patient, str(self.visit.currentData() or ""), consent, self.keep_box.isChecked()
        )
        model.settle(wish, all_left=self.all_box.isChecked())

    def _consent_given(self) -> ConsentGiven | None:
        """Return the consent that is typed; None, and a sentence, where something is missing."""
        given_by, purpose = self.given_by.text().strip(), self.purpose.text().strip()
        until = self.until.text().strip()
        if not given_by or not purpose:
            self._say(
                self.tr(
                    "Without a consent the video is not taken in. Write who gave it, and for what."
                )
            )
            self.given_by.setFocus()
            return None
        try:
            ahead = not until or datetime.date.fromisoformat(until) >= datetime.date.today()
        except ValueError:
            ahead = False
        if not ahead:
            self._say(
                self.tr(
                    "Write the last day on which the consent holds as 2027-07-31, or leave it empty."
                )
            )
            self.until.setFocus()
            return None
        return ConsentGiven(given_by, purpose, until)

    def _show_copying(self) -> None:
        running = self._model.copying.running
        self.bar.setVisible(running)
        self.bar.setRange(0, 0)
        parts = (self.picker, self.visit, self._consent, self.keep_box, self.all_box)
        for part in (*parts, self.confirm_button):
            part.setEnabled(not running)
        if running:
            self.banner.clear()
        else:
            self._show()

    def _on_progress(self, report: ProgressReport) -> None:
        if report.fraction is not None:
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(1000 * report.fraction))

    def _say_refused(self, error: ScolioError) -> None:
        self._say(f"{render(error.what)} {render(error.remedy)}")

    def _say(self, words: str) -> None:
        self.banner.say(words, severity=Severity.REPEAT)

    def reject(self) -> None:
        """Take nothing in; what is being copied is stopped first."""
        if self._model.copying.running:
            self._model.copying.cancel()
            return
        super().reject()


def _date(iso: str) -> str:
    """Return a date as the person writes it."""
    return QLocale().toString(QDate.fromString(iso, Qt.DateFormat.ISODate), date_pattern())
