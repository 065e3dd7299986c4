"""The settings about hospitals in the real window: typed, tried, changed, by who may."""

from __future__ import annotations

import socket
import threading

import pytest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from engine.core.errors import MissingExtraError
from engine.core.text import text
from engine.export.peers import Content, WebServer
from scolioapp.bootstrap import Program
from scolioapp.storage.records.record_roles import Role
from scolioapp.views import peer_dialog
from scolioapp.views.main_window import SETTINGS
from scolioapp.views.peer_fields import DICOM, FHIR, STOW
from tests.app.conftest import settle
from tests.app.page_reader import faults
from tests.app.records_fixtures import StartRecords
from tests.app.storage.records.made_records import Clinic
from tests.app.storage.records.signed_results import archive, fhir_server, with_peer
from tests.app.window.sending_fixtures import (
    adding,
    administrator,
    card,
    fill,
    recording,
    rest,
)
from tests.engine.export.dicom.real_peers import free_port
from tests.engine.export.loopback_server import (
    LoopbackServer,
    Request,
    answering,
    keeping_silent,
)

# The offscreen platform has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

__all__ = ["administrator", "recording"]


def test_what_cannot_be_right_is_said_in_place(qtbot: QtBot, administrator: Program) -> None:
    dialog = adding(card(qtbot, administrator))
    fields = dialog.fields
    fill(dialog, archive(port=free_port()))
    fields.called.setText("A title of more than sixteen")
    assert "is no AE title" in dialog.wanting.text()
    assert not dialog.do_button.isEnabled()
    assert not dialog.test_button.isEnabled()
    fields.called.setText("ARCHIVE")
    assert dialog.do_button.isEnabled()
    with qtbot.waitSignal(administrator.sending.peers.answered):
        dialog.test_button.click()
    assert "Nobody answers on" in dialog.banner.words
    # Encrypted connections have a usual port of their own, and files of certificates.
    assert not fields.ca_file.isVisible()
    fields.port.setValue(104)
    fields.tls.setChecked(True)
    assert fields.port.value() == 2762
    assert fields.ca_file.isVisible()
    # A server is told whose numbers the patients have, and no password goes there unencrypted.
    fields.kind.setCurrentIndex(fields.kind.findData(FHIR))
    fields.url.setText("http://fhir.example/r4")
    assert "is not encrypted" in fields.open_way.text()
    assert dialog.wanting.text() == "Enter whose numbers the patients have."
    fields.numbering.setText("children")
    assert "whose patient numbers" in dialog.wanting.text()
    fields.numbering.setText("https://school.example/children")
    fields.password.setText("secret")
    assert "unencrypted" in dialog.wanting.text()
    fields.url.setText("https://fhir.example/r4")
    assert dialog.wanting.text() == ""
    assert fields.open_way.text() == ""
    peer = dialog.typed
    assert isinstance(peer, WebServer)
    assert (peer.kind, peer.takes) == ("fhir", (Content.FHIR,))
    dialog.reject()


@pytest.mark.parametrize(
    ("kind", "status", "body", "said"),
    [
        (STOW, "200 OK", b"[]", "“Web” answers (DICOMweb)."),
        (STOW, "405 Method Not Allowed", b"", "lets nobody search"),
        (STOW, "401 Unauthorized", b"", "401"),
        (
            FHIR,
            "200 OK",
            b'{"resourceType": "CapabilityStatement", "fhirVersion": "4.0.1"}',
            "FHIR R4",
        ),
        (
            FHIR,
            "200 OK",
            b'{"resourceType": "CapabilityStatement", "fhirVersion": "5.0.0"}',
            "not FHIR R4",
        ),
    ],
)
def test_servers_are_tried_without_a_word_about_anybody(
    qtbot: QtBot, administrator: Program, kind: str, status: str, body: bytes, said: str
) -> None:
    dialog = adding(card(qtbot, administrator))
    fields = dialog.fields
    media = "application/dicom+json" if kind == STOW else "application/fhir+json"
    with LoopbackServer(answering(status, body, media)) as server:
        fields.kind.setCurrentIndex(fields.kind.findData(kind))
        fields.name.setText("Web")
        fields.url.setText(server.url("/base"))
        fields.numbering.setText("https://school.example/children")
        assert dialog.test_button.isEnabled(), dialog.wanting.text()
        with qtbot.waitSignal(administrator.sending.peers.answered):
            dialog.test_button.click()
        (request,) = server.requests
    assert said in dialog.banner.words
    assert request.line.startswith("GET /base/")
    assert request.body == b""
    dialog.reject()
    rest(qtbot, administrator)


def test_a_test_of_a_slow_server_is_stopped(
    qtbot: QtBot, administrator: Program, records_clinic: Clinic
) -> None:
    begun = threading.Event()

    def slow(line: socket.socket, request: Request | None) -> None:
        begun.set()
        keeping_silent(line, request)

    peers, answers = administrator.sending.peers, []
    peers.answered.connect(answers.append)
    with LoopbackServer(slow) as server:
        peer = fhir_server(server.url()).model_copy(update={"seconds": 300.0})
        with_peer(records_clinic.store, peer)
        peers.refresh()
        part = card(qtbot, administrator)
        button = part.test_button
        assert button.text() == "&Test the connection"
        button.click()
        qtbot.waitUntil(begun.is_set)
        assert button.isEnabled()
        assert button.text() == "Stop &testing"
        button.click()
        rest(qtbot, administrator)
        assert button.isEnabled()
        assert button.text() == "&Test the connection"
        # Whoever leaves the dialog waits for no answer, either.
        begun.clear()
        part.edit_button.click()
        dialog = part.dialog
        assert dialog is not None
        dialog.test_button.click()
        qtbot.waitUntil(begun.is_set)
        dialog.reject()
        rest(qtbot, administrator)
        assert button.text() == "&Test the connection"
    assert answers == []
    assert part.banner.words == ""


@pytest.mark.parametrize(("width", "height"), [(1024, 700), (960, 540)])
def test_the_card_is_seen_whole_and_nothing_of_it_is_cut(
    qtbot: QtBot,
    start_records: StartRecords,
    records_clinic: Clinic,
    width: int,
    height: int,
) -> None:
    """Also on 1920x1080 at 200 %, which is 960x540."""
    takes = (Content.PDF, Content.SR, Content.STILL, Content.VIDEO)
    where = "pacs.radiology.example"
    for number in range(5):
        name = f"Radiology of the children's hospital {number}"
        made = archive(name=name, host=where, takes=takes, after_signing=True, worklist=number == 0)
        with_peer(records_clinic.store, made)
    program = start_records(Role.ADMINISTRATOR)
    program.window.resize(width, height)
    part = card(qtbot, program)
    frame, page = part.parentWidget(), program.window.page(SETTINGS)
    (area,) = page.findChildren(QScrollArea)
    assert frame.height() <= area.viewport().height()
    area.ensureWidgetVisible(part.add_button)
    settle()
    assert faults(page) == []
    dialog = adding(part)
    settle()
    kind = dialog.fields.kind
    (fields,) = dialog.findChildren(QScrollArea)
    for each in (DICOM, STOW, FHIR):
        kind.setCurrentIndex(kind.findData(each))
        settle()
        assert faults(dialog) == [], each
        if height == 700:
            assert fields.verticalScrollBar().maximum() == 0, each
    dialog.reject()
    rest(qtbot, program)


def test_without_the_extra_servers_of_fhir_alone_are_set_up(
    qtbot: QtBot, administrator: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise MissingExtraError(text("This needs a package."), text("Install the extra."))

    monkeypatch.setattr(peer_dialog, "require_connection", missing)
    dialog = adding(card(qtbot, administrator))
    kind = dialog.fields.kind
    assert [kind.itemData(row) for row in range(kind.count())] == [FHIR]
    assert dialog.extra.text() == "DICOM: This needs a package. Install the extra."
    assert DICOM not in {kind.itemData(row) for row in range(kind.count())}
    dialog.reject()


@pytest.mark.parametrize("role", [Role.EXAMINER, Role.REVIEWER, Role.RESEARCHER])
def test_only_an_administrator_sets_up(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic, role: Role
) -> None:
    with_peer(records_clinic.store)
    program = start_records(role)
    part = card(qtbot, program)
    for button in (part.add_button, part.edit_button, part.remove_button):
        assert not button.isVisible()
    examines = role is not Role.RESEARCHER
    assert part.isVisible() is examines
    assert part.test_button.isVisible() is examines
    assert (program.sending.outbox_sender is not None) is examines
    program.sending.show_outbox()
    assert (program.sending.outbox is not None) is examines
    if program.sending.outbox is not None:
        program.sending.outbox.reject()
    rest(qtbot, program)


def test_an_administrator_edits_and_removes(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic
) -> None:
    kept = with_peer(records_clinic.store, archive(worklist=True, after_signing=True))
    program = start_records(Role.ADMINISTRATOR)
    part = card(qtbot, program)
    part.edit_button.click()
    dialog = part.dialog
    assert dialog is not None
    assert dialog.typed == kept.peer
    dialog.fields.name.setText("Archive of the clinic")
    with qtbot.waitSignal(dialog.accepted):
        dialog.do_button.click()
    rest(qtbot, program)
    assert records_clinic.store.peers.one(kept.id).peer.name == "Archive of the clinic"
    program.sending.peers.remove(kept.id)
    rest(qtbot, program)
    assert program.sending.peers.things == ()
    assert not part.table.isVisible()
    assert records_clinic.store.peers.all() == []
