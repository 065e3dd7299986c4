"""One training run: data, network, loop, calibration, figures, model folder; begun or gone on with."""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

import engine
from engine.core.progress import Cancel, Progress, ProgressReport, Stage, report
from engine.core.text import text
from engine.inference.distance import write_reference
from engine.inference.precision import add_precisions
from engine.models.cards import REFERENCE_FILE
from engine.models.folder import write_model_folder
from engine.models.network import GaitNetwork
from engine.models.networks import build
from engine.models.places import folder_beside
from engine.runs.config import read_config
from engine.runs.folder import (
    Places,
    RunFolder,
    cache_folder,
    create,
    free_folder,
    open_existing,
)
from engine.runs.requests import Stop
from engine.runs.status import Reporter, check_free
from engine.runtime.device import choose_device, describe
from engine.runtime.seeds import seed_torch
from engine.training.checkpoint import read_run
from engine.training.data import Sequences, load_sequences, weights_of
from engine.training.distributed import Ranks, ranks_of_environment, together
from engine.training.findings import Findings, found
from engine.training.journal import Journal, Silent, open_journal
from engine.training.loop import Loop, Watch, best_weights
from engine.training.samplers import sampler_of
from engine.training.sources import Sources, gather
from engine.training.trainer import Trainer


def train(
    config_path: Path,
    out: Path | None = None,
    *,
    run: Path | None = None,
    cache: Path | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Path | None:
    """Train a network and write its model folder.

    Started by ``torchrun``, all its processes train together; the first one writes.

    Args:
        config_path: A file as in ``configs/``.
        out: Folder in which a copy of the model folder is made, under the model's name; one of the same
            name is replaced. None: the run folder's own ``model`` is all.
        run: Folder of the run; None makes a new one, ``<cache>/runs/<name>``.
        cache: Folder for simulated people and runs; None is the user's cache folder.
        progress: Told stage, share and time left.
        cancel: Asked after every step; so is a file ``stop`` in the run folder.

    Returns:
        The model folder, ``out / name`` or ``model`` in the run folder; None in every process but the first.

    Raises:
        ConfigError: The configuration is wrong, its device is not there, or the processes cannot share a
            batch.
        DatasetError: The data cannot be used.
        MissingExtraError: An extra that the run needs is not installed.
        TrainingError: A step could not be computed; the run can be resumed.
        OutputError: A folder cannot be written, or holds a run already.
        CancelledError: The run was asked to stop; ``out`` is as it was, and the run can be resumed.
    """
    config = read_config(config_path)
    ranks = ranks_of_environment()
    device = choose_device(config.device, number=ranks.local)
    with together(ranks, device):
        cache = cache if cache is not None else cache_folder()
        folder = RunFolder(run) if run is not None else free_folder(cache / "runs", config.name)
        folder = ranks.shared(folder)
        if ranks.first:
            places = Places(cache=cache.resolve(), out=None if out is None else out.resolve())
            create(folder, config, config_path.parent, places)
        ranks.wait()
        return _Run(folder, device, ranks).go(progress, cancel)


def resume(
    run: Path,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Path | None:
    """Go on with a run from its last checkpoint; it ends as if it had never been ended in between.

    Args:
        run: Folder of the run.
        progress: As for `train`.
        cancel: As for `train`.

    Returns:
        As for `train`; a finished run is finished once more from its weights.

    Raises:
        ModelError: The checkpoint is damaged or does not belong to the run.
        ConfigError: There is no run in the folder. And everything that `train` raises.
    """
    folder = RunFolder(run)
    config, _ = open_existing(folder)
    ranks = ranks_of_environment()
    device = choose_device(config.device, number=ranks.local)
    with together(ranks, device):
        return _Run(folder, device, ranks).go(progress, cancel)


class _Run:
    """A run whose folder is there, new or not."""

    def __init__(self, folder: RunFolder, device: torch.device, ranks: Ranks) -> None:
        self._folder = folder
        self._config, self._places = open_existing(folder)
        self._device = device
        self._ranks = ranks
        self._started = time.monotonic()

    def go(self, progress: Progress | None, cancel: Cancel | None) -> Path | None:
        """Train from where the run stands, and finish."""
        config, folder, ranks = self._config, self._folder, self._ranks
        if ranks.first:
            check_free(folder)
            _tidy(folder)
        ranks.wait()
        torch.set_num_threads(config.threads)
        reporter = Reporter(folder, config.optimiser.iterations, writes=ranks.first)
        with reporter.told():
            state = read_run(folder.checkpoint) if folder.checkpoint.is_file() else None
            reporter.at(0 if state is None else int(state["iteration"]))
            # Nobody writes a checkpoint before everybody knows whether there was one.
            ranks.wait()
            with self._journal(state) as journal:
                watch = Watch(journal, reporter, progress, Stop(folder, cancel))
                made = self._trained(state, watch)
        if made is not None:
            report(progress, Stage.DONE, 1.0, 0.0)
        return made

    @contextlib.contextmanager
    def _journal(self, state: Mapping[str, Any] | None) -> Iterator[Journal]:
        """Open the logs, in the first process, and write what makes the run again."""
        start = 0 if state is None else int(state["iteration"])
        if not self._ranks.first:
            yield Silent()
            return
        journal = open_journal(self._folder.log, self._config, start=start)
        try:
            event = "start" if state is None else "resume"
            journal.record({"event": event, "from": start, **self._header()})
            yield journal
        finally:
            journal.close()

    def _trained(self, state: Mapping[str, Any] | None, watch: Watch) -> Path | None:
        config, ranks = self._config, self._ranks
        preparing = _preparing(watch)
        sources = self._sources(watch, preparing)
        cancel = watch.cancel
        known = load_sequences(sources.train, config, progress=preparing, cancel=cancel)
        validation = None
        if config.validation.every is not None:
            validation = load_sequences(
                sources.validation,
                config,
                pav_ranges=known.pav_ranges,
                progress=preparing,
                cancel=cancel,
            )
        watch.reporter.note(None)
        watch.journal.record({"event": "data", "seconds": self._seconds()})
        trainer = self._trainer(known)
        sampler = sampler_of(
            known,
            config.batches,
            uses_triplet=trainer.network.uses_triplet,
            seed=config.seed,
            rank=ranks.rank,
            world=ranks.world,
        )
        loop = Loop(
            trainer,
            sampler,
            config,
            validation=validation,
            folder=self._folder,
            ranks=ranks,
            watch=watch,
        )
        if state is not None:
            loop.restore(state)
        loop.run()
        return self._finished(trainer, sources, known, watch) if ranks.first else None

    def _sources(self, watch: Watch, preparing: Progress) -> Sources:
        """Simulate or list the sequences: one process first, the others find what it made."""
        found_by_first = None
        for first in (True, False):
            if self._ranks.first is first:
                found_by_first = gather(
                    self._config,
                    self._folder.config,
                    self._places.cache,
                    progress=preparing,
                    cancel=watch.cancel,
                )
            self._ranks.wait()
        if found_by_first is None:
            raise ValueError("a process is either the first or not")
        return found_by_first

    def _trainer(self, known: Sequences) -> Trainer:
        config = self._config
        seed_torch(config.seed)
        network = build(config.network)
        # Channels last is 1.8 times as fast on a processor, and on a GPU no slower.
        network = network.to(self._device, memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's stubs lack this form
        asked = weights_of(known, config)
        weights = None if asked is None else torch.from_numpy(asked).to(self._device)
        return Trainer(network, config, weights=weights, ranks=self._ranks)

    def _finished(self, trainer: Trainer, sources: Sources, known: Sequences, watch: Watch) -> Path:
        """Judge the finished network and write its model folder."""
        config, folder = self._config, self._folder
        report(watch.progress, Stage.EVALUATE)
        # A network of its own: the trained one may be compiled, shared or averaged.
        network = build(config.network)
        network.load_state_dict(trainer.judged().state_dict())
        if config.validation.every is not None:
            best_weights(folder, network)
        network = network.to(self._device, memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's stubs lack this form
        findings = found(config, sources, known, network, device=self._device, cancel=watch.cancel)
        made = self._written(network, findings, watch)
        evaluation = findings.facts["evaluation"]
        watch.journal.record(
            {
                "event": "done",
                "seconds": self._seconds(),
                "evaluation": None if evaluation is None else evaluation.model_dump(),
            }
        )
        return made

    def _written(self, network: GaitNetwork, findings: Findings, watch: Watch) -> Path:
        """Write the model folder into the run folder, and a copy where one is wanted."""
        name, model, out = self._config.name, self._folder.model, self._places.out
        network = network.to(memory_format=torch.contiguous_format)  # type: ignore[call-overload]  # torch's stubs lack this form
        with folder_beside(model, replace=True) as beside:
            # A model has the name of the folder it is written to.
            written = write_model_folder(
                network,
                beside / name,
                findings.facts,
                more={REFERENCE_FILE: partial(write_reference, embeddings=findings.embeddings)},
            )
            if self._config.precisions:
                add_precisions(written, progress=watch.progress, cancel=watch.cancel)
            for file in sorted(written.iterdir()):
                file.rename(beside / file.name)
            written.rmdir()
        if out is None:
            return model
        with folder_beside(out / name, replace=True) as beside:
            shutil.copytree(model, beside, dirs_exist_ok=True)
        return out / name

    def _header(self) -> dict[str, Any]:
        """Give what makes the run again, but no path: configuration, versions, device, processes."""
        paths = {"folder": {"root", "pose", "partition"}}
        return {
            "config": self._config.model_dump(mode="json", exclude=paths),
            "engine": engine.__version__,
            "torch": str(torch.__version__),
            "numpy": np.__version__,
            "device": describe(self._device),
            "processes": self._ranks.world,
        }

    def _seconds(self) -> float:
        return round(time.monotonic() - self._started, 1)


def _preparing(watch: Watch) -> Progress:
    """Give what tells how far the data is: to who listens, and in the status for who looks at the run."""

    def tell(told: ProgressReport) -> None:
        if watch.progress is not None:
            watch.progress(told)
        if told.fraction is None:
            return
        percent = round(100 * told.fraction)
        if told.stage is Stage.SIMULATE:
            watch.reporter.note(text("Simulating people: {percent} % done.", percent=percent))
        else:
            watch.reporter.note(text("Reading the walks: {percent} % done.", percent=percent))

    return tell


def _tidy(folder: RunFolder) -> None:
    """Remove what an ended process left: requests to it, and halves of files."""
    folder.stop.unlink(missing_ok=True)
    folder.pause.unlink(missing_ok=True)
    for half in folder.path.glob(".*.part*"):
        if half.is_dir():
            shutil.rmtree(half, ignore_errors=True)
        else:
            half.unlink(missing_ok=True)
