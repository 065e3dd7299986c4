"""Somebody who sits before the real window with protected records, with hands and eyes."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from engine.core.classes import Outcome
from engine.core.kept_result import PEOPLE, RESULT
from engine.core.progress import Cancel, Progress
from engine.core.result import ScreeningResult
from engine.core.screening_request import ScreeningRequest
from scolioapp.bootstrap import Program
from scolioapp.bootstrap.built_pages import results_area, screen_page
from scolioapp.bootstrap.running import Running
from scolioapp.jobs.queue import Phase
from scolioapp.storage.keeping import Keeping
from scolioapp.storage.records.judgements import JudgementLine
from scolioapp.storage.records.patients import Patient
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.record_store import RecordStore
from scolioapp.views.administration_backups import PassphraseDialog
from scolioapp.views.administration_dialog import AdministrationDialog
from scolioapp.views.findings_form import FindingsForm
from scolioapp.views.first_records import FirstRecordsDialog
from scolioapp.views.main_window import PATIENTS, RESULTS, SETTINGS
from scolioapp.views.page_check import PageCheckDialog
from scolioapp.views.paper_settings import PaperSettings
from scolioapp.views.password_dialogs import AddUserDialog
from scolioapp.views.patient_chooser import PatientChooser
from scolioapp.views.patient_dialogs import ConsentDialog, VisitDialog
from scolioapp.views.patient_page import PatientPage
from scolioapp.views.patients_page import PatientsPage
from scolioapp.views.records_part import RecordsPart
from scolioapp.views.restore_dialog import RestoreDialog
from scolioapp.views.result_page import ResultPage
from scolioapp.views.review_dialogs import AmendDialog
from scolioapp.views.roster_patients_dialog import RosterPatientsDialog
from scolioapp.views.users_dialog import UsersDialog
from scolioapp.views.video_import_dialog import VideoImportDialog
from scolioapp.widgets.trend_card import TrendCard
from tests.app.conftest import settle
from tests.app.fakes import FakeScreener
from tests.app.open_windows import open_windows
from tests.app.result_fixtures import MadeUpScreening, screening, validated_model
from tests.app.storage.records.made_records import NPZ, PASSWORD
from tests.app.window import test_records_door as door_driver
from tests.app.window import test_review as review_driver
from tests.app.window.test_keys import press

Asked = TypeVar("Asked", bound=QDialog)
NUMBER, NAME = "K-07", "王小明"
OTHER = "K-08"
PASSPHRASE = "four plain words here"
REASON = review_driver.REASON
TODAY = datetime.date.today().isoformat()


class SchoolScreener(FakeScreener):
    """Finds the same in every video, with a model that was validated."""

    def screen(
        self,
        request: ScreeningRequest,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> MadeUpScreening:
        self.requests.append(request)
        return screening(model=validated_model())

    def dump(self, made: MadeUpScreening) -> dict[str, bytes]:
        return {**super().dump(made), PEOPLE: NPZ}


class Stranger:
    """Somebody at one computer, with hands and eyes.

    Args:
        bot: Waits.
        run: The program.
        files: Folder of the files that are brought and taken away.
    """

    def __init__(self, bot: QtBot, run: Running, files: Path) -> None:
        self.bot, self.run, self.files = bot, run, files
        files.mkdir(exist_ok=True)

    @property
    def program(self) -> Program:
        return self.run.program

    @property
    def store(self) -> RecordStore:
        assert self.program.door is not None
        return self.program.door.store

    @property
    def patients(self) -> PatientsPage:
        assert self.program.patients_wiring is not None
        return self.program.patients_wiring.area.list_page

    @property
    def patient_page(self) -> PatientPage:
        assert self.program.patients_wiring is not None
        page = self.program.patients_wiring.opened.page
        assert page is not None
        return page

    @property
    def result_page(self) -> ResultPage:
        page = results_area(self.program.window).result_page
        assert isinstance(page, ResultPage)
        return page

    def rest(self) -> None:
        """Wait until nothing is done in the background."""
        settle()
        self.bot.waitUntil(lambda: not self.program.worker.busy)
        settle()

    def asked(self, kind: type[Asked]) -> Asked:
        """Wait for a dialog; exactly one of its kind stands there."""
        self.bot.waitUntil(lambda: bool(open_windows(kind)))
        self.rest()
        [dialog] = open_windows(kind)
        return dialog

    def name_file(self, path: Path) -> None:
        """Type a path into the file dialog that is open, and confirm."""
        dialog = self.asked(QFileDialog)
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        buttons = dialog.findChild(QDialogButtonBox)
        assert isinstance(line, QLineEdit)
        assert isinstance(buttons, QDialogButtonBox)
        line.setText(str(path))
        button = buttons.button(QDialogButtonBox.StandardButton.Open)
        with self.bot.waitSignal(dialog.finished):
            self.bot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.rest()

    def unlock(self, login: str, password: str = PASSWORD) -> None:
        door_driver.unlock(self.bot, self.program, login, password)
        self.rest()

    def settings(self) -> RecordsPart:
        part = door_driver.records_part(self.program)
        self.rest()
        return part

    def switch_to(self, login: str) -> None:
        self.settings().switch_button.click()
        assert self.program.window.covered
        self.unlock(login)
        assert not self.program.window.covered

    def open_patient(self, number: str) -> PatientPage:
        """Type a number on the Patients page and press Enter."""
        self.program.window.show_page(PATIENTS)
        assert self.program.patients_wiring is not None
        if self.program.patients_wiring.opened.page is not None:
            self.program.patients_wiring.area.leave()
        self.rest()
        self.patients.search.clear()
        self.rest()
        with self.bot.waitSignal(self.program.patients_wiring.list.settled):
            self.patients.search.setText(number)
        self.bot.keyClick(self.patients.search, Qt.Key.Key_Return)
        self.rest()
        page = self.patient_page
        assert page.number.text() == f"No. {number}"
        return page

    def open_result(self, date: str = TODAY) -> ResultPage:
        """Open the newest recording of a visit from the page of the patient."""
        before = results_area(self.program.window).result_page
        rows = {
            card.whole.visit.date: card.recordings
            for card in self.patient_page.cards
            if card.whole is not None
        }
        rows[date][-1].open_button.click()
        area = results_area(self.program.window)
        self.bot.waitUntil(lambda: area.result_page not in (None, before))
        review = self.program.review_wiring.review
        assert review is not None
        self.bot.waitUntil(lambda: review.facts is not None)
        self.rest()
        return self.result_page

    def patient(self) -> Patient:
        [found] = self.store.patients.search(NUMBER)
        return found

    # The first day

    def look(self) -> None:
        """Start undecided, and screen the sample at once."""
        program = self.program
        assert program.keeping is Keeping.QUICK
        assert door_driver.card_of(program) is not None
        button = screen_page(program.window).drop_area.sample_button
        menu = button.menu()
        if menu is None:
            button.click()
        else:
            menu.actions()[0].trigger()
        self.bot.waitUntil(lambda: [each.phase for each in program.queue.jobs] == [Phase.DONE])
        self.rest()
        program.window.show_page(RESULTS)
        self.rest()
        assert program.results.rowCount() == 1

    def begin_records(self) -> None:
        """Go from the card through administrator and recovery key into the records."""
        before = self.program
        dialog: FirstRecordsDialog = door_driver.found(self.bot, before)
        groups = door_driver.shown_key(dialog.key)
        assert len(groups) == 8
        dialog.key.typed.setText(groups[dialog.key.asked - 1])
        dialog.do_button.click()
        self.bot.waitUntil(lambda: self.program is not before)
        self.rest()
        assert self.program.keeping is Keeping.RECORDS
        assert not self.program.window.covered
        assert self.program.door is not None
        assert self.program.door.user is not None
        assert self.program.door.user.role is Role.ADMINISTRATOR

    def add_users(self) -> None:
        """Add a reviewer and an examiner."""
        self.settings().users_button.click()
        users = self.asked(UsersDialog)
        people = (("reviewer", "Rita Viewer", Role.REVIEWER), ("examiner", "Ed X", Role.EXAMINER))
        for count, (login, name, role) in enumerate(people, start=2):
            users.add_button.click()
            adding = self.asked(AddUserDialog)
            adding.login.setText(login)
            adding.name.setText(name)
            adding.role.choose(role)
            adding.password.first.setText(PASSWORD)
            adding.password.again.setText(PASSWORD)
            adding.do_button.click()
            self.bot.waitUntil(lambda count=count: len(users.users.things) == count)
            self.rest()
        users.reject()
        self.rest()

    # The examiner

    def import_roster(self) -> None:
        """Take a list of thirty children with four faulty rows among them, by its button."""
        path = self.files / "class.csv"
        rows = [f"K-{n:02},学生{n},2014-03-{n:02},女,4b" for n in range(1, 28)]
        rows[6] = f"{NUMBER},{NAME},2014-03-07,男,4b"
        rows += ["K-28,李雷,2014-02-30,男,4b", "K-29,韩梅梅,2014-02-03,女,4b"]
        rows += ["K-29,韩小梅,2014-02-04,女,4b", "K-30,,2014-02-05,女,4b"]
        words = "\r\n".join(["编号,姓名,出生日期,性别,班级", *rows])
        path.write_bytes(words.encode("gb18030"))
        self.program.window.show_page(PATIENTS)
        self.rest()
        self.patients.first_list_button.click()
        self.name_file(path)
        dialog = self.asked(RosterPatientsDialog)
        self.bot.waitUntil(dialog.begin_button.isEnabled)
        said = dialog.faults.text().splitlines()
        assert [line.split(":")[0] for line in said] == ["Row 29", "Row 30", "Row 31", "Row 32"]
        for part, line in zip(("no date", "2 rows", "2 rows", "name"), said, strict=True):
            assert part in line
        assert dialog.begin_button.text() == "&Add to the patients without these 4 rows"
        dialog.begin_button.click()
        self.bot.waitUntil(lambda: "27 patients were added" in self.patients.banner.words)
        self.rest()
        assert self.store.patients.count() == 27
        assert self.patients.count.text() == "27 patients"

    def screen_patient(self, screener: SchoolScreener) -> None:
        """Add a consent and a visit, import a video from the page of the patient, and screen it."""
        page = self.open_patient(NUMBER)
        assert page.title.text() == NAME
        page.visit_button.click()
        self.asked(VisitDialog).save_button.click()
        self.rest()
        page.cards[0].video_button.click()
        assert page.banner.words.startswith("There is no consent yet")
        page.banner.act()
        consent = self.asked(ConsentDialog)
        consent.by.setText("mother")
        consent.save_button.click()
        self.rest()
        assert page.consents.standing == "Consent holds today."
        film = self.files / "IMG_0001.mp4"
        film.write_bytes(b"\x1aE\xdf\xa3a film of somebody" * 9000)
        page.cards[0].video_button.click()
        self.name_file(film)
        dialog = self.asked(VideoImportDialog)
        self.bot.waitUntil(dialog.confirm_button.isEnabled)
        assert f"{NUMBER} · {NAME}" in dialog.confirm_button.text()
        screener.requests.clear()
        with self.bot.waitSignal(dialog.finished):
            dialog.confirm_button.click()
        queue = self.program.queue
        self.bot.waitUntil(lambda: [each.phase for each in queue.jobs] == [Phase.DONE])
        self.rest()
        [request] = screener.requests
        assert request.path.name == f"{request.recording}.recording"
        [row] = page.cards[0].recordings
        assert row.judgement is not None
        assert row.judgement.words.text() == "Borderline features"

    def write_findings(self) -> None:
        """Write what the examiner measured."""
        page = self.patient_page
        page.cards[0].findings_button.click()
        form = self.asked(FindingsForm)
        thoracic = form.levels[0]
        thoracic.degrees.setText("8")
        thoracic.side.buttons["right"].click()
        form.referral.setText("Dr. Weiss")
        form.save_button.click()
        self.rest()
        [found] = self.store.visits.findings(page.cards[0].whole.visit.id)
        assert found.found.scoliometer[0].degrees == 8

    # The reviewer

    def review_and_sign(self) -> bytes:
        """Put another outcome in place, sign, and save the report; return the PDF."""
        page = self.open_result()
        review_driver.review(self.bot, self.program, Outcome.DETECTED)
        review_driver.sign(self.bot, self.program)
        card = review_driver.card_of(self.program)
        assert card.heading.text() == "Review: Signed"
        paper = review_driver.saved(self.bot, page, self.files / "a.pdf", page.pdf_button.click)
        words = review_driver.words_of(paper)
        for said in (NAME, NUMBER, self.code, REASON, "Rita Viewer"):
            assert review_driver.holds(said, words), said
        assert "DRAFT" not in words
        return paper

    @property
    def code(self) -> str:
        """Code of the signature that is shown."""
        review = self.program.review_wiring.review
        assert review is not None
        assert review.signature is not None
        return review.signature.code

    def write_letter(self) -> None:
        """Save the letter to the parents, in Chinese."""
        path = self.files / "letter.pdf"
        words = review_driver.letter(self.bot, self.program, self.result_page, path, "zh_CN")
        for said in (NAME, "不是诊断", "请在几周之内带孩子去看医生"):
            assert review_driver.holds(said, words), said

    def amend(self) -> None:
        """Make a new version of what is signed; it is a draft, and the signed one stays."""
        area, page = results_area(self.program.window), self.result_page
        review_driver.card_of(self.program).amend_button.click()
        dialog = self.program.review_wiring.dialog
        assert isinstance(dialog, AmendDialog)
        dialog.reason.setPlainText("The mother asked for a second look")
        dialog.confirm_button.click()
        self.bot.waitUntil(lambda: area.result_page not in (None, page))
        review = self.program.review_wiring.review
        assert review is not None
        self.bot.waitUntil(lambda: review.facts is not None)
        self.rest()
        card = review_driver.card_of(self.program)
        assert card.heading.text() == "Review: Draft"
        assert card.before_button.isVisibleTo(card)

    def lock_and_unlock(self) -> None:
        """Lock by Ctrl+L, mistype the password, and come back to the same page."""
        window = self.program.window
        window.activateWindow()
        self.bot.waitActive(window)
        press(self.program, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        settle()
        assert window.covered
        assert window.windowTitle() == "ScolioApp"
        self.unlock("reviewer", "not the password")
        assert window.covered
        assert door_driver.lock_page(self.program).banner.words
        self.unlock("reviewer")
        assert not window.covered
        assert window.current == RESULTS
        assert results_area(window).result_page is None

    def see_trend(self, first: ScreeningResult) -> None:
        """Add two earlier visits, and see three of them on the page of the patient."""
        patient = self.patient()
        for date, tilt in (("2025-03-01", -6.0), ("2025-09-01", -1.0)):
            visit = self.store.visits.add(patient.id, date)
            recording = self.store.recordings.add(visit.id, source="file", title="walk")
            tilted = first.measurements["shoulder_tilt"].model_copy(
                update={"value": tilt, "low": tilt - 1, "high": tilt + 1}
            )
            measured = {**first.measurements, "shoulder_tilt": tilted}
            result = first.model_copy(update={"measurements": measured})
            files = {RESULT: result.named("", None).to_json().encode()}
            self.store.judgements.add(recording.id, JudgementLine.of(result), files)
        page = self.open_patient(NUMBER)
        [card] = page.findChildren(TrendCard)
        self.bot.waitUntil(lambda: len(card.trend.visits) == 3)
        self.rest()
        assert card.isVisible()
        assert "Shoulder" in card.summary.text()
        card.fold_button.click()
        settle()
        assert card.picture.isVisible()

    def move_and_undo(self) -> None:
        """Move the recording of an earlier visit to another patient, and take it back."""
        page = self.patient_page
        card = page.cards[1]
        card.recordings[0].move_button.click()
        chooser = self.asked(PatientChooser)
        chooser.picker.search.setText(OTHER)
        table = chooser.picker.table.model()
        self.bot.waitUntil(lambda: table.rowCount() == 1)
        chooser.picker.table.selectRow(0)
        self.bot.waitUntil(chooser.confirm_button.isEnabled)
        chooser.confirm_button.click()
        self.bot.waitUntil(lambda: OTHER in self.program.window.undo_bar.words)
        self.rest()
        [other] = self.store.patients.search(OTHER)
        assert [each.date for each in self.store.visits.of(other.id)] == ["2025-09-01"]
        # Of a visit of which nothing else was known nothing is left.
        self.bot.waitUntil(lambda: len(page.cards) == 2)
        self.program.window.undo_bar.button.click()
        self.rest()
        self.bot.waitUntil(lambda: self.store.visits.of(other.id) == [])
        self.bot.waitUntil(lambda: len(page.cards) == 3)
        assert len(page.cards[1].recordings) == 1

    # The administrator, and the other computer

    def back_up(self) -> Path:
        """Save everything into one file."""
        path = self.files / "all.scoliobackup"
        self.settings().administration_button.click()
        dialog = self.asked(AdministrationDialog)
        dialog.backups._ask_path = lambda *_: (str(path), "")
        dialog.backups.save_button.click()
        phrase = self.asked(PassphraseDialog)
        phrase.first.setText(PASSPHRASE)
        phrase.second.setText(PASSPHRASE)
        with self.bot.waitSignal(dialog.model.said):
            phrase.save_button.click()
        assert "read back and compared" in dialog.banner.words
        dialog.close_button.click()
        self.rest()
        return path

    def restore(self, backup: Path) -> None:
        """Restore from the card of the first page, and unlock."""
        before = self.program
        card = door_driver.card_of(before)
        assert card is not None
        card.restore_button.click()
        dialog = self.asked(RestoreDialog)
        dialog.file.line.setText(str(backup))
        dialog.file.line.editingFinished.emit()
        dialog.passphrase.setText(PASSPHRASE)
        with self.bot.waitSignal(dialog.restored):
            dialog.restore_button.click()
        dialog.leave_button.click()
        self.bot.waitUntil(lambda: self.program is not before)
        settle()
        assert self.program.keeping is Keeping.RECORDS
        assert self.program.window.covered
        self.unlock("reviewer")
        assert not self.program.window.covered

    def check_page(self, code: str) -> None:
        """Check the code of a printed page under Settings."""
        self.program.window.show_page(SETTINGS)
        self.rest()
        [part] = self.program.window.page(SETTINGS).findChildren(PaperSettings)
        part.check_button.click()
        dialog = self.asked(PageCheckDialog)
        dialog.code.setText(code)
        dialog.check_button.click()
        self.bot.waitUntil(lambda: "The signature holds" in dialog.banner.words)
        assert any(NUMBER in each for each in door_driver.texts(dialog))
        dialog.reject()
