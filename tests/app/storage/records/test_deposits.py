"""A screening that goes on while the records are locked, or while somebody else is there, is not lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.core.errors import OutputError
from scolioapp.storage.records import deposits
from scolioapp.storage.records.judgements import digest_of
from scolioapp.storage.records.record_errors import LockedError, MissingRecordError
from scolioapp.storage.records.record_roles import Role
from tests.app.storage.records.made_records import FILES, LINE, NPZ, PASSWORD, Clinic

LATER = replace(LINE, person=2)


def test_a_result_is_handed_in_after_locking_and_is_of_whoever_began_it(clinic: Clinic) -> None:
    store = clinic.store
    clinic.become(Role.EXAMINER)
    examiner = store.user.id
    ticket = store.deposits.ticket(clinic.recording.id)
    store.lock()
    assert store.finish(ticket, LATER, FILES) is False
    [waiting] = (clinic.folder / "inbox").iterdir()
    assert NPZ[:40] not in waiting.read_bytes()
    clinic.again()
    clinic.become(Role.RESEARCHER)
    assert not waiting.exists()
    clinic.become(Role.REVIEWER)
    first, second = clinic.store.judgements.of(clinic.recording.id)
    assert (second.line, second.made_by, second.digest) == (LATER, examiner, digest_of(FILES))
    assert first.id == clinic.judgement.id
    assert clinic.store.judgements.files(second.id) == FILES
    clinic.store.verify()


def test_a_result_is_handed_in_while_somebody_else_is_there(clinic: Clinic) -> None:
    store = clinic.store
    clinic.become(Role.EXAMINER)
    examiner, ticket = store.user.id, store.deposits.ticket(clinic.recording.id)
    clinic.become(Role.RESEARCHER)
    assert store.finish(ticket, LATER, FILES) is True
    assert store.judgements.of(clinic.recording.id)[1].made_by == examiner
    # Handed in once more, as after a crash before it was taken out of the inbox.
    deposits.put(clinic.folder, ticket, LATER, FILES)
    clinic.again()
    clinic.become(Role.ADMINISTRATOR)
    assert len(clinic.store.judgements.of(clinic.recording.id)) == 2
    assert list((clinic.folder / "inbox").iterdir()) == []
    clinic.store.verify()


def test_what_fits_nothing_is_put_aside(clinic: Clinic) -> None:
    store = clinic.store
    ticket = store.deposits.ticket(clinic.recording.id)
    with pytest.raises(MissingRecordError):
        store.deposits.ticket("0" * 32)
    forged = replace(ticket, id="1" * 32)
    assert store.finish(forged, LATER, FILES) is False
    inbox = clinic.folder / "inbox"
    (inbox / f"{'2' * 32}.age").write_bytes(b"no age")
    store.recordings.delete(clinic.recording.id)
    assert store.finish(ticket, LATER, FILES) is True
    last = store.deposits.ticket(clinic.recording.id)
    clinic.clock.turn(days=40)
    store.bin.erase(recordings=[clinic.recording.id])
    assert store.finish(last, LATER, FILES) is False
    kept = {path.name for path in inbox.iterdir()}
    assert kept == {f"{name}.refused" for name in ("1" * 32, "2" * 32, last.id)}
    refused = [one for one in store.trail.entries() if one.action == "result.refused"]
    assert len(refused) == 3
    store.verify()


def test_a_full_disk_leaves_nothing_half_in(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = clinic.store.deposits.ticket(clinic.recording.id)
    clinic.store.lock()

    def refuse(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(deposits.os, "fsync", refuse)
    with pytest.raises(OutputError, match="No space left"):
        clinic.store.finish(ticket, LATER, FILES)
    assert list((clinic.folder / "inbox").iterdir()) == []
    monkeypatch.undo()
    assert clinic.store.finish(ticket, LATER, FILES) is False


def test_an_open_video_is_closed_by_locking(clinic: Clinic) -> None:
    long = {"video.mkv": bytes(3_000_000)}
    recording = clinic.store.recordings.add(clinic.visit.id, source="file", files=long)
    container = clinic.store.recordings.video(recording.id)
    stream = container.open("video.mkv")
    assert stream.read(5)
    clinic.store.lock()
    with pytest.raises(LockedError):
        container.read("video.mkv")
    stream.seek(2_000_000)
    with pytest.raises(LockedError):
        stream.read(5)
    clinic.store.unlock(Role.ADMINISTRATOR.value, PASSWORD)
    with clinic.store.recordings.video(clinic.recording.id) as again:
        assert again.read("video.mkv")
