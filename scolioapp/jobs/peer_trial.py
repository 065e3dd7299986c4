"""Tries peers out on a worker's thread: the connection to one, and the worklist of another.

Nothing about anybody is sent. Must not know the window, nor where peers are kept.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from engine.core.progress import Cancel
from engine.core.text import Text, text
from engine.export.peers import DicomPeer, Peer, WebServer
from engine.runtime.extras import require

if TYPE_CHECKING:
    from engine.export.dicom.worklist import Worklist


def require_connection() -> None:
    """Check that the packages are here by which archives are spoken to.

    Raises:
        MissingExtraError: One is missing; says how to get it.
    """
    require("pydicom", "highdicom", "pynetdicom", extra="dicom")


def check_numbering(server: WebServer) -> None:
    """Check that a FHIR server is told whose numbers the patients have.

    Raises:
        PeerError: It is not, or its address cannot be used.
    """
    from engine.export.dicom.stow import web_peer
    from engine.export.fhir import FhirPeer

    FhirPeer(web_peer(server), server.numbering)


def try_connection(peer: Peer, cancel: Cancel | None = None) -> Text:
    """Ask a peer whether it is there, and return what it answered.

    Args:
        peer: Which.
        cancel: Hangs up.

    Raises:
        PeerError: Why nothing can be sent there.
        CancelledError: ``cancel`` was set.
        MissingExtraError: The packages for DICOM are not installed.
    """
    if isinstance(peer, DicomPeer):
        from engine.export.dicom.connection import echo

        require_connection()
        echo(peer, cancel=cancel)
        return text("“{name}” answers (C-ECHO).", name=peer.name)
    if peer.kind == "stow":
        from engine.export.dicom.stow import check_server

        require_connection()
        if check_server(peer, cancel=cancel):
            return text("“{name}” answers (DICOMweb).", name=peer.name)
        return text(
            "“{name}” is there, and lets nobody search. Whether it takes objects is seen with the first one.",
            name=peer.name,
        )
    from engine.export.dicom.stow import web_peer
    from engine.export.fhir import FhirPeer
    from engine.export.fhir.fhir_server import check_peer

    server = FhirPeer(web_peer(peer), peer.numbering)
    called = check_peer(server, timeout=peer.seconds, cancel=cancel)
    return text("“{name}” answers: {called} (FHIR R4).", name=peer.name, called=called)


def ask_worklist(peer: DicomPeer, day: date, station: str, cancel: Cancel) -> Worklist:
    """Ask a worklist whom it wants examined on a day.

    Args:
        peer: The worklist.
        day: The day.
        station: AE title of the station for which it is; "": any.
        cancel: Stops it between two rows.

    Raises:
        PeerError: It cannot be reached, gives no worklist, or broke off in the middle.
        CancelledError: ``cancel`` was set.
        MissingExtraError: The packages for DICOM are not installed.
    """
    require_connection()
    from engine.export.dicom.worklist import Question, ask

    return ask(peer, Question(day, day, station), cancel=cancel)
