"""The window under test: offscreen, in folders of its own, and nothing left running afterwards."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

# A screen of an ordinary size; Qt's own offscreen one, 800x800, is smaller than the first window.
if os.environ.setdefault("QT_QPA_PLATFORM", "offscreen") == "offscreen":
    _SCREEN = Path(__file__).with_name("screen_1920.json")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_SCREEN}"
# The window speaks the system's language; the tests read English.
os.environ.update(LC_ALL="C.UTF-8", LANGUAGE="en")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.capture.file_source import Script
from scolioapp.bootstrap import Program, build
from scolioapp.crash import CrashDialog
from scolioapp.jobs.worker import Worker
from scolioapp.paths import AppPaths
from scolioapp.qt_guard import guard_singletons
from scolioapp.settings import Settings
from tests.app.camera_fixtures import (
    STANDING,
    TOO_DARK,
    Bench,
    FileCamerasHere,
    Staged,
    StagedGuide,
    write_clip,
)
from tests.app.fake_models import FakeLibrary
from tests.app.fakes import FakeScreener
from tests.app.open_windows import open_windows, window_numbers
from tests.app.records_fixtures import (  # noqa: F401 - fixtures, for every test of the window
    cheap_passwords,
    records_clinic,
    start_records,
)
from tests.patience import MILLISECONDS

guard_singletons()


class PatientQtBot(QtBot):
    """Waits as long as a busy machine may need; its own five seconds are a quiet machine's."""

    def waitActive(self, widget, *, timeout=MILLISECONDS):
        return super().waitActive(widget, timeout=timeout)

    def waitExposed(self, widget, *, timeout=MILLISECONDS):
        return super().waitExposed(widget, timeout=timeout)

    def waitSignal(self, signal, *, timeout=MILLISECONDS, **how):
        return super().waitSignal(signal, timeout=timeout, **how)

    def waitSignals(self, signals, *, timeout=MILLISECONDS, **how):
        return super().waitSignals(signals, timeout=timeout, **how)

    def waitUntil(self, callback, *, timeout=MILLISECONDS):
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientQtBot(request)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "xdg" / kind.lower()))


def settle() -> None:
    """Let everything that waits happen, deletions included."""
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """Fail on a thread or a window that outlives its test."""
    threads = set(threading.enumerate())
    before = window_numbers()
    yield
    settle()
    left = {t for t in threading.enumerate() if t not in threads and t.is_alive()}
    assert not left, f"threads left running: {left}"
    faults = [each.details.toPlainText() for each in open_windows(CrashDialog)]
    assert not faults, "the program told of a fault:\n" + "\n".join(faults)
    more = [each for each in open_windows(QWidget) if each.winId() not in before]
    assert not more, f"windows left open: {more}"


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    """The folders of a person whose results are kept in a folder, as earlier versions did."""
    root = tmp_path / "home"
    made = AppPaths(config=root / "config", data=root / "data", logs=root / "logs")
    Settings(made.settings).keeping = "folder"
    return made


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    """Work off the interface's thread; what goes wrong in it fails the test."""

    def fail(bug: BaseException) -> None:
        raise bug

    made = Worker()
    made.unexpected.connect(fail)
    yield made
    made.close()


@pytest.fixture
def screener() -> FakeScreener:
    return FakeScreener()


@pytest.fixture
def library(paths: AppPaths) -> FakeLibrary:
    return FakeLibrary(paths.models)


@pytest.fixture
def start(
    qtbot: QtBot, qapp: QApplication, paths: AppPaths, screener: FakeScreener, library: FakeLibrary
) -> Iterator[Callable[[], Program]]:
    """Start the program, more than once if asked, always with the same folders."""
    programs: list[Program] = []

    def begin() -> Program:
        program = build(qapp, paths, screener, library)
        programs.append(program)
        program.start()
        qtbot.waitExposed(program.window)
        settle()
        return program

    yield begin
    screener.release.set()
    library.release.set()
    for program in programs:
        program.end()
    settle()


@pytest.fixture
def program(start: Callable[[], Program]) -> Program:
    return start()


@pytest.fixture
def video(tmp_path: Path) -> Callable[[str], Path]:
    """Make a file with the name of a video."""

    def make(name: str) -> Path:
        path = tmp_path / "videos" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"not looked into")
        return path

    return make


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return write_clip(tmp_path / "clips" / "corridor.mp4")


@pytest.fixture
def begin(
    qtbot: QtBot,
    qapp: QApplication,
    paths: AppPaths,
    screener: FakeScreener,
    library: FakeLibrary,
    clip: Path,
) -> Iterator[Callable[..., Bench]]:
    """Start the program with videos as cameras, more than once if asked, always with the same folders."""
    programs: list[Program] = []

    def start(
        plan: object = STANDING,
        *,
        script: Script | None = None,
        usable: bool = True,
        clips: dict[str, tuple[Path, Script]] | None = None,
        before: Callable[[Program], None] = lambda _: None,
        shown: bool = True,
    ) -> Bench:
        films = {"Corridor": (clip, script or Script(loop=True))} if clips is None else clips
        findings = () if usable else (TOO_DARK,)
        staged = Staged(FileCamerasHere(films), StagedGuide(plan, usable, findings))
        program = build(qapp, paths, screener, library, staged.eyes)
        programs.append(program)
        before(program)
        program.start()
        qtbot.waitExposed(program.window)
        settle()
        bench = Bench(qtbot, program, staged)
        if shown:
            bench.show()
            settle()
        return bench

    yield start
    screener.release.set()
    for program in programs:
        program.end()
    settle()
