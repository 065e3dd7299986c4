"""What an earlier version left: a screening day with recordings and results, and recordings of no day."""

from __future__ import annotations

import datetime
from pathlib import Path

from engine.capture.captured_recording import CapturedRecording, RecordingState
from engine.capture.recording_library import RecordingLibrary
from engine.core.kept_result import RESULT
from engine.roster.day_changes import Analysis, ChangeKind
from engine.roster.entries import Child, Consent
from scolioapp.storage.earlier_times import EarlierPlace
from scolioapp.storage.open_day import ConsentSaid
from scolioapp.storage.results import ResultStore
from scolioapp.storage.screening_days import ScreeningDay, ScreeningDays
from tests.engine.made_up import result

BEGAN = datetime.datetime(2026, 5, 12, 8, tzinfo=datetime.UTC)
CHILDREN = (
    Child(number="K-1", family_name="Müller-Planted", given_name="Anna", consent=Consent.YES),
    Child(number="K-2", family_name="王", given_name="小红", group="4b"),
    Child(number="K-3", family_name="Silva", known_scoliosis=True, note="left early"),
    Child(number="K-4", family_name="Okafor", consent=Consent.UNKNOWN),
)


def place_in(folder: Path) -> EarlierPlace:
    return EarlierPlace(folder / "results", folder / "recordings", folder / "days")


def film(
    place: EarlierPlace,
    subject: str,
    minute: int = 0,
    *,
    content: bytes = b"film",
    state: RecordingState = RecordingState.KEPT,
) -> CapturedRecording:
    """Leave a recording of the camera, of a number or of nobody."""
    library = RecordingLibrary(place.recordings)
    facts = library.new_facts(BEGAN + datetime.timedelta(minutes=minute))
    facts = library.begin(facts.model_copy(update={"subject": subject}), room=0)
    facts.path.write_bytes(content * 100_000 + facts.id.encode())
    made = library.note(facts.id, {"state": state, "frames": 90, "seconds": 3.0})
    library._let_go(facts.id)  # as a program that ended did
    return made


def judge(place: EarlierPlace, recording: CapturedRecording, label: str) -> Analysis:
    """Leave a result of a recording."""
    made = result(label=label)
    files = {RESULT: made.to_json().encode(), "people.npz": b"everyone" * 1000}
    entry = ResultStore(place.results).keep(made, recording.path, files)
    return Analysis(
        result=entry.identifier,
        outcome=made.outcome.value,
        verdict=made.quality.verdict.value,
        screened=entry.date,
    )


def a_day(place: EarlierPlace, children: tuple[Child, ...] = CHILDREN) -> ScreeningDay:
    """Leave a day: one child judged, one whose recording was moved to it, one who refused, one absent."""
    day = ScreeningDays(place.days).create("Hill School", children)
    first, second = film(place, "K-1"), film(place, "K-1", 1)
    day.add(ChangeKind.OPENED, by="Olga Operator")
    for minute, each in enumerate((first, second)):
        day.add(ChangeKind.CHOSEN, child="K-1")
        day.add(ChangeKind.RECORDED, child="K-1", recording=each.id, path=str(each.path))
        assert minute < 2
    day.add(ChangeKind.ANALYSED, recording=first.id, analysis=judge(place, first, "K-1"))
    day.add(ChangeKind.MOVED, moves={second.id: "K-2"})
    day.say_consent("K-3", ConsentSaid(Consent.NO, "father of Silva"))
    day.add(ChangeKind.ABSENT, child="K-4")
    day.add(ChangeKind.ENDED)
    return day
