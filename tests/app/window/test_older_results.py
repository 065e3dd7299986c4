"""The list of results in records with more than it shows: it says so, and typing finds the older ones."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from engine.core.classes import Outcome
from scolioapp.bootstrap import Program
from scolioapp.bootstrap.built_pages import results_area
from scolioapp.storage import record_results
from scolioapp.storage.records.patients import PatientFields
from scolioapp.storage.records.preferences import RecordPreferences
from scolioapp.storage.records.record_roles import Role
from scolioapp.views.main_window import RESULTS
from scolioapp.views.results_page import ResultsPage
from scolioapp.words.sought_codes import sought_words
from tests.app.conftest import settle
from tests.app.records_fixtures import StartRecords
from tests.app.storage.records.made_records import FILES, LINE, Clinic

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

NEWER = 3


@pytest.fixture
def many(records_clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> Clinic:
    """The clinic's one recording, made first, and three newer ones that fill a list of three."""
    monkeypatch.setattr(record_results, "SHOWN", NEWER)
    store = records_clinic.store
    store.visits.change(records_clinic.visit.id, "2019-03-05", "")
    for number in range(NEWER):
        patient = store.patients.add(PatientFields(f"N-{number}", f"Newer {number}"))
        store.patients.add_consent(patient.id, "mother", "2020-01-01", "screening")
        visit = store.visits.add(patient.id, "2026-12-24")
        recording = store.recordings.add(visit.id, source="file")
        store.judgements.add(recording.id, LINE, FILES)
    return records_clinic


def results_page(qtbot: QtBot, program: Program) -> ResultsPage:
    program.window.show_page(RESULTS)
    qtbot.waitUntil(lambda: program.results.rowCount() >= NEWER)
    settle()
    return results_area(program.window).list_page


def look_for(qtbot: QtBot, program: Program, page: ResultsPage, words: str, found: int) -> None:
    page.filter.setText(words)
    qtbot.waitUntil(lambda: not program.results._typing.isActive() and not program.worker.busy)
    settle()
    assert page.rows.rowCount() == found, words


def said(page: ResultsPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_the_list_says_that_it_is_not_all_and_typing_finds_the_rest(
    qtbot: QtBot, start_records: StartRecords, many: Clinic
) -> None:
    program = start_records(Role.REVIEWER)
    page = results_page(qtbot, program)
    assert page.rows.rowCount() == NEWER
    assert "The newest 3 of 4 results; type above to find older ones" in said(page)
    # Each of its words finds the older one; what is on the list is filtered as ever.
    for words in ("王小明", "s-17", "4b 王", "2019-03", "march 2019", "mar 2019", "planted S-17"):
        look_for(qtbot, program, page, words, 1)
        assert page.rows.entry(0).identifier == many.recording.id, words
    assert "1 of 4 results" in said(page)
    look_for(qtbot, program, page, "borderline", NEWER + 1)
    look_for(qtbot, program, page, "draft demo", NEWER + 1)
    look_for(qtbot, program, page, "newer", NEWER)
    look_for(qtbot, program, page, "zzz", 0)
    assert "No results match these words." in said(page)
    look_for(qtbot, program, page, "", NEWER)
    # What holds is what is looked for, as the list tells it.
    many.store.judgements.review(many.judgement.id, outcome=Outcome.DETECTED.value, reason="seen")
    look_for(qtbot, program, page, "detected", 1)
    look_for(qtbot, program, page, "reviewed", 1)
    look_for(qtbot, program, page, "borderline", NEWER)
    page.table.selectRow(0)
    assert page.open_button.isEnabled()


def test_nobody_finds_by_what_may_not_be_seen(
    qtbot: QtBot, start_records: StartRecords, many: Clinic
) -> None:
    program = start_records(Role.RESEARCHER)
    page = results_page(qtbot, program)
    for words, found in (("s-17", 1), ("王小明", 0), ("planted", 0), ("4b", 0), ("s-17 demo", 1)):
        look_for(qtbot, program, page, words, found)
    store = many.store
    many.become(Role.ADMINISTRATOR)
    store.preferences.write(RecordPreferences(blinding=True))
    assert store.listing.older(sought_words("borderline"))
    unseen = store.visits.add(many.patient.id, "2020-01-01")
    recording = store.recordings.add(unseen.id, source="file")
    store.judgements.add(recording.id, LINE, FILES)
    listed = store.listing.older(sought_words("borderline"))
    assert recording.id not in [each.recording for each in listed]


def test_a_locked_list_tells_nothing(
    qtbot: QtBot, start_records: StartRecords, many: Clinic
) -> None:
    program = start_records(Role.REVIEWER)
    page = results_page(qtbot, program)
    page.filter.setText("王小明")
    program.door.lock()
    settle()
    qtbot.waitUntil(lambda: not program.worker.busy)
    settle()
    assert program.results.rowCount() == 0
    assert program.results.total == 0
