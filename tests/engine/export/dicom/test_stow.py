"""What a web server says of an object: taken, refused, or to be tried again."""

from __future__ import annotations

import io
import json

import pytest
from pydicom import dcmread

from engine.core.errors import PeerError
from engine.export.dicom import stow
from engine.export.dicom.connection import Answer
from engine.export.peers import WebServer
from tests.engine.export.dicom.test_connection import an_object
from tests.engine.export.loopback_server import LoopbackServer, answering

JSON = "application/dicom+json"


def server_at(url: str) -> WebServer:
    return WebServer(
        kind="stow", name="Web archive", url=url, user="us", password="secret", seconds=5
    )


def said(status: str, **sequences: int) -> tuple[str, bytes, str]:
    """Return an answer whose sequences hold one item with a reason."""
    tags = {"failed": ("00081198", "00081197"), "referenced": ("00081199", "00081196")}
    body = {
        tags[name][0]: {"vr": "SQ", "Value": [{tags[name][1]: {"vr": "US", "Value": [reason]}}]}
        for name, reason in sequences.items()
    }
    return status, json.dumps(body).encode(), JSON


def answer_to(status: str, body: bytes = b"", kind: str = "text/plain") -> Answer:
    with LoopbackServer(answering(status, body, kind)) as server:
        (found,) = stow.store(server_at(server.url("/dicom-web")), [an_object()])
    return found


def test_an_object_goes_whole_in_a_request_of_its_own() -> None:
    with LoopbackServer(answering(*said("200 OK"))) as server:
        answers = list(stow.store(server_at(server.url("/web/")), [an_object(1), an_object(2)]))
    assert answers == [Answer(True), Answer(True)]
    first, second = server.requests
    assert first.line == "POST /web/studies HTTP/1.1"
    kind = first.headers["content-type"]
    assert kind.startswith('multipart/related; type="application/dicom"; boundary=')
    mark = kind.rpartition("=")[2].encode()
    head, _, rest = first.body.partition(b"\r\n\r\n")
    assert head == b"--" + mark + b"\r\nContent-Type: application/dicom"
    found = dcmread(io.BytesIO(rest.removesuffix(b"\r\n--" + mark + b"--\r\n")))
    assert (str(found.PatientName), found.SOPInstanceUID) == ("王^小明", "2.25.1")
    assert second.body != first.body


@pytest.mark.parametrize(
    ("answer", "taken", "final", "sentence"),
    [
        (said("200 OK", failed=0x0111), True, False, "had it already"),
        (said("202 Accepted", referenced=0xB000), True, False, "took it, with a remark (B000H)"),
        (said("409 Conflict", failed=0xA700), False, False, "has run out of space (A700H)"),
        (said("409 Conflict", failed=0xA900), False, True, "could not make sense"),
        (said("200 OK", failed=0x0122), False, True, "does not take this kind of object"),
        (("413 Too Large", b"", "text/plain"), False, True, "does not take anything this large"),
        (("400 Bad Request", b"[1", JSON), False, True, "did not take what was sent (400)"),
    ],
)
def test_what_a_server_says_of_an_object(
    answer: tuple[str, bytes, str], taken: bool, final: bool, sentence: str
) -> None:
    found = answer_to(*answer)
    assert (found.taken, found.final) == (taken, final)
    assert sentence in str(found.said)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("401 Unauthorized", "does not let this program in"),
        ("404 Not Found", "has no such service"),
        ("503 Unavailable", "is too busy"),
        ("500 Broken", "failed at what was sent"),
        ("302 Found", "wants this to be sent to another place"),
    ],
)
def test_what_a_server_says_of_itself(status: str, sentence: str) -> None:
    with pytest.raises(PeerError, match=sentence):
        answer_to(status)


@pytest.mark.parametrize("body", [b"[]", b"7", b'{"00081198": 3}', b"[" * 100_000, b"\xff"])
def test_a_body_that_is_nonsense_changes_nothing(body: bytes) -> None:
    assert answer_to("200 OK", body, JSON) == Answer(True)
