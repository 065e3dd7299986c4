"""The way of a patient through the records, as a window drives it."""

from __future__ import annotations

import ast
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy import select

from engine.core.classes import Outcome
from engine.core.errors import CancelledError, OutputError, ScolioError
from engine.core.kept_result import SEQUENCE
from engine.core.progress import Cancel
from engine.gait.sequence import GaitSequence
from scolioapp.storage.records import record_store
from scolioapp.storage.records.encrypted_database import writing
from scolioapp.storage.records.judgements import JudgementLine
from scolioapp.storage.records.patients import PatientFields
from scolioapp.storage.records.preferences import RecordPreferences
from scolioapp.storage.records.record_errors import (
    LockedError,
    MissingRecordError,
    RecordsError,
    SignedError,
    WrongPasswordError,
)
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.record_store import Account, RecordStore
from scolioapp.storage.records.record_tables import TRAIL
from scolioapp.storage.records.schema_migration import NEWEST, migrate, version_of
from scolioapp.storage.records.visits import ExaminerFindings
from tests.app.storage.records.made_records import (
    CHEAP,
    FIGURES,
    FILES,
    FOUND,
    LINE,
    NAME,
    PASSWORD,
    VIDEO,
    WALK,
    Clinic,
)
from tests.patience import SECONDS


def actions(store: RecordStore, subject: str = "") -> list[str]:
    return [entry.action for entry in store.trail.entries(subject=subject)]


def test_what_was_written_is_there_after_another_start(clinic: Clinic) -> None:
    store = clinic.again()
    clinic.become(Role.EXAMINER)
    [found] = store.patients.search("王小明")
    assert found.about == clinic.patient.about
    assert (found.last_visit, found.visits) == ("2026-11-29", 1)
    [visit] = store.visits.of(found.id)
    assert visit == clinic.visit
    assert [each.found for each in store.visits.findings(visit.id)] == [FOUND]
    [recording] = store.recordings.of(visit.id)
    assert (recording.title, recording.has_video) == (NAME, True)
    with store.recordings.video(recording.id) as container:
        assert {name: container.read(name) for name in container.names} == VIDEO
    [judgement] = store.judgements.of(recording.id)
    assert (judgement.line, judgement.state, judgement.outcome) == (LINE, "draft", LINE.outcome)
    assert store.judgements.files(judgement.id) == FILES
    walk = GaitSequence.parse(store.judgements.sequence(judgement.id), SEQUENCE)
    assert np.array_equal(walk.keypoints, WALK.keypoints)
    assert (WALK.source.name, walk.source.name) == (f"{NAME}.mp4", "")
    assert store.judgements.judged_by("ab" * 32) == 1
    store.verify()


def test_search_as_one_types(store: RecordStore) -> None:
    many = [
        PatientFields(f"N{n:03d}", f"Kind {n} 李{chr(0x4E00 + n)}", class_name="3a")
        for n in range(120)
    ]
    store.patients.add_many(many)
    assert store.patients.count() == 121
    assert [one.about.number for one in store.patients.search("李\u4e05")] == ["N005"]
    assert store.patients.count("3A kind 11") == 11
    assert store.patients.count("\uff2bIND 5 n005") == 1
    assert store.patients.count("100%") == 0
    assert store.patients.count("_") == 0
    pages = [store.patients.search("kind", offset=at, limit=50) for at in (0, 50, 100)]
    assert [len(page) for page in pages] == [50, 50, 20]
    assert len({one.id for page in pages for one in page}) == 120


def test_everything_over_time(clinic: Clinic) -> None:
    store = clinic.store
    earlier = store.visits.add(clinic.patient.id, "2025-01-01")
    recording = store.recordings.add(earlier.id, source="file")
    first = store.judgements.add(recording.id, replace(LINE, figures=()), FILES)
    over_time = store.judgements.of_patient(clinic.patient.id)
    assert [(each.date, each.judgement.id) for each in over_time] == [
        ("2025-01-01", first.id),
        ("2026-11-29", clinic.judgement.id),
    ]
    assert [each.judgement.line.figures for each in over_time] == [(), FIGURES]
    store.preferences.write(RecordPreferences(blinding=True))
    hidden = store.judgements.of_patient(clinic.patient.id)
    assert [each.judgement.hidden for each in hidden] == [True, False]


def test_visits_of_a_day(clinic: Clinic) -> None:
    store = clinic.store
    later = store.visits.add(clinic.patient.id, "2026-12-01")
    assert store.visits.between("2026-11-29", "2026-11-30") == [clinic.visit]
    assert store.visits.between("2026-11-29", "2026-12-01") == [clinic.visit, later]
    store.bin.put(clinic.patient.id)
    assert store.visits.between("2026-01-01", "2026-12-31") == []


def test_viewing_is_an_entry_of_the_trail_which_holds_no_name(clinic: Clinic) -> None:
    store = clinic.store
    store.patients.open(clinic.patient.id)
    assert actions(store, clinic.patient.id)[0] == "patient.viewed"
    told = repr(store.trail.entries(limit=1000))
    for word in ("王", "Planted", "S-17", "mother", "Ada"):
        assert word not in told


def test_faulty_patients_are_refused_and_nothing_is_half_in(clinic: Clinic) -> None:
    store = clinic.store
    count = store.patients.count()
    for about, words in (
        (PatientFields(" "), "no number"),
        (PatientFields("S-17"), "belongs to another patient"),
        (PatientFields("new", sex="maybe"), "none that is known"),
    ):
        with pytest.raises(RecordsError, match=words):
            store.patients.add_many([PatientFields("first"), about])
    assert store.patients.count() == count
    with pytest.raises(RecordsError, match="is no date"):
        store.visits.add(clinic.patient.id, "29.11.2026")
    with pytest.raises(MissingRecordError):
        store.visits.add("0" * 32, "2026-11-29")


def test_a_recording_needs_a_consent_that_holds_today(clinic: Clinic) -> None:
    store = clinic.store
    other = store.patients.add(PatientFields("S-18"))
    visit = store.visits.add(other.id, "2026-11-29")
    assert store.recordings.needs_consent(other.id)
    with pytest.raises(RecordsError, match="No consent"):
        store.recordings.add(visit.id, source="camera", files=VIDEO)
    store.patients.add_consent(other.id, "father", "2020-01-01", "screening", "2020-12-31")
    assert store.recordings.needs_consent(other.id)
    consent = store.patients.add_consent(other.id, "father", "2020-01-01", "screening")
    assert not store.recordings.needs_consent(other.id)
    store.patients.withdraw_consent(consent.id, "2021-01-01")
    assert store.recordings.needs_consent(other.id)
    store.preferences.write(RecordPreferences(consent_required=False))
    assert store.recordings.add(visit.id, source="camera").source == "camera"


def test_a_cancelled_recording_leaves_nothing(clinic: Clinic) -> None:
    cancel = Cancel()
    cancel.set()
    before = sorted(clinic.folder.rglob("*"))
    with pytest.raises(CancelledError):
        clinic.store.recordings.add(clinic.visit.id, source="file", files=VIDEO, cancel=cancel)
    assert sorted(clinic.folder.rglob("*")) == before
    assert len(clinic.store.recordings.of(clinic.visit.id)) == 1


def test_draft_reviewed_signed_amended(clinic: Clinic) -> None:
    store, first = clinic.store, clinic.judgement
    clinic.become(Role.REVIEWER)
    with pytest.raises(RecordsError, match="Only a reviewed"):
        store.signatures.sign(first.id, PASSWORD, "responsible for the finding")
    with pytest.raises(RecordsError, match="needs a reason"):
        store.judgements.review(first.id, outcome=Outcome.DETECTED.value)
    store.judgements.review(first.id, outcome=Outcome.DETECTED.value, reason="seen by eye")
    with pytest.raises(WrongPasswordError):
        store.signatures.sign(first.id, "wrong password", "responsible for the finding")
    signature = store.signatures.sign(first.id, PASSWORD, "responsible for the finding")
    assert signature.name == "The reviewer"
    [kept] = store.judgements.of(clinic.recording.id)
    assert (kept.state, kept.outcome) == ("signed", Outcome.DETECTED.value)
    assert [step.state for step in kept.steps] == ["reviewed", "signed"]
    for change in (
        lambda: store.judgements.review(first.id),
        lambda: store.judgements.add(clinic.recording.id, LINE, FILES),
    ):
        with pytest.raises(SignedError, match="signed"):
            change()
    with pytest.raises(RecordsError, match="needs a reason"):
        store.judgements.amend(first.id, " ")
    line = JudgementLine(Outcome.NOT_DETECTED.value, "usable", person=2)
    second = store.judgements.amend(first.id, "wrong person", line, {**FILES, SEQUENCE: b"other"})
    old, new = store.judgements.of(clinic.recording.id)
    assert (old.state, old.outcome, new.state, new.amends) == (
        "amended",
        Outcome.DETECTED.value,
        "draft",
        first.id,
    )
    assert store.judgements.files(first.id) == FILES
    assert store.judgements.files(second.id)[SEQUENCE] == b"other"
    assert [each.holds for each in store.signatures.of(first.id)] == [True]
    assert store.signatures.of(second.id) == []
    assert store.signatures.find(signature.code).judgement == first.id
    store.verify()


def test_findings_that_are_written_later_leave_a_signature_as_it_is(clinic: Clinic) -> None:
    store = clinic.store
    store.judgements.review(clinic.judgement.id)
    store.signatures.sign(clinic.judgement.id, PASSWORD, "responsible")
    later = FOUND.model_copy(update={"came_of_it": "radiograph: 12 degrees"})
    assert store.visits.find(clinic.visit.id, later).number == 2
    assert [each.found for each in store.visits.findings(clinic.visit.id)] == [later, FOUND]
    assert store.signatures.of(clinic.judgement.id)[0].holds


def test_a_signature_fits_no_other_record(clinic: Clinic) -> None:
    """Even somebody who gets at the database by its key cannot put it under another judgement."""
    store = clinic.store
    other = store.judgements.add(clinic.recording.id, replace(LINE, person=2), FILES)
    store.judgements.review(clinic.judgement.id)
    signature = store.signatures.sign(clinic.judgement.id, PASSWORD, "responsible")
    with writing(store._session.engine) as connection:
        connection.exec_driver_sql("DROP TRIGGER signatures_no_update")
        connection.exec_driver_sql("UPDATE signatures SET judgement = ?", (other.id,))
    [moved] = store.signatures.of(other.id)
    assert (moved.id, moved.holds) == (signature.id, False)


def test_rows_are_written_in_one_place() -> None:
    folder = Path(record_store.__file__).parent
    writers = {
        path.name
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "sqlalchemy"
        if {each.name for each in node.names} & {"insert", "update", "delete"}
    }
    assert writers == {"record_change.py", "chained_trail.py"}


def test_rows_that_are_never_written_over(store: RecordStore) -> None:
    for statement in (
        "UPDATE trail SET detail = 'x'",
        "DELETE FROM trail",
        "UPDATE judgements SET outcome = 'x'",
        "UPDATE findings SET document = '{}'",
    ):
        with pytest.raises(Exception, match="never changed"), writing(store._session.engine) as c:
            c.exec_driver_sql(statement)


def test_blinding_asks_for_the_examiners_own_finding_first(clinic: Clinic) -> None:
    store = clinic.store
    store.preferences.write(RecordPreferences(blinding=True, consent_required=False))
    visit = store.visits.add(clinic.patient.id, "2026-11-30")
    recording = store.recordings.add(visit.id, source="file")
    judgement = store.judgements.add(recording.id, LINE, FILES)
    assert (judgement.hidden, judgement.line.outcome) == (True, "")
    assert LINE.outcome not in repr(store.judgements.of(recording.id))
    for look in (
        lambda: store.judgements.files(judgement.id),
        lambda: store.judgements.sequence(judgement.id),
        lambda: store.judgements.review(judgement.id),
    ):
        with pytest.raises(RecordsError, match="own finding"):
            look()
    store.visits.find(visit.id, ExaminerFindings(forward_bend="even"))
    assert store.judgements.of(recording.id)[0].line == LINE
    assert store.judgements.files(judgement.id) == FILES


def test_a_recording_of_the_wrong_child_is_moved(clinic: Clinic) -> None:
    store = clinic.store
    store.judgements.review(clinic.judgement.id)
    store.signatures.sign(clinic.judgement.id, PASSWORD, "responsible")
    other = store.patients.add(PatientFields("S-18", "李四"))
    visit = store.visits.add(other.id, "2026-11-29")
    store.recordings.move(clinic.recording.id, visit.id)
    assert store.recordings.of(clinic.visit.id) == []
    with store.recordings.video(clinic.recording.id) as container:
        assert container.read("video.mkv") == VIDEO["video.mkv"]
    [judgement] = store.judgements.of(clinic.recording.id)
    assert judgement.state == "draft"
    assert [each.holds for each in store.signatures.of(judgement.id)] == [False]
    entry = store.trail.entries(subject=other.id)[1]
    assert entry.action == "recording.moved"
    assert clinic.patient.id in entry.detail
    # The key of the first child opens it no more: erasing that child leaves it whole.
    store.bin.put(clinic.patient.id)
    store.bin.erase(patients=[clinic.patient.id])
    assert store.judgements.files(judgement.id) == FILES
    store.verify()


def test_two_records_of_one_child_are_merged_and_parted_again(clinic: Clinic) -> None:
    store = clinic.store
    store.judgements.review(clinic.judgement.id)
    store.signatures.sign(clinic.judgement.id, PASSWORD, "responsible")
    kept = store.patients.add(PatientFields("S-99", "王小明"))
    merge = store.merging.merge(kept.id, clinic.patient.id)
    assert [one.id for one in store.patients.search("王")] == [kept.id]
    assert [one.id for one in store.visits.of(kept.id)] == [clinic.visit.id]
    assert len(store.patients.consents(kept.id)) == 1
    assert store.judgements.files(clinic.judgement.id) == FILES
    assert store.signatures.of(clinic.judgement.id)[0].holds
    later = store.visits.add(kept.id, "2027-01-01")
    with pytest.raises(RecordsError, match="cannot be merged"):
        store.merging.merge(kept.id, clinic.patient.id)
    assert store.merging.of(kept.id) == [merge]
    store.merging.undo(merge.id)
    assert [one.id for one in store.visits.of(kept.id)] == [later.id]
    assert [one.id for one in store.visits.of(clinic.patient.id)] == [clinic.visit.id]
    both = {one.id: one.about for one in store.patients.search("王")}
    assert both[clinic.patient.id] == clinic.patient.about
    assert store.judgements.files(clinic.judgement.id) == FILES
    assert store.signatures.of(clinic.judgement.id)[0].holds
    with pytest.raises(RecordsError, match="undone already"):
        store.merging.undo(merge.id)
    store.verify()


def test_the_recycle_bin_gives_back_and_erasing_erases(clinic: Clinic) -> None:
    store, patient = clinic.store, clinic.patient.id
    with pytest.raises(RecordsError, match="in the recycle bin"):
        store.bin.erase(patients=[patient])
    store.bin.put(patient)
    assert store.patients.search() == []
    assert [one.id for one in store.bin.patients()] == [patient]
    store.bin.restore(patient)
    assert [one.id for one in store.patients.search()] == [patient]
    store.recordings.delete(clinic.recording.id)
    assert store.recordings.of(clinic.visit.id) == []
    store.recordings.restore(clinic.recording.id)
    store.bin.put(patient)
    files = list((clinic.folder / "containers").iterdir())
    assert len(files) == 2
    database, key = clinic.folder / "records.db", store._session.keys.database
    store.lock()
    assert NAME.encode() in decrypted(database, key)
    clinic.become(Role.ADMINISTRATOR)
    store.bin.erase(patients=[patient])
    assert not any(path.exists() for path in files)
    assert store.bin.patients() == []
    with pytest.raises(MissingRecordError):
        store.patients.open(patient)
    assert (clinic.folder / "records.db-wal").stat().st_size == 0
    assert actions(store, patient)[0] == "patient.erased"
    store.verify()
    # Not even with the key of the database: no page holds a name any more, the free ones included.
    store.close()
    plain = decrypted(database, key)
    assert b"CREATE TABLE visits" in plain
    for word in (NAME, "S-17", "mother of"):
        assert word.encode() not in plain


def decrypted(path: Path, key: bytes) -> bytes:
    """Return every page of a SQLCipher file as it is under its encryption, free ones included."""
    content, pages = path.read_bytes(), []
    for at in range(0, len(content), 4096):
        page = content[at : at + 4096]
        start, end = (16 if at == 0 else 0), 4096 - 80
        decryptor = Cipher(algorithms.AES(key), modes.CBC(page[end : end + 16])).decryptor()
        pages.append(decryptor.update(page[start:end]))
    return b"".join(pages)


def test_what_is_due_by_its_period(clinic: Clinic) -> None:
    store, patient = clinic.store, clinic.patient.id
    assert store.bin.due().patients == ()
    store.recordings.delete(clinic.recording.id)
    clinic.clock.turn(days=29)
    assert store.bin.due().recordings == ()
    clinic.clock.turn(days=2)
    assert store.bin.due().recordings == (clinic.recording.id,)
    store.bin.erase(recordings=store.bin.due().recordings)
    assert list((clinic.folder / "containers").iterdir()) == []
    store.preferences.write(RecordPreferences(keep_years=10))
    clinic.clock.turn(days=365 * 9)
    assert store.bin.due().patients == ()
    clinic.clock.turn(days=400)
    assert store.bin.due().patients == (patient,)
    store.bin.keep_until(patient, "2099-01-01")
    assert store.bin.due().patients == ()
    store.bin.keep_until(patient, "")
    store.bin.erase(patients=[patient])
    store.verify()


def test_an_older_schema_is_brought_up_at_unlocking_and_kept_beside(clinic: Clinic) -> None:
    engine = clinic.store._session.engine
    migrate(engine, 1)
    store = clinic.again()
    clinic.become(Role.ADMINISTRATOR)
    assert store.patients.search("王")[0].about == clinic.patient.about
    assert store.judgements.files(clinic.judgement.id) == FILES
    assert "records.migrated" in actions(store)
    with store._session.reading() as connection:
        assert version_of(connection) == NEWEST
    assert (clinic.folder / "backups" / "before-migration" / "records.db").exists()
    store.verify()


def test_many_threads_use_the_door_at_once(clinic: Clinic) -> None:
    store, failures = clinic.store, []

    def work(number: int) -> None:
        try:
            for at in range(5):
                patient = store.patients.add(PatientFields(f"T{number}-{at}", f"Kind {number}"))
                store.visits.add(patient.id, "2026-11-29")
                assert store.patients.open(patient.id).visits == 1
                assert store.patients.search(f"t{number}-{at}")
        except Exception as error:  # noqa: BLE001 - told below
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    store.backups.make()
    for thread in threads:
        thread.join()
    assert failures == []
    assert store.patients.count() == 21
    store.verify()


def test_another_user_takes_over_while_work_goes_on(clinic: Clinic) -> None:
    store = clinic.store
    number = store.user.number
    clinic.become(Role.EXAMINER)
    assert store.user.number != number
    assert [entry_of(store, "user.locked"), entry_of(store, "user.unlocked")] == [
        number,
        store.user.number,
    ]


def entry_of(store: RecordStore, action: str) -> int:
    query = select(TRAIL.c.user).where(TRAIL.c.action == action).order_by(TRAIL.c.number.desc())
    with store._session.reading() as connection:
        return int(connection.scalar(query) or 0)


def test_folders_with_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "a b%20?c#d 中文" / "records"
    folder.parent.mkdir()
    store, _ = RecordStore.create(folder, Account("ada", "Ada", PASSWORD), cost=CHEAP)
    assert store.backups.make().folder.is_dir()
    store.close()
    assert {path.name for path in folder.parent.iterdir()} == {"records"}


def test_the_door_brings_neither_qt_nor_alembic_and_the_window_brings_no_door() -> None:
    code = (
        "import sys, scolioapp.storage.records.record_store\n"
        "print(sorted({'PySide6', 'alembic', 'scipy', 'torch', 'cv2'} & sys.modules.keys()))\n"
    )
    window = "import sys, scolioapp.bootstrap; print(sorted({'sqlalchemy'} & sys.modules.keys()))"
    for each in (code, window):
        done = subprocess.run(
            [sys.executable, "-c", each],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=True,
        )
        assert done.stdout.strip() == "[]"


def test_records_are_made_whole_or_not_at_all(tmp_path: Path) -> None:
    first = Account("ada", "Ada", "short")
    with pytest.raises(RecordsError, match="at least 8"):
        RecordStore.create(tmp_path / "records", first, cost=CHEAP)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ScolioError):
        RecordStore.create(tmp_path / "file" / "records", replace(first, password=PASSWORD))
    (tmp_path / "records").mkdir()
    store, _ = RecordStore.create(
        tmp_path / "records", replace(first, password=PASSWORD), cost=CHEAP
    )
    assert store.user.name == "Ada"
    with pytest.raises(OutputError, match="already exists"):
        RecordStore.create(tmp_path / "records", replace(first, password=PASSWORD), cost=CHEAP)
    store.close()
    with pytest.raises(RecordsError, match="no records"):
        RecordStore(tmp_path / "nowhere")
    with pytest.raises(LockedError):
        _ = store.user
