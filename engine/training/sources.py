"""Where a run's sequences come from: people simulated for it, or a dataset on disk."""

from __future__ import annotations

import concurrent.futures
import hashlib
import json
import multiprocessing
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Literal

import engine
from engine.core.errors import CancelledError, DatasetError
from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.core.text import text
from engine.datasets.origin import Kind, Origin, stated_origin
from engine.datasets.partitions import check_learnable, fold_of_entries, not_in_test, split_entries
from engine.datasets.scoliosis1k import Entry, read_index
from engine.models.cards import TrainingData
from engine.runs.data_config import FolderData, SimulationData
from engine.runs.training_config import TrainConfig

SHARD = 25
"""People simulated by one task."""

POLL_SECONDS = 0.2

Side = Literal["train", "validation", "test"]
_SIDES: tuple[Side, ...] = ("train", "validation", "test")


@dataclass(frozen=True, slots=True)
class Sources:
    """The sequences of each side of a run; test is empty unless the run reports on it or is a fold.

    Attributes:
        origin: What a dataset on disk says of itself, or None.
        simulated: Whether these are simulated people, made for the run or lying on disk.
    """

    train: tuple[Entry, ...]
    validation: tuple[Entry, ...]
    test: tuple[Entry, ...]
    origin: Origin | None = None
    simulated: bool = False


def gather_sources(
    config: TrainConfig,
    config_path: Path,
    cache: Path,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Sources:
    """Simulate, or list, the sequences of a run.

    Args:
        config: The run.
        config_path: Its file; paths in it are relative to that.
        cache: Folder for simulated people, which are kept for the next run.
        progress: Told the share of people simulated.
        cancel: Checked all the time.

    Raises:
        MissingExtraError: People are to be simulated and the extra `simulation` is not installed.
        DatasetError: The dataset on disk cannot be used.
        CancelledError: ``cancel`` was set; finished shards stay in the cache.
    """
    if config.simulation is not None:
        simulated = _simulated_sources(
            config.simulation,
            cache,
            sides=_SIDES if config.judges_test else _SIDES[:2],
            progress=progress,
            cancel=cancel,
        )
        return simulated if config.folds.number is None else _fold(config, simulated)
    if config.folder is None:
        raise ValueError("the configuration has no data")
    return _sources_on_disk(config.folder, config_path.parent, config, cancel=cancel)


def check_sources(config: TrainConfig, sources: Sources) -> None:
    """Refuse sequences from which the run's network cannot be made, before any is read.

    Raises:
        DatasetError: See `engine.datasets.partitions.check_learnable`.
    """
    check_learnable(
        {entry.class_name for entry in sources.train},
        {entry.class_name for entry in sources.validation},
        {entry.class_name for entry in sources.test} if config.judges_test else None,
        config.class_order,
    )


def _fold(config: TrainConfig, everybody: Sources) -> Sources:
    """Deal all people into folds, and return the one of a run."""
    asked, known = config.folds, (*everybody.train, *everybody.validation, *everybody.test)
    if asked.count is None or asked.number is None:
        raise ValueError("the run is not a fold")
    share = 0.0
    if config.folder is not None:
        share = config.folder.validation
    elif config.simulation is not None:
        made = config.simulation
        share = made.validation / (made.train + made.validation)
    fold = fold_of_entries(
        known, number=asked.number, count=asked.count, seed=asked.seed, validation=share
    )
    return replace(everybody, train=fold.train, validation=fold.validation, test=fold.held_out)


def training_data(config: TrainConfig, sources: Sources) -> TrainingData:
    """Say in the card's words what a run learned from."""
    people = len({entry.person for entry in sources.train})
    if config.simulation is not None:
        return TrainingData(
            data=f"Simulated walkers (seed {config.simulation.seed}): bodies by anny, CC0 assets.",
            licence="None beyond this program's own: no person was recorded.",
            people=people,
            sequences=len(sources.train),
            config=config.name,
        )
    known = all(entry.subject is not None for entry in sources.train)
    return TrainingData(
        data=_KINDS["scoliosis1k" if sources.origin is None else sources.origin.kind]
        + ("" if known else " Split by sequence, so leakage between the parts is possible."),
        licence=_licence(config.folder.licence if config.folder is not None else "", sources),
        people=people if known else None,
        sequences=len(sources.train),
        config=config.name,
    )


def _check_keypoints(said: str, written: str) -> None:
    """Refuse a configuration that would tell the model's card of other keypoints than the data has."""
    if said and said != written:
        raise DatasetError(
            text(
                "The dataset has {said} keypoints; the configuration says {written}.",
                said=said,
                written=written,
            ),
            text("Set folder.keypoint_set to {said}.", said=said),
        )


def _licence(written: str, sources: Sources) -> str:
    """Join what the configuration says and what the dataset says; neither can lift the other."""
    said = "" if sources.origin is None else sources.origin.licence
    return " ".join(dict.fromkeys(part for part in (written, said) if part))


_KINDS: Mapping[Kind, str] = {
    "simulated": "Simulated walkers in the Scoliosis1K layout.",
    "extracted": "The user's own videos, in the Scoliosis1K layout.",
    "scoliosis1k": "A dataset in the Scoliosis1K layout.",
}


def _sources_on_disk(
    data: FolderData, base: Path, config: TrainConfig, *, cancel: Cancel | None
) -> Sources:
    pose = None if data.pose is None else base / data.pose
    entries = read_index(base / data.root, pose=pose, cancel=cancel)
    origin = stated_origin(base / data.root)
    simulated = origin is not None and origin.kind == "simulated"
    if simulated and config.status != "demo":
        raise DatasetError(
            text(
                "The dataset is of simulated walkers, but the configuration makes a research model."
            ),
            text(
                "Set status to demo: a model that learned from no real person has no clinical "
                "meaning."
            ),
        )
    if origin is not None and {"maps", "pav"} & set(config.network.inputs):
        _check_keypoints(origin.keypoint_set, data.keypoint_set)
    by_id = {entry.id: entry for entry in entries}
    partition = None if data.partition is None else base / data.partition
    if config.folds.number is not None:
        kept = entries if partition is None else not_in_test(partition, entries)
        everybody = Sources(tuple(kept), (), (), origin=origin, simulated=simulated)
        return _fold(config, everybody)
    parts = split_entries(
        entries, seed=config.seed, validation=data.validation, test=data.test, partition=partition
    )
    return Sources(
        tuple(by_id[id] for id in parts.train),
        tuple(by_id[id] for id in parts.validation),
        tuple(by_id[id] for id in parts.test) if config.report_on_test else (),
        origin=origin,
        simulated=simulated,
    )


@dataclass(frozen=True, slots=True)
class _Shard:
    """People that one task simulates."""

    root: Path
    people: int
    seed: int
    frames: int


def _simulated_sources(
    data: SimulationData,
    cache: Path,
    *,
    sides: Iterable[Side],
    progress: Progress | None,
    cancel: Cancel | None,
) -> Sources:
    facts = {"seed": data.seed, "frames": data.frames, "shard": SHARD, "code": _code_digest()}
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:12]
    base = cache / "simulated" / digest
    shards = {side: _shards(data, side, base) for side in sides}
    _simulate(
        [shard for listed in shards.values() for shard in listed],
        data.workers,
        progress=progress,
        cancel=cancel,
    )
    found: dict[Side, tuple[Entry, ...]] = dict.fromkeys(_SIDES, ())
    for side, listed in shards.items():
        found[side] = tuple(entry for shard in listed for entry in _entries(shard, side))
    return Sources(found["train"], found["validation"], found["test"], simulated=True)


_FILMING = {"filming.py", "phantoms.py", "rendering.py", "sample.py", "scene.py"}
"""Modules that make videos and samples and change nothing about silhouettes."""


def _code_digest() -> str:
    """Name the code that simulates, so that people of another version are never mixed in."""
    root = Path(engine.__file__).parent
    digest = hashlib.sha256(engine.__version__.encode())
    for path in sorted((*root.glob("simulation/*.py"), root / "gait" / "silhouettes.py")):
        if path.is_file() and path.name not in _FILMING:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _entries(shard: _Shard, side: Side) -> list[Entry]:
    """List the sequences of a shard; names of people are unique over the run, not in a shard only."""
    return [
        Entry(
            id=entry.id,
            class_name=entry.class_name,
            view=entry.view,
            subject=f"{side} {shard.seed} {entry.subject}",
            silhouettes=entry.silhouettes,
            pose=entry.pose,
        )
        for entry in read_index(shard.root)
    ]


def _shards(data: SimulationData, side: Side, base: Path) -> list[_Shard]:
    """Cut the people of one side into shards, each with a seed that no other has."""
    people: int = getattr(data, side)
    first = data.seed * 1_000_000 + _SIDES.index(side) * 100_000
    return [
        _Shard(base / f"{side}-{number:04d}-{count}", count, first + number, data.frames)
        for number, count in enumerate(
            min(SHARD, people - start) for start in range(0, people, SHARD)
        )
    ]


def _simulate(
    shards: list[_Shard], workers: int, *, progress: Progress | None, cancel: Cancel | None
) -> None:
    """Simulate what is not in the cache yet, in processes of their own."""
    todo = [shard for shard in shards if not (shard.root / "simulated.json").is_file()]
    if not todo:
        return
    check(cancel)
    started, people = time.monotonic(), sum(shard.people for shard in todo)
    report(progress, Stage.SIMULATE, 0.0, count=(0, people))
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    pool = concurrent.futures.ProcessPoolExecutor(
        min(workers, len(todo)), mp_context=context, initializer=_start_worker, initargs=(stop,)
    )
    try:
        waiting = {pool.submit(_simulate_shard, shard) for shard in todo}
        while waiting:
            check(cancel)
            finished, waiting = concurrent.futures.wait(waiting, timeout=POLL_SECONDS)
            for future in finished:
                future.result()
            done = sum(map(_people_in, todo))
            left = (time.monotonic() - started) * (people / done - 1) if done else None
            report(progress, Stage.SIMULATE, done / people, left, (done, people))
    finally:
        # Whoever cancels does not wait for the workers; they stop by themselves after the frame
        # they are at.
        stop.set()
        pool.shutdown(wait=False, cancel_futures=True)


def _people_in(shard: _Shard) -> int:
    """Count the people of a shard that were simulated so far."""
    try:
        return sum(file.name.endswith(".json") for file in os.scandir(shard.root / "truth"))
    except OSError:
        # Not begun.
        return 0


class _SharedCancel(Cancel):
    """A cancel switch that another process turns on."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self._shared = event

    @property
    def requested(self) -> bool:
        """Whether the work was asked to stop."""
        return self._shared.is_set()


_worker_cancel: list[Cancel] = []
"""In a worker: the switch it was started with."""


def _start_worker(stop: Event) -> None:
    import torch

    # The workers share the cores; each computes on one.
    torch.set_num_threads(1)
    _worker_cancel[:] = [_SharedCancel(stop)]


def _simulate_shard(shard: _Shard) -> None:
    from engine.simulation.simulated_dataset import write_dataset

    try:
        write_dataset(
            shard.root,
            people=shard.people,
            seed=shard.seed,
            frames=shard.frames,
            cancel=_worker_cancel[0],
        )
    except CancelledError:
        return
