"""The Record page with protected records: a patient first, nothing readable on the disk, and the lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from engine.capture.file_source import Script
from engine.video import VideoFile
from scolioapp.jobs.queue import Phase
from scolioapp.storage.records.patients import PatientFields
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.recording_paths import path_of
from scolioapp.viewmodels.camera import CameraState
from tests.app.camera_fixtures import (
    STANDING,
    WALK,
    Bench,
    FileCamerasHere,
    Staged,
    StagedGuide,
    write_clip,
)
from tests.app.records_fixtures import StartRecords
from tests.app.storage.records.made_records import NAME, PASSWORD
from tests.app.storage.records.test_killed_recording import readable_in

if TYPE_CHECKING:
    from tests.app.storage.records.made_records import Clinic

Begin = Callable[..., Bench]


@pytest.fixture
def begin(
    qtbot: QtBot,
    start_records: StartRecords,
    tmp_path_factory: pytest.TempPathFactory,
) -> Begin:
    """Start the window with a camera, on the Record page, as an examiner."""
    clip = write_clip(tmp_path_factory.mktemp("films") / "walk.mp4")

    def make(plan: object = STANDING) -> Bench:
        cameras = FileCamerasHere({"Camera": (clip, Script(loop=True))})
        staged = Staged(cameras, StagedGuide(plan))  # type: ignore[arg-type]
        bench = Bench(qtbot, start_records(Role.EXAMINER, staged.eyes), staged)
        bench.show()
        bench.until(CameraState.LIVE)
        return bench

    return make


def choose(bench: Bench, patient: object) -> None:
    wiring = bench.program.record_patient
    with bench.qtbot.waitSignal(wiring.told):
        wiring.choose(patient)  # type: ignore[arg-type]


def test_a_patient_is_chosen_first(begin: Begin, records_clinic: Clinic) -> None:
    bench = begin()
    page = bench.page
    assert not page.start_button.isEnabled()
    assert page.cue.words == "Choose the patient first."
    assert page.patient_button.isVisible()
    assert page.patient_button.text() == "Choose p&atient…"
    bench.model.advance()
    assert page.banner.words == "Choose the patient first."
    assert bench.model.state is CameraState.LIVE
    choose(bench, records_clinic.patient)
    assert page.subject.text() == f"S-17 · {NAME}"
    assert page.start_button.isEnabled()
    assert page.patient_button.text() == "Ch&ange patient…"


def test_without_consent_nothing_is_recorded(begin: Begin, records_clinic: Clinic) -> None:
    other = records_clinic.store.patients.add(PatientFields("S-18", "Ada"))
    bench = begin(WALK)
    choose(bench, other)
    assert bench.page.cue.words.startswith("No consent for recordings is noted.")
    assert not bench.page.start_button.isEnabled()
    bench.qtbot.waitUntil(lambda: bench.staged.guide.resets > 0)
    assert bench.model.state is CameraState.LIVE
    assert records_clinic.store.live.of_camera() == []


def test_a_walk_is_recorded_kept_and_screened_for_the_patient(
    begin: Begin, records_clinic: Clinic
) -> None:
    bench = begin(WALK)
    choose(bench, records_clinic.patient)
    bench.until(CameraState.VERDICT)
    bench.model.keep()
    bench.qtbot.waitUntil(lambda: bool(bench.kept))
    recording = bench.kept[0]
    assert recording.path == path_of(recording.id)  # type: ignore[attr-defined]
    # Today's visit, whichever day that is.
    today = records_clinic.store.visits.of(records_clinic.patient.id)[0]
    there = records_clinic.store.recordings.of(today.id)
    assert [each.id for each in there][-1] == recording.id  # type: ignore[attr-defined]
    bench.qtbot.waitUntil(lambda: bool(bench.program.queue.jobs))
    [job] = bench.program.queue.jobs
    assert job.path == recording.path  # type: ignore[attr-defined]
    assert job.request.recording == there[-1].id
    with VideoFile(job.path) as video:
        assert (video.info.width, video.info.name) == (320, there[-1].id)
    bench.qtbot.waitUntil(lambda: bench.program.queue.jobs[0].phase is Phase.DONE)
    [judged] = records_clinic.store.judgements.of(there[-1].id)
    assert judged.number == 1
    assert readable_in(bench.program.paths.data) == []
    assert not bench.program.paths.recordings.exists()


def test_locking_stops_no_recording_and_forgets_who_stands_there(
    begin: Begin, records_clinic: Clinic
) -> None:
    bench = begin()
    door = bench.program.door
    assert door is not None
    choose(bench, records_clinic.patient)
    bench.model.advance()
    bench.model.advance()
    bench.qtbot.waitUntil(lambda: bench.model.recording is not None)
    recorder = bench.model._recorder
    assert recorder is not None
    bench.qtbot.waitUntil(lambda: recorder.elapsed > 0.2)
    door.lock()
    bench.qtbot.waitUntil(lambda: not records_clinic.store.unlocked)
    before = recorder.elapsed
    bench.qtbot.waitUntil(lambda: recorder.elapsed > before + 0.3)
    assert bench.model.state is CameraState.RECORDING
    bench.model.stop_recording()
    bench.until(CameraState.VERDICT)
    assert recorder.problem is None
    failed: list[object] = []
    bench.model.failed.connect(failed.append)
    bench.model.keep()
    bench.qtbot.waitUntil(lambda: bool(failed))
    assert "locked" in str(failed[0])
    with bench.qtbot.waitSignal(door.unlocked):
        door.unlock(Role.EXAMINER.value, PASSWORD, failed=lambda error: None)
    bench.model.keep()
    bench.qtbot.waitUntil(lambda: bool(bench.kept))
    # Whoever is next is asked for.
    bench.qtbot.waitUntil(lambda: bench.model.subject == "")
    assert bench.program.record_patient.patient is None


def test_one_that_was_interrupted_is_offered_at_the_unlock(
    begin: Begin, records_clinic: Clinic
) -> None:
    bench = begin()
    choose(bench, records_clinic.patient)
    bench.model.advance()
    bench.model.advance()
    bench.qtbot.waitUntil(lambda: bench.model.recording is not None)
    recorder = bench.model._recorder
    assert recorder is not None
    bench.qtbot.waitUntil(lambda: recorder.elapsed > 0.2)
    again = begin()
    kept = again.program.camera_wiring.kept
    assert kept is not None
    again.qtbot.waitUntil(lambda: len(kept.unfinished) == 1)
    [one] = kept.unfinished
    assert (one.subject, one.frames > 3) == ("S-17", True)
    again.program.door.lock()  # type: ignore[union-attr]
    assert len(kept.unfinished) == 0
    with again.qtbot.waitSignal(kept.unfinished_changed):
        again.program.door.unlock(  # type: ignore[union-attr]
            Role.EXAMINER.value, PASSWORD, failed=lambda error: None
        )
    with again.qtbot.waitSignal(kept.recovered):
        kept.keep(one)
    queue = again.program.queue
    again.qtbot.waitUntil(lambda: [job.request.recording for job in queue.jobs] == [one.id])
