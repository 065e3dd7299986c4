"""A signed report as one Bundle: a ``collection`` for a file, a ``transaction`` for a server.

What a first version says is created only where it is not there yet; an amendment takes the place of what was
there. So nothing is ever there twice, and a first version that is sent again late never covers an amendment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.core.files import written_beside
from engine.core.text import Render
from engine.export.fhir.fhir_documents import (
    document_of,
    document_urn,
    provenance_of,
    provenance_urn,
    report_of,
    report_urn,
)
from engine.export.fhir.fhir_observations import Surroundings, observations_of
from engine.export.fhir.fhir_subject import (
    device_of,
    device_urn,
    patient_of,
    patient_urn,
    request_of,
    request_urn,
)
from engine.export.fhir.fhir_values import (
    URI_SYSTEM,
    Resource,
    identifier,
    instant,
    place_of,
    query_of,
    to,
    to_json,
    urn_of,
    words,
)
from engine.export.signed_report import SignedReport

BundleType = Literal["collection", "transaction"]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A resource of a bundle.

    Attributes:
        urn: Its identifier.
        query: By which a server finds it again.
        amendable: Whether an amendment takes its place; else it stays as it was first told.
    """

    urn: str
    resource: Resource
    query: str
    amendable: bool = False


def bundle_of(
    report: SignedReport, *, kind: BundleType = "collection", numbering: str = "", say: Render = str
) -> Resource:
    """Return a report as a bundle.

    Args:
        report: The report.
        kind: For a file, or for a server.
        numbering: URI of whoever gave the patient's number; "" where it is not known.
        say: Renders a sentence in the language of the report.
    """
    bundle: Resource = {"resourceType": "Bundle", "type": kind}
    if kind == "collection":
        bundle["identifier"] = identifier(urn_of("Bundle", report.judgement))
    bundle["timestamp"] = instant(report.signature.made)
    bundle["entry"] = [_entry(one, report, kind) for one in _resources(report, numbering, say)]
    return bundle


def write_bundle(
    report: SignedReport, path: Path, *, numbering: str = "", say: Render = str
) -> None:
    """Write a report to a file, whole or not at all; arguments as for `bundle_of`.

    Raises:
        OutputError: The file cannot be written.
    """
    content = to_json(bundle_of(report, numbering=numbering, say=say))
    with written_beside(path) as beside:
        beside.write_bytes(content)


def _entry(one: _Entry, report: SignedReport, kind: BundleType) -> Resource:
    entry: Resource = {"fullUrl": place_of(one.urn), "resource": one.resource}
    if kind == "transaction":
        name = one.resource["resourceType"]
        if one.amendable and report.replaced is not None:
            entry["request"] = {"method": "PUT", "url": f"{name}?{one.query}"}
        else:
            entry["request"] = {"method": "POST", "url": name, "ifNoneExist": one.query}
    return entry


def _resources(report: SignedReport, numbering: str, say: Render) -> Iterator[_Entry]:
    patient, request = patient_urn(report, numbering), request_urn(report)
    device, whole = device_urn(report), report_urn(report)
    page, signed = document_urn(report.judgement), provenance_urn(report)
    around = Surroundings(to(patient), to(request), to(device), say)
    whom = query_of(numbering, words(report.patient.number))
    yield _Entry(patient, patient_of(report, numbering), whom)
    yield _Entry(device, device_of(report), _query(device))
    yield _Entry(request, request_of(report, to(patient)), _query(request))
    found = dict(observations_of(report, around))
    for urn, observation in found.items():
        yield _Entry(urn, observation, _query(urn), amendable=True)
    yield _Entry(whole, report_of(report, around, tuple(found)), _query(whole), amendable=True)
    yield _Entry(page, document_of(report, around), _query(page))
    targets = (whole, page, *found)
    tag = _query(signed).replace("identifier=", "_tag=", 1)
    yield _Entry(signed, provenance_of(report, around, targets), tag)


def _query(urn: str) -> str:
    return query_of(URI_SYSTEM, urn)
