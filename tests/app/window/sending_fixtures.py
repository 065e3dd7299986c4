"""What tests of sending begin with: a result, an archive that answers, the windows of who may do what."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from engine.export.peers import DicomPeer
from scolioapp.bootstrap import Program
from scolioapp.storage.records.outbox_rows import ItemState
from scolioapp.storage.records.record_peers import KeptPeer
from scolioapp.storage.records.record_roles import Role
from scolioapp.views.main_window import SETTINGS
from scolioapp.views.peer_dialog import PeerDialog
from scolioapp.views.peers_part import PeersPart
from scolioapp.views.result_page import ResultPage
from scolioapp.views.send_dialog import SendDialog
from tests.app.conftest import settle
from tests.app.jobs.test_outbox_delivery import Shelf, take_pdf
from tests.app.records_fixtures import StartRecords
from tests.app.storage.records.made_records import Clinic
from tests.app.storage.records.signed_results import with_peer
from tests.app.window.test_review import card_of, judged, open_result, review, sign
from tests.engine.export.dicom.fake_peers import fake_archive


@pytest.fixture
def recording(records_clinic: Clinic) -> str:
    """A recording of the records, with a judgement that nobody has reviewed."""
    return judged(records_clinic)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def there(shelf: Shelf) -> Iterator[DicomPeer]:
    """An archive that answers, and puts what it takes on the shelf."""
    with fake_archive(shelf.take) as peer:
        yield take_pdf(peer)


@pytest.fixture
def kept(there: DicomPeer, records_clinic: Clinic) -> KeptPeer:
    """That archive, set up: it gets every result that is signed."""
    return with_peer(records_clinic.store, take_pdf(there, after_signing=True))


@pytest.fixture
def administrator(start_records: StartRecords, recording: str) -> Program:
    """The window of an administrator, without a peer."""
    return start_records(Role.ADMINISTRATOR)


@pytest.fixture
def reviewer(start_records: StartRecords, kept: KeptPeer, recording: str) -> Program:
    """The window of a reviewer, with that archive."""
    return start_records(Role.REVIEWER)


def card(qtbot: QtBot, program: Program) -> PeersPart:
    """Show the card of the Settings page, and wait until its list was read."""
    assert program.window.show_page(SETTINGS)
    part = program.sending.part
    assert part is not None
    rest(qtbot, program)
    return part


def rest(qtbot: QtBot, program: Program) -> None:
    """Wait until nothing is done any more."""
    qtbot.waitUntil(lambda: not program.worker.busy)
    settle()
    qtbot.waitUntil(lambda: not program.worker.busy)
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
    qtbot.waitUntil(lambda: clinic.store.outbox.count() == sent)


def sign_result(qtbot: QtBot, program: Program, recording: str) -> ResultPage:
    """Open the result of a recording, review it and sign it."""
    rest(qtbot, program)
    page = open_result(qtbot, program, recording)
    review(qtbot, program)
    sign(qtbot, program)
    return page


def send_dialog(program: Program, qtbot: QtBot) -> SendDialog:
    card_of(program).send_button.click()
    offer = program.handing_over.offer
    assert offer is not None
    dialog = offer.dialog
    assert dialog is not None
    rest(qtbot, program)
    return dialog
