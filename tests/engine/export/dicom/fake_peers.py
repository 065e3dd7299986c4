"""Peers that misbehave on loopback, each in threads of its own, ended for sure; and certificates."""

from __future__ import annotations

import contextlib
import datetime
import gc
import ipaddress
import socket
import ssl
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pynetdicom import AE, evt
from pynetdicom.association import Association
from pynetdicom.sop_class import EncapsulatedPDFStorage, Verification

from engine.export.peers import DicomPeer
from tests.patience import SECONDS


def peer_at(port: int, **other: Any) -> DicomPeer:
    settings = {"name": "Archive", "host": "127.0.0.1", "port": port, "called": "FAKE"}
    return DicomPeer(**{**settings, "seconds": 5.0, **other})


@contextmanager
def fake_archive(
    answer: Callable[[Any], int], trust: ssl.SSLContext | None = None, **other: Any
) -> Iterator[DicomPeer]:
    """Run an archive that takes PDF alone, knows this program alone, and whose answers are made up.

    Args:
        answer: Takes the event of C-STORE and returns the status.
        trust: TLS of the server, or None.
        other: Settings of the peer.
    """
    entity = AE(ae_title="FAKE")
    entity.acse_timeout, entity.maximum_associations = SECONDS, 100
    entity.require_called_aet, entity.require_calling_aet = True, ["SCOLIOAPP"]
    entity.add_supported_context(EncapsulatedPDFStorage)
    entity.add_supported_context(Verification)
    server = entity.start_server(
        ("127.0.0.1", 0), block=False, ssl_context=trust, evt_handlers=[(evt.EVT_C_STORE, answer)]
    )
    try:
        yield peer_at(server.socket.getsockname()[1], **other)
    finally:
        end_silent()
        server.shutdown()
        entity.shutdown()
        for thread in threading.enumerate():
            if isinstance(thread, Association):
                thread.join(10)
        with warnings.catch_warnings():  # pynetdicom's server leaves sockets whose greeting failed
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()


def end_silent() -> None:
    """End the threads of archives that wait for a greeting of who only looked whether they are there."""
    for thread in threading.enumerate():
        if isinstance(thread, Association) and thread.is_acceptor:
            thread.dul.to_user_queue.put(None)


@contextmanager
def raw_peer(serve: Callable[[socket.socket], None]) -> Iterator[int]:
    """Run something that takes connections and then does as it likes; gives its port."""
    listening = socket.create_server(("127.0.0.1", 0))
    lines: list[socket.socket] = []

    def take() -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _ = listening.accept()
                lines.append(line)
                serve(line)

    thread = threading.Thread(target=take)
    thread.start()
    try:
        yield int(listening.getsockname()[1])
    finally:
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        for line in lines:
            line.close()
        thread.join()


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """Write a certificate that vouches for itself, for a loopback address, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / f"{name}.pem", folder / f"{name}.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths


def server_trust(certificate: Path, key: Path, clients: Path | None = None) -> ssl.SSLContext:
    """Return the TLS of a server, which asks for a certificate of its clients where told whose."""
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(certificate, key)
    if clients is not None:
        trust.verify_mode = ssl.CERT_REQUIRED
        trust.load_verify_locations(clients)
    return trust
