"""Optimisers, learning rates over the steps, and the moving average of the weights.

Must not know data, losses or files.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim.lr_scheduler import LambdaLR, LRScheduler, MultiStepLR

from engine.runs.training_config import Optimiser


def optimiser_of(network: nn.Module, settings: Optimiser) -> torch.optim.Optimizer:
    """Make the optimiser of a network."""
    if settings.kind == "adamw":
        return torch.optim.AdamW(
            network.parameters(),
            lr=settings.rate,
            betas=settings.betas,
            weight_decay=settings.weight_decay,
        )
    return torch.optim.SGD(
        network.parameters(),
        lr=settings.rate,
        momentum=settings.momentum,
        weight_decay=settings.weight_decay,
    )


def schedule_of(optimiser: torch.optim.Optimizer, settings: Optimiser) -> LRScheduler:
    """Make the schedule of an optimiser's learning rate."""
    if settings.schedule == "steps" and settings.warm_up == 0:
        # torch's own multiplies the last rate; to raise the factor to a power rounds otherwise, and every
        # published run was made so.
        return MultiStepLR(optimiser, milestones=list(settings.milestones), gamma=settings.decay)
    return LambdaLR(optimiser, rate_factor(settings))


def rate_factor(settings: Optimiser) -> Callable[[int], float]:
    """Return the function from steps made to the share of ``settings.rate`` that the next step uses."""

    def warm(made: int) -> float:
        return min(1.0, (made + 1) / (settings.warm_up + 1))

    def stepped(made: int) -> float:
        return float(settings.decay ** sum(made >= one for one in settings.milestones))

    def cosine(made: int) -> float:
        whole = max(1, settings.iterations - settings.warm_up)
        share = min(1.0, max(0, made - settings.warm_up) / whole)
        return 0.5 * (1 + math.cos(math.pi * share))

    falls = cosine if settings.schedule == "cosine" else stepped
    return lambda made: warm(made) * falls(made)


class Average:
    """An exponential moving average of a network's weights and of its batch statistics.

    Source: Polyak averaging as in Tarvainen and Valpola 2017, with the low decay of TensorFlow's
    ``ExponentialMovingAverage`` at the start.

    Args:
        decay: Share of the average that a step keeps.
    """

    def __init__(self, network: nn.Module, decay: float) -> None:
        self._decay = decay
        self._steps = 0
        self._values = {name: value.clone() for name, value in network.state_dict().items()}

    @torch.no_grad()
    def update(self, network: nn.Module) -> None:
        """Take in the weights after a step."""
        self._steps += 1
        decay = min(self._decay, (1 + self._steps) / (10 + self._steps))
        for name, value in network.state_dict().items():
            kept = self._values[name]
            if value.is_floating_point():
                kept.lerp_(value, 1 - decay)
            else:
                kept.copy_(value)

    def weights(self) -> dict[str, Tensor]:
        """Return the averaged weights, those of a network's ``state_dict``."""
        return self._values

    def state(self) -> dict[str, Any]:
        """Return the state to continue from."""
        return {"steps": self._steps, "values": self._values}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on from what `state` gave."""
        self._steps = int(state["steps"])
        for name, value in self._values.items():
            value.copy_(state["values"][name])
