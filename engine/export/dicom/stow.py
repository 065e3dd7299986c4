"""Objects of DICOM sent to a web server by STOW-RS (PS3.18, 10.5), one request for each.

So each object has an answer of its own, and no more than one is held as a message. Must not know what the
objects say.
"""

from __future__ import annotations

import io
import json
import uuid
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from engine.core.progress import Cancel, check
from engine.export import peer_sockets, web_faults
from engine.export.dicom import faults
from engine.export.dicom.connection import Answer
from engine.export.peer_sockets import Patience
from engine.export.peers import WebServer
from engine.export.web_peer import WebAnswer, WebPeer, exchange

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

_ACCEPT: Final = "application/dicom+json"
_FAILED, _REFERENCED = "00081198", "00081199"
_FAILURE, _WARNING = "00081197", "00081196"
_LATER: Final = (401, 403, 404, 407, 408, 429)
"""What a server says of itself and not of what it was sent: it may say otherwise tomorrow."""
_NO_QUESTIONS: Final = (400, 405, 406, 501)
"""What a server says that takes objects and lets nobody search."""


def web_peer(server: WebServer) -> WebPeer:
    """Return a server as the web client knows it.

    Raises:
        PeerError: Its address cannot be used.
    """
    trusted = Path(server.ca_file) if server.ca_file else None
    return WebPeer(server.url, server.user, server.password, trusted, server.token)


def store(
    server: WebServer, objects: Sequence[Dataset], *, cancel: Cancel | None = None
) -> Generator[Answer, None, None]:
    """Send objects, and yield the answer to each as it comes.

    Args:
        server: To whom.
        objects: Whole files of DICOM, each with its ``file_meta``.
        cancel: Stops between two objects; what is on its way has a few seconds to be answered.

    Raises:
        PeerError: The server cannot be reached or trusted, does not let this program in, or broke off.
        CancelledError: ``cancel`` was set.
    """
    peer, patience = web_peer(server), Patience(server.seconds, cancel, peer_sockets.GRACE)
    for each in objects:
        check(cancel)
        kind, body = _message(each)
        answer = exchange(
            peer, "studies", body, content_type=kind, accept=_ACCEPT, patience=patience
        )
        yield _told(server.name, peer.host, answer)


def check_server(server: WebServer, *, cancel: Cancel | None = None) -> bool:
    """Ask a server for the studies of a patient whom nobody has; nothing about anybody is sent or told.

    Args:
        server: The server.
        cancel: Hangs up.

    Returns:
        Whether it answers such questions; one that only takes objects may not.

    Raises:
        PeerError: It cannot be reached or trusted, does not let this program in, or is none of DICOMweb.
        CancelledError: ``cancel`` was set.
    """
    peer = web_peer(server)
    nobody = f"studies?PatientID={uuid.uuid4().hex}&limit=1"
    answer = exchange(
        peer,
        nobody,
        b"",
        method="GET",
        content_type=_ACCEPT,
        accept=_ACCEPT,
        patience=Patience(server.seconds, cancel),
    )
    if answer.status in _NO_QUESTIONS:
        return False
    if not answer.accepted:
        said = web_faults.reason_in(answer.content_type, answer.body)
        raise web_faults.not_taken(peer.host, answer.status, said)
    if answer.body and not answer.content_type.endswith("json"):
        raise web_faults.not_expected(peer.host)
    return True


def refused(host: str, answer: WebAnswer) -> Answer:
    """Return what a server's refusal means for what it was sent.

    Raises:
        PeerError: It is about the server, and not about what was sent.
    """
    said = web_faults.reason_in(answer.content_type, answer.body)
    error = web_faults.not_taken(host, answer.status, said)
    if answer.status in _LATER or answer.status >= 500:
        raise error
    return Answer(False, error.what, final=True)


def _message(each: Dataset) -> tuple[str, bytes]:
    """Return content type and body of a request that holds one object."""
    import pydicom

    file = io.BytesIO()
    pydicom.dcmwrite(file, each, enforce_file_format=True)
    mark = uuid.uuid4().hex
    head = f"--{mark}\r\nContent-Type: application/dicom\r\n\r\n".encode()
    body = b"".join((head, file.getvalue(), f"\r\n--{mark}--\r\n".encode()))
    return f'multipart/related; type="application/dicom"; boundary={mark}', body


def _told(name: str, host: str, answer: WebAnswer) -> Answer:
    """Return what an answer says of the one object that was sent (PS3.18, table 10.5.3-1; annex I)."""
    try:
        said = json.loads(answer.body) if answer.content_type.endswith("json") else {}
    except (ValueError, RecursionError):
        said = {}
    said = said if isinstance(said, dict) else {}
    failure = _reason(said, _FAILED, _FAILURE)
    if failure == faults.DUPLICATE:
        return Answer(True, faults.stored_with_remark(name, failure))
    if failure is not None and (answer.accepted or answer.status == 409):
        what, final = faults.not_stored(name, failure, "")
        return Answer(False, what, final)
    if not answer.accepted:
        return refused(host, answer)
    warning = _reason(said, _REFERENCED, _WARNING)
    return Answer(True, faults.stored_with_remark(name, warning) if warning else None)


def _reason(said: Mapping[str, Any], sequence: str, tag: str) -> int | None:
    """Return the reason that stands with the first item of a sequence, or None."""
    try:
        return int(said[sequence]["Value"][0][tag]["Value"][0])
    except (KeyError, IndexError, TypeError, ValueError):
        return None
