"""The Patients page: list, patient and recycle bin, joined with the records and the rest of the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from engine.core.errors import ScolioError
from scolioapp.bootstrap.opened_patient import OpenedPatient, close, refuser
from scolioapp.viewmodels.patient_bin import PatientBin
from scolioapp.viewmodels.patient_file import PatientFile
from scolioapp.viewmodels.patient_list import PatientList
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.views.main_window import PATIENTS, MainWindow
from scolioapp.words.patient_words import called

if TYPE_CHECKING:
    from scolioapp.storage.records.patients import Patient, PatientFields
    from scolioapp.views.patients_area import PatientsArea
    from scolioapp.views.patients_page import PatientsPage


class PatientsWiring(QObject):
    """Builds the Patients page, and joins it with the records.

    Args:
        window: Holds the page; becomes the owner.
        door: The records.

    Signals:
        import_asked: Patients are to be added from a list in a file.
        export_asked: The list is to be written into a file.
        record_asked: A `Visit` for which a recording is to be made; None: today's, which begins with it.
        video_asked: A `Visit` for which a video is to be brought in.
        recording_moved: Id of a recording that belongs to somebody else.
        recording_opened: Id of a recording whose result is to be shown.
        recording_screened: Id of a recording that is to be judged.
    """

    import_asked = Signal()
    export_asked = Signal()
    record_asked = Signal(object)
    video_asked = Signal(object)
    recording_moved = Signal(str)
    recording_opened = Signal(str)
    recording_screened = Signal(str)

    def __init__(self, window: MainWindow, door: RecordsDoor) -> None:
        super().__init__(window)
        self._window = window
        self._door = door
        self.list = PatientList(door, self)
        self.bin = PatientBin(door, self)
        self.file = PatientFile(door, self)
        self.opened = OpenedPatient(window, door, self.file, self)
        self.opened.record_asked.connect(self.record_asked)
        self.opened.video_asked.connect(self.video_asked)
        self.opened.recording_moved.connect(self.recording_moved)
        self.opened.recording_opened.connect(self.recording_opened)
        self.opened.recording_screened.connect(self.recording_screened)
        self.opened.gone.connect(self.refresh)
        self._area: PatientsArea | None = None
        self.dialog: QDialog | None = None
        window.add_page(PATIENTS, self._build)
        door.locked.connect(self._forget)
        door.unlocked.connect(self._begin)

    def _build(self) -> PatientsArea:
        from scolioapp.views.patients_area import PatientsArea
        from scolioapp.views.patients_page import PatientsPage

        page = PatientsPage(self.list)
        page.new_asked.connect(self.ask_new)
        page.opened.connect(self.open_patient)
        page.import_asked.connect(self.import_asked)
        page.export_asked.connect(self.export_asked)
        page.bin_asked.connect(self._show_bin)
        self._area = self.opened.area = PatientsArea(page)
        self._area.left.connect(self._on_left)
        if self._door.user is not None:
            self._begin()
        return self._area

    @property
    def area(self) -> PatientsArea:
        """The page."""
        if self._area is None:
            self._window.page(PATIENTS)
        if self._area is None:
            raise TypeError(self._area)
        return self._area

    @property
    def _page(self) -> PatientsPage:
        return self.area.list_page

    def _may(self, right: str) -> bool:
        from scolioapp.storage.records.record_roles import Right

        return self._door.may(Right[right])

    # In and out

    def _begin(self, *_: object) -> None:
        """Show the list to whoever has come in."""
        if self._area is None:
            return
        self._close()
        self._page.forget()
        self._page.show_rights(names=self._may("NAMES"), examine=self._may("EXAMINE"))
        self.refresh()

    def _forget(self) -> None:
        """Show nothing of anybody."""
        # What is offered back names a patient.
        self._window.undo_bar.settle()
        if self._area is not None:
            self._close()
            self._page.forget()

    def _close(self) -> None:
        for dialog in (self.dialog, self.opened.dialog):
            if dialog is not None:
                dialog.reject()
        self.area.close_opened()

    def refresh(self) -> None:
        """Read the list again, and how many lie in the recycle bin."""
        self.list.refresh()
        self._door.run(
            lambda store: len(store.bin.patients()), done=self._page.show_binned, failed=self.say
        )

    def _on_left(self) -> None:
        self.file.forget()
        self.refresh()

    def say(self, error: ScolioError) -> None:
        """Say on the list what went wrong, unless nobody is there any more."""
        if self._door.user is not None:
            self._page.say_error(error)

    def _open_dialog(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._on_dialog)
        dialog.open()

    def _on_dialog(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()

    # The list

    def ask_new(self) -> None:
        """Ask for a new patient."""
        from scolioapp.views.patient_form import PatientForm

        form = PatientForm(None, self._window)

        def add(about: PatientFields) -> None:
            self._door.run(
                lambda store: store.patients.add(about), done=added, failed=refuser(form, self.say)
            )

        def added(patient: Patient) -> None:
            close(form)
            self.open_patient(patient.id)

        form.given.connect(add)
        self._open_dialog(form)

    def open_patient(self, patient: str) -> None:
        """Show a patient; the trail notes that it was opened."""
        self._window.page(PATIENTS)
        self.opened.open(patient)

    # The recycle bin

    def _show_bin(self) -> None:
        from scolioapp.views.patients_bin import PatientsBin

        page = PatientsBin(self.bin, examine=self._may("EXAMINE"), names=self._may("NAMES"))
        page.restored.connect(self._on_restored)
        self.area.show_opened(page)
        self.bin.refresh()

    def _on_restored(self, patient: Patient) -> None:
        words = self.tr("{name} is on the list again.").format(name=called(patient))
        self._window.undo_bar.offer(words, partial(self._delete_again, patient.id))

    def _delete_again(self, patient: str) -> None:
        self._door.run(
            lambda store: store.bin.put(patient),
            done=lambda _: self.bin.refresh(),
            failed=self.say,
        )
