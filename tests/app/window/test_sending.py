"""Results on their way to hospitals in the real window: set up, tried, sent, waited for, seen by who may."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.core.errors import MissingExtraError
from engine.core.text import text
from engine.export.peers import Content, DicomPeer, WebServer
from scolioapp.bootstrap import Program
from scolioapp.bootstrap.sending_wiring import SendingWiring
from scolioapp.storage.records.outbox_rows import ItemState
from scolioapp.storage.records.record_roles import Role
from scolioapp.views import peer_dialog
from scolioapp.views.main_window import SETTINGS
from scolioapp.views.outbox_dialog import OutboxDialog
from scolioapp.views.peer_dialog import PeerDialog
from scolioapp.views.peer_fields import DICOM, FHIR, STOW
from scolioapp.views.peers_part import PeersPart
from scolioapp.views.review_dialogs import AmendDialog
from scolioapp.views.send_dialog import SendDialog
from tests.app.conftest import settle
from tests.app.jobs.test_outbox_delivery import Shelf, take_pdf
from tests.app.records_fixtures import StartRecords
from tests.app.storage.records.made_records import PASSWORD, Clinic
from tests.app.storage.records.signed_results import archive, with_peer
from tests.app.tab_order import tab_troubles
from tests.app.window.test_review import card_of, judged, open_result, review, sign
from tests.engine.export.dicom.fake_peers import fake_archive
from tests.engine.export.dicom.real_peers import free_port
from tests.engine.export.loopback_server import LoopbackServer, answering

# The offscreen platform has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

SECONDS = 30_000


def card(qtbot: QtBot, program: Program) -> PeersPart:
    """Show the card of the Settings page, and wait until its list was read."""
    assert program.window.show_page(SETTINGS)
    part = program.sending.part
    assert part is not None
    rest(qtbot, program)
    return part


def rest(qtbot: QtBot, program: Program) -> None:
    """Wait until nothing is done any more."""
    qtbot.waitUntil(lambda: not program.worker.busy, timeout=SECONDS)
    settle()
    qtbot.waitUntil(lambda: not program.worker.busy, timeout=SECONDS)
    settle()


def adding(part: PeersPart) -> PeerDialog:
    part.add_button.click()
    dialog = part.dialog
    assert dialog is not None
    return dialog


def fill(dialog: PeerDialog, peer: DicomPeer) -> None:
    """Type what a peer is, but its kind."""
    fields = dialog.fields
    fields.name.setText(peer.name)
    fields.host.setText(peer.host)
    fields.port.setValue(peer.port)
    fields.called.setText(peer.called)
    fields.seconds.setValue(5)
    for content, box in fields.contents.items():
        box.setChecked(content in peer.takes)


def states(clinic: Clinic) -> list[str]:
    return sorted(each.state.value for each in clinic.store.outbox.all())


def until_sent(qtbot: QtBot, clinic: Clinic, count: int) -> None:
    sent = {ItemState.SENT: count}
    qtbot.waitUntil(lambda: clinic.store.outbox.count() == sent, timeout=SECONDS)


def send_dialog(program: Program, qtbot: QtBot) -> SendDialog:
    card_of(program).send_button.click()
    offer = program.handing_over.offer
    assert offer is not None
    dialog = offer.dialog
    assert dialog is not None
    rest(qtbot, program)
    return dialog


def test_an_archive_is_set_up_tried_and_given_a_result(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic
) -> None:
    recording, shelf = judged(records_clinic), Shelf()
    program = start_records(Role.ADMINISTRATOR)
    part = card(qtbot, program)
    assert "sends nothing" in part.words.text()
    assert program.sending.outbox_sender is None
    with fake_archive(shelf.take) as there:
        dialog = adding(part)
        assert tab_troubles(dialog) == []
        assert not dialog.do_button.isEnabled()
        assert dialog.wanting.text() == "Enter a name."
        fill(dialog, take_pdf(there))
        assert "Not encrypted" in dialog.fields.open_way.text()
        with qtbot.waitSignal(program.sending.peers.answered, timeout=SECONDS):
            dialog.test_button.click()
        assert dialog.banner.words == "“Archive” answers (C-ECHO)."
        with qtbot.waitSignal(dialog.accepted, timeout=SECONDS):
            dialog.do_button.click()
        rest(qtbot, program)
        assert [each.peer.name for each in program.sending.peers.things] == ["Archive"]
        assert program.sending.outbox_sender is not None
        # A draft is not sent; a signed result is.
        open_result(qtbot, program, recording)
        offer = program.handing_over.offer
        assert offer is not None
        button = card_of(program).send_button
        assert not button.isEnabled()
        assert "review and sign it first" in button.toolTip()
        assert not offer.fhir_action.isEnabled()
        assert "review and sign it first" in offer.fhir_action.toolTip()
        review(qtbot, program)
        sign(qtbot, program)
        rest(qtbot, program)
        assert shelf.came == {}
        sending = send_dialog(program, qtbot)
        assert tab_troubles(sending) == []
        assert [each for each, box in sending.boxes.items() if box.isChecked()] == [Content.PDF]
        with qtbot.waitSignal(sending.accepted, timeout=SECONDS):
            sending.send_button.click()
        until_sent(qtbot, records_clinic, 1)
        rest(qtbot, program)
        # What is there already is said with when, and not offered again.
        again = send_dialog(program, qtbot)
        assert not again.boxes[Content.PDF].isEnabled()
        assert again.notes[Content.PDF].text().startswith("Sent ")
        assert not again.send_button.isEnabled()
        again.reject()
        rest(qtbot, program)
    assert list(shelf.came.values()) == [1]


def test_what_cannot_be_right_is_said_in_place(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic
) -> None:
    program = start_records(Role.ADMINISTRATOR)
    dialog = adding(card(qtbot, program))
    fields = dialog.fields
    fill(dialog, archive(port=free_port()))
    fields.called.setText("A title of more than sixteen")
    assert "is no AE title" in dialog.wanting.text()
    assert not dialog.do_button.isEnabled()
    assert not dialog.test_button.isEnabled()
    fields.called.setText("ARCHIVE")
    assert dialog.do_button.isEnabled()
    with qtbot.waitSignal(program.sending.peers.answered, timeout=SECONDS):
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
    qtbot: QtBot,
    start_records: StartRecords,
    kind: str,
    status: str,
    body: bytes,
    said: str,
) -> None:
    program = start_records(Role.ADMINISTRATOR)
    dialog = adding(card(qtbot, program))
    fields = dialog.fields
    media = "application/dicom+json" if kind == STOW else "application/fhir+json"
    with LoopbackServer(answering(status, body, media)) as server:
        fields.kind.setCurrentIndex(fields.kind.findData(kind))
        fields.name.setText("Web")
        fields.url.setText(server.url("/base"))
        fields.numbering.setText("https://school.example/children")
        assert dialog.test_button.isEnabled(), dialog.wanting.text()
        with qtbot.waitSignal(program.sending.peers.answered, timeout=SECONDS):
            dialog.test_button.click()
        (request,) = server.requests
    assert said in dialog.banner.words
    assert request.line.startswith("GET /base/")
    assert request.body == b""
    dialog.reject()
    rest(qtbot, program)


def test_without_the_extra_servers_of_fhir_alone_are_set_up(
    qtbot: QtBot, start_records: StartRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise MissingExtraError(text("This needs a package."), text("Install the extra."))

    monkeypatch.setattr(peer_dialog, "require_connection", missing)
    program = start_records(Role.ADMINISTRATOR)
    dialog = adding(card(qtbot, program))
    kind = dialog.fields.kind
    assert [kind.itemData(row) for row in range(kind.count())] == [FHIR]
    assert dialog.extra.text() == "DICOM: This needs a package. Install the extra."
    assert DICOM not in {kind.itemData(row) for row in range(kind.count())}
    dialog.reject()


def test_the_queue_waits_for_a_peer_that_is_down_also_over_a_restart(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic
) -> None:
    recording, shelf = judged(records_clinic), Shelf()
    kept = with_peer(
        records_clinic.store,
        archive(port=free_port(), takes=(Content.PDF,), after_signing=True),
    )
    program = start_records(Role.REVIEWER)
    rest(qtbot, program)
    open_result(qtbot, program, recording)
    review(qtbot, program)
    sign(qtbot, program)
    notice = program.window.notice
    qtbot.waitUntil(lambda: "cannot be reached now" in notice.words, timeout=SECONDS)
    rest(qtbot, program)
    notice.act()
    dialog = program.sending.outbox
    assert isinstance(dialog, OutboxDialog)
    rest(qtbot, program)
    assert tab_troubles(dialog) == []
    (item,) = dialog.items.things
    cells = [dialog.items.lines(item, column) for column in range(5)]
    assert cells[0] == ("S-17",)
    assert cells[3][0] == "Waiting"
    assert cells[3][2] == "1 try"
    assert "Nobody answers on" in cells[4][0]
    dialog.reject()
    settle()
    assert program.sending.outbox is None
    # Another start, another user: it still waits, and the archive is back.
    with fake_archive(shelf.take) as there:
        records_clinic.become(Role.ADMINISTRATOR)
        records_clinic.store.peers.change(kept.id, take_pdf(there, after_signing=True))
        program = start_records(Role.EXAMINER)
        rest(qtbot, program)
        assert states(records_clinic) == ["waiting"]
        program.sending.show_outbox()
        dialog = program.sending.outbox
        assert isinstance(dialog, OutboxDialog)
        qtbot.waitUntil(dialog.again_button.isEnabled, timeout=SECONDS)
        dialog.again_button.click()
        until_sent(qtbot, records_clinic, 1)
        rest(qtbot, program)
        (item,) = dialog.items.things
        assert item.state is ItemState.SENT
        assert not dialog.again_button.isEnabled()
        assert "cannot be reached" not in program.window.notice.words
        dialog.reject()
        rest(qtbot, program)
    assert list(shelf.came.values()) == [1]


def test_what_was_refused_is_told_once_and_given_up_by_a_person(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic
) -> None:
    recording = judged(records_clinic)
    with fake_archive(Shelf().take) as there:
        with_peer(
            records_clinic.store,
            take_pdf(there, takes=(Content.SR,), after_signing=True),
        )
        program = start_records(Role.REVIEWER)
        rest(qtbot, program)
        open_result(qtbot, program, recording)
        review(qtbot, program)
        sign(qtbot, program)
        notice = program.window.notice
        qtbot.waitUntil(lambda: "did not take" in notice.words, timeout=SECONDS)
        rest(qtbot, program)
    program.sending.show_outbox()
    dialog = program.sending.outbox
    assert isinstance(dialog, OutboxDialog)
    qtbot.waitUntil(dialog.give_up_button.isEnabled, timeout=SECONDS)
    dialog.give_up_button.click()
    rest(qtbot, program)
    assert states(records_clinic) == ["given up"]
    assert not dialog.give_up_button.isEnabled()
    assert notice.words == ""
    dialog.reject()


def test_an_amendment_is_sent_anew(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic
) -> None:
    recording, shelf = judged(records_clinic), Shelf()
    with fake_archive(shelf.take) as there:
        with_peer(records_clinic.store, take_pdf(there, after_signing=True))
        program = start_records(Role.REVIEWER)
        rest(qtbot, program)
        open_result(qtbot, program, recording)
        review(qtbot, program)
        sign(qtbot, program)
        until_sent(qtbot, records_clinic, 1)
        rest(qtbot, program)
        card_of(program).amend_button.click()
        dialog = program.review_wiring.dialog
        assert isinstance(dialog, AmendDialog)
        dialog.reason.setPlainText("The wrong side was written down")
        before = program.review_wiring.review
        with qtbot.waitSignal(dialog.accepted):
            dialog.confirm_button.click()
        qtbot.waitUntil(lambda: program.review_wiring.review not in (None, before))
        made = program.review_wiring.review
        assert made is not None
        qtbot.waitUntil(lambda: made.facts is not None)
        settle()
        assert not card_of(program).send_button.isEnabled()
        review(qtbot, program)
        sign(qtbot, program)
        until_sent(qtbot, records_clinic, 2)
        rest(qtbot, program)
    # Two objects, each once.
    assert list(shelf.came.values()) == [1, 1]
    assert sorted(each.version for each in records_clinic.store.outbox.all()) == [1, 2]


def test_a_lock_in_the_middle_costs_nothing(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic
) -> None:
    recording, shelf = judged(records_clinic), Shelf()
    with fake_archive(shelf.take) as there:
        with_peer(records_clinic.store, take_pdf(there, after_signing=True))
        program = start_records(Role.REVIEWER)
        rest(qtbot, program)
        door = program.door
        assert door is not None
        locked: list[bool] = []
        failures: list[object] = []

        def lock() -> None:
            records_clinic.store.lock()
            locked.append(True)

        shelf.then = lock
        open_result(qtbot, program, recording)
        review(qtbot, program)
        sign(qtbot, program)
        qtbot.waitUntil(lambda: bool(locked), timeout=SECONDS)
        door.lock()
        shelf.then = lambda: None
        rest(qtbot, program)
        assert program.sending.peers.things == ()
        door.unlock(Role.REVIEWER.value, PASSWORD, failed=failures.append)
        qtbot.waitUntil(lambda: door.user is not None, timeout=SECONDS)
        until_sent(qtbot, records_clinic, 1)
        rest(qtbot, program)
    assert failures == []
    # It came twice, as the same object.
    assert list(shelf.came.values()) == [2]


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
    with qtbot.waitSignal(dialog.accepted, timeout=SECONDS):
        dialog.do_button.click()
    rest(qtbot, program)
    assert records_clinic.store.peers.one(kept.id).peer.name == "Archive of the clinic"
    program.sending.peers.remove(kept.id)
    rest(qtbot, program)
    assert program.sending.peers.things == ()
    assert not part.table.isVisible()
    assert records_clinic.store.peers.all() == []


def test_a_signed_result_is_saved_as_files(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic, tmp_path: Path
) -> None:
    import pydicom

    recording = judged(records_clinic)
    program = start_records(Role.REVIEWER)
    page = open_result(qtbot, program, recording)
    review(qtbot, program)
    sign(qtbot, program)
    offer = program.handing_over.offer
    assert offer is not None
    assert offer.dicom_action.isEnabled()
    program.handing_over.ask_folder = lambda *_: str(tmp_path / "out")
    offer.dicom_action.trigger()
    qtbot.waitUntil(lambda: "Saved as" in page.banner.words, timeout=SECONDS)
    (folder,) = (tmp_path / "out").iterdir()
    assert folder.name.startswith("S-17 ")
    files = [pydicom.dcmread(each) for each in folder.iterdir()]
    assert {each.Modality for each in files} >= {"DOC", "SR"}
    assert {str(each.PatientID) for each in files} == {"S-17"}
    page._ask_path = lambda *_: (str(tmp_path / "bundle.json"), "")
    offer.fhir_action.trigger()
    qtbot.waitUntil(lambda: "bundle.json" in page.banner.words, timeout=SECONDS)
    bundle = json.loads((tmp_path / "bundle.json").read_text("utf-8"))
    kinds = {each["resource"]["resourceType"] for each in bundle["entry"]}
    assert {"DiagnosticReport", "Patient", "DocumentReference"} <= kinds
    # Nothing was sent, and nobody is set up.
    assert not card_of(program).send_button.isEnabled()
    assert "No archive or server is set up" in card_of(program).send_button.toolTip()


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every connection of a socket of the internet that is begun."""
    begun: list[object] = []

    def watched(real: Callable[..., object]) -> Callable[..., object]:
        def connect(line: socket.socket, address: object) -> object:
            if line.family in (socket.AF_INET, socket.AF_INET6):
                begun.append(address)
            return real(line, address)

        return connect

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, watched(getattr(socket.socket, name)))
    return begun


def test_nobody_is_asked_for_anything_without_a_peer(
    qtbot: QtBot,
    start_records: StartRecords,
    records_clinic: Clinic,
    connections: list[object],
) -> None:
    recording = judged(records_clinic)
    program = start_records(Role.ADMINISTRATOR)
    card(qtbot, program)
    open_result(qtbot, program, recording)
    review(qtbot, program)
    sign(qtbot, program)
    rest(qtbot, program)
    assert program.sending.outbox_sender is None
    assert records_clinic.store.outbox.all() == []
    assert connections == []
    with fake_archive(Shelf().take) as there:  # the watch is awake
        with_peer(records_clinic.store, take_pdf(there))
        program.sending.peers.refresh()
        rest(qtbot, program)
        assert connections == []
        program.sending.peers.test(there)
        rest(qtbot, program)
    assert set(connections) == {(there.host, there.port)}


def test_quick_look_shows_and_makes_nothing_of_it(qtbot: QtBot, program: Program) -> None:
    assert program.door is None
    assert program.window.show_page(SETTINGS)
    assert program.window.findChildren(SendingWiring) == []
    assert program.window.page(SETTINGS).findChildren(PeersPart) == []
    assert not hasattr(program, "sending")
