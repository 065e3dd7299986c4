"""The Patients page of the real window, with the protected records behind it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from scolioapp.bootstrap import Program
from scolioapp.bootstrap.patients_joining import PatientsJoining
from scolioapp.bootstrap.patients_wiring import PatientsWiring
from scolioapp.storage.records.patients import PatientFields
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.visits import ExaminerFindings
from scolioapp.viewmodels.patient_list import PAGE, PatientColumn
from scolioapp.views.findings_form import FindingsForm
from scolioapp.views.main_window import PATIENTS, RECORD
from scolioapp.views.merge_patients import MergeDialog
from scolioapp.views.patient_dialogs import ConsentDialog, KeepDialog, VisitDialog, WithdrawDialog
from scolioapp.views.patient_form import PatientForm
from scolioapp.views.patient_page import PatientPage
from scolioapp.views.patients_bin import PatientsBin
from scolioapp.views.patients_page import PatientsPage
from scolioapp.views.video_import_dialog import VideoImportDialog
from scolioapp.widgets.trend_card import TrendCard
from tests.app.conftest import settle
from tests.app.open_windows import open_windows
from tests.app.storage.records.made_records import FOUND, NAME

if TYPE_CHECKING:
    from tests.app.storage.records.made_records import Clinic

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|raise|grabbing the keyboard")

TODAY = datetime.date.today().isoformat()


class Desk:
    """The window of somebody who works with patients."""

    def __init__(self, bot: QtBot, program: Program, clinic: Clinic) -> None:
        self.bot = bot
        self.program = program
        self.clinic = clinic
        assert program.patients_wiring is not None
        self.wiring: PatientsWiring = program.patients_wiring
        program.window.show_page(PATIENTS)
        self.rest()

    def rest(self) -> None:
        """Wait until nothing is asked of the records any more."""
        settle()
        self.bot.waitUntil(lambda: not self.program.worker.busy)
        settle()

    @property
    def list(self) -> PatientsPage:
        return self.wiring.area.list_page

    @property
    def page(self) -> PatientPage:
        assert self.wiring.opened.page is not None
        return self.wiring.opened.page

    def dialog(self, kind: type) -> QDialog:
        found = self.wiring.opened.dialog or self.wiring.dialog
        assert isinstance(found, kind)
        return found

    def cells(self, column: PatientColumn = PatientColumn.NUMBER) -> list[str]:
        model = self.wiring.list
        return [model.index(row, column).data() for row in range(model.rowCount())]

    def type(self, words: str) -> None:
        self.list.search.setText(words)
        with self.bot.waitSignal(self.wiring.list.settled):
            pass

    def open(self, patient: str = "") -> PatientPage:
        self.wiring.open_patient(patient or self.clinic.patient.id)
        self.rest()
        return self.page

    def undo(self) -> None:
        self.program.window.undo_bar.undo()
        self.rest()

    @property
    def offered(self) -> str:
        return self.program.window.undo_bar.words

    def trail(self, action: str) -> int:
        return sum(one.action == action for one in self.clinic.store.trail.entries())


@pytest.fixture
def desk(
    qtbot: QtBot, start_records: Callable[..., Program], records_clinic: Clinic
) -> Callable[..., Desk]:
    def begin(role: Role = Role.ADMINISTRATOR) -> Desk:
        return Desk(qtbot, start_records(role), records_clinic)

    return begin


def said_on(page: PatientPage | PatientsPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


# The list


def test_a_patient_is_added_and_opened(desk: Callable[..., Desk]) -> None:
    here = desk()
    here.list.new_button.click()
    form = here.dialog(PatientForm)
    assert isinstance(form, PatientForm)
    assert not form.save_button.isEnabled()
    form.number.setText("S-18")
    form.name.setText("李娜")
    form.birth.line.setText("2015-02-30")
    assert not form.save_button.isEnabled()
    form.birth.line.setText("20150228")
    assert "2015" in form.birth.understood.text()
    form.sex.setCurrentIndex(form.sex.findData("female"))
    form.group.setText("3a")
    form.save_button.click()
    here.rest()
    assert here.page.title.text() == "李娜"
    assert here.page.number.text() == "No. S-18"
    assert here.page.group.text() == "Class 3a"
    (found,) = here.clinic.store.patients.search("S-18")
    assert found.about == PatientFields("S-18", "李娜", "2015-02-28", "female", "3a")
    here.wiring.area.leave()
    here.rest()
    assert sorted(here.cells()) == ["S-17", "S-18"]


def test_a_number_that_is_taken_is_refused_with_a_sentence(desk: Callable[..., Desk]) -> None:
    here = desk()
    here.wiring.ask_new()
    form = here.dialog(PatientForm)
    assert isinstance(form, PatientForm)
    form.number.setText("S-17")
    form.save_button.click()
    here.rest()
    assert form.isVisible()
    assert form.banner.words.startswith("The number “S-17” belongs to another patient already.")
    assert form.save_button.isEnabled()
    assert here.clinic.store.patients.count() == 1


def test_patients_are_found_by_what_is_typed_anywhere(desk: Callable[..., Desk]) -> None:
    here = desk()
    here.clinic.store.patients.add_many(
        [PatientFields("S-20", "张小明", class_name="5a"), PatientFields("T-1", "Zoë Öberg")]
    )
    here.type("小明")
    assert sorted(here.cells()) == ["S-17", "S-20"]
    here.type("ÖBERG")
    assert here.cells() == ["T-1"]
    here.type("5a s-2")
    assert here.cells() == ["S-20"]
    here.type("nobody")
    assert here.cells() == []
    assert here.list.nothing.isVisible()
    here.type("")
    here.list.table.setFocus()
    here.bot.keyClick(here.list.table, Qt.Key.Key_T)
    here.bot.keyClick(here.list.search, "-")
    with here.bot.waitSignal(here.wiring.list.settled):
        pass
    assert here.list.search.text() == "t-"
    assert here.cells() == ["T-1"]
    here.bot.keyClick(here.list.search, Qt.Key.Key_Return)
    here.rest()
    assert here.page.title.text() == "Zoë Öberg"


def test_enter_right_after_a_number_opens_the_one_that_is_found(desk: Callable[..., Desk]) -> None:
    here = desk()
    here.clinic.store.patients.add(PatientFields("S-20", "张敏"))
    here.list.search.setText("S-20")
    here.bot.keyClick(here.list.search, Qt.Key.Key_Return)
    assert here.wiring.opened.page is None
    with here.bot.waitSignal(here.wiring.file.changed):
        pass
    assert here.page.title.text() == "张敏"


def test_arrows_move_in_the_list_while_words_are_typed(desk: Callable[..., Desk]) -> None:
    here = desk()
    here.clinic.store.patients.add(PatientFields("S-01", "Anna"))
    here.wiring.refresh()
    here.rest()
    assert here.cells() == ["S-01", "S-17"]
    here.list.search.setFocus()
    here.list.table.selectRow(0)
    here.bot.keyClick(here.list.search, Qt.Key.Key_Down)
    assert here.list.table.currentIndex().row() == 1


def test_a_long_list_is_read_page_by_page(desk: Callable[..., Desk]) -> None:
    here = desk()
    count = 3 * PAGE
    here.clinic.store.patients.add_many(
        [PatientFields(f"N-{n:04d}", f"A {n:04d}") for n in range(count)]
    )
    here.wiring.refresh()
    here.rest()
    model = here.wiring.list
    assert model.rowCount() == count + 1
    last = model.index(count - 1, PatientColumn.NUMBER)
    assert last.data() == "…"
    here.rest()
    assert last.data() == f"N-{count - 1:04d}"
    # The place in the list stays when it is read again.
    here.list.table.selectRow(count - 1)
    here.wiring.refresh()
    here.rest()
    assert here.list.table.currentIndex().row() == count - 1
    assert last.data() == f"N-{count - 1:04d}"


def test_the_answer_to_an_older_question_is_dropped(desk: Callable[..., Desk]) -> None:
    here = desk()
    here.clinic.store.patients.add(PatientFields("S-20", "张敏"))
    model = here.wiring.list
    model.look_for("S-17")
    model._ask_anew()
    model.look_for("S-20")
    settled = []
    model.settled.connect(lambda: settled.append(model.typed))
    here.rest()
    assert settled == []
    with here.bot.waitSignal(model.settled):
        pass
    assert here.cells() == ["S-20"]


def test_the_list_says_where_the_newest_judgement_stands(desk: Callable[..., Desk]) -> None:
    here = desk()
    assert here.cells(PatientColumn.STATE) == ["draft"]
    here.clinic.store.judgements.review(here.clinic.judgement.id)
    here.wiring.refresh()
    here.rest()
    assert here.cells(PatientColumn.STATE) == ["reviewed"]


def test_the_list_is_written_for_a_spreadsheet(desk: Callable[..., Desk]) -> None:
    here = desk()
    here.type("小明")
    here.list.export_button.click()
    dialog = here.program.tables.dialog
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()


def test_an_empty_list_says_what_to_do(desk: Callable[..., Desk]) -> None:
    here = desk()
    here.clinic.store.bin.put(here.clinic.patient.id)
    here.wiring.refresh()
    here.rest()
    assert here.list.first_button.isVisible()
    assert here.list.first_list_button.isVisible()
    assert not here.list.search.isVisible()
    assert here.list.first_bin_button.text() == "Recycle bi&n (1)"
    here.list.first_button.click()
    assert isinstance(here.dialog(PatientForm), PatientForm)
    with here.bot.waitSignal(here.wiring.import_asked):
        here.list.first_list_button.click()


# The patient


def test_opening_a_patient_is_noted_once(desk: Callable[..., Desk]) -> None:
    here = desk()
    page = here.open()
    assert here.trail("patient.viewed") == 1
    page.visit_button.click()
    dialog = here.dialog(VisitDialog)
    assert isinstance(dialog, VisitDialog)
    dialog.save_button.click()
    here.rest()
    here.wiring.file.refresh()
    here.rest()
    assert here.trail("patient.viewed") == 1


def test_details_are_changed_and_changed_back(desk: Callable[..., Desk]) -> None:
    here = desk()
    page = here.open()
    before = here.clinic.patient.about
    page.details.change_button.click()
    form = here.dialog(PatientForm)
    assert isinstance(form, PatientForm)
    assert form.about == before
    form.notes.setPlainText("wears glasses")
    form.group.setText("5b")
    form.save_button.click()
    here.rest()
    assert page.group.text() == "Class 5b"
    assert "wears glasses" in said_on(page)
    assert here.offered.endswith("the details were changed.")
    here.undo()
    assert here.clinic.store.patients.search("S-17")[0].about == before
    assert page.group.text() == "Class 4b"


def test_a_consent_is_added_withdrawn_and_runs_out(desk: Callable[..., Desk]) -> None:
    here = desk()
    page = here.open()
    assert page.consents.standing == "Consent holds today."
    page.consents.withdraw_buttons[0].click()
    withdrawal = here.dialog(WithdrawDialog)
    assert isinstance(withdrawal, WithdrawDialog)
    withdrawal.save_button.click()
    here.rest()
    assert page.consents.standing == "No consent holds today: recordings are not possible."
    page.record_button.click()
    assert page.banner.words == page.consents.standing
    here.undo()
    assert page.consents.standing == "Consent holds today."
    page.consents.withdraw_buttons[0].click()
    here.dialog(WithdrawDialog).save_button.click()
    here.rest()
    page.record_button.click()
    page.banner.act()
    dialog = here.dialog(ConsentDialog)
    assert isinstance(dialog, ConsentDialog)
    dialog.by.setText("father")
    dialog.on.line.setText("2020-01-01")
    dialog.until.line.setText("2019-12-31")
    assert not dialog.save_button.isEnabled()
    dialog.until.line.setText("2020-12-31")
    dialog.save_button.click()
    here.rest()
    assert "expired on 31 Dec 2020" in said_on(page)
    assert page.consents.standing.startswith("No consent holds today")
    page.consents.add_button.click()
    again = here.dialog(ConsentDialog)
    assert isinstance(again, ConsentDialog)
    again.by.setText("mother")
    again.save_button.click()
    here.rest()
    assert page.consents.standing == "Consent holds today."
    assert len(here.clinic.store.patients.consents(here.clinic.patient.id)) == 3


def test_a_recording_is_asked_for_the_visit_of_today(desk: Callable[..., Desk]) -> None:
    here = desk()
    today = here.clinic.store.visits.add(here.clinic.patient.id, TODAY)
    page = here.open()
    asked = []
    here.wiring.record_asked.connect(asked.append)
    page.record_button.click()
    here.rest()
    assert asked == [today]
    assert here.program.window.current == RECORD
    chosen = here.program.record_patient.patient
    assert chosen is not None
    assert chosen.id == here.clinic.patient.id


def test_a_visit_is_added_and_changed(desk: Callable[..., Desk]) -> None:
    here = desk()
    page = here.open()
    assert [card.date.text() for card in page.cards] == ["29 Nov 2026"]
    page.visit_button.click()
    dialog = here.dialog(VisitDialog)
    assert isinstance(dialog, VisitDialog)
    assert dialog.date.day == TODAY
    dialog.date.line.setText("2025-05-05")
    dialog.notes.setPlainText("came late")
    dialog.save_button.click()
    here.rest()
    assert [card.date.text() for card in page.cards] == ["29 Nov 2026", "5 May 2025"]
    untouched, card = page.cards
    card.change_button.click()
    change = here.dialog(VisitDialog)
    assert isinstance(change, VisitDialog)
    change.notes.setPlainText("came very late")
    change.save_button.click()
    here.rest()
    assert "came very late" in said_on(page)
    assert page.cards == [untouched, card]
    here.undo()
    assert "came late" in said_on(page)


def test_a_visit_at_which_nothing_happened_is_deleted_and_comes_back(
    desk: Callable[..., Desk],
) -> None:
    here = desk()
    empty = here.clinic.store.visits.add(here.clinic.patient.id, "2026-11-30", "came late")
    page = here.open()
    card, used = page.cards
    assert card.delete_button.isVisible()
    assert card.delete_button.accessibleName() == "Delete 30 Nov 2026"
    assert not used.delete_button.isVisible()
    card.delete_button.click()
    here.rest()
    assert [one.date.text() for one in page.cards] == ["29 Nov 2026"]
    assert here.trail("visit.deleted") == 1
    assert "the visit of 30 Nov 2026 was deleted." in here.offered
    here.undo()
    assert here.clinic.store.visits.of(here.clinic.patient.id)[0] == empty
    assert "came late" in said_on(page)
    # Somebody recorded something meanwhile.
    here.clinic.store.recordings.add(empty.id, source="file")
    page.cards[0].delete_button.click()
    here.rest()
    assert "Something belongs to the visit of 2026-11-30." in page.banner.words
    assert len(page.cards) == 2


def test_who_may_not_examine_deletes_no_visit(desk: Callable[..., Desk]) -> None:
    here = desk(Role.RESEARCHER)
    here.clinic.become(Role.ADMINISTRATOR)
    here.clinic.store.visits.add(here.clinic.patient.id, "2026-11-30")
    here.clinic.become(Role.RESEARCHER)
    page = here.open()
    assert [card.delete_button.isVisible() for card in page.cards] == [False, False]


def test_asking_for_a_recording_begins_no_visit(desk: Callable[..., Desk]) -> None:
    here = desk()
    other = here.clinic.store.patients.add(PatientFields("S-19", "Nobody yet"))
    here.clinic.store.patients.add_consent(other.id, "mother", "2020-01-01", "screening")
    page = here.open(other.id)
    page.record_button.click()
    here.rest()
    assert here.program.window.current == RECORD
    chosen = here.program.record_patient.patient
    assert chosen is not None
    assert chosen.id == other.id
    assert here.clinic.store.visits.of(other.id) == []


def test_a_recording_shows_outcome_warning_and_state(
    desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = desk()
    page = here.open()
    (row,) = page.cards[0].recordings
    assert row.judgement is not None
    assert row.judgement.words.text() == "Borderline features"
    assert row.judgement.mark.text() == "demo"
    assert "draft" in said_on(page)
    opened = []
    monkeypatch.setattr(here.program.opener, "open", opened.append)
    row.open_button.click()
    here.rest()
    assert [entry.identifier for entry in opened] == [here.clinic.recording.id]


def test_the_wrong_child_is_said_once(desk: Callable[..., Desk]) -> None:
    here = desk()
    page = here.open()
    asked = []
    here.wiring.recording_moved.connect(asked.append)
    page.cards[0].recordings[0].move_button.click()
    here.rest()
    assert asked == [here.clinic.recording.id]
    assert len(open_windows(QDialog)) == 1


def test_what_changed_is_shown_from_the_second_visit_on(desk: Callable[..., Desk]) -> None:
    here = desk()
    page = here.open()
    (trend,) = page.findChildren(TrendCard)
    assert not trend.isVisible()
    store = here.clinic.store
    visit = store.visits.add(here.clinic.patient.id, "2025-01-01")
    store.visits.find(visit.id, FOUND)
    here.wiring.file.refresh()
    here.rest()
    assert trend.isVisible()
    trend.visit_chosen.emit(visit.id)
    assert page.cards[1].findings_button.hasFocus()


def test_what_the_model_says_is_hidden_until_the_own_finding(desk: Callable[..., Desk]) -> None:
    here = desk()
    store = here.clinic.store
    store.preferences.write(store.preferences.read().model_copy(update={"blinding": True}))
    visit = store.visits.add(here.clinic.patient.id, "2025-01-01")
    recording = store.recordings.add(visit.id, source="camera")
    store.judgements.add(
        recording.id, here.clinic.judgement.line, store.judgements.files(here.clinic.judgement.id)
    )
    page = here.open()
    (row,) = page.cards[1].recordings
    assert row.judgement is not None
    assert row.judgement.words.text() == "Hidden until your own finding is written down"
    page.cards[1].findings_button.click()
    form = here.dialog(FindingsForm)
    assert isinstance(form, FindingsForm)
    form.save_button.click()
    here.rest()
    (row,) = page.cards[1].recordings
    assert row.judgement is not None
    assert row.judgement.words.text() == "Borderline features"


def test_a_dialog_that_was_closed_meanwhile_is_asked_nothing(desk: Callable[..., Desk]) -> None:
    here = desk()
    page = here.open()
    page.details.change_button.click()
    form = here.dialog(PatientForm)
    assert isinstance(form, PatientForm)
    form.number.setText("S-18")
    form.save_button.click()
    form.reject()
    settle()
    here.rest()
    assert page.number.text() == "No. S-18"
    here.clinic.store.patients.add(PatientFields("S-20"))
    page.details.change_button.click()
    again = here.dialog(PatientForm)
    assert isinstance(again, PatientForm)
    again.number.setText("S-20")
    again.save_button.click()
    again.reject()
    settle()
    here.rest()
    assert page.banner.words.startswith("The number “S-20” belongs to another patient already.")


def test_a_video_is_brought_in_for_a_visit(
    desk: Callable[..., Desk], video: Callable[[str], Path]
) -> None:
    here = desk()
    here.open()
    joining = here.program.window.findChild(PatientsJoining)
    joining.bring_in([video("walk.mp4")], here.clinic.patient, here.clinic.visit.id)
    here.rest()
    dialog = here.program.window.findChild(VideoImportDialog)
    assert dialog._model.choice.chosen == here.clinic.patient
    today = here.clinic.visit.date == TODAY
    assert dialog.visit.currentData() == ("" if today else here.clinic.visit.id)
    dialog.reject()


# Findings


def test_findings_are_written_as_revisions(desk: Callable[..., Desk]) -> None:
    here = desk()
    page = here.open()
    page.cards[0].findings_button.click()
    form = here.dialog(FindingsForm)
    assert isinstance(form, FindingsForm)
    first, _, lumbar = form.levels
    assert (first.degrees.text(), first.side.value) == ("6.5", "right")
    here.bot.keyClick(first.degrees, Qt.Key.Key_Up)
    assert first.degrees.text() == "7.5"
    lumbar.degrees.setText("4,5°")
    form.save_button.click()
    assert form.problem.text() == "Lumbar: choose the side that is higher."
    lumbar.side.buttons["left"].click()
    form.pain.buttons["no"].click()
    form.referral.setText("Dr. Weiss")
    form.save_button.click()
    here.rest()
    assert here.wiring.opened.dialog is None
    said = said_on(page)
    assert "Thoracic 7.5°, right side higher; Lumbar 4.5°, left side higher" in said
    assert "Dr. Weiss" in said
    page.cards[0].findings_button.click()
    again = here.dialog(FindingsForm)
    assert isinstance(again, FindingsForm)
    again.notes.setPlainText("not saved yet")
    again.revision.setCurrentIndex(again.revision.count() - 1)
    assert again.levels[0].degrees.text() == "6.5"
    assert not again.save_button.isEnabled()
    assert again.levels[0].degrees.isReadOnly()
    again.revision.setCurrentIndex(0)
    assert again.levels[0].degrees.text() == "7.5"
    assert again.notes.toPlainText() == "not saved yet"
    again.reject()
    here.undo()
    newest = here.clinic.store.visits.findings(here.clinic.visit.id)
    assert [each.number for each in newest] == [3, 2, 1]
    assert newest[0].found == newest[2].found


@pytest.mark.parametrize("typed", ["31", "-1", "30.5", "six"])
def test_an_angle_that_cannot_be_is_refused_with_a_sentence(
    desk: Callable[..., Desk], typed: str
) -> None:
    here = desk()
    page = here.open()
    page.cards[0].findings_button.click()
    form = here.dialog(FindingsForm)
    assert isinstance(form, FindingsForm)
    form.levels[1].degrees.clear()
    here.bot.keyClicks(form.levels[1].degrees, typed)
    words = f"Thoracolumbar: a scoliometer shows 0 to 30 degrees, so “{typed}” cannot be."
    assert form.problem.text() == words
    form.save_button.click()
    here.rest()
    assert form.isVisible()
    assert len(here.clinic.store.visits.findings(here.clinic.visit.id)) == 1


def test_menarche_is_not_asked_of_boys(desk: Callable[..., Desk]) -> None:
    here = desk()
    page = here.open()
    page.cards[0].findings_button.click()
    girl = here.dialog(FindingsForm)
    assert isinstance(girl, FindingsForm)
    assert girl.menarche.isVisible()
    girl.reject()
    boy = here.clinic.store.patients.add(PatientFields("S-20", birth_date="2012-01-01", sex="male"))
    here.clinic.store.visits.add(boy.id, "2026-01-01")
    page = here.open(boy.id)
    page.cards[0].findings_button.click()
    form = here.dialog(FindingsForm)
    assert isinstance(form, FindingsForm)
    assert not form.menarche.isVisible()
    form.save_button.click()
    here.rest()
    (written,) = here.clinic.store.visits.findings(page.cards[0].whole.visit.id)
    assert written.found == ExaminerFindings()


# Merging, keeping, deleting


def test_two_records_of_a_child_are_merged_and_parted(desk: Callable[..., Desk]) -> None:
    here = desk()
    store = here.clinic.store
    other = store.patients.add(PatientFields("S-99", "Wang Xiaoming"))
    store.visits.add(other.id, "2025-01-01")
    page = here.open()
    page.merge_action.trigger()
    here.rest()
    dialog = here.dialog(MergeDialog)
    assert isinstance(dialog, MergeDialog)
    assert not dialog.merge_button.isEnabled()
    rows = [dialog.model.patient(row).id for row in range(2)]
    dialog.table.selectRow(rows.index(here.clinic.patient.id))
    here.rest()
    assert "the record that is open" in dialog.banner.words
    assert not dialog.merge_button.isEnabled()
    dialog.table.selectRow(rows.index(other.id))
    here.rest()
    assert "1 visits, 0 recordings and 0 consents of Wang Xiaoming" in dialog.said.text()
    dialog.merge_button.click()
    here.rest()
    assert [card.date.text() for card in page.cards] == ["29 Nov 2026", "1 Jan 2025"]
    assert store.patients.count() == 1
    assert "was merged into" in here.offered
    here.undo()
    assert [card.date.text() for card in page.cards] == ["29 Nov 2026"]
    assert store.patients.count() == 2
    # Later, from the page of the patient, with the other one kept.
    page.merge_action.trigger()
    here.rest()
    dialog = here.dialog(MergeDialog)
    assert isinstance(dialog, MergeDialog)
    rows = [dialog.model.patient(row).id for row in range(2)]
    dialog.table.selectRow(rows.index(other.id))
    dialog.swap_button.click()
    here.rest()
    dialog.merge_button.click()
    here.rest()
    assert here.page.number.text() == "No. S-99"
    here.program.window.undo_bar.settle()
    here.page.merges.undo_buttons[0].click()
    here.rest()
    assert [card.date.text() for card in here.page.cards] == ["1 Jan 2025"]
    assert not here.page.merges.isVisible()
    assert store.patients.count() == 2


def test_a_deleted_patient_comes_back(desk: Callable[..., Desk]) -> None:
    here = desk()
    store = here.clinic.store
    here.open().delete_action.trigger()
    here.rest()
    assert here.wiring.area.currentWidget() is here.list
    assert store.patients.count() == 0
    assert NAME in here.offered
    here.undo()
    assert store.patients.count() == 1
    assert here.cells() == ["S-17"]
    here.open().delete_action.trigger()
    here.rest()
    here.list.first_bin_button.click()
    here.rest()
    shown = here.wiring.area.opened
    assert isinstance(shown, PatientsBin)
    assert [one.data() for one in (here.wiring.bin.index(0, column) for column in (0, 4))] == [
        "S-17",
        "in 30 days",
    ]
    shown.restore_button.click()
    here.rest()
    assert shown.empty.isVisible()
    assert store.patients.count() == 1
    here.undo()
    assert store.patients.count() == 0


def test_until_when_a_record_is_kept(desk: Callable[..., Desk]) -> None:
    here = desk()
    page = here.open()
    page.keep_action.trigger()
    dialog = here.dialog(KeepDialog)
    assert isinstance(dialog, KeepDialog)
    dialog.until.line.setText("2040-01-01")
    dialog.save_button.click()
    here.rest()
    assert "1 Jan 2040" in said_on(page)
    assert here.clinic.store.patients.search()[0].keep_until == "2040-01-01"


# Roles, and nobody


@pytest.mark.parametrize("role", [Role.EXAMINER, Role.REVIEWER])
def test_who_examines_does_all_but_merging(desk: Callable[..., Desk], role: Role) -> None:
    here = desk(role)
    page = here.open()
    menu = page.more_button.menu()
    assert [action.text() for action in menu.actions()] == ["Delete the patient"]
    assert page.visit_button.isVisible()
    assert page.cards[0].recordings[0].open_button.isVisible()
    page.delete_action.trigger()
    here.rest()
    here.undo()
    assert here.clinic.store.patients.count() == 1


def test_a_researcher_sees_numbers_and_changes_nothing(desk: Callable[..., Desk]) -> None:
    here = desk(Role.RESEARCHER)
    assert here.list.table.isColumnHidden(PatientColumn.NAME)
    assert here.cells(PatientColumn.NUMBER) == ["S-17"]
    assert here.cells(PatientColumn.BIRTH) == ["2014"]
    assert not here.list.new_button.isVisible()
    assert not here.list.import_button.isVisible()
    page = here.open()
    said = f"{said_on(page)}\n{page.title.text()}"
    assert "S-17" in said
    assert "王小明" not in said
    assert "Planted" not in said
    buttons = (page.visit_button, page.record_button, page.more_button)
    assert not any(button.isVisible() for button in buttons)
    card = page.cards[0]
    assert not card.recordings[0].open_button.isVisible()
    card.findings_button.click()
    form = here.dialog(FindingsForm)
    assert isinstance(form, FindingsForm)
    assert form.levels[0].degrees.text() == "6.5"
    assert form.levels[0].degrees.isReadOnly()
    assert not form.save_button.isVisible()
    assert form.notes.toPlainText() == ""


def test_a_locked_window_has_forgotten_everybody(desk: Callable[..., Desk]) -> None:
    here = desk()
    here.type("小明")
    page = here.open()
    page.details.change_button.click()
    form = here.dialog(PatientForm)
    assert form.isVisible()
    here.program.window.undo_bar.offer(NAME, lambda: None)
    assert here.program.door is not None
    here.program.door.lock()
    here.rest()
    assert here.wiring.opened.dialog is None
    assert here.wiring.opened.page is None
    assert here.wiring.file.whole is None
    assert here.wiring.list.rowCount() == 0
    assert here.list.search.text() == ""
    assert here.offered == ""
    left = [label.text() for label in here.program.window.findChildren(QLabel)]
    assert not [words for words in left if "王小明" in words or "S-17" in words]


def test_there_is_no_patients_page_without_records(program: Program) -> None:
    assert program.patients_wiring is None
    assert not program.window.rail.button(PATIENTS).isVisible()
    assert not program.window.show_page(PATIENTS)
