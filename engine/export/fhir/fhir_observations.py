"""What was found, one Observation each: the outcome, the measurements of the walk, what the examiner did.

A number keeps its sign and its interval (components); one that could not be measured says why. Identifiers
follow from the recording and what is measured: an amendment takes the place of what it amends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.core.classes import Side
from engine.core.measurands import MEASURANDS
from engine.core.measuring_method import MeasuringMethod
from engine.core.result import Measurement
from engine.core.text import Render
from engine.export.codes import (
    FORWARD_BEND,
    FORWARD_BENDS,
    GAIT_CYCLES,
    HIGHER_SIDE,
    INTERVAL_HIGH,
    INTERVAL_LOW,
    MEASURED,
    METHODS,
    MODEL_OUTCOME,
    MODEL_STATUS,
    MODEL_STATUSES,
    OUTCOME,
    OUTCOMES,
    QUALITIES,
    QUALITY,
    SCOLIOMETER,
    SIDES,
    SPINE_LEVELS,
    VERTICAL,
    VERTICALS,
    Code,
    Concept,
)
from engine.export.fhir.fhir_values import (
    Resource,
    concept,
    hl7_coding,
    identifier,
    instant,
    is_number,
    named,
    notes,
    only,
    quantity,
    urn_of,
)
from engine.export.signed_report import ScoliometerAngle, SignedReport
from engine.report import wording
from engine.report.measurement_words import measurement_words, source_words

_PROGRAM = hl7_coding("observation-category", "procedure", "Procedure")
_PERSON = hl7_coding("observation-category", "exam", "Exam")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every observation of a report refers to.

    Attributes:
        patient: Reference to the patient.
        request: Reference to what was asked for.
        device: Reference to the program.
        say: Renders a sentence in the language of the report.
    """

    patient: Resource
    request: Resource
    device: Resource
    say: Render


def observations_of(report: SignedReport, around: Surroundings) -> Iterator[tuple[str, Resource]]:
    """Yield each observation of a report with its identifier, the outcome first."""
    for key, fields in _findings(report, around):
        urn = urn_of("Observation", *key)
        fields = {"identifier": [identifier(urn)], **_frame(report, around), **fields}
        yield urn, {"resourceType": "Observation", **fields}


_Found = tuple[tuple[str, ...], Resource]
"""What makes the identifier of an observation, and what it says."""


def _findings(report: SignedReport, around: Surroundings) -> Iterator[_Found]:
    yield _outcome(report, around)
    yield _model_outcome(report, around)
    yield _quality(report, around)
    for name, measurement in report.result.measurements.items():
        if name in MEASURED:
            yield _measurement(report, around, name, measurement)
    counts: dict[str, int] = {}
    for angle in report.angles:
        number = counts[angle.level] = counts.get(angle.level, 0) + 1
        yield _angle(report, around, angle, number)
    if report.forward_bend:
        yield _forward_bend(report, around)


def _frame(report: SignedReport, around: Surroundings) -> Resource:
    """Return what all observations of a report have in common."""
    return only(
        basedOn=[around.request],
        status="final" if report.replaced is None else "amended",
        subject=around.patient,
        effectiveDateTime=when(report),
        issued=instant(report.signature.made),
    )


def when(report: SignedReport) -> str:
    """Return when somebody was recorded, or the day of the visit where nobody knows the time."""
    return report.visit_date.isoformat() if report.recorded is None else instant(report.recorded)


def _outcome(report: SignedReport, around: Surroundings) -> _Found:
    """Return the outcome that a person stands for."""
    title = around.say(wording.outcome_title(report.outcome))
    found = only(
        category=[{"coding": [_PERSON]}],
        code=concept(OUTCOME.code),
        performer=named("Practitioner", report.signature.name),
        valueCodeableConcept=concept(OUTCOMES[report.outcome].code, title),
        method=concept(METHODS["examiner"].code),
        note=notes(report.override_reason, *map(around.say, wording.limits(report.result))),
    )
    return ("outcome", report.recording), found


def _model_outcome(report: SignedReport, around: Surroundings) -> _Found:
    """Return what the model said, with what it is worth; or that there was none."""
    model, outcome = report.result.model, report.result.outcome
    key = ("model_outcome", report.recording)
    shared: Resource = {
        "category": [{"coding": [_PROGRAM]}],
        "code": concept(MODEL_OUTCOME.code),
        "device": around.device,
    }
    if model is None:
        absent = {"coding": [_absent("not-performed", "Not Performed")]}
        return key, {**shared, "dataAbsentReason": absent}
    fence = wording.fence_words(report.result)
    title = around.say(wording.outcome_title(outcome))
    found = only(
        **shared,
        valueCodeableConcept=concept(OUTCOMES[outcome].code, title),
        note=notes("" if fence is None else around.say(fence)),
        component=[
            _component(
                MODEL_STATUS,
                valueCodeableConcept=concept(MODEL_STATUSES[model.status].code),
            )
        ],
    )
    return key, found


def _quality(report: SignedReport, around: Surroundings) -> _Found:
    """Return what the recording is good for, with everything that was noticed about it."""
    quality = report.result.quality
    said = [" ".join(map(around.say, one.sentences)) for one in quality.findings]
    found = only(
        category=[{"coding": [_PROGRAM]}],
        code=concept(QUALITY.code),
        valueCodeableConcept=concept(
            QUALITIES[quality.verdict].code, around.say(wording.verdict_label(quality.verdict))
        ),
        device=around.device,
        note=notes(*said),
    )
    return ("quality", report.recording), found


def _measurement(
    report: SignedReport, around: Surroundings, name: str, measurement: Measurement
) -> _Found:
    """Return a measurement: its value with interval, cycles and vertical, or why there is none."""
    kind, say = MEASURED[name], around.say
    method = MeasuringMethod.of(name, measurement, report.result)
    source = METHODS[measurement.source].code
    told_of = source_words(measurement, report.result.dots)
    value: Resource = {}
    said = say(measurement_words(name, measurement))
    measured = measurement.measurable and is_number(measurement.value)
    if measured and measurement.value is not None and kind.unit is not None:
        value = {"valueQuantity": quantity(measurement.value, kind.unit)}
    else:
        value = {"dataAbsentReason": {"coding": [_absent("unknown", "Unknown")], "text": said}}
    found = only(
        category=[{"coding": [_PROGRAM]}],
        code=concept(kind.code, say(MEASURANDS[name].label)),
        **value,
        note=notes(said if measured else "", "" if told_of is None else say(told_of)),
        bodySite=None if kind.site is None else concept(kind.site),
        method=concept(source, ", ".join(filter(None, (source.meaning, method.network)))),
        device=around.device,
        component=list(_details(measurement, kind.unit, method.level)) if measured else [],
    )
    return (name, report.recording), found


def _details(measurement: Measurement, unit: Code | None, level: str) -> Iterator[Resource]:
    for end, value in ((INTERVAL_LOW, measurement.low), (INTERVAL_HIGH, measurement.high)):
        if value is not None and is_number(value) and unit is not None:
            yield _component(end, valueQuantity=quantity(value, unit))
    if measurement.cycles > 0:
        yield _component(GAIT_CYCLES, valueInteger=measurement.cycles)
    if level:
        yield _component(VERTICAL, valueCodeableConcept=concept(VERTICALS[level == "known"].code))


def _angle(
    report: SignedReport, around: Surroundings, angle: ScoliometerAngle, number: int
) -> _Found:
    """Return what an examiner read from a scoliometer, the first or a further one of its level."""
    value: Resource = {"dataAbsentReason": {"coding": [_absent("unknown", "Unknown")]}}
    if is_number(angle.degrees) and SCOLIOMETER.unit is not None:
        value = {"valueQuantity": quantity(angle.degrees, SCOLIOMETER.unit)}
    side = SIDES[Side(angle.side)] if angle.side else None
    found = only(
        category=[{"coding": [_PERSON]}],
        code=concept(SCOLIOMETER.code),
        effectiveDateTime=report.visit_date.isoformat(),
        **value,
        bodySite=concept(SPINE_LEVELS[angle.level]),
        method=concept(METHODS["examiner"].code),
        component=[]
        if side is None
        else [_component(HIGHER_SIDE, valueCodeableConcept=concept(side))],
    )
    return ("scoliometer", report.recording, angle.level, str(number)), found


def _forward_bend(report: SignedReport, around: Surroundings) -> _Found:
    found = only(
        category=[{"coding": [_PERSON]}],
        code=concept(FORWARD_BEND.code),
        effectiveDateTime=report.visit_date.isoformat(),
        valueCodeableConcept=concept(FORWARD_BENDS[report.forward_bend].code),
        bodySite=None if FORWARD_BEND.site is None else concept(FORWARD_BEND.site),
        method=concept(METHODS["examiner"].code),
    )
    return ("forward_bend", report.recording), found


def _component(kind: Concept, **value: object) -> Resource:
    return {"code": concept(kind.code), **value}


def _absent(code: str, display: str) -> Resource:
    return hl7_coding("data-absent-reason", code, display)
