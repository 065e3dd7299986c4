"""Connections to peers that speak DICOM: tested by C-ECHO, given objects by C-STORE.

One association at a time; each fault is a sentence of `engine.export.dicom.faults`. Certificates are always
checked. What the network library notes is kept out of the program's log, for it may name a person. Must not
know what the objects say, nor who waits for them.
"""

from __future__ import annotations

import logging
import socket
import ssl
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engine.core.errors import PeerError
from engine.core.progress import Cancel, check
from engine.core.text import Text
from engine.export import peer_sockets, web_faults
from engine.export.dicom import faults
from engine.export.peer_sockets import connected, shut_in_time
from engine.export.peers import DicomPeer
from engine.runtime.extras import require

if TYPE_CHECKING:
    from pydicom.dataset import Dataset
    from pynetdicom.ae import ApplicationEntity
    from pynetdicom.association import Association
    from pynetdicom.events import Event, EventHandlerType

_UNCOMPRESSED: Final = ("1.2.840.10008.1.2.1", "1.2.840.10008.1.2")
"""Explicit and implicit VR little endian: whatever is not compressed goes by either."""
_MOMENT: Final = 0.3
_VERIFICATION: Final = "1.2.840.10008.1.1"

Contexts = Sequence[tuple[str, Sequence[str]]]
"""SOP classes with the transfer syntaxes in which each is offered."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a peer said of one object.

    Attributes:
        taken: Whether it has the object now.
        said: What it added, or why not; None: nothing.
        final: Whether only a person can help where it was not taken.
    """

    taken: bool
    said: Text | None = None
    final: bool = False


def echo(peer: DicomPeer, *, cancel: Cancel | None = None) -> None:
    """Test the connection to a peer by C-ECHO; hang up as soon as ``cancel`` was set.

    Raises:
        PeerError: Why nothing can be sent there.
        CancelledError: ``cancel`` was set.
        MissingExtraError: The packages for DICOM are not installed.
    """
    with association(peer, [(_VERIFICATION, _UNCOMPRESSED)], cancel, grace=0.0) as line:
        if not line.accepted_contexts:
            raise faults.not_accepted(peer.name, "C-ECHO")
        begun = time.monotonic()
        status = line.send_c_echo()
        if "Status" not in status:
            check(cancel)  # it was this program that hung up
            raise _silence(peer, begun)
        if status.Status != 0:
            what, _ = faults.not_stored(peer.name, status.Status, "")
            raise PeerError(what, faults.ASK)


def store(
    peer: DicomPeer, objects: Sequence[Dataset], *, cancel: Cancel | None = None
) -> Generator[Answer, None, None]:
    """Send objects by C-STORE, in one association, and yield the answer to each as it comes.

    Args:
        peer: To whom.
        objects: Whole files of DICOM, each with its ``file_meta``.
        cancel: Stops between two objects; what is on its way has a few seconds to be answered.

    Raises:
        PeerError: The connection did not come about, or broke off; objects without an answer may have
            arrived all the same, and are sent again.
        CancelledError: ``cancel`` was set.
        MissingExtraError: The packages for DICOM are not installed.
    """
    try:
        with association(peer, _contexts_of(objects), cancel) as line:
            for each in objects:
                check(cancel)
                try:
                    yield _stored(peer, line, each)
                except PeerError:
                    check(cancel)  # it was this program that hung up
                    raise
    except faults.RefusedError as refusal:  # nothing of all this is taken
        for _ in objects:
            yield Answer(False, refusal.what, final=True)


def _contexts_of(objects: Sequence[Dataset]) -> Contexts:
    """Return what is offered to a peer: each class as it is compressed, or plainly where it is not."""
    wanted: dict[tuple[str, tuple[str, ...]], None] = {}
    for each in objects:
        syntax = str(each.file_meta.TransferSyntaxUID)
        offered = _UNCOMPRESSED if syntax in _UNCOMPRESSED else (syntax,)
        wanted[(str(each.SOPClassUID), offered)] = None
    return list(wanted)


def _stored(peer: DicomPeer, line: Association, each: Dataset) -> Answer:
    begun = time.monotonic()
    if not line.is_established:
        raise faults.broken_off(peer.name)
    try:
        status = line.send_c_store(each)
    except ValueError:  # no accepted context
        refusal = faults.not_accepted(peer.name, each.SOPClassUID.name)
        return Answer(False, refusal.what, final=True)
    if "Status" not in status:
        raise _silence(peer, begun)
    code = int(status.Status)
    if code == 0:
        return Answer(True)
    if code == faults.DUPLICATE or 0xB000 <= code <= 0xBFFF or code in (0x0001, 0x0107, 0x0116):
        return Answer(True, faults.stored_with_remark(peer.name, code))
    what, final = faults.not_stored(peer.name, code, str(status.get("ErrorComment", "")))
    return Answer(False, what, final)


def _silence(peer: DicomPeer, begun: float) -> PeerError:
    """Say why no answer came: it took too long, or the connection is gone."""
    if time.monotonic() - begun >= peer.seconds:
        return faults.slow(peer.name, peer.seconds)
    return faults.broken_off(peer.name)


@contextmanager
def association(
    peer: DicomPeer,
    contexts: Contexts,
    cancel: Cancel | None = None,
    *,
    grace: float | None = None,
) -> Iterator[Association]:
    """Open an association, and end it in any case.

    Args:
        peer: With whom.
        contexts: What is offered.
        cancel: Hangs up.
        grace: Seconds that the peer still has to answer after ``cancel`` was set, once it is reached; None:
            as usual.

    Raises:
        PeerError: It did not come about.
        CancelledError: ``cancel`` was set before it did.
        MissingExtraError: The packages for DICOM are not installed.
    """
    entity = _entity(peer)
    for sop_class, syntaxes in contexts:
        entity.add_requested_context(sop_class, list(syntaxes))
    trust = trust_of(peer) if peer.tls else None
    _reach(peer, trust, cancel)
    opened: list[socket.socket] = []
    begun = time.monotonic()
    patience = peer_sockets.GRACE if grace is None else grace
    with shut_in_time(opened, cancel, grace=patience):
        line = entity.associate(
            peer.host,
            peer.port,
            ae_title=peer.called,
            tls_args=None if trust is None else (trust, peer.host),
            evt_handlers=_patience(peer.seconds, opened),
        )
        try:
            if not line.is_established:
                check(cancel)  # it was this program that hung up
                raise _why_none(peer, line, trust, time.monotonic() - begun)
            yield line
        finally:
            if line.is_established:
                line.release()
            entity.shutdown()
            for each in opened:  # the library leaves it open where the peer has hung up
                each.close()


def _entity(peer: DicomPeer) -> ApplicationEntity:
    """Return the application entity that this program is for a peer."""
    require("pydicom", "pynetdicom", extra="dicom")
    from pynetdicom import _config
    from pynetdicom.ae import ApplicationEntity

    # Looked at for a log that nobody reads, answers would be decoded as they must not be.
    _config.LOG_REQUEST_IDENTIFIERS = _config.LOG_RESPONSE_IDENTIFIERS = False
    # It may name hosts and people, and says nothing that the answers do not say.
    logging.getLogger("pynetdicom").setLevel(logging.CRITICAL + 1)
    entity = ApplicationEntity(ae_title=peer.calling)
    entity.acse_timeout = entity.dimse_timeout = peer.seconds
    entity.network_timeout = entity.connection_timeout = peer.seconds
    return entity


def _patience(seconds: float, opened: list[socket.socket]) -> list[EventHandlerType]:
    """Return what gives each socket an end of patience, for it would wait for a full peer for ever.

    Where patience ends while something is still to be sent, the network library would send it after the end
    of the association, and its thread would die of that: it ends instead.

    Args:
        seconds: How long.
        opened: Takes the sockets.
    """
    from pynetdicom import evt
    from pynetdicom.fsm import InvalidEventError

    def begin(opening: Event) -> None:
        provider = opening.assoc.dul
        act = provider.state_machine.do_action

        def act_or_end(event: str) -> None:
            try:
                act(event)
            except InvalidEventError:
                provider.kill_dul()

        provider.state_machine.do_action = act_or_end  # type: ignore[method-assign]
        line = provider.socket
        if line is not None and line.socket is not None:
            line.socket.settimeout(seconds)
            opened.append(line.socket)

    return [(evt.EVT_CONN_OPEN, begin)]


def trust_of(peer: DicomPeer) -> ssl.SSLContext:
    """Return how the certificate of a peer is checked, and by which this program makes itself known.

    Raises:
        PeerError: A file of certificates cannot be read.
    """
    try:
        trust = ssl.create_default_context(cafile=peer.ca_file or None)
    except OSError:
        raise web_faults.unusable_certificates(_name(peer.ca_file)) from None
    if peer.certificate_file:
        try:
            # A key that asks for a password would ask on a terminal that is not there.
            trust.load_cert_chain(peer.certificate_file, peer.key_file or None, password="")
        except OSError:
            raise web_faults.unusable_certificates(_name(peer.certificate_file)) from None
    return trust


def _name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def _why_none(
    peer: DicomPeer, line: Association, trust: ssl.SSLContext | None, took: float
) -> PeerError:
    """Say why no association came about."""
    if line.is_rejected:
        answer = line.acceptor.primitive
        source, reason = (
            int(getattr(answer, name, 0) or 0) for name in ("result_source", "diagnostic")
        )
        return faults.rejected(peer.name, source, reason, peer.called, peer.calling)
    if took >= peer.seconds:
        return faults.slow(peer.name, peer.seconds)
    if line.acceptor.primitive is not None and not line.accepted_contexts:
        from pydicom.uid import UID

        kinds = dict.fromkeys(
            UID(str(each.abstract_syntax)).name for each in line.requestor.requested_contexts
        )
        return faults.not_accepted(peer.name, ", ".join(kinds))
    if line.acceptor.primitive is not None:
        return faults.aborted(peer.name)
    if trust is not None:
        # TLS 1.3: a peer that wants another certificate of ours says so only after the connection.
        _reach(peer, trust, listen=True)
    return faults.no_answer_to_greeting(peer.name)


def _reach(
    peer: DicomPeer,
    trust: ssl.SSLContext | None,
    cancel: Cancel | None = None,
    *,
    listen: bool = False,
) -> None:
    """Connect and hang up: the network library tells nobody why it could not, and leaks its socket then.

    Args:
        peer: The peer.
        trust: How its certificate is checked; None: without encryption.
        cancel: Stops the connecting.
        listen: Whether the peer is listened to for a moment.

    Raises:
        PeerError: It cannot be reached, or not be trusted.
        CancelledError: ``cancel`` was set.
    """
    try:
        end = time.monotonic() + peer.seconds
        with (
            connected(peer.host, peer.port, end, cancel) as line,
            shut_in_time([line], cancel, grace=0.0),
        ):
            if trust is not None:
                with trust.wrap_socket(line, server_hostname=peer.host) as safe:
                    if listen:
                        safe.settimeout(_MOMENT)
                        with suppress(TimeoutError):
                            safe.recv(1)
    except TimeoutError:
        raise faults.slow(peer.name, peer.seconds) from None
    except (OSError, UnicodeError) as error:
        check(cancel)  # it was this program that hung up
        unknown = isinstance(error, ssl.SSLCertVerificationError)
        if isinstance(error, ssl.SSLError | ConnectionResetError | BrokenPipeError) and not unknown:
            raise faults.no_answer_to_greeting(peer.name) from None
        raise web_faults.fault_of(peer.host, peer.port, error) from None
