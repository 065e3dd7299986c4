"""A day of patients through the window: nobody swapped, moved and moved back, locked in between, gone on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from engine.core.classes import Outcome
from engine.core.progress import Cancel, Progress, check
from engine.core.screening_request import ScreeningRequest
from engine.roster.day_changes import ChangeKind, ChildState
from engine.roster.entries import Consent
from engine.roster.reading import read_roster
from scolioapp.bootstrap import Program
from scolioapp.bootstrap.day_files import summary, write_files
from scolioapp.storage.open_day import ConsentSaid
from scolioapp.storage.record_results import RecordResults
from scolioapp.storage.records.record_days import DayVideo, RecordDay
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.recording_paths import path_of
from scolioapp.storage.records.visits import VisitOn
from scolioapp.views.day_dialogs import LogDialog, MoveDialog
from scolioapp.views.day_page import DayPage
from scolioapp.views.day_patients import DayPatients
from scolioapp.views.folder_import_dialog import FolderImportDialog
from scolioapp.views.main_window import DAY, PATIENTS
from scolioapp.views.patient_chooser import PatientChooser
from scolioapp.views.roster_import import RosterImport
from scolioapp.views.roster_patients_dialog import RosterPatientsDialog
from scolioapp.views.video_import_dialog import VideoImportDialog
from tests.app.fakes import OUTCOMES, FakeScreener, made_up
from tests.app.records_fixtures import StartRecords
from tests.app.result_fixtures import MadeUpScreening
from tests.app.storage.records.made_records import PASSWORD, Clinic

# The offscreen platform says so of every dialog.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|raise|grabbing the keyboard")

NUMBERS = [f"{n:03}" for n in range(1, 9)]
WORDS = dict.fromkeys(NUMBERS, "none") | {"003": "detected", "005": "unclear"}
ASKED, NO_CONSENT = "004", "006"


class WordScreener(FakeScreener):
    """Judges a recording by a word that the test gives; ``slow`` waits."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.words: dict[str, str] = {}
        self.usual = ""
        self._film = folder / "film.mkv"
        self._film.write_bytes(b"not looked into")

    def _screen(
        self, request: ScreeningRequest, progress: Progress | None, cancel: Cancel | None
    ) -> MadeUpScreening:
        word = self.words.get(request.recording, self.usual)
        if word == "slow":
            self.started.set()
            while not self.release.wait(0.01):
                check(cancel)
        return made_up(self._film, OUTCOMES.get(word, Outcome.NOT_DETECTED))


@pytest.fixture
def screener(tmp_path: Path) -> WordScreener:
    return WordScreener(tmp_path)


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "class.csv"
    consent = {ASKED: "", NO_CONSENT: "no"}
    rows = "".join(
        f"{n};Family{n};Child{n};{int(n)}.3.2014;f;5a;{consent.get(n, 'yes')}\n" for n in NUMBERS
    )
    titles = "Number;Family name;Given name;Date of birth;Sex;Class;Consent\n"
    path.write_bytes((titles + rows).encode("utf-8-sig"))
    return path


class Driver:
    """The window with a day of patients in it."""

    def __init__(self, program: Program, clinic: Clinic, qtbot: QtBot) -> None:
        self.program, self.clinic, self.qtbot = program, clinic, qtbot
        self.model, self.window = program.day, program.window

    @property
    def page(self) -> DayPage:
        page = self.window.page(DAY)
        assert isinstance(page, DayPage)
        return page

    @property
    def day(self) -> RecordDay:
        day = self.model.day
        assert isinstance(day, RecordDay)
        return day

    def begin(self, roster: Path) -> None:
        """Open a list in the window, note its consents, and begin the day."""
        self.window.show_page(DAY)
        self.page.read_roster(roster)
        self.qtbot.waitUntil(lambda: self.page.dialog is not None)
        dialog = self.page.dialog
        assert isinstance(dialog, RosterImport)
        assert dialog.patients is not None
        dialog.name.setText("Hill School")
        self.qtbot.waitUntil(dialog.begin_button.isEnabled)
        dialog.patients.consent_box.setChecked(True)
        dialog.begin_button.click()
        self.qtbot.waitUntil(lambda: self.model.day is not None)

    def call(self, number: str) -> None:
        """Have a child called and confirmed."""
        if self.model.current is None or self.model.current.number != number:
            assert self.model.next_two[0].number == number
            self.page.panel.step_button.click()
        self.page.panel.step_button.click()
        assert self.model.confirmed

    def film(self, number: str, word: str) -> DayVideo:
        """Make a recording of a child in the records, as the camera does."""
        store = self.clinic.store
        live = store.live.begin(VisitOn(self.day.patients[number], date.today().isoformat()))
        live.target.write(number.encode())
        live.target.close()
        store.live.keep(live.recording.id)
        screener = self.program.screener
        assert isinstance(screener, WordScreener)
        screener.words[live.recording.id] = word
        return DayVideo(live.recording.id, number, datetime.now(UTC))

    def screen(self, video: DayVideo) -> None:
        """Tell the day of a recording and have it screened."""
        assert self.model.attach(video)
        request = self.program.screen_model.usual(path_of(video.id))
        assert isinstance(self.program.store, RecordResults)
        self.program.store.expect(video.id)
        self.program.queue.add([replace(request, recording=video.id, label=video.subject)])
        self.program.day_wiring.look_again()

    def record(self, number: str, word: str = "none") -> str:
        self.call(number)
        video = self.film(number, word)
        self.screen(video)
        return video.id

    def analysed(self) -> None:
        self.qtbot.waitUntil(
            lambda: not self.model.open_recordings and not self.program.queue.unfinished
        )

    def owner(self, recording: str) -> str:
        """Return the number of the patient whose recording it is, by the records alone."""
        store = self.clinic.store
        return next(
            child.number
            for child in store.rosters.children()
            for patient in store.patients.search(child.number)
            for visit in store.visits.of(patient.id)
            for each in store.recordings.of(visit.id)
            if each.id == recording and patient.about.number == child.number
        )

    def states(self) -> dict[str, str]:
        return {child.number: str(self.model.state_of(child)) for child in self.model.roster}

    def lock(self) -> None:
        door = self.program.door
        assert door is not None
        door.lock()
        self.qtbot.waitUntil(lambda: not self.clinic.store.unlocked)

    def unlock(self, role: Role = Role.EXAMINER) -> None:
        door = self.program.door
        assert door is not None
        door.unlock(role.value, PASSWORD, failed=lambda error: pytest.fail(str(error)))
        self.qtbot.waitUntil(lambda: door.user is not None)


@pytest.fixture
def drive(
    start_records: StartRecords, records_clinic: Clinic, qtbot: QtBot
) -> Callable[[], Driver]:
    return lambda: Driver(start_records(Role.EXAMINER), records_clinic, qtbot)


def test_a_class_through_the_window(
    drive: Callable[[], Driver], roster: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    driver = drive()
    driver.begin(roster)
    model, page, store = driver.model, driver.page, driver.clinic.store
    assert [child.number for child in model.roster] == NUMBERS
    assert store.patients.count() == 9
    recorded: dict[str, str] = {}
    for number in NUMBERS:
        if number == NO_CONSENT:
            continue
        if number == ASKED:
            page.panel.step_button.click()
            question = page.panel.consent
            assert not page.panel.step_button.isEnabled()
            assert not question.yes_button.isEnabled()
            question.decided_by.setText("mother, by phone")
            question.until.setCurrentIndex(1)
            question.yes_button.click()
            kept = store.patients.consents(driver.day.patients[ASKED])[-1]
            assert (kept.given_by, kept.purpose) == ("mother, by phone", "Screening by video")
            assert kept.until > date.today().isoformat()
        recorded[number] = driver.record(number, WORDS[number])
    driver.analysed()
    states = driver.states()
    assert {number: state for number, state in states.items() if state != "done"} == {
        "003": "examine",
        "005": "repeat",
        NO_CONSENT: "no_consent",
    }

    # Nobody swapped: each recording is the one of the child, and its judgement hangs on it.
    for number, recording in recorded.items():
        assert driver.owner(recording) == number
        with store.recordings.video(recording) as video:
            assert video.read("video.mkv") == number.encode()
        assert len(store.judgements.of(recording)) == 1
        standing = driver.day.standing.recordings[recording]
        assert standing.child == number
        assert standing.analysis is not None
        assert standing.analysis.result == recording
    visits = [store.visits.of(driver.day.patients[number]) for number in recorded]
    assert [len(each) for each in visits] == [1] * len(recorded)

    # No consent blocks, in the window and in the records.
    model.choose(NO_CONSENT)
    assert model.blocked is not None
    assert not page.panel.consent.no_button.isVisible()
    assert "do not consent" in page.panel.consent.question.text()
    assert store.recordings.needs_consent(driver.day.patients[NO_CONSENT])

    # The table and the next list at the end.
    model.end()
    files = write_files(summary(model, "NN"), tmp_path, driver.program.store, ".")
    assert [
        row.split(";")[0].split(",")[0] for row in files[0].read_text("utf-8-sig").splitlines()[1:]
    ] == NUMBERS
    driver.program.day_wiring._write_next_list(tmp_path / "next.xlsx")
    qtbot.waitUntil(lambda: (tmp_path / "next.xlsx").is_file())
    assert [child.number for child in read_roster(tmp_path / "next.xlsx").children] == ["005"]
    page.begin_next()
    assert [child.number for child in model.roster] == ["005"]
    assert [line.ended for line in model.lines()] == [False, True]


def test_swapped_moved_and_undone_with_the_patients(
    drive: Callable[[], Driver], roster: Path
) -> None:
    driver = drive()
    driver.begin(roster)
    first, second = driver.record("001"), driver.record("002", "detected")
    driver.analysed()
    row = next(one for one in driver.model.rows if one.child.number == "001")
    driver.page.open_move(row)
    dialog = driver.page.dialog
    assert isinstance(dialog, MoveDialog)
    dialog.child.setCurrentIndex(1)
    assert dialog.both.isChecked()
    dialog.confirm_button.click()
    assert (driver.owner(first), driver.owner(second)) == ("002", "001")
    assert (driver.states()["001"], driver.states()["002"]) == ("examine", "done")
    driver.page.panel.undo_button.click()
    assert (driver.owner(first), driver.owner(second)) == ("001", "002")
    driver.model.move(first, "003")
    assert driver.owner(first) == "003"
    assert driver.clinic.store.visits.of(driver.day.patients["001"]) == []
    driver.clinic.store.unlock(Role.ADMINISTRATOR.value, PASSWORD)
    actions = [entry.action for entry in driver.clinic.store.trail.entries(limit=400)]
    assert actions.count("recording.moved") == 5
    driver.page.open_log()
    log = driver.page.dialog
    assert isinstance(log, LogDialog)
    assert "Undone: Recordings moved" in log.lines.toPlainText()
    log.reject()


def test_locked_in_the_middle_it_goes_on_where_it_was(
    drive: Callable[[], Driver], roster: Path, screener: WordScreener, qtbot: QtBot
) -> None:
    driver = drive()
    driver.begin(roster)
    driver.record("001")
    driver.analysed()
    slow = driver.record("002", "slow")
    qtbot.waitUntil(screener.started.is_set)
    assert driver.states()["002"] == ChildState.ANALYSING
    driver.call("003")
    video = driver.film("003", "detected")
    driver.lock()
    assert driver.model.day is None
    assert driver.model.roster == ()
    assert driver.model.lines() == []
    # Finished while nobody was there.
    screener.release.set()
    qtbot.waitUntil(lambda: not driver.program.queue.unfinished)
    driver.unlock()
    qtbot.waitUntil(lambda: driver.model.day is not None)
    current = driver.model.current
    assert current is not None
    assert current.number == "003"
    assert not driver.model.confirmed
    # What was recorded is noted, and screened, though the day was not told.
    qtbot.waitUntil(lambda: len(driver.day.standing.recordings) == 3)
    driver.analysed()
    states = driver.states()
    assert (states["001"], states["002"], states["003"]) == ("done", "done", "examine")
    assert driver.day.standing.recordings[video.id].child == "003"
    assert len(driver.clinic.store.judgements.of(slow)) == 1
    # Another user goes on with it; a researcher sees nothing of it.
    driver.lock()
    driver.unlock(Role.REVIEWER)
    qtbot.waitUntil(lambda: driver.model.day is not None)
    driver.lock()
    driver.unlock(Role.RESEARCHER)
    assert driver.model.day is None


def test_killed_it_goes_on_where_it_was(drive: Callable[[], Driver], roster: Path) -> None:
    first = drive()
    first.begin(roster)
    first.record("001")
    first.analysed()
    first.call("002")
    first.film("002", "detected")
    second = drive()
    second.qtbot.waitUntil(lambda: second.model.day is not None)
    second.qtbot.waitUntil(lambda: len(second.day.standing.recordings) == 2)
    second.analysed()
    states = second.states()
    assert (states["001"], states["002"], states["003"]) == ("done", "examine", "waiting")
    kinds = [change.kind for change in second.day.changes]
    assert kinds.count(ChangeKind.OPENED) == 2


def test_a_day_of_the_patients_of_a_class(
    drive: Callable[[], Driver], roster: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    driver = drive()
    driver.clinic.store.rosters.take(read_roster(roster).children)
    driver.window.show_page(DAY)
    assert driver.page.start.patients_button.isVisible()
    driver.page.start.patients_button.click()
    dialog = driver.page.dialog
    assert isinstance(dialog, DayPatients)
    qtbot.waitUntil(lambda: dialog.classes.count() == 3)
    qtbot.waitUntil(lambda: len(dialog.children_listed) == 9)
    dialog.classes.setCurrentIndex(2)
    qtbot.waitUntil(lambda: len(dialog.children_listed) == 8)
    assert "Consent is missing for 8" in dialog.count.text()
    dialog.save_asked.disconnect()
    driver.program.record_days._write_list(dialog.children_listed, tmp_path / "5a.csv")  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: (tmp_path / "5a.csv").is_file())
    assert len(read_roster(tmp_path / "5a.csv").children) == 8
    dialog.begin_button.click()
    assert [child.number for child in driver.model.roster] == NUMBERS
    assert driver.day.facts.name.startswith("5a")
    assert {driver.model.consent_of(child) for child in driver.model.roster} == {Consent.UNKNOWN}
    assert len(set(driver.day.facts.codes.values())) == 8


def test_rows_that_cannot_be_taken_are_named(
    drive: Callable[[], Driver], tmp_path: Path, qtbot: QtBot
) -> None:
    driver = drive()
    path = tmp_path / "list.csv"
    rows = [
        "编号,姓名,出生日期,性别,班级",
        "S-17,别人,2014-05-06,女,4b",
        "1,李雷,2014-02-30,男,4b",
        "2,韩梅梅,2014-02-03,女,4b",
        "2,韩小梅,2014-02-04,女,4b",
        "3,王芳,2014-02-05,女,4b",
        ",无名,2014-02-05,女,4b",
    ]
    path.write_bytes("\r\n".join(rows).encode("gb18030"))
    driver.window.show_page(DAY)
    driver.page.read_roster(path)
    qtbot.waitUntil(lambda: driver.page.dialog is not None)
    dialog = driver.page.dialog
    assert isinstance(dialog, RosterImport)
    dialog.name.setText("4b")
    qtbot.waitUntil(dialog.begin_button.isEnabled)
    said = dialog.faults.text().splitlines()
    assert [line.split(":")[0] for line in said] == ["Row 2", "Row 3", "Row 4", "Row 5", "Row 7"]
    assert "belongs to 王小明 Planted-Name Müller in the records" in said[0]
    assert "is no date" in said[1]
    assert "stands in 2 rows" in said[2]
    assert dialog.begin_button.text() == "&Begin without these 5 rows"
    dialog.begin_button.click()
    qtbot.waitUntil(lambda: driver.model.day is not None)
    assert [child.full_name for child in driver.model.roster] == ["王芳"]
    assert driver.clinic.store.patients.count() == 2


def test_a_recording_of_the_wrong_child_moves_to_another_patient(
    drive: Callable[[], Driver], roster: Path, qtbot: QtBot
) -> None:
    driver = drive()
    clinic, store = driver.clinic, driver.clinic.store
    store.rosters.take(read_roster(roster).children[:1])
    other = store.patients.search("Family001")[0]
    store.unlock(Role.REVIEWER.value, PASSWORD)
    store.judgements.review(clinic.judgement.id)
    store.signatures.sign(clinic.judgement.id, PASSWORD, "reviewed")
    store.unlock(Role.EXAMINER.value, PASSWORD)
    wiring, patients = driver.program.record_days, driver.program.patients_wiring
    assert wiring is not None
    assert patients is not None
    patients.recording_moved.emit(clinic.recording.id)
    qtbot.waitUntil(lambda: wiring.moves.dialog is not None)
    dialog = wiring.moves.dialog
    assert isinstance(dialog, PatientChooser)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "It is signed by The reviewer" in said
    dialog._choice.choose(other)
    with qtbot.waitSignal(wiring.moves.moved):
        dialog.confirm_button.click()
    assert [each.date for each in store.visits.of(other.id)] == ["2026-11-29"]
    assert not store.signatures.of(clinic.judgement.id)[0].holds
    assert "belongs to 001" in driver.window.undo_bar.words
    with qtbot.waitSignal(wiring.moves.moved):
        driver.window.undo_bar.button.click()
    assert store.visits.of(other.id) == []
    assert store.signatures.of(clinic.judgement.id)[0].holds


def test_a_list_becomes_patients_from_their_page(
    drive: Callable[[], Driver], roster: Path, qtbot: QtBot
) -> None:
    driver = drive()
    wiring, patients = driver.program.record_days, driver.program.patients_wiring
    assert wiring is not None
    assert patients is not None
    driver.window.show_page(PATIENTS)
    wiring.lists.read(roster)
    qtbot.waitUntil(lambda: wiring.lists.dialog is not None)
    dialog = wiring.lists.dialog
    assert isinstance(dialog, RosterPatientsDialog)
    qtbot.waitUntil(dialog.begin_button.isEnabled)
    assert dialog.patients is not None
    assert "8 children become new patients; 0 are patients already" in dialog.patients.told.text()
    with qtbot.waitSignal(wiring.lists.entered):
        dialog.begin_button.click()
    assert driver.clinic.store.patients.count() == 9
    assert "8 patients were added" in patients.area.list_page.banner.words
    # Without the box nobody has consented; the second time nothing is new.
    assert driver.clinic.store.rosters.children("Family001")[0].consent is Consent.UNKNOWN
    wiring.lists.read(roster)
    qtbot.waitUntil(lambda: wiring.lists.dialog is not None)
    again = wiring.lists.dialog
    assert isinstance(again, RosterPatientsDialog)
    qtbot.waitUntil(again.begin_button.isEnabled)
    assert again.patients is not None
    assert "0 children" in again.patients.told.text()
    # A lock closes the dialog, which shows names.
    driver.lock()
    qtbot.waitUntil(lambda: wiring.lists.dialog is None)


def test_a_folder_of_videos_is_taken_in_by_the_numbers_in_their_names(
    drive: Callable[[], Driver], roster: Path, tmp_path: Path, screener: WordScreener, qtbot: QtBot
) -> None:
    driver = drive()
    store, program = driver.clinic.store, driver.program
    children = read_roster(roster).children
    said = ConsentSaid(Consent.YES, "list", "screening")
    store.rosters.take(children, consents=said)
    folder = tmp_path / "films"
    for name in ("walk_001.mp4", "5a/walk_003.mp4", "walk_006.mp4", "nobody.mp4"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    screener.usual = "none"
    program.screen_model.folder_asked.emit(folder)
    qtbot.waitUntil(lambda: bool(program.window.findChildren(FolderImportDialog)))
    [dialog] = program.window.findChildren(FolderImportDialog)
    rows = [[dialog.table.item(row, column) for column in (0, 1)] for row in range(4)]
    cells = {name.text(): whose.text() for name, whose in rows if name and whose}
    assert cells["nobody.mp4"] == "nobody known"
    assert cells["walk_006.mp4"].endswith("no consent")
    assert cells["5a/walk_003.mp4"].startswith("003")
    assert dialog.start_button.text() == "&Take in 2 videos"
    dialog.start_button.click()
    qtbot.waitUntil(lambda: bool(program.window.findChildren(VideoImportDialog)))
    [asking] = program.window.findChildren(VideoImportDialog)
    asking.reject()
    qtbot.waitUntil(lambda: len(program.store.entries()) == 3 and not program.queue.unfinished)
    for number in ("001", "003"):
        patient = store.patients.search(f"Family{number}")[0]
        visits = store.visits.of(patient.id)
        recordings = store.recordings.of(visits[0].id)
        assert [each.source for each in recordings] == ["file"]
        with store.recordings.video(recordings[0].id) as video:
            assert number.encode() in video.read(video.names[0])
        assert len(store.judgements.of(recordings[0].id)) == 1
    assert store.visits.of(store.patients.search("Family006")[0].id) == []
