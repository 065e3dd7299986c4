"""A signed report is sent to a FHIR R4 server that a person configured, all of it or nothing.

Sent again, it makes nothing twice: every resource is found by its identifier. Must not know records, nor
queues.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from engine.core.errors import NotTakenError, PeerError
from engine.core.names import label_of
from engine.core.progress import Cancel
from engine.core.text import Render, text
from engine.export import peer_sockets, web_faults
from engine.export.fhir.fhir_bundle import bundle_of
from engine.export.fhir.fhir_documents import VERSION_URL, report_urn
from engine.export.fhir.fhir_values import URI_SYSTEM, query_of, to_json
from engine.export.peer_sockets import USUAL_SECONDS, Patience
from engine.export.signed_report import SignedReport
from engine.export.web_peer import WebAnswer, WebPeer, exchange

JSON: Final = "application/fhir+json"

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s|\x00-\x1f]+")


@dataclass(frozen=True, slots=True)
class FhirPeer:
    """A FHIR server that a person configured.

    Attributes:
        web: Its base address, and who is let in.
        numbering: URI by which the server knows whose numbers the patients have: without it, children of two
            schools with the same number would be taken for one.

    Raises:
        PeerError: ``numbering`` is not a URI.
    """

    web: WebPeer
    numbering: str

    def __post_init__(self) -> None:
        """Refuse a numbering under which patients could be mixed up."""
        if not _URI.fullmatch(self.numbering):
            raise PeerError(
                text("“{name}” does not say whose patient numbers these are.", name=self.numbering),
                text(
                    "Ask who runs the server for the “system” of the patient numbers: an address such as "
                    "https://school.example/children or urn:oid:2.25.1."
                ),
            )


@dataclass(frozen=True, slots=True)
class FhirReceipt:
    """What a server did with a report.

    Attributes:
        created: Resources that were not there before.
        present: Resources that were there, or that were brought up to date.
    """

    created: int
    present: int


def check_peer(
    peer: FhirPeer, *, timeout: float = USUAL_SECONDS, cancel: Cancel | None = None
) -> str:
    """Return what a server calls itself; nothing about anybody is sent.

    Args:
        peer: The server.
        timeout: Seconds that it may take.
        cancel: Hangs up.

    Raises:
        PeerError: It cannot be reached, or is no server of FHIR R4.
        CancelledError: ``cancel`` was set.
    """
    stated = _asked(peer, "metadata", Patience(timeout, cancel))
    version = stated.get("fhirVersion")
    if stated.get("resourceType") != "CapabilityStatement" or not isinstance(version, str):
        raise web_faults.not_expected(peer.web.host)
    if not version.startswith("4.0"):
        raise PeerError(
            text(
                "“{host}” speaks FHIR {version}, not FHIR R4 (4.0).",
                host=peer.web.host,
                version=label_of(version),
            ),
            text("Ask who runs the server for the address of FHIR R4."),
        )
    software = stated.get("software")
    name = software.get("name") if isinstance(software, Mapping) else None
    return label_of(name) if isinstance(name, str) else peer.web.host


def send_report(
    report: SignedReport,
    peer: FhirPeer,
    *,
    say: Render = str,
    timeout: float = USUAL_SECONDS,
    cancel: Cancel | None = None,
) -> FhirReceipt:
    """Send a report, all of it or nothing; what is there already stays or is brought up to date.

    Args:
        report: The report.
        peer: To whom.
        say: Renders a sentence in the language of the report.
        timeout: Seconds that each exchange may take.
        cancel: Stops; what is on its way has a few seconds to be answered.

    Raises:
        PeerError: The server cannot be reached, did not take it, or has a later version already.
        CancelledError: ``cancel`` was set, and no answer came; sent again, nothing is kept twice.
    """
    if report.replaced is not None:
        _check_version(report, peer, Patience(timeout, cancel))
    bundle = bundle_of(report, kind="transaction", numbering=peer.numbering, say=say)
    patience = Patience(timeout, cancel, peer_sockets.GRACE)
    answer = exchange(
        peer.web, "", to_json(bundle), content_type=JSON, accept=JSON, patience=patience
    )
    return _receipt(_resource_in(answer, peer.web.host), len(bundle["entry"]), peer.web.host)


def _check_version(report: SignedReport, peer: FhirPeer, patience: Patience) -> None:
    """Refuse to cover a later version by an earlier one."""
    query = query_of(URI_SYSTEM, report_urn(report))
    question = f"DiagnosticReport?{query}&_elements=identifier,extension"
    found = _asked(peer, question, patience)
    for entry in _items(found.get("entry")):
        for extension in _items(_mapping(entry.get("resource")).get("extension")):
            number = extension.get("valuePositiveInt")
            if (
                extension.get("url") == VERSION_URL
                and isinstance(number, int)
                and number > report.version
            ):
                raise NotTakenError(
                    text(
                        "“{host}” has version {later} of this report already; version {number} was not sent.",
                        host=peer.web.host,
                        later=number,
                        number=report.version,
                    ),
                    text("Nothing needs to be done: the later version holds."),
                )


def _asked(peer: FhirPeer, path: str, patience: Patience) -> Mapping[str, Any]:
    answer = exchange(
        peer.web,
        path,
        b"",
        method="GET",
        content_type=JSON,
        accept=JSON,
        patience=patience,
    )
    return _resource_in(answer, peer.web.host)


def _resource_in(answer: WebAnswer, host: str) -> Mapping[str, Any]:
    """Return the resource that an answer holds, where it is not that of a failure."""
    try:
        found = _mapping(json.loads(answer.body)) if answer.content_type.endswith("json") else {}
    except (ValueError, RecursionError):
        found = {}
    if not answer.accepted:
        reason = _reason_in(found) or web_faults.reason_in(answer.content_type, answer.body)
        raise web_faults.not_taken(host, answer.status, reason)
    if "resourceType" not in found:
        raise web_faults.not_expected(host)
    return found


def _reason_in(outcome: Mapping[str, Any]) -> str:
    """Return the first words of an OperationOutcome, short and clean."""
    for issue in _items(outcome.get("issue")):
        for said in (issue.get("diagnostics"), _mapping(issue.get("details")).get("text")):
            if isinstance(said, str) and label_of(said):
                return label_of(said)
    return ""


def _receipt(answer: Mapping[str, Any], sent: int, host: str) -> FhirReceipt:
    """Return what was done with each resource.

    Raises:
        PeerError: The answer does not speak of each of them, or of one that was not taken.
    """
    done = [_mapping(entry.get("response")).get("status") for entry in _items(answer.get("entry"))]
    statuses = [one[:3] for one in done if isinstance(one, str)]
    taken = [one for one in statuses if one in ("200", "201", "204")]
    if answer.get("type") != "transaction-response" or len(taken) != sent:
        raise web_faults.not_expected(host)
    created = taken.count("201")
    return FhirReceipt(created, sent - created)


def _items(found: object) -> Sequence[Mapping[str, Any]]:
    return [_mapping(one) for one in found] if isinstance(found, list) else []


def _mapping(found: object) -> Mapping[str, Any]:
    return found if isinstance(found, Mapping) else {}
