"""A run that is killed, stopped or broken goes on and ends with the same weights."""

import json
import multiprocessing
import os
import shutil
import signal
import socket
import time

import numpy as np
import pytest
import torch
import yaml

from engine.core.errors import (
    CancelledError,
    ConfigError,
    DatasetError,
    ModelError,
    OutputError,
    TrainingError,
)
from engine.core.progress import Cancel, Stage
from engine.runs.requests import ask_to_continue, ask_to_pause, ask_to_stop
from engine.runs.run_folder import RunFolder
from engine.runs.status import read_status
from engine.runtime.checkpoints import read_checkpoint
from engine.training.device_data import Feeder
from engine.training.run import resume, train
from engine.training.trainer import Trainer
from tests.engine.training.tiny_run import (
    EVERYTHING,
    command,
    kill,
    records,
    status,
    steps,
    wait_for_line,
    weights_of,
    write_config,
    write_data,
)
from tests.patience import SECONDS


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("runs")
    write_data(place / "data")
    return place


@pytest.fixture(scope="module")
def everything(place):
    """A configuration with all that a checkpoint must hold, and what it comes to."""
    config = write_config(place / "everything.yaml", **EVERYTHING)
    run = place / "whole"
    train(config, run=run, cache=place / "cache")
    return config, run


def test_a_run_folder_is_whole(everything):
    run = everything[1]
    names = {path.name for path in run.iterdir()}
    assert names == {
        "config.yaml", "places.yaml", "log.jsonl", "status.json", "checkpoint.pt", "best.pt", "model",
    }  # fmt: skip
    config = yaml.safe_load((run / "config.yaml").read_text())
    assert config["folder"]["root"] == str(run.parent / "data")
    said = status(run)
    assert (said["state"], said["iteration"], said["iterations"]) == ("done", 40, 40)
    assert said["pid"] == os.getpid()
    assert str(run.parent) not in (run / "log.jsonl").read_text()


def test_two_kills(everything, place):
    config, whole = everything
    run = place / "killed"
    first = command(config, "--run", run, "--cache", place / "cache")
    wait_for_line(run, 8, lambda: first.poll() is None)
    kill(first.pid)
    first.communicate()
    assert status(run)["state"] == "running"
    assert read_status(RunFolder(run)).state == "failed"
    second = command("--resume", run)
    wait_for_line(run, 30, lambda: second.poll() is None, 0.005)
    kill(second.pid)
    second.communicate()
    assert resume(run) == run / "model"
    assert weights_of(run / "model") == weights_of(whole / "model")
    events = [record["event"] for record in records(run) if "event" in record]
    assert events.count("start") == 1
    assert events.count("resume") == 2
    assert status(run)["state"] == "done"


def _train(config, run, cache):
    train(config, run=run, cache=cache)


@pytest.mark.heavy
def test_twenty_kills(everything, place):
    config, whole = everything
    rng = np.random.default_rng(4)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["engine.training.run", "tests.engine.training.tiny_run"])
    killed = 0
    for number in range(20):
        run = place / f"kill-{number}"
        process = context.Process(target=_train, args=(config, run, place / "cache"))
        process.start()
        line, more = int(rng.integers(0, 40)), float(rng.uniform(0, 0.03))
        wait_for_line(run, line, process.is_alive, more)
        process.kill()
        process.join()
        killed += process.exitcode == -signal.SIGKILL
        process = context.Process(target=_again, args=(config, run, place / "cache"))
        process.start()
        process.join()
        assert process.exitcode == 0
        assert weights_of(run / "model") == weights_of(whole / "model")
        shutil.rmtree(run)
    assert killed == 20


def _again(config, run, cache):
    # Killed before there was a run folder, there is nothing to resume.
    if RunFolder(run).exists():
        resume(run)
    else:
        train(config, run=run, cache=cache)


@pytest.mark.parametrize("how", ["file", "cancel"])
def test_stops_and_goes_on(everything, place, how):
    config, whole = everything
    run = place / f"stopped-by-{how}"
    cancel = Cancel()

    def stop(report):
        if report.stage is not Stage.TRAIN or report.fraction < 0.25:
            return
        if how == "file":
            (run / "stop").touch()
        else:
            cancel.set()

    with pytest.raises(CancelledError):
        train(config, run=run, cache=place / "cache", progress=stop, cancel=cancel)
    said = status(run)
    assert said["state"] == "stopped"
    assert read_checkpoint(run / "checkpoint.pt")["iteration"] == said["iteration"] < 40
    assert not (run / "model").exists()
    resume(run)
    assert not (run / "stop").exists()
    assert weights_of(run / "model") == weights_of(whole / "model")
    assert [step["iteration"] for step in steps(run)] == list(range(1, 41))


def test_started_again_with_the_same_words_it_goes_on(everything, place):
    config, whole = everything
    run, cancel = place / "again", Cancel()

    def stop(report):
        if report.stage is Stage.TRAIN and report.fraction >= 0.25:
            cancel.set()

    asked = {"run": run, "cache": place / "cache", "go_on": True}
    with pytest.raises(CancelledError):
        train(config, **asked, progress=stop, cancel=cancel)
    train(config, **asked)
    assert weights_of(run / "model") == weights_of(whole / "model")
    assert [step["iteration"] for step in steps(run)] == list(range(1, 41))


def test_a_request_to_terminate_stops_cleanly(everything, place):
    config, _ = everything
    run = place / "terminated"
    process = command(config, "--run", run, "--cache", place / "cache")
    wait_for_line(run, 5, lambda: process.poll() is None)
    process.terminate()
    said = process.communicate()[0]
    assert process.returncode == 130
    assert "Cancelled" in said
    assert status(run)["state"] == "stopped"
    assert read_checkpoint(run / "checkpoint.pt")["iteration"] == status(run)["iteration"]


def test_a_lost_device(everything, place, monkeypatch):
    config, whole = everything
    run = place / "lost"
    learn = Trainer._learn

    def lost(self, total, cancel):
        if self.iteration == 10:
            total.backward()
            raise torch.AcceleratorError("the GPU has fallen off the bus")
        return learn(self, total, cancel)

    with monkeypatch.context() as patch:
        patch.setattr(Trainer, "_learn", lost)
        with pytest.raises(TrainingError, match=r"Step 11 could not be computed: the GPU has"):
            train(config, run=run, cache=place / "cache")
    said = status(run)
    assert said["state"] == "failed"
    assert said["message"].startswith("Step 11 could not be computed")
    assert read_checkpoint(run / "checkpoint.pt")["iteration"] == 9
    resume(run)
    assert weights_of(run / "model") == weights_of(whole / "model")


def test_a_full_gpu_says_what_to_do(place, monkeypatch):
    def full(self, total, cancel):
        raise torch.OutOfMemoryError("out of memory")

    monkeypatch.setattr(Trainer, "_learn", full)
    with pytest.raises(TrainingError, match=r"ran out of memory at step 1\. Use smaller"):
        train(write_config(place / "full.yaml"), run=place / "full", cache=place / "cache")


def test_an_unexpected_error_is_not_hidden(place, monkeypatch):
    def broken(self):
        raise ZeroDivisionError

    run = place / "broken"
    monkeypatch.setattr(Feeder, "next", broken)
    with pytest.raises(ZeroDivisionError):
        train(write_config(place / "broken.yaml"), run=run, cache=place / "cache")
    assert status(run)["state"] == "failed"
    assert status(run)["message"] == "Training ended unexpectedly (ZeroDivisionError)."


@pytest.fixture
def disk():
    """Gives a way to say how large a file may grow, which stands for a disk that is full."""
    resource = pytest.importorskip("resource")
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)

    def limit(size):
        soft = unlimited[0] if size is None else size
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, unlimited[1]))

    yield limit
    limit(None)


def test_a_full_disk_keeps_the_checkpoint_of_before(place, disk):
    config = write_config(place / "plain.yaml")
    run, kept = place / "full-disk", []

    def fill(report):
        if report.stage is not Stage.TRAIN:
            return
        step = round(report.fraction * 20)
        if step == 10:
            disk(2000)
        if step == 14:
            disk(None)
            kept.append(read_checkpoint(run / "checkpoint.pt")["iteration"])
            kept.append(status(run)["message"])

    train(config, run=run, cache=place / "cache", progress=fill)
    assert kept[0] == 9
    assert "checkpoint.pt” could not be written: File too large" in kept[1]
    assert "The checkpoint of step 9 is kept." in kept[1]
    # Lines that the log had no room for came later.
    assert [step["iteration"] for step in steps(run)] == list(range(1, 21))
    train(config, run=place / "roomy", cache=place / "cache")
    assert weights_of(run / "model") == weights_of(place / "roomy" / "model")


def test_a_disk_too_full_for_the_best_network(everything, place, disk):
    config, whole = everything
    run = place / "full-disk-for-best"

    def fill(report):
        if report.stage is Stage.TRAIN:
            disk(2000)

    with pytest.raises(OutputError, match=r"“best\.pt” could not be written"):
        train(config, run=run, cache=place / "cache", progress=fill)
    disk(None)
    assert status(run)["state"] == "failed"
    resume(run)
    assert weights_of(run / "model") == weights_of(whole / "model")


def test_a_run_is_never_written_over(everything, place):
    config, whole = everything
    with pytest.raises(OutputError, match="already contains a run"):
        train(config, run=whole, cache=place / "cache")


def test_a_run_is_trained_by_one_process(everything, place):
    whole = everything[1]
    run = place / "busy"
    shutil.copytree(whole, run)
    said = (whole / "status.json").read_text()
    parent = said.replace(f'"pid":{os.getpid()}', f'"pid":{os.getppid()}')
    (run / "status.json").write_text(parent.replace('"done"', '"running"'))
    with pytest.raises(OutputError, match="Another process is training"):
        resume(run)


def test_the_number_of_a_process_of_another_computer_holds_nothing_here(everything, place):
    run = place / "elsewhere"
    shutil.copytree(everything[1], run)
    said = status(run) | {"pid": os.getppid(), "host": "another", "state": "running"}
    (run / "status.json").write_text(json.dumps(said))
    assert read_status(RunFolder(run)).state == "failed"
    assert resume(run) == run / "model"
    assert status(run)["host"] == socket.gethostname()


def test_nothing_to_resume(tmp_path):
    with pytest.raises(ConfigError, match="There is no run in the folder"):
        resume(tmp_path)


class Evil:
    def __reduce__(self):
        return (print, ("run by a stranger",))


def test_checkpoints_of_others(everything, place, capsys):
    run = place / "others"
    shutil.copytree(everything[1], run)
    checkpoint = read_checkpoint(run / "checkpoint.pt")
    torch.save({**checkpoint, "more": Evil()}, run / "checkpoint.pt")
    with pytest.raises(ModelError, match="could run a stranger's code"):
        resume(run)
    assert "stranger" not in capsys.readouterr().out
    assert status(run)["state"] == "failed"
    torch.save({"model": {}, "iteration": 3}, run / "checkpoint.pt")
    with pytest.raises(ModelError, match="does not belong to this run"):
        resume(run)
    torch.save({**checkpoint, "model": {}}, run / "checkpoint.pt")
    with pytest.raises(ModelError, match="does not belong to this run"):
        resume(run)
    (run / "checkpoint.pt").write_bytes(b"PK")
    with pytest.raises(ModelError, match="not a checkpoint written by torch"):
        resume(run)


def test_other_data_is_not_gone_on_with(everything, place):
    run = place / "other-data"
    shutil.copytree(everything[1], run)
    write_data(place / "more", people=30)
    config = yaml.safe_load((run / "config.yaml").read_text())
    config["folder"]["root"] = str(place / "more")
    (run / "config.yaml").write_text(yaml.safe_dump(config))
    with pytest.raises(DatasetError, match="training sequences"):
        resume(run)


def test_runs_get_free_names(place):
    config = write_config(place / "twice.yaml", optimiser={"iterations": 1, "milestones": []})
    cache = place / "free"
    assert train(config, cache=cache) == cache / "runs" / "tiny" / "model"
    assert train(config, place / "out", cache=cache) == place / "out" / "tiny"
    assert (cache / "runs" / "tiny-2" / "model").is_dir()


def test_a_paused_run_waits_and_ends_with_the_same_weights(everything, place):
    config, whole = everything
    run = RunFolder(place / "paused")
    trainer = command(config, "--run", run.path, "--cache", place / "cache")
    wait_for_line(run.path, 5, lambda: trainer.poll() is None)
    ask_to_pause(run)
    said = wait_for_state(run, "paused")
    time.sleep(0.5)
    assert read_status(run) == said
    assert 5 <= said.iteration < 40
    ask_to_continue(run)
    said = trainer.communicate()[0]
    assert trainer.returncode == 0, said
    assert read_status(run).state == "done"
    assert weights_of(run.model) == weights_of(whole / "model")


def test_a_paused_run_stops_and_forgets_that_it_was_paused(everything, place):
    config, whole = everything
    run = RunFolder(place / "paused_and_stopped")
    trainer = command(config, "--run", run.path, "--cache", place / "cache")
    wait_for_line(run.path, 5, lambda: trainer.poll() is None)
    ask_to_pause(run)
    wait_for_state(run, "paused")
    ask_to_stop(run)
    trainer.communicate()
    assert read_status(run).state == "stopped"
    resume(run.path)
    assert not run.pause.exists()
    assert weights_of(run.model) == weights_of(whole / "model")


def wait_for_state(run, state):
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        said = read_status(run)
        if said is not None and said.state == state:
            return said
        time.sleep(0.02)
    raise AssertionError(said)


def test_the_status_says_how_far_the_data_is(place):
    run = RunFolder(place / "told")
    said = []

    def look(told):
        if told.stage is Stage.OPEN:
            said.append(read_status(run).message)

    config = write_config(place / "told.yaml", optimiser={"iterations": 1, "milestones": []})
    train(config, run=run.path, cache=place / "cache", progress=look)
    assert "Reading the walks: 0 % done." in said
    assert any(message > "Reading the walks: 5" for message in said)
    assert read_status(run).message == ""
