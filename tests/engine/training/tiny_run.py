"""A dataset and a configuration on which a run takes a second or two."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import yaml

from engine.core.classes import ClassName
from engine.datasets.scoliosis1k import write_sequence
from tests.engine.models.made import blobs

ROOT = Path(__file__).parents[3]
ORDER = tuple(ClassName)


def write_data(root, people=24, frames=6):
    for number in range(people):
        silhouettes = blobs(frames, seed=number, lean=(0, 5, 10)[number % 3])
        write_sequence(root, f"{number:05d}", ORDER[number % 3], silhouettes)


def config_of(**changes):
    return {
        "name": "tiny",
        "version": "1",
        "description": "made for a test",
        "status": "research",
        "device": "cpu",
        "threads": 1,
        "network": {"kind": "sconet_mt", "channels": [4, 4, 4, 4], "embedding": 4, "parts": 2},
        "class_order": [str(name) for name in ORDER],
        "folder": {"root": "data", "licence": "none", "validation": 0.25, "test": 0.25},
        "batches": {"groups": 3, "each": 2, "group_by": "class", "frames": 2, "flip": 0.5},
        "optimiser": {"iterations": 20, "rate": 0.05, "milestones": [12]},
        "precisions": False,
        "log_every": 1,
        "checkpoint_every": 3,
    } | changes


EVERYTHING = {
    "optimiser": {
        "kind": "adamw",
        "iterations": 40,
        "rate": 0.01,
        "schedule": "cosine",
        "warm_up": 5,
        "clip": 1.0,
        "average": 0.9,
    },
    "validation": {"every": 5},
    "mixed_precision": "bf16",
}
"""Changes that switch on all that a checkpoint must hold."""


def write_config(path, **changes):
    path.write_text(yaml.safe_dump(config_of(**changes)))
    return path


def weights_of(model):
    return (model / "weights.safetensors").read_bytes()


def records(run):
    return [json.loads(line) for line in (run / "log.jsonl").read_text().splitlines()]


def steps(run):
    return [one for one in records(run) if "iteration" in one and "event" not in one]


def status(run):
    return json.loads((run / "status.json").read_text())


def command(*arguments):
    """Start the command line in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "scolioapp", "train", *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_for_line(run, line, alive, more=0.0):
    """Wait until the log has so many lines of steps, and then some seconds."""
    while alive():
        log = run / "log.jsonl"
        if log.is_file() and log.read_bytes().count(b'{"iteration"') >= line:
            time.sleep(more)
            return
        time.sleep(0.001)


def kill(pid):
    os.kill(pid, signal.SIGKILL)
