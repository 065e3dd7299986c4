"""The page that checks this computer: begins by itself, says the worst first, stops, copies."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.core.errors import OutputError
from engine.core.examination import Check, State
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.text import text
from scolioapp.bootstrap import Program
from scolioapp.jobs.examiner import Examiner
from scolioapp.jobs.worker import Worker
from scolioapp.paths import AppPaths
from scolioapp.settings import Settings
from scolioapp.viewmodels.examination import Examination, fonts_check
from scolioapp.views.examination_page import ExaminationPage, QtMachine
from scolioapp.views.help_area import HelpArea, show_examination
from scolioapp.views.main_window import ABOUT, HELP, SETTINGS
from tests.app.pseudo_language import PseudoTranslator

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

FINE = Check("program", text("Program"), State.OK, text("ScolioApp is here."))
FULL = Check(
    "folder:data", text("Disk"), State.FAILS, text("It is full."), text("Free some space.")
)
SLOW = Check("computer", text("Memory"), State.NOTE, text("It is little."), text("Close others."))


class FakeExaminer(Examiner):
    def __init__(self, *checks: Check) -> None:
        super().__init__(dict)
        self.checks = checks
        self.error: Exception | None = None
        self.rounds = 0
        self.device = ""
        self.waits = False
        self.started = threading.Event()
        self.release = threading.Event()

    def examine(
        self, *, device: str, found: Callable[[Check], None], progress: Progress, cancel: Cancel
    ) -> None:
        self.rounds += 1
        self.device = device
        for number, each in enumerate(self.checks):
            report(progress, Stage.CHECK, number / len(self.checks))
            found(each)
        self.started.set()
        while self.waits and not self.release.wait(0.01):
            check(cancel)
        if self.error is not None:
            raise self.error

    def cameras(self, count: int | None) -> Check:
        return Check(
            "cameras", text("Cameras"), State.OK, text("{count} cameras.", count=count or 0)
        )


class FakeMachine:
    def cameras(self) -> int:
        return 2

    def chinese_fonts(self) -> int:
        return 1


@pytest.fixture
def examiner() -> FakeExaminer:
    return FakeExaminer(FINE, SLOW, FULL)


@pytest.fixture
def settings(paths: AppPaths) -> Settings:
    return Settings(paths.settings)


@pytest.fixture
def model(examiner: FakeExaminer, settings: Settings, worker: Worker) -> Iterator[Examination]:
    yield Examination(examiner, settings, worker)
    examiner.release.set()


@pytest.fixture
def page(qtbot: QtBot, model: Examination) -> ExaminationPage:
    page = ExaminationPage(model, FakeMachine())
    qtbot.addWidget(page)
    return page


def begin(qtbot: QtBot, page: ExaminationPage) -> None:
    page.show()
    qtbot.waitExposed(page)


def test_it_begins_when_it_is_first_shown_and_says_the_worst_first(
    qtbot: QtBot, page: ExaminationPage, model: Examination, examiner: FakeExaminer
) -> None:
    assert examiner.rounds == 0
    begin(qtbot, page)
    qtbot.waitUntil(lambda: model.whole)
    assert [row.check.name for row in page.rows] == [
        "folder:data", "computer", "program", "cameras", "fonts",
    ]  # fmt: skip
    worst = page.rows[0]
    assert worst.facts.text() == "It is full."
    assert worst.remedy is not None
    assert worst.remedy.text() == "Free some space."
    assert worst.accessibleName() == "Failed: Disk"
    assert page.summary.text() == "One check failed; what to do is shown below."
    assert page.again_button.isEnabled()
    page.hide()
    page.show()
    assert examiner.rounds == 1


def test_again_forgets_what_was_found(
    qtbot: QtBot, page: ExaminationPage, model: Examination, examiner: FakeExaminer
) -> None:
    begin(qtbot, page)
    qtbot.waitUntil(lambda: model.whole)
    examiner.checks = (FINE,)
    qtbot.mouseClick(page.again_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: model.whole)
    assert [row.check.name for row in page.rows] == ["program", "cameras", "fonts"]
    assert page.summary.text() == "Everything is in order."
    assert page.groups[State.FAILS].isHidden()


def test_cancel_keeps_what_was_found_and_says_so(
    qtbot: QtBot, page: ExaminationPage, model: Examination, examiner: FakeExaminer
) -> None:
    examiner.waits = True
    begin(qtbot, page)
    qtbot.waitUntil(examiner.started.is_set)
    qtbot.waitUntil(lambda: len(page.rows) == 3)
    assert not page.again_button.isEnabled()
    assert not page.copy_button.isEnabled()
    assert page.task_row.isVisible()
    qtbot.mouseClick(page.task_row.cancel_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not model.task.running)
    assert page.summary.text() == "The checks were stopped. Completed before that: 3"
    assert page.again_button.isEnabled()
    assert not page.task_row.isVisible()


def test_copy_gives_everything_as_text(
    qtbot: QtBot, page: ExaminationPage, model: Examination
) -> None:
    begin(qtbot, page)
    qtbot.waitUntil(lambda: model.whole)
    qtbot.mouseClick(page.copy_button, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("ScolioApp ")
    assert lines[2] == "Failed · Disk: It is full. → Free some space."
    assert len(lines) == 7
    assert "copied" in page.banner.words


def test_a_failure_of_the_whole_is_a_line_too(
    qtbot: QtBot, page: ExaminationPage, model: Examination, examiner: FakeExaminer
) -> None:
    examiner.error = OutputError(text("Nothing can be written."), text("Free some space."))
    begin(qtbot, page)
    qtbot.waitUntil(lambda: model.whole)
    assert page.rows[0].facts.text() in {"It is full.", "Nothing can be written."}
    assert {row.check.name for row in page.rows} >= {"examination", "folder:data"}


def test_a_bug_goes_the_one_way_for_bugs(
    qtbot: QtBot, page: ExaminationPage, worker: Worker, examiner: FakeExaminer
) -> None:
    examiner.error = ZeroDivisionError()
    worker.unexpected.disconnect()
    with qtbot.waitSignal(worker.unexpected) as caught:
        begin(qtbot, page)
    assert isinstance(caught.args[0], ZeroDivisionError)
    assert page.again_button.isEnabled()


def test_without_a_chinese_font_there_is_a_note() -> None:
    assert fonts_check(0).state is State.NOTE
    assert fonts_check(0).remedy is not None
    assert fonts_check(1).state is State.OK


def test_qt_can_be_asked(qapp: QApplication) -> None:
    machine = QtMachine()
    cameras = machine.cameras()
    assert cameras is None or cameras >= 0
    assert machine.chinese_fonts() >= 0


def test_every_word_of_the_page_can_be_translated(
    qtbot: QtBot, qapp: QApplication, model: Examination
) -> None:
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    try:
        page = ExaminationPage(model, FakeMachine())
        qtbot.addWidget(page)
        begin(qtbot, page)
        qtbot.waitUntil(lambda: model.whole)
        said = [row.facts.text() for row in page.rows]
        said += [page.summary.text(), page.title.text(), page.copy_button.text()]
        said += [line for line in model.plain_text().splitlines()[1:]]
        assert all("~" in one for one in said), said
    finally:
        qapp.removeTranslator(translator)


# In the program


@pytest.mark.parametrize("key", [HELP, ABOUT, SETTINGS])
def test_it_is_reached_from_help_about_and_settings(
    qtbot: QtBot, program: Program, key: str, examiner: FakeExaminer
) -> None:
    program.examination._examiner = examiner
    program.window.show_page(key)
    place = program.window.page(key)
    button = place.help_page.examine_button if isinstance(place, HelpArea) else place.examine_button
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    area = program.window.page(HELP)
    assert isinstance(area, HelpArea)
    assert program.window.current == HELP
    assert area.currentWidget() is area.examination_page
    qtbot.waitUntil(lambda: program.examination.whole)
    qtbot.keyClick(area.examination_page, Qt.Key.Key_Escape)
    assert area.currentWidget() is area.help_page


def test_f1_gives_the_help_whatever_was_open(
    qtbot: QtBot, program: Program, examiner: FakeExaminer
) -> None:
    program.examination._examiner = examiner
    show_examination(program.window)
    program.window.show_page(SETTINGS)
    qtbot.keyClick(program.window, Qt.Key.Key_F1)
    area = program.window.page(HELP)
    assert isinstance(area, HelpArea)
    assert area.currentWidget() is area.help_page


def test_closing_the_window_stops_the_checks(
    qtbot: QtBot, program: Program, examiner: FakeExaminer
) -> None:
    examiner.waits = True
    program.examination._examiner = examiner
    show_examination(program.window)
    qtbot.waitUntil(examiner.started.is_set)
    program.window.close()
    assert not program.examination.task.running


def test_the_engine_itself_examines_and_nothing_fails(
    qtbot: QtBot, paths: AppPaths, settings: Settings, worker: Worker
) -> None:
    settings.device = "cpu"
    model = Examination(Examiner(lambda: paths.folders), settings, worker)
    model.start(QtMachine())
    qtbot.waitUntil(lambda: model.whole)
    names = {one.name for one in model.checks}
    assert {"decoding", "model:sconet_mt_demo", "cameras", "fonts", "folder:results"} <= names
    assert model.count(State.FAILS) == 0
    where = next(one for one in model.checks if one.name == "computing")
    assert "The processor was chosen in the settings." in str(where.facts)
