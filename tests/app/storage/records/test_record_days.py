"""Days in the records: each change a transaction, its children patients, nothing of them left once erased."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from engine.core.errors import ScolioError
from engine.core.text import text
from engine.roster.day_changes import Analysis, ChangeKind, ChildState, Problem
from engine.roster.entries import Child, Consent
from scolioapp.storage.open_day import ConsentSaid
from scolioapp.storage.records.patient_children import parted
from scolioapp.storage.records.record_days import RecordDay
from scolioapp.storage.records.record_errors import LockedError, NotAllowedError, RecordsError
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.record_store import RecordStore
from scolioapp.storage.records.visits import VisitOn
from tests.app.storage.records.made_records import FILES, LINE, PASSWORD, VIDEO, Clinic, Clock

NUMBERS = [f"{n:03}" for n in range(1, 6)]
CHILDREN = [
    Child(number=number, family_name=f"Family{number}", given_name="Anna", group="5a")
    for number in NUMBERS
]
FOUND = Analysis(result="r", outcome="features_detected", verdict="usable")
SAID = ConsentSaid(Consent.YES, "mother, by phone", "screening by video", "2027-07-31")


@pytest.fixture
def day(store: RecordStore) -> RecordDay:
    store.rosters.take(CHILDREN)
    return store.days.create("Hill School", CHILDREN)


def record(store: RecordStore, day: RecordDay, number: str) -> str:
    """Make a recording of a child, as the camera does, and tell the day."""
    visit = VisitOn(day.patients[number], "2026-11-29")
    recording = store.recordings.add(visit, source="file", files=VIDEO).id
    day.add(ChangeKind.RECORDED, child=number, recording=recording)
    return recording


def owner(store: RecordStore, recording: str, day: RecordDay) -> str:
    """Return the number of the child whose patient a recording belongs to."""
    for number, patient in day.patients.items():
        for visit in store.visits.of(patient):
            if any(each.id == recording for each in store.recordings.of(visit.id)):
                return number
    return ""


def consenting(store: RecordStore, day: RecordDay) -> None:
    for number in NUMBERS:
        day.say_consent(number, SAID)


def test_what_was_done_is_there_when_it_is_opened_again(
    store: RecordStore, day: RecordDay, clinic: Clinic
) -> None:
    consenting(store, day)
    recording = record(store, day, "001")
    day.add(ChangeKind.ABSENT, child="003", by="somebody")
    day.add(ChangeKind.ANALYSED, recording=recording, analysis=FOUND)
    other = record(store, day, "002")
    problem = Problem(what=text("It broke."), remedy=text("Again."))
    day.add(ChangeKind.FAILED, recording=other, problem=problem)
    day.add(ChangeKind.ENDED)
    line = store.days.lines()[0]
    assert (line.name, line.children, line.ended) == ("Hill School", 5, True)
    again = clinic.again()
    again.unlock(Role.EXAMINER.value, PASSWORD)
    opened = again.days.open(day.identifier)
    assert opened.standing == day.standing
    assert opened.facts.codes == day.facts.codes
    assert [child.number for child in opened.children] == NUMBERS
    states = [str(opened.standing.state_of(child)) for child in opened.children]
    assert states == ["examine", "repeat", "absent", "waiting", "waiting"]
    assert opened.changes[-1].by == "Ada Ministrator"
    opened.add(ChangeKind.REOPENED)
    assert not again.days.lines()[0].ended
    again.verify()


def test_each_change_is_an_entry_of_the_trail_without_a_name_or_number(
    store: RecordStore, day: RecordDay
) -> None:
    before = store.trail.count()
    day.say_consent("002", SAID)
    day.add(ChangeKind.CHOSEN, child="002")
    entries = store.trail.entries()
    assert store.trail.count() == before + 3
    assert {each.action for each in entries[:3]} == {"day.changed", "consent.added"}
    told = repr(store.trail.entries(limit=1000)) if store.trail.count() < 1000 else ""
    assert told
    for word in ("Family", "Anna", "Hill School", "mother", '"002"', "'002'"):
        assert word not in told


def test_recordings_that_are_swapped_and_undone_move_with_the_change(
    store: RecordStore, day: RecordDay
) -> None:
    consenting(store, day)
    first, second = record(store, day, "001"), record(store, day, "002")
    judged = store.judgements.add(first, LINE, FILES)
    assert (owner(store, first, day), owner(store, second, day)) == ("001", "002")
    day.add(ChangeKind.MOVED, moves={first: "002", second: "001"})
    assert (owner(store, first, day), owner(store, second, day)) == ("002", "001")
    assert {e.action for e in store.trail.entries()} >= {"recording.moved", "day.changed"}
    with store.recordings.video(first) as video:
        assert {name: video.read(name) for name in VIDEO} == VIDEO
    assert store.judgements.files(judged.id) == FILES
    assert [child.number for child in day.children if day.standing.recordings_of(child.number)] == [
        "001",
        "002",
    ]
    day.undo()
    assert (owner(store, first, day), owner(store, second, day)) == ("001", "002")
    again = store.days.open(day.identifier)
    assert again.standing == day.standing
    store.verify()


def test_a_visit_that_a_wrong_child_got_goes_with_its_recording(
    store: RecordStore, day: RecordDay
) -> None:
    consenting(store, day)
    recording = record(store, day, "001")
    day.add(ChangeKind.MOVED, moves={recording: "002"})
    assert store.visits.of(day.patients["001"]) == []
    assert len(store.visits.of(day.patients["002"])) == 1
    day.undo()
    assert len(store.visits.of(day.patients["001"])) == 1
    assert store.visits.of(day.patients["002"]) == []


def test_a_visit_with_notes_or_findings_stays(store: RecordStore, clinic: Clinic) -> None:
    other = store.rosters.take(CHILDREN[:1])
    assert other.added == 1
    patient = store.patients.search("001")[0].id
    assert store.recordings.signatures_at(clinic.recording.id) == []
    store.judgements.review(clinic.judgement.id)
    store.signatures.sign(clinic.judgement.id, PASSWORD, "reviewed")
    assert store.recordings.signatures_at(clinic.recording.id) == ["Ada Ministrator"]
    assert store.signatures.of(clinic.judgement.id)[0].holds
    store.recordings.move_to_patient(clinic.recording.id, patient)
    assert not store.signatures.of(clinic.judgement.id)[0].holds
    assert [each.date for each in store.visits.of(clinic.patient.id)] == ["2026-11-29"]
    assert [each.date for each in store.visits.of(patient)] == ["2026-11-29"]


def test_consent_is_what_the_records_say(store: RecordStore, day: RecordDay) -> None:
    patient = day.patients["001"]
    state = day.standing.state_of
    child = day.by_number["001"]
    assert day.standing.consent_of(child) is Consent.UNKNOWN
    assert store.recordings.needs_consent(patient)
    day.say_consent("001", SAID)
    kept = store.patients.consents(patient)[0]
    assert (kept.given_by, kept.purpose, kept.until) == (SAID.decided_by, SAID.purpose, SAID.until)
    assert day.standing.consents["001"] == (Consent.YES, "mother, by phone")
    assert not store.recordings.needs_consent(patient)
    day.say_consent("001", ConsentSaid(Consent.NO, "father"))
    assert store.recordings.needs_consent(patient)
    assert state(child) is ChildState.NO_CONSENT
    with pytest.raises(RecordsError, match="consent"):
        store.live.begin(VisitOn(patient, "2026-11-29"))
    day.undo()
    assert day.standing.consents["001"] == (Consent.YES, "mother, by phone")
    assert [each.withdrawn_on for each in store.patients.consents(patient)] == [""]
    day.undo()
    assert day.standing.consent_of(child) is Consent.UNKNOWN
    assert store.patients.consents(patient) == []
    # Said on the patient's own page meanwhile.
    store.patients.add_consent(patient, "mother", "2026-11-01", "screening")
    day.add(ChangeKind.CHOSEN, child="001")
    assert day.standing.consent_of(child) is Consent.YES
    store.verify()


def test_a_consent_that_has_run_out_is_asked_for_again(store: RecordStore, day: RecordDay) -> None:
    patient = day.patients["001"]
    store.patients.add_consent(patient, "mother", "2020-01-01", "screening", "2025-12-31")
    opened = store.days.open(day.identifier)
    assert opened.standing.consent_of(opened.by_number["001"]) is Consent.UNKNOWN


def test_a_patient_who_is_renamed_renumbered_or_merged_stays_the_child(
    store: RecordStore, day: RecordDay
) -> None:
    consenting(store, day)
    recording = record(store, day, "001")
    day.add(ChangeKind.CHOSEN, child="002")
    patient = store.patients.open(day.patients["001"])
    store.patients.change(
        patient.id, type(patient.about)("S-99", "Anna Other", class_name="5b", notes="")
    )
    store.merging.merge(day.patients["003"], day.patients["002"])
    opened = store.days.open(day.identifier)
    assert [child.number for child in opened.children] == ["S-99", "003", "004", "005"]
    assert opened.children[0].full_name == "Anna Other"
    assert opened.standing.recordings[recording].child == "S-99"
    assert opened.standing.current == "003"
    opened.add(ChangeKind.ABSENT, child="S-99")
    opened.add(ChangeKind.MOVED, moves={recording: "004"})
    assert owner(store, recording, opened) == "004"


def test_what_is_erased_leaves_no_word_in_the_day(
    store: RecordStore, day: RecordDay, clinic: Clinic, clock: Clock
) -> None:
    consenting(store, day)
    record(store, day, "001")
    day.add(ChangeKind.ABSENT, child="001")
    store.bin.put(day.patients["001"])
    assert [child.number for child in store.days.open(day.identifier).children] == NUMBERS[1:]
    store.bin.restore(day.patients["001"])
    assert len(store.days.open(day.identifier).children) == 5
    store.bin.put(day.patients["001"])
    store.bin.erase(patients=[day.patients["001"]])
    opened = store.days.open(day.identifier)
    assert len(opened.changes) == len(day.changes)
    with store.days.session.reading() as connection:
        rows = [
            tuple(row)
            for table in ("days", "day_children", "day_changes")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
        ]
    for word in ("Family001", "'001'", '"001"', "mother", "Anna"):
        assert word not in repr(rows)
    opened.add(ChangeKind.CHOSEN, child="002")
    store.verify()


def test_a_change_that_cannot_be_written_changes_nothing(
    store: RecordStore, day: RecordDay, monkeypatch: pytest.MonkeyPatch
) -> None:
    consenting(store, day)
    recording = record(store, day, "001")
    before = (store.head.number, len(day.changes))
    day.patients["009"] = "0" * 32
    day.by_number["009"] = CHILDREN[0].model_copy(update={"number": "009"})
    with pytest.raises(ScolioError):
        day.add(ChangeKind.MOVED, moves={recording: "009"})
    assert (store.head.number, len(day.changes)) == before
    assert owner(store, recording, day) == "001"
    store.lock()
    with pytest.raises(LockedError):
        day.add(ChangeKind.ABSENT, child="002")
    store.unlock(Role.ADMINISTRATOR.value, PASSWORD)
    day.add(ChangeKind.ABSENT, child="002")
    assert store.days.open(day.identifier).standing.absent == {"002"}
    store.verify()


def test_two_who_hold_the_same_day_do_not_write_over_each_other(
    store: RecordStore, day: RecordDay
) -> None:
    other = store.days.open(day.identifier)
    day.add(ChangeKind.ABSENT, child="002")
    with pytest.raises(RecordsError, match="changed elsewhere"):
        other.add(ChangeKind.ABSENT, child="003")


def test_an_unknown_number_is_refused_before_anything_is_made(store: RecordStore) -> None:
    with pytest.raises(RecordsError, match="001"):
        store.days.create("Hill School", CHILDREN)
    assert store.days.lines() == []


def test_a_day_that_is_deleted_leaves_patients_and_recordings(
    store: RecordStore, day: RecordDay
) -> None:
    consenting(store, day)
    recording = record(store, day, "001")
    store.days.delete(day.identifier)
    assert store.days.lines() == []
    with pytest.raises(RecordsError, match="no longer"):
        store.days.open(day.identifier)
    assert owner(store, recording, day) == "001"
    store.verify()


def test_nothing_of_a_day_can_be_read_in_the_folder(
    store: RecordStore, day: RecordDay, clinic: Clinic
) -> None:
    consenting(store, day)
    clinic.again()
    for path in clinic.folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        for word in (b"Family00", b"Hill School", b"mother"):
            assert word not in content, path.name
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(clinic.folder / "records.db").execute("SELECT * FROM days")


@pytest.mark.parametrize(
    "name",
    [
        "Anna Lee",
        "王小明",
        "欧阳修",
        "Prince",
        "王小明 Planted-Name Müller",
        "Anna 王",
        "王 小明",
        "",
    ],
)
def test_a_name_in_two_parts_is_the_same_name(name: str) -> None:
    family, given = parted(name)
    assert Child(number="1", family_name=family, given_name=given).full_name == name


def test_a_researcher_opens_no_day(clinic: Clinic, day: RecordDay) -> None:
    clinic.become(Role.RESEARCHER)
    with pytest.raises(NotAllowedError):
        clinic.store.days.open(day.identifier)
    with pytest.raises(NotAllowedError):
        clinic.store.days.lines()


@pytest.fixture
def list_of_a_school() -> list[Child]:
    return [
        CHILDREN[0],
        CHILDREN[1].model_copy(update={"group": "6a", "sex": "female"}),
        CHILDREN[2].model_copy(update={"family_name": "Quite-Other"}),
        Child(number="100", family_name="New", given_name="Bea", consent=Consent.YES),
        Child(number="101", family_name="New", given_name="Cid", consent=Consent.NO),
    ]


def test_a_list_beside_the_patients(
    store: RecordStore, list_of_a_school: list[Child], tmp_path: Path
) -> None:
    store.rosters.take(CHILDREN)
    assert store.rosters.classes() == [("4b", 1), ("5a", 5)]
    assert [child.number for child in store.rosters.children("family 002")] == ["002"]
    assert len(store.rosters.children(class_name="5a")) == 5
    compared = store.rosters.compare(list_of_a_school)
    assert (compared.new, compared.same) == (("100", "101"), ("001",))
    assert compared.updates == {"002": ("sex", "class_name")}
    assert list(compared.conflicts) == ["003"]
    before = store.patients.count()
    with pytest.raises(RecordsError, match="003"):
        store.rosters.take(list_of_a_school)
    assert store.patients.count() == before
    rest = [child for child in list_of_a_school if child.number != "003"]
    said = ConsentSaid(Consent.YES, "list of the school", "screening")
    taken = store.rosters.take(rest, consents=said)
    assert (taken.added, taken.updated) == (2, 1)
    changed = store.patients.search("002")[0].about
    assert (changed.class_name, changed.sex, changed.name) == ("6a", "female", "Anna Family002")
    assert [str(child.consent) for child in store.rosters.children("New")] == ["yes", "no"]
    again = store.rosters.take(rest, consents=said)
    assert (again.added, again.updated) == (0, 0)
    patient = store.patients.search("100")[0].id
    assert len(store.patients.consents(patient)) == 1
    store.verify()
