"""A visit at which nothing was recorded or found does not stay for ever, and none is lost."""

from __future__ import annotations

import pytest

from engine.core.errors import CancelledError
from engine.core.progress import Cancel
from scolioapp.storage.records.patients import PatientFields
from scolioapp.storage.records.record_errors import MissingRecordError, RecordsError
from scolioapp.storage.records.record_store import RecordStore
from scolioapp.storage.records.table_rows import Wanted
from scolioapp.storage.records.visits import VisitOn
from tests.app.storage.records.made_records import FOUND, VIDEO, Clinic

DAY = "2026-12-01"


def dates(clinic: Clinic) -> list[str]:
    """Return the dates of the visits, as every list of them has it."""
    store = clinic.store
    there = [each.date for each in store.visits.of(clinic.patient.id)]
    [listed] = store.patients.search(clinic.patient.about.number)
    assert (listed.visits, listed.last_visit) == (len(there), max(there, default=""))
    between = store.visits.between("2000-01-01", "2099-01-01")
    assert [each.date for each in between if each.patient == clinic.patient.id] == there[::-1]
    wanted = Wanted(patients=frozenset([clinic.patient.id]))
    assert {each.date for each in store.tables.rows(wanted)} == set(there or [""])
    assert [bool(store.listing.patients_of(day)) for day in there] == [True] * len(there)
    return there


def actions(store: RecordStore, count: int) -> list[str]:
    """Return the newest actions, without the tables that `dates` makes."""
    found = [each.action for each in store.trail.entries(limit=50)]
    return [each for each in found if each != "table.made"][:count]


def test_an_empty_visit_is_deleted_and_restored_as_it_was(clinic: Clinic) -> None:
    store = clinic.store
    visit = store.visits.add(clinic.patient.id, DAY, "nobody came")
    store.visits.delete(visit.id)
    assert dates(clinic) == [clinic.visit.date]
    store.visits.restore(visit)
    assert store.visits.of(clinic.patient.id)[0] == visit
    # Asked for twice, it is there once.
    store.visits.restore(visit)
    assert dates(clinic) == [DAY, clinic.visit.date]
    assert actions(store, 3) == ["visit.restored", "visit.restored", "visit.deleted"]
    assert "nobody" not in repr(store.trail.entries())
    store.visits.delete(visit.id)
    with pytest.raises(MissingRecordError):
        store.visits.delete(visit.id)
    store.verify()


def test_a_visit_with_findings_or_a_recording_is_not_deleted(clinic: Clinic) -> None:
    store = clinic.store
    found = store.visits.add(clinic.patient.id, DAY)
    store.visits.find(found.id, FOUND)
    filmed = store.visits.add(clinic.patient.id, "2026-12-02")
    live = store.live.begin(filmed.id)
    for visit in (clinic.visit, found, filmed):
        number = store.head.number
        with pytest.raises(RecordsError, match="Something belongs to the visit of 2026"):
            store.visits.delete(visit.id)
        assert store.head.number == number
    live.target.close()


def test_a_visit_whose_recordings_lie_in_the_bin_goes_and_comes_with_them(clinic: Clinic) -> None:
    store = clinic.store
    visit = store.visits.add(clinic.patient.id, DAY, "came late")
    recording = store.recordings.add(visit.id, source="file").id
    store.recordings.delete(recording)
    assert dates(clinic) == [DAY, clinic.visit.date]
    store.visits.delete(visit.id)
    assert dates(clinic) == [clinic.visit.date]
    store.recordings.restore(recording)
    assert dates(clinic) == [DAY, clinic.visit.date]
    store.recordings.delete(recording)
    store.visits.restore(visit)
    assert store.visits.of(clinic.patient.id)[0] == visit
    store.visits.delete(visit.id)
    store.bin.erase(recordings=[recording])
    assert dates(clinic) == [clinic.visit.date]
    with pytest.raises(MissingRecordError):
        store.visits.delete(visit.id)
    store.verify()


def test_a_deleted_visit_comes_back_to_whom_its_patient_was_merged_into(clinic: Clinic) -> None:
    store = clinic.store
    other = store.patients.add(PatientFields("S-18"))
    visit = store.visits.add(other.id, DAY)
    store.visits.delete(visit.id)
    store.merging.merge(clinic.patient.id, other.id)
    store.visits.restore(visit)
    assert dates(clinic) == [DAY, clinic.visit.date]


def test_an_import_that_is_cancelled_begins_no_visit(clinic: Clinic) -> None:
    store, cancel = clinic.store, Cancel()
    cancel.set()
    newest = actions(store, 1)
    with pytest.raises(CancelledError):
        store.recordings.add(
            VisitOn(clinic.patient.id, DAY), source="file", files=VIDEO, cancel=cancel
        )
    assert dates(clinic) == [clinic.visit.date]
    assert actions(store, 1) == newest


def test_a_visit_that_came_with_a_recording_goes_with_it(clinic: Clinic) -> None:
    store = clinic.store
    live = store.live.begin(VisitOn(clinic.patient.id, DAY))
    assert dates(clinic) == [DAY, clinic.visit.date]
    live.target.close()
    recording = live.recording.id
    store.recordings.delete(recording)
    assert dates(clinic) == [clinic.visit.date]
    # Kept after all.
    store.live.keep(recording)
    assert dates(clinic) == [DAY, clinic.visit.date]
    # Another one joins it, and the first is moved away.
    second = store.recordings.add(VisitOn(clinic.patient.id, DAY), source="file").id
    other = store.patients.add(PatientFields("S-18"))
    store.recordings.move_to_patient(recording, other.id)
    assert dates(clinic) == [DAY, clinic.visit.date]
    store.recordings.delete(second)
    store.bin.erase(recordings=[second])
    assert dates(clinic) == [clinic.visit.date]
    assert actions(store, 3) == ["bin.erased", "visit.deleted", "recording.erased"]
    store.verify()


def test_discarded_recordings_take_their_visit_along_when_their_week_is_over(
    clinic: Clinic,
) -> None:
    store = clinic.store
    live = store.live.begin(VisitOn(clinic.patient.id, DAY))
    live.target.close()
    store.recordings.delete(live.recording.id)
    assert store.live.empty("2099") == 1
    assert actions(store, 2) == ["visit.deleted", "recording.erased"]
    assert dates(clinic) == [clinic.visit.date]
    store.verify()


@pytest.mark.parametrize("how", ["notes", "findings"])
def test_a_visit_about_which_somebody_wrote_stays(clinic: Clinic, how: str) -> None:
    store = clinic.store
    recording = store.recordings.add(VisitOn(clinic.patient.id, DAY), source="file")
    if how == "notes":
        store.visits.change(recording.visit, DAY, "limped a little")
    else:
        store.visits.find(recording.visit, FOUND)
    store.recordings.delete(recording.id)
    store.bin.erase(recordings=[recording.id])
    assert dates(clinic) == [DAY, clinic.visit.date]
    store.verify()


def test_a_recording_for_a_visit_that_was_deleted_meanwhile_belongs_to_today(
    clinic: Clinic,
) -> None:
    store, number = clinic.store, clinic.patient.about.number
    chosen = store.visits.add(clinic.patient.id, DAY)
    assert store.live.visit_of(number, chosen.id) == chosen.id
    store.visits.delete(chosen.id)
    today = VisitOn(clinic.patient.id, clinic.visit.date)
    assert store.live.visit_of(number, chosen.id) == today
    live = store.live.begin(today)
    assert live.recording.visit == clinic.visit.id
    live.target.close()
