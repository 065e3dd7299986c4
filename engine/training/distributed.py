"""Several processes that train one network: each has a part of the batch, all learn the same.

What the losses compare is gathered over the processes, so that every process computes the losses of the whole
batch; through a gathered tensor the gradient flows back into the process's own part only, and the sum of the
gradients of all is that of the whole batch. Must not know networks, data or losses.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

import torch
import torch.distributed as group
from torch import Tensor, nn

from engine.runtime.device import group_backend, is_gpu
from engine.training.batch_statistics import BatchStatistics

PATIENCE = timedelta(hours=2)
"""How long a process waits for the others: the first one simulates people before all begin."""

MEETING = timedelta(minutes=2)
"""How long it waits for them to meet; all were started by then.

A computer that was lost and comes back before the others have noticed meets nobody: it gives up after this
long, and is started again (`resources/cluster/train_node.sh`).
"""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Ranks:
    """The processes of a run, and which of them this is.

    Attributes:
        rank: Number of this process, from 0.
        world: Number of processes, over all machines.
        local: Number of this process on its machine, which chooses its GPU.
        grouped: Whether the process was started as one of a group, be it the only one.
    """

    rank: int = 0
    world: int = 1
    local: int = 0
    grouped: bool = False

    @property
    def first(self) -> bool:
        """Whether this is the process that writes files and logs."""
        return self.rank == 0

    @property
    def alone(self) -> bool:
        """Whether the process was started by itself."""
        return not self.grouped

    def wait(self) -> None:
        """Wait until all processes are here."""
        if not self.alone:
            group.barrier()

    def broadcast(self, value: Value) -> Value:
        """Return the value of the first process."""
        if self.alone:
            return value
        held = [value]
        group.broadcast_object_list(held, src=0)
        return held[0]

    def gather_values(self, value: Value) -> list[Value]:
        """Return the values of all processes, by rank."""
        if self.alone:
            return [value]
        held: list[Any] = [None] * self.world
        group.all_gather_object(held, value)
        return held

    def gather(self, part: Tensor) -> Tensor:
        """Join the parts of all processes along the first axis, by rank; all have the same shape.

        Args:
            part: That of this process, [N, ...].

        Returns:
            [N * processes, ...]; its gradient is that of this process's own part.
        """
        return part if self.alone else _Gather.apply(part, self)  # type: ignore[no-untyped-call]  # torch leaves it untyped

    def add_gradients(self, parameters: Sequence[nn.Parameter], *, stop: bool) -> bool:
        """Sum the gradients of all processes, in place.

        Args:
            parameters: Those of the network, in the same order everywhere.
            stop: Whether this process was asked to stop; it travels along for nothing.

        Returns:
            Whether any process was asked to stop: the same answer in all of them.
        """
        if self.alone:
            return stop
        gradients = [one.grad for one in parameters if one.grad is not None]
        flat = torch.cat([*(one.reshape(-1) for one in gradients), gradients[0].new_tensor([stop])])
        group.all_reduce(flat)
        parts = torch.split(flat[:-1], [one.numel() for one in gradients])
        for gradient, part in zip(gradients, parts, strict=True):
            gradient.copy_(part.reshape(gradient.shape))
        return bool(flat[-1] > 0)


class _Gather(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, part: Tensor, ranks: Ranks) -> Tensor:  # noqa: ANN401  # torch gives no type
        ctx.place = slice(ranks.rank * len(part), (ranks.rank + 1) * len(part))
        parts = [
            torch.empty(part.shape, dtype=part.dtype, device=part.device)
            for _ in range(ranks.world)
        ]
        group.all_gather(parts, part.contiguous())
        return torch.cat(parts)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None]:  # noqa: ANN401  # torch gives no type
        return gradients[0][ctx.place], None


class _Sum(torch.autograd.Function):
    """The sum over all processes; so is its gradient, as each one's values are in all the sums."""

    @staticmethod
    def forward(ctx: Any, value: Tensor) -> Tensor:  # noqa: ANN401  # torch gives no type
        summed = value.clone()
        group.all_reduce(summed)
        return summed

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:  # noqa: ANN401  # torch gives no type
        summed = gradients[0].clone()
        group.all_reduce(summed)
        return summed


class SharedBatchNorm(BatchStatistics):
    """Batch normalisation over the batches of all processes, on any device; torch's own is for GPUs only."""

    def forward(self, values: Tensor) -> Tensor:
        """Normalise float [N, C, ...] over everything but C."""
        if not self.training:
            return nn.functional.batch_norm(
                values, self.running_mean, self.running_var, self.weight, self.bias, eps=self.eps
            )
        axes = [axis for axis in range(values.dim()) if axis != 1]
        shape = [1, -1, *[1] * (values.dim() - 2)]
        # Sums of half floats would be coarse.
        wide = values.float() if values.dtype.itemsize < 4 else values
        # Summed in float64, the statistics are the same however many processes share the batch.
        own = wide.new_tensor([wide.numel() // wide.shape[1]], dtype=torch.float64)
        sums: Tensor = _Sum.apply(torch.cat([wide.sum(axes, dtype=torch.float64), own]))  # type: ignore[no-untyped-call]  # torch leaves it untyped
        count = sums[-1].detach()
        mean = (sums[:-1] / count).to(wide.dtype)
        centred = wide - mean.reshape(shape)
        squares: Tensor = _Sum.apply(centred.square().sum(axes, dtype=torch.float64))  # type: ignore[no-untyped-call]  # torch leaves it untyped
        variance = (squares / count).to(wide.dtype)
        self.remember(mean.detach(), variance.detach() * (count / (count - 1)).to(wide.dtype))
        scale = (self.weight * (variance + self.eps).rsqrt()).reshape(shape)
        return (centred * scale + self.bias.reshape(shape)).to(values.dtype)


def synchronise_norms(network: nn.Module, device: torch.device) -> None:
    """Make batch normalisation look at the whole batch, in place."""
    for name, layer in network.named_children():
        if not isinstance(layer, nn.BatchNorm1d | nn.BatchNorm2d):
            synchronise_norms(layer, device)
        elif device.type == "cpu":
            setattr(network, name, SharedBatchNorm(layer))
        else:
            synced = nn.SyncBatchNorm.convert_sync_batchnorm(layer)  # type: ignore[no-untyped-call]  # torch leaves it untyped
            setattr(network, name, synced)


def ranks_of_environment() -> Ranks:
    """Say which process this is, by what ``torchrun`` sets; alone without it."""
    rank, world, local = (
        int(os.environ.get(name, default))
        for name, default in (("RANK", "0"), ("WORLD_SIZE", "1"), ("LOCAL_RANK", "0"))
    )
    return Ranks(rank, world, local, grouped="RANK" in os.environ)


@contextlib.contextmanager
def process_group(ranks: Ranks, device: torch.device) -> Iterator[None]:
    """Meet the other processes, and part from them at the end.

    Args:
        ranks: The processes; alone, nothing happens.
        device: Where this one computes, which chooses how they talk: NCCL on GPUs, Gloo elsewhere.
    """
    if ranks.alone:
        yield
        return
    on_gpu = is_gpu(device)
    group.init_process_group(
        group_backend(device), timeout=MEETING, device_id=device if on_gpu else None
    )
    group.distributed_c10d._set_pg_timeout(PATIENCE)
    try:
        yield
    finally:
        group.destroy_process_group()
