"""The Patients page with 10,000 patients and 50,000 visits: search, scrolling, opening, in the real window.

    python -m tests.benchmarks.patients_page
    python -m tests.benchmarks.patients_page --patients 1000

A search is timed from the question to the shown answer, without the wait for further keys. While the list is
scrolled, a timer that is due all the time tells the longest gap between two turns of the event loop: that is
how long the window does not answer; beside it stands the longest turn by the processor's time of the window's
own thread, which other programs do not lengthen. It ends with an error where the median of a search, or the
median of the longest gaps of the rounds (on a busy machine: of the longest turns), is over 50 ms.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication  # noqa: TID251 - the window is what is measured

from scolioapp.bootstrap import Program, build
from scolioapp.paths import AppPaths
from scolioapp.qt_guard import guard_singletons
from scolioapp.settings import Settings
from scolioapp.storage.records.record_store import Account, RecordStore
from scolioapp.views.main_window import PATIENTS
from tests.app.fake_models import FakeLibrary
from tests.app.fakes import FakeScreener
from tests.app.storage.records.made_records import CHEAP
from tests.benchmarks.records import PASSWORD, fill, others_work, say

LIMIT_MS = 50.0
WORDS = ("小", "明伟", "anna", "s-0", "5b 王", "zzz", "S-04321", "hannason 7")


def milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def told(what: str, taken: list[float]) -> float:
    ordered = sorted(taken)
    high = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    median = statistics.median(ordered)
    say(f"{what:44s} median {median:7.1f} ms   p95 {high:7.1f} ms   worst {ordered[-1]:7.1f} ms")
    return median


def settle(program: Program) -> None:
    while program.worker.busy:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


class Gaps:
    """The longest time between two turns of the event loop."""

    def __init__(self) -> None:
        self.longest = self.busiest = 0.0
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer = QTimer()
        self._timer.timeout.connect(self._turn)
        self._timer.start(0)

    def _turn(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self.busiest = max(self.busiest, (worked - self._worked) * 1000)
        self._last, self._worked = now, worked

    def stop(self) -> tuple[float, float]:
        self._timer.stop()
        return self.longest, self.busiest


def during(seconds: float, each: Callable[[], object], every_ms: int) -> tuple[float, float]:
    """Do something again and again while the event loop runs; give its longest gap and turn."""
    gaps, loop, clock = Gaps(), QEventLoop(), QTimer()
    clock.timeout.connect(each)
    clock.start(every_ms)
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()
    clock.stop()
    return gaps.stop()


def gaps(what: str, found: list[tuple[float, float]]) -> float:
    """Say the longest gaps and turns; give what is judged."""
    gap = told(f"{what}, longest gap", [one for one, _ in found])
    turn = told(f"{what}, longest turn", [one for _, one in found])
    return turn if others_work() else gap


def search(program: Program, word: str) -> float:
    model = program.patients_wiring.list
    loop = QEventLoop()
    follow = model.settled.connect(loop.quit)
    model.look_for(word)

    def ask() -> None:
        model._ask_anew()
        loop.exec()

    taken = milliseconds(ask)
    model.disconnect(follow)
    QCoreApplication.processEvents()
    return taken


def measure(program: Program, rounds: int) -> list[str]:
    wiring = program.patients_wiring
    first = milliseconds(lambda: (program.window.show_page(PATIENTS), settle(program)))
    say(f"{'page built, and the first rows there':44s} {first:14.1f} ms")
    page = wiring.area.list_page
    searches = [search(program, word) for word in WORDS for _ in range(rounds)]
    median = told(f"search until the answer is shown ({len(WORDS)} searches)", searches)
    typing = iter([word[:end] for word in WORDS for end in range(1, len(word) + 1)] * 9)
    gaps("typing", [during(1.0, lambda: page.search.setText(next(typing)), 60)])
    search(program, "")
    settle(program)
    bar = page.table.verticalScrollBar()
    wheel = [during(1.0, lambda: bar.setValue(bar.value() + 240), 16) for _ in range(rounds)]
    gap = gaps("scrolling by the wheel", wheel)
    rows = random.Random(1)
    drag = [
        during(1.0, lambda: bar.setValue(rows.randrange(bar.maximum())), 16) for _ in range(rounds)
    ]
    gap = max(gap, gaps("dragging the bar anywhere", drag))
    settle(program)
    somebody = [wiring.list.patient(0), *program.door.store.patients.search("王", limit=rounds)]

    def open_patient(patient: str) -> None:
        loop = QEventLoop()
        follow = wiring.file.changed.connect(loop.quit)
        wiring.open_patient(patient)
        loop.exec()
        wiring.file.disconnect(follow)

    told(
        "opening a patient",
        [milliseconds(lambda one=one: open_patient(one.id)) for one in somebody if one],
    )
    settle(program)
    slow = {"search": median, "scrolling": gap}
    return [what for what, taken in slow.items() if taken > LIMIT_MS]


def fill_told(store: RecordStore, patients: int) -> None:
    taken = milliseconds(lambda: fill(store, patients))
    say(f"{taken / 1000:.0f} s to write the records")


def run(
    about: str | None,
    rounds: int,
    write: Callable[[RecordStore, int], None],
    measure: Callable[[Program, int], list[str]],
) -> int:
    """Read the command line, start the window with records, measure a page, and say what is too slow.

    Args:
        about: What is measured, for ``--help``.
        rounds: How often, unless the command line says otherwise.
        write: Fills empty records for so many patients.
        measure: Measures in so many rounds, and returns what is over its limit.

    Returns:
        The exit code: 1 where something is too slow.
    """
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--patients", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=rounds)
    options = parser.parse_args()
    guard_singletons()
    app = QApplication([])
    with tempfile.TemporaryDirectory() as home:
        root = Path(home)
        for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
            os.environ[f"XDG_{kind}_HOME"] = str(root / kind.lower())
        paths = AppPaths(config=root / "config", data=root / "data", logs=root / "logs")
        settings = Settings(paths.settings)
        settings.keeping = "records"
        settings.flush()
        store, _ = RecordStore.create(paths.records, Account("ada", "Ada", PASSWORD), cost=CHEAP)
        write(store, options.patients)
        program = build(app, paths, FakeScreener(), FakeLibrary(paths.models), records=store)
        program.start()
        settle(program)
        slow = measure(program, options.rounds)
        program.end()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if others_work():
        say("other programs keep this machine busy: the figures are upper bounds")
    say(f"too slow: {', '.join(slow)}" if slow else "all within their limits")
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(run(__doc__, 5, fill_told, measure))
