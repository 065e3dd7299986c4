"""Recordings in the records are made smaller from container to container, with nothing readable between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.capture.captured_recording import CapturedRecording
from engine.core import video_sources
from engine.core.errors import CaptureError, OutputError
from engine.video import VideoFile
from scolioapp.jobs.child_process import in_child_process
from scolioapp.storage.record_videos import RecordVideos
from scolioapp.storage.recorded_conversions import RecordedConversions
from scolioapp.storage.recorded_library import RecordedLibrary
from scolioapp.storage.records.record_errors import MissingRecordError
from scolioapp.storage.records.record_roles import Role
from tests.app.storage.records.made_records import Clinic
from tests.app.storage.records.test_killed_recording import readable_in
from tests.app.storage.records.test_recorded_library import record
from tests.engine.capture.made_frames import STEP, numbers_in


@pytest.fixture
def library(clinic: Clinic) -> Iterator[RecordedLibrary]:
    clinic.become(Role.EXAMINER)
    made = RecordedLibrary(lambda: clinic.store)
    with video_sources.registered(RecordVideos(lambda: clinic.store)):
        yield made


@pytest.fixture
def conversions(clinic: Clinic, library: RecordedLibrary) -> RecordedConversions:
    return RecordedConversions(lambda: clinic.store, lambda: library)


def kept(library: RecordedLibrary, count: int = 20) -> CapturedRecording:
    return library.keep(record(library, count).id)


def files(clinic: Clinic) -> set[Path]:
    return set((clinic.folder / "containers").iterdir())


def test_one_is_converted_in_a_process_of_its_own(
    clinic: Clinic,
    library: RecordedLibrary,
    conversions: RecordedConversions,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    one = kept(library)
    assert conversions.recording_of(one.path) == one.id
    assert conversions.waiting() == ()
    conversions.note_walk(one.id, (5 * STEP, 14 * STEP))
    assert conversions.waiting() == (one.id,)
    before = files(clinic)
    order = conversions.order(one.id)
    shown = repr(order)
    in_child_process(order.work, *order.arguments)(None, None)
    assert readable_in(tmp_path) == []
    order.done()
    assert readable_in(tmp_path) == []
    now = library.get(one.id)
    assert now.converted is not None
    assert (now.converted.codec, now.converted.frames) == ("h264", 10)
    assert now.converted.bytes_before > now.converted.bytes_after > 0
    assert numbers_in(now) == list(range(5, 15))
    with VideoFile(now.path) as video:
        # Times are those of the recording.
        assert next(video.frames()).seconds == pytest.approx(5 * STEP, abs=0.001)
    assert conversions.waiting() == ()
    assert len(files(clinic) & before) == len(before) - 1
    assert len(files(clinic)) == len(before)
    copy = order.arguments[0]
    assert copy.key.hex() not in shown  # type: ignore[attr-defined]
    assert repr(copy.key)[2:-1] not in shown  # type: ignore[attr-defined]
    clinic.become(Role.ADMINISTRATOR)
    clinic.store.verify()


def test_one_that_is_broken_off_leaves_the_recording_as_it_was(
    clinic: Clinic, library: RecordedLibrary, conversions: RecordedConversions
) -> None:
    one = kept(library)
    conversions.note_walk(one.id, None)
    before = files(clinic)
    order = conversions.order(one.id)
    copy = order.arguments[0]
    copy.path.write_bytes(b"half")  # type: ignore[attr-defined]
    order.dropped()
    assert files(clinic) == before
    assert conversions.waiting() == (one.id,)
    assert numbers_in(library.get(one.id)) == list(range(20))


def test_one_that_was_deleted_meanwhile_is_not_swapped(
    clinic: Clinic, library: RecordedLibrary, conversions: RecordedConversions
) -> None:
    one = kept(library)
    conversions.note_walk(one.id, None)
    order = conversions.order(one.id)
    order.work(*order.arguments, progress=lambda _: None)
    library.discard(one.id)
    with pytest.raises(CaptureError, match="not kept"):
        order.done()
    library.keep(one.id)
    other = conversions.order(one.id)
    other.work(*other.arguments, progress=lambda _: None)
    other.done()
    with pytest.raises(MissingRecordError):
        order.done()


def test_a_walk_that_is_found_while_locked_is_noted_at_the_next_unlock(
    clinic: Clinic, library: RecordedLibrary, conversions: RecordedConversions
) -> None:
    one = kept(library)
    clinic.store.lock()
    conversions.note_walk(one.id, (0.1, 0.3))
    assert conversions.waiting() == ()
    clinic.become(Role.EXAMINER)
    assert conversions.waiting() == (one.id,)
    assert library.get(one.id).walk == (0.1, 0.3)


def test_room_is_measured_first(
    library: RecordedLibrary, conversions: RecordedConversions, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = kept(library)
    conversions.note_walk(one.id, None)
    monkeypatch.setattr("engine.capture.conversion.size_of", lambda _: 1 << 60)
    with pytest.raises(OutputError, match="Not enough space"):
        conversions.order(one.id)
