"""The screening day with protected records: forgotten when they are locked, it goes on where it was."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from engine.core.text import by_number
from engine.roster.entries import Child
from scolioapp.bootstrap.day_wiring import DayWiring
from scolioapp.bootstrap.patient_lists import PatientLists
from scolioapp.bootstrap.patients_wiring import PatientsWiring
from scolioapp.bootstrap.recording_moves import RecordingMoves
from scolioapp.bootstrap.result_opener import ResultOpener
from scolioapp.jobs.worker import Worker
from scolioapp.settings import Settings
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.viewmodels.results_table import ResultsModel
from scolioapp.viewmodels.screening_day import DayModel
from scolioapp.views.main_window import PATIENTS, MainWindow

if TYPE_CHECKING:
    from scolioapp.storage.records.record_days import DayVideo
    from scolioapp.viewmodels.roster_patients import RosterPatients


class RecordDaysWiring(QObject):
    """Keeps the day and the door in step.

    Args:
        door: The records.
        day: The day.
        wiring: The day's wiring; becomes the owner.
        worker: Reads and writes files.
    """

    def __init__(self, door: RecordsDoor, day: DayModel, wiring: DayWiring, worker: Worker) -> None:
        super().__init__(wiring)
        self._door = door
        self._day = day
        self._wiring = wiring
        self._worker = worker
        wiring.make_form = self._form
        wiring.patients_asked.connect(self.choose_patients)
        door.locked.connect(day.forget)
        door.unlocked.connect(self.open_last)

    def open_last(self, *_: object) -> None:
        """Open the day that was open last, for whoever may screen."""
        # Another user may have come in the place of the first.
        self._day.forget()
        if self._may_examine:
            self._day.open_last()

    @property
    def _may_examine(self) -> bool:
        if self._door.user is None:
            return False
        from scolioapp.storage.records.record_roles import Right

        return self._door.may(Right.EXAMINE)

    def recorded(self, day: str) -> Sequence[DayVideo]:
        """Return what the camera recorded of a day's children, also what the day has not noted.

        Raises:
            ScolioError: The records are locked.
        """
        return self._door.store.days.recorded(day)

    def _form(self) -> RosterPatients:
        from scolioapp.viewmodels.roster_patients import RosterPatients

        return RosterPatients(self._worker, self._door)

    def choose_patients(self) -> None:
        """Ask which patients a day begins with."""
        from scolioapp.views.day_patients import DayPatients

        page = self._wiring.page()
        page.banner.clear()
        dialog = DayPatients(self._door, page)
        dialog.begun.connect(self._day.begin)
        dialog.save_asked.connect(self._ask_list)
        page.open_dialog(dialog)

    def _ask_list(self, children: Sequence[Child]) -> None:
        self._wiring.page().ask_list(partial(self._write_list, children))

    def _write_list(self, children: Sequence[Child], path: Path) -> None:
        from scolioapp.bootstrap.day_files import write_children

        page = self._wiring.page()
        words = self.tr("The list lies in {name}: it holds names, keep it safe.")
        self._worker.run(
            partial(write_children, children, path),
            done=lambda _: page.banner.say(words.format(name=path.name)),
            failed=page.say_error,
        )

    def join(
        self,
        window: MainWindow,
        settings: Settings,
        patients: PatientsWiring | None,
        opener: ResultOpener,
        results: ResultsModel,
    ) -> None:
        """Join lists of children, and recordings of the wrong child, with patients and results."""
        if patients is None:
            return
        lists = self.lists = PatientLists(window, settings, self._worker, self._door)
        patients.import_asked.connect(lists.ask)
        lists.entered.connect(partial(self._say_entered, patients))
        lists.failed.connect(lambda error: patients.area.list_page.say_error(error))
        moves = self.moves = RecordingMoves(window, self._door, self._day, opener)
        patients.recording_moved.connect(moves.ask)
        moves.failed.connect(moves.say)
        moves.moved.connect(lambda _: results.refresh())
        # What was screened, reviewed or moved meanwhile stands on the page of the patient, too.
        results.modelReset.connect(partial(self._read_again, window, patients))
        moves.moved.connect(lambda _: self._read_again(window, patients))

    def _read_again(self, window: MainWindow, patients: PatientsWiring) -> None:
        """Read the patients again, as far as they are shown to somebody."""
        if self._door.user is not None and window.has_page(PATIENTS):
            patients.refresh()
            patients.file.refresh()

    def _say_entered(self, patients: PatientsWiring, added: int, updated: int) -> None:
        patients.refresh()
        words = by_number(
            added,
            self.tr("1 patient was added; about {updated} something new is known."),
            self.tr("{count} patients were added; about {updated} something new is known."),
        )
        if not updated:
            words = by_number(
                added, self.tr("1 patient was added."), self.tr("{count} patients were added.")
            )
        said = words.format(count=added, updated=updated)
        patients.area.list_page.banner.say(said)
