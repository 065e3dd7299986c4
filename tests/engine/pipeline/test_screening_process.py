"""Screening in a process of its own: the same answers, and whatever ends the process costs one video."""

import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

import psutil
import pytest

from engine.core.clinic_lock import VARIABLE, FixedModel, Lock
from engine.core.errors import CancelledError, ProcessEndedError, VideoError
from engine.core.kept_result import RESULT
from engine.core.level import NOT_FOUND, level_by_hand, unknown_level
from engine.core.progress import Cancel
from engine.core.result import Repeats, ScreeningResult
from engine.core.screening_request import ScreeningRequest
from engine.pipeline.screening import Screener
from engine.pipeline.screening_files import dump, load
from engine.pipeline.screening_process import ScreeningProcess
from tests.engine.pipeline.odd_screeners import OddScreener
from tests.engine.pipeline.test_screener import SHORT, said
from tests.patience import SECONDS


@pytest.fixture
def process():
    made = ScreeningProcess(OddScreener)
    yield made
    made.close()
    assert made.pid is None


def words(files):
    """What the made-up screener says of its process: number, videos so far, priority, cores, model."""
    result = ScreeningResult.from_json(files[RESULT].decode())
    return result.provenance.operator.split(" ")


def gone(pid):
    """Wait until a process is gone, or at least dead."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def one():
    return ScreeningRequest(Path("one.mp4"))


def test_a_real_video_gives_the_same_to_the_last_digit():
    level = level_by_hand(unknown_level(NOT_FOUND, 1280, 720), 2.5, -8.0)
    link = Repeats(result="a", video="b", video_sha256="c" * 64, screened="d")
    request = ScreeningRequest(SHORT, level=level, label="17", repeats=link, operator="N. N.")
    here = Screener().screen(request)
    process = ScreeningProcess(partial(Screener, None))
    try:
        files = process.screen(request)
    finally:
        process.close()
    there = load(files)
    assert said(there) == said(here).named("", link)
    mine = dump(here)
    assert files.keys() == mine.keys()
    assert files["sequence.gait.npz"] == mine["sequence.gait.npz"]
    # Read again, it is what came: nothing is lost on the way.
    assert dump(there) == files


def test_the_process_stays_open_and_gives_way(process, one):
    first, second = words(process.screen(one)), words(process.screen(one))
    assert int(first[0]) == process.pid != os.getpid()
    assert first[0] == second[0]
    assert (first[1], second[1]) == ("1", "2")
    assert first[2] == ("19" if os.name == "posix" else str(psutil.Process().nice()))
    process.close()
    assert words(process.screen(one))[1] == "1"


def test_one_that_does_not_give_way_has_the_cores_it_is_given(one):
    process = ScreeningProcess(OddScreener, gentle=False, cores=1)
    try:
        assert words(process.screen(one))[2:4] == [str(psutil.Process().nice()), "1"]
    finally:
        process.close()


@pytest.mark.parametrize("name", ["die", "memory"])
def test_a_process_that_ends_costs_one_video(process, one, name):
    with pytest.raises(ProcessEndedError, match=r"stopped unexpectedly.*Close other programs"):
        process.screen(ScreeningRequest(Path(f"{name}.mp4")))
    assert words(process.screen(one))[1] == "1"


def test_a_process_killed_while_it_waits_costs_nothing(process, one):
    before = int(words(process.screen(one))[0])
    os.kill(before, signal.SIGKILL)
    # Its last thread, too; whoever started it still finds out by itself.
    os.waitid(os.P_PID, before, os.WEXITED | os.WNOWAIT)
    assert words(process.screen(one))[1] == "1"


@pytest.mark.parametrize("name", ["hang", "slow"])
def test_a_cancel_acts_wherever_the_process_is(process, one, name):
    cancel, asked, told = Cancel(), [], []

    def stop(report):
        told.append(report)
        if report.fraction:
            asked.append(time.monotonic())
            cancel.set()

    with pytest.raises(CancelledError):
        process.screen(ScreeningRequest(Path(f"{name}.mp4")), progress=stop, cancel=cancel)
    # The video alone takes twice as long: it was not waited for.
    assert time.monotonic() - asked[0] < SECONDS
    assert [report.fraction for report in told] == [0.0, 0.5]
    # One that listened goes on; one that did not was ended.
    assert words(process.screen(one))[1] == ("1" if name == "hang" else "2")


def test_a_failure_keeps_its_words_and_a_bug_its_trace(process, one):
    with pytest.raises(VideoError, match=r"“broken” is broken\. Copy it again\."):
        process.screen(ScreeningRequest(Path("broken.mp4")))
    with pytest.raises(RuntimeError, match="ValueError: a bug") as bug:
        process.screen(ScreeningRequest(Path("bug.mp4")))
    assert "odd_screeners.py" in bug.value.__notes__[0]
    assert words(process.screen(one))[1] == "3"


def test_a_listener_that_fails_does_not_leave_an_answer_for_the_next(process, one):
    def fail(_report):
        raise KeyError("listener")

    with pytest.raises(KeyError):
        process.screen(ScreeningRequest(Path("other.mp4")), progress=fail)
    files = process.screen(one)
    assert ScreeningResult.from_json(files[RESULT].decode()).provenance.video.name == "one.mp4"


def test_closed_meanwhile_it_ends_after_its_video(process):
    cancel = Cancel()

    def close(report):
        if report.fraction:
            process.close()
            assert process.pid is not None
            cancel.set()

    with pytest.raises(CancelledError):
        process.screen(ScreeningRequest(Path("slow.mp4")), progress=close, cancel=cancel)
    assert process.pid is None


def test_whoever_waits_for_its_turn_can_be_cancelled(process, one):
    first, second, begun = Cancel(), Cancel(), threading.Event()
    ended = []

    def work(request, cancel):
        with pytest.raises(CancelledError):
            process.screen(request, progress=lambda _report: begun.set(), cancel=cancel)
        ended.append(request.path.name)

    busy = threading.Thread(target=work, args=(ScreeningRequest(Path("slow.mp4")), first))
    busy.start()
    assert begun.wait(SECONDS)
    waits = threading.Thread(target=work, args=(one, second))
    waits.start()
    second.set()
    waits.join(SECONDS)
    first.set()
    busy.join(SECONDS)
    assert ended == ["one.mp4", "slow.mp4"]


def test_the_lock_is_looked_at_there_for_each_video(process, one, tmp_path, monkeypatch):
    own = Lock(FixedModel("own", "a" * 64, "b" * 64))
    assert words(process.screen(one))[4] == ""
    assert words(process.screen(one, own))[4] == "own"
    assert words(process.screen(one))[4] == ""
    # The administrator's file comes before; it is read there, also when it appears later.
    place = tmp_path / "clinic.json"
    monkeypatch.setenv(VARIABLE, str(place))
    process.close()
    assert words(process.screen(one, own))[4] == "own"
    fixed = FixedModel("fixed", "a" * 64, "b" * 64).as_data()
    place.write_text(str(fixed).replace("'", '"'))
    assert words(process.screen(one, own))[4:] == ["fixed"]


_WINDOW = """
from pathlib import Path
from engine.core.screening_request import ScreeningRequest
from engine.pipeline.screening_process import ScreeningProcess
from tests.engine.pipeline.odd_screeners import OddScreener

if __name__ == "__main__":
    process = ScreeningProcess(OddScreener)
    tell = lambda report: report.fraction and print(process.pid, flush=True)
    process.screen(ScreeningRequest(Path("hang.mp4")), progress=tell)
"""


def test_it_ends_with_the_one_that_started_it(tmp_path):
    script = tmp_path / "window.py"
    script.write_text(_WINDOW)
    root = Path(__file__).parents[3]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, text=True, cwd=root, env=environment
    ) as window:
        pid = int(window.stdout.readline())
        assert psutil.pid_exists(pid)
        window.kill()
    assert gone(pid)


def test_no_room_for_a_process_is_said(process, one, monkeypatch):
    def refuse(_process):
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr("multiprocessing.context.SpawnProcess.start", refuse)
    with pytest.raises(ProcessEndedError, match="could not be started: Cannot allocate memory"):
        process.screen(one)
