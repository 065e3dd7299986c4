"""The camera's recordings are kept in the records: begun, interrupted, found again, kept, moved."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import timedelta

import pytest

from engine.capture.captured_recording import CapturedRecording, RecordingState
from engine.capture.frame_source import CameraFrame
from engine.capture.recorder import Recorder
from engine.core import video_sources
from engine.core.errors import CaptureError, ScolioError
from scolioapp.storage.record_videos import RecordVideos
from scolioapp.storage.recorded_library import RecordedLibrary
from scolioapp.storage.records import encrypted_target
from scolioapp.storage.records.patients import PatientFields
from scolioapp.storage.records.record_errors import LockedError, MissingRecordError, RecordsError
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.recording_paths import path_of
from tests.app.storage.records.made_records import NAME, Clinic
from tests.engine.capture.made_frames import STEP, jpeg, numbers_in

NUMBER = "S-17"


@pytest.fixture
def library(clinic: Clinic) -> Iterator[RecordedLibrary]:
    clinic.become(Role.EXAMINER)
    made = RecordedLibrary(lambda: clinic.store)
    with video_sources.registered(RecordVideos(lambda: clinic.store)):
        yield made


def film(recorder: Recorder, count: int = 20, first: int = 0) -> None:
    for number in range(first, first + count):
        data = jpeg(number, 160, 96)
        recorder.take_frame(CameraFrame(number * STEP, 160, 96, jpeg=data))


def record(library: RecordedLibrary, count: int = 20) -> CapturedRecording:
    """Record, and leave it to be decided about."""
    recorder = Recorder(library, room=0)
    recorder.start(NUMBER)
    film(recorder, count)
    stopped = recorder.stop()
    recorder.close()
    return stopped


def test_a_recording_is_kept_with_what_is_known_of_it(
    clinic: Clinic, library: RecordedLibrary
) -> None:
    stopped = record(library)
    assert stopped.path == path_of(stopped.id)
    assert (stopped.state, stopped.frames, stopped.subject) == ("stopped", 20, NUMBER)
    # Neither in the list, nor offered as one that a crash left: it is in hand.
    before = clinic.store.recordings.of(clinic.visit.id)
    assert stopped.id not in [each.id for each in before]
    assert library.unfinished() == ()
    kept = library.keep(stopped.id)
    assert kept == library.get(stopped.id) == library.recordings()[-1]
    assert kept.state is RecordingState.KEPT
    assert numbers_in(kept) == list(range(20))
    # Today's visit was there; the recording joined it.
    assert clinic.store.recordings.of(clinic.visit.id)[-1].id == kept.id
    noted = library.note_walk(kept.id, (0.1, 0.4))
    assert library.get(kept.id) == noted
    assert noted.walk == (0.1, 0.4)
    clinic.become(Role.ADMINISTRATOR)
    clinic.store.verify()


def test_a_visit_is_begun_where_today_has_none(clinic: Clinic, library: RecordedLibrary) -> None:
    clinic.clock.turn(days=3)
    kept = library.keep(record(library).id)
    newest = clinic.store.visits.of(clinic.patient.id)[0]
    assert newest.date == "2026-12-02"
    assert [each.id for each in clinic.store.recordings.of(newest.id)] == [kept.id]
    library.choose(NUMBER, clinic.visit.id)
    other = library.keep(record(library).id)
    assert clinic.store.recordings.of(clinic.visit.id)[-1].id == other.id


def test_without_a_patient_or_consent_nothing_is_begun(
    clinic: Clinic, library: RecordedLibrary
) -> None:
    clinic.store.patients.add(PatientFields("S-18", "Somebody"))
    recorder = Recorder(library, room=0)
    for subject, error, words in (
        ("", CaptureError, "No patient"),
        ("S-99", MissingRecordError, "no longer"),
        ("S-18", RecordsError, "No consent"),
    ):
        with pytest.raises(error, match=words):
            recorder.start(subject)
        assert not recorder.recording
    clinic.store.lock()
    with pytest.raises(LockedError):
        recorder.start(NUMBER)
    recorder.close()
    clinic.become(Role.EXAMINER)
    assert library.recordings() == ()


def test_locking_stops_no_recording_and_it_is_offered_after_the_program_ended(
    clinic: Clinic, library: RecordedLibrary
) -> None:
    recorder = Recorder(library, room=0)
    begun = recorder.start(NUMBER)
    film(recorder, 10)
    clinic.store.lock()
    film(recorder, 10, first=10)
    stopped = recorder.stop()
    recorder.close()
    assert (recorder.problem, stopped.frames) == (None, 20)
    with pytest.raises(LockedError):
        library.keep(stopped.id)
    with pytest.raises(LockedError):
        library.discard(stopped.id)
    store = clinic.again()
    store.unlock(Role.EXAMINER.value, "correct horse battery")
    again = RecordedLibrary(lambda: store)
    [offered] = again.unfinished()
    assert offered == stopped
    assert offered.id == begun.id
    assert numbers_in(again.keep(offered.id)) == list(range(20))
    assert again.unfinished() == ()


def test_what_was_discarded_can_be_kept_again_until_it_is_emptied(
    clinic: Clinic, library: RecordedLibrary
) -> None:
    one, other = record(library), record(library)
    assert library.discard(one.id).state is RecordingState.DISCARDED
    assert library.get(one.id).state is RecordingState.DISCARDED
    assert library.unfinished() == ()
    assert [each.id for each in library.recordings()] == [other.id]
    assert library.keep(one.id).state is RecordingState.KEPT
    library.discard(other.id)
    assert library.empty(older=timedelta(days=7000)) == 0
    files = sorted((clinic.folder / "containers").iterdir())
    assert library.empty(older=timedelta(days=-7000)) == 1
    assert len(list((clinic.folder / "containers").iterdir())) == len(files) - 1
    with pytest.raises(CaptureError):
        library.get(other.id)
    assert library.get(one.id).frames == 20
    clinic.become(Role.ADMINISTRATOR)
    clinic.store.verify()


def test_one_without_a_frame_is_never_offered(clinic: Clinic, library: RecordedLibrary) -> None:
    recorder = Recorder(library, room=0)
    begun = recorder.start(NUMBER)
    recorder.close()
    with pytest.raises(CaptureError, match="Not one frame"):
        library.keep(begun.id)
    again = RecordedLibrary(lambda: clinic.store)
    assert again.unfinished() == ()
    assert again.empty(older=timedelta(days=-1)) == 1
    assert clinic.store.live.of_camera() == []


def test_a_recording_of_the_wrong_child_is_moved(clinic: Clinic, library: RecordedLibrary) -> None:
    other = clinic.store.patients.add(PatientFields("S-18", "Somebody"))
    kept = library.keep(record(library).id)
    assert library.assign(kept.id, "S-18").subject == "S-18"
    assert library.get(kept.id).subject == "S-18"
    [visit] = clinic.store.visits.of(other.id)
    assert [each.id for each in clinic.store.recordings.of(visit.id)] == [kept.id]
    assert numbers_in(library.get(kept.id)) == list(range(20))
    with pytest.raises(MissingRecordError):
        library.assign(kept.id, "nobody")
    in_hand = record(library)
    assert library.assign(in_hand.id, "S-18").subject == "S-18"
    assert library.keep(in_hand.id).subject == "S-18"


def test_no_name_is_in_what_a_recording_says(clinic: Clinic, library: RecordedLibrary) -> None:
    kept = library.keep(record(library).id)
    assert NAME not in kept.model_dump_json()
    assert str(clinic.folder) not in kept.model_dump_json()


def test_a_full_disk_ends_the_recording_and_what_was_written_is_kept(
    clinic: Clinic, library: RecordedLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Frames come faster here than from a camera.
    monkeypatch.setattr(encrypted_target, "_COMMIT_SECONDS", 0.0)
    folder = clinic.folder / "containers"
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    size = sum(map(len, files.values())) // 1000 + 400
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}k", "none", str(folder)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode != 0:
        pytest.skip("only root can mount a disk")
    try:
        for name, content in files.items():
            (folder / name).write_bytes(content)
        told: list[ScolioError] = []
        recorder = Recorder(library, room=0, on_problem=told.append)
        recorder.start(NUMBER)
        film(recorder, 1000)
        stopped = recorder.stop()
        recorder.close()
        assert "No space left" in str(told[0])
        kept = library.keep(stopped.id)
        numbers = numbers_in(kept)
        assert len(numbers) == kept.frames > 20
        assert numbers == [number % 256 for number in range(len(numbers))]
        assert library.get(kept.id) == kept
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
