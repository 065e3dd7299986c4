"""Days and camera recordings of earlier versions come into the records once, checked, and are then erased."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.capture.captured_recording import RecordingState
from engine.capture.recording_library import RecordingLibrary
from engine.core.errors import CancelledError, ScolioError
from engine.core.progress import Cancel, ProgressReport
from engine.roster.day_changes import ChangeKind, ChildState
from engine.roster.entries import Child
from scolioapp.storage.earlier_times import Counts, EarlierPlace, PlaceTaken, erase, take_over
from scolioapp.storage.record_results import RecordResults
from scolioapp.storage.records.patients import PatientFields
from scolioapp.storage.records.record_errors import DamagedError
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.record_store import RecordStore
from scolioapp.storage.results import ResultStore
from scolioapp.storage.screening_days import ScreeningDays
from tests.app.storage.records.byte_search import readable_in
from tests.app.storage.records.left_behind import CHILDREN, a_day, film, place_in
from tests.app.storage.records.made_records import Clinic
from tests.patience import SECONDS

ROOT = Path(__file__).parents[4]
NAMES = ("Müller-Planted", "王小红", "Okafor", "father of Silva", "Olga Operator")


def taken(store: RecordStore, place: EarlierPlace) -> PlaceTaken:
    return take_over(store, place, lambda _: None, Cancel())


def sentences(errors: list[ScolioError]) -> list[str]:
    return [f"{each.what} {each.remedy}" for each in errors]


@pytest.fixture
def place(tmp_path: Path) -> EarlierPlace:
    return place_in(tmp_path / "before")


def test_a_day_comes_over_with_its_children_recordings_results_and_states(
    clinic: Clinic, place: EarlierPlace
) -> None:
    clinic.clock.turn(days=30)
    day, store = a_day(place), clinic.store
    told: list[ProgressReport] = []
    made = take_over(store, place, told.append, Cancel())
    assert made.counts == place.count() == Counts(results=1, recordings=2, days=1)
    assert (made.results.failed, made.recordings.failed, made.days.failed) == ({}, {}, {})
    assert made.days.missing == {}
    shares = [each.fraction or 0.0 for each in told]
    assert shares == sorted(shares)
    [line] = store.days.lines()
    assert (line.name, line.began, line.children, line.ended) == (
        "Hill School",
        day.facts.began,
        4,
        True,
    )
    kept = store.days.open(line.identifier)
    assert [each.full_name for each in kept.children] == [each.full_name for each in CHILDREN]
    assert kept.facts.codes == day.facts.codes
    assert [each.known_scoliosis for each in kept.children] == [None, None, True, None]
    assert kept.children[2].note == "left early"
    for child in kept.children:
        before = day.standing.state_of(day.by_number[child.number])
        assert kept.standing.state_of(child) is before
    assert kept.standing.state_of(kept.children[0]) is ChildState.EXAMINE
    assert [each.kind for each in kept.changes] == [each.kind for each in day.changes]
    assert [each.by for each in kept.changes] == ["Olga Operator"] + [""] * 9
    consent = next(each for each in kept.changes if each.kind is ChangeKind.CONSENT)
    assert consent.decided_by == "father of Silva"
    # Each child has its own recording, the judged one with its video and its result.
    [first] = kept.standing.recordings_of("K-1")
    [second] = kept.standing.recordings_of("K-2")
    listed = RecordResults(clinic.folder, lambda: store, lambda: True)
    entry = listed.entry(first.identifier)
    assert first.analysis is not None
    assert first.analysis.result == first.identifier
    assert (entry.title, entry.video_path) == (
        "K-1 · Anna Müller-Planted",
        f"{first.identifier}.recording",
    )
    filmed = RecordingLibrary(place.recordings).recordings()
    for recording, facts in zip((first, second), filmed, strict=True):
        with store.recordings.video(recording.identifier) as video:
            assert video.read("video.mkv") == facts.path.read_bytes()
    assert [each.recording for each in store.listing.waiting()] == [second.identifier]
    store.verify()


def test_consent_of_a_day_holds_for_that_day_and_a_refusal_stays(
    clinic: Clinic, place: EarlierPlace
) -> None:
    day, store = a_day(place), clinic.store
    taken(store, place)
    on = day.facts.began[:10]
    found = {}
    for number in ("K-1", "K-3", "K-4"):
        [patient] = store.patients.search(number)
        found[number] = store.patients.consents(patient.id)
        assert store.recordings.needs_consent(patient.id) or number == "K-1"
    [given] = found["K-1"]
    assert (given.given_by, given.given_on, given.until) == ("Hill School", on, on)
    [refused] = found["K-3"]
    assert (refused.given_by, refused.withdrawn_on) == ("father of Silva", on)
    assert found["K-4"] == []


def test_what_was_taken_over_is_taken_once_and_erased_when_that_is_asked(
    clinic: Clinic, place: EarlierPlace, tmp_path: Path
) -> None:
    a_day(place)
    film(place, "S-17", 9, state=RecordingState.DISCARDED)
    store = clinic.store
    first = taken(store, place)
    count = store.patients.count()
    again = taken(store, place)
    assert (again.counts, store.patients.count()) == (first.counts, count)
    assert len(store.days.lines()) == 1
    assert erase(store, place, again) == first.counts
    assert place.count() == Counts()
    assert not place.holds_anything()
    assert readable_in([tmp_path / "before"], NAMES, pictures=False) == []
    store.verify()
    # The day goes on in the records.
    kept = store.days.open(store.days.lines()[0].identifier)
    kept.undo()
    assert kept.standing.state_of(kept.children[3]) is not ChildState.ABSENT


def test_recordings_of_no_day_come_to_whose_number_they_have_and_others_wait_for_a_person(
    clinic: Clinic, place: EarlierPlace
) -> None:
    store = clinic.store
    film(place, "S-17")
    unknown, nobody = film(place, "X-99", 1), film(place, "", 2)
    made = taken(store, place)
    assert len(made.recordings.taken) == 1
    visits = store.visits.of(clinic.patient.id)
    assert [each.date for each in visits] == ["2026-11-29", "2026-05-12"]
    assert [each.source for each in store.recordings.of(visits[1].id)] == ["camera"]
    assert set(made.recordings.failed) == {unknown.id, nobody.id}
    assert {each.code for each in made.recordings.failed.values()} == {"nobodys"}
    assert "“X-99”" in str(made.recordings.failed[unknown.id].what)
    other = store.patients.add(PatientFields("S-18"))
    from scolioapp.storage.records.camera_takeover import Owners

    owners = Owners({nobody.id: other.id})
    one = store.camera_takeover.take(place.library, owners, only=[nobody.id])
    assert one.taken == (nobody.id,)
    store.patients.add(PatientFields("X-99"))
    assert len(taken(store, place).recordings.taken) == 3


def test_a_child_whose_number_is_somebody_elses_keeps_its_whole_day_where_it_is(
    clinic: Clinic, place: EarlierPlace
) -> None:
    store = clinic.store
    wrong = store.patients.add(PatientFields("K-1", "Somebody Else"))
    bin = store.patients.add(PatientFields("K-2", "王小红"))
    store.bin.put(bin.id)
    day = a_day(place)
    before = sorted(path.name for path in place.days.rglob("*"))
    made = taken(store, place)
    assert made.counts == Counts()
    said = sentences(made.days.failed[day.identifier])
    assert "The number K-1 belongs to Somebody Else in the records." in said[0]
    assert "The number K-2 belongs to a patient in the recycle bin." in said[1]
    assert all("once more" in each for each in said)
    # Nothing of it comes to the child whose number it happens to be.
    held = [*made.results.failed.values(), *made.recordings.failed.values()]
    assert len(held) == 3
    assert all("belongs to the screening day" in str(each.what) for each in held)
    assert store.visits.of(wrong.id) == []
    assert store.patients.search("K-4") == []
    assert sorted(path.name for path in place.days.rglob("*")) == before
    # Put right.
    store.patients.change(wrong.id, PatientFields("Z-1", "Somebody Else"))
    store.bin.restore(bin.id)
    assert taken(store, place).counts == Counts(results=1, recordings=2, days=1)
    store.verify()


def test_results_that_an_earlier_version_took_over_by_their_label_come_to_the_child(
    clinic: Clinic, place: EarlierPlace
) -> None:
    a_day(place)
    store = clinic.store
    store.takeover.take(ResultStore(place.results))
    [labelled] = store.patients.search("F0")
    assert labelled.visits == 1
    assert taken(store, place).counts.whole == 4
    [child] = [each for each in store.patients.search("K-1") if each.about.number == "K-1"]
    assert child.visits == 1
    assert store.patients.open(labelled.id).visits == 0
    store.verify()


def test_damaged_days_and_videos_are_named_and_stay(clinic: Clinic, place: EarlierPlace) -> None:
    day, store = a_day(place), clinic.store
    second = ScreeningDays(place.days).create("Broken", (Child(number="B", family_name="B"),))
    (second.folder / "day.json").write_bytes(b"{")
    gone = next(iter(day.standing.recordings.values()))
    Path(gone.path).unlink()
    film(place, "S-17", 5, state=RecordingState.STOPPED, content=b"")
    made = taken(store, place)
    assert "cannot be read" in sentences(made.days.failed[second.identifier])[0]
    assert "Not one frame" in str(made.recordings.failed[gone.identifier].what)
    # Its result stands for it.
    assert made.days.taken == (day.identifier,)
    assert made.days.missing == {}
    kept = store.days.open(store.days.lines()[0].identifier)
    assert kept.standing.state_of(kept.children[0]) is ChildState.EXAMINE
    with pytest.raises(ScolioError, match="cannot be read"):
        store.day_takeover.erase(ScreeningDays(place.days), (day.identifier, second.identifier))
    assert len(ScreeningDays(place.days).identifiers()) == 2


def test_a_recording_that_was_deleted_long_ago_is_counted(
    clinic: Clinic, place: EarlierPlace
) -> None:
    day = a_day(place)
    unjudged = list(day.standing.recordings.values())[1]
    Path(unjudged.path).unlink()
    (Path(unjudged.path).parent / "recording.json").unlink()
    Path(unjudged.path).parent.rmdir()
    made = taken(clinic.store, place)
    assert made.days.missing == {day.identifier: 1}
    kept = clinic.store.days.open(clinic.store.days.lines()[0].identifier)
    assert kept.standing.state_of(kept.children[1]) is ChildState.WAITING


def test_what_was_changed_in_between_is_not_erased(clinic: Clinic, place: EarlierPlace) -> None:
    day, store = a_day(place), clinic.store
    made = taken(store, place)
    video = place.library.recordings()[0].path
    video.write_bytes(video.read_bytes()[:-1] + b"!")
    with pytest.raises(DamagedError, match="recording"):
        store.camera_takeover.erase(place.library, made.recordings.taken)
    day.add(ChangeKind.REOPENED)
    with pytest.raises(DamagedError, match="screening day"):
        store.day_takeover.erase(ScreeningDays(place.days), made.days.taken)
    assert place.count() == Counts(results=1, recordings=2, days=1)


def test_cancelled_it_stays_where_it_is_and_goes_on(clinic: Clinic, place: EarlierPlace) -> None:
    a_day(place)
    cancel = Cancel()
    cancel.set()
    with pytest.raises(CancelledError):
        take_over(clinic.store, place, lambda _: None, cancel)
    assert clinic.store.days.lines() == []
    assert taken(clinic.store, place).counts.whole == 4


CHILD_PROCESS = """
import sys
from pathlib import Path
from engine.core.progress import Cancel
from scolioapp.storage.earlier_times import erase, take_over
from scolioapp.storage.records.record_store import RecordStore
from tests.app.storage.records.left_behind import place_in
from tests.app.storage.records.made_records import CHEAP, PASSWORD
store = RecordStore(Path(sys.argv[1]), cost=CHEAP)
store.unlock("administrator", PASSWORD)
place = place_in(Path(sys.argv[2]))
print("begun", flush=True)
taken = take_over(store, place, lambda _: None, Cancel())
print("taken", flush=True)
erase(store, place, taken)
print("erased", flush=True)
"""


@pytest.mark.parametrize("moment", [0.0, 0.03, 0.08, 0.15, 0.3, 0.6])
def test_killed_at_any_moment_nothing_is_lost_and_it_goes_on(
    clinic: Clinic, tmp_path: Path, moment: float
) -> None:
    place = place_in(tmp_path / "before")
    a_day(place)
    film(place, "S-17", 5)
    clinic.store.close()
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD_PROCESS, str(clinic.folder), str(tmp_path / "before")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "begun\n"
    time.sleep(moment * random.Random(moment).uniform(0.8, 1.2))
    os.kill(child.pid, signal.SIGKILL)
    said = child.stdout.read()
    child.stdout.close()
    child.wait(timeout=SECONDS)
    store = clinic.again()
    clinic.clock.turn(days=30)
    clinic.become(Role.ADMINISTRATOR)
    store.verify()
    made = taken(store, place)
    assert (made.results.failed, made.recordings.failed, made.days.failed) == ({}, {}, {})
    erase(store, place, made)
    assert place.count() == Counts(), said
    [line] = store.days.lines()
    kept = store.days.open(line.identifier)
    states = [kept.standing.state_of(each) for each in kept.children]
    assert states == [
        ChildState.EXAMINE,
        ChildState.RECORDED,
        ChildState.NO_CONSENT,
        ChildState.ABSENT,
    ]
    assert store.patients.count() == 5
    [numbered] = store.patients.search("S-17")
    assert numbered.visits == 2
    assert [len(kept.standing.recordings_of(number)) for number in ("K-1", "K-2")] == [1, 1]
    assert store.listing.count() == 2
    store.verify()
    assert readable_in([clinic.folder], NAMES, pictures=False) == []


@pytest.mark.parametrize("facts_gone", [False, True])
def test_a_video_that_was_half_deleted_when_the_program_ended_is_no_obstacle(
    clinic: Clinic, tmp_path: Path, facts_gone: bool
) -> None:
    place, store = place_in(tmp_path / "before"), clinic.store
    a_day(place)
    film(place, "S-17", 5)
    clinic.become(Role.ADMINISTRATOR)
    taken(store, place)
    whole = place.library.recordings()
    assert whole
    for each in whole:
        each.path.unlink()
        if facts_gone:
            for one in each.folder.iterdir():
                one.unlink()
    made = taken(store, place)
    assert (made.recordings.taken, made.recordings.failed) == (tuple(e.id for e in whole), {})
    erase(store, place, made)
    assert place.count() == Counts()
    store.verify()
