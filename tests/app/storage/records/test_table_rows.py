"""The records as rows: what holds, what is hidden, who is told which names; the trail notes it."""

from __future__ import annotations

from scolioapp.storage.records.judgements import JudgementLine
from scolioapp.storage.records.patients import PatientFields
from scolioapp.storage.records.preferences import RecordPreferences
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.table_rows import TableRow, Wanted, holding
from tests.app.storage.records.made_records import FILES, FOUND, LINE, NAME, Clinic

OTHER = JudgementLine("features_detected", "usable")


def rows(clinic: Clinic, **wanted: object) -> list[TableRow]:
    return clinic.store.tables.rows(Wanted(**wanted))  # type: ignore[arg-type]


def test_a_recording_with_its_patient_visit_findings_and_judgement(clinic: Clinic) -> None:
    (row,) = rows(clinic)
    assert (row.patient.about.number, row.patient.about.name) == ("S-17", NAME)
    assert (row.visit, row.date) == (clinic.visit.id, "2026-11-29")
    assert row.recording == clinic.recording.id
    assert (row.line, row.state, row.outcome) == (LINE, "draft", LINE.outcome)
    assert row.found == FOUND
    assert clinic.store.trail.entries()[0].action == "table.made"


def test_what_a_person_put_in_place_of_the_models_outcome_holds(clinic: Clinic) -> None:
    clinic.store.judgements.review(
        clinic.judgement.id, outcome="no_features_detected", reason="seen"
    )
    (row,) = rows(clinic)
    assert (row.state, row.outcome) == ("reviewed", "no_features_detected")
    assert row.line is not None
    assert row.line.outcome == LINE.outcome


def test_a_reviewed_judgement_goes_before_a_newer_draft(clinic: Clinic) -> None:
    store = clinic.store
    newer = store.judgements.add(clinic.recording.id, OTHER, FILES)
    (row,) = rows(clinic)
    assert row.outcome == "features_detected"
    store.judgements.review(clinic.judgement.id)
    (row,) = rows(clinic)
    assert (row.state, row.outcome) == ("reviewed", LINE.outcome)
    store.judgements.review(newer.id)
    (row,) = rows(clinic)
    assert row.outcome == "features_detected"
    assert holding([]) is None


def test_patients_without_a_visit_and_visits_without_a_recording_have_a_row(
    clinic: Clinic,
) -> None:
    store = clinic.store
    alone = store.patients.add(PatientFields("S-20", "Zoe", class_name="4c"))
    store.visits.add(clinic.patient.id, "2027-01-10")
    told = [(row.patient.about.number, row.date, row.recording) for row in rows(clinic)]
    assert told == [
        ("S-17", "2026-11-29", clinic.recording.id),
        ("S-17", "2027-01-10", ""),
        ("S-20", "", ""),
    ]
    assert [row.patient.id for row in rows(clinic, class_name="4c")] == [alone.id]
    assert [row.date for row in rows(clinic, first="2027-01-01", last="2027-12-31")] == [
        "2027-01-10"
    ]
    assert [row.patient.id for row in rows(clinic, typed="zoe")] == [alone.id]
    assert [row.patient.id for row in rows(clinic, patients=frozenset({alone.id}))] == [alone.id]
    many = frozenset({clinic.recording.id, *(f"{n:032x}" for n in range(600))})
    assert [row.recording for row in rows(clinic, recordings=many)] == [clinic.recording.id]


def test_what_is_deleted_is_in_no_row(clinic: Clinic) -> None:
    clinic.store.recordings.delete(clinic.recording.id)
    (row,) = rows(clinic)
    assert (row.recording, row.line) == ("", None)
    clinic.store.bin.put(clinic.patient.id)
    assert rows(clinic) == []


def test_nothing_is_told_before_the_examiners_own_finding(clinic: Clinic) -> None:
    store = clinic.store
    visit = store.visits.add(clinic.patient.id, "2027-01-10")
    recording = store.recordings.add(visit.id, source="file")
    store.judgements.add(recording.id, OTHER, FILES)
    store.preferences.write(RecordPreferences(blinding=True))
    found, hidden = rows(clinic)
    assert found.outcome == LINE.outcome
    assert hidden.hidden
    assert (hidden.line, hidden.outcome) == (None, "")
    store.visits.find(visit.id, FOUND)
    assert rows(clinic)[1].outcome == "features_detected"


def test_a_researcher_gets_a_number_of_the_programs_own_and_no_words(clinic: Clinic) -> None:
    clinic.become(Role.RESEARCHER)
    (row,) = rows(clinic)
    assert row.patient.about.number == clinic.patient.id[:12]
    assert (row.patient.about.name, row.patient.about.class_name) == ("", "")
    assert row.patient.about.birth_date == "2014"
    assert row.found is not None
    assert (row.found.notes, row.found.referral) == ("", "")
    assert row.found.scoliometer == FOUND.scoliometer
    assert rows(clinic, class_name="4b") == []
