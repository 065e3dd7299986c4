"""A run that leads nowhere says so at once, in the terminal, in its folder and in its exit code."""

import json
import shutil

import pytest
import torch
from typer.testing import CliRunner

from engine.cli.main import build
from engine.core.classes import ClassName
from engine.core.errors import DatasetError
from engine.core.progress import Stage
from engine.datasets.scoliosis1k import read_index, write_sequence
from engine.runtime.checkpoints import read_checkpoint
from engine.training import run as runs
from engine.training import single_run
from tests.engine.models.made import blobs
from tests.engine.training.test_distributed import torchrun
from tests.engine.training.tiny_run import (
    records,
    status,
    steps,
    weights_of,
    write_config,
    write_data,
)

ADVICE = "Start again with a lower learning rate, a warm-up or gradient clipping."


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("refusals")
    write_data(place / "data")
    return place


def command(place, name, **changes):
    config = write_config(place / f"{name}.yaml", **changes)
    arguments = ["train", config, "--run", place / name, "--cache", place / "cache"]
    return CliRunner().invoke(build(), list(map(str, arguments)))


def few(rate, count=20):
    return {"iterations": count, "rate": rate, "milestones": []}


def assert_stopped(run, sentence, step):
    """The status and the log say it; what is kept is sound, and of the step before."""
    said = f"{sentence} {ADVICE}"
    assert status(run)["state"] == "failed"
    assert status(run)["message"] == said
    assert records(run)[-1] == {"event": "note", "message": said}
    assert not (run / "model").exists()
    checkpoint = read_checkpoint(run / "checkpoint.pt")
    assert checkpoint["iteration"] == step - 1
    assert all(torch.isfinite(one).all() for one in checkpoint["model"].values())


@pytest.mark.parametrize("changes", [{}, {"batches": {"groups": 3, "each": 2, "frames": 2}}])
def test_a_loss_that_is_not_a_number_any_more(place, changes):
    """Said at its step, whenever the next line of the log is due."""
    name = f"rate-{len(changes)}"
    ended = command(place, name, optimiser=few(1e30), checkpoint_every=1, log_every=1000, **changes)
    assert ended.exit_code == 2, ended.output
    assert ended.exception is None or isinstance(ended.exception, SystemExit)
    assert f"At step 2 the loss is no longer a number.\n{ADVICE}" in ended.output
    assert_stopped(place / name, "At step 2 the loss is no longer a number.", 2)


def test_weights_that_the_last_step_spoilt_are_not_kept(place):
    ended = command(place, "last", optimiser=few(3e38, 1), checkpoint_every=1)
    assert ended.exit_code == 2, ended.output
    assert_stopped(place / "last", "After step 1 the weights are no longer numbers.", 1)


def test_a_look_at_the_validation_people_that_says_no_number(place):
    ended = command(place, "look", optimiser=few(1e30, 1), validation={"every": 1})
    assert ended.exit_code == 2, ended.output
    said = "After step 1 the network gives answers for the validation people that are not numbers."
    assert status(place / "look")["message"] == f"{said} {ADVICE}"
    assert not (place / "look" / "best.pt").exists()


def test_a_finished_network_that_says_no_number(place):
    """It was a traceback from a threshold that is not a number, after the whole run."""
    ended = command(place, "finished", optimiser=few(1e30, 1))
    assert ended.exit_code == 2, ended.output
    said = "The finished network gives answers that are not numbers."
    assert status(place / "finished")["message"] == f"{said} {ADVICE}"
    assert not (place / "finished" / "model").exists()


def test_several_processes_stop_together(place):
    config = write_config(place / "two.yaml", optimiser=few(1e30), checkpoint_every=1)
    run = place / "two"
    process = torchrun("scolioapp", "train", config, "--run", run, "--cache", place / "cache")
    said = process.communicate()[0]
    assert process.returncode != 0
    assert "At step 2 the loss is no longer a number." in said
    assert "Traceback (most recent call last)" not in said.partition("torch/distributed")[0]
    assert_stopped(run, "At step 2 the loss is no longer a number.", 2)


def partition(place, name, **changes):
    """Write a partition of the data; a part is a function of the entries."""
    entries = read_index(place / "data")
    ids = [entry.id for entry in entries]
    parts = {"TRAIN_SET": ids[:12], "VALIDATION_SET": ids[12:18], "TEST_SET": ids[18:]}
    parts |= {part: [one.id for one in entries if kept(one)] for part, kept in changes.items()}
    for one in changes:
        for other in parts.keys() - {one}:
            parts[other] = [id for id in parts[other] if id not in parts[one]]
    (place / f"{name}.json").write_text(json.dumps(parts))
    return {
        "folder": {"root": "data", "licence": "none", "partition": f"{name}.json"},
        "report_on_test": True,
    }


NOT_POSITIVE = {"TRAIN_SET": lambda one: one.id < "00012" and one.class_name != "positive"}
NO_TEST = {"TEST_SET": lambda _: False}
TWO = {"kind": "sconet_mt", "channels": [4] * 4, "embedding": 4, "parts": 2, "classes": 2}


@pytest.mark.parametrize(
    ("name", "parts", "changes", "says"),
    [
        ("no-positive", NOT_POSITIVE, {}, "no walks of the class “positive” to learn from"),
        ("no-test", NO_TEST, {}, "No walks are left for the report on test people"),
        (
            "two-classes",
            {},
            {
                "network": TWO,
                "class_order": ["negative", "positive"],
                "batches": {"groups": 2, "each": 2, "group_by": "class", "frames": 2},
            },
            "The dataset has walks of the class “neutral”, which the network does not have",
        ),
        ("endless", {}, {"optimiser": few(float("inf"))}, "optimiser.rate"),
        (
            "twice",
            {},
            {"class_order": ["negative", "neutral", "positive", "positive"]},
            "class_order must name each of the network's classes once",
        ),
        ("no-data", {}, {"folder": {"root": "nowhere", "licence": "none"}}, "nowhere"),
    ],
)
def test_what_is_refused_before_it_begins_leaves_no_folder(place, name, parts, changes, says):
    before = set(place.iterdir())
    ended = command(place, name, **{**partition(place, name, **parts), **changes})
    assert ended.exit_code == 2, ended.output
    assert says in ended.output
    assert set(place.iterdir()) - before == {place / f"{name}.yaml", place / f"{name}.json"}


def test_what_lay_in_the_folder_stays(place):
    run = place / "kept"
    run.mkdir()
    (run / "notes.txt").write_text("mine")
    assert command(place, "kept", **partition(place, "kept", **NO_TEST)).exit_code == 2
    assert [path.name for path in run.iterdir()] == ["notes.txt"]


def test_no_walk_of_a_class_that_can_be_seen(place, tmp_path):
    """Its files are there, and no frame of them has a silhouette."""
    write_data(tmp_path / "data")
    for entry in read_index(tmp_path / "data"):
        if entry.class_name is ClassName.POSITIVE:
            write_sequence(tmp_path / "data", entry.id, entry.class_name, blobs(3) * 0)
    ended = command(tmp_path, "unseen")
    assert ended.exit_code == 2, ended.output
    assert "no walks of the class “positive” to learn from" in ended.output
    assert not (tmp_path / "unseen").exists()


@pytest.mark.parametrize(
    ("name", "batches", "says"),
    [
        (
            "people",
            {"groups": 40, "each": 2, "group_by": "person", "frames": 2},
            "A batch asks for 40 people, but there are only 12 to learn from: each batch has all "
            "of them.",
        ),
        (
            "walks",
            {"groups": 10, "each": 2, "draw_by": "plain", "frames": 2},
            "A batch asks for 20 walks, but there are only 12 to learn from: each batch has all "
            "of them.",
        ),
    ],
)
def test_a_batch_that_asks_for_more_than_there_is(place, name, batches, says):
    ended = command(place, name, batches=batches, optimiser=few(0.05, 2))
    assert ended.exit_code == 0, ended.output
    assert says in ended.output
    assert status(place / name)["state"] == "done"
    assert status(place / name)["message"] == says
    assert {"event": "note", "message": says} in records(place / name)


def test_a_number_format_that_the_device_imitates(place, monkeypatch):
    monkeypatch.setattr(single_run, "supports", lambda precision, device: precision == "none")
    ended = command(place, "bf16", optimiser=few(0.05, 2), mixed_precision="bf16")
    assert ended.exit_code == 0, ended.output
    said = "This computer only emulates bf16, which is many times slower: the run uses float32."
    assert said in ended.output
    assert status(place / "bf16")["message"] == said
    plain = command(place, "float32", optimiser=few(0.05, 2))
    assert "imitates" not in plain.output
    assert weights_of(place / "bf16" / "model") == weights_of(place / "float32" / "model")


@pytest.mark.parametrize("report", [False, True])
def test_a_dataset_that_goes_away_on_the_way(tmp_path, report):
    """What is learned from and calibrated on is in memory; the test people are read at the end."""
    write_data(tmp_path / "data")
    config = write_config(tmp_path / "a.yaml", optimiser=few(0.05, 3), report_on_test=report)
    run = tmp_path / "run"

    def leave(told):
        if told.stage is Stage.TRAIN and (tmp_path / "data").is_dir():
            shutil.move(tmp_path / "data", tmp_path / "away")

    if report:
        with pytest.raises(DatasetError):
            runs.train(config, run=run, cache=tmp_path / "cache", progress=leave)
        assert status(run)["state"] == "failed"
        assert "“000_180.pkl” could not be read" in status(run)["message"]
        shutil.move(tmp_path / "away", tmp_path / "data")
        runs.resume(run)
    else:
        runs.train(config, run=run, cache=tmp_path / "cache", progress=leave)
    assert status(run)["state"] == "done"
    assert [one["iteration"] for one in steps(run)] == [1, 2, 3]
    assert (run / "model" / "card.yaml").is_file()
