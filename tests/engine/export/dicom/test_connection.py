"""Each way in which a peer can fail is a sentence, and whatever has an answer keeps it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydicom.dataset import Dataset, FileMetaDataset

from engine.core.errors import CancelledError, PeerError
from engine.core.progress import Cancel
from engine.export import peer_sockets
from engine.export.dicom import connection
from engine.export.dicom.connection import Answer
from engine.export.dicom.faults import RefusedError
from engine.export.peers import DicomPeer
from tests.engine.export.dicom.fake_peers import (
    certificate,
    fake_archive,
    peer_at,
    raw_peer,
    server_trust,
)
from tests.engine.export.dicom.real_peers import free_port
from tests.patience import SECONDS

PDF, SR = "1.2.840.10008.5.1.4.1.1.104.1", "1.2.840.10008.5.1.4.1.1.88.33"
TAKEN = Answer(True)


def an_object(number: int = 1, kind: str = PDF, size: int = 9) -> Dataset:
    made = Dataset()
    made.SpecificCharacterSet = "ISO_IR 192"
    made.SOPClassUID, made.SOPInstanceUID = kind, f"2.25.{number}"
    made.StudyInstanceUID, made.SeriesInstanceUID = "2.25.17", "2.25.18"
    made.PatientID, made.PatientName, made.Modality = "S-17", "王^小明", "DOC"
    made.EncapsulatedDocument = b"%PDF-1.4 ".ljust(size, b" ")
    made.file_meta = FileMetaDataset()
    made.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.1"
    made.file_meta.MediaStorageSOPClassUID = kind
    made.file_meta.MediaStorageSOPInstanceUID = made.SOPInstanceUID
    return made


def fault(peer: DicomPeer) -> str:
    """Return the sentence that the test of a connection ends with, which is also that of sending."""
    with pytest.raises(PeerError) as told:
        connection.echo(peer)
    with pytest.raises(PeerError) as told_again:
        list(connection.store(peer, [an_object()]))
    assert told.value.what == told_again.value.what
    return str(told.value)


def test_a_peer_that_takes_everything() -> None:
    with fake_archive(lambda _: 0) as peer:
        connection.echo(peer)
        assert list(connection.store(peer, [an_object(1), an_object(2)])) == [TAKEN, TAKEN]


def test_a_peer_that_is_down() -> None:
    assert "Nobody answers on “127.0.0.1”" in fault(peer_at(free_port()))


def test_a_computer_that_is_not_there() -> None:
    told = fault(peer_at(104, host="nobody.invalid"))
    assert "No computer of the name “nobody.invalid” was found" in told


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"called": "WRONG"}, "“Archive” is not called “WRONG”"),
        ({"calling": "STRANGER"}, "“Archive” does not know “STRANGER”"),
    ],
)
def test_a_wrong_ae_title(other: dict[str, str], sentence: str) -> None:
    with fake_archive(lambda _: 0, **other) as peer:
        told = fault(peer)
    assert sentence in told
    assert "Check both AE titles" in told


def test_something_that_hangs_up_at_once() -> None:
    with raw_peer(lambda line: line.close()) as port:
        assert "broke it off before it said anything" in fault(peer_at(port))


def test_something_that_speaks_no_dicom() -> None:
    def web(line: socket.socket) -> None:
        line.recv(1000)
        line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        line.close()

    with raw_peer(web) as port:
        told = fault(peer_at(port))
    assert "“Archive” broke the conversation off" in told or "before it said anything" in told


def test_a_peer_that_never_answers() -> None:
    with raw_peer(lambda _: None) as port:
        with pytest.raises(PeerError, match=r"did not answer within 1\.0 seconds"):
            connection.echo(peer_at(port, seconds=1.0))


def test_an_archive_that_takes_too_long_over_an_object() -> None:
    over = threading.Event()

    def dawdle(_: Any) -> int:
        over.wait(SECONDS)
        return 0

    with fake_archive(dawdle, seconds=1.0) as peer:
        with pytest.raises(PeerError, match=r"did not answer within 1\.0 seconds"):
            list(connection.store(peer, [an_object()]))
        over.set()


def test_an_archive_that_stops_reading() -> None:
    """What is sent fills the buffers of both computers; waiting has an end all the same."""
    with fake_archive(lambda _: 0) as there, raw_peer(stopping(there.port)) as port:
        with pytest.raises(PeerError, match=r"did not answer|broke off"):
            list(connection.store(peer_at(port, seconds=1.0), [an_object(size=40_000_000)]))


def test_what_comes_after_the_end_of_an_association_ends_it_quietly() -> None:
    """Patience ended while data were still to be sent: the library's thread must not die of it."""
    contexts = [("1.2.840.10008.1.1", ("1.2.840.10008.1.2",))]
    with (
        fake_archive(lambda _: 0) as peer,
        connection.association(peer, contexts) as line,
    ):
        line.dul.state_machine.current_state = "Sta13"
        line.dul.state_machine.do_action("Evt9")
        line.dul.join(10.0)
        assert not line.dul.is_alive()


def stopping(port: int) -> Callable[[socket.socket], None]:
    """Return what lets the greeting through to a real archive, and then reads nothing any more."""

    def serve(line: socket.socket) -> None:
        greeting = line.recv(100_000)
        if greeting:
            with socket.create_connection(("127.0.0.1", port)) as there:
                there.sendall(greeting)
                line.sendall(there.recv(100_000))

    return serve


def test_a_connection_that_is_cut_off_in_the_middle() -> None:
    """The first object has its answer; the second has none."""

    def cut(event: Any) -> int:
        if event.request.AffectedSOPInstanceUID == "2.25.2":
            event.assoc.dul.socket.socket.shutdown(socket.SHUT_RDWR)
        return 0

    answers = []
    with fake_archive(cut) as peer:
        answering = connection.store(peer, [an_object(1), an_object(2), an_object(3)])
        answers.append(next(answering))
        with pytest.raises(PeerError, match="broke off before it had answered"):
            next(answering)
    assert answers == [TAKEN]


@pytest.mark.parametrize(
    ("status", "taken", "final", "sentence"),
    [
        (0x0111, True, False, "“Archive” had it already"),
        (0xB000, True, False, "took it, with a remark (B000H)"),
        (0xA700, False, False, "has run out of space (A700H"),
        (0xA900, False, True, "could not make sense of what was sent (A900H"),
        (0xC123, False, True, "could not make sense of what was sent (C123H"),
        (0x0122, False, True, "does not take this kind of object (0122H"),
        (0x0124, False, True, "does not allow this program to send (0124H"),
        (0x0110, False, False, "did not take it (0110H"),
    ],
)
def test_each_status_of_an_archive(status: int, taken: bool, final: bool, sentence: str) -> None:
    with fake_archive(lambda _: status) as peer:
        (answer,) = connection.store(peer, [an_object()])
    assert (answer.taken, answer.final) == (taken, final)
    assert sentence in str(answer.said)


def test_an_archive_that_takes_one_kind_and_refuses_another() -> None:
    with fake_archive(lambda _: 0) as peer:
        first, second, third = connection.store(
            peer, [an_object(1), an_object(2, SR), an_object(3)]
        )
        (alone,) = connection.store(peer, [an_object(2, SR)])
    assert first == third == TAKEN
    assert second.final
    assert str(second.said) == "“Archive” does not take “Comprehensive SR Storage”."
    assert alone == second


def test_a_peer_without_the_test_of_connections() -> None:
    from pynetdicom import AE

    entity = AE(ae_title="FAKE")
    entity.add_supported_context(PDF)
    server = entity.start_server(("127.0.0.1", 0), block=False)
    try:
        with pytest.raises(RefusedError, match="does not take “Verification SOP Class”"):
            connection.echo(peer_at(server.socket.getsockname()[1]))
    finally:
        server.shutdown()


def test_cancelling_between_two_objects() -> None:
    cancel, answers = Cancel(), []
    with fake_archive(lambda _: 0) as peer:
        answering = connection.store(peer, [an_object(1), an_object(2)], cancel=cancel)
        answers.append(next(answering))
        cancel.set()
        with pytest.raises(CancelledError):
            next(answering)
    assert answers == [TAKEN]


def test_cancelling_ends_the_waiting_for_a_slow_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peer_sockets, "GRACE", 0.2)
    cancel, over = Cancel(), threading.Event()

    def dawdle(_: Any) -> int:
        cancel.set()
        over.wait(SECONDS)
        return 0

    with fake_archive(dawdle, seconds=SECONDS) as peer:
        with pytest.raises(CancelledError):
            list(connection.store(peer, [an_object()], cancel=cancel))
        over.set()


def test_certificates(tmp_path: Path) -> None:
    theirs, ours = certificate(tmp_path, "archive"), certificate(tmp_path, "us")
    safe = {"tls": True, "ca_file": str(theirs[0])}
    with fake_archive(lambda _: 0, server_trust(*theirs), **safe) as peer:
        assert list(connection.store(peer, [an_object()])) == [TAKEN]
        unknown = "Nobody whom this computer trusts vouches for the certificate of “127.0.0.1”"
        assert unknown in fault(peer.model_copy(update={"ca_file": ""}))
        assert unknown in fault(peer.model_copy(update={"ca_file": str(ours[0])}))
        plain = fault(peer.model_copy(update={"tls": False}))
        assert "before it said anything" in plain or "broke the conversation off" in plain
        nothing = peer.model_copy(update={"ca_file": str(tmp_path / "none.pem")})
        assert "“none.pem” cannot be read as certificates" in fault(nothing)
    with fake_archive(lambda _: 0) as peer:
        assert "before it said anything" in fault(peer.model_copy(update=safe))


def test_an_archive_that_asks_for_our_certificate(tmp_path: Path) -> None:
    theirs, ours = certificate(tmp_path, "archive"), certificate(tmp_path, "us")
    known = {"certificate_file": str(ours[0]), "key_file": str(ours[1])}
    safe = {"tls": True, "ca_file": str(theirs[0]), **known}
    with fake_archive(lambda _: 0, server_trust(*theirs, clients=ours[0]), **safe) as peer:
        assert list(connection.store(peer, [an_object()])) == [TAKEN]
        told = fault(peer.model_copy(update={"certificate_file": "", "key_file": ""}))
        assert "before it said anything" in told
