"""The folder of results of earlier versions is taken over once, checked, and only then erased."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine.core.kept_result import RESULT
from engine.core.result import ScreeningResult
from scolioapp.storage.records.judgements import JudgementLine
from scolioapp.storage.records.record_errors import DamagedError
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.results import ResultStore
from tests.app.storage.records.made_records import PASSWORD, Clinic
from tests.engine.made_up import result

BEFORE = Path(__file__).parents[3] / "data" / "results_before_revisions"


def files(made: ScreeningResult) -> dict[str, bytes]:
    return {RESULT: made.to_json().encode(), "people.npz": b"everyone" * 1000}


@pytest.fixture
def results(tmp_path: Path) -> ResultStore:
    """Two recordings of Anna, one with two judgements, and one without a label."""
    kept = ResultStore(tmp_path / "results")
    video = Path("/videos/walk.mp4")
    for person, label in ((1, "Anna"), (2, "Anna"), (3, "")):
        made = result(person=person, label=label)
        entry = kept.keep(made, video, files(made))
        if person == 1:
            again = result(person=4, label=label)
            kept.add_judgement(entry.identifier, again, files(again))
    return kept


def test_every_judgement_is_taken_over_once_and_then_erased(
    clinic: Clinic, results: ResultStore
) -> None:
    store = clinic.store
    progress: list[float | None] = []
    taken = store.takeover.take(results, progress=lambda report: progress.append(report.fraction))
    assert (len(taken.taken), taken.failed, len(progress)) == (3, {}, 3)
    [anna] = store.patients.search("anna")
    assert anna.visits == 2
    unnamed = [one for one in store.patients.search("F0") if not one.about.name]
    assert len(unnamed) == 1
    found = [
        (kept.number, kept.line.person)
        for visit in store.visits.of(anna.id)
        for recording in store.recordings.of(visit.id)
        for kept in store.judgements.of(recording.id)
    ]
    assert sorted(found) == [(1, 1), (1, 2), (2, 4)]
    # With its figures, for what changed over time.
    lines = [each.judgement.line for each in store.judgements.of_patient(anna.id)]
    assert JudgementLine.of(results.revisions(taken.taken[0])[0].result()) in lines
    assert all(line.figures for line in lines)
    # Once.
    again = store.takeover.take(results)
    assert again.taken == taken.taken
    assert store.patients.count() == 3
    assert len(results.entries()) == 3
    store.takeover.erase(results, taken.taken)
    assert results.entries() == []
    left = [path for path in results.root.rglob("*") if path.is_file()]
    assert all(b"Anna" not in path.read_bytes() for path in left)
    assert {path.name for path in left} <= {"index.json", "changes.txt"}
    store.verify()


def test_results_of_a_version_before_revisions_are_taken_over(
    clinic: Clinic, tmp_path: Path
) -> None:
    folder = tmp_path / "before"
    shutil.copytree(BEFORE, folder)
    kept = ResultStore(folder)
    taken = clinic.store.takeover.take(kept)
    assert len(taken.taken) == len(kept.entries()) > 0
    assert taken.failed == {}


def test_a_damaged_result_stays_where_it_is_and_the_others_come(
    clinic: Clinic, results: ResultStore
) -> None:
    harmed = results.entries()[1].identifier
    (results.folder(harmed) / "people.npz").write_bytes(b"harm")
    taken = clinic.store.takeover.take(results)
    assert len(taken.taken) == 2
    assert list(taken.failed) == [harmed]
    assert "cannot be read" in str(taken.failed[harmed])
    clinic.store.takeover.erase(results, taken.taken)
    assert results.folder(harmed).exists()


def test_nothing_is_erased_that_is_not_in_the_records(clinic: Clinic, results: ResultStore) -> None:
    taken = clinic.store.takeover.take(results)
    entry = results.entries()[0]
    made = result(person=9, label="Anna")
    results.add_judgement(entry.identifier, made, files(made))
    with pytest.raises(DamagedError, match="Take it over again"):
        clinic.store.takeover.erase(results, taken.taken)
    assert len(results.entries()) == 3
    assert clinic.store.takeover.take(results).failed == {}
    # A label that is the number of a patient leads to that patient.
    other = result(person=1, label="S-17")
    results.keep(other, Path("/videos/x.mp4"), files(other))
    clinic.store.takeover.take(results)
    clinic.become(Role.EXAMINER)
    assert clinic.store.patients.open(clinic.patient.id).visits == 2
    clinic.store.unlock(Role.ADMINISTRATOR.value, PASSWORD)
