"""What a recording repeats is a column of its row: it outlives the run, and follows the patient."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.core.kept_result import RESULT
from engine.core.result import Repeats
from scolioapp.storage.record_results import RecordResults
from scolioapp.storage.records.patients import PatientFields
from scolioapp.storage.records.preferences import RecordPreferences
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.visit_recordings import Repetition
from scolioapp.storage.result_links import links_of
from scolioapp.storage.results import ResultStore
from tests.app.storage.records.made_records import FOUND, Clinic, Clock, made_clinic
from tests.engine.made_up import result

VIDEO = Path("/videos/walk.mp4")


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    clinic = made_clinic(tmp_path / "records", Clock())
    clinic.store.recordings.delete(clinic.recording.id)
    yield clinic
    clinic.store.close()


def results_of(clinic: Clinic) -> RecordResults:
    return RecordResults(clinic.folder, lambda: clinic.store, lambda: clinic.store.unlocked)


def judged(clinic: Clinic, recording: str) -> str:
    records, made = results_of(clinic), result()
    records.expect(recording, VIDEO)
    records.keep(made, VIDEO, {RESULT: made.to_json().encode()}, recording)
    return recording


def filmed(clinic: Clinic, repeats: Repetition | None = None) -> str:
    return clinic.store.recordings.add(clinic.visit.id, source="file", repeats=repeats).id


def recorded(clinic: Clinic) -> str:
    """Record with the camera, and keep it."""
    live = clinic.store.live.begin(clinic.visit.id)
    live.target.close()
    clinic.store.live.keep(live.recording.id)
    return live.recording.id


def again(clinic: Clinic) -> RecordResults:
    """Return the results as after another start of the program."""
    clinic.again()
    clinic.become(Role.ADMINISTRATOR)
    return results_of(clinic)


def test_the_link_is_there_after_another_start(clinic: Clinic) -> None:
    first = judged(clinic, filmed(clinic))
    second = judged(clinic, filmed(clinic, Repetition(first, "2026-11-29T09:00:00+00:00")))
    records = again(clinic)
    links = links_of(second, records.entries())
    assert links.earlier is not None
    assert links.earlier.identifier == first
    assert links.repeats == "2026-11-29T09:00:00+00:00"
    assert [each.identifier for each in links_of(first, records.entries()).later] == [second]
    clinic.store.verify()
    # One who sees no names sees that it is a repetition.
    clinic.become(Role.RESEARCHER)
    assert records.entry(second).repeats == first


def test_a_screening_that_was_cut_off_still_knows_what_it_repeats(clinic: Clinic) -> None:
    first = judged(clinic, filmed(clinic))
    second = filmed(clinic, Repetition(first, "2026-11-29T09:00:00+00:00"))
    assert [each.recording for each in clinic.store.listing.waiting()] == [second]
    repeats = again(clinic).repeated_by(second)
    assert repeats == Repeats.of(first, result())


def test_a_recording_of_the_camera_repeats_the_judged_one_before_it_and_that_is_noted(
    clinic: Clinic,
) -> None:
    first, second, third = recorded(clinic), recorded(clinic), recorded(clinic)
    judged(clinic, first)
    records = results_of(clinic)
    assert records.repeated_by(first) is None
    repeats = records.repeated_by(second)
    assert repeats is not None
    assert repeats.result == first
    number = clinic.store.head.number
    assert records.repeated_by(second) == repeats
    assert "recording.linked" not in [
        each.action for each in clinic.store.trail.entries(limit=clinic.store.head.number - number)
    ]
    judged(clinic, second)
    third_repeats = records.repeated_by(third)
    assert third_repeats is not None
    assert third_repeats.result == second
    assert again(clinic).entry(second).repeats == first


def test_a_link_is_noted_although_the_earlier_outcome_is_not_shown_yet(clinic: Clinic) -> None:
    store = clinic.store
    store.preferences.write(RecordPreferences(blinding=True))
    visit = store.visits.add(clinic.patient.id, "2026-11-30")
    first, second = (
        store.recordings.add(visit.id, source="file").id,
        store.recordings.add(visit.id, source="file").id,
    )
    judged(clinic, first)
    store.recordings.link(second, Repetition(first, "2026-11-30T09:00:00+00:00"))
    records = results_of(clinic)
    assert records.repeated_by(second) is None
    assert records.entry(second).repeats == first
    store.visits.find(visit.id, FOUND)
    assert records.repeated_by(second) is not None


def test_a_recording_that_moves_to_another_child_repeats_nothing_and_does_again_when_it_is_back(
    clinic: Clinic,
) -> None:
    store = clinic.store
    first = judged(clinic, filmed(clinic))
    second = judged(clinic, filmed(clinic, Repetition(first, "2026-11-29T09:00:00+00:00")))
    other = store.patients.add(PatientFields("S-18"))
    store.recordings.move_to_patient(second, other.id)
    records = results_of(clinic)
    assert (records.entry(second).repeats, records.entry(second).screened_before) == ("", "")
    store.recordings.move_to_patient(second, clinic.patient.id)
    assert records.entry(second).repeats == first


def test_an_earlier_recording_that_was_erased_leaves_the_date(clinic: Clinic) -> None:
    store = clinic.store
    first = judged(clinic, filmed(clinic))
    second = judged(clinic, filmed(clinic, Repetition(first, "2026-11-29T09:00:00+00:00")))
    store.recordings.delete(first)
    store.bin.erase(recordings=[first])
    links = links_of(second, results_of(clinic).entries())
    assert (links.earlier, links.repeats) == (None, "2026-11-29T09:00:00+00:00")
    store.verify()


def test_results_of_a_folder_keep_their_links_in_whatever_order_they_come(
    clinic: Clinic, tmp_path: Path
) -> None:
    folder = ResultStore(tmp_path / "results")

    def kept(repeats: Repeats | None) -> str:
        made = result(label="Anna", repeats=repeats)
        return folder.keep(made, VIDEO, {RESULT: made.to_json().encode()}).identifier

    first = kept(None)
    kept(Repeats.of(first, result()))
    # The earlier one cannot be read at first.
    [broken] = (folder.root / first).rglob(RESULT)
    whole = broken.read_bytes()
    broken.write_bytes(b"{")
    assert set(clinic.store.takeover.take(folder).failed) == {first}
    records = results_of(clinic)
    [line] = records.entries()
    assert line.repeats == first
    assert links_of(line.identifier, records.entries()).earlier is None
    broken.write_bytes(whole)
    assert clinic.store.takeover.take(folder).failed == {}
    links = links_of(line.identifier, records.entries())
    assert links.earlier is not None
    assert links.earlier.label.endswith("Anna")
    clinic.store.verify()
