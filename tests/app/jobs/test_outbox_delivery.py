"""A pass over the outbox against archives that misbehave: each fault a sentence, and the queue goes on."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydicom import dcmread

from engine.core.errors import CancelledError
from engine.core.progress import Cancel
from engine.export.peers import Content, DicomPeer
from scolioapp.jobs.outbox_delivery import Delivery
from scolioapp.jobs.outbox_sender import render_in
from scolioapp.storage.records.outbox_rows import ItemState
from scolioapp.storage.records.record_errors import LockedError
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.record_store import RecordStore
from tests.app.storage.records.made_records import PASSWORD, Clinic, Clock, made_clinic
from tests.app.storage.records.signed_results import (
    archive,
    fhir_server,
    judged,
    sign,
    signed,
    with_peer,
)
from tests.engine.export.dicom.fake_peers import fake_archive
from tests.engine.export.dicom.real_peers import free_port
from tests.engine.export.fhir.test_fhir_server import taking
from tests.engine.export.loopback_server import LoopbackServer, answering
from tests.engine.export.report_fixtures import pdf_page


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    clock = Clock()
    made = made_clinic(tmp_path / "records", clock)
    yield made
    made.store.close()


class Shelf:
    """Keeps what an archive takes.

    Attributes:
        answers: Statuses of the next objects; afterwards each is taken.
        came: UIDs of what came, as often as it came.
    """

    def __init__(self) -> None:
        self.answers: list[int] = []
        self.came: Counter[str] = Counter()
        self.names: list[str] = []
        self.then: Callable[[], None] = lambda: None

    def take(self, event: Any) -> int:
        self.came[str(event.request.AffectedSOPInstanceUID)] += 1
        self.names.append(str(event.dataset.PatientName))
        self.then()
        return self.answers.pop(0) if self.answers else 0


def deliver(store: RecordStore, **other: Any) -> float | None:
    def no_pages(*_: object) -> None:
        raise AssertionError("the page is there")

    settings = {"make_pages": no_pages, "say": render_in, "told": lambda: None, "cancel": Cancel()}
    return Delivery(**{"store": store, **settings, **other}).send_due()


def take_pdf(peer: DicomPeer, **other: Any) -> DicomPeer:
    return DicomPeer.model_validate({**peer.model_dump(), "takes": (Content.PDF,), **other})


def states(clinic: Clinic) -> dict[str, str]:
    return {each.peer_name: each.state.value for each in clinic.store.outbox.all()}


def said(clinic: Clinic) -> str:
    return " ".join(str(each.said) for each in clinic.store.outbox.all() if each.said)


def test_an_empty_outbox_asks_nobody(clinic: Clinic) -> None:
    with_peer(clinic.store)
    assert deliver(clinic.store) is None


def test_one_peer_down_one_refusing_and_one_that_takes_it(clinic: Clinic) -> None:
    shelf = Shelf()
    with fake_archive(shelf.take) as there:
        good = with_peer(clinic.store, take_pdf(there, name="Good"))
        down = with_peer(clinic.store, archive(name="Down", port=free_port(), takes=(Content.PDF,)))
        wrong = with_peer(clinic.store, take_pdf(there, name="Wrong", called="WRONG"))
        # The archive takes no structured reports.
        strict = with_peer(clinic.store, take_pdf(there, name="No", takes=(Content.SR,)))
        judgement = signed(clinic)
        for each in (down, wrong, strict, good):
            clinic.store.outbox.add(judgement, each.id)
        wait = deliver(clinic.store)
    assert states(clinic) == {
        "Good": "sent",
        "Down": "waiting",
        "Wrong": "waiting",
        "No": "refused",
    }
    for words in ("Nobody answers on", "“Wrong” is not called “WRONG”", "“No” does not take"):
        assert words in said(clinic)
    assert wait is not None
    assert 50 < wait <= 60
    assert list(shelf.came.values()) == [1]
    assert "王小明" in shelf.names[0]


def test_the_queue_goes_on_when_the_peer_is_back(clinic: Clinic) -> None:
    shelf, port = Shelf(), free_port()
    peer = with_peer(clinic.store, archive(port=port, takes=(Content.PDF,)))
    judgements = [signed(clinic, number) for number in (1, 2, 3)]
    for each in judgements:
        clinic.store.outbox.add(each, peer.id)
    deliver(clinic.store)
    tries = sorted(each.tries for each in clinic.store.outbox.all())
    assert tries == [0, 0, 1]  # those behind wait without having been tried
    with fake_archive(shelf.take) as there:
        clinic.store.peers.change(peer.id, take_pdf(there))
        clinic.clock.turn(seconds=61)
        assert deliver(clinic.store) is None
    assert sorted(shelf.came.values()) == [1, 1, 1]
    assert clinic.store.outbox.count() == {ItemState.SENT: 3}


def test_an_archive_without_space_is_tried_again(clinic: Clinic) -> None:
    shelf = Shelf()
    shelf.answers = [0xA700]
    with fake_archive(shelf.take) as there:
        peer = with_peer(clinic.store, take_pdf(there))
        clinic.store.outbox.add(signed(clinic), peer.id)
        deliver(clinic.store)
        assert "has run out of space" in said(clinic)
        clinic.clock.turn(seconds=61)
        deliver(clinic.store)
    assert clinic.store.outbox.count() == {ItemState.SENT: 1}
    assert list(shelf.came.values()) == [2]


def test_an_answer_that_could_not_be_noted_is_asked_for_again(clinic: Clinic) -> None:
    """As after a crash between the answer and the note: the same object, which the archive knows."""
    shelf = Shelf()
    shelf.then = clinic.store.lock
    with fake_archive(shelf.take) as there:
        peer = with_peer(clinic.store, take_pdf(there))
        clinic.store.outbox.add(signed(clinic), peer.id)
        with pytest.raises(LockedError):
            deliver(clinic.store)
        shelf.then, shelf.answers = (lambda: None), [0x0111]
        clinic.store.unlock(Role.EXAMINER.value, PASSWORD)
        deliver(clinic.store)
    (item,) = clinic.store.outbox.all()
    assert (item.state, str(item.said)) == (ItemState.SENT, "“Archive” had it already.")
    assert list(shelf.came.values()) == [2]


def test_cancelled_between_two_results(clinic: Clinic) -> None:
    shelf, cancel = Shelf(), Cancel()
    shelf.then = cancel.set
    with fake_archive(shelf.take) as there:
        peer = with_peer(clinic.store, take_pdf(there))
        for number in (1, 2):
            clinic.store.outbox.add(signed(clinic, number), peer.id)
        with pytest.raises(CancelledError):
            deliver(clinic.store, cancel=cancel)
        assert clinic.store.outbox.count() == {ItemState.SENT: 1, ItemState.WAITING: 1}
        deliver(clinic.store)
    assert list(shelf.came.values()) == [1, 1]


def test_the_page_that_was_signed_is_made_where_nobody_has_seen_it(clinic: Clinic) -> None:
    shelf, asked = Shelf(), []
    judgement = judged(clinic)
    signature = sign(clinic, judgement.id, pages=False)

    def make(store: RecordStore, recording: str, number: int) -> None:
        asked.append((recording, number))
        store.pages.keep(signature.id, "en", pdf_page())

    with fake_archive(shelf.take) as there:
        peer = with_peer(clinic.store, take_pdf(there))
        clinic.store.outbox.add(judgement.id, peer.id)
        deliver(clinic.store, make_pages=make)
    assert asked == [(judgement.recording, 1)]
    assert clinic.store.outbox.count() == {ItemState.SENT: 1}


def test_what_cannot_be_made_costs_only_itself(clinic: Clinic) -> None:
    """No video is kept of this recording, so there is neither picture nor video."""
    shelf = Shelf()
    with fake_archive(shelf.take) as there:
        everything = (Content.PDF, Content.STILL, Content.VIDEO)
        peer = with_peer(clinic.store, take_pdf(there, takes=everything))
        clinic.store.outbox.add(signed(clinic), peer.id)
        deliver(clinic.store)
    found = {each.content: each.state for each in clinic.store.outbox.all()}
    assert found == {
        Content.PDF: ItemState.SENT,
        Content.STILL: ItemState.REFUSED,
        Content.VIDEO: ItemState.REFUSED,
    }


def test_a_result_that_was_amended_or_withdrawn_meanwhile(clinic: Clinic) -> None:
    """What was signed goes although an amendment is under way; what lies in the recycle bin does not."""
    shelf = Shelf()
    with fake_archive(shelf.take) as there:
        peer = with_peer(clinic.store, take_pdf(there))
        amended, binned = signed(clinic, 1), signed(clinic, 2)
        for each in (amended, binned):
            clinic.store.outbox.add(each, peer.id)
        clinic.store.judgements.amend(amended, "The other side")
        clinic.store.recordings.delete(clinic.store.outbox.of(binned)[0].recording)
        deliver(clinic.store)
    assert clinic.store.outbox.of(amended)[0].state is ItemState.SENT
    assert clinic.store.outbox.of(binned)[0].state is ItemState.REFUSED


def test_a_peer_that_was_removed_gets_nothing(clinic: Clinic) -> None:
    shelf = Shelf()
    with fake_archive(shelf.take) as there:
        peer = with_peer(clinic.store, take_pdf(there))
        clinic.store.outbox.add(signed(clinic), peer.id)
        clinic.store.peers.remove(peer.id)
        deliver(clinic.store)
    assert clinic.store.outbox.count() == {ItemState.REFUSED: 1}
    assert "was removed" in said(clinic)
    assert not shelf.came


def test_an_amendment_is_another_object_that_names_the_first(clinic: Clinic) -> None:
    files: list[bytes] = []

    def take(event: Any) -> int:
        files.append(event.encoded_dataset())
        return 0

    with fake_archive(take) as there:
        peer = with_peer(clinic.store, take_pdf(there, after_signing=True))
        first = signed(clinic)
        deliver(clinic.store)
        sign(clinic, clinic.store.judgements.amend(first, "The other side").id)
        deliver(clinic.store)
    before, after = (dcmread(io.BytesIO(each), force=True) for each in files)
    assert before.SOPInstanceUID != after.SOPInstanceUID
    assert before.StudyInstanceUID == after.StudyInstanceUID
    assert before.SOPInstanceUID in str(after)
    assert {each.peer for each in clinic.store.outbox.all()} == {peer.id}


def test_a_web_server_that_is_down(clinic: Clinic) -> None:
    peer = with_peer(clinic.store, fhir_server(f"http://127.0.0.1:{free_port()}/fhir"))
    clinic.store.outbox.add(signed(clinic), peer.id)
    deliver(clinic.store)
    (item,) = clinic.store.outbox.all()
    assert (item.state, item.content) == (ItemState.WAITING, Content.FHIR)
    assert "Nobody answers on" in str(item.said)


def test_a_fhir_server_takes_the_bundle(clinic: Clinic) -> None:
    with LoopbackServer(taking) as server:
        peer = with_peer(clinic.store, fhir_server(server.url("/fhir")))
        clinic.store.outbox.add(signed(clinic), peer.id)
        deliver(clinic.store)
    assert clinic.store.outbox.count() == {ItemState.SENT: 1}
    assert [request.line for request in server.requests] == ["POST /fhir HTTP/1.1"]


def test_a_bundle_that_a_server_refuses_waits_for_a_person(clinic: Clinic) -> None:
    with LoopbackServer(answering("422 Unprocessable Entity")) as server:
        peer = with_peer(clinic.store, fhir_server(server.url("/fhir")))
        clinic.store.outbox.add(signed(clinic), peer.id)
        deliver(clinic.store)
    (item,) = clinic.store.outbox.all()
    assert (item.state, item.tries) == (ItemState.REFUSED, 1)
    assert "did not take what was sent (422" in str(item.said)
