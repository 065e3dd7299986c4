"""Whom a report is about, what was asked for, and what measured: Patient, ServiceRequest and Device."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.core.result import ModelFacts
from engine.export.codes import MODEL_STATUS, PROCEDURE, STATUSES
from engine.export.fhir.fhir_values import (
    Resource,
    concept,
    hl7_coding,
    identifier,
    named,
    only,
    urn_of,
    words,
)
from engine.export.signed_report import Order, SignedReport

_UID = re.compile(r"[0-2](\.(0|[1-9][0-9]*))+")  # DICOM PS3.5, 9.1


def patient_urn(report: SignedReport, numbering: str) -> str:
    """Return the identifier of a patient: number, and whose it is, make it."""
    whose = (numbering,) if numbering else report.institution
    return urn_of("Patient", *whose, words(report.patient.number))


def patient_of(report: SignedReport, numbering: str) -> Resource:
    """Return the patient.

    Args:
        report: The report.
        numbering: URI of whoever gave the patient's number; "" where it is not known.
    """
    patient = report.patient
    return only(
        resourceType="Patient",
        identifier=[only(use="usual", system=numbering, value=words(patient.number))],
        name=[{"text": words(patient.name)}] if words(patient.name) else [],
        gender=patient.sex,
        birthDate=None if patient.birth_date is None else patient.birth_date.isoformat(),
    )


def request_urn(report: SignedReport) -> str:
    """Return the identifier of what was asked for: one for each visit."""
    return urn_of("ServiceRequest", report.visit)


def request_of(report: SignedReport, patient: Resource) -> Resource:
    """Return what was asked for, by a worklist or by whoever screened."""
    order = report.order
    known = [] if order is None else list(_numbers_of(order))
    return only(
        resourceType="ServiceRequest",
        identifier=[identifier(request_urn(report)), *known],
        status="completed",
        # Asked for elsewhere, and entered again by whoever fills it; else their own.
        intent="order" if order is None else "filler-order",
        code=concept(PROCEDURE, "" if order is None else order.description),
        subject=patient,
        occurrenceDateTime=report.visit_date.isoformat(),
        performer=named("Organization", *report.institution[:1]),
    )


def _numbers_of(order: Order) -> Iterator[Resource]:
    """Yield the numbers under which an order is known, as a worklist told them."""
    accession = {"coding": [hl7_coding("v2-0203", "ACSN", "Accession ID")]}
    if words(order.accession_number):
        yield {"type": accession, "value": words(order.accession_number)}
    if _UID.fullmatch(order.study_uid):
        yield {"system": "urn:dicom:uid", "value": f"urn:oid:{order.study_uid}"}
    for kind, value in (
        ("Requested Procedure ID", order.procedure_id),
        ("Scheduled Procedure Step ID", order.step_id),
    ):
        if words(value):
            yield {"type": {"text": kind}, "value": words(value)}


def device_urn(report: SignedReport) -> str:
    """Return the identifier of what measured: one for each version of program, networks and model."""
    facts, model = report.result.provenance, report.result.model
    judged = () if model is None else (model.name, model.version, model.sha256, model.status)
    return urn_of("Device", facts.app_version, facts.estimator, *judged)


def device_of(report: SignedReport) -> Resource:
    """Return the program with its networks; a model says whether it is validated."""
    facts, model = report.result.provenance, report.result.model
    versions = [("program", facts.app_version), ("pose network", facts.estimator)]
    if model is not None:
        versions += [
            ("model", f"{model.name} {model.version}"),
            ("model, SHA-256 of its weights", model.sha256),
        ]
    return only(
        resourceType="Device",
        identifier=[identifier(device_urn(report))],
        deviceName=[{"name": "ScolioApp", "type": "user-friendly-name"}],
        type_={"text": "Software that screens the gait in a video. Not a medical device."},
        version=[
            {"type": {"text": name}, "value": words(value)}
            for name, value in versions
            if words(value)
        ],
        property_=[] if model is None else [_status_of(model)],
    )


def _status_of(model: ModelFacts) -> Resource:
    return {
        "type": concept(MODEL_STATUS),
        "valueCode": [concept(STATUSES[model.status])],
    }
