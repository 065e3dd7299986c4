"""Peers: the archives and servers of hospitals that somebody has configured, and what each of them takes.

A peer is checked when it is made: what is wrong with it is a sentence. Must not know connections, nor where
peers are kept.
"""

from __future__ import annotations

import ipaddress
from enum import StrEnum
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from engine.core.errors import PeerError
from engine.core.frozen_model import FrozenModel
from engine.core.text import Text, text

CALLING: Final = "SCOLIOAPP"
"""AE title by which this program calls, unless somebody chooses another."""
_AE_LENGTH: Final = 16
_NAME_LENGTH: Final = 60


class Content(StrEnum):
    """One thing that a peer may take of a signed report."""

    PDF = "pdf"
    SR = "sr"
    STILL = "still"
    VIDEO = "video"
    FHIR = "fhir"


CONTENT_TITLES: Final[dict[Content, Text]] = {
    Content.PDF: text("Report (PDF)"),
    Content.SR: text("Measurements (structured report)"),
    Content.STILL: text("Picture with skeleton"),
    Content.VIDEO: text("Video"),
    Content.FHIR: text("FHIR bundle"),
}

OBJECTS: Final = (Content.PDF, Content.SR, Content.STILL, Content.VIDEO)
"""What is sent as objects of DICOM, in the order in which they are sent."""


class DicomPeer(FrozenModel):
    """An archive or a worklist that speaks DICOM.

    Attributes:
        name: What a person calls it.
        host: Name or address of the computer.
        port: 1 to 65535; 104, 11112 and, with TLS, 2762 are usual.
        called: AE title of the peer.
        calling: AE title by which this program calls.
        tls: Whether the connection is encrypted, and the peer's certificate is checked.
        ca_file: PEM file with the certificates that are trusted; "": those that this computer trusts.
        certificate_file: PEM file with the certificate by which this program makes itself known, or "".
        key_file: PEM file with its key; "": it is in ``certificate_file``.
        takes: What is sent to it; empty: nothing, as to a peer that only has a worklist.
        after_signing: Whether a result is sent as soon as it is signed.
        worklist: Whether it is asked for worklists.
        seconds: How long it may take to answer.
    """

    kind: Literal["dicom"] = "dicom"
    name: str
    host: str
    port: int = 104
    called: str
    calling: str = CALLING
    tls: bool = False
    ca_file: str = ""
    certificate_file: str = ""
    key_file: str = ""
    takes: tuple[Content, ...] = (Content.PDF,)
    after_signing: bool = False
    worklist: bool = False
    seconds: float = 30.0

    @model_validator(mode="after")
    def _check(self) -> DicomPeer:
        _check_name(self.name)
        _check_host(self.host)
        if not 1 <= self.port <= 65535:
            raise PeerError(
                text("The port {port} is none: ports go from 1 to 65535.", port=self.port),
                text("Ask whoever runs the archive; 104 and 11112 are usual."),
            )
        for title in (self.called, self.calling):
            _check_ae_title(title)
        _check_seconds(self.seconds)
        _check_takes(self.takes, OBJECTS)
        return self


class WebServer(FrozenModel):
    """A server that is spoken to over HTTP: an archive by STOW-RS, or a FHIR server.

    Attributes:
        kind: ``stow`` or ``fhir``.
        name: What a person calls it.
        url: Base address of the service, such as ``https://pacs.example/dicom-web``.
        user: Name to log in with, or "".
        password: With the name.
        token: Bearer token, sent instead of name and password, or "".
        numbering: Of a FHIR server: the URI by which it knows whose numbers the patients have.
        ca_file: PEM file with the certificates that are trusted; "": those that this computer trusts.
        takes: What is sent to it.
        after_signing: Whether a result is sent as soon as it is signed.
        seconds: How long it may take to answer.
    """

    kind: Literal["stow", "fhir"]
    name: str
    url: str
    user: str = ""
    password: str = Field(default="", repr=False)
    token: str = Field(default="", repr=False)
    numbering: str = ""
    ca_file: str = ""
    takes: tuple[Content, ...] = ()
    after_signing: bool = False
    seconds: float = 30.0

    @model_validator(mode="after")
    def _check(self) -> WebServer:
        _check_name(self.name)
        _check_url(self.url, secret=bool(self.user or self.password or self.token))
        _check_seconds(self.seconds)
        _check_takes(self.takes, OBJECTS if self.kind == "stow" else (Content.FHIR,))
        return self


Peer = DicomPeer | WebServer

_PEER: Final[TypeAdapter[Peer]] = TypeAdapter(Annotated[Peer, Field(discriminator="kind")])


def read_peer(content: str) -> Peer:
    """Return a peer as `dump_peer` wrote it.

    Raises:
        PeerError: It is none, or cannot be right.
    """
    try:
        return _PEER.validate_json(content)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise PeerError(
            text("The settings of a peer cannot be read (“{field}”).", field=where),
            text("Remove the peer and enter it again."),
        ) from error


def dump_peer(peer: Peer) -> str:
    """Return a peer as JSON, its password included: for protected records only."""
    return peer.model_dump_json()


def _check_name(name: str) -> None:
    if not name.strip() or len(name) > _NAME_LENGTH:
        raise PeerError(
            text("The peer needs a name of at most {count} characters.", count=_NAME_LENGTH),
            text("Call it as people know it, such as “Archive of the clinic”."),
        )


def _check_host(host: str) -> None:
    if not host or any(sign.isspace() or sign in "/\\@?#" for sign in host) or "://" in host:
        raise PeerError(
            text("“{host}” is no name or address of a computer.", host=host),
            text("Enter it alone, such as pacs.example or 192.168.1.20; the port has a field."),
        )


def _check_ae_title(title: str) -> None:
    """Check an application entity title (DICOM PS3.5, value representation AE)."""
    printable = title.isascii() and title.isprintable() and "\\" not in title
    if not (printable and title.strip() == title and 1 <= len(title) <= _AE_LENGTH):
        raise PeerError(
            text("“{title}” is no AE title.", title=title),
            text(
                "An AE title has 1 to {count} letters, digits and signs of ASCII, without a backslash "
                "and without spaces at its ends.",
                count=_AE_LENGTH,
            ),
        )


def _check_seconds(seconds: float) -> None:
    if not 1 <= seconds <= 600:
        raise PeerError(
            text("A peer cannot be waited for {seconds} seconds.", seconds=seconds),
            text("Choose 1 to 600 seconds."),
        )


def _check_takes(takes: tuple[Content, ...], possible: tuple[Content, ...]) -> None:
    for content in takes:
        if content not in possible:
            raise PeerError(
                text("Such a peer takes no “{content}”.", content=str(CONTENT_TITLES[content])),
                text("Take it off the list of what is sent to it."),
            )


def _check_url(url: str, *, secret: bool) -> None:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        parts, host, port = urlsplit(""), "", None
    whole = parts.scheme in ("http", "https") and host and port != 0 and not parts.query
    if not whole or any(sign.isspace() for sign in url) or parts.username or parts.fragment:
        raise PeerError(
            text("“{url}” is no address of a server.", url=url),
            text("Enter it whole, such as https://pacs.example/dicom-web; the name has a field."),
        )
    if secret and parts.scheme == "http" and not _is_this_computer(host):
        raise PeerError(
            text("A password would go to “{url}” unencrypted.", url=url),
            text("Use an address that begins with https, or leave name and password empty."),
        )


def _is_this_computer(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
