"""The store of results: nothing is lost to a kill, to another window, to a full disk or to damage."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.core.errors import OutputError, SequenceError
from engine.core.kept_result import RESULT
from engine.core.result import ScreeningResult
from scolioapp.jobs.screener import PipelineScreener
from scolioapp.storage import results as storage
from scolioapp.storage.results import Judgement, ResultEntry, ResultStore
from tests.engine.made_up import result
from tests.patience import SECONDS

BEFORE = Path(__file__).parents[2] / "data" / "results_before_revisions"


def made(person: int = 1, label: str = "") -> ScreeningResult:
    return result(person=person, label=label)


def files(person: int = 1) -> dict[str, bytes]:
    return {RESULT: made(person).to_json().encode(), "people.npz": b"everyone" * 1000}


def persons(store: ResultStore, identifier: str) -> list[int | None]:
    """Return who each judgement is about; every file is read and checked by its hash."""
    found = []
    for judgement in store.judgements(identifier):
        kept = store.load(identifier, judgement.number)
        assert kept.files["people.npz"] == b"everyone" * 1000
        found.append(ScreeningResult.from_json(kept.files[RESULT].decode()).person)
    return found


@pytest.fixture
def store(tmp_path: Path) -> ResultStore:
    return ResultStore(tmp_path / "results")


@pytest.fixture
def entry(store: ResultStore) -> ResultEntry:
    """A kept result called Anna, about person 1."""
    return store.keep(made(label="Anna"), Path("/videos/walk.mp4"), files())


def test_another_judgement_is_added_and_lists_show_the_newest(
    store: ResultStore, entry: ResultEntry
) -> None:
    assert store.entries() == [entry]
    newest = store.add_judgement(entry.identifier, made(2), files(2))
    assert (newest.person, newest.label, newest.judgements) == (2, "Anna", 2)
    assert (newest.date, newest.video_path) == (entry.date, "/videos/walk.mp4")
    assert store.entries() == [newest] == ResultStore(store.root).entries()
    assert persons(store, entry.identifier) == [1, 2]
    assert store.load(entry.identifier).judgement == 2
    first, second = store.judgements(entry.identifier)
    assert first == Judgement(1, entry.date)
    assert second.date > first.date


def test_a_label_and_a_moved_video_leave_every_judgement_as_it_is(
    store: ResultStore, entry: ResultEntry
) -> None:
    store.add_judgement(entry.identifier, made(2), files(2))
    hashes = [each.sha256 for each in store.revisions(entry.identifier)]
    assert store.relabel(entry.identifier, "Ben").label == "Ben"
    store.find_again(Path("/videos/walk.mp4"), Path("/disk/走路.mp4"))
    [line] = store.entries()
    assert (line.label, line.video, line.person) == ("Ben", "走路.mp4", 2)
    assert [store.load(entry.identifier, number).label for number in (1, 2)] == ["Ben", "Ben"]
    assert [each.sha256 for each in store.revisions(entry.identifier)] == hashes
    aside = store.set_aside([entry.identifier])
    assert store.entries() == []
    store.bring_back(aside)
    assert store.entries() == [line]


def test_results_of_earlier_versions_open_whole_and_take_further_judgements(
    tmp_path: Path, store: ResultStore
) -> None:
    shutil.copytree(BEFORE, store.root)
    (store.root / "index.json").write_text("[]")
    [old] = store.entries()
    assert (old.label, old.people, old.judgements) == ("Anna", 3, 1)
    kept, screener = store.load(old.identifier), PipelineScreener()
    screening = screener.load(kept.files, kept.label)
    assert screening.result.label == "Anna"
    assert screening.result.person == 1
    assert len(screening.analysis.recording.tracks) == 3
    assert screening.sequence is not None
    before = {path.name: path.read_bytes() for path in store.folder(old.identifier).iterdir()}
    store.add_judgement(old.identifier, screening.result, screener.dump(screening))
    assert store.relabel(old.identifier, "Ben").judgements == 2
    again = store.load(old.identifier, 1)
    assert screener.load(again.files, again.label).result == screening.result.named("Ben", None)
    for name, content in before.items():
        assert (store.folder(old.identifier) / name).read_bytes() == content


def test_a_damaged_judgement_is_told_and_the_one_before_opens(
    store: ResultStore, entry: ResultEntry
) -> None:
    newest = store.add_judgement(entry.identifier, made(2), files(2))
    path = store.folder(entry.identifier) / "revision-2" / "people.npz"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(SequenceError, match="cannot be read"):
        store.load(entry.identifier)
    assert store.load(entry.identifier, 1).files == files(1)
    assert ResultStore(store.root).entries() == [newest]


def test_a_result_that_is_gone_is_said(store: ResultStore, entry: ResultEntry) -> None:
    store.discard(store.set_aside([entry.identifier]))
    with pytest.raises(OutputError, match="no longer exists"):
        store.load(entry.identifier)
    with pytest.raises(OutputError, match="nothing can be added"):
        store.add_judgement(entry.identifier, made(2), files(2))
    with pytest.raises(OutputError, match="cannot be renamed"):
        store.relabel(entry.identifier, "Ben")
    assert store.entries() == []


# A disk that refuses


@pytest.mark.parametrize("call", ["mkdir", "fsync", "rename"])
@pytest.mark.parametrize("number", [28, 30])
def test_a_disk_that_refuses_loses_nothing_and_says_so(
    store: ResultStore,
    entry: ResultEntry,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    number: int,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    store.entries()
    with monkeypatch.context() as patch:
        patch.setattr(os, call, refuse)
        with pytest.raises(OutputError, match=os.strerror(number)):
            store.add_judgement(entry.identifier, made(2), files(2))
        with pytest.raises(OutputError, match=os.strerror(number)):
            store.keep(made(2), Path("other.mp4"), files(2))
    assert store.entries() == [entry]
    assert persons(store, entry.identifier) == [1]
    assert not [path.name for path in store.root.iterdir() if path.name.startswith(".")]
    store.add_judgement(entry.identifier, made(2), files(2))
    assert persons(store, entry.identifier) == [1, 2]


# Killed in the middle

_CHILD = """
import os, sys, time
from pathlib import Path
from tests.app.storage.test_results import files, made
from scolioapp.storage import results as storage

store = storage.ResultStore(Path(sys.argv[1]))
identifier, call, after = sys.argv[2], sys.argv[3], int(sys.argv[4])
real = getattr(os, call)

def stop(*arguments, **named):
    global after
    after -= 1
    if after < 0:
        print("reached", flush=True)
        time.sleep(600)
    return real(*arguments, **named)

setattr(os, call, stop)
if identifier == "new":
    store.keep(made(2), Path("new.mp4"), files(2))
elif call == "replace" and after == 0:
    store.relabel(identifier, "Ben")
else:
    store.add_judgement(identifier, made(2), files(2))
print("done", flush=True)
"""


@pytest.fixture
def children() -> Iterator[list[subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []
    yield started
    for child in started:
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


def begin(children: list[subprocess.Popen[str]], code: str, *words: str) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", code, *words],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    children.append(child)
    return child


@pytest.mark.parametrize(
    ("what", "call", "after"),
    [
        ("add", "fsync", 0),
        ("add", "fsync", 2),
        ("add", "rename", 0),
        ("new", "fsync", 1),
        ("new", "rename", 0),
        ("label", "replace", 0),
    ],
)
def test_killed_in_the_middle_leaves_the_old_state_whole(
    store: ResultStore,
    entry: ResultEntry,
    children: list[subprocess.Popen[str]],
    what: str,
    call: str,
    after: int,
) -> None:
    before = store.entries()
    identifier = "new" if what == "new" else entry.identifier
    child = begin(children, _CHILD, str(store.root), identifier, call, str(after))
    assert child.stdout is not None
    assert child.stdout.readline() == "reached\n"
    child.kill()
    child.wait(SECONDS)
    again = ResultStore(store.root)
    assert again.entries() == before == [entry]
    assert persons(again, entry.identifier) == [1]
    # Work goes on as if nothing had been, and what was left behind is removed a day later.
    assert again.add_judgement(entry.identifier, made(3), files(3)).person == 3
    assert again.relabel(entry.identifier, "Carl").label == "Carl"
    assert persons(again, entry.identifier) == [1, 3]
    for path in store.root.iterdir():
        os.utime(path, (0, 0))
    again.tidy()
    assert not [path.name for path in store.root.iterdir() if path.is_dir() and path.name[0] == "."]
    assert persons(again, entry.identifier) == [1, 3]


def test_killed_after_a_judgement_stands_the_list_tells_of_it(
    store: ResultStore, entry: ResultEntry, children: list[subprocess.Popen[str]]
) -> None:
    store.entries()
    # The first file put in place is the note that lines have changed.
    child = begin(children, _CHILD.replace("and after == 0", "and False"), str(store.root),
                  entry.identifier, "replace", "0")  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline() == "reached\n"
    child.kill()
    child.wait(SECONDS)
    [line] = ResultStore(store.root).entries()
    assert (line.person, line.judgements, line.label) == (2, 2, "Anna")
    assert persons(store, entry.identifier) == [1, 2]


# Two windows at once

_WINDOW = """
import sys
from pathlib import Path
from tests.app.storage.test_results import files, made
from scolioapp.storage.results import ResultStore

store, identifier, number = ResultStore(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for turn in range(6):
    store.add_judgement(identifier, made(number), files(number))
    store.keep(made(number, f"{number} {turn}"), Path("new.mp4"), files(number))
    store.entries()
    if number == 2:
        store.relabel(identifier, f"name {turn}")
"""


def test_two_windows_at_once_lose_nothing(
    store: ResultStore, entry: ResultEntry, children: list[subprocess.Popen[str]]
) -> None:
    for number in (2, 3):
        child = subprocess.Popen(
            [sys.executable, "-c", _WINDOW, str(store.root), entry.identifier, str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
        )
        children.append(child)
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    for child in children:
        assert child.stdin is not None
        child.stdin.close()
    assert [child.wait(SECONDS) for child in children] == [0, 0]
    found = persons(store, entry.identifier)
    assert found[0] == 1
    assert sorted(str(each) for each in found[1:]) == ["2"] * 6 + ["3"] * 6
    lines = {line.identifier: line for line in store.entries()}
    assert len(lines) == 13
    first = lines.pop(entry.identifier)
    assert (first.label, first.judgements, first.person) == ("name 5", 13, found[-1])
    labels = sorted(f"{number} {turn}" for number in (2, 3) for turn in range(6))
    assert sorted(line.label for line in lines.values()) == labels
    assert not [path.name for path in store.root.iterdir() if path.name.startswith(".")]


def test_a_list_that_is_read_while_another_window_changes_a_line_is_not_kept(
    store: ResultStore, entry: ResultEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, other = storage.kept_result.read_label, ResultStore(store.root)

    def late(folder: Path) -> str | None:
        """Let the other window rename the result between the reading of its line and of the list."""
        label = read(folder)
        monkeypatch.setattr(storage.kept_result, "read_label", read)
        other.relabel(entry.identifier, "Ben")
        return label

    monkeypatch.setattr(storage.kept_result, "read_label", late)
    assert [line.label for line in store.entries()] == ["Anna"]
    assert [line.label for line in store.entries()] == ["Ben"]
    assert [line.label for line in other.entries()] == ["Ben"]
