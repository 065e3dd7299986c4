"""What docs/dicom.md publishes is what the program writes."""

from pathlib import Path

from pydicom.sr.codedict import codes

from engine.export import codes as concepts
from engine.export.codes import Concept
from tests.engine.export import report_fixtures as fixtures
from tests.engine.export.dicom.validators import objects

PAGE = (Path(__file__).parents[4] / "docs" / "dicom.md").read_text("utf-8")


def test_codes_of_others_are_those_that_pydicom_lists():
    known = {
        (code.value, code.meaning)
        for scheme in (codes.DCM, codes.SCT)
        for code in (getattr(scheme, name) for name in scheme.dir())
    }
    foreign = {
        one
        for value in vars(concepts).values()
        for one in (value.values() if isinstance(value, dict) else [value])
        if isinstance(one, Concept) and one.scheme in ("DCM", "SCT")
    }
    assert len(foreign) > 10
    assert {(one.value, one.meaning) for one in foreign} <= known
    for site in (*concepts.MEASURED_SITES.values(), *concepts.SPINE.values(), concepts.BACK):
        assert f"{site.meaning} (SCT {site.value})" in PAGE


def test_published_classes_and_transfer_syntaxes_are_those_of_the_objects():
    report = fixtures.signed_report(video=fixtures.h264_video())
    for one in objects(report).values():
        (row,) = [line for line in PAGE.splitlines() if f"| {one.class_uid} |" in line]
        assert one.transfer_syntax in row
