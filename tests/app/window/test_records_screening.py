"""Screening with protected records in the real window: for whom, by whose consent, locked, killed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from engine.core.kept_result import PEOPLE, RESULT
from engine.core.progress import Cancel, Progress, check
from engine.core.screening_request import ScreeningRequest
from scolioapp.bootstrap import Program, build
from scolioapp.bootstrap.built_pages import results_area, screen_page
from scolioapp.jobs.queue import Phase
from scolioapp.paths import AppPaths, samples
from scolioapp.settings import Settings
from scolioapp.storage.earlier_times import EarlierPlace
from scolioapp.storage.record_results import RecordEntry, RecordResults
from scolioapp.storage.records.patients import PatientFields
from scolioapp.storage.records.record_roles import Role
from scolioapp.storage.records.record_store import RecordStore
from scolioapp.storage.results import ResultStore
from scolioapp.storage.screening_days import ScreeningDays
from scolioapp.viewmodels.results_table import Column
from scolioapp.views.main_window import RESULTS
from scolioapp.views.patient_chooser import PatientChooser
from scolioapp.views.takeover_dialog import TakeoverDialog
from scolioapp.views.video_import_dialog import VideoImportDialog
from tests.app.conftest import settle
from tests.app.fake_models import FakeLibrary
from tests.app.fakes import FakeScreener
from tests.app.result_fixtures import MadeUpScreening, screening
from tests.app.storage.records import left_behind
from tests.app.storage.records.made_records import (
    CHEAP,
    JPEG,
    NAME,
    NPZ,
    PASSWORD,
    Clinic,
    made_clinic,
)
from tests.engine.made_up import result

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

WHO = f"S-17 · {NAME}"


class RecordsScreener(FakeScreener):
    """Finds the same in every video; waits for `release` while it is told to."""

    hold = False

    def screen(
        self,
        request: ScreeningRequest,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> MadeUpScreening:
        self.requests.append(request)
        self.started.set()
        while self.hold and not self.release.wait(0.01):
            check(cancel)
        return screening()

    def dump(self, made: MadeUpScreening) -> dict[str, bytes]:
        return {**super().dump(made), PEOPLE: NPZ}


@pytest.fixture
def screener() -> RecordsScreener:
    return RecordsScreener()


@pytest.fixture
def clinic(paths: AppPaths) -> Iterator[Clinic]:
    """Records with a patient who was seen and judged once."""
    Settings(paths.settings).keeping = "records"
    made = made_clinic(paths.records)
    yield made
    made.store.close()


@pytest.fixture
def begin(
    qtbot: QtBot,
    qapp: QApplication,
    paths: AppPaths,
    screener: RecordsScreener,
    library: FakeLibrary,
    clinic: Clinic,
) -> Iterator[Callable[[], Program]]:
    """Start the program with the records as they are, locked or not; more than once if asked."""
    programs: list[Program] = []

    def start() -> Program:
        program = build(qapp, paths, screener, library, records=clinic.store)
        programs.append(program)
        program.start()
        qtbot.waitExposed(program.window)
        idle(qtbot, program)
        return program

    yield start
    screener.release.set()
    for program in programs:
        if isValid(program):
            program.end()
    settle()


@pytest.fixture
def program(begin: Callable[[], Program]) -> Program:
    return begin()


def idle(qtbot: QtBot, program: Program) -> None:
    settle()
    qtbot.waitUntil(lambda: not program.worker.busy)
    settle()


def unlock(qtbot: QtBot, program: Program, role: Role) -> None:
    assert program.door is not None
    with qtbot.waitSignal(program.door.unlocked):
        program.door.unlock(role.value, PASSWORD, failed=pytest.fail)
    idle(qtbot, program)


def lock(qtbot: QtBot, program: Program, *, wait: bool = True) -> None:
    assert program.door is not None
    program.door.lock()
    if wait:
        idle(qtbot, program)
    else:
        qtbot.waitUntil(lambda: not program.door.store.unlocked)


def film(folder: Path, name: str) -> Path:
    path = folder / "stick" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"\x1aE\xdf\xa3a film of somebody" * 20_000)
    return path


def asked(qtbot: QtBot, program: Program, *files: Path) -> VideoImportDialog:
    """Drop a file on the window, or have several asked about; return the dialog that asks."""
    if len(files) == 1:
        program.incoming.open(files)
    else:
        # As the folder's dialog has those asked about whose names it does not take.
        assert program.records_screening is not None
        program.records_screening._ask_each([program.screen_model.usual(each) for each in files])
    found = program.window.findChildren

    qtbot.waitUntil(lambda: any(each.isVisible() for each in found(VideoImportDialog)))
    return next(each for each in found(VideoImportDialog) if each.isVisible())


def choose(qtbot: QtBot, dialog: VideoImportDialog, number: str) -> None:
    """Type a number, and take the patient with the arrow and Enter's row."""
    table = dialog.picker.table
    dialog.picker.search.setText(number)

    def there() -> bool:
        things = dialog._model.choice.table.things
        return [each.about.number for each in things] == [number]

    qtbot.waitUntil(there)
    qtbot.keyClick(dialog.picker.search, Qt.Key.Key_Down)
    table.selectRow(0)
    qtbot.waitUntil(dialog.confirm_button.isEnabled)


def confirm(qtbot: QtBot, program: Program, dialog: VideoImportDialog) -> None:
    with qtbot.waitSignal(dialog.finished):
        qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    idle(qtbot, program)


def rows(program: Program) -> list[str]:
    model = program.results
    return [
        " | ".join(str(model.index(row, column).data()).replace("\n", " ") for column in Column)
        for row in range(model.rowCount())
    ]


def test_a_video_is_taken_in_for_a_patient_and_screened_out_of_the_records(
    qtbot: QtBot, program: Program, clinic: Clinic, screener: RecordsScreener, tmp_path: Path
) -> None:
    path = film(tmp_path, "walk_S-17.mp4")
    dialog = asked(qtbot, program, path)
    # Its number stands in the name of the file.
    qtbot.waitUntil(lambda: WHO in dialog.confirm_button.text())
    qtbot.waitUntil(dialog.confirm_button.isEnabled)
    assert not dialog._consent.isVisible()
    confirm(qtbot, program, dialog)
    [request] = screener.requests
    assert request.label == WHO
    assert request.path.name == f"{request.recording}.recording"
    with clinic.store.recordings.video(request.recording) as kept:
        assert kept.read("video.mp4") == path.read_bytes()
    [judged] = clinic.store.judgements.of(request.recording)
    assert judged.line.outcome == "borderline_features"
    [job] = program.queue.jobs
    assert (job.phase, job.result, job.title) == (Phase.DONE, request.recording, WHO)
    program.window.show_page(RESULTS)
    idle(qtbot, program)
    first = rows(program)[0]
    assert first.startswith(time.strftime("%Y")) or time.strftime("%Y") in first
    assert WHO in first
    assert "4b" in first
    assert "Borderline" in first
    assert "draft" in first
    page = results_area(program.window).list_page
    assert not page.folder_button.isVisible()
    # It opens as any result does.
    program.opener.open(program.results.things[0])
    idle(qtbot, program)
    opened = program.opener.opened
    assert opened is not None
    assert opened.label == WHO
    page = results_area(program.window).result_page
    assert page is not None
    assert WHO in page.name.title.text().replace("\N{ZERO WIDTH SPACE}", "")


def test_without_consent_nothing_is_taken_in_and_with_it_everything(
    qtbot: QtBot, program: Program, clinic: Clinic, screener: RecordsScreener, tmp_path: Path
) -> None:
    new = clinic.store.patients.add(PatientFields("N-1", "No Consent"))
    dialog = asked(qtbot, program, film(tmp_path, "IMG_0001.mov"))
    choose(qtbot, dialog, "N-1")
    assert dialog._consent.isVisible()
    qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    assert "Without a consent the video is not taken in" in dialog.banner.words
    assert (screener.requests, clinic.store.visits.of(new.id)) == ([], [])
    dialog.given_by.setText("the father")
    dialog.until.setText("yesterday")
    qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    assert "2027-07-31" in dialog.banner.words
    dialog.until.clear()
    dialog.keep_box.setChecked(False)
    confirm(qtbot, program, dialog)
    [request] = screener.requests
    assert request.path.name == "IMG_0001.mov"
    [consent] = clinic.store.patients.consents(new.id)
    assert (consent.given_by, consent.purpose) == ("the father", "Recording and screening")
    [visit] = clinic.store.visits.of(new.id)
    [recording] = clinic.store.recordings.of(visit.id)
    assert (recording.id, recording.has_video) == (request.recording, False)
    assert recording.title == "IMG_0001.mov"


def test_several_videos_each_its_own_or_all_of_one_new_patient(
    qtbot: QtBot, program: Program, clinic: Clinic, screener: RecordsScreener, tmp_path: Path
) -> None:
    other = clinic.store.patients.add(PatientFields("S-18", "Other Child"))
    clinic.store.patients.add_consent(other.id, "mother", "2020-01-01", "screening")
    files = [film(tmp_path, name) for name in ("S-17 a.mp4", "S-18 b.mp4", "c.mp4", "d.mp4")]
    dialog = asked(qtbot, program, *files)
    for number, who in ((1, WHO), (2, "S-18 · Other Child")):
        qtbot.waitUntil(lambda who=who: who in dialog.confirm_button.text())
        qtbot.waitUntil(dialog.confirm_button.isEnabled)
        assert f"Video {number} of 4" in dialog.question.text()
        assert dialog.confirm_button.text().startswith("Next")
        qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    assert "Video 3 of 4" in dialog.question.text()
    assert not dialog.confirm_button.isEnabled()
    dialog.all_box.setChecked(True)
    dialog.picker.new_button.click()
    # What is looked for in vain is suggested; here it is somebody's number.
    dialog.picker.search.setText("S-17")
    assert dialog.picker.number.text() == "S-17"
    dialog.picker.add_button.click()
    qtbot.waitUntil(lambda: "belongs to another patient" in dialog.picker.banner.words)
    dialog.picker.number.setText("N-9")
    dialog.picker.search.clear()
    assert dialog.picker.number.text() == "N-9"
    dialog.picker.name.setText("New Child")
    dialog.picker.add_button.click()
    qtbot.waitUntil(lambda: "N-9 · New Child" in dialog.confirm_button.text())
    qtbot.waitUntil(dialog.confirm_button.isEnabled)
    dialog.given_by.setText("guardian")
    confirm(qtbot, program, dialog)
    qtbot.waitUntil(lambda: all(job.phase is Phase.DONE for job in program.queue.jobs))
    assert [each.label for each in screener.requests] == [
        WHO,
        "S-18 · Other Child",
        "N-9 · New Child",
        "N-9 · New Child",
    ]
    [new] = clinic.store.patients.search("N-9")
    assert len(clinic.store.visits.of(new.id)) == 1
    assert len(clinic.store.patients.consents(new.id)) == 1


def test_what_is_finished_while_locked_is_told_after_unlocking(
    qtbot: QtBot, program: Program, clinic: Clinic, screener: RecordsScreener, tmp_path: Path
) -> None:
    screener.hold = True
    dialog = asked(qtbot, program, film(tmp_path, "S-17.mp4"), film(tmp_path, "x S-17.mp4"))
    qtbot.waitUntil(dialog.confirm_button.isEnabled)
    dialog.all_box.setChecked(True)
    with qtbot.waitSignal(dialog.finished):
        qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(program.queue.jobs) == 2 and screener.started.is_set())
    lock(qtbot, program, wait=False)
    strip, page = program.window.strip, screen_page(program.window)
    assert strip.folded
    assert "1 running" in strip.summary()
    assert (program.results.rowCount(), program.screen_model.recent) == (0, [])
    screener.hold = False
    qtbot.waitUntil(lambda: program.queue.jobs[0].phase is Phase.DONE)
    idle(qtbot, program)
    # The second one lies in the records: it waits for somebody who may read it.
    assert program.queue.jobs[1].phase is Phase.WAITING
    assert program.session.outcome_of(program.queue.jobs[0]) == "Kept; shown after unlocking"
    assert (page.banner.words, len(screener.requests)) == ("", 1)
    [waits] = (clinic.folder / "inbox").iterdir()
    assert NPZ[:40] not in waits.read_bytes()
    unlock(qtbot, program, Role.EXAMINER)
    qtbot.waitUntil(lambda: program.queue.jobs[1].phase is Phase.DONE)
    idle(qtbot, program)
    first, second = screener.requests
    assert [len(clinic.store.judgements.of(each.recording)) for each in (first, second)] == [1, 1]
    assert "Borderline" in program.session.outcome_of(program.queue.jobs[0])
    assert not strip.folded
    assert len(rows(program)) == 3


def test_a_screening_that_was_cut_off_is_offered_again(
    qtbot: QtBot,
    begin: Callable[[], Program],
    clinic: Clinic,
    screener: RecordsScreener,
    tmp_path: Path,
    paths: AppPaths,
) -> None:
    screener.hold = True
    program = begin()
    dialog = asked(qtbot, program, film(tmp_path, "S-17.mp4"))
    qtbot.waitUntil(dialog.confirm_button.isEnabled)
    qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(screener.started.is_set)
    program.end()
    settle()
    assert not paths.queue.exists()
    assert not paths.recent.exists()
    screener.hold = False
    clinic.store = RecordStore(clinic.folder, cost=CHEAP)
    again = begin()
    banner = screen_page(again.window).banner
    assert banner.words == ""
    unlock(qtbot, again, Role.EXAMINER)
    qtbot.waitUntil(lambda: "not screened to its end" in banner.words)
    banner.act()
    qtbot.waitUntil(lambda: [each.phase for each in again.queue.jobs] == [Phase.DONE])
    idle(qtbot, again)
    first, second = screener.requests
    assert (second.recording, second.path, second.label) == (
        first.recording,
        first.path,
        first.label,
    )
    assert len(clinic.store.judgements.of(first.recording)) == 1
    assert clinic.store.listing.waiting() == []


def test_a_deleted_recording_is_in_the_recycle_bin_and_comes_back(
    qtbot: QtBot, program: Program, clinic: Clinic
) -> None:
    program.window.show_page(RESULTS)
    idle(qtbot, program)
    page = results_area(program.window).list_page
    page.table.selectRow(0)
    page.delete()
    idle(qtbot, program)
    assert program.results.rowCount() == 0
    assert clinic.store.bin.recordings() == [clinic.recording.id]
    assert "recycle bin" in program.window.undo_bar.words
    program.window.undo_bar.undo()
    idle(qtbot, program)
    assert clinic.store.bin.recordings() == []
    assert WHO in rows(program)[0]


def test_a_sample_is_screened_for_nobody_and_not_kept(
    qtbot: QtBot, program: Program, clinic: Clinic, screener: RecordsScreener
) -> None:
    count = clinic.store.listing.count()
    program.incoming.open(samples()[:1])
    qtbot.waitUntil(lambda: [each.phase for each in program.queue.jobs] == [Phase.DONE])
    idle(qtbot, program)
    assert screener.requests[0].recording == ""
    assert (clinic.store.listing.count(), clinic.store.listing.waiting()) == (count, [])
    program.opener.open(program.session.entry_of(program.queue.jobs[0]))
    idle(qtbot, program)
    assert program.opener.opened is not None


def test_a_researcher_sees_numbers_and_opens_nothing(
    qtbot: QtBot, program: Program, clinic: Clinic, tmp_path: Path
) -> None:
    lock(qtbot, program)
    unlock(qtbot, program, Role.RESEARCHER)
    program.window.show_page(RESULTS)
    idle(qtbot, program)
    [row] = rows(program)
    assert "S-17" in row
    assert "Borderline" in row
    assert "Planted" not in row
    assert "4b" not in row
    page = results_area(program.window).list_page
    page.table.selectRow(0)
    buttons = (page.open_button, page.rename_button, page.delete_button)
    assert [each.isEnabled() for each in buttons] == [False, False, False]
    page.table.activated.emit(page.table.currentIndex())
    page.delete()
    assert program.opener.opened is None
    assert clinic.store.listing.count() == 1
    program.incoming.open([film(tmp_path, "S-17.mp4")])
    assert "does not screen videos" in program.window.banner.words
    assert program.queue.jobs == []


def test_earlier_results_are_taken_over_and_then_erased(
    qtbot: QtBot, program: Program, clinic: Clinic, paths: AppPaths
) -> None:
    folder = ResultStore(paths.results)
    made = {name: result(label=name) for name in (NAME, "Somebody Else")}
    for each in made.values():
        folder.keep(each, Path("/videos/a.mp4"), {RESULT: each.to_json().encode(), PEOPLE: NPZ})
    broken = folder.keep(result(label="Broken"), Path("/videos/b.mp4"), {RESULT: b"{"})
    place = EarlierPlace(paths.results, paths.recordings, paths.days)
    program.takeover_offered.emit(place)
    assert "not in the records yet" in screen_page(program.window).banner.words
    program.window.show_page(RESULTS)
    idle(qtbot, program)
    page = results_area(program.window).list_page
    assert page.takeover_button.isVisible()
    page.takeover_button.click()
    [dialog] = program.window.findChildren(TakeoverDialog)
    qtbot.waitUntil(lambda: "folders that are not protected: 3 results." in dialog.facts.text())
    assert not dialog.erase_button.isVisible()
    dialog.start_button.click()
    qtbot.waitUntil(dialog.erase_button.isVisible)
    idle(qtbot, program)
    assert "In the records: 2 results." in dialog.facts.text()
    assert dialog.failures.toPlainText().startswith(time.strftime("%Y")) or (
        time.strftime("%Y") in dialog.failures.toPlainText()
    )
    assert len(rows(program)) == 3
    assert len(folder.entries()) == 3
    dialog.erase_button.click()
    [box] = dialog.findChildren(QMessageBox)
    assert "SSD" in box.informativeText()
    [erase] = [each for each in box.buttons() if each.text() == "&Erase"]
    erase.click()
    qtbot.waitUntil(lambda: "Erased from the folders: 2 results." in dialog.facts.text())
    idle(qtbot, program)
    assert [each.identifier for each in folder.entries()] == [broken.identifier]
    dialog.reject()


def test_a_day_of_earlier_times_comes_over_and_a_recording_of_nobody_is_given_to_a_patient(
    qtbot: QtBot,
    program: Program,
    clinic: Clinic,
    paths: AppPaths,
    caplog: pytest.LogCaptureFixture,
) -> None:
    place = EarlierPlace(paths.results, paths.recordings, paths.days)
    day = left_behind.a_day(place)
    left_behind.film(place, "", 5)
    broken = ScreeningDays(place.days).create("Broken", left_behind.CHILDREN)
    (broken.folder / "day.json").write_bytes(b"{")
    program.takeover_offered.emit(place)
    program.window.show_page(RESULTS)
    idle(qtbot, program)
    results_area(program.window).list_page.takeover_button.click()
    [dialog] = program.window.findChildren(TakeoverDialog)
    counted = "1 result, 3 recordings of the camera, 2 screening days."
    qtbot.waitUntil(lambda: counted in dialog.facts.text())
    dialog.start_button.click()
    qtbot.waitUntil(dialog.erase_button.isVisible)
    idle(qtbot, program)
    counted = "1 result, 2 recordings of the camera, 1 screening day."
    assert f"In the records: {counted}" in dialog.facts.text()
    assert dialog.failures.toPlainText().startswith(
        "Screening day without a date: This screening day"
    )
    assert dialog.nobodys.count() == 1
    assert "Nobody was chosen" in dialog.nobodys.item(0).text()
    dialog.choose_button.click()
    [chooser] = dialog.findChildren(PatientChooser)
    qtbot.waitUntil(lambda: chooser.picker.table.model().rowCount() == 5)
    qtbot.keyClicks(chooser.picker.search, "S-17")
    qtbot.waitUntil(lambda: chooser.picker.table.model().rowCount() == 1)
    qtbot.keyClick(chooser.picker.search, Qt.Key.Key_Return)
    qtbot.waitUntil(chooser.confirm_button.isEnabled)
    chooser.confirm_button.click()
    qtbot.waitUntil(lambda: "3 recordings of the camera" in dialog.facts.text())
    idle(qtbot, program)
    assert not dialog.whose.isVisible()
    assert clinic.store.patients.open(clinic.patient.id).visits == 2
    dialog.erase_button.click()
    [box] = dialog.findChildren(QMessageBox)
    [erase] = [each for each in box.buttons() if each.text() == "&Erase"]
    erase.click()
    qtbot.waitUntil(lambda: dialog.facts.text().startswith("Erased from the folders"))
    idle(qtbot, program)
    assert ScreeningDays(place.days).identifiers() == [broken.identifier]
    assert place.count().recordings == 0
    [line] = clinic.store.days.lines()
    assert line.began == day.facts.began
    for name in ("Müller-Planted", "小红", "Silva", "Hill School"):
        assert name not in caplog.text
    dialog.reject()


def test_the_records_are_told_who_was_judged_by_a_model(
    qtbot: QtBot, program: Program, clinic: Clinic
) -> None:
    sha256 = clinic.judgement.line.model_sha256
    assert program.store.judged_by("mirror", [sha256, "cd" * 32], []) == 1
    assert program.store.judged_by("mirror", ["cd" * 32], []) == 0


def test_a_chosen_patient_is_handed_over_and_a_lock_closes_the_question(
    qtbot: QtBot, program: Program, clinic: Clinic
) -> None:
    from scolioapp.viewmodels.patient_choice import PatientChoice

    assert program.door is not None
    clinic.store.patients.add(PatientFields("Z-1", "Aaron First"))
    clinic.store.visits.add(clinic.patient.id, time.strftime("%Y-%m-%d"))
    chosen = []
    dialog = PatientChooser(
        PatientChoice(program.door), "Move", "Whose is it?", "&Move", program.window
    )
    dialog.chosen.connect(chosen.append)
    dialog.open()
    table = dialog.picker.table
    qtbot.waitUntil(lambda: table.model().rowCount() == 2)
    # Whoever was seen today comes first, whatever the alphabet says.
    assert table.model().index(0, 3).data() == "today"
    qtbot.keyClicks(dialog.picker.search, "aaron")
    qtbot.waitUntil(lambda: table.model().rowCount() == 1)
    assert not dialog.confirm_button.isEnabled()
    qtbot.keyClick(dialog.picker.search, Qt.Key.Key_Return)
    assert chosen == []
    qtbot.keyClick(dialog.picker.search, Qt.Key.Key_Return)
    assert [each.about.number for each in chosen] == ["Z-1"]
    other = PatientChooser(
        PatientChoice(program.door), "Move", "Whose is it?", "&Move", program.window
    )
    other.open()
    with qtbot.waitSignal(other.finished):
        lock(qtbot, program)
    idle(qtbot, program)


def test_nothing_outside_the_records_can_be_read_after_a_whole_day(
    qtbot: QtBot,
    begin: Callable[[], Program],
    clinic: Clinic,
    screener: RecordsScreener,
    tmp_path: Path,
    paths: AppPaths,
) -> None:
    program = begin()
    number = "PLANTED-4711"
    about = PatientFields(number, NAME, class_name=NAME)
    child = clinic.store.patients.add(about)
    clinic.store.patients.add_consent(child.id, NAME, "2020-01-01", NAME)
    dialog = asked(qtbot, program, film(tmp_path, f"{number} {NAME}.mp4"))
    qtbot.waitUntil(lambda: number in dialog.confirm_button.text())
    qtbot.waitUntil(dialog.confirm_button.isEnabled)
    confirm(qtbot, program, dialog)
    qtbot.waitUntil(lambda: [each.phase for each in program.queue.jobs] == [Phase.DONE])
    program.window.show_page(RESULTS)
    idle(qtbot, program)
    entry = program.results.things[0]
    assert isinstance(entry, RecordEntry)
    program.labels.label_result(entry.identifier, f"{entry.title} · walk of {NAME}")
    program.opener.open(entry)
    idle(qtbot, program)
    assert program.results.things[0].label.endswith("walk of 王小明 Planted-Name Müller")
    lock(qtbot, program)
    program.end()
    settle()
    words = [NAME, "王小明", "Planted-Name", number]
    needles = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le", "gb18030")]
    needles += [JPEG[:11], NPZ[:20], b"a film of somebody"]
    for path in (each for each in paths.data.parent.rglob("*") if each.is_file()):
        assert number not in path.name
        assert "Planted" not in path.name
        content = path.read_bytes()
        found = [each for each in needles if each in content]
        assert not found, f"{path.relative_to(paths.data.parent)} holds {found}"
    store = RecordStore(clinic.folder, cost=CHEAP)
    try:
        store.unlock(Role.EXAMINER.value, PASSWORD)
        assert store.patients.count(number) == 1
    finally:
        store.close()


def test_a_film_that_repeats_another_belongs_to_the_same_patient_and_both_are_compared(
    qtbot: QtBot, program: Program, clinic: Clinic, screener: RecordsScreener, tmp_path: Path
) -> None:
    clinic.store.patients.add(PatientFields("A-1", "Aaron First"))
    dialog = asked(qtbot, program, film(tmp_path, "S-17.mp4"))
    qtbot.waitUntil(dialog.confirm_button.isEnabled)
    confirm(qtbot, program, dialog)
    qtbot.waitUntil(lambda: [each.phase for each in program.queue.jobs] == [Phase.DONE])
    idle(qtbot, program)
    [first] = screener.requests
    earlier = program.session.entry_of(program.queue.jobs[0])
    assert earlier is not None
    program.opener.open(earlier)
    idle(qtbot, program)
    opened = program.opener.opened
    assert opened is not None
    # As the dialog of the repeat does, with a film whose name says nothing.
    program.opener._take_film(opened.result, earlier, film(tmp_path, "IMG_0002.mov"))

    def again() -> list[VideoImportDialog]:
        found = program.window.findChildren(VideoImportDialog)
        return [each for each in found if each.isVisible()]

    qtbot.waitUntil(lambda: len(again()) == 1)
    [dialog] = again()
    qtbot.waitUntil(lambda: WHO in dialog.confirm_button.text())
    qtbot.waitUntil(dialog.confirm_button.isEnabled)
    confirm(qtbot, program, dialog)
    qtbot.waitUntil(lambda: [each.phase for each in program.queue.jobs] == [Phase.DONE] * 2)
    idle(qtbot, program)
    second = screener.requests[1]
    assert second.repeats is not None
    assert second.repeats.result == first.recording
    program.results.refresh()
    idle(qtbot, program)
    links = program.results.links_of(second.recording)
    assert links.earlier is not None
    assert links.earlier.identifier == first.recording
    assert program.results.is_replaced(links.earlier)
    # What another run has of it is what the records hold.
    records = RecordResults(clinic.folder, lambda: clinic.store, lambda: True)
    assert records.entry(second.recording).repeats == first.recording
