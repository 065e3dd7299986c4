"""The window over a long day: the change between light and dark, and memory after many screenings.

    python -m tests.benchmarks.window               30 screenings of two seconds each
    python -m tests.benchmarks.window --count 10

The screenings are real ones of a short clip, and each result is opened as by a nurse. It ends with an error
where the memory after all of them is over 60 MB above that after three, or a change of scheme takes over
300 ms with every page visited.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia.*=false")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget  # noqa: TID251  # the window itself is measured

from engine.runtime.memory import share_one_heap
from scolioapp.bootstrap import Program, build
from scolioapp.painting.theme import SchemeChoice
from scolioapp.paths import AppPaths, samples
from scolioapp.qt_guard import guard_singletons
from scolioapp.viewmodels.research import DATASET, EVALUATION, TRAINING
from scolioapp.views.main_window import ABOUT, HELP, MODELS, RESEARCH, RESULTS, SCREEN, SETTINGS
from scolioapp.views.research_area import ResearchArea
from scolioapp.views.training_page import TrainingPage
from tests.benchmarks.clips import first_seconds

MOST_GROWTH_MB = 60.0
MOST_SWITCH_MS = 300.0
_FIRST = 3


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def settle(seconds: float = 0.05) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        time.sleep(0.002)


def wait(until: Callable[[], bool], seconds: float = 300.0) -> None:
    end = time.monotonic() + seconds
    while not until():
        if time.monotonic() > end:
            raise TimeoutError
        settle(0.02)


def resident_mb() -> float:
    """Return the memory of this process, MB."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def screen_one(program: Program, clip: Path) -> None:
    """Screen a clip, look at its result, and go back."""
    before = len(program.store.entries())
    program.window.show_page(SCREEN)
    program.screen_model.offer([clip])
    wait(lambda: len(program.store.entries()) > before)
    wait(lambda: all(job.phase.over for job in program.queue.jobs))
    program.opener.open(program.store.entries()[0])
    wait(lambda: program.opener.opened is not None)
    settle(0.5)
    program.opener.close()
    settle(0.3)
    wait(lambda: not program.worker.busy)


def memory(program: Program, clip: Path, count: int) -> float:
    """Screen a clip many times; give the growth after the third, MB."""
    start, seen = resident_mb(), []
    for number in range(1, count + 1):
        screen_one(program, clip)
        seen.append(resident_mb())
        if number in {1, _FIRST, 10, 20, count}:
            say(f"  after {number:2d} screenings {seen[-1]:7.0f} MB")
    growth = seen[-1] - seen[_FIRST - 1]
    say(f"  at the start {start:.0f} MB; grown since the third by {growth:.0f} MB")
    return growth


def visit_all(program: Program) -> None:
    """Open every page, so that all their widgets are there."""
    for key in (RESULTS, MODELS, RESEARCH, SETTINGS, HELP, ABOUT):
        program.window.show_page(key)
        settle(0.2)
    program.window.show_page(RESEARCH)
    area = program.window.page(RESEARCH)
    assert isinstance(area, ResearchArea)
    for key in (DATASET, EVALUATION, TRAINING):
        area.show_page(key)
        settle(0.2)
    page = area.page(TRAINING)
    assert isinstance(page, TrainingPage)
    wait(lambda: page.bench is not None)
    program.opener.open(program.store.entries()[0])
    wait(lambda: program.opener.opened is not None)
    settle(0.5)


def switches(program: Program) -> float:
    """Change between light and dark; give the shortest of the processor's times, ms.

    A shared machine only ever adds to it, and to the time of the clock many times as much.
    """
    took, clock = [], []
    for key in (RESULTS, RESEARCH, SETTINGS):
        program.window.show_page(key)
        settle()
        for choice in (SchemeChoice.DARK, SchemeChoice.LIGHT):
            start, begun = time.perf_counter(), time.thread_time()
            program.theme.choose(choice)
            QCoreApplication.processEvents()
            took.append((time.thread_time() - begun) * 1000)
            clock.append((time.perf_counter() - start) * 1000)
    took.sort()
    say(f"light and dark with {len(program.window.findChildren(QWidget))} widgets")
    say(f"  {took[0]:.0f} to {took[-1]:.0f} ms of the processor, median {took[len(took) // 2]:.0f}")
    say(f"  {min(clock):.0f} to {max(clock):.0f} ms by the clock")
    return took[0]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=30, help="screenings")
    options = parser.parse_args()
    guard_singletons()
    share_one_heap()
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        clip = first_seconds(samples()[0], 2.0, home / "walk.mp4")
        program = build(app, AppPaths(home / "config", home / "data", home / "logs"))
        program.start()
        settle()
        say(f"{options.count} screenings of a clip of two seconds, each result opened")
        growth = memory(program, clip, max(options.count, _FIRST + 1))
        visit_all(program)
        switch = switches(program)
        program.end()
        settle()
    return int(growth > MOST_GROWTH_MB or switch > MOST_SWITCH_MS)


if __name__ == "__main__":
    sys.exit(main())
