"""A log is read while it grows, and steps made twice are shown once."""

import json

from engine.runs.log import RunLog
from engine.runs.run_folder import RunFolder, runs_in


def add(path, *records):
    with path.open("a") as stream:
        for record in records:
            stream.write(json.dumps(record) + "\n")


def test_a_log_that_is_not_there_yet(tmp_path):
    log = RunLog(tmp_path / "log.jsonl")
    assert not log.refresh()
    assert (log.steps, log.looks, log.events) == ([], [], [])


def test_a_growing_log(tmp_path):
    path = tmp_path / "log.jsonl"
    log = RunLog(path)
    add(path, {"event": "start", "from": 0}, {"iteration": 1, "rate": 0.1})
    assert log.refresh()
    assert not log.refresh()
    with path.open("a") as stream:
        stream.write('{"iteration": 2, "ra')
    assert not log.refresh()
    with path.open("a") as stream:
        stream.write('te": 0.2}\nnot json\n[1]\n')
    add(path, {"event": "validation", "iteration": 2, "accuracy": 0.5, "best": True})
    assert log.refresh()
    assert [one["rate"] for one in log.steps] == [0.1, 0.2]
    assert [one["accuracy"] for one in log.looks] == [0.5]
    assert [one["event"] for one in log.events] == ["start"]


def test_steps_made_twice_are_shown_once(tmp_path):
    path = tmp_path / "log.jsonl"
    add(path, *({"iteration": number, "loss": "first"} for number in range(1, 6)))
    add(path, {"event": "validation", "iteration": 5})
    add(path, {"event": "resume", "from": 3})
    add(path, *({"iteration": number, "loss": "second"} for number in range(4, 7)))
    log = RunLog(path)
    log.refresh()
    assert [one["iteration"] for one in log.steps] == [1, 2, 3, 4, 5, 6]
    assert [one["loss"] for one in log.steps] == ["first"] * 3 + ["second"] * 3
    assert log.looks == []


def test_runs_are_found(tmp_path):
    for name in ("b", "a", ".hidden"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "config.yaml").touch()
    (tmp_path / "no_run").mkdir()
    assert runs_in(tmp_path) == (RunFolder(tmp_path / "a"), RunFolder(tmp_path / "b"))
    assert runs_in(tmp_path / "missing") == ()
