"""Work in a process of its own: told, failed, ended."""

from __future__ import annotations

import multiprocessing
import os
import time
from pathlib import Path

import pytest

from engine.core.errors import CancelledError, DatasetError
from engine.core.progress import Cancel, Progress, ProgressReport, Stage
from engine.core.text import text
from scolioapp.crash import details_of
from scolioapp.jobs.child_process import ProcessEndedError, in_child_process
from tests.patience import SECONDS


def write(path: Path, words: str, *, progress: Progress) -> None:
    progress(ProgressReport(Stage.WRITE, 0.5))
    path.write_text(words)


def fail(name: str, *, progress: Progress) -> None:
    raise DatasetError(text("“{name}” is damaged.", name=name), text("Copy it again."))


def break_down(*, progress: Progress) -> None:
    raise ValueError("a bug")


def die(*, progress: Progress) -> None:
    os._exit(9)


def stay(*, progress: Progress) -> None:
    progress(ProgressReport(Stage.OPEN))
    # Looks at no cancel, as an import does not.
    time.sleep(2 * SECONDS)


def test_what_the_work_tells_arrives(tmp_path: Path) -> None:
    told: list[ProgressReport] = []
    in_child_process(write, tmp_path / "a", "done")(told.append, None)
    assert (tmp_path / "a").read_text() == "done"
    assert told == [ProgressReport(Stage.WRITE, 0.5)]


def test_an_expected_failure_keeps_its_words() -> None:
    with pytest.raises(DatasetError, match=r"“x\.pkl” is damaged\. Copy it again\."):
        in_child_process(fail, "x.pkl")(None, None)


def test_a_bug_and_a_death_are_told_apart(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match="ValueError: a bug") as bug:
        in_child_process(break_down)(None, None)
    assert "in break_down" in details_of(bug.value)
    assert "a bug" not in details_of(bug.value, private=True)
    with pytest.raises(ProcessEndedError, match="stopped unexpectedly"):
        in_child_process(die)(None, None)
    capfd.readouterr()


def test_a_cancel_ends_it_wherever_it_is() -> None:
    cancel, asked = Cancel(), []

    def stop(_report: ProgressReport) -> None:
        asked.append(time.monotonic())
        cancel.set()

    with pytest.raises(CancelledError):
        in_child_process(stay)(stop, cancel)
    # The work alone takes twice as long: it was not waited for.
    assert time.monotonic() - asked[0] < SECONDS
    assert not multiprocessing.active_children()
