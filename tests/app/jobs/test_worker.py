"""The one worker: lanes, priorities, series, progress, cancel, answers, and the end of the window."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from engine.core.errors import DatasetError
from engine.core.progress import Cancel, Progress, ProgressReport, Stage, check
from engine.core.text import text
from scolioapp.jobs.child_process import in_child_process
from scolioapp.jobs.worker import Lane, Priority, Task, TaskSlot, Worker
from tests.app.jobs.test_child_process import stay
from tests.patience import SECONDS


class Gate:
    """Work that says when it was begun, and waits until it is let through or asked to stop."""

    def __init__(self) -> None:
        self.begun, self.open = threading.Event(), threading.Event()

    def __call__(self, _progress: Progress, cancel: Cancel) -> str:
        self.begun.set()
        while not self.open.wait(0.01):
            check(cancel)
        return "through"


def note(names: list[str], name: str) -> Callable[[Progress, Cancel], None]:
    return lambda _progress, _cancel: names.append(name)


def fail() -> None:
    raise DatasetError(text("It is gone."), text("Choose another."))


def test_answers_and_failures_come_on_the_thread_of_the_interface(
    qtbot: QtBot, worker: Worker
) -> None:
    seen: list[tuple[object, threading.Thread]] = []

    def take(answer: object) -> None:
        seen.append((answer, threading.current_thread()))

    worker.run(threading.current_thread, done=take)
    assert not seen
    qtbot.waitUntil(lambda: not worker.busy)
    worker.run(fail, done=take, failed=take)
    qtbot.waitUntil(lambda: not worker.busy)
    assert [thread for _, thread in seen] == [threading.main_thread()] * 2
    assert seen[0][0] is not threading.main_thread()
    assert isinstance(seen[1][0], DatasetError)


def test_a_bug_lets_who_waits_go_and_is_told_once(qtbot: QtBot, worker: Worker) -> None:
    bugs: list[BaseException] = []
    ends: list[str] = []
    worker.unexpected.disconnect()
    worker.unexpected.connect(bugs.append)

    def bug(_progress: Progress, _cancel: Cancel) -> None:
        raise ZeroDivisionError

    def end(word: str) -> Callable[[], None]:
        return lambda: ends.append(word)

    worker.submit(Task(Lane.LONG, bug, cancelled=end("cancelled")))
    qtbot.waitUntil(lambda: len(bugs) == 1)
    worker.submit(Task(Lane.LONG, bug, cancelled=end("cancelled"), broken=end("broken")))
    qtbot.waitUntil(lambda: len(bugs) == 2)
    assert ends == ["cancelled", "broken"]
    assert all(isinstance(one, ZeroDivisionError) for one in bugs)


def test_videos_go_one_at_a_time_and_what_matters_more_goes_first(
    qtbot: QtBot, worker: Worker
) -> None:
    gate, names = Gate(), []
    worker.submit(Task(Lane.SCREENING, gate))
    for name, priority in (
        ("later", Priority.LATER),
        ("usual", Priority.USUAL),
        ("also usual", Priority.USUAL),
        ("first", Priority.FIRST),
    ):
        worker.submit(Task(Lane.SCREENING, note(names, name), priority=priority))
    assert gate.begun.wait(SECONDS)
    # Another lane does not wait for this one.
    done = []
    worker.run(lambda: 1, done=done.append)
    qtbot.waitUntil(lambda: done == [1])
    assert names == []
    gate.open.set()
    qtbot.waitUntil(lambda: not worker.busy)
    assert names == ["first", "usual", "also usual", "later"]


@pytest.mark.parametrize("lane", list(Lane))
def test_a_lane_is_as_wide_as_it_says(qtbot: QtBot, worker: Worker, lane: Lane) -> None:
    gates = [Gate() for _ in range(lane.width + 1)]
    for gate in gates:
        worker.submit(Task(lane, gate))
    assert all(gate.begun.wait(SECONDS) for gate in gates[:-1])
    assert not gates[-1].begun.is_set()
    gates[0].open.set()
    assert gates[-1].begun.wait(SECONDS)
    for gate in gates:
        gate.open.set()
    qtbot.waitUntil(lambda: not worker.busy)


def test_of_a_series_one_runs_and_the_latest_alone_waits(qtbot: QtBot, worker: Worker) -> None:
    gate, names, told = Gate(), [], []
    first = worker.submit(Task(Lane.PICTURES, gate, done=told.append, series="frames"))
    assert gate.begun.wait(SECONDS)
    for name in ("a", "b", "c"):
        task = Task(Lane.PICTURES, note(names, name), done=told.append, series="frames")
        worker.submit(task)
    # There is room for others meanwhile.
    crop = Task(Lane.PICTURES, note(names, "crop"), priority=Priority.LATER)
    worker.submit(crop)
    qtbot.waitUntil(lambda: names == ["crop"])
    assert worker.holds(first)
    gate.open.set()
    qtbot.waitUntil(lambda: not worker.busy)
    assert names == ["crop", "c"]
    assert told == ["through", None]


def test_a_cancel_is_answered_at_once_whether_it_waits_or_runs(
    qtbot: QtBot, worker: Worker
) -> None:
    gates, ended = [Gate(), Gate()], []
    running, waiting = (
        worker.submit(Task(Lane.SCREENING, gate, cancelled=lambda gate=gate: ended.append(gate)))
        for gate in gates
    )
    assert gates[0].begun.wait(SECONDS)
    worker.cancel(waiting)
    assert ended == []
    qtbot.waitUntil(lambda: ended == [gates[1]])
    worker.cancel(running)
    qtbot.waitUntil(lambda: ended == [gates[1], gates[0]])
    assert not gates[1].begun.is_set()
    assert not worker.busy


def test_what_is_stopped_has_ended_and_is_not_told(qtbot: QtBot, worker: Worker) -> None:
    gate, told = Gate(), []
    ends = {"done": told.append, "cancelled": lambda: told.append("cancelled")}
    worker.submit(Task(Lane.PICTURES, gate, series="frames", **ends))
    worker.submit(Task(Lane.PICTURES, lambda _p, _c: told.append("begun"), series="frames", **ends))
    assert gate.begun.wait(SECONDS)
    worker.stop("frames")
    assert not worker.busy
    done = []
    worker.run(lambda: None, done=done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert told == []


def test_progress_comes_now_and_then_and_at_each_stage(qtbot: QtBot, worker: Worker) -> None:
    told: list[ProgressReport] = []

    def work(progress: Progress, _cancel: Cancel) -> None:
        for stage in (Stage.OPEN, Stage.FIND, Stage.WRITE):
            for step in range(1000):
                progress(ProgressReport(stage, step / 1000))

    worker.submit(Task(Lane.LONG, work, progress=told.append))
    qtbot.waitUntil(lambda: not worker.busy)
    firsts = [report.stage for report in told if report.fraction == 0.0]
    assert firsts == [Stage.OPEN, Stage.FIND, Stage.WRITE]
    assert len(told) < 300


def test_a_closing_window_finishes_what_is_short_and_stops_the_rest(
    qtbot: QtBot, worker: Worker, tmp_path: Path
) -> None:
    told: list[object] = []
    holds = [Gate() for _ in range(Lane.SHORT.width)]
    for gate in holds:
        worker.submit(Task(Lane.SHORT, gate, done=told.append, cancelled=lambda: told.append(0)))
    # This one waits until there is room, and is done nevertheless.
    worker.run(lambda: (tmp_path / "label").write_text("Anna"), done=told.append)
    films = [Gate(), Gate()]
    for gate in films:
        worker.submit(Task(Lane.SCREENING, gate, done=told.append))
    assert all(gate.begun.wait(SECONDS) for gate in (*holds, films[0]))
    threading.Timer(0.2, lambda: [gate.open.set() for gate in holds]).start()
    worker.close()
    assert (tmp_path / "label").read_text() == "Anna"
    assert not films[1].begun.is_set()
    assert not worker.busy
    names = {lane.title for lane in Lane}
    assert not [one for one in threading.enumerate() if one.name in names]
    worker.run(lambda: told.append("begun"))
    worker.submit(Task(Lane.LONG, lambda _p, _c: told.append("begun")))
    qtbot.wait(20)
    assert told == []


def test_a_page_begins_one_thing_at_a_time(qtbot: QtBot, worker: Worker) -> None:
    slot, gate, ends = TaskSlot(worker), Gate(), []
    seen: list[tuple[bool, bool]] = []
    slot.changed.connect(lambda: seen.append((slot.running, slot.stopping)))

    def begin(work: Callable[[Progress, Cancel], object]) -> bool:
        return slot.run(
            work, done=ends.append, failed=ends.append, cancelled=lambda: ends.append("cancelled")
        )

    assert begin(gate)
    assert not begin(gate)
    assert gate.begun.wait(SECONDS)
    slot.cancel()
    qtbot.waitUntil(lambda: ends == ["cancelled"])
    assert seen == [(True, False), (True, True), (False, False)]
    assert begin(lambda _progress, _cancel: "again")
    qtbot.waitUntil(lambda: ends == ["cancelled", "again"])
    worker.close()
    assert not begin(gate)
    assert not slot.running


def test_a_process_is_ended_through_the_same_interface(qtbot: QtBot, worker: Worker) -> None:
    slot, ends, asked = TaskSlot(worker), [], []
    slot.progressed.connect(lambda _report: (asked.append(time.monotonic()), slot.cancel()))
    slot.run(
        in_child_process(stay), done=ends.append, failed=ends.append,
        cancelled=lambda: ends.append("cancelled"),
    )  # fmt: skip
    qtbot.waitUntil(lambda: ends == ["cancelled"])
    # The work alone takes twice as long: it was not waited for.
    assert time.monotonic() - asked[0] < SECONDS


def test_what_qt_has_deleted_meanwhile_is_told_nothing(qtbot: QtBot, worker: Worker) -> None:
    """A page that was closed while its list was read: the answer has nobody to go to."""

    class Page(QObject):
        shown = Signal()

        def show(self, number: int, answer: object) -> None:
            self.shown.emit()

    page, go = Page(), threading.Event()
    worker.submit(
        Task(Lane.SHORT, lambda _progress, _cancel: go.wait(SECONDS), done=partial(page.show, 3))
    )
    delete(page)
    go.set()
    with qtbot.captureExceptions() as caught:
        qtbot.waitUntil(lambda: not worker.busy)
    assert caught == []
