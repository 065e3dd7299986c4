"""Joins the Patients page with tables, the camera, videos, results, and what changed over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from engine.core.video_suffixes import SUFFIXES
from scolioapp.bootstrap.patients_wiring import PatientsWiring
from scolioapp.bootstrap.record_patient import RecordPatient
from scolioapp.bootstrap.result_opener import ResultOpener
from scolioapp.bootstrap.tables_wiring import TablesWiring
from scolioapp.bootstrap.trend_wiring import TrendWiring
from scolioapp.jobs.worker import Worker
from scolioapp.settings import Settings
from scolioapp.storage.record_results import RecordResults
from scolioapp.viewmodels.records_door import RecordsDoor
from scolioapp.viewmodels.screen import ScreenModel
from scolioapp.views.main_window import RECORD, MainWindow

if TYPE_CHECKING:
    from scolioapp.storage.records.patients import Patient
    from scolioapp.storage.records.visits import Visit
    from scolioapp.views.patient_page import PatientPage


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What the Patients page leads to.

    Attributes:
        camera: Whom the Record page records.
        screening: State of the Screen page, which screens videos.
        results: The kept results.
        opener: Opens them.
        trends: Shows what changed from visit to visit.
        tables: Writes tables of the records.
        worker: Copies videos.
    """

    camera: RecordPatient
    screening: ScreenModel
    results: RecordResults
    opener: ResultOpener
    trends: TrendWiring
    tables: TablesWiring
    worker: Worker


class PatientsJoining(QObject):
    """Does what the Patients page asks of others.

    Args:
        window: Becomes the owner.
        settings: Remembers folders.
        door: The records.
        patients: The page.
        others: What it leads to.
    """

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        door: RecordsDoor,
        patients: PatientsWiring,
        others: Neighbours,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._door = door
        self._patients = patients
        self._others = others
        patients.export_asked.connect(self._ask_table)
        patients.record_asked.connect(self._record)
        patients.video_asked.connect(self._ask_video)
        patients.recording_opened.connect(self._open)
        patients.recording_screened.connect(
            lambda recording: others.screening.again_asked.emit([recording])
        )
        patients.opened.dress = self._dress

    def _ask_table(self) -> None:
        self._others.tables.ask_patients(self._patients.area.list_page, self._patients.list.typed)

    # Camera and videos

    def _patient(self) -> Patient | None:
        whole = self._patients.file.whole
        return whole.patient if whole is not None else None

    def _record(self, visit: Visit | None) -> None:
        patient = self._patient()
        if patient is not None and self._window.show_page(RECORD):
            self._others.camera.choose(patient, "" if visit is None else visit.id)

    def _ask_video(self, visit: Visit) -> None:
        patient = self._patient()
        if patient is None:
            return
        dialog = QFileDialog(self._window, self.tr("Import a video"), self._settings.last_folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        endings = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in SUFFIXES)
        dialog.setNameFilters(
            [self.tr("Videos ({endings})").format(endings=endings), self.tr("All files (*)")]
        )
        dialog.filesSelected.connect(
            lambda names: self.bring_in([Path(name) for name in names], patient, visit.id)
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def bring_in(self, videos: Sequence[Path], patient: Patient, visit: str) -> None:
        """Bring videos in for a visit; whose they are is shown once more, and can be changed."""
        from scolioapp.viewmodels.video_import import VideoImport
        from scolioapp.views.video_import_dialog import VideoImportDialog

        others = self._others
        self._settings.last_folder = str(videos[0].parent)
        requests = [others.screening.usual(video.absolute()) for video in videos]
        model = VideoImport(self._door, others.results, others.worker, requests)
        model.expected = (patient, visit)
        model.brought_in.connect(others.screening.screen)
        model.finished.connect(self._patients.file.refresh)
        dialog = VideoImportDialog(model, self._window)
        dialog.open()

    # Results

    def _open(self, recording: str) -> None:
        self._door.run(
            lambda _: self._others.results.entry(recording),
            done=self._others.opener.open,
            failed=self._patients.file.fail,
        )

    # What changed

    def _dress(self, page: PatientPage) -> None:
        card, model = self._others.trends.dress(page)
        card.hide()
        card.visit_chosen.connect(page.show_visit)
        model.failed.connect(page.say_error)
        # Of one visit there is nothing to say that the visit itself does not.
        model.changed.connect(
            lambda made: card.setVisible(made is not None and len(made.visits) > 1)
        )
        page.shown.connect(lambda: model.show(self._patients.file.id))
