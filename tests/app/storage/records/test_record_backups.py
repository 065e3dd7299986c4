"""Backups are whole when they say so, rotate, and open again on another computer."""

from __future__ import annotations

import os
import random
import shutil
import zipfile
from pathlib import Path

import pyrage
import pytest

from engine.core.errors import CancelledError, OutputError, ScolioError
from engine.core.progress import Cancel
from scolioapp.storage.records.backup_files import restore_archive, restore_folder
from scolioapp.storage.records.patients import PatientFields
from scolioapp.storage.records.record_errors import (
    DamagedError,
    RecordsError,
    WrongPasswordError,
)
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.record_store import RecordStore
from tests.app.storage.records.made_records import CHEAP, FILES, NAME, PASSWORD, VIDEO, Clinic

PASSPHRASE = "four plain words here"


@pytest.fixture(autouse=True)
def cheap_age(monkeypatch: pytest.MonkeyPatch) -> None:
    """The passphrase of the age format costs seconds: one key in its place, and still an error if wrong."""

    class Passphrase:
        encrypt = staticmethod(lambda data, phrase: phrase.encode() + b"|" + data)

        @staticmethod
        def decrypt(data: bytes, phrase: str) -> bytes:
            if not data.startswith(phrase.encode() + b"|"):
                raise pyrage.DecryptError("wrong")
            return data.partition(b"|")[2]

    monkeypatch.setattr(pyrage, "passphrase", Passphrase)


def check(clinic: Clinic, folder: Path) -> RecordStore:
    """Check restored records as the users of then open them."""
    store = RecordStore(folder, clock=clinic.clock, cost=CHEAP)
    store.unlock(Role.ADMINISTRATOR.value, PASSWORD)
    assert store.patients.search("王")[0].about.name == NAME
    assert store.judgements.files(clinic.judgement.id) == FILES
    with store.recordings.video(clinic.recording.id) as container:
        assert container.read("overlay.jpg") == VIDEO["overlay.jpg"]
    store.verify()
    assert "records.restored" in [entry.action for entry in store.trail.entries()]
    return store


def test_two_automatic_backups_rotate_and_each_can_be_restored(
    clinic: Clinic, tmp_path: Path
) -> None:
    store = clinic.store
    made = []
    for number in range(3):
        store.patients.add(PatientFields(f"B{number}"))
        made.append(store.backups.make())
        clinic.clock.turn(hours=1)
    assert store.backups.all() == [made[2], made[1]]
    assert not made[0].folder.exists()
    for backup, count in ((made[1], 3), (made[2], 4)):
        place = tmp_path / f"restored-{count}"
        restore_folder(backup.folder, place)
        restored = check(clinic, place)
        assert restored.patients.count() == count
        # The head that the backup names is on the chain of what came back.
        number, digest = backup.head.split("-")
        [entry] = restored.trail.entries(before=int(number) + 1, limit=1)
        assert entry.hash.startswith(digest)
        restored.close()


def test_what_was_erased_leaves_the_backups_with_their_rotation(clinic: Clinic) -> None:
    store = clinic.store
    store.backups.make()
    kept = clinic.folder / "backups" / "containers"
    assert len(list(kept.iterdir())) == 2
    store.bin.put(clinic.patient.id)
    store.bin.erase(patients=[clinic.patient.id])
    clinic.clock.turn(minutes=1)
    store.backups.make()
    assert len(list(kept.iterdir())) == 2
    clinic.clock.turn(minutes=1)
    store.backups.make()
    assert list(kept.iterdir()) == []


def test_backups_expire(clinic: Clinic) -> None:
    store = clinic.store
    first = store.backups.make()
    assert first.expires == store.bin.leaves_backups()
    clinic.clock.turn(days=40)
    second = store.backups.make()
    assert store.backups.all() == [second]
    # At an unlock, too, with whatever else holds an older copy of the database.
    aside = clinic.folder / "set-aside" / "long ago"
    before = clinic.folder / "backups" / "before-migration"
    for path in (aside, before):
        path.mkdir(parents=True)
        os.utime(path, times=(clinic.clock().timestamp(),) * 2)
    clinic.again().unlock(Role.ADMINISTRATOR.value, PASSWORD)
    assert aside.exists()
    assert before.exists()
    clinic.store.close()
    clinic.clock.turn(days=40)
    # Perhaps the clock is wrong: not at the first time.
    clinic.again().unlock(Role.ADMINISTRATOR.value, PASSWORD)
    assert clinic.store.backups.all() == [second]
    clinic.again().unlock(Role.ADMINISTRATOR.value, PASSWORD)
    assert clinic.store.backups.all() == []
    assert not aside.exists()
    assert not before.exists()
    assert list((clinic.folder / "backups" / "containers").iterdir()) == []


def test_a_backup_that_is_not_whole_never_counts(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = clinic.store
    first = store.backups.make()
    cancel = Cancel()
    cancel.set()
    with pytest.raises(CancelledError):
        store.backups.make(cancel=cancel)
    container = next((clinic.folder / "containers").iterdir())
    for kept in (clinic.folder / "backups" / "containers").iterdir():
        kept.unlink()
    aside = container.rename(container.with_suffix(".aside"))
    with pytest.raises(DamagedError):
        store.backups.make()
    aside.rename(container)
    assert store.backups.all() == [first]
    names = {path.name for path in (clinic.folder / "backups").iterdir()}
    assert names == {first.folder.name, "containers"}


def test_one_file_by_hand_opens_on_a_clean_profile(clinic: Clinic, tmp_path: Path) -> None:
    store = clinic.store
    path = tmp_path / "stick" / "records.scoliobackup"
    head = store.backups.save(path, PASSPHRASE)
    assert store.trail.entries(limit=1)[0].action == "backup.saved"
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    place = tmp_path / "another computer" / "records"
    place.parent.mkdir()
    assert restore_archive(path, PASSPHRASE, place) is None
    restored = check(clinic, place)
    assert restored.trail.entries(before=head.number + 1, limit=1)[0].hash == head.hash
    restored.close()
    assert [each.name for each in place.parent.iterdir()] == ["records"]


def test_records_that_are_there_are_moved_aside_only_if_asked(
    clinic: Clinic, tmp_path: Path
) -> None:
    path = tmp_path / "records.scoliobackup"
    clinic.store.backups.save(path, PASSPHRASE)
    clinic.store.patients.add(PatientFields("later"))
    clinic.store.close()
    with pytest.raises(RecordsError, match="already"):
        restore_archive(path, PASSPHRASE, clinic.folder)
    before = restore_archive(path, PASSPHRASE, clinic.folder, replace=True)
    check(clinic, clinic.folder).close()
    assert before is not None
    old = RecordStore(before, clock=clinic.clock, cost=CHEAP)
    old.unlock(Role.ADMINISTRATOR.value, PASSWORD)
    assert old.patients.count("later") == 1
    old.close()


def test_a_wrong_passphrase_is_told_from_a_damaged_file(clinic: Clinic, tmp_path: Path) -> None:
    path, place = tmp_path / "records.scoliobackup", tmp_path / "place"
    with pytest.raises(RecordsError, match="at least 8"):
        clinic.store.backups.save(path, "short")
    assert not path.exists()
    clinic.store.backups.save(path, PASSPHRASE)
    with pytest.raises(WrongPasswordError, match="passphrase"):
        restore_archive(path, "another passphrase", place)
    whole, chance = path.read_bytes(), random.Random(3)
    assert zipfile.is_zipfile(path)
    for number in range(12):
        at = chance.randrange(400, len(whole) - 400)
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(DamagedError):
            restore_archive(path, PASSPHRASE, place)
        path.write_bytes(whole[: at if number % 2 else len(whole) - number * 100 - 1])
        with pytest.raises(DamagedError):
            restore_archive(path, PASSPHRASE, place)
    for content in (b"", b"no zip"):
        path.write_bytes(content)
        with pytest.raises(DamagedError):
            restore_archive(path, PASSPHRASE, place)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["records", path.name]


def test_a_backup_folder_with_a_missing_file_is_refused(clinic: Clinic, tmp_path: Path) -> None:
    backup = clinic.store.backups.make()
    (backup.folder / "keys.json").unlink()
    with pytest.raises(ScolioError):
        restore_folder(backup.folder, tmp_path / "place")
    assert not (tmp_path / "place").exists()
    shutil.rmtree(backup.folder)
    assert clinic.store.backups.all() == []


def test_a_file_that_cannot_be_written_leaves_nothing(clinic: Clinic, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError):
        clinic.store.backups.save(tmp_path / "file" / "x.scoliobackup", PASSPHRASE)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "records"]
