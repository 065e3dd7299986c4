"""What docs/dicom.md publishes is what the program writes."""

from pathlib import Path

from pydicom.sr.codedict import codes

from engine.core.findings import FindingCode
from engine.core.measurands import MEASURANDS
from engine.export.dicom import coded_concepts as concepts
from engine.export.dicom.coded_concepts import Concept, private_codes, private_table
from tests.engine.export import report_fixtures as fixtures
from tests.engine.export.dicom.validators import objects

PAGE = (Path(__file__).parents[4] / "docs" / "dicom.md").read_text("utf-8")


def test_the_published_table_is_that_of_the_program():
    begin, end = "<!-- private codes -->\n", "\n<!-- end of private codes -->"
    assert PAGE.partition(begin)[2].partition(end)[0] == private_table()


def test_every_code_is_short_and_unique():
    ours = [one for _, one in private_codes()]
    assert all(one.scheme == "99SCOLIOAPP" and 0 < len(one.value) <= 16 for one in ours)
    assert all(0 < len(one.meaning.encode()) <= 64 and "…" not in one.meaning for one in ours)
    assert len({one.value for one in ours}) == len(ours)


def test_every_measurand_and_finding_has_a_code():
    assert list(concepts.MEASURED) == list(concepts.MEASURED_SITES) == list(MEASURANDS)
    assert list(concepts.FINDINGS) == list(FindingCode)


def test_no_code_of_our_own_is_missing_from_the_table():
    published = {one for _, one in private_codes()}
    written = {
        one
        for value in vars(concepts).values()
        for one in (value.values() if isinstance(value, dict) else [value])
        if isinstance(one, Concept) and one.scheme == concepts.SCHEME
    }
    assert written == published


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
