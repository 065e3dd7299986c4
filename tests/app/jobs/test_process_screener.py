"""The window's videos are screened in a process of their own: what ends it costs one video and a sentence."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.core.progress import Cancel, ProgressReport
from engine.core.screening_request import ScreeningRequest
from engine.pipeline.screening_files import dump
from scolioapp.bootstrap import Program, build
from scolioapp.jobs.process_screener import ProcessScreener
from scolioapp.jobs.queue import Phase
from scolioapp.paths import AppPaths
from tests.app.conftest import settle
from tests.app.fake_models import FakeLibrary
from tests.app.window.test_screening import drop, phases, wait_phases
from tests.engine.pipeline.odd_screeners import OddScreener

MakeVideo = Callable[[str], Path]
REAL = Path(__file__).parents[2] / "data" / "videos" / "p2s_single_cam01.mp4"


@pytest.fixture
def start(
    qtbot: QtBot, qapp: QApplication, paths: AppPaths
) -> Iterator[Callable[[ProcessScreener | None], Program]]:
    """Start the program with this screener, or with its own."""
    programs: list[Program] = []

    def begin(screener: ProcessScreener | None) -> Program:
        program = build(qapp, paths, screener, FakeLibrary(paths.models))
        programs.append(program)
        program.start()
        qtbot.waitExposed(program.window)
        settle()
        return program

    yield begin
    for program in programs:
        program.end()
    settle()
    qtbot.waitUntil(lambda: not multiprocessing.active_children())


def test_the_program_screens_in_a_process_of_its_own(
    qtbot: QtBot, start: Callable[[ProcessScreener | None], Program]
) -> None:
    program = start(None)
    screener = program.screener
    assert isinstance(screener, ProcessScreener)
    children: list[psutil.Process] = []

    def look(_job: object) -> None:
        pid = screener.process.pid
        if pid is not None and not children:
            children.append(psutil.Process(pid))

    program.queue.changed.connect(look)
    drop(program, [REAL])
    wait_phases(qtbot, program, [Phase.DONE])
    [entry] = program.store.entries()
    assert entry.video == REAL.name
    kept = program.store.load(entry.identifier)
    screening = screener.load(kept.files, kept.label)
    # What is kept is what the process gave, byte for byte.
    assert dump(screening) == dict(kept.files)
    assert [child.pid != os.getpid() for child in children] == [True]
    # Nothing waits any more, so its networks take no memory.
    qtbot.waitUntil(lambda: screener.process.pid is None)


def test_what_ends_the_process_costs_one_video(
    qtbot: QtBot, start: Callable[[ProcessScreener | None], Program], video: MakeVideo
) -> None:
    program = start(ProcessScreener(open_screener=OddScreener))
    drop(program, [video(f"{name}.mp4") for name in ("die", "one", "memory", "two", "broken")])
    done, failed = Phase.DONE, Phase.FAILED
    wait_phases(qtbot, program, [failed, done, failed, done, failed])
    said = [str(job.error.what) for job in program.queue.jobs if job.error is not None]
    ended = "The analysis stopped unexpectedly; memory may have run out."
    assert said == [ended, ended, "“broken” is broken."]
    assert [entry.video for entry in program.store.entries()] == ["two.mp4", "one.mp4"]


def test_the_process_is_killed_and_the_next_video_starts_another(
    qtbot: QtBot, start: Callable[[ProcessScreener | None], Program], video: MakeVideo
) -> None:
    screener = ProcessScreener(open_screener=OddScreener)
    program = start(screener)
    drop(program, [video("slow.mp4"), video("one.mp4")])
    qtbot.waitUntil(lambda: [job.fraction for job in program.queue.jobs[:1]] == [0.5])
    pid = screener.process.pid
    assert pid is not None
    psutil.Process(pid).kill()
    wait_phases(qtbot, program, [Phase.FAILED, Phase.DONE])


def test_cancel_stops_a_process_that_hangs(
    qtbot: QtBot, start: Callable[[ProcessScreener | None], Program], video: MakeVideo
) -> None:
    program = start(ProcessScreener(open_screener=OddScreener))
    drop(program, [video("hang.mp4"), video("one.mp4")])
    qtbot.waitUntil(lambda: [job.fraction for job in program.queue.jobs[:1]] == [0.5])
    program.queue.cancel(program.queue.jobs[0].number)
    wait_phases(qtbot, program, [Phase.CANCELLED, Phase.DONE])


def test_a_window_that_closes_takes_its_process_along(
    qtbot: QtBot, start: Callable[[ProcessScreener | None], Program], video: MakeVideo
) -> None:
    screener = ProcessScreener(open_screener=OddScreener)
    program = start(screener)
    drop(program, [video("hang.mp4")])
    qtbot.waitUntil(lambda: [job.fraction for job in program.queue.jobs[:1]] == [0.5])
    assert phases(program) == [Phase.RUNNING]
    program.end()
    assert screener.process.pid is None


def test_a_label_comes_back() -> None:
    screener = ProcessScreener(open_screener=OddScreener)
    told: list[ProgressReport] = []
    request = ScreeningRequest(Path("one.mp4"), label="Class 3, number 17")
    try:
        screening = screener.screen(request, progress=told.append, cancel=Cancel())
    finally:
        screener.close()
    assert screening.result.label == "Class 3, number 17"
    assert [report.fraction for report in told] == [0.0]
