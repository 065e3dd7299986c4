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
from engine.core.model_status import with_mark
from engine.core.result import Measurement
from engine.core.text import Render
from engine.export import codes
from engine.export.codes import Concept
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
        if name in codes.MEASURED:
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


def held_words(report: SignedReport, say: Render) -> str:
    """Return the outcome that holds in a few words, with what a model is worth where it is the model's."""
    mark = wording.warning_mark(report.result) if _by_program(report) else None
    return with_mark(wording.outcome_title(report.outcome), mark, say)


def _by_program(report: SignedReport) -> bool:
    return report.outcome is report.result.outcome


def _outcome(report: SignedReport, around: Surroundings) -> _Found:
    """Return the outcome that a person stands for, and whose it is."""
    origin = codes.BY_PROGRAM if _by_program(report) else codes.BY_REVIEWER
    whose = _component(codes.OUTCOME_ORIGIN, valueCodeableConcept=concept(origin))
    found = only(
        category=[{"coding": [_PERSON]}],
        code=concept(codes.OUTCOME),
        performer=named("Practitioner", report.signature.name),
        valueCodeableConcept=concept(
            codes.OUTCOMES[report.outcome], held_words(report, around.say)
        ),
        note=notes(report.override_reason, *map(around.say, wording.limits(report.result))),
        component=[whose, *(_worth(report) if _by_program(report) else [])],
    )
    return ("outcome", report.recording), found


def _model_outcome(report: SignedReport, around: Surroundings) -> _Found:
    """Return what the model said, with what it is worth; or that there was none."""
    result, key = report.result, ("model_outcome", report.recording)
    shared: Resource = {
        "category": [{"coding": [_PROGRAM]}],
        "code": concept(codes.PROGRAM_OUTCOME),
        "device": around.device,
    }
    if result.model is None:
        absent = {"coding": [_absent("not-performed", "Not Performed")]}
        return key, {**shared, "dataAbsentReason": absent}
    fence = wording.fence_words(result)
    said = with_mark(
        wording.outcome_title(result.outcome), wording.warning_mark(result), around.say
    )
    found = only(
        **shared,
        valueCodeableConcept=concept(codes.OUTCOMES[result.outcome], said),
        note=notes("" if fence is None else around.say(fence)),
        component=_worth(report),
    )
    return key, found


def _worth(report: SignedReport) -> list[Resource]:
    """Return what the model that judged is worth: it stands wherever its outcome does."""
    model = report.result.model
    worth = codes.NO_MODEL if model is None else codes.STATUSES[model.status]
    return [_component(codes.MODEL_STATUS, valueCodeableConcept=concept(worth))]


def _quality(report: SignedReport, around: Surroundings) -> _Found:
    """Return what the recording is good for, with everything that was noticed about it."""
    quality = report.result.quality
    said = [" ".join(map(around.say, one.sentences)) for one in quality.findings]
    found = only(
        category=[{"coding": [_PROGRAM]}],
        code=concept(codes.VERDICT),
        valueCodeableConcept=concept(
            codes.VERDICTS[quality.verdict], around.say(wording.verdict_label(quality.verdict))
        ),
        device=around.device,
        note=notes(*said),
        component=[
            _component(
                codes.QUALITY_FINDING, valueCodeableConcept=concept(codes.FINDINGS[one.code])
            )
            for one in quality.findings
        ],
    )
    return ("quality", report.recording), found


def _measurement(
    report: SignedReport, around: Surroundings, name: str, measurement: Measurement
) -> _Found:
    """Return a measurement: its value with interval, cycles and vertical, or why there is none."""
    say, unit = around.say, codes.UNITS[measurement.unit]
    method = MeasuringMethod.of(name, measurement, report.result)
    source = codes.METHODS[measurement.source]
    told_of = source_words(measurement, report.result.dots)
    said = say(measurement_words(name, measurement))
    measured = measurement.measurable and is_number(measurement.value)
    if measured and measurement.value is not None:
        value = {"valueQuantity": quantity(measurement.value, unit)}
    else:
        value = {"dataAbsentReason": {"coding": [_absent("unknown", "Unknown")], "text": said}}
    found = only(
        category=[{"coding": [_PROGRAM]}],
        code=concept(codes.MEASURED[name], say(MEASURANDS[name].label)),
        **value,
        note=notes(said if measured else "", "" if told_of is None else say(told_of)),
        bodySite=concept(codes.MEASURED_SITES[name]),
        method=concept(source, ", ".join(filter(None, (source.meaning, method.network)))),
        device=around.device,
        component=list(_details(measurement, unit, method.level)) if measured else [],
    )
    return (name, report.recording), found


def _details(measurement: Measurement, unit: Concept, level: str) -> Iterator[Resource]:
    for end, value in (
        (codes.INTERVAL_LOW, measurement.low),
        (codes.INTERVAL_HIGH, measurement.high),
    ):
        if value is not None and is_number(value):
            yield _component(end, valueQuantity=quantity(value, unit))
    if measurement.side is not None:
        yield _component(codes.SIDE, valueCodeableConcept=concept(codes.SIDES[measurement.side]))
    if measurement.cycles > 0:
        yield _component(codes.CYCLES, valueInteger=measurement.cycles)
    vertical = codes.VERTICALS.get(level)
    if vertical is not None:
        yield _component(codes.VERTICAL, valueCodeableConcept=concept(vertical))


def _angle(
    report: SignedReport, around: Surroundings, angle: ScoliometerAngle, number: int
) -> _Found:
    """Return what an examiner read from a scoliometer, the first or a further one of its level."""
    value: Resource = {"dataAbsentReason": {"coding": [_absent("unknown", "Unknown")]}}
    if is_number(angle.degrees):
        value = {"valueQuantity": quantity(angle.degrees, codes.DEGREES)}
    side = codes.SIDES[Side(angle.side)] if angle.side else None
    found = only(
        category=[{"coding": [_PERSON]}],
        code=concept(codes.ROTATION),
        effectiveDateTime=report.visit_date.isoformat(),
        **value,
        bodySite=concept(codes.SPINE[angle.level]),
        method=concept(codes.EXAMINER),
        component=[]
        if side is None
        else [_component(codes.HIGHER_SIDE, valueCodeableConcept=concept(side))],
    )
    return ("scoliometer", report.recording, angle.level, str(number)), found


def _forward_bend(report: SignedReport, around: Surroundings) -> _Found:
    found = only(
        category=[{"coding": [_PERSON]}],
        code=concept(codes.FORWARD_BEND),
        effectiveDateTime=report.visit_date.isoformat(),
        valueCodeableConcept=concept(codes.BENDS[report.forward_bend]),
        bodySite=concept(codes.BACK),
        method=concept(codes.EXAMINER),
    )
    return ("forward_bend", report.recording), found


def _component(kind: Concept, **value: object) -> Resource:
    return {"code": concept(kind), **value}


def _absent(code: str, display: str) -> Resource:
    return hl7_coding("data-absent-reason", code, display)
