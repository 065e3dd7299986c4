"""The codes in which a hospital is told what was found: one table for DICOM, FHIR and ``docs/codes.md``.

SNOMED CT, UCUM and DICOM where they have one, the program's own where they have none: neither SNOMED CT nor
LOINC has codes for what is measured in a walk. A code that has been published keeps its meaning for good;
another meaning is another code. Must not know any format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from engine.core.classes import Outcome, Side
from engine.core.findings import FindingCode, Severity, Verdict
from engine.core.measurands import MEASURANDS, Measurand
from engine.core.result import Unit
from engine.report import wording
from engine.report.measurement_words import side_labels

SCHEME: Final = "99SCOLIOAPP"
"""Designator of the program's own codes in DICOM: 99 begins what is private (PS3.16, chapter 8)."""

SCHEME_UID: Final = "2.25.175302585904266980240812345418254438314"
"""UID of the program's own codes, made of a UUID (DICOM PS3.5, B.2)."""

SYSTEMS: Final[Mapping[str, str]] = {
    SCHEME: f"urn:oid:{SCHEME_UID}",
    "DCM": "http://dicom.nema.org/resources/ontology/DCM",
    "SCT": "http://snomed.info/sct",
    "UCUM": "http://unitsofmeasure.org",
}
"""The URI by which FHIR names a coding scheme, by its designator in DICOM."""

DECIMALS: Final = 2
"""With how many decimals every export writes a measured number and its interval."""


class Concept(NamedTuple):
    """A coded concept.

    Attributes:
        value: Its code; of the program's own at most 16 characters (DICOM's SH).
        scheme: A key of `SYSTEMS`.
        meaning: In English, at most 64 characters (DICOM's LO).
    """

    value: str
    scheme: str
    meaning: str


def _own(name: str, meaning: str) -> Concept:
    """Return one of the program's own; its code is a stable name, shortened where SH is shorter."""
    return Concept(_SHORT.get(name, str(name)), SCHEME, meaning)


_SHORT: Final[Mapping[str, str]] = {
    "arm_swing_asymmetry": "arm_swing_asym",
    "features_detected": "features",
    "borderline_features": "borderline",
    "no_features_detected": "no_features",
    "repeat_the_recording": "repeat_recording",
    "file_broken_middle": "file_broken",
    "variable_frame_rate": "variable_rate",
    "directions_disagree": "dirs_disagree",
    "model_not_validated": "model_unvalid",
    "dots_not_reviewed": "dots_unreviewed",
}
"""Stable names that have more than 16 characters, and the code that stands for each."""

# Names of items.
PROCEDURE = _own("gait_screening", "Screening of the gait from a video")
REPORT = _own("screening_report", "Report of a screening of the gait")
OUTCOME = _own("outcome", "Outcome that the signer stands for")
OUTCOME_ORIGIN = _own("outcome_origin", "Whose outcome it is")
OVERRIDE_REASON = _own("override_reason", "Why another outcome holds than the program's")
PROGRAM_OUTCOME = _own("program_outcome", "Outcome that the program gave")
MODEL_STATUS = _own("model_status", "What the model is worth")
MODEL_NOTICE = _own("model_notice", "Notice that goes with the model's output")
VERDICT = _own("quality_verdict", "What the recording is good for")
SEVERITY = _own("severity", "How much a finding matters")
FINDING_WORDS = _own("finding_words", "A finding in words")
SIDE = _own("side", "Side that the value names, where the interval leaves out zero")
NO_VALUE_REASON = _own("no_value_reason", "Why there is no value")
CYCLES = _own("gait_cycles", "Whole gait cycles averaged")
CONFIDENCE = _own("confidence", "Level of confidence of the interval")
INTERVAL_LOW = _own("interval_low", "Lower end of the 95 % interval, in the value's unit")
INTERVAL_HIGH = _own("interval_high", "Upper end of the 95 % interval, in the value's unit")
VERTICAL = _own("vertical", "Vertical against which it was measured")
ROTATION = _own("trunk_rotation", "Angle of trunk rotation, by scoliometer")
HIGHER_SIDE = _own("higher_side", "Side of the trunk that is higher")
FORWARD_BEND = _own("forward_bend", "Forward-bend test")
VERSION = _own("version", "Version of this report")
AMENDMENT_REASON = _own("amend_reason", "Why the version before was amended")
REPLACED = _own("replaced", "Version that this one takes the place of")
REVIEWER = _own("reviewer", "Who reviewed it")
SIGNATURE_MEANING = _own("sign_meaning", "In which sense it was signed")
SIGNATURE_CODE = _own("sign_code", "Code of the signature, as on the page")
SIGNATURE_HASH = _own("sign_sha256", "SHA-256 of what was signed")

# Values.
BY_REVIEWER = _own("by_reviewer", "The reviewer's own")
BY_PROGRAM = _own("by_program", "As the program gave it")
NO_MODEL = _own("no_model", "No model judged")
EXAMINER = _own("examiner", "Found or read off by a person at the visit")
OUTCOMES: Mapping[Outcome, Concept] = {
    one: _own(one, str(wording.outcome_title(one))) for one in Outcome
}
STATUSES: Mapping[str, Concept] = {
    "demo": _own("demo", "Demonstration model, no validation, no clinical meaning"),
    "research": _own("research", "Local research model, no validation"),
    "validated": _own("validated", "Model with an evaluation report that was signed"),
}
VERDICTS: Mapping[Verdict, Concept] = {
    one: _own(one, str(wording.verdict_label(one))) for one in Verdict
}
SEVERITIES: Mapping[Severity, Concept] = {
    one: _own(f"severity_{one}", str(wording.severity_label(one))) for one in Severity
}
FINDINGS: Mapping[FindingCode, Concept] = {
    one: _own(one, str(wording.finding_title(one))) for one in FindingCode
}
METHODS: Mapping[str, Concept] = {
    "keypoints": _own("keypoints", "From the keypoints of a pose network"),
    "dots": _own("dots", "From adhesive dots"),
}
VERTICALS: Mapping[str, Concept] = {
    "known": _own("vertical_known", "Plumb line: the camera's level was known"),
    "balance": _own("vertical_balance", "Plumb line: taken from the balance of the walk"),
    "unknown": _own("vertical_unknown", "Edges of the picture: the level was not known"),
}
"""By how the camera's level was known, as `engine.core.measuring_method` says it."""
BENDS: Mapping[str, Concept] = {
    "even": _own("bend_even", "Both sides even"),
    "left higher": _own("bend_left", "Left side higher"),
    "right higher": _own("bend_right", "Right side higher"),
}

# Of DICOM and SNOMED CT (PS3.16, as pydicom lists them).
SIDES: Mapping[Side, Concept] = {
    Side.LEFT: Concept("7771000", "SCT", "Left"),
    Side.RIGHT: Concept("24028007", "SCT", "Right"),
}
CONCLUSION = Concept("121077", "DCM", "Conclusion")
QUALITY_FINDING = Concept("111052", "DCM", "Quality Finding")
NO_VALUE = Concept("114006", "DCM", "Measurement failure")
VERIFYING = Concept("121098", "DCM", "Verifying")
ENTIRE_BODY = Concept("38266002", "SCT", "Entire body")
BACK = Concept("77568009", "SCT", "Back")
SPINE: Mapping[str, Concept] = {
    "thoracic": Concept("122495006", "SCT", "Thoracic spine"),
    "thoracolumbar": Concept("1217256009", "SCT", "Thoraco-lumbar spine"),
    "lumbar": Concept("122496007", "SCT", "Lumbar spine"),
}
MEASURED_SITES: Mapping[str, Concept] = {
    name: Concept(one.anatomy[0], "SCT", one.anatomy[1]) for name, one in MEASURANDS.items()
}
"""Where each measurand is found on the body, by its name."""
DEGREES = Concept("deg", "UCUM", "degree")
UNITS: Mapping[Unit, Concept] = {
    Unit.DEGREES: DEGREES,
    Unit.PERCENT: Concept("%", "UCUM", "percent"),
    Unit.PERCENT_HEIGHT: Concept("%{body_height}", "UCUM", "percent of body height"),
    Unit.STEPS_PER_MINUTE: Concept("{steps}/min", "UCUM", "steps per minute"),
}
COUNT = Concept("{cycles}", "UCUM", "cycles")
PERCENT = UNITS[Unit.PERCENT]


def _signed_meaning(one: Measurand) -> str:
    """Return what a measurand is and what a positive value says, for figures carry their sign."""
    return f"{one.label} (positive: {side_labels(one.sign)[0]})"


MEASURED: Mapping[str, Concept] = {
    name: _own(name, _signed_meaning(one)) for name, one in MEASURANDS.items()
}
"""The concept of each measurand, by its name."""


def private_codes() -> Iterator[tuple[str, Concept]]:
    """Yield every code of our own with what it is for, in the order in which they are published."""
    figures = (ROTATION, CYCLES, CONFIDENCE, INTERVAL_LOW, INTERVAL_HIGH)
    yield from (("measurement", one) for one in (*MEASURED.values(), *figures))
    names = (
        PROCEDURE, REPORT, OUTCOME, OUTCOME_ORIGIN, OVERRIDE_REASON, PROGRAM_OUTCOME, MODEL_STATUS,
        MODEL_NOTICE, VERDICT, SEVERITY, FINDING_WORDS, SIDE, NO_VALUE_REASON, VERTICAL, HIGHER_SIDE,
        FORWARD_BEND, VERSION, AMENDMENT_REASON, REPLACED, REVIEWER, SIGNATURE_MEANING, SIGNATURE_CODE,
        SIGNATURE_HASH,
    )  # fmt: skip
    yield from (("name of an item", one) for one in names)
    yield from (("outcome", one) for one in OUTCOMES.values())
    yield from (("whose outcome", one) for one in (BY_REVIEWER, BY_PROGRAM))
    yield from (("status of a model", one) for one in (*STATUSES.values(), NO_MODEL))
    yield from (("measurement method", one) for one in (*METHODS.values(), EXAMINER))
    yield from (("vertical", one) for one in VERTICALS.values())
    yield from (("forward-bend test", one) for one in BENDS.values())
    yield from (("verdict on the recording", one) for one in VERDICTS.values())
    yield from (("severity of a finding", one) for one in SEVERITIES.values())
    yield from (("finding about the recording", one) for one in FINDINGS.values())


def private_table() -> str:
    """Return our own codes as the table of ``docs/codes.md``."""
    rows = (f"| `{one.value}` | {one.meaning} | {use} |" for use, one in private_codes())
    return "\n".join(("| code | meaning | used as |", "|---|---|---|", *rows))


def measured_table() -> str:
    """Return what each measurand is, where and in which unit, as the table of ``docs/codes.md``."""
    rows = []
    for name, concept in MEASURED.items():
        site, unit = MEASURED_SITES[name], UNITS[MEASURANDS[name].unit]
        place = f"{site.meaning} (SCT {site.value})"
        rows.append(
            f"| `{concept.value}` | {MEASURANDS[name].definition} | {place} | `{unit.value}` |"
        )
    head = "| code | what it is | body site | unit (UCUM) |"
    return "\n".join((head, "|---|---|---|---|", *rows))
