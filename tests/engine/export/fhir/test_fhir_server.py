"""A report is sent to a FHIR server: all of it or nothing, and every answer that is none is a sentence."""

import json

import pytest

from engine.core.errors import PeerError
from engine.export.fhir import FhirPeer, bundle_of, send_report
from engine.export.fhir.fhir_documents import VERSION_URL
from engine.export.fhir.fhir_server import FhirReceipt, check_peer
from engine.export.web_peer import WebPeer
from tests.engine.export.loopback_server import LoopbackServer, answering
from tests.engine.export.report_fixtures import amended_report, signed_report
from tests.patience import SECONDS

NUMBERING = "urn:oid:2.25.4711"
KIND = "application/fhir+json;charset=UTF-8"


def peer_of(server):
    return FhirPeer(WebPeer(server.url("/fhir"), "school", "secret"), NUMBERING)


def as_json(found, status="200 OK"):
    return answering(status, json.dumps(found).encode(), KIND)


def taking(line, request, status="201 Created", searched=None):
    """Answer a search with what is there, and a transaction with a status for each resource."""
    if request.line.startswith("GET"):
        answer = {"resourceType": "Bundle", "type": "searchset", "entry": searched or []}
    else:
        entries = json.loads(request.body)["entry"]
        done = [{"response": {"status": status}} for _ in entries]
        answer = {"resourceType": "Bundle", "type": "transaction-response", "entry": done}
    as_json(answer)(line, request)


def refused(answer, report=None):
    with LoopbackServer(answer) as server, pytest.raises(PeerError) as caught:
        send_report(report or signed_report(), peer_of(server), timeout=SECONDS)
    return str(caught.value.what), server


def held(version):
    resource = {
        "resourceType": "DiagnosticReport",
        "extension": [{"url": VERSION_URL, "valuePositiveInt": version}],
    }
    return [{"resource": resource}]


def test_a_report_is_sent_as_one_transaction_to_the_base():
    with LoopbackServer(taking) as server:
        receipt = send_report(signed_report(), peer_of(server), timeout=SECONDS)
    (request,) = server.requests
    assert request.line == "POST /fhir HTTP/1.1"
    assert request.headers["content-type"] == "application/fhir+json"
    assert request.headers["prefer"] == "return=minimal"
    sent = json.loads(request.body)
    assert sent == bundle_of(signed_report(), kind="transaction", numbering=NUMBERING)
    assert receipt == FhirReceipt(created=len(sent["entry"]), present=0)


def test_what_was_there_already_is_told():
    with LoopbackServer(lambda *asked: taking(*asked, status="200")) as server:
        receipt = send_report(signed_report(), peer_of(server), timeout=SECONDS)
    assert receipt.created == 0
    assert receipt.present > 10


@pytest.mark.parametrize("there", [[], held(1), held(2), [{"resource": 5}], "x", [None]])
def test_an_amendment_is_sent_where_no_later_one_is(there):
    with LoopbackServer(lambda *asked: taking(*asked, searched=there)) as server:
        send_report(amended_report(), peer_of(server), timeout=SECONDS)
    search, sent = server.requests
    urn = json.loads(sent.body)["entry"][-3]["resource"]["identifier"][0]["value"]
    assert search.line.startswith(
        f"GET /fhir/DiagnosticReport?identifier=urn:ietf:rfc:3986|{urn}&_elements="
    )
    assert search.body == b""
    assert "content-type" not in search.headers


def test_an_amendment_never_covers_a_later_one():
    said, server = refused(lambda *asked: taking(*asked, searched=held(3)), amended_report())
    assert said == "“127.0.0.1” has version 3 of this report already; version 2 was not sent."
    assert len(server.requests) == 1


def outcome_of(**issue):
    return {"resourceType": "OperationOutcome", "issue": [{"severity": "error", **issue}]}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (answering("401 Unauthorized"), "does not let this program in (401)"),
        (
            as_json(outcome_of(diagnostics="HAPI-0550: \x00duplicate\n王"), "500 Oh"),
            "failed at what was sent (500: HAPI-0550: duplicate 王)",
        ),
        (
            as_json(outcome_of(details={"text": "Two patients match"}), "412 No"),
            "did not take what was sent (412: Two patients match)",
        ),
        (as_json(outcome_of(), "400 Bad"), "did not take what was sent (400)"),
        (as_json({"issue": [7, {"diagnostics": 7}]}, "422 No"), "did not take what was sent (422)"),
        (answering("413 Too Large"), "does not take anything this large (413)"),
        (answering("200 OK", b"<html>Login</html>", "text/html"), "cannot be understood"),
        (answering("200 OK", b"{", KIND), "cannot be understood"),
        (answering("200 OK", b"[" * 100_000, KIND), "cannot be understood"),
        (answering("200 OK", b'"\xff"', KIND), "cannot be understood"),
        (as_json([1]), "cannot be understood"),
        (as_json({"resourceType": "Bundle", "type": "searchset"}), "cannot be understood"),
        (as_json(outcome_of(diagnostics="fine")), "cannot be understood"),
        (
            as_json(
                {
                    "resourceType": "Bundle",
                    "type": "transaction-response",
                    "entry": [{"response": {"status": "201"}}],
                }
            ),
            "cannot be understood",
        ),
        (lambda *asked: taking(*asked, status="400 Bad Request"), "cannot be understood"),
    ],
)
def test_what_was_not_taken_is_told(answer, said):
    told, _ = refused(answer)
    assert said in told
    assert "secret" not in told


def test_a_long_reason_is_cut():
    told, _ = refused(as_json(outcome_of(diagnostics="y" * 100_000), "422 No"))
    assert told.endswith(f"(422: {'y' * 80}).")


@pytest.mark.parametrize("numbering", ["", "school", "urn:a|b", "urn: a", "https:\n"])
def test_without_saying_whose_numbers_they_are_nothing_can_be_sent(numbering):
    with pytest.raises(PeerError, match="does not say whose patient numbers"):
        FhirPeer(WebPeer("https://host.example"), numbering)


def stating(version, **more):
    return as_json({"resourceType": "CapabilityStatement", "fhirVersion": version, **more})


def test_a_server_is_tried_without_sending_anything():
    with LoopbackServer(stating("4.0.1", software={"name": "HAPI\n FHIR"})) as server:
        assert check_peer(peer_of(server), timeout=SECONDS) == "HAPI FHIR"
    (request,) = server.requests
    assert (request.line, request.body) == ("GET /fhir/metadata HTTP/1.1", b"")
    with LoopbackServer(stating("4.0.1")) as server:
        assert check_peer(peer_of(server), timeout=SECONDS) == "127.0.0.1"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (stating("5.0.0"), "speaks FHIR 5.0.0, not FHIR R4"),
        (stating(4), "cannot be understood"),
        (as_json({"resourceType": "Bundle"}), "cannot be understood"),
        (answering("404 Not Found"), "no such service"),
    ],
)
def test_a_server_of_another_kind_is_told(answer, said):
    with LoopbackServer(answer) as server, pytest.raises(PeerError, match="127") as caught:
        check_peer(peer_of(server), timeout=SECONDS)
    assert said in str(caught.value)
