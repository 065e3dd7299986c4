"""An outcome that a reviewer set: each page, file and list says it, and that the model said another."""

from __future__ import annotations

import csv
import datetime
import io
import json
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from engine.core.classes import Outcome
from engine.core.override import Override
from engine.export import screening_html, screening_json, screening_table
from engine.export.batch_table import BatchRow, cells, rows
from engine.export.day_table import rows as day_rows
from engine.report.day_document import DayEntry, DaySummary, outcome_words
from engine.roster.day_changes import Analysis, ChildState, DayRecording
from engine.roster.entries import Child, Consent
from scolioapp.bootstrap import Program
from scolioapp.bootstrap.built_pages import results_area
from scolioapp.bootstrap.visits_opener import VisitsOpener
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.table_rows import Wanted
from scolioapp.viewmodels.records_export import rows_for
from scolioapp.viewmodels.results_table import Column
from scolioapp.views.main_window import PATIENTS, RESULTS
from scolioapp.views.visits_page import VisitsPage
from scolioapp.words.result_words import mark_words
from scolioapp.words.result_words import outcome_words as list_words
from tests.app import result_fixtures as fx
from tests.app.conftest import settle
from tests.app.records_fixtures import StartRecords
from tests.app.storage.records.made_records import Clinic
from tests.app.window.test_review import holds, judged, open_result, saved, words_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

REASON = "A clear rib hump"
HELD = "Features associated with scoliosis detected"
MODEL = "Borderline features (demo)"
SETTER = "The reviewer"


def reviewed(clinic: Clinic) -> str:
    """Keep a recording in whose review another outcome was set; return its id."""
    recording = judged(clinic)
    clinic.become(Role.REVIEWER)
    (kept,) = clinic.store.judgements.of(recording)
    clinic.store.judgements.review(kept.id, outcome=Outcome.DETECTED.value, reason=REASON)
    return recording


def text_of(widget: object) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))  # type: ignore[attr-defined]


def rest(qtbot: QtBot, program: Program) -> None:
    settle()
    qtbot.waitUntil(lambda: not program.worker.busy)
    settle()


def test_the_result_page_and_each_file_of_it_say_what_holds(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic, tmp_path: Path
) -> None:
    recording = reviewed(records_clinic)
    program = start_records(Role.EXAMINER)
    page = open_result(qtbot, program, recording)
    banner = page.cards.outcome
    assert banner.title.text() == HELD
    assert banner.said.text() == f"Set by {SETTER}. The model said: {MODEL}."
    assert not banner.mark.isVisibleTo(banner)
    assert "The model's answer in full" in page.cards.answer.sentence.text()

    html = saved(qtbot, page, tmp_path / "a.html", page.save_html).decode()
    paper = words_of(saved(qtbot, page, tmp_path / "a.pdf", page.save_pdf))
    for said in (HELD, f"Set by {SETTER}. The model said: {MODEL}.", f"Reason: {REASON}"):
        assert said in html, said
        assert holds(said, paper), said
    # Each page that tells an outcome tells the one that holds.
    pages = pypdf.PdfReader(tmp_path / "a.pdf").pages
    telling = [each.extract_text() for each in pages if "Borderline" in each.extract_text()]
    assert len(telling) == 3
    assert all(holds(f"Set by {SETTER}.", words_of_page(each)) for each in telling)

    table = saved(qtbot, page, tmp_path / "a.csv", page.save_csv).decode("utf-8-sig")
    told = {row[0]: row for row in csv.reader(io.StringIO(table))}
    assert told["outcome"][1] == "features_detected"
    assert f"set by {SETTER}; the model said: {MODEL}" in told["outcome"][6]
    assert told["model_outcome"][1] == "borderline_features"
    assert told["outcome_set_by"][1] == SETTER
    assert told["outcome_reason"][6] == REASON

    saved(qtbot, page, tmp_path / "a.xlsx", page.save_xlsx)
    sheet = load_workbook(tmp_path / "a.xlsx").active
    filed = {row[0]: row[1] for row in sheet.values}
    assert filed["outcome"] == "features_detected"
    assert filed["outcome_set_by"] == SETTER

    held = json.loads(saved(qtbot, page, tmp_path / "a.json", page.save_json))
    assert held["schema"] == screening_json.SCHEMA
    assert held["outcome"] == "features_detected"
    assert held["model_outcome"] == held["result"]["outcome"] == "borderline_features"
    assert held["outcome_set_by"] == SETTER


def words_of_page(words: str) -> str:
    return "".join(words.split())


def test_lists_the_patient_and_two_visits_say_what_holds(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic
) -> None:
    recording = reviewed(records_clinic)
    program = start_records(Role.REVIEWER)
    program.window.show_page(RESULTS)
    rest(qtbot, program)
    entry = program.store.entry(recording)
    assert list_words(entry) == f"{HELD} (set by {SETTER}; the model said: {MODEL})"
    assert mark_words(entry) == ""
    model = program.results
    row = model.row_of(recording)
    assert model.index(row, Column.OUTCOME).data() == list_words(entry)

    program.window.show_page(PATIENTS)
    wiring = program.patients_wiring
    wiring.open_patient(records_clinic.patient.id)
    rest(qtbot, program)
    page = wiring.opened.page
    lines = [each.judgement for each in page.cards[0].recordings]
    held = next(each for each in lines if each.words.text() == HELD)
    assert held.set_by.text() == f"Set by {SETTER}. The model said: {MODEL}."
    assert not held.mark.isVisibleTo(held)
    assert f"(set by {SETTER}; the model said: {MODEL})" in text_of(page) + "".join(
        each.accessibleDescription()
        for each in page.findChildren(object)
        if hasattr(each, "accessibleDescription")
    )

    opener = VisitsOpener(
        program.window,
        program.screener,
        program.store,
        program.settings,
        program.worker,
        program.opener.open,
        program.window,
    )
    other = judged(records_clinic)
    day = datetime.date(2026, 11, 29)
    opener.compare((day, recording), (day + datetime.timedelta(1), other))
    area = results_area(program.window)
    qtbot.waitUntil(lambda: isinstance(area.result_page, VisitsPage))
    first, second = (each.outcome for each in area.result_page.cards)
    assert first.title.text() == HELD
    assert first.said.text() == f"Set by {SETTER}. The model said: {MODEL}."
    assert second.title.text() == "Borderline features"
    assert second.said.text() == ""
    rest(qtbot, program)


def test_a_researcher_is_told_that_a_person_set_it_but_not_who(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic
) -> None:
    recording = reviewed(records_clinic)
    store = records_clinic.store
    (full,) = (one for one in rows_for(store.tables.rows(Wanted())) if one.recording == recording)
    assert (full.outcome_set_by, full.overridden) == (SETTER, True)
    program = start_records(Role.RESEARCHER)
    program.window.show_page(RESULTS)
    rest(qtbot, program)
    store = program.door.store
    entry = program.store.entry(recording)
    assert list_words(entry) == f"{HELD} (set by a person; the model said: {MODEL})"
    (bare,) = (one for one in rows_for(store.tables.rows(Wanted())) if one.recording == recording)
    assert (bare.outcome_set_by, bare.overridden) == ("", True)
    wiring = program.patients_wiring
    program.window.show_page(PATIENTS)
    wiring.open_patient(records_clinic.patient.id)
    rest(qtbot, program)
    said = text_of(program.window)
    assert f"Set by a person. The model said: {MODEL}." in said
    assert SETTER not in said.replace(program.door.user.name, "")


def test_a_day_and_a_folder_say_what_holds_and_nothing_else_changes() -> None:
    result = fx.screening().result
    override = Override(Outcome.DETECTED, SETTER, "2026-11-29T10:00:00+00:00", REASON)
    # What nobody set another outcome of is written as ever, byte for byte.
    assert screening_json.held_json(result) == result.to_json()
    assert screening_html.html(result) == screening_html.html(result, override=None)
    assert "set" not in {str(row[0]).partition("_")[2] for row in screening_table.rows(result)}
    plain = rows([cells(BatchRow("a.mp4", "", result))])
    assert "model_outcome" not in plain[0]
    held = rows([cells(BatchRow("a.mp4", "", result, override=override)), cells(BatchRow("b.mp4"))])
    assert held[0][:-2] == plain[0]
    assert held[1][-2:] == (Outcome.BORDERLINE, SETTER)
    assert held[1][3] is Outcome.DETECTED

    said = Analysis(result="r", outcome="features_detected", verdict="usable", model_status="demo")
    assert "model_outcome" not in said.model_dump(exclude_defaults=True)
    other = said.model_copy(update={"model_outcome": "borderline_features", "set_by": SETTER})

    def day(analysis: Analysis) -> DaySummary:
        recording = DayRecording("one", "one.mkv", "1", "2026-11-29T10:00:00+00:00", analysis)
        child = Child(number="1", family_name="Lee")
        return DaySummary(
            "", "", "", [DayEntry(child, ChildState.EXAMINE, Consent.YES, "", recording)]
        )

    assert "model_outcome" not in day_rows(day(said))[0]
    assert day_rows(day(other))[0][-2:] == ("model_outcome", "outcome_set_by")
    assert day_rows(day(other))[1][-2:] == ("borderline_features", SETTER)
    words = outcome_words(day(other).entries[0].recording)
    assert words == f"{HELD} (set by {SETTER}; the model said: {MODEL})"
