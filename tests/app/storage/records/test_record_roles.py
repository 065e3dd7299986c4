"""Each operation of the door, tried by each role and by nobody; a researcher sees no name anywhere."""

from __future__ import annotations

import inspect
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.capture.recording_library import RecordingLibrary
from engine.core.errors import ScolioError
from engine.core.text import text
from engine.roster.day_changes import Change, ChangeKind
from engine.roster.entries import Child
from scolioapp.storage.records.camera_takeover import Owners
from scolioapp.storage.records.day_takeover import DayChildren
from scolioapp.storage.records.patients import PatientFields
from scolioapp.storage.records.preferences import RecordPreferences
from scolioapp.storage.records.record_days import DayWriting
from scolioapp.storage.records.record_errors import LockedError, NotAllowedError
from scolioapp.storage.records.record_roles import OPERATIONS, RIGHTS, Right, Role
from scolioapp.storage.records.records_session import Section
from scolioapp.storage.records.table_rows import Wanted
from scolioapp.storage.records.visit_recordings import Repetition
from scolioapp.storage.results import ResultStore
from scolioapp.storage.screening_days import ScreeningDays
from tests.app.storage.records.made_records import (
    FILES,
    FOUND,
    LINE,
    NAME,
    PASSWORD,
    Clinic,
)
from tests.app.storage.records.signed_results import archive

GONE = "0" * 32
CHILD = Child(number="new child", family_name="Lee")
CALLED = Change(sequence=1, kind=ChangeKind.CHOSEN, at="2026-11-29T10:00:00+00:00")


def no_videos(clinic: Clinic) -> RecordingLibrary:
    return RecordingLibrary(clinic.folder.parent / "none")


def no_days(clinic: Clinic) -> ScreeningDays:
    return ScreeningDays(clinic.folder.parent / "none")


CALLS: dict[str, Callable[[Clinic], object]] = {
    "Accounts.all": lambda c: c.store.accounts.all(),
    "Accounts.add": lambda c: c.store.accounts.add("new", "New", PASSWORD, Role.EXAMINER),
    "Accounts.set_role": lambda c: c.store.accounts.set_role(GONE, Role.ADMINISTRATOR),
    "Accounts.remove": lambda c: c.store.accounts.remove(GONE),
    "Accounts.reset_password": lambda c: c.store.accounts.reset_password(GONE, PASSWORD),
    "Accounts.confirm": lambda c: c.store.accounts.confirm(PASSWORD),
    "Accounts.change_password": lambda c: c.store.accounts.change_password(PASSWORD, PASSWORD),
    "Accounts.new_recovery_key": lambda c: c.store.accounts.new_recovery_key(),
    "Patients.search": lambda c: c.store.patients.search(),
    "Patients.count": lambda c: c.store.patients.count("王"),
    "Patients.open": lambda c: c.store.patients.open(c.patient.id),
    "Patients.add": lambda c: c.store.patients.add(PatientFields("new")),
    "Patients.add_many": lambda c: c.store.patients.add_many([PatientFields("n1")]),
    "Patients.change": lambda c: c.store.patients.change(c.patient.id, c.patient.about),
    "Patients.consents": lambda c: c.store.patients.consents(c.patient.id),
    "Patients.add_consent": lambda c: c.store.patients.add_consent(
        c.patient.id, "father", "2020-01-01", "screening"
    ),
    "Patients.withdraw_consent": lambda c: c.store.patients.withdraw_consent(GONE, "2026-01-01"),
    "Visits.of": lambda c: c.store.visits.of(c.patient.id),
    "Visits.between": lambda c: c.store.visits.between("2026-01-01", "2026-12-31"),
    "Visits.add": lambda c: c.store.visits.add(c.patient.id, "2026-01-01"),
    "Visits.change": lambda c: c.store.visits.change(c.visit.id, c.visit.date, c.visit.notes),
    "Visits.delete": lambda c: c.store.visits.delete(c.visit.id),
    "Visits.restore": lambda c: c.store.visits.restore(c.visit),
    "Visits.findings": lambda c: c.store.visits.findings(c.visit.id),
    "Visits.find": lambda c: c.store.visits.find(c.visit.id, FOUND),
    "Recordings.of": lambda c: c.store.recordings.of(c.visit.id),
    "Recordings.needs_consent": lambda c: c.store.recordings.needs_consent(c.patient.id),
    "Recordings.add": lambda c: c.store.recordings.add(c.visit.id, source="file"),
    "Recordings.video": lambda c: c.store.recordings.video(c.recording.id).close(),
    "Recordings.kept_video": lambda c: c.store.recordings.kept_video(c.recording.id).close(),
    "Recordings.retitle": lambda c: c.store.recordings.retitle(c.recording.id, NAME),
    "Recordings.link": lambda c: c.store.recordings.link(c.recording.id, Repetition(GONE, "2026")),
    "Recordings.move": lambda c: c.store.recordings.move(c.recording.id, c.visit.id),
    "Recordings.move_to_patient": lambda c: c.store.recordings.move_to_patient(
        c.recording.id, c.patient.id
    ),
    "Recordings.signatures_at": lambda c: c.store.recordings.signatures_at(c.recording.id),
    "Recordings.delete": lambda c: c.store.recordings.delete(GONE),
    "Recordings.restore": lambda c: c.store.recordings.restore(c.recording.id),
    "RecordingList.judged": lambda c: c.store.listing.judged(),
    "RecordingList.count": lambda c: c.store.listing.count(),
    "RecordingList.one": lambda c: c.store.listing.one(c.recording.id),
    "RecordingList.waiting": lambda c: c.store.listing.waiting(),
    "RecordingList.patients_of": lambda c: c.store.listing.patients_of("2026-11-29"),
    "Judgements.of": lambda c: c.store.judgements.of(c.recording.id),
    "Judgements.of_patient": lambda c: c.store.judgements.of_patient(c.patient.id),
    "Judgements.judged_by": lambda c: c.store.judgements.judged_by("ab" * 32),
    "Judgements.add": lambda c: c.store.judgements.add(c.recording.id, LINE, FILES),
    "Judgements.files": lambda c: c.store.judgements.files(c.judgement.id),
    "Judgements.sequence": lambda c: c.store.judgements.sequence(c.judgement.id),
    "Judgements.review": lambda c: c.store.judgements.review(c.judgement.id),
    "Judgements.amend": lambda c: c.store.judgements.amend(c.judgement.id, "reason"),
    "Signatures.sign": lambda c: c.store.signatures.sign(GONE, PASSWORD, "meaning"),
    "Signatures.of": lambda c: c.store.signatures.of(c.judgement.id),
    "Signatures.find": lambda c: c.store.signatures.find("0000-0000-0000-0000"),
    "SignedPages.read": lambda c: c.store.pages.read(GONE, "en"),
    "SignedPages.keep": lambda c: c.store.pages.keep(GONE, "en", b"%PDF"),
    "Reviews.of": lambda c: c.store.reviews.of(c.recording.id),
    "Reviews.note_paper": lambda c: c.store.reviews.note_paper(c.recording.id),
    "Reviews.check": lambda c: c.store.reviews.check("0000-0000-0000-0000"),
    "Merging.merge": lambda c: c.store.merging.merge(c.patient.id, GONE),
    "Merging.undo": lambda c: c.store.merging.undo(GONE),
    "Merging.of": lambda c: c.store.merging.of(c.patient.id),
    "RecycleBin.put": lambda c: c.store.bin.put(GONE),
    "RecycleBin.restore": lambda c: c.store.bin.restore(c.patient.id),
    "RecycleBin.patients": lambda c: c.store.bin.patients(),
    "RecycleBin.recordings": lambda c: c.store.bin.recordings(),
    "RecycleBin.keep_until": lambda c: c.store.bin.keep_until(c.patient.id, ""),
    "RecycleBin.due": lambda c: c.store.bin.due(),
    "RecycleBin.erasable": lambda c: c.store.bin.erasable(),
    "RecycleBin.erase": lambda c: c.store.bin.erase(patients=[GONE]),
    "RecycleBin.leaves_backups": lambda c: c.store.bin.leaves_backups(),
    "Trail.entries": lambda c: c.store.trail.entries(),
    "Trail.lines": lambda c: c.store.trail.lines(),
    "Trail.export": lambda c: c.store.trail.export(
        c.folder.parent / "t.csv", ("hash",), lambda line: (line.entry.hash,)
    ),
    "Trail.count": lambda c: c.store.trail.count(),
    "Preferences.read": lambda c: c.store.preferences.read(),
    "Preferences.write": lambda c: c.store.preferences.write(RecordPreferences()),
    "Backups.all": lambda c: c.store.backups.all(),
    "Backups.sizes": lambda c: c.store.backups.sizes(),
    "Backups.due": lambda c: c.store.backups.due(),
    "Backups.make": lambda c: c.store.backups.make(),
    "Backups.save": lambda c: c.store.backups.save(c.folder.parent / "b", "short"),
    "LiveRecordings.begin": lambda c: c.store.live.begin(c.visit.id).target.close(),
    "LiveRecordings.visit_of": lambda c: c.store.live.visit_of("S-17"),
    "LiveRecordings.unfinished": lambda c: c.store.live.unfinished(),
    "LiveRecordings.of_camera": lambda c: c.store.live.of_camera(),
    "LiveRecordings.keep": lambda c: c.store.live.keep(GONE),
    "LiveRecordings.note": lambda c: c.store.live.note(GONE, "{}"),
    "LiveRecordings.empty": lambda c: c.store.live.empty("2026"),
    "LiveRecordings.copy_of": lambda c: c.store.live.copy_of(c.recording.id),
    "LiveRecordings.swap": lambda c: c.store.live.swap(c.store.live.copy_of(c.recording.id), ""),
    "Tables.rows": lambda c: c.store.tables.rows(Wanted()),
    "Deposits.ticket": lambda c: c.store.deposits.ticket(c.recording.id),
    "RecordDays.create": lambda c: c.store.days.create("Hill School", ()),
    "RecordDays.lines": lambda c: c.store.days.lines(),
    "RecordDays.open": lambda c: c.store.days.open(GONE),
    "RecordDays.recorded": lambda c: c.store.days.recorded(GONE),
    "RecordDays.delete": lambda c: c.store.days.delete(GONE),
    "RecordDays.note": lambda c: c.store.days.note(GONE, DayWriting(CALLED)),
    "Rosters.classes": lambda c: c.store.rosters.classes(),
    "Rosters.children": lambda c: c.store.rosters.children(),
    "Rosters.compare": lambda c: c.store.rosters.compare([CHILD]),
    "Rosters.take": lambda c: c.store.rosters.take([CHILD]),
    "RecordPeers.all": lambda c: c.store.peers.all(),
    "RecordPeers.one": lambda c: c.store.peers.one(GONE),
    "RecordPeers.add": lambda c: c.store.peers.add(archive()),
    "RecordPeers.change": lambda c: c.store.peers.change(GONE, archive()),
    "RecordPeers.remove": lambda c: c.store.peers.remove(GONE),
    "Outbox.all": lambda c: c.store.outbox.all(),
    "Outbox.of": lambda c: c.store.outbox.of(c.judgement.id),
    "Outbox.count": lambda c: c.store.outbox.count(),
    "Outbox.add": lambda c: c.store.outbox.add(GONE, GONE),
    "Outbox.again": lambda c: c.store.outbox.again(GONE),
    "Outbox.give_up": lambda c: c.store.outbox.give_up(GONE),
    "Outbox.recover": lambda c: c.store.outbox.recover(),
    "Outbox.due": lambda c: c.store.outbox.due(),
    "Outbox.next_due": lambda c: c.store.outbox.next_due(),
    "Outbox.begin": lambda c: c.store.outbox.begin(GONE),
    "Outbox.taken": lambda c: c.store.outbox.taken(GONE),
    "Outbox.failed": lambda c: c.store.outbox.failed(GONE, text("Why.")),
    "SignedReports.collect": lambda c: c.store.reports.collect(GONE),
    "WorklistOrders.of": lambda c: c.store.orders.of(c.patient.id),
    "WorklistOrders.take": lambda c: c.store.orders.take([]),
    "Takeover.take": lambda c: c.store.takeover.take(ResultStore(c.folder.parent / "none")),
    "CameraTakeover.take": lambda c: c.store.camera_takeover.take(no_videos(c), Owners()),
    "CameraTakeover.erase": lambda c: c.store.camera_takeover.erase(no_videos(c), ()),
    "DayTakeover.children": lambda c: c.store.day_takeover.children(no_days(c)),
    "DayTakeover.take": lambda c: c.store.day_takeover.take(no_days(c), DayChildren({}, {})),
    "DayTakeover.erase": lambda c: c.store.day_takeover.erase(no_days(c), ()),
    "Takeover.erase": lambda c: c.store.takeover.erase(ResultStore(c.folder.parent / "none"), ()),
}
"""How each operation is called; ids of nobody where what is there must stay for the next one."""


def npz_words(content: bytes) -> dict[str, object]:
    return {name: str(value) for name, value in np.load(io.BytesIO(content)).items()}


def sections(clinic: Clinic) -> Iterator[Section]:
    yield from (each for each in vars(clinic.store).values() if isinstance(each, Section))


def test_every_method_of_the_door_asks_for_a_right_and_is_tried_here(clinic: Clinic) -> None:
    public = {
        method.__qualname__
        for section in sections(clinic)
        for name, method in inspect.getmembers(type(section), inspect.isfunction)
        if not name.startswith("_") and name not in ("demand", "as_one")
    }
    assert public == OPERATIONS.keys() == CALLS.keys()


def test_the_rights_of_the_roles() -> None:
    assert RIGHTS[Role.ADMINISTRATOR] == set(Right)
    assert RIGHTS[Role.EXAMINER] < RIGHTS[Role.REVIEWER] < RIGHTS[Role.ADMINISTRATOR]
    assert Right.NAMES not in RIGHTS[Role.RESEARCHER]
    assert Right.ADMINISTER not in RIGHTS[Role.REVIEWER]


@pytest.mark.parametrize("role", list(Role))
def test_each_operation_by_each_role(clinic: Clinic, role: Role) -> None:
    clinic.become(role)
    seen = []
    for name, call in CALLS.items():
        if OPERATIONS[name] in RIGHTS[role]:
            try:
                seen.append(call(clinic))
            except NotAllowedError:
                pytest.fail(f"{role} may not {name}")
            except ScolioError:
                continue
        else:
            count = clinic.store.head.number
            with pytest.raises(NotAllowedError, match="role"):
                call(clinic)
            assert clinic.store.head.number == count, f"{name} changed something"
    if role == Role.RESEARCHER:
        told = repr(seen) + str([npz_words(each) for each in seen if isinstance(each, bytes)])
        assert len(seen) > 15
        for word in ("王小明", "Planted", "Müller", "mother", "The reviewer", "2014-05"):
            assert word not in told
        assert clinic.store.patients.count("Planted") == 0
        assert clinic.store.patients.count("s-17") == 1


def test_nothing_works_while_the_records_are_locked(clinic: Clinic, tmp_path: Path) -> None:
    clinic.store.lock()
    for call in CALLS.values():
        with pytest.raises(LockedError):
            call(clinic)
    with pytest.raises(LockedError):
        clinic.store.verify()
