"""Results in the records behave as those in a folder do, and tell nothing that the user may not see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.core.errors import ScolioError
from engine.core.kept_result import RESULT
from engine.core.result import ScreeningResult
from scolioapp.storage.record_results import RecordEntry, RecordResults, who
from scolioapp.storage.records.judgements import JudgementLine
from scolioapp.storage.records.patients import PatientFields
from scolioapp.storage.records.preferences import RecordPreferences
from scolioapp.storage.records.record_errors import LockedError, NotAllowedError, SignedError
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.result_keeper import ResultKeeper
from scolioapp.storage.results import ResultEntry, ResultStore
from tests.app.storage.records.made_records import NAME, PASSWORD, Clinic, made_clinic
from tests.engine.made_up import result

VIDEO = Path("/videos/walk.mp4")


def made(person: int = 1) -> ScreeningResult:
    return result(person=person)


def files(person: int = 1) -> dict[str, bytes]:
    return {RESULT: made(person).to_json().encode(), "people.npz": b"everyone" * 1000}


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    clinic = made_clinic(tmp_path / "records")
    clinic.store.recordings.delete(clinic.recording.id)
    yield clinic
    clinic.store.close()


@pytest.fixture
def records(clinic: Clinic) -> RecordResults:
    return RecordResults(clinic.folder, lambda: clinic.store, lambda: clinic.store.unlocked)


def recorded(clinic: Clinic, title: str = "") -> str:
    return clinic.store.recordings.add(clinic.visit.id, source="file", title=title).id


@pytest.fixture(params=["folder", "records"])
def keeper(request: pytest.FixtureRequest, tmp_path: Path) -> ResultKeeper:
    if request.param == "folder":
        return ResultStore(tmp_path / "results")
    made: RecordResults = request.getfixturevalue("records")
    return made


@pytest.fixture
def keep(keeper: ResultKeeper, request: pytest.FixtureRequest) -> Callable[[int], ResultEntry]:
    """Keep a result about a person, whatever keeps it."""

    def one(person: int = 1) -> ResultEntry:
        recording = ""
        if isinstance(keeper, RecordResults):
            recording = recorded(request.getfixturevalue("clinic"))
            keeper.expect(recording, VIDEO)
        return keeper.keep(made(person), VIDEO, files(person), recording)

    return one


def persons(keeper: ResultKeeper, identifier: str) -> list[int | None]:
    found = []
    for judgement in keeper.judgements(identifier):
        kept = keeper.load(identifier, judgement.number)
        assert kept.files["people.npz"] == b"everyone" * 1000
        found.append(ScreeningResult.from_json(kept.files[RESULT].decode()).person)
    return found


# As in a folder


def test_a_result_is_listed_and_another_judgement_is_added(
    keeper: ResultKeeper, keep: Callable[[int], ResultEntry]
) -> None:
    first, second = keep(1), keep(2)
    assert [each.identifier for each in keeper.entries()] == [
        second.identifier,
        first.identifier,
    ]
    assert keeper.entries()[0].order > keeper.entries()[1].order
    newest = keeper.add_judgement(first.identifier, made(3), files(3))
    assert (newest.person, newest.judgements) == (3, 2)
    assert (newest.date, newest.video_path, newest.label) == (
        first.date,
        str(VIDEO),
        first.label,
    )
    assert newest in keeper.entries()
    assert persons(keeper, first.identifier) == [1, 3]
    assert keeper.load(first.identifier).judgement == 2
    assert [each.number for each in keeper.revisions(first.identifier)] == [1, 2]
    assert keeper.revisions(first.identifier)[0].result().person == 1
    assert keeper.revisions(first.identifier)[0].files(RESULT) == {RESULT: files(1)[RESULT]}


def test_what_was_set_aside_comes_back_whole(
    keeper: ResultKeeper, keep: Callable[[int], ResultEntry]
) -> None:
    kept, other = keep(1), keep(2)
    aside = keeper.set_aside([kept.identifier])
    assert [each.identifier for each in keeper.entries()] == [other.identifier]
    keeper.bring_back(aside)
    assert {each.identifier for each in keeper.entries()} == {
        kept.identifier,
        other.identifier,
    }
    assert persons(keeper, kept.identifier) == [1]
    keeper.discard(keeper.set_aside([kept.identifier]))
    assert [each.identifier for each in keeper.entries()] == [other.identifier]


def test_a_moved_video_is_noted_and_models_are_counted(
    keeper: ResultKeeper, keep: Callable[[int], ResultEntry]
) -> None:
    kept = keep(1)
    keeper.find_again(VIDEO, Path("/disk/走路.mp4"))
    [line] = keeper.entries()
    assert line.video_path == "/disk/走路.mp4"
    model = made().model
    assert model is not None
    assert keeper.judged_by(model.name, [model.sha256, "cd" * 32], []) == 1
    keeper.add_judgement(kept.identifier, made(2), files(2))
    assert keeper.judged_by(model.name, [model.sha256], []) == 1
    assert keeper.judged_by("another", ["cd" * 32], [model.name]) == 0
    assert keeper.writable
    keeper.check_room()


def test_what_is_not_there_is_said(keeper: ResultKeeper) -> None:
    gone = "0" * 32
    with pytest.raises(ScolioError, match="no longer exists"):
        keeper.load(gone)
    with pytest.raises(ScolioError, match="no longer exists"):
        keeper.add_judgement(gone, made(), files())
    with pytest.raises(ScolioError, match="no longer exists"):
        keeper.relabel(gone, "Ben")
    assert keeper.judgements(gone) == ()
    assert keeper.entries() == []


# The records' own


def test_a_line_tells_whose_recording_it_is_and_a_label_is_its_title(
    clinic: Clinic, records: RecordResults
) -> None:
    recording = recorded(clinic, "walk 1")
    entry = records.keep(made(), VIDEO, files(), recording)
    assert isinstance(entry, RecordEntry)
    assert (entry.identifier, entry.number, entry.name) == (recording, "S-17", NAME)
    assert entry.title == who("S-17", NAME) == f"S-17 · {NAME}"
    assert entry.label == f"S-17 · {NAME} · walk 1"
    assert records.load(recording).label == entry.label
    assert (entry.state, entry.hidden, entry.day) == ("draft", False, "2026-11-29")
    again = records.relabel(recording, f"{entry.title} · second walk")
    assert isinstance(again, RecordEntry)
    assert (again.recording_title, again.label) == ("second walk", f"{entry.title} · second walk")
    assert records.relabel(recording, "third").label == f"{entry.title} · third"
    assert records.relabel(recording, entry.title).label == entry.title


def test_a_result_that_is_finished_while_locked_is_a_judgement_at_the_next_unlock(
    clinic: Clinic, records: RecordResults
) -> None:
    recording = recorded(clinic)
    records.expect(recording)
    clinic.store.lock()
    entry = records.keep(made(), VIDEO, files(), recording)
    assert isinstance(entry, RecordEntry)
    assert (entry.locked, entry.outcome, entry.name) == (True, "", "")
    assert records.entries() == []
    for ask in (records.judgements, records.load, records.entry):
        with pytest.raises(LockedError):
            ask(recording)
    with pytest.raises(LockedError):
        records.judged_by("demo", ["ab"], [])
    with pytest.raises(LockedError):
        records.keep(made(), VIDEO, files(), "1" * 32)
    clinic.become(Role.EXAMINER)
    [line] = records.entries()
    assert (line.identifier, line.outcome) == (recording, made().outcome.value)
    assert persons(records, recording) == [1]


def test_a_person_s_outcome_and_state_are_listed_and_signed_ones_take_no_other(
    clinic: Clinic, records: RecordResults
) -> None:
    recording = recorded(clinic)
    records.keep(made(), VIDEO, files(), recording)
    [judgement] = clinic.store.judgements.of(recording)
    clinic.store.judgements.review(judgement.id, outcome="inconclusive", reason="wind")
    [line] = records.entries()
    assert isinstance(line, RecordEntry)
    assert (line.outcome, line.state) == ("inconclusive", "reviewed")
    clinic.store.signatures.sign(judgement.id, PASSWORD, "reviewed")
    assert getattr(records.entries()[0], "state", "") == "signed"
    with pytest.raises(SignedError):
        records.add_judgement(recording, made(2), files(2))


def test_blinding_hides_what_a_model_says_until_the_finding_is_written(
    clinic: Clinic, records: RecordResults
) -> None:
    clinic.store.preferences.write(RecordPreferences(blinding=True))
    visit = clinic.store.visits.add(clinic.patient.id, "2026-11-30")
    recording = clinic.store.recordings.add(visit.id, source="file").id
    entry = records.keep(made(), VIDEO, files(), recording)
    assert isinstance(entry, RecordEntry)
    assert (entry.hidden, entry.outcome, entry.verdict, entry.model) == (True, "", "", "")
    assert JudgementLine.of(made()).model not in repr(records.entries())
    with pytest.raises(ScolioError, match="own finding"):
        records.load(recording)


def test_a_researcher_sees_numbers_alone(clinic: Clinic, records: RecordResults) -> None:
    recording = recorded(clinic, NAME)
    records.keep(made(), VIDEO, files(), recording)
    clinic.become(Role.RESEARCHER)
    [line] = records.entries()
    assert line.label == line.title == "S-17"
    assert line.outcome == made().outcome.value
    assert "王小明" not in repr(line)
    for ask in (
        records.load,
        lambda it: records.relabel(it, "x"),
        lambda it: records.set_aside([it]),
    ):
        with pytest.raises(NotAllowedError):
            ask(recording)


def test_a_recording_of_nobody_is_held_for_this_run(records: RecordResults) -> None:
    entry = records.keep(made(), VIDEO, files())
    assert records.entries() == []
    assert records.load(entry.identifier).files == files()
    added = records.add_judgement(entry.identifier, made(2), files(2))
    assert (added.person, added.judgements) == (2, 2)
    assert persons(records, entry.identifier) == [1, 2]
    assert records.relabel(entry.identifier, "sample").label == "sample"
    records.discard(records.set_aside([entry.identifier]))
    with pytest.raises(ScolioError):
        records.load(entry.identifier)


def test_recordings_that_wait_and_the_list_without_what_is_deleted(
    clinic: Clinic, records: RecordResults
) -> None:
    listing = clinic.store.listing
    with_video = clinic.store.recordings.add(
        clinic.visit.id, source="file", title="a", files={"video.mp4": b"film"}
    ).id
    without = recorded(clinic, "b")
    first, second = listing.waiting()
    assert [first.recording, second.recording] == [with_video, without]
    assert (first.has_video, second.has_video) == (True, False)
    assert (second.number, second.title) == ("S-17", "b")
    assert records.entry(with_video).video_path == f"{with_video}.recording"
    assert listing.one(without).judgement == ""
    records.keep(made(), VIDEO, files(), without)
    assert [each.recording for each in listing.waiting()] == [with_video]
    assert listing.count() == 1
    clinic.store.bin.put(clinic.patient.id)
    assert (listing.waiting(), listing.count(), records.entries()) == ([], 0, [])


def test_patients_of_the_day_come_first(clinic: Clinic) -> None:
    late = clinic.store.patients.add(PatientFields("S-20", "Late"))
    clinic.store.visits.add(late.id, "2026-11-29")
    visit = clinic.store.visits.of(late.id)[0]
    clinic.store.patients.add_consent(late.id, "father", "2020-01-01", "screening")
    clinic.store.recordings.add(visit.id, source="file")
    clinic.store.patients.add(PatientFields("S-30", "Never seen"))
    today = clinic.store.listing.patients_of("2026-11-29")
    assert [each.about.number for each in today] == ["S-20", "S-17"]
    assert clinic.store.listing.patients_of("2026-11-28") == []
