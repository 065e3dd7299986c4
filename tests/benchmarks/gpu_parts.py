"""The parts of `tests.benchmarks.gpu`; each yields rows of figures by name."""

from __future__ import annotations

import copy
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, get_args

import numpy as np
import torch
from torch import Tensor
from torch.utils.flop_counter import FlopCounterMode

from engine.models.cards import known_input
from engine.models.configs import Kind, NetworkConfig
from engine.models.network import GaitNetwork, Inputs
from engine.models.registry import build
from engine.training.device_data import DeviceBatch, Feeder
from engine.training.samplers import sampler_of
from engine.training.trainer import Trainer
from tests.benchmarks.gpu import Row, median_seconds
from tests.benchmarks.training import (
    FULL,
    SMALL,
    Case,
    config_of,
    flops_of,
    matrix_peak,
    sequences_of,
    synchronise,
)

TINY = [4, 8, 8, 8]
Part = Callable[[], Iterator[Row]]


def parts(device: torch.device, *, tiny: bool) -> Mapping[str, Part]:
    """Return every part by its title, the most wanted first."""
    ways: dict[str, bool | str] = {"eager": False}
    if device.type == "cuda":
        ways |= {"compiled": True, "compiled, CUDA graphs": "reduce-overhead"}
    recipes = {
        f"training the published recipe, {name} (aim 15, better 25 iterations a second)": partial(
            training, device, tiny, compiled
        )
        for name, compiled in ways.items()
    }
    return {
        "parity of processor and GPU, each network": partial(parity, device, tiny),
        "judging 300 frames, full size (aim under 10 ms)": partial(judging, device, tiny),
        **recipes,
        "loss curve against the processor's": partial(loss_curve, device, tiny),
        "stop and resume": partial(stop_and_resume, device, tiny),
        "one process that talks to itself": partial(one_process, device, tiny),
        "ONNX Runtime's providers": partial(providers, device, tiny),
    }


def network_config(kind: Kind, channels: list[int]) -> NetworkConfig:
    fusion = {"drf": "pga", "drf_dual": "attention"}.get(kind, "none")
    return NetworkConfig(kind=kind, channels=tuple(channels), fusion=fusion)


def inputs_of(config: NetworkConfig, frames: int, device: torch.device) -> dict[str, Tensor]:
    made = known_input(config, seed=0, frames=frames)
    return {name: torch.from_numpy(array).to(device) for name, array in made.items()}


def parity(device: torch.device, tiny: bool) -> Iterator[Row]:
    """Compare each network's cosines in float32, whole, with those of the processor."""
    tf32 = torch.backends.cudnn.allow_tf32
    torch.backends.cudnn.allow_tf32 = False
    for kind in get_args(Kind):
        config = network_config(kind, TINY if tiny else FULL)
        torch.manual_seed(0)
        network = build(config).eval()
        with torch.inference_mode():
            exact = network(**inputs_of(config, 16, torch.device("cpu"))).logits
            found = copy.deepcopy(network).to(device)(**inputs_of(config, 16, device)).logits.cpu()
        yield {"network": kind, "largest difference": float((exact - found).abs().max())}
    torch.backends.cudnn.allow_tf32 = tf32


def judging(device: torch.device, tiny: bool) -> Iterator[Row]:
    """Time 300 frames from memory to cosines, and the share of a large matrix product's pace."""
    frames = 8 if tiny else 300
    for kind in ("sconet_mt", "drf"):
        config = network_config(kind, TINY if tiny else FULL)
        for precision in ("none", "bf16"):
            dtype = torch.bfloat16 if precision == "bf16" else torch.float32
            network = build(config).to(device).eval()
            for layer in network.trunk():
                layer.to(dtype=dtype, memory_format=torch.channels_last)
            given = {name: one.cpu() for name, one in inputs_of(config, frames, device).items()}
            if device.type == "cuda":
                given = {name: one.pin_memory() for name, one in given.items()}
            work = partial(judge, network, given, device, dtype)
            with FlopCounterMode(display=False) as counter:
                work()
            seconds = median_seconds(work, partial(synchronise, device), 3 if tiny else 30)
            pace = counter.get_total_flops() / seconds
            yield {
                "network": kind,
                "precision": "fp32" if precision == "none" else precision,
                "ms": 1000 * seconds,
                "TFLOP/s": pace / 1e12,
                "share of a matrix product": pace / matrix_peak(device, precision),
            }


def judge(
    network: GaitNetwork, given: Mapping[str, Tensor], device: torch.device, dtype: torch.dtype
) -> Tensor:
    with torch.inference_mode():
        seen = {name: one.to(device, non_blocking=True) for name, one in given.items()}
        of_frames = network.features(Inputs(**{name: one.to(dtype) for name, one in seen.items()}))
        pooled = of_frames[0].float().max(dim=0, keepdim=True).values
        return network.head(pooled, seen.get("pav")).logits.cpu()


def recipe(device: torch.device, tiny: bool, precision: str = "bf16") -> Case:
    batches = {"groups": 2, "each": 2, "frames": 4} if tiny else _PUBLISHED
    channels = TINY if tiny else FULL
    return Case("recipe", channels, batches, device, precision, 2 if tiny else 20)


_PUBLISHED = {"groups": 8, "each": 8, "frames": 30}


class Bench:
    """A trainer with a feeder of made-up walks on a device."""

    def __init__(self, case: Case, *, compile: bool | str = False) -> None:
        config = config_of(case).model_copy(update={"compile": bool(compile)})
        torch.manual_seed(0)
        network = build(config.network).to(case.device, memory_format=torch.channels_last)
        self.case = case
        self.trainer = Trainer(network, config)
        if isinstance(compile, str):
            self.trainer._forward = torch.compile(network, mode=compile)
        network.train()
        size = config.batches.groups * config.batches.each
        people = sequences_of(max(12, 2 * size))
        sampler = sampler_of(people, config.batches, uses_triplet=True, seed=0)
        self.feeder = Feeder(sampler, case.device)

    def steps(self, count: int) -> list[float]:
        """Make steps; return their cross-entropies."""
        return [float(self.trainer.step(self.feeder.next()).entropy) for _ in range(count)]


def training(device: torch.device, tiny: bool, compiled: bool | str) -> Iterator[Row]:
    """Train the published recipe, compiled or not (a string: in that mode of the compiler)."""
    case = recipe(device, tiny)
    peak = matrix_peak(device, case.precision)
    yield _paces(Bench(case, compile=compiled), peak)


def _paces(bench: Bench, peak: float) -> Row:
    case, device = bench.case, bench.case.device
    size = case.batches["groups"] * case.batches["each"]
    with bench.feeder as feeder:
        begun = time.perf_counter()
        bench.steps(3)
        warm = time.perf_counter() - begun
        one = feeder.next()
        part = DeviceBatch(
            {"silhouettes": one.frames["silhouettes"][:2]}, None, one.classes, one.groups, None
        )
        flops = flops_of(bench.trainer, part) * size / 2
        if device.type == "cuda":
            torch.cuda.reset_peak_memory_stats()
        rounds, waits = [], []
        for _ in range(5):
            before = feeder.wait_seconds
            synchronise(device)
            begun = time.perf_counter()
            for _ in range(case.steps):
                bench.trainer.step(feeder.next())
            synchronise(device)
            seconds = time.perf_counter() - begun
            rounds.append(seconds / case.steps)
            waits.append((feeder.wait_seconds - before) / seconds)
    median = float(np.median(rounds))
    gpu = device.type == "cuda"
    return {
        "iterations a second": 1 / median,
        "waits for data": float(np.median(waits)),
        "share of a matrix product": flops / median / peak,
        "GB": torch.cuda.max_memory_allocated() / 1e9 if gpu else float("nan"),
        "first three steps, s": warm,
    }


def loss_curve(device: torch.device, tiny: bool) -> Iterator[Row]:
    """Train a small network on both; the same batches must give the same curve but for rounding."""
    steps = 6 if tiny else 300
    batches = {"groups": 3, "each": 2, "frames": 2}
    curves = {}
    for where in (torch.device("cpu"), device):
        bench = Bench(Case("curve", TINY if tiny else SMALL, batches, where, "none", 1))
        with bench.feeder:
            curves[where.type] = bench.steps(steps)
    last = max(1, steps // 6)
    first, *others = ((name, float(np.mean(curve[-last:]))) for name, curve in curves.items())
    for name, value in others or [first]:
        yield {
            "steps": steps,
            "start": curves[name][0],
            f"mean of the last {last}, processor": first[1],
            f"mean of the last {last}, {name}": value,
        }


def stop_and_resume(device: torch.device, tiny: bool) -> Iterator[Row]:
    """Go on from a state that was written to a file; the losses must be those of a run without a stop."""
    case = recipe(device, tiny, "none" if tiny else "bf16")
    bench = Bench(case)
    with bench.feeder as feeder, tempfile.TemporaryDirectory() as name:
        bench.steps(3)
        path = Path(name) / "state.pt"
        torch.save(bench.trainer.state(), path)
        later = [feeder.next() for _ in range(3)]
        whole = [float(bench.trainer.step(batch).entropy) for batch in later]
        again = Bench(case)
        with again.feeder:
            again.trainer.restore(torch.load(path, map_location=device, weights_only=True))
            resumed = [float(again.trainer.step(batch).entropy) for batch in later]
    apart = max(abs(a - b) for a, b in zip(whole, resumed, strict=True))
    yield {"steps": len(whole), "largest difference of the loss": apart}


def one_process(device: torch.device, tiny: bool) -> Iterator[Row]:
    """Start NCCL (Gloo on a processor) with one process, and sum a tensor with it."""
    del tiny
    import torch.distributed as group

    os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
    backend = "nccl" if device.type == "cuda" else "gloo"
    with tempfile.TemporaryDirectory() as name:
        where = (Path(name) / "rendezvous").as_uri()
        group.init_process_group(backend, init_method=where, rank=0, world_size=1)
        try:
            values = torch.arange(4.0, device=device)
            group.all_reduce(values)
            yield {"backend": backend, "sum is right": values.tolist() == [0.0, 1.0, 2.0, 3.0]}
        finally:
            group.destroy_process_group()


def providers(device: torch.device, tiny: bool) -> Iterator[Row]:
    """Compare each provider of ONNX Runtime with torch on the processor."""
    from engine.models.onnx_export import write_onnx
    from engine.runtime import onnx
    from engine.runtime.providers import offered, open_network

    config = network_config("sconet_mt", TINY if tiny else FULL)
    torch.manual_seed(0)
    network = build(config).eval()
    given = known_input(config, seed=0, frames=8 if tiny else 300)
    with torch.inference_mode():
        exact = network(**{k: torch.from_numpy(v) for k, v in given.items()}).logits.numpy()
    running = np.full((1, *config.feature_shape), np.finfo(np.float32).min, np.float32)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "model.onnx"
        write_onnx(network, path)
        for provider in (one for one in offered() if one in onnx.providers()):
            loaded = open_network(path, provider=provider, threads=2)
            feeds: dict[str, Any] = {**given, "running": running}
            found = loaded.run(feeds, ["logits"])[0]
            seconds = median_seconds(
                lambda loaded=loaded, feeds=feeds: loaded.run(feeds, ["logits"]),
                lambda: None,
                2 if tiny else 5,
            )
            yield {
                "asked for": provider,
                "ran on": loaded.provider,
                "ms": 1000 * seconds,
                "largest difference": float(np.abs(found - exact).max()),
            }
