"""Thirty children through the window: nobody swapped, errors named, killed and gone on, told at the end."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pypdf
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from engine.core.kept_result import RESULT
from engine.core.result import ScreeningResult
from engine.roster.day_changes import ChangeKind, ChildState
from engine.roster.entries import Consent
from engine.roster.reading import read_roster
from scolioapp.bootstrap import Program
from scolioapp.bootstrap.day_files import summary, write_cards, write_files, write_next_list
from scolioapp.views.day_dialogs import LogDialog, MoveDialog
from scolioapp.views.main_window import DAY, RECORD, SCREEN
from scolioapp.views.screen_page import ScreenPage
from tests.app.day_driver import DayDriver, ReadingScreener, launch, settle, wait
from tests.app.window.test_keys import press
from tests.patience import SECONDS

# The offscreen platform says so of every dialog.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|raise|grabbing the keyboard")

ROOT = Path(__file__).parents[3]
ERRORS = ("007", "015", "023")
EXAMINE = ("003", "010", "020")
UNCLEAR = "012"
NO_CONSENT, ASKED, ABSENT = "009", "017", "026"


def word_of(number: str) -> str:
    """Return what the fake engine is to find in a child's first recording."""
    if number in ERRORS:
        return "broken"
    if number in EXAMINE:
        return "detected"
    return "unclear" if number == UNCLEAR else "none"


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "class.csv"
    consent = {NO_CONSENT: "no", ASKED: ""}
    rows = "".join(
        f"{n:03};Family{n};Child{n};{n % 27 + 1}.3.2014;{'fm'[n % 2]};5a;"
        f"{consent.get(f'{n:03}', 'yes')}\n"
        for n in range(1, 31)
    )
    titles = "Number;Family name;Given name;Date of birth;Sex;Class;Consent\n"
    path.write_bytes((titles + rows).encode("utf-8-sig"))
    return path


@pytest.fixture
def begun(tmp_path: Path, roster: Path, qtbot: QtBot) -> Iterator[Callable[[], DayDriver]]:
    """Start the program in one home, as often as asked."""
    programs: list[Program] = []

    def start() -> DayDriver:
        programs.append(launch(tmp_path / "home"))
        return DayDriver(programs[-1])

    yield start
    for program in programs:
        if isValid(program):
            end(program)


def end(program: Program) -> None:
    assert isinstance(program.screener, ReadingScreener)
    program.screener.release.set()
    program.end()
    settle()


def to_the_end(driver: DayDriver) -> None:
    """Screen everybody who can be, each by the name in the button."""
    model, waiting = driver.model, ChildState.WAITING
    while any(model.state_of(child) is waiting for child in model.roster):
        current = model.current
        here = current is not None and model.state_of(current) is waiting
        child = current if here and current is not None else model.next_two[0]
        if child.number == ABSENT:
            model.choose(ABSENT)
            driver.page.panel.absent_button.click()
            continue
        if child.number == ASKED:
            model.choose(ASKED)
            assert not driver.page.panel.step_button.isEnabled()
            driver.page.panel.consent.decided_by.setText("mother, by phone")
            driver.page.panel.consent.yes_button.click()
        assert driver.call_next() == child.number
        driver.record(word_of(child.number))
    wait(driver.analysed)


def test_thirty_children_through_the_window(
    begun: Callable[[], DayDriver], roster: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    driver = begun()
    program, model = driver.program, driver.model
    driver.begin(roster, "Hill School")
    assert len(model.roster) == 30
    to_the_end(driver)

    # Nobody swapped: each result carries the number of the child whose recording it is.
    day = model.day
    assert day is not None
    recordings = day.standing.recordings
    assert len(recordings) == 28
    for recording in recordings.values():
        kept = program.camera_wiring.library.get().get(recording.identifier)
        assert kept.subject == recording.child
        assert kept.path.read_text() == word_of(recording.child)
        if recording.analysis is not None:
            entry = next(
                one
                for one in program.store.entries()
                if one.identifier == recording.analysis.result
            )
            assert (entry.label, entry.video_path) == (recording.child, str(kept.path))

    # Three planted errors stop nobody, and are named.
    states = driver.states()
    assert {number for number in states if states[number] == ChildState.REPEAT} == {
        *ERRORS,
        UNCLEAR,
    }
    rows = {row.child.number: row for row in model.rows}
    table = driver.page.list.table.model()
    named = [
        str(table.index(line, 2).data())
        for line in range(table.rowCount())
        if str(table.index(line, 1).data()) == "Repeat"
    ]
    assert sum("ends in the middle. Copy it again." in words for words in named) == 3

    # Outcomes are hidden while children are there.
    assert model.state_of(rows["003"].child) is ChildState.EXAMINE
    assert model.shown_state(rows["003"].child) is ChildState.DONE
    shown = [str(table.index(line, column).data()) for line in range(30) for column in range(3)]
    assert not any("scoliosis" in words or words == "Examine" for words in shown)
    assert all("scoliosis" not in program.day_wiring.outcome_of(job) for job in program.queue.jobs)
    program.settings.show_outcomes = True
    assert model.shown_state(rows["003"].child) is ChildState.EXAMINE
    program.settings.show_outcomes = False

    # They are recorded again, after everybody else.
    for number in sorted((*ERRORS, UNCLEAR)):
        assert driver.call_next() == number
        driver.record("borderline" if number == UNCLEAR else "none")
    wait(driver.analysed)

    # The list by outcome, and the next one.
    driver.window.show_page(DAY)
    driver.page.end_button.click()
    states = driver.states()
    assert {n for n in states if states[n] == ChildState.EXAMINE} == {*EXAMINE, UNCLEAR}
    assert {n for n in states if states[n] == ChildState.ABSENT} == {ABSENT}
    assert {n for n in states if states[n] == ChildState.NO_CONSENT} == {NO_CONSENT}
    first = [str(table.index(line, 1).data()) for line in range(5)]
    assert first == ["Examine"] * 4 + ["Absent"]
    assert [child.number for child in model.left_over] == [ABSENT]

    check_files(driver, tmp_path)
    driver.page.next_button.click()
    assert [child.number for child in model.roster] == [ABSENT]
    again = model.day
    assert again is not None
    assert again.facts.codes[ABSENT] == day.facts.codes[ABSENT]


def check_files(driver: DayDriver, folder: Path) -> None:
    """Look into table, report, next list and cards."""
    said = summary(driver.model, "NN")
    paths = write_files(said, folder, driver.program.store, ".")
    with paths[0].open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert len(lines) == 30
    by_number = {line["number"]: line for line in lines}
    assert by_number["003"]["outcome"] == "features_detected"
    assert by_number[ASKED]["consent_decided_by"] == "mother, by phone"
    assert by_number[ABSENT]["state"] == "absent"
    kept = driver.program.store.load(by_number["003"]["result"])
    result = ScreeningResult.from_json(kept.files[RESULT].decode())
    for name, one in result.measurements.items():
        assert by_number["003"][name] == (str(one.value) if one.measurable else "")
    sheet = openpyxl.load_workbook(paths[1]).active
    assert sheet.max_row == 31
    assert [cell.value for cell in sheet[4]][:3] == ["003", "Family3", "Child3"]
    assert len(read_roster(paths[1]).children) == 30
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(paths[2]).pages)
    for expected in ("Hill School", "Child3 Family3", "Examine: 4", "Absent: 1", "not a diagnosis"):
        assert expected in " ".join(words.split())
    assert pypdf.PdfReader(paths[2]).trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Hill" not in str(pypdf.PdfReader(paths[2]).metadata)
    write_next_list(said, folder / "next.xlsx")
    assert [child.number for child in read_roster(folder / "next.xlsx").children] == [ABSENT]
    day = driver.model.day
    assert day is not None
    write_cards(day, folder / "cards.pdf", names=False, numbers=True)
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(folder / "cards.pdf").pages)
    assert day.facts.codes["003"] in words
    assert "Child3" not in words


def test_two_children_swapped_by_hand_and_put_right(
    begun: Callable[[], DayDriver], roster: Path
) -> None:
    driver = begun()
    driver.begin(roster, "Hill School")
    program, found = driver.program, {}
    for word in ("detected", "none"):
        number = driver.call_next()
        found[number] = driver.record(word)
    wait(driver.analysed)
    driver.window.show_page(DAY)
    driver.page.list.table.select("001")
    driver.page.list.move_button.click()
    dialog = driver.page.dialog
    assert isinstance(dialog, MoveDialog)
    assert dialog.picture is not None
    dialog.child.setCurrentIndex(1)
    assert dialog.confirm_button.text() == "Exchange Child1 Family1 and Child2 Family2"
    dialog.confirm_button.click()

    def owners() -> dict[str, str]:
        library = program.camera_wiring.library.get()
        return {number: library.get(one.id).subject for number, one in found.items()}

    def labels() -> list[str]:
        return sorted(f"{one.outcome}:{one.label}" for one in program.store.entries())

    swapped = ["features_detected:002", "no_features_detected:001"]
    wait(lambda: owners() == {"001": "002", "002": "001"} and labels() == swapped)
    assert driver.states()["002"] == ChildState.EXAMINE
    driver.page.panel.undo_button.click()
    right = ["features_detected:001", "no_features_detected:002"]
    wait(lambda: owners() == {"001": "001", "002": "002"} and labels() == right)
    assert driver.states()["001"] == ChildState.EXAMINE
    driver.page.open_log()
    log = driver.page.dialog
    assert isinstance(log, LogDialog)
    assert "Undone: Recordings moved" in log.lines.toPlainText()
    log.reject()


def run(home: Path, roster: Path, **plan: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.app.day_driver", str(home), str(roster), json.dumps(plan)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        check=False,
    )


def test_it_goes_on_from_what_is_on_the_disk(
    begun: Callable[[], DayDriver], roster: Path, tmp_path: Path
) -> None:
    """Take what is on the disk at two moments, as after a power cut, and go on from there."""
    first = begun()
    first.begin(roster, "Hill School")
    for word in ("none", "detected", "slow"):
        first.call_next()
        kept = first.record(word)
    wait(lambda: first.states()["003"] == ChildState.ANALYSING)
    home = tmp_path / "home"
    shutil.copytree(home, tmp_path / "cut off")
    end(first.program)
    (home / "data").rename(home / "data of the first")
    shutil.copytree(tmp_path / "cut off" / "data", home / "data")
    kept.path.write_text("unclear")
    second = begun()
    wait(second.analysed)
    states = [second.states()[f"{n:03}"] for n in range(1, 5)]
    assert states == ["done", "examine", "repeat", "waiting"]
    assert second.program.queue.jobs[0].request.label == "003"
    assert second.call_next() == "004"
    # Kept in the library, and then the light goes out before the day is told.
    second.file("004", "detected")
    end(second.program)
    third = begun()
    wait(lambda: third.states()["004"] == ChildState.EXAMINE)
    assert third.call_next() == "005"


@pytest.mark.heavy
def test_killed_three_times_and_gone_on(tmp_path: Path, roster: Path) -> None:
    """Kill the program in an analysis, before an outcome is noted, before a recording is: nothing is lost."""
    words = [
        word_of(f"{n:03}") for n in range(1, 31) if f"{n:03}" not in (NO_CONSENT, ASKED, ABSENT)
    ]
    plain = roster.read_text("utf-8-sig").replace(";5a;\n", ";5a;no\n")
    lines = [line for line in plain.splitlines() if not line.startswith(ABSENT)]
    roster.write_text("\n".join(lines) + "\n")
    home = tmp_path / "home"
    plans = (
        {"begin": True, "words": [*words[:8], "slow"], "kill": "analysing"},
        {"begin": False, "words": words[9:17], "kill": "unnoted"},
        {"begin": False, "words": words[17:22], "kill": "unattached"},
    )
    done = run(home, roster, **plans[0])
    assert done.returncode == -signal.SIGKILL, done.stderr
    # The one that was being analysed is analysed anew, by itself.
    slow = next(path for path in home.rglob("video.mkv") if path.read_text() == "slow")
    slow.write_text(words[8])
    for plan in plans[1:]:
        done = run(home, roster, **plan)
        assert done.returncode == -signal.SIGKILL, done.stderr
    done = run(home, roster, begin=False, words=words[22:], kill="")
    assert done.returncode == 0, done.stderr
    states = json.loads(done.stdout)
    assert len(states) == 29
    for number, state in states.items():
        expected = ChildState.NO_CONSENT
        if number not in (NO_CONSENT, ASKED):
            kind = word_of(number)
            found = {"broken": ChildState.REPEAT, "unclear": ChildState.REPEAT}
            expected = found.get(
                kind, ChildState.EXAMINE if kind == "detected" else ChildState.DONE
            )
        assert state == expected, number
    results = list((home / "data" / "results").glob("2*"))
    assert len(results) == len(words) - len(ERRORS)


def test_no_consent_blocks_and_who_decided_is_kept(
    begun: Callable[[], DayDriver], roster: Path
) -> None:
    driver = begun()
    driver.begin(roster, "Hill School")
    model = driver.model
    model.choose(NO_CONSENT)
    assert "do not consent" in driver.camera.blocked
    model.confirm()
    assert driver.window.current == DAY
    model.choose(ASKED)
    assert "Answer first" in driver.camera.blocked
    driver.page.panel.consent.decided_by.setText("father")
    driver.page.panel.consent.no_button.click()
    assert "do not consent" in driver.camera.blocked
    row = next(row for row in model.rows if row.child.number == ASKED)
    assert (row.state, row.decided_by) == (ChildState.NO_CONSENT, "father")
    model.undo()
    assert model.consent_of(row.child) is Consent.UNKNOWN


def test_a_card_chooses_and_confirms_but_consent_still_blocks(
    begun: Callable[[], DayDriver], roster: Path
) -> None:
    driver = begun()
    driver.begin(roster, "Hill School")
    day = driver.model.day
    assert day is not None
    assert driver.model.choose_by_card(day.facts.codes["005"])
    assert (driver.camera.subject, driver.camera.blocked) == ("005", "")
    assert driver.model.choose_by_card(day.facts.codes[NO_CONSENT])
    assert "do not consent" in driver.camera.blocked
    assert not driver.model.choose_by_card("SCA-222222222222")
    assert driver.camera.subject == NO_CONSENT


def test_the_space_bar_goes_on(begun: Callable[[], DayDriver], roster: Path) -> None:
    driver = begun()
    driver.begin(roster, "Hill School")
    press(driver.program, Qt.Key.Key_Space)
    assert driver.model.current is not None
    assert driver.window.current == DAY
    press(driver.program, Qt.Key.Key_Space)
    assert driver.window.current == RECORD
    driver.record("none")
    assert "has been recorded" in driver.camera.blocked
    # Beside the camera, too: where recording is blocked, the same key goes on.
    driver.camera.refused.emit()
    wait(lambda: driver.camera.subject == "002")
    driver.camera.refused.emit()
    wait(lambda: driver.camera.blocked == "")


def test_a_recording_of_another_day_is_never_taken_for_this_one(
    begun: Callable[[], DayDriver], roster: Path
) -> None:
    driver = begun()
    driver.begin(roster, "Monday")
    monday = driver.model.day
    assert monday is not None
    driver.begin(roster, "Tuesday")
    number = driver.call_next()
    driver.file(number, "detected")
    driver.model.open(monday.identifier)
    wait(lambda: True)
    driver.program.day_camera._take_missed(driver.program.camera_wiring.library.get().recordings())
    assert driver.model.day is not None
    assert driver.model.day.standing.recordings == {}
    assert [each.kind for each in monday.changes][-1] is ChangeKind.CLOSED


def test_a_newer_judgement_is_followed(begun: Callable[[], DayDriver], roster: Path) -> None:
    driver = begun()
    driver.begin(roster, "Hill School")
    driver.call_next()
    driver.record("unclear")
    wait(driver.analysed)
    assert driver.states()["001"] == ChildState.REPEAT
    store = driver.program.store
    entry = store.entries()[0]
    kept = driver.program.screener.load(store.load(entry.identifier).files, entry.label)
    anew = driver.program.screener.judge(kept, person=1)
    store.add_judgement(entry.identifier, anew.result, driver.program.screener.dump(anew))
    driver.program.results.refresh()
    assert driver.states()["001"] == ChildState.DONE


def test_names_stand_in_the_days_own_files_only(
    begun: Callable[[], DayDriver], roster: Path, tmp_path: Path
) -> None:
    driver = begun()
    driver.begin(roster, "Hill School")
    driver.call_next()
    driver.record("none")
    wait(driver.analysed)
    home = tmp_path / "home"
    for path in home.rglob("*"):
        if path.is_file() and b"Family1" in path.read_bytes():
            assert path.is_relative_to(home / "data" / "days"), path
    assert "Family" not in driver.window.windowTitle()


def test_the_day_is_open_in_clinic_mode_and_screen_shows_no_outcome(
    begun: Callable[[], DayDriver], roster: Path
) -> None:
    driver = begun()
    driver.begin(roster, "Hill School")
    assert not driver.program.settings.clinic.closes(DAY)
    driver.call_next()
    driver.window.show_page(SCREEN)
    driver.record("detected")
    wait(driver.analysed)
    assert driver.window.current == SCREEN
    page = driver.window.page(SCREEN)
    assert isinstance(page, ScreenPage)
    assert "scoliosis" not in page.banner.words


def test_a_repetition_is_linked_with_the_recording_that_it_repeats(
    begun: Callable[[], DayDriver], roster: Path
) -> None:
    driver = begun()
    driver.begin(roster, "Hill School")
    program, model = driver.program, driver.model
    driver.call_next()
    driver.record("unclear")
    wait(driver.analysed)
    earlier = next(iter(model.day.standing.recordings.values())).analysis  # type: ignore[union-attr]
    assert earlier is not None
    model.ask_repeat("001")
    model.choose("001")
    model.confirm()
    driver.record("none")
    wait(lambda: len(program.store.entries()) == 2)
    wait(driver.analysed)
    entries = {entry.identifier: entry for entry in program.store.entries()}
    newest = next(entry for name, entry in entries.items() if name != earlier.result)
    assert newest.repeats == earlier.result
    assert entries[earlier.result].repeats == ""
    assert program.queue.jobs[-1].request.repeats is not None
    # The next child repeats nobody.
    driver.call_next()
    driver.record("none")
    wait(driver.analysed)
    assert program.queue.jobs[-1].request.repeats is None
