"""A recording belongs to another patient than was chosen: asked, moved, and moved back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from engine.core.errors import ScolioError
from scolioapp.bootstrap.result_opener import ResultOpener
from scolioapp.i18n import listed
from scolioapp.storage.record_results import RecordEntry, who
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.viewmodels.screening_day import DayModel
from scolioapp.views.main_window import MainWindow

if TYPE_CHECKING:
    from scolioapp.storage.records.patients import Patient
    from scolioapp.storage.records.record_store import RecordStore
    from scolioapp.storage.records.recording_list import ListedRecording
    from scolioapp.storage.result_links import Links
    from scolioapp.storage.results import ResultEntry
    from scolioapp.viewmodels.result import ResultViewModel
    from scolioapp.views.result_page import ResultPage


class RecordingMoves(QObject):
    """Asks to whom a recording belongs, and moves it there; for some seconds it can be moved back.

    Args:
        window: Over which the dialog stands; becomes the owner.
        door: The records.
        day: The screening day: what was recorded on it moves with its log.
        opener: Shows results; each page of a recording gets a button.

    Attributes:
        dialog: The question, or None.

    Signals:
        moved: Id of a recording that belongs to another patient now.
        failed: A `ScolioError`.
    """

    moved = Signal(str)
    failed = Signal(object)

    def __init__(
        self, window: MainWindow, door: RecordsDoor, day: DayModel, opener: ResultOpener
    ) -> None:
        super().__init__(window)
        self._window = window
        self._door = door
        self._day = day
        self.dialog: QDialog | None = None
        opener.shown.connect(self._on_shown)

    def _on_shown(
        self, page: ResultPage, _model: ResultViewModel, entry: ResultEntry, _links: Links
    ) -> None:
        """Offer it on the page of a recording, to whoever examines."""
        from scolioapp.storage.records.record_roles import Right

        if isinstance(entry, RecordEntry) and self._door.may(Right.EXAMINE):
            page.move_button.setText(self.tr("Mo&ve…"))
            page.move_button.setToolTip(self.tr("The wrong child was chosen: another patient"))
            page.move_button.clicked.connect(partial(self.ask, entry.identifier))
            page.move_button.show()

    def ask(self, recording: str, *_: object) -> None:
        """Ask to whom a recording belongs."""

        def work(store: RecordStore) -> tuple[ListedRecording, list[str]]:
            return store.listing.one(recording), store.recordings.signatures_at(recording)

        self._door.run(work, done=self._open, failed=self.failed.emit)

    def _open(self, found: tuple[ListedRecording, list[str]]) -> None:
        from scolioapp.viewmodels.patient_choice import PatientChoice
        from scolioapp.views.patient_chooser import PatientChooser
        from scolioapp.words.patient_words import day_title

        line, signers = found
        words = self.tr("The recording of {who}, {date}, belongs to another patient:").format(
            who=who(line.number, line.name), date=day_title(line.date)
        )
        if signers:
            more = self.tr(
                "It is signed by {names}. Once it is moved the signature does not hold any more, because "
                "it was said of another child: the result is a draft again."
            )
            words = f"{words}\n\n{more.format(names=listed(signers))}"
        dialog = PatientChooser(
            PatientChoice(self._door),
            self.tr("Move to another patient"),
            words,
            self.tr("&Move"),
            self._window,
        )
        dialog.chosen.connect(partial(self.move, line))
        dialog.finished.connect(self._on_closed)
        self.dialog = dialog
        dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None

    def move(self, line: ListedRecording, patient: Patient) -> None:
        """Move a recording to a patient, and offer to move it back."""
        if patient.id == line.patient:
            return
        about = patient.about
        words = self.tr("The recording belongs to {who} now.").format(
            who=who(about.number, about.name)
        )
        back = partial(self._move, line.recording, line.patient, line.number)

        def done() -> None:
            self._window.undo_bar.offer(words, back)

        self._move(line.recording, patient.id, about.number, done)

    def _move(
        self, recording: str, patient: str, number: str, done: Callable[[], None] | None = None
    ) -> None:
        """Move a recording; one of the day that is open moves with its log."""
        day = self._day.day
        known = day is not None and recording in day.standing.recordings
        if known and day is not None and number in day.by_number:
            self._day.move(recording, number)
            self._on_moved(recording, done)
            return
        self._door.run(
            lambda store: store.recordings.move_to_patient(recording, patient),
            done=lambda _: self._on_moved(recording, done),
            failed=self.failed.emit,
        )

    def _on_moved(self, recording: str, done: Callable[[], None] | None) -> None:
        self.moved.emit(recording)
        if done is not None:
            done()

    def say(self, error: ScolioError) -> None:
        """Say on the page in front that it could not be done."""
        from engine.core.findings import Severity
        from scolioapp.bootstrap.built_pages import shown_page
        from scolioapp.i18n import render

        page = shown_page(self._window)
        if page is not None:
            words = f"{render(error.what)} {render(error.remedy)}"
            page.banner.say(words, severity=Severity.CARE)
