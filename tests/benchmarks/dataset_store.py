"""A packed store against the pickles: ``python -m tests.benchmarks.dataset_store``.

Makes 1,493 short sequences, packs them, opens the store and reads random batches of it (8 x 8 sequences of 30
frames, as training does) and the same batches from the pickles. Both take turns in one run; read the ratio.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from engine.core.classes import ClassName
from engine.datasets.packing import PackRequest, pack_dataset
from engine.datasets.scoliosis1k import read_index, read_silhouettes, write_sequence
from tests.engine.datasets.opened_store import Store

BATCH, FRAMES = 64, 30


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def make(root: Path, count: int, frames: int) -> None:
    """Write silhouettes only: what is measured is reading."""
    rng = np.random.default_rng(0)
    classes = list(ClassName)
    for number in range(count):
        length = frames + number % 5
        silhouettes = rng.integers(0, 2, (length, 64, 64), dtype=np.uint8) * np.uint8(255)
        write_sequence(root, f"{number:05d}", classes[number % 3], silhouettes)
    (root / "simulated.json").write_text('{"simulated": true}')


def median_of(work, rounds: int) -> float:
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    """Print both figures and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=1493)
    parser.add_argument("--frames", type=int, default=45, help="Frames of the shortest sequence.")
    parser.add_argument("--rounds", type=int, default=15)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root, packed = Path(folder) / "data", Path(folder) / "store"
        make(root, asked.sequences, asked.frames)
        started = time.perf_counter()
        pack_dataset(PackRequest(root, workers=2), packed)
        say(f"packed {asked.sequences} sequences in {time.perf_counter() - started:.1f} s")
        opened = median_of(lambda: read_index(packed), asked.rounds)
        whole = median_of(lambda: Store(packed), asked.rounds)
        say(f"opened: list of entries {1e3 * opened:.1f} ms, Store {1e3 * whole:.1f} ms (median)")
        compare(root, packed, asked.rounds)


def compare(root: Path, packed: Path, rounds: int) -> None:
    """Read the same random batches both ways, in turns."""
    entries, store = read_index(root), Store(packed)
    lengths = np.diff(store.starts)
    rng = np.random.default_rng(1)
    from_store, from_pickles = [], []
    for _ in range(rounds):
        numbers = rng.choice(len(entries), BATCH, replace=False)
        frames = np.stack([rng.choice(lengths[n], FRAMES, replace=False) for n in numbers])
        started = time.perf_counter()
        mapped = store.batch("silhouettes", numbers, frames)
        between = time.perf_counter()
        read = np.stack(
            [read_silhouettes(entries[n])[f] for n, f in zip(numbers, frames, strict=True)]
        )
        from_pickles.append(time.perf_counter() - between)
        from_store.append(between - started)
        if not np.array_equal(mapped, read):
            raise ValueError("the store and the pickles differ")
    fast, slow = statistics.median(from_store), statistics.median(from_pickles)
    say(f"batch of {BATCH} x {FRAMES}: store {1e3 * fast:.2f} ms, pickles {1e3 * slow:.1f} ms")
    say(f"ratio {slow / fast:.1f}")


if __name__ == "__main__":
    main()
