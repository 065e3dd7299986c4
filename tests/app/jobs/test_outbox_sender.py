"""The sender in the background: at work while the records are open, still while they are locked, patient."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from engine.core.errors import ScolioError
from engine.core.text import text
from scolioapp.jobs.outbox_sender import OutboxSender, render_in
from scolioapp.jobs.worker import Worker
from scolioapp.paper import record_papers
from scolioapp.storage.records.outbox_rows import ItemState
from scolioapp.storage.records.record_roles import Role
from tests.app.fakes import FakeScreener
from tests.app.jobs.test_outbox_delivery import Shelf, take_pdf
from tests.app.storage.records.made_records import Clinic, made_clinic
from tests.app.storage.records.signed_results import archive, judged, sign, signed, with_peer
from tests.engine.export.dicom.fake_peers import fake_archive
from tests.engine.export.dicom.real_peers import free_port
from tests.patience import MILLISECONDS


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    made = made_clinic(tmp_path / "records")
    yield made
    made.store.close()


@pytest.fixture
def sender(clinic: Clinic) -> Iterator[OutboxSender]:
    worker = Worker()
    unexpected: list[object] = []
    worker.unexpected.connect(unexpected.append)
    make = partial(record_papers.make_pages, FakeScreener().load)
    made = OutboxSender(worker, lambda: clinic.store, make)
    yield made
    made.pause()
    worker.close()
    assert unexpected == []


def test_it_sends_what_waits_and_what_comes_later(
    qtbot: QtBot, clinic: Clinic, sender: OutboxSender
) -> None:
    shelf, changes = Shelf(), []
    sender.changed.connect(lambda: changes.append(True))
    with fake_archive(shelf.take) as there:
        peer = with_peer(clinic.store, take_pdf(there))
        clinic.store.outbox.add(signed(clinic, 1), peer.id)
        sender.wake()  # nobody has let anybody in yet
        assert not sender.working
        with qtbot.waitSignal(sender.busy, check_params_cb=lambda on: not on, timeout=MILLISECONDS):
            sender.start()
        assert clinic.store.outbox.count() == {ItemState.SENT: 1}
        clinic.store.outbox.add(signed(clinic, 2), peer.id)
        with qtbot.waitSignal(sender.busy, check_params_cb=lambda on: not on, timeout=MILLISECONDS):
            sender.wake()
    assert clinic.store.outbox.count() == {ItemState.SENT: 2}
    assert list(shelf.came.values()) == [1, 1]
    assert len(changes) >= 4


def test_a_lock_stops_it_and_an_unlock_lets_it_go_on(
    qtbot: QtBot, clinic: Clinic, sender: OutboxSender
) -> None:
    shelf, failures = Shelf(), []
    sender.failed.connect(failures.append)
    shelf.then = clinic.store.lock
    with fake_archive(shelf.take) as there:
        peer = with_peer(clinic.store, take_pdf(there))
        for number in (1, 2):
            clinic.store.outbox.add(signed(clinic, number), peer.id)
        with qtbot.waitSignal(sender.busy, check_params_cb=lambda on: not on, timeout=MILLISECONDS):
            sender.start()
        sender.pause()
        assert not clinic.store.unlocked
        shelf.then = lambda: None
        clinic.become(Role.EXAMINER)
        assert clinic.store.outbox.count() == {ItemState.SENDING: 1, ItemState.WAITING: 1}
        sender.start()
        sent = {ItemState.SENT: 2}
        qtbot.waitUntil(lambda: clinic.store.outbox.count() == sent, timeout=MILLISECONDS)
        qtbot.waitUntil(lambda: not sender.working, timeout=MILLISECONDS)
    # The first came twice, as the same object.
    assert sorted(shelf.came.values()) == [1, 2]
    assert failures == []


def test_a_peer_that_is_down_is_looked_for_later(
    qtbot: QtBot, clinic: Clinic, sender: OutboxSender
) -> None:
    peer = with_peer(clinic.store, archive(port=free_port()))
    clinic.store.outbox.add(signed(clinic), peer.id)
    with qtbot.waitSignal(sender.busy, check_params_cb=lambda on: not on, timeout=MILLISECONDS):
        sender.start()
    assert {each.state for each in clinic.store.outbox.all()} == {ItemState.WAITING}
    assert 30_000 < sender.next_look <= 63_000, "Qt moves coarse timers by up to a twentieth"


def test_who_may_not_send_sends_nothing(qtbot: QtBot, clinic: Clinic, sender: OutboxSender) -> None:
    failures: list[ScolioError] = []
    sender.failed.connect(failures.append)
    peer = with_peer(clinic.store, archive(port=free_port()))
    clinic.store.outbox.add(signed(clinic), peer.id)
    clinic.become(Role.RESEARCHER)
    with qtbot.waitSignal(sender.busy, check_params_cb=lambda on: not on, timeout=MILLISECONDS):
        sender.start()
    assert (failures, sender.next_look) == ([], 0)


def test_a_sentence_is_said_in_the_language_of_the_report(qapp: object) -> None:
    sentence = text("“{name}” had it already.", name="PACS")
    assert render_in("en")(sentence) == "“PACS” had it already."
    assert render_in("zh-CN")(sentence) == "“PACS”已经有了。"


def test_the_page_is_printed_where_nobody_has_printed_it(
    qtbot: QtBot, clinic: Clinic, sender: OutboxSender
) -> None:
    """What the archive gets is the page that the records keep from then on."""
    files: list[bytes] = []

    def take(event: Any) -> int:
        files.append(bytes(event.dataset.EncapsulatedDocument))
        return 0

    judgement = judged(clinic)
    signature = sign(clinic, judgement.id, pages=False)
    with fake_archive(take) as there:
        clinic.store.outbox.add(judgement.id, with_peer(clinic.store, take_pdf(there)).id)
        with qtbot.waitSignal(sender.busy, check_params_cb=lambda on: not on, timeout=MILLISECONDS):
            sender.start()
    kept = clinic.store.pages.read(signature.id, "en")
    assert kept is not None
    assert [each[: len(kept.content)] for each in files] == [kept.content]
