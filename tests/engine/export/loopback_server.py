"""A server on this computer for one test: it keeps what it was asked, and answers or fails as it is told."""

from __future__ import annotations

import contextlib
import datetime
import functools
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NOW = datetime.datetime.now(datetime.UTC)
YEAR = datetime.timedelta(days=365)


@dataclass(frozen=True)
class Request:
    line: str
    headers: dict[str, str]
    body: bytes


Answer = Callable[[socket.socket, Request | None], None]
"""Writes to a connection; asked before anything is read where the server was told to answer at once."""


class LoopbackServer:
    """Listens on 127.0.0.1 until it is left; ``requests`` holds what arrived whole."""

    def __init__(self, answer: Answer, tls: ssl.SSLContext | None = None, at_once=False) -> None:
        self.requests: list[Request] = []
        self._answer, self._tls, self._at_once = answer, tls, at_once
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept)]
        self.port = self._listening.getsockname()[1]

    def __enter__(self) -> LoopbackServer:
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._threads[0].join()
        for line in self._open:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(line, socket.SHUT_RDWR)
        for thread in self._threads[1:]:
            thread.join()
        self._listening.close()

    def url(self, path: str = "", host: str = "127.0.0.1") -> str:
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                line = self._listening.accept()[0]
                self._open.append(line)
                self._threads.append(threading.Thread(target=self._serve, args=(line,)))
                self._threads[-1].start()

    def _serve(self, line: socket.socket) -> None:
        with contextlib.suppress(OSError), contextlib.closing(line):
            if self._tls is not None:
                line = self._tls.wrap_socket(line, server_side=True)
                self._open.append(line)
            with contextlib.closing(line):
                request = None if self._at_once else self._read(line)
                self._answer(line, request)

    def _read(self, line: socket.socket) -> Request:
        with line.makefile("rb") as stream:
            first = stream.readline().decode().strip()
            pairs = iter(lambda: stream.readline().decode("latin-1").strip(), "")
            headers = {name.lower(): value for name, _, value in (p.partition(": ") for p in pairs)}
            body = stream.read(int(headers.get("content-length", 0)))
        request = Request(first, headers, body)
        self.requests.append(request)
        return request


def answering(status: str, body: bytes = b"", kind: str = "text/plain", **headers: str) -> Answer:
    """Answer with a status such as ``200 OK``."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    whole = "\r\n".join([*lines, "", ""]).encode() + body
    return lambda line, _: line.sendall(whole)


def saying(*parts: bytes, pause: float = 0.0, again: bool = False) -> Answer:
    """Write some bytes as they are, with pauses, once or for ever, and hang up."""

    def answer(line: socket.socket, _: Request | None) -> None:
        while True:
            for part in parts:
                line.sendall(part)
                threading.Event().wait(pause)
            if not again:
                return

    return answer


def keeping_silent(line: socket.socket, _: Request | None) -> None:
    """Say nothing until the other side hangs up."""
    while line.recv(1 << 16):
        pass


@dataclass(frozen=True)
class Identity:
    """A certificate with its key, and that of who vouches for it, as PEM files."""

    chain: Path
    authority: Path

    @property
    def tls(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.chain)
        return context


@functools.cache
def _authority() -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    return _certificate("Test authority", key, None, NOW - YEAR, NOW + YEAR), key


def identity(
    folder: Path, name: str = "127.0.0.1", start=NOW - YEAR, end=NOW + YEAR / 2
) -> Identity:
    """Make a certificate for a name or number of a computer, valid from a time to another."""
    authority, authority_key = _authority()
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(name, key, (authority, authority_key), start, end)
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    one = Identity(folder / "server.pem", folder / "authority.pem")
    one.chain.write_bytes(certificate.public_bytes(pem) + private)
    one.authority.write_bytes(authority.public_bytes(pem))
    return one


def _certificate(name, key, issuer, start, end) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signed_by, signing = (subject, key) if issuer is None else (issuer[0].subject, issuer[1])
    try:
        known = x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        known = x509.DNSName("authority.invalid" if issuer is None else name)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(signed_by)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([known]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False
        )
    )
    if issuer is None:
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(signing, hashes.SHA256())
