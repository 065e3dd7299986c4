"""The program's own codes: published as they are, and fit for DICOM and FHIR."""

import re
from pathlib import Path

from pydicom.sr._concepts_dict import concepts

from engine.core.classes import Outcome, Side
from engine.core.findings import Verdict
from engine.core.measurands import MEASURANDS
from engine.export import codes

DOCS = Path(__file__).parents[3] / "docs" / "fhir.md"


def published():
    rows = re.findall(r"^\| `(\w+)` \|(.*)\|$", DOCS.read_text("utf-8"), re.MULTILINE)
    return [(code, *(cell.strip() for cell in rest.split("|"))) for code, rest in rows]


def test_the_published_table_is_that_of_the_program():
    def row(one):
        site = "" if one.site is None else f"{one.site.meaning} (SCT {one.site.value})"
        unit = "" if one.unit is None else f"`{one.unit.value}`"
        return (one.code.value, one.code.meaning, one.definition, site, unit)

    assert published() == [row(one) for one in codes.CONCEPTS]
    assert codes.SYSTEMS[codes.SCHEME] in DOCS.read_text("utf-8")
    for level in codes.SPINE_LEVELS.values():
        assert f"{level.meaning} (SCT {level.value})" in DOCS.read_text("utf-8")


def test_every_code_is_one_concept_that_both_formats_can_write():
    values = [one.code.value for one in codes.CONCEPTS]
    assert len(set(values)) == len(values)
    for one in codes.CONCEPTS:
        assert one.code.scheme == codes.SCHEME
        assert re.fullmatch(r"[a-z][a-z0-9_]*", one.code.value)
        assert 0 < len(one.code.meaning) <= 64  # Code Meaning (0008,0104) is LO
        assert one.definition.endswith(".")
    assert re.fullmatch(r"[0-9.]{1,64}", codes.SCHEME_UID)
    assert len(codes.SCHEME) <= 16  # Coding Scheme Designator (0008,0102) is SH


def test_everything_that_a_report_can_say_has_a_code():
    assert set(codes.MEASURED) == set(MEASURANDS)
    for name, one in codes.MEASURED.items():
        assert one.unit == codes.UNITS[MEASURANDS[name].unit]
        assert one.site is not None
    assert set(codes.OUTCOMES) == set(Outcome)
    assert set(codes.QUALITIES) == set(Verdict)
    assert set(codes.SIDES) == set(Side)
    assert set(codes.FORWARD_BENDS) == {"even", "left higher", "right higher"}
    assert set(codes.MODEL_STATUSES) == {"demo", "research", "validated"}
    assert set(codes.METHODS) == {"keypoints", "dots", "examiner"}


def test_places_of_the_body_are_those_of_dicoms_own_lists():
    sites = [one.site for one in codes.CONCEPTS if one.site is not None]
    for site in (*sites, *codes.SPINE_LEVELS.values(), *codes.SIDES.values()):
        assert site.scheme == "SCT"
        names = {
            said[0]
            for each in concepts["SCT"].values()
            for code, said in each.items()
            if code == site.value
        }
        assert any(name.startswith(site.meaning) for name in names), (site, names)
