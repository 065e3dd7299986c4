"""A test of a connection is given up while the peer takes its time, whatever it speaks."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator

import pytest

from engine.core.errors import CancelledError
from engine.core.progress import Cancel
from engine.export.peers import Content, DicomPeer, Peer, WebServer
from scolioapp.jobs.peer_trial import try_connection
from tests.app.storage.records.signed_results import archive
from tests.engine.export.dicom.fake_peers import raw_peer
from tests.engine.export.loopback_server import LoopbackServer, Request, keeping_silent


@pytest.fixture
def cancel() -> Cancel:
    return Cancel()


@pytest.fixture
def slow_server(cancel: Cancel) -> Iterator[Callable[[str], WebServer]]:
    """A server that never answers, and whose first question is when the person has enough."""

    def answer(line: socket.socket, request: Request | None) -> None:
        cancel.set()
        keeping_silent(line, request)

    with LoopbackServer(answer) as server:

        def of_kind(kind: str) -> WebServer:
            settings = {"kind": kind, "name": "Web", "url": server.url("/base")}
            numbering = "https://school.example/children"
            takes = (Content.FHIR if kind == "fhir" else Content.PDF,)
            return WebServer.model_validate(
                {**settings, "takes": takes, "numbering": numbering, "seconds": 300.0}
            )

        yield of_kind


@pytest.fixture
def slow_archive(cancel: Cancel) -> Iterator[DicomPeer]:
    """An archive that never answers a greeting."""

    def serve(line: socket.socket) -> None:
        while line.recv(1 << 16):  # the first connection only looks whether it is there
            cancel.set()

    with raw_peer(serve) as port:
        yield archive(port=port, seconds=300.0)


def give_up(peer: Peer, cancel: Cancel) -> None:
    with pytest.raises(CancelledError):
        try_connection(peer, cancel)


@pytest.mark.parametrize("kind", ["stow", "fhir"])
def test_a_slow_web_server_is_given_up(
    slow_server: Callable[[str], WebServer], cancel: Cancel, kind: str
) -> None:
    give_up(slow_server(kind), cancel)


def test_a_slow_archive_is_given_up(slow_archive: DicomPeer, cancel: Cancel) -> None:
    give_up(slow_archive, cancel)


def test_what_was_given_up_before_asks_nobody(cancel: Cancel) -> None:
    cancel.set()
    with socket.create_server(("127.0.0.1", 0)) as there:
        there.settimeout(0.2)
        give_up(archive(port=there.getsockname()[1]), cancel)
        with pytest.raises(TimeoutError):
            there.accept()
