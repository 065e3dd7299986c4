"""Something is sent to a web server that a person configured, and to no other: for FHIR and DICOMweb.

TLS certificates are always verified; a redirect is told and never followed; an answer has an end, in bytes
and in time, and can be given up; environment variables name no proxy. User, password and token stand in no
error and no ``repr``. Must not know what is sent. Every fault is a sentence of `engine.export.web_faults`.
"""

from __future__ import annotations

import base64
import contextlib
import http.client
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

from engine.core.errors import CancelledError
from engine.core.text import Text, text
from engine.export import web_faults
from engine.export.peer_sockets import Patience, connected, shut_in_time

LARGEST_ANSWER: Final = 32_000_000
"""Bytes of an answer that are read at most."""

USUAL: Final = Patience()

_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
_PORTS: Final = {"http": 80, "https": 443}
_UNWRITABLE = re.compile(r"[\x00-\x20\x7f]")
_TOKEN = re.compile(r"[\x21-\x7e]*")  # RFC 6750, 2.1, and whatever else can stand in a header
_BLOCK: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class WebPeer:
    """A web server that a person configured.

    Attributes:
        url: Address of the service, ``https://host/path``; plain ``http://`` where the person wrote so.
        user: For a password; "" without.
        password: "" without.
        ca_file: Certificates (PEM) of who vouches for the server; None: those that this computer trusts.
        token: Bearer token, sent instead of user and password; "" without.

    Raises:
        PeerError: The address or the token cannot be used.
    """

    url: str
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: Path | None = None
    token: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Refuse an address or a token that cannot be used, before anything is sent."""
        _parts(self.url)
        if not _TOKEN.fullmatch(self.token):
            raise web_faults.unusable_token()

    @property
    def host(self) -> str:
        """The name or number of the computer."""
        return _parts(self.url).hostname or ""

    @property
    def secure(self) -> bool:
        """Whether what is sent is encrypted on its way."""
        return _parts(self.url).scheme == "https"

    @property
    def port(self) -> int:
        """The port, that of the scheme where none is named."""
        parts = _parts(self.url)
        return parts.port or _PORTS[parts.scheme]

    @property
    def warning(self) -> Text | None:
        """What the person is to know before anything is sent there, or None."""
        if self.secure or self.host in _LOOPBACK:
            return None
        return text(
            "The connection to “{host}” is not encrypted: names, findings and passwords can be read on their "
            "way. Use an address that begins with https wherever there is one.",
            host=self.host,
        )

    def target(self, path: str) -> str:
        """Return what a request for a path below the address asks for."""
        base = _parts(self.url).path.rstrip("/")
        below = path.lstrip("/")
        joined = f"{base}/{below}" if below else base or "/"
        return quote(joined, safe="/?&=:%|;,+$@!*'()~")


@dataclass(frozen=True, slots=True)
class WebAnswer:
    """What a server answered.

    Attributes:
        status: Of HTTP, 200 to 599.
        content_type: As the server named it, in small letters, without parameters; "" without.
        body: At most `LARGEST_ANSWER` bytes; may name a person.
        location: Where a redirect leads, or "".
    """

    status: int
    content_type: str
    body: bytes = field(repr=False)
    location: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the server took what was sent."""
        return 200 <= self.status < 300


def exchange(
    peer: WebPeer,
    path: str,
    body: bytes,
    *,
    method: str = "POST",
    content_type: str,
    accept: str,
    patience: Patience = USUAL,
) -> WebAnswer:
    """Send something, and return the answer, whatever its status says.

    Args:
        peer: To whom.
        path: Below the peer's address, as it is sent; "" for the address itself.
        body: What is sent.
        method: Of HTTP.
        content_type: What ``body`` is.
        accept: What the answer should be.
        patience: How long all of it may take, and what ends it before.

    Raises:
        PeerError: The server cannot be reached or trusted, is slow, breaks off, or redirects.
        CancelledError: It was cancelled, and no answer came; what was sent may have arrived.
    """
    headers = {
        "Accept": accept,
        "Accept-Encoding": "identity",
        "Connection": "close",
        # What was sent is not wanted back (RFC 7240).
        "Prefer": "return=minimal",
        **({"Content-Type": content_type, "Content-Length": str(len(body))} if body else {}),
        **_credentials(peer),
    }
    with _socket_to(peer, patience) as line:
        connection = http.client.HTTPConnection(peer.host, peer.port)
        connection.default_port = _PORTS["https" if peer.secure else "http"]
        connection.sock = line
        with contextlib.closing(connection):
            connection.putrequest(method, peer.target(path), skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name, value)
            # A server that refuses may answer and hang up before it has read everything.
            with contextlib.suppress(ConnectionError, ssl.SSLEOFError):
                connection.endheaders()
                for start in range(0, len(body), _BLOCK):
                    connection.send(body[start : start + _BLOCK])
            return _answer_of(peer, connection)


def _answer_of(peer: WebPeer, connection: http.client.HTTPConnection) -> WebAnswer:
    with connection.getresponse() as response:
        content = response.read(LARGEST_ANSWER + 1)
        if len(content) > LARGEST_ANSWER:
            raise web_faults.endless(peer.host, LARGEST_ANSWER)
        # http.client tells a cut only where everything was asked for, and takes cut headers for whole ones.
        unframed = response.length is None and not response.chunked
        if response.length or (unframed and not content):
            raise http.client.IncompleteRead(content, response.length)
        if response.getheader("Content-Encoding", "identity").lower() != "identity":
            raise web_faults.not_expected(peer.host)
        kind = response.getheader("Content-Type", "").partition(";")[0].strip().lower()
        place = response.getheader("Location", "")
        if response.status in (300, 301, 302, 303, 307, 308):
            raise web_faults.redirected(peer.host, place)
        return WebAnswer(response.status, kind, content, place)


@contextlib.contextmanager
def _socket_to(peer: WebPeer, patience: Patience) -> Iterator[socket.socket]:
    """Return a connected socket that is shut when its time is over; tell every fault of it."""
    end, over, cancel = time.monotonic() + patience.seconds, threading.Event(), patience.cancel
    try:
        trust = _trust(peer.ca_file) if peer.secure else None
        with contextlib.ExitStack() as stack:
            line = stack.enter_context(connected(peer.host, peer.port, end, cancel))
            if trust is not None:
                line = stack.enter_context(
                    trust.wrap_socket(
                        line, server_hostname=peer.host, do_handshake_on_connect=False
                    )
                )
            over = stack.enter_context(shut_in_time([line], cancel, grace=patience.grace, end=end))
            if isinstance(line, ssl.SSLSocket):
                _shake_hands(line)
            yield line
            if over.is_set():  # what was read is not whole, however it looks
                raise TimeoutError
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        if over.is_set() and cancel is not None and cancel.requested:
            raise CancelledError from None
        if over.is_set() or isinstance(error, TimeoutError):
            raise web_faults.slow(peer.host, patience.seconds) from None
        # The original may hold what was sent: it is not chained.
        raise web_faults.fault_of(peer.host, peer.port, error) from None


def _shake_hands(line: ssl.SSLSocket) -> None:
    """Begin encryption; whoever hangs up here does not encrypt, and was sent nothing yet."""
    try:
        line.do_handshake()
    except (ConnectionError, ssl.SSLEOFError):
        raise ssl.SSLError from None


def _trust(ca_file: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=None if ca_file is None else str(ca_file))
    except OSError:  # ssl.SSLError is one
        raise web_faults.unusable_certificates("" if ca_file is None else ca_file.name) from None


def _credentials(peer: WebPeer) -> dict[str, str]:
    if peer.token:
        return {"Authorization": f"Bearer {peer.token}"}
    if peer.user or peer.password:
        both = base64.b64encode(f"{peer.user}:{peer.password}".encode()).decode("ascii")
        return {"Authorization": f"Basic {both}"}
    return {}


def _parts(url: str) -> SplitResult:
    """Return the parts of an address that can be used.

    Raises:
        PeerError: It cannot.
    """
    try:
        parts = urlsplit(url)
        usable = (
            parts.scheme in _PORTS
            and bool(parts.hostname)
            and parts.port != 0
            and not parts.query
            and not parts.fragment
            and not _UNWRITABLE.search(url)
        )
    except ValueError:
        usable = False
    # Who is let in is asked for in fields of its own, which no page shows.
    if not usable or "@" in parts.netloc:
        raise web_faults.unusable_address()
    return parts
