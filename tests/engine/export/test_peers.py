"""Peers are checked in sentences, and come back as they were written."""

from __future__ import annotations

from typing import Any

import pytest

from engine.core.errors import PeerError
from engine.export.peers import Content, DicomPeer, WebServer, dump_peer, read_peer

ARCHIVE = {"name": "档案", "host": "pacs.example", "called": "PACS"}
WEB = {"kind": "stow", "name": "Web", "url": "https://pacs.example/dicom-web"}


@pytest.mark.parametrize(
    "peer",
    [
        DicomPeer(**ARCHIVE, tls=True, takes=(Content.PDF, Content.VIDEO), after_signing=True),
        DicomPeer(**{**ARCHIVE, "host": "::1", "called": "A B", "calling": "X" * 16}, takes=()),
        WebServer(**WEB, user="us", password="geheim 密", takes=(Content.SR,)),
        WebServer(**{**WEB, "url": "http://127.0.0.1:8042/x", "password": "p"}),
        WebServer(kind="fhir", name="F", url="https://f.example", numbering="urn:oid:2.25.1"),
    ],
)
def test_a_peer_comes_back_and_shows_no_secret(peer: DicomPeer | WebServer) -> None:
    assert read_peer(dump_peer(peer)) == peer
    assert "geheim" not in repr(peer)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": " "}, "needs a name"),
        ({"host": ""}, "is no name or address of a computer"),
        ({"host": "https://pacs"}, "is no name or address of a computer"),
        ({"host": "pacs 1"}, "is no name or address of a computer"),
        ({"port": 0}, "The port 0 is none"),
        ({"port": 65536}, "The port 65536 is none"),
        ({"called": ""}, "“” is no AE title"),
        ({"called": "X" * 17}, "is no AE title"),
        ({"called": " PACS"}, "is no AE title"),
        ({"calling": "医院"}, "“医院” is no AE title"),
        ({"calling": "A\\B"}, "is no AE title"),
        ({"seconds": 0}, "cannot be waited for 0.0 seconds"),
        ({"takes": (Content.FHIR,)}, "takes no “FHIR bundle”"),
    ],
)
def test_an_archive_that_cannot_be_right(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(PeerError) as told:
        DicomPeer(**{**ARCHIVE, **change})
    assert sentence in str(told.value)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"url": "pacs.example"}, "is no address of a server"),
        ({"url": "ftp://pacs.example"}, "is no address of a server"),
        ({"url": "https://us:secret@pacs.example"}, "is no address of a server"),
        ({"url": "https://pacs.example:99999"}, "is no address of a server"),
        ({"url": "https://[broken"}, "is no address of a server"),
        ({"url": "http://pacs.example", "password": "p"}, "would go to “http://pacs.example”"),
        ({"takes": (Content.FHIR,)}, "takes no “FHIR bundle”"),
    ],
)
def test_a_server_that_cannot_be_right(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(PeerError) as told:
        WebServer(**{**WEB, **change})
    assert sentence in str(told.value)


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"kind": "dicom", "port": "x"}', '{"kind": 1}']
)
def test_settings_that_are_none(content: str) -> None:
    with pytest.raises(PeerError, match="cannot be read"):
        read_peer(content)
