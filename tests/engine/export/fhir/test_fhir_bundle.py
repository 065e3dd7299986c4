"""A signed report as FHIR resources: valid, whole, the same whenever it is made, and honest."""

import base64
import json
import re

import pytest
from fhir.resources.R4B.bundle import Bundle

from engine.core.classes import Outcome
from engine.core.errors import OutputError
from engine.export.codes import FINDINGS, MEASURED, OUTCOMES, SCHEME, SYSTEMS, private_codes
from engine.export.fhir import bundle_of, write_bundle
from engine.export.signed_report import ReportedPatient
from tests.engine.export.fhir.report_variants import HOSTILE, hostile_report, judged_by, reports
from tests.engine.export.report_fixtures import (
    AMENDED,
    JUDGEMENT,
    ORDER,
    amended_report,
    dotted_result,
    empty_result,
    pdf_page,
    signed_report,
)

NUMBERING = "https://school.example/children"
REPORTS = reports()
KINDS = ("collection", "transaction")
OWN = SYSTEMS[SCHEME]

# What FHIR R4 allows where its binding is required (fhir.resources takes any word).
REQUIRED = {
    ("Bundle", "type"): {"collection", "transaction"},
    ("Patient", "gender"): {"male", "female", "other", "unknown"},
    ("ServiceRequest", "status"): {"completed"},
    ("ServiceRequest", "intent"): {"order", "filler-order"},
    ("Observation", "status"): {"final", "amended"},
    ("DiagnosticReport", "status"): {"final", "amended"},
    ("DocumentReference", "status"): {"current"},
    ("DocumentReference", "docStatus"): {"final", "amended"},
}
# Codes of HL7's own systems that are used, from the pages of FHIR R4.
HL7 = {
    "observation-category": {"procedure": "Procedure", "exam": "Exam"},
    "data-absent-reason": {"unknown": "Unknown", "not-performed": "Not Performed"},
    "v2-0074": {"OTH": "Other"},
    "v2-0203": {"ACSN": "Accession ID"},
    "v3-DataOperation": {"CREATE": "create", "UPDATE": "revise"},
    "provenance-participant-type": {
        "attester": "Attester",
        "verifier": "Verifier",
        "assembler": "Assembler",
    },
}


def everything_in(found):
    """Yield every value of a resource with the name that it has."""
    pairs = found.items() if isinstance(found, dict) else enumerate(found)
    for name, value in pairs:
        yield name, value
        if isinstance(value, dict | list):
            yield from everything_in(value)


def of_kind(bundle, kind):
    return [e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == kind]


def one_of(report, kind, **changes):
    (found,) = of_kind(bundle_of(report, **changes), kind)
    return found


def observation(report, code, number=0):
    found = of_kind(bundle_of(report), "Observation")
    return [each for each in found if each["code"]["coding"][0]["code"] == code][number]


def urn(resource):
    return resource["identifier"][0]["value"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", REPORTS)
def test_every_report_is_a_valid_bundle(name, kind):
    bundle = bundle_of(REPORTS[name], kind=kind, numbering=NUMBERING)
    read = Bundle.model_validate(json.loads(json.dumps(bundle)))
    assert len(read.entry) == len(bundle["entry"]) >= 7


@pytest.mark.parametrize("name", REPORTS)
def test_every_word_has_a_place_in_the_standard(name):
    bundle = bundle_of(REPORTS[name], kind="transaction", numbering=NUMBERING)
    for resource in [bundle, *(entry["resource"] for entry in bundle["entry"])]:
        for field, allowed in REQUIRED.items():
            if resource["resourceType"] == field[0] and field[1] in resource:
                assert resource[field[1]] in allowed
    published = {one.value: one.meaning for _, one in private_codes()}
    for _, value in everything_in(bundle):
        if isinstance(value, dict) and {"system", "code", "display"} <= value.keys():
            system = value["system"]
            if system == OWN:
                assert published[value["code"]] == value["display"]
            if system.startswith("http://terminology.hl7.org/"):
                assert HL7[system.rpartition("/")[2]][value["code"]] == value["display"]


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_is_empty_and_nothing_is_unreadable(name):
    bundle = bundle_of(REPORTS[name], kind="transaction", numbering=NUMBERING)
    for _, value in everything_in(bundle):
        assert value not in ("", [], {}, None)
        if isinstance(value, str):
            assert not re.search("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f\ud800-\udfff]", value)
            assert value.strip() == value
            value.encode()


@pytest.mark.parametrize("name", REPORTS)
def test_references_stay_within_the_bundle_and_every_request_finds_its_resource(name):
    bundle = bundle_of(REPORTS[name], kind="transaction", numbering=NUMBERING)
    names = [entry["fullUrl"] for entry in bundle["entry"]]
    assert len(set(names)) == len(names)
    referred = {value for key, value in everything_in(bundle) if key == "reference"}
    assert referred <= set(names)
    queries = [e["request"].get("ifNoneExist") or e["request"]["url"] for e in bundle["entry"]]
    assert len(set(queries)) == len(queries)
    text = json.dumps(bundle)
    for name in names:
        # A server may replace this name wherever it stands.
        assert text.count(name) == 1 + sum(
            value == name for key, value in everything_in(bundle) if key == "reference"
        )
    for entry in bundle["entry"]:
        resource, query = entry["resource"], entry["request"].get("ifNoneExist", "")
        if resource["resourceType"] not in ("Patient", "Provenance") and query:
            assert query == f"identifier=urn:ietf:rfc:3986|{urn(resource)}"


@pytest.mark.parametrize("name", REPORTS)
def test_the_same_report_is_the_same_bundle(name):
    again = reports()[name]
    for kind in KINDS:
        assert bundle_of(REPORTS[name], kind=kind) == bundle_of(again, kind=kind)


def test_children_of_two_schools_with_one_number_are_two():
    report = signed_report()
    places = {
        bundle_of(report, kind="transaction", numbering=one)["entry"][0]["fullUrl"]
        for one in ("", "urn:oid:1.2", "urn:oid:1.3")
    }
    assert len(places) == 3
    other = signed_report(institution=("Another school",))
    assert bundle_of(report)["entry"][0]["fullUrl"] != bundle_of(other)["entry"][0]["fullUrl"]


def test_an_amendment_takes_the_place_of_the_report_and_stands_beside_the_page():
    first, second = signed_report(), amended_report()
    for kind in ("ServiceRequest", "Device", "DiagnosticReport"):
        assert urn(one_of(first, kind)) == urn(one_of(second, kind))
    assert [urn(one) for one in of_kind(bundle_of(first), "Observation")] == [
        urn(one) for one in of_kind(bundle_of(second), "Observation")
    ]
    page = one_of(second, "DocumentReference")
    (replaced,) = page["relatesTo"]
    assert replaced["code"] == "replaces"
    assert (
        replaced["target"]["identifier"] == one_of(first, "DocumentReference")["masterIdentifier"]
    )
    assert urn(page) != replaced["target"]["identifier"]["value"]
    assert one_of(first, "DiagnosticReport")["status"] == "final"
    assert one_of(second, "DiagnosticReport")["status"] == "amended"
    signed = one_of(second, "Provenance")
    assert signed["reason"] == [{"text": "The wrong person had been followed."}]
    assert signed["entity"][0]["role"] == "revision"
    assert JUDGEMENT != AMENDED


def test_only_an_amendment_overwrites_and_only_what_was_amended():
    def methods(report):
        entries = bundle_of(report, kind="transaction", numbering=NUMBERING)["entry"]
        return {(e["resource"]["resourceType"], e["request"]["method"]) for e in entries}

    kept = {"Patient", "Device", "ServiceRequest", "DocumentReference", "Provenance"}
    assert {method for _, method in methods(signed_report())} == {"POST"}
    assert methods(amended_report()) == {(one, "POST") for one in kept} | {
        ("Observation", "PUT"),
        ("DiagnosticReport", "PUT"),
    }


def test_a_measurement_says_value_interval_cycles_place_and_method():
    found = observation(signed_report(), "shoulder_tilt")
    value = signed_report().result.measurements["shoulder_tilt"]
    unit = {"unit": "degree", "system": "http://unitsofmeasure.org", "code": "deg"}
    assert found["valueQuantity"] == {"value": round(value.value, 2), **unit}
    parts = {one["code"]["coding"][0]["code"]: one for one in found["component"]}
    assert parts["interval_low"]["valueQuantity"] == {"value": round(value.low, 2), **unit}
    assert parts["interval_high"]["valueQuantity"] == {"value": round(value.high, 2), **unit}
    assert parts["gait_cycles"]["valueInteger"] == value.cycles
    assert parts["side"]["valueCodeableConcept"]["text"] == "Left"
    assert parts["vertical"]["valueCodeableConcept"]["coding"][0]["code"].startswith("vertical_")
    assert found["bodySite"]["coding"][0]["code"] == "16982005"
    assert found["method"]["coding"][0]["code"] == "keypoints"
    assert signed_report().result.provenance.estimator in found["method"]["text"]
    assert "left side lower" in found["note"][0]["text"]
    shift = observation(signed_report(), "lateral_shift")["valueQuantity"]
    assert (shift["code"], shift["unit"]) == ("%{body_height}", "percent of body height")


def test_the_quality_of_the_recording_names_every_finding():
    found = observation(signed_report(), "quality_verdict")
    quality = signed_report().result.quality
    noticed = [one["valueCodeableConcept"]["coding"][0]["code"] for one in found["component"]]
    assert noticed == [FINDINGS[one.code].value for one in quality.findings]
    assert len(found["note"]) == len(quality.findings) > 0


def test_what_was_measured_from_dots_says_so_until_somebody_looked():
    found = observation(signed_report(result=dotted_result()), "shoulder_tilt")
    assert found["method"]["coding"][0]["code"] == "dots"
    assert any("not yet checked" in note["text"] for note in found["note"])


def test_a_measurement_without_a_number_says_why():
    found = observation(signed_report(), "hip_tilt")
    assert "valueQuantity" not in found
    assert "component" not in found
    assert found["dataAbsentReason"]["coding"][0]["code"] == "unknown"
    reason = signed_report().result.measurements["hip_tilt"].reason
    assert found["dataAbsentReason"]["text"] == str(reason)
    lost = of_kind(bundle_of(REPORTS["no numbers"]), "Observation")
    measurands = {one.value for one in MEASURED.values()}
    measured = [one for one in lost if one["code"]["coding"][0]["code"] in measurands]
    assert len(measured) == 7
    assert all("dataAbsentReason" in one and "valueQuantity" not in one for one in measured)


def test_the_scoliometer_says_level_degrees_and_higher_side():
    thoracic, lumbar = (observation(signed_report(), "trunk_rotation", n) for n in (0, 1))
    assert thoracic["valueQuantity"]["value"] == 6.5
    assert thoracic["bodySite"]["coding"][0]["code"] == "122495006"
    assert lumbar["component"][0]["valueCodeableConcept"]["text"] == "Left"
    assert thoracic["method"]["coding"][0]["code"] == "examiner"
    unsaid = observation(REPORTS["angles"], "trunk_rotation")
    assert "component" not in unsaid
    assert (
        len(of_kind(bundle_of(REPORTS["angles"]), "Observation"))
        == len(of_kind(bundle_of(signed_report()), "Observation")) + 1
    )
    bend = observation(signed_report(), "forward_bend")
    assert bend["valueCodeableConcept"]["coding"][0]["code"] == "bend_right"


@pytest.mark.parametrize("outcome", Outcome)
def test_the_outcome_of_the_person_holds_and_that_of_the_model_stands_beside_it(outcome):
    report = signed_report(outcome=outcome, override_reason="Seen on the bench.")
    held = observation(report, "outcome")
    said = observation(report, "program_outcome")
    assert held["valueCodeableConcept"]["coding"][0]["code"] == OUTCOMES[outcome].value
    assert held["performer"] == [{"type": "Practitioner", "display": "Dr. Li Wei"}]
    assert (
        said["valueCodeableConcept"]["coding"][0]["code"] == OUTCOMES[report.result.outcome].value
    )
    whole = one_of(report, "DiagnosticReport")
    assert whole["conclusionCode"][0]["coding"][0]["code"] == OUTCOMES[outcome].value
    assert "Seen on the bench." in whole["conclusion"]
    own = outcome is not report.result.outcome
    parts = {one["code"]["coding"][0]["code"]: one for one in held["component"]}
    origin = parts["outcome_origin"]["valueCodeableConcept"]["coding"][0]["code"]
    assert origin == ("by_reviewer" if own else "by_program")
    # What a model is worth stands wherever its outcome does.
    assert ("model_status" in parts) == (not own)
    for words in (held["valueCodeableConcept"]["text"], whole["conclusionCode"][0]["text"]):
        assert words.endswith("(demo)") == (not own)
    assert said["valueCodeableConcept"]["text"].endswith("(demo)")
    if outcome is not report.result.outcome:
        assert "The reviewer's own outcome. The model said" in whole["conclusion"]


def test_what_a_model_is_worth_stands_with_what_it_said():
    for status in ("demo", "research", "validated"):
        report = signed_report(result=judged_by(status))
        (part,) = observation(report, "program_outcome")["component"]
        assert part["valueCodeableConcept"]["coding"][0]["code"] == status
        assert ("note" in observation(report, "program_outcome")) == (status != "validated")
        (value,) = one_of(report, "Device")["property"][0]["valueCode"]
        assert value["coding"][0]["code"] == status
        conclusion = one_of(report, "DiagnosticReport")["conclusion"].splitlines()
        assert ("(" in conclusion[0]) == (status != "validated")
    nobody = signed_report(result=empty_result())
    assert "property" not in one_of(nobody, "Device")
    assert observation(nobody, "program_outcome")["dataAbsentReason"]["coding"][0]["code"] == (
        "not-performed"
    )


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_is_called_a_diagnosis_and_the_limits_are_said(name):
    conclusion = one_of(REPORTS[name], "DiagnosticReport")["conclusion"]
    assert "not a diagnosis" in conclusion
    assert "simulated walkers only" in conclusion
    assert conclusion.count("diagnos") == 1


def test_the_page_is_there_byte_for_byte_and_signed():
    whole, page = (one_of(signed_report(), k) for k in ("DiagnosticReport", "DocumentReference"))
    for form in (whole["presentedForm"][0], page["content"][0]["attachment"]):
        assert base64.b64decode(form["data"]) == pdf_page()
        assert (form["contentType"], form["size"]) == ("application/pdf", len(pdf_page()))
    (signature,) = one_of(signed_report(), "Provenance")["signature"]
    assert signature["when"] == "2026-11-23T01:30:05+00:00"
    assert signature["who"]["display"] == "Dr. Li Wei"
    words = base64.b64decode(signature["data"]).decode()
    assert f"sha256: {'c0' * 32}" in words
    assert "code: AB12-CD34-EF56-7890" in words
    agents = {
        a["type"]["coding"][0]["code"]: a for a in one_of(signed_report(), "Provenance")["agent"]
    }
    assert agents["verifier"]["who"]["display"] == "Dr. Chen Yu"
    assert "reference" in agents["assembler"]["who"]


def test_the_patient_and_the_order_are_told_as_they_are_known():
    patient = one_of(signed_report(), "Patient", numbering=NUMBERING)
    assert patient["identifier"] == [{"use": "usual", "system": NUMBERING, "value": "S-0017"}]
    assert patient["name"] == [{"text": "王小明"}]
    assert (patient["gender"], patient["birthDate"]) == ("male", "2014-05-06")
    bare = one_of(signed_report(patient=ReportedPatient("17")), "Patient")
    assert bare == {"resourceType": "Patient", "identifier": [{"use": "usual", "value": "17"}]}
    request = one_of(signed_report(order=ORDER), "ServiceRequest")
    numbers = [one["value"] for one in request["identifier"][1:]]
    assert numbers == ["A-2026-0815", "urn:oid:1.2.826.0.1.3680043.8.498.4711", "RP-17", "SPS-3"]
    assert (request["intent"], request["code"]["text"]) == ("filler-order", "Screening of the gait")
    assert one_of(signed_report(), "ServiceRequest")["intent"] == "order"


def test_words_are_in_the_language_of_the_report():
    bundle = bundle_of(REPORTS["chinese"], say=lambda words: f"译 {words}")
    (whole,) = of_kind(bundle, "DiagnosticReport")
    assert whole["language"] == "zh-CN"
    assert all(line.startswith("译 ") for line in whole["conclusion"].splitlines())


def test_a_number_of_a_patient_cannot_widen_the_search():
    bundle = bundle_of(hostile_report(), kind="transaction", numbering=NUMBERING)
    query = bundle["entry"][0]["request"]["ifNoneExist"]
    assert re.fullmatch(r"identifier=https://school\.example/children\|[A-Za-z0-9%._~:-]+", query)
    assert "%5C%2C" in query  # a backslash before the comma, as FHIR wants it
    assert HOSTILE not in json.dumps(bundle, ensure_ascii=False)


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "报告.json"
    write_bundle(signed_report(), path, numbering=NUMBERING)
    assert json.loads(path.read_bytes()) == bundle_of(signed_report(), numbering=NUMBERING)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "in it").touch()
    with pytest.raises(OutputError):
        write_bundle(signed_report(), tmp_path / "folder")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["folder", "报告.json"]
