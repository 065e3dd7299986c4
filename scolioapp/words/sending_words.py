"""What is said of archives and servers, and of what was sent to them. Must not know QtGui or QtWidgets."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication

from engine.export.peers import CONTENT_TITLES, Content, DicomPeer, Peer
from scolioapp.i18n import listed, render
from scolioapp.storage.records.outbox_rows import ItemState, OutboxItem
from scolioapp.words.result_words import date_words


def kind_title(kind: str) -> str:
    """Return what a kind of peer is called, by ``dicom``, ``stow`` or ``fhir``."""
    translate = QCoreApplication.translate
    return {
        "dicom": translate("Sending", "DICOM archive or worklist"),
        "stow": translate("Sending", "DICOMweb archive (STOW-RS)"),
        "fhir": translate("Sending", "FHIR server (R4)"),
    }[kind]


def place_of(peer: Peer) -> str:
    """Return where a peer is, without who is let in."""
    if not isinstance(peer, DicomPeer):
        return peer.url
    where = f"{peer.called}, {peer.host}:{peer.port}"
    if peer.tls:
        return QCoreApplication.translate("Sending", "{where} (TLS)").format(where=where)
    return where


def takes_words(peer: Peer) -> tuple[str, str]:
    """Return what is sent to a peer, in words short enough for a cell, and when."""
    translate = QCoreApplication.translate
    asked = isinstance(peer, DicomPeer) and peer.worklist
    worklist = translate("Sending", "gives worklists") if asked else ""
    if not peer.takes:
        return translate("Sending", "Nothing"), worklist
    when = translate("Sending", "when a person says so")
    if peer.after_signing:
        when = translate("Sending", "as soon as a result is signed")
    short = {
        Content.PDF: translate("Sending", "Report"),
        Content.SR: translate("Sending", "Measurements"),
        Content.STILL: translate("Sending", "Picture"),
        Content.VIDEO: translate("Sending", "Video"),
        Content.FHIR: render(CONTENT_TITLES[Content.FHIR]),
    }
    return listed([short[each] for each in peer.takes]), listed(
        [each for each in (when, worklist) if each]
    )


def state_words(state: ItemState) -> str:
    """Return a state in a word or two."""
    translate = QCoreApplication.translate
    return {
        ItemState.WAITING: translate("Sending", "Waiting"),
        ItemState.SENDING: translate("Sending", "On its way"),
        ItemState.SENT: translate("Sending", "Sent"),
        ItemState.REFUSED: translate("Sending", "Refused"),
        ItemState.GIVEN_UP: translate("Sending", "Given up"),
    }[state]


def when_words(item: OutboxItem) -> str:
    """Say when an item was sent, or when it is tried next."""
    translate = QCoreApplication.translate
    if item.state is ItemState.SENT:
        return date_words(item.sent, " ")
    if item.state is not ItemState.WAITING or not item.next_try:
        return ""
    if datetime.fromisoformat(item.next_try) <= datetime.now(UTC):
        return ""
    return translate("Sending", "next: {when}").format(when=date_words(item.next_try, " "))


def tries_words(item: OutboxItem) -> str:
    """Say how often an item was tried, or ""."""
    if not item.tries:
        return ""
    if item.tries == 1:
        return QCoreApplication.translate("Sending", "1 try")
    words = QCoreApplication.translate("Sending", "{count} tries")
    return words.format(count=item.tries)


def standing_words(item: OutboxItem) -> str:
    """Say in a line how far an item is, with when."""
    translate = QCoreApplication.translate
    if item.state is ItemState.SENT:
        return translate("Sending", "Sent {when}").format(when=when_words(item))
    return listed([each for each in (state_words(item.state), when_words(item)) if each])
