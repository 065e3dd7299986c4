"""What was signed: DiagnosticReport, DocumentReference of the page, and Provenance, who stands for it.

The report is one resource for all versions of a judgement, so that nobody meets one that no longer holds;
each signed page is a document of its own that says which one it replaces.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from typing import Final

from engine.core.text import Render
from engine.export.codes import OUTCOMES, REPORT, SCHEME_UID
from engine.export.fhir.fhir_observations import Surroundings, held_words, when
from engine.export.fhir.fhir_values import (
    Resource,
    concept,
    hl7_coding,
    identifier,
    instant,
    named,
    only,
    to,
    urn_of,
    words,
)
from engine.export.signed_report import SignedReport
from engine.report import wording
from engine.report.record_document import PaperPatient, RecordPaper, outcome_of

VERSION_URL: Final = f"urn:oid:{SCHEME_UID}.1"
"""Extension of a DiagnosticReport: the number of the version that it holds (valuePositiveInt)."""

_CREATED: Final = hl7_coding("v3-DataOperation", "CREATE", "create")
_REVISED: Final = hl7_coding("v3-DataOperation", "UPDATE", "revise")
_SIGNATURES: Final = "urn:iso-astm:E1762-95:2013"


def report_urn(report: SignedReport) -> str:
    """Return the identifier of a report, the same for all its versions."""
    return urn_of("DiagnosticReport", report.recording)


def document_urn(judgement: str) -> str:
    """Return the identifier of the page of a judgement, another one for each version."""
    return urn_of("DocumentReference", judgement)


def provenance_urn(report: SignedReport) -> str:
    """Return the identifier of who stands for a version."""
    return urn_of("Provenance", report.judgement)


def report_of(report: SignedReport, around: Surroundings, results: Sequence[str]) -> Resource:
    """Return the report: its conclusion in words, the signed page, and references to what was found.

    Args:
        report: The report.
        around: What it refers to.
        results: Identifiers of its observations.
    """
    return only(
        resourceType="DiagnosticReport",
        language=report.language,
        extension=[{"url": VERSION_URL, "valuePositiveInt": report.version}],
        identifier=[identifier(report_urn(report))],
        basedOn=[around.request],
        status="final" if report.replaced is None else "amended",
        category=[{"coding": [hl7_coding("v2-0074", "OTH", "Other")]}],
        code=concept(REPORT),
        subject=around.patient,
        effectiveDateTime=when(report),
        issued=instant(report.signature.made),
        performer=named("Organization", *report.institution[:1]),
        resultsInterpreter=named("Practitioner", report.signature.name),
        result=[to(urn) for urn in results],
        conclusion=words(_conclusion(report, around.say)),
        conclusionCode=[concept(OUTCOMES[report.outcome], held_words(report, around.say))],
        presentedForm=[_page(report)],
    )


def document_of(report: SignedReport, around: Surroundings) -> Resource:
    """Return the signed page as a document; an amended one says which it replaces."""
    replaced = []
    if report.replaced is not None:
        earlier = identifier(document_urn(report.replaced.judgement))
        target = {"type": "DocumentReference", "identifier": earlier}
        replaced.append({"code": "replaces", "target": target})
    own = identifier(document_urn(report.judgement))
    return only(
        resourceType="DocumentReference",
        language=report.language,
        masterIdentifier=own,
        identifier=[own],
        status="current",
        docStatus="final" if report.replaced is None else "amended",
        type_=concept(REPORT),
        subject=around.patient,
        date=instant(report.signature.made),
        author=named("Practitioner", report.signature.name),
        custodian=next(iter(named("Organization", *report.institution[:1])), None),
        relatesTo=replaced,
        content=[{"attachment": _page(report)}],
        context={"related": [around.request]},
    )


def provenance_of(report: SignedReport, around: Surroundings, targets: Sequence[str]) -> Resource:
    """Return who stands for a version, when, and with which hash; who reviewed it; what assembled it.

    Args:
        report: The report.
        around: What it refers to.
        targets: Identifiers of all that is signed.
    """
    signer = next(iter(named("Practitioner", report.signature.name)), {"display": "?"})
    made, replaced = instant(report.signature.made), report.replaced
    agents = [{"type": _part("attester", "Attester"), "who": signer}]
    agents += [
        {"type": _part("verifier", "Verifier"), "who": one}
        for one in named("Practitioner", report.reviewer)
    ]
    agents.append({"type": _part("assembler", "Assembler"), "who": around.device})
    revised = []
    if replaced is not None:
        earlier = {"identifier": identifier(document_urn(replaced.judgement))}
        revised.append({"role": "revision", "what": {"type": "DocumentReference", **earlier}})
    # The resource has no identifier of its own in R4: it is found again by its tag.
    tag = identifier(provenance_urn(report))
    return only(
        resourceType="Provenance",
        meta={"tag": [{"system": tag["system"], "code": tag["value"]}]},
        target=[to(urn) for urn in targets],
        occurredDateTime=made,
        recorded=made,
        reason=[{"text": words(replaced.reason)}] if replaced and words(replaced.reason) else [],
        activity={"coding": [_CREATED if replaced is None else _REVISED]},
        agent=agents,
        entity=revised,
        signature=[_signature(report, signer, made)],
    )


def _signature(report: SignedReport, signer: Resource, made: str) -> Resource:
    """Return the signature of the records as words: it is none that a program could verify by itself."""
    signed = report.signature
    said = words(f"{signed.meaning}\ncode: {signed.code}\nsha256: {signed.sha256}")
    kind = {
        "system": _SIGNATURES,
        "code": "1.2.840.10065.1.12.1.5",
        "display": "Verification Signature",
    }
    return {
        "type": [kind],
        "when": made,
        "who": signer,
        "sigFormat": "text/plain",
        "data": base64.b64encode(said.encode()).decode("ascii"),
    }


def _part(code: str, display: str) -> Resource:
    return {"coding": [hl7_coding("provenance-participant-type", code, display)]}


def _page(report: SignedReport) -> Resource:
    """Return the signed page, byte for byte."""
    page = report.pdf
    sha1 = hashlib.sha1(
        page, usedforsecurity=False
    ).digest()  # the hash that Attachment.hash asks for
    day = report.visit_date.isoformat()
    return only(
        contentType="application/pdf",
        language=report.language,
        data=base64.b64encode(page).decode("ascii"),
        size=len(page),
        hash=base64.b64encode(sha1).decode("ascii"),
        title=f"{REPORT.meaning}, {day}, version {report.version}",
        creation=instant(report.signature.made),
    )


def _conclusion(report: SignedReport, say: Render) -> str:
    """Return what stands on the first page: the outcome that holds, what it means, the next step, limits."""
    nobody = PaperPatient("", "", "", "")
    paper = RecordPaper((), b"", nobody, "", report.outcome, report.version)
    holds = outcome_of(paper, report.result, say)
    title = f"{holds.title} ({holds.mark})" if holds.mark else holds.title
    limits = map(say, wording.limits(report.result))
    lines = (title, holds.fence, *holds.lines, report.override_reason, *limits)
    return "\n".join(dict.fromkeys(filter(None, map(words, lines))))
