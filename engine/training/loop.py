"""The loop: draw a batch, learn from it, look at the validation people, keep what a run goes on from.

Must not know where data comes from or where the network goes.
"""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import torch

from engine.core.errors import CancelledError, OutputError, TrainingError
from engine.core.progress import Cancel, Progress, Stage, report
from engine.core.text import text
from engine.models.network import GaitNetwork
from engine.runs.requests import wait_while_paused
from engine.runs.run_folder import RunFolder
from engine.runs.status import Reporter
from engine.runs.training_config import TrainConfig
from engine.runtime.checkpoints import read_checkpoint
from engine.runtime.device import resource_use
from engine.training.best import Best
from engine.training.checkpoint import (
    as_text,
    from_text,
    random_state,
    restore_random_state,
    unfit_error,
    write_checkpoint,
)
from engine.training.data import Sequences
from engine.training.device_data import Feeder
from engine.training.distributed import Ranks
from engine.training.journal import Journal
from engine.training.predictions import validate
from engine.training.samplers import Sampler
from engine.training.trainer import Step, Trainer, divergence_error


@dataclass(frozen=True, slots=True)
class LoopContext:
    """The surroundings of the loop: who is told, and who asks it to stop.

    Attributes:
        progress: Told the share done, or None.
        cancel: Asked after every step.
        held_by: The run over folds whose request to pause holds this one, or None: its own does.
    """

    journal: Journal
    reporter: Reporter
    progress: Progress | None = None
    cancel: Cancel | None = None
    held_by: RunFolder | None = None


class TrainingLoop:
    """The steps of one run, from where it stands to the end of its schedule.

    Args:
        validation: The validation people, where the run looks at them on the way.
    """

    def __init__(
        self,
        trainer: Trainer,
        sampler: Sampler,
        config: TrainConfig,
        *,
        validation: Sequences | None,
        folder: RunFolder,
        ranks: Ranks,
        context: LoopContext,
    ) -> None:
        self._trainer = trainer
        self._sampler = sampler
        self._validation = validation
        self._config = config
        self._folder = folder
        self._ranks = ranks
        self._context = context
        self._device = next(trainer.network.parameters()).device
        self._best = Best(config.validation, config.optimiser.iterations)
        self._kept: int | None = None

    @property
    def best(self) -> Best:
        """The best network so far by validation."""
        return self._best

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on from a checkpoint that `engine.training.checkpoint.read_run` has read.

        Raises:
            ModelError: It does not belong to the run.
            DatasetError: It was made with other data.
        """
        try:
            self._trainer.restore(state)
            more = from_text(state["more"])
            self._best.restore(more["best"])
            restore_random_state(state["random"])
        except (LookupError, TypeError, ValueError, RuntimeError, AttributeError) as failure:
            raise unfit_error(self._folder.checkpoint) from failure
        self._sampler.restore(more["sampler"])
        self._kept = self._trainer.iteration

    def run(self) -> None:
        """Train to the end of the schedule, or until nothing better comes.

        Raises:
            CancelledError: The run was asked to stop; the checkpoint holds the last whole step.
            TrainingError: A step could not be computed, or its numbers are not finite any more; the last
                checkpoint stands, whose numbers are.
            OutputError: The last checkpoint could not be written; the one before stands.
        """
        with Feeder(self._sampler, self._device) as feeder:
            if self._kept is None:
                self._save_checkpoint(feeder)
            clock = _Clock(feeder, self._trainer.iteration)
            while not self._validate_if_due(feeder):
                step = self._step(feeder)
                self._log_step(step, clock, feeder)
                cancel = self._context.cancel
                if step.stop or (self._ranks.alone and cancel is not None and cancel.requested):
                    self._save_checkpoint(feeder)
                    raise CancelledError
                if self._trainer.iteration % self._config.checkpoint_every == 0:
                    self._try_to_save(feeder)
                if self._ranks.alone:
                    # Of several processes one cannot wait while the others stand at its gate.
                    holder = self._context.held_by or self._folder
                    clock.rest(wait_while_paused(holder, self._context.reporter, cancel))
            self._save_checkpoint(feeder)

    def _validate_if_due(self, feeder: Feeder) -> bool:
        """Look at the validation people where that is due; say whether this was the last step."""
        if self._best.due(self._trainer.iteration):
            try:
                self._validate()
            except CancelledError:
                # The look is due again when the run goes on.
                self._save_checkpoint(feeder)
                raise
        done = self._trainer.iteration >= self._config.optimiser.iterations
        return done or self._best.exhausted

    def _step(self, feeder: Feeder) -> Step:
        self._trainer.network.train()
        with _readable_device_errors(self._trainer.iteration + 1):
            return self._trainer.step(feeder.next(), self._context.cancel)

    def _validate(self) -> None:
        if self._validation is None:
            raise ValueError("a run that looks at validation people needs some")
        iteration = self._trainer.iteration
        network = self._trainer.network_to_evaluate()
        with _readable_device_errors(iteration):
            figures = validate(
                network,
                self._validation,
                self._config,
                device=self._device,
                ranks=self._ranks,
                cancel=self._context.cancel,
            )
        if not math.isfinite(figures["loss"]):
            raise divergence_error(
                text(
                    "After step {step} the network gives answers for the validation people that "
                    "are not numbers.",
                    step=iteration,
                )
            )
        better = self._best.take(iteration, figures)
        rounded = {name: round(value, 5) for name, value in figures.items()}
        self._context.journal.record(
            {"event": "validation", "iteration": iteration, **rounded, "best": better}
        )
        if better and self._ranks.first:
            best = {"model": network.state_dict(), "iteration": iteration, "figures": figures}
            write_checkpoint(self._folder.best, best)

    def _save_checkpoint(self, feeder: Feeder) -> None:
        """Write the checkpoint.

        Raises:
            TrainingError: The last step spoilt the weights; the checkpoint before, of sound ones, stands.
        """
        iteration = self._trainer.iteration
        if self._kept != iteration and not self._trainer.is_finite:
            raise divergence_error(
                text("After step {step} the weights are no longer numbers.", step=iteration)
            )
        if self._ranks.first and self._kept != iteration:
            more = {"sampler": feeder.state(), "best": self._best.state()}
            state = {**self._trainer.state(), "random": random_state(), "more": as_text(more)}
            write_checkpoint(self._folder.checkpoint, state)
            self._context.reporter.note(None)
        self._kept = iteration

    def _try_to_save(self, feeder: Feeder) -> None:
        """Write the checkpoint; a full disk, which may have room again soon, does not end the run."""
        kept = self._kept or 0
        try:
            self._save_checkpoint(feeder)
        except OutputError as error:
            note = text(
                "{what} The checkpoint of step {step} is kept.", what=str(error.what), step=kept
            )
            self._context.reporter.note(note)
            self._context.journal.record({"event": "note", "message": str(note)})

    def _log_step(self, step: Step, clock: _Clock, feeder: Feeder) -> None:
        """Tell what a step found, every so often."""
        iteration, config = self._trainer.iteration, self._config
        self._context.reporter.running(iteration)
        if iteration % config.logs.images_every == 0:
            self._context.journal.pictures(iteration, batch_pictures(self._trainer))
        if iteration % config.log_every:
            return
        share = iteration / config.optimiser.iterations
        report(self._context.progress, Stage.TRAIN, share, clock.seconds_left(iteration, config))
        self._context.journal.record(
            {
                "iteration": iteration,
                "rate": self._trainer.rate,
                **step.figures(),
                **clock.figures(iteration, self._sampler.size),
                **resource_use(self._device),
            }
        )


class _Clock:
    """How fast the steps are, and what part of the time they wait for data."""

    def __init__(self, feeder: Feeder, iteration: int) -> None:
        self._feeder = feeder
        self._begun = self._last = time.monotonic()
        self._first = self._told = iteration
        self._waited = feeder.wait_seconds

    def seconds_left(self, iteration: int, config: TrainConfig) -> float:
        spent = time.monotonic() - self._begun
        return (config.optimiser.iterations - iteration) / (iteration - self._first) * spent

    def rest(self, seconds: float) -> None:
        """Leave out time in which the run was paused."""
        self._begun += seconds
        self._last += seconds

    def figures(self, iteration: int, size: int) -> dict[str, float]:
        """Return the figures since the last time."""
        now = time.monotonic()
        spent = max(now - self._last, 1e-9)
        waited = self._feeder.wait_seconds - self._waited
        figures = {
            "seconds": round(now - self._begun, 2),
            "samples_a_second": round((iteration - self._told) * size / spent, 2),
            "data_wait": round(min(1.0, waited / spent), 4),
        }
        self._last, self._told, self._waited = now, iteration, self._feeder.wait_seconds
        return figures


@contextlib.contextmanager
def _readable_device_errors(iteration: int) -> Iterator[None]:
    """Say in a sentence that a device gave up, as a GPU that is lost or full does."""
    try:
        yield
    except torch.OutOfMemoryError as failure:
        raise TrainingError(
            text("The GPU ran out of memory at step {step}.", step=iteration),
            text("Use smaller batches, fewer frames or mixed precision, or more processes."),
        ) from failure
    except RuntimeError as failure:
        raise TrainingError(
            text(
                "Step {step} could not be computed: {why}.",
                step=iteration,
                why=(str(failure).strip().splitlines() or [type(failure).__name__])[0][:200],
            ),
            text("Check the device, then resume the run: it continues from its last checkpoint."),
        ) from failure


def batch_pictures(trainer: Trainer) -> dict[str, Any]:
    """Return the frames of the last batch's first sequence, float32 [T, H, W]."""
    pictures = {}
    for name, frames in trainer.seen.items():
        first = frames[0].cpu().numpy()
        if first.ndim == 3:
            pictures[name] = first
            continue
        for channel, part in enumerate(("limbs", "joints")):
            pictures[f"{name}/{part}"] = first[:, channel]
    return pictures


def best_weights(folder: RunFolder, network: GaitNetwork) -> None:
    """Put the best weights by validation into a network.

    Raises:
        ModelError: They are missing, damaged, or those of another network.
    """
    try:
        network.load_state_dict(read_checkpoint(folder.best)["model"])
    except (LookupError, TypeError, RuntimeError) as failure:
        raise unfit_error(folder.best) from failure
