"""Bundles before programs of others: a second validator, and a real server that keeps what it is sent.

Both come from npm: `test.sh` brings npm where it is missing, and a computer that reaches no registry says so.
"""

import base64
import json
import shutil
import socket
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from engine.export import fhir
from engine.export.fhir import FhirPeer, bundle_of, write_bundle
from engine.export.fhir.fhir_values import to_json
from engine.export.peer_sockets import Patience
from engine.export.signed_report import ReportedPatient
from engine.export.web_peer import WebPeer, exchange
from tests.engine.export.fhir.report_variants import reports
from tests.engine.export.report_fixtures import amended_report, pdf_page, signed_report
from tests.patience import SECONDS

pytestmark = pytest.mark.heavy

HERE = Path(__file__).parent
PACKAGES = ("fhir@4.12.0", "@medplum/fhir-router@4.5.2")
UNREACHABLE = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT", "ENETUNREACH", "ERR_SOCKET")
NUMBERING = "https://school.example/children"

# Where FHIR only gives examples of codes, or prefers some, this validator warns of any other.
FREE = {
    "DiagnosticReport.category",
    "DiagnosticReport.code",
    "DiagnosticReport.conclusionCode",
    "DocumentReference.type",
    "Observation.bodySite",
    "Observation.code",
    "Observation.component.code",
    "Observation.method",
    "Provenance.meta.tag",
    "ServiceRequest.code",
}


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    """Install what is needed from npm; nothing of it runs while it is installed."""
    folder = tmp_path_factory.mktemp("npm")
    npm = shutil.which("npm")
    assert npm is not None, "npm is missing: apt-get install npm"
    (folder / "package.json").write_text('{"private": true}')
    options = [
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--no-update-notifier",
        "--loglevel=error",
    ]
    ran = subprocess.run(
        [npm, "install", *options, *PACKAGES],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    if ran.returncode and any(code in ran.stderr for code in UNREACHABLE):
        pytest.skip(f"npm reaches no registry from here: {ran.stderr.strip()[:300]}")
    assert ran.returncode == 0, ran.stderr
    for script in ("validate.cjs", "server.mjs"):
        shutil.copy(HERE / script, folder)
    return folder


@pytest.fixture
def peer(packages):
    """Start an empty server, and stop it."""
    with subprocess.Popen(
        ["node", "server.mjs"], cwd=packages, stdout=subprocess.PIPE, text=True
    ) as process:
        port = process.stdout.readline().strip()
        assert port.isdigit()
        yield FhirPeer(WebPeer(f"http://127.0.0.1:{port}"), NUMBERING)
        process.kill()


def send_report(report, peer):
    return fhir.send_report(report, peer, timeout=SECONDS)


def kept(peer, kind):
    """Return what a server has of a kind."""
    json_kind = "application/fhir+json"
    answer = exchange(
        peer.web,
        f"{kind}?_count=1000",
        b"",
        method="GET",
        content_type=json_kind,
        accept=json_kind,
        patience=Patience(SECONDS),
    )
    return [entry["resource"] for entry in json.loads(answer.body).get("entry", [])]


def counts(peer):
    kinds = Counter(e["resource"]["resourceType"] for e in bundle_of(signed_report())["entry"])
    return {kind: len(kept(peer, kind)) for kind in kinds}


def test_the_second_validator_finds_nothing(packages, tmp_path):
    paths = []
    for number, report in enumerate(reports().values()):
        for kind in ("collection", "transaction"):
            paths.append(str(tmp_path / f"{number}-{kind}.json"))
            bundle = bundle_of(report, kind=kind, numbering=NUMBERING)
            Path(paths[-1]).write_bytes(to_json(bundle))
    write_bundle(signed_report(), tmp_path / "written.json")
    paths.append(str(tmp_path / "written.json"))
    done = subprocess.run(
        ["node", "validate.cjs", *paths],
        cwd=packages,
        check=True,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    said = json.loads(done.stdout)
    assert set(said) == set(paths)
    assert len(paths) > 40
    for path, one in said.items():
        told = [each for each in one["messages"] if each["severity"] != "info"]
        assert one["valid"], (path, told)
        for message in told:
            place = "".join(s for s in message["location"] if s not in "[]0123456789")
            assert (message["severity"], place in FREE) == ("warning", True), message


def test_the_second_validator_would_find_something(packages, tmp_path):
    bundle = bundle_of(signed_report())
    wrong = next(
        e["resource"]
        for e in bundle["entry"]
        if e["resource"]["resourceType"] == "DiagnosticReport"
    )
    wrong["status"] = "signed"
    path = tmp_path / "wrong.json"
    path.write_bytes(to_json(bundle))
    done = subprocess.run(
        ["node", "validate.cjs", str(path)],
        cwd=packages,
        check=True,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert not json.loads(done.stdout)[str(path)]["valid"]


def test_what_is_sent_twice_is_there_once_and_an_amendment_beside_its_first_page(peer):
    first, second = signed_report(), amended_report()
    whole = len(bundle_of(first)["entry"])
    assert send_report(first, peer).created == whole
    once = counts(peer)
    assert send_report(first, peer).created == 0
    assert counts(peer) == once
    assert send_report(second, peer).created == 2
    assert send_report(second, peer).created == 0
    assert counts(peer) == {**once, "DocumentReference": 2, "Provenance": 2}
    (report,) = kept(peer, "DiagnosticReport")
    assert (report["status"], report["extension"][0]["valuePositiveInt"]) == ("amended", 2)
    # A first version that comes late covers nothing.
    assert send_report(first, peer).created == 0
    assert kept(peer, "DiagnosticReport") == [report]
    pages = {one["docStatus"]: one for one in kept(peer, "DocumentReference")}
    replaced = pages["amended"]["relatesTo"][0]["target"]["identifier"]
    assert replaced == pages["final"]["masterIdentifier"]


def test_what_is_read_back_is_what_was_sent(peer):
    send_report(signed_report(), peer)
    (patient,) = kept(peer, "Patient")
    assert patient["name"] == [{"text": "王小明"}]
    (report,) = kept(peer, "DiagnosticReport")
    assert base64.b64decode(report["presentedForm"][0]["data"]) == pdf_page()
    assert report["subject"]["reference"] == f"Patient/{patient['id']}"
    found = {f"Observation/{one['id']}": one for one in kept(peer, "Observation")}
    sent = [
        entry["resource"]
        for entry in bundle_of(signed_report())["entry"]
        if entry["resource"]["resourceType"] == "Observation"
    ]
    for reference, one in zip(report["result"], sent, strict=True):
        held = found[reference["reference"]]
        told = ("code", "valueQuantity", "valueCodeableConcept", "component", "bodySite", "note")
        assert [held.get(name) for name in told] == [one.get(name) for name in told]
        assert held["subject"]["reference"] == f"Patient/{patient['id']}"


def test_odd_reports_are_taken_and_two_schools_share_no_child(peer):
    for number, name in enumerate(("usual", "bare", "nobody found", "dots", "hostile")):
        fresh = {"recording": f"{number:032}", "judgement": f"{number:032}"}
        send_report(replace(reports()[name], **fresh), peer)
    numbers = Counter(one["identifier"][0]["value"] for one in kept(peer, "Patient"))
    assert numbers["S-0017"] == 1
    other = FhirPeer(peer.web, "https://other.example/children")
    send_report(
        signed_report(patient=ReportedPatient("S-0017", "李雷"), recording="9f" * 16), other
    )
    names = [
        one["name"][0]["text"]
        for one in kept(peer, "Patient")
        if one["identifier"][0]["value"] == "S-0017"
    ]
    assert sorted(names) == ["李雷", "王小明"]


def test_who_hangs_up_before_the_answer_and_sends_again_makes_nothing_twice(peer):
    body = to_json(bundle_of(signed_report(), kind="transaction", numbering=NUMBERING))
    lines = ["POST / HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}", "", ""]
    whole = "\r\n".join(lines).encode() + body
    for cut in (whole[: len(whole) // 2], whole[:-1]):
        with socket.create_connection(("127.0.0.1", peer.web.port)) as line:
            line.sendall(cut)
    assert set(counts(peer).values()) == {0}
    with socket.create_connection(("127.0.0.1", peer.web.port), timeout=SECONDS) as line:
        line.sendall(whole)
        assert line.recv(1) == b"H"
    assert send_report(signed_report(), peer).created == 0
    sent = Counter(e["resource"]["resourceType"] for e in bundle_of(signed_report())["entry"])
    assert counts(peer) == sent
