"""The protected records through the whole window: begun, locked, unlocked, and what each role has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from engine.core.examination import Check, State
from engine.core.screening_request import ScreeningRequest
from engine.doctor.step import Step, run_step
from scolioapp.bootstrap import Program, build
from scolioapp.bootstrap.built_pages import screen_page
from scolioapp.bootstrap.door_wiring import DoorWiring
from scolioapp.bootstrap.running import Running
from scolioapp.i18n import render
from scolioapp.jobs.records_checks import checks_by_password, checks_when_open
from scolioapp.paths import AppPaths
from scolioapp.settings import Settings
from scolioapp.storage.earlier_times import EarlierPlace
from scolioapp.storage.keeping import Keeping, QuickFolder
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.record_store import RecordStore
from scolioapp.views.confirm_clinic import ConfirmClinicDialog
from scolioapp.views.first_records import FirstRecordsDialog
from scolioapp.views.lock_page import LockPage
from scolioapp.views.main_window import DAY, PATIENTS, RECORD, RESULTS, SCREEN, SETTINGS
from scolioapp.views.password_dialogs import AddUserDialog, OwnPasswordDialog, RoleDialog
from scolioapp.views.records_part import RecordsPart
from scolioapp.views.recover_dialog import RecoverDialog
from scolioapp.views.recovery_key_dialog import RecoveryKeyDialog
from scolioapp.views.settings_page import SettingsPage
from scolioapp.views.users_dialog import UsersDialog
from scolioapp.widgets.keeping_card import KeepingCard
from scolioapp.widgets.unsaved_box import NotKeptBox
from tests.app.conftest import settle
from tests.app.fake_models import FakeLibrary, model_card
from tests.app.fakes import FakeScreener
from tests.app.open_windows import open_windows
from tests.app.records_fixtures import StartRecords
from tests.app.storage.records.made_records import PASSWORD, Clinic
from tests.app.tab_order import tab_troubles
from tests.app.window.test_keys import press
from tests.app.words.test_words import texts

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|does not support raise")

Asked = TypeVar("Asked", bound=QDialog)
NEW = "another long password"


@pytest.fixture
def fresh(paths: AppPaths, cheap_passwords: None) -> AppPaths:
    """The folders of a person who starts the program for the first time."""
    Settings(paths.settings).keeping = "undecided"
    return paths


@pytest.fixture
def running(
    qtbot: QtBot, qapp: QApplication, fresh: AppPaths, screener: FakeScreener, library: FakeLibrary
) -> Iterator[Callable[..., Running]]:
    """Start the program as a person does, who may change how results are kept."""
    started: list[Running] = []

    def begin(offered: list[EarlierPlace] | None = None) -> Running:
        def made_program(records: RecordStore | None, left: QuickFolder | None) -> Program:
            program = build(qapp, fresh, screener, library, records=records, left=left)
            if offered is not None:
                program.takeover_offered.connect(offered.append)
            return program

        made = Running(made_program, logs=False)
        started.append(made)
        made.start()
        qtbot.waitExposed(made.program.window)
        settle()
        return made

    yield begin
    screener.release.set()
    for each in started:
        each.end()
    settle()


def asked(kind: type[Asked]) -> Asked:
    dialog = next(iter(open_windows(kind)))
    if isinstance(dialog, QDialog):
        assert tab_troubles(dialog) == []
    return dialog


def is_asked(kind: type[QDialog]) -> bool:
    return bool(open_windows(kind))


def none_asked() -> bool:
    return not is_asked(QDialog)


def card_of(program: Program) -> KeepingCard | None:
    found = program.window.page(SCREEN).findChildren(KeepingCard)
    return next((each for each in found if each.isVisible()), None)


def door_of(program: Program) -> DoorWiring:
    assert program.door_wiring is not None
    return program.door_wiring


def rail_works(program: Program) -> bool:
    return program.window.rail.isEnabled()


def said(program: Program) -> str:
    """Return what is said below every page."""
    return program.window.notice.words


def lock_page(program: Program) -> LockPage:
    page = door_of(program).lock_page
    assert page.isVisible()
    return page


def unlock(qtbot: QtBot, program: Program, login: str, password: str = PASSWORD) -> None:
    page = lock_page(program)
    page.login.setText(login)
    page.password.setText(password)
    page.unlock_button.click()
    qtbot.waitUntil(lambda: not door_of(program).unlocking.busy)
    settle()


def screen(qtbot: QtBot, program: Program, path: Path) -> None:
    program.screen_model.offer([path])
    qtbot.waitUntil(
        lambda: bool(program.queue.jobs) and all(job.phase.over for job in program.queue.jobs)
    )
    settle()


# Two ways to begin


def test_a_first_start_works_at_once_and_asks_quietly(
    qtbot: QtBot, running: Callable[..., Running], video: Callable[[str], Path]
) -> None:
    program = running().program
    assert program.keeping is Keeping.QUICK
    assert none_asked()
    card = card_of(program)
    assert card is not None
    screen(qtbot, program, video("anna_none.mp4"))
    assert len(program.store.entries()) == 1
    card.quick_button.click()
    settle()
    assert card_of(program) is None
    assert program.settings.keeping == "quick"
    for key in (SCREEN, RESULTS):
        program.window.show_page(key)
        settle()
        words = " ".join(texts(program.window.page(key)))
        assert "nothing is kept after the window closes" in words


def test_quick_look_shows_no_folder_that_goes_with_the_window(
    running: Callable[..., Running],
) -> None:
    program = running().program
    program.window.show_page(SETTINGS)
    page = program.window.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    assert page.results_note.text().startswith("Nothing is kept")
    assert str(program.paths.results) not in " ".join(texts(page))
    for button in (page.folder_button, page.results_button, page.usual_button):
        assert not button.isVisibleTo(page)


def test_quick_look_leaves_nothing_on_the_disk(
    qtbot: QtBot, running: Callable[..., Running], video: Callable[[str], Path], fresh: AppPaths
) -> None:
    first = running()
    screen(qtbot, first.program, video("planted_none.mp4"))
    assert list(fresh.quick.iterdir())
    first.program.end_now()
    first.end()
    settle()
    assert not list(fresh.quick.iterdir())
    left = [each for each in fresh.data.rglob("*") if each.is_file()]
    assert not [each for each in left if b"planted" in each.read_bytes()], left


def test_what_a_crash_left_of_a_quick_look_goes_at_the_next_start(
    running: Callable[..., Running], fresh: AppPaths
) -> None:
    dead = fresh.quick / "run-dead"
    dead.mkdir(parents=True)
    (dead / "in-use").touch()
    (dead / "result.json").write_text("planted")
    running()
    assert not dead.exists()


def test_results_that_nobody_keeps_are_asked_about_once(
    qtbot: QtBot, running: Callable[..., Running], video: Callable[[str], Path]
) -> None:
    program = running().program
    screen(qtbot, program, video("anna_none.mp4"))
    program.window.close()
    box = asked(NotKeptBox)
    assert box.text() == "This result is not kept when you close the window."
    box.reject()
    assert program.window.isVisible()
    # What was exported is not asked about.
    program.opener.exported.emit(program.store.entries()[0].identifier)
    program.window.close()
    assert not program.window.isVisible()


def test_results_of_an_earlier_version_are_named_and_can_stay(
    qtbot: QtBot, running: Callable[..., Running], video: Callable[[str], Path], fresh: AppPaths
) -> None:
    Settings(fresh.settings).keeping = "folder"
    first = running()
    screen(qtbot, first.program, video("anna_none.mp4"))
    first.program.settings.keeping = "undecided"
    first.end()
    settle()
    program = running().program
    assert program.keeping is Keeping.FOLDER
    card = card_of(program)
    assert card is not None
    words = " ".join(texts(card))
    assert "Results in a folder that anybody on this computer can read: 1." in words
    card.quick_button.click()
    settle()
    assert program.settings.keeping == "folder"


# The first start of records


def found(qtbot: QtBot, program: Program) -> FirstRecordsDialog:
    """Make records up to the recovery key."""
    program.window.show_page(SCREEN)
    card = card_of(program)
    assert card is not None
    card.records_button.click()
    dialog = asked(FirstRecordsDialog)
    assert not dialog.do_button.isEnabled()
    dialog.login.setText("kb")
    dialog.name.setText("Kim Berg")
    dialog.password.first.setText("short")
    assert dialog.password.strength.text() == "Too short: at least 8 characters."
    assert dialog.wanting.text() == "The password needs at least 8 characters."
    dialog.password.first.setText(PASSWORD)
    assert dialog.password.strength.text() == "Hard to guess."
    assert dialog.wanting.text() == "Type the same password twice."
    dialog.password.again.setText(PASSWORD)
    dialog.do_button.click()
    qtbot.waitUntil(lambda: dialog.shows_key)
    assert tab_troubles(dialog) == []
    return dialog


def shown_key(view: QWidget) -> list[str]:
    words = [label.text() for label in view.findChildren(QLabel)]
    # One in forty keys has a group of digits alone.
    return [each for each in words if re.fullmatch(r"[0-9A-Z]{5}", each)]


def test_records_are_made_and_the_program_goes_over_into_them(
    qtbot: QtBot, running: Callable[..., Running], video: Callable[[str], Path], fresh: AppPaths
) -> None:
    offered: list[EarlierPlace] = []
    run = running(offered)
    before = run.program
    screen(qtbot, before, video("anna_none.mp4"))
    before.window.resize(1100, 720)
    dialog = found(qtbot, before)
    groups = shown_key(dialog.key)
    assert len(groups) == 8
    assert not dialog.do_button.isEnabled()
    dialog.reject()
    assert "never shown again" in dialog.banner.words
    dialog.key.typed.setText("WRONG")
    assert not dialog.do_button.isEnabled()
    dialog.key.typed.setText(groups[dialog.key.asked - 1].lower())
    dialog.do_button.click()
    qtbot.waitUntil(lambda: run.program is not before)
    program = run.program
    qtbot.waitUntil(lambda: bool(offered))
    assert program.keeping is Keeping.RECORDS
    assert Settings(fresh.settings).keeping == "records"
    assert program.door is not None
    assert program.door.user is not None
    assert program.door.user.name == "Kim Berg"
    assert not program.window.covered
    assert program.window.rail.user_button.isVisible()
    assert program.window.size() == QSize(1100, 720)
    assert card_of(program) is None
    # What the run before had is handed to whoever takes it over, and is gone afterwards.
    assert len(offered) == 1
    assert [each for each in offered[0].results.iterdir() if not each.name.startswith(".")]
    run.end()
    settle()
    assert not offered[0].results.exists()


def test_nothing_is_restarted_while_a_video_is_screened(
    qtbot: QtBot,
    running: Callable[..., Running],
    screener: FakeScreener,
    video: Callable[[str], Path],
) -> None:
    program = running().program
    program.screen_model.offer([video("slow_none.mp4")])
    qtbot.waitUntil(lambda: bool(program.queue.unfinished))
    card = card_of(program)
    assert card is not None
    card.records_button.click()
    assert none_asked()
    assert "still being screened" in screen_page(program.window).banner.words
    screener.release.set()
    qtbot.waitUntil(lambda: not program.queue.unfinished)


# Locked and unlocked


def test_locked_records_show_nothing_and_no_key_leads_anywhere(
    qtbot: QtBot, start_records: StartRecords
) -> None:
    program = start_records(None)
    window = program.window
    assert window.covered
    assert not window.rail.isEnabled()
    assert not window.rail.user_button.isVisible()
    assert window.windowTitle() == "ScolioApp"
    window.activateWindow()
    qtbot.waitActive(window)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_5, Qt.Key.Key_O):
        press(program, key, Qt.KeyboardModifier.ControlModifier)
    assert none_asked()
    assert lock_page(program).isVisible()


def test_a_password_unlocks_and_ctrl_l_locks(qtbot: QtBot, start_records: StartRecords) -> None:
    program = start_records(None)
    page = lock_page(program)
    assert not page.unlock_button.isEnabled()
    page.login.setText("reviewer")
    page.password.setText("wrong password")
    page.unlock_button.click()
    assert page.unlock_button.text() == "Unlocking…"
    assert not page.unlock_button.isEnabled()
    qtbot.waitUntil(lambda: bool(page.banner.words))
    assert page.isVisible()
    assert page.password.selectedText() == "wrong password"
    unlock(qtbot, program, "reviewer")
    assert not program.window.covered
    assert program.window.page(SCREEN).isVisible()
    assert not page.isVisible()
    assert program.window.rail.isEnabled()
    assert "The reviewer" in program.window.rail.user_button.toolTip()
    program.window.show_page(SETTINGS)
    program.window.activateWindow()
    qtbot.waitActive(program.window)
    press(program, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    settle()
    page = lock_page(program)
    assert page.login.text() == "reviewer"
    assert page.password.text() == ""
    unlock(qtbot, program, "reviewer")
    assert program.window.current == SETTINGS
    assert program.window.page(SETTINGS).isVisible()


def test_too_many_wrong_passwords_are_counted_down(
    qtbot: QtBot, start_records: StartRecords
) -> None:
    program = start_records(None)
    unlocking = door_of(program).unlocking
    for _ in range(6):
        unlock(qtbot, program, "reviewer", "wrong password")
    page = lock_page(program)
    assert 0 < unlocking.wait <= 30
    assert "Too many wrong passwords. Try again in 0:" in page.banner.words
    assert not page.unlock_button.isEnabled()
    while unlocking.wait:
        unlocking.tick()
    assert page.banner.words == ""
    assert page.unlock_button.isEnabled()


def test_damaged_records_are_said_to_be_damaged(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic
) -> None:
    program = start_records(None)
    path = records_clinic.folder / "records.db"
    content = bytearray(path.read_bytes())
    content[5000:5100] = bytes(100)
    path.write_bytes(content)
    unlock(qtbot, program, "administrator")
    words = lock_page(program).banner.words
    assert "“records.db” is damaged" in words
    assert not lock_page(program).knowingly_button.isVisible()


def test_only_an_administrator_lets_in_knowingly(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic
) -> None:
    program = start_records(None)
    (records_clinic.folder / "trail.anchor").unlink()
    unlock(qtbot, program, "examiner")
    page = lock_page(program)
    assert "not what they were last" in page.banner.words
    page.knowingly_button.click()
    box = asked(QMessageBox)
    assert "entries may be missing" in box.informativeText()
    press_button(box, "Let in &knowingly")
    qtbot.waitUntil(lambda: "Only an administrator can let them in" in page.banner.words)
    page.login.setText("administrator")
    page.login.textEdited.emit("administrator")
    unlock(qtbot, program, "administrator")
    assert program.window.covered
    page.knowingly_button.click()
    press_button(asked(QMessageBox), "Let in &knowingly")
    qtbot.waitUntil(lambda: not program.window.covered)


def press_button(box: QMessageBox, words: str) -> None:
    next(each for each in box.findChildren(QPushButton) if each.text() == words).click()


def test_the_recovery_key_sets_a_password_and_is_shown_anew(
    qtbot: QtBot, start_records: StartRecords, records_clinic: Clinic
) -> None:
    program = start_records(None)
    page = lock_page(program)
    page.forgot_button.click()
    dialog = asked(RecoverDialog)
    dialog.login.setText("administrator")
    dialog.key.setText(records_clinic.recovery.replace(records_clinic.recovery[0], "0", 1))
    dialog.password.first.setText(NEW)
    dialog.password.again.setText(NEW)
    dialog.do_button.click()
    qtbot.waitUntil(lambda: "Group 1 of the recovery key" in dialog.banner.words)
    dialog.key.setText(records_clinic.recovery)
    dialog.do_button.click()
    qtbot.waitUntil(lambda: is_asked(RecoveryKeyDialog))
    shown = asked(RecoveryKeyDialog)
    groups = shown_key(shown.view)
    assert "-".join(groups) != records_clinic.recovery
    # Nobody is in before the new key was written down.
    assert program.window.covered
    shown.view.typed.setText(groups[shown.view.asked - 1])
    shown.done_button.click()
    qtbot.waitUntil(lambda: not program.window.covered)
    assert program.door is not None
    program.door.lock()
    unlock(qtbot, program, "administrator", NEW)
    assert not program.window.covered


def test_nobody_at_the_keyboard_locks_and_a_touch_keeps_it_open(
    qtbot: QtBot, start_records: StartRecords
) -> None:
    program = start_records(Role.EXAMINER)
    idle = door_of(program).idle
    qtbot.waitUntil(lambda: idle.counts)
    now = [1000.0]
    idle._clocks = (lambda: now[0],)
    idle.start(10)
    now[0] += 9.6 * 60
    idle.look()
    assert "the records are locked in 24 seconds" in said(program)
    # Any key will do, wherever the focus is.
    program.window.activateWindow()
    qtbot.waitActive(program.window)
    press(program, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
    assert said(program) == ""
    now[0] += 9 * 60
    idle.look()
    assert rail_works(program)
    now[0] += 2 * 60
    idle.look()
    settle()
    assert program.window.covered
    assert not idle.counts


def test_a_recording_is_not_interrupted_by_the_idle_lock(start_records: StartRecords) -> None:
    program = start_records(Role.EXAMINER)
    idle = door_of(program).idle
    now = [0.0]
    idle._clocks = (lambda: now[0],)
    idle.start(1)
    idle._busy = lambda: True
    now[0] += 600
    idle.look()
    assert rail_works(program)
    idle._busy = lambda: False
    now[0] += 30
    idle.look()
    assert rail_works(program)
    now[0] += 31
    idle.look()
    assert program.window.covered


def test_dialogs_with_names_are_closed_when_the_records_are_locked(
    qtbot: QtBot, start_records: StartRecords
) -> None:
    program = start_records()
    part = records_part(program)
    part.users_button.click()
    users = asked(UsersDialog)
    users.add_button.click()
    assert asked(AddUserDialog)
    program.window.lock_asked.emit()
    settle()
    assert none_asked()
    assert program.window.covered
    # Neither a list that is open nor one that was closed stands in the way of the next lock.
    unlock(qtbot, program, "administrator")
    program.window.lock_asked.emit()
    settle()
    assert program.window.covered


def test_work_goes_on_while_another_user_comes(
    qtbot: QtBot,
    start_records: StartRecords,
    screener: FakeScreener,
    video: Callable[[str], Path],
    records_clinic: Clinic,
) -> None:
    program = start_records(Role.EXAMINER)
    path = video("slow_secret_none.mp4")
    program.queue.add([ScreeningRequest(path, recording=records_clinic.recording.id)])
    qtbot.waitUntil(lambda: bool(program.queue.unfinished))
    door_of(program).switch_user()
    settle()
    page = lock_page(program)
    assert page.login.text() == ""
    strip = program.window.strip
    assert strip.isVisible()
    assert strip.folded
    assert not strip.isEnabled()
    seen = [label for label in program.window.findChildren(QLabel) if label.isVisible()]
    assert strip.summary() == "1 running"
    assert not [label.text() for label in seen if "secret" in label.text()]
    assert not strip.row(program.queue.jobs[0].number).isVisible()
    unlock(qtbot, program, "reviewer")
    assert program.door is not None
    assert program.door.user is not None
    assert program.door.user.role is Role.REVIEWER
    assert program.queue.unfinished
    screener.release.set()
    qtbot.waitUntil(lambda: not program.queue.unfinished)


# Users and settings


def records_part(program: Program) -> RecordsPart:
    program.window.show_page(SETTINGS)
    settle()
    return program.window.page(SETTINGS).findChildren(RecordsPart)[0]


def test_an_administrator_adds_changes_and_removes_users(
    qtbot: QtBot, start_records: StartRecords
) -> None:
    program = start_records()
    records_part(program).users_button.click()
    dialog = asked(UsersDialog)
    qtbot.waitUntil(lambda: len(dialog.users.things) == 4)
    dialog.add_button.click()
    adding = asked(AddUserDialog)
    adding.name.setText("Nia New")
    adding.login.setText("examiner")
    adding.role.choose(Role.RESEARCHER)
    assert "no names" in adding.about.text()
    adding.password.first.setText(NEW)
    adding.password.again.setText(NEW)
    adding.do_button.click()
    qtbot.waitUntil(lambda: "already taken" in adding.banner.words)
    adding.login.setText("nn")
    adding.do_button.click()
    qtbot.waitUntil(lambda: len(dialog.users.things) == 5)
    settle()
    added = next(each for each in dialog.users.things if each.login == "nn")
    dialog.table.select(added.id)
    dialog.role_button.click()
    changing = asked(RoleDialog)
    changing.role.choose(Role.EXAMINER)
    changing.do_button.click()
    qtbot.waitUntil(lambda: not is_asked(RoleDialog) and role_of(dialog, "nn") is Role.EXAMINER)
    dialog.remove_button.click()
    press_button(asked(QMessageBox), "Re&move")
    qtbot.waitUntil(lambda: bool(next(u for u in dialog.users.things if u.id == added.id).removed))
    # The last administrator stays, and is told so.
    dialog.table.select(dialog.users.myself)
    dialog.remove_button.click()
    press_button(asked(QMessageBox), "Re&move")
    qtbot.waitUntil(lambda: "You cannot remove yourself." in dialog.banner.words)
    dialog.role_button.click()
    changing = asked(RoleDialog)
    changing.role.choose(Role.EXAMINER)
    changing.do_button.click()
    qtbot.waitUntil(lambda: "Somebody must stay administrator." in changing.banner.words)
    changing.reject()
    dialog.reject()


def role_of(dialog: UsersDialog, login: str) -> Role:
    return next(each.role for each in dialog.users.things if each.login == login)


def test_everybody_changes_the_own_password_and_reads_the_settings(
    qtbot: QtBot, start_records: StartRecords
) -> None:
    program = start_records(Role.EXAMINER)
    part = records_part(program)
    assert not part.users_button.isVisible()
    assert not part.save_button.isVisible()
    assert not part.idle.isEnabled()
    assert "Only an administrator can change these settings." in texts(part)
    part.password_button.click()
    dialog = asked(OwnPasswordDialog)
    dialog.old.setText("not mine at all")
    dialog.password.first.setText(NEW)
    dialog.password.again.setText(NEW)
    dialog.do_button.click()
    qtbot.waitUntil(lambda: bool(dialog.banner.words))
    dialog.old.setText(PASSWORD)
    dialog.do_button.click()
    qtbot.waitUntil(none_asked)
    program.window.lock_asked.emit()
    settle()
    unlock(qtbot, program, "examiner", NEW)
    assert not program.window.covered


def test_an_administrator_settles_what_holds_for_everybody(
    qtbot: QtBot, start_records: StartRecords
) -> None:
    program = start_records()
    part = records_part(program)
    qtbot.waitUntil(lambda: part.typed is not None)
    assert not part.save_button.isEnabled()
    part.idle.setValue(3)
    part.letterhead.setPlainText("School clinic\n\n1 Main Street ")
    part.save_button.click()
    qtbot.waitUntil(lambda: "These settings hold now" in part.banner.words)
    assert program.door is not None
    kept = program.door.store.preferences.read()
    assert kept.idle_minutes == 3
    assert kept.letterhead == ("School clinic", "1 Main Street")
    assert door_of(program).idle.minutes == 3
    assert not part.save_button.isEnabled()


def test_quick_look_is_chosen_again_and_the_records_stay(
    qtbot: QtBot, running: Callable[..., Running], fresh: AppPaths
) -> None:
    run = running()
    dialog = found(qtbot, run.program)
    groups = shown_key(dialog.key)
    dialog.key.typed.setText(groups[dialog.key.asked - 1])
    before = run.program
    dialog.do_button.click()
    qtbot.waitUntil(lambda: run.program is not before)
    settle()
    before = run.program
    before.keeping_wiring.ask_for_quick()
    press_button(asked(QMessageBox), "Use quick &look")
    qtbot.waitUntil(lambda: run.program is not before)
    settle()
    assert run.program.keeping is Keeping.QUICK
    assert (fresh.records / "records.db").exists()
    # And back: nothing is made anew, a password is asked for.
    before = run.program
    before.keeping_wiring.use_records()
    qtbot.waitUntil(lambda: run.program is not before)
    settle()
    unlock(qtbot, run.program, "kb")
    assert not run.program.window.covered


# Roles


@pytest.mark.parametrize(
    ("role", "hidden"),
    [
        (Role.EXAMINER, set()),
        (Role.REVIEWER, set()),
        (Role.ADMINISTRATOR, set()),
        (Role.RESEARCHER, {SCREEN, DAY, RECORD}),
    ],
)
def test_the_rail_has_the_pages_of_the_role(
    start_records: StartRecords, role: Role, hidden: set[str]
) -> None:
    program = start_records(role)
    rail = program.window.rail
    for key in (SCREEN, DAY, RECORD, RESULTS, SETTINGS):
        assert rail.button(key).isVisible() is (key not in hidden), key
    assert rail.user_button.isVisible()
    assert program.window.current == (PATIENTS if hidden else SCREEN)
    assert program.window.show_page(SCREEN) is (SCREEN not in hidden)


# Clinic mode, and the examination


def test_clinic_mode_is_the_administrators_with_the_own_password(
    qtbot: QtBot, start_records: StartRecords, library: FakeLibrary
) -> None:
    model = library.add(model_card("school", "5"))
    model.folder.mkdir(parents=True)
    (model.folder / "model.onnx").write_bytes(b"weights")
    (model.folder / "card.yaml").write_bytes(b"name: school")
    program = start_records()
    clinic = program.settings.clinic
    program.window.show_page(SETTINGS)
    page = program.window.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: program.models.model("school") is not None)
    settle()
    page.clinic.button.click()
    dialog = asked(ConfirmClinicDialog)
    dialog.model.setCurrentIndex(dialog.model.findData("school"))
    dialog.password.setText("not the password")
    dialog.do_button.click()
    qtbot.waitUntil(lambda: bool(dialog.banner.words))
    assert not clinic.on
    dialog.password.setText(PASSWORD)
    dialog.do_button.click()
    qtbot.waitUntil(lambda: clinic.on)
    settle()
    assert clinic.model_name == "school"
    # Nothing in the settings opens it, nor tells of the password.
    assert not clinic.switch_off("")
    assert not clinic.switch_off(PASSWORD)
    door_of(program).switch_user()
    settle()
    assert not lock_page(program).quick_button.isVisible()
    unlock(qtbot, program, "examiner")
    assert not page.clinic.button.isEnabled()
    program.window.lock_asked.emit()
    settle()
    unlock(qtbot, program, "administrator")
    assert page.clinic.button.isEnabled()
    page.clinic.button.click()
    leaving = asked(ConfirmClinicDialog)
    leaving.password.setText(PASSWORD)
    leaving.do_button.click()
    qtbot.waitUntil(lambda: not clinic.on)


def test_the_examination_looks_from_outside_and_verifies_what_is_open(
    records_clinic: Clinic, paths: AppPaths
) -> None:
    def made(steps: Sequence[Step]) -> dict[str, Check]:
        return {each.name: each for each in map(run_step, steps)}

    store = records_clinic.store
    number = str(store.head.number)
    opened = made(checks_when_open(paths.records, lambda: lambda: store.verify().code)())
    assert opened["records:verify"].state is State.OK
    assert store.head.code in render(opened["records:verify"].facts)
    assert "Users: 4." in render(opened["records:files"].facts)
    assert number in render(opened["records:files"].facts)
    assert opened["records:backups"].state is State.NOTE
    store.close()
    by_password = checks_by_password(paths.records)
    outside = made(by_password("", ""))
    assert set(outside) == {"records:files", "records:backups"}
    assert outside["records:files"].state is State.OK
    assert made(by_password("reviewer", PASSWORD))["records:verify"].state is State.OK
    wrong = made(by_password("reviewer", "not the password"))["records:verify"]
    assert wrong.state is State.FAILS
    assert "password is wrong" in render(wrong.facts)
    (paths.records / "keys.json").unlink()
    missing = made(by_password("", ""))["records:files"]
    assert missing.state is State.FAILS
    assert "keys.json" in render(missing.facts)
