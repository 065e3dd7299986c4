"""Whom the Record page records in protected records: a patient is chosen first, and consent is looked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from scolioapp.bootstrap.camera_wiring import CameraWiring
from scolioapp.i18n import render
from scolioapp.storage.record_results import who
from scolioapp.viewmodels.camera import CameraState
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.viewmodels.screening_day import DayModel
from scolioapp.views.main_window import RECORD, MainWindow

if TYPE_CHECKING:
    from scolioapp.storage.records.patients import Patient
    from scolioapp.storage.records.record_store import RecordStore
    from scolioapp.views.camera_page import CameraPage


class RecordPatient(QObject):
    """Keeps the patient who is recorded outside a screening day, until the records are locked.

    Args:
        window: Holds the page; becomes the owner.
        camera: The camera's wiring.
        day: The screening day; while one is open, it says who stands there.
        door: The records.

    Attributes:
        patient: Who is recorded, or None.

    Signals:
        told: The camera was told of a patient, of a missing consent, or of nobody.
    """

    told = Signal()

    def __init__(
        self, window: MainWindow, camera: CameraWiring, day: DayModel, door: RecordsDoor
    ) -> None:
        super().__init__(window)
        self._window = window
        self._camera = camera
        self._model = camera.model
        self._day = day
        self._door = door
        self._state = self._model.state
        self._leaving = False
        self.patient: Patient | None = None
        self._visit = ""
        self._model.patient_needed = True
        camera.built.connect(self._on_built)
        self._model.state_changed.connect(self._on_state)
        day.opened.connect(self._on_day)
        door.locked.connect(self.forget)

    @property
    def _page(self) -> CameraPage | None:
        from scolioapp.views.camera_page import CameraPage

        page = self._window.page(RECORD) if self._window.has_page(RECORD) else None
        return page if isinstance(page, CameraPage) else None

    def ask(self) -> None:
        """Ask who is to be recorded."""
        from scolioapp.viewmodels.patient_choice import PatientChoice
        from scolioapp.views.patient_chooser import PatientChooser

        if self._model.state.busy or self._day.day is not None:
            return
        chooser = PatientChooser(
            PatientChoice(self._door),
            self.tr("Record a walk"),
            self.tr("Who is recorded? The recording belongs to the visit of today."),
            self.tr("&Choose"),
            self._window,
        )
        chooser.chosen.connect(self.choose)
        chooser.open()

    def choose(self, patient: Patient, visit: str = "") -> None:
        """Have a patient recorded from now on, unless a recording is being made.

        Args:
            patient: Who.
            visit: For which visit; "": that of today, which is begun if there is none yet.
        """
        library, self._visit = self._camera.library, visit

        def work(store: RecordStore) -> bool:
            library.choose_visit(patient.about.number, visit)
            return store.recordings.needs_consent(patient.id)

        self._door.run(work, done=partial(self._tell, patient), failed=self._say)

    def _tell(self, patient: Patient, lacks_consent: bool) -> None:
        about = patient.about
        blocked = (
            self.tr("No consent for recordings is noted. Note it with the patient first.")
            if lacks_consent
            else ""
        )
        if self._day.day is None and self._model.choose_subject(
            about.number, who(about.number, about.name), blocked
        ):
            self.patient = patient
            self._show_button()
            self.told.emit()

    def forget(self) -> None:
        """Have nobody chosen; one who is being recorded, once that has ended."""
        self.patient = None
        self._leaving = not self._model.choose_subject("")
        self._show_button()
        self.told.emit()

    def _on_state(self) -> None:
        before, self._state = self._state, self._model.state
        if self._leaving and not self._state.busy:
            self.forget()
        if self._state is CameraState.OPENING and before is CameraState.CLOSED and self.patient:
            # Consent may have been noted, or withdrawn, on another page.
            self.choose(self.patient, self._visit)
        self._show_button()

    def _on_day(self) -> None:
        if self.patient is not None:
            # What is recorded on a day belongs to that day's visit.
            self._camera.library.choose_visit(self.patient.about.number, "")
        self.patient = None
        self._show_button()

    def _on_built(self, page: CameraPage) -> None:
        page.patient_button.clicked.connect(self.ask)
        self._show_button()

    def _show_button(self) -> None:
        page = self._page
        if page is not None:
            page.offer_patients(shown=self._day.day is None, chosen=bool(self._model.subject))

    def _say(self, error: ScolioError) -> None:
        page = self._page
        if page is not None:
            words = f"{render(error.what)} {render(error.remedy)}"
            page.banner.say(words, severity=Severity.CARE)
