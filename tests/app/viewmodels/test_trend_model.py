"""The trend out of the records: what holds of each visit, nothing hidden, nothing kept once locked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.core.classes import Outcome
from scolioapp.jobs.worker import Worker
from scolioapp.storage.records.judgements import Figure, JudgementLine
from scolioapp.storage.records.preferences import RecordPreferences
from scolioapp.storage.records.visits import ExaminerFindings, ScoliometerReading
from scolioapp.viewmodels.patient_trend import TrendModel, trend_in
from scolioapp.viewmodels.records_door import RecordsDoor
from tests.app.storage.records.made_records import FILES, Clinic, made_clinic

METHOD = "keypoints|known|pose 1"


def line(
    tilt: float, outcome: str = "borderline_features", verdict: str = "usable"
) -> JudgementLine:
    figures = (Figure("shoulder_tilt", tilt, tilt - 0.5, tilt + 0.5, "degrees", METHOD),)
    return JudgementLine(outcome, verdict, "m", "ab" * 32, "demo", 1, figures)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    made = made_clinic(tmp_path / "records")
    yield made
    made.store.close()


def judged(clinic: Clinic, date: str, tilt: float) -> str:
    """Add a visit with a judged recording; returns the judgement's id."""
    visit = clinic.store.visits.add(clinic.patient.id, date)
    recording = clinic.store.recordings.add(visit.id, source="file")
    return clinic.store.judgements.add(recording.id, line(tilt), FILES).id


def tilts(clinic: Clinic) -> list[float]:
    trend = trend_in(clinic.store, clinic.patient.id)
    found = [one for one in trend.series if one.name == "shoulder_tilt"]
    return [point.value.value for one in found for point in one.points]


def test_visits_by_date_with_the_scoliometer_and_what_a_person_decided(clinic: Clinic) -> None:
    later = judged(clinic, "2027-03-01", 4.0)
    clinic.store.judgements.review(later, outcome="features_detected", reason="seen")
    trend = trend_in(clinic.store, clinic.patient.id)
    assert [(one.date, one.outcome) for one in trend.visits] == [
        ("2026-11-29", Outcome.BORDERLINE),
        ("2027-03-01", Outcome.DETECTED),
    ]
    series = {one.name: one for one in trend.series}
    assert [p.value.value for p in series["scoliometer_thoracic"].points] == [-6.5]
    # What the first one was measured by was not noted: it is not compared with the second.
    assert [point.joined for point in series["shoulder_tilt"].points] == [False, False]


def test_of_a_recording_the_newest_holds_and_what_was_reviewed_before_it(clinic: Clinic) -> None:
    store = clinic.store
    first = judged(clinic, "2027-03-01", 1.0)
    recording = store.judgements.of_patient(clinic.patient.id)[-1].judgement.recording
    store.judgements.add(recording, line(2.0), FILES)
    assert tilts(clinic)[-1] == 2.0
    store.judgements.review(first)
    assert tilts(clinic)[-1] == 1.0


def test_of_several_recordings_of_a_visit_the_newest_that_can_be_used(clinic: Clinic) -> None:
    store = clinic.store
    visit = store.visits.add(clinic.patient.id, "2027-03-01")
    for tilt, verdict in ((1.0, "usable"), (2.0, "usable"), (3.0, "repeat_the_recording")):
        recording = store.recordings.add(visit.id, source="file")
        store.judgements.add(recording.id, line(tilt, verdict=verdict), FILES)
    assert tilts(clinic)[1:] == [2.0]


def test_nothing_is_shown_before_the_examiners_own_finding(clinic: Clinic) -> None:
    store = clinic.store
    judged(clinic, "2027-03-01", 4.0)
    store.preferences.write(RecordPreferences(blinding=True))
    trend = trend_in(store, clinic.patient.id)
    assert trend.hidden == 1
    assert [one.date for one in trend.visits] == ["2026-11-29"]
    visit = store.visits.of(clinic.patient.id)[0]
    reading = ScoliometerReading(level="thoracic", side="right", degrees=7)
    store.visits.find(visit.id, ExaminerFindings(scoliometer=(reading,)))
    assert trend_in(store, clinic.patient.id).hidden == 0
    assert tilts(clinic)[-1] == 4.0


def test_the_model_reads_on_the_worker_and_forgets_when_locked(
    clinic: Clinic, worker: Worker, qtbot: QtBot
) -> None:
    door = RecordsDoor(clinic.folder, worker, clinic.store)
    model = TrendModel(door)
    with qtbot.waitSignal(model.changed) as changed:
        model.show(clinic.patient.id)
    assert model.trend is not None
    assert changed.args == [model.trend]
    with qtbot.waitSignal(model.changed) as changed:
        door.lock()
    assert changed.args == [None]
    assert model.trend is None


def test_an_answer_about_somebody_else_is_dropped(
    clinic: Clinic, worker: Worker, qtbot: QtBot
) -> None:
    model = TrendModel(RecordsDoor(clinic.folder, worker, clinic.store))
    seen: list[object] = []
    model.changed.connect(seen.append)
    model.show(clinic.patient.id)
    with qtbot.waitSignal(model.changed):
        model.show("0" * 32)
    assert [getattr(one, "visits", None) for one in seen] == [()]


def test_what_cannot_be_read_is_said(clinic: Clinic, worker: Worker, qtbot: QtBot) -> None:
    model = TrendModel(RecordsDoor(clinic.folder, worker, clinic.store))
    clinic.store.lock()
    with qtbot.waitSignal(model.failed) as failed:
        model.show(clinic.patient.id)
    assert "locked" in str(failed.args[0].what)
