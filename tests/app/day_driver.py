"""Drives a screening day through the window, as a person does; also as a process that is killed.

``python -m tests.app.day_driver HOME ROSTER PLAN``: PLAN is JSON, see `main`. A fake engine judges: the words
in a recording's file say what is found in it.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.update(LC_ALL="C.UTF-8", LANGUAGE="en")
os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia.*=false")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from engine.capture.captured_recording import CapturedRecording, RecordingState
from engine.core.classes import Outcome
from engine.core.errors import VideoError
from engine.core.progress import Cancel, Progress, check
from engine.core.screening_request import ScreeningRequest
from engine.core.text import text
from engine.roster.day_changes import ChildState
from scolioapp.bootstrap import Program, build
from scolioapp.bootstrap.camera_wiring import Eyes
from scolioapp.jobs.camera_list import Cameras
from scolioapp.jobs.screener import PipelineScreener
from scolioapp.paths import AppPaths
from scolioapp.qt_guard import guard_singletons
from scolioapp.settings import Settings
from scolioapp.views.day_page import DayPage
from scolioapp.views.main_window import DAY, RECORD
from scolioapp.views.roster_import import RosterImport
from tests.app.fake_models import FakeLibrary
from tests.app.fakes import OUTCOMES, FakeScreener, made_up
from tests.app.result_fixtures import MadeUpScreening
from tests.patience import SECONDS

NO_CAMERAS = Eyes(cameras=Cameras, guide=None)


def settle(seconds: float = 0.0) -> None:
    end = time.monotonic() + seconds
    while True:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if time.monotonic() >= end:
            return


def wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not until():
        assert time.monotonic() < end
        settle(0.005)


class ReadingScreener(FakeScreener):
    """Judges by the word that a recording's file holds; ``slow`` waits until it is killed."""

    def _screen(
        self, request: ScreeningRequest, progress: Progress | None, cancel: Cancel | None
    ) -> MadeUpScreening:
        word = request.path.read_text()
        if word == "broken":
            raise VideoError(
                text("“{name}” ends in the middle.", name=request.path.name), text("Copy it again.")
            )
        if word == "slow":
            self.started.set()
            while not self.release.wait(0.01):
                check(cancel)
        return made_up(request.path, OUTCOMES.get(word, Outcome.NOT_DETECTED))


class DayDriver:
    """The window with a day in it.

    Args:
        program: The running program.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self.model = program.day
        self.window = program.window
        self.camera = program.camera_wiring.model

    @property
    def page(self) -> DayPage:
        page = self.window.page(DAY)
        assert isinstance(page, DayPage)
        return page

    def begin(self, roster: Path, name: str) -> None:
        """Open a roster in the window and begin the day."""
        self.window.show_page(DAY)
        self.page.read_roster(roster)
        wait(lambda: self.page.dialog is not None)
        dialog = self.page.dialog
        assert isinstance(dialog, RosterImport)
        dialog.name.setText(name)
        dialog.begin_button.click()
        settle()

    def call_next(self) -> str:
        """Press the large button until the next child is confirmed; give its number."""
        self.window.show_page(DAY)
        button = self.page.panel.step_button
        if button.text().startswith("Next: "):
            coming = self.model.next_two[0]
            assert button.text() == f"Next: {coming.full_name}"
            button.click()
        child = self.model.current
        assert child is not None
        assert button.text() == f"Record {child.full_name}"
        assert self.camera.blocked
        button.click()
        assert self.window.current == RECORD
        assert (self.camera.subject, self.camera.blocked) == (child.number, "")
        return child.number

    def file(self, number: str, word: str | Path) -> CapturedRecording:
        """Put a recording into the library, as the recorder does: a word for a fake engine, or a video."""
        library = self.program.camera_wiring.library.get()
        facts = library.new_facts()
        kept = facts.model_copy(
            update={"subject": number, "state": RecordingState.KEPT, "frames": 90, "seconds": 3.0}
        )
        library.begin(kept, room=0)
        if isinstance(word, Path):
            shutil.copyfile(word, kept.path)
        else:
            kept.path.write_text(word)
        return kept

    def record(self, word: str | Path) -> CapturedRecording:
        """Keep a recording of who stands there."""
        kept = self.file(self.camera.subject, word)
        self.camera.kept.emit(kept)
        settle()
        return kept

    def analysed(self) -> bool:
        """Tell whether nothing is left to be analysed."""
        return not self.model.open_recordings and not self.program.queue.unfinished

    def states(self) -> dict[str, str]:
        return {child.number: str(self.model.state_of(child)) for child in self.model.roster}


def launch(
    home: Path, screener: PipelineScreener | None = None, eyes: Eyes = NO_CAMERAS
) -> Program:
    """Start the program, without cameras and with a fake engine unless others are handed in."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    paths = AppPaths(home / "config", home / "data", home / "logs")
    # A day in a folder is what earlier versions kept; what keeps nothing is gone with its run.
    Settings(paths.settings).keeping = "folder"
    engine = screener or ReadingScreener()
    program = build(app, paths, engine, FakeLibrary(paths.models), eyes)
    program.start()
    settle(0.05)
    return program


def die() -> None:
    """End as a power cut does."""
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Screen some children, then end or be killed.

    The plan: ``begin`` makes the day; ``words`` is what is found in each next child's recording; ``kill`` is
    "" or says when: ``analysing`` (the last one is being analysed), ``unnoted`` (its result is kept, the day
    has not noted it), ``unattached`` (it is kept in the library, the day knows nothing of it).
    """
    guard_singletons()
    home, roster, plan = Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3])
    program = launch(home)
    driver = DayDriver(program)
    if plan["begin"]:
        driver.begin(roster, "Hill School")
    wait(driver.analysed)
    for place, word in enumerate(plan["words"]):
        last = place == len(plan["words"]) - 1
        number = driver.call_next()
        if last and plan["kill"] == "unattached":
            driver.file(number, word)
            die()
        if last and plan["kill"] == "unnoted":
            wait(driver.analysed)
            program.day.set_outcome = lambda *_: die()  # type: ignore[method-assign]
        driver.record(word)
        if last and plan["kill"] == "analysing":
            assert isinstance(program.screener, ReadingScreener)
            wait(program.screener.started.is_set)
            assert driver.states()[number] == ChildState.ANALYSING
            die()
    wait(driver.analysed)
    sys.stdout.write(json.dumps(driver.states()))
    program.end()
    settle()


if __name__ == "__main__":
    main()
