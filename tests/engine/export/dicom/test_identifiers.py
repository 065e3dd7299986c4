"""UIDs follow from the report: the same each time, others for an amendment, a language, a kind."""

import hashlib
import subprocess
import sys

import pydicom
import pytest

from engine.export.dicom import Kind
from engine.export.dicom.dicom_object import dicom_bytes
from engine.export.dicom.identifiers import instance_uid, series_uid, study_uid
from tests.engine.export import report_fixtures as fixtures
from tests.engine.export.dicom.validators import dataset, objects
from tests.patience import SECONDS

PINNED = {
    Kind.PDF: "2.25.99689154362358870545714731401340236959",
    Kind.SR: "2.25.273459003562119172738545491069144862016",
    Kind.STILL: "2.25.154760965440835579788971585067401901885",
    Kind.VIDEO: "2.25.278155157108564848302964715660456978413",
}
"""Of the made-up report, for good: an archive that has it knows it by these."""

PRINT = """
from engine.export.dicom import Kind, dicom_objects
from engine.export.dicom.dicom_object import dicom_bytes
from tests.engine.export.report_fixtures import amended_report, h264_video, ORDER
import hashlib
report = amended_report(video=h264_video(), order=ORDER)
for one in dicom_objects(report, kinds=Kind, say=str):
    print(hashlib.sha256(dicom_bytes(one)).hexdigest())
"""


def test_the_uids_never_change():
    report = fixtures.signed_report()
    assert {kind: instance_uid(report, kind) for kind in Kind} == PINNED


def test_they_are_valid_and_apart():
    first, second = fixtures.signed_report(), fixtures.amended_report()
    chinese = fixtures.signed_report(language="zh-CN")
    other_visit = fixtures.signed_report(visit="ff" * 16)
    uids = [
        made(report, kind)
        for report in (first, second, chinese, other_visit)
        for kind in Kind
        for made in (instance_uid, series_uid)
    ]
    uids += [study_uid(first), study_uid(other_visit)]
    assert len(set(uids)) == len(uids) == 34
    assert all(pydicom.uid.UID(uid).is_valid and len(uid) <= 64 for uid in uids)
    assert study_uid(first) == study_uid(second) == study_uid(chinese)


def test_the_study_is_that_of_the_order():
    report = fixtures.signed_report(order=fixtures.ORDER)
    assert {str(one.dataset.StudyInstanceUID) for one in objects(report).values()} == {
        "1.2.826.0.1.3680043.8.498.4711"
    }


def test_sending_twice_sends_the_same_bytes():
    report = fixtures.signed_report(video=fixtures.h264_video())
    first = {kind: dicom_bytes(one) for kind, one in objects(report).items()}
    assert first == {kind: dicom_bytes(one) for kind, one in objects(report).items()}
    assert len(first) == 4


def test_another_process_and_zone_sends_the_same_bytes(monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    done = subprocess.run(
        [sys.executable, "-c", PRINT], capture_output=True, text=True, check=True, timeout=SECONDS
    )
    report = fixtures.amended_report(video=fixtures.h264_video(), order=fixtures.ORDER)
    here = [hashlib.sha256(dicom_bytes(one)).hexdigest() for one in objects(report).values()]
    assert done.stdout.split() == here
    assert len(here) == 4


@pytest.mark.parametrize("kind", [Kind.PDF, Kind.SR])
def test_an_amended_document_names_the_one_before(kind):
    first = dataset(fixtures.signed_report(), kind)
    second = dataset(fixtures.amended_report(), kind)
    assert "PredecessorDocumentsSequence" not in first
    (study,) = second.PredecessorDocumentsSequence
    (series,) = study.ReferencedSeriesSequence
    (instance,) = series.ReferencedSOPSequence
    assert study.StudyInstanceUID == first.StudyInstanceUID == second.StudyInstanceUID
    assert series.SeriesInstanceUID == first.SeriesInstanceUID != second.SeriesInstanceUID
    assert instance.ReferencedSOPInstanceUID == first.SOPInstanceUID != second.SOPInstanceUID
    assert instance.ReferencedSOPClassUID == first.SOPClassUID
    assert (first.SeriesNumber, second.SeriesNumber) in ((11, 21), (12, 22))
    assert second.SeriesDescription.endswith("· version 2")


@pytest.mark.parametrize("kind", [Kind.STILL, Kind.VIDEO])
def test_an_amended_picture_refers_to_the_one_before(kind):
    video = fixtures.h264_video()
    first = dataset(fixtures.signed_report(video=video), kind)
    second = dataset(fixtures.amended_report(video=video), kind)
    assert "ReferencedInstanceSequence" not in first
    (instance,) = second.ReferencedInstanceSequence
    assert instance.ReferencedSOPInstanceUID == first.SOPInstanceUID != second.SOPInstanceUID
    assert instance.PurposeOfReferenceCodeSequence[0].CodeValue == "replaced"
