"""Sending to a web server: it arrives whole, or a sentence says why not; a secret is told to nobody else."""

import base64
import os
import socket
import threading

import pytest

from engine.core.errors import CancelledError, PeerError
from engine.core.progress import Cancel
from engine.export import web_faults, web_peer
from engine.export.peer_sockets import Patience
from engine.export.web_peer import WebPeer, exchange
from tests.engine.export.loopback_server import (
    NOW,
    YEAR,
    LoopbackServer,
    answering,
    identity,
    keeping_silent,
    saying,
)
from tests.patience import SECONDS

SECRET = "geheim-Passwort"
TAKEN = answering("200 OK", b'{"a": 1}', "application/json; charset=utf-8")
BIG = b"x" * 12_000_000


def sent(peer, body=b"what is sent", timeout=SECONDS, cancel=None, grace=0.0):
    patience = Patience(timeout, cancel, grace)
    answer = exchange(peer, "", body, content_type="a/b", accept="c/d", patience=patience)
    if not answer.accepted:
        reason = web_faults.reason_in(answer.content_type, answer.body)
        raise web_faults.not_taken(peer.host, answer.status, reason)
    return answer


def refused(peer, body=b"what is sent", timeout=SECONDS):
    with pytest.raises(PeerError) as caught:
        sent(peer, body, timeout)
    said = caught.value
    # Nothing that is chained may hold what was sent.
    assert said.__cause__ is None
    assert said.__context__ is None or said.__suppress_context__
    assert SECRET not in str(said)
    assert base64.b64encode(f"u:{SECRET}".encode()).decode() not in str(said)
    assert str(said.remedy)
    return str(said.what)


def test_what_is_sent_arrives_whole_and_the_answer_comes_back():
    with LoopbackServer(TAKEN) as server:
        answer = sent(WebPeer(server.url("/fhir/")), BIG)
    (request,) = server.requests
    assert request.line == "POST /fhir HTTP/1.1"
    assert request.body == BIG
    assert (request.headers["content-type"], request.headers["accept"]) == ("a/b", "c/d")
    assert "authorization" not in request.headers
    assert (answer.status, answer.content_type, answer.body) == (
        200,
        "application/json",
        b'{"a": 1}',
    )


@pytest.mark.parametrize(
    ("base", "path", "target"),
    [
        ("", "", "/"),
        ("/", "studies", "/studies"),
        ("/fhir", "/metadata", "/fhir/metadata"),
        (
            "/fhir/",
            "Patient?identifier=urn:a|王 x%2F",
            "/fhir/Patient?identifier=urn:a|%E7%8E%8B%20x%2F",
        ),
    ],
)
def test_a_path_lies_below_the_address(base, path, target):
    assert WebPeer(f"https://host.example{base}").target(path) == target


def test_who_is_let_in_is_told_to_the_server_and_shown_nowhere():
    peers = (
        WebPeer("http://h.example", user="Müller", password=SECRET),
        WebPeer("http://h.example", user="Müller", password=SECRET, token=SECRET),
    )
    for peer, expected in zip(peers, ("Basic", "Bearer"), strict=True):
        assert SECRET not in repr(peer)
        with LoopbackServer(TAKEN) as server:
            sent(WebPeer(server.url(), peer.user, peer.password, token=peer.token))
        way, _, secret = server.requests[0].headers["authorization"].partition(" ")
        assert way == expected
        plain = secret if way == "Bearer" else base64.b64decode(secret).decode()
        assert plain == (SECRET if way == "Bearer" else f"Müller:{SECRET}")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "host.example",
        "ftp://host.example",
        "https://",
        f"https://somebody:{SECRET}@host.example",
        "https://host.example/?a=b",
        "https://host.example/#there",
        "https://host.example:99999",
        "https://host.example:0",
        "https://[fe80",
        "https://host.example/a\r\nX-More: 1",
        "https://host.example/a b",
        "file:///etc/passwd",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_and_not_repeated(url):
    with pytest.raises(PeerError, match="not an address of a server") as caught:
        WebPeer(url)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("token", ["a b", "a\r\nX-More: 1", "密"])
def test_a_token_that_would_write_headers_is_refused_and_not_repeated(token):
    with pytest.raises(PeerError, match="The token holds") as caught:
        WebPeer("https://host.example", token=token)
    assert token not in str(caught.value)


def test_who_sends_without_encryption_is_warned():
    assert WebPeer("https://host.example").warning is None
    assert WebPeer("http://127.0.0.1:8042").warning is None
    assert "not encrypted" in str(WebPeer("http://host.example").warning)


def test_a_certificate_of_the_persons_own_authority_is_taken(tmp_path):
    known = identity(tmp_path)
    with LoopbackServer(TAKEN, known.tls) as server:
        assert sent(WebPeer(server.url(), ca_file=known.authority), BIG).accepted
    assert server.requests[0].body == BIG


@pytest.mark.parametrize(
    ("name", "start", "end", "said"),
    [
        ("127.0.0.1", NOW - YEAR, NOW - YEAR / 2, "has expired"),
        ("127.0.0.1", NOW + YEAR / 4, NOW + YEAR / 2, "not valid yet"),
        ("other.example", NOW - YEAR, NOW + YEAR / 2, "that of another computer"),
        ("127.0.0.2", NOW - YEAR, NOW + YEAR / 2, "that of another computer"),
    ],
)
def test_a_certificate_that_does_not_hold_stops_everything(tmp_path, name, start, end, said):
    wrong = identity(tmp_path, name, start, end)
    with LoopbackServer(TAKEN, wrong.tls) as server:
        peer = WebPeer(server.url(), "u", SECRET, wrong.authority)
        assert said in refused(peer)
    assert server.requests == []


def test_a_certificate_that_nobody_vouches_for_stops_everything(tmp_path):
    unknown = identity(tmp_path)
    with LoopbackServer(TAKEN, unknown.tls) as server:
        assert "vouches" in refused(WebPeer(server.url(), "u", SECRET))
    assert server.requests == []


@pytest.mark.parametrize(
    "content", [None, b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n", b"\x00\xff"]
)
def test_a_file_without_certificates_is_named(tmp_path, content):
    file = tmp_path / "authority.pem"
    if content is not None:
        file.write_bytes(content)
    peer = WebPeer("https://127.0.0.1:1", ca_file=file)
    assert refused(peer) == "“authority.pem” cannot be read as certificates."


def test_http_and_https_that_are_mixed_up_are_told(tmp_path):
    for answer in (answering("400 Bad Request"), saying()):
        with LoopbackServer(answer, at_once=True) as server:
            peer = WebPeer(server.url().replace("http:", "https:"))
            assert "No encrypted connection" in refused(peer)
    with LoopbackServer(TAKEN, identity(tmp_path).tls) as server:
        peer = WebPeer(server.url().replace("https:", "http:"), "u", SECRET)
        assert "broke off" in refused(peer)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (answering("401 Unauthorized"), "does not let this program in (401)"),
        (
            answering("403 Forbidden", b"Nur f\xc3\xbcr \x1b[31m\xe2\x80\xaeuns\r\n"),
            "(403: Nur für [31m uns)",
        ),
        (
            answering("404 Not Found", b"<html>", "text/html"),
            "no such service at this address (404)",
        ),
        (answering("413 Too Large"), "does not take anything this large (413)"),
        (answering("422 No", b'{"Message": "Bad tag"}', "application/json"), "(422: Bad tag)"),
        (answering("500 Oh", b"y" * 5000), f"failed at what was sent (500: {'y' * 80})"),
        (answering("500 Oh", b"[" * 100_000, "application/json"), "failed at what was sent (500)"),
        (answering("503 Busy"), "too busy at the moment (503)"),
        (answering("200 OK", b"zipped", Content_Encoding="gzip"), "cannot be understood"),
        (saying(b"220 mail.example ESMTP\r\n"), "cannot be understood"),
        (saying(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000), "cannot be understood"),
        (saying(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"), "broke off"),
        (saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nha"), "broke off"),
        (saying(b"HTTP/1.1 200 OK\r\nContent-Type: text/pl"), "broke off"),
        (saying(), "broke off"),
    ],
)
def test_each_answer_that_takes_nothing_is_a_sentence(answer, said):
    with LoopbackServer(answer) as server:
        assert said in refused(WebPeer(server.url(), "u", SECRET))


def test_a_server_that_refuses_before_it_has_read_everything_is_heard():
    with LoopbackServer(answering("413 Too Large"), at_once=True) as server:
        said = refused(WebPeer(server.url()), BIG)
    # The refusal is lost where the connection was torn down before it was read.
    assert "this large" in said or "broke off" in said


def test_whoever_wants_to_decide_sees_every_status():
    with LoopbackServer(answering("409 Conflict", b"{}", "application/json")) as server:
        peer = WebPeer(server.url())
        answer = exchange(peer, "studies", b"x", content_type="a/b", accept="c/d")
    assert (answer.status, answer.accepted, answer.body) == (409, False, b"{}")


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "303 See", "307 Temporary", "308 Permanent"]
)
def test_a_redirect_is_told_and_not_followed(status):
    with LoopbackServer(TAKEN) as other:
        place = other.url("/elsewhere", "localhost")
        with LoopbackServer(answering(status, Location=place)) as server:
            said = refused(WebPeer(server.url(), "u", SECRET))
    assert "on “localhost”" in said
    assert other.requests == []


def test_an_answer_without_end_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr(web_peer, "LARGEST_ANSWER", 1_000_000)
    start = b"HTTP/1.1 200 OK\r\n\r\n"
    flood = saying(b"z" * 65_536, again=True)

    def answer(line, request):
        line.sendall(start)
        flood(line, request)

    with LoopbackServer(answer) as server:
        assert "more than 1 MB" in refused(WebPeer(server.url()))


def dripping(line, request):
    line.sendall(b"HTTP/1.1 200 OK\r\n")
    saying(b"X-Drop: 1\r\n", pause=0.05, again=True)(line, request)


@pytest.mark.parametrize("answer", [keeping_silent, dripping])
def test_the_whole_exchange_has_an_end_in_time(tmp_path, answer):
    known = identity(tmp_path)
    for tls in (None, known.tls):
        with LoopbackServer(answer, tls) as server:
            peer = WebPeer(server.url(), ca_file=known.authority)
            assert refused(peer, timeout=0.4) == "“127.0.0.1” did not answer within 0.4 seconds."


def test_a_server_that_does_not_read_is_slow(tmp_path):
    still = threading.Event()
    with LoopbackServer(lambda *_: still.wait(SECONDS), at_once=True) as server:
        assert "did not answer" in refused(WebPeer(server.url()), BIG, 0.4)
        still.set()


def test_a_server_that_never_shakes_hands_is_slow():
    still = threading.Event()
    with LoopbackServer(lambda *_: still.wait(SECONDS), at_once=True) as server:
        assert "did not answer" in refused(
            WebPeer(server.url().replace("http:", "https:")), timeout=0.4
        )
        still.set()


def given_up(peer, cancel, body=b"what is sent", grace=0.0):
    """It ends as cancelled, long before its time, and tells nothing of what was sent."""
    with pytest.raises(CancelledError) as caught:
        sent(peer, body, cancel=cancel, grace=grace)
    assert caught.value.__context__ is None or caught.value.__suppress_context__


@pytest.mark.parametrize("grace", [0.0, 0.2])
@pytest.mark.parametrize("answer", [keeping_silent, dripping])
def test_an_exchange_is_given_up_while_the_server_takes_its_time(tmp_path, answer, grace):
    known = identity(tmp_path)
    for tls in (None, known.tls):
        cancel = Cancel()

        def slow(line, request, cancel=cancel):
            cancel.set()
            answer(line, request)

        with LoopbackServer(slow, tls) as server:
            given_up(WebPeer(server.url(), ca_file=known.authority), cancel, grace=grace)
            assert len(server.requests) == 1


def test_an_exchange_is_given_up_while_the_server_neither_reads_nor_shakes_hands():
    for scheme in ("http:", "https:"):
        cancel, still = Cancel(), threading.Event()

        def slow(*_, cancel=cancel, still=still):
            cancel.set()
            still.wait(SECONDS)

        with LoopbackServer(slow, at_once=True) as server:
            given_up(WebPeer(server.url().replace("http:", scheme)), cancel, BIG)
            still.set()


def test_an_answer_that_comes_after_all_is_not_thrown_away():
    cancel = Cancel()

    def late(line, request):
        cancel.set()
        threading.Event().wait(0.5)
        TAKEN(line, request)

    with LoopbackServer(late) as server:
        assert sent(WebPeer(server.url()), cancel=cancel, grace=SECONDS).accepted


def test_connecting_is_given_up():
    cancel = Cancel()
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)  # and nobody takes what comes: the next ones wait
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(full.getsockname())
        soon = threading.Timer(0.3, cancel.set)
        soon.start()
        given_up(WebPeer(f"http://127.0.0.1:{full.getsockname()[1]}"), cancel)
        soon.join()
        for each in waiting:
            each.close()


def test_looking_up_a_name_is_given_up(monkeypatch):
    cancel, found = Cancel(), threading.Event()

    def patient(*_, **__):
        cancel.set()
        found.wait(SECONDS)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", patient)
    given_up(WebPeer("http://host.example"), cancel)
    found.set()


def test_where_nobody_listens_host_and_port_are_named():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert (
        refused(WebPeer(f"http://127.0.0.1:{port}"))
        == f"Nobody answers on “127.0.0.1” port {port}."
    )


def test_a_name_that_nobody_has_is_told(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    assert "No computer of the name" in refused(WebPeer(f"https://{'a' * 64}.example"))
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert (
        refused(WebPeer("https://nobody.example"))
        == "No computer of the name “nobody.example” was found."
    )


def test_looking_up_a_name_may_not_take_for_ever(monkeypatch):
    found = threading.Event()

    def patient(*_, **__):
        found.wait(SECONDS)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", patient)
    assert "did not answer within 0.2 seconds" in refused(
        WebPeer("http://host.example"), timeout=0.2
    )
    found.set()


def test_a_computer_that_is_offline_is_told_with_the_systems_reason(monkeypatch):
    def offline(*_):
        raise OSError(101, os.strerror(101))

    with LoopbackServer(TAKEN) as server:
        monkeypatch.setattr(web_peer, "connected", offline)
        assert refused(WebPeer(server.url())).startswith("“127.0.0.1” cannot be reached: ")


def test_no_proxy_of_the_environment_is_asked(monkeypatch):
    with LoopbackServer(TAKEN) as proxy, LoopbackServer(TAKEN) as server:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url())
        sent(WebPeer(server.url()))
    assert (len(server.requests), proxy.requests) == (1, [])
