"""Speed of training, and what part of the time waits for data, against a loader that unpickles.

    python -m tests.benchmarks.training              a small ScoNet-MT on the processor
    python -m tests.benchmarks.training --full       the full-size one, 8 x 8 x 30, as well: minutes a step
    python -m tests.benchmarks.training --gpu        the full-size one on a GPU, fp32 and bf16

Both loaders feed the same trainer in the same run and take turns, so that a busy minute slows both. The
share of the peak is that of what a large matrix product reaches in the same number format on the same device.
"""

from __future__ import annotations

import argparse
import json
import pickle  # noqa: TID251  # the other loader is what is measured; the files were written here
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.utils.flop_counter import FlopCounterMode

from engine.inference.inputs import Clip
from engine.models.registry import build
from engine.runs.training_config import TrainConfig
from engine.runtime.memory import keep_freed_memory
from engine.training.data import Sequences
from engine.training.device_data import DeviceBatch, Feeder
from engine.training.plans import BatchPlan
from engine.training.samplers import Sampler, sampler_of
from engine.training.trainer import Trainer

FRAMES = 300
"""Frames of a sequence of Scoliosis1K, about."""

SMALL = [16, 32, 64, 128]
FULL = [64, 128, 256, 512]


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@dataclass(frozen=True)
class Case:
    """One thing to measure."""

    name: str
    channels: list[int]
    batches: dict[str, Any]
    device: torch.device
    precision: str
    steps: int
    threads: int


def config_of(case: Case) -> TrainConfig:
    content = {
        "name": "speed",
        "version": "1",
        "description": "for measuring",
        "status": "research",
        "network": {"kind": "sconet_mt", "channels": case.channels},
        "class_order": ["negative", "neutral", "positive"],
        "folder": {"root": "nowhere", "licence": "none"},
        "threads": case.threads,
        "batches": case.batches,
        "mixed_precision": case.precision,
        "compile": case.device.type == "cuda",
    }
    return TrainConfig.model_validate_json(json.dumps(content))


def sequences_of(people: int) -> Sequences:
    """Made-up walks of Scoliosis1K's size: what is in a frame does not change how long it takes."""
    rng = np.random.default_rng(0)
    clips = []
    for _ in range(people):
        frames = rng.integers(0, 2, (FRAMES, 64, 44), dtype=np.uint8) * 255
        clips.append(Clip({"silhouettes": frames}, np.arange(FRAMES)))
    classes = np.arange(people, dtype=np.int64) % 3
    return Sequences(tuple(clips), classes, tuple(map(str, range(people))))


def write_pickles(sequences: Sequences, folder: Path) -> list[Path]:
    paths = []
    for number, clip in enumerate(sequences.clips):
        whole = np.pad(clip.frames["silhouettes"], ((0, 0), (0, 0), (10, 10)))
        paths.append(folder / f"{number}.pkl")
        paths[-1].write_bytes(pickle.dumps(whole))
    return paths


class Unpickling:
    """A loader that unpickles each sequence for each batch, in the thread that trains."""

    def __init__(self, sampler: Sampler, paths: list[Path], device: torch.device) -> None:
        self._sampler, self._paths, self._device = sampler, paths, device
        self.wait_seconds = 0.0

    def next(self) -> DeviceBatch:
        started = time.perf_counter()
        plan = self._sampler.draw()
        frames = np.stack([self._frames(plan, row) for row in range(len(plan.indices))])
        silhouettes = torch.from_numpy(frames).to(self._device).float() / 255
        classes = torch.from_numpy(self._sampler.sequences.classes[plan.indices])
        batch = DeviceBatch(
            frames={"silhouettes": silhouettes},
            pav=None,
            classes=classes.to(self._device),
            groups=torch.from_numpy(plan.groups).to(self._device),
            lengths=None,
        )
        self.wait_seconds += time.perf_counter() - started
        return batch

    def _frames(self, plan: BatchPlan, row: int) -> NDArray[np.uint8]:
        with self._paths[plan.indices[row]].open("rb") as stream:
            whole: NDArray[np.uint8] = pickle.load(stream)  # noqa: S301  # written by this program
        return whole[plan.positions[row]][..., 10:54]


def synchronise(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)


def timed(work: Callable[[], Any], device: torch.device) -> float:
    synchronise(device)
    started = time.perf_counter()
    work()
    synchronise(device)
    return time.perf_counter() - started


def matrix_peak(device: torch.device, precision: str) -> float:
    """Floating-point operations a second of a large matrix product."""
    gpu = device.type == "cuda"
    size = 8192 if gpu else 1536
    dtype = torch.bfloat16 if precision == "bf16" else torch.float32
    first = torch.randn(size, size, device=device, dtype=dtype)
    rounds = [timed(lambda: first @ first, device) for _ in range(8)]
    return 2 * size**3 / min(rounds)


def flops_of(trainer: Trainer, batch: DeviceBatch) -> float:
    """Floating-point operations of one step, forward and backward."""
    with FlopCounterMode(display=False) as counter:
        outputs = trainer.network(**batch.inputs())
        (outputs.logits.sum() + outputs.embeddings.sum()).backward()
    return float(counter.get_total_flops())


def measure(case: Case, folder: Path) -> None:
    config = config_of(case)
    torch.manual_seed(0)
    sequences = sequences_of(max(12, 2 * config.batches.groups * config.batches.each))
    network = build(config.network).to(case.device, memory_format=torch.channels_last)
    trainer = Trainer(network, config)
    network.train()

    def sampler() -> Sampler:
        return sampler_of(sequences, config.batches, uses_triplet=True, seed=0)

    paths = write_pickles(sequences, folder)
    size = config.batches.groups * config.batches.each
    with keep_freed_memory(), Feeder(sampler(), case.device) as feeder:
        one = feeder.next()
        count = 1 if case.device.type == "cuda" else min(4, size)
        part = DeviceBatch(
            {"silhouettes": one.frames["silhouettes"][:count]}, None, one.classes, one.groups, None
        )
        flops = flops_of(trainer, part) * size / count
        loaders = {"this program": feeder, "unpickling": Unpickling(sampler(), paths, case.device)}
        spent: dict[str, list[float]] = {name: [] for name in loaders}
        waited: dict[str, list[float]] = {name: [] for name in loaders}
        for loader in loaders.values():
            for _ in range(3 if case.device.type == "cuda" else 1):
                trainer.step(loader.next())
        for _ in range(5):
            for name, loader in loaders.items():
                before = loader.wait_seconds
                seconds = timed(lambda: _steps(trainer, loader, case.steps), case.device)  # noqa: B023
                spent[name].append(seconds / case.steps)
                waited[name].append((loader.wait_seconds - before) / seconds)
    peak = matrix_peak(case.device, case.precision)
    say(
        f"{case.name}, {case.precision}, {size} x {config.batches.frames} frames, "
        f"{flops / 1e9:.0f} GFLOP a step"
    )
    for name, seconds in spent.items():
        median = statistics.median(seconds)
        say(
            f"  {name}: {1 / median:.2f} steps a second, {size / median:.1f} samples a second, "
            f"{statistics.median(waited[name]):.1%} of the time waits for data, "
            f"{flops / median / peak:.0%} of a matrix product's {peak / 1e9:.0f} GFLOP/s"
        )


def _steps(trainer: Trainer, loader: Any, count: int) -> None:
    for _ in range(count):
        trainer.step(loader.next())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--full", action="store_true", help="the full-size network on the processor"
    )
    parser.add_argument("--gpu", action="store_true", help="the full-size network on a GPU")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    cpu, threads = torch.device("cpu"), options.threads
    published = {"groups": 8, "each": 8, "frames": 30}
    batches = {"groups": 4, "each": 4, "frames": 4}
    cases = [Case("small ScoNet-MT, CPU", SMALL, batches, cpu, "none", 3, threads)]
    if options.full:
        cases.append(Case("full-size ScoNet-MT, CPU", FULL, published, cpu, "none", 1, threads))
    if options.gpu and not torch.cuda.is_available():
        say("No GPU here: what is asked for on one was not measured.")
    elif options.gpu:
        gpu = torch.device("cuda")
        for precision in ("none", "bf16"):
            cases.append(
                Case("full-size ScoNet-MT, GPU", FULL, published, gpu, precision, 20, threads)
            )
    for case in cases:
        with tempfile.TemporaryDirectory() as name:
            measure(case, Path(name))


if __name__ == "__main__":
    main()
