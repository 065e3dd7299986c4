"""The ledger of work on many files: what is done stays done, whatever happens."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from engine.core.errors import CancelledError, OutputError, VideoError
from engine.core.files import sha256_of
from engine.core.progress import Cancel, ProgressReport, Stage
from engine.core.text import text
from engine.pipeline.ledger import (
    Ledger,
    LedgerEntry,
    SharedLedger,
    work_on_all,
    work_side_by_side,
)
from tests.patience import SECONDS


class Counted(LedgerEntry):
    """How many words a file has."""

    words: int


class Words(Ledger[Counted]):
    """The words of many files."""

    language: str = "en"


def entry(path, **more):
    facts = path.stat()
    return Counted(
        size=facts.st_size,
        mtime_ns=facts.st_mtime_ns,
        sha256=sha256_of(path),
        words=len(path.read_text().split()),
        **more,
    )


def count(folder, *, die_at=None):
    """Count the words of all files that are not counted yet; be killed while ``die_at`` is written."""
    ledger = Words.open(folder / "ledger.json")

    def work(path, _progress, _cancel):
        if ledger.known(path.name, path) is not None:
            return False
        if path.name == die_at:
            # At the worst moment: the new ledger is there, but not yet in its place.
            os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        ledger.note(path.name, entry(path))
        return True

    return work_on_all({path.name: path for path in sorted(folder.glob("*.txt"))}, work)


@pytest.fixture
def folder(tmp_path):
    for name, content in (("a", "one"), ("b", "one two"), ("c", "one two three")):
        (tmp_path / f"{name}.txt").write_text(content)
    return tmp_path


def test_what_is_done_is_not_done_again(folder):
    assert count(folder).done == ("a.txt", "b.txt", "c.txt")
    assert count(folder).kept == ("a.txt", "b.txt", "c.txt")
    ledger = Words.open(folder / "ledger.json")
    assert {name: one.words for name, one in ledger.videos.items()} == {
        "a.txt": 1,
        "b.txt": 2,
        "c.txt": 3,
    }
    ledger.forget("b.txt")
    assert count(folder).done == ("b.txt",)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is not there")
def test_work_goes_on_after_kill_9_and_the_ledger_is_whole(folder):
    code = (
        "import sys; from pathlib import Path; from tests.engine.pipeline.test_ledger import count\n"
        "count(Path(sys.argv[1]), die_at='c.txt')"
    )
    killed = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        cwd=Path(__file__).parents[3],
        timeout=SECONDS,
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert set(Words.open(folder / "ledger.json").videos) == {"a.txt", "b.txt"}
    again = count(folder)
    assert (again.kept, again.done) == (("a.txt", "b.txt"), ("c.txt",))


def test_a_file_is_known_by_its_content_where_only_its_time_has_changed(folder):
    count(folder)
    os.utime(folder / "a.txt", (1, 1))
    assert count(folder).kept == ("a.txt", "b.txt", "c.txt")
    assert Words.open(folder / "ledger.json").videos["a.txt"].mtime_ns == 1_000_000_000
    (folder / "a.txt").write_text("two")
    os.utime(folder / "a.txt", (2, 2))
    (folder / "b.txt").write_text("longer than before")
    assert count(folder).done == ("a.txt", "b.txt")
    assert Words.open(folder / "ledger.json").videos["b.txt"].words == 3


def test_one_that_cannot_be_used_does_not_stop_the_others(folder):
    def work(name, progress, _cancel):
        progress(ProgressReport(Stage.FIND, 0.5))
        if name == "b":
            raise VideoError(text("It is damaged."), text("Copy it again."))
        return name == "c"

    told = []
    became = work_on_all({name: name for name in "abc"}, work, progress=told.append)
    assert (became.done, became.kept) == (("c",), ("a",))
    assert {name: str(why) for name, why in became.failed.items()} == {"b": "It is damaged."}
    assert [one.fraction for one in told] == pytest.approx([1 / 6, 1 / 2, 5 / 6])


def test_a_full_disk_and_a_cancel_end_the_work(folder):
    seen = []

    def full(name, _progress, _cancel):
        seen.append(name)
        raise OutputError(text("No space."), text("Free some."))

    with pytest.raises(OutputError):
        work_on_all({name: name for name in "abc"}, full)
    assert seen == ["a"]
    cancel = Cancel()
    cancel.set()
    with pytest.raises(CancelledError):
        work_on_all({name: name for name in "abc"}, full, cancel=cancel)
    assert seen == ["a"]


@pytest.mark.parametrize("content", ["{", "[]", '{"pages": 3}', '{"videos": {"a": {"size": 1}}}'])
def test_what_is_no_ledger_is_refused(tmp_path, content):
    (tmp_path / "ledger.json").write_text(content)
    with pytest.raises(ValueError, match="Words"):
        Words.open(tmp_path / "ledger.json")


def test_a_shared_ledger_has_a_file_for_each_and_takes_every_name(folder):
    first, second = (SharedLedger(folder / "shared", Counted) for _ in range(2))
    names = {f"{'long ' * 60}{number}": path for number, path in enumerate(folder.glob("*.txt"))}
    for number, (name, path) in enumerate(names.items()):
        (first, second)[number % 2].note(name, entry(path))
    for name, path in names.items():
        assert first.known(name, path) == second.known(name, path) == entry(path)
    [name, *_] = names
    os.utime(names[name], (1, 1))
    assert first.known(name, names[name]).mtime_ns == 1_000_000_000
    names[name].write_text("another")
    assert second.known(name, names[name]) is None
    assert first.entry("never seen") is None
    for path in (folder / "shared").iterdir():
        path.write_text("{")
    assert all(first.entry(name) is None for name in names)


def test_several_at_once_are_taken_on_the_thread_that_waits():
    begun, took, shares = threading.Barrier(3), {}, []

    def work(number, progress, _cancel):
        # None gets past it before all three are there.
        begun.wait(SECONDS)
        progress(ProgressReport(Stage.FIND, 0.5))
        if number == 1:
            raise VideoError(text("It is damaged."), text("Copy it again."))
        return number

    def take(name, found):
        took[name] = (found, threading.current_thread())

    items = {str(number): number for number in range(6)}
    work_side_by_side(items, work, take, jobs=3, progress=shares.append)
    assert {thread for _, thread in took.values()} == {threading.current_thread()}
    assert {name: found for name, (found, _) in took.items() if name != "1"} == {
        name: number for name, number in items.items() if name != "1"
    }
    assert str(took["1"][0].what) == "It is damaged."
    assert max(share.fraction for share in shares) <= 1.0


def test_what_the_taker_raises_and_a_cancel_stop_the_others():
    stopped = []

    def work(name, _progress, cancel):
        if name == "slow":
            while not cancel.requested:
                time.sleep(0.01)
            stopped.append(name)
        return name

    def refuse(_name, _found):
        raise OutputError(text("No space."), text("Free some."))

    with pytest.raises(OutputError):
        work_side_by_side({"slow": "slow", "a": "a", "b": "b"}, work, refuse, jobs=2)
    cancel = Cancel()
    with pytest.raises(CancelledError):
        work_side_by_side(
            {"slow": "slow", "a": "a"}, work, lambda *_: cancel.set(), jobs=2, cancel=cancel
        )
    assert stopped == ["slow", "slow"]
