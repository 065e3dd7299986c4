"""Results on their way to hospitals in the real window: set up, tried, sent, waited for, seen by who may."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.export.peers import Content, DicomPeer
from scolioapp.bootstrap import Program
from scolioapp.bootstrap.sending_wiring import SendingWiring
from scolioapp.storage.records.outbox_rows import ItemState
from scolioapp.storage.records.record_roles import Role
from scolioapp.views.main_window import SETTINGS
from scolioapp.views.outbox_dialog import OutboxDialog
from scolioapp.views.peers_part import PeersPart
from scolioapp.views.review_dialogs import AmendDialog
from tests.app.conftest import settle
from tests.app.jobs.test_outbox_delivery import Shelf, take_pdf
from tests.app.records_fixtures import StartRecords
from tests.app.storage.records.made_records import PASSWORD, Clinic
from tests.app.storage.records.signed_results import archive, with_peer
from tests.app.tab_order import tab_troubles
from tests.app.window.sending_fixtures import (
    adding,
    administrator,
    card,
    fill,
    kept,
    recording,
    rest,
    reviewer,
    send_dialog,
    shelf,
    sign_result,
    states,
    there,
    until_sent,
)
from tests.app.window.test_review import card_of, open_result, review, sign
from tests.engine.export.dicom.fake_peers import fake_archive
from tests.engine.export.dicom.real_peers import free_port

# The offscreen platform has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

__all__ = ["administrator", "kept", "recording", "reviewer", "shelf", "there"]


def test_an_archive_is_set_up_tried_and_given_a_result(
    qtbot: QtBot,
    records_clinic: Clinic,
    recording: str,
    shelf: Shelf,
    there: DicomPeer,
    administrator: Program,
) -> None:
    program = administrator
    part = card(qtbot, program)
    assert "sends nothing" in part.words.text()
    assert program.sending.outbox_sender is None
    dialog = adding(part)
    assert tab_troubles(dialog) == []
    assert not dialog.do_button.isEnabled()
    assert dialog.wanting.text() == "Enter a name."
    fill(dialog, there)
    assert "Not encrypted" in dialog.fields.open_way.text()
    with qtbot.waitSignal(program.sending.peers.answered):
        dialog.test_button.click()
    assert dialog.banner.words == "“Archive” answers (C-ECHO)."
    with qtbot.waitSignal(dialog.accepted):
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
    with qtbot.waitSignal(sending.accepted):
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


def test_the_queue_waits_for_a_peer_that_is_down_also_over_a_restart(
    qtbot: QtBot,
    start_records: StartRecords,
    records_clinic: Clinic,
    recording: str,
    shelf: Shelf,
    there: DicomPeer,
) -> None:
    down = archive(port=free_port(), takes=(Content.PDF,), after_signing=True)
    kept = with_peer(records_clinic.store, down)
    program = start_records(Role.REVIEWER)
    sign_result(qtbot, program, recording)
    notice = program.window.notice
    qtbot.waitUntil(lambda: "cannot be reached now" in notice.words)
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
    records_clinic.become(Role.ADMINISTRATOR)
    records_clinic.store.peers.change(kept.id, take_pdf(there, after_signing=True))
    program = start_records(Role.EXAMINER)
    rest(qtbot, program)
    assert states(records_clinic) == ["waiting"]
    program.sending.show_outbox()
    dialog = program.sending.outbox
    assert isinstance(dialog, OutboxDialog)
    qtbot.waitUntil(dialog.again_button.isEnabled)
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
    qtbot: QtBot,
    start_records: StartRecords,
    records_clinic: Clinic,
    recording: str,
    there: DicomPeer,
) -> None:
    with_peer(records_clinic.store, take_pdf(there, takes=(Content.SR,), after_signing=True))
    program = start_records(Role.REVIEWER)
    sign_result(qtbot, program, recording)
    notice = program.window.notice
    qtbot.waitUntil(lambda: "did not take" in notice.words)
    rest(qtbot, program)
    program.sending.show_outbox()
    dialog = program.sending.outbox
    assert isinstance(dialog, OutboxDialog)
    qtbot.waitUntil(dialog.give_up_button.isEnabled)
    dialog.give_up_button.click()
    rest(qtbot, program)
    assert states(records_clinic) == ["given up"]
    assert not dialog.give_up_button.isEnabled()
    assert notice.words == ""
    dialog.reject()


def test_an_amendment_is_sent_anew(
    qtbot: QtBot, records_clinic: Clinic, recording: str, shelf: Shelf, reviewer: Program
) -> None:
    program = reviewer
    sign_result(qtbot, program, recording)
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
    qtbot: QtBot, records_clinic: Clinic, recording: str, shelf: Shelf, reviewer: Program
) -> None:
    program = reviewer
    door = program.door
    assert door is not None
    locked: list[bool] = []
    failures: list[object] = []

    def lock() -> None:
        records_clinic.store.lock()
        locked.append(True)

    shelf.then = lock
    sign_result(qtbot, program, recording)
    qtbot.waitUntil(lambda: bool(locked))
    door.lock()
    shelf.then = lambda: None
    rest(qtbot, program)
    assert program.sending.peers.things == ()
    door.unlock(Role.REVIEWER.value, PASSWORD, failed=failures.append)
    qtbot.waitUntil(lambda: door.user is not None)
    until_sent(qtbot, records_clinic, 1)
    rest(qtbot, program)
    assert failures == []
    # It came twice, as the same object.
    assert list(shelf.came.values()) == [2]


def test_a_signed_result_is_saved_as_files(
    qtbot: QtBot, start_records: StartRecords, recording: str, tmp_path: Path
) -> None:
    import pydicom

    program = start_records(Role.REVIEWER)
    page = sign_result(qtbot, program, recording)
    offer = program.handing_over.offer
    assert offer is not None
    assert offer.dicom_action.isEnabled()
    program.handing_over.ask_folder = lambda *_: str(tmp_path / "out")
    offer.dicom_action.trigger()
    qtbot.waitUntil(lambda: "Saved as" in page.banner.words)
    (folder,) = (tmp_path / "out").iterdir()
    assert folder.name.startswith("S-17 ")
    files = [pydicom.dcmread(each) for each in folder.iterdir()]
    assert {each.Modality for each in files} >= {"DOC", "SR"}
    assert {str(each.PatientID) for each in files} == {"S-17"}
    page._ask_path = lambda *_: (str(tmp_path / "bundle.json"), "")
    offer.fhir_action.trigger()
    qtbot.waitUntil(lambda: "bundle.json" in page.banner.words)
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
    connections: list[object],
    records_clinic: Clinic,
    recording: str,
    administrator: Program,
) -> None:
    program = administrator
    card(qtbot, program)
    sign_result(qtbot, program, recording)
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
