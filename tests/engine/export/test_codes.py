"""The program's own codes: published as they are, and fit for DICOM and FHIR."""

import re
from pathlib import Path

from engine.core.classes import Outcome, Side
from engine.core.findings import FindingCode, Verdict
from engine.core.measurands import MEASURANDS
from engine.export import codes

DOCS = Path(__file__).parents[3] / "docs" / "codes.md"
OWN = [one for _, one in codes.private_codes()]


def test_the_published_tables_are_those_of_the_program():
    page = DOCS.read_text("utf-8")
    assert codes.private_table() in page
    assert codes.measured_table() in page
    assert f"`{codes.SYSTEMS[codes.SCHEME]}`" in page
    for level in codes.SPINE.values():
        assert f"{level.meaning} (SCT {level.value})" in page


def test_every_code_is_one_concept_that_both_formats_can_write():
    values = [one.value for one in OWN]
    assert len(set(values)) == len(values) > 90
    for one in OWN:
        assert one.scheme == codes.SCHEME
        assert type(one.value) is str
        assert re.fullmatch(r"[a-z][a-z0-9_]{0,15}", one.value)  # Code Value (0008,0100) is SH
        assert 0 < len(one.meaning.encode()) <= 64  # Code Meaning (0008,0104) is LO
    assert re.fullmatch(r"[0-9.]{1,64}", codes.SCHEME_UID)
    assert len(codes.SCHEME) <= 16


def test_every_code_of_the_table_is_published():
    named = [one for one in vars(codes).values() if isinstance(one, codes.Concept)]
    tables = [one for one in vars(codes).values() if isinstance(one, dict)]
    for table in tables:
        named += [one for one in table.values() if isinstance(one, codes.Concept)]
    assert {one for one in named if one.scheme == codes.SCHEME} == set(OWN)


def test_everything_that_a_report_can_say_has_a_code():
    tables = (codes.MEASURED, codes.MEASURED_SITES)
    assert all(set(table) == set(MEASURANDS) for table in tables)
    assert set(codes.OUTCOMES) == set(Outcome)
    assert set(codes.VERDICTS) == set(Verdict)
    assert set(codes.SIDES) == set(Side)
    assert list(codes.FINDINGS) == list(FindingCode)
    assert set(codes.BENDS) == {"even", "left higher", "right higher"}
    assert set(codes.STATUSES) == {"demo", "research", "validated"}
