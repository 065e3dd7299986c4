"""Small records for tests: cheap passwords, a clock that tests turn, planted values."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.core.kept_result import PEOPLE, RESULT, SEQUENCE
from engine.gait.sequence import GaitSequence, SourceFacts
from scolioapp.storage.records.judgements import Figure, JudgementLine, KeptJudgement
from scolioapp.storage.records.key_ring import Cost
from scolioapp.storage.records.patients import Patient, PatientFields
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.record_store import Account, RecordStore
from scolioapp.storage.records.records_session import utc_now
from scolioapp.storage.records.visit_recordings import KeptRecording
from scolioapp.storage.records.visits import ExaminerFindings, ScoliometerReading, Visit

CHEAP = Cost(passes=1, kib=64, lanes=1)
PASSWORD = "correct horse battery"
NAME = "王小明 Planted-Name Müller"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00planted-picture" * 400
NPZ = b"PK\x03\x04planted-keypoints.npy\x93NUMPY" * 400
WALK = GaitSequence(
    silhouettes=np.full((5, 64, 64), 7, np.uint8),
    keypoints=np.full((5, 17, 3), 0.5, np.float32),
    seconds=np.arange(5) / 15.0,
    source=SourceFacts(640, 480, 30.0, 0, "ab" * 32, f"{NAME}.mp4"),
    keypoint_set="blazepose",
)
FILES = {RESULT: b'{"planted": "result"}' * 200, PEOPLE: NPZ, SEQUENCE: WALK.dump()}
VIDEO = {"video.mkv": b"\x1aE\xdf\xa3planted-matroska" * 3000, "overlay.jpg": JPEG}
FIGURES = (Figure("shoulder_tilt", -1.5, -2.0, -1.0, "deg"), Figure("sway", 3.0, None, None, "%"))
LINE = JudgementLine("borderline_features", "usable", "mirror", "ab" * 32, "demo", 1, FIGURES)
FOUND = ExaminerFindings(
    scoliometer=(ScoliometerReading(level="thoracic", side="right", degrees=6.5),),
    forward_bend="right higher",
    notes=f"told the mother of {NAME}",
)


class Clock:
    """A clock that tests turn; by itself it goes on by a millisecond at each look."""

    def __init__(self) -> None:
        self.time = datetime.datetime(2026, 11, 29, 10, tzinfo=datetime.UTC)

    def __call__(self) -> datetime.datetime:
        self.time += datetime.timedelta(milliseconds=1)
        return self.time

    def turn(self, **by: float) -> None:
        self.time += datetime.timedelta(**by)


@dataclass
class Clinic:
    store: RecordStore
    recovery: str
    patient: Patient
    visit: Visit
    recording: KeptRecording
    judgement: KeptJudgement
    clock: Clock

    @property
    def folder(self) -> Path:
        return self.store.folder

    def become(self, role: Role) -> None:
        """Have the user of a role in."""
        self.store.unlock(role.value, PASSWORD)

    def again(self) -> RecordStore:
        """Close the records and open them, locked, as after a start of the program."""
        self.store.close()
        self.store = RecordStore(self.folder, clock=self.clock, cost=CHEAP)
        return self.store


def made_clinic(folder: Path, clock: Clock | None = None) -> Clinic:
    """Make records; without a clock, by the computer's."""
    first = Account(Role.ADMINISTRATOR.value, "Ada Ministrator", PASSWORD)
    store, recovery = RecordStore.create(folder, first, clock=clock or utc_now, cost=CHEAP)
    for role in Role:
        if role != Role.ADMINISTRATOR:
            store.accounts.add(role.value, f"The {role.value}", PASSWORD, role)
    about = PatientFields("S-17", NAME, "2014-05-06", "female", "4b", f"mother of {NAME}", NAME)
    patient = store.patients.add(about)
    store.patients.add_consent(patient.id, f"mother of {NAME}", "2020-01-01", "screening")
    visit = store.visits.add(patient.id, "2026-11-29", f"notes of {NAME}")
    store.visits.find(visit.id, FOUND)
    recording = store.recordings.add(visit.id, source="file", title=NAME, files=VIDEO)
    judgement = store.judgements.add(recording.id, LINE, FILES)
    return Clinic(store, recovery, patient, visit, recording, judgement, clock or Clock())
