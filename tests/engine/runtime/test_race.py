"""Every provider is asked in a process of its own; the fastest right one is kept, with the reason."""

from __future__ import annotations

import multiprocessing
import threading
from pathlib import Path

import numpy as np
import pytest

from engine.core.errors import CancelledError
from engine.core.progress import Cancel
from engine.runtime import providers, race_table
from engine.runtime.providers import OPENVINO, OPENVINO_GPU, PROCESSOR
from engine.runtime.race import KnownQuestion, State, Trial, fastest, race
from tests.engine.runtime.faked_providers import open_faked

X = np.arange(4, dtype=np.float32)
QUESTION = KnownQuestion(
    network="pose",
    feeds={"x": X},
    answers={"y": 2 * X},
    tolerances={"y": 0.001},
    file=Path("none.onnx"),
    sha256="",
    at_once=2,
    open=open_faked,
)


def ask(*names, **how):
    return race([QUESTION], names, **how)


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(race_table, "table_path", lambda: tmp_path / "providers.json")


def test_the_fastest_that_answers_right_wins():
    trials = ask("slow", "rounds", "wrong")
    assert [one.state for one in trials] == [State.RIGHT, State.RIGHT, State.WRONG]
    slow, rounds, wrong = trials
    assert slow.milliseconds > rounds.milliseconds
    assert slow.difference == 0.0
    assert rounds.difference == pytest.approx(0.5, rel=0.01)
    assert wrong.milliseconds is None
    assert fastest(trials, "pose", ["slow", "rounds", "wrong"]) == "rounds"


@pytest.mark.parametrize(
    ("name", "state", "said"),
    [
        ("wrong", State.WRONG, ""),
        ("no number", State.WRONG, ""),
        ("other shape", State.WRONG, ""),
        ("absent", State.ABSENT, ""),
        ("needs a library", State.FAILED, "libmissing"),
        ("out of memory", State.OUT_OF_MEMORY, "4 GB"),
        ("ends", State.CRASHED, "exit code 3"),
        ("crashes", State.CRASHED, "exit code"),
    ],
)
def test_a_provider_is_crossed_out_with_the_reason(name, state, said):
    (trial,) = ask(name)
    assert trial.state is state
    assert said in trial.detail
    assert trial.milliseconds is None
    assert fastest([trial], "pose", [name]) is None


def test_one_that_hangs_is_ended():
    (trial,) = ask("hangs", limit=0.2)
    assert trial.state is State.TIMED_OUT
    assert not multiprocessing.active_children()


def test_a_race_can_be_stopped():
    cancel = Cancel()
    threading.Timer(0.5, cancel.set).start()
    with pytest.raises(CancelledError):
        ask("hangs", cancel=cancel)
    assert not multiprocessing.active_children()


def trial(provider, milliseconds, network="pose"):
    state = State.CRASHED if milliseconds is None else State.RIGHT
    return Trial(network=network, provider=provider, state=state, milliseconds=milliseconds)


def test_a_small_gain_changes_nothing():
    names = [PROCESSOR, OPENVINO]
    assert fastest([trial(PROCESSOR, 50), trial(OPENVINO, 48)], "pose", names) == PROCESSOR
    assert fastest([trial(PROCESSOR, 50), trial(OPENVINO, 40)], "pose", names) == OPENVINO
    assert fastest([trial(PROCESSOR, None), trial(OPENVINO, 90)], "pose", names) == OPENVINO


def kept_table(*trials):
    table = race_table.table_of([QUESTION], trials)
    race_table.keep(table)
    return table


def test_until_somebody_asked_the_processor_computes():
    assert race_table.kept() is None
    assert race_table.chosen("pose") == PROCESSOR


def test_the_table_is_kept_and_chosen_from():
    table = kept_table(trial(PROCESSOR, 50), trial(OPENVINO, 40), trial(OPENVINO_GPU, 10))
    assert race_table.kept() == table
    assert race_table.chosen("pose") == OPENVINO_GPU
    assert race_table.chosen("pose", "cpu") == OPENVINO
    assert race_table.chosen("gait") == PROCESSOR
    assert "5.00 times as fast" in str(table.reason("pose", OPENVINO_GPU))


def test_another_driver_asks_anew(monkeypatch):
    kept_table(trial(PROCESSOR, 50), trial(OPENVINO, 40))
    before = race_table.fingerprint()
    monkeypatch.setattr(race_table, "fingerprint", lambda: {**before, "driver nvidia": "581.0"})
    assert race_table.kept() is None
    assert race_table.chosen("pose") == PROCESSOR


@pytest.mark.parametrize("content", ["", "{", "[]", '{"schema_name": "scolioapp.providers/9"}'])
def test_a_broken_table_is_as_if_nobody_had_asked(content):
    race_table.table_path().write_text(content, encoding="utf-8")
    assert race_table.kept() is None


def test_the_processor_is_offered_first_and_no_cloud():
    names = providers.offered()
    assert names[0] == PROCESSOR
    assert not any("Azure" in name for name in names)
