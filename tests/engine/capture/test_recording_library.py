"""The folder of recordings: found again whatever happened, and never taken for another's."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest

from engine.capture.captured_recording import FACTS, RecordingState
from engine.capture.recorder import Recorder
from engine.capture.recording_library import RecordingLibrary
from engine.core.errors import CaptureError, OutputError
from engine.core.file_lock import held, hold, is_held
from tests.engine.capture.made_frames import feed, numbers_in
from tests.patience import SECONDS


@pytest.fixture
def library(tmp_path):
    return RecordingLibrary(tmp_path / "recordings")


def record(library, subject="7", count=20):
    recorder = Recorder(library, room=0)
    recorder.start(subject)
    feed(recorder, range(count))
    recording = recorder.stop()
    recorder.close()
    return recording


def after_a_crash(library):
    """The same folder as another program sees it once the first one is gone."""
    for id in list(library._in_hand):
        library._let_go(id)
    return RecordingLibrary(library.folder)


def test_a_recording_comes_back_from_the_disk_as_it_was(library):
    recording = record(library)
    kept = library.keep(recording.id)
    assert RecordingLibrary(library.folder).get(recording.id) == kept
    assert kept == recording.model_copy(update={"state": RecordingState.KEPT})
    noted = json.loads((kept.folder / FACTS).read_text())
    assert "folder" not in noted
    assert str(library.folder) not in json.dumps(noted)


def test_a_folder_that_was_moved_is_still_whole(library, tmp_path):
    recording = library.keep(record(library).id)
    os.rename(library.folder, tmp_path / "elsewhere")
    found = RecordingLibrary(tmp_path / "elsewhere").get(recording.id)
    assert numbers_in(found) == list(range(20))


def test_what_nobody_decided_about_is_offered_again_for_the_right_child(library):
    first, second = record(library, "1"), record(library, "2")
    library.keep(first.id)
    other = RecordingLibrary(library.folder)
    assert not other.unfinished()  # the first program still asks about the second one
    later = after_a_crash(library)
    (found,) = later.unfinished()
    assert (found.id, found.subject, found.frames) == (second.id, "2", 20)
    later.discard(found.id)
    assert not later.unfinished()


def test_damaged_facts_lose_no_recording(library):
    recording = record(library)
    (recording.folder / FACTS).write_text('{"subject": "7", "started": ')
    later = after_a_crash(library)
    (found,) = later.unfinished()
    assert found.id == recording.id
    assert found.subject == ""
    assert "say whose it is" in str(found.problem)
    assert found.frames == 20
    later.assign(found.id, "8")
    kept = later.keep(found.id)
    assert (kept.subject, kept.state, kept.frames) == ("8", RecordingState.KEPT, 20)
    damaged = recording.folder / "recording.damaged.json"
    assert damaged.read_text().startswith('{"subject": "7"')


@pytest.mark.parametrize(
    "content",
    [b"", b"null", b"[1]", b"\xff\xfe", b'{"format_version": 2}', b"x" * (2 << 20), b"[" * 100_000],
    ids=["empty", "null", "list", "bytes", "later", "huge", "deep"],
)
def test_no_content_of_the_facts_is_an_error(library, content):
    recording = record(library)
    (recording.folder / FACTS).write_bytes(content)
    (found,) = after_a_crash(library).unfinished()
    assert found.id == recording.id


def test_what_is_no_recording_is_passed_over(library):
    recording = library.keep(record(library).id)
    (library.folder / "notes.txt").write_text("mine")
    (library.folder / "20261399T996199Z-00000000").mkdir()
    (library.folder / "other").mkdir()
    assert recording in library.recordings()
    assert not library.unfinished()


@pytest.mark.parametrize("id", ["", "..", "../x", "20260101T000000Z-00000000", "other"])
def test_no_name_leads_out_of_the_folder(library, id):
    record(library)
    with pytest.raises(CaptureError, match="not there any more"):
        library.get(id)


def test_whose_it_is_can_be_changed_afterwards(library):
    recording = library.keep(record(library, "1").id)
    assert library.assign(recording.id, " 12\n").subject == "12"
    assert library.get(recording.id).subject == "12"


def test_whose_it_is_can_be_changed_while_it_is_recorded(library):
    recorder = Recorder(library, room=0)
    begun = recorder.start("1")
    feed(recorder, range(5))
    library.assign(begun.id, "2")
    assert recorder.stop().subject == "2"
    recorder.close()


def test_another_window_cannot_settle_what_is_recorded_here(library):
    recorder = Recorder(library, room=0)
    begun = recorder.start("1")
    feed(recorder, range(5))
    while recorder.elapsed == 0:
        pass
    other = RecordingLibrary(library.folder)
    for settle in (other.keep, other.discard):
        with pytest.raises(CaptureError, match="in use"):
            settle(begun.id)
    recorder.close()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="needs a disk of its own")
def test_a_folder_that_cannot_be_written_is_still_read(library, tmp_path):
    record(library)
    library = after_a_crash(library)
    subprocess.run(["mount", "--bind", library.folder, library.folder], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", library.folder], check=True)
        (found,) = library.unfinished()
        assert numbers_in(found) == list(range(20))
        for act in (library.keep, library.discard, lambda id: library.assign(id, "3")):
            with pytest.raises(OutputError, match="could not be written"):
                act(found.id)
        recorder = Recorder(library, room=0)
        with pytest.raises(OutputError):
            recorder.start("1")
        recorder.close()
        assert library.unfinished() == (found,)
    finally:
        subprocess.run(["umount", "-l", library.folder], check=True)


def test_a_lock_is_held_by_one_and_ends_with_its_process(tmp_path):
    place = tmp_path / "lock"
    assert not is_held(place)
    lock = hold(place)
    assert lock is not None
    assert is_held(place)
    assert hold(place) is None
    with held(place, patience=0.05) as got:
        assert not got
    lock.release()
    lock.release()
    assert not is_held(place)
    assert not place.exists()
    with held(place) as got:
        assert got
        assert is_held(place)
    script = (
        "import sys, time, pathlib; from engine.core.file_lock import hold; "
        "lock = hold(pathlib.Path(sys.argv[1])); print('held', flush=True); time.sleep(3600)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(place)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        assert is_held(place)
        process.kill()
        process.wait(SECONDS)
    assert place.exists()
    assert not is_held(place)
    again = hold(place)
    assert again is not None
    again.release()


def test_how_long_can_be_recorded_is_known(library):
    assert 0 < library.seconds_left() < float("inf")


def test_what_never_had_a_frame_goes_with_what_was_discarded(library):
    kept = library.keep(record(library).id)
    empty = record(library, count=0)
    (library.folder / "20260101T000000Z-00000000").mkdir()
    assert library.empty() == 1
    assert {one.id for one in library.recordings()} == {kept.id, empty.id}  # asked about still
    assert after_a_crash(library).empty() == 1
    assert library.recordings() == (kept,)


def test_what_was_discarded_lately_can_stay(library):
    discarded = library.discard(record(library).id)
    assert library.empty(older=timedelta(days=7)) == 0
    assert library.recordings() == (discarded,)
    assert library.empty() == 1


def test_what_a_later_version_noted_is_kept(library):
    recording = record(library)
    path = recording.folder / FACTS
    path.write_text(json.dumps(json.loads(path.read_text()) | {"lens": "wide"}))
    kept = after_a_crash(library).keep(recording.id)
    assert kept.subject == "7"
    assert json.loads(path.read_text())["lens"] == "wide"


def test_where_the_walk_is_can_be_noted(library):
    recording = library.keep(record(library).id)
    assert not recording.analysed
    noted = library.note_walk(recording.id, (1.5, 6.25))
    assert library.get(recording.id) == noted
    assert (noted.analysed, noted.walk) == (True, (1.5, 6.25))
