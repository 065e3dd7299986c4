"""Speed of training the small configurations, before and after, in turns in one run.

    python -m tests.benchmarks.training_before_after             one thread and float32 against the files
    git worktree add ../before COMMIT
    python -m tests.benchmarks.training_before_after ../before   another checkout against this one
    python -m tests.benchmarks.training_before_after ../before --after-precision bf16 --config drf_small

Each side trains in a process of its own, with its own program and its own file of the configuration, the same
made-up walks and the same batches. Told are samples a second by the clock, the processor's time of a step,
and its longest way: what the main thread takes, and an even share of what the others take beside each other,
which is what a step would take where nobody else wants the cores. On a busy machine the clock says little.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONFIGS = ROOT / "configs"

_TRAINS = """
    import contextlib, json, resource, sys, time
    from pathlib import Path
    import numpy as np, torch
    from engine.inference.inputs import Clip
    from engine.models.registry import build
    from engine.runs.training_config import read_config
    from engine.runtime.device import supports
    from engine.training.data import Sequences
    from engine.training.device_data import Feeder
    from engine.training.samplers import sampler_of
    from engine.training.trainer import Trainer
    try:
        from engine.runtime.memory import keep_freed_memory
    except ImportError:
        keep_freed_memory = contextlib.nullcontext
    name, changes = sys.argv[1], json.loads(sys.argv[2])
    cpu = torch.device("cpu")
    config = read_config(Path("configs") / f"{name}.yaml").model_copy(update=changes)
    if not supports(config.mixed_precision, cpu):
        config = config.model_copy(update={"mixed_precision": "none"})
    rng = np.random.default_rng(0)
    shapes = {"silhouettes": (30, 64, 44), "maps": (30, 2, 64, 44)}
    clips = []
    for _ in range(90):
        seen = {one: rng.integers(0, 2, shapes[one], np.uint8) * 255 for one in config.network.frame_inputs}
        vector = rng.random((8, 3), np.float32) if config.network.takes_pav else None
        clips.append(Clip(seen, np.arange(30), vector))
    people = tuple(map(str, range(90)))
    signed = config.network.pav == "signed"
    walks = Sequences(tuple(clips), np.arange(90) % 3, people, signed=signed)
    torch.set_num_threads(config.threads)
    torch.manual_seed(0)
    network = build(config.network).to(memory_format=torch.channels_last).train()
    trainer = Trainer(network, config)
    triplet = network.uses_triplet
    sampler = sampler_of(walks, config.batches, uses_triplet=triplet, seed=0)
    with keep_freed_memory(), Feeder(sampler, cpu) as feeder:
        trainer.step(feeder.next())
        print(json.dumps([config.threads, config.mixed_precision, sampler.size]), flush=True)
        for line in sys.stdin:
            steps, losses = int(line), []
            main = time.thread_time()
            clock, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
            for _ in range(steps):
                losses.append(trainer.step(feeder.next()).entropy.item())
            clock, after = time.perf_counter() - clock, resource.getrusage(resource.RUSAGE_SELF)
            spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            main = time.thread_time() - main
            way = main + (spent - main) / config.threads
            said = [clock, spent, way, sum(losses)]
            print(json.dumps([*(one / steps for one in said), after.ru_maxrss / 1024]), flush=True)
"""


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@dataclass(frozen=True)
class Turn:
    """Some steps: seconds of each (see above), mean loss, peak memory so far in MB."""

    clock: float
    processor: float
    way: float
    loss: float
    memory: float


class Side:
    """A process that trains with the program in a folder."""

    def __init__(self, folder: Path, name: str, changes: dict[str, object]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(_TRAINS), name, json.dumps(changes)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.threads, self.precision, self.size = self._read()

    def train(self, steps: int) -> Turn:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{steps}\n")
        self._process.stdin.flush()
        return Turn(*self._read())

    def _read(self) -> list[float]:
        assert self._process.stdout is not None
        answer: list[float] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        self._process.communicate()

    def sentence(self, turns: Sequence[Turn]) -> str:
        clock = statistics.median(one.clock for one in turns)
        processor = statistics.median(one.processor for one in turns)
        way = statistics.median(one.way for one in turns)
        return (
            f"{self.threads} threads, {self.precision}: {self.size / clock:.1f} samples a second, "
            f"{processor:.3f} s of the processor a step, longest way {way:.3f} s, mean loss "
            f"{statistics.mean(one.loss for one in turns):.3f}, {turns[-1].memory:.0f} MB at most"
        )


def compare(name: str, sides: tuple[Side, Side], rounds: int, steps: int) -> None:
    turns = [tuple(side.train(steps) for side in sides) for _ in range(rounds)]
    say(name)
    for side, label, own in zip(sides, ("before", "after"), zip(*turns, strict=True), strict=True):
        say(f"  {label}: {side.sentence(own)}")
    for what in ("clock", "processor", "way"):
        ratios = sorted(getattr(old, what) / getattr(new, what) for old, new in turns)
        say(
            f"  {what}: {statistics.median(ratios):.2f} x as fast, median of {rounds} rounds "
            f"({ratios[0]:.2f} to {ratios[-1]:.2f})"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("before", type=Path, nargs="?", help="the other checkout")
    parser.add_argument("--config", action="append", help="a configuration; every small one")
    parser.add_argument("--threads", type=int, help="of both sides, whatever their files say")
    parser.add_argument("--precision", choices=["none", "bf16"], help="of both sides")
    parser.add_argument("--after-precision", choices=["none", "bf16"], help="of this checkout")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--steps", type=int, default=3, help="in a round")
    options = parser.parse_args()
    both = {"threads": options.threads, "mixed_precision": options.precision}
    changes: dict[str, object] = {key: value for key, value in both.items() if value is not None}
    after: dict[str, object] = {}
    if options.after_precision:
        after["mixed_precision"] = options.after_precision
    plain: dict[str, object] = {"threads": 1, "mixed_precision": "none"}
    small = sorted(file.stem for file in CONFIGS.glob("*_small.yaml"))
    say(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for name in options.config or ["sconet_mt_demo", *small]:
        before = options.before.resolve() if options.before else ROOT
        sides = (
            Side(before, name, changes if options.before else {**plain, **changes}),
            Side(ROOT, name, changes | after),
        )
        compare(name, sides, options.rounds, options.steps)
        for side in sides:
            side.close()


if __name__ == "__main__":
    main()
