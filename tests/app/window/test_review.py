"""A judgement on its way in the real window: reviewed, signed, printed, written to the parents, amended."""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from engine.core.classes import Outcome
from engine.core.errors import OutputError
from engine.core.kept_result import RESULT
from engine.core.screening_request import ScreeningRequest
from scolioapp.bootstrap import Program
from scolioapp.bootstrap.built_pages import results_area
from scolioapp.jobs.queue import Job
from scolioapp.paper import record_papers
from scolioapp.storage.records.judgements import JudgementLine
from scolioapp.storage.records.patients import PatientFields
from scolioapp.storage.records.preferences import RecordPreferences
from scolioapp.storage.records.record_errors import RecordsError
from scolioapp.storage.records.record_roles import Role
from scolioapp.views.page_check import PageCheckDialog
from scolioapp.views.paper_settings import PaperSettings
from scolioapp.views.result_page import ResultPage
from scolioapp.views.review_dialogs import AmendDialog, ReviewDialog, SignDialog
from scolioapp.widgets.review_card import ReviewCard
from scolioapp.words.result_words import outcome_words
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


def test_another_outcome_needs_a_reason_and_signing_the_password(
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


def test_what_is_signed_is_amended_and_both_versions_stay_readable(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic
) -> None:
    recording = judged(records_clinic)
    program = start_records(Role.REVIEWER)
    page = open_result(qtbot, program, recording)
    review(qtbot, program)
    sign(qtbot, program)
    # What is signed is not changed: the way leads to an amendment.
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
    assert "answer for this result" in "".join(card.history)


# Paper


def saved(qtbot: QtBot, page: ResultPage, path: Path, save: Callable[[], None]) -> bytes:
    """Save a file of the page, and return its content."""
    page._ask_path = lambda *_: (str(path), "")
    model = page.cards._model
    with qtbot.waitSignal(model.exported):
        save()
    settle()
    return path.read_bytes()


def words_of(content: bytes) -> str:
    """Return the words of a PDF, however its lines are broken."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    words = " ".join(page.extract_text() for page in pages)
    return unicodedata.normalize("NFKC", "".join(words.split()))


def holds(said: str, paper: str) -> bool:
    return unicodedata.normalize("NFKC", "".join(said.split())) in paper


def test_the_printed_page_is_the_kept_one(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic, tmp_path: Path
) -> None:
    store = records_clinic.store
    store.preferences.write(RecordPreferences(letterhead=("School service", "1 Main Street")))
    recording = judged(records_clinic)
    program = start_records(Role.REVIEWER)
    page = open_result(qtbot, program, recording)
    draft = words_of(saved(qtbot, page, tmp_path / "draft.pdf", page.save_pdf))
    for said in ("DRAFT - not signed", "School service", "S-17", "王小明", "Thoracic 6.5°"):
        assert holds(said, draft), said
    assert page.file_stem == "S-17 2026-11-29"
    review(qtbot, program, Outcome.DETECTED)
    sign(qtbot, program)
    signature = program.review_wiring.review.signature
    first = saved(qtbot, page, tmp_path / "first.pdf", page.save_pdf)
    words = words_of(first)
    for said in (
        signature.code,
        "The reviewer",
        REASON,
        "The model said: Borderline features (demo)",
        "page 1 of 3",
    ):
        assert holds(said, words), said
    assert "DRAFT" not in words
    # Findings that come later change nothing of what was printed.
    store.visits.find(records_clinic.visit.id, FOUND.model_copy(update={"notes": "later"}))
    again = saved(qtbot, page, tmp_path / "again.pdf", page.save_pdf)
    assert again == first
    kept = store.pages.read(signature.id, "en")
    assert kept is not None
    assert kept.sha256 == hashlib.sha256(first).hexdigest()
    # The codes on it are found, and a wrong head is said.
    trail = re.search(r"trail(\d+-[0-9a-f]{16})", words)
    assert trail is not None
    dialog = PageCheckDialog(program.door, program.window)
    dialog.open()
    for code, head, said in (
        (signature.code.lower(), trail[1], "The signature holds, and the trail had this head."),
        (signature.code, "7-0123456789abcdef", "none that these records ever had"),
        ("0000-0000-0000-0000", "", "No signature in these records has this code."),
    ):
        dialog.code.setText(code)
        dialog.head.setText(head)
        dialog.check_button.click()
        qtbot.waitUntil(lambda said=said: said in dialog.banner.words)
    dialog.reject()
    # Printed are the pages that are kept.
    printed = tmp_path / "printed.pdf"

    def choose(_parent: object, do: Callable[[QPrinter], None]) -> None:
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(printed))
        do(printer)

    program.review_wiring.ask_printer = choose
    page.print_button.click()
    qtbot.waitUntil(lambda: page.banner.words == "The report is with the printer.")
    assert len(pypdf.PdfReader(printed).pages) == 3


def test_a_signature_that_does_not_hold_is_said_and_makes_no_page(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic, tmp_path: Path
) -> None:
    recording = judged(records_clinic)
    program = start_records(Role.REVIEWER)
    page = open_result(qtbot, program, recording)
    review(qtbot, program)
    sign(qtbot, program)
    store = records_clinic.store
    other = store.patients.add(PatientFields("S-18", "Another"))
    store.recordings.move(recording, store.visits.add(other.id, "2026-11-29").id)
    program.review_wiring.review.load()
    card = card_of(program)
    qtbot.waitUntil(lambda: card.problem.isVisibleTo(card))
    assert "does not hold any more" in card.problem.text()
    # It is a draft again, and its paper says so.
    assert card.heading.text() == "Review: Draft"
    paper = words_of(saved(qtbot, page, tmp_path / "moved.pdf", page.save_pdf))
    assert holds("DRAFT - not signed", paper)
    assert holds("S-18", paper)


def letter(qtbot: QtBot, program: Program, page: ResultPage, path: Path, language: str) -> str:
    card_of(program).letter_button.click()
    dialog = program.review_wiring.letter
    dialog.language.setCurrentIndex(dialog.language.findData(language))
    return words_of(saved(qtbot, page, path, dialog.save_button.click))


def test_letters_to_the_parents(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic, tmp_path: Path
) -> None:
    recording = judged(records_clinic, fx.validated_model())
    program = start_records(Role.REVIEWER)
    page = open_result(qtbot, program, recording)
    assert not card_of(program).letter_button.isVisibleTo(page)
    review(qtbot, program, Outcome.DETECTED)
    english = letter(qtbot, program, page, tmp_path / "a.pdf", "en")
    chinese = letter(qtbot, program, page, tmp_path / "b.pdf", "zh_CN")
    for said in ("It is not a diagnosis", "go to a doctor with your child", "29 November 2026"):
        assert holds(said, english), said
    for said in ("不是诊断", "请在几周之内带孩子去看医生", "2026年11月29日", "王小明"):
        assert holds(said, chinese), said
    for paper in (english, chinese):
        for never in ("model", "demo", "%", "score", "模型", "6.5", "Borderline"):
            assert never not in paper, never
    # Who decided, and who signed where that was somebody else.
    assert holds("not the computer program: The reviewer (reviewer), after looking", english)
    assert holds("是The reviewer(审阅人员)看过视频后决定的", chinese)
    assert not holds("has confirmed", english)
    records_clinic.become(Role.ADMINISTRATOR)
    (kept,) = records_clinic.store.judgements.of(recording)
    records_clinic.store.signatures.sign(kept.id, PASSWORD, "I answer for it.")
    content = record_papers.letter(records_clinic.store, recording, "en", invitation=False)
    words = words_of(content)
    assert holds("The reviewer (reviewer), after looking at the recording", words)
    assert holds("(administrator) has confirmed this with a signature.", words)


def test_a_letter_about_what_the_program_found_names_nobody(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic, tmp_path: Path
) -> None:
    recording = judged(records_clinic, fx.validated_model())
    program = start_records(Role.REVIEWER)
    page = open_result(qtbot, program, recording)
    review(qtbot, program)
    paper = letter(qtbot, program, page, tmp_path / "a.pdf", "en")
    assert not holds("A person decided", paper)
    assert not holds("The reviewer", paper)


def test_no_outcome_of_an_unvalidated_model_reaches_the_parents(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic, tmp_path: Path
) -> None:
    recording = judged(records_clinic)
    program = start_records(Role.REVIEWER)
    page = open_result(qtbot, program, recording)
    review(qtbot, program, Outcome.DETECTED)
    card_of(program).letter_button.click()
    dialog = program.review_wiring.letter
    assert "demonstration model" in dialog.banner.words
    assert not dialog.outcome.isEnabled()
    assert dialog.invitation.isChecked()
    dialog.reject()
    settle()
    paper = letter(qtbot, program, page, tmp_path / "invitation.pdf", "en")
    assert holds("We would like the back to be looked at more closely", paper)
    assert not holds("walked in front of a video camera", paper)
    with pytest.raises(OutputError, match="demonstration"):
        record_papers.letter(records_clinic.store, recording, "en", invitation=False)


# Who sees what


@pytest.mark.parametrize("role", [Role.EXAMINER, Role.RESEARCHER])
def test_each_role_has_its_steps(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic, role: Role
) -> None:
    recording = judged(records_clinic)
    newest = records_clinic.store.judgements.of(recording)[0]
    records_clinic.store.judgements.review(newest.id)
    program = start_records(role)
    if role is Role.RESEARCHER:
        program.opener.open(program.store.entry(recording))
        area = results_area(program.window)
        qtbot.waitUntil(lambda: "role" in area.list_page.banner.words)
        assert program.review_wiring.card is None
        return
    open_result(qtbot, program, recording)
    card = card_of(program)
    assert card.heading.text() == "Review: Reviewed"
    for button in (card.sign_button, card.review_button, card.amend_button):
        assert not button.isVisibleTo(card)


def test_the_own_finding_comes_first(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic
) -> None:
    store = records_clinic.store
    store.preferences.write(RecordPreferences(blinding=True))
    visit = store.visits.add(records_clinic.patient.id, "2026-11-30")
    recording = judged(replace(records_clinic, visit=visit))
    program = start_records(Role.EXAMINER)
    entry = program.store.entry(recording)
    assert "own finding" in outcome_words(entry)
    program.opener.open(entry)
    area = results_area(program.window)
    qtbot.waitUntil(lambda: "Enter your own finding first" in area.list_page.banner.words)
    assert area.result_page is None
    banner = area.list_page.banner
    # Nor is what is only in memory shown.
    result = fx.screening()
    request = ScreeningRequest(Path("walk.mp4"), recording=recording)
    job = Job(1, request, screening=result)
    program.opener.open_unsaved(job)
    qtbot.waitUntil(lambda: "Enter your own finding first" in area.list_page.banner.words)
    assert area.result_page is None
    # The form is one click away, and leads on to the result that was asked for last.
    program.opener.open_unsaved(job)
    program.opener.open(entry)
    assert "Opening the result" in banner.words
    qtbot.waitUntil(lambda: "Enter your own finding first" in banner.words)
    banner.act()
    finding = program.review_wiring.finding
    qtbot.waitUntil(lambda: finding.form is not None)
    form = finding.form
    assert form is not None
    form.show_findings(FOUND)
    form.save_button.click()
    qtbot.waitUntil(lambda: isinstance(area.result_page, ResultPage))
    assert store.visits.findings(visit.id)[0].found == FOUND
    page = area.result_page
    assert isinstance(page, ResultPage)
    assert page.cards.outcome.title.text() == "Borderline features"


# Letterhead


def test_a_hostile_letterhead_makes_no_harm(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic, tmp_path: Path
) -> None:
    program = start_records(Role.ADMINISTRATOR)
    part = PaperSettings(program.door)
    qtbot.addWidget(part)
    good = QImage(300, 200, QImage.Format.Format_RGB32)
    good.fill(0)
    pictures = {
        "good.png": b"",
        "huge.png": b"",
        "text.png": b"\x89PNG\r\n\x1a\nnothing",
        "a.svg": b"<svg/>",
    }
    assert good.save(str(tmp_path / "good.png"))
    huge = QImage(2001, 1, QImage.Format.Format_Mono)
    assert huge.save(str(tmp_path / "huge.png"))
    (tmp_path / "large.jpg").write_bytes(b"\xff\xd8\xff" + bytes(300_000))
    for name, content in pictures.items():
        if content:
            (tmp_path / name).write_bytes(content)
    for name in ("huge.png", "text.png", "a.svg", "large.jpg", "none.png"):
        part.take(tmp_path / name)
        assert name in part.banner.words, name
        part.banner.clear()
        assert not part.remove_button.isVisibleTo(part)
    store = records_clinic.store
    lines = ("<b>Schule</b> & Söhne {name}", "x" * 200)
    store.preferences.write(RecordPreferences(letterhead=lines))
    part.take(tmp_path / "good.png")
    qtbot.waitUntil(lambda: part.banner.words == "The logo is kept.")
    kept = store.preferences.read()
    assert kept.logo == (tmp_path / "good.png").read_bytes()
    recording = judged(records_clinic)
    page = open_result(qtbot, program, recording)
    paper = words_of(saved(qtbot, page, tmp_path / "paper.pdf", page.save_pdf))
    assert holds("<b>Schule</b> & Söhne {name}", paper)
    # A logo that comes by another way is refused, and one that is damaged is not drawn.
    with pytest.raises(RecordsError, match="setting"):
        store.preferences.write(kept.model_copy(update={"logo": bytes(300_000)}))
    broken = kept.model_copy(update={"logo": kept.logo[:60]})
    store.preferences.write(broken)
    saved(qtbot, page, tmp_path / "paper.pdf", page.save_pdf)
