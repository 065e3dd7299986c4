"""What a camera sends is encrypted as it comes: nothing is readable, and a crash costs the last moment."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest

from scolioapp.storage.records.containers import CHUNK, Container
from scolioapp.storage.records.encrypted_target import EncryptedTarget
from scolioapp.storage.records.patients import PatientFields
from scolioapp.storage.records.record_errors import MissingRecordError, RecordsError
from scolioapp.storage.records.record_roles import Role
from tests.app.storage.records.made_records import PASSWORD, Clinic

KEY = b"k" * 32


@pytest.mark.parametrize("seed", range(4))
def test_a_target_is_like_a_file(tmp_path: Path, seed: int) -> None:
    chance, model = random.Random(seed), io.BytesIO()
    target = EncryptedTarget(tmp_path / "c.records", KEY, "video.mkv")
    for _ in range(60):
        size = len(model.getvalue())
        what = chance.choice(["write", "write", "write", "seek", "end", "cut", "sync", "beyond"])
        if what == "write":
            data = chance.randbytes(chance.choice([1, 100, 70_000, 300_000]))
            assert target.write(data) == model.write(data)
        elif what == "seek":
            place = chance.randrange(size + 1)
            assert target.seek(place) == model.seek(place)
        elif what == "end":
            assert target.seek(0, io.SEEK_END) == model.seek(0, io.SEEK_END)
        elif what == "beyond":
            assert target.seek(1000, io.SEEK_END) == model.seek(1000, io.SEEK_END)
        elif what == "cut":
            shorter = chance.choice([size, max(0, size - 10), size // CHUNK * CHUNK])
            target.cut(shorter)
            model.truncate(shorter)
            assert target.seek(0, io.SEEK_END) == model.seek(0, io.SEEK_END)
        else:
            target.sync()
        assert target.tell() == model.tell()
    target.close()
    target.close()
    with Container(tmp_path / "c.records", KEY) as container:
        assert container.read("video.mkv") == model.getvalue()
    assert [path.name for path in tmp_path.iterdir()] == ["c.records"]


def test_a_recording_is_made_and_kept(clinic: Clinic) -> None:
    store = clinic.store
    clinic.become(Role.EXAMINER)
    before = store.recordings.of(clinic.visit.id)
    live = store.live.begin(clinic.visit.id, title="walk")
    live.target.write(b"planted frame " * 200_000)
    for path in (clinic.folder / "containers").iterdir():
        assert b"planted" not in path.read_bytes()
    # Neither in the list nor offered while it is made; and not to be kept yet.
    assert store.recordings.of(clinic.visit.id) == before
    assert store.live.unfinished() == []
    with pytest.raises(MissingRecordError):
        store.live.keep(live.recording.id)
    live.target.close()
    assert [each.id for each in store.live.unfinished()] == [live.recording.id]
    store.live.keep(live.recording.id)
    assert store.live.unfinished() == []
    assert store.recordings.of(clinic.visit.id)[-1] == live.recording
    with store.recordings.video(live.recording.id) as container:
        assert container.read("video.mkv") == b"planted frame " * 200_000
    store.verify()


def test_locking_stops_no_recording(clinic: Clinic) -> None:
    store = clinic.store
    live = store.live.begin(clinic.visit.id)
    live.target.write(b"before")
    store.lock()
    live.target.write(b" and after")
    live.target.close()
    clinic.become(Role.EXAMINER)
    [offered] = store.live.unfinished()
    store.live.keep(offered.id)
    with store.recordings.video(offered.id) as container:
        assert container.read("video.mkv") == b"before and after"


def test_one_that_is_made_is_in_no_backup_until_it_is_kept(clinic: Clinic) -> None:
    store = clinic.store
    live = store.live.begin(clinic.visit.id)
    live.target.write(bytes(10))
    kept = clinic.folder / "backups" / "containers"
    store.backups.make()
    assert len(list(kept.iterdir())) == 2
    store.verify()
    live.target.close()
    store.live.keep(live.recording.id)
    clinic.clock.turn(minutes=1)
    store.backups.make()
    assert len(list(kept.iterdir())) == 3
    store.recordings.delete(live.recording.id)
    store.bin.erase(recordings=[live.recording.id])
    store.verify()


def test_no_consent_no_recording_and_nothing_is_left(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = clinic.store
    other = store.patients.add(PatientFields("S-18"))
    visit = store.visits.add(other.id, "2026-11-29")
    before = sorted((clinic.folder / "containers").iterdir())
    with pytest.raises(RecordsError, match="No consent"):
        store.live.begin(visit.id)
    with pytest.raises(MissingRecordError):
        store.live.begin("0" * 32)

    def crash(*_: object, **__: object) -> str:
        raise OSError("crash")

    monkeypatch.setattr("scolioapp.storage.records.record_change.Change.insert", crash)
    with pytest.raises(OSError, match="crash"):
        store.live.begin(clinic.visit.id)
    monkeypatch.undo()
    assert sorted((clinic.folder / "containers").iterdir()) == before
    store.unlock(Role.ADMINISTRATOR.value, PASSWORD)
    store.verify()


def test_after_a_failure_a_target_holds_what_was_committed(tmp_path: Path) -> None:
    target = EncryptedTarget(tmp_path / "c.records", KEY, "video.mkv")
    whole = random.Random(3).randbytes(3 * CHUNK + 1000)
    target.write(whole)
    target.sync()
    target.write(b"x" * (2 * CHUNK))
    target._opened.execute("PRAGMA max_page_count = 1")  # no page more: as on a full disk
    with pytest.raises(OSError, match="No space left"):
        target.write(b"y" * (8 << 20))
    # As whoever writes does then: what is no whole frame is taken off.
    target.cut(len(whole) + 5)
    target.sync()
    target.put("facts", b"small")
    target.close()
    target.put("facts", b"later")
    target.forget()
    with Container(tmp_path / "c.records", KEY) as container:
        assert container.read("video.mkv") == whole
        assert container.read("facts") == b"later"
