"""A batch in parts, one for each thread of a processor, learned from as if it were computed whole.

Every part goes forwards and backwards on a thread of its own; they meet at each batch normalisation, whose
statistics are those of the whole batch, and their gradients are summed in the order of the parts. No sum
depends on which thread is first, so that the same number of threads gives the same weights. torch's own
threads share each layer instead: they meet several hundred times a step and burn the processor while they
wait, and the convolutions of oneDNN wait inside their loops. Must not know losses, data or processes.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

import torch
from torch import Tensor, nn

from engine.models.network import GaitNetwork, Outputs
from engine.training.batch_statistics import BatchStatistics

Value = TypeVar("Value")


class _Meeting:
    """Where the threads of one batch exchange what they have; each comes as often as the others.

    Args:
        count: Number of threads.
    """

    def __init__(self, count: int) -> None:
        self._gate = threading.Barrier(count)
        # Two boards in turns: who is ahead writes on one while others still read the other.
        self._boards: list[list[Any]] = [[None] * count, [None] * count]

    def exchange(self, place: _Place, value: Value) -> list[Value]:
        """Hand in what this thread has; return what all have, by the number of their parts.

        Raises:
            threading.BrokenBarrierError: Another thread has failed.
        """
        board = self._boards[place.visits % 2]
        place.visits += 1
        board[place.number] = value
        self._gate.wait()
        return list(board)

    def give_up(self) -> None:
        """Let nobody wait for a thread that has failed."""
        self._gate.abort()


@dataclass(slots=True)
class _Place:
    """Which part of which batch a thread computes."""

    meeting: _Meeting
    number: int
    visits: int = 0


_here = threading.local()
"""Holds the ``place`` of this thread while it computes a part."""


class _Statistics(NamedTuple):
    """Batch statistics of values [N, C, ...]: their number in each channel, mean and variance, [C]."""

    size: int
    mean: Tensor
    variance: Tensor


def _statistics_of(values: Tensor) -> _Statistics:
    wide = torch.float32 if values.dtype.itemsize < 4 else values.dtype
    # What torch would remember over batches is not asked for, but says in which format it must sum.
    unused = torch.zeros(2, values.shape[1], dtype=wide)
    mean, variance = torch.batch_norm_update_stats(values, unused[0], unused[1], 0.0)
    return _Statistics(values.numel() // values.shape[1], mean, variance)


def _join(parts: Sequence[_Statistics]) -> _Statistics:
    """Return the statistics of all values (Chan et al. 1979), summed in float64 and in order."""
    size = sum(part.size for part in parts)
    mean = torch.zeros_like(parts[0].mean, dtype=torch.float64)
    for part in parts:
        mean += part.mean.double() * (part.size / size)
    variance = torch.zeros_like(mean)
    for part in parts:
        apart = part.mean.double() - mean
        variance += (part.variance.double() + apart.square()) * (part.size / size)
    dtype = parts[0].mean.dtype
    return _Statistics(size, mean.to(dtype), variance.to(dtype))


class _Normalise(torch.autograd.Function):
    """Batch normalisation of one part by the statistics of all, forwards and backwards."""

    @staticmethod
    def forward(
        ctx: Any,  # noqa: ANN401  # torch gives no type
        values: Tensor,
        weight: Tensor,
        bias: Tensor,
        layer: PartNorm,
        place: _Place,
    ) -> Tensor:
        whole = _join(place.meeting.exchange(place, _statistics_of(values)))
        if place.number == 0:
            layer.remember(whole.mean, whole.variance * (whole.size / max(1, whole.size - 1)))
        ctx.save_for_backward(values, weight, whole.mean, whole.variance)
        ctx.count, ctx.place, ctx.eps = whole.size, place, layer.eps
        return torch.native_batch_norm(
            values, weight, bias, whole.mean, whole.variance, False, 0.0, layer.eps
        )[0]

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:  # noqa: ANN401  # torch gives no type
        values, weight, mean, variance = ctx.saved_tensors
        # As if the statistics were fixed; what follows from their change is taken off below.
        gradient, by_weight, by_bias = torch.ops.aten.native_batch_norm_backward(
            gradients[0], values, weight, mean, variance, None, None, False, ctx.eps, [True] * 3
        )
        all_sums = ctx.place.meeting.exchange(ctx.place, torch.stack([by_weight, by_bias]))
        sums = torch.zeros_like(all_sums[0], dtype=torch.float64)
        for part in all_sums:
            sums += part
        deviation = (variance.double() + ctx.eps).rsqrt()
        scale = weight.double() * deviation / ctx.count
        slope = scale * deviation * sums[0]
        offset = scale * sums[1] - slope * mean
        wide = mean.dtype
        change = torch.native_batch_norm(
            values,
            slope.to(wide),
            offset.to(wide),
            torch.zeros_like(mean),
            torch.ones_like(variance),
            False,
            0.0,
            0.0,
        )[0]
        return gradient.sub_(change), by_weight, by_bias, None, None


class PartNorm(BatchStatistics):
    """Batch normalisation over all parts of a batch; ordinary where no part is computed."""

    def forward(self, values: Tensor) -> Tensor:
        """Normalise float [N, C, ...] over everything but C."""
        place = getattr(_here, "place", None)
        if self.training and place is not None:
            normal: Tensor = _Normalise.apply(values, self.weight, self.bias, self, place)  # type: ignore[no-untyped-call]  # torch leaves it untyped
            return normal
        if self.training:
            self.num_batches_tracked += 1
        return nn.functional.batch_norm(
            values,
            self.running_mean,
            self.running_var,
            self.weight,
            self.bias,
            self.training,
            self.momentum,
            self.eps,
        )


def _normalise_over_parts(network: nn.Module) -> None:
    """Put `PartNorm` in the place of batch normalisation."""
    for name, layer in network.named_children():
        if isinstance(layer, nn.BatchNorm1d | nn.BatchNorm2d):
            setattr(network, name, PartNorm(layer))
        else:
            _normalise_over_parts(layer)


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """Have torch compute on the calling thread alone."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


class ThreadedNetwork:
    """Calls a network on a batch in parts, each on a thread of its own; gradients flow through the call.

    Args:
        network: The network, on the processor; its batch normalisation is changed in place.
        threads: Number of threads, at least 2; a batch with fewer sequences has fewer parts.
    """

    def __init__(self, network: GaitNetwork, threads: int) -> None:
        _normalise_over_parts(network)
        self.network = network
        self.parameters = [one for one in network.parameters() if one.requires_grad]
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads, "parts", torch.set_num_threads, (1,))

    def __call__(self, **given: Tensor) -> Outputs:
        """Judge N sequences as `engine.models.network.GaitNetwork.forward` does, without the visuals.

        Raises:
            Exception: Whatever the network raised on one of the parts.
        """
        embeddings, logits = _Parts.apply(self, given, *self.parameters)  # type: ignore[no-untyped-call]  # torch leaves it untyped
        return Outputs(embeddings, logits)

    def divide(self, given: Mapping[str, Tensor]) -> list[dict[str, Tensor]]:
        """Divide the inputs of N sequences into parts of nearly the same size, in order."""
        count = min(self._threads, *(len(one) for one in given.values()))
        cut = {name: torch.tensor_split(one, count) for name, one in given.items()}
        return [{name: parts[number] for name, parts in cut.items()} for number in range(count)]

    def at_once(self, work: Callable[[int], Value], count: int) -> list[Value]:
        """Do work for each part at the same time; return what came of it, by part.

        Raises:
            Exception: What the work raised for the first part that failed by itself.
        """
        meeting = _Meeting(count)

        def do(number: int) -> Value:
            _here.place = _Place(meeting, number)
            try:
                return work(number)
            except BaseException:
                meeting.give_up()
                raise
            finally:
                del _here.place

        done = [self._pool.submit(do, number) for number in range(count)]
        failures = [one.exception() for one in done]
        for failure in failures:
            if failure is not None and not isinstance(failure, threading.BrokenBarrierError):
                raise failure
        return [one.result() for one in done]


class _Parts(torch.autograd.Function):
    """The call of a network on all parts; its gradients are those of the weights, summed over the parts."""

    @staticmethod
    def forward(
        ctx: Any,  # noqa: ANN401  # torch gives no type
        threaded: ThreadedNetwork,
        given: Mapping[str, Tensor],
        *_: Tensor,
    ) -> tuple[Tensor, Tensor]:
        parts = threaded.divide(given)
        lower, dtype = torch.is_autocast_enabled("cpu"), torch.get_autocast_dtype("cpu")

        def judge(number: int) -> tuple[Tensor, Tensor]:
            with torch.enable_grad(), torch.autocast("cpu", dtype, enabled=lower):
                outputs = threaded.network(**parts[number])
            return outputs.embeddings, outputs.logits

        ctx.threaded = threaded
        ctx.answers = threaded.at_once(judge, len(parts))
        embeddings, logits = (torch.cat(both) for both in zip(*ctx.answers, strict=True))
        return embeddings.detach(), logits.detach()

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:  # noqa: ANN401  # torch gives no type
        threaded, answers = ctx.threaded, ctx.answers
        ctx.answers = None
        sizes = [len(part[0]) for part in answers]
        cut = list(zip(*(torch.split(one, sizes) for one in gradients), strict=True))

        def learn(number: int) -> tuple[Tensor | None, ...]:
            found: tuple[Tensor | None, ...] = torch.autograd.grad(
                answers[number], threaded.parameters, cut[number], allow_unused=True
            )
            return found

        by_part = threaded.at_once(learn, len(answers))
        return None, None, *(_sum(one) for one in zip(*by_part, strict=True))


def _sum(parts: Sequence[Tensor | None]) -> Tensor | None:
    """Add the gradients of one weight in the order of the parts; None where the network does not use it."""
    known = [one for one in parts if one is not None]
    if not known:
        return None
    whole = known[0]
    for one in known[1:]:
        whole = whole + one
    return whole
