"""Signed results in real archives on loopback: whole, in order, once, whatever happens to the sender."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydicom.dataset import Dataset, FileMetaDataset

from engine.core.kept_result import FILES
from engine.core.progress import Cancel
from engine.core.screening_request import ScreeningRequest
from engine.export.dicom import connection
from engine.export.dicom.worklist import Question, ask
from engine.export.peers import Content, Peer
from scolioapp.jobs.outbox_delivery import Delivery
from scolioapp.storage.records.judgements import JudgementLine
from scolioapp.storage.records.outbox_rows import ItemState
from scolioapp.storage.records.patients import PatientFields
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.record_store import RecordStore
from tests.app.storage.records.made_records import CHEAP, Clinic, made_clinic
from tests.app.storage.records.signed_results import judged, sign, signed, with_peer
from tests.engine.export.dicom.fake_peers import certificate
from tests.engine.export.dicom.real_peers import US, Orthanc, orthanc, storescp

pytestmark = pytest.mark.heavy

ROOT = Path(__file__).parents[3]
KILLS = 20
CHINESE = "欧阳娜娜"
EVERYTHING = (Content.PDF, Content.SR, Content.STILL)
DAY = date(2026, 11, 30)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    made = made_clinic(tmp_path / "records")
    about = PatientFields("S-17", CHINESE, "2014-05-06", "female")
    made.store.patients.change(made.patient.id, about)
    yield made
    made.store.close()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Orthanc]:
    with orthanc(tmp_path / "orthanc") as running:
        yield running


def deliver(clinic: Clinic) -> None:
    Delivery(clinic.store, lambda *_: None, lambda _: str, lambda: None, Cancel()).send_due()


def send(clinic: Clinic, judgement: str, peer: Peer) -> None:
    there = {each.peer.name: each.id for each in clinic.store.peers.all()}
    known = there.get(peer.name) or with_peer(clinic.store, peer).id
    clinic.store.outbox.add(judgement, known)
    deliver(clinic)


def screened(clinic: Clinic) -> str:
    """Return a signed judgement of a recording whose video is kept, with whom it shows."""
    from scolioapp.jobs.screener import PipelineScreener

    video = ROOT / "resources" / "samples" / "simulated_walk.mp4"
    with contextlib.closing(PipelineScreener()) as screener:
        screening = screener.screen(ScreeningRequest(video))
        files = {name: each for name, each in screener.dump(screening).items() if name in FILES}
    recording = clinic.store.recordings.add(
        clinic.visit.id, source="file", title="walk", files={"walk.mp4": video}
    )
    line = JudgementLine.of(screening.result)
    judgement = clinic.store.judgements.add(recording.id, line, files).id
    sign(clinic, judgement)
    return judgement


def kinds(archive: Orthanc) -> list[str]:
    return sorted(each["Modality"] for each in archive.tags())


def test_page_measurements_picture_and_an_amendment_beside_them(
    clinic: Clinic, archive: Orthanc
) -> None:
    """To the archive itself, and to the same archive by the web; names in Chinese come back whole."""
    connection.echo(archive.peer())
    first = screened(clinic)
    send(clinic, first, archive.peer(takes=EVERYTHING))
    assert clinic.store.outbox.count() == {ItemState.SENT: 3}
    there = archive.tags()
    assert len(there) == 3
    for each in there:
        assert each["PatientName"].replace("^", "").replace("=", "").count(CHINESE) >= 1
        assert (each["PatientID"], each["PatientSex"]) == ("S-17", "F")
    assert len({each["StudyInstanceUID"] for each in there}) == 1
    # The same by the web is the same objects: nothing comes twice.
    send(clinic, first, archive.web(takes=EVERYTHING))
    assert clinic.store.outbox.count() == {ItemState.SENT: 6}
    assert len(archive.tags()) == 3
    second = clinic.store.judgements.amend(first, "The other side").id
    sign(clinic, second)
    send(clinic, second, archive.web(takes=EVERYTHING))
    assert clinic.store.outbox.count() == {ItemState.SENT: 9}
    assert len(archive.tags()) == 6
    assert kinds(archive)[::2] == kinds(archive)[1::2]
    assert len(archive.ask("/studies")) == 1


def test_storescp_writes_what_was_sent(clinic: Clinic, tmp_path: Path) -> None:
    with storescp(tmp_path / "taken") as peer:
        send(clinic, signed(clinic), peer.model_copy(update={"takes": EVERYTHING[:2]}))
        assert clinic.store.outbox.count() == {ItemState.SENT: 2}
        assert len(list((tmp_path / "taken").iterdir())) == 2


def test_an_archive_that_refuses_every_association(clinic: Clinic, tmp_path: Path) -> None:
    with storescp(tmp_path / "taken", "--refuse") as peer:
        send(clinic, signed(clinic), peer)
    (item,) = clinic.store.outbox.all()
    assert item.state is ItemState.WAITING
    assert "refuses to talk to this program" in str(item.said) or "not called" in str(item.said)


def test_an_archive_that_hangs_up_in_the_middle(clinic: Clinic, tmp_path: Path) -> None:
    with storescp(tmp_path / "taken", "--abort-during") as peer:
        send(clinic, signed(clinic), peer)
    (item,) = clinic.store.outbox.all()
    assert (item.state, "broke off" in str(item.said)) == (ItemState.WAITING, True)


def test_encrypted_and_by_a_certificate_that_is_known(clinic: Clinic, tmp_path: Path) -> None:
    theirs, ours = certificate(tmp_path, "archive"), certificate(tmp_path, "us")
    known = {
        "DicomTlsEnabled": True,
        "DicomTlsCertificate": str(theirs[0]),
        "DicomTlsPrivateKey": str(theirs[1]),
        "DicomTlsTrustedCertificates": str(ours[0]),
    }
    with orthanc(tmp_path / "orthanc", **known) as running:
        safe: dict[str, Any] = {
            "tls": True,
            "ca_file": str(theirs[0]),
            "certificate_file": str(ours[0]),
            "key_file": str(ours[1]),
        }
        send(clinic, signed(clinic), running.peer(name="Stranger", **{**safe, "ca_file": ""}))
        assert "vouches for the certificate" in str(clinic.store.outbox.all()[0].said)
        assert running.tags() == []
        judgement = clinic.store.outbox.all()[0].judgement
        send(clinic, judgement, running.peer(**safe))
        assert len(running.tags()) == 1


def written(name: str, charset: str, patient: str) -> Dataset:
    step, made = Dataset(), Dataset()
    made.SpecificCharacterSet = charset
    made.PatientName, made.PatientID = name, patient
    made.PatientBirthDate, made.PatientSex = "20140506", "F"
    made.AccessionNumber, made.StudyInstanceUID = "A-1", "1.2.3.17"
    made.RequestedProcedureID, made.RequestedProcedureDescription = "RP-1", "步态检查"
    step.ScheduledStationAETitle, step.Modality = US, "XC"
    step.ScheduledProcedureStepStartDate = DAY.strftime("%Y%m%d")
    step.ScheduledProcedureStepStartTime, step.ScheduledProcedureStepID = "083000", "SPS-1"
    made.ScheduledProcedureStepSequence = [step]
    made.file_meta = FileMetaDataset()
    made.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.1"
    made.file_meta.MediaStorageSOPClassUID = "1.2.276.0.7230010.3.1.0.1"
    made.file_meta.MediaStorageSOPInstanceUID = f"2.25.{len(patient)}1"
    return made


def test_from_the_worklist_to_the_study_that_it_asked_for(clinic: Clinic, archive: Orthanc) -> None:
    rows = (
        written("欧阳^娜娜", "ISO_IR 192", "S-17"),
        written("王^小明", "GB18030", "W-2"),
        written("^", "ISO_IR 192", "W-30"),
    )
    for number, each in enumerate(rows):
        each.save_as(archive.folder / "worklists" / f"{number}.wl", enforce_file_format=True)
    found = ask(archive.peer(worklist=True), Question(DAY, DAY, US, "XC"))
    names = {each.child.number: each.child.full_name for each in found.asked}
    assert names == {"S-17": CHINESE, "W-2": "王小明"}
    assert ["W-30" in str(each) for each in found.faulty] == [True]
    clinic.store.rosters.take([each.child for each in found.asked])
    clinic.store.orders.take(
        (each.child.number, each.day.isoformat(), each.order) for each in found.asked
    )
    visit = clinic.store.visits.add(clinic.patient.id, DAY.isoformat())
    clinic.visit = visit
    send(clinic, signed(clinic), archive.peer())
    (there,) = archive.tags()
    assert (there["StudyInstanceUID"], there["AccessionNumber"]) == ("1.2.3.17", "A-1")


def test_killed_twenty_times_while_sending(
    clinic: Clinic, archive: Orthanc, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is lost, and nothing is in the archive twice."""
    peer = with_peer(clinic.store, archive.peer(takes=(Content.PDF, Content.SR)))
    for number in range(14):
        judgement = judged(clinic, number).id
        sign(clinic, judgement)
        clinic.store.outbox.add(judgement, peer.id)
    count = len(clinic.store.outbox.all())
    folder = clinic.folder
    clinic.store.close()
    kills = killed(folder, random.Random(17))
    clinic.store = RecordStore(folder, cost=CHEAP)
    clinic.become(Role.ADMINISTRATOR)
    assert clinic.store.outbox.count() == {ItemState.SENT: count}
    uids = [each["SOPInstanceUID"] for each in archive.tags()]
    assert (len(uids), len(set(uids))) == (count, count)
    assert kills == KILLS
    clinic.store.verify()
    begun = sum(
        each.entry.action == "outbox.begun" for each in clinic.store.trail.lines(limit=10_000)
    )
    with capsys.disabled():
        sys.stdout.write(
            f"\n{kills} kills; {count} objects begun {begun} times, {len(uids)} in the archive\n"
        )


def killed(folder: Path, chance: random.Random) -> int:
    """Have the outbox sent in processes that are killed; the last one may finish. Return the kills."""
    command = [sys.executable, "-m", "tests.app.jobs.killed_sending", str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, bufsize=0
    ) as sender:
        assert sender.stdin is not None
        assert sender.stdout is not None
        kills = 0
        while True:
            sender.stdin.write(b"go\n")
            child = int(sender.stdout.readline())
            points = chance.randrange(1, 4) if kills < KILLS else -1
            while points and sender.stdout.read(1) == b".":
                points -= 1
            if points == 0:
                time.sleep(chance.uniform(0, 0.03))  # anywhere between two changes of an item
                os.kill(child, signal.SIGKILL)
                kills += 1
            while not (line := sender.stdout.readline()).startswith(b"ended"):
                assert line, "the sender ended"
            if line == b"ended 0\n":
                break
        sender.stdin.close()
    return kills
