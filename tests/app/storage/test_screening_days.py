"""Days on disk: every change is there or is not, also when the process is killed in the middle of it."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.core.errors import OutputError, RosterError
from engine.core.text import text
from engine.roster.day_changes import Analysis, ChangeKind, ChildState, Problem, left_over
from engine.roster.entries import Child, Consent
from scolioapp.storage import screening_days
from scolioapp.storage.screening_days import CHANGES, DAY, ScreeningDay, ScreeningDays
from tests.patience import SECONDS

CHILDREN = tuple(
    Child(number=f"{n:03}", family_name=f"Family{n}", given_name="Anna", consent=Consent.YES)
    for n in range(1, 31)
)
FOUND = Analysis(result="r", outcome="features_detected", verdict="usable")


@pytest.fixture
def day(tmp_path: Path) -> ScreeningDay:
    return ScreeningDays(tmp_path / "days").create("Hill School", CHILDREN)


def record(day: ScreeningDay, number: str, name: str = "") -> str:
    recording = name or f"rec-{number}"
    day.add(
        ChangeKind.RECORDED, child=number, recording=recording, path=f"/r/{recording}/video.mkv"
    )
    return recording


def state(day: ScreeningDay, number: str) -> ChildState:
    return day.standing.state_of(day.by_number[number])


def test_every_state_a_child_can_have(day: ScreeningDay) -> None:
    assert state(day, "001") is ChildState.WAITING
    day.add(ChangeKind.ABSENT, child="001")
    assert state(day, "001") is ChildState.ABSENT
    recording = record(day, "001")
    assert state(day, "001") is ChildState.RECORDED
    day.add(ChangeKind.ANALYSED, recording=recording, analysis=FOUND)
    assert state(day, "001") is ChildState.EXAMINE
    for outcome, expected in (
        ("borderline_features", ChildState.EXAMINE),
        ("no_features_detected", ChildState.DONE),
        ("inconclusive", ChildState.REPEAT),
        ("of a later version", ChildState.REPEAT),
    ):
        changed = FOUND.model_copy(update={"outcome": outcome})
        day.add(ChangeKind.ANALYSED, recording=recording, analysis=changed)
        assert state(day, "001") is expected
    problem = Problem(what=text("It broke."), remedy=text("Again."))
    day.add(ChangeKind.FAILED, recording=recording, problem=problem)
    assert state(day, "001") is ChildState.REPEAT
    record(day, "001", "again")
    assert state(day, "001") is ChildState.RECORDED
    day.add(ChangeKind.CONSENT, child="002", consent=Consent.NO, decided_by="mother")
    assert state(day, "002") is ChildState.NO_CONSENT


def test_what_was_done_is_there_when_it_is_opened_again(day: ScreeningDay) -> None:
    record(day, "001")
    day.add(ChangeKind.MOVED, moves={"rec-001": "002"}, by="NN")
    day.add(ChangeKind.ENDED)
    again = ScreeningDay(day.folder)
    assert again.standing == day.standing
    assert again.changes == day.changes
    assert again.facts == day.facts
    assert state(again, "002") is ChildState.RECORDED
    assert again.standing.ended


def test_undo_takes_decisions_back_one_by_one_and_keeps_them_in_the_log(day: ScreeningDay) -> None:
    record(day, "001")
    record(day, "002")
    day.add(ChangeKind.MOVED, moves={"rec-001": "002", "rec-002": "001"})
    day.add(ChangeKind.ABSENT, child="003")
    day.add(ChangeKind.ANALYSED, recording="rec-001", analysis=FOUND)
    assert state(day, "002") is ChildState.EXAMINE
    undone = day.undo()
    assert undone is not None
    assert undone.kind is ChangeKind.ABSENT
    assert state(day, "003") is ChildState.WAITING
    day.undo()
    assert (state(day, "001"), state(day, "002")) == (ChildState.EXAMINE, ChildState.RECORDED)
    assert day.undo() is None
    assert [each.kind for each in day.changes].count(ChangeKind.UNDONE) == 2
    assert ScreeningDay(day.folder).standing == day.standing


def test_absent_and_repeat_make_the_next_list_and_their_cards_stay(day: ScreeningDay) -> None:
    for child in CHILDREN[3:]:
        recording = record(day, child.number)
        done = FOUND.model_copy(update={"outcome": "no_features_detected"})
        day.add(ChangeKind.ANALYSED, recording=recording, analysis=done)
    day.add(ChangeKind.ABSENT, child="001")
    day.add(ChangeKind.REPEAT, child="007")
    day.add(ChangeKind.CONSENT, child="002", consent=Consent.NO)
    left = left_over(day.children, day.standing)
    assert [child.number for child in left] == ["001", "003", "007"]
    days = ScreeningDays(day.folder.parent)
    following = days.create(
        "again", left, {each.number: day.facts.codes[each.number] for each in left}
    )
    assert following.by_code(day.facts.codes["007"]) == CHILDREN[6]
    assert following.by_code("SCA-OTHER") is None


def test_a_line_that_was_cut_off_never_happened(day: ScreeningDay) -> None:
    record(day, "001")
    path = day.folder / CHANGES
    whole = path.read_bytes()
    for cut in range(1, len(whole)):
        path.write_bytes(whole[:-cut])
        again = ScreeningDay(day.folder)
        assert again.standing.recordings == {}
        again.add(ChangeKind.ABSENT, child="002")
        assert state(ScreeningDay(day.folder), "002") is ChildState.ABSENT


def test_a_full_disk_changes_nothing(day: ScreeningDay, monkeypatch: pytest.MonkeyPatch) -> None:
    record(day, "001")
    before = (day.folder / CHANGES).read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(screening_days.os, "fsync", full)
        with pytest.raises(OutputError, match="No space left"):
            day.add(ChangeKind.ABSENT, child="002")
    assert (day.folder / CHANGES).read_bytes() == before
    assert state(day, "002") is ChildState.WAITING
    day.add(ChangeKind.ABSENT, child="003")
    assert ScreeningDay(day.folder).standing == day.standing


@pytest.mark.parametrize(
    "content", [b"", b"{", b'{"name": 1}', json.dumps({"schema_version": "x"}).encode()]
)
def test_a_damaged_day_is_refused_and_passed_over(day: ScreeningDay, content: bytes) -> None:
    days = ScreeningDays(day.folder.parent)
    days.create("other", CHILDREN)
    (day.folder / DAY).write_bytes(content)
    with pytest.raises(RosterError):
        days.open(day.identifier)
    assert [line.name for line in days.lines()] == ["other"]


def test_deleting_a_day_takes_the_names_away(day: ScreeningDay) -> None:
    days = ScreeningDays(day.folder.parent)
    days.delete(day.identifier)
    assert days.lines() == []
    assert list(day.folder.parent.iterdir()) == []


WRITER = """
import sys
from pathlib import Path
from engine.roster.day_changes import ChangeKind
from scolioapp.storage.screening_days import ScreeningDay

day = ScreeningDay(Path(sys.argv[1]))
number = len(day.standing.recordings)
while True:
    number += 1
    child = day.children[number % len(day.children)].number
    day.add(ChangeKind.RECORDED, child=child, recording=str(number), path=f"/r/{number}")
    print(number, flush=True)
"""


def test_killed_at_random_moments_nothing_that_was_told_is_lost(day: ScreeningDay) -> None:
    """Kill a process that writes changes; what it told, and at most the one after it, is there."""
    chance = random.Random(14)
    for _ in range(8):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(day.folder)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        ) as process:
            assert process.stdout is not None
            told = [int(process.stdout.readline())]
            time.sleep(chance.uniform(0.0, 0.05))
            process.send_signal(signal.SIGKILL)
            told += [int(line) for line in process.stdout.read().split()]
            process.wait(SECONDS)
        again = ScreeningDay(day.folder)
        kept = [int(each) for each in again.standing.recordings]
        assert kept == list(range(1, len(kept) + 1))
        assert told[-1] <= len(kept) <= told[-1] + 1
        sequences = [change.sequence for change in again.changes]
        assert sequences == list(range(1, len(sequences) + 1))
        child = again.children[len(kept) % len(again.children)]
        assert again.standing.recordings[str(len(kept))].child == child.number
