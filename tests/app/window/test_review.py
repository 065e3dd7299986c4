"""A judgement on its way in the real window: reviewed, signed, printed, written to the parents, amended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.core.classes import Outcome
from engine.core.kept_result import RESULT
from scolioapp.bootstrap import Program
from scolioapp.bootstrap.built_pages import results_area
from scolioapp.storage.records.judgements import JudgementLine
from scolioapp.storage.records.preferences import RecordPreferences
from scolioapp.storage.records.record_roles import Role
from scolioapp.views.result_page import ResultPage
from scolioapp.views.review_dialogs import AmendDialog, ReviewDialog, SignDialog
from scolioapp.widgets.review_card import ReviewCard
from tests.app import result_fixtures as fx
from tests.app.conftest import settle
from tests.app.records_fixtures import StartRecords
from tests.app.storage.records.made_records import FOUND, PASSWORD, Clinic

# The offscreen platform has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

REASON = "A clear rib hump on the right"


def judged(clinic: Clinic, model: object = None) -> str:
    """Keep a recording with a judgement that can be opened; return its id."""
    recording = clinic.store.recordings.add(clinic.visit.id, source="file", title="walk")
    result = fx.screening(model=model).result if model is not None else fx.screening().result
    files = {RESULT: result.named("", None).to_json().encode()}
    clinic.store.judgements.add(recording.id, JudgementLine.of(result), files)
    return recording.id


def open_result(qtbot: QtBot, program: Program, recording: str) -> ResultPage:
    """Open a recording, and wait until its review has been read."""
    program.opener.open(program.store.entry(recording))
    area = results_area(program.window)
    qtbot.waitUntil(lambda: isinstance(area.result_page, ResultPage))
    page = area.result_page
    assert isinstance(page, ResultPage)
    review = program.review_wiring.review
    if review is not None:
        qtbot.waitUntil(lambda: review.facts is not None)
    settle()
    return page


def card_of(program: Program) -> ReviewCard:
    card = program.review_wiring.card
    assert card is not None
    return card


def review(qtbot: QtBot, program: Program, outcome: Outcome | None = None) -> None:
    """Say that the judgement was looked at."""
    card_of(program).review_button.click()
    dialog = program.review_wiring.dialog
    assert isinstance(dialog, ReviewDialog)
    if outcome is not None:
        dialog.others[outcome.value].setChecked(True)
        dialog.reason.setPlainText(REASON)
    with qtbot.waitSignal(dialog.accepted):
        dialog.confirm_button.click()
    settle()


def sign(qtbot: QtBot, program: Program) -> None:
    card_of(program).sign_button.click()
    dialog = program.review_wiring.dialog
    assert isinstance(dialog, SignDialog)
    dialog.password.setText(PASSWORD)
    with qtbot.waitSignal(dialog.accepted):
        dialog.confirm_button.click()
    settle()


def test_reviewed_with_another_outcome_then_signed_then_amended(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic
) -> None:
    recording = judged(records_clinic)
    program = start_records(Role.REVIEWER)
    page = open_result(qtbot, program, recording)
    card = card_of(program)
    assert card.heading.text() == "Review: Draft"
    assert not card.sign_button.isVisibleTo(card)
    # Another outcome needs a reason.
    card.review_button.click()
    dialog = program.review_wiring.dialog
    assert isinstance(dialog, ReviewDialog)
    dialog.others[Outcome.DETECTED.value].setChecked(True)
    dialog.confirm_button.click()
    assert "needs a reason" in dialog.banner.words
    dialog.reject()
    review(qtbot, program, Outcome.DETECTED)
    assert card.heading.text() == "Review: Reviewed"
    assert page.cards.outcome.title.text() == "Features associated with scoliosis detected"
    assert "The model said: Borderline features (demo)." in page.cards.outcome.said.text()
    assert any(f"Reason: {REASON}" in each for each in card.history)
    # A wrong password is said in place.
    card.sign_button.click()
    signing = program.review_wiring.dialog
    assert isinstance(signing, SignDialog)
    signing.password.setText("a wrong password")
    signing.confirm_button.click()
    qtbot.waitUntil(lambda: "password" in signing.banner.words)
    assert signing.password.text() == ""
    signing.meaning.setEditText("I stand for it.")
    signing.password.setText(PASSWORD)
    with qtbot.waitSignal(signing.accepted):
        signing.confirm_button.click()
    settle()
    assert card.heading.text() == "Review: Signed"
    assert "The reviewer" in card.history[-1]
    assert "“I stand for it.”" in card.history[-1]
    assert not card.review_button.isVisibleTo(card)
    # What is signed is not changed: the way leads to an amendment.
    before = len(records_clinic.store.judgements.of(recording))
    page.choose_person()
    assert "signed and cannot be changed" in page.banner.words
    model = program.opener.opened
    assert model is not None
    model.choose_person(2)
    model.choose_speed(4.0)
    assert model.judging is None
    page.banner.act()
    amending = program.review_wiring.dialog
    assert isinstance(amending, AmendDialog)
    amending.confirm_button.click()
    assert "needs a reason" in amending.banner.words
    amending.reason.setPlainText("The other child walks here")
    amending.confirm_button.click()
    area = results_area(program.window)
    qtbot.waitUntil(lambda: area.result_page not in (None, page))
    new = program.review_wiring.review
    assert new is not None
    qtbot.waitUntil(lambda: new.facts is not None)
    judgements = records_clinic.store.judgements.of(recording)
    assert [each.state for each in judgements] == ["amended", "draft"]
    assert len(judgements) == before + 1
    card = card_of(program)
    assert card.heading.text() == "Review: Draft"
    assert "Amends version 1. Reason: The other child walks here" in card.history[0]
    # Both are readable, and lead to each other.
    card.before_button.click()
    qtbot.waitUntil(lambda: program.review_wiring.review not in (None, new))
    old = program.review_wiring.review
    assert old is not None
    qtbot.waitUntil(lambda: old.facts is not None)
    card = card_of(program)
    assert card.heading.text() == "Review: Amended"
    assert card.after_button.isVisibleTo(card)
    assert "“I stand for it.”" in "".join(card.history)
