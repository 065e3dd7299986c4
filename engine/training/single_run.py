"""One ordinary run, or one fold: data, network, loop, calibration, figures, model folder.

Must not know how a run is begun, refused or gone on with (`engine.training.run`).
"""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

import engine
from engine.core.errors import ScolioError
from engine.core.progress import Cancel, Progress, ProgressReport, Stage, report
from engine.core.text import Text, text
from engine.datasets.partitions import check_learnable
from engine.inference.distance import write_reference
from engine.library.reduced_precision import add_precisions
from engine.models.cards import REFERENCE_FILE
from engine.models.folder_names import folder_beside
from engine.models.model_folder import write_model_folder
from engine.models.network import GaitNetwork
from engine.models.registry import build
from engine.runs.held_out import write_held_out
from engine.runs.requests import Stop
from engine.runs.run_folder import RunFolder, open_existing
from engine.runs.status import Reporter, check_free
from engine.runs.training_config import TrainConfig
from engine.runtime.device import describe, supports
from engine.runtime.memory import keep_freed_memory
from engine.runtime.seeds import seed_torch
from engine.training.checkpoint import read_run
from engine.training.data import Parts, Sequences, load_sequences, loss_weights
from engine.training.distributed import Ranks
from engine.training.finished_run import RunFindings, evaluate_run
from engine.training.journal import Journal, SilentJournal, open_journal
from engine.training.loop import LoopContext, TrainingLoop, best_weights
from engine.training.samplers import sampler_of
from engine.training.sources import Sources, check_sources, gather_sources
from engine.training.trainer import Trainer

Notify = Callable[[Text], None]
"""Takes what the person should know of a run that goes on."""


class SingleRun:
    """A run whose folder is there, new or not.

    Args:
        within: The run over folds that this one is part of, with its status and the steps of the folds
            before; or None.
    """

    def __init__(
        self,
        folder: RunFolder,
        device: torch.device,
        ranks: Ranks,
        notify: Notify | None,
        *,
        within: tuple[RunFolder, Reporter, int] | None = None,
    ) -> None:
        self._folder = folder
        self._config, self._places = open_existing(folder)
        self._device = device
        self._ranks = ranks
        self._notify = notify
        self._within = within
        self._started = time.monotonic()

    def run(self, progress: Progress | None, cancel: Cancel | None) -> Path | None:
        """Train from where the run stands, and finish."""
        config, folder, ranks = self._config, self._folder, self._ranks
        if ranks.first:
            check_free(folder)
            remove_leftovers(folder)
        ranks.wait()
        torch.set_num_threads(config.threads)
        holder, above, before = self._within or (None, None, 0)
        steps = config.optimiser.iterations
        reporter = Reporter(folder, steps, writes=ranks.first, above=above, before=before)
        with reporter.record_ending():
            state = read_run(folder.checkpoint) if folder.checkpoint.is_file() else None
            reporter.at(0 if state is None else int(state["iteration"]))
            # Nobody writes a checkpoint before everybody knows whether there was one.
            ranks.wait()
            with self._journal(state) as journal:
                context = LoopContext(journal, reporter, progress, Stop(folder, cancel), holder)
                made = self._train(state, context)
        if made is not None:
            report(progress, Stage.DONE, 1.0, 0.0)
        return made

    @contextlib.contextmanager
    def _journal(self, state: Mapping[str, Any] | None) -> Iterator[Journal]:
        """Open the logs, in the first process, and write what makes the run again."""
        start = 0 if state is None else int(state["iteration"])
        if not self._ranks.first:
            yield SilentJournal()
            return
        journal = open_journal(self._folder.log, self._config, start=start)
        try:
            event = "start" if state is None else "resume"
            facts = header(self._config, self._device, self._ranks)
            journal.record({"event": event, "from": start, **facts})
            yield journal
        except ScolioError as error:
            journal.record({"event": "note", "message": f"{error.what} {error.remedy}"})
            raise
        finally:
            journal.close()

    def _train(self, state: Mapping[str, Any] | None, context: LoopContext) -> Path | None:
        config, ranks = self._config, self._ranks
        preparing = _preparation_progress(context)
        sources = self._sources(context, preparing)
        check_sources(config, sources)
        parts = self._parts(sources, context, preparing)
        known = parts.train
        context.reporter.note(None)
        context.journal.record({"event": "data", "seconds": self._seconds()})
        trainer = self._trainer(known, context)
        sampler = sampler_of(
            known,
            config.batches,
            uses_triplet=trainer.network.uses_triplet,
            seed=config.seed,
            rank=ranks.rank,
            world=ranks.world,
        )
        self._tell_person(sampler.remark, context)
        loop = TrainingLoop(
            trainer,
            sampler,
            config,
            validation=parts.validation,
            folder=self._folder,
            ranks=ranks,
            context=context,
        )
        if state is not None:
            loop.restore(state)
        with keep_freed_memory():
            loop.run()
        return self._finish(trainer, sources, parts, context) if ranks.first else None

    def _tell_person(self, remark: Text | None, context: LoopContext) -> None:
        """Tell the person what is otherwise than asked for, in the status, the log and the terminal."""
        if remark is None or not self._ranks.first:
            return
        context.reporter.remark(remark)
        context.journal.record({"event": "note", "message": str(remark)})
        if self._notify is not None:
            self._notify(remark)

    def _parts(self, sources: Sources, context: LoopContext, preparing: Progress) -> Parts:
        """Read what is learned from and what is calibrated on, so that neither can be gone at the end.

        Raises:
            DatasetError: A file cannot be used, or no walk of a class has a frame that can be learned from.
        """
        config, cancel = self._config, context.cancel
        train = load_sequences(sources.train, config, progress=preparing, cancel=cancel)
        validation = load_sequences(
            sources.validation,
            config,
            pav_ranges=train.pav_ranges,
            progress=preparing,
            cancel=cancel,
        )
        order = config.class_order
        check_learnable(
            {order[number] for number in train.classes},
            {order[number] for number in validation.classes},
            None,
            order,
        )
        return Parts(train, validation)

    def _sources(self, context: LoopContext, preparing: Progress) -> Sources:
        """Simulate or list the sequences: one process first, the others find what it made."""
        found_by_first = None
        for first in (True, False):
            if self._ranks.first is first:
                found_by_first = gather_sources(
                    self._config,
                    self._folder.config,
                    self._places.cache,
                    progress=preparing,
                    cancel=context.cancel,
                )
            self._ranks.wait()
        if found_by_first is None:
            raise ValueError("a process is either the first or not")
        return found_by_first

    def _trainer(self, known: Sequences, context: LoopContext) -> Trainer:
        config = self._config
        if not supports(config.mixed_precision, self._device):
            self._tell_person(
                text(
                    "This computer only emulates {format}, which is many times slower: the run "
                    "uses float32.",
                    format=config.mixed_precision,
                ),
                context,
            )
            config = config.model_copy(update={"mixed_precision": "none"})
        seed_torch(config.seed)
        network = build(config.network)
        # Channels last is 1.8 times as fast on a processor, and on a GPU no slower.
        network = network.to(self._device, memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's stubs lack this form
        asked = loss_weights(known, config)
        weights = None if asked is None else torch.from_numpy(asked).to(self._device)
        return Trainer(network, config, weights=weights, ranks=self._ranks)

    def _finish(
        self, trainer: Trainer, sources: Sources, parts: Parts, context: LoopContext
    ) -> Path:
        """Judge the finished network and write its model folder."""
        config, folder = self._config, self._folder
        report(context.progress, Stage.EVALUATE)
        # A network of its own: the trained one may be compiled, shared or averaged.
        network = build(config.network)
        network.load_state_dict(trainer.network_to_evaluate().state_dict())
        if config.validation.every is not None:
            best_weights(folder, network)
        network = network.to(self._device, memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's stubs lack this form
        findings = evaluate_run(
            config, sources, parts, network, device=self._device, cancel=context.cancel
        )
        if findings.held_out is not None:
            write_held_out(folder, findings.held_out)
        made = self._write_model(network, findings, context)
        evaluation = findings.facts["evaluation"]
        context.journal.record(
            {
                "event": "done",
                "seconds": self._seconds(),
                "evaluation": None if evaluation is None else evaluation.model_dump(),
            }
        )
        return made

    def _write_model(
        self, network: GaitNetwork, findings: RunFindings, context: LoopContext
    ) -> Path:
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
                add_precisions(written, progress=context.progress, cancel=context.cancel)
            for file in sorted(written.iterdir()):
                file.rename(beside / file.name)
            written.rmdir()
        if out is None:
            return model
        with folder_beside(out / name, replace=True) as beside:
            shutil.copytree(model, beside, dirs_exist_ok=True)
        return out / name

    def _seconds(self) -> float:
        return round(time.monotonic() - self._started, 1)


def header(config: TrainConfig, device: torch.device, ranks: Ranks) -> dict[str, Any]:
    """Return everything that repeats a run, but no path: configuration, versions, device, processes."""
    paths = {"folder": {"root", "pose", "partition"}}
    return {
        "config": config.model_dump(mode="json", exclude=paths),
        "engine": engine.__version__,
        "torch": str(torch.__version__),
        "numpy": np.__version__,
        "device": describe(device),
        "processes": ranks.world,
    }


def _preparation_progress(context: LoopContext) -> Progress:
    """Return a progress callback for reading the data, which also writes to the status of the run."""

    def tell(notify: ProgressReport) -> None:
        if context.progress is not None:
            context.progress(notify)
        if notify.fraction is None:
            return
        percent = round(100 * notify.fraction)
        if notify.count is not None:
            done, total = notify.count
            note = text("Simulating people: {done} of {total}.", done=done, total=total)
            context.reporter.note(note, notify.count)
        else:
            context.reporter.note(text("Reading the walks: {percent} % done.", percent=percent))

    return tell


def remove_leftovers(folder: RunFolder) -> None:
    """Remove what an ended process left: requests to it, and halves of files."""
    folder.stop.unlink(missing_ok=True)
    folder.pause.unlink(missing_ok=True)
    for half in folder.path.glob(".*.part*"):
        if half.is_dir():
            shutil.rmtree(half, ignore_errors=True)
        else:
            half.unlink(missing_ok=True)
