"""Speed, memory and cost of each precision of a full-size ScoNet-MT on 300 frames, side by side.

    python -m tests.benchmarks.networks                  makes a network first (minutes)
    python -m tests.benchmarks.networks --model FOLDER   uses one that is there
    python -m tests.benchmarks.networks --gpu            also on a GPU, with the share of its peak

The yardstick is the straightforward way: torch, eager, float32, the whole clip in one batch. All ways take
turns in every round; ratios of medians are printed. What the program does is timed whole: preparing
silhouettes, the network by chunks, reasons and stability included.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import torch

from engine.gait.sample_walks import read
from engine.inference.predictor import Predictor, load_predictor, possible_precisions
from engine.models import load_model
from engine.models.cards import read_card
from engine.models.network import GaitNetwork, Inputs
from tests.benchmarks.full_size import make
from tests.benchmarks.long_clip import clip

ROOT = Path(__file__).parents[2]
FRAMES = 300
MACS_PER_FRAME = 1.14e9
"""Of the full-size backbone, multiply and add counted as one."""

AIMS = {"fp32": 1.5, "bf16": 2.4, "int8": 5.0}


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def eager(network: GaitNetwork, walk: SimpleNamespace) -> np.ndarray:
    frames = torch.from_numpy(walk.silhouettes[None, :, :, 10:54].astype(np.float32) / 255)
    with torch.inference_mode():
        return network(frames).logits.numpy()


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(folder: Path, rounds: int) -> None:
    card = read_card(folder)
    walk = clip()
    network = load_model(folder)
    torch.set_num_threads(2)
    ways: dict[str, Predictor] = {
        precision: load_predictor(folder, device="cpu", precision=precision)
        for precision in possible_precisions(card, "cpu")
    }
    times: dict[str, list[float]] = {"eager": [], **{name: [] for name in ways}}
    alone: dict[str, list[float]] = {name: [] for name in ways}
    paces: dict[str, list[float]] = {name: [] for name in ("fp32", "int8")}
    for number in range(rounds + 1):
        found = {"eager": timed(lambda: eager(network, walk))}
        for name, predictor in ways.items():
            found[name] = timed(lambda predictor=predictor: predictor.predict(walk))
            alone[name].append(
                timed(lambda predictor=predictor: predictor.predict(walk, explain=False))
            )
        for name, pace in paces.items():
            pace.append(processor_pace(name))
        if number:  # the first round warms up
            for name, seconds in found.items():
                times[name].append(seconds)
    middle = {name: statistics.median(values) for name, values in times.items()}
    say(f"full-size ScoNet-MT, {FRAMES} frames, two threads, median of {rounds} rounds in turns")
    say(f"  eager float32, whole clip in one batch   {middle['eager']:6.2f} s")
    for name, predictor in ways.items():
        ratio = middle["eager"] / middle[name]
        pace = 2 * MACS_PER_FRAME * FRAMES / statistics.median(alone[name])
        peak = statistics.median(paces["int8" if name == "int8" else "fp32"])
        more = middle[name] / statistics.median(alone[name]) - 1
        say(
            f"  {name}: {predictor.facts.runtime:38} {middle[name]:6.2f} s   {ratio:4.1f} x "
            f"(aim {AIMS[name]}); without reasons and stability {pace / peak:.0%} of a matrix product's "
            f"{peak / 1e9:.0f} Gop/s; those cost {more:.0%} more"
        )
    for name, check in card.precisions.items():
        offered = "offered" if name in card.offered else "NOT offered"
        offered += (
            ""
            if name in ways or name not in card.offered
            else ", but not possible on this processor"
        )
        say(
            f"  {name}: largest difference of a class probability {check.largest_difference:.4f} "
            f"on {check.measured_on}: {offered}"
        )
    spread = [
        max(predictor.predict(one, explain=False).probabilities.values())
        for one in read()
        for predictor in [ways["fp32"]]
    ]
    say(f"  (highest class probability of the walks: {min(spread):.2f} to {max(spread):.2f})")


def processor_pace(precision: str, size: int = 1536) -> float:
    """Return operations a second of a large matrix product on the processor, in float32 or eight bits."""
    generator = torch.Generator().manual_seed(0)
    if precision == "int8":
        first = torch.randint(-127, 127, (size, size), dtype=torch.int8, generator=generator)
        seconds = min(timed(lambda: torch._int_mm(first, first)) for _ in range(3))
    else:
        plain = torch.randn(size, size, generator=generator)
        seconds = min(timed(lambda: plain @ plain) for _ in range(3))
    return 2 * size**3 / seconds


_MEMORY = """
    import sys
    from pathlib import Path
    from tests.benchmarks.long_clip import clip
    from engine.inference.predictor import load_predictor
    walk = clip(int(sys.argv[3]))
    load_predictor(Path(sys.argv[1]), device="cpu", precision=sys.argv[2]).predict(walk)
    status = Path("/proc/self/status").read_text()
    print(int(status.split("VmHWM:")[1].split()[0]) / 1024)
"""


def memory(folder: Path) -> None:
    """Peak memory of a process that judges one clip, for a short and a long one."""
    for precision in possible_precisions(read_card(folder), "cpu"):
        peaks = []
        for frames in (FRAMES, 720, 9000):
            done = subprocess.run(
                [
                    sys.executable,
                    "-c",
                    textwrap.dedent(_MEMORY),
                    str(folder),
                    precision,
                    str(frames),
                ],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=True,
            )
            peaks.append(f"{float(done.stdout):.0f} MB ({frames} frames)")
        say(f"  peak memory of the process, {precision}: " + ", ".join(peaks))


def on_gpu(folder: Path, rounds: int) -> None:
    """Time 300 frames on the GPU, from silhouettes in memory to logits, and its share of the peak."""
    if not torch.cuda.is_available():
        say("  no GPU here")
        return
    name = torch.cuda.get_device_name()
    frames = clip().silhouettes[None, :, :, 10:54]
    for dtype in (torch.float32, torch.bfloat16):
        network = load_model(folder).cuda()
        for layer in network.trunk():
            layer.to(dtype=dtype, memory_format=torch.channels_last)
        host = torch.from_numpy(np.ascontiguousarray(frames)).pin_memory()

        def judge(network: GaitNetwork = network, host: torch.Tensor = host, dtype=dtype) -> None:
            with torch.inference_mode():
                seen = host.cuda(non_blocking=True).to(dtype) / 255
                features = network.features(Inputs(silhouettes=seen))[0].float()
                network.head(features.max(dim=0, keepdim=True).values).logits.cpu()

        for _ in range(5):
            judge()
        torch.cuda.synchronize()
        seconds = statistics.median(timed(judge) for _ in range(max(rounds, 20)))
        flops = 2 * MACS_PER_FRAME * FRAMES / seconds
        say(
            f"  {name}, {dtype}: {1000 * seconds:.2f} ms for {FRAMES} frames, {flops / 1e12:.0f} TFLOP/s, "
            f"{flops / matrix_peak(dtype):.0%} of what a large matrix product reaches in {dtype}"
        )


def matrix_peak(dtype: torch.dtype, size: int = 8192) -> float:
    """Floating-point operations a second of a large matrix product on the GPU."""
    first = torch.randn(size, size, device="cuda", dtype=dtype)
    for _ in range(3):
        first @ first
    torch.cuda.synchronize()
    start = time.perf_counter()
    for _ in range(10):
        first @ first
    torch.cuda.synchronize()
    return 10 * 2 * size**3 / (time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, help="a full-size model folder")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--gpu", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = options.model or make(Path(name) / "full_size")
        compare(folder, options.rounds)
        memory(folder)
        if options.gpu:
            on_gpu(folder, options.rounds)


if __name__ == "__main__":
    main()
