"""The loop: draw a batch, judge it, learn from it.

Must not know where data comes from or where the network goes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.core.progress import Cancel, Progress, Stage, check, report
from engine.inference.inputs import spread
from engine.models.network import GaitNetwork
from engine.training.config import TrainConfig
from engine.training.data import Batch, Sequences
from engine.training.losses import cross_entropy, triplet

Log = Callable[[Mapping[str, Any]], None]
"""Takes one record of the log."""


@dataclass(frozen=True, slots=True)
class Step:
    """The figures of one step, as Python numbers."""

    entropy: float
    triplet: float
    nonzero: float
    accuracy: float


@dataclass(slots=True)
class Trainer:
    """What learns: everything that a checkpoint must hold.

    Attributes:
        network: The network.
        optimiser: Its optimiser.
        scheduler: The schedule of the learning rate.
        weights: Weight of each class in the cross-entropy, float [classes], or None.
        iteration: Steps made.
    """

    network: GaitNetwork
    optimiser: torch.optim.Optimizer
    scheduler: torch.optim.lr_scheduler.LRScheduler
    weights: Tensor | None = None
    iteration: int = 0

    def state(self) -> dict[str, Any]:
        """Give what continues this run, in OpenGait's words."""
        return {
            "model": self.network.state_dict(),
            "optimizer": self.optimiser.state_dict(),
            "scheduler": self.scheduler.state_dict(),
            "iteration": self.iteration,
        }


def trainer_of(
    network: GaitNetwork, config: TrainConfig, *, weights: Tensor | None = None
) -> Trainer:
    """Give a network its optimiser, its schedule and the weights of the classes."""
    settings = config.optimiser
    optimiser = torch.optim.SGD(
        network.parameters(),
        lr=settings.rate,
        momentum=settings.momentum,
        weight_decay=settings.weight_decay,
    )
    scheduler = torch.optim.lr_scheduler.MultiStepLR(
        optimiser, milestones=list(settings.milestones), gamma=settings.decay
    )
    return Trainer(network, optimiser, scheduler, weights)


def fit(
    trainer: Trainer,
    source: Iterator[Batch],
    config: TrainConfig,
    *,
    device: torch.device,
    log: Log,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> None:
    """Train to the end of the schedule.

    Raises:
        CancelledError: ``cancel`` was set; the trainer holds the last whole step.
    """
    started, first = time.monotonic(), trainer.iteration
    trainer.network.train()
    while trainer.iteration < config.optimiser.iterations:
        check(cancel)
        step = _learn(trainer, next(source), config, device)
        trainer.iteration += 1
        if trainer.iteration % config.log_every == 0:
            seconds = time.monotonic() - started
            left = (config.optimiser.iterations - trainer.iteration) / (trainer.iteration - first)
            report(
                progress,
                Stage.TRAIN,
                trainer.iteration / config.optimiser.iterations,
                left * seconds,
            )
            log(
                {
                    "iteration": trainer.iteration,
                    "rate": trainer.scheduler.get_last_lr()[0],
                    "cross_entropy": round(step.entropy, 5),
                    "triplet": round(step.triplet, 5),
                    "triplet_nonzero": step.nonzero,
                    "accuracy": round(step.accuracy, 4),
                    "seconds": round(seconds, 2),
                }
            )


def _learn(trainer: Trainer, batch: Batch, config: TrainConfig, device: torch.device) -> Step:
    """Make one step."""
    losses = config.losses
    classes = torch.from_numpy(batch.classes).to(device)
    outputs = trainer.network(**_on(batch.frames, batch.pav, device))
    entropy = cross_entropy(
        outputs.logits,
        classes,
        scale=losses.scale,
        smoothing=losses.smoothing,
        weights=trainer.weights,
    )
    total, apart, nonzero = entropy, torch.zeros(()), torch.zeros(())
    if trainer.network.uses_triplet:
        groups = torch.from_numpy(batch.groups).to(device)
        terms = triplet(outputs.embeddings, groups, margin=losses.margin)
        apart, nonzero = terms.loss, terms.nonzero.mean()
        total = apart + entropy
    trainer.optimiser.zero_grad(set_to_none=True)
    total.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
    trainer.optimiser.step()
    trainer.scheduler.step()
    right = (outputs.logits.mean(dim=2).argmax(dim=1) == classes).float().mean()
    return Step(entropy.item(), apart.item(), nonzero.item(), right.item())


def _on(
    frames: Mapping[str, NDArray[np.uint8]], pav: NDArray[np.float32] | None, device: torch.device
) -> dict[str, Tensor]:
    """Move uint8 frames to the device as float32 in [0, 1], and the vectors as they are."""
    given = {
        name: torch.from_numpy(np.ascontiguousarray(array)).to(device).float() / 255
        for name, array in frames.items()
    }
    if pav is not None:
        given["pav"] = torch.from_numpy(pav).to(device)
    return given


class Judged(NamedTuple):
    """What a network says to N sequences.

    Attributes:
        logits: Cosines, float32 [N, classes, P].
        embeddings: float32 [N, C, P].
    """

    logits: NDArray[np.float32]
    embeddings: NDArray[np.float32]


def judge_all(
    network: GaitNetwork,
    sequences: Sequences,
    *,
    device: torch.device,
    most: int = 720,
    cancel: Cancel | None = None,
) -> Judged:
    """Judge sequences on all their frames, at most ``most``, as screening does."""
    network.eval()
    logits, embeddings = [], []
    with torch.inference_mode():
        for clip in sequences.clips:
            check(cancel)
            chosen = spread(len(clip), most)
            frames = {name: array[None, chosen] for name, array in clip.frames.items()}
            pav = None if clip.pav is None else clip.pav[None]
            outputs = network(**_on(frames, pav, device))
            logits.append(outputs.logits.cpu().numpy())
            embeddings.append(outputs.embeddings.cpu().numpy())
    return Judged(np.concatenate(logits), np.concatenate(embeddings))
