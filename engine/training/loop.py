"""The loop: draw a batch, judge it, learn from it.

Must not know where data comes from or where the network goes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.core.progress import Cancel, Progress, Stage, check, report
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
    """What learns: everything that a checkpoint must hold."""

    network: nn.Module
    optimiser: torch.optim.Optimizer
    scheduler: torch.optim.lr_scheduler.LRScheduler
    iteration: int = 0

    def state(self) -> dict[str, Any]:
        """Give what continues this run, in OpenGait's words."""
        return {
            "model": self.network.state_dict(),
            "optimizer": self.optimiser.state_dict(),
            "scheduler": self.scheduler.state_dict(),
            "iteration": self.iteration,
        }


def trainer_of(network: nn.Module, config: TrainConfig) -> Trainer:
    """Give a network its optimiser and schedule."""
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
    return Trainer(network, optimiser, scheduler)


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
    outputs = trainer.network(_on(batch.frames, device))
    entropy = cross_entropy(outputs.logits, classes, scale=losses.scale, smoothing=losses.smoothing)
    total, apart, nonzero = entropy, torch.zeros(()), torch.zeros(())
    if config.network.kind == "sconet_mt":
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


def _on(frames: NDArray[np.uint8], device: torch.device) -> Tensor:
    """Move uint8 frames to the device as float32 in [0, 1]."""
    return torch.from_numpy(np.ascontiguousarray(frames)).to(device).float() / 255


def judge_all(
    network: nn.Module,
    sequences: Sequences,
    *,
    device: torch.device,
    most: int = 720,
    cancel: Cancel | None = None,
) -> NDArray[np.float32]:
    """Judge sequences on all their frames, at most ``most``, as screening does.

    Returns:
        Cosines, float32 [N, classes, P].
    """
    network.eval()
    judged = []
    with torch.inference_mode():
        for frames in sequences.frames:
            check(cancel)
            judged.append(network(_on(frames[None, :most], device)).logits.cpu().numpy())
    return np.concatenate(judged)
