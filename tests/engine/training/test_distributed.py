"""Processes that share a batch learn as one process with the whole batch does."""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import nullcontext

import numpy as np
import pytest
import torch
from torch import nn

from engine.core.errors import ConfigError
from engine.datasets.scoliosis1k import write_sequence
from engine.models.cards import read_card
from engine.training.distributed import Ranks, SharedBatchNorm, synchronise_norms
from engine.training.run import train
from tests.engine.training.double_steps import losses
from tests.engine.training.tiny_run import (
    ORDER,
    ROOT,
    records,
    status,
    steps,
    wait_for_line,
    weights_of,
    write_config,
)

FEW = {
    "network": {"kind": "sconet_mt", "channels": [4, 6, 8, 8], "embedding": 8, "parts": 4},
    "batches": {"groups": 3, "each": 4, "group_by": "class", "frames": 3, "flip": 0.5},
    "optimiser": {"iterations": 6, "rate": 1e-6, "milestones": [4]},
}
"""Few and small steps: in float32 rounding grows a hundred times from step to step."""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Walks that differ much: what batch normalisation makes of all but equal ones is mostly rounding."""
    place = tmp_path_factory.mktemp("distributed")
    rng = np.random.default_rng(1)
    for number in range(24):
        blocks = rng.integers(0, 256, (6, 8, 8), dtype=np.uint8)
        frames = np.kron(blocks, np.ones((8, 8), np.uint8))
        write_sequence(place / "data", f"{number:05d}", ORDER[number % 3], frames)
    return place


def torchrun(module, *arguments, processes=2):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "torch.distributed.run"),
            *("--nproc-per-node", str(processes), "--master-addr", "127.0.0.1"),
            *("--master-port", str(port), "-m", "--", module, *map(str, arguments)),
        ],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1", "GLOO_SOCKET_IFNAME": "lo"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def both(place, name, *, processes=2, **changes):
    """Train by one process and by several; give both run folders."""
    config = write_config(place / f"{name}.yaml", **changes)
    runs = []
    for count in (1, processes):
        runs.append(place / f"{name}-{count}")
        process = torchrun(
            "scolioapp", "train", config, "--run", runs[-1], "--cache", place / "cache",
            processes=count,
        )  # fmt: skip
        said = process.communicate()[0]
        assert process.returncode == 0, said
        # One process speaks.
        assert said.count("Written:") == 1
    return runs


@pytest.mark.heavy
def test_same_losses_on_one_and_two_processes(place):
    alone, shared = both(
        place,
        "mt",
        validation={"every": 3},
        **FEW,
    )
    one, two = steps(alone), steps(shared)
    assert [step["iteration"] for step in two] == list(range(1, 7))
    for name in ("cross_entropy", "triplet", "accuracy", "triplet_nonzero"):
        assert [step[name] for step in two] == pytest.approx([step[name] for step in one], abs=2e-5)
    assert [record["processes"] for record in records(shared) if "processes" in record] == [2]
    looks = [
        [record["loss"] for record in records(run) if record.get("event") == "validation"]
        for run in (alone, shared)
    ]
    assert looks[1] == pytest.approx(looks[0], abs=2e-5)
    assert status(shared)["state"] == "done"
    assert read_card(shared / "model").name == "tiny"


def test_gradients_of_two_processes_are_those_of_one(tmp_path):
    process = torchrun("tests.engine.training.double_steps", tmp_path / "losses")
    said = process.communicate()[0]
    assert process.returncode == 0, said
    alone = losses(Ranks())
    for rank in range(2):
        shared = json.loads((tmp_path / f"losses.{rank}").read_text())
        for one, other in zip(alone, shared, strict=True):
            assert other == pytest.approx(one, abs=1e-8)


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("name", "processes", "changes"),
    [
        ("three", 3, {"losses": {"class_weights": "balanced"}}),
        (
            "uneven-frames",
            2,
            {
                "batches": {
                    "groups": 3,
                    "each": 4,
                    "group_by": "class",
                    "frames": 2,
                    "frames_most": 5,
                }
            },
        ),
        ("adamw", 2, {"optimiser": {"kind": "adamw", "iterations": 6, "rate": 1e-7, "clip": 0.5}}),
    ],
)
def test_same_losses_whatever_is_trained(place, name, processes, changes):
    alone, shared = both(place, name, processes=processes, **{**FEW, **changes})
    for key in ("cross_entropy", "triplet", "accuracy"):
        one, two = ([step[key] for step in steps(run)] for run in (alone, shared))
        assert two == pytest.approx(one, abs=2e-5)


@pytest.mark.heavy
def test_processes_stop_together_and_go_on(place):
    config = write_config(place / "stop.yaml", optimiser={"iterations": 150, "milestones": []})
    run, whole = place / "stop", place / "not-stopped"
    process = torchrun("scolioapp", "train", config, "--run", run, "--cache", place / "cache")
    wait_for_line(run, 5, lambda: process.poll() is None)
    process.send_signal(signal.SIGTERM)
    process.communicate()
    assert status(run)["state"] == "stopped"
    for arguments in (("--resume", run), (config, "--run", whole, "--cache", place / "cache")):
        process = torchrun("scolioapp", "train", *arguments)
        said = process.communicate()[0]
        assert process.returncode == 0, said
    assert weights_of(run / "model") == weights_of(whole / "model")


def test_a_batch_that_cannot_be_shared(place, monkeypatch):
    from engine.training import run

    monkeypatch.setattr(run, "ranks_of_environment", lambda: Ranks(0, 4, grouped=True))
    for name in ("wait", "broadcast"):
        monkeypatch.setattr(Ranks, name, lambda self, value=None: value)
    monkeypatch.setattr(run, "process_group", lambda ranks, device: nullcontext())
    with pytest.raises(ConfigError, match="cannot be divided evenly between 4 processes"):
        train(write_config(place / "odd.yaml"), run=place / "odd", cache=place / "cache")


def test_shared_norms_keep_names_and_answers():
    plain = nn.Sequential(nn.Conv2d(1, 3, 1), nn.BatchNorm2d(3)).eval()
    shared = nn.Sequential(nn.Conv2d(1, 3, 1), nn.BatchNorm2d(3)).eval()
    synchronise_norms(shared, torch.device("cpu"))
    assert isinstance(shared[1], SharedBatchNorm)
    assert shared.state_dict().keys() == plain.state_dict().keys()
    plain[1].running_mean += 0.5
    shared.load_state_dict(plain.state_dict())
    frames = torch.rand(2, 1, 4, 4)
    assert torch.equal(shared(frames), plain(frames))
