"""The measurements as a structured report: dsrdump and highdicom read what was measured and signed."""

import functools
import io
from dataclasses import replace

import highdicom.sr
import pytest

from engine.core.classes import Outcome
from engine.core.measurands import MEASURANDS
from engine.export.dicom import Kind
from engine.export.dicom.dicom_object import dicom_bytes
from tests.app import result_fixtures as made
from tests.engine.export import report_fixtures as fixtures
from tests.engine.export.dicom.validators import dataset, objects, sr_text


def tree(report, say=str):
    """Return the items of a report as (depth, name, value) in order, read back by highdicom."""
    return _read(dicom_bytes(objects(report, Kind.SR, say=say)[Kind.SR]))


@functools.cache
def _read(content):
    read = highdicom.sr.srread(io.BytesIO(content))
    rows = []

    def walk(items, depth):
        for item in items:
            name = item.ConceptNameCodeSequence[0].CodeMeaning
            rows.append((depth, name, value_of(item)))
            walk(item.get("ContentSequence", []), depth + 1)

    walk(read.content[0].ContentSequence, 0)
    return rows


def value_of(item):
    match item.ValueType:
        case "CODE":
            return item.ConceptCodeSequence[0].CodeMeaning
        case "NUM":
            (measured,) = item.MeasuredValueSequence
            unit = measured.MeasurementUnitsCodeSequence[0].CodeValue
            return float(measured.NumericValue), unit
        case "TEXT":
            return item.TextValue
        case "PNAME":
            return str(item.PersonName)
        case "UIDREF":
            return "uid"
    return None


def group(report, name, say=str):
    """Return names and values of the group of one thing, without its tracking."""
    rows, inside = [], False
    for depth, title, value in tree(report, say):
        if depth == 1:
            inside = False
        elif depth == 2 and title == "Tracking Identifier":
            inside = value == name
        elif inside and title != "Tracking Unique Identifier":
            rows.append((title, value))
    return rows


SHOULDERS = [
    ("Measurement Method", "From the keypoints of a pose network"),
    ("Finding Site", "Shoulder"),
    ("Algorithm Name", "ScolioApp"),
    ("Algorithm Version", "0.1.0"),
    ("Algorithm Parameters", "blazepose heavy 0.10 (sha256 64437af8)"),
    ("Shoulder tilt (positive: left side lower)", (2.3, "deg")),
    ("+, range of upper measurement uncertainty", (1.1, "deg")),
    ("-, range of lower measurement uncertainty", (1.1, "deg")),
    ("Whole gait cycles averaged", (2.0, "{cycles}")),
    ("Level of confidence of the interval", (95.0, "%")),
    ("Side that the value names, where the interval leaves out zero", "Left"),
]


def test_a_measurement_has_its_interval_its_site_and_its_side():
    assert group(fixtures.signed_report(), "shoulder_tilt") == SHOULDERS


def test_a_right_side_is_negative_and_no_side_is_named_where_there_is_none():
    report = fixtures.signed_report()
    shift = dict(group(report, "lateral_shift"))
    assert shift["Lateral shift (positive: to the left)"] == (-1.8, "%{body_height}")
    side = "Side that the value names, where the interval leaves out zero"
    assert shift[side] == "Right"
    assert side not in dict(group(report, "trunk_lean"))


def test_what_could_not_be_measured_has_no_number_and_a_reason():
    hips = dict(group(fixtures.signed_report(), "hip_tilt"))
    assert hips["Hip tilt (positive: left side lower)"] == "Measurement failure"
    assert hips["Why there is no value"].startswith("The hips cannot be measured")


def test_every_measurement_of_the_result_is_there_and_says_what_it_comes_from():
    report = fixtures.signed_report(result=fixtures.dotted_result())
    names = [value for _, title, value in tree(report) if title == "Tracking Identifier"]
    measured = [name for name in MEASURANDS if name in report.result.measurements]
    assert names == [
        "outcome",
        "model",
        "recording_quality",
        *measured,
        "trunk_rotation_1",
        "trunk_rotation_2",
        "forward_bend",
    ]
    assert dict(group(report, "hip_tilt"))["Measurement Method"] == "From adhesive dots"


def test_a_demonstration_model_says_so_beside_each_of_its_outcomes():
    report = fixtures.signed_report()
    demo = "Demonstration model, no validation, no clinical meaning"
    for name in ("outcome", "model"):
        assert dict(group(report, name))["What the model is worth"] == demo
    outcome, model = dict(group(report, "outcome")), dict(group(report, "model"))
    assert outcome["Outcome that the signer stands for"] == "Borderline features"
    assert outcome["Whose outcome it is"] == "As the program gave it"
    assert outcome["Conclusion"].startswith("Borderline features (demo)\r\n")
    assert "no clinical meaning" in model["Notice that goes with the model's output"]
    assert (model["Algorithm Name"], model["Algorithm Version"]) == ("sconet_mt_demo", "1.0")
    assert ("Algorithm Parameters", f"sha256 {'ab' * 32}") in group(report, "model")


def test_a_research_model_without_a_notice_gets_one():
    model = made.demo_model().model_copy(update={"status": "research", "notice": None})
    report = fixtures.signed_report(result=made.screening(model=model).result)
    facts = dict(group(report, "model"))
    assert facts["What the model is worth"] == "Local research model, no validation"
    assert "unvalidated" in facts["Notice that goes with the model's output"]


def test_another_outcome_than_the_models_stands_beside_it_with_its_reason():
    report = fixtures.signed_report(outcome=Outcome.DETECTED, override_reason="The back was seen.")
    outcome = dict(group(report, "outcome"))
    assert (
        outcome["Outcome that the signer stands for"]
        == "Features associated with scoliosis detected"
    )
    assert outcome["Whose outcome it is"] == "The reviewer's own"
    assert outcome["Why another outcome holds than the program's"] == "The back was seen."
    assert "What the model is worth" not in outcome
    assert "The model said: Borderline features (demo)." in outcome["Conclusion"]
    assert dict(group(report, "model"))["Outcome that the program gave"] == "Borderline features"


def test_without_a_model_it_says_that_none_judged():
    report = fixtures.signed_report(result=fixtures.empty_result())
    assert group(report, "model") == [
        ("Outcome that the program gave", "Inconclusive: film again"),
        ("What the model is worth", "No model judged"),
    ]


def test_a_reviewer_may_answer_where_no_model_did():
    report = fixtures.signed_report(result=fixtures.empty_result(), outcome=Outcome.NOT_DETECTED)
    conclusion = dict(group(report, "outcome"))["Conclusion"]
    assert conclusion.endswith("\r\nThe reviewer's own outcome. No model judged.")


def test_no_score_of_a_network_is_written():
    for calibrated in (False, True):
        result = made.screening(model=made.demo_model(calibrated=calibrated)).result
        words = str(tree(fixtures.signed_report(result=result)))
        assert not any(figure in words for figure in ("0.31", "31.", "0.52", "52.", "of 100"))


def test_the_verdict_on_the_recording_and_its_findings():
    assert group(fixtures.signed_report(), "recording_quality") == [
        ("What the recording is good for", "Usable with care"),
        ("Quality Finding", "Feet cut off"),
        ("How much a finding matters", "Caution"),
        (
            "A finding in words",
            "The feet are out of the picture for 18 % of the walk. Step back, or tilt the camera down, "
            "until the floor shows.",
        ),
        ("Quality Finding", "Several people"),
        ("How much a finding matters", "Note"),
        (
            "A finding in words",
            "2 people are in the picture. Check that the right person was followed; choose another one "
            "if not.",
        ),
    ]


def test_what_the_examiner_measured():
    report = fixtures.signed_report()
    assert group(report, "trunk_rotation_1") == [
        ("Finding Site", "Thoracic spine"),
        ("Angle of trunk rotation, by scoliometer", (6.5, "deg")),
        ("Side of the trunk that is higher", "Right"),
    ]
    assert group(report, "forward_bend") == [
        ("Finding Site", "Back"),
        ("Forward-bend test", "Right side higher"),
    ]
    nothing = fixtures.signed_report(angles=(), forward_bend="")
    assert "forward_bend" not in str(tree(nothing))
    assert "trunk_rotation" not in str(tree(nothing))


def test_the_signer_is_the_verifying_observer():
    report = fixtures.signed_report()
    one = dataset(report, Kind.SR)
    assert (one.CompletionFlag, one.VerificationFlag, one.PreliminaryFlag) == (
        "COMPLETE",
        "VERIFIED",
        "FINAL",
    )
    (verifier,) = one.VerifyingObserverSequence
    assert verifier.VerifyingObserverName == "Dr. Li Wei"
    assert verifier.VerifyingOrganization == "Sunshine Primary School"
    rows = tree(report)
    assert (0, "Person Observer Name", "Dr. Li Wei") in rows
    assert (0, "Device Observer Model Name", "ScolioApp") in rows
    outcome = dict(group(report, "outcome"))
    assert outcome["Code of the signature, as on the page"] == report.signature.code
    assert outcome["SHA-256 of what was signed"] == report.signature.sha256
    assert outcome["Who reviewed it"] == "Dr. Chen Yu"


def test_an_amendment_says_which_version_it_is_and_why():
    outcome = dict(group(fixtures.amended_report(), "outcome"))
    assert outcome["Version of this report"] == "2"
    assert outcome["Why the version before was amended"] == "The wrong person had been followed."


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en", "English"),
        ("zh-CN", "Chinese (China)"),
        ("zh_CN", "Chinese (China)"),
        ("de", "de"),
        ("", "Undetermined"),
        ("not a tag", "Undetermined"),
    ],
)
def test_the_language_of_the_sentences(tag, language):
    rows = tree(fixtures.signed_report(language=tag))
    assert rows[0] == (0, "Language of Content Item and Descendants", language)


def test_sentences_are_in_the_language_of_the_report():
    report = fixtures.signed_report(language="zh-CN")
    words = str(tree(report, say=lambda one: f"译「{one}」"))
    assert "译「译「Borderline features」 (译「demo」)」" in words
    assert "译「The hips cannot be measured well enough in this recording.」" in words


def test_the_same_thing_is_tracked_through_amendments():
    def tracked(report):
        (root,) = [dataset(report, Kind.SR)]
        groups = root.ContentSequence[-1].ContentSequence
        return [one.ContentSequence[1].UID for one in groups]

    first = tracked(fixtures.signed_report())
    assert tracked(fixtures.amended_report()) == first
    assert len(set(first)) == len(first)
    other = fixtures.signed_report(recording="9f" * 16)
    assert not set(tracked(other)) & set(first)


def test_dsrdump_reads_it(tmp_path):
    patient = replace(fixtures.signed_report().patient, name="王小明")
    report = fixtures.amended_report(order=fixtures.ORDER, patient=patient)
    words = sr_text(objects(report, Kind.SR)[Kind.SR], tmp_path)
    for line in (
        "Comprehensive SR Document",
        "Patient             : 王小明=王小明 (M, 2014-05-06, #S-0017)",
        "Verification Flag   : VERIFIED",
        "Predecessor Docs    : 1",
        '"Shoulder tilt (positive: left side lower)")="2.3" (deg,UCUM,"degree")>',
        '"Hip tilt (positive: left side lower)")=(114006,DCM,"Measurement failure")>',
    ):
        assert line in words, words
