"""The tree of a structured report (PS3.16, TID 1500): a measurement group for each thing that is said.

Codes say what machines need, with meanings in English; sentences are in the language of the report. No score
of the network is written: without calibration it would be read as a risk, and with it the page tells it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from highdicom import sr
from pydicom.sequence import Sequence as Items
from pydicom.sr.codedict import codes

from engine.core.classes import Side
from engine.core.measurands import MEASURANDS
from engine.core.model_status import notice_of, with_mark
from engine.core.result import Measurement, ModelFacts
from engine.core.text import Render, text
from engine.export import codes as concepts
from engine.export.codes import Concept
from engine.export.dicom import identifiers
from engine.export.dicom.text_values import paragraphs, person_name
from engine.export.signed_report import ScoliometerAngle, SignedReport
from engine.report import wording

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LANGUAGES: Final = {"en": "English", "zh-CN": "Chinese (China)"}
_CONFIDENCE: Final = 95
_CONTAINS, _HAS = "CONTAINS", "HAS PROPERTIES"


def content_of(report: SignedReport, say: Render) -> sr.MeasurementReport:
    """Return the whole tree, from its root."""
    groups = [
        _outcome(report, say),
        _model(report, say),
        _quality(report, say),
        *_measurements(report, say),
        *(_angle(report, number, one) for number, one in enumerate(report.angles)),
    ]
    if report.forward_bend:
        evaluation = (concepts.FORWARD_BEND, concepts.BENDS[report.forward_bend])
        groups.append(_Group(report, "forward_bend", site=concepts.BACK, codes=(evaluation,)))
    return sr.MeasurementReport(
        observation_context=_observers(report),
        procedure_reported=_coded(concepts.PROCEDURE),
        imaging_measurements=[group.built() for group in groups],
        language_of_content_item_and_descendants=sr.LanguageOfContentItemAndDescendants(
            _language(report.language)
        ),
    )


def _coded(concept: Concept) -> sr.CodedConcept:
    return sr.CodedConcept(concept.value, concept.scheme, concept.meaning)


def _language(tag: str) -> sr.CodedConcept:
    """Return the language of the sentences (RFC 5646); one that is no tag is undetermined."""
    tag = tag.replace("_", "-")
    if _LANGUAGE.fullmatch(tag) is None:
        return sr.CodedConcept("und", "RFC5646", "Undetermined")
    return sr.CodedConcept(tag, "RFC5646", _LANGUAGES.get(tag, tag))


def _observers(report: SignedReport) -> sr.ObservationContext:
    """Return who answers for what is said: the signer, and the program that measured."""
    # highdicom warns of names without "^", with the name in the warning: the name is put in afterwards.
    person = sr.PersonObserverIdentifyingAttributes(
        name="^", role_in_procedure=_coded(concepts.VERIFYING)
    )
    person[0].PersonName = person_name(report.signature.name) or "-"
    program = sr.DeviceObserverIdentifyingAttributes(
        uid=identifiers.DEVICE_UID,
        name="ScolioApp",
        manufacturer_name="ScolioApp",
        model_name="ScolioApp",
    )
    return sr.ObservationContext(
        observer_person_context=sr.ObserverContext(codes.DCM.Person, person),
        observer_device_context=sr.ObserverContext(codes.DCM.Device, program),
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """A measurement group (TID 1501).

    Attributes:
        name: By which the same is found in amendments.
        sentences: Concepts and what is said; empty ones are left out.
        items: Further items.
    """

    report: SignedReport
    name: str
    site: Concept | None = None
    method: Concept | None = None
    algorithm: sr.AlgorithmIdentification | None = None
    measurement: sr.Measurement | None = None
    codes: Sequence[tuple[Concept, Concept]] = ()
    sentences: Sequence[tuple[Concept, str]] = ()
    items: Sequence[sr.ContentItem] = ()

    def built(self) -> sr.MeasurementsAndQualitativeEvaluations:
        tracked = sr.TrackingIdentifier(
            identifiers.tracking_uid(self.report, self.name), identifier=self.name
        )
        group = sr.MeasurementsAndQualitativeEvaluations(
            tracking_identifier=tracked,
            finding_sites=None if self.site is None else [sr.FindingSite(_coded(self.site))],
            method=None if self.method is None else _coded(self.method),
            algorithm_id=self.algorithm,
            measurements=None if self.measurement is None else [self.measurement],
            qualitative_evaluations=[
                sr.QualitativeEvaluation(_coded(name), _coded(value)) for name, value in self.codes
            ],
        )
        for concept, words in self.sentences:
            group[0].ContentSequence.extend(_sentence(concept, words, _CONTAINS))
        group[0].ContentSequence.extend(self.items)
        return group


def _sentence(concept: Concept, words: str, relation: str) -> list[sr.TextContentItem]:
    """Return words as an item; none where there are no words."""
    plain = paragraphs(words)
    return [sr.TextContentItem(_coded(concept), plain, relation)] if plain else []


def _outcome(report: SignedReport, say: Render) -> _Group:
    """Return the outcome that a person stands for, and how it was signed."""
    result, signature = report.result, report.signature
    other = report.outcome is not result.outcome
    unlike = result.unlike_training and not other
    title, mark = wording.outcome_title(report.outcome), wording.warning_mark(result)
    lines = [with_mark(title, None if other else mark, say)]
    if other and result.model is None:
        lines.append(say(text("The reviewer's own outcome. No model judged.")))
    elif other:
        said = with_mark(wording.outcome_title(result.outcome), mark, say)
        lines.append(say(text("The reviewer's own outcome. The model said: {said}.", said=said)))
    else:
        lines.append(say(wording.outcome_sentence(report.outcome, unlike=unlike)))
    amended = "" if report.replaced is None else report.replaced.reason
    evaluations = [(concepts.OUTCOME, concepts.OUTCOMES[report.outcome])]
    if other:
        evaluations.append((concepts.OUTCOME_ORIGIN, concepts.BY_REVIEWER))
    else:
        # What the model is worth stands wherever its outcome does.
        evaluations += [(concepts.OUTCOME_ORIGIN, concepts.BY_PROGRAM), _status(result.model)]
    return _Group(
        report,
        "outcome",
        codes=evaluations,
        sentences=(
            (concepts.CONCLUSION, "\n".join(lines)),
            (concepts.OVERRIDE_REASON, report.override_reason),
            (concepts.VERSION, str(report.version)),
            (concepts.AMENDMENT_REASON, amended),
            (concepts.REVIEWER, report.reviewer),
            (concepts.SIGNATURE_MEANING, signature.meaning),
            (concepts.SIGNATURE_CODE, signature.code),
            (concepts.SIGNATURE_HASH, signature.sha256),
        ),
    )


def _model(report: SignedReport, say: Render) -> _Group:
    """Return what the model said, which one it was, and what it is worth."""
    model = report.result.model
    said = (concepts.PROGRAM_OUTCOME, concepts.OUTCOMES[report.result.outcome])
    if model is None:
        return _Group(report, "model", codes=(said, _status(model)))
    notice = model.notice or notice_of(model.status)
    return _Group(
        report,
        "model",
        algorithm=_algorithm(model),
        codes=(said, _status(model)),
        sentences=((concepts.MODEL_NOTICE, "" if notice is None else say(notice)),),
    )


def _status(model: ModelFacts | None) -> tuple[Concept, Concept]:
    worth = concepts.NO_MODEL if model is None else concepts.STATUSES[model.status]
    return concepts.MODEL_STATUS, worth


def _algorithm(model: ModelFacts) -> sr.AlgorithmIdentification:
    """Return the network that judged (TID 4019), with the hash of its weights."""
    parameters = (
        f"network {model.kind}",
        f"status {model.status}",
        f"sha256 {model.sha256}",
        f"precision {model.precision}",
        f"calibrated {'yes' if model.calibrated else 'no'}",
    )
    return sr.AlgorithmIdentification(
        paragraphs(model.name) or "-",
        paragraphs(model.version) or "-",
        parameters=[paragraphs(one) for one in parameters],
    )


def _quality(report: SignedReport, say: Render) -> _Group:
    """Return what the recording is good for, and what was noticed about it."""
    quality = report.result.quality
    items: list[sr.ContentItem] = []
    for finding in quality.findings:
        item = sr.CodeContentItem(
            _coded(concepts.QUALITY_FINDING), _coded(concepts.FINDINGS[finding.code]), _CONTAINS
        )
        severity = sr.CodeContentItem(
            _coded(concepts.SEVERITY), _coded(concepts.SEVERITIES[finding.severity]), _HAS
        )
        words = " ".join(say(one) for one in finding.sentences)
        item.ContentSequence = sr.ContentSequence(
            [severity, *_sentence(concepts.FINDING_WORDS, words, _HAS)]
        )
        items.append(item)
    verdict = (concepts.VERDICT, concepts.VERDICTS[quality.verdict])
    return _Group(report, "recording_quality", codes=(verdict,), items=items)


def _measurements(report: SignedReport, say: Render) -> Iterator[_Group]:
    """Yield a group for each measurand of the result, also for those that have no value."""
    facts = report.result.provenance
    network = paragraphs(facts.estimator)
    program = sr.AlgorithmIdentification(
        "ScolioApp",
        paragraphs(facts.app_version) or "-",
        parameters=[network] if network else None,
    )
    for name in MEASURANDS:
        one = report.result.measurements.get(name)
        if one is None:
            continue
        known = _is_number(one)
        # A NUM item without a value is allowed (PS3.3, C.18.1); readers break at it, highdicom among them.
        evaluations = [] if known else [(concepts.MEASURED[name], concepts.NO_VALUE)]
        if known and one.side is not None:
            evaluations.append((concepts.SIDE, concepts.SIDES[one.side]))
        reason = one.reason or text("Could not be measured in this recording.")
        yield _Group(
            report,
            name,
            site=concepts.MEASURED_SITES[name],
            method=concepts.METHODS[one.source],
            algorithm=program,
            measurement=_measured(name, one) if known else None,
            codes=evaluations,
            sentences=() if known else ((concepts.NO_VALUE_REASON, say(reason)),),
        )


def _is_number(one: Measurement) -> bool:
    return one.measurable and one.value is not None and math.isfinite(one.value)


def _measured(name: str, one: Measurement) -> sr.Measurement:
    """Return a value with how far its 95 % interval reaches to either side, in its own unit (TID 310)."""
    unit = _coded(concepts.UNITS[one.unit])
    value = _number(one.value or 0.0)
    properties = sr.MeasurementProperties(
        upper_measurement_uncertainty=_reach(one.high, value),
        lower_measurement_uncertainty=_reach(one.low, value),
    )
    for item in properties:
        # highdicom writes "no units" here, though the reach of an angle is an angle.
        item.MeasuredValueSequence[0].MeasurementUnitsCodeSequence = Items([unit])
    facts = [(concepts.CYCLES, one.cycles, concepts.COUNT)]
    if len(properties):
        facts.append((concepts.CONFIDENCE, _CONFIDENCE, concepts.PERCENT))
    properties.extend(
        sr.NumContentItem(_coded(name), number, _coded(counted), relationship_type=_HAS)
        for name, number, counted in facts
    )
    return sr.Measurement(_coded(concepts.MEASURED[name]), value, unit, properties=properties)


def _number(value: float) -> float:
    """Return a number as every export writes it; 16 characters (DS) hold it whole."""
    return round(float(value), concepts.DECIMALS)


def _reach(end: float | None, value: float) -> float | None:
    return None if end is None or not math.isfinite(end) else _number(abs(end - value))


def _angle(report: SignedReport, number: int, one: ScoliometerAngle) -> _Group:
    """Return an angle of trunk rotation that the examiner measured."""
    return _Group(
        report,
        f"trunk_rotation_{number + 1}",
        site=concepts.SPINE[one.level],
        measurement=sr.Measurement(
            _coded(concepts.ROTATION), _number(one.degrees), _coded(concepts.DEGREES)
        ),
        codes=[(concepts.HIGHER_SIDE, concepts.SIDES[Side(one.side)])] if one.side else [],
    )
