"""What a thief, a crash, a full disk and a careless hand can do to the files, and what is said then."""

from __future__ import annotations

import logging
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from engine.core.classes import Outcome
from engine.core.errors import OutputError, ScolioError
from engine.core.kept_result import RESULT
from scolioapp.storage.records import encrypted_database, instance_lock
from scolioapp.storage.records.backup_files import restore_archive
from scolioapp.storage.records.encrypted_database import connect
from scolioapp.storage.records.patients import PatientFields
from scolioapp.storage.records.record_errors import (
    DamagedError,
    DoubtError,
    InUseError,
    NewerError,
)
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.record_store import RecordStore
from scolioapp.storage.records.records_session import CLOCK, OLDER
from tests.app.storage.records.made_records import (
    CHEAP,
    FILES,
    FOUND,
    JPEG,
    LINE,
    NAME,
    PASSWORD,
    Clinic,
)
from tests.patience import SECONDS

KILLS = "SCOLIOAPP_RECORD_KILLS"
DATABASE, DETECTED = "records.db", Outcome.DETECTED.value
ROOT = Path(__file__).parents[4]


def killed(folder: Path, rounds: int, seed: int) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.app.storage.records.killed_rounds", *map(str, (folder, rounds, seed))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "failed by itself" not in done.stderr
    return done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_killed_once_in_each_phase(tmp_path: Path) -> None:
    assert "killed 7 times" in killed(tmp_path, 4, seed=1)


@pytest.mark.heavy
@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_killed_at_moments_of_each_phase_evenly(tmp_path: Path) -> None:
    """The variable says how many kills saving, signing, migrating and backing up share."""
    count = int(os.environ.get(KILLS, "24"))
    told = killed(tmp_path, count, seed=2)
    assert "none lost" in told
    inside = dict(re.findall(r"(save|sign|migrate|back up) (\d+)", told))
    assert len(inside) == 4
    # One that ended just before the kill is no kill of it.
    assert all(int(each) >= count // 4 * 3 // 4 for each in inside.values()), told


PLANTED = (NAME, "王小明", "Planted-Name", "S-17", "mother of", "Ada Ministrator", "The reviewer")
CODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
PICTURES = (
    b"\xff\xd8\xff\xe0",
    b"JFIF",
    b"PK\x03\x04planted",
    b"NUMPY",
    b"\x1aE\xdf\xa3",
    b"planted",
)


def assert_nothing_readable(folder: Path) -> None:
    words = {word.encode(coding) for word in PLANTED for coding in CODINGS} | set(PICTURES)
    paths = [path for path in folder.rglob("*") if path.is_file()]
    assert len(paths) > 5
    for path in paths:
        content = path.read_bytes()
        # A ZIP of the age format begins like any other.
        for word in words:
            assert word not in content, f"{word!r} in {path.name}"
        for word in ("Planted", "S-17", "王"):
            assert word not in path.name


def test_no_file_holds_anything_readable(
    clinic: Clinic,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for variable in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(variable, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    store = clinic.store
    live = store.live.begin(clinic.visit.id, title=NAME)
    live.target.write(JPEG * 100)
    store.finish(store.deposits.ticket(clinic.recording.id), LINE, FILES)
    store.judgements.review(clinic.judgement.id, outcome=DETECTED, reason=f"planted {NAME}")
    store.signatures.sign(clinic.judgement.id, PASSWORD, f"planted {NAME}")
    store.merging.merge(store.patients.add(PatientFields("S-18", NAME)).id, clinic.patient.id)
    # While it is open, with its log; a temporary file would lie here, too.
    assert (clinic.folder / f"{DATABASE}-wal").stat().st_size > 0
    assert_nothing_readable(tmp_path)
    store.backups.make()
    live.target.close()
    store.live.keep(live.recording.id)
    path = tmp_path / "out" / "x.scoliobackup"
    store.backups.save(path, "a passphrase of words")
    assert_nothing_readable(tmp_path)
    store.close()
    restore_archive(path, "a passphrase of words", tmp_path / "again")
    assert_nothing_readable(tmp_path)
    assert list(temporary.iterdir()) == []
    assert all(word not in caplog.text for word in PLANTED)


def refused(clinic: Clinic, role: Role = Role.ADMINISTRATOR) -> ScolioError:
    """Return what is said when somebody wants in; nobody gets in and no file changes."""
    store = RecordStore(clinic.folder, clock=clinic.clock, cost=CHEAP)
    with closing(store), pytest.raises(ScolioError) as met:
        store.unlock(role.value, PASSWORD)
    assert not store.unlocked
    return met.value


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def test_a_changed_byte_of_the_database_lets_nobody_in(clinic: Clinic) -> None:
    clinic.store.close()
    path = clinic.folder / DATABASE
    whole = path.read_bytes()
    chance = random.Random(1)
    for at in (0, 20, 100, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(20))):
        flip(path, at)
        store = RecordStore(clinic.folder, clock=clinic.clock, cost=CHEAP)
        with pytest.raises(DamagedError, match="damaged"):
            store.unlock(Role.ADMINISTRATOR.value, PASSWORD)
        assert not store.unlocked
        store.close()
        path.write_bytes(whole)
    assert clinic.again().unlock(Role.ADMINISTRATOR.value, PASSWORD)
    clinic.store.verify()


def killed_copy(clinic: Clinic, place: Path) -> Clinic:
    """Return the records as a kill leaves them: with a log that is not in the database yet."""
    shutil.copytree(clinic.folder, place)
    clinic.store.close()
    assert (place / f"{DATABASE}-wal").stat().st_size > 10_000
    store = RecordStore(place, clock=clinic.clock, cost=CHEAP)
    return Clinic(
        store, "", clinic.patient, clinic.visit, clinic.recording, clinic.judgement, clinic.clock
    )


def test_a_changed_byte_of_the_log_lets_nobody_in_and_keeps_the_log(
    clinic: Clinic, tmp_path: Path
) -> None:
    clinic.store.patients.add(PatientFields("S-50"))
    crashed = killed_copy(clinic, tmp_path / "crashed")
    crashed.store.close()
    wal = crashed.folder / f"{DATABASE}-wal"
    whole = wal.read_bytes()
    chance = random.Random(2)
    for number in range(8):
        place = tmp_path / f"copy-{number}"
        shutil.copytree(crashed.folder, place)
        at = chance.randrange(32, len(whole))
        flip(place / wal.name, at)
        damaged = (place / wal.name).read_bytes()
        store = RecordStore(place, clock=clinic.clock, cost=CHEAP)
        with pytest.raises((DoubtError, DamagedError)):
            store.unlock(Role.ADMINISTRATOR.value, PASSWORD)
        store.close()
        [aside] = place.glob(f"set-aside/*/{wal.name}")
        assert aside.read_bytes() == damaged
    # The whole one has everything.
    store = RecordStore(crashed.folder, clock=clinic.clock, cost=CHEAP)
    store.unlock(Role.ADMINISTRATOR.value, PASSWORD)
    assert store.patients.count("S-50") == 1
    store.close()


def test_a_log_that_is_gone_is_noticed(clinic: Clinic, tmp_path: Path) -> None:
    crashed = killed_copy(clinic, tmp_path / "crashed")
    for ending in ("-wal", "-shm"):
        (crashed.folder / f"{DATABASE}{ending}").unlink(missing_ok=True)
    with pytest.raises((DoubtError, DamagedError)):
        crashed.store.unlock(Role.ADMINISTRATOR.value, PASSWORD)
    crashed.store.close()


def test_the_whole_file_put_back_to_an_older_copy_is_noticed(clinic: Clinic) -> None:
    clinic.store.close()
    path = clinic.folder / DATABASE
    older = path.read_bytes()
    store = clinic.again()
    store.unlock(Role.ADMINISTRATOR.value, PASSWORD)
    store.patients.add(PatientFields("S-50"))
    store.close()
    path.write_bytes(older)
    error = refused(clinic)
    assert isinstance(error, DoubtError)
    assert error.reason == OLDER
    assert "older copy" in str(error)
    assert path.read_bytes() == older


def test_one_page_put_back_to_an_older_copy_is_noticed(clinic: Clinic, tmp_path: Path) -> None:
    """SQLCipher takes such a page: it was written under the same key and number."""
    clinic.store.close()
    path = clinic.folder / DATABASE
    older = path.read_bytes()
    store = clinic.again()
    store.unlock(Role.ADMINISTRATOR.value, PASSWORD)
    about = PatientFields("S-17", "Another name altogether", notes="x" * 600)
    store.patients.change(clinic.patient.id, about)
    store.visits.change(clinic.visit.id, "2027-01-01", "other notes")
    store.close()
    newer = path.read_bytes()
    changed = [
        at for at in range(0, len(older), 4096) if older[at : at + 4096] != newer[at : at + 4096]
    ]
    assert len(changed) > 3
    let_in = []
    for at in changed:
        place = tmp_path / f"page-{at // 4096}"
        shutil.copytree(clinic.folder, place)
        (place / DATABASE).write_bytes(newer[:at] + older[at : at + 4096] + newer[at + 4096 :])
        with closing(RecordStore(place, clock=clinic.clock, cost=CHEAP)) as one:
            try:
                one.unlock(Role.ADMINISTRATOR.value, PASSWORD)
            except (DoubtError, DamagedError):
                assert not one.unlocked
            else:
                # Pages of the file's own book-keeping: everything is there as it was last.
                one.verify()
                assert one.patients.open(clinic.patient.id).about == about
                assert one.visits.of(clinic.patient.id)[0].notes == "other notes"
                let_in.append(at // 4096)
    assert len(let_in) <= 1


def test_only_an_administrator_accepts_an_older_copy_and_the_trail_says_so(
    clinic: Clinic,
) -> None:
    clinic.store.close()
    path = clinic.folder / DATABASE
    older = path.read_bytes()
    store = clinic.again()
    store.unlock(Role.ADMINISTRATOR.value, PASSWORD)
    store.patients.add(PatientFields("S-50"))
    store.close()
    path.write_bytes(older)
    store = clinic.again()
    with pytest.raises(DoubtError):
        store.unlock("reviewer", PASSWORD, accept=[OLDER])
    with pytest.raises(DoubtError):
        store.unlock(Role.ADMINISTRATOR.value, PASSWORD, accept=[CLOCK])
    store.unlock(Role.ADMINISTRATOR.value, PASSWORD, accept=[OLDER])
    assert "records.accepted" in [entry.action for entry in store.trail.entries(limit=3)]
    store.verify()
    assert clinic.again().unlock("reviewer", PASSWORD)


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.unlink(),
        lambda path: flip(path, 3),
        lambda path: flip(path, 600),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:512]),
    ],
    ids=["gone", "first slot", "second slot", "empty", "half"],
)
def test_an_anchor_that_was_tampered_with_lets_nobody_in(
    clinic: Clinic, harm: Callable[[Path], object]
) -> None:
    clinic.store.close()
    harm(clinic.folder / "trail.anchor")
    assert isinstance(refused(clinic), DoubtError)


def as_insider(clinic: Clinic, *statements: str) -> None:
    """Do what somebody with the key of the database and a tool of their own can do."""
    key = clinic.store._session.keys.database
    clinic.store.close()
    with closing(connect(clinic.folder / DATABASE, key)) as opened:
        for statement in statements:
            opened.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail SET user = 3 WHERE number = 4",
        "UPDATE trail SET made = '2020-01-01' WHERE number = 2",
        "DELETE FROM trail WHERE number = 5",
        "DELETE FROM trail WHERE number = 1",
        "DELETE FROM trail WHERE number > 6",
    ],
)
def test_a_changed_entry_of_the_trail_lets_nobody_in(clinic: Clinic, statement: str) -> None:
    as_insider(clinic, "DROP TRIGGER trail_no_update", "DROP TRIGGER trail_no_delete", statement)
    assert isinstance(refused(clinic), DamagedError | DoubtError)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM visits",
        "INSERT INTO visits (id, patient, date, examiner, notes, seal) SELECT "
        "hex(randomblob(16)), patient, date, examiner, notes, randomblob(16) FROM visits",
        "DELETE FROM consents",
    ],
)
def test_rows_that_come_or_go_past_the_door_let_nobody_in(clinic: Clinic, statement: str) -> None:
    as_insider(clinic, "PRAGMA foreign_keys = OFF", statement)
    assert isinstance(refused(clinic), DamagedError | DoubtError)


def test_a_row_that_was_changed_past_the_door_is_found_by_verifying(clinic: Clinic) -> None:
    as_insider(clinic, "UPDATE patients SET name = 'somebody else'")
    store = clinic.again()
    store.unlock(Role.ADMINISTRATOR.value, PASSWORD)
    with pytest.raises(DamagedError):
        store.verify()
    with pytest.raises(DamagedError):
        store.patients.open(clinic.patient.id)
    with pytest.raises(DamagedError):
        store.backups.make()


def test_a_damaged_exchanged_or_missing_container_is_noticed(clinic: Clinic) -> None:
    store = clinic.store
    second = store.judgements.add(clinic.recording.id, clinic.judgement.line, {RESULT: b"second"})
    paths = sorted((clinic.folder / "containers").iterdir(), key=lambda path: path.stat().st_size)
    smallest, judged = paths[0], paths[1]
    whole, other = judged.read_bytes(), smallest.read_bytes()
    for at in (0, 50, len(whole) // 2, len(whole) - 5):
        flip(judged, at)
        with pytest.raises(DamagedError):
            store.judgements.files(clinic.judgement.id)
        judged.write_bytes(whole)
    judged.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedError):
        store.judgements.files(clinic.judgement.id)
    judged.write_bytes(other)
    with pytest.raises(DamagedError):
        store.judgements.files(clinic.judgement.id)
    judged.unlink()
    with pytest.raises(DamagedError):
        store.judgements.files(clinic.judgement.id)
    with pytest.raises(DamagedError):
        store.verify()
    judged.write_bytes(whole)
    assert store.judgements.files(clinic.judgement.id) == FILES
    assert store.judgements.files(second.id) == {RESULT: b"second"}
    store.verify()


def test_a_second_instance_is_refused(clinic: Clinic) -> None:
    with pytest.raises(InUseError, match="another window"):
        RecordStore(clinic.folder)
    code = (
        "import sys; from pathlib import Path\n"
        "from scolioapp.storage.records.record_store import RecordStore\n"
        "RecordStore(Path(sys.argv[1]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(clinic.folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert "InUseError" in done.stderr
    clinic.store.close()
    RecordStore(clinic.folder).close()


def from_now_on(store: RecordStore, pragma: str, patch: pytest.MonkeyPatch) -> None:
    """Have every connection to the database begin with a setting."""
    patch.setattr(encrypted_database, "_PRAGMAS", (*encrypted_database._PRAGMAS, pragma))
    store._session.engine.dispose()


def test_a_full_disk_loses_nothing(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    store = clinic.store
    pages = (clinic.folder / DATABASE).stat().st_size // 4096 + 40
    from_now_on(store, f"max_page_count = {pages}", monkeypatch)
    count, number = store.patients.count(), store.head.number
    many = [PatientFields(f"F-{at}", notes="x" * 500) for at in range(200)]
    with pytest.raises(OutputError, match=r"could not be read or written: .*full"):
        store.patients.add_many(many)
    assert (store.patients.count(), store.head.number) == (count, number)
    # Containers and keys are refused as well, and leave nothing.
    before = sorted(path.name for path in clinic.folder.rglob("*"))
    real = os.fsync

    def refuse(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OutputError, match="No space left"):
        store.recordings.add(clinic.visit.id, source="file", files=FILES)
    with pytest.raises(OutputError, match="No space left"):
        store.backups.make()
    with pytest.raises(OutputError, match="No space left"):
        store.backups.save(clinic.folder.parent / "x.scoliobackup", PASSWORD)
    monkeypatch.setattr(os, "fsync", real)
    after = sorted(path.name for path in clinic.folder.rglob("*"))
    assert [name for name in after if name not in before] in ([], ["backups"])
    assert not (clinic.folder.parent / "x.scoliobackup").exists()
    clinic.again().unlock(Role.ADMINISTRATOR.value, PASSWORD)
    assert clinic.store.judgements.files(clinic.judgement.id) == FILES
    clinic.store.verify()


def test_a_folder_that_cannot_be_written_is_said_so(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As root, as here, nothing is read-only: the system's answer is played."""
    clinic.store.close()
    real = os.open

    def refuse(path: os.PathLike[str] | str, flags: int, *rest: int) -> int:
        if flags & os.O_RDWR:
            raise PermissionError(13, "Permission denied")
        return real(path, flags, *rest)

    monkeypatch.setattr(instance_lock.os, "open", refuse)
    with pytest.raises(OutputError, match="Permission denied"):
        RecordStore(clinic.folder)
    monkeypatch.setattr(instance_lock.os, "open", real)


def test_a_database_that_cannot_be_written_is_said_so(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = clinic.store
    from_now_on(store, "query_only = ON", monkeypatch)
    with pytest.raises(OutputError, match=r"could not be read or written: .*readonly"):
        store.visits.find(clinic.visit.id, FOUND)
    assert len(store.visits.findings(clinic.visit.id)) == 1


def test_a_newer_database_is_left_as_it_is(clinic: Clinic) -> None:
    as_insider(clinic, "PRAGMA user_version = 99")
    path = clinic.folder / DATABASE
    before = path.read_bytes()
    error = refused(clinic)
    assert isinstance(error, NewerError)
    assert "Install the newer version" in str(error)
    assert path.read_bytes() == before


def test_a_clock_that_is_set_back_lets_nobody_in_until_it_is_right(clinic: Clinic) -> None:
    clinic.store.close()
    clinic.clock.turn(days=-3)
    error = refused(clinic)
    assert isinstance(error, DoubtError)
    assert error.reason == CLOCK
    assert "clock" in str(error)
    clinic.clock.turn(days=3)
    assert clinic.again().unlock("examiner", PASSWORD)
    # A clock that once ran ahead: an administrator knows better.
    clinic.store.close()
    clinic.clock.turn(days=-3)
    store = clinic.again()
    assert store.unlock(Role.ADMINISTRATOR.value, PASSWORD, accept=[CLOCK])
    assert clinic.again().unlock("examiner", PASSWORD)


def test_a_clock_that_is_set_back_while_the_program_runs_is_noticed_later(clinic: Clinic) -> None:
    clinic.clock.turn(days=-3)
    clinic.store.patients.open(clinic.patient.id)
    clinic.store.close()
    error = refused(clinic)
    assert isinstance(error, DoubtError)
    assert error.reason == CLOCK


def test_a_missing_database_or_ring_is_said_so(clinic: Clinic) -> None:
    clinic.store.close()
    keys, database = clinic.folder / "keys.json", clinic.folder / DATABASE
    aside = clinic.folder / "aside"
    keys.rename(aside)
    with pytest.raises(ScolioError, match="missing"):
        RecordStore(clinic.folder)
    aside.rename(keys)
    database.rename(aside)
    assert isinstance(refused(clinic), DamagedError)
    aside.rename(database)
    assert clinic.again().unlock("examiner", PASSWORD)
