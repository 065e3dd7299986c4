"""What goes to which peer: only what is signed and holds, nothing twice, nothing lost, also after a crash."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.core.classes import Outcome
from engine.core.errors import ScolioError
from engine.core.text import text
from engine.export.peers import Content
from engine.export.signed_report import Order, ScoliometerAngle
from engine.roster.entries import Child
from scolioapp.storage.records.outbox import MOST_TRIES
from scolioapp.storage.records.outbox_rows import ItemState, OutboxItem
from scolioapp.storage.records.record_errors import MissingRecordError, RecordsError
from scolioapp.storage.records.record_peers import KeptPeer
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.record_tables import SIGNATURES
from scolioapp.storage.records.signed_reports import NoPagesError, NotForOthersError
from tests.app.storage.records.made_records import FOUND, NAME, PASSWORD, Clinic
from tests.app.storage.records.signed_results import archive, judged, sign, signed, with_peer
from tests.engine.export.report_fixtures import pdf_page

DOWN = text("“{name}” is too busy at the moment.", name="Archive")
ORDER = Order("A-1", "1.2.3.4", "RP-1", "SPS-1", "Gait")


@pytest.fixture
def peer(clinic: Clinic) -> KeptPeer:
    return with_peer(clinic.store)


def states(clinic: Clinic) -> list[tuple[str, str]]:
    return sorted((each.content.value, each.state.value) for each in clinic.store.outbox.all())


def only(clinic: Clinic) -> OutboxItem:
    (item,) = clinic.store.outbox.all()
    return item


# What comes in


def test_a_signed_result_waits_for_a_peer(clinic: Clinic, peer: KeptPeer) -> None:
    judgement = signed(clinic)
    pdf, sr = clinic.store.outbox.add(judgement, peer.id)
    assert {pdf.content, sr.content} == {Content.PDF, Content.SR}
    assert (pdf.state, pdf.number, pdf.patient_name) == (ItemState.WAITING, "S-17", NAME)
    assert (pdf.peer_name, pdf.version, pdf.visit) == ("Archive", 1, clinic.visit.id)
    assert {each.id for each in clinic.store.outbox.due()} == {pdf.id, sr.id}
    assert clinic.store.outbox.next_due() == 0.0


def test_asking_twice_queues_once(clinic: Clinic, peer: KeptPeer) -> None:
    judgement = signed(clinic)
    first = clinic.store.outbox.add(judgement, peer.id, [Content.PDF])
    again = clinic.store.outbox.add(judgement, peer.id, [Content.PDF])
    assert [each.id for each in first] == [each.id for each in again]
    assert len(clinic.store.outbox.all()) == 1


def test_what_the_peer_has_is_not_sent_again_by_asking(clinic: Clinic, peer: KeptPeer) -> None:
    judgement = signed(clinic)
    (item,) = clinic.store.outbox.add(judgement, peer.id, [Content.PDF])
    clinic.store.outbox.begin(item.id)
    clinic.store.outbox.taken(item.id)
    clinic.store.outbox.add(judgement, peer.id, [Content.PDF])
    clinic.store.outbox.again(item.id)
    assert only(clinic).state is ItemState.SENT
    assert clinic.store.outbox.due() == []


def test_what_is_not_signed_does_not_go(clinic: Clinic, peer: KeptPeer) -> None:
    judgement = judged(clinic).id
    with pytest.raises(RecordsError, match="this one is not signed"):
        clinic.store.outbox.add(judgement, peer.id)
    clinic.store.judgements.review(judgement)
    with pytest.raises(RecordsError, match="this one is not signed"):
        clinic.store.outbox.add(judgement, peer.id)
    with pytest.raises(NotForOthersError, match="not signed"):
        clinic.store.reports.collect(judgement)
    assert clinic.store.outbox.all() == []


def test_a_signature_that_does_not_hold_keeps_its_result_here(
    clinic: Clinic, peer: KeptPeer
) -> None:
    judgement = signed(clinic)
    clinic.store.outbox.add(judgement, peer.id, [Content.PDF])
    with clinic.store._session.changing() as change:
        other = clinic.store.signatures.of(judgement)[0].id
        change.connection.exec_driver_sql("DROP TRIGGER signatures_no_update")
        change.update(SIGNATURES, other, sha256="00" * 32)
        change.note("signature.forged")
    with pytest.raises(NotForOthersError, match="does not hold any more"):
        clinic.store.reports.collect(judgement)
    with pytest.raises(RecordsError, match="does not hold any more"):
        clinic.store.outbox.add(judgement, peer.id)


def test_a_result_in_the_recycle_bin_does_not_go(clinic: Clinic, peer: KeptPeer) -> None:
    judgement = signed(clinic)
    recording = clinic.store.outbox.add(judgement, peer.id)[0].recording
    clinic.store.recordings.delete(recording)
    with pytest.raises(RecordsError, match="in the recycle bin"):
        clinic.store.outbox.add(judgement, peer.id)
    with pytest.raises(NotForOthersError, match="in the recycle bin"):
        clinic.store.reports.collect(judgement)


def test_signing_sends_only_where_somebody_switched_it_on(clinic: Clinic) -> None:
    with_peer(clinic.store, archive(name="By hand"))
    by_itself = with_peer(clinic.store, archive(name="By itself", after_signing=True))
    judgement = judged(clinic).id
    clinic.store.judgements.review(judgement)
    assert clinic.store.outbox.all() == []
    clinic.store.signatures.sign(judgement, PASSWORD, "I answer for it.")
    assert {each.peer for each in clinic.store.outbox.all()} == {by_itself.id}
    assert states(clinic) == [("pdf", "waiting"), ("sr", "waiting")]


def test_an_amendment_is_another_item_and_says_what_it_replaces(
    clinic: Clinic, peer: KeptPeer
) -> None:
    first = signed(clinic)
    clinic.store.outbox.add(first, peer.id, [Content.PDF])
    second = clinic.store.judgements.amend(first, "The other side").id
    sign(clinic, second)
    clinic.store.outbox.add(second, peer.id, [Content.PDF])
    assert {each.version for each in clinic.store.outbox.all()} == {1, 2}
    told = clinic.store.reports.collect(second).report.replaced
    assert told is not None
    assert (told.judgement, told.version, told.reason) == (first, 1, "The other side")
    assert clinic.store.reports.collect(first).report.replaced is None


# How it goes


def test_a_failed_try_waits_longer_each_time_and_is_given_up(
    clinic: Clinic, peer: KeptPeer
) -> None:
    clinic.store.outbox.add(signed(clinic), peer.id, [Content.PDF])
    item, waits = only(clinic).id, []
    for _ in range(MOST_TRIES):
        assert clinic.store.outbox.begin(item)
        assert clinic.store.outbox.due() == []
        state = clinic.store.outbox.failed(item, DOWN)
        wait = clinic.store.outbox.next_due()
        if wait is not None:
            waits.append(round(wait))
            clinic.clock.turn(seconds=wait + 1)
    assert waits[:8] == [60, 120, 240, 480, 960, 1920, 3600, 3600]
    assert state is only(clinic).state is ItemState.GIVEN_UP
    assert (only(clinic).said, clinic.store.outbox.next_due()) == (DOWN, None)
    clinic.store.outbox.again(item)
    assert (only(clinic).state, only(clinic).tries) == (ItemState.WAITING, 0)


def test_a_refusal_waits_for_a_person(clinic: Clinic, peer: KeptPeer) -> None:
    clinic.store.outbox.add(signed(clinic), peer.id, [Content.PDF])
    item = only(clinic).id
    clinic.store.outbox.begin(item)
    assert clinic.store.outbox.failed(item, DOWN, final=True) is ItemState.REFUSED
    assert clinic.store.outbox.next_due() is None
    clinic.store.outbox.add(only(clinic).judgement, peer.id, [Content.PDF])
    assert only(clinic).state is ItemState.WAITING


def test_a_peer_out_of_reach_holds_up_its_own_items_without_a_try(clinic: Clinic) -> None:
    down, up = with_peer(clinic.store), with_peer(clinic.store, archive(name="Other"))
    judgement = signed(clinic)
    for each in (down, up):
        clinic.store.outbox.add(judgement, each.id)
    first, second = (each for each in clinic.store.outbox.due() if each.peer == down.id)
    clinic.store.outbox.begin(first.id)
    clinic.store.outbox.failed(first.id, DOWN, unreachable=True)
    assert {each.peer for each in clinic.store.outbox.due()} == {up.id}
    clinic.clock.turn(seconds=61)
    due = [each for each in clinic.store.outbox.due() if each.peer == down.id]
    # The other one comes first now, so that one that always fails never holds the others up.
    assert [(each.id, each.tries) for each in due] == [(second.id, 0), (first.id, 1)]


def test_what_a_crash_cut_off_is_sent_again(clinic: Clinic, peer: KeptPeer) -> None:
    judgement = signed(clinic)
    clinic.store.outbox.add(judgement, peer.id, [Content.PDF])
    clinic.store.outbox.begin(only(clinic).id)
    store = clinic.again()
    store.unlock(Role.EXAMINER.value, PASSWORD)
    assert store.outbox.due() == []
    assert store.outbox.recover() == 1
    assert [each.judgement for each in store.outbox.due()] == [judgement]
    assert "interrupted" in str(only(clinic).said)
    assert store.outbox.recover() == 0


def test_an_answer_counts_although_somebody_gave_the_item_up_meanwhile(
    clinic: Clinic, peer: KeptPeer
) -> None:
    clinic.store.outbox.add(signed(clinic), peer.id, [Content.PDF])
    item = only(clinic).id
    clinic.store.outbox.begin(item)
    clinic.store.outbox.give_up(item)
    assert clinic.store.outbox.failed(item, DOWN) is ItemState.GIVEN_UP
    assert not clinic.store.outbox.begin(item)
    clinic.store.outbox.taken(item)
    assert only(clinic).state is ItemState.SENT


def test_erasing_a_patient_takes_what_waits_along(clinic: Clinic, peer: KeptPeer) -> None:
    clinic.store.outbox.add(signed(clinic), peer.id)
    clinic.store.bin.put(clinic.patient.id)
    clinic.store.bin.erase(patients=[clinic.patient.id])
    assert clinic.store.outbox.all() == []
    clinic.store.verify()


def test_everything_is_sealed_and_the_trail_names_nobody(clinic: Clinic, peer: KeptPeer) -> None:
    judgement = signed(clinic)
    clinic.store.outbox.add(judgement, peer.id)
    for item in clinic.store.outbox.due():
        clinic.store.outbox.begin(item.id)
        clinic.store.outbox.taken(item.id)
    clinic.store.reports.collect(judgement)
    clinic.store.verify()
    told = [each.entry for each in clinic.store.trail.lines() if each.patient == "S-17"]
    actions = [each.action for each in told]
    assert actions.count("outbox.sent") == 2
    assert actions.count("report.collected") == 1
    assert NAME not in str(clinic.store.trail.entries())


# Peers


def test_peers_are_kept_changed_and_removed(clinic: Clinic, peer: KeptPeer) -> None:
    with pytest.raises(RecordsError, match="Another peer is called “ARCHIVE”"):
        clinic.store.peers.add(archive(name="ARCHIVE"))
    clinic.store.peers.change(peer.id, archive(port=11112))
    assert [each.peer for each in clinic.store.peers.all()] == [archive(port=11112)]
    judgement = signed(clinic)
    clinic.store.outbox.add(judgement, peer.id)
    clinic.store.peers.remove(peer.id)
    assert clinic.store.peers.all() == []
    assert clinic.store.peers.one(peer.id).removed
    assert {each.peer_name for each in clinic.store.outbox.all()} == {"Archive"}
    with pytest.raises(MissingRecordError):
        clinic.store.outbox.add(judgement, peer.id)
    with pytest.raises(MissingRecordError):
        clinic.store.peers.change(peer.id, archive())


# The report


def test_a_report_says_what_the_records_say(clinic: Clinic, peer: KeptPeer) -> None:
    clinic.become(Role.REVIEWER)
    clinic.store.visits.find(clinic.visit.id, FOUND)
    judgement = judged(clinic).id
    clinic.store.judgements.review(
        judgement, outcome=Outcome.DETECTED.value, reason="A clear rib hump"
    )
    signature = clinic.store.signatures.sign(judgement, PASSWORD, "I answer for it.")
    with pytest.raises(NoPagesError, match="was not made yet"):
        clinic.store.reports.collect(judgement)
    clinic.store.pages.keep(signature.id, "zh_CN", pdf_page("zh"))
    clinic.clock.turn(seconds=1)
    clinic.store.pages.keep(signature.id, "en", pdf_page("en"))
    report = clinic.store.reports.collect(judgement).report
    assert (report.patient.number, report.patient.name) == ("S-17", NAME)
    assert (str(report.patient.birth_date), report.patient.sex) == ("2014-05-06", "female")
    assert (report.outcome, report.override_reason) == (Outcome.DETECTED, "A clear rib hump")
    assert report.result.outcome is Outcome.BORDERLINE
    assert report.angles == (ScoliometerAngle("thoracic", 6.5, "right"),)
    assert report.forward_bend == "right higher"
    assert (report.signature.name, report.signature.code) == ("The reviewer", signature.code)
    assert (report.reviewer, report.recorded, report.order) == ("The reviewer", None, None)
    # The page that was made first is the page that was signed, whatever was printed later.
    assert (report.language, report.pdf) == ("zh-CN", pdf_page("zh"))


# Orders


def test_the_order_of_a_worklist_goes_with_the_visit_of_its_day(
    clinic: Clinic, peer: KeptPeer
) -> None:
    asked = [
        ("S-17", clinic.visit.date, ORDER),
        ("S-17", "2027-01-01", replace(ORDER, step_id="2")),
    ]
    assert clinic.store.orders.take([*asked, ("nobody", "2026-11-29", ORDER)]) == 2
    assert clinic.store.orders.take(asked) == 0
    judgement = signed(clinic)
    clinic.store.outbox.add(judgement, peer.id)
    assert clinic.store.reports.collect(judgement).report.order == ORDER
    linked = [each.visit for each in clinic.store.orders.of(clinic.patient.id)]
    assert linked == ["", clinic.visit.id]


def test_an_order_that_comes_after_the_first_sending_changes_no_study(
    clinic: Clinic, peer: KeptPeer
) -> None:
    """What is sent again, and each amendment, lies in the study of what was sent first."""
    judgement = signed(clinic)
    clinic.store.outbox.add(judgement, peer.id, [Content.PDF])
    clinic.store.orders.take([("S-17", clinic.visit.date, ORDER)])
    clinic.store.outbox.add(judgement, peer.id, [Content.SR])
    assert clinic.store.reports.collect(judgement).report.order is None


def test_orders_follow_a_patient_who_was_merged(clinic: Clinic, peer: KeptPeer) -> None:
    clinic.store.rosters.take([Child(number="W-1", family_name="王", given_name="小明")])
    clinic.store.orders.take([("W-1", clinic.visit.date, ORDER)])
    gone = clinic.store.patients.search("W-1")[0].id
    clinic.store.merging.merge(clinic.patient.id, gone)
    judgement = signed(clinic)
    clinic.store.outbox.add(judgement, peer.id)
    assert clinic.store.reports.collect(judgement).report.order == ORDER


def test_a_researcher_sees_no_names_and_sends_nothing(clinic: Clinic, peer: KeptPeer) -> None:
    judgement = signed(clinic)
    clinic.store.outbox.add(judgement, peer.id)
    clinic.become(Role.RESEARCHER)
    assert {each.patient_name for each in clinic.store.outbox.all()} == {""}
    for forbidden in (clinic.store.outbox.due, clinic.store.peers.all):
        with pytest.raises(ScolioError, match="role"):
            forbidden()
