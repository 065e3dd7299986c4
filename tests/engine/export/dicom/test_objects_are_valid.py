"""Objects of every kind of report: dciodvfy finds no error in them, and they read back as they were made."""

import io
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import numpy as np
import pydicom
import pytest

from engine.core.classes import Outcome, Side
from engine.core.errors import OutputError
from engine.core.measurands import MEASURANDS
from engine.core.result import Measurement
from engine.export.dicom import Kind, dicom_objects, kinds_in
from engine.export.dicom.dicom_object import dicom_bytes
from engine.export.signed_report import ReportedPatient, ScoliometerAngle, Signed
from tests.app import result_fixtures as made
from tests.engine.export import report_fixtures as fixtures
from tests.engine.export.dicom.validators import complaints, dataset, objects

CONTROLS = "".join(map(chr, range(32))) + "\x7f\x85\u2028\u202e\ufeff\ud800"
LONG_NAME = "王" * 40 + "Wolfeschlegelsteinhausenbergerdorff " * 8
HOSTILE = f"A\\B^C^D^E^F^G=h=i=j{CONTROLS}O'Brien \U00020bb7\U00031350\ue000 👩‍👧"


def chinese(sentence):
    """Return a sentence of Chinese signs, as long as a translation may be."""
    return "步态筛查" + "的" * (len(str(sentence)) // 3) + "。"


def with_sides(side):
    low, high = (0.5, 3.5) if side is Side.LEFT else (-3.5, -0.5)
    return fixtures.usual_result().model_copy(
        update={
            "measurements": {
                name: Measurement(
                    value=(low + high) / 2, low=low, high=high, unit=one.unit, measurable=True,
                    side=side, cycles=3, source="keypoints" if one.keypoints else "dots",
                )
                for name, one in MEASURANDS.items()
            }
        }
    )  # fmt: skip


def not_finite():
    odd = Measurement(
        value=float("nan"), low=None, high=float("inf"), unit="degrees", measurable=True
    )
    return fixtures.usual_result().model_copy(update={"measurements": {"shoulder_tilt": odd}})


VARIANTS = {
    "usual": {},
    "no name": {"patient": ReportedPatient("1")},
    "Latin name": {"patient": ReportedPatient("1", "Anna van der Berg", None, "female")},
    "Chinese name": {"patient": ReportedPatient("王-7", "欧阳小明", date(2013, 2, 28), "other")},
    "very long name": {"patient": ReportedPatient("9" * 64, LONG_NAME, date(1925, 1, 1), "male")},
    "hostile words": {
        "patient": ReportedPatient("1", HOSTILE),
        "institution": (HOSTILE, HOSTILE * 20),
        "override_reason": HOSTILE,
        "reviewer": HOSTILE,
        "signature": replace(fixtures.signed_report().signature, name=HOSTILE, meaning=HOSTILE),
        "order": replace(fixtures.ORDER, description=HOSTILE * 9),
        "language": HOSTILE,
    },
    "nothing but controls": {
        "patient": ReportedPatient("1", CONTROLS),
        "institution": (CONTROLS, CONTROLS),
        "signature": replace(fixtures.signed_report().signature, name=CONTROLS),
    },
    "no institution": {"institution": ()},
    "nobody knows when": {"recorded": None},
    "west of Greenwich": {
        "recorded": datetime(2026, 1, 1, 0, 5, tzinfo=timezone(-timedelta(hours=3, minutes=30)))
    },
    "order": {"order": fixtures.ORDER},
    "order of a study only": {"order": replace(fixtures.ORDER, procedure_id="", step_id="")},
    "other outcome": {"outcome": Outcome.DETECTED, "override_reason": "The back was examined."},
    **{f"outcome {one}": {"result": made.screening(one).result, "outcome": one} for one in Outcome},
    "nobody in the picture": {"result": fixtures.empty_result(), "still": None},
    "no model": {"result": fixtures.usual_result().model_copy(update={"model": None})},
    "validated model": {"result": made.screening(model=made.validated_model()).result},
    "every finding": {"result": made.long_screening().result},
    "dots": {"result": fixtures.dotted_result()},
    "left": {"result": with_sides(Side.LEFT)},
    "right": {"result": with_sides(Side.RIGHT)},
    "no number": {"result": not_finite()},
    "no examination": {"angles": (), "forward_bend": ""},
    "every angle": {
        "angles": tuple(
            ScoliometerAngle(level, 30.0 / 7, side)
            for level in ("thoracic", "thoracolumbar", "lumbar")
            for side in ("left", "right", "")
        ),
        "forward_bend": "even",
    },
    "Chinese report": {"language": "zh-CN"},
    "odd picture": {"still": np.zeros((3, 5, 3), np.uint8)[::-1]},
    "odd page": {"pdf": fixtures.pdf_page() + b"\n" * (1 + len(fixtures.pdf_page()) % 2)},
}


ALWAYS = ("usual", "very long name", "hostile words", "order", "nobody in the picture", "dots")
"""Those that run with every change; the others with the long tests."""


@pytest.mark.parametrize(
    "name",
    [name if name in ALWAYS else pytest.param(name, marks=pytest.mark.heavy) for name in VARIANTS],
)
def test_dciodvfy_has_no_objection(name, tmp_path):
    changes = {"video": fixtures.h264_video(), **VARIANTS[name]}
    say = chinese if changes.get("language") == "zh-CN" else str
    report = fixtures.signed_report(**changes)
    amended = fixtures.amended_report(**changes)
    for one in (report, amended):
        made_objects = dicom_objects(one, kinds=Kind, say=say)
        assert tuple(each.kind for each in made_objects) == kinds_in(one)
        for each in made_objects:
            assert "\n".join(complaints(each, tmp_path)) == ""
            back = pydicom.dcmread(io.BytesIO(dicom_bytes(each)))
            assert back == each.dataset
            assert back.file_meta.TransferSyntaxUID == each.transfer_syntax


def test_dciodvfy_would_object(tmp_path):
    one = objects(fixtures.signed_report(), Kind.SR)[Kind.SR]
    del one.dataset.CompletionFlag
    assert any("CompletionFlag" in line for line in complaints(one, tmp_path))


def test_a_name_in_chinese_comes_back_whole():
    for name in ("王小明", "欧阳\U00020bb7", "山田 太郎", "김민준", "\U00031350明"):
        report = fixtures.signed_report(patient=ReportedPatient("1", name))
        content = dicom_bytes(objects(report, Kind.SR)[Kind.SR])
        back = pydicom.dcmread(io.BytesIO(content))
        assert back.SpecificCharacterSet == "ISO_IR 192"
        assert str(back.PatientName.ideographic) == str(back.PatientName.alphabetic) == name
        assert f"{name}={name}".encode() in content


def test_a_latin_name_stands_as_it_was_written():
    report = fixtures.signed_report(patient=ReportedPatient("1", "Anna van der Berg"))
    name = dataset(report, Kind.PDF).PatientName
    assert (str(name.alphabetic), str(name.ideographic)) == ("Anna van der Berg", "")
    assert (name.family_name, name.given_name) == ("Anna van der Berg", "")


def test_nothing_that_was_typed_begins_another_value():
    report = fixtures.signed_report(**VARIANTS["hostile words"])
    for one in objects(report).values():
        made_name = str(one.dataset.PatientName)
        assert not set("\\^=\r\n\x00\x1b") & set(made_name)
        assert made_name.startswith("A/B C D E F G h i j")
        assert "\U00020bb7\U00031350\ue000 👩\u200d👧" in made_name
        assert one.dataset["InstitutionName"].VM == 1
        assert len(one.dataset.InstitutionName.encode()) <= 64
        assert len(one.dataset.InstitutionAddress.encode()) <= 1024


@pytest.mark.parametrize(
    ("patient", "sex", "born"),
    [
        (ReportedPatient("1", "", date(2014, 5, 6), "female"), "F", "20140506"),
        (ReportedPatient("1", "", date(2014, 12, 31), "male"), "M", "20141231"),
        (ReportedPatient("1", "", None, "other"), "O", ""),
        (ReportedPatient("1"), "", ""),
    ],
)
def test_sex_and_birth_date(patient, sex, born):
    one = dataset(fixtures.signed_report(patient=patient), Kind.PDF)
    assert (one.PatientID, one.PatientSex, one.PatientBirthDate) == ("1", sex, born)


def test_times_are_those_of_the_place_of_the_recording():
    pdf = dataset(fixtures.signed_report(), Kind.PDF)
    # Signed at 01:30:05 UTC on the 23rd, recorded in Shanghai.
    assert (pdf.TimezoneOffsetFromUTC, pdf.ContentDate, pdf.ContentTime) == (
        "+0800",
        "20261123",
        "093005",
    )
    assert pdf.AcquisitionDateTime == "20261122185703+0800"
    assert (pdf.StudyDate, pdf.StudyTime) == ("20261122", "")
    (verifier,) = dataset(fixtures.signed_report(), Kind.SR).VerifyingObserverSequence
    assert verifier.VerificationDateTime == "20261123093005+0800"


def test_what_a_worklist_asked_for_stands_in_every_object():
    for kind, one in objects(fixtures.signed_report(order=fixtures.ORDER)).items():
        each = one.dataset
        assert each.AccessionNumber == "A-2026-0815"
        assert each.StudyInstanceUID == "1.2.826.0.1.3680043.8.498.4711"
        assert (each.StudyID, each.StudyDescription) == ("RP-17", "Screening of the gait")
        if kind is Kind.SR:
            (asked,) = each.ReferencedRequestSequence
            assert asked.AccessionNumber == "A-2026-0815"
        else:
            (asked,) = each.RequestAttributesSequence
            assert asked.ScheduledProcedureStepID == "SPS-3"
        assert asked.RequestedProcedureID == "RP-17"


def test_device_and_institution_are_named():
    for one in objects(fixtures.signed_report()).values():
        each = one.dataset
        assert (each.Manufacturer, each.ManufacturerModelName) == ("ScolioApp", "ScolioApp")
        assert each.SoftwareVersions == "0.1.0"
        assert each.InstitutionName == "Sunshine Primary School"
        assert each.InstitutionAddress == "8 Garden Road, Shanghai"


@pytest.mark.parametrize(
    "changes",
    [
        {"patient": ReportedPatient("")},
        {"patient": ReportedPatient("1\\2")},
        {"patient": ReportedPatient("9" * 65)},
        {"patient": ReportedPatient("12\n")},
        {"patient": ReportedPatient("1\x002")},
        {"order": replace(fixtures.ORDER, accession_number="A" * 17)},
        {"order": replace(fixtures.ORDER, procedure_id="P\\Q")},
        {"order": replace(fixtures.ORDER, study_uid="1.02.3")},
        {"order": replace(fixtures.ORDER, study_uid="1." + "2" * 63)},
        {"order": replace(fixtures.ORDER, study_uid="../../1")},
    ],
)
def test_a_number_is_refused_rather_than_altered(changes):
    for kind in (Kind.PDF, Kind.SR):
        with pytest.raises(OutputError):
            objects(fixtures.signed_report(**changes), kind)


@pytest.mark.parametrize("pdf", [b"", b"hello", b"\x00" * 100, b"<html>"])
def test_a_page_that_is_no_pdf_is_refused(pdf):
    with pytest.raises(OutputError, match="not a PDF"):
        objects(fixtures.signed_report(pdf=pdf), Kind.PDF)


def test_a_huge_page_goes_whole_and_one_without_end_is_refused(tmp_path, monkeypatch):
    huge = fixtures.pdf_page() + b"%" * 40_000_001
    report = fixtures.signed_report(pdf=huge)
    one = objects(report, Kind.PDF)[Kind.PDF]
    back = pydicom.dcmread(io.BytesIO(dicom_bytes(one)))
    assert back.EncapsulatedDocument[: back.EncapsulatedDocumentLength] == huge
    monkeypatch.setattr("engine.export.dicom.encapsulated_pdf._LARGEST", 40_000_000)
    with pytest.raises(OutputError, match="40 MB"):
        objects(report, Kind.PDF)


def test_the_signed_page_is_there_byte_for_byte():
    for size in (0, 1):
        page = fixtures.pdf_page() + b"\n" * size
        one = dataset(fixtures.signed_report(pdf=page), Kind.PDF)
        assert one.EncapsulatedDocument[: one.EncapsulatedDocumentLength] == page
        assert len(one.EncapsulatedDocument) % 2 == 0


def test_signed_by_somebody_of_another_zone_without_a_recording():
    signature = Signed(
        "B", datetime(2026, 5, 1, 23, 59, 59, tzinfo=timezone(timedelta(hours=-10))), "", "", ""
    )
    one = dataset(fixtures.signed_report(recorded=None, signature=signature), Kind.PDF)
    assert (one.ContentDate, one.TimezoneOffsetFromUTC) == ("20260501", "-1000")
    assert one.AcquisitionDateTime == ""
