"""What learns, and one step of it.

Must not know where batches come from, or what is written about the steps.
"""

from __future__ import annotations

import contextlib
import copy
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import torch
from torch import Tensor, nn

from engine.core.errors import TrainingError
from engine.core.progress import Cancel
from engine.core.text import Text, text
from engine.models.network import GaitNetwork, Outputs
from engine.runs.training_config import TrainConfig
from engine.training.device_data import DeviceBatch
from engine.training.distributed import Ranks, synchronise_norms
from engine.training.losses import losses_of
from engine.training.optim import Average, optimiser_of, schedule_of
from engine.training.shared_threads import ThreadedNetwork, one_thread

SMALLEST_SCALE = 1.0
"""Below it fp16's scaler makes gradients smaller than they are: each overflowed, step after step."""

FORMATS = {"bf16": torch.bfloat16, "fp16": torch.float16}


@dataclass(frozen=True, slots=True)
class Step:
    """The figures of one step over the whole batch; tensors, so that a GPU need not be waited for.

    Attributes:
        entropy: Cross-entropy.
        triplet: Triplet loss, 0 without one.
        nonzero: Terms of it that are not zero, mean of the parts.
        accuracy: Share of sequences with the right answer.
        stop: Whether any process was asked to stop.
    """

    entropy: Tensor
    triplet: Tensor
    nonzero: Tensor
    accuracy: Tensor
    stop: bool

    def figures(self) -> dict[str, float]:
        """Return the figures by name, as numbers."""
        return {
            "cross_entropy": round(self.entropy.item(), 7),
            "triplet": round(self.triplet.item(), 7),
            "triplet_nonzero": self.nonzero.item(),
            "accuracy": round(self.accuracy.item(), 4),
        }


class Trainer:
    """What learns: everything that a checkpoint must hold of it.

    Args:
        network: The network, where it is to be trained.
        weights: Weight of each class in the cross-entropy, float [classes], or None.
        ranks: The processes that share each batch.
    """

    def __init__(
        self,
        network: GaitNetwork,
        config: TrainConfig,
        *,
        weights: Tensor | None = None,
        ranks: Ranks | None = None,
    ) -> None:
        self.network = network
        self.iteration = 0
        self._config = config
        self._weights = weights
        self._ranks = Ranks() if ranks is None else ranks
        self._device = next(network.parameters()).device
        if not self._ranks.alone:
            synchronise_norms(network, self._device)
        self._forward = self._way_through(network)
        settings = config.optimiser
        self._optimiser = optimiser_of(network, settings)
        self._schedule = schedule_of(self._optimiser, settings)
        half = config.mixed_precision == "fp16"
        self._scaler = torch.amp.GradScaler(self._device.type) if half else None
        self._average = None if settings.average is None else Average(network, settings.average)
        self.seen: Mapping[str, Tensor] = {}

    def _way_through(self, network: GaitNetwork) -> Callable[..., Outputs]:
        """Return what computes the network: itself, compiled, or in parts on threads of a processor."""
        if self._config.compile:
            return cast(GaitNetwork, torch.compile(network))
        if self._device.type == "cpu" and self._ranks.alone and self._config.threads > 1:
            return ThreadedNetwork(network, self._config.threads)
        return network

    @property
    def rate(self) -> float:
        """Learning rate of the next step."""
        return float(self._schedule.get_last_lr()[0])

    def step(self, batch: DeviceBatch, cancel: Cancel | None = None) -> Step:
        """Learn from one batch, of which this process has its part.

        Args:
            batch: The part of this process.
            cancel: Asked once; whether any process was asked to stop is in the answer of all.

        Raises:
            TrainingError: Loss or gradients are not finite any more, in all processes at the same step;
                the weights are those of the step before.
        """
        # Beside threads that have a part of the batch each, torch's own would be too many.
        alone = isinstance(self._forward, ThreadedNetwork)
        with one_thread() if alone else contextlib.nullcontext():
            return self._step(batch, cancel)

    def _step(self, batch: DeviceBatch, cancel: Cancel | None) -> Step:
        outputs, classes = self._answers(batch)
        terms = losses_of(
            outputs.logits,
            outputs.embeddings if self.network.uses_triplet else None,
            classes,
            self._ranks.gather(batch.groups),
            self._config.losses,
            weights=self._weights,
        )
        stop = self._learn(terms.total, cancel)
        self.iteration += 1
        right = (outputs.logits.mean(dim=2).argmax(dim=1) == classes).float().mean()
        return Step(
            terms.entropy.detach(),
            terms.triplet.detach(),
            terms.nonzero.detach(),
            right.detach(),
            stop,
        )

    def _answers(self, batch: DeviceBatch) -> tuple[Outputs, Tensor]:
        """Return the network's answers to the whole batch, and the right ones."""
        given = batch.inputs()
        self.seen = batch.frames
        lower: contextlib.AbstractContextManager[None] = contextlib.nullcontext()
        if self._config.mixed_precision != "none":
            lower = torch.autocast(self._device.type, FORMATS[self._config.mixed_precision])
        with lower:
            outputs = self._forward(**given)
        gathered = Outputs(
            self._ranks.gather(_to_float32(outputs.embeddings)),
            self._ranks.gather(_to_float32(outputs.logits)),
        )
        return gathered, self._ranks.gather(batch.classes)

    def _learn(self, total: Tensor, cancel: Cancel | None) -> bool:
        """Change the weights; say whether any process was asked to stop."""
        self._optimiser.zero_grad(set_to_none=True)
        scaled = total if self._scaler is None else self._scaler.scale(total)
        scaled.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        parameters = list(self.network.parameters())
        asked = cancel is not None and cancel.requested
        stop = self._ranks.add_gradients(parameters, stop=asked)
        self._check(total, parameters)
        clip = self._config.optimiser.clip
        if clip is not None:
            if self._scaler is not None:
                self._scaler.unscale_(self._optimiser)
            torch.nn.utils.clip_grad_norm_(parameters, clip)
        if self._step_optimiser():
            self._schedule.step()
        if self._average is not None:
            self._average.update(self.network)
        return stop

    def _check(self, total: Tensor, parameters: Sequence[nn.Parameter]) -> None:
        """Refuse a step that would spoil the weights; a GPU is waited for here, once a step."""
        step = self.iteration + 1
        if not math.isfinite(total.item()):
            raise divergence_error(
                text("At step {step} the loss is no longer a number.", step=step)
            )
        if self._scaler is not None:
            # Gradients that overflow in fp16 are the scaler's to leave out.
            return
        norm = torch.nn.utils.get_total_norm(one.grad for one in parameters if one.grad is not None)
        if not math.isfinite(norm.item()):
            raise divergence_error(
                text("At step {step} the gradients are no longer numbers.", step=step)
            )

    def _step_optimiser(self) -> bool:
        """Let the optimiser step; one whose gradients overflowed in fp16 is left out, and so said.

        Raises:
            TrainingError: They overflow however small they are made.
        """
        if self._scaler is None:
            self._optimiser.step()
            return True
        before = self._scaler.get_scale()
        self._scaler.step(self._optimiser)
        self._scaler.update()
        after = self._scaler.get_scale()
        if after < SMALLEST_SCALE:
            raise divergence_error(
                text(
                    "At step {step} the gradients are too large for fp16.", step=self.iteration + 1
                )
            )
        return before <= after

    def network_to_evaluate(self) -> GaitNetwork:
        """Return the network that is judged: the averaged one, a copy, where the run averages."""
        if self._average is None:
            return self.network
        network = copy.deepcopy(self.network)
        network.load_state_dict(self._average.weights())
        return network

    @property
    def is_finite(self) -> bool:
        """Whether every weight and every statistic is finite."""
        values = self.network.state_dict().values()
        return all(bool(one.isfinite().all()) for one in values)

    def state(self) -> dict[str, Any]:
        """Return the state to continue from, in OpenGait's words where it has any."""
        return {
            "model": self.network.state_dict(),
            "optimizer": self._optimiser.state_dict(),
            "scheduler": self._schedule.state_dict(),
            "iteration": self.iteration,
            "scaler": None if self._scaler is None else self._scaler.state_dict(),
            "average": None if self._average is None else self._average.state(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on from what `state` gave.

        Raises:
            LookupError, TypeError, ValueError, RuntimeError: It is that of another network or optimiser.
        """
        self.network.load_state_dict(state["model"])
        self._optimiser.load_state_dict(state["optimizer"])
        self._schedule.load_state_dict(state["scheduler"])
        if self._scaler is not None:
            self._scaler.load_state_dict(state["scaler"])
        if self._average is not None:
            self._average.restore(state["average"])
        self.iteration = int(state["iteration"])


def divergence_error(what: Text) -> TrainingError:
    """Return the error of a run whose numbers are not finite any more."""
    return TrainingError(
        what, text("Start again with a lower learning rate, a warm-up or gradient clipping.")
    )


def _to_float32(values: Tensor) -> Tensor:
    """Return half floats as float32, in which losses are computed; others as they are."""
    return values.float() if values.dtype.itemsize < 4 else values
