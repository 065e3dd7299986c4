"""The codes in which a hospital is told what was measured: one table for DICOM, FHIR and the page of docs.

Neither SNOMED CT nor LOINC has codes for what is measured in a walk, so the program publishes its own; places
of the body and units are those of everybody. A code that has been published keeps its meaning for good:
another meaning is another code. ``docs/fhir.md`` is the published table. Must not know any format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from engine.core.classes import Outcome, Side
from engine.core.findings import Verdict
from engine.core.measurands import MEASURANDS, Sign
from engine.core.result import Unit

SCHEME: Final = "99SCOLIOAPP"
"""Coding Scheme Designator of the program's own codes (DICOM PS3.16, chapter 8: 99 and more)."""

SCHEME_UID: Final = "2.25.175302585904266980240812345418254438314"
"""Coding Scheme UID of the program's own codes: made of a UUID (DICOM PS3.5, B.2)."""

SCHEME_NAME: Final = "ScolioApp gait screening codes"

SYSTEMS: Mapping[str, str] = MappingProxyType(
    {
        SCHEME: f"urn:oid:{SCHEME_UID}",
        "SCT": "http://snomed.info/sct",
        "UCUM": "http://unitsofmeasure.org",
    }
)
"""The URI by which FHIR names a coding scheme, by its designator in DICOM."""


DECIMALS: Final = 2
"""With how many decimals every export writes a measured number and its interval."""


@dataclass(frozen=True, slots=True)
class Code:
    """A concept in a coding scheme.

    Attributes:
        value: Code value. DICOM writes one of more than 16 characters as Long Code Value (0008,0119).
        scheme: A key of `SYSTEMS`.
        meaning: In English, at most 64 characters.
    """

    value: str
    scheme: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Concept:
    """A code of the program's own, as it is published.

    Attributes:
        definition: What it means, in English.
        site: Where on the body, or None.
        unit: Of its value, or None.
    """

    code: Code
    definition: str
    site: Code | None = None
    unit: Code | None = None


DEGREE: Final = Code("deg", "UCUM", "degree")
UNITS: Mapping[Unit, Code] = MappingProxyType(
    {
        Unit.DEGREES: DEGREE,
        Unit.PERCENT: Code("%", "UCUM", "percent"),
        Unit.PERCENT_HEIGHT: Code("%", "UCUM", "percent of body height"),
        Unit.STEPS_PER_MINUTE: Code("{steps}/min", "UCUM", "steps per minute"),
    }
)

HEAD: Final = Code("69536005", "SCT", "Head")
TRUNK: Final = Code("22943007", "SCT", "Trunk")
SHOULDER: Final = Code("16982005", "SCT", "Shoulder")
PELVIS: Final = Code("816092008", "SCT", "Pelvis")
C7: Final = Code("87391001", "SCT", "C7 vertebra")
UPPER_LIMB: Final = Code("53120007", "SCT", "Upper limb")
LOWER_LIMB: Final = Code("61685007", "SCT", "Lower limb")

SPINE_LEVELS: Mapping[str, Code] = MappingProxyType(
    {
        "thoracic": Code("122495006", "SCT", "Thoracic spine"),
        "thoracolumbar": Code("297172009", "SCT", "Thoracolumbar region of spine"),
        "lumbar": Code("122496007", "SCT", "Lumbar spine"),
    }
)
"""Where the scoliometer was put, by `engine.export.signed_report.ScoliometerAngle.level`."""

SIDES: Mapping[Side, Code] = MappingProxyType(
    {Side.LEFT: Code("7771000", "SCT", "Left"), Side.RIGHT: Code("24028007", "SCT", "Right")}
)
"""Sides of the person's own body."""

_POSITIVE: Mapping[Sign, str] = {
    Sign.LOWER: "Positive: the person's own left end of the line is lower than the right one.",
    Sign.LEANING: "Positive: the upper end leans to the person's own left.",
    Sign.ASIDE: "Positive: the upper end lies to the person's own left of the lower one.",
    Sign.SWINGING: "Positive: the person's own left arm swings more.",
    Sign.LONGER: "Positive: the person's own left step takes longer.",
}
_MEASURED: Mapping[str, tuple[str, str, Code]] = {
    "shoulder_tilt": (
        "Shoulder tilt in gait",
        "Tilt of the line through both shoulders against the horizontal, mean over whole gait cycles.",
        SHOULDER,
    ),
    "hip_tilt": (
        "Hip tilt in gait",
        "Tilt of the line through both hips against the horizontal, mean over whole gait cycles.",
        PELVIS,
    ),
    "trunk_lean": (
        "Trunk lean in gait",
        "Sideways lean of the line from mid-hips to mid-shoulders against the vertical, mean over whole gait "
        "cycles.",
        TRUNK,
    ),
    "lateral_shift": (
        "Lateral shift in gait",
        "Sideways distance of mid-shoulders from mid-ankles, mean over whole gait cycles, of body height.",
        TRUNK,
    ),
    "head_offset": (
        "Head offset in gait",
        "Sideways distance of the middle of the ears from mid-hips, mean over whole gait cycles, of body "
        "height.",
        HEAD,
    ),
    "c7_over_pelvis": (
        "C7 over the hips in gait",
        "Sideways distance of a dot on C7 from the middle of dots on the iliac spines, mean over whole gait "
        "cycles, of body height.",
        C7,
    ),
    "c7_over_ankles": (
        "C7 over the ankles in gait",
        "Sideways distance of a dot on C7 from the middle of dots on the ankles, mean over whole gait "
        "cycles, of body height.",
        C7,
    ),
    "arm_swing_asymmetry": (
        "Arm swing asymmetry in gait",
        "100 (left - right) / (left + right) of the sizes of both arms' swings.",
        UPPER_LIMB,
    ),
    "step_asymmetry": (
        "Step time asymmetry in gait",
        "100 (left - right) / (left + right) of the times of left and right steps.",
        LOWER_LIMB,
    ),
}


def own(value: str, meaning: str) -> Code:
    """Return a code of the program's own scheme."""
    return Code(str(value), SCHEME, meaning)


def _measurands() -> Iterator[Concept]:
    for name, kind in MEASURANDS.items():
        meaning, definition, site = _MEASURED[name]
        yield Concept(
            own(name, meaning), f"{definition} {_POSITIVE[kind.sign]}", site, UNITS[kind.unit]
        )


MEASURED: Mapping[str, Concept] = MappingProxyType({one.code.value: one for one in _measurands()})
"""What is measured in a walk, by the name that `engine.core.measurands` has for it."""

SCOLIOMETER: Final = Concept(
    own("scoliometer_angle", "Angle of trunk rotation by scoliometer"),
    "Angle of trunk rotation that an examiner read from a scoliometer in the forward-bend test, 0 to 30 "
    "degrees; the body site is the level of the spine, its side the one that was higher.",
    unit=DEGREE,
)
HIGHER_SIDE: Final = Concept(
    own("higher_side", "Higher side"),
    "The person's own side of the back that is higher in the forward-bend test: SCT Left or Right.",
)
FORWARD_BEND: Final = Concept(
    own("forward_bend", "Forward-bend test"),
    "What an examiner saw in the forward-bend test (Adams).",
    TRUNK,
)
OUTCOME: Final = Concept(
    own("outcome", "Outcome of the gait screening"),
    "The outcome that a person signed for. A screening result, never a diagnosis.",
)
MODEL_OUTCOME: Final = Concept(
    own("model_outcome", "Outcome said by the model"),
    "What the program's model said before a person reviewed it. Never a diagnosis.",
)
QUALITY: Final = Concept(
    own("recording_quality", "Quality of the recording"), "What the recording is good for."
)
REPORT: Final = Concept(
    own("gait_screening", "Gait screening for scoliosis features"),
    "Screening of the walk in a video for features associated with scoliosis; also the report about it.",
)
INTERVAL_LOW: Final = Concept(
    own("interval_low", "Lower end of the 95 % interval"),
    "Lower end of the 95 % confidence interval of a measurement, in its unit.",
)
INTERVAL_HIGH: Final = Concept(
    own("interval_high", "Upper end of the 95 % interval"),
    "Upper end of the 95 % confidence interval of a measurement, in its unit.",
)
GAIT_CYCLES: Final = Concept(
    own("gait_cycles", "Whole gait cycles"),
    "Number of whole gait cycles over which a measurement is the mean.",
)
VERTICAL: Final = Concept(
    own("vertical", "Vertical measured against"), "Which vertical a measurement was taken against."
)
MODEL_STATUS: Final = Concept(
    own("model_status", "Status of the model"), "What the model that judged is worth."
)

OUTCOMES: Mapping[Outcome, Concept] = MappingProxyType(
    {
        Outcome.DETECTED: Concept(
            own(Outcome.DETECTED, "Features associated with scoliosis detected"),
            "In this recording the walk resembles that of people with scoliosis more than that of people "
            "without.",
        ),
        Outcome.BORDERLINE: Concept(
            own(Outcome.BORDERLINE, "Borderline features"),
            "The walk falls between that of people with scoliosis and that of people without.",
        ),
        Outcome.NOT_DETECTED: Concept(
            own(Outcome.NOT_DETECTED, "No such features detected in this recording"),
            "The walk resembles that of people without scoliosis. This does not rule out scoliosis.",
        ),
        Outcome.INCONCLUSIVE: Concept(
            own(Outcome.INCONCLUSIVE, "Inconclusive"), "No answer is possible from this recording."
        ),
    }
)
QUALITIES: Mapping[Verdict, Concept] = MappingProxyType(
    {
        Verdict.USABLE: Concept(own(Verdict.USABLE, "Usable"), "Nothing speaks against its use."),
        Verdict.USABLE_WITH_CARE: Concept(
            own(Verdict.USABLE_WITH_CARE, "Usable with care"), "Some findings call for caution."
        ),
        Verdict.REPEAT: Concept(own(Verdict.REPEAT, "Not usable"), "It is to be filmed again."),
    }
)
FORWARD_BENDS: Mapping[str, Concept] = MappingProxyType(
    {
        "even": Concept(own("even", "Both sides even"), "Neither side of the back is higher."),
        "left higher": Concept(
            own("left_higher", "Left side higher"), "The person's own left side is higher."
        ),
        "right higher": Concept(
            own("right_higher", "Right side higher"), "The person's own right side is higher."
        ),
    }
)
"""By `engine.export.signed_report.SignedReport.forward_bend`."""

METHODS: Mapping[str, Concept] = MappingProxyType(
    {
        "keypoints": Concept(
            own("keypoints", "From keypoints of a pose network in video"),
            "Measured without contact from the keypoints that a pose network sees in a video.",
        ),
        "dots": Concept(
            own("dots", "From adhesive dots in video"),
            "Measured from adhesive dots on the skin, followed in a video.",
        ),
        "examiner": Concept(
            own("examiner", "By an examiner"), "Found or read off by a person at the visit."
        ),
    }
)
"""How something was found: `engine.core.result.Measurement.source`, or ``examiner``."""

VERTICALS: Mapping[bool, Concept] = MappingProxyType(
    {
        True: Concept(own("vertical_known", "Plumb line"), "The vertical of the room was known."),
        False: Concept(
            own("vertical_unknown", "Edges of the picture"),
            "The vertical was not known: the picture's own edges stand for it, and intervals are wider.",
        ),
    }
)
"""By whether the camera's level was known."""

MODEL_STATUSES: Mapping[str, Concept] = MappingProxyType(
    {
        "demo": Concept(
            own("demo", "Demonstration model, no clinical meaning"),
            "Trained on simulated walkers; its answers have no clinical meaning.",
        ),
        "research": Concept(
            own("research", "Research model, not validated"), "It has no validation report."
        ),
        "validated": Concept(
            own("validated", "Validated model"),
            "Somebody declared it validated by an evaluation report.",
        ),
    }
)
"""By `engine.core.result.ModelFacts.status`."""

CONCEPTS: tuple[Concept, ...] = (
    REPORT,
    OUTCOME,
    *OUTCOMES.values(),
    MODEL_OUTCOME,
    MODEL_STATUS,
    *MODEL_STATUSES.values(),
    QUALITY,
    *QUALITIES.values(),
    *MEASURED.values(),
    INTERVAL_LOW,
    INTERVAL_HIGH,
    GAIT_CYCLES,
    VERTICAL,
    *VERTICALS.values(),
    *METHODS.values(),
    SCOLIOMETER,
    HIGHER_SIDE,
    FORWARD_BEND,
    *FORWARD_BENDS.values(),
)
"""Every code of the program's own, in the order in which they are published."""
